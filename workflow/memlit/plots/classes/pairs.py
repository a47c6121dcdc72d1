"""Forest plot of the pairs of classes compared on the survey: the ratio of the two classes with its interval."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit.field.codes import UNPAIRED_SET
from memlit.frames import row_dicts
from memlit.grouping import grouped
from memlit.plots.look.data import FigureData
from memlit.plots.look.marks import titled
from memlit.plots.look.style import WIDE, Axes, drawing_grid, key, line_axis, says_that
from memlit.presentation.pages import INK

LEGEND_INCHES = 0.22
DIFFERS, FRAGILE, NOT_SHOWN = "#0072B2", "#D55E00", "#6b7580"


_Pair = Mapping[str, Any]
"""A row of comparison_pairs.csv."""


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw one panel a quantity with a tested pair, on one axis of ratios, to every path in `paths` (svg or png).

    A decision is marked as fragile where few draws of the reading error repeat it, as the settings say.
    """
    shown = grouped(_tested(data), lambda pair: (pair["set"], pair["quantity"]))
    titles = data.table("comparisons").drop_duplicates(["set", "quantity"]).set_index(["set", "quantity"])["title"]
    fragile_below = data.config.analysis.wording.fragile_below_percent
    heights = [len(pairs) + 0.9 for pairs in shown.values()] or [1.0]
    height = 0.2 * sum(heights) + 0.8 + LEGEND_INCHES
    with drawing_grid(paths, len(heights), 1, (WIDE, height), sharex=True, height_ratios=heights) as (figure, panels):
        for axes, (about, pairs) in zip(panels, shown.items(), strict=False):
            title = titled(titles[about], is_unpaired=about[0] == UNPAIRED_SET)
            axes.set_title(title, loc="left", fontsize=8, pad=3)
            _panel(axes, pairs, fragile_below)
        _finish(panels[-1], is_empty=not shown)
        figure.tight_layout(h_pad=0.4, rect=(0, LEGEND_INCHES / height, 1, 1))


def drawn(data: FigureData) -> Iterator[str]:
    """Ids of the numbers that the figure shows: ratios with the ends of their intervals."""
    for pair in _tested(data):
        yield from (f"{pair['id']}#{name}" for name in _RATIO if pair[name] is not None)


_RATIO = ("ratio", "ratio_low", "ratio_high")


def _tested(data: FigureData) -> Sequence[_Pair]:
    pairs = data.table("comparison_pairs", (*_RATIO, "steady_percent"))
    return row_dicts(pairs[pairs["ratio"].notna()])


def _panel(axes: Axes, pairs: Sequence[_Pair], fragile_below: float) -> None:
    axes.set_xscale("log")
    line_axis(axes, [f"{pair['first']} / {pair['second']}" for pair in pairs], 7)
    axes.tick_params(axis="y", length=0, pad=5)
    axes.axvline(1.0, color=INK, linewidth=0.8, zorder=1)
    for place, pair in enumerate(pairs):
        _row(axes, place, pair, fragile_below)


def _row(axes: Axes, place: int, pair: _Pair, fragile_below: float) -> None:
    differs, steady = pair["decision"] == "differs", pair["steady_percent"]
    is_fragile = steady is not None and steady < fragile_below
    colour = FRAGILE if is_fragile else DIFFERS if differs else NOT_SHOWN
    if pair["ratio_low"] is not None and pair["ratio_high"] is not None:
        axes.plot([pair["ratio_low"], pair["ratio_high"]], [place] * 2, color=colour, linewidth=1.6, zorder=2)
    axes.plot(
        [pair["ratio"]],
        [place],
        marker="s",
        markersize=5.5,
        color=colour if differs else "white",
        markeredgecolor=colour,
        linestyle="none",
        zorder=3,
    )


def _finish(axes: Axes, *, is_empty: bool) -> None:
    axes.set_xlabel("ratio of the first class over the second (Hodges-Lehmann)")
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
