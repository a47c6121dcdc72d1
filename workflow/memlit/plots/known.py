"""Printed against known: each class's known papers in each metric, and outside the axes what the review prints."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memlit.analysis.classes import ClassSummary
from memlit.claims.verdict import ClaimVerdict
from memlit.config import Config
from memlit.datum import Result
from memlit.plots.printed import Printed, printed_values
from memlit.plots.style import FAINT, INK, SOFT, ClassStyles, house_style, is_dense, save

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PANELS = (
    ("action_energy", "action energy $E_a$", "J"),
    ("standby_power", "standby power $P_s$", "W"),
    ("spike_timing", "spike timing $\\tau$", "s"),
)
WIDE, NARROW = (9.2, 4.0), (4.3, 7.8)
"""Inches: the panels beside each other, and below each other for a phone."""
OPEN_END = 1e2
"""An end at 0 or infinity has no place on a log axis: the bar ends two decades off, with an arrow."""


ROOM_FOR_WORDS = 0.48
"""The largest printed number stands at this share of the axis, so that its words fit beside it."""


def headline(summaries: Iterable[ClassSummary], config: Config) -> list[ClassSummary]:
    """Synapses of the headline set and pulse."""
    return [
        summary
        for summary in summaries
        if summary.set_name == config.evidence.headline_set
        and summary.pulse == config.conventions.headline_pulse
        and summary.role == "synapse"
    ]


def drawn(summaries: Sequence[ClassSummary], claims: Sequence[ClaimVerdict], config: Config) -> Iterator[Result]:
    """The numbers that the figure shows: papers, counts, what the review prints."""
    for summary in headline(summaries, config):
        yield from (paper.result for paper in (*summary.papers, *summary.bounded))
        yield from (summary.n_papers, summary.n_bounded, summary.n_credited)
    for metric, _, _ in PANELS:
        yield from (printed.value for printed in printed_values(claims, metric))


def draw(
    summaries: Sequence[ClassSummary],
    claims: Sequence[ClaimVerdict],
    config: Config,
    styles: ClassStyles,
    anchor: Callable[[str], str],
    paths: Sequence[Path],
    is_narrow: bool = False,
) -> None:
    """Draw the figure to every path (svg or png by suffix). anchor: of the entry that a mark leads to, by its id."""
    shown = headline(summaries, config)
    names = list(dict.fromkeys(summary.device_class for summary in shown))
    with house_style():
        import matplotlib.pyplot as plt

        rows, columns = (len(PANELS), 1) if is_narrow else (1, len(PANELS))
        figure, panels = plt.subplots(rows, columns, figsize=NARROW if is_narrow else WIDE, sharey=not is_narrow)
        figure.subplots_adjust(
            **{"left": 0.235, "right": 0.985, "bottom": 0.065, "top": 0.95, "hspace": 0.5}
            if is_narrow
            else {"left": 0.115, "right": 0.995, "bottom": 0.13, "top": 0.86, "wspace": 0.06}
        )
        for axes, (metric, label, unit) in zip(panels, PANELS, strict=True):
            printed = list(printed_values(claims, metric))
            own = {summary.device_class: summary for summary in shown if summary.metric == metric}
            scale(axes, own.values(), printed, unit)
            for place, name in enumerate(names):
                class_line(axes, place, own.get(name), styles.of(name), anchor)
            _printed(axes, printed, styles, unit)
            axes.set_xlabel(label, fontsize=9)
            axes.set_yticks(range(len(names)), [name.replace("_", " ") for name in names], fontsize=9)
            axes.set_ylim(len(names) - 0.45, -0.55)
            axes.tick_params(labelsize=8)
        for path in paths:
            save(figure, path)
        plt.close(figure)


def scale(axes: Axes, own: Iterable[ClassSummary], printed: Sequence[Printed], unit: str) -> None:
    """A logarithmic axis that holds all marks and what the review prints, with room for the counts at the right."""
    from matplotlib.ticker import EngFormatter, LogLocator, NullLocator

    ends = [end for summary in own for paper in (*summary.papers, *summary.bounded) for end in _ends(paper.result)]
    ends += [item.value.value for item in printed if item.value.value]
    low, high = (min(ends), max(ends)) if ends else (1e-9, 1e-3)
    axes.set_xscale("log")
    left, right = math.log10(low) - 1, math.log10(high) + 1.5 + 0.3 * math.log10(high / low)
    said = max((math.log10(item.value.value) for item in printed if item.value.value), default=left)
    axes.set_xlim(10**left, 10 ** max(right, left + (said - left) / ROOM_FOR_WORDS))
    axes.xaxis.set_major_locator(LogLocator(base=1000 if high / low > 1e2 else 10, numticks=8))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(EngFormatter(unit))
    axes.grid(axis="y", visible=False)


def _ends(result: Result) -> tuple[float, float]:
    """Where a value is drawn: twice its number, or the ends of its bar."""
    if result.value:
        return result.value, result.value
    low, high = result.low or 0.0, result.high if result.high is not None else math.inf
    if not low and math.isinf(high):
        return 1.0, 1.0
    return low or high / OPEN_END, high if math.isfinite(high) else low * OPEN_END


def paper_marks(axes: Axes, place: float, summary: ClassSummary, anchor: Callable[[str], str], **look: Any) -> None:
    """Draw the known values of a class's papers, each a link to its entry; of many as one picture."""
    shown = {paper.result.id: value for paper in summary.papers if (value := paper.result.value)}
    if shown:
        at = (list(shown.values()), [place] * len(shown))
        marks = axes.scatter(*at, zorder=3, rasterized=is_dense(len(shown)), **look)
        marks.set_urls([f"#{anchor(result_id)}" for result_id in shown])


def class_line(
    axes: Axes, place: float, summary: ClassSummary | None, style: tuple[str, str], anchor: Callable[[str], str]
) -> None:
    """Draw one class: its papers' values and its median with what bounds it. place: on the axis of classes."""
    colour, marker = style
    axes.axhline(place, color=FAINT, linewidth=0.6, zorder=0)
    if summary is None:
        return
    paper_marks(axes, place, summary, anchor, s=52, marker=marker, color=colour, alpha=0.9)
    if summary.bounded:
        left, right = zip(*(_ends(paper.result) for paper in summary.bounded), strict=True)
        bars = axes.hlines([place] * len(left), left, right, color=colour, linewidth=5, alpha=0.6, zorder=2)
        bars.set_urls([f"#{anchor(paper.result.id)}" for paper in summary.bounded])
    known, bounded, all_ = (
        int(count.value or 0) for count in (summary.n_papers, summary.n_bounded, summary.n_credited)
    )
    count = f"{known} of {all_}" + (f" (+ {bounded} bounded)" if bounded else "")
    words = summary.identification if known or bounded else "not identified"
    for text, height, tone in ((count, -0.2, INK), (words, 0.22, SOFT)):
        axes.text(
            0.985,
            place + height,
            text,
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="center",
            fontsize=7,
            color=tone,
        )


def _printed(axes: Axes, printed: Sequence[Printed], styles: ClassStyles, unit: str) -> None:
    """Ticks above the axis, one line of words each, where the review prints a number."""
    from matplotlib.ticker import EngFormatter

    top = axes.get_xaxis_transform()
    ordered = sorted(printed, key=lambda item: item.value.value or 0.0)
    for level, item in enumerate(ordered):
        if not item.value.value:
            continue
        colour = styles.of(item.classes[0])[0] if len(item.classes) == 1 else INK
        height = 1.045 + 0.062 * (len(ordered) - 1 - level)
        axes.plot([item.value.value] * 2, [1.0, height], transform=top, color=colour, linewidth=1.6, clip_on=False)
        said = " ".join(filter(None, ["review says", item.words, EngFormatter(unit)(item.value.value)]))
        axes.annotate(
            f"{', '.join(item.classes)}: {said}",
            (item.value.value, height),
            xycoords=top,
            xytext=(3, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=6.6,
            color=colour,
            annotation_clip=False,
        )
