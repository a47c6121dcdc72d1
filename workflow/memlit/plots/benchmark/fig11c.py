"""Fig. 11c drawn anew: what each cited neuron lacks, beside the energies per spike that are printed of neurons."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from memlit.analysis.evidence.coverage import CoverageLine
from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Classes
from memlit.devices.gather import classes_of
from memlit.field.codes import NOT_STATED
from memlit.library import Library
from memlit.plots.look.style import (
    FAINT,
    NARROW,
    SOFT,
    WIDE,
    Axes,
    ClassStyles,
    drawing,
    is_wide,
    key,
    line_axis,
    linked_mark,
    literal,
    log_axis,
    says_that,
    words_at,
)

SPIKE_ENERGY = "energy_per_spike"
_OWN, _RETOLD = "reported", "retold"
_MARKS = {"spiking_energy": "<", "firing_energy": ">", _OWN: "o", _RETOLD: "o"}
_LABELS = {
    "spiking_energy": "spiking energy $E_s$",
    "firing_energy": "firing energy $E_f$",
    _OWN: "energy per spike, as the paper prints it",
    _RETOLD: "as another document prints it",
}
LACKED = {"v_spike": "$V$", "tau": "$\\tau$", "g_on": "$G_{on}$", "source_resistance": "$R_s$"}
"""Parts of the formulas of a neuron, with their symbols."""
EMPTY = "no energy per spike of any neuron is known"
_LINE, _AROUND, _TICK = 0.32, 1.4, 0.3
"""Inches: the drawing, a line of it, what stands above and below the lines."""


class Energy(NamedTuple):
    """A reading of the energy per spike, by the paper it is of and the document that prints it."""

    id: str
    paper: str
    document: str
    low: float
    high: float
    printed: str


NeuronEnergy = tuple[str, str, float, float]
"""Definition, id and ends in J."""


class NeuronLine(NamedTuple):
    """A neuron: its energies by definition, and what the review prints of it, a tick and never a mark."""

    key: str
    device_class: str
    energies: tuple[NeuronEnergy, ...]
    review: tuple[Energy, ...] = ()
    lacks: tuple[str, ...] | None = None
    """What is missing for the energies of a cited neuron; None for others."""


def reported_in(lines: Iterable[Mapping[str, str]]) -> Iterator[Energy]:
    """The energies per spike with a value on both sides among the lines of readings.csv."""
    for line in lines:
        if line["parameter"] == SPIKE_ENERGY and line["low"] and line["high"] and not line["derived_from"]:
            ends = float(line["low"]), float(line["high"])
            yield Energy(line["id"], line["paper"], line["document"], *ends, line["printed"])


def neuron_lines(
    library: Library,
    classes: Classes,
    rows: Iterable[BenchmarkRow],
    reported: Iterable[Energy],
    review: str,
    covered: Iterable[CoverageLine],
) -> list[NeuronLine]:
    """A line for each cited neuron and each other one of which any energy is known, by class.

    review: the key of the earlier review; covered: the cited papers.
    """
    lacks = {
        line.key: tuple(part for part in LACKED if part not in line.known) for line in covered if "neuron" in line.roles
    }
    own: dict[str, list[NeuronEnergy]] = defaultdict(list)
    said: dict[str, list[Energy]] = defaultdict(list)
    for row in rows:
        for metric in ("spiking_energy", "firing_energy"):
            found = row.metrics.get(metric)
            if row.role == "neuron" and found is not None and found.value:
                own[row.paper].append((metric, found.id, found.value, found.value))
    for energy in reported:
        if energy.document == review:
            said[energy.paper].append(energy)
        else:
            kind = _OWN if energy.document == energy.paper else _RETOLD
            own[energy.paper].append((kind, energy.id, energy.low, energy.high))
    neurons = (entry for entry in library.entries.values() if "neuron" in entry.roles)
    lines = [
        NeuronLine(
            entry.key,
            next(iter(classes_of(entry, classes)), NOT_STATED),
            tuple(own[key]),
            tuple(said[key]),
            lacks.get(key),
        )
        for entry in neurons
        if (key := entry.key) in own or key in said or key in lacks
    ]
    return sorted(lines, key=lambda line: (line.lacks is None, not line.energies, line.device_class, line.key))


def drawn(lines: Iterable[NeuronLine]) -> Iterator[str]:
    """Ids of the numbers that the figure shows."""
    for line in lines:
        yield from (identifier for _, identifier, _, _ in line.energies)
        yield from (energy.id for energy in line.review)


def draw(
    lines: Sequence[NeuronLine],
    library: Library,
    styles: ClassStyles,
    paths: Sequence[Path],
    is_narrow: bool = False,
) -> None:
    """Draw the figure to every path (svg or png by suffix)."""
    with drawing(paths) as plt:
        height = _AROUND + _LINE * max(len(lines), 2)
        figure, (lacking, axes) = plt.subplots(
            1,
            2,
            sharey=True,
            figsize=(NARROW if is_narrow else WIDE, height),
            width_ratios=(1, 1.3 if is_narrow else 3.5),
            layout="constrained",
        )
        for place, line in enumerate(lines):
            for across in (lacking, axes):
                across.axhline(place, color=FAINT, linewidth=0.6, zorder=0)
            _draw_lacking(lacking, place, line)
            _draw_energies(axes, place, line, styles.of(line.device_class)[0])
        line_axis(axes, [_label(line, library, is_narrow) for line in lines], 7 if is_narrow else 8)
        _lacking_axis(lacking)
        energies = [energy for line in lines for energy in line.energies]
        if not energies:
            says_that(axes, EMPTY, va="center", fontsize=9)
        said = [(energy.low, energy.high) for line in lines for energy in line.review]
        _energy_axis(axes, [*((low, high) for _, _, low, high in energies), *said], 3 if is_narrow else 9)
        keys = _keys({kind for kind, *_ in energies})
        if keys:
            figure.legend(handles=keys, loc="outside upper left", ncols=1 if is_narrow else len(keys), fontsize=8)


def _lacking_axis(axes: Axes) -> None:
    """A column for each part of the formulas."""
    axes.set_xticks(range(len(LACKED)), LACKED.values(), fontsize=8)
    axes.set_xlim(-0.6, len(LACKED) - 0.4)
    axes.set_xlabel("missing (×)")
    axes.grid(visible=False)


def _energy_axis(axes: Axes, ends: Sequence[tuple[float, float]], most_ticks: int) -> None:
    """Energy per spike in J, a decade beyond the least and the greatest."""
    axes.set_xscale("log")
    least = min((low for low, _ in ends), default=1e-13)
    greatest = max((high for _, high in ends), default=1e-9)
    axes.set_xlim(least / 10, greatest * 10)
    log_axis(axes.xaxis, "J", most_ticks)
    axes.tick_params(axis="x", labelsize=8)
    axes.set_xlabel("energy per spike")


def _keys(kinds: Collection[str]) -> list[Any]:
    """The keys of the definitions that are drawn; a hollow mark is retold."""
    return [
        key(_LABELS[kind], marker=_MARKS[kind], color=SOFT, markerfacecolor="none" if kind == _RETOLD else SOFT)
        for kind in _MARKS
        if kind in kinds
    ]


def _draw_lacking(axes: Axes, place: int, line: NeuronLine) -> None:
    """A cross for each part that a cited neuron lacks, a square for what is known."""
    if line.lacks is None:
        return
    for marker, is_missing in (("x", True), ("s", False)):
        across = [number for number, part in enumerate(LACKED) if (part in line.lacks) == is_missing]
        if across:
            axes.scatter(across, [place] * len(across), s=24, marker=marker, color=SOFT, linewidth=1.1)


def _label(line: NeuronLine, library: Library, is_narrow: bool) -> str:
    short = literal(library.entries[line.key].short_name)
    return short if is_narrow else f"{short}, {line.device_class.replace('_', ' ')}"


def _draw_energies(axes: Axes, place: int, line: NeuronLine, colour: str) -> None:
    """The energies of a neuron, and in words what the review prints of it."""
    for kind, identifier, low, high in line.energies:
        if low < high:
            axes.plot([low, high], [place] * 2, color=colour, linewidth=4, alpha=0.6, zorder=2)
        look = {"marker": _MARKS[kind], "facecolor": "none" if kind == _RETOLD else colour, "edgecolor": colour}
        linked_mark(axes, identifier, (low * high) ** 0.5, place, s=50, zorder=3, **look)
    for energy in line.review:
        at = (energy.low * energy.high) ** 0.5
        axes.plot([at] * 2, [place - _TICK, place + _TICK], color=SOFT, linewidth=1.6, zorder=3)
        words, of_line = f"review says {energy.printed}", axes.get_yaxis_transform()
        if is_wide(axes):
            words_at(axes, words, (at, place), 7, SOFT, shift=(5, 0))
        else:
            words_at(axes, words, (1.0, place), 7, SOFT, of=of_line, shift=(-3, -9), ha="right")
