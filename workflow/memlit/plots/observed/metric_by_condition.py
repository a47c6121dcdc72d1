"""The primary metric against the first condition: a line an item, a panel a class."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from memlit.config import Config, FieldOfScience
from memlit.grouping import grouped
from memlit.numbers import PublishedLine
from memlit.observations.lines import ObservedLines
from memlit.plots.look.marks import new_marks
from memlit.plots.look.style import WIDE, Axes, ClassStyles, drawing_grid, grid_rows, linked_mark, says_that
from memlit.plots.observed import axis_words

_HEIGHT = 1.9
"""Inches of a panel."""


def draw(
    lines: ObservedLines,
    config: Config,
    field: FieldOfScience,
    styles: ClassStyles,
    paths: Sequence[Path],
    new: str = "",
) -> None:
    """Draw a panel for each class to every path, three beside each other.

    new: the key of the paper whose items are stars.
    """
    condition = field.conditions[0]
    at = {one.observation: one for one in lines.observations if one.parameter == condition and one.value is not None}
    metric = config.metrics[config.analysis.primary]
    own = grouped(
        (one for one in lines.metrics if one.metric == config.analysis.primary and one.observation in at),
        lambda one: one.device_class,
    )
    names = styles.order(own)
    columns = min(len(names), 3) or 1
    size = (WIDE, 0.5 + _HEIGHT * grid_rows(len(names), columns))
    with drawing_grid(paths, len(names), columns, size, sharex=True, sharey=True) as (figure, panels):
        if not names:
            says_that(panels[0], "no value of the metric is known", fontsize=9)
        for axes, name in zip(panels, names, strict=False):
            _panel(axes, name, own[name], at, styles.of(name))
            stars = [_point(one, at) for one in own[name] if one.paper == new]
            if stars:
                new_marks(axes, [x for x, _ in stars], [y for _, y in stars])
        for axes in panels[max(0, len(names) - columns) : len(names)]:
            axes.tick_params(labelbottom=True)
        unit = next((one.unit for one in at.values()), "")
        figure.supxlabel(f"{condition.replace('_', ' ')} ({unit})", fontsize=8.5)
        figure.supylabel(axis_words(metric), fontsize=8.5)
        figure.tight_layout(h_pad=0.6, w_pad=0.6)


def _panel(
    axes: Axes, name: str, values: Sequence[PublishedLine], at: Mapping[str, PublishedLine], style: tuple[str, str]
) -> None:
    colour, marker = style
    axes.set_title(name.replace("_", " "), fontsize=8.5, loc="left")
    for own in grouped(values, lambda one: (one.paper, one.item)).values():
        points = sorted((*_point(one, at), one.id) for one in own)
        axes.plot([x for x, _, _ in points], [y for _, y, _ in points], color=colour, linewidth=0.8, alpha=0.6)
        for x, y, identifier in points:
            linked_mark(axes, identifier, x, y, s=14, marker=marker, color=colour, linewidth=0, zorder=3)


def _point(one: PublishedLine, at: Mapping[str, PublishedLine]) -> tuple[float, float]:
    """The condition and the metric of an observation."""
    return at[one.observation].value, one.value
