"""Fig. 11a regenerated: standby power over action energy, bubbles by spike timing, one mark a device."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from memlit.benchmark.rows import BenchmarkRow
from memlit.config import Config
from memlit.library import Library
from memlit.plots.style import INK, ClassStyles, house_style, is_dense, literal, save

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

NEW_INK = "#B00020"
LABELLED = 60
"""Marks up to which each has its name; more would cover each other."""
TURN = 40
"""Marks of one class that are drawn before the next class has its turn."""
TIMING_LEGEND = ((1e-9, "1 ns"), (1e-6, "1 µs"), (1e-3, "1 ms"))


def shown_rows(rows: Iterable[BenchmarkRow]) -> tuple[list[BenchmarkRow], list[BenchmarkRow]]:
    """Headline rows of resistive synapses: points, and partly known devices with a finite joint segment."""
    synapses = [row for row in rows if row.is_headline and row.role == "synapse" and row.not_applicable is None]
    points = [
        row for row in synapses if row.value("action_energy") is not None and row.value("standby_power") is not None
    ]
    segments = [row for row in synapses if row.segment is not None]
    return points, segments


def bubble_area(timing: float | None) -> float:
    """Area in square points: a decade of spike timing adds the same width to the diameter."""
    if timing is None or timing <= 0:
        return 40.0
    decades = min(max(math.log10(timing) + 10.0, 0.5), 9.5)
    return (5.0 + 2.3 * decades) ** 2


def draw(
    rows: Iterable[BenchmarkRow],
    library: Library,
    config: Config,
    styles: ClassStyles,
    paths: Sequence[Path],
    new: BenchmarkRow | None = None,
) -> None:
    """Draw the figure to every path in `paths` (svg or png by suffix); `new` is a device to be marked in it."""
    points, segments = shown_rows(rows)
    with house_style():
        import matplotlib.pyplot as plt

        figure, axes = plt.subplots(figsize=(7.6, 4.7))
        figure.subplots_adjust(left=0.09, right=0.78, bottom=0.11, top=0.98)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("action energy $E_a$ (J), set pulse" if _is_set(config) else "action energy $E_a$ (J)")
        axes.set_ylabel("standby power $P_s$ (W)")
        for row in segments:
            _segment(axes, row, styles.of(row.device_class)[0])
        for row in [] if is_dense(len(points)) else points:
            _point(axes, row, config, styles)
        if is_dense(len(points)):
            _cloud(axes, points, config, styles)
        _limits(axes, [*points, *_known(new)], [*segments, *_partly_known(new)])
        if len(points) <= LABELLED:
            _labels(axes, points, library)
        _legends(axes, [*points, *segments], config, styles, has_new=new is not None)
        if new is not None:
            _mark_new(axes, new)
        for path in paths:
            save(figure, path)
        plt.close(figure)


def _is_set(config: Config) -> bool:
    return config.conventions.headline_pulse == "set"


def _xy(row: BenchmarkRow) -> tuple[float, float]:
    energy, power = row.value("action_energy"), row.value("standby_power")
    assert energy is not None
    assert power is not None
    return energy, power


def _point(axes: Axes, row: BenchmarkRow, config: Config, styles: ClassStyles) -> None:
    colour, marker = styles.of(row.device_class)
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


def _cloud(axes: Axes, points: Sequence[BenchmarkRow], config: Config, styles: ClassStyles) -> None:
    """Thousands of marks, as one picture within the drawing; some of each class in turn, so that none covers all."""
    groups: dict[tuple[tuple[str, str], bool], list[BenchmarkRow]] = {}
    for row in points:
        key = (styles.of(row.device_class), row.set_name == config.evidence.headline_set)
        groups.setdefault(key, []).append(row)
    turns = [(start, group) for group, rows in groups.items() for start in range(0, len(rows), TURN)]
    for start, group in sorted(turns, key=lambda turn: turn[0]):
        (colour, marker), credited = group
        rows = groups[group][start : start + TURN]
        axes.scatter(
            [_xy(row)[0] for row in rows],
            [_xy(row)[1] for row in rows],
            s=[bubble_area(row.value("spike_timing")) for row in rows],
            marker=marker,
            facecolor=colour if credited else "none",
            edgecolor="none" if credited else colour,
            alpha=0.5,
            zorder=3,
            rasterized=True,
        )


def _known(new: BenchmarkRow | None) -> list[BenchmarkRow]:
    is_point = new is not None and None not in (new.value("action_energy"), new.value("standby_power"))
    return [new] if new is not None and is_point else []


def _partly_known(new: BenchmarkRow | None) -> list[BenchmarkRow]:
    return [new] if new is not None and new.segment is not None else []


def _mark_new(axes: Axes, new: BenchmarkRow) -> None:
    """A star with cross hairs; of a partly known device the area within its bounds and its joint segment."""
    x0, x1 = _span(new, "action_energy", axes.get_xlim())
    y0, y1 = _span(new, "standby_power", axes.get_ylim())
    if x0 == x1:
        axes.axvline(x0, color=NEW_INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    if y0 == y1:
        axes.axhline(y0, color=NEW_INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    if x0 < x1 or y0 < y1:
        axes.fill([x0, x1, x1, x0], [y0, y0, y1, y1], color=NEW_INK, alpha=0.12, linewidth=0, zorder=1)
    for row in _partly_known(new):
        _segment(axes, row, NEW_INK)
    for row in _known(new):
        area = 2.2 * bubble_area(row.value("spike_timing"))
        axes.scatter(*_xy(row), s=area, marker="*", facecolor="#ffffff", edgecolor=NEW_INK, linewidth=1.6, zorder=5)


def _span(new: BenchmarkRow, metric: str, limits: tuple[float, float]) -> tuple[float, float]:
    """The metric's bounds within the axis; the whole axis where nothing is known."""
    result = new.metrics.get(metric)
    low = result.low if result and result.low else limits[0]
    high = result.high if result and result.high is not None else limits[1]
    return max(low, limits[0]), min(high, limits[1])


def _segment(axes: Axes, row: BenchmarkRow, colour: str) -> None:
    assert row.segment is not None
    (x0, y0), (x1, y1) = row.segment
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
        setter(10 ** (math.floor(math.log10(min(values))) - 1), 10 ** (math.ceil(math.log10(max(values))) + 1))


def _labels(axes: Axes, points: Sequence[BenchmarkRow], library: Library) -> None:
    """Names beside the marks, each at the place around its mark that covers least of what is drawn already."""
    from matplotlib.transforms import Bbox

    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    to_points = 72.0 / figure.dpi
    marks = []
    for row in points:
        x, y = axes.transData.transform(_xy(row))
        radius = math.sqrt(bubble_area(row.value("spike_timing"))) / 2 / to_points
        marks.append(Bbox.from_extents(x - radius, y - radius, x + radius, y + radius))
    taken = list(marks)
    for row, mark in zip(points, marks, strict=True):
        half = mark.width / 2 * to_points
        options = []
        for place, (dx, dy, ha, va) in enumerate(_places(half + 3)):
            text = axes.annotate(
                _name(row, library), _xy(row), xytext=(dx, dy), textcoords="offset points", ha=ha, va=va, fontsize=8
            )
            box = text.get_window_extent()
            covered = sum(_overlap(box, other) for other in taken if other is not mark)
            outside = box.width * box.height - _overlap(box, axes.bbox)
            options.append((covered + 2 * outside, place, text, box))
        best = min(options, key=lambda option: option[:2])
        for option in options:
            if option is not best:
                option[2].remove()
        taken.append(best[3])


def _places(shift: float) -> list[tuple[float, float, str, str]]:
    """Offsets in points and alignments around a mark, the preferred ones first."""
    slant = shift * 0.75
    return [
        (shift, 0, "left", "center"),
        (-shift, 0, "right", "center"),
        (0, shift, "center", "bottom"),
        (0, -shift, "center", "top"),
        (slant, slant, "left", "bottom"),
        (-slant, slant, "right", "bottom"),
        (slant, -slant, "left", "top"),
        (-slant, -slant, "right", "top"),
    ]


def _overlap(first: Bbox, second: Bbox) -> float:
    """Common area of two boxes in square pixels."""
    width = min(first.x1, second.x1) - max(first.x0, second.x0)
    height = min(first.y1, second.y1) - max(first.y0, second.y0)
    return float(max(width, 0.0) * max(height, 0.0))


def _name(row: BenchmarkRow, library: Library) -> str:
    entry = library.entries[row.paper]
    short = literal(entry.short_name)
    return f"{short} [{entry.reviewref}]" if entry.reviewref else short


def _legends(axes: Axes, rows: Sequence[BenchmarkRow], config: Config, styles: ClassStyles, *, has_new: bool) -> None:
    from matplotlib.lines import Line2D

    present = styles.order({row.device_class for row in rows})
    marks = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=styles.of(name)[1],
            color=styles.of(name)[0],
            label=name.replace("_", " "),
        )
        for name in present
    ]
    filled = "credited by Fig. 11" if config.report.review_key else f"set {config.evidence.headline_set}"
    marks.append(Line2D([], [], linestyle="none", marker="o", color=INK, label=filled))
    marks.append(Line2D([], [], linestyle="none", marker="o", markerfacecolor="none", color=INK, label="other papers"))
    if has_new:
        marks.append(
            Line2D(
                [],
                [],
                linestyle="none",
                marker="*",
                markerfacecolor="#ffffff",
                color=NEW_INK,
                label="new device",
                markersize=11,
            )
        )
    first = axes.legend(handles=marks, loc="upper left", bbox_to_anchor=(1.015, 1.0), borderaxespad=0, labelspacing=0.7)
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
        bbox_to_anchor=(1.015, 0.0),
        borderaxespad=0,
        labelspacing=1.6,
        handletextpad=1.2,
    )
