"""The primary metric of each class where classes are compared: every paper a mark, the median with its interval."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from memlit.config import Config
from memlit.grouping import grouped
from memlit.observations.record import ClassAt
from memlit.plots.look.marks import spread_offsets
from memlit.plots.look.style import Axes, ClassStyles, drawing, line_axis, linked_mark, says_that, words_at
from memlit.plots.observed import axis_words
from memlit.presentation.pages import INK

_WIDTH = 0.34


def draw(classes: Iterable[ClassAt], config: Config, styles: ClassStyles, paths: Sequence[Path], width: float) -> None:
    """Draw one panel below another for each condition to every path."""
    metric = config.metrics[config.analysis.primary]
    panels = list(grouped((one for one in classes if one.metric == config.analysis.primary), lambda c: c.at).items())
    heights = [len(own) + 1.4 for _, own in panels] or [2.0]
    with drawing(paths) as plt:
        figure, grid = plt.subplots(
            len(heights),
            1,
            figsize=(width, 0.4 + 0.3 * sum(heights)),
            squeeze=False,
            sharex=True,
            gridspec_kw={"height_ratios": heights},
        )
        if not panels:
            says_that(grid[0][0], "no class has a value where classes are compared", fontsize=9)
        for axes, (at, own) in zip(grid.flat, panels, strict=False):
            _panel(axes, at, own, styles)
        figure.supxlabel(axis_words(metric), fontsize=8.5)
        figure.tight_layout(h_pad=0.6)


def _panel(axes: Axes, at: str, classes: Sequence[ClassAt], styles: ClassStyles) -> None:
    by_name = {one.item_class: one for one in classes}
    names = styles.order(by_name)
    axes.set_title(at, fontsize=8.5, loc="left")
    axes.set_xscale("log")
    line_axis(axes, [name.replace("_", " ") for name in names], 8, above=0.6, below=0.4)
    for place, name in enumerate(names):
        own = by_name[name]
        colour, marker = styles.of(name)
        papers = sorted(own.papers, key=lambda paper: paper.value or 0.0)
        for offset, paper in zip(spread_offsets(len(papers)), papers, strict=True):
            look = {"s": 18, "marker": marker, "color": colour, "alpha": 0.6, "linewidth": 0, "zorder": 2}
            linked_mark(axes, paper.id, paper.value or 0.0, place + _WIDTH * offset, **look)
        words_at(axes, f"n = {len(papers)}", (1.01, place), 7, of=axes.get_yaxis_transform())
        if own.median is not None and own.median.value.value is not None:
            middle = own.median.value.value
            low, high = (None if end is None else end.value for end in (own.median.low, own.median.high))
            axes.plot([middle] * 2, [place - 0.25, place + 0.25], color=INK, linewidth=2.2, zorder=4)
            if low is not None and high is not None:
                axes.plot([low, high], [place] * 2, color=INK, linewidth=1.4, zorder=3)
