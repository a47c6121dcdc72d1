"""Tables of the effect sizes of variability: each, pooled, with moderators, and by class."""

from memlit.analysis.variability.accuracy import Accuracy
from memlit.analysis.variability.measured_record import MeasuredVariability
from memlit.analysis.variability.record import Spread, SpreadClass, SpreadEffect, SpreadModerator, SpreadPool
from memlit.datum import Record
from memlit.published import Column, Table, ends, interval


class Variability(Record):
    """results/variability.json: measured sets, their effect sizes, and what variability costs."""

    variability: MeasuredVariability
    spread: Spread
    accuracy: Accuracy


EFFECT_SIZES = Table[SpreadEffect](
    "effect_sizes.csv",
    "Variability as effect sizes",
    "measure_variability",
    (
        Column("id", "id of the effect, the pool or the moderator"),
        Column("document", "document with the measured set"),
        Column("group", "read and cells of an array, or what else was repeated"),
        Column("label", "level, device or state"),
        Column(
            "kind",
            "cells (of one array after write with verify), cycle to cycle or device to device; never mixed",
        ),
        Column("state", "lower or upper half of the levels (by conductance), state of a cell, or as fabricated"),
        Column("measure", "lnCV, lnSD (SD of ln R), and their ratios lnCVR and lnVR, second read over first"),
        Column("normalised_by", "what the spread is over: mean (a CV), or none (log scale)"),
        Column("n", "independent values", unit="1"),
        Column(
            "effect",
            "effect size on the natural-log scale; exp of it is the CV, the SD of ln R, or the ratio",
            "effect.value",
            unit="1",
        ),
        Column("se", "standard error of the effect", unit="1"),
        *ends("effect", "interval of 95 %", "effect", "1", ("low", "high")),
        Column(
            "pooled",
            "whether it enters a pool of its own set",
            lambda effect: "yes" if effect.pooled else "no",
            type="boolean",
        ),
        Column("reason", "what a reader has to know, or why it is not pooled"),
    ),
)
_AS_EFFECTS = "as in effect_sizes.csv"
_NEW_DEVICE = "prediction interval for a new device"
EFFECT_POOLS = Table[SpreadPool](
    "effect_pools.csv",
    "Effect sizes pooled within a measured set",
    "measure_variability",
    (
        Column("id", "id of the effect, the pool or the moderator"),
        Column("document", "document with the measured set"),
        Column("group", "read and cells of an array, or what else was repeated", "label"),
        Column("kind", _AS_EFFECTS),
        Column("state", _AS_EFFECTS),
        Column("measure", _AS_EFFECTS),
        Column("normalised_by", _AS_EFFECTS),
        Column("units", "what was pooled: levels or devices of one set, never papers of a class"),
        Column("k", "how many of them", type="integer"),
        Column("method", "estimator of tau2, interval of the mean, interval of tau2, prediction interval"),
        *interval("effect", "pooled effect", "estimate", "1", ("effect", "low", "high")),
        *ends("prediction", f"{_NEW_DEVICE}; none for levels, no sample", "prediction", "1"),
        *interval("tau2", "variance between devices", "tau2", "1", kind="Q-profile interval"),
        *interval("i2", "share of the variance that is between", "i2", "%", kind="Q-profile interval"),
        *interval(
            "back",
            "the pooled effect on its own scale: CV [%], SD of log10 R [decades] or ratio [1]",
            "back",
            "by measure",
            kind="interval of 95 %, in the unit of `back`",
        ),
        *ends("back_prediction", f"{_NEW_DEVICE}, in the unit of `back`", "back_prediction", "by measure"),
        Column("reason", "why a pool is listed without numbers"),
    ),
)
EFFECT_MODERATORS = Table[SpreadModerator](
    "effect_moderators.csv",
    "Moderators of pooled effect sizes",
    "measure_variability",
    (
        Column("id", "id of the moderator"),
        Column("label", "set and read"),
        Column("moderator", "what the effect is regressed on"),
        Column("measure", _AS_EFFECTS),
        Column("k", "levels, devices or documents", type="integer"),
        *interval(
            "slope",
            "change of the effect a decade of the moderator",
            "slope",
            "1",
            ("slope", "low", "high"),
            "interval of 95 %, CR2 with Satterthwaite",
        ),
        Column("df", "Satterthwaite degrees of freedom", unit="1"),
        Column("p", "p of no change", unit="1"),
        Column(
            "centre", "geometric mean of the moderator: conductance [S] or contact area [um^2]", unit="by moderator"
        ),
        *interval(
            "at_centre",
            "CV [%] or SD of log10 R [decades] on the line at the centre",
            "at_centre",
            "by measure",
            kind="interval of 95 %, in the same unit",
        ),
        Column("reason", "why it is not estimable"),
    ),
)
EFFECT_CLASSES = Table[SpreadClass](
    "effect_classes.csv",
    "Effect sizes by class",
    "measure_variability",
    (
        Column("class", "device class by its short name", "device_class"),
        Column("kind", "cycle to cycle, device to device or not stated"),
        Column("normalised_by", "what the printed spread is over: window (conductance range) or not stated"),
        Column("papers", "papers of the class that print it", "n_papers", type="integer"),
        Column("decision", "what the papers allow"),
    ),
)
TABLES = (EFFECT_SIZES, EFFECT_POOLS, EFFECT_MODERATORS, EFFECT_CLASSES)
