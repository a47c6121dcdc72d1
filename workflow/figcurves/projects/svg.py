"""svgdigitizer SVGs (with the YAML beside them), and what svgdigitizer lacks: exponents and log axes.

First what the SVG draws: its texts with the paths grouped with them, all transforms applied.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from figcurves.errors import FigureError
from figcurves.model import Axis, CalibrationPoint, Digitization, Pixel, Series
from figcurves.projects.affine import Marked, MatrixRow, clicked, implausible, rows_from_pairs, rows_without_rotation
from figcurves.projects.files import ProjectFile, parse_xml
from figcurves.settings import PROJECTS
from printed.geometry import IDENTITY, Matrix, apply, multiply
from printed.xml_names import local_name

FONT_SIZE = re.compile(r"font-size\s*[:=]\s*[\"']?([\d.]+)(px|pt|mm)?")
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
PLACE = re.compile(rf"^({NUMBER})(px|pt|mm)?$")
_PIXELS = {"px": 1.0, "pt": 4.0 / 3.0, "mm": 96.0 / 25.4, None: 1.0}
TOKEN = re.compile(rf"[MmLlHhVvCcSsQqTtAaZz]|{NUMBER}")
LENGTH = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class SvgLabel:
    """One text of the SVG: its words, the line through the middle of its letters, and the paths grouped with it.

    The paths are lists of nodes with whether they are curved; `at` is the text's anchor.
    """

    text: str
    at: Pixel
    line: tuple[Pixel, Pixel]
    paths: tuple[tuple[tuple[Pixel, ...], bool], ...]


def read_labels(where: str, root: Any) -> list[SvgLabel]:
    """Every text of the SVG in document order, all nested transforms applied."""
    labels: list[SvgLabel] = []

    def walk(element: Any, matrix: Matrix) -> None:
        here = multiply(transform_matrix(where, element.get("transform")), matrix)
        for child in element:
            kind = local_name(child)
            if kind == "text":
                labels.append(_label(where, child, element, here))
            elif kind in ("g", "svg", "a"):
                walk(child, here)

    walk(root, IDENTITY)
    return labels


def _label(where: str, text: Any, group: Any, matrix: Matrix) -> SvgLabel:
    words = " ".join("".join(text.itertext()).split()).replace("−", "-").replace("–", "-")
    own = multiply(transform_matrix(where, text.get("transform")), matrix)
    x, y = (_first(f"{where}:{words}", text, name) for name in ("x", "y"))
    size = _font_size(text)
    width = PROJECTS.letter * size * len(words)
    start = x - {"middle": 0.5, "end": 1.0}.get(_anchor(text), 0.0) * width
    middle = y - PROJECTS.letter_middle * size
    line = apply(own, start, middle), apply(own, start + width, middle)
    paths = []
    if local_name(group) == "g":
        for child in group:
            if local_name(child) == "path" and child.get("d"):
                nodes, curved = path_nodes(f"{where}:{words}", child.get("d"))
                full = multiply(transform_matrix(where, child.get("transform")), matrix)
                paths.append((tuple(apply(full, *node) for node in nodes), curved))
    return SvgLabel(words, apply(own, x, y), line, tuple(paths))


def _first(where: str, text: Any, name: str) -> float:
    """Where the text begins, 0 where neither it nor its parts say. Raises FigureError for a place in another unit."""
    raw = next((value for element in (text, *text) if (value := (element.get(name) or "").strip())), "0")
    found = PLACE.match(re.split(r"[ ,]", raw)[0])
    if found is None:
        raise FigureError(where, f"{name} of the text is {raw!r}", "give its place as a number")
    return float(found[1]) * _PIXELS[found[2]]


def _font_size(text: Any) -> float:
    for element in (text, *text):
        raw = element.get("font-size")
        found = FONT_SIZE.search(f"font-size:{raw}" if raw else element.get("style") or "")
        if found:
            return float(found[1]) * _PIXELS[found[2]]
    return 16.0


def _anchor(text: Any) -> str:
    found = re.search(r"text-anchor:\s*(\w+)", text.get("style") or "")
    return found[1] if found else str(text.get("text-anchor") or "start")


def far_end(label: SvgLabel, nodes: tuple[Pixel, ...]) -> tuple[Pixel, str]:
    """The end of a path away from its text, and a reason for a person where that is not clear.

    svgdigitizer took the distance from the text's anchor, later the one across the text's direction; where the two
    differ, the distance from the line of the letters decides, and it must be clear.
    """
    ends = (nodes[0], nodes[-1])
    by_anchor = max(ends, key=lambda end: math.dist(end, label.at))
    by_direction = max(ends, key=lambda end: _across(label, end))
    if by_anchor == by_direction:
        return by_anchor, ""
    gaps = sorted((_gap(label.line, end), end) for end in ends)
    clear = gaps[1][0] > PROJECTS.end_clear * gaps[0][0]
    return gaps[1][1], "" if clear else f"which end of the path of {label.text!r} marks the place is not clear"


def _across(label: SvgLabel, end: Pixel) -> tuple[float, float]:
    (x1, y1), (x2, y2) = label.line
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    dx, dy = end[0] - label.at[0], end[1] - label.at[1]
    return round(abs(dy * ux - dx * uy), 6), abs(dx * ux + dy * uy)


def _gap(line: tuple[Pixel, Pixel], end: Pixel) -> float:
    (x1, y1), (x2, y2) = line
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2 or 1.0
    share = min(1.0, max(0.0, ((end[0] - x1) * (x2 - x1) + (end[1] - y1) * (y2 - y1)) / length))
    return math.dist(end, (x1 + share * (x2 - x1), y1 + share * (y2 - y1)))


def path_nodes(where: str, d: str) -> tuple[list[Pixel], bool]:
    """End points of every segment of a path's `d`, in user units, and whether any segment is curved.

    Raises FigureError for a path that does not follow the grammar or has more than one subpath.
    """
    tokens = _tokens(d)
    nodes: list[Pixel] = []
    curved, command, at = False, "", 0
    x = y = 0.0
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        kind = command.upper()
        count = LENGTH.get(kind, -1)
        if count < 0 or at + count > len(tokens):
            raise FigureError(where, "a path that does not follow the SVG grammar", "draw the path again")
        try:
            values = [float(token) for token in tokens[at : at + count]]
        except ValueError as error:
            raise FigureError(where, "a path with a command inside its numbers", "draw the path again") from error
        at += count
        if kind == "Z":
            nodes.append(nodes[0])
            break
        if kind == "M" and nodes:
            raise FigureError(where, "a path of more than one part", "draw one path per curve")
        x, y = _end(kind, command.islower(), values, x, y)
        curved = curved or kind in "CSQTA"
        nodes.append((x, y))
        if kind == "M":
            command = "l" if command == "m" else "L"
    return nodes, curved


def _tokens(d: str) -> list[str]:
    """Commands and numbers in order; the two flags of an arc are one digit each and need no gap behind them."""
    tokens: list[str] = []
    at, before = 0, -1
    while (found := TOKEN.search(d, at)) is not None:
        token, at = found.group(), found.end()
        if token.isalpha():
            before = 0 if token in "Aa" else -1
        elif before >= 0:
            if before % 7 in (3, 4) and token[0] in "01":
                token, at = token[0], found.start() + 1
            before += 1
        tokens.append(token)
    return tokens


def _end(kind: str, relative: bool, values: list[float], x: float, y: float) -> Pixel:
    x0, y0 = (x, y) if relative else (0.0, 0.0)
    if kind == "H":
        return x0 + values[0], y
    if kind == "V":
        return x, y0 + values[0]
    return x0 + values[-2], y0 + values[-1]


def transform_matrix(where: str, text: str | None) -> Matrix:
    """The matrix of an SVG `transform` attribute. Raises FigureError for wrong argument counts."""
    matrix = IDENTITY
    for name, arguments in TRANSFORM.findall(text or ""):
        values = [float(number) for number in re.findall(NUMBER, arguments)]
        try:
            matrix = multiply(_single(name, *values), matrix)
        except (TypeError, ValueError) as error:
            raise FigureError(where, f"transform {name}({arguments}) is not valid", "reset the transform") from error
    return matrix


def _single(name: str, *values: float) -> Matrix:
    """The matrix of one transform. Raises TypeError or ValueError for another number of values."""

    def rotate(degrees: float, *center: float) -> Matrix:
        x, y = center or (0.0, 0.0)
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        return multiply((1.0, 0.0, 0.0, 1.0, -x, -y), (cos, sin, -sin, cos, x, y))

    def scale(x: float, y: float | None = None) -> Matrix:
        return x, 0.0, 0.0, x if y is None else y, 0.0, 0.0

    def matrix(a: float, b: float, c: float, d: float, e: float, f: float) -> Matrix:
        return a, b, c, d, e, f

    kinds: dict[str, Callable[..., Matrix]] = {
        "matrix": matrix,
        "translate": lambda x, y=0.0: (1.0, 0.0, 0.0, 1.0, x, y),
        "scale": scale,
        "rotate": rotate,
        "skewX": lambda degrees: (1.0, 0.0, math.tan(math.radians(degrees)), 1.0, 0.0, 0.0),
        "skewY": lambda degrees: (1.0, math.tan(math.radians(degrees)), 0.0, 1.0, 0.0, 0.0),
    }
    return kinds[name](*values)


POWER_OF_TEN = r"10\^\{?[-+]?\d+\}?"
VALUE = rf"(?P<value>{POWER_OF_TEN}|{NUMBER}\s*[x×·*]\s*{POWER_OF_TEN}|{NUMBER})(?![\d.^])"
_REFERENCE = re.compile(
    rf"^(?P<variable>[\w.-]*[^\W\d_][\w. -]*?)(?P<end>[12])\s*:\s*(?P<log>log\s+)?{VALUE}\s*(?P<unit>.*)$"
)
SCALE_BAR = re.compile(rf"^(?P<variable>[\w.-]+?)(?:_scale_bar|sb)\s*:\s*{VALUE}\s*(?P<unit>.*)$")
FACTOR = re.compile(rf"^(?P<variable>[\w.-]+?)(?:_scaling_factor|sf)\s*:\s*{VALUE}\s*$")
_CURVE = re.compile(r"^curve\s*:\s*(?P<name>.*)$", re.IGNORECASE)
_REMARK = re.compile(
    r"^(?P<key>figure|comment|tags|linked|scan rate|simultaneous measurement)\s*:\s*(?P<text>.*)$", re.I
)
POWER = re.compile(rf"^(?:(?P<factor>{NUMBER})\s*[x×·*]\s*)?10\^\{{?(?P<power>[-+]?\d+)\}}?$")


@dataclass(frozen=True, slots=True)
class AxisMark:
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
    curves = [(label, match["name"].strip()) for label in labels if label.paths and (match := _CURVE.match(label.text))]
    series = [_series(where, f"svg/{number}", name, label, axes) for number, (label, name) in enumerate(curves)]
    if not series:
        raise FigureError(where, "no text `curve: name` grouped with a path", "group the traced path with its label")
    reasons += [*leaning, *([f"{len(series)} curves in one SVG, svgdigitizer allows one"] if len(series) > 1 else [])]
    remarks = [f"{m['key'].lower()}: {m['text']}" for label in labels if (m := _REMARK.match(label.text))]
    read = file.digitized(
        axes,
        series,
        flags=flags,
        review_required=(*reasons, *implausible(*axes)),
        tool="svgdigitizer SVG",
        notes=(*remarks, *_curation(file.path)),
    )
    return (read,)


def _value(text: str) -> float:
    power = POWER.match(text.strip())
    if power:
        return float(power["factor"] or 1.0) * 10.0 ** int(power["power"])
    return float(text)


def _marks(where: str, labels: list[SvgLabel], reasons: list[str]) -> dict[str, dict[str, AxisMark]]:
    marks: dict[str, dict[str, AxisMark]] = {}
    for label in labels:
        match = _REFERENCE.match(label.text)
        if not match or not label.paths or _CURVE.match(label.text):
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
        of_axis[match["end"]] = AxisMark(pixel, _value(match["value"]), match["unit"], bool(match["log"]), label.text)
    for label in labels:
        if (match := SCALE_BAR.match(label.text)) and label.paths:
            _add_scale_bar(where, marks, label, match, reasons)
    return marks


def _add_scale_bar(
    where: str, marks: dict[str, dict[str, AxisMark]], label: SvgLabel, match: re.Match[str], reasons: list[str]
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
    pair["2"] = AxisMark(pixel, value, match["unit"], base.log, label.text)


def _orientation(where: str, marks: dict[str, dict[str, AxisMark]]) -> tuple[str, str]:
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


def _marked(where: str, axis: str, name: str, ends: dict[str, AxisMark], factor: float) -> Marked:
    pair = (ends["1"], ends["2"])
    if len({mark.log for mark in pair}) > 1 or len({mark.unit for mark in pair if mark.unit}) > 1:
        raise FigureError(where, "its two marks differ in scale or unit", "write both alike")
    if not factor:
        raise FigureError(where, "a scaling factor of zero", "set the factor")
    unit = next((mark.unit for mark in pair if mark.unit), "")
    points = tuple(CalibrationPoint(mark.pixel, mark.value / factor, mark.label) for mark in pair)
    flags = (f"scaling factor {factor:g}",) if factor != 1.0 else ()
    return Marked(where, axis, "log" if pair[0].log else "linear", points, unit, name, flags)


def _rows(where: str, x: Marked, y: Marked) -> tuple[tuple[MatrixRow, MatrixRow], tuple[str, ...], tuple[str, ...]]:
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


def _series(where: str, series_id: str, name: str, label: SvgLabel, axes: tuple[Axis, Axis]) -> Series:
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
