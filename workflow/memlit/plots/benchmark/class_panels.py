"""Panels of the metrics by class: a line for each class with a mark for every paper that is known."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from memlit.datum import anchor
from memlit.frames import items_of, row_dicts
from memlit.plots.look.data import FigureData
from memlit.plots.look.marks import spread_offsets
from memlit.plots.look.style import (
    FAINT,
    SOFT,
    WIDE,
    Axes,
    ClassStyles,
    Figure,
    drawing,
    line_axis,
    linked_mark,
    log_axis,
    words_at,
)
from memlit.presentation.pages import INK

PANELS = (
    ("action_energy", "action energy $E_a$", "J"),
    ("standby_power", "standby power $P_s$", "W"),
    ("spike_timing", "spike timing $\\tau$", "s"),
)
_HEIGHT = 4.4
_MetricPanel = tuple[str, str, str]
"""A metric, its name on the axis, its unit."""
_OPEN_END = 1e2
"""An end at 0 or infinity has no place on a log axis: the bar ends two decades off, with an arrow."""
OTHERS_BELOW = 0.3
"""Where in the line of a class the papers of other sets stand."""
_MANY, _CLOUD = 60, 0.3
"""Papers of a class up to which each has a mark of its own, and how far from their line more are spread."""
IDENTIFIED, NOT_IDENTIFIED, NONE_IDENTIFIED = "identified", "not identified", "no class has an identified median"


class PaperMark(NamedTuple):
    """A paper's value of a metric: a point or its bounds, with the id of the number and the worst grade."""

    number: str
    value: float | None
    low: float | None
    high: float | None
    grade: str


class ClassLine(NamedTuple):
    """A class under a metric: papers known as a point, others with bounds, how many are credited and not counted."""

    id: str
    device_class: str
    metric: str
    papers: tuple[PaperMark, ...]
    bounded: tuple[PaperMark, ...]
    n_credited: int
    n_uncounted: int
    median: float | None
    identification: str


def shown_classes(data: FigureData, chosen: Callable[[pd.DataFrame], "pd.Series[bool]"]) -> list[ClassLine]:
    """The synapses under the headline pulse, of the rows of classes.csv that are chosen."""
    table = data.table("classes", ("n_credited", "median"))
    own = table[(table["pulse"] == data.pulse) & (table["role"] == "synapse") & chosen(table)]
    numbers = data.numbers("classes")
    return [_class_line_of(row, numbers) for row in row_dicts(own)]


def _class_line_of(row: Mapping[str, Any], numbers: pd.DataFrame) -> ClassLine:
    papers, grades = items_of(row["papers"]), items_of(row["grades"])
    graded = dict(zip(papers, grades, strict=False))

    def marks(keys: Sequence[str]) -> tuple[PaperMark, ...]:
        found = row_dicts(numbers.loc[[f"{row['id']}/{key}" for key in keys]].reset_index())
        return tuple(
            PaperMark(one["id"], one["value"], one["low"], one["high"], graded.get(key, ""))
            for key, one in zip(keys, found, strict=True)
        )

    return ClassLine(
        row["id"],
        row["class"],
        row["metric"],
        marks(papers),
        marks(items_of(row["bounded"])),
        int(row["n_credited"]),
        len(items_of(row["uncounted"])),
        row["median"],
        row["identification"],
    )


def linked_values(*papers: PaperMark) -> Iterator[str]:
    """Ids of the values of a class to which its marks lead: none of a cloud."""
    return (paper.number for paper in (papers if len(papers) <= _MANY else ()))


def headline(data: FigureData) -> list[ClassLine]:
    """Synapses of the headline set and pulse."""
    return shown_classes(data, lambda table: table["set"] == data.config.evidence.headline_set)


@contextmanager
def metric_panels(paths: Sequence[Path]) -> Iterator[tuple[Figure, Sequence[Axes]]]:
    """Three panels beside each other; saved to every path when all is drawn."""
    with drawing(paths) as plt:
        figure, panels = plt.subplots(1, len(PANELS), figsize=(WIDE, _HEIGHT), sharey=True)
        figure.subplots_adjust(left=0.115, right=0.995, bottom=0.145, top=0.84, wspace=0.06)
        yield figure, panels


def draw_panel(
    axes: Axes,
    panel: _MetricPanel,
    names: Sequence[str],
    summaries: Iterable[ClassLine],
    styles: ClassStyles,
    *,
    others: Iterable[ClassLine] = (),
) -> None:
    """One metric: a line for each class with its papers, the first at the top.

    others: of other sets, as open marks below the line. That no median is identified the axis says, once.
    """
    metric, label, unit = panel
    own = {summary.device_class: summary for summary in summaries if summary.metric == metric}
    beside = [summary for summary in others if summary.metric == metric]
    _scale(axes, [*own.values(), *beside], unit)
    has_words = any(_words(summary) != NOT_IDENTIFIED for summary in own.values())
    for place, name in enumerate(names):
        _class_line(axes, place, own.get(name), styles.of(name), has_words=has_words)
    for summary in beside:
        _others(axes, names.index(summary.device_class), summary, styles.of(summary.device_class))
    axes.set_xlabel(label, fontsize=9)
    if not has_words:
        of = axes.xaxis.label
        words_at(axes, NONE_IDENTIFIED, (0.5, 0.0), 7.5, SOFT, of=of, shift=(0, -3), ha="center", va="top")
    line_axis(axes, [name.replace("_", " ") for name in names], 9, above=0.55, below=0.45)
    axes.tick_params(labelsize=8)


def _scale(axes: Axes, own: Iterable[ClassLine], unit: str) -> None:
    """A logarithmic axis that holds all marks, with room for the counts at the right."""
    ends = [end for summary in own for paper in (*summary.papers, *summary.bounded) for end in _ends(paper)]
    low, high = (min(ends), max(ends)) if ends else (1e-9, 1e-3)
    axes.set_xscale("log")
    left, right = math.log10(low) - 1, math.log10(high) + 1.5 + 0.5 * math.log10(high / low)
    axes.set_xlim(10**left, 10**right)
    log_axis(axes.xaxis, unit, 8, base=1000 if high / low > 1e2 else 10)


def _words(summary: ClassLine) -> str:
    return summary.identification if summary.papers or summary.bounded else NOT_IDENTIFIED


def _ends(paper: PaperMark) -> tuple[float, float]:
    """Where a value is drawn: twice its number, or the ends of its bar."""
    if paper.value:
        return paper.value, paper.value
    low, high = paper.low or 0.0, paper.high if paper.high is not None else math.inf
    if not low and math.isinf(high):
        return 1.0, 1.0
    return low or high / _OPEN_END, high if math.isfinite(high) else low * _OPEN_END


def _class_line(
    axes: Axes, place: float, summary: ClassLine | None, style: tuple[str, str], *, has_words: bool
) -> None:
    """Draw one class: its papers' values, how many of them are known, and whether they identify its median.

    place: on the axis of classes; has_words: whether the line says the latter itself.
    """
    colour, marker = style
    axes.axhline(place, color=FAINT, linewidth=0.6, zorder=0)
    if summary is None:
        return
    values = [(paper.number, paper.value) for paper in summary.papers if paper.value]
    ranges = summary.bounded
    if len(values) + len(ranges) > _MANY:
        _cloud(axes, place, [value for _, value in values], marker=marker, color=colour)
        _bar_cloud(axes, place, ranges, colour)
    else:
        for identifier, value in values:
            linked_mark(axes, identifier, value, place, s=52, marker=marker, color=colour, alpha=0.9, zorder=3)
        _grades(axes, place, summary if values else None)
        for paper in ranges:
            _bar(axes, place, paper, colour)
    if summary.median and summary.identification == IDENTIFIED:
        axes.plot([summary.median] * 2, [place - 0.34, place + 0.34], color=INK, linewidth=2, zorder=4)
    _count_words(axes, place, summary, has_words=has_words)


def _bar(axes: Axes, place: float, paper: PaperMark, colour: str) -> None:
    """A paper whose value is bounded."""
    (bar,) = axes.plot(_ends(paper), [place] * 2, color=colour, linewidth=5, alpha=0.6, solid_capstyle="butt", zorder=2)
    bar.set_url(f"#{anchor(paper.number)}")


def _bar_cloud(axes: Axes, place: float, ranges: Sequence[PaperMark], colour: str) -> None:
    """Many papers whose values are bounded, as thin bars above each other."""
    ends = [_ends(paper) for paper in ranges]
    heights = [place + _CLOUD * offset for offset in spread_offsets(len(ends))]
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    axes.hlines(heights, lows, highs, color=colour, linewidth=1, alpha=0.3, zorder=2, rasterized=True)


def _count_words(axes: Axes, place: float, summary: ClassLine, *, has_words: bool) -> None:
    """How many papers are known of those credited; below it those bounded or not counted, and the identification."""
    beside = {"bounded": len(summary.bounded), "not counted": summary.n_uncounted}
    more = [f"+ {number} {what}" for what, number in beside.items() if number]
    below = "; ".join([*more, _words(summary)] if has_words else more)
    count = f"{len(summary.papers)} of {summary.n_credited}"
    lines = ((count, -0.2, INK), (below, 0.22, SOFT)) if below else ((count, 0.0, INK),)
    for text, height, tone in lines:
        words_at(axes, text, (0.985, place + height), 7.5, tone, of=axes.get_yaxis_transform(), ha="right")


def _grades(axes: Axes, place: float, summary: ClassLine | None) -> None:
    """The grade of each paper over its mark."""
    for paper in summary.papers if summary else ():
        if paper.grade and paper.value:
            words_at(axes, paper.grade, (paper.value, place), 7, SOFT, shift=(0, 6), ha="center")


def _cloud(axes: Axes, place: float, values: Sequence[float], **look: Any) -> None:
    """Many papers of a class around its line, as one picture within the drawing: links would make it megabytes."""
    heights = [place + _CLOUD * offset for offset in spread_offsets(len(values))]
    axes.scatter(values, heights, s=7, alpha=0.35, linewidth=0.4, zorder=3, rasterized=True, **look)


def _others(axes: Axes, place: int, summary: ClassLine, style: tuple[str, str]) -> None:
    """Open marks below the line of a class: papers of other sets."""
    colour, marker = style
    values = [(paper.number, paper.value) for paper in summary.papers if paper.value]
    look = {"marker": marker, "facecolor": "none", "edgecolor": colour}
    if len(values) > _MANY:
        _cloud(axes, place + OTHERS_BELOW, [value for _, value in values], **look)
        return
    for identifier, value in values:
        linked_mark(axes, identifier, value, place + OTHERS_BELOW, s=30, linewidth=1.2, zorder=3, **look)
