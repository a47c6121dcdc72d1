"""Tables of the comparisons: classes, pairs of them, tests and models over all, retention, and curators."""

from collections.abc import Iterator
from typing import NamedTuple

from memlit.analysis.comparison.record import (
    ClassComparisons,
    ClassStatistic,
    Comparison,
    ModelCheck,
    ModelContrast,
    OverallTest,
    PairStatistic,
)
from memlit.datum import Record, Result, p_of
from memlit.published import Column, Table, ends, interval


class ComparedClasses(Record):
    """results/comparisons.json."""

    comparisons: ClassComparisons


class ClassLine(NamedTuple):
    """A class of a comparison."""

    comparison: Comparison
    line: ClassStatistic

    @property
    def interval(self) -> str | None:
        """The kind of the interval to read."""
        if self.line.headline is None or self.line.headline.low is None:
            return None
        return "order statistics" if self.line.exact else "bootstrap"


class PairLine(NamedTuple):
    """A pair of classes of a comparison."""

    comparison: Comparison
    pair: PairStatistic

    @property
    def upper_limits(self) -> list[str]:
        """Names of the p-values that are upper limits."""
        named = {"p": self.pair.p, "p_holm": self.pair.p_holm, "p_holm_all": self.pair.p_holm_all}
        return [name for name, p in named.items() if p and p.value is None]


class OverallLine(NamedTuple):
    """A test over all classes of a comparison."""

    comparison: Comparison
    test: OverallTest


class ModelLine(NamedTuple):
    """A contrast of a model; None where the model could not be fitted."""

    comparison: Comparison
    model: ModelCheck
    contrast: ModelContrast | None


def _p(result: Result | None) -> float | None:
    return p_of(result) if result else None


_SET = "set of papers; survey-unpaired is a sensitivity"
COMPARISONS = Table[ClassLine](
    "comparisons.csv",
    "Classes of the survey: medians and spreads",
    "compare_classes",
    (
        Column("id", "set, quantity and class", "line.id"),
        Column("set", _SET, "comparison.set_name"),
        Column(
            "quantity",
            "a metric of the benchmark, on_off_ratio, endurance (as reported, no lifetime) or set_time",
            "comparison.quantity",
        ),
        Column("class", "device class by its short name", "line.device_class"),
        Column("unit", "unit of the median and its ends", "comparison.unit"),
        Column("n_papers", "papers with a value; the paper is the unit", "line.n_papers", type="integer"),
        Column("n_rows", "rows of these papers that are used", "line.n_rows", type="integer"),
        Column(
            "n_bounded",
            "papers that print a range only, left out of the middle and of the tests",
            "line.n_bounded",
            type="integer",
        ),
        Column(
            "median",
            "median over papers on the log scale, in `unit`; empty where papers are only bounded, see bounds.csv",
            lambda row: None if row.line.n_bounded.value or not row.line.headline else row.line.headline.value,
            unit="column unit",
        ),
        *interval(
            "middle_of_known",
            "middle of the papers with a value on the log scale, in `unit`",
            "line.headline",
            "column unit",
            ("middle_of_known", "low", "high"),
            "interval of 95 % to read around it, in `unit`",
        ),
        Column(
            "interval",
            "order statistics (few papers, where the bootstrap covers too little) or bootstrap over papers",
        ),
        *ends("bootstrap", "percentile bootstrap interval over papers, in `unit`", "line.median", "column unit"),
        Column(
            "n_numbers",
            "numbers behind the median that the survey gives, where its powers of ten are read as below",
            "line.powers_of_ten.n",
            type="integer",
        ),
        Column("n_powers_of_ten", "of them exact powers of ten", "line.powers_of_ten.n_typed", type="integer"),
        *ends(
            "powers",
            "bounds of the median with each 10^k of a resistance read as 10^(k - 1/2) to 10^(k + 1/2), "
            "of an endurance as 10^k or more, in `unit`",
            "line.powers_of_ten.bounds",
            "column unit",
        ),
        Column(
            "n_shared",
            "papers that share a pair of resistances with another paper of the class",
            "line.powers_of_ten.n_shared",
            type="integer",
        ),
        Column("iqr_decades", "interquartile range of the papers' values in decades", "line.spread", unit="decades"),
        Column("inclusion", "list (below 3 papers), range (3 to 5) or interval (6 and more)", "line.inclusion"),
        Column(
            "rank_probabilities",
            "percent of resamples in which the class median has rank 1, 2, ..., lowest first",
            lambda row: [rank.value for rank in row.line.ranks],
        ),
        Column("papers", "keys of the papers", lambda row: [point.paper for point in row.line.papers]),
    ),
)
COMPARISON_PAIRS = Table[PairLine](
    "comparison_pairs.csv",
    "Pairs of classes of the survey: tests and effect sizes",
    "compare_classes",
    (
        Column("id", "set, quantity and the two classes", "pair.id"),
        Column("set", _SET, "comparison.set_name"),
        Column("quantity", "what is compared", "comparison.quantity"),
        Column("first", "first class", "pair.first"),
        Column("second", "second class", "pair.second"),
        Column("decision", "differs, not shown to differ, or not tested", "pair.decision"),
        Column("reason", "why it is not tested", "pair.reason"),
        Column("method", "the headline test", "pair.method"),
        *interval(
            "p_less",
            "P(a paper of the first class has the smaller value), ties by half",
            "pair.probability",
            "1",
            kind="logit interval of 95 %",
        ),
        *interval(
            "cliffs_delta",
            "P(first larger) minus P(first smaller)",
            "pair.delta",
            "1",
            ("cliffs_delta", "delta_low", "delta_high"),
        ),
        *interval(
            "ratio",
            "Hodges-Lehmann ratio of the first over the second class",
            "pair.ratio",
            "1",
            kind="exact interval of 95 %",
        ),
        Column("p", "p of the headline test, or its upper limit", lambda row: _p(row.pair.p), unit="1"),
        Column(
            "p_holm",
            "p adjusted by Holm over the pairs of the quantity; decides",
            lambda row: _p(row.pair.p_holm),
            unit="1",
        ),
        Column(
            "p_holm_all",
            "p adjusted by Holm over the tested pairs of all quantities of the set",
            lambda row: _p(row.pair.p_holm_all),
            unit="1",
        ),
        Column(
            "upper_limits",
            "which of p, p_holm and p_holm_all are upper limits: no labelling drawn reached the statistic",
        ),
        Column("p_dunn", "p of Dunn's test, adjusted by Holm; a companion", "pair.p_dunn", unit="1"),
        Column(
            "detectable_decades",
            "shift that would be shown with 80 % power at 5 %, in decades",
            "pair.detectable",
            unit="decades",
        ),
        Column(
            "detectable_holm_decades",
            "the same at the level of Holm's first step, in decades",
            "pair.detectable_holm",
            unit="decades",
        ),
        Column(
            "tipping_decades",
            "shift of the first class that changes the decision of this pair alone, in decades",
            "pair.tipping",
            unit="decades",
        ),
        Column(
            "steady_percent",
            "draws with the measured extraction error that give the same decision, in percent",
            "pair.steady",
            unit="%",
        ),
        Column("flips", "papers whose removal alone changes the decision", "pair.flips"),
    ),
)
COMPARISON_TESTS = Table[OverallLine](
    "comparison_tests.csv",
    "Tests over all classes of the survey",
    "compare_classes",
    (
        Column("id", "set, quantity and method", lambda row: row.test.p.id.rpartition("#")[0]),
        Column("set", "set of papers", "comparison.set_name"),
        Column("quantity", "what is compared", "comparison.quantity"),
        Column("method", "the test over all compared classes", "test.method"),
        Column("statistic", "its statistic", "test.statistic", unit="1"),
        Column("df", "its degrees of freedom", "test.df", unit="1"),
        Column("df2", "second degrees of freedom of an F test", "test.df2", unit="1"),
        Column("p", "its p, not adjusted, or its upper limit", lambda row: p_of(row.test.p), unit="1"),
        Column(
            "p_is_upper_limit",
            "whether p is an upper limit: no labelling drawn reached the statistic",
            lambda row: row.test.p.value is None,
            type="boolean",
        ),
        Column("epsilon_squared", "effect size of Kruskal-Wallis", "test.effect", unit="1"),
    ),
)
COMPARISON_MODELS = Table[ModelLine](
    "comparison_models.csv",
    "Classes of the survey in a model of all rows, papers as clusters",
    "compare_classes",
    (
        Column(
            "id",
            "set, quantity and model, and the class where there is one",
            lambda row: f"{row.model.id}/{row.contrast.device_class}" if row.contrast else row.model.id,
        ),
        Column("set", _SET, "comparison.set_name"),
        Column("quantity", "what is compared", "comparison.quantity"),
        Column("reference", "class that the others are held against", "model.reference"),
        Column("class", "device class by its short name", "contrast.device_class"),
        *interval(
            "shift_decades",
            "shift of the class over the reference, least squares of log10 over rows, in decades",
            "contrast.shift",
            "decades",
            ("shift_decades", "low", "high"),
            "interval of 95 %, CR2 by paper with Satterthwaite degrees of freedom, in decades",
        ),
        Column("df", "Satterthwaite degrees of freedom", "contrast.df", unit="1"),
        Column("p", "p of no shift, not adjusted", "contrast.p", unit="1"),
        Column("joint_p", "p of all classes being alike, approximate Hotelling test (HTZ)", "model.joint_p", unit="1"),
        Column("n_rows", "rows of the compared classes", "model.n_rows", type="integer"),
        Column("n_papers", "papers of these rows, the clusters", "model.n_papers", type="integer"),
        Column(
            "n_several",
            "papers with more than one row, which the split of the variance rests on",
            "model.n_several",
            type="integer",
        ),
        Column(
            "icc_percent",
            "share of the variance between papers (mixed model, REML), in percent",
            "model.icc",
            unit="%",
        ),
        Column("between_decades", "SD between papers, in decades", "model.between", unit="decades"),
        Column("within_decades", "SD within a paper, in decades", "model.within", unit="decades"),
        Column("reason", "why a part is not estimated", "model.reason"),
    ),
)


def class_lines(record: ClassComparisons) -> Iterator[ClassLine]:
    """The rows of comparisons.csv."""
    return (ClassLine(item, line) for item in record.comparisons for line in item.classes)


def pair_lines(record: ClassComparisons) -> Iterator[PairLine]:
    """The rows of comparison_pairs.csv."""
    return (PairLine(item, pair) for item in record.comparisons for pair in item.pairs)


def overall_lines(record: ClassComparisons) -> Iterator[OverallLine]:
    """The rows of comparison_tests.csv."""
    return (OverallLine(item, test) for item in record.comparisons for test in item.overall)


def model_lines(record: ClassComparisons) -> Iterator[ModelLine]:
    """The rows of comparison_models.csv: a contrast each, one without a class where the model could not be fitted."""
    for item in record.comparisons:
        if item.model:
            yield from (ModelLine(item, item.model, contrast) for contrast in item.model.contrasts or (None,))
