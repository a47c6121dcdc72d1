"""What moves when a device of each class switches: a small drawing of each, in its on and in its off state."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit.config import Classes
from memlit.plots.look.data import FigureData
from memlit.plots.look.style import SOFT, WIDE, Axes, drawing_grid, grid_rows
from memlit.presentation.pages import INK

_LOW, _HIGH = 0.2, 0.8
"""Of the layer that switches, between the two electrodes of a cell that is one wide and one high."""
_SIDE, _GAP = 1.0, 0.25
_ROW = 1.2
"""Inches a row of drawings."""
_IN_A_ROW = 7
_ON_OFF = ("on", "off")
_Picture = Callable[[Axes, float, bool, str], None]


def _filament(axes: Axes, left: float, is_on: bool, colour: str) -> None:
    """Oxygen vacancies in a chain from electrode to electrode; off: the chain is open at one end."""
    heights = [0.26, 0.38, 0.5, 0.62, 0.74]
    for place, height in enumerate(heights if is_on else heights[:3]):
        _dot(axes, left + 0.5 + 0.05 * (-1) ** place, height, 0.055, colour, is_full=False)


def _metal(axes: Axes, left: float, is_on: bool, colour: str) -> None:
    """A cone of metal that grows from one electrode; off: it is dissolved but for its foot."""
    tip = _HIGH if is_on else 0.42
    _area(axes, [(left + 0.3, _LOW), (left + 0.7, _LOW), (left + 0.5, tip)], colour)
    if not is_on:
        for across, height in ((0.42, 0.6), (0.6, 0.68)):
            _dot(axes, left + across, height, 0.035, colour)


def _interface(axes: Axes, left: float, is_on: bool, colour: str) -> None:
    """A barrier along the whole electrode: thin when on, thick when off."""
    depth = 0.1 if is_on else 0.3
    _box(axes, left + 0.1, _HIGH - depth, 0.8, depth, colour)


def _traps(axes: Axes, left: float, is_on: bool, colour: str) -> None:
    """Traps in the middle of the layer: full in one state, empty in the other."""
    for across in (0.25, 0.42, 0.59, 0.76):
        _dot(axes, left + across, 0.5, 0.06, colour, is_full=is_on)


def _phase(axes: Axes, left: float, is_on: bool, colour: str) -> None:
    """A layer that is crystalline throughout; off: a dome over the heater has lost its order."""
    for across in (0.2, 0.35, 0.5, 0.65, 0.8):
        axes.plot([left + across] * 2, [_LOW, _HIGH], color=colour, linewidth=0.7, zorder=2)
    if not is_on:
        from matplotlib.patches import Wedge

        axes.add_patch(Wedge((left + 0.5, _LOW), 0.34, 0, 180, facecolor="white", edgecolor=colour, zorder=3))


def _magnets(axes: Axes, left: float, is_on: bool, colour: str) -> None:
    """Two magnets with a barrier between: parallel when on, opposite when off."""
    axes.plot([left + 0.1, left + 0.9], [0.5, 0.5], color=colour, linewidth=2.2, zorder=2)
    _arrow(axes, (left + 0.22, 0.34), (left + 0.78, 0.34), colour)
    ends = (left + 0.22, 0.66), (left + 0.78, 0.66)
    _arrow(axes, *(ends if is_on else ends[::-1]), colour)


def _polarisation(axes: Axes, left: float, is_on: bool, colour: str) -> None:
    """A polarisation across the layer that points one way or the other."""
    for across in (0.3, 0.5, 0.7):
        ends = (left + across, 0.32), (left + across, 0.7)
        _arrow(axes, *(ends if is_on else ends[::-1]), colour)


_PICTURES: Mapping[str, _Picture] = {
    "oxygen vacancies": _filament,
    "metal ions": _metal,
    "oxygen at an interface": _interface,
    "trapped charge": _traps,
    "order of a crystal": _phase,
    "magnetisation": _magnets,
    "polarisation": _polarisation,
}
"""The drawing by what moves, as config/classes.yaml says of a class."""


def pictured(classes: Classes) -> list[str]:
    """Short names of the classes that have a drawing, in their order."""
    return [short for short, known in classes.classes.items() if known.moves in _PICTURES]


def draw(data: FigureData, paths: Sequence[Path]) -> None:
    """Draw the figure to every path, a drawing for each class that has one."""
    shown = pictured(data.classes)
    size = (WIDE, _ROW * grid_rows(len(shown), _IN_A_ROW))
    with drawing_grid(paths, len(shown), _IN_A_ROW, size, layout="constrained") as (_, grid):
        for axes, short in zip(grid, shown, strict=False):
            axes.set_axis_off()
            _draw_class(axes, short, data.classes.classes[short].moves, data.styles.of(short)[0])


def _draw_class(axes: Axes, short: str, moves: str, colour: str) -> None:
    """Both states of a class side by side, with its name above and what moves below."""
    picture = _PICTURES[moves]
    for place, state in enumerate(_ON_OFF):
        left = place * (_SIDE + _GAP)
        for bottom in (0.08, _HIGH):
            _box(axes, left, bottom, _SIDE, 0.12, SOFT)
        axes.plot([left, left], [_LOW, _HIGH], color=SOFT, linewidth=0.6)
        axes.plot([left + _SIDE] * 2, [_LOW, _HIGH], color=SOFT, linewidth=0.6)
        picture(axes, left, place == 0, colour)
        axes.text(left + _SIDE / 2, -0.02, state, ha="center", va="top", fontsize=7.5, color=SOFT)
    middle = _SIDE + _GAP / 2
    axes.text(middle, 1.04, short, ha="center", va="bottom", fontsize=9, fontweight="bold", color=colour)
    axes.text(middle, -0.3, moves, ha="center", va="top", fontsize=7.5, color=INK)
    axes.set_xlim(-0.1, 2 * _SIDE + _GAP + 0.1)
    axes.set_ylim(-0.55, 1.3)
    axes.set_aspect("equal")


def _box(axes: Axes, left: float, bottom: float, width: float, height: float, colour: str) -> None:
    axes.fill_between([left, left + width], bottom, bottom + height, color=colour, alpha=0.75, linewidth=0)


def _area(axes: Axes, corners: Sequence[tuple[float, float]], colour: str) -> None:
    axes.fill(*zip(*corners, strict=True), color=colour, linewidth=0)


def _dot(axes: Axes, across: float, height: float, radius: float, colour: str, is_full: bool = True) -> None:
    from matplotlib.patches import Circle

    face: Any = colour if is_full else "white"
    axes.add_patch(Circle((across, height), radius, facecolor=face, edgecolor=colour, linewidth=1.0, zorder=3))


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.3})
