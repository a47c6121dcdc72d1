"""Pages of a document as pictures: functions for the reader process, plain values in and out."""

from __future__ import annotations

import io
from pathlib import Path

from memlit.documents.pdf.opened import drawn, opened

SCALE = 2.0
"""Pixels per point of a page picture: sharp at 1440 px, and drawn within a second."""
MOST_PIXELS = 12_000_000


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page of a PDF in points."""
    with opened(path) as document:
        return [document.get_page_size(number) for number in range(len(document))]


def page_picture(path: Path, number: int) -> bytes:
    """PNG of page `number`, from 1, as displayed."""
    out = io.BytesIO()
    with opened(path) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        drawn(page, scale).save(out, "PNG", compress_level=1)
    return out.getvalue()
