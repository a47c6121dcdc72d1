"""Accuracy of the small network against weight error, with named devices, and before and after a bake."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from memlit.analysis.variability.accuracy import Accuracy, BakedArray, DeviceMark
from memlit.analysis.variability.effects import known_interval, known_value
from memlit.datum import Result, results_in
from memlit.plots.look.marks import bars, known_ends
from memlit.plots.look.style import WIDE, Axes, ClassStyles, drawing, literal, words_at
from memlit.plots.look.words import SetName
from memlit.presentation.pages import INK

_CURVE, _BEFORE, _AFTER = "#4D6E8A", ("#0072B2", "o"), ("#D55E00", "s")
CHANCE = 10.0
# weight errors of two marks nearer than this factor would print their names over each other
_NEAR = 1.12


def draw(
    accuracy: Accuracy, styles: ClassStyles, paths: Sequence[Path], width: float = WIDE, set_name: SetName = str
) -> None:
    """Draw the curve beside the baked arrays, or above them where it is narrow, to every path (svg or png)."""
    with drawing(paths) as plt:
        if width < WIDE:
            figure, (left, right) = plt.subplots(2, 1, figsize=(width, 6.4), height_ratios=[1.6, 1])
            right.set_ylim(0, 102)
        else:
            figure, (left, right) = plt.subplots(1, 2, figsize=(width, 3.6), width_ratios=[2.2, 1], sharey=True)
        _curve(left, accuracy, styles, set_name)
        _bakes(right, accuracy.bakes, set_name)
        left.set_ylabel("classification accuracy (%)")
        left.set_ylim(0, 102)
        figure.tight_layout(w_pad=1.2)


def drawn(accuracy: Accuracy) -> Iterator[Result]:
    """The numbers that the figure shows: both coordinates of each mark, and the ends of the bars."""
    for point in accuracy.curve:
        yield from results_in((point.weight_error, point.accuracy))
    for mark in accuracy.devices:
        yield from (mark.weight_error, mark.accuracy)
    for bake in accuracy.bakes:
        yield from results_in((bake.before, bake.after))


def _curve(axes: Axes, accuracy: Accuracy, styles: ClassStyles, set_name: SetName) -> None:
    # the axis is logarithmic, so the network without error is a line
    points = [point for point in accuracy.curve if known_value(point.weight_error) > 0]
    axes.set_xscale("log")
    for point in accuracy.curve:
        if known_value(point.weight_error) == 0:
            axes.axhline(
                known_value(point.accuracy.value), color=INK, linewidth=0.7, linestyle="--", label="without error"
            )
    x = [known_value(point.weight_error) for point in points]
    middle = [known_value(point.accuracy.value) for point in points]
    low, high = ([known_interval(point.accuracy)[side] for point in points] for side in (0, 1))
    axes.fill_between(x, low, high, color=_CURVE, alpha=0.2, linewidth=0, label="95 % of networks and draws")
    axes.plot(x, middle, color=_CURVE, linewidth=1.4, marker=".", markersize=4, label="mean")
    axes.axhline(CHANCE, color=INK, linewidth=0.7, linestyle=":")
    words_at(axes, "chance", (0.99, CHANCE + 1.5), 7, of=("axes fraction", "data"), ha="right", va="baseline")
    marks = sorted(accuracy.devices, key=lambda mark: (known_value(mark.weight_error), mark.id))
    for mark in marks:
        colour, marker = styles.of(mark.device_class)
        look: dict[str, Any] = {"color": colour, "markerfacecolor": "white" if mark.is_limit else colour}
        x, y = [known_value(mark.weight_error)], [known_value(mark.accuracy)]
        axes.plot(x, y, marker=marker, linestyle="none", markersize=6, zorder=4, **look)
    _names(axes, marks, set_name)
    axes.set_xlabel("SD of weight error over weight range (%)")
    ticks = (0.5, 1, 2, 5, 10, 20)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.legend(fontsize=7, loc="lower left", bbox_to_anchor=(0.0, 0.12))


def _names(axes: Axes, marks: Sequence[DeviceMark], set_name: SetName) -> None:
    """The devices by their papers under their marks; those too near for two lines share one, from left to right."""
    groups: list[list[DeviceMark]] = []
    for mark in marks:
        if groups and known_value(mark.weight_error) < _NEAR * known_value(groups[-1][-1].weight_error):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    for group in groups:
        middle = math.sqrt(known_value(group[0].weight_error) * known_value(group[-1].weight_error))
        names, lowest = (
            literal(", ".join(set_name(mark.paper) for mark in group)),
            min(known_value(mark.accuracy) for mark in group),
        )
        words_at(axes, names, (middle, lowest), 6.5, shift=(0, -7), ha="center", va="top", rotation=90)


def _bakes(axes: Axes, bakes: Sequence[BakedArray], set_name: SetName) -> None:
    for place, bake in enumerate(bakes):
        for offset, estimate, (colour, marker), words in (
            (-0.12, bake.before, _BEFORE, "before the bake"),
            (0.12, bake.after, _AFTER, "after the bake"),
        ):
            look = {"color": colour, "marker": marker, "linestyle": "none", "markersize": 5, "linewidth": 1.2}
            bars(axes, [place + offset], [known_ends(estimate)], label=None if place else words, **look)
    axes.set_xticks(
        range(len(bakes)), [f"{literal(set_name(bake.document))}\n{bake.cells}" for bake in bakes], fontsize=6.5
    )
    axes.set_xlim(-0.6, max(len(bakes), 1) - 0.4)
    axes.set_xlabel("weights in measured cells")
    axes.grid(axis="x", visible=False)
    if bakes:
        axes.legend(fontsize=7, loc="lower left")
