"""Records of what bounded papers allow: medians as bounds, decisions at both corners, devices as a sensitivity."""

from memlit.datum import Estimate, Record, Result
from memlit.published import Column, Table, interval


class MedianLine(Record):
    """One class, set and quantity.

    bounds: identification bounds of the median over papers with evidence; interval: sampling interval around them;
    credited: what is known of the median over all credited papers; devices: the median over devices with papers
    resampled, a sensitivity; censored: the middle by censored likelihood where values are printed as < or >, with
    `censored_reason` where there is none.
    """

    id: str
    set_name: str
    device_class: str
    quantity: str
    unit: str
    n_papers: Result
    n_bounded: Result
    n_devices: Result
    bounds: Result
    interval: Result | None
    credited: str
    devices: Estimate | None
    censored: Estimate | None
    censored_reason: str


class CornerTest(Record):
    """Two classes with bounded papers: P(first < second) and p at both corners and in random positions between.

    steady: share of all these positions at which the test of the pair alone rejects; holds: in all, in one direction.
    """

    id: str
    set_name: str
    quantity: str
    first: str
    second: str
    chance: Result
    p_lower: Result
    p_upper: Result
    p_largest: Result
    share: Result
    holds: bool


class Identification(Record):
    """All lines, and the pairs that are compared and have a bounded paper."""

    medians: tuple[MedianLine, ...] = ()
    corners: tuple[CornerTest, ...] = ()


BOUNDS = Table[MedianLine](
    "bounds.csv",
    "Medians of classes between the lower and upper ends of what is known",
    "test_sensitivity",
    (
        Column("id", "set, class, role and quantity"),
        Column("set", "set of papers", "set_name"),
        Column("class", "device class by its short name", "device_class"),
        Column("quantity", "metric, or quantity of the survey"),
        Column("unit", "SI unit of the numbers"),
        Column("n_papers", "papers with a value or a bound", type="integer"),
        Column("n_bounded", "of them with a device that is only bounded", type="integer"),
        Column("n_devices", "devices of them", type="integer"),
        Column("lower", "median of the papers' lower ends, in `unit`", "bounds.low", unit="column unit"),
        Column(
            "upper",
            "median of their upper ends, in `unit`; inf where it has no bound",
            "bounds.high",
            unit="column unit",
        ),
        Column(
            "low",
            "lower end of the sampling interval around the bounds, in `unit`, papers resampled whole; empty for few",
            "interval.low",
            unit="column unit",
        ),
        Column("high", "upper end of it, in `unit`", "interval.high", unit="column unit"),
        Column(
            "credited",
            "what is known of the median over all credited papers: identified, bounded or not identified; "
            "not asked for quantities of the survey",
        ),
        *interval(
            "device_median",
            "sensitivity: median over devices, not papers, in `unit`; empty where every paper has one",
            "devices",
            "column unit",
            ("device_median", "device_low", "device_high"),
            "interval, in `unit`, papers resampled whole",
        ),
        *interval(
            "censored",
            "middle by censored likelihood, in `unit`, where values are printed as < or >",
            "censored",
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
        Column("set", "set of papers", "set_name"),
        Column("quantity", "metric, or quantity of the survey"),
        Column("first", "first class"),
        Column("second", "second class"),
        Column("chance_lower", "smallest P(first < second) within the bounds", "chance.low", unit="1"),
        Column("chance_upper", "largest P(first < second) within the bounds", "chance.high", unit="1"),
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
