"""What is known of each cited synapse paper: a square for each part of its pulse, by whose number it is."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from memlit.field.codes import ABSTRACT_OR_CAPTION, FULL_TEXT, NOT_JUDGED, NOT_STATED, OWN
from memlit.frames import has_item, items_of, row_dicts
from memlit.grouping import grouped
from memlit.plots.look.data import FigureData
from memlit.plots.look.style import (
    SOFT,
    WIDE,
    Axes,
    ClassStyles,
    drawing,
    key,
    linked_mark,
    literal,
    says_that,
    words_at,
)
from memlit.presentation.pages import INK

_SYMBOLS = {"v_spike": "$V$", "tau": "$\\tau$", "g_on": "$G_{on}$", "g_off": "$G_{off}$"}
_OPEN_ROW = len(_SYMBOLS) + 0.6
_STEP = 0.155
"""Inches a paper."""
_SQUARE = 26.0
_UNFILLED = {FULL_TEXT: "x", ABSTRACT_OR_CAPTION: ".", NOT_JUDGED: "."}
"""What marks a part without a value, by how far its paper was read; of a paper not seen nothing is marked."""
_SIZES = {"x": 9.0, ".": 6.0}
MOST_PAPERS = 120
"""Papers of a figure; of more each class has as many as the others, those of which most is known."""
NO_PAPER = "no synapse paper of the set is listed"


class KnownPrint(NamedTuple):
    """A part of a paper's pulse: the reading that says most of it, whose number that is, if bounds alone are known."""

    reading: str
    whose: str
    is_bounded: bool


class CoveredPaper(NamedTuple):
    """A paper by its class: how far it was read, its known parts, and whether it lacks something and is open."""

    key: str
    device_class: str
    read: str
    parts: Mapping[str, KnownPrint]
    is_open: bool


def covered_papers(data: FigureData) -> list[CoveredPaper]:
    """The synapse papers of the headline set, class by class, those of which most is known first, see MOST_PAPERS."""
    wanted = data.table("next_readings", flags=("credited", "open_access"))
    readable = set(wanted.loc[wanted["credited"] & wanted["open_access"], "paper"])
    table = data.table("coverage")
    own = table[(table["set"] == data.config.evidence.headline_set) & has_item(table["role"], "synapse")]
    found = [
        CoveredPaper(
            row["paper"],
            next(iter(items_of(row["class"])), NOT_STATED),
            row["read"],
            dict(map(_known_part, items_of(row["whose"]), items_of(row["readings"]))),
            row["paper"] in readable,
        )
        for row in row_dicts(own)
    ]
    order = data.styles.order({paper.device_class for paper in found})
    found.sort(key=lambda paper: (order.index(paper.device_class), -len(paper.parts), paper.key))
    if len(found) <= MOST_PAPERS:
        return found
    by_class = grouped(found, lambda paper: paper.device_class)
    return [paper for own in by_class.values() for paper in own[: MOST_PAPERS // len(by_class)]]


def _known_part(told: str, reading: str) -> tuple[str, KnownPrint]:
    """Name and print of a part, told as `tau=restated, bounded`."""
    part, _, whose = told.partition("=")
    return part, KnownPrint(reading, whose.removesuffix(_BOUNDED), whose.endswith(_BOUNDED))


_BOUNDED = ", bounded"


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the readings that the figure shows."""
    return (known.reading for paper in covered_papers(data) for known in paper.parts.values())


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the figure to every path, papers side by side."""
    shown, styles = covered_papers(data), data.styles
    length = _STEP * max(len(shown), 6)
    with drawing(paths) as plt:
        figure, axes = plt.subplots(figsize=(max(WIDE, length + 0.7), 3.0), layout="constrained")
        unfilled: dict[str, list[tuple[int, int]]] = {marker: [] for marker in _UNFILLED.values()}
        for place, paper in enumerate(shown):
            colour, _ = styles.of(paper.device_class)
            for number, part in enumerate(_SYMBOLS):
                if known := paper.parts.get(part):
                    _draw_part(axes, place, number, known, colour)
                elif marker := _UNFILLED.get(paper.read):
                    unfilled[marker].append((place, number))
            if paper.is_open:
                axes.scatter(place, _OPEN_ROW, s=16, marker="o", facecolor="none", edgecolor=INK, linewidth=0.9)
        for marker, places in unfilled.items():
            if places:
                axes.scatter(*zip(*places, strict=True), s=_SIZES[marker], marker=marker, color=SOFT, linewidth=0.9)
        _name_axes(axes, [literal(data.short_name(paper.key)) for paper in shown])
        _name_classes(axes, shown, styles)
        if not shown:
            says_that(axes, NO_PAPER, va="center", fontsize=9)
        figure.legend(handles=_legend(), loc="outside upper left", ncols=5, fontsize=7.5)


def _draw_part(axes: Axes, across: int, down: int, known: KnownPrint, colour: str) -> None:
    """A full square of the paper's own number, a hollow one of others, pale where bounded."""
    face, alpha = colour if known.whose == OWN else "none", 0.45 if known.is_bounded else 1.0
    look = {"marker": "s", "facecolor": face, "edgecolor": colour, "alpha": alpha}
    linked_mark(axes, known.reading, across, down, s=_SQUARE, linewidth=1.1, **look)


def _name_axes(axes: Axes, names: Sequence[str]) -> None:
    rows = [*range(len(_SYMBOLS)), _OPEN_ROW]
    words = [*_SYMBOLS.values(), "open"]
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_xticks(range(len(names)), names, fontsize=6.5, rotation=90)
    axes.set_yticks(rows, words, fontsize=8)
    axes.set_xlim(-0.8, max(len(names), 6) - 0.2)
    axes.set_ylim(_OPEN_ROW + 0.7, -1.4)
    axes.tick_params(length=0)


def _name_classes(axes: Axes, shown: Sequence[CoveredPaper], styles: ClassStyles) -> None:
    """The name of each class at its first paper, with a line before it."""
    before = ""
    for place, paper in enumerate(shown):
        if paper.device_class == before:
            continue
        colour, _ = styles.of(paper.device_class)
        words = paper.device_class.replace("_", " ")
        words_at(axes, words, (place - 0.4, -1.0), 8, colour)
        if before:
            axes.axvline(place - 0.5, color=SOFT, linewidth=0.5)
        before = paper.device_class


def _legend() -> list[object]:
    square = {"marker": "s", "color": SOFT, "markersize": 5}
    return [
        key("printed by the paper", **square),
        key("its bounds alone", **square, alpha=0.45),
        key("by others or a simulator", **square, markerfacecolor="none"),
        key("not found in the full text", marker="x", color=SOFT, markersize=4),
        key("abstract or caption read", marker=".", color=SOFT, markersize=4),
        key("known to be open", marker="o", color=INK, markerfacecolor="none", markersize=4.5),
    ]
