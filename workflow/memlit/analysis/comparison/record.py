"""Records of the comparisons of classes, set by set; every number in them is a Result."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from memlit.analysis.evidence.curators import CuratorAgreement
from memlit.analysis.quantities import AnalysedQuantity, ClassValues, PaperPoint
from memlit.config import AnalysisPlan, Config
from memlit.datum import Estimate, Record, Result, p_of
from memlit.field.codes import NOT_TESTED, PairDecision
from memlit.published import Column, PublishedTable, columns_of, ends, interval, meaning, p_number, published


class PrintedPowers(Record):
    """Of the numbers that a survey gives of a parameter, those that are a power of ten."""

    n: Result
    n_typed: Result
    share: Result


@published("renamed_classes.csv", "Classes that a survey prints under another name", "classes")
class RenamedClass(Record):
    """A class and a name under which the survey prints it."""

    device_class: Annotated[str, Column("class", "device class by its short name")]
    printed: Annotated[str, meaning("name that the survey prints")]


class PowersOfTen(Record):
    """Powers of ten among the numbers behind a median, and what is left of it with each read as what it may stand for.

    bounds: of the median; None where no number is a power of ten. n_shared: papers that share a pair of numbers with
    another paper of the class, for a quantity of two parameters.
    """

    n: Result
    n_typed: Result
    bounds: Result | None
    n_shared: Result | None


class ClassStatistic(Record):
    """One class: `median` with its order-statistic interval, for which powers of ten are rounded to their decade.

    `n_bounded` papers print a range only: where there are any, `median` is the middle of the known, and the bounds of
    the median over all stand in bounds.csv; `ranks` where the class is compared; powers_of_ten: for what
    a survey's rows print.
    """

    id: Annotated[str, meaning("set, quantity and class")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    n_papers: Annotated[Result, meaning("papers with a value; the paper is the unit")]
    n_rows: Annotated[Result, meaning("rows of these papers that are used")]
    n_bounded: Annotated[Result, meaning("papers that print a range only, left out of the middle and of the tests")]
    median: Annotated[
        Estimate,
        *interval(
            "middle_of_known",
            "middle of the papers with a value on the log scale, in `unit`",
            unit="column unit",
            names=("middle_of_known", "low", "high"),
            kind="order-statistic interval of 95 % around it, in `unit`, each power of ten of a resistance or an "
            "endurance taken as half a decade to both sides",
        ),
    ]
    powers_of_ten: Annotated[
        PowersOfTen | None,
        Column(
            "n_numbers",
            "numbers behind the median that the survey gives, where its powers of ten are read as below",
            "n",
            type="integer",
        ),
        Column("n_powers_of_ten", "of them exact powers of ten", "n_typed", type="integer"),
        *ends(
            "powers",
            "bounds of the median with each 10^k of a resistance read as 10^(k - 1/2) to 10^(k + 1/2), "
            "of an endurance as 10^k or more, in `unit`",
            "bounds",
            "column unit",
        ),
        Column(
            "n_shared",
            "papers that share a pair of resistances with another paper of the class",
            "n_shared",
            type="integer",
        ),
    ] = None
    spread: Annotated[
        Result | None, Column("iqr_decades", "interquartile range of the papers' values in decades", unit="decades")
    ]
    inclusion: Annotated[str, meaning("list (below 3 papers), range (3 to 5) or interval (6 and more)")]
    ranks: Annotated[
        tuple[Result, ...],
        Column(
            "rank_probabilities",
            "percent of resamples in which the class median has rank 1, 2, ..., lowest first",
            lambda ranks: [rank.value for rank in ranks],
        ),
    ] = ()
    papers: Annotated[
        tuple[PaperPoint, ...],
        meaning("keys of the papers", lambda papers: [point.paper for point in papers]),
        Column("values", "ids of their values, in this order", lambda papers: [point.value.id for point in papers]),
    ]


class OverallTest(Record):
    """A test over all compared classes; df2 for F tests, effect where the method has one."""

    method: Annotated[str, meaning("the test over all compared classes")]
    statistic: Annotated[Result, meaning("its statistic", unit="1")]
    df: Annotated[Result | None, meaning("its degrees of freedom", unit="1")]
    df2: Annotated[Result | None, meaning("second degrees of freedom of an F test", unit="1")]
    p: Annotated[
        Result,
        meaning(
            "its p, not adjusted, or its upper limit; from permuted labels where the method says so", p_of, unit="1"
        ),
        Column(
            "p_is_upper_limit",
            "whether p is an upper limit: no labelling drawn reached the statistic",
            lambda p: p.value is None,
            type="boolean",
        ),
    ]
    effect: Annotated[Result | None, Column("epsilon_squared", "effect size of Kruskal-Wallis", unit="1")] = None


class PairStatistic(Record):
    """Two classes of one quantity. A p that is an upper limit has no value but a high end."""

    id: Annotated[str, meaning("set, quantity and the two classes")]
    first: Annotated[str, meaning("first class")]
    second: Annotated[str, meaning("second class")]
    decision: Annotated[PairDecision, meaning("differs, not shown to differ, or not tested")]
    reason: Annotated[str, meaning("why it is not tested")] = ""
    method: Annotated[str, meaning("the headline test")]
    probability: Annotated[
        Estimate | None,
        *interval(
            "p_less", "P(a paper of the first class has the smaller value), ties by half", kind="logit interval of 95 %"
        ),
    ] = None
    delta: Annotated[
        Estimate | None,
        *interval(
            "cliffs_delta", "P(first larger) minus P(first smaller)", names=("cliffs_delta", "delta_low", "delta_high")
        ),
    ] = None
    ratio: Annotated[
        Estimate | None,
        *interval("ratio", "Hodges-Lehmann ratio of the first over the second class", kind="exact interval of 95 %"),
    ] = None
    p: Annotated[Result | None, meaning("p of the headline test, or its upper limit", p_number, unit="1")] = None
    p_holm: Annotated[
        Result | None, meaning("p adjusted by Holm over the pairs of the quantity; decides", p_number, unit="1")
    ] = None
    p_holm_all: Annotated[
        Result | None,
        meaning("p adjusted by Holm over the tested pairs of all quantities of the set", p_number, unit="1"),
    ] = None
    steady: Annotated[
        Result | None,
        Column(
            "steady_percent",
            "draws with the measured extraction error that give the same decision, in percent",
            unit="%",
        ),
    ] = None
    flips: Annotated[tuple[str, ...], meaning("papers whose removal alone changes the decision")] = ()

    @property
    def upper_limits(self) -> list[str]:
        """Names of the p-values that are upper limits."""
        named = {"p": self.p, "p_holm": self.p_holm, "p_holm_all": self.p_holm_all}
        return [name for name, p in named.items() if p and p.value is None]

    def is_fragile(self, below_percent: float) -> bool:
        """Whether fewer than `below_percent` of the draws of the reading error repeat the decision."""
        return self.steady is not None and self.steady.value is not None and self.steady.value < below_percent


class Comparison(Record):
    """One quantity over the classes of a set of papers, with the legitimate tests only."""

    id: str
    set_name: str
    quantity: str
    title: str
    unit: str
    is_sensitivity: bool
    note: str
    classes: tuple[ClassStatistic, ...]
    overall: tuple[OverallTest, ...]
    pairs: tuple[PairStatistic, ...]

    @property
    def tested(self) -> list[PairStatistic]:
        """The pairs that were tested."""
        return [pair for pair in self.pairs if pair.decision != NOT_TESTED]


@published("retention.csv", "Retention of ten years by class and temperature", "classes")
class RetentionShare(Record):
    """Of the papers of a class that print retention in a band of temperature, those that print ten years or more."""

    id: Annotated[str, meaning("set, class and band")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    band: Annotated[str, meaning("temperature of the retention test; 85 °C or above holds the two bands after it")]
    n_papers: Annotated[Result, meaning("papers that print a retention in the band")]
    n_ten_years: Annotated[Result, meaning("of them with 3.15e8 s (ten years) or more")]
    share: Annotated[
        Estimate,
        *interval(
            "share_percent",
            "share of them, in percent",
            unit="%",
            names=("share_percent", "low", "high"),
            kind="exact binomial interval of 95 %, in percent",
        ),
    ]


class ClassComparisons(Record):
    """All that is compared over classes; what is of the survey is context and decides no claim of the review."""

    comparisons: tuple[Comparison, ...]
    powers_of_ten: tuple[PrintedPowers, ...] = ()
    renamed: tuple[RenamedClass, ...] = ()
    retention: tuple[RetentionShare, ...]
    curators: tuple[CuratorAgreement, ...]
    n_both_curators: Result


@dataclass(frozen=True, slots=True)
class Samples:
    """The compared classes of a quantity: log10 values, classes and units of analysis, one entry a paper."""

    quantity: AnalysedQuantity
    classes: tuple[ClassValues, ...]
    config: Config

    @property
    def plan(self) -> AnalysisPlan:
        """The analysis plan of the settings."""
        return self.config.analysis

    @property
    def y(self) -> list[float]:
        """All values as log10 of SI, class after class."""
        return [value for values in self.classes for value in values.logs]

    @property
    def names(self) -> list[str]:
        """The classes, in the order of the plan."""
        return [values.device_class for values in self.classes]

    @property
    def places(self) -> list[int]:
        """Place of each entry's class in `names`: the order of the tests is that of the plan, not of the alphabet."""
        return [place for place, values in enumerate(self.classes) for _ in values.points]

    @property
    def papers(self) -> list[str]:
        """The paper of each entry of `y`."""
        return [unit for values in self.classes for unit in values.units]

    def papers_of(self, device_class: str) -> str:
        """Id of the count of a class's papers, which names all their values."""
        return papers_id(self.quantity, device_class)

    def logs_of(self, device_class: str) -> list[float]:
        """Values of one class as log10 of SI."""
        return next(values.logs for values in self.classes if values.device_class == device_class)


def papers_id(quantity: AnalysedQuantity, device_class: str) -> str:
    """Id of the count of papers of a class with the quantity."""
    return f"{quantity.id}/{device_class}#n"


class ComparisonLine(NamedTuple):
    """A class, a pair or a test of a comparison."""

    comparison: Comparison
    part: Any


_SET = Column[ComparisonLine]("set", "set of papers; survey-unpaired is a sensitivity", "comparison.set_name")
_COMPARED = Column[ComparisonLine]("quantity", "what is compared", "comparison.quantity")
_QUANTITY = Column[ComparisonLine](
    "quantity",
    "a metric of the benchmark, on_off_ratio, endurance (as reported, no lifetime) or set_time",
    "comparison.quantity",
)
COMPARISONS = PublishedTable[ComparisonLine](
    "comparisons.csv",
    "Classes of the survey: medians and spreads",
    "classes",
    columns_of(
        ClassStatistic,
        part="part",
        after={
            "id": (_SET, _QUANTITY),
            "class": (Column("unit", "unit of the median and its ends", "comparison.unit"),),
            "values": (
                Column("title", "what is compared, in words", "comparison.title"),
                Column("note", "what has to be known of the quantity", "comparison.note"),
            ),
            "n_bounded": (
                Column(
                    "median",
                    "median over papers on the log scale, in `unit`; empty where papers are only bounded, see "
                    "bounds.csv",
                    lambda row: None if row.part.n_bounded.value else row.part.median.value,
                    unit="column unit",
                ),
            ),
        },
    ),
)
COMPARISON_PAIRS = PublishedTable[ComparisonLine](
    "comparison_pairs.csv",
    "Pairs of classes of the survey: tests and effect sizes",
    "classes",
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
COMPARISON_TESTS = PublishedTable[ComparisonLine](
    "comparison_tests.csv",
    "Tests over all classes of the survey",
    "classes",
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


def comparison_tables(
    record: ClassComparisons,
) -> Iterator[tuple[PublishedTable[ComparisonLine], list[ComparisonLine]]]:
    """The tables of all comparisons with their lines."""
    parts = {"classes": COMPARISONS, "pairs": COMPARISON_PAIRS, "overall": COMPARISON_TESTS}
    yield from ((table, list(comparison_lines(record, name))) for name, table in parts.items())


def comparison_lines(record: ClassComparisons, parts: str) -> Iterator[ComparisonLine]:
    """The classes, the pairs or the overall tests of all comparisons."""
    return (ComparisonLine(item, part) for item in record.comparisons for part in getattr(item, parts))
