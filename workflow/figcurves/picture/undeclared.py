"""What nobody declared of a picture of pulses: its tinted grounds, the boxes of its words, the ink that is no mark.

A person gives two points an axis. Colours, boxes and the step of the pulses are then sought in the ink, so that the
reader for pulses can try them; its own doubts decide whether what they give is taken.
"""

from dataclasses import dataclass

import numpy as np

from figcurves.picture.marks import depth_in, filled, squarish
from figcurves.pieces import areas_of, pieces_of, pixels_of
from figcurves.settings import PICTURES
from printed.geometry import Box


def on_white(rgb: np.ndarray, area: tuple[int, int, int, int]) -> np.ndarray:
    """The picture (rows, columns, 3) on a white ground, where it stands on several tints; else as it is.

    Each pixel is divided by the tint nearest to it, as ink printed over a tint is darkened by it.
    area: first column and row of the plot area, and those after the last.
    """
    from scipy import ndimage

    x0, y0, x1, y1 = area
    crop = rgb[y0:y1, x0:x1]
    if not crop.size:
        return rgb
    codes = (crop.astype(np.int32) >> 2) @ np.array([4096, 64, 1])
    values, counts = np.unique(codes, return_counts=True)
    order = np.argsort(-counts)
    large = [k for k in order[: PICTURES.tints] if counts[k] >= PICTURES.tint_part * codes.size]
    if len(large) < 2:
        return rgb
    is_ground = np.isin(codes, values[large])
    # Ink of marks may be even too: a ground is thick.
    is_ground = ndimage.binary_opening(is_ground, np.ones((3, 3)), iterations=PICTURES.tint_thick)
    if not is_ground.any():
        return rgb
    rows, columns = ndimage.distance_transform_edt(~is_ground, return_distances=False, return_indices=True)
    ground = np.maximum(crop[rows, columns].astype(float), 1.0)
    if ground.min() < PICTURES.tint_light:
        return rgb
    white = rgb.copy()
    white[y0:y1, x0:x1] = np.clip(255.0 * crop / ground, 0.0, 255.0).round()
    return white


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of connected ink: its box (left, top, right, bottom), the share of it that is ink, and where in the box
    the middle of the ink lies (0 to 1 from the left, and from the top).
    """

    box: tuple[int, int, int, int]
    solid: float
    weight: tuple[float, float]

    @property
    def width(self) -> int:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> int:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2.0


def word_boxes(ink: np.ndarray) -> list[Box]:
    """Boxes of words in a picture's ink, each with the key that stands before or behind it, in its pixels."""
    pieces = _pieces(ink)
    letters = [p for p in pieces if PICTURES.letter_least <= p.height <= PICTURES.letter_most * ink.shape[0]]
    rows = [row for row in _rows(letters) if _reads_as_word(row)]
    boxes = [_with_key(_around(row), pieces) for row in rows]
    room = PICTURES.word_room
    return [(left - room, top - room, right + room, bottom + room) for left, top, right, bottom in boxes]


def _pieces(ink: np.ndarray) -> list[_Piece]:
    from scipy import ndimage

    labels, boxes = pieces_of(ink)
    found = []
    middles = ndimage.center_of_mass(ink, labels, np.arange(1, len(boxes) + 1))
    for (rows, columns), area, (row, column) in zip(boxes, areas_of(labels), middles, strict=True):
        high, wide = rows.stop - rows.start, columns.stop - columns.start
        weight = ((column - columns.start + 0.5) / wide, (row - rows.start + 0.5) / high)
        box = (columns.start, rows.start, columns.stop, rows.stop)
        found.append(_Piece(box, float(area) / (high * wide), weight))
    return found


def _rows(letters: list[_Piece]) -> list[list[_Piece]]:
    """Pieces that follow each other on one line, as the letters of words do."""
    rows: list[list[_Piece]] = []
    for piece in sorted(letters, key=lambda p: p.box[0]):
        if piece.width > PICTURES.letter_wide * piece.height:
            continue
        for row in rows:
            last = row[-1]
            tall = max(last.height, piece.height)
            gap = piece.box[0] - max(p.box[2] for p in row)
            shared = min(last.box[3], piece.box[3]) - max(last.box[1], piece.box[1])
            alike = min(last.height, piece.height) >= PICTURES.letter_alike * tall
            is_next = -PICTURES.letter_gap * tall <= gap <= PICTURES.letter_gap * tall
            if alike and is_next and shared >= 0.5 * min(last.height, piece.height):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return rows


def _reads_as_word(row: list[_Piece]) -> bool:
    """Whether pieces on one line differ as letters do: marks are alike, and stand on no line of writing."""
    if len(row) < PICTURES.letters_least:
        return False
    sizes = np.array([p.width * p.height for p in row], dtype=float)
    solid = np.array([p.solid for p in row])
    feet = np.array([p.box[3] for p in row], dtype=float)
    tall = float(np.median([p.height for p in row]))
    on_line = np.abs(feet - np.median(feet)) <= max(1.0, 0.12 * tall)
    lean = float(np.array([p.weight for p in row]).std(axis=0).sum())
    differ = (
        float(sizes.std() / sizes.mean()) >= PICTURES.letters_differ
        or float(solid.std()) >= PICTURES.letters_solid
        or lean >= PICTURES.letters_lean
    )
    return bool(on_line.mean() >= 0.6 and differ)


def _around(row: list[_Piece]) -> Box:
    edges = np.array([p.box for p in row], dtype=float)
    return float(edges[:, 0].min()), float(edges[:, 1].min()), float(edges[:, 2].max()), float(edges[:, 3].max())


def _with_key(box: Box, pieces: list[_Piece]) -> Box:
    """The box of a word with the lone piece, a key, on its line close before it."""
    left, top, right, bottom = box
    tall = bottom - top
    for piece in pieces:
        level = abs(piece.middle - (top + bottom) / 2.0) <= 0.35 * tall
        near = 0.0 < left - piece.box[2] <= PICTURES.key_gap * tall
        small = piece.height <= 1.6 * tall and piece.width <= 5.0 * tall
        if level and near and small:
            left, top, bottom = float(piece.box[0]), min(top, piece.box[1]), max(bottom, piece.box[3])
    return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class SortedInk:
    """The ink of a colour without pieces too small for its mark; pieces that are strokes, and those that are another
    size than the mark but as thick, such as marks that touch; whether it may be a series: marks alike, or a piece that
    reaches across half of the plot area.
    """

    ink: np.ndarray
    strokes: np.ndarray
    chains: np.ndarray
    is_series: bool


def sorted_ink(mask: np.ndarray, free: np.ndarray, clear: np.ndarray) -> SortedInk:
    """The ink of a colour by what its pieces may be.

    What the mark is is told by pieces that are alike and stand outside words (free); where there are none, all is kept.
    clear: pixels that the line of the frame does not cover.
    """
    from scipy import ndimage

    labels, boxes = pieces_of(mask)
    none = np.zeros(mask.shape, dtype=bool)
    if not boxes:
        return SortedInk(mask, none, none, False)
    sides = np.array([(b[0].stop - b[0].start, b[1].stop - b[1].start) for b in boxes], dtype=float)
    outside = np.array([bool(free[b].all()) for b in boxes])
    typical = _typical_side(sides[outside])
    across = bool((sides[:, 1] >= PICTURES.edged * mask.shape[1]).any())
    if typical is None:
        return SortedInk(mask, none, none, across)
    numbers = np.arange(1, len(boxes) + 1)
    alike = outside & (np.abs(sides - typical) <= max(1.0, PICTURES.alike_side * typical)).all(axis=1)
    depth = depth_in(filled(mask), "chessboard")
    deepest = np.asarray(ndimage.maximum(depth, labels, numbers))
    deep = np.bincount(labels[depth >= np.median(deepest[alike])], minlength=len(boxes) + 1)[1:]
    # Marks that touch are as thick as one all along; a stroke with an arrow's head is not.
    marks = deep / max(1.0, float(np.median(deep[alike])))
    chained = (marks >= PICTURES.chained * sides.max(axis=1) / typical) & (marks >= 1.0)
    # A mark that the frame cuts is smaller.
    at_frame = np.isin(numbers, np.unique(labels[ndimage.binary_dilation(~clear, iterations=2, border_value=1)]))
    cut = at_frame & ((sides.max(axis=1) >= PICTURES.mark_like * typical) | (areas_of(labels) >= PICTURES.speck))
    large = (sides.min(axis=1) >= PICTURES.mark_like * typical) & ~alike & ~cut
    kinds = (alike | cut | large, large & ~chained, large & chained)
    ink, strokes, chains = (pixels_of(labels, kind) for kind in kinds)
    return SortedInk(ink, strokes, chains, across or int(alike.sum()) >= PICTURES.marks_alike)


def _typical_side(sides: np.ndarray) -> float | None:
    """The side [pixels] that most pieces as high as wide share; None where fewer than four do."""
    square = squarish(sides)
    if len(square) < PICTURES.marks_alike:
        return None
    size = np.sort(np.sqrt(square.prod(axis=1)))
    near = [int((np.abs(size - one) <= max(1.0, 0.12 * one)).sum()) for one in size]
    best = int(np.argmax(near))
    return float(size[best]) if near[best] >= PICTURES.marks_alike else None
