"""Digitized figures of a run: what became of every series, and how far known values are met."""

import math
import statistics
from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

import pandas as pd

from memlit.analysis.evidence.restated import about
from memlit.datum import REVIEW_REQUIRED, SERIES_PARAMETER, UNASSIGNED, FigureAxis, Numbers, Reading, Record, Result
from memlit.devices.gather import SELF_CHECK, Corpus
from memlit.errors import certain
from memlit.frames import SEVERAL, items_of, joined_by
from memlit.grouping import grouped
from memlit.naming import overlay_path
from memlit.published import PublishedTable, published_table
from memlit.quantities.convert import unit_factor

_METHODS = ("vector-figure", "raster-figure", "imported-digitization", "measured")


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


FIGURES_TABLE: PublishedTable[DigitizedSeries] = published_table(__file__, "figures")


class FigureCheck(Record):
    """Digitized values of one method against the recorded ones; errors in percent of the axis range."""

    id: str
    method: str
    n: Result
    median: Result
    p95: Result
    maximum: Result


FIGURE_CHECKS_TABLE: PublishedTable[FigureCheck] = published_table(__file__, "figure_checks")


class DigitizedFigures(Record):
    """All digitized series of a run in the order of their ids, and the self-check by method."""

    series: tuple[DigitizedSeries, ...] = ()
    checks: tuple[FigureCheck, ...] = ()


FIGURE_COLUMNS = ("id", "document", "paper", "parameter", "value", "derived_from")
"""Columns of readings.csv by which those of figures are found."""


def digitized_figures(corpus: Corpus, readings: pd.DataFrame) -> DigitizedFigures:
    """Every digitized series of the corpus, and the self-check of documents that restate known values.

    readings: FIGURE_COLUMNS of readings.parquet.
    """
    derived = readings[readings["derived_from"].notna()]
    taken = joined_by(derived["derived_from"].str.split(SEVERAL).str[0], derived["id"])
    is_series = (readings["parameter"] == SERIES_PARAMETER) & readings["derived_from"].isna()
    found = {one: corpus.by_id[one] for one in readings["id"][is_series]}
    series = tuple(_series(reading, items_of(taken.get(one))) for one, reading in found.items())
    return DigitizedFigures(series=series, checks=tuple(_checks(corpus, readings, found)))


def _series(reading: Reading, readings: tuple[str, ...]) -> DigitizedSeries:
    datum, figure = reading.datum, reading.datum.figure
    place = datum.locator
    assert figure is not None
    make = Numbers(reading.id, (reading.id,))
    label, rule = f"points of {datum.printed.text}", "points of the digitized series counted"
    return DigitizedSeries(
        id=reading.id,
        **{name: getattr(place, name) for name in ("document", "file", "page", "panel")},
        label=place.label or place.file,
        name=datum.printed.text,
        **{name: getattr(figure, name) for name in ("trust", "kind", "reader", "state")},
        **{name: getattr(datum, name) for name in ("method", "paper", "device")},
        n_points=make.count("points", label, figure.n_points, rule),
        status=_status(reading, readings),
        reason=reading.reason,
        overlay=overlay_path(datum).as_posix(),
        readings=readings,
    )


REASONS: Mapping[str | None, SeriesStatus] = {UNASSIGNED: "unassigned", REVIEW_REQUIRED: "review_required"}


def _status(reading: Reading, readings: tuple[str, ...]) -> SeriesStatus:
    if reading.reason_type in REASONS:
        return REASONS[reading.reason_type]
    if reading.status == "excluded":
        return "excluded"
    return "read" if readings else "stored"


def _checks(corpus: Corpus, readings: pd.DataFrame, series: Mapping[str, Reading]) -> list[FigureCheck]:
    is_restating = readings["document"].isin([each.key for each in corpus.documents if each.kind == SELF_CHECK])
    has_value, is_derived = readings["value"].notna(), readings["derived_from"].notna()
    restated = readings[is_restating & is_derived & has_value]
    others = readings[~is_restating & ~is_derived & has_value & readings["paper"].isin(restated["paper"])]
    recorded = grouped((corpus.by_id[one] for one in others["id"]), about)
    errors: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for reading in (corpus.by_id[one] for one in restated["id"]):
        parent, known = series.get(reading.inputs[0]), recorded.get(about(reading))
        if parent and known and reading.value is not None:
            distance = min(_share_of_axis(reading, parent, certain(own.value)) for own in known)
            errors[reading.datum.method].append((reading.id, distance))
    return [_check(method, errors[method]) for method in _METHODS if errors[method]]


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
    median, p95, maximum = (
        make.statistic(name, label, value, rule, "%")
        for name, label, value, rule in (
            ("median", "median error", statistics.median(values), f"median {how}"),
            ("p95", "95th percentile of the error", nearest_rank, f"95th percentile (nearest rank) of the {how}"),
            ("maximum", "largest error", values[-1], f"largest {how}"),
        )
    )
    n = make.count("n", "digitized values compared with the record", len(values), "values counted")
    return FigureCheck(id=make.base, method=method, n=n, median=median, p95=p95, maximum=maximum)
