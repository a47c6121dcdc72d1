"""The action energy against the width of the pulse, with lines of equal power: synapses large, memory cells as context.

No median of the review stands in it: the review prints no widths, and memory cells switch fully in one pulse.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from memlit.field.codes import MEMORY, OWN, SYNAPSE_ROLES
from memlit.frames import has_item, row_dicts
from memlit.grouping import grouped
from memlit.plots.look.data import FigureData, metric_id
from memlit.plots.look.placed import placed_words
from memlit.plots.look.style import (
    FAINT,
    SOFT,
    WIDE,
    Axes,
    ClassStyles,
    drawing,
    is_dense,
    key,
    linked_mark,
    literal,
    log_axis,
    says_that,
    words_at,
)
from memlit.plots.look.words import paper_or_device, shortened
from memlit.presentation.pages import INK

ENERGY, WIDTH = "action_energy", "spike_timing"
_POWERS = (1e-12, 1e-9, 1e-6, 1e-3, 1.0)
"""Powers of the diagonals in W."""
_POWER_WORDS = {1e-12: "1 pW", 1e-9: "1 nW", 1e-6: "1 µW", 1e-3: "1 mW", 1.0: "1 W"}
_MARGIN = 0.6
"""Decades between the outermost mark and the frame."""
_TAIL = 1.2
"""Decades that the tail of a bar without a lower end is drawn below its upper end."""
_ARROW = ((0.0, 0.0), (0.0, 1.0), (-0.28, 0.62), (0.0, 1.0), (0.28, 0.62))
"""An arrow that stands on its place and points up: no class has it as its sign."""
_HEIGHT = 3.9
_LONGEST_NAME = 20
MOST_NAMES = 150
"""Papers that are named; names of more would cover the marks."""


@dataclass(frozen=True, slots=True)
class EnergyMark:
    """A synapse by its class: its row of the benchmark and name, width in s, and energy in J: a point, or the ends of
    what is known.
    """

    row: Mapping[str, Any]
    name: str
    width: float
    low: float
    high: float

    @property
    def is_point(self) -> bool:
        """Whether the energy is one number."""
        return self.low == self.high

    @property
    def is_lower_bound(self) -> bool:
        """Whether the energy is at least `low`, with no upper end."""
        return math.isinf(self.high)

    @property
    def shown(self) -> float:
        """The energy at which the mark stands: its upper end, or the lower one where it has no other."""
        return self.low if self.is_lower_bound else self.high

    @property
    def is_own(self) -> bool:
        """Whether the paper itself measured the numbers."""
        return bool(self.row["whose_number"] == OWN)


def synapse_marks(data: FigureData) -> list[EnergyMark]:
    """Synapses with a width and an energy that has an end, under the headline pulse, by id."""
    table = data.benchmark
    own = table["role"].isin(SYNAPSE_ROLES) & (table["pulse"] == data.pulse) & _of_one_source(table)
    own &= has_item(table["counted"], ENERGY) | has_item(table["beside"], ENERGY)
    own &= (table[WIDTH] > 0) & table[f"{ENERGY}_low"].notna()
    marks = []
    for row in row_dicts(table[own].sort_values("id")):
        low, high = row[f"{ENERGY}_low"], row[f"{ENERGY}_high"]
        high = math.inf if high is None else high
        mark = EnergyMark(row, paper_or_device(row, data), row[WIDTH], low, high)
        marks += [mark] if mark.shown > 0 else []
    return marks


def _of_one_source(table: pd.DataFrame) -> "pd.Series[bool]":
    return ~has_item(table["flags"], "mixed_sources")


def memory_cells(benchmark: pd.DataFrame) -> list[tuple[float, float]]:
    """Width and energy of the memory cells that have both, the reset pulse left out."""
    own = (benchmark["role"] == MEMORY) & (benchmark["pulse"] != "reset") & _of_one_source(benchmark)
    known = benchmark[own & (benchmark[WIDTH] > 0) & (benchmark[ENERGY] > 0)]
    return list(zip(known[WIDTH], known[ENERGY], strict=True))


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the numbers to which its marks lead: none of a cloud."""
    found = synapse_marks(data)
    for mark in () if is_dense(len(found)) else found:
        yield from (metric_id(mark.row, metric) for metric in (WIDTH, ENERGY))


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the figure to every path."""
    marks, cells, styles = synapse_marks(data), memory_cells(data.benchmark), data.styles
    with drawing(paths) as plt:
        figure, axes = plt.subplots(figsize=(WIDE, _HEIGHT))
        figure.subplots_adjust(left=0.085, right=0.76, bottom=0.115, top=0.97)
        axes.set(xscale="log", yscale="log")
        places = [*cells, *((mark.width, mark.shown) for mark in marks)]
        if not places:
            says_that(axes, "no device with energy and width")
            return
        limits = _limits(places)
        axes.set(xlim=limits[0], ylim=limits[1])
        log_axis(axes.xaxis, "s", 12)
        log_axis(axes.yaxis, "J", 12)
        axes.tick_params(labelsize=7.5)
        axes.set_xlabel("width of the pulse τ")
        axes.set_ylabel("action energy $E_a$")
        axes.grid(visible=False)
        _diagonals(axes, limits)
        if cells:
            axes.scatter(*zip(*cells, strict=True), s=9, color="#b4bbc3", linewidth=0, zorder=2)
        if is_dense(len(marks)):
            _cloud(axes, marks, styles)
        else:
            _conditions(axes, marks, styles)
            for mark in marks:
                _mark(axes, mark, styles)
            _names(axes, marks)
        _key(axes, marks, bool(cells), styles)


def _limits(places: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], tuple[float, float]]:
    ends = []
    for values in zip(*places, strict=True):
        low, high = math.log10(min(values)) - _MARGIN, math.log10(max(values)) + _MARGIN
        ends.append((10.0**low, 10.0**high))
    return ends[0], ends[1]


def _diagonals(axes: Axes, limits: tuple[tuple[float, float], tuple[float, float]]) -> None:
    """Lines of equal power, each with its power where it leaves the frame."""
    (left, right), (bottom, top) = limits
    for power in _POWERS:
        start, end = max(left, bottom / power), min(right, top / power)
        if start >= end:
            continue
        axes.plot([start, end], [power * start, power * end], color=FAINT, linewidth=0.9, zorder=0)
        words_at(axes, _POWER_WORDS[power], (end, power * end), 6.5, SOFT, shift=(-4, -6), ha="right", va="top")


def _conditions(axes: Axes, marks: Iterable[EnergyMark], styles: ClassStyles) -> None:
    """A line along the widths of one device."""
    devices = grouped(marks, lambda mark: (mark.row["paper"], mark.row["device"], mark.row["class"]))
    for (_, _, device_class), own in devices.items():
        points = sorted((mark.width, mark.shown) for mark in own if mark.is_point or mark.is_lower_bound)
        if len(points) > 1:
            axes.plot(*zip(*points, strict=True), color=styles.of(device_class)[0], linewidth=0.8, alpha=0.6, zorder=3)


def _mark(axes: Axes, mark: EnergyMark, styles: ClassStyles) -> None:
    colour, marker = styles.of(mark.row["class"])
    energy = metric_id(mark.row, ENERGY)
    is_one_of_many = mark.row["condition"] is not None
    if mark.is_lower_bound:
        size = 150 if is_one_of_many else 260
        look = {"marker": _arrow(), "facecolor": "none", "edgecolor": colour, "linewidth": 1.1}
        linked_mark(axes, energy, mark.width, mark.low, s=size, zorder=4, **look)
        return
    if not mark.is_point:
        bottom = mark.low or mark.high / 10**_TAIL
        line = "-" if mark.low else (0, (2, 1.5))
        axes.plot([mark.width] * 2, [bottom, mark.high], color=colour, linewidth=1.1, linestyle=line, zorder=3)
        linked_mark(axes, energy, mark.width, mark.high, marker="_", color=colour, s=46, linewidth=1.6, zorder=4)
        return
    linked_mark(
        axes,
        energy,
        mark.width,
        mark.shown,
        s=24 if is_one_of_many else 74,
        marker=marker,
        facecolor=colour if mark.is_own else "white",
        edgecolor=INK if mark.is_own and not is_one_of_many else colour,
        linewidth=1.3 if not mark.is_own else 0.8,
        zorder=5,
    )


def _arrow(foot: float = 0.0) -> Any:
    """The sign of what is at least this, as an open path; foot: where it begins, in parts of its length."""
    from matplotlib.path import Path as Outline

    return Outline([(across, up + foot) for across, up in _ARROW])


def _cloud(axes: Axes, marks: Sequence[EnergyMark], styles: ClassStyles) -> None:
    """Very many marks as one picture within the drawing, without names."""
    for device_class, own in grouped(marks, lambda mark: mark.row["class"]).items():
        colour, marker = styles.of(device_class)
        widths, energies = [mark.width for mark in own], [mark.shown for mark in own]
        axes.scatter(widths, energies, s=9, marker=marker, color=colour, alpha=0.4, linewidth=0, rasterized=True)


def _named(marks: Sequence[EnergyMark]) -> list[EnergyMark]:
    """The mark of each paper that has its name: that of the largest energy, from the top down; none of very many."""
    named: dict[str, EnergyMark] = {}
    for mark in sorted(marks, key=lambda mark: (-mark.shown, mark.row["id"])):
        named.setdefault(mark.row["paper"], mark)
    is_drawn = len(named) <= MOST_NAMES and not is_dense(len(marks))
    return list(named.values()) if is_drawn else []


def _names(axes: Axes, marks: Sequence[EnergyMark]) -> None:
    """The name of each paper once, where it covers least."""
    places = [(mark.width, mark.shown) for mark in marks]
    names = [(literal(shortened(mark.name, _LONGEST_NAME)), (mark.width, mark.shown)) for mark in _named(marks)]
    placed_words(axes, names, places, 6.8)


def _key(axes: Axes, marks: Sequence[EnergyMark], has_cells: bool, styles: ClassStyles) -> None:
    present = styles.order({mark.row["class"] for mark in marks})
    keys = [
        key(name.replace("_", " "), marker=styles.of(name)[1], color=styles.of(name)[0], markersize=7)
        for name in present
    ]
    keys.append(key("measured by the paper", markerfacecolor=SOFT, markeredgecolor=INK, markersize=7))
    if any(mark.is_point and not mark.is_own for mark in marks):
        keys.append(key("printed by others, or simulator", markerfacecolor="white", markeredgecolor=SOFT, markersize=7))
    if any(mark.is_lower_bound for mark in marks):
        keys.append(key("at least this", marker=_arrow(-0.5), markerfacecolor="none", color=SOFT, markersize=8))
    if any(not mark.is_point and not mark.is_lower_bound for mark in marks):
        keys.append(key("bounded: at most this", marker="", linestyle="-", color=SOFT, linewidth=1.1))
    if has_cells:
        keys.append(key("memory cells, full switching", color="#b4bbc3", markersize=3.5))
    keys.append(key("equal power", marker="", linestyle="-", color=FAINT, linewidth=1.4))
    axes.legend(
        handles=keys,
        loc="upper left",
        bbox_to_anchor=(1.01, 1.0),
        fontsize=7.5,
        labelspacing=0.7,
        handletextpad=0.8,
        borderaxespad=0,
    )
