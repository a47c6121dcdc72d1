"""Fig. 11b regenerated: the three metrics by class, paper by paper, and what each application asks to be low."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memlit.analysis.classes import ONLY_BOUNDED, ClassSummary
from memlit.config import Config
from memlit.datum import Result
from memlit.plots.style import FAINT, INK, ClassStyles, house_style, is_dense, save

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANELS = (
    ("spike_timing", "spike timing $\\tau$ (s)"),
    ("action_energy", "action energy $E_a$ (J)"),
    ("standby_power", "standby power $P_s$ (W)"),
)
OPEN_END = 1e3
"""An end at 0 or infinity has no place on a log axis: the bar is drawn over three decades."""
APPLICATIONS = (
    ("hardware SNN: all three low", 0, 2),
    ("in-memory computing: timing and energy low", 0, 1),
    ("DNN accelerator: standby power low", 2, 2),
)
"""Which metrics an application needs low, as the review's section 5.A suggests: first and last panel."""


def draw(summaries: Iterable[ClassSummary], config: Config, styles: ClassStyles, paths: Sequence[Path]) -> None:
    """Draw the figure to every path in `paths` (svg or png by suffix)."""
    shown = [
        summary
        for summary in summaries
        if summary.set_name == config.evidence.headline_set
        and summary.pulse == config.conventions.headline_pulse
        and summary.role == "synapse"
    ]
    names = list(dict.fromkeys(summary.device_class for summary in shown))
    with house_style():
        import matplotlib.pyplot as plt

        figure, panels = plt.subplots(1, len(PANELS), figsize=(7.6, 3.9), sharey=True)
        figure.subplots_adjust(left=0.155, right=0.985, bottom=0.14, top=0.74, wspace=0.12)
        for axes, (metric, label) in zip(panels, PANELS, strict=True):
            _panel(
                axes,
                [summary for summary in shown if summary.metric == metric],
                names,
                config.analysis.inclusion.range_from,
                styles,
            )
            axes.set_xlabel(label)
        panels[0].set_yticks(range(len(names)), [name.replace("_", " ") for name in names])
        panels[0].set_ylim(len(names) - 0.4, -0.6)
        _applications(figure, panels)
        for path in paths:
            save(figure, path)
        plt.close(figure)


def _panel(
    axes: Axes, summaries: Sequence[ClassSummary], names: Sequence[str], range_from: int, styles: ClassStyles
) -> None:
    axes.set_xscale("log")
    values = [paper.result.value for summary in summaries for paper in summary.papers if paper.result.value]
    axes.set_xlim(min(values, default=1e-9) / 30, max(values, default=1e-3) * 30)
    axes.grid(axis="y", visible=False)
    for place, name in enumerate(names):
        axes.axhline(place, color=FAINT, linewidth=0.6, zorder=0)
        summary = next((summary for summary in summaries if summary.device_class == name), None)
        if summary is None or not summary.papers:
            axes.text(
                0.5,
                place,
                ONLY_BOUNDED if summary is not None and summary.bounded else "no evidence",
                transform=axes.get_yaxis_transform(),
                ha="center",
                va="center",
                fontsize=7,
                color="#8a929b",
            )
            continue
        colour, marker = styles.of(name)
        points = [paper.result.value for paper in summary.papers if paper.result.value is not None]
        dense = is_dense(len(values))
        look: dict[str, Any] = {"s": 12, "alpha": 0.3, "rasterized": True} if dense else {"s": 34, "alpha": 0.85}
        axes.scatter(points, [place] * len(points), marker=marker, color=colour, zorder=3, **look)
        if summary.median is not None and len(points) >= range_from:
            bar = median_bar(summary.median)
            if bar is not None:
                axes.plot(bar, [place] * 2, color=colour, linewidth=2, zorder=2)
            elif summary.median.value:
                axes.plot([summary.median.value] * 2, [place - 0.3, place + 0.3], color=colour, linewidth=2, zorder=2)
        axes.annotate(
            f"{len(points)} of {summary.n_credited.value:.0f}",
            (0.99, place),
            xycoords=axes.get_yaxis_transform(),
            xytext=(0, 7),
            textcoords="offset points",
            ha="right",
            fontsize=6.5,
            color=INK,
        )


def median_bar(median: Result) -> tuple[float, float] | None:
    """Ends of the bar of a median that bounded papers leave open, an open end three decades off; None where sharp."""
    low, high = median.low, median.high
    if median.value is not None or low is None or high is None:
        return None
    return low or high / OPEN_END, high if math.isfinite(high) else low * OPEN_END


def _applications(figure: Figure, panels: Sequence[Axes]) -> None:
    """Brackets over the panels whose metric an application needs low."""
    from matplotlib.lines import Line2D

    heights = (0.93, 0.85, 0.85)
    for (label, first, last), height in zip(APPLICATIONS, heights, strict=True):
        left, right = panels[first].get_position().x0 + 0.004, panels[last].get_position().x1 - 0.004
        for xs, ys in (
            ([left, right], [height] * 2),
            ([left] * 2, [height, height - 0.025]),
            ([right] * 2, [height, height - 0.025]),
        ):
            figure.add_artist(Line2D(xs, ys, color=INK, linewidth=0.9))
        figure.text((left + right) / 2, height + 0.012, label, ha="center", va="bottom", fontsize=7.5)
