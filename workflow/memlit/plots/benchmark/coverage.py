"""What is known of each cited synapse paper: a square for each part of its pulse, by whose number it is."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from memlit.analysis.evidence.coverage import WHAT_TO_SUPPLY, CoverageLine, KnownPart
from memlit.field.codes import NOT_STATED, OWN
from memlit.grouping import grouped
from memlit.library import Library
from memlit.plots.look.style import (
    FAINT,
    NARROW,
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
from memlit.synapses.next_readings import NextReading, open_papers

PARTS = tuple(WHAT_TO_SUPPLY)
_SYMBOLS = {"v_spike": "$V$", "tau": "$\\tau$", "g_on": "$G_{on}$", "g_off": "$G_{off}$"}
_OPEN_COLUMN = len(PARTS) + 0.6
_STEP = 0.155
"""Inches a paper."""
_SQUARE, _CROSS = 26.0, 9.0
MOST_PAPERS = 120
"""Papers of a figure; of more each class has as many as the others, those of which most is known."""
NO_PAPER = "no synapse paper of the set is listed"


class CoveredPaper(NamedTuple):
    """A paper by its class: its known parts by name, and whether anyone can read it though something is missing."""

    key: str
    device_class: str
    parts: dict[str, KnownPart]
    is_open: bool


def covered_papers(
    lines: Iterable[CoverageLine], wanted: Iterable[NextReading], styles: ClassStyles
) -> list[CoveredPaper]:
    """The synapse papers of the lines, class by class, those of which most is known first, see MOST_PAPERS.

    wanted: what the papers lack.
    """
    readable = {line.paper for line in open_papers(list(wanted))}
    found = [
        CoveredPaper(
            line.key,
            next(iter(line.device_classes), NOT_STATED),
            {known.part: known for known in line.parts},
            line.key in readable,
        )
        for line in lines
        if "synapse" in line.roles
    ]
    order = styles.order({paper.device_class for paper in found})
    found.sort(key=lambda paper: (order.index(paper.device_class), -len(paper.parts), paper.key))
    if len(found) <= MOST_PAPERS:
        return found
    by_class = grouped(found, lambda paper: paper.device_class)
    return [paper for own in by_class.values() for paper in own[: MOST_PAPERS // len(by_class)]]


def drawn(shown: Iterable[CoveredPaper]) -> Iterator[str]:
    """Ids of the readings that the figure shows."""
    return (known.reading for paper in shown for known in paper.parts.values())


def draw(
    shown: Sequence[CoveredPaper],
    library: Library,
    styles: ClassStyles,
    paths: Sequence[Path],
    is_narrow: bool = False,
) -> None:
    """Draw the figure to every path: papers side by side, on a narrow screen one below the other."""
    length = _STEP * max(len(shown), 6)
    with drawing(paths) as plt:
        size = (NARROW, length + 1.0) if is_narrow else (max(WIDE, length + 0.7), 3.0)
        figure, axes = plt.subplots(figsize=size, layout="constrained")
        missing: list[tuple[int, int]] = []
        for place, paper in enumerate(shown):
            colour, _ = styles.of(paper.device_class)
            for number, part in enumerate(PARTS):
                across, down = (number, place) if is_narrow else (place, number)
                if known := paper.parts.get(part):
                    _draw_part(axes, across, down, known, colour)
                else:
                    missing.append((across, down))
            if paper.is_open:
                open_at = (_OPEN_COLUMN, place) if is_narrow else (place, _OPEN_COLUMN)
                axes.scatter(*open_at, s=16, marker="o", facecolor="none", edgecolor=INK, linewidth=0.9)
        if missing:
            axes.scatter(*zip(*missing, strict=True), s=_CROSS, marker="x", color=FAINT, linewidth=0.9)
        _name_axes(axes, shown, library, is_narrow)
        _name_classes(axes, shown, styles, is_narrow)
        if not shown:
            says_that(axes, NO_PAPER, va="center", fontsize=9)
        figure.legend(handles=_legend(), loc="outside upper left", ncols=2 if is_narrow else 5, fontsize=7.5)


def _draw_part(axes: Axes, across: int, down: int, known: KnownPart, colour: str) -> None:
    """A full square of the paper's own number, a hollow one of others, pale where bounded."""
    face, alpha = colour if known.whose == OWN else "none", 0.45 if known.is_bounded else 1.0
    look = {"marker": "s", "facecolor": face, "edgecolor": colour, "alpha": alpha}
    linked_mark(axes, known.reading, across, down, s=_SQUARE, linewidth=1.1, **look)


def _name_axes(axes: Axes, shown: Sequence[CoveredPaper], library: Library, is_narrow: bool) -> None:
    names = [literal(library.entries[paper.key].short_name) for paper in shown]
    rows = [*range(len(PARTS)), _OPEN_COLUMN]
    words = [*(_SYMBOLS[part] for part in PARTS), "open"]
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    if is_narrow:
        axes.set_yticks(range(len(names)), names, fontsize=7)
        axes.set_xticks(rows, words, fontsize=8)
        axes.xaxis.tick_top()
        axes.set_xlim(-0.7, _OPEN_COLUMN + 2.2)
        axes.set_ylim(len(names) - 0.4, -0.6)
    else:
        axes.set_xticks(range(len(names)), names, fontsize=6.5, rotation=90)
        axes.set_yticks(rows, words, fontsize=8)
        axes.set_xlim(-0.8, max(len(names), 6) - 0.2)
        axes.set_ylim(_OPEN_COLUMN + 0.7, -1.4)
    axes.tick_params(length=0)


def _name_classes(axes: Axes, shown: Sequence[CoveredPaper], styles: ClassStyles, is_narrow: bool) -> None:
    """The name of each class at its first paper, with a line before it."""
    before = ""
    for place, paper in enumerate(shown):
        if paper.device_class == before:
            continue
        colour, _ = styles.of(paper.device_class)
        words = paper.device_class.replace("_", " ")
        if is_narrow:
            words_at(axes, words, (_OPEN_COLUMN + 0.7, place), 8, colour)
        else:
            words_at(axes, words, (place - 0.4, -1.0), 8, colour)
        if before and is_narrow:
            axes.axhline(place - 0.5, color=SOFT, linewidth=0.5)
        elif before:
            axes.axvline(place - 0.5, color=SOFT, linewidth=0.5)
        before = paper.device_class


def _legend() -> list[object]:
    square = {"marker": "s", "color": SOFT, "markersize": 5}
    return [
        key("printed by the paper", **square),
        key("its bounds alone", **square, alpha=0.45),
        key("by others or a simulator", **square, markerfacecolor="none"),
        key("missing", marker="x", color=SOFT, markersize=4),
        key("open to read", marker="o", color=INK, markerfacecolor="none", markersize=4.5),
    ]
