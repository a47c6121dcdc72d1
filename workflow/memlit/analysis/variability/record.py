"""Records of variability as effect sizes: single effects, what was pooled, moderators, printed values, class counts."""

from typing import Literal

from memlit.datum import Estimate, Record, Result, results_in

Kind = Literal["cells", "cycle to cycle", "device to device", "not stated"]
"""`cells`: cells of one array after one write with verify each, which holds more than device-to-device spread."""
Measure = Literal["lnCV", "lnSD", "lnCVR", "lnVR"]


class SpreadEffect(Record):
    """One effect size on the natural-log scale with its standard error; `spread` is the CV or the SD of ln R.

    `group` names what may be pooled with it; `state` is a half of the levels or a state of a cell; `normalised_by` mean
    or none (log scale); `conductance` the mean of the level where the effect is of one.
    """

    id: str
    document: str
    group: str
    label: str
    kind: Kind
    state: str
    normalised_by: str
    measure: Measure
    n: Result
    spread: Result
    effect: Estimate
    se: Result
    pooled: bool
    reason: str
    conductance: Result | None = None


class SpreadPool(Record):
    """Effects of one group pooled by REML; `units` are levels, devices or papers.

    back, back_prediction: exp of the estimate and of the ends of the prediction interval, on the measure's own scale.
    The levels of an array are all there are, so their pool has no prediction and no variance between; a pool that is
    not informative has no number but k, and a reason.
    """

    id: str
    document: str
    label: str
    kind: Kind
    state: str
    normalised_by: str
    measure: Measure
    units: str
    method: str
    k: Result
    estimate: Estimate | None = None
    back: Estimate | None = None
    prediction: Estimate | None = None
    back_prediction: Estimate | None = None
    tau2: Estimate | None = None
    i2: Estimate | None = None
    reason: str = ""


class SpreadModerator(Record):
    """Effect on lnCV or lnSD of a moderator with CR2 and Satterthwaite; None with its reason where not estimable.

    at_centre: the CV or the SD of log R on the line at `centre`, the geometric mean of the moderator.
    """

    id: str
    label: str
    moderator: str
    measure: Measure
    k: Result
    slope: Estimate | None
    df: Result | None
    p: Result | None
    reason: str
    centre: Result | None = None
    at_centre: Estimate | None = None


class PrintedSpread(Record):
    """A spread that a document prints for a device, in percent of what it is normalised by. It has no n."""

    id: str
    reading: str
    paper: str
    device: str
    device_class: str
    kind: Kind
    normalised_by: str
    comparator: str
    tier: str
    n_restated: Result


class SpreadClass(Record):
    """Papers of one class with a printed spread of one kind and definition, and what they allow."""

    id: str
    device_class: str
    kind: Kind
    normalised_by: str
    n_papers: Result
    decision: str


class Spread(Record):
    """All effect sizes of variability of a run."""

    effects: tuple[SpreadEffect, ...] = ()
    pools: tuple[SpreadPool, ...] = ()
    moderators: tuple[SpreadModerator, ...] = ()
    printed: tuple[PrintedSpread, ...] = ()
    classes: tuple[SpreadClass, ...] = ()

    @property
    def results(self) -> list[Result]:
        """Every number, in the order of the records."""
        return list(results_in(self))

    @property
    def is_empty(self) -> bool:
        """Whether no paper gives a measure of spread."""
        return not (self.effects or self.printed)
