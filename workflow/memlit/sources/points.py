"""Points of digitized series: one compact CSV for the records of a document, one for a bucket of a run.

The id of a point is the id of its series and its index. Values are in the unit that the axis prints.
"""

import csv
import hashlib
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from figcurves.model import Axis, Point
from figcurves.writing import POINT_COLUMNS, flags_of_field, point_row
from memlit.asking.stored import ANSWERS_SUFFIX, REPLIES_SUFFIX
from memlit.datum import Datum
from memlit.errors import RecordError
from memlit.files import csv_field, write_text

POINTS_SUFFIX, PICTURES_SUFFIX = ".points.csv", ".pictures.jsonl"
"""Of what stands beside a record: points of series, and what OCR saw (`sources.pictures`)."""
RECORD_SUFFIXES = (".json", POINTS_SUFFIX, PICTURES_SUFFIX, ANSWERS_SUFFIX)
"""Of all files under extracted/ that decide what is read of a document."""
KEPT_SUFFIXES = (*RECORD_SUFFIXES, REPLIES_SUFFIX)
"""Of all files that are kept of a document under extracted/."""
HEADER = ",".join(POINT_COLUMNS) + "\n"


def steady(value: float | None, axis: Axis) -> float | None:
    """A value of an axis at a resolution that the arithmetic of every machine agrees on.

    1e-10 of the span of a linear axis, ten significant digits else: far below any mark, above rounding errors.
    """
    if value is None or not math.isfinite(value):
        return value
    span = abs((axis.high or 0.0) - (axis.low or 0.0))
    if axis.scale == "linear" and span > 0 and math.isfinite(span):
        return float(f"{round(value, 10 - math.floor(math.log10(span))):.12g}")
    return float(f"{value:.10g}")


def point_rows(series_id: str, points: Iterable[Point], x: Axis, y: Axis) -> str:
    """CSV rows of one series, without a header; uncertainties have four digits, pixels six decimals."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for index, point in enumerate(points):
        writer.writerow(point_row(f"{series_id}/{index}", _rounded(point, x, y), csv_field))
    return out.getvalue()


def _rounded(point: Point, x: Axis, y: Axis) -> Point:
    errors = [
        tuple(steady(end, axis) for end in ends) if ends else None
        for ends, axis in ((point.x_error, x), (point.y_error, y))
    ]
    u_x, u_y = (None if u is None else float(f"{u:.4g}") for u in (point.u_x, point.u_y))
    pixel = (round(point.pixel[0], 6), round(point.pixel[1], 6)) if point.pixel else None
    values = {"x": steady(point.x, x), "y": steady(point.y, y), "u_x": u_x, "u_y": u_y}
    return replace(point, **values, pixel=pixel, x_error=errors[0], y_error=errors[1])  # type: ignore[arg-type]


def rows_digest(rows: str) -> str:
    """What a record holds of its points."""
    return hashlib.sha256(rows.encode("utf-8")).hexdigest()


def points_of(rows: str) -> tuple[Point, ...]:
    """The points of CSV rows without a header."""
    return tuple(_point(row) for row in csv.reader(io.StringIO(rows)))


def _point(row: list[str]) -> Point:
    def pair(first: int) -> tuple[float, float] | None:
        one, other = row[first : first + 2]
        return (float(one), float(other)) if one and other else None

    x, y = (float(text or "nan") for text in row[1:3])
    u_x, u_y = (float(text) if text else None for text in row[3:5])
    return Point(
        x=x,
        y=y,
        u_x=u_x,
        u_y=u_y,
        locator=row[10],
        pixel=pair(11),
        vertex_kind=row[9],
        flags=flags_of_field(row[13]),
        x_error=pair(5),
        y_error=pair(7),
    )


def write_points(path: Path, rows: Mapping[str, str]) -> None:
    """All series in the order of their ids under one header."""
    write_text(path, HEADER + "".join(rows[series_id] for series_id in sorted(rows)))


def read_points(path: Path, wanted: str | None = None) -> dict[str, str]:
    """Rows by series id, or those of one series; empty where there is no file. Raises RecordError for another CSV."""
    if not path.is_file():
        return {}
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        if stream.readline() != HEADER:
            raise RecordError(f"{path}:1", "is no list of points", "restore it, or accept the document again")
        for line in stream:
            # Ids are slugs, so the first comma ends them.
            series_id = line.partition(",")[0].rpartition("/")[0]
            if wanted is None or series_id == wanted:
                found.setdefault(series_id, []).append(line)
    return {series_id: "".join(lines) for series_id, lines in found.items()}


def read_all_points(paths: Iterable[Path]) -> dict[str, str]:
    """Rows by series id of several files, as `read_points`."""
    return {series_id: rows for path in paths for series_id, rows in read_points(path).items()}


def check_points(path: Path, data: Iterable[Datum], rows: Mapping[str, str]) -> dict[str, str]:
    """The rows of the series among `data`. Raises RecordError when a series' points are not those of its record."""
    kept = {}
    for datum in data:
        if datum.figure is None:
            continue
        own = rows.get(datum.id, "")
        if rows_digest(own) != datum.figure.points_sha256:
            problem = f"the points of {datum.id} are not those of its record"
            raise RecordError(str(path), problem, "restore the file, or accept the document again")
        kept[datum.id] = own
    return kept
