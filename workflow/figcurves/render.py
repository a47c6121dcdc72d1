"""A digitized figure for the terminal: its axes, its series, and what a person must look at."""

from figcurves.model import Axis, Digitization, Series


def render_digitization(digitization: Digitization) -> str:
    """A few lines a panel; points are printed by the JSON and CSV forms."""
    place = f", page {digitization.page}" if digitization.page else ""
    panel = f", panel {digitization.panel}" if digitization.panel else ""
    lines = [f"{digitization.source}{place}{panel}  ({digitization.method}, {digitization.tier})"]
    lines += [f"  axis {axis.name}: {_axis(axis)}" for axis in digitization.axes]
    lines += [f"  series {_series(series)}" for series in digitization.series]
    lines += [f"  note: {note}" for note in (*digitization.flags, *digitization.notes)]
    lines += [f"  look: {reason}" for reason in digitization.review_required]
    return "\n".join(lines)


def _axis(axis: Axis) -> str:
    label = f"{axis.label!r} " if axis.label else ""
    unit = f" [{axis.unit}]" if axis.unit else ""
    span = f" from {_end(axis, axis.low)} to {_end(axis, axis.high)}" if axis.low is not None else ""
    return f"{label}{axis.scale}{span}{unit}"


def _end(axis: Axis, value: float | None) -> str:
    """An end of the axis without the noise of the last digits."""
    if value is None or axis.low is None or axis.high is None:
        return "?"
    if axis.scale != "log" and abs(value) < 1e-5 * (axis.high - axis.low):
        return "0"
    return f"{value:.4g}"


def _series(series: Series) -> str:
    name = f" {series.name!r}" if series.name else ""
    ink = ""
    if series.ink_precision is not None and series.ink_recall is not None:
        ink = f", ink precision {series.ink_precision:.3f}, recall {series.ink_recall:.3f}"
    look = f"; look: {', '.join(series.review_required)}" if series.review_required else ""
    second = "".join(f" on {axis}" for axis in (series.x_axis, series.y_axis) if axis.endswith("2"))
    return f"{series.id}{name}: {len(series.points)} {series.kind}{second}{ink}{look}"
