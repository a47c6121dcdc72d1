"""OCR of tick labels by Tesseract, an optional extra (`ocr`): it proposes, the ticks' lattice decides."""

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from figcurves.errors import FigureError

_PAD = 12
_HEIGHT = 48
"""Rows that the ink of a label is scaled to: Tesseract reads letters of about 30 pixels best."""
_ALLOWED = "0123456789.-eE+%xkMmuVA"


def require_ocr(where: str) -> None:
    """Raises FigureError where pytesseract or the tesseract program is missing."""
    try:
        import pytesseract  # noqa: F401
    except ImportError as error:
        remedy = "install memlit[ocr], and tesseract (Debian: tesseract-ocr)"
        raise FigureError(where, "OCR was asked for and pytesseract is not installed", remedy) from error
    if shutil.which("tesseract") is None:
        raise FigureError(where, "OCR was asked for and the program tesseract is not found", "install tesseract-ocr")


def label_pictures(
    path: str | Path, page: int | None = None, calibration: Any = None, image: int | None = None
) -> dict[str, tuple[int, int, bytes]]:
    """Pictures of the labels that a proposal would read, by digest: rows, columns, darkness in one byte a pixel.

    The arguments are those of `digitize_file`. The program that reads them is started by `read_pictures`, apart from
    the process that reads the document and may start none.
    """
    from figcurves.label_ink.proposals import LabelPictures
    from figcurves.pageimage import digitize_file

    pictures = LabelPictures()
    with contextlib.suppress(FigureError):
        digitize_file(path, page, calibration, image, pictures)
    return {
        digest: (*ink.shape, np.round(255 * ink).astype(np.uint8).tobytes())
        for digest, ink in sorted(pictures.found.items())
    }


def read_pictures(where: str, pictures: Mapping[str, tuple[int, int, bytes]]) -> dict[str, list[str]]:
    """What Tesseract reads on each picture. Raises FigureError where it is not installed."""
    require_ocr(where)
    texts = {}
    for digest, (rows, columns, content) in sorted(pictures.items()):
        ink = np.frombuffer(content, dtype=np.uint8).reshape(rows, columns) / 255.0
        texts[digest] = read_label(ink)
    return texts


def read_label(ink: np.ndarray) -> list[str]:
    """Texts that Tesseract reads on one label (ink 0..1, rows x columns): none or one."""
    import pytesseract
    from PIL import Image

    rows, columns = ink.shape
    grey = Image.fromarray((255 * (1.0 - np.clip(ink, 0.0, 1.0))).astype(np.uint8))
    width = max(8, round(columns * _HEIGHT / rows))
    scaled = grey.resize((width, _HEIGHT), Image.Resampling.LANCZOS)
    page = Image.new("L", (width + 2 * _PAD, _HEIGHT + 2 * _PAD), 255)
    page.paste(scaled, (_PAD, _PAD))
    text = pytesseract.image_to_string(page, config=f"--psm 7 -c tessedit_char_whitelist={_ALLOWED}")
    return [found] if (found := text.strip()) else []
