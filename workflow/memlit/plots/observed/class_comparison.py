"""The primary metric of each class where classes are compared: every paper a mark, the median with its interval."""

from collections.abc import Sequence
from pathlib import Path

from memlit.config import Config
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.observations.lines import ObservedLines
from memlit.plots.look.marks import class_strip, new_marks
from memlit.plots.look.style import WIDE, Axes, ClassStyles, drawing_grid, line_axis, says_that, words_at
from memlit.plots.observed import axis_words


def draw(
    lines: ObservedLines,
    config: Config,
    styles: ClassStyles,
    paths: Sequence[Path],
    new: tuple[str, float] | None = None,
) -> None:
    """Draw one panel below another for each condition to every path; new: class and value of an item that is a star."""
    metric = config.metrics[config.analysis.primary]
    classes = (one for one in lines.classes if one.metric == config.analysis.primary)
    panels = list(grouped(classes, lambda one: one.at).items())
    heights = [len(own) + 1.4 for _, own in panels] or [2.0]
    size = (WIDE, 0.4 + 0.3 * sum(heights))
    with drawing_grid(paths, len(heights), 1, size, sharex=True, height_ratios=heights) as (figure, grid):
        if not panels:
            says_that(grid[0], "no class has a value where classes are compared", fontsize=9)
        for axes, (at, own) in zip(grid, panels, strict=False):
            _panel(axes, at, own, lines, styles)
            if new is not None:
                names = styles.order(one.device_class for one in own)
                new_marks(axes, [new[1]], [float(names.index(new[0]))] if new[0] in names else [-0.4])
        figure.supxlabel(axis_words(metric), fontsize=8.5)
        figure.tight_layout(h_pad=0.6)


def _panel(axes: Axes, at: str, classes: Sequence[PublishedLine], lines: ObservedLines, styles: ClassStyles) -> None:
    by_name = {one.device_class: one for one in classes}
    names = styles.order(by_name)
    axes.set_title(at, fontsize=8.5, loc="left")
    axes.set_xscale("log")
    line_axis(axes, [name.replace("_", " ") for name in names], 8, above=0.6, below=0.4)
    for place, name in enumerate(names):
        own = by_name[name]
        papers = sorted(lines.papers(own), key=lambda paper: paper.value or 0.0)
        values = [paper.value or 0.0 for paper in papers]
        class_strip(axes, place, styles.of(name), values, _median(own), [paper.id for paper in papers])
        words_at(axes, f"n = {len(papers)}", (1.01, place), 7, of=axes.get_yaxis_transform())


def _median(own: PublishedLine) -> tuple[float, float | None, float | None] | None:
    """The median of a class and the ends of its interval."""
    return None if own.median is None else (own.median, own.median_low, own.median_high)
