"""A digitized series for whoever asks: its overlay, calibration points with residuals, and points."""

from collections.abc import Iterator
from pathlib import Path

from memlit.datum import Datum, FigureAxis
from memlit.errors import certain
from memlit.naming import overlay_path
from memlit.sources.points import POINTS_SUFFIX, points_of, read_points

EXTRACTED = Path("results/extracted")


def series_lines(datum: Datum, index: int | None = None) -> Iterator[str]:
    """What the results know of a digitized series, as lines of text; with `index` of its point of that number too.

    Points are in the unit of their axis; a point's id is the series' id, a slash and its number.
    """
    figure = certain(datum.figure)
    said = f", {figure.reader} as said by {figure.curator}, {figure.curated}" if figure.reader else ""
    yield f"series   {figure.kind}, {figure.n_points} points{said}"
    yield f"trust    {figure.trust}{_ink(figure.ink_precision, figure.ink_recall)}"
    for name, axis in (("x", figure.x), ("y", figure.y)):
        yield f"{name} axis   {_axis(axis)}"
        for mark in axis.marks:
            at = f"({mark.pixel[0]:.3f}, {mark.pixel[1]:.3f})"
            off = "" if mark.residual is None else f", residual {mark.residual:.6f}"
            yield f"  {mark.label or f'{mark.value:g}'} = {mark.value:g} at {at}{off}"
    if index is not None:
        files = sorted(EXTRACTED.glob(f"*{POINTS_SUFFIX}"))
        rows = next(filter(None, (read_points(file, datum.id).get(datum.id, "") for file in files)), "")
        point = points_of(rows)[index]
        values = f"x = {_value(point.x, point.u_x, figure.x)}, y = {_value(point.y, point.u_y, figure.y)}"
        yield f"point    {index}: {values}"
        where = f" at ({point.pixel[0]:.3f}, {point.pixel[1]:.3f})" if point.pixel else ""
        yield f"from     {point.locator}{where}, {point.vertex_kind}"
    picture = overlay_path(datum)
    yield f"overlay  {picture if picture.is_file() else 'none: the source was not at hand, or holds no picture'}"


def _axis(axis: FigureAxis) -> str:
    label = f"{axis.label!r}, " if axis.label else ""
    unit = f" {axis.unit}" if axis.unit else ""
    span = f" from {axis.low:g} to {axis.high:g}{unit}" if axis.low is not None and axis.high is not None else ""
    worst = f", largest residual {axis.residual:.6f}" if axis.residual is not None else ""
    checks = f"; {', '.join(axis.checks)}" if axis.checks else ""
    return f"{label}{axis.scale}{span}{worst}{checks}"


def _ink(precision: float | None, recall: float | None) -> str:
    shares = [
        f"{name} {value:.3f}" for name, value in (("precision", precision), ("recall", recall)) if value is not None
    ]
    return f", drawn again: ink {', '.join(shares)}" if shares else ""


def _value(value: float, uncertainty: float | None, axis: FigureAxis) -> str:
    unit = f" {axis.unit}" if axis.unit else ""
    return f"{value:.10g}{f' ± {uncertainty:.2g}' if uncertainty is not None else ''}{unit}"
