"""Fig. 11a on the page: the marks of the drawing as rows, the same marks as on paper with those behind switches.

What the interactive charts share: their sets, classes, shapes and short numbers.
"""

from collections.abc import Iterator
from typing import Any

from memlit.datum import anchor
from memlit.field.codes import DIAGRAM, WHOSE, whose_words
from memlit.plots.benchmark.diagram import (
    GUIDE_SHIFT,
    QUOTIENT,
    TIMING_KEY,
    DiagramMark,
    DiagramPoint,
    diagram,
    diameter,
)
from memlit.plots.look.data import is_known, metric_id
from memlit.plots.look.style import ClassStyles
from memlit.plots.look.words import device_words, printed_inside, printed_words
from memlit.presentation.format import format_value
from memlit.presentation.text import device_name, plain
from memlit.report.blocks import DASH, SET_NAMES, Material

Chart = dict[str, Any]
MOST_CHART_MARKS = 3000
"""Marks of a chart that a page holds, each with its texts and the card of its number."""


def sets_of(m: Material, present: set[str]) -> list[list[Any]]:
    """Key, label and whether it is on at first: the review's own papers are, the survey is where it stands alone."""
    survey = {name for name in present if name.startswith("survey")}
    return [
        [
            name,
            SET_NAMES.get(name, name.replace("-", " ")),
            name not in survey or survey == present,
        ]
        for name in sorted(present, key=lambda name: (_rank(m, name), name))
    ]


def _rank(m: Material, name: str) -> int:
    sets = m.config.evidence.sets
    return sets.index(name) if name in sets else len(sets)


def chart_classes(m: Material, present: set[str]) -> Chart:
    """The classes of a chart in their order, and colour and marker of each."""
    styles = ClassStyles(m.classes)
    names = styles.order(present)
    return {"classes": names, "styles": [list(styles.of(name)) for name in names]}


def short_number(value: float | None) -> float | None:
    """Four digits place a mark; the text beside it is the number."""
    return None if value is None else float(f"{value:.4g}")


_COLUMNS = ("card", "device", "class", "set", "whose", "pulse", "energy", "power", "is_own", "grade", "area")
TEXTS = ("energy_text", "power_text", "timing_text")
PART_COLUMNS = ("card", "device", "class", "set", "whose", "pulse", "line", "at", "energy", "power", "is_area", *TEXTS)
NAME_COLUMNS = ("name", "class", "set", "whose", "pulse", "energy", "power", "dx", "dy", "align", "baseline")
_METRICS = (*DIAGRAM, "spike_timing")
"""What places a mark and sizes it."""
_LARGER = 1.25
"""Pixels of the page for a point of the drawing."""
_Place = tuple[str, str, str, str]


def diagram_chart(m: Material) -> Chart:
    """Points, parts and names of the devices; the frame, what stands outside of it, and the outline of memory cells."""
    frame = diagram(m.figures)
    points = [mark for mark in frame.marks if mark.point is not None]
    present = {mark.row["whose_number"] for mark in frame.marks}
    return {
        "kind": "scatter",
        "columns": [*_COLUMNS, *TEXTS],
        "rows": [_point(m, mark, mark.point) for mark in points if mark.point is not None],
        "parts": {"columns": list(PART_COLUMNS), "rows": list(_parts(m, frame.marks))},
        "names": {"columns": list(NAME_COLUMNS), "rows": [row for mark in frame.marks for row in _name(mark)]},
        "sets": sets_of(m, {mark.row["set"] for mark in frame.marks}),
        "whose": [[whose, whose_words(whose), True] for whose in WHOSE if whose in present],
        **chart_classes(m, {mark.row["class"] for mark in frame.marks}),
        "quantities": [],
        "pulse": m.config.conventions.headline_pulse,
        "headline": m.config.evidence.headline_set,
        "headline_words": m.headline_words,
        "has_areas": any(mark.area for mark in frame.marks),
        "frame": {
            "energy": list(frame.x),
            "power": list(frame.y),
            "guides": [[words, *map(short_number, (*low, *high))] for words, low, high in frame.guides],
            "guide_shift": [_LARGER * GUIDE_SHIFT[0], -_LARGER * GUIDE_SHIFT[1]],
            "cells": [[line, *place] for line, places in enumerate(frame.cells) for place in places],
            "printed": [list(_printed(m, frame.printed[metric], limits, is_short=metric == DIAGRAM[1]))
                        for metric, limits in zip(DIAGRAM, (frame.x, frame.y), strict=True)],
            "key": [[words, round(_LARGER * diameter(timing), 1)] for timing, words in TIMING_KEY],
        },
    }  # fmt: skip


def _kind(mark: DiagramMark) -> _Place:
    """What the switches ask of a mark."""
    return mark.row["class"], mark.row["set"], mark.row["whose_number"], mark.row["pulse"]


def _texts(m: Material, mark: DiagramMark) -> list[str]:
    known = {name: metric_id(mark.row, name) for name in m.config.metrics if is_known(mark.row, name)}
    for number in known.values():
        m.book.use(number)
    return [m.book.display(known[name]) if name in known else DASH for name in _METRICS]


def _device(mark: DiagramMark) -> str:
    return plain(f"{mark.name}, {device_name(device_words(mark.row))}")


def _card(m: Material, mark: DiagramMark, metric: str) -> str:
    """The anchor of the entry that a mark leads to."""
    number = metric_id(mark.row, metric)
    m.book.use(number)
    return anchor(number)


def _point(m: Material, mark: DiagramMark, point: DiagramPoint) -> list[Any]:
    texts = _texts(m, mark)
    card = _card(m, mark, DIAGRAM[0])
    area = round((_LARGER * mark.diameter) ** 2)
    return [card, _device(mark), *_kind(mark), *map(short_number, point), mark.is_own, mark.row["grade"], area, *texts]


def _parts(m: Material, marks: tuple[DiagramMark, ...]) -> Iterator[list[Any]]:
    """The corners of lines and areas in their order."""
    line = 0
    for mark in marks:
        if mark.point is not None:
            continue
        texts = _texts(m, mark)
        known = next(name for name in (QUOTIENT, *DIAGRAM) if is_known(mark.row, name))
        head = [_card(m, mark, known), _device(mark), *_kind(mark)]
        for corners, is_area in ((mark.area, True), *((corners, False) for corners in mark.lines)):
            line += 1
            for at, corner in enumerate(corners):
                yield [*head, line, at, *map(short_number, corner), is_area, *texts]


def _name(mark: DiagramMark) -> Iterator[list[Any]]:
    place = mark.label
    if place is not None:
        shift = (round(_LARGER * place.dx, 1), round(-_LARGER * place.dy, 1))
        yield [plain(mark.words), *_kind(mark), *map(short_number, place.at), *shift, place.horizontal, place.vertical]


def _printed(m: Material, printed: Any, limits: DiagramPoint, *, is_short: bool) -> Iterator[list[Any]]:
    """Number, words, colour and where along the axis the words stand, in pixels from the tick."""
    styles = ClassStyles(m.classes)
    inside = printed_inside(printed, limits)
    for level, item in enumerate(inside):
        words = printed_words(item, format_value(item.value, item.unit).replace("\u00a0", " "), is_short=is_short)
        colour = styles.colour_of(item.classes)
        yield [item.value, words, colour, round(_LARGER * 9 * ((len(inside) - 1) / 2 - level), 1), level]
