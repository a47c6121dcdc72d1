"""The survey's off state: standby power, on/off ratio and energy-power ratio of memory cells as one finding.

All three hold R_off: P_s = V^2/R_off, the ratio is R_off/R_on, E_a/P_s = tau (1 + R_off/R_on)/2. What they say of two
classes is one thing said three times, so their tests are one family, adjusted by Holm together. P_s and E_a/P_s of the
survey are unpaired: voltage, time and states of a row are not named for one transition, and the ratio is of full
switching, not of a pulse window. A phase-change cell is written above its threshold, where G_off is not the one read at
low field: it is flagged `beyond_threshold`, shown and not tested.
"""

from collections.abc import Sequence
from dataclasses import replace

from memlit.analysis.comparison.pairs import holm_over, pair_tests
from memlit.analysis.comparison.record import PairStatistic, Samples, papers_id
from memlit.analysis.quantities import (
    ON_OFF_RATIO,
    AnalysedQuantity,
    ClassValues,
    class_values,
    metric_values,
    named_classes,
    survey_rows,
)
from memlit.benchmark.values import Value
from memlit.config import Classes, Config
from memlit.datum import Estimate, Numbers, Record, Result, count_of, joined_ids, p_of
from memlit.field.codes import SURVEY, UNPAIRED_SET
from memlit.published import PublishedTable, of_path, published_table
from memlit.statistics.comparison.medians import log_median

_SET = "off-state"
BEYOND_THRESHOLD = "beyond_threshold"
_METRICS = ("standby_power", "energy_power_ratio")


class OffStateClass(Record):
    """A quantity of one class: papers and their median; flag: why it is shown and not tested."""

    id: str
    quantity: str
    device_class: str
    n_papers: Result
    median: Result
    flag: str


OFF_STATE_CLASSES_TABLE: PublishedTable[OffStateClass] = published_table(
    __file__, "off_state_classes", {"class": "device_class", "unit": "median.unit"}
)


class OffStatePair(Record):
    """Two classes in one of the three views: first over second, and p adjusted over all views."""

    id: str
    quantity: str
    first: str
    second: str
    ratio: Estimate | None
    probability: Estimate | None
    p: Result
    p_holm: Result


OFF_STATE_PAIRS_TABLE: PublishedTable[OffStatePair] = published_table(
    __file__,
    "off_state_pairs",
    {
        "ratio": "ratio.value",
        "ratio_low": "ratio.low",
        "ratio_high": "ratio.high",
        "p_less": "probability.value",
        "p_less_low": "probability.low",
        "p_less_high": "probability.high",
        "p": of_path("p", p_of),
        "p_holm": of_path("p_holm", p_of),
    },
)


class OffState(Record):
    """The three views: their classes, and the family of their tests."""

    classes: tuple[OffStateClass, ...] = ()
    pairs: tuple[OffStatePair, ...] = ()


def off_state_views(known: Sequence[Value], classes: Classes, config: Config) -> OffState:
    """Classes and tested pairs of the three views; empty where no survey is read."""
    survey = survey_rows(known)
    plan = config.analysis.survey.on_off_ratio
    where = "analysis.survey.on_off_ratio"
    compared = named_classes(plan.compared or plan.shown, where, classes)
    beyond = {name for name, known_class in classes.classes.items() if known_class.beyond_threshold}
    lines: list[OffStateClass] = []
    tested = []
    for quantity in (ON_OFF_RATIO, *(_of_metric(name, config) for name in _METRICS if name in config.metrics)):
        own = replace(quantity, set_name=_SET)
        is_printed = quantity is ON_OFF_RATIO
        values = [
            class_values(own, survey, name) if is_printed else _values(own, known, name, name in beyond)
            for name in compared
        ]
        values = [item for item in values if item.points]
        lines += [_class(own, item, not is_printed and item.device_class in beyond) for item in values]
        enough = tuple(
            item
            for item in values
            if config.analysis.inclusion_of(len(item.points)) == "interval"
            and (is_printed or item.device_class not in beyond)
        )
        if len(enough) > 1:
            tested += [(own.name, pair) for pair in pair_tests(Samples(own, enough, config), None) if pair.p]
    return OffState(classes=tuple(lines), pairs=_family(tested))


def _of_metric(name: str, config: Config) -> AnalysedQuantity:
    metric = config.metrics[name]
    rule = f"{metric.name} of a row, unpaired"
    return AnalysedQuantity(name=name, title=metric.name, unit=metric.unit, parameters=(name,), rule=rule, note="")


def _values(quantity: AnalysedQuantity, known: Sequence[Value], device_class: str, is_beyond: bool) -> ClassValues:
    """Of the rows whose transition the survey does not name; a phase-change row names it, so its set pulse stands."""
    named = replace(quantity, set_name=SURVEY if is_beyond else UNPAIRED_SET, pulse="set" if is_beyond else "unpaired")
    return metric_values(named, known, device_class)


def _class(quantity: AnalysedQuantity, values: ClassValues, is_beyond: bool) -> OffStateClass:
    n_id = papers_id(quantity, values.device_class)
    make = Numbers(f"{quantity.id}/{values.device_class}", (n_id,), "median over papers on the log scale")
    middle = log_median([point.value.value for point in values.points if point.value.value])
    label = f"{values.device_class} papers with {quantity.title}"
    # Behind the points are readings, or metrics of rows.
    behind = joined_ids(values.row_inputs)
    return OffStateClass(
        id=make.base,
        quantity=quantity.name,
        device_class=values.device_class,
        n_papers=count_of(n_id, label, len(values.points), "papers counted", behind),
        median=make.statistic("median", f"median {quantity.title}", middle, unit=quantity.unit),
        flag=BEYOND_THRESHOLD if is_beyond else "",
    )


def _family(tested: list[tuple[str, PairStatistic]]) -> tuple[OffStatePair, ...]:
    """The tested pairs with p adjusted by Holm over all views, for they are one finding."""
    values = [(name, pair, pair.p) for name, pair in tested if pair.p]
    rule = f"Holm over {len(values)} pairs: three views of one off state"
    adjusted = holm_over([(pair.id, p) for _, pair, p in values], "p_holm_views", "p adjusted over the views", rule)
    return tuple(
        OffStatePair(
            id=pair.id,
            quantity=name,
            first=pair.first,
            second=pair.second,
            ratio=pair.ratio,
            probability=pair.probability,
            p=p,
            p_holm=adjusted[pair.id],
        )
        for name, pair, p in values
    )
