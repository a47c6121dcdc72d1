"""Vector figures of a PDF as digitizations: exact places from the drawing operators, every doubt in review."""

import contextlib
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path as File
from typing import Any

import numpy as np

from figcurves.axes.declared import DECLARED, add_framed, apply_declared, long_places
from figcurves.axes.factors import like_a_factor
from figcurves.axes.frames import Strokes, strokes
from figcurves.axes.label_matching import paper_doubts
from figcurves.axes.panels import Panel, find_panels
from figcurves.axes.scale_fit import axis_of
from figcurves.axes.sides import Side
from figcurves.axes.titles import small_fills
from figcurves.calibration import Declared, DeclaredPanel, declared_panels
from figcurves.check import redraw
from figcurves.edits import chosen, edited, no_series
from figcurves.errors import FigureError, NoVectorPanel
from figcurves.label_ink.proposals import SCALE_PROPOSED, Propose, ocr_for, propose_panels
from figcurves.model import BY_POINTS, Axis, Digitization, Series, unique
from figcurves.paths.drawing import Drawing
from figcurves.paths.operators import open_pdf, read_paths
from figcurves.paths.words import DrawnToken, PlacedChar, read_chars, tokens, upright_tokens
from figcurves.projects.files import read_bytes
from figcurves.reasons import Reason, reasons_in_words
from figcurves.series.bars import category_bars
from figcurves.series.build import panel_series
from figcurves.settings import PROJECTS
from figcurves.shapes.model import GLYPH_MARKS, Shapes
from figcurves.shapes.sort import sort_shapes
from printed.geometry import area, around, intersect
from printed.trace import mark, place_marks


def digitize_pdf(
    path: str | File,
    page: int | None = None,
    *,
    calibration: Declared = None,
    propose: Propose = "",
) -> tuple[Digitization, ...]:
    """Every calibrated panel of a PDF, or of one page (counted from 1), in reading order.

    Panels that cannot be read wholly come back with `review_required`; a page without vector panels gives none.
    calibration: scales for panels whose labels cannot be read, see `declared`; needs `page`.
    propose: read labels that are no text from their ink, see `proposals`; a person confirms what comes of it.
    Raises FigureError when the file is no PDF, is encrypted, has no such page, or draws too much; and when a page
    was asked for and holds no panel with a scale.
    """
    import pypdfium2

    file = File(path)
    data = read_bytes(file)
    where = file.name
    with contextlib.ExitStack() as opened:
        pdf = opened.enter_context(open_pdf(where, data))
        try:
            document = opened.enter_context(contextlib.closing(pypdfium2.PdfDocument(data)))
        except pypdfium2.PdfiumError as error:
            raise FigureError(where, "not a PDF that can be read", "supply the PDF again") from error
        if page is not None and not 1 <= page <= len(pdf.pages):
            raise FigureError(where, f"no page {page}, the PDF has {len(pdf.pages)}", "name a page from 1")
        if calibration is not None and page is None:
            raise FigureError(where, "a calibration without a page", "name the page it is for")
        source = _Source(where, hashlib.sha256(data).hexdigest(), pdf, document, propose)
        declared = declared_panels(where, calibration)
        numbers = [page] if page else range(1, len(pdf.pages) + 1)
        found = [item for number in numbers for item in _page(source, number, declared)]
        if not found and page is not None:
            raise _nothing_on(source, page)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Source:
    """The PDF that is read: its name and digest, opened by pikepdf and by PDFium, and how scales are proposed."""

    where: str
    sha256: str
    pdf: Any
    document: Any
    propose: Propose


def _nothing_on(source: _Source, page: int) -> FigureError:
    """Why the page that was asked for gives no panel."""
    place = f"{source.where}:{page}"
    if _sideways(source.pdf, source.document, page):
        return FigureError(place, "its words run sideways", "turn the page by 90 degrees and supply it so")
    unread = read_paths(place, source.pdf, source.pdf.pages[page - 1]).unread
    problem = "; ".join(("no vector panel with a scale", *unread))
    return NoVectorPanel(place, problem, "a scan? digitize it as a raster")


def _sideways(pdf: Any, document: Any, page: int) -> bool:
    """Most of the page's characters read upwards, downwards or upside down as it is displayed."""
    drawing = read_paths(str(page), pdf, pdf.pages[page - 1])
    chars = read_chars(document[page - 1], drawing.matrix)
    return 2 * sum(char.angle in (90, 180, 270) for char in chars) > len(chars)


@dataclass(frozen=True, slots=True)
class _PageContent:
    """What a page holds before its panels are known: its number, drawing, characters and words, level and upright."""

    place: str
    number: int
    drawing: Drawing
    lines: Strokes
    chars: list[PlacedChar]
    level: list[DrawnToken]
    upright: list[DrawnToken]


def _page(source: _Source, number: int, declared: dict[str, DeclaredPanel]) -> list[Digitization]:
    """The panels of one page, verified against its ink and edited as a person says."""
    rotation = int(source.pdf.pages[number - 1].get("/Rotate", 0))
    if rotation:
        # The text then has the coordinates of user space.
        source.document[number - 1].set_rotation(0)
    content = _content(source, number)
    panels = find_panels(content.drawing, content.lines, content.level, content.upright)
    _declare(content, panels, declared)
    if source.propose != "":
        page = source.document[number - 1]
        page.set_rotation(rotation % 360)
        propose_panels(content.place, page, content.drawing, panels, content.lines, ocr_for(source.propose))
        page.set_rotation(0)
    for panel in panels:
        _trace_panel(panel)
    _find_what_is_untold(content, panels, declared)
    read = _read_panels(source, content, panels)
    for _, _, shapes in read:
        _trace_shapes(shapes)
    results = redraw.verify_panels(source.document[number - 1], content.drawing, read, content.chars) if read else []
    height = content.drawing.height
    place_marks(lambda box: (box[0], height - box[3], box[2], height - box[1]))
    return [edited(item, declared.get(item.panel, DeclaredPanel())) for item in results]


def _content(source: _Source, number: int) -> _PageContent:
    place = f"{source.where}:{number}"
    drawing = read_paths(place, source.pdf, source.pdf.pages[number - 1])
    chars = read_chars(source.document[number - 1], drawing.matrix) + drawing.letters
    lines = strokes(drawing)
    return _PageContent(place, number, drawing, lines, chars, tokens(chars), upright_tokens(chars, drawing.width))


def _declare(content: _PageContent, panels: list[Panel], declared: dict[str, DeclaredPanel]) -> None:
    """Give the panels what a person declares of them. Raises FigureError for a panel that is not there."""
    add_framed(panels, declared)
    for key, part in declared.items():
        if not key.isdigit() or not 1 <= int(key) <= len(panels):
            remedy = "name one of them, or give the `frame` of the next"
            raise FigureError(content.place, f"no panel {key}, the page has {len(panels)}", remedy)
        apply_declared(f"{content.place}:{key}", panels[int(key) - 1], content.lines, part)


def _find_what_is_untold(content: _PageContent, panels: list[Panel], declared: dict[str, DeclaredPanel]) -> None:
    """Letters that may be a factor of a scale that no text gives, and the long ticks of axes without a scale."""
    boxes = [*small_fills(content.drawing).tolist(), *(char.box for char in content.chars)]
    letters = np.array(boxes, dtype=float).reshape(-1, 4)
    for index, panel in enumerate(panels, start=1):
        said = declared.get(str(index), DeclaredPanel())
        for name, edge, side in (("x", "bottom", panel.x), ("y", "left", panel.y)):
            if side is None:
                panel.bare[name] = tuple(long_places(content.lines, panel.box, edge)[0])
            elif {DECLARED, SCALE_PROPOSED} & set(side.flags) and said.scale(name).factor is None:
                doubt = like_a_factor(letters, panel.box, name)
                panel.unread += [Reason(doubt)] if doubt else []


def _read_panels(
    source: _Source, content: _PageContent, panels: list[Panel]
) -> list[tuple[Digitization, Panel, Shapes]]:
    glyphs = [char for char in content.chars if "ingbat" in char.font or char.text in GLYPH_MARKS]
    read: list[tuple[Digitization, Panel, Shapes]] = []
    for index, panel in enumerate(panels, start=1):
        shapes = sort_shapes(content.drawing, content.lines, panel, glyphs)
        read.append((_panel(source, content, panel, shapes, index), panel, shapes))
    return read


def _trace_panel(panel: Panel) -> None:
    """Leaves the frame with its axes, their labels, and the numbers that were not taken, for `--explain`."""
    mark("frame", panel.box, "kept", f"axes read on {', '.join(panel.sides) or 'no side'}")
    for name, side in panel.sides.items():
        for _, value, token in side.labels:
            mark("tick label", token.box, "kept", f"{name}: {value:g}")
        for token, reason in side.others:
            mark("number", token.box, "dropped", str(reason))


def _trace_shapes(shapes: Shapes) -> None:
    """Leaves what was told from the data by its form, for `--explain`."""
    for reason, found in (
        ("arrow", [arrow.shaft for arrow in shapes.arrows]),
        ("ring around a curve", shapes.rings),
        ("stroke from mark to mark", shapes.links),
        ("dot of no series", [part for path in shapes.dots for part in path.parts]),
    ):
        for points in found:
            mark("shape", around(points.tolist()), "dropped", reason)


def _panel(source: _Source, content: _PageContent, panel: Panel, shapes: Shapes, index: int) -> Digitization:
    drawing = content.drawing
    axes, reasons = panel_axes(panel)
    reasons += [*panel.unread, *map(Reason, drawing.unread)]
    flags = list(drawing.flags)
    names = {axis.name for axis in axes}
    box = panel.box
    panel.is_picture = any(
        area(intersect(box, picture.box)) > PROJECTS.picture * area(box) for picture in drawing.pictures
    )
    series: tuple[Series, ...] = ()
    prints = ""
    is_scaled = True
    if not {"x", "y"} <= names:
        missing = " and ".join(sorted({"x", "y"} - names))
        if missing == "x" and shapes.bars:
            axes, series, more = category_bars(axes, panel, shapes, content.level, index)
            reasons += map(Reason, more)
        else:
            is_scaled = False
            ticks = _to_declare(panel, names)
            reasons.append(Reason(f"no scale read on the {missing} axis: declare its ticks ({ticks})"))
    else:
        series, more, more_flags, prints = panel_series(panel, shapes, axes, content.level, drawing, index)
        reasons += map(Reason, more)
        reasons += [Reason(no_series("axes", key, series)) for key in panel.said_axes if not chosen(series, key)]
        flags += more_flags
    if not series and is_scaled and not panel.is_picture:
        data = f": {shapes.areas} filled areas may be the data" if shapes.areas else ""
        reasons.append(Reason(f"no series found in the panel{data}"))
    if panel.is_picture:
        reasons.append(Reason("an image fills the panel: not a vector figure"))
    return Digitization(
        source=source.where,
        sha256=source.sha256,
        method="vector-figure",
        tier="vector_unverified",
        axes=axes,
        series=series,
        page=content.number,
        panel=str(index),
        frame=panel.box,
        flags=unique(flags),
        review_required=reasons_in_words(reasons),
        fingerprint=prints,
        tool=drawing.producer,
        size=(drawing.width, drawing.height),
    )


def _to_declare(panel: Panel, names: set[str]) -> str:
    """The long ticks that wait for values, in the order and at the places a declaration must follow."""
    parts = []
    for name in ("x", "y"):
        places = panel.bare.get(name, ())
        if name not in names:
            at = f" at {', '.join(f'{place:.0f}' for place in places)} pt" if places else ""
            parts.append(f"{len(places)} long ones on {name}{at}")
    return "; ".join(parts)


def panel_axes(panel: Panel) -> tuple[tuple[Axis, ...], list[Reason]]:
    """Axes of a panel, x, y, and x2, y2 where the opposite side has a scale of its own; reasons for a person."""
    axes: list[Axis] = []
    reasons: list[Reason] = []
    for main, other, name in (("bottom", "top", "x"), ("left", "right", "y")):
        sides = [panel.sides[side] for side in (main, other) if side in panel.sides]
        if len(sides) == 2 and _same_scale(*sides):
            sides.pop()
        for side, number in zip(sides, ("", "2"), strict=False):
            axis = _axis(f"{name}{number}", side, panel)
            axes.append(axis)
            doubts = [*_paper(axis, side), *side.reasons]
            if len(set(side.checks)) < 2 and BY_POINTS not in side.flags:
                doubts.append(Reason(f"fewer than two independent checks ({', '.join(side.checks) or 'none'})"))
            reasons += [replace(doubt, axis=axis.name) for doubt in doubts]
    return tuple(axes), reasons


def _paper(axis: Axis, side: Side) -> list[Reason]:
    words = f"{axis.label} {axis.unit}"
    ends = (axis.low or 0.0, axis.high or 0.0)
    return paper_doubts(side.fit, [value for _, value, _ in side.labels], len(side.ticks), words, ends)


def _same_scale(first: Side, second: Side) -> bool:
    if first.fit.scale != second.fit.scale:
        return False
    span = abs(first.labels[-1][0] - first.labels[0][0]) * abs(first.fit.slope)
    ends = (first.labels[0][0], first.labels[-1][0])
    return all(abs(first.fit.t(place) - second.fit.t(place)) < PROJECTS.upright * span for place in ends)


def _axis(name: str, side: Side, panel: Panel) -> Axis:
    level = side.name in ("bottom", "top")
    marks = ((place, value, token.printed) for place, value, token in side.labels)
    ends = (panel.box[0], panel.box[2]) if level else (panel.box[1], panel.box[3])
    told = {"residual": side.fit.residual, "checks": side.checks, "flags": side.flags}
    return axis_of(side.fit, name, marks, side.edge, ends, side.title, **told)
