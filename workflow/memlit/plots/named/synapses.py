"""Named synapses of any paper: the action energy of each, set and reset, with its grade and the review's medians."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit.datum import FIRST_HAND, anchor
from memlit.field.codes import OF_NO_DEVICE, OWN, SYNAPSE_ROLES, whose_words
from memlit.frames import row_dicts
from memlit.grouping import grouped
from memlit.plots.look.data import FigureData, is_known, metric_id
from memlit.plots.look.style import (
    FAINT,
    SOFT,
    WIDE,
    Axes,
    drawing,
    line_axis,
    linked_mark,
    literal,
    log_axis,
    tick_above,
    words_at,
)
from memlit.plots.look.words import paper_or_device, printed_values

METRIC = "action_energy"
_ROW = 0.245
"""Inches a device."""
_OPEN_END = 1e2
"""An end at 0 has no place on a log axis: the bar ends two decades off, with an arrow."""
OFFSET = {"set": -0.17, "reset": 0.17}


_Row = Mapping[str, Any]
"""A row of the benchmark, its class as the set of named synapses has it."""
_OPEN, _HIGH = f"{METRIC}_low", f"{METRIC}_high"


def synapse_lines(data: FigureData) -> list[list[_Row]]:
    """The rows of each counted device with an action energy, class by class, the least energy first.

    Settings that a paper itself prints stand in no median, and not here.
    """
    members = data.table("synapses", flags=("counted",))
    counted = members.loc[members["counted"], ["id", "class"]]
    rows = data.benchmark[data.benchmark["role"].isin(SYNAPSE_ROLES)].sort_values("id").drop_duplicates("tuple")
    own = counted.merge(rows.drop(columns="class"), left_on="id", right_on="tuple", suffixes=("_tuple", ""))
    own = own[~((own["tier"] == FIRST_HAND) & own["whose_number"].isin(OF_NO_DEVICE))]
    devices = grouped(row_dicts(own), lambda row: (row["paper"], row["device"]))
    lines = [_by_pulse(rows) for rows in devices.values() if any(is_known(row, METRIC) for row in rows)]
    places = {name: place for place, name in enumerate(data.classes.classes)}
    return sorted(lines, key=lambda line: (places.get(line[0]["class"], len(places)), _least(line)))


def _by_pulse(rows: Iterable[_Row]) -> list[_Row]:
    """The rows of a device, those of a pulse together."""
    return [row for own in grouped(rows, lambda row: row["pulse"]).values() for row in own]


def _least(line: Sequence[_Row]) -> tuple[float, str]:
    return min(row[_HIGH] or math.inf for row in line if is_known(row, METRIC)), line[0]["id"]


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the numbers that the figure shows: energies, and what the review prints."""
    for line in synapse_lines(data):
        yield from (metric_id(row, METRIC) for row in line if is_known(row, METRIC))
    yield from (item.number for item in printed_values(data, METRIC))


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the figure to every path."""
    shown = synapse_lines(data)
    with drawing(paths) as plt:
        height = _ROW * max(len(shown), 4) + 1.25
        figure, axes = plt.subplots(figsize=(WIDE, height))
        figure.subplots_adjust(left=1.3 / WIDE, right=1 - 0.66 / WIDE, bottom=0.62 / height, top=1 - 0.55 / height)
        axes.set_xscale("log")
        for place, line in enumerate(shown):
            style = data.styles.of(line[0]["class"])
            for row in (row for row in line if is_known(row, METRIC)):
                _mark(axes, place + OFFSET.get(row["pulse"], 0.0), row, style)
            words_at(axes, evidence_words(line), (1.0, place), 7.5, of=axes.get_yaxis_transform(), shift=(6, 0))
        words_at(axes, "evidence", (1.0, -0.9), 7, SOFT, of=axes.get_yaxis_transform(), shift=(6, 0))
        _bands(axes, shown)
        _printed(axes, data)
        labels = [literal(paper_or_device(line[0], data, is_short=True)) for line in shown]
        line_axis(axes, labels, 7.5)
        axes.set_xlabel(f"action energy $E_a$, {data.pulse} pulse filled, the other open", fontsize=7.5)
        log_axis(axes.xaxis, "J", 8, base=100)
        axes.tick_params(axis="x", labelsize=7.5)


def evidence_words(rows: Iterable[_Row]) -> str:
    """The grades of what the paper itself prints, or whose number it is, once where set and reset are alike."""
    words = [
        (row["grade"] or "not graded") if row["whose_number"] == OWN else whose_words(row["whose_number"])
        for row in rows
    ]
    return " / ".join(dict.fromkeys(words))


def _mark(axes: Axes, place: float, row: _Row, style: tuple[str, str]) -> None:
    colour, marker = style
    number, is_set = metric_id(row, METRIC), row["pulse"] == "set"
    if row[METRIC] is not None:
        look = {"marker": marker, "facecolor": colour if is_set else "white", "edgecolor": colour}
        linked_mark(axes, number, row[METRIC], place, s=30, linewidth=1.1, zorder=4, **look)
        return
    high = row[_HIGH] or math.inf
    low = row[_OPEN] or high / _OPEN_END
    (bar,) = axes.plot(
        [low, high], [place] * 2, color=colour, linewidth=3.4 if is_set else 1.4, solid_capstyle="butt", zorder=3
    )
    bar.set_url(f"#{anchor(number)}")
    axes.plot([high] * 2, [place - 0.14, place + 0.14], color=colour, linewidth=1.4, zorder=3)
    if not row[_OPEN]:
        axes.scatter([low], [place], s=16, marker="<", color=colour, linewidth=0, zorder=3)


def _bands(axes: Axes, shown: Iterable[Sequence[_Row]]) -> None:
    """A thin line between two classes, and the class at its upper left."""
    classes = [line[0]["class"] for line in shown]
    for place, name in enumerate(classes):
        if place == 0 or classes[place - 1] != name:
            axes.axhline(place - 0.5, color=FAINT, linewidth=0.8, zorder=0)
            words_at(axes, name.replace("_", " "), (0.008, place - 0.02), 6.8, SOFT, of=axes.get_yaxis_transform())


def _printed(axes: Axes, data: FigureData) -> None:
    """Ticks above the axes at what the review prints, its words at the left of the smaller, at the right of others."""
    from matplotlib.ticker import EngFormatter

    said = [(printed.value, printed.classes) for printed in printed_values(data, METRIC)]
    for number, (value, classes) in enumerate(sorted(said)):
        colour = data.styles.colour_of(classes)
        words = f"{'' if number else 'review: '}{', '.join(classes)} {EngFormatter('J')(value)}"
        height, shift = 1.025 + 0.04 * (number // 2), 4 if number else -4
        tick_above(axes, value, words, height, 6.8, colour, shift, reach=0.01)
