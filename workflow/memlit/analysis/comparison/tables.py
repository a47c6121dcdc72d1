"""Tables of the comparisons: classes, pairs of them, tests and models over all."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from memlit.analysis.comparison.record import (
    ClassComparisons,
    ClassStatistic,
    Comparison,
    ModelCheck,
    ModelContrast,
    OverallTest,
    PairStatistic,
)
from memlit.datum import Record
from memlit.published import Column, Table, columns_of, interval


class ComparedClasses(Record):
    """results/comparisons.json."""

    comparisons: ClassComparisons


class Line(NamedTuple):
    """A class, a pair, a test or a contrast of a comparison; None for a model that could not be fitted."""

    comparison: Comparison
    part: Any


def _model_id(row: Any) -> str:
    return f"{row.comparison.model.id}/{row.part.device_class}" if row.part else str(row.comparison.model.id)


_SET = Column[Line]("set", "set of papers; survey-unpaired is a sensitivity", "comparison.set_name")
_COMPARED = Column[Line]("quantity", "what is compared", "comparison.quantity")
_QUANTITY = Column[Line](
    "quantity",
    "a metric of the benchmark, on_off_ratio, endurance (as reported, no lifetime) or set_time",
    "comparison.quantity",
)
COMPARISONS = Table[Line](
    "comparisons.csv",
    "Classes of the survey: medians and spreads",
    "compare_classes",
    columns_of(
        ClassStatistic,
        part="part",
        after={
            "id": (_SET, _QUANTITY),
            "class": (Column("unit", "unit of the median and its ends", "comparison.unit"),),
            "n_bounded": (
                Column(
                    "median",
                    "median over papers on the log scale, in `unit`; empty where papers are only bounded, see "
                    "bounds.csv",
                    lambda row: None if row.part.n_bounded.value else row.part.headline.value,
                    unit="column unit",
                ),
                *interval(
                    "middle_of_known",
                    "middle of the papers with a value on the log scale, in `unit`",
                    "part.headline",
                    "column unit",
                    ("middle_of_known", "low", "high"),
                    "interval of 95 % to read around it, in `unit`",
                ),
                Column(
                    "interval",
                    "order statistics (few papers, where the bootstrap covers too little) or bootstrap over papers",
                    "part.interval_kind",
                ),
            ),
        },
    ),
)
COMPARISON_PAIRS = Table[Line](
    "comparison_pairs.csv",
    "Pairs of classes of the survey: tests and effect sizes",
    "compare_classes",
    columns_of(
        PairStatistic,
        part="part",
        after={
            "id": (_SET, _COMPARED),
            "p_holm_all": (
                Column(
                    "upper_limits",
                    "which of p, p_holm and p_holm_all are upper limits: no labelling drawn reached the statistic",
                    "part.upper_limits",
                ),
            ),
        },
    ),
)
COMPARISON_TESTS = Table[Line](
    "comparison_tests.csv",
    "Tests over all classes of the survey",
    "compare_classes",
    columns_of(
        OverallTest,
        part="part",
        first=(
            Column("id", "set, quantity and method", lambda row: row.part.p.id.rpartition("#")[0]),
            Column("set", "set of papers", "comparison.set_name"),
            _COMPARED,
        ),
    ),
)
COMPARISON_MODELS = Table[Line](
    "comparison_models.csv",
    "Classes of the survey in a model of all rows, papers as clusters",
    "compare_classes",
    (
        Column("id", "set, quantity and model, and the class where there is one", _model_id),
        _SET,
        _COMPARED,
        Column("reference", "class that the others are held against", "comparison.model.reference"),
        *columns_of(ModelContrast, part="part"),
        *columns_of(ModelCheck, part="comparison.model"),
    ),
)


def lines(record: ClassComparisons, parts: str) -> Iterator[Line]:
    """The classes, the pairs or the overall tests of all comparisons."""
    return (Line(item, part) for item in record.comparisons for part in getattr(item, parts))


def model_lines(comparisons: Iterable[Comparison]) -> Iterator[Line]:
    """The rows of comparison_models.csv: a contrast each, one without a class where the model could not be fitted."""
    for item in comparisons:
        if item.model:
            yield from (Line(item, contrast) for contrast in item.model.contrasts or (None,))
