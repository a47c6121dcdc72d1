"""Records of what bounded papers allow: medians as bounds, decisions at both corners, devices as a sensitivity."""

from __future__ import annotations

from memlit.datum import Estimate, Record, Result


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
