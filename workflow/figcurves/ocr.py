"""Words of a picture as OCR reads them, by models that lie in a package: letters of panels, labels of ticks.

They only propose: the lattice of the ticks decides on a scale, and a person confirms it.
"""

import numpy as np

from printed.geometry import Box

SeenWord = tuple[str, Box]
"""A word of a picture and its box: left, top, right, bottom in pixels."""


def words_of_picture(rgb: np.ndarray) -> list[SeenWord]:
    """The words of a picture (rows, columns, 3) from top to bottom; seconds of processor time."""
    from printed.ocr.engine import lines_in_picture

    return [word for line in lines_in_picture(rgb) for word in _words(line.text, line.box, line.middles)]


def words_in_ink(ink: np.ndarray) -> list[SeenWord]:
    """The words of a picture of dark ink (rows, columns; 0 to 1)."""
    grey = np.round(255.0 * (1.0 - np.clip(ink, 0.0, 1.0))).astype(np.uint8)
    return words_of_picture(np.repeat(grey[:, :, None], 3, axis=2))


def _words(text: str, box: Box, middles: tuple[float, ...]) -> list[SeenWord]:
    """The words of a line, parted at its blanks; middles: of each letter that is no blank."""
    parts = text.split()
    if len(parts) < 2:
        return [(text, box)]
    half = 0.5 * (box[2] - box[0]) / max(1, len(text))
    words, first = [], 0
    for part in parts:
        last = first + len(part) - 1
        words.append((part, (middles[first] - half, box[1], middles[last] + half, box[3])))
        first = last + 1
    return words
