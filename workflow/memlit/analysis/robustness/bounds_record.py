"""Records of what bounded papers allow: medians as bounds, decisions at both corners, devices as a sensitivity."""

from typing import Annotated

from memlit.datum import Estimate, Record, Result
from memlit.published import Column, interval, meaning, published


@published("bounds.csv", "Medians of classes between the lower and upper ends of what is known", "test_sensitivity")
class MedianLine(Record):
    """One class, set and quantity.

    bounds: identification bounds of the median over papers with evidence; interval: sampling interval around them;
    credited: what is known of the median over all credited papers; devices: the median over devices with papers
    resampled, a sensitivity; censored: the middle by censored likelihood where values are printed as < or >, with
    `censored_reason` where there is none.
    """

    id: Annotated[str, meaning("set, class, role and quantity")]
    set_name: Annotated[str, Column("set", "set of papers")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    quantity: Annotated[str, meaning("metric, or quantity of the survey")]
    unit: Annotated[str, meaning("SI unit of the numbers")]
    n_papers: Annotated[Result, meaning("papers with a value or a bound")]
    n_bounded: Annotated[Result, meaning("of them with a device that is only bounded")]
    n_devices: Annotated[Result, meaning("devices of them")]
    bounds: Annotated[
        Result,
        Column("lower", "median of the papers' lower ends, in `unit`", "low", unit="column unit"),
        Column("upper", "median of their upper ends, in `unit`; inf where it has no bound", "high", unit="column unit"),
    ]
    interval: Annotated[
        Result | None,
        Column(
            "low",
            "lower end of the sampling interval around the bounds, in `unit`, papers resampled whole; empty for few",
            "low",
            unit="column unit",
        ),
        Column("high", "upper end of it, in `unit`", "high", unit="column unit"),
    ]
    credited: Annotated[
        str,
        meaning(
            "what is known of the median over all credited papers: identified, bounded or not identified; "
            "not asked for quantities of the survey"
        ),
    ]
    devices: Annotated[
        Estimate | None,
        *interval(
            "device_median",
            "sensitivity: median over devices, not papers, in `unit`; empty where every paper has one",
            unit="column unit",
            names=("device_median", "device_low", "device_high"),
            kind="interval, in `unit`, papers resampled whole",
        ),
    ]
    censored: Annotated[
        Estimate | None,
        *interval(
            "censored",
            "middle by censored likelihood, in `unit`, where values are printed as < or >",
            unit="column unit",
            kind="interval, in `unit`",
        ),
    ] = None
    censored_reason: Annotated[str, meaning("why there is none")] = ""


@published("corners.csv", "Pairs of classes tested at the corners of the bounds", "test_sensitivity")
class CornerTest(Record):
    """Two classes with bounded papers: P(first < second) and p at both corners and in random positions between.

    share: of all these positions, where the test of the pair alone rejects; holds: in all, in one direction.
    """

    id: Annotated[str, meaning("set, pair and quantity")]
    set_name: Annotated[str, Column("set", "set of papers")]
    quantity: Annotated[str, meaning("metric, or quantity of the survey")]
    first: Annotated[str, meaning("first class")]
    second: Annotated[str, meaning("second class")]
    chance: Annotated[
        Result,
        Column("chance_lower", "smallest P(first < second) within the bounds", "low", unit="1"),
        Column("chance_upper", "largest P(first < second) within the bounds", "high", unit="1"),
    ]
    p_lower: Annotated[Result, meaning("p of the pair alone at the corner of the smallest chance", unit="1")]
    p_upper: Annotated[Result, meaning("p at the corner of the largest chance", unit="1")]
    p_largest: Annotated[
        Result, meaning("largest p at the corners and at random positions within the bounds", unit="1")
    ]
    share: Annotated[Result, meaning("share of these positions that reject", unit="1")]
    holds: Annotated[bool, meaning("whether all of them reject in one direction, so that the difference counts")]


class Identification(Record):
    """All lines, and the pairs that are compared and have a bounded paper."""

    medians: tuple[MedianLine, ...] = ()
    corners: tuple[CornerTest, ...] = ()
