"""What synapses, neurons and arrays are for: five small drawings of our own, without a number and not to scale."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from memlit.plots.look.data import FigureData
from memlit.plots.look.style import FAINT, SOFT, WIDE, Axes, drawing_grid, grid_rows, words_at
from memlit.presentation.pages import INK

_BLUE, _RED = "#0072B2", "#D55E00"
_ROW = 1.3
"""Inches a row of drawings."""
_IN_A_ROW = 5
_THRESHOLD, _LEAK = 1.0, 12.0


def _neuron(axes: Axes) -> None:
    """Spikes come in, the potential rises and leaks, and at the threshold a spike goes out."""
    arrivals = (6, 14, 26, 33, 39, 44, 66, 72, 78, 83)
    potential, level, fired = [], 0.0, []
    for time in range(101):
        level *= math.exp(-1 / _LEAK)
        level += 0.46 if time in arrivals else 0.0
        potential.append(min(level, _THRESHOLD))
        if level >= _THRESHOLD:
            fired.append(time)
            level = 0.0
    axes.vlines(arrivals, -0.55, -0.3, color=SOFT, linewidth=1.2)
    axes.axhline(_THRESHOLD, color=SOFT, linewidth=0.7, linestyle="--")
    axes.plot(range(101), potential, color=_BLUE, linewidth=1.3)
    axes.vlines(fired, 1.12, 1.5, color=_RED, linewidth=1.6)
    words_at(axes, "spikes in", (50, -0.58), 6.5, SOFT, ha="center", va="top")
    words_at(axes, "threshold", (1, _THRESHOLD + 0.03), 6.5, SOFT, va="bottom")
    words_at(axes, "out", (98, 1.32), 6.5, _RED, ha="right")
    axes.set(xlim=(0, 102), ylim=(-0.85, 1.65))


def _weight(axes: Axes) -> None:
    """Equal pulses raise the conductance in steps that shrink, others lower it."""
    steps = range(21)
    rise = [1 - math.exp(-n / 8) for n in steps]
    fall = [rise[-1] * math.exp(-n / 6) for n in steps]
    axes.step(steps, rise, color=_BLUE, linewidth=1.3, where="post")
    axes.step([20 + n for n in steps], fall, color=_RED, linewidth=1.3, where="post")
    words_at(axes, "potentiation", (1, 1.12), 6.5, _BLUE)
    words_at(axes, "depression", (40, 1.12), 6.5, _RED, ha="right")
    axes.set(xlim=(-1, 41), ylim=(-0.15, 1.3))


def _timing(axes: Axes) -> None:
    """The weight grows where the input comes before the output, and shrinks where it comes after."""
    times = [n / 20 for n in range(1, 61)]
    axes.plot(times, [math.exp(-t) for t in times], color=_BLUE, linewidth=1.4)
    axes.plot([-t for t in times], [-math.exp(-t) for t in times], color=_RED, linewidth=1.4)
    for draw_line in (axes.axhline, axes.axvline):
        draw_line(0, color=SOFT, linewidth=0.7)
    words_at(axes, "input first:\nstronger", (0.5, 0.8), 6.5, _BLUE)
    words_at(axes, "input last:\nweaker", (-0.5, -0.8), 6.5, _RED, ha="right")
    axes.set(xlim=(-3, 3), ylim=(-1.15, 1.15))


def _units(axes: Axes) -> None:
    """Above, numbers are weighted, summed and bent; below, spikes are, in time."""
    for height, colour, inside, words in ((1.0, _BLUE, "Σ, f", "ANN: numbers"), (0.0, _RED, "Σ, t", "SNN: spikes")):
        for offset in (-0.22, 0.0, 0.22):
            axes.annotate("", (0.42, height + offset / 3), (0.05, height + offset), arrowprops=_arrow())
        axes.annotate("", (0.95, height), (0.62, height), arrowprops=_arrow())
        axes.scatter([0.52], [height], s=420, facecolor="white", edgecolor=colour, linewidth=1.3, zorder=3)
        words_at(axes, inside, (0.52, height), 6.5, INK, ha="center", zorder=4)
        words_at(axes, words, (0.5, height + 0.42), 6.5, colour, ha="center")
    axes.set(xlim=(0, 1), ylim=(-0.45, 1.55))


def _array(axes: Axes) -> None:
    """Voltages on the rows, conductances at the crossings, and the sum of the currents at each column."""
    for line in range(3):
        axes.plot([0, 3], [line + 0.5] * 2, color=SOFT, linewidth=1.2)
        axes.plot([line + 0.7] * 2, [3, 0], color=SOFT, linewidth=1.2)
        words_at(axes, f"$V_{3 - line}$", (-0.1, line + 0.5), 7, _BLUE, ha="right")
        words_at(axes, f"$I_{line + 1}$", (line + 0.7, -0.25), 7, _RED, ha="center")
        for column in range(3):
            axes.scatter([column + 0.7], [line + 0.5], s=26, color=INK, zorder=3)
    words_at(axes, "$G_{ij}$", (2.82, 2.75), 7, INK)
    axes.set(xlim=(-0.6, 3.4), ylim=(-0.5, 3.1))


def _arrow() -> dict[str, object]:
    return {"arrowstyle": "-|>", "color": SOFT, "linewidth": 0.9}


FUNCTION_DRAWINGS: Sequence[tuple[str, str, Callable[[Axes], None]]] = (
    ("A neuron fires", "time", _neuron),
    ("A synapse is a weight", "pulses", _weight),
    ("Spike times may train it", "output time − input time", _timing),
    ("Two kinds of network", "", _units),
    ("An array multiplies", "$I_j = \\Sigma_i\\, V_i G_{ij}$", _array),
)
"""Title of each drawing and what runs along it."""


def draw(_data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the figure to every path (svg or png by suffix)."""
    count = len(FUNCTION_DRAWINGS)
    size = (WIDE, _ROW * grid_rows(count, _IN_A_ROW))
    with drawing_grid(paths, count, _IN_A_ROW, size, layout="constrained") as (_, grid):
        for (title, along, picture), axes in zip(FUNCTION_DRAWINGS, grid, strict=False):
            axes.set_title(title, fontsize=8, color=INK, pad=4)
            axes.set(xticks=[], yticks=[])
            axes.set_xlabel(along, fontsize=7.5)
            axes.grid(visible=False)
            for spine in axes.spines.values():
                spine.set_color(FAINT)
            picture(axes)
