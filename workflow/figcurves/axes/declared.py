"""Scales declared by a person for the panels of a vector figure whose labels cannot be read.

The values are those of the long ticks, left to right and bottom to top; the ticks themselves still come from the
drawing operators. Where an axis has none, `points` gives [place in points, value] pairs instead.
"""

from collections.abc import Mapping
from dataclasses import replace

from figcurves.axes.frames import Strokes, Tick, ticks
from figcurves.axes.panels import Panel
from figcurves.axes.scale_fit import fit_scale
from figcurves.axes.sides import Side, merged_ticks, tick_groups
from figcurves.calibration import AxisScale, DeclaredPanel
from figcurves.errors import FigureError
from figcurves.model import BY_POINTS, nearest
from figcurves.paths.words import DrawnToken
from figcurves.reasons import Reason
from figcurves.settings import AXES
from printed.geometry import Box

DECLARED = "scale declared"
MAIN_SIDES = {"x": "bottom", "y": "left"}


def add_framed(panels: list[Panel], declared: Mapping[str, DeclaredPanel]) -> None:
    """Put panels whose `frame` a person gives in their place of the list: instead of one found, or after the last."""
    framed_parts = {int(key): part.frame for key, part in declared.items() if key.isdigit() and part.frame}
    for number, frame in sorted(framed_parts.items()):
        framed = Panel(frame, {})
        if number <= len(panels):
            panels[number - 1] = framed
        elif number == len(panels) + 1:
            panels.append(framed)


def apply_declared(where: str, panel: Panel, lines: Strokes, declared: DeclaredPanel) -> None:
    """Give the panel what a person says of it. Raises FigureError when values and long ticks differ in number."""
    panel.letters = declared.letters
    panel.said_axes = dict(declared.axes or {})
    for name, scale in (("x", declared.x), ("y", declared.y)):
        if scale is not None:
            declare_side(f"{where}:{name}", panel, lines, MAIN_SIDES[name], scale)
    for name in declared.reversed or ():
        read = panel.sides.get(MAIN_SIDES[name])
        if read is None:
            raise FigureError(f"{where}:reversed", f"{name!r} is no axis with a scale", "write x or y")
        kept = tuple(reason for reason in read.reasons if reason.kind != "falling")
        flags = (*read.flags, "runs backwards, as a person said")
        panel.sides[MAIN_SIDES[name]] = replace(read, reasons=kept, flags=flags)


def long_places(lines: Strokes, box: Box, side: str) -> tuple[list[float], list[Tick]]:
    """Places of the long ticks on one edge, left to right or bottom to top, and every tick of their group."""
    groups = tick_groups(ticks(lines, box, side))
    marks = max(groups, key=len, default=[])
    places = merged_ticks(marks)
    longest = max((length for _, length in places), default=0.0)
    return [place for place, length in places if length >= longest - AXES.tick_length], marks


def _declared_pairs(
    where: str, part: AxisScale, major: list[float], every: list[float]
) -> tuple[list[float], list[float]]:
    """Places and values of a declared scale: points moved to a tick beside them, or all long ticks.

    Raises FigureError where neither is given, or values and long ticks differ in number.
    """
    if part.points is not None:
        pairs = sorted(part.points)
        near = [(nearest(every, at), at) for at, _ in pairs]
        places = [tick if abs(tick - at) <= AXES.near_tick else at for tick, at in near]
        return places, [value for _, value in pairs]
    if part.ticks is None:
        remedy = "declare `ticks: [value, ..]` or `points: [[place, value], ..]`"
        raise FigureError(where, "no list of tick values", remedy)
    if len(major) != len(part.ticks):
        found = ", ".join(f"{place:.1f}" for place in major)
        problem = f"{len(part.ticks)} values declared, {len(major)} long ticks found at {found} pt"
        raise FigureError(where, problem, "give one value per long tick, or `points`")
    return major, list(part.ticks)


def declare_side(where: str, panel: Panel, lines: Strokes, side: str, part: AxisScale) -> None:
    """Give a side of the panel, `bottom` or `left`, the declared scale. Raises FigureError as `apply_declared`."""
    major, marks = long_places(lines, panel.box, side)
    every = [place for place, _ in merged_ticks(marks)]
    flags = [DECLARED]
    places, values = _declared_pairs(where, part, major, every)
    values = [value * (part.factor or 1.0) for value in values]
    fit = fit_scale(places, values, every or places, major or places, part.scale)
    if fit is None:
        raise FigureError(where, "fewer than two different values", "declare the ticks' values")
    reasons = list(fit.reasons)
    if fit.scale != part.scale:
        reasons.append(Reason(f"declared {part.scale}, the ticks say {fit.scale}"))
    if part.points is not None and len(set(fit.checks)) < 2:
        flags.append(BY_POINTS)
    edge = panel.box[1] if side == "bottom" else panel.box[0]
    labels = []
    for place, value in zip(places, values, strict=True):
        at = (place, edge, place, edge) if side == "bottom" else (edge, place, edge, place)
        labels.append((place, value, DrawnToken(f"{value:g}", "", at, edge, 1.0, 0.0, None, at)))
    told = (tuple(reasons), fit.checks, tuple(flags), tuple(marks))
    panel.sides[side] = Side(side, fit, tuple(labels), tuple(every), edge, *told, title=(part.label, part.unit))
