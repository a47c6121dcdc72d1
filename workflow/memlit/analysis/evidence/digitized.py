"""Digitized figures of a run: what became of every series, and how far known values are met."""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from memlit.datum import UNASSIGNED, FigureAxis, Numbers, Reading, Record, Result, count_of
from memlit.devices.gather import SELF_CHECK, Corpus
from memlit.published import Column, Table
from memlit.quantities.convert import unit_factor
from memlit.sources.figures_yaml import PARAMETER, REVIEW, overlay_path

METHODS = ("vector-figure", "raster-figure", "imported-digitization", "measured")


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
        Column("method", "vector-figure, raster-figure, imported-digitization or measured"),
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


def digitized_figures(corpus: Corpus) -> DigitizedFigures:
    """Every digitized series of the corpus, and the self-check of documents that restate known values."""
    taken: dict[str, list[str]] = defaultdict(list)
    for reading in corpus.readings:
        if reading.is_derived and reading.inputs[0].count(">") == 0:
            taken[reading.inputs[0]].append(reading.id)
    found = [reading for reading in corpus.readings if reading.parameter == PARAMETER and not reading.is_derived]
    series = tuple(_series(reading, tuple(taken[reading.id])) for reading in found)
    return DigitizedFigures(series=series, checks=tuple(_checks(corpus, {reading.id: reading for reading in found})))


def _series(reading: Reading, readings: tuple[str, ...]) -> DigitizedSeries:
    datum, figure = reading.datum, reading.datum.figure
    place = datum.locator
    assert figure is not None
    return DigitizedSeries(
        id=reading.id,
        document=place.document,
        file=place.file,
        page=place.page,
        panel=place.panel,
        label=place.label or place.file,
        name=datum.printed.text,
        method=datum.method,
        trust=figure.trust,
        kind=figure.kind,
        n_points=count_of(
            f"{reading.id}#points",
            f"points of {datum.printed.text}",
            figure.n_points,
            "points of the digitized series counted",
            (reading.id,),
        ),
        reader=figure.reader,
        paper=datum.paper,
        device=datum.device,
        state=figure.state,
        status=_status(reading, readings),
        reason=reading.reason,
        overlay=overlay_path(datum).as_posix(),
        readings=readings,
    )


def _status(reading: Reading, readings: tuple[str, ...]) -> SeriesStatus:
    if reading.reason_type == UNASSIGNED:
        return "unassigned"
    if reading.reason_type == REVIEW:
        return "review_required"
    if reading.status == "excluded":
        return "excluded"
    return "read" if readings else "stored"


def _checks(corpus: Corpus, series: Mapping[str, Reading]) -> Iterable[FigureCheck]:
    restating = {document.key for document in corpus.documents if document.kind == SELF_CHECK}
    recorded: dict[tuple[str | None, str, str], list[float]] = defaultdict(list)
    for reading in corpus.readings:
        if reading.datum.locator.document not in restating and not reading.is_derived and reading.value is not None:
            recorded[reading.datum.paper, reading.datum.device, reading.parameter].append(reading.value)
    errors: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for reading in corpus.readings:
        parent = series.get(reading.inputs[0]) if reading.inputs else None
        if parent is None or reading.datum.locator.document not in restating or reading.value is None:
            continue
        known = recorded[reading.datum.paper, reading.datum.device, reading.parameter]
        distances = [_share_of_axis(reading, parent, value) for value in known]
        if distances:
            errors[reading.datum.method].append((reading.id, min(distances)))
    for method in METHODS:
        if errors[method]:
            yield _check(method, errors[method])


def _share_of_axis(reading: Reading, series: Reading, known: float) -> float:
    """Distance of a digitized value from a known one, in percent of the range of its axis."""
    figure = series.datum.figure
    assert figure is not None
    assert reading.value is not None
    on_x = reading.parameter == figure.x_quantity
    axis = figure.x if on_x else figure.y
    unit = (figure.x_unit if on_x else figure.y_unit) or axis.unit
    factor = unit_factor(unit, reading.unit or "1")
    assert factor is not None, "the reading was converted with it"
    return 100.0 * abs(_position(axis, reading.value / factor) - _position(axis, known / factor))


def _position(axis: FigureAxis, value: float) -> float:
    """Place of a value along an axis: 0 at its low end, 1 at its high end."""
    low, high = axis.low or 0.0, axis.high or 0.0
    if axis.scale == "log":
        if value * axis.sign <= 0:
            return math.inf
        return math.log10(value / low) / math.log10(high / low)
    return (value - low) / (high - low)


def _check(method: str, errors: list[tuple[str, float]]) -> FigureCheck:
    values = sorted(error for _, error in errors)
    inputs = tuple(identifier for identifier, _ in errors)
    nearest_rank = values[math.ceil(0.95 * len(values)) - 1]

    make = Numbers(f"figures/check/{method}", inputs, of=f", {method}")
    how = "distance to the nearest recorded value of the device, in percent of the axis range (log10 on a log axis)"
    return FigureCheck(
        method=method,
        n=make.count("n", "digitized values compared with the record", len(values), "values counted"),
        median=make.statistic("median", "median error", statistics.median(values), f"median {how}", "%"),
        p95=make.statistic(
            "p95", "95th percentile of the error", nearest_rank, f"95th percentile (nearest rank) of the {how}", "%"
        ),
        maximum=make.statistic("maximum", "largest error", values[-1], f"largest {how}", "%"),
    )
