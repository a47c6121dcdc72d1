"""Scales proposed for panels of a vector page whose labels are outlines: their ink is drawn large and read."""

from dataclasses import replace
from typing import Any

import numpy as np

from memlit.digitize.axes.declared import declare_side, long_places
from memlit.digitize.axes.frames import Strokes, ticks
from memlit.digitize.axes.panels import Panel, share_scales
from memlit.digitize.calibration import AxisScale
from memlit.digitize.label_ink.proposals import (
    PROPOSED,
    SEEN,
    Ocr,
    Proposal,
    propose_scale,
    tolerance_in,
)
from memlit.digitize.paths.drawing import Drawing
from memlit.digitize.settings import AXES, LABEL_INK
from memlit.documents.geometry import Box


def propose_panels(
    data: bytes, page: int, ocr: Ocr | None, where: str, drawing: Drawing, panels: list[Panel], lines: Strokes
) -> None:
    """Give each panel of a page a scale on every axis that has none and whose labels the lattice confirms.

    data: the PDF; page: from 1; ocr: asked too, if any.
    """
    import pypdfium2

    if all(panel.x is not None and panel.y is not None for panel in panels):
        return
    document = pypdfium2.PdfDocument(data)
    for panel in panels:
        _propose_panel(where, document[page - 1], drawing, panel, lines, ocr)
    document.close()
    share_scales(panels, lines)
    for panel in panels:
        scaled = tuple(f"{name} axis: {SEEN}" for name, side in (("x", panel.x), ("y", panel.y)) if side is not None)
        panel.unread = [reason for reason in panel.unread if not reason.startswith(scaled)]


def _propose_panel(where: str, page: Any, drawing: Drawing, panel: Panel, lines: Strokes, ocr: Ocr | None) -> None:
    """The sides carry the flag and a reason for review; where labels are not confirmed, `panel.unread` says why."""
    for name, side, has in (("x", "bottom", panel.x), ("y", "left", panel.y)):
        if has is not None:
            continue
        places, _ = long_places(lines, panel.box, side)
        if len(places) < LABEL_INK.least:
            continue
        found = _propose(page, drawing, panel, side, places, _outward(lines, panel.box, side), ocr)
        if isinstance(found, str):
            panel.unread.append(f"{name} axis: {found}")
            continue
        declare_side(f"{where}:{name}", panel, lines, side, AxisScale(scale=found.scale, ticks=found.values))
        read = panel.sides[side]
        reasons = (*read.reasons, f"{found.reason}: confirm it")
        panel.sides[side] = replace(read, reasons=reasons, flags=(PROPOSED,))


def _outward(lines: Strokes, box: Box, side: str) -> float:
    """Points by which the longest tick leaves the frame."""
    edge = box[1] if side == "bottom" else box[0]
    out = 0.0
    for tick in ticks(lines, box, side):
        for segment in lines.segments[1 if side == "bottom" else 0]:
            if segment.path is tick.path and abs(segment.at - tick.at) < 1e-6 and segment.low <= edge:
                out = max(out, edge - segment.low)
    return min(out, AXES.tick_longest)


def _propose(
    page: Any, drawing: Drawing, panel: Panel, side: str, places: list[float], outward: float, ocr: Ocr | None
) -> Proposal | str:
    x0, y0, x1, y1 = panel.box
    slack = 16.0
    if side == "bottom":
        left, bottom, right, top = x0 - slack, y0 - LABEL_INK.reach, x1 + slack, y0 + 1.0
    else:
        left, bottom, right, top = x0 - LABEL_INK.reach, y0 - slack, x0 + 1.0, y1 + slack
    left, bottom = max(0.0, left), max(0.0, bottom)
    right, top = min(drawing.width, right), min(drawing.height, top)
    crop = (left, bottom, drawing.width - right, drawing.height - top)
    bitmap = page.render(scale=LABEL_INK.scale, crop=crop, draw_annots=False, grayscale=True).to_numpy()
    grey = bitmap.reshape(bitmap.shape[0], -1).astype(float)
    ink = np.clip(1.0 - grey / 255.0, 0.0, 1.0)
    if side == "bottom":
        pixels = [(place - left) * LABEL_INK.scale for place in places]
        edge = (top - y0 + outward + LABEL_INK.clear) * LABEL_INK.scale
    else:
        pixels = [(top - place) * LABEL_INK.scale for place in places]
        edge = (x0 - left - outward - LABEL_INK.clear) * LABEL_INK.scale
    return propose_scale(ink, pixels, edge, side, tolerance_in(LABEL_INK.scale), ocr)
