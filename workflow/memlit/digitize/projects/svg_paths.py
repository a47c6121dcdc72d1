"""SVG geometry that annotation needs: end points of path segments and nested transforms."""

import math
import re

import numpy as np

from memlit.digitize.model import Pixel
from memlit.errors import FigureError

TOKEN = re.compile(r"[MmLlHhVvCcSsQqTtAaZz]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
LENGTH = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
TRANSFORM = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


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
        values = [float(number) for number in NUMBER.findall(arguments)]
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
