"""Records of the digitized figures of a run, and of the self-check of those whose values are known."""

from __future__ import annotations

from typing import Literal

from memlit.datum import Record, Result
from memlit.published import Column, Table

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


FIGURES = Table[DigitizedSeries](
    "figures.csv",
    "Digitized series",
    "account_evidence",
    (
        Column("id", "id of the series: document, figure, panel and series; a point has its index after it"),
        Column("document", "key of the document"),
        Column("file", "file it was read from"),
        Column("page", "page, counted from 1", type="integer"),
        Column("panel", "panel of the page, or name of the axes in a project"),
        Column("label", "printed label of the figure"),
        Column("name", "printed name of the series, or what is seen of it"),
        Column("method", "vector-figure, raster-figure or imported-digitization"),
        Column("trust", "tier of the digitization, see docs/digitize.md"),
        Column("kind", "marks, line, steps, bars or table"),
        Column("n_points", "number of points", type="integer"),
        Column("reader", "curve reader that figures.yaml names"),
        Column("paper", "key of the paper the series is about"),
        Column("device", "device within the paper"),
        Column("state", "state that figures.yaml names"),
        Column("status", "read, stored (no reader named), unassigned, review_required or excluded"),
        Column("reason", "why nothing is read from it"),
        Column("overlay", "picture of the source with the series drawn over it, where the source was at hand"),
        Column("readings", "ids of the readings taken from it"),
    ),
)
TABLES = (FIGURES,)
