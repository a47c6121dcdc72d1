"""Scales declared by a person for the panels of a vector figure whose labels cannot be read.

The YAML names panels by number, each with `x` and `y` as `{scale, ticks}`: the values of the long ticks, left to
right and bottom to top. The ticks themselves still come from the drawing operators. `letters` is the number of
outlined shapes in the frame that a person saw to be words, `axes` the axis of a series where two scales stand side by
side, `reversed` the axes that are meant to run backwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from memlit.digitize.axes.frames import Strokes, Tick, ticks
from memlit.digitize.axes.panels import Panel
from memlit.digitize.axes.scale_fit import FALLING, fit_scale
from memlit.digitize.axes.sides import Side, merged_ticks, tick_groups
from memlit.digitize.paths.builder import Box
from memlit.digitize.paths.words import Token
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


def apply_declared(where: str, panel: Panel, lines: Strokes, declared: Mapping[str, Any]) -> None:
    """Give the panel the declared sides. Raises FigureError when values and long ticks differ in number."""
    letters = declared.get("letters")
    if letters is not None and not isinstance(letters, int):
        raise FigureError(f"{where}:letters", f"{letters!r} is no number of shapes", "write the number of the reason")
    panel.letters = letters
    panel.said_axes = _said_axes(where, declared.get("axes") or {})
    for name, side in (("x", "bottom"), ("y", "left")):
        if name not in declared:
            continue
        part = declared[name]
        try:
            values = [float(value) * float(part.get("factor") or 1.0) for value in part["ticks"]]
        except (KeyError, TypeError, ValueError) as error:
            raise FigureError(f"{where}:{name}", "no list of tick values", "declare `ticks: [..]`") from error
        panel.sides[side] = _side(f"{where}:{name}", panel, lines, side, values, str(part.get("scale", "linear")))
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
    return [place for place, length in places if length >= longest - 0.3], marks


def _side(where: str, panel: Panel, lines: Strokes, side: str, values: list[float], scale: str) -> Side:
    major, marks = long_places(lines, panel.box, side)
    if len(major) != len(values):
        found = ", ".join(f"{place:.1f}" for place in major)
        problem = f"{len(values)} values declared, {len(major)} long ticks found at {found} pt"
        raise FigureError(where, problem, "give one value per long tick")
    every = [place for place, _ in merged_ticks(marks)]
    fit = fit_scale(major, values, every, major)
    if fit is None:
        raise FigureError(where, "fewer than two different values", "declare the ticks' values")
    reasons = list(fit.reasons)
    if fit.scale != scale:
        reasons.append(f"declared {scale}, the ticks say {fit.scale}")
    box = panel.box
    edge = box[1] if side == "bottom" else box[0]
    labels = []
    for place, value in zip(major, values, strict=True):
        at = (place, edge, place, edge) if side == "bottom" else (edge, place, edge, place)
        labels.append((place, value, Token(f"{value:g}", "", at, edge, 1.0, 0.0, None, at)))
    flags = (DECLARED,)
    return Side(side, fit, tuple(labels), tuple(every), edge, tuple(reasons), fit.checks, flags, 0.0, tuple(marks))
