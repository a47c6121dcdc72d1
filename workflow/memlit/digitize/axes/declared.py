"""Scales declared by a person for the panels of a vector figure whose labels cannot be read.

The YAML names panels by number, each with `x` and `y` as `{scale, ticks}`: the values of the long ticks, left to
right and bottom to top. The ticks themselves still come from the drawing operators. Where an axis has none, `points`
gives [place in points, value] pairs instead, and where a panel was not found `frame` gives its box. `letters` is the
number of outlined shapes in the frame that a person saw to be words, `axes` the axis of a series where two scales stand
side by side, `reversed` the axes that are meant to run backwards. The edits of `memlit.digitize.edits` stand beside
them.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from memlit.digitize.axes.frames import Strokes, Tick, ticks
from memlit.digitize.axes.panels import Panel
from memlit.digitize.axes.scale_fit import FALLING, fit_scale
from memlit.digitize.axes.sides import Side, merged_ticks, tick_groups
from memlit.digitize.edits import EDITS
from memlit.digitize.model import BY_POINTS, Scale
from memlit.digitize.paths.words import Token
from memlit.digitize.settings import AXES
from memlit.documents.geometry import Box
from memlit.errors import FigureError


def load_declared(where: str, calibration: str | Path | Mapping[Any, Any] | None) -> dict[str, dict[str, Any]]:
    """The declared panels by number. Raises FigureError for a file that is no such mapping."""
    if calibration is None:
        return {}
    record: Any = calibration
    if not isinstance(calibration, Mapping):
        import yaml

        try:
            record = yaml.safe_load(Path(calibration).read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
            raise FigureError(str(calibration), "not a calibration that can be read", "mend the YAML") from error
    panels = record.get("panels") if isinstance(record, Mapping) else None
    if not isinstance(panels, Mapping) or not all(isinstance(part, Mapping) for part in panels.values()):
        raise FigureError(where, "the calibration has no `panels`", "write panels: {1: {x: {scale, ticks}, y: ...}}")
    return {str(number): dict(part) for number, part in panels.items()}


DECLARED = "scale declared"
KEYS = ("x", "y", "frame", "letters", "axes", "reversed", *EDITS)
AXIS_KEYS = ("scale", "ticks", "points", "label", "unit", "factor")


def add_framed(where: str, panels: list[Panel], declared: Mapping[str, Mapping[str, Any]]) -> None:
    """Put the panels whose `frame` a person gives in their place of the list: instead of one found, or after the last.

    Raises FigureError for a frame that is no box.
    """
    for number, part in sorted((int(key), part) for key, part in declared.items() if key.isdigit() and "frame" in part):
        try:
            left, bottom, right, top = (float(value) for value in part["frame"])
        except (TypeError, ValueError) as error:
            raise FigureError(f"{where}:{number}:frame", "not four numbers", "give left, bottom, right, top") from error
        if right <= left or top <= bottom:
            raise FigureError(f"{where}:{number}:frame", "an empty box", "give left, bottom, right, top in points")
        framed = Panel((left, bottom, right, top), {})
        if number <= len(panels):
            panels[number - 1] = framed
        elif number == len(panels) + 1:
            panels.append(framed)


def apply_declared(where: str, panel: Panel, lines: Strokes, declared: Mapping[str, Any]) -> None:
    """Give the panel the declared sides. Raises FigureError when values and long ticks differ in number."""
    _known(where, declared, KEYS)
    letters = declared.get("letters")
    if letters is not None and not isinstance(letters, int):
        raise FigureError(f"{where}:letters", f"{letters!r} is no number of shapes", "write the number of the reason")
    panel.letters = letters
    panel.said_axes = _said_axes(where, declared.get("axes") or {})
    for name, side in (("x", "bottom"), ("y", "left")):
        if name not in declared:
            continue
        part = declared[name]
        _known(f"{where}:{name}", part, AXIS_KEYS)
        panel.sides[side] = _side(f"{where}:{name}", panel, lines, side, part)
        panel.titles[side] = (str(part.get("label", "")), str(part.get("unit", "")))
    for name in declared.get("reversed") or ():
        side = "bottom" if name == "x" else "left"
        if name not in ("x", "y") or side not in panel.sides:
            raise FigureError(f"{where}:reversed", f"{name!r} is no axis with a scale", "write x or y")
        read = panel.sides[side]
        kept = tuple(reason for reason in read.reasons if not reason.startswith(FALLING))
        panel.sides[side] = replace(read, reasons=kept, flags=(*read.flags, "runs backwards, as a person said"))


def _said_axes(where: str, said: Any) -> dict[str, str]:
    if not isinstance(said, Mapping) or not all(name in ("x", "x2", "y", "y2") for name in said.values()):
        raise FigureError(f"{where}:axes", f"{said!r} names no axes", "write {p1s0: y, p1s1: y2}")
    return {str(series): str(name) for series, name in said.items()}


def long_places(lines: Strokes, box: Box, side: str) -> tuple[list[float], list[Tick]]:
    """Places of the long ticks on one edge, left to right or bottom to top, and every tick of their group."""
    groups = tick_groups(ticks(lines, box, side))
    marks = max(groups, key=len, default=[])
    places = merged_ticks(marks)
    longest = max((length for _, length in places), default=0.0)
    return [place for place, length in places if length >= longest - AXES.tick_length], marks


def _known(where: str, said: Any, keys: tuple[str, ...]) -> None:
    odd = sorted(map(str, set(said) - set(keys))) if isinstance(said, Mapping) else ["no mapping"]
    if odd:
        raise FigureError(where, f"unknown keys {', '.join(odd)}", f"use {', '.join(keys)}")


def _numbers(where: str, part: Mapping[str, Any]) -> tuple[list[float], list[float] | None]:
    """The declared values, and their places where `points` gives them."""
    try:
        factor = float(part.get("factor") or 1.0)
        if "points" not in part:
            return [float(value) * factor for value in part["ticks"]], None
        pairs = sorted((float(place), float(value) * factor) for place, value in part["points"])
    except (KeyError, TypeError, ValueError) as error:
        remedy = "declare `ticks: [value, ..]` or `points: [[place, value], ..]`"
        raise FigureError(where, "no list of tick values", remedy) from error
    return [value for _, value in pairs], [place for place, _ in pairs]


def _side(where: str, panel: Panel, lines: Strokes, side: str, part: Mapping[str, Any]) -> Side:
    values, given = _numbers(where, part)
    scale: Scale = "log" if part.get("scale") == "log" else "linear"
    major, marks = long_places(lines, panel.box, side)
    every = [place for place, _ in merged_ticks(marks)]
    flags = [DECLARED]
    if given is not None:
        places = [min(every, key=lambda tick: abs(tick - at), default=at) for at in given]
        places = [near if abs(near - at) <= AXES.near_tick else at for near, at in zip(places, given, strict=True)]
    elif len(major) == len(values):
        places = major
    else:
        found = ", ".join(f"{place:.1f}" for place in major)
        problem = f"{len(values)} values declared, {len(major)} long ticks found at {found} pt"
        raise FigureError(where, problem, "give one value per long tick, or `points`")
    fit = fit_scale(places, values, every or places, major or places, scale)
    if fit is None:
        raise FigureError(where, "fewer than two different values", "declare the ticks' values")
    reasons = list(fit.reasons)
    if fit.scale != scale:
        reasons.append(f"declared {scale}, the ticks say {fit.scale}")
    if given is not None and len(set(fit.checks)) < 2:
        flags.append(BY_POINTS)
    box = panel.box
    edge = box[1] if side == "bottom" else box[0]
    labels = []
    for place, value in zip(places, values, strict=True):
        at = (place, edge, place, edge) if side == "bottom" else (edge, place, edge, place)
        labels.append((place, value, Token(f"{value:g}", "", at, edge, 1.0, 0.0, None, at)))
    return Side(
        side, fit, tuple(labels), tuple(every), edge, tuple(reasons), fit.checks, tuple(flags), 0.0, tuple(marks)
    )
