"""A figure cut out of its page as a picture, where its panels are not found as drawings; for the reader process."""

from __future__ import annotations

import io
from pathlib import Path

from memlit.documents.pdf.opened import drawn, opened
from memlit.errors import SourceError

SCALE = 4.0
"""Pixels per point: a line of half a point is two pixels wide."""
LEAST = 20.0
"""Points that a figure is wide and high at least."""


def cut_out(path: Path, page: int, box: tuple[float, float, float, float]) -> bytes:
    """PNG of `box` (left, top, right, bottom in points from the top left) of page `page`, from 1."""
    left, top, right, bottom = box
    if right - left < LEAST or bottom - top < LEAST:
        raise SourceError(path.name, "the box holds no figure", "draw it round the axes and their labels")
    out = io.BytesIO()
    with opened(path) as document:
        picture = drawn(document[page - 1], SCALE)
        edges = (left * SCALE, top * SCALE, right * SCALE, bottom * SCALE)
        picture.crop(tuple(round(edge) for edge in edges)).save(out, "PNG")
    return out.getvalue()
