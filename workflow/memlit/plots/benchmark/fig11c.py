"""Fig. 11c regenerated: a line a neuron with the energies per spike that are known of it, of whichever definition."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Classes
from memlit.devices.gather import NOT_STATED, classes_of
from memlit.library import Library
from memlit.plots.look.style import (
    FAINT,
    NARROW,
    SOFT,
    WIDE,
    ClassStyles,
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
_MARKS = {"spiking_energy": "<", "firing_energy": ">", "reported": "o"}
_LABELS = {
    "spiking_energy": "spiking energy $E_s$",
    "firing_energy": "firing energy $E_f$",
    "reported": "energy per spike as reported",
}
EMPTY = "no energy per spike of any neuron is known"
_LINE, _AROUND = 0.32, 1.4
"""Inches: the drawing, a line of it, what stands above and below the lines."""


class Energy(NamedTuple):
    """A reading of the energy per spike, by the paper it is of and the document that prints it."""

    id: str
    paper: str
    document: str
    low: float
    high: float
    printed: str


class NeuronLine(NamedTuple):
    """A neuron: its energies by definition, and what the review prints of it, which stands outside the axes."""

    key: str
    device_class: str
    energies: tuple[tuple[str, str, float, float], ...]
    """Definition, id and ends in J."""
    review: tuple[Energy, ...] = ()


def reported_in(lines: Iterable[Mapping[str, str]]) -> Iterator[Energy]:
    """The energies per spike with a value on both sides among the lines of readings.csv."""
    for line in lines:
        if line["parameter"] == SPIKE_ENERGY and line["low"] and line["high"] and not line["derived_from"]:
            ends = float(line["low"]), float(line["high"])
            yield Energy(line["id"], line["paper"], line["document"], *ends, line["printed"])


def neuron_lines(
    library: Library, classes: Classes, rows: Iterable[BenchmarkRow], reported: Iterable[Energy], review: str
) -> list[NeuronLine]:
    """A line a neuron of the library of which any energy is known, by class; review: the key of the earlier review."""
    own: dict[str, list[tuple[str, str, float, float]]] = defaultdict(list)
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
            own[energy.paper].append(("reported", energy.id, energy.low, energy.high))
    neurons = (entry for entry in library.entries.values() if "neuron" in entry.roles)
    lines = [
        NeuronLine(entry.key, next(iter(classes_of(entry, classes)), NOT_STATED), tuple(own[key]), tuple(said[key]))
        for entry in neurons
        if (key := entry.key) in own or key in said
    ]
    return sorted(lines, key=lambda line: (not line.energies, line.device_class, line.key))


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
        figure, axes = plt.subplots(figsize=(NARROW if is_narrow else WIDE, height))
        left, right = (0.38, 0.77) if is_narrow else (0.19, 0.8)
        figure.subplots_adjust(left=left, right=right, bottom=0.65 / height, top=1 - 0.4 / height)
        axes.set_xscale("log")
        for place, line in enumerate(lines):
            axes.axhline(place, color=FAINT, linewidth=0.6, zorder=0)
            colour, _ = styles.of(line.device_class)
            for kind, identifier, low, high in line.energies:
                if low < high:
                    axes.plot([low, high], [place] * 2, color=colour, linewidth=4, alpha=0.6, zorder=2)
                face = "none" if kind == "reported" else colour
                look = {"marker": _MARKS[kind], "facecolor": face, "edgecolor": colour}
                linked_mark(axes, identifier, (low * high) ** 0.5, place, s=50, zorder=3, **look)
            words = "; ".join(f"review says{chr(10) if is_narrow else ' '}{energy.printed}" for energy in line.review)
            words_at(axes, words, (1.01, place), 7.5, SOFT, of=axes.get_yaxis_transform())
        if not lines:
            says_that(axes, EMPTY, va="center", fontsize=9)
        names = [
            f"{literal(library.entries[line.key].short_name)}, {line.device_class.replace('_', ' ')}" for line in lines
        ]
        line_axis(axes, names, 8.5)
        ends = [end for line in lines for _, _, *both in line.energies for end in both]
        axes.set_xlim(min(ends, default=1e-13) / 10, max(ends, default=1e-9) * 10)
        log_axis(axes.xaxis, "J", 5 if is_narrow else 9)
        axes.tick_params(labelsize=8)
        axes.set_xlabel("energy per spike")
        kinds = [kind for kind in _MARKS if any(kind == own for line in lines for own, *_ in line.energies)]
        keys = [
            key(_LABELS[kind], marker=_MARKS[kind], color=SOFT, markerfacecolor="none" if kind == "reported" else SOFT)
            for kind in kinds
        ]
        if keys:
            axes.legend(handles=keys, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=len(keys), fontsize=8)
