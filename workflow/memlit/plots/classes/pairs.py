"""Forest plot of the pairs of classes compared on the survey: the ratio of the two classes with its interval."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from memlit.analysis.comparison.record import Comparison, PairStatistic
from memlit.datum import Result, results_in
from memlit.plots.look.style import WIDE, Axes, drawing, is_wide, key, line_axis, says_that
from memlit.presentation.pages import INK

LEGEND_INCHES = 0.22
DIFFERS, FRAGILE, NOT_SHOWN = "#0072B2", "#D55E00", "#6b7580"


def draw(comparisons: Iterable[Comparison], fragile_below: float, paths: Sequence[Path], width: float = WIDE) -> None:
    """Draw one panel a quantity with a tested pair, on one axis of ratios, to every path in `paths` (svg or png).

    fragile_below: percent of draws of the reading error below which a decision is marked as fragile.
    """
    shown = [(item, pairs) for item in comparisons if (pairs := _tested(item))]
    heights = [len(pairs) + 0.9 for _, pairs in shown] or [1.0]
    with drawing(paths) as plt:
        height = (0.2 if width >= WIDE else 0.27) * sum(heights) + 0.8 + LEGEND_INCHES
        figure, grid = plt.subplots(
            len(heights),
            1,
            figsize=(width, height),
            sharex=True,
            squeeze=False,
            gridspec_kw={"height_ratios": heights},
        )
        panels = [axes for (axes,) in grid]
        for axes, (item, pairs) in zip(panels, shown, strict=False):
            _panel(axes, item, pairs, fragile_below)
        _finish(panels[-1], is_empty=not shown)
        figure.tight_layout(h_pad=0.4, rect=(0, LEGEND_INCHES / height, 1, 1))


def drawn(comparisons: Iterable[Comparison]) -> Iterator[Result]:
    """The numbers that the figure shows: ratios with the ends of their intervals."""
    for item in comparisons:
        yield from results_in([pair.ratio for pair in _tested(item)])


def _tested(item: Comparison) -> list[PairStatistic]:
    return [pair for pair in item.pairs if pair.ratio is not None]


def _panel(axes: Axes, item: Comparison, pairs: Sequence[PairStatistic], fragile_below: float) -> None:
    axes.set_title(item.title_with_pairing, loc="left", fontsize=8, pad=3)
    axes.set_xscale("log")
    line_axis(axes, [f"{pair.first} / {pair.second}" for pair in pairs], 7)
    axes.tick_params(axis="y", length=0, pad=5)
    axes.axvline(1.0, color=INK, linewidth=0.8, zorder=1)
    for place, pair in enumerate(pairs):
        _row(axes, place, pair, fragile_below)


def _row(axes: Axes, place: int, pair: PairStatistic, fragile_below: float) -> None:
    ratio = pair.ratio
    if ratio is None or ratio.value.value is None:
        return
    differs = pair.decision == "differs"
    colour = FRAGILE if pair.is_fragile(fragile_below) else DIFFERS if differs else NOT_SHOWN
    if ratio.low and ratio.high and ratio.low.value is not None and ratio.high.value is not None:
        axes.plot([ratio.low.value, ratio.high.value], [place] * 2, color=colour, linewidth=1.6, zorder=2)
    axes.plot(
        [ratio.value.value],
        [place],
        marker="s",
        markersize=5.5,
        color=colour if differs else "white",
        markeredgecolor=colour,
        linestyle="none",
        zorder=3,
    )


def _finish(axes: Axes, *, is_empty: bool) -> None:
    end = " " if is_wide(axes) else "\n"
    axes.set_xlabel(f"ratio of the first class over the second{end}(Hodges-Lehmann)")
    if is_empty:
        axes.set_axis_off()
        says_that(axes, "no pair of classes can be tested")
        return
    marks = (("shown to differ", DIFFERS, DIFFERS), ("not shown to differ", NOT_SHOWN, "white"))
    handles = [
        key(label, marker="s", linestyle="-", color=line, markerfacecolor=face, markeredgecolor=line)
        for label, line, face in (*marks, ("decision fragile", FRAGILE, FRAGILE))
    ]
    axes.figure.legend(
        handles=handles,
        fontsize=7,
        ncols=3,
        loc="lower center",
        bbox_to_anchor=(0.5, 0.0),
        columnspacing=1.0,
        handlelength=1.6,
        handletextpad=0.4,
    )
