"""Supporting quantities of the survey by class: every paper a mark, the median with its interval over papers."""

from collections.abc import Sequence
from pathlib import Path

from memlit.plots.look.data import FigureData
from memlit.plots.look.marks import DrawnComparison, ValueMark, drawn_comparisons, spread_offsets
from memlit.plots.look.style import Axes, ClassStyles, drawing, line_axis, words_at
from memlit.presentation.pages import INK

_LABELS = {
    "on_off_ratio": "on/off ratio $R_{off}/R_{on}$",
    "endurance": "endurance as reported (cycles)",
    "set_time": "SET time (s)",
    "action_energy": "action energy $E_a$ (J), unpaired: a check",
}
_WIDTH = 0.34
CROWD = 300
"""Papers of a class from which its marks are one picture within the drawing: as paths they would be megabytes."""


def draw(data: FigureData, paths: Sequence[Path], *, is_narrow: bool = False) -> None:
    """Draw one panel a quantity with a class that has an interval to every path in `paths` (svg or png by suffix).

    Two panels stand beside each other where the drawing is wide.
    """
    columns = 1 if is_narrow else 2
    shown = drawn_comparisons(data)
    rows = max(1, -(-len(shown) // columns))
    with drawing(paths) as plt:
        heights = [
            max((len(c.classes) for c in shown[columns * i : columns * (i + 1)]), default=1) for i in range(rows)
        ]
        figure, grid = plt.subplots(
            rows,
            columns,
            figsize=(data.width(is_narrow=is_narrow), 0.9 * rows + 0.42 * sum(heights)),
            squeeze=False,
            gridspec_kw={"height_ratios": [height + 1.2 for height in heights]},
        )
        panels = list(grid.flat)
        for axes, comparison in zip(panels, shown, strict=False):
            _panel(axes, comparison, data.styles)
        for axes in panels[len(shown) :]:
            axes.set_visible(False)
        figure.tight_layout(h_pad=1.2, w_pad=1.5)


def _panel(axes: Axes, comparison: DrawnComparison, styles: ClassStyles) -> None:
    names = comparison.classes
    axes.set_xscale("log")
    axes.set_xlabel(_LABELS.get(comparison.quantity, comparison.title))
    line_axis(axes, names, 8, above=0.5, below=0.5)
    axes.minorticks_off()
    for place, name in enumerate(names):
        _class(axes, place, styles.of(name), [mark for mark in comparison.marks if mark.device_class == name])
    low, high = axes.get_xlim()
    # room at the right for the number of papers
    axes.set_xlim(low, high * (high / low) ** 0.13)


def _class(axes: Axes, place: int, style: tuple[str, str], marks: Sequence[ValueMark]) -> None:
    colour, marker = style
    values = [mark.value for mark in marks if mark.paper is not None]
    places = [place + _WIDTH * offset for offset in spread_offsets(len(values))]
    is_picture = len(values) > CROWD
    axes.scatter(
        values, places, s=18, marker=marker, color=colour, alpha=0.55, linewidth=0, zorder=2, rasterized=is_picture
    )
    words_at(axes, f"n = {len(values)}", (0.985, place), 7, of=axes.get_yaxis_transform(), ha="right")
    for mark in marks:
        if mark.low is not None and mark.high is not None:
            axes.plot([mark.low, mark.high], [place] * 2, color=INK, linewidth=1.6, zorder=3)
            axes.plot([mark.value] * 2, [place - 0.2, place + 0.2], color=INK, linewidth=2.4, zorder=4)
