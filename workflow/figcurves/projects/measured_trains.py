"""Pulse trains measured from deposited data, as curves: measured_trains.csv of `curation.measured.trains`."""

import csv
from itertools import groupby

from figcurves.errors import FigureError
from figcurves.model import Axis, Digitization, Point, Series
from figcurves.projects.files import ProjectFile

X, Y = "pulse", "median_S"


def read_project(file: ProjectFile) -> tuple[Digitization, ...]:
    """One panel for each measured set, one series for each direction: median conductance in S against pulse number.

    Raises FigureError when a cell is no number.
    """
    rows = list(enumerate(csv.DictReader(file.data.decode("utf-8-sig").splitlines()), start=2))
    axes = (Axis("x", "linear", None, label=X), Axis("y", "linear", None, label="median conductance", unit="S"))
    return tuple(
        file.digitized(axes, _series(file.where, name, list(of_set)), "measured", "measured", panel=name)
        for name, of_set in groupby(rows, key=lambda item: item[1]["set"])
    )


def _series(where: str, name: str, rows: list[tuple[int, dict[str, str]]]) -> list[Series]:
    return [
        Series(f"{name} {direction}", direction, "table", tuple(_point(where, number, row) for number, row in train))
        for direction, train in groupby(rows, key=lambda item: item[1]["direction"])
    ]


def _point(where: str, number: int, row: dict[str, str]) -> Point:
    try:
        return Point(float(row[X]), float(row[Y]), locator=f"row={number}")
    except (KeyError, TypeError, ValueError) as error:
        raise FigureError(f"{where}:{number}", f"no pulse with its {Y}", "measure the set again") from error
