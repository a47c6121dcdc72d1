"""Proposed scales written down as declared ones, signed by the person who compared them with the figure."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from figcurves.errors import FigureError
from figcurves.label_ink.proposals import SCALE_PROPOSED
from figcurves.model import Axis, Digitization
from printed.files import write_text


def proposed_calibration(found: Sequence[Digitization], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """The proposed scales of a page or picture as a calibration; {} where nothing was proposed.

    before: the calibration that the reading used, kept where nothing was proposed.
    """
    kept: dict[str, Any] = dict(before or {})
    proposed = False
    for item in found:
        parts = {axis.name: _declared(axis) for axis in item.axes if SCALE_PROPOSED in axis.flags}
        proposed |= bool(parts)
        if parts and item.method == "vector-figure":
            panels = kept.setdefault("panels", {})
            number = int(item.panel)
            panels[number] = {**panels.get(number, {}), **parts}
        elif parts:
            kept["frame"] = [round(end, 2) for end in item.frame or ()]
            kept.update({name: {**kept.get(name, {}), **part} for name, part in parts.items()})
    return kept if proposed else {}


def _declared(axis: Axis) -> dict[str, Any]:
    said = {"label": axis.label, "unit": axis.unit}
    ticks = [point.value for point in axis.points]
    return {"scale": axis.scale, "ticks": ticks, **{key: value for key, value in said.items() if value}}


def save_proposal(
    where: str, found: Sequence[Digitization], target: Path, curator: str, calibration: Path | None = None
) -> str:
    """Write the proposed scales to `target`; the line that says so. Raises FigureError where nothing was proposed."""
    import yaml

    before = yaml.safe_load(calibration.read_text(encoding="utf-8")) if calibration else None
    record = proposed_calibration(found, before)
    if not record:
        raise FigureError(where, "no scale was proposed", "declare the ticks' values, see docs/digitize.md")
    if target.exists() and (calibration is None or target.resolve() != calibration.resolve()):
        raise FigureError(str(target), "exists", "name another file, or give it as --calibration too")
    record["curator"] = curator
    write_text(target, yaml.safe_dump(record, sort_keys=False, allow_unicode=True, default_flow_style=None))
    return f"memlit: wrote {target}: give it as --calibration, or as `calibration` of the entry in figures.yaml"
