"""Digitizations as JSON and their points as compact CSV; same bytes on every run."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from memlit.digitize.model import Axis, CalibrationPoint, Digitization, Point, Series
from memlit.errors import FigureError

POINT_COLUMNS = (
    "id",
    "x",
    "y",
    "u_x",
    "u_y",
    "x_low",
    "x_high",
    "y_low",
    "y_high",
    "vertex_kind",
    "locator",
    "px",
    "py",
    "flags",
)


def digitization_as_json(digitization: Digitization, *, with_points: bool = True) -> dict[str, Any]:
    """A plain dictionary of the digitization; `with_points=False` leaves the points to the CSV beside it."""
    record: dict[str, Any] = asdict(digitization)
    record["needs_review"] = digitization.needs_review
    for series in record["series"]:
        series["n_points"] = len(series["points"])
        if not with_points:
            del series["points"]
    plain: dict[str, Any] = json.loads(json.dumps(record, allow_nan=True))
    return plain


def json_text(digitization: Digitization, *, with_points: bool = True) -> str:
    """The JSON as text, sorted keys, ending in a newline."""
    record = digitization_as_json(digitization, with_points=with_points)
    return json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def digitization_from_json(record: dict[str, Any]) -> Digitization:
    """The digitization that `digitization_as_json` wrote.

    Raises FigureError when a field is missing or unknown.
    """
    try:
        data = {key: value for key, value in record.items() if key != "needs_review"}
        data["axes"] = tuple(_axis(axis) for axis in data["axes"])
        data["series"] = tuple(_series(series) for series in data["series"])
        return Digitization(**_tuples(data))
    except (KeyError, TypeError) as error:
        where = str(record.get("source", "digitization"))
        raise FigureError(
            where, f"not a digitization record ({error})", "write it again with memlit digitize"
        ) from error


def points_csv(series: Series) -> str:
    """Points of one series as CSV; the id of a point is the series id and its index."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(POINT_COLUMNS)
    writer.writerows(point_row(f"{series.id}/{index}", point, _number) for index, point in enumerate(series.points))
    return out.getvalue()


def panel_csv(every: Iterable[Series]) -> str:
    """Points of all series of a panel as one CSV: the name of the series, then the columns of `points_csv`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("series", *POINT_COLUMNS))
    for series in every:
        rows = (point_row(f"{series.id}/{index}", point, _number) for index, point in enumerate(series.points))
        writer.writerows([series.name, *row] for row in rows)
    return out.getvalue()


def point_row(point_id: str, point: Point, number: Callable[[float | None], str]) -> list[str]:
    """The fields of a point, its numbers as `number` writes them; the columns are POINT_COLUMNS."""
    x_error, y_error = point.x_error or (None, None), point.y_error or (None, None)
    numbers = [number(value) for value in (point.x, point.y, point.u_x, point.u_y, *x_error, *y_error)]
    place = [number(value) for value in point.pixel or (None, None)]
    return [point_id, *numbers, point.vertex_kind, point.locator, *place, flags_field(point.flags)]


def flags_field(flags: Iterable[str]) -> str:
    """Flags as one field of a CSV: joined by semicolons, those inside a flag behind a backslash."""
    return ";".join(re.sub(r"([;\\])", r"\\\1", flag) for flag in flags)


def flags_of_field(text: str) -> tuple[str, ...]:
    """The flags that `flags_field` joined."""
    return tuple(re.sub(r"\\(.)", r"\1", flag) for flag in re.findall(r"(?:[^;\\]|\\.)+", text))


def _number(value: float | None) -> str:
    return "" if value is None else repr(float(value))


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuple(value) for key, value in data.items()}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(item) for item in value) if isinstance(value, list) else value


def _axis(data: dict[str, Any]) -> Axis:
    points = tuple(CalibrationPoint(**_tuples(point)) for point in data["points"])
    return Axis(**{**_tuples(data), "points": points})


def _series(data: dict[str, Any]) -> Series:
    rest = {key: value for key, value in data.items() if key != "n_points"}
    points = tuple(Point(**_tuples(point)) for point in data.get("points", ()))
    return Series(**{**_tuples(rest), "points": points})
