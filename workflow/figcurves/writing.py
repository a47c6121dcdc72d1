"""Digitizations as JSON and their points as compact CSV; same bytes on every run."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from figcurves.errors import FigureError
from figcurves.model import Digitization, Point, Series

POINT_COLUMNS = (
    *("id", "x", "y", "u_x", "u_y", "x_low", "x_high", "y_low", "y_high"),
    *("vertex_kind", "locator", "px", "py", "flags"),
)


def digitization_as_json(digitization: Digitization) -> dict[str, Any]:
    """A plain dictionary of the digitization, with whether it needs review and how many points each series has."""
    record: dict[str, Any] = asdict(digitization)
    record["needs_review"] = digitization.needs_review
    for series in record["series"]:
        series["n_points"] = len(series["points"])
    plain: dict[str, Any] = json.loads(json.dumps(record, allow_nan=True))
    return plain


def digitization_from_json(record: dict[str, Any]) -> Digitization:
    """The digitization that `digitization_as_json` wrote. Raises FigureError for a missing, wrong or unknown field."""
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Digitization).validate_python(_without_counts(record), extra="forbid")
    except ValidationError as error:
        where, first = str(record.get("source", "digitization")), error.errors()[0]
        problem = f"not a digitization record ({'.'.join(map(str, first['loc']))}: {first['msg']})"
        raise FigureError(where, problem, "write it again with memlit digitize") from error


def _without_counts(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what `digitization_as_json` counts of it."""
    data = {key: value for key, value in record.items() if key != "needs_review"}
    if isinstance(data.get("series"), list):
        every = [dict(series) if isinstance(series, dict) else {} for series in data["series"]]
        data["series"] = [{key: value for key, value in series.items() if key != "n_points"} for series in every]
    return data


def points_csv(series: Series) -> str:
    """Points of one series as CSV; the id of a point is the series id and its index."""
    return _csv([POINT_COLUMNS, *_rows(series)])


def panel_csv(every: Iterable[Series]) -> str:
    """Points of all series of a panel as one CSV: the name of the series, then the columns of `points_csv`."""
    return _csv([("series", *POINT_COLUMNS), *([series.name, *row] for series in every for row in _rows(series))])


def _rows(series: Series) -> Iterator[list[str]]:
    return (point_row(f"{series.id}/{index}", point, _number) for index, point in enumerate(series.points))


def _csv(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
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
