"""Columns of bounds.csv and corners.csv under results/data/, with their meanings and rows."""

from __future__ import annotations

from typing import Any

from memlit.analysis.comparisons_model import Estimate
from memlit.analysis.identification_model import CornerTest, Identification, MedianLine

Row = dict[str, Any]
MEANINGS = {
    "bounds.csv": {
        "id": "set, class, role and quantity",
        "set": "set of papers",
        "class": "device class by its short name",
        "quantity": "metric, or quantity of the survey",
        "unit": "SI unit of the numbers",
        "n_papers": "papers with a value or a bound",
        "n_bounded": "of them with a device that is only bounded",
        "n_devices": "devices of them",
        "lower": "median of the papers' lower ends, in `unit`",
        "upper": "median of their upper ends, in `unit`; inf where it has no bound",
        "low": "lower end of the sampling interval around the bounds, in `unit`, papers resampled whole; empty for few",
        "high": "upper end of it, in `unit`",
        "credited": "what is known of the median over all credited papers: identified, bounded or not identified; "
        "not asked for quantities of the survey",
        "device_median": "sensitivity: median over devices, not papers, in `unit`; empty where every paper has one",
        "device_low": "lower end of its interval, in `unit`, papers resampled whole",
        "device_high": "upper end of it, in `unit`",
        "censored": "middle by censored likelihood, in `unit`, where values are printed as < or >",
        "censored_low": "lower end of its interval, in `unit`",
        "censored_high": "upper end of it, in `unit`",
        "censored_reason": "why there is none",
    },
    "corners.csv": {
        "id": "set, pair and quantity",
        "set": "set of papers",
        "quantity": "metric, or quantity of the survey",
        "first": "first class",
        "second": "second class",
        "chance_lower": "smallest P(first < second) within the bounds",
        "chance_upper": "largest P(first < second) within the bounds",
        "p_lower": "p of the pair alone at the corner of the smallest chance",
        "p_upper": "p at the corner of the largest chance",
        "p_largest": "largest p at the corners and at random positions within the bounds",
        "share": "share of these positions that reject",
        "holds": "whether all of them reject in one direction, so that the difference counts",
    },
}


def identification_tables(record: Identification) -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    """Columns and rows of the two tables by file name."""
    rows = {"bounds.csv": list(map(_median_row, record.medians)), "corners.csv": list(map(_corner_row, record.corners))}
    return {name: (tuple(MEANINGS[name]), lines) for name, lines in rows.items()}


def _median_row(line: MedianLine) -> Row:
    return {
        "id": line.id,
        "set": line.set_name,
        "class": line.device_class,
        "quantity": line.quantity,
        "unit": line.unit,
        "n_papers": line.n_papers.value,
        "n_bounded": line.n_bounded.value,
        "n_devices": line.n_devices.value,
        "lower": line.bounds.low,
        "upper": line.bounds.high,
        "low": line.interval.low if line.interval else None,
        "high": line.interval.high if line.interval else None,
        "credited": line.credited,
        **_ends("device_median", "device_low", "device_high", line.devices),
        **_ends("censored", "censored_low", "censored_high", line.censored),
        "censored_reason": line.censored_reason,
    }


def _ends(middle: str, low: str, high: str, estimate: Estimate | None) -> Row:
    if estimate is None:
        return dict.fromkeys((middle, low, high))
    ends = (None if end is None else end.value for end in (estimate.value, estimate.low, estimate.high))
    return dict(zip((middle, low, high), ends, strict=True))


def _corner_row(test: CornerTest) -> Row:
    return {
        "id": test.id,
        "set": test.set_name,
        "quantity": test.quantity,
        "first": test.first,
        "second": test.second,
        "chance_lower": test.chance.low,
        "chance_upper": test.chance.high,
        **{name: getattr(test, name).value for name in ("p_lower", "p_upper", "p_largest", "share")},
        "holds": test.holds,
    }
