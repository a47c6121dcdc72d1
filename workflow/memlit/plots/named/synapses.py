"""Named synapses of any paper: the action energy of each, set and reset, with its grade and the review's medians."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from memlit.benchmark.rows import BenchmarkRow
from memlit.claims.verdict import ClaimVerdict
from memlit.config import Config
from memlit.datum import Result, anchor
from memlit.field.codes import OWN, whose_words
from memlit.grouping import grouped
from memlit.library import Library
from memlit.plots.look.style import (
    FAINT,
    SOFT,
    WIDE,
    Axes,
    ClassStyles,
    drawing,
    line_axis,
    linked_mark,
    literal,
    log_axis,
    tick_above,
    words_at,
)
from memlit.plots.look.words import paper_or_device, printed_values
from memlit.synapses.members import Member
from memlit.synapses.outputs import NamedSynapses

METRIC = "action_energy"
_ROW = 0.245
"""Inches a device."""
_OPEN_END = 1e2
"""An end at 0 has no place on a log axis: the bar ends two decades off, with an arrow."""
OFFSET = {"set": -0.17, "reset": 0.17}


class SynapseLine(NamedTuple):
    """A device: its rows of the benchmark by pulse, one a condition, and what the set says of it."""

    member: Member
    rows: Mapping[str, list[BenchmarkRow]]

    @property
    def every_row(self) -> list[BenchmarkRow]:
        """Its rows under all pulses and conditions."""
        return [row for own in self.rows.values() for row in own]

    @property
    def paper(self) -> str:
        """Key of its paper."""
        return self.every_row[0].paper


def synapse_lines(named: NamedSynapses, rows: Iterable[BenchmarkRow], order: Sequence[str]) -> list[SynapseLine]:
    """Counted devices with an action energy, class by class, the least energy first.

    Settings that a paper itself prints stand in no median, and not here.
    """
    by_id = {row.id: row for row in rows}
    members: dict[tuple[str, str], Member] = {}
    found: dict[tuple[str, str], list[BenchmarkRow]] = defaultdict(list)
    for member in named.members:
        row = by_id[member.row]
        if member.is_counted and not member.is_setting:
            members[row.paper, row.device] = member
            found[row.paper, row.device].append(row)
    lines = [
        SynapseLine(members[device], grouped(own, lambda row: row.pulse))
        for device, own in found.items()
        if any(METRIC in row.metrics for row in own)
    ]
    places = {name: place for place, name in enumerate(order)}
    return sorted(lines, key=lambda line: (places.get(line.member.device_class, len(places)), _least(line)))


def _least(line: SynapseLine) -> tuple[float, str]:
    return min(result.high or math.inf for result in _results(line)), line.every_row[0].id


def _results(line: SynapseLine) -> list[Result]:
    return [row.metrics[METRIC] for row in line.every_row if METRIC in row.metrics]


def drawn(shown: Iterable[SynapseLine], claims: Iterable[ClaimVerdict]) -> Iterator[Result]:
    """The numbers that the figure shows: energies, and what the review prints."""
    for line in shown:
        yield from _results(line)
    yield from (item.value for item in printed_values(claims, METRIC))


def draw(
    shown: Sequence[SynapseLine],
    claims: Sequence[ClaimVerdict],
    library: Library,
    config: Config,
    styles: ClassStyles,
    paths: Sequence[Path],
    width: float = WIDE,
) -> None:
    """Draw the figure to every path."""
    with drawing(paths) as plt:
        height = _ROW * max(len(shown), 4) + 1.25
        figure, axes = plt.subplots(figsize=(width, height))
        figure.subplots_adjust(left=1.3 / width, right=1 - 0.66 / width, bottom=0.62 / height, top=1 - 0.55 / height)
        axes.set_xscale("log")
        for place, line in enumerate(shown):
            style = styles.of(line.member.device_class)
            for row in line.every_row:
                if METRIC not in row.metrics:
                    continue
                _mark(axes, place + OFFSET.get(row.pulse, 0.0), row.metrics[METRIC], style, row.pulse)
            words_at(
                axes, evidence_words(line.every_row), (1.0, place), 7.5, of=axes.get_yaxis_transform(), shift=(6, 0)
            )
        words_at(axes, "evidence", (1.0, -0.9), 7, SOFT, of=axes.get_yaxis_transform(), shift=(6, 0))
        _bands(axes, shown)
        _printed(axes, claims, styles)
        line_axis(axes, [_label(line, library) for line in shown], 7.5)
        axes.set_xlabel(
            f"action energy $E_a$, {config.conventions.headline_pulse} pulse filled, the other open", fontsize=7.5
        )
        log_axis(axes.xaxis, "J", 8, base=100)
        axes.tick_params(axis="x", labelsize=7.5)


def evidence_words(rows: Iterable[BenchmarkRow]) -> str:
    """The grades of what the paper itself prints, or whose number it is, once where set and reset are alike."""
    words = [(row.grade or "not graded") if row.whose_number == OWN else whose_words(row.whose_number) for row in rows]
    return " / ".join(dict.fromkeys(words))


def _label(line: SynapseLine, library: Library) -> str:
    return literal(paper_or_device(line.every_row[0], library, is_short=True))


def _mark(axes: Axes, place: float, result: Result, style: tuple[str, str], pulse: str) -> None:
    colour, marker = style
    if result.value is not None:
        look = {"marker": marker, "facecolor": colour if pulse == "set" else "white", "edgecolor": colour}
        linked_mark(axes, result.id, result.value, place, s=30, linewidth=1.1, zorder=4, **look)
        return
    high = result.high or math.inf
    low = result.low or high / _OPEN_END
    (bar,) = axes.plot(
        [low, high],
        [place] * 2,
        color=colour,
        linewidth=3.4 if pulse == "set" else 1.4,
        solid_capstyle="butt",
        zorder=3,
    )
    bar.set_url(f"#{anchor(result.id)}")
    axes.plot([high] * 2, [place - 0.14, place + 0.14], color=colour, linewidth=1.4, zorder=3)
    if not result.low:
        axes.scatter([low], [place], s=16, marker="<", color=colour, linewidth=0, zorder=3)


def _bands(axes: Axes, shown: Sequence[SynapseLine]) -> None:
    """A thin line between two classes, and the class at its upper left."""
    classes = [line.member.device_class for line in shown]
    for place, name in enumerate(classes):
        if place == 0 or classes[place - 1] != name:
            axes.axhline(place - 0.5, color=FAINT, linewidth=0.8, zorder=0)
            words_at(axes, name.replace("_", " "), (0.008, place - 0.02), 6.8, SOFT, of=axes.get_yaxis_transform())


def _printed(axes: Axes, claims: Iterable[ClaimVerdict], styles: ClassStyles) -> None:
    """Ticks above the axes at what the review prints, its words at the left of the smaller, at the right of others."""
    from matplotlib.ticker import EngFormatter

    said = [(value, printed.classes) for printed in printed_values(claims, METRIC) if (value := printed.value.value)]
    for number, (value, classes) in enumerate(sorted(said)):
        colour = styles.colour_of(classes)
        words = f"{'' if number else 'review: '}{', '.join(classes)} {EngFormatter('J')(value)}"
        height, shift = 1.025 + 0.04 * (number // 2), 4 if number else -4
        tick_above(axes, value, words, height, 6.8, colour, shift, reach=0.01)
