"""A path under construction from its operators."""

from typing import Any

import numpy as np

from memlit.documents.geometry import Box, Matrix, apply, around


class PathBuilder:
    """A path under construction, in user space."""

    __slots__ = ("clip", "closed", "curve_part", "curves", "decimals", "parts", "rectangle")

    def __init__(self) -> None:
        self.parts: list[list[tuple[float, float]]] = []
        self.closed: list[bool] = []
        self.curves: list[tuple[tuple[float, float], ...]] = []
        self.curve_part: list[int] = []
        self.clip = False
        self.decimals = -1
        self.rectangle = False

    def add(self, op: str, a: list[Any]) -> None:
        """Take one path operator (m, l, c, v, y, re, h) with its operands [units of the form or page].

        One with another number of operands, and any before the first point, is left out.
        """
        if op == "m" and len(a) == 2:
            self.parts.append([(a[0], a[1])])
            self.closed.append(False)
            self._note(a)
        elif op == "re" and len(a) == 4:
            x, y, w, h = a
            self.rectangle = not self.parts
            self.parts.append([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)])
            self.closed.append(True)
            self._note(a)
        elif not self.parts:
            return
        elif op == "l" and len(a) == 2:
            self.parts[-1].append((a[0], a[1]))
        elif op == "h":
            self.close()
        elif op in ("c", "v", "y"):
            self._curve(op, a)

    def _curve(self, op: str, a: list[Any]) -> None:
        start = self.parts[-1][-1]
        if op == "c" and len(a) == 6:
            p1, p2, p3 = (a[0], a[1]), (a[2], a[3]), (a[4], a[5])
        elif len(a) == 4:
            p1, p2, p3 = (
                (start, (a[0], a[1]), (a[2], a[3])) if op == "v" else ((a[0], a[1]), (a[2], a[3]), (a[2], a[3]))
            )
        else:
            return
        self.curves.append((start, p1, p2, p3))
        self.curve_part.append(len(self.parts) - 1)
        self.parts[-1].append(p3)

    def _note(self, values: list[Any]) -> None:
        if self.decimals >= 5:
            return
        for value in values[:2]:
            text = repr(value)
            if "e" not in text:
                self.decimals = max(self.decimals, len(text.partition(".")[2].rstrip("0")))

    def close(self) -> None:
        """Back to the first point of the part; a single straight stroke only runs back over itself and stays open."""
        if self.parts:
            part = self.parts[-1]
            if len(part) == 2 and (len(self.parts) - 1) not in self.curve_part:
                return
            if part[0] != part[-1]:
                part.append(part[0])
            self.closed[-1] = True

    def drop_points(self) -> None:
        """Single points left by a closing `m` draw nothing beside other parts."""
        while len(self.parts) > 1 and len(self.parts[-1]) == 1:
            self.parts.pop()
            self.closed.pop()

    def arrays(self, matrix: Matrix) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Vertices of the parts, each (n, 2), and control points of the curves, each (4, 2), after the matrix."""
        a, b, c, d, e, f = matrix
        turn, shift = np.array([[a, b], [c, d]]), np.array([e, f])
        parts = [np.array(part) @ turn + shift for part in self.parts]
        curves = [np.array(curve) @ turn + shift for curve in self.curves]
        return parts, curves


def path_box(path: PathBuilder, matrix: Matrix) -> Box:
    """Box of a path's points after the matrix."""
    return around(apply(matrix, x, y) for part in path.parts for x, y in part)
