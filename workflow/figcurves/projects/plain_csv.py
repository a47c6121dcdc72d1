"""Plain CSV of WebPlotDigitizer, plotdigitizer and StarryDigitizer: values only, no calibration to check."""

import csv
import io
import math
import re

from figcurves.errors import FigureError
from figcurves.model import Axis, Digitization, Point, Series
from figcurves.projects.files import ProjectFile

STARRY = re.compile(r"^\s*(?P<axis>[xy])\s*\((?P<name>.*)\)\s*$")
_Column = tuple[str, list[tuple[int, float, float]]]


def read_project(file: ProjectFile) -> tuple[Digitization, ...]:
    """The series of a CSV; the axes are unknown and the tier is `values_only`.

    Raises FigureError when the layout is none of the three tools', or a cell is no number.
    """
    where = file.where
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FigureError(where, f"not UTF-8 at byte {error.start}", "save the CSV as UTF-8") from error
    lines = text.splitlines()
    delimiter = next((mark for mark in (",", ";", "\t") if lines and mark in lines[0]), " ")
    rows = [_split(line, delimiter) for line in lines]
    rows = [[cell.strip() for cell in row] for row in rows]
    tool, columns = _layout(where, rows)
    series = [
        Series(f"csv/{number}", name, "table", tuple(Point(x, y, locator=f"row={row}") for row, x, y in points))
        for number, (name, points) in enumerate(columns)
    ]
    if not any(item.points for item in series):
        raise FigureError(where, "no row with two numbers", "supply columns x and y")
    axes = (Axis("x", "unknown", None), Axis("y", "unknown", None))
    return (file.digitized(axes, series, "values_only", flags=("calibration unknown",), tool=tool),)


def _split(line: str, delimiter: str) -> list[str]:
    if delimiter == " ":
        return line.split()
    return next(csv.reader(io.StringIO(line), delimiter=delimiter, strict=True), [])


def _layout(where: str, rows: list[list[str]]) -> tuple[str, list[_Column]]:
    filled = [index for index, row in enumerate(rows) if any(row)]
    if not filled:
        raise FigureError(where, "the file is empty", "export the points again")
    first, second = filled[0], filled[1] if len(filled) > 1 else filled[0]
    head = rows[first]
    if any(STARRY.match(cell) for cell in head):
        return "StarryDigitizer", _starry(where, rows, first)
    if len(head) >= 2 and all(_float(cell) is not None for cell in head if cell):
        return "plain columns", _pairs(where, rows, first, [""] * ((len(head) + 1) // 2))
    axis_row = [cell.lower() for cell in rows[second]]
    if second != first and axis_row and all(_float(cell) is None for cell in axis_row) and len(axis_row) >= 2:
        names = [head[index] if index < len(head) else "" for index in range(0, len(axis_row), 2)]
        return "WebPlotDigitizer CSV", _pairs(where, rows, second + 1, names)
    if len(head) == 2:
        return "plain columns", _pairs(where, rows, first + 1, [head[1]])
    problem = f"header {','.join(head)[:60]!r} is none of WebPlotDigitizer, plotdigitizer, StarryDigitizer"
    raise FigureError(where, problem, "name the columns `x (name)`,`y (name)`")


def _starry(where: str, rows: list[list[str]], first: int) -> list[_Column]:
    places: dict[str, dict[str, int]] = {}
    for index, cell in enumerate(rows[first]):
        if match := STARRY.match(cell):
            of_name = places.setdefault(match["name"], {})
            if match["axis"] in of_name:
                raise FigureError(where, f"column {cell!r} is repeated", "give each dataset its own name")
            of_name[match["axis"]] = index
        elif cell:
            raise FigureError(where, f"column {cell!r} is not `x (name)` or `y (name)`", "export the points again")
    columns = []
    for name, place in places.items():
        if set(place) != {"x", "y"}:
            raise FigureError(where, f"dataset {name!r} lacks its x or y column", "export the points again")
        columns.append((name, _points(where, rows, first + 1, place["x"], place["y"])))
    return columns


def _pairs(where: str, rows: list[list[str]], start: int, names: list[str]) -> list[_Column]:
    width = max((len(row) for row in rows[start:]), default=0)
    if width > 2 * len(names):
        raise FigureError(where, f"{width} columns for {len(names)} pairs", "supply columns in pairs x, y")
    return [(name, _points(where, rows, start, 2 * i, 2 * i + 1)) for i, name in enumerate(names)]


def _points(where: str, rows: list[list[str]], start: int, x: int, y: int) -> list[tuple[int, float, float]]:
    points = []
    for number, row in enumerate(rows[start:], start=start + 1):
        cells = [row[index] if index < len(row) else "" for index in (x, y)]
        if not any(cells):
            continue
        values = [_float(cell) for cell in cells]
        if values[0] is None or values[1] is None:
            raise FigureError(f"{where}:{number}", f"{cells} is no pair of numbers", "mend or drop the row")
        points.append((number, values[0], values[1]))
    return points


def _float(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
