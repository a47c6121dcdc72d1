"""Pictures of printed lines, cut out of the pages of a PDF."""

import io
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from memlit.errors import MemlitError
from memlit.worker import read_safely
from printed.geometry import Box
from printed.pdf.document import Document

Clip = tuple[int, Box]
"""A page, from 1, and a box on it in points."""
MOST_CLIPS = 80
_SCALE = 2.2
_COLOURS = 16
_MARGIN = 1.0
_LEAST_WIDTH = 190.0
"""Points: a cell of a table is shown with what stands beside it."""


def clips_of(path: Path, wanted: Sequence[Clip]) -> dict[Clip, bytes]:
    """PNG of each clip, drawn in the reader process; none where the pages cannot be drawn."""
    distinct = list(dict.fromkeys(wanted))[:MOST_CLIPS]
    try:
        return dict(zip(distinct, read_safely(path, draw_clips, path, distinct), strict=True))
    except MemlitError:
        return {}


def draw_clips(path: Path, wanted: Sequence[Clip]) -> list[bytes]:
    """PNG of each clip in few colours; every page is drawn once."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for place, (number, _) in enumerate(wanted):
        by_page[number].append(place)
    found: dict[int, bytes] = {}
    with Document.open(path) as document:
        for number, places in by_page.items():
            page = document.page(number)
            picture = page.picture(_SCALE)
            for place in places:
                edges = [edge * _SCALE for edge in _around(wanted[place][1], page.size)]
                out = io.BytesIO()
                part = picture.crop(tuple(map(round, edges))).convert("L").quantize(_COLOURS)
                part.save(out, "PNG", optimize=True)
                found[place] = out.getvalue()
    return [found[place] for place in range(len(wanted))]


def _around(box: Box, size: tuple[float, float]) -> Box:
    """The box with a margin, wide enough to be understood, on the page."""
    more = max(0.0, _LEAST_WIDTH - (box[2] - box[0])) / 2.0
    left, right = box[0] - more - _MARGIN, box[2] + more + _MARGIN
    return max(0.0, left), max(0.0, box[1] - _MARGIN), min(size[0], right), min(size[1], box[3] + _MARGIN)
