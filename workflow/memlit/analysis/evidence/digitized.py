"""Digitized figures of a run: what became of every series, and how far known values are met."""

import math
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from memlit.datum import REVIEW_REQUIRED, SERIES_PARAMETER, UNASSIGNED
from memlit.devices.gather import Corpus
from memlit.devices.outputs import SERIES_TABLE
from memlit.frames import SEVERAL, frame_of, joined_by, row_dicts
from memlit.naming import overlay_path
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, published_table
from memlit.quantities.convert import unit_factor

_METHODS = ("vector-figure", "raster-figure", "imported-digitization", "measured")
_OF_A_VALUE = ["paper", "device", "parameter"]
"""What a recorded value that a figure restates is of."""

FIGURES_TABLE: PublishedTable[None] = published_table(__file__, "figures")
FIGURE_CHECKS_TABLE: PublishedTable[None] = published_table(__file__, "figure_checks")
FIGURE_COLUMNS = (
    *("id", "document", "file", "page", "label", "printed", "method", "paper", "device", "parameter"),
    *("value", "unit", "status", "reason", "derived_from"),
)
"""Columns of readings.csv by which those of figures are found."""


def digitized_series(corpus: Corpus, readings: pd.DataFrame) -> pd.DataFrame:
    """The rows of figures.csv, with the axes of each series as series.csv has them; readings: FIGURE_COLUMNS.

    Its status is `read` where readings come from it, `stored` where none do; all others say why they give none.
    """
    is_series = (readings["parameter"] == SERIES_PARAMETER) & readings["derived_from"].isna()
    found = readings.loc[is_series, list(FIGURE_COLUMNS)]
    records = [corpus.by_id[one] for one in found["id"]]
    overlays = [overlay_path(record.datum).as_posix() for record in records]
    found = found.merge(frame_of(SERIES_TABLE, records).assign(overlay=overlays), on="id")
    derived = readings[readings["derived_from"].notna()]
    taken = joined_by(derived["derived_from"].astype("str").str.split(SEVERAL).str[0], derived["id"])
    reason = found["reason"].fillna("").astype("str").str.split(":").str[0]
    found = found.assign(
        label=found["label"].fillna(found["file"]), name=found["printed"], readings=found["id"].map(taken)
    )
    told = [reason.isin([UNASSIGNED, REVIEW_REQUIRED]), found["status"] == "excluded", found["readings"].notna()]
    return found.assign(status=np.select(told, [reason, found["status"], "read"], "stored"))


def figure_checks(readings: pd.DataFrame, series: pd.DataFrame, self_checks: Collection[str]) -> pd.DataFrame:
    """The rows of figure_checks.csv, with the `inputs` of their numbers.

    readings: FIGURE_COLUMNS; series: as `digitized_series` gives them; self_checks: documents that restate known
    values. An error is the distance to the nearest recorded value of the device.
    """
    is_check, is_derived = readings["document"].isin(self_checks), readings["derived_from"].notna()
    has_value = readings["value"].notna()
    restated = readings[is_check & is_derived & has_value]
    restated = restated.assign(series=restated["derived_from"].astype("str").str.split(SEVERAL).str[0])
    recorded = readings[~is_check & ~is_derived & has_value].rename(columns={"value": "known"})
    pairs = restated.merge(recorded[[*_OF_A_VALUE, "known"]], on=_OF_A_VALUE)
    axes = series[list(SERIES_TABLE.names)].rename(columns={"id": "series"})
    pairs = pairs.merge(axes, on="series")
    pairs["error"] = [_share_of_axis(pair) for pair in row_dicts(pairs)]
    nearest = pairs.groupby(["method", "id"], sort=False)["error"].min().reset_index()
    of_methods = nearest.groupby("method")
    found = of_methods["error"].agg(["size", "median", _nearest_rank, "max"])
    found = found.set_axis(["n", "median", "p95", "maximum"], axis=1).assign(inputs=of_methods["id"].agg(SEVERAL.join))
    found = found.reindex([method for method in _METHODS if method in found.index]).reset_index()
    return found.assign(id="figures/check/" + found["method"])


def _nearest_rank(errors: "pd.Series[float]") -> float:
    """The 95th percentile."""
    return float(errors.sort_values().iloc[math.ceil(0.95 * len(errors)) - 1])


def _share_of_axis(pair: Mapping[str, Any]) -> float:
    """The distance of a digitized value from a known one, in percent of the range of its axis."""
    axis = "x" if pair["parameter"] == pair["x_quantity"] else "y"
    names = ("unit", "printed_unit", "low", "high", "scale", "sign")
    unit, printed_unit, low, high, scale, sign = (pair[f"{axis}_{name}"] for name in names)
    factor = unit_factor(unit or printed_unit or "", pair["unit"] or "1")
    assert factor is not None, "the reading was converted with it"
    ends = low or 0.0, high or 0.0
    place, known = (_position(pair[name] / factor, ends, scale, sign) for name in ("value", "known"))
    return 100.0 * abs(place - known)


def _position(value: float, ends: tuple[float, float], scale: str, sign: float) -> float:
    """Place of a value along an axis: 0 at its low end, 1 at its high end."""
    low, high = ends
    if scale == "log":
        if value * sign <= 0:
            return math.inf
        return math.log10(value / low) / math.log10(high / low)
    return (value - low) / (high - low)


_POINTS = NumberColumn(
    "n_points",
    "points of {name}",
    "points of the digitized series counted",
    "count",
    inputs="id",
    id="{id}#points",
)
_HOW = "distance to the nearest recorded value of the device, in percent of the axis range (log10 on a log axis)"
_ERRORS = (
    ("median", "median error", f"median {_HOW}"),
    ("p95", "95th percentile of the error", f"95th percentile (nearest rank) of the {_HOW}"),
    ("maximum", "largest error", f"largest {_HOW}"),
)
_CHECKS = (
    NumberColumn("n", "digitized values compared with the record, {method}", "values counted", "count", "inputs"),
    *(NumberColumn(name, f"{label}, {{method}}", rule, inputs="inputs", unit="%") for name, label, rule in _ERRORS),
)


def figure_numbers(series: pd.DataFrame, checks: pd.DataFrame) -> pd.DataFrame:
    """The numbers of both tables, as rows of the table of numbers."""
    return pd.concat([numbers_of_table(series, _POINTS), numbers_of_table(checks, *_CHECKS)])
