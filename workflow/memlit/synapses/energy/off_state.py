"""The survey's off state: standby power, on/off ratio and energy-power ratio of memory cells as one finding.

All three hold R_off: P_s = V^2/R_off, the ratio is R_off/R_on, E_a/P_s = tau (1 + R_off/R_on)/2. What they say of two
classes is one thing said three times, so their tests are one family, adjusted by Holm together. P_s and E_a/P_s of the
survey are unpaired: voltage, time and states of a row are not named for one transition, and the ratio is of full
switching, not of a pulse window. A phase-change cell is written above its threshold, where G_off is not the one read at
low field: it is flagged `beyond_threshold`, shown and not tested.
"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

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
from memlit.datum import joined_ids, p_of
from memlit.field.codes import SURVEY, UNPAIRED_SET
from memlit.frames import SEVERAL
from memlit.numbers import NumberColumn, numbers_of_table
from memlit.published import PublishedTable, of_path, published_table
from memlit.statistics.comparison.medians import log_median

_SET = "off-state"
BEYOND_THRESHOLD = "beyond_threshold"
_METRICS = ("standby_power", "energy_power_ratio")

OFF_STATE_CLASSES_TABLE: PublishedTable[object] = published_table(__file__, "off_state_classes")
OFF_STATE_PAIRS_TABLE: PublishedTable[PairStatistic] = published_table(
    __file__,
    "off_state_pairs",
    {
        "quantity": of_path("id", lambda pair_id: pair_id.split("/")[1]),
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


def off_state_views(
    known: Sequence[Value], classes: Classes, config: Config
) -> tuple[pd.DataFrame, list[PairStatistic]]:
    """The rows of off_state_classes.csv and the tested pairs of the three views; none where no survey is read."""
    survey = survey_rows(known)
    plan = config.analysis.survey.on_off_ratio
    compared = named_classes(plan.compared or plan.shown, "analysis.survey.on_off_ratio", classes)
    beyond = {name for name, known_class in classes.classes.items() if known_class.beyond_threshold}
    lines, tested = [], []
    for quantity in (ON_OFF_RATIO, *(_of_metric(name, config) for name in _METRICS if name in config.metrics)):
        own, is_printed = replace(quantity, set_name=_SET), quantity is ON_OFF_RATIO
        enough = []
        for name in compared:
            is_beyond = not is_printed and name in beyond
            found = class_values(own, survey, name) if is_printed else _values(own, known, name, is_beyond)
            if found.points:
                lines.append(_line(own, found, is_beyond))
            if config.analysis.inclusion_of(len(found.points)) == "interval" and not is_beyond:
                enough.append(found)
        if len(enough) > 1:
            tested += [pair for pair in pair_tests(Samples(own, tuple(enough), config), None) if pair.p]
    return pd.DataFrame(lines, columns=[*OFF_STATE_CLASSES_TABLE.names, "title", "counted", "behind"]), _family(tested)


def _of_metric(name: str, config: Config) -> AnalysedQuantity:
    metric = config.metrics[name]
    rule = f"{metric.name} of a row, unpaired"
    return AnalysedQuantity(name=name, title=metric.name, unit=metric.unit, parameters=(name,), rule=rule, note="")


def _values(quantity: AnalysedQuantity, known: Sequence[Value], device_class: str, is_beyond: bool) -> ClassValues:
    """Of the rows whose transition the survey does not name; a phase-change row names it, so its set pulse stands."""
    named = replace(quantity, set_name=SURVEY if is_beyond else UNPAIRED_SET, pulse="set" if is_beyond else "unpaired")
    return metric_values(named, known, device_class)


def _line(quantity: AnalysedQuantity, values: ClassValues, is_beyond: bool) -> dict[str, object]:
    return {
        "id": f"{quantity.id}/{values.device_class}",
        "quantity": quantity.name,
        "title": quantity.title,
        "class": values.device_class,
        "n_papers": len(values.points),
        "counted": papers_id(quantity, values.device_class),
        "median": log_median([point.value.value for point in values.points if point.value.value]),
        "unit": quantity.unit,
        "flag": BEYOND_THRESHOLD if is_beyond else "",
        # Behind the points are readings, or metrics of rows.
        "behind": SEVERAL.join(joined_ids(values.row_inputs)),
    }


def _family(tested: Sequence[PairStatistic]) -> list[PairStatistic]:
    """The pairs with p adjusted by Holm over all views, for they are one finding."""
    rule = f"Holm over {len(tested)} pairs: three views of one off state"
    values = [(pair.id, pair.p) for pair in tested if pair.p]
    adjusted = holm_over(values, "p_holm_views", "p adjusted over the views", rule)
    return [pair.model_copy(update={"p_holm": adjusted[pair.id], "delta": None}) for pair in tested]


_NUMBERS = (
    NumberColumn("n_papers", "{class} papers with {title}", "papers counted", "count", "behind", id="{counted}"),
    NumberColumn("median", "median {title}", "median over papers on the log scale", inputs="counted", unit="{unit}"),
)


def off_state_numbers(lines: pd.DataFrame) -> pd.DataFrame:
    """The numbers of classes in the three views, as rows of the table of numbers."""
    return numbers_of_table(lines, *_NUMBERS)
