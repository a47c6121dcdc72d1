"""What an annotated SVG draws: its texts with the paths grouped with them, all transforms applied.

Also which end of a path stands away from its text.
"""

import math
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from memlit.digitize.model import Pixel
from memlit.digitize.settings import PROJECTS
from memlit.documents.markup.text import local_name
from memlit.errors import FigureError

FONT_SIZE = re.compile(r"font-size\s*[:=]\s*[\"']?([\d.]+)(px|pt|mm)?")
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
PLACE = re.compile(rf"^({NUMBER})(px|pt|mm)?$")
PIXELS = {"px": 1.0, "pt": 4.0 / 3.0, "mm": 96.0 / 25.4, None: 1.0}
TOKEN = re.compile(rf"[MmLlHhVvCcSsQqTtAaZz]|{NUMBER}")
LENGTH = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Label:
    """One text of the SVG: its words, the line through the middle of its letters, and the paths grouped with it.

    The paths are lists of nodes with whether they are curved; `at` is the text's anchor.
    """

    text: str
    at: Pixel
    line: tuple[Pixel, Pixel]
    paths: tuple[tuple[tuple[Pixel, ...], bool], ...]


def read_labels(where: str, root: Any) -> list[Label]:
    """Every text of the SVG in document order, all nested transforms applied."""
    labels: list[Label] = []

    def walk(element: Any, matrix: np.ndarray) -> None:
        here = matrix @ transform_matrix(where, element.get("transform"))
        for child in element:
            kind = local_name(child)
            if kind == "text":
                labels.append(_label(where, child, element, here))
            elif kind in ("g", "svg", "a"):
                walk(child, here)

    walk(root, np.eye(3))
    return labels


def _label(where: str, text: Any, group: Any, matrix: np.ndarray) -> Label:
    words = " ".join("".join(text.itertext()).split()).replace("−", "-").replace("–", "-")
    own = matrix @ transform_matrix(where, text.get("transform"))
    x, y = (_first(f"{where}:{words}", text, name) for name in ("x", "y"))
    size = _font_size(text)
    width = PROJECTS.letter * size * len(words)
    start = x - {"middle": 0.5, "end": 1.0}.get(_anchor(text), 0.0) * width
    middle = y - PROJECTS.letter_middle * size
    line = apply(own, (start, middle)), apply(own, (start + width, middle))
    paths = []
    if local_name(group) == "g":
        for child in group:
            if local_name(child) == "path" and child.get("d"):
                nodes, curved = path_nodes(f"{where}:{words}", child.get("d"))
                full = matrix @ transform_matrix(where, child.get("transform"))
                paths.append((tuple(apply(full, node) for node in nodes), curved))
    return Label(words, apply(own, (x, y)), line, tuple(paths))


def _first(where: str, text: Any, name: str) -> float:
    """Where the text begins, 0 where neither it nor its parts say. Raises FigureError for a place in another unit."""
    raw = next((value for element in (text, *text) if (value := (element.get(name) or "").strip())), "0")
    found = PLACE.match(re.split(r"[ ,]", raw)[0])
    if found is None:
        raise FigureError(where, f"{name} of the text is {raw!r}", "give its place as a number")
    return float(found[1]) * PIXELS[found[2]]


def _font_size(text: Any) -> float:
    for element in (text, *text):
        raw = element.get("font-size")
        found = FONT_SIZE.search(f"font-size:{raw}" if raw else element.get("style") or "")
        if found:
            return float(found[1]) * PIXELS[found[2]]
    return 16.0


def _anchor(text: Any) -> str:
    found = re.search(r"text-anchor:\s*(\w+)", text.get("style") or "")
    return found[1] if found else str(text.get("text-anchor") or "start")


def far_end(label: Label, nodes: tuple[Pixel, ...]) -> tuple[Pixel, str]:
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


def _across(label: Label, end: Pixel) -> tuple[float, float]:
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


def transform_matrix(where: str, text: str | None) -> np.ndarray:
    """3 x 3 matrix of an SVG `transform` attribute. Raises FigureError for wrong argument counts."""
    matrix = np.eye(3)
    for name, arguments in TRANSFORM.findall(text or ""):
        values = [float(number) for number in re.findall(NUMBER, arguments)]
        try:
            matrix = matrix @ _single(name, values)
        except (IndexError, ValueError) as error:
            raise FigureError(where, f"transform {name}({arguments}) is not valid", "reset the transform") from error
    return matrix


def _single(name: str, v: list[float]) -> np.ndarray:
    if name == "matrix":
        a, b, c, d, e, f = v
        return np.array([[a, c, e], [b, d, f], [0, 0, 1]])
    if name == "translate":
        return np.array([[1, 0, v[0]], [0, 1, v[1] if len(v) > 1 else 0.0], [0, 0, 1]])
    if name == "scale":
        return np.diag([v[0], v[1] if len(v) > 1 else v[0], 1.0])
    if name in ("skewX", "skewY"):
        tangent = math.tan(math.radians(v[0]))
        return np.array(
            [[1, tangent, 0], [0, 1, 0], [0, 0, 1]] if name == "skewX" else [[1, 0, 0], [tangent, 1, 0], [0, 0, 1]]
        )
    cos, sin = math.cos(math.radians(v[0])), math.sin(math.radians(v[0]))
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    if len(v) < 3:
        return turn
    there = np.array([[1, 0, v[1]], [0, 1, v[2]], [0, 0, 1]])
    back = np.array([[1, 0, -v[1]], [0, 1, -v[2]], [0, 0, 1]])
    return np.asarray(there @ turn @ back)


def apply(matrix: np.ndarray, point: Pixel) -> Pixel:
    """The point after the 3 x 3 matrix."""
    x, y, _ = matrix @ np.array([point[0], point[1], 1.0])
    return float(x), float(y)
