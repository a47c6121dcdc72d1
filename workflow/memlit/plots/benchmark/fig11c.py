"""Fig. 11c drawn anew: what each cited neuron lacks, beside the energies per spike that are printed of neurons."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from memlit.field.codes import NOT_STATED
from memlit.frames import has_item, items_of, row_dicts
from memlit.grouping import grouped
from memlit.plots.look.data import FigureData, metric_id
from memlit.plots.look.style import (
    FAINT,
    SOFT,
    WIDE,
    Axes,
    drawing,
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
    "spiking_energy": "spiking energy $E_s$, computed",
    "firing_energy": "firing energy $E_f$, computed",
    _OWN: "energy per spike, as the paper prints it",
    _RETOLD: "as another document prints it",
}
LACKED = {"v_spike": "$V$", "tau": "$\\tau$", "g_on": "$G_{on}$", "source_resistance": "$G_{off}$"}
"""Parts of the formulas of a neuron, with their symbols: its G_off is 1/R_s of the source resistor."""
EMPTY = "no energy per spike of any neuron is known"
_LINE, _AROUND, _TICK = 0.32, 1.4, 0.3
"""Inches: the drawing, a line of it, what stands above and below the lines."""


class NeuronEnergy(NamedTuple):
    """An energy per spike by its definition: id of the number, ends in J, and as it is printed."""

    kind: str
    number: str
    low: float
    high: float
    printed: str = ""


class NeuronLine(NamedTuple):
    """A neuron: its energies by definition, and what the review prints of it, a tick and never a mark."""

    key: str
    device_class: str
    energies: tuple[NeuronEnergy, ...]
    review: tuple[NeuronEnergy, ...] = ()
    lacks: tuple[str, ...] | None = None
    """What is missing for the energies of a cited neuron; None for others."""


def neuron_lines(data: FigureData) -> list[NeuronLine]:
    """A line for each cited neuron and each other one of which any energy is known, by class."""
    covered = data.table("coverage")
    covered = covered[(covered["set"] == data.config.evidence.headline_set) & has_item(covered["role"], "neuron")]
    known = {row["paper"]: items_of(row["known"]) for row in row_dicts(covered)}
    own, review = _computed(data.benchmark), data.config.report.review_key
    printed = grouped(_printed_energies(data), lambda row: row["paper"])
    said: dict[str, list[NeuronEnergy]] = {}
    for paper, rows in printed.items():
        for row in rows:
            kind = _OWN if row["document"] == paper else _RETOLD
            place = said if row["document"] == review else own
            energy = NeuronEnergy(kind, row["id"], row["low"], row["high"], row["printed"])
            place.setdefault(paper, []).append(energy)
    neurons = row_dicts(data.papers[has_item(data.papers["roles"], "neuron")].reset_index())
    lines = [
        NeuronLine(
            key,
            next(iter(items_of(row["classes"])), NOT_STATED),
            tuple(own.get(key, ())),
            tuple(said.get(key, ())),
            tuple(part for part in LACKED if part not in known[key]) if key in known else None,
        )
        for row in neurons
        if (key := row["id"]) in own or key in said or key in known
    ]
    return sorted(lines, key=lambda line: (line.lacks is None, not line.energies, line.device_class, line.key))


def has_computed(lines: Iterable[NeuronLine]) -> bool:
    """Whether a spiking or firing energy stands among the printed energies per spike."""
    return any(energy.kind not in {_OWN, _RETOLD} for line in lines for energy in line.energies)


def _computed(benchmark: pd.DataFrame) -> dict[str, list[NeuronEnergy]]:
    """The energies of neurons that the formulas give, by paper."""
    found: dict[str, list[NeuronEnergy]] = {}
    for row in row_dicts(benchmark[benchmark["role"] == "neuron"]):
        for metric in ("spiking_energy", "firing_energy"):
            if value := row.get(metric):
                energy = NeuronEnergy(metric, metric_id(row, metric), value, value)
                found.setdefault(row["paper"], []).append(energy)
    return found


def _printed_energies(data: FigureData) -> list[dict[str, Any]]:
    """The printed energies per spike with a value on both sides."""
    readings = data.readings(SPIKE_ENERGY)
    is_whole = readings["low"].notna() & readings["high"].notna() & readings["derived_from"].isna()
    return row_dicts(readings[is_whole])


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the numbers that the figure shows."""
    for line in neuron_lines(data):
        yield from (energy.number for energy in (*line.energies, *line.review))


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the figure to every path (svg or png by suffix)."""
    lines = neuron_lines(data)
    with drawing(paths) as plt:
        height = _AROUND + _LINE * max(len(lines), 2)
        figure, (lacking, axes) = plt.subplots(
            1,
            2,
            sharey=True,
            figsize=(WIDE, height),
            width_ratios=(1, 3.5),
            layout="constrained",
        )
        for place, line in enumerate(lines):
            for across in (lacking, axes):
                across.axhline(place, color=FAINT, linewidth=0.6, zorder=0)
            _draw_lacking(lacking, place, line)
            _draw_energies(axes, place, line, data.styles.of(line.device_class)[0])
        line_axis(axes, [_label(line, data) for line in lines], 8)
        _lacking_axis(lacking)
        energies = [energy for line in lines for energy in line.energies]
        if not energies:
            says_that(axes, EMPTY, va="center", fontsize=9)
        said = [(energy.low, energy.high) for line in lines for energy in line.review]
        _energy_axis(axes, [*((energy.low, energy.high) for energy in energies), *said], 9)
        axes.set_xlabel("energy" if has_computed(lines) else "energy per spike")
        keys = _keys({energy.kind for energy in energies})
        if keys:
            figure.legend(handles=keys, loc="outside upper left", ncols=len(keys), fontsize=8)


def _lacking_axis(axes: Axes) -> None:
    """A column for each part of the formulas."""
    axes.set_xticks(range(len(LACKED)), LACKED.values(), fontsize=8)
    axes.set_xlim(-0.6, len(LACKED) - 0.4)
    axes.set_xlabel("missing (×)")
    axes.grid(visible=False)


def _energy_axis(axes: Axes, ends: Sequence[tuple[float, float]], most_ticks: int) -> None:
    """Energy in J, a decade beyond the least and the greatest."""
    axes.set_xscale("log")
    least = min((low for low, _ in ends), default=1e-13)
    greatest = max((high for _, high in ends), default=1e-9)
    axes.set_xlim(least / 10, greatest * 10)
    log_axis(axes.xaxis, "J", most_ticks)
    axes.tick_params(axis="x", labelsize=8)


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


def _label(line: NeuronLine, data: FigureData) -> str:
    return f"{literal(data.short_name(line.key))}, {line.device_class.replace('_', ' ')}"


def _draw_energies(axes: Axes, place: int, line: NeuronLine, colour: str) -> None:
    """The energies of a neuron, and in words what the review prints of it."""
    for kind, identifier, low, high, _ in line.energies:
        if low < high:
            axes.plot([low, high], [place] * 2, color=colour, linewidth=4, alpha=0.6, zorder=2)
        look = {"marker": _MARKS[kind], "facecolor": "none" if kind == _RETOLD else colour, "edgecolor": colour}
        linked_mark(axes, identifier, (low * high) ** 0.5, place, s=50, zorder=3, **look)
    for energy in line.review:
        at = (energy.low * energy.high) ** 0.5
        axes.plot([at] * 2, [place - _TICK, place + _TICK], color=SOFT, linewidth=1.6, zorder=3)
        words_at(axes, f"review says {energy.printed}", (at, place), 7, SOFT, shift=(5, 0))
