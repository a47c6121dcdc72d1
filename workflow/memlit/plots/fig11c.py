"""Fig. 11c regenerated: firing energy over spiking energy of neurons; empty where nothing identifies them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Result
from memlit.library import Library
from memlit.plots.style import INK, ClassStyles, house_style, literal, save

EMPTY = "no neuron has both energies:\nnone states its source resistor\nand the pulse with its on state"


def drawn(rows: Iterable[BenchmarkRow]) -> Iterator[Result]:
    """The numbers that the figure shows: both energies of each neuron that has them."""
    for row in rows:
        metrics = [row.metrics.get(name) for name in ("spiking_energy", "firing_energy")]
        if row.role == "neuron" and all(metric is not None and metric.value is not None for metric in metrics):
            yield from (metric for metric in metrics if metric is not None)


def draw(rows: Iterable[BenchmarkRow], library: Library, styles: ClassStyles, paths: Sequence[Path]) -> None:
    """Draw the figure to every path in `paths` (svg or png by suffix)."""
    shown = [
        (row, spiking, firing)
        for row in rows
        if row.role == "neuron"
        and (spiking := row.value("spiking_energy")) is not None
        and (firing := row.value("firing_energy")) is not None
    ]
    with house_style():
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(figsize=(4.6, 3.4))
        figure.subplots_adjust(left=0.16, right=0.97, bottom=0.15, top=0.97)
        axes.set(xscale="log", yscale="log", xlim=(1e-15, 1e-6), ylim=(1e-15, 1e-6))
        axes.set_xlabel("spiking energy $E_s$ (J)")
        axes.set_ylabel("firing energy $E_f$ (J)")
        for row, spiking, firing in shown:
            colour, marker = styles.of(row.device_class)
            axes.scatter([spiking], [firing], color=colour, marker=marker, s=40, zorder=3)
            axes.annotate(
                literal(library.entries[row.paper].short_name),
                (spiking, firing),
                xytext=(5, 5),
                textcoords="offset points",
                fontsize=8,
            )
        if not shown:
            axes.text(0.5, 0.5, EMPTY, transform=axes.transAxes, ha="center", va="center", color=INK, fontsize=9)
        for path in paths:
            save(figure, path)
        plt.close(figure)
