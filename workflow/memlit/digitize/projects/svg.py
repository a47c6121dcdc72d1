"""svgdigitizer SVGs (with the YAML beside them), and what svgdigitizer lacks: exponents and log axes."""

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memlit.digitize.model import Axis, CalibrationPoint, Digitization, Pixel, Series
from memlit.digitize.projects.affine import Marked, Row, clicked, implausible, rows_from_pairs, rows_without_rotation
from memlit.digitize.projects.carried import CARRIED, with_carried_state
from memlit.digitize.projects.files import ProjectFile, parse_json, parse_xml
from memlit.digitize.projects.svg_drawing import NUMBER, Label, far_end, read_labels
from memlit.digitize.settings import PROJECTS
from memlit.documents.markup.text import local_name
from memlit.errors import FigureError

POWER_OF_TEN = r"10\^\{?[-+]?\d+\}?"
VALUE = rf"(?P<value>{POWER_OF_TEN}|{NUMBER}\s*[x×·*]\s*{POWER_OF_TEN}|{NUMBER})(?![\d.^])"
REFERENCE = re.compile(
    rf"^(?P<variable>[\w.-]*[^\W\d_][\w. -]*?)(?P<end>[12])\s*:\s*(?P<log>log\s+)?{VALUE}\s*(?P<unit>.*)$"
)
SCALE_BAR = re.compile(rf"^(?P<variable>[\w.-]+?)(?:_scale_bar|sb)\s*:\s*{VALUE}\s*(?P<unit>.*)$")
FACTOR = re.compile(rf"^(?P<variable>[\w.-]+?)(?:_scaling_factor|sf)\s*:\s*{VALUE}\s*$")
CURVE = re.compile(r"^curve\s*:\s*(?P<name>.*)$", re.IGNORECASE)
REMARK = re.compile(
    r"^(?P<key>figure|comment|tags|linked|scan rate|simultaneous measurement)\s*:\s*(?P<text>.*)$", re.I
)
POWER = re.compile(rf"^(?:(?P<factor>{NUMBER})\s*[x×·*]\s*)?10\^\{{?(?P<power>[-+]?\d+)\}}?$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A reference point: where, which value, in which unit, on a log axis or not."""

    pixel: Pixel
    value: float
    unit: str
    log: bool
    label: str


def read_project(file: ProjectFile) -> tuple[Digitization, ...]:
    """The curve of an annotated SVG, axis-aligned unless the marks are skewed.

    Raises FigureError: missing or repeated marks, axes that cannot be told apart, no curve, a log axis
    through zero, marks of one axis in two units.
    """
    where = file.where
    root = parse_xml(where, file.data)
    if local_name(root) != "svg":
        raise FigureError(where, "no SVG", "supply the annotated SVG")
    labels = read_labels(where, root)
    reasons: list[str] = []
    marks = _marks(where, labels, reasons)
    factors = {m["variable"]: _value(m["value"]) for label in labels if (m := FACTOR.match(label.text))}
    x, y = (
        _marked(f"{where}:{variable}", name, variable, marks[variable], factors.get(variable, 1.0))
        for name, variable in zip("xy", _orientation(where, marks), strict=True)
    )
    (row_x, row_y), flags, leaning = _rows(where, x, y)
    axes = (x.axis(row_x), y.axis(row_y))
    curves = [(label, match["name"].strip()) for label in labels if label.paths and (match := CURVE.match(label.text))]
    series = [_series(where, f"svg/{number}", name, label, axes) for number, (label, name) in enumerate(curves)]
    if not series:
        raise FigureError(where, "no text `curve: name` grouped with a path", "group the traced path with its label")
    reasons += [*leaning, *([f"{len(series)} curves in one SVG, svgdigitizer allows one"] if len(series) > 1 else [])]
    remarks = [f"{m['key'].lower()}: {m['text']}" for label in labels if (m := REMARK.match(label.text))]
    read = file.digitized(
        axes,
        series,
        flags=flags,
        review_required=(*reasons, *implausible(*axes)),
        tool="svgdigitizer SVG",
        notes=(*remarks, *_curation(file.path)),
    )
    state = _carried(where, root)
    return (read if state is None else with_carried_state(where, read, state),)


def _carried(where: str, root: Any) -> Any:
    """What memlit wrote into an SVG of its own about the digitization, None in any other SVG."""
    text = next((e.text for e in root.iter() if e.get("id") == CARRIED and local_name(e) == "metadata"), None)
    return None if text is None else parse_json(f"{where}:{CARRIED}", text.encode())


def _value(text: str) -> float:
    power = POWER.match(text.strip())
    if power:
        return float(power["factor"] or 1.0) * 10.0 ** int(power["power"])
    return float(text)


def _marks(where: str, labels: list[Label], reasons: list[str]) -> dict[str, dict[str, Mark]]:
    marks: dict[str, dict[str, Mark]] = {}
    for label in labels:
        match = REFERENCE.match(label.text)
        if not match or not label.paths or CURVE.match(label.text):
            continue
        if len(label.paths) != 1:
            raise FigureError(f"{where}:{label.text}", f"{len(label.paths)} paths for one mark", "group one path")
        of_axis = marks.setdefault(match["variable"], {})
        if match["end"] in of_axis:
            raise FigureError(f"{where}:{label.text}", "the mark is set twice", "keep one of the two labels")
        if not match["unit"][:1].isalpha() and match["unit"][:1] not in ("", "%", "°", "(", "1", "Ω", "µ"):
            raise FigureError(f"{where}:{label.text}", f"unit {match['unit']!r} is not read", "write `value unit`")
        pixel, doubt = far_end(label, label.paths[0][0])
        reasons += [doubt] if doubt else []
        of_axis[match["end"]] = Mark(pixel, _value(match["value"]), match["unit"], bool(match["log"]), label.text)
    for label in labels:
        if (match := SCALE_BAR.match(label.text)) and label.paths:
            _add_scale_bar(where, marks, label, match, reasons)
    return marks


def _add_scale_bar(
    where: str, marks: dict[str, dict[str, Mark]], label: Label, match: re.Match[str], reasons: list[str]
) -> None:
    place = f"{where}:{label.text}"
    pair = marks.get(match["variable"], {})
    if "1" not in pair or "2" in pair:
        raise FigureError(place, "a scale bar needs the first mark of its axis and no second", "set the first mark")
    if len(label.paths) != 2:
        raise FigureError(place, f"{len(label.paths)} paths for a scale bar", "group it with two paths, one per end")
    ends = [far_end(label, nodes) for nodes, _ in label.paths]
    reasons += [doubt for _, doubt in ends if doubt]
    (x1, y1), (x2, y2) = (pixel for pixel, _ in ends)
    base = pair["1"]
    pixel = (base.pixel[0] + abs(x1 - x2), base.pixel[1] - abs(y1 - y2))
    value = base.value + _value(match["value"])
    pair["2"] = Mark(pixel, value, match["unit"], base.log, label.text)


def _orientation(where: str, marks: dict[str, dict[str, Mark]]) -> tuple[str, str]:
    full = {name: pair for name, pair in marks.items() if {"1", "2"} <= set(pair)}
    if len(full) != 2 or len(marks) != 2:
        found = ", ".join(f"{name}{end}" for name, pair in sorted(marks.items()) for end in sorted(pair)) or "none"
        raise FigureError(where, f"reference marks found: {found}", "set two marks on each of two axes")
    first, second = full
    lean = {}
    for name in full:
        a, b = full[name]["1"].pixel, full[name]["2"].pixel
        lean[name] = math.atan2(abs(b[1] - a[1]), abs(b[0] - a[0]))
    if lean[first] == lean[second]:
        raise FigureError(where, f"axes {first} and {second} run the same way", "mark one along each direction")
    return (first, second) if lean[first] < lean[second] else (second, first)


def _marked(where: str, axis: str, name: str, ends: dict[str, Mark], factor: float) -> Marked:
    pair = (ends["1"], ends["2"])
    if len({mark.log for mark in pair}) > 1 or len({mark.unit for mark in pair if mark.unit}) > 1:
        raise FigureError(where, "its two marks differ in scale or unit", "write both alike")
    if not factor:
        raise FigureError(where, "a scaling factor of zero", "set the factor")
    unit = next((mark.unit for mark in pair if mark.unit), "")
    points = tuple(CalibrationPoint(mark.pixel, mark.value / factor, mark.label) for mark in pair)
    flags = (f"scaling factor {factor:g}",) if factor != 1.0 else ()
    return Marked(where, axis, "log" if pair[0].log else "linear", points, unit, name, flags)


def _rows(where: str, x: Marked, y: Marked) -> tuple[tuple[Row, Row], tuple[str, ...], tuple[str, ...]]:
    """Axis-aligned as svgdigitizer does by default, with the lean of the marks as a flag.

    Marks that lean by more than a hand does give skewed axes, as svgdigitizer's `--skewed` reads them, and a reason for
    a person: marks that only stand at different heights lean too.
    """
    full = rows_from_pairs(where, x, y)
    skew = max(abs(full[0][1] / full[0][0]), abs(full[1][0] / full[1][1])) if full[0][0] and full[1][1] else 0.0
    lean = f"marks skewed by {math.degrees(math.atan(skew)):.2f} degrees"
    if skew > math.tan(math.radians(PROJECTS.leaning)):
        return full, (), (f"{lean}: read as skewed axes, which marks at different heights would not mean",)
    return rows_without_rotation(where, x, y), ((lean,) if skew > PROJECTS.lean_told else ()), ()


def _series(where: str, series_id: str, name: str, label: Label, axes: tuple[Axis, Axis]) -> Series:
    if len(label.paths) != 1:
        raise FigureError(f"{where}:{label.text}", f"{len(label.paths)} paths for one curve", "join them to one path")
    nodes, curved = label.paths[0]
    points = tuple(clicked(axes, pixel, "traced-node") for pixel in nodes)
    return Series(series_id, name, "line", points, flags=("smooth path, nodes only",) if curved else ())


def _curation(svg: Path) -> tuple[str, ...]:
    """Who traced the curve and from which source, from the YAML beside the SVG."""
    beside = (svg.with_suffix(suffix) for suffix in (".yaml", ".yml"))
    path = next((path for path in beside if path.is_file()), None)
    if path is None:
        return ()
    import yaml

    try:
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FigureError(str(path), "not valid YAML", "mend or remove the file") from error
    if not isinstance(record, dict):
        return ()
    source = record.get("source") or {}
    notes = [f"source {key}: {source[key]}" for key in ("citationKey", "citation key", "url") if key in source]
    for process in (record.get("curation") or {}).get("process") or []:
        if isinstance(process, dict):
            who = ", ".join(str(process[key]) for key in ("role", "name", "orcid", "date") if process.get(key))
            notes.append(f"curation: {who}")
    return tuple(notes)
