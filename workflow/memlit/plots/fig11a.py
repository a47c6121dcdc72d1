"""Fig. 11a regenerated: standby power over action energy, bubbles by spike timing, one mark a device."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config
from memlit.library import Library
from memlit.plots.style import CLASS_STYLES, INK, OTHER_STYLE, house_style, save

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TIMING_LEGEND = ((1e-9, "1 ns"), (1e-6, "1 µs"), (1e-3, "1 ms"))


def shown_rows(rows: Iterable[BenchmarkRow]) -> tuple[list[BenchmarkRow], list[BenchmarkRow]]:
    """Headline rows of resistive synapses: points, and partly known devices with a finite joint segment."""
    synapses = [
        row for row in rows if row.is_headline and row.role == "synapse" and row.not_applicable is None
    ]
    points = [
        row
        for row in synapses
        if row.value("action_energy") is not None and row.value("standby_power") is not None
    ]
    segments = [row for row in synapses if row.segment is not None]
    return points, segments


def bubble_area(timing: float | None) -> float:
    """Area in square points: a decade of spike timing adds the same width to the diameter."""
    if timing is None or timing <= 0:
        return 40.0
    decades = min(max(math.log10(timing) + 10.0, 0.5), 9.5)
    return (5.0 + 2.3 * decades) ** 2


def draw(rows: Iterable[BenchmarkRow], library: Library, config: Config, paths: Sequence[Path]) -> None:
    """Draw the figure to every path in `paths` (svg or png by suffix)."""
    points, segments = shown_rows(rows)
    with house_style():
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(figsize=(7.2, 4.9), layout="constrained")
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel(
            "action energy $E_a$ (J), set pulse" if _is_set(config) else "action energy $E_a$ (J)"
        )
        axes.set_ylabel("standby power $P_s$ (W)")
        for row in segments:
            _segment(axes, row)
        for row in points:
            _point(axes, row, config)
        _limits(axes, points, segments)
        _labels(axes, points, library)
        _legends(axes, [*points, *segments])
        for path in paths:
            save(figure, path)
        plt.close(figure)


def _is_set(config: Config) -> bool:
    return config.conventions.headline_pulse == "set"


def _style(row: BenchmarkRow) -> tuple[str, str]:
    return CLASS_STYLES.get(row.device_class, OTHER_STYLE)


def _xy(row: BenchmarkRow) -> tuple[float, float]:
    energy, power = row.value("action_energy"), row.value("standby_power")
    assert energy is not None
    assert power is not None
    return energy, power


def _point(axes: Axes, row: BenchmarkRow, config: Config) -> None:
    colour, marker = _style(row)
    credited = row.set_name == config.evidence.headline_set
    x, y = _xy(row)
    axes.scatter(
        [x],
        [y],
        s=bubble_area(row.value("spike_timing")),
        marker=marker,
        facecolor=colour if credited else "none",
        edgecolor=colour,
        linewidth=1.4,
        alpha=0.85 if credited else 1.0,
        zorder=3,
    )


def _segment(axes: Axes, row: BenchmarkRow) -> None:
    assert row.segment is not None
    (x0, y0), (x1, y1) = row.segment
    colour, _ = _style(row)
    if y0 > 0:
        axes.plot([x0, x1], [y0, y1], color=colour, linewidth=1.6, solid_capstyle="round", zorder=2)
        return
    # P_s may be 0, which a log axis cannot show: an arrow down from the upper end.
    axes.annotate(
        "",
        xy=(x0, y1 / 1e3),
        xytext=(x1, y1),
        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.6},
        zorder=2,
    )


def _limits(axes: Axes, points: Sequence[BenchmarkRow], segments: Sequence[BenchmarkRow]) -> None:
    places = [_xy(row) for row in points]
    places += [end for row in segments if row.segment for end in row.segment if end[1] > 0]
    if not places:
        axes.set_xlim(1e-15, 1e-6)
        axes.set_ylim(1e-9, 1e-3)
        axes.text(0.5, 0.5, "no device with evidence", transform=axes.transAxes, ha="center", color=INK)
        return
    for setter, values in ((axes.set_xlim, [x for x, _ in places]), (axes.set_ylim, [y for _, y in places])):
        setter(
            10 ** (math.floor(math.log10(min(values))) - 1), 10 ** (math.ceil(math.log10(max(values))) + 1)
        )


def _labels(axes: Axes, points: Sequence[BenchmarkRow], library: Library) -> None:
    """Names beside the marks, on the side away from the nearest neighbour."""
    for row in points:
        x, y = _xy(row)
        near = min(
            (other for other in points if other is not row),
            key=lambda other: math.dist(_log(row), _log(other)),
            default=None,
        )
        left = near is not None and _log(near)[0] > _log(row)[0] and math.dist(_log(row), _log(near)) < 1.5
        above = near is None or _log(near)[1] <= _log(row)[1]
        shift = math.sqrt(bubble_area(row.value("spike_timing"))) / 2 + 3
        axes.annotate(
            _name(row, library),
            (x, y),
            xytext=(-shift if left else shift, 5 if above else -5),
            textcoords="offset points",
            ha="right" if left else "left",
            va="bottom" if above else "top",
            fontsize=8,
        )


def _log(row: BenchmarkRow) -> tuple[float, float]:
    x, y = _xy(row)
    return math.log10(x), math.log10(y)


def _name(row: BenchmarkRow, library: Library) -> str:
    entry = library.entries[row.paper]
    return f"{entry.short_name} [{entry.reviewref}]" if entry.reviewref else entry.short_name


def _legends(axes: Axes, rows: Sequence[BenchmarkRow]) -> None:
    from matplotlib.lines import Line2D

    present = [name for name in CLASS_STYLES if any(row.device_class == name for row in rows)]
    marks = [
        Line2D(
            [], [], linestyle="none", marker=CLASS_STYLES[name][1], color=CLASS_STYLES[name][0], label=name
        )
        for name in present
    ]
    marks.append(Line2D([], [], linestyle="none", marker="o", color=INK, label="credited by Fig. 11"))
    marks.append(
        Line2D([], [], linestyle="none", marker="o", markerfacecolor="none", color=INK, label="other papers")
    )
    first = axes.legend(handles=marks, loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0)
    axes.add_artist(first)
    sizes = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker="o",
            markerfacecolor="none",
            color=INK,
            markersize=math.sqrt(bubble_area(timing)),
            label=text,
        )
        for timing, text in TIMING_LEGEND
    ]
    axes.legend(
        handles=sizes,
        title="spike timing",
        loc="lower left",
        bbox_to_anchor=(1.01, 0.0),
        borderaxespad=0,
        labelspacing=1.3,
    )
