"""Tables of the bounds: medians between the ends of what is known, and pairs tested at the corners."""

from __future__ import annotations

from memlit.analysis.robustness.bounds_record import CornerTest, MedianLine
from memlit.published import Column, Table, interval

BOUNDS = Table[MedianLine](
    "bounds.csv",
    "Medians of classes between the lower and upper ends of what is known",
    "test_sensitivity",
    (
        Column("id", "set, class, role and quantity"),
        Column("set", "set of papers", lambda line: line.set_name),
        Column("class", "device class by its short name", lambda line: line.device_class),
        Column("quantity", "metric, or quantity of the survey"),
        Column("unit", "SI unit of the numbers"),
        Column("n_papers", "papers with a value or a bound", type="integer"),
        Column("n_bounded", "of them with a device that is only bounded", type="integer"),
        Column("n_devices", "devices of them", type="integer"),
        Column("lower", "median of the papers' lower ends, in `unit`", lambda m: m.bounds.low, unit="column unit"),
        Column(
            "upper",
            "median of their upper ends, in `unit`; inf where it has no bound",
            lambda line: line.bounds.high,
            unit="column unit",
        ),
        Column(
            "low",
            "lower end of the sampling interval around the bounds, in `unit`, papers resampled whole; empty for few",
            lambda line: line.interval and line.interval.low,
            unit="column unit",
        ),
        Column(
            "high",
            "upper end of it, in `unit`",
            lambda line: line.interval and line.interval.high,
            unit="column unit",
        ),
        Column(
            "credited",
            "what is known of the median over all credited papers: identified, bounded or not identified; "
            "not asked for quantities of the survey",
        ),
        *interval(
            "device_median",
            "sensitivity: median over devices, not papers, in `unit`; empty where every paper has one",
            lambda line: line.devices,
            "column unit",
            ("device_median", "device_low", "device_high"),
            "interval, in `unit`, papers resampled whole",
        ),
        *interval(
            "censored",
            "middle by censored likelihood, in `unit`, where values are printed as < or >",
            lambda line: line.censored,
            "column unit",
            kind="interval, in `unit`",
        ),
        Column("censored_reason", "why there is none"),
    ),
)
CORNERS = Table[CornerTest](
    "corners.csv",
    "Pairs of classes tested at the corners of the bounds",
    "test_sensitivity",
    (
        Column("id", "set, pair and quantity"),
        Column("set", "set of papers", lambda test: test.set_name),
        Column("quantity", "metric, or quantity of the survey"),
        Column("first", "first class"),
        Column("second", "second class"),
        Column("chance_lower", "smallest P(first < second) within the bounds", lambda c: c.chance.low, unit="1"),
        Column("chance_upper", "largest P(first < second) within the bounds", lambda c: c.chance.high, unit="1"),
        Column("p_lower", "p of the pair alone at the corner of the smallest chance", unit="1"),
        Column("p_upper", "p at the corner of the largest chance", unit="1"),
        Column("p_largest", "largest p at the corners and at random positions within the bounds", unit="1"),
        Column("share", "share of these positions that reject", unit="1"),
        Column(
            "holds",
            "whether all of them reject in one direction, so that the difference counts",
            type="boolean",
        ),
    ),
)
TABLES = (BOUNDS, CORNERS)
