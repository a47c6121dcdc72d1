"""Records of variability as effect sizes: single effects, what was pooled, moderators, printed values, class counts."""

from typing import Annotated, Literal

from memlit.datum import Estimate, Record, Result
from memlit.published import Column, ends, interval, meaning, published

VariabilityKind = Literal["cells", "cycle to cycle", "device to device", "not stated"]
"""`cells`: cells of one array after one write with verify each, which holds more than device-to-device spread."""
Measure = Literal["lnCV", "lnSD", "lnCVR", "lnVR"]
_AS_EFFECTS = "as in effect_sizes.csv"
_PRINTED_OVER = "what the printed spread is over: window (conductance range) or not stated"
_NEW_DEVICE = "prediction interval for a new device"


@published(
    "effect_sizes.csv",
    "Variability as effect sizes",
    "measure_variability",
    after={"se": ends("effect", "interval of 95 %", "effect", names=("low", "high"))},
)
class SpreadEffect(Record):
    """One effect size on the natural-log scale with its standard error; `spread` is the CV or the SD of ln R.

    `group` names what may be pooled with it; `conductance` is the mean of the level where the effect is of one.
    """

    id: Annotated[str, meaning("id of the effect, the pool or the moderator")]
    document: Annotated[str, meaning("document with the measured set")]
    group: Annotated[str, meaning("read and cells of an array, or what else was repeated")]
    label: Annotated[str, meaning("level, device or state")]
    kind: Annotated[
        VariabilityKind,
        meaning("cells (of one array after write with verify), cycle to cycle or device to device; never mixed"),
    ]
    state: Annotated[
        str, meaning("lower or upper half of the levels (by conductance), state of a cell, or as fabricated")
    ]
    measure: Annotated[
        Measure, meaning("lnCV, lnSD (SD of ln R), and their ratios lnCVR and lnVR, second read over first")
    ]
    normalised_by: Annotated[str, meaning("what the spread is over: mean (a CV), or none (log scale)")]
    n: Annotated[Result, meaning("independent values", unit="1")]
    effect: Annotated[
        Estimate,
        meaning(
            "effect size on the natural-log scale; exp of it is the CV, the SD of ln R, or the ratio", "value", unit="1"
        ),
    ]
    se: Annotated[Result, meaning("standard error of the effect", unit="1")]
    pooled: Annotated[bool, meaning("whether it enters a pool of its own set", type="boolean")]
    reason: Annotated[str, meaning("what a reader has to know, or why it is not pooled")]
    spread: Annotated[Result, meaning("id of the spread: the CV, the SD of ln R, or their ratio", "id")]
    conductance: Annotated[Result | None, meaning("id of the mean conductance of the level", "id")] = None


@published("effect_pools.csv", "Effect sizes pooled within a measured set", "measure_variability")
class SpreadPool(Record):
    """Effects of one group pooled by REML; `units` are levels, devices or papers.

    back, back_prediction: exp of the estimate and of the ends of the prediction interval, on the measure's own scale.
    The levels of an array are all there are, so their pool has no prediction and no variance between; a pool that is
    not informative has no number but k, and a reason.
    """

    id: Annotated[str, meaning("id of the effect, the pool or the moderator")]
    document: Annotated[str, meaning("document with the measured set")]
    label: Annotated[str, Column("group", "read and cells of an array, or what else was repeated")]
    kind: Annotated[VariabilityKind, meaning(_AS_EFFECTS)]
    state: Annotated[str, meaning(_AS_EFFECTS)]
    measure: Annotated[Measure, meaning(_AS_EFFECTS)]
    normalised_by: Annotated[str, meaning(_AS_EFFECTS)]
    units: Annotated[str, meaning("what was pooled: levels or devices of one set, never papers of a class")]
    k: Annotated[Result, meaning("how many of them")]
    method: Annotated[str, meaning("estimator of tau2, interval of the mean, interval of tau2, prediction interval")]
    estimate: Annotated[Estimate | None, *interval("effect", "pooled effect", names=("effect", "low", "high"))] = None
    prediction: Annotated[Estimate | None, *ends("prediction", f"{_NEW_DEVICE}; none for levels, no sample")] = None
    tau2: Annotated[Estimate | None, *interval("tau2", "variance between devices", kind="Q-profile interval")] = None
    i2: Annotated[
        Estimate | None, *interval("i2", "share of the variance that is between", unit="%", kind="Q-profile interval")
    ] = None
    back: Annotated[
        Estimate | None,
        *interval(
            "back",
            "the pooled effect on its own scale: CV [%], SD of log10 R [decades] or ratio [1]",
            unit="by measure",
            kind="interval of 95 %, in the unit of `back`",
        ),
    ] = None
    back_prediction: Annotated[
        Estimate | None, *ends("back_prediction", f"{_NEW_DEVICE}, in the unit of `back`", unit="by measure")
    ] = None
    reason: Annotated[str, meaning("why a pool is listed without numbers")] = ""


@published("effect_moderators.csv", "Moderators of pooled effect sizes", "measure_variability")
class SpreadModerator(Record):
    """Effect on lnCV or lnSD of a moderator with CR2 and Satterthwaite; None with its reason where not estimable.

    at_centre: the CV or the SD of log R on the line at `centre`, the geometric mean of the moderator.
    """

    id: Annotated[str, meaning("id of the moderator")]
    label: Annotated[str, meaning("set and read")]
    moderator: Annotated[str, meaning("what the effect is regressed on")]
    measure: Annotated[Measure, meaning(_AS_EFFECTS)]
    k: Annotated[Result, meaning("levels, devices or documents")]
    slope: Annotated[
        Estimate | None,
        *interval(
            "slope",
            "change of the effect a decade of the moderator",
            names=("slope", "low", "high"),
            kind="interval of 95 %, CR2 with Satterthwaite",
        ),
    ] = None
    df: Annotated[Result | None, meaning("Satterthwaite degrees of freedom", unit="1")] = None
    p: Annotated[Result | None, meaning("p of no change", unit="1")] = None
    centre: Annotated[
        Result | None,
        meaning("geometric mean of the moderator: conductance [S] or contact area [um^2]", unit="by moderator"),
    ] = None
    at_centre: Annotated[
        Estimate | None,
        *interval(
            "at_centre",
            "CV [%] or SD of log10 R [decades] on the line at the centre",
            unit="by measure",
            kind="interval of 95 %, in the same unit",
        ),
    ] = None
    reason: Annotated[str, meaning("why it is not estimable")] = ""


@published("printed_spreads.csv", "Spreads that documents print for named devices", "measure_variability")
class PrintedSpread(Record):
    """A spread that a document prints for a device, in percent of what it is normalised by. It has no n."""

    id: Annotated[str, meaning("paper, device, class, kind and what the spread is over")]
    reading: Annotated[str, meaning("id of the reading")]
    paper: Annotated[str, meaning("key of the paper")]
    device: Annotated[str, meaning("id of the device within its paper")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    kind: Annotated[VariabilityKind, meaning("cycle to cycle, device to device or not stated")]
    normalised_by: Annotated[str, meaning(_PRINTED_OVER)]
    comparator: Annotated[str, meaning("=, or < of a limit")]
    tier: Annotated[str, meaning("who prints it, as in readings.csv")]
    n_restated: Annotated[Result, Column("tables", "tables that print it")]


@published("effect_classes.csv", "Effect sizes by class", "measure_variability")
class SpreadClass(Record):
    """Papers of one class with a printed spread of one kind and definition, and what they allow."""

    id: Annotated[str, meaning("class, kind and what the spread is over")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    kind: Annotated[VariabilityKind, meaning("cycle to cycle, device to device or not stated")]
    normalised_by: Annotated[str, meaning(_PRINTED_OVER)]
    n_papers: Annotated[Result, Column("papers", "papers of the class that print it")]
    decision: Annotated[str, meaning("what the papers allow")]


class Spread(Record):
    """All effect sizes of variability of a run."""

    effects: tuple[SpreadEffect, ...] = ()
    pools: tuple[SpreadPool, ...] = ()
    moderators: tuple[SpreadModerator, ...] = ()
    printed: tuple[PrintedSpread, ...] = ()
    classes: tuple[SpreadClass, ...] = ()
