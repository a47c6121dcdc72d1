"""Supporting quantities of the survey by class: every paper a mark, the median with its interval over papers."""

from collections.abc import Sequence
from pathlib import Path

from memlit.plots.look.data import FigureData
from memlit.plots.look.marks import DrawnComparison, class_strip, drawn_comparisons
from memlit.plots.look.style import WIDE, Axes, ClassStyles, drawing_grid, grid_rows, is_dense, line_axis, words_at

_COLUMNS = 2
_LABELS = {
    "on_off_ratio": "on/off ratio $R_{off}/R_{on}$",
    "endurance": "endurance as reported (cycles)",
    "set_time": "SET time (s)",
    "action_energy": "action energy $E_a$ (J), unpaired: a check",
}


def drawn(data: FigureData) -> list[str] | None:
    """Ids of the numbers that its marks stand for, None of very many."""
    numbers = [mark.number for comparison in drawn_comparisons(data) for mark in comparison.marks]
    return None if is_dense(len(numbers)) else numbers


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw one panel a quantity with a class that has an interval to every path in `paths` (svg or png by suffix).

    Two panels stand beside each other.
    """
    shown = drawn_comparisons(data)
    rows = grid_rows(len(shown), _COLUMNS)
    heights = [max((len(c.classes) for c in shown[_COLUMNS * i : _COLUMNS * (i + 1)]), default=1) for i in range(rows)]
    size = (WIDE, 0.9 * rows + 0.42 * sum(heights))
    ratios = [height + 1.2 for height in heights]
    with drawing_grid(paths, len(shown), _COLUMNS, size, height_ratios=ratios) as (figure, panels):
        for axes, comparison in zip(panels, shown, strict=False):
            _panel(axes, comparison, data.styles)
        figure.tight_layout(h_pad=1.2, w_pad=1.5)


def _panel(axes: Axes, comparison: DrawnComparison, styles: ClassStyles) -> None:
    names = comparison.classes
    axes.set_xscale("log")
    axes.set_xlabel(_LABELS.get(comparison.quantity, comparison.title))
    line_axis(axes, names, 8, above=0.5, below=0.5)
    axes.minorticks_off()
    for place, name in enumerate(names):
        own = [mark for mark in comparison.marks if mark.device_class == name]
        values = [mark.value for mark in own if mark.paper is not None]
        median = next(((mark.value, mark.low, mark.high) for mark in own if mark.low is not None), None)
        words_at(axes, f"n = {len(values)}", (0.985, place), 7, of=axes.get_yaxis_transform(), ha="right")
        class_strip(axes, place, styles.of(name), values, median)
    low, high = axes.get_xlim()
    # room at the right for the number of papers
    axes.set_xlim(low, high * (high / low) ** 0.13)
