"""The design guidelines as small drawings, each with the number of papers named with it: pathways within a device, ways
to join devices.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from memlit.frames import row_dicts
from memlit.plots.look.data import FigureData
from memlit.plots.look.style import SOFT, WIDE, Axes, drawing_grid, grid_rows, says_that, words_at
from memlit.presentation.pages import INK

_METAL, _LAYER, _ION = "#8a929b", "#0072B2", "#D55E00"
_ROW = 1.25
"""Inches a row of drawings."""
_IN_A_ROW = 5
_Drawing = Callable[[Axes], None]


def _cell(axes: Axes) -> None:
    """Two electrodes with a layer between them, one wide and one high."""
    for bottom in (0.0, 0.88):
        axes.fill_between([0, 1], bottom, bottom + 0.12, color=_METAL, linewidth=0)
    for side in (0, 1):
        axes.plot([side] * 2, [0.12, 0.88], color=SOFT, linewidth=0.6)


def _filament(axes: Axes, left: float, right: float, colour: str = _ION) -> None:
    middle = (left + right) / 2
    axes.fill([left, right, middle], [0.12, 0.12, 0.88], color=colour, linewidth=0)


def _confined(axes: Axes) -> None:
    _cell(axes)
    axes.fill_between([0, 0.42], 0.12, 0.88, color=_LAYER, alpha=0.35, linewidth=0)
    axes.fill_between([0.58, 1], 0.12, 0.88, color=_LAYER, alpha=0.35, linewidth=0)
    _filament(axes, 0.43, 0.57)


def _repeated(axes: Axes) -> None:
    _cell(axes)
    for level in range(4):
        axes.fill_between([0, 1], 0.15 + 0.18 * level, 0.24 + 0.18 * level, color=_LAYER, alpha=0.45, linewidth=0)
    _filament(axes, 0.4, 0.6)


def _suppressed(axes: Axes) -> None:
    _cell(axes)
    axes.fill_between([0, 1], 0.66, 0.88, color=_LAYER, alpha=0.45, linewidth=0)
    axes.fill([0.35, 0.65, 0.5], [0.12, 0.12, 0.66], color=_ION, linewidth=0)


def _slow_anode(axes: Axes) -> None:
    _cell(axes)
    axes.fill_between([0, 1], 0.88, 1.0, color=_ION, linewidth=0)
    axes.scatter([0.35, 0.5, 0.62], [0.74, 0.66, 0.78], s=14, color=_ION)


def _no_filament(axes: Axes) -> None:
    _cell(axes)
    axes.fill_between([0, 1], 0.62, 0.88, color=_ION, alpha=0.6, linewidth=0)


def _lines(axes: Axes) -> None:
    """A row and a column that cross without touching, and a memristor from one to the other."""
    axes.plot([0, 1], [0.85, 0.85], color=_METAL, linewidth=2.2)
    axes.plot([0.5, 0.5], [0.0, 0.15], color=_METAL, linewidth=2.2)
    axes.plot([0.2, 0.8], [0.0, 0.0], color=_METAL, linewidth=2.2)


def _memristor(axes: Axes, low: float, high: float) -> None:
    axes.plot([0.5, 0.5], [low, high], color=INK, linewidth=1)
    middle, half = (low + high) / 2, (high - low) / 3.2
    axes.fill_between(
        [0.42, 0.58], middle - half, middle + half, facecolor="white", edgecolor=_ION, linewidth=1.3, zorder=3
    )


def _with(part: str) -> _Drawing:
    """A memristor in series with a part that is named in its box; alone without one."""

    def draw_part(axes: Axes) -> None:
        _lines(axes)
        if not part:
            _memristor(axes, 0.15, 0.85)
            return
        _memristor(axes, 0.5, 0.85)
        axes.plot([0.5, 0.5], [0.15, 0.5], color=INK, linewidth=1)
        words_at(
            axes,
            part,
            (0.5, 0.31),
            7,
            INK,
            ha="center",
            zorder=4,
            bbox={"boxstyle": "round", "fc": "white", "ec": _LAYER},
        )

    return draw_part


TAG_DRAWINGS: Mapping[str, _Drawing] = {
    "filament confinement": _confined,
    "repeating layers": _repeated,
    "overshoot suppression": _suppressed,
    "less diffusive anode": _slow_anode,
    "non-filamentary": _no_filament,
    "passive": _with(""),
    "1T1R": _with("T"),
    "1S1R": _with("S"),
    "1F1R": _with("F"),
    "series": _with("M"),
}
"""The drawing of each tag of config/tags.csv that has one."""


def drawn_tags(data: FigureData) -> pd.DataFrame:
    """The tags that have a drawing with kind and number of papers, pathways first, in the order of the drawings."""
    counts = data.table("tags").groupby(["kind", "tag"], sort=False)["paper"].nunique().rename("n").reset_index()
    known = counts.drop_duplicates("tag", keep="last").set_index("tag")
    return known.loc[[tag for tag in TAG_DRAWINGS if tag in known.index]].reset_index()


def drawn(data: FigureData) -> list[str]:
    """Ids of the numbers that the figure shows."""
    return [f"guidelines/{row['kind']}/{row['tag']}#n" for row in row_dicts(drawn_tags(data))]


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the figure to every path (svg or png by suffix)."""
    shown = row_dicts(drawn_tags(data))
    size = (WIDE, _ROW * grid_rows(len(shown), _IN_A_ROW))
    with drawing_grid(paths, len(shown), _IN_A_ROW, size, layout="constrained") as (_, grid):
        if not shown:
            says_that(grid[0], "no paper is named with a guideline")
        for row, axes in zip(shown, grid, strict=False):
            axes.set_axis_off()
            TAG_DRAWINGS[row["tag"]](axes)
            axes.set_title(row["tag"], fontsize=7.5, color=INK, pad=3)
            words = f"{row['n']} paper{'s' if row['n'] != 1 else ''}"
            words_at(axes, words, (0.5, -0.14), 7, SOFT, ha="center", va="top")
            axes.set(xlim=(-0.6, 1.6), ylim=(-0.35, 1.05))
