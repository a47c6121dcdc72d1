"""Records of the digitized figures of a run, and of the self-check of those whose values are known."""

from __future__ import annotations

from typing import Any, Literal

from memlit.datum import Record, Result

SeriesStatus = Literal["read", "stored", "unassigned", "review_required", "excluded"]
"""read: readings come from it; stored: assigned, without a reader; the others give no reading."""


class DigitizedSeries(Record):
    """One series of a figure. `readings` are the ids of what a curve reader took from it."""

    id: str
    document: str
    file: str
    page: int | None
    panel: str | None
    label: str
    name: str
    method: str
    trust: str
    kind: str
    n_points: Result
    reader: str | None
    paper: str | None
    device: str
    state: str | None
    status: SeriesStatus
    reason: str | None
    overlay: str
    readings: tuple[str, ...]


class FigureCheck(Record):
    """Digitized values of one method against the recorded ones; errors in percent of the axis range."""

    method: str
    n: Result
    median: Result
    p95: Result
    maximum: Result


class DigitizedFigures(Record):
    """All digitized series of a run in the order of their ids, and the self-check by method."""

    series: tuple[DigitizedSeries, ...] = ()
    checks: tuple[FigureCheck, ...] = ()

    @property
    def results(self) -> list[Result]:
        """Every number, in the order of the records."""
        found = [item.n_points for item in self.series]
        for check in self.checks:
            found += [check.n, check.median, check.p95, check.maximum]
        return found


_MEANINGS = {
    "id": "id of the series: document, figure, panel and series; a point has its index after it",
    "document": "key of the document",
    "file": "file it was read from",
    "page": "page, counted from 1",
    "panel": "panel of the page, or name of the axes in a project",
    "label": "printed label of the figure",
    "name": "printed name of the series, or what is seen of it",
    "method": "vector-figure, raster-figure or imported-digitization",
    "trust": "tier of the digitization, see docs/digitize.md",
    "kind": "marks, line, steps, bars or table",
    "n_points": "number of points",
    "reader": "curve reader that figures.yaml names",
    "paper": "key of the paper the series is about",
    "device": "device within the paper",
    "state": "state that figures.yaml names",
    "status": "read, stored (no reader named), unassigned, review_required or excluded",
    "reason": "why nothing is read from it",
    "overlay": "picture of the source with the series drawn over it, where the source was at hand",
    "readings": "ids of the readings taken from it",
}
MEANINGS = {"figures.csv": _MEANINGS}
FIGURE_COLUMNS = tuple(_MEANINGS)


def figure_row(series: DigitizedSeries) -> dict[str, Any]:
    row = {name: getattr(series, name) for name in FIGURE_COLUMNS}
    row["n_points"] = series.n_points.value
    return row
