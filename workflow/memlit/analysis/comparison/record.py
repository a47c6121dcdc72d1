"""Records of the comparisons of classes, set by set; every number in them is a Result."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from memlit.analysis.evidence.curators import CuratorAgreement
from memlit.analysis.quantities import AnalysedQuantity, ClassValues, PaperPoint
from memlit.config import AnalysisPlan, Config
from memlit.datum import Estimate, Record, Result, p_of
from memlit.field.codes import NOT_TESTED, PairDecision
from memlit.published import PublishedTable, of_path, p_number, published_table


class PrintedPowers(Record):
    """Of the numbers that a survey gives of a parameter, those that are a power of ten."""

    n: Result
    n_typed: Result
    share: Result


class RenamedClass(Record):
    """A class and a name under which the survey prints it."""

    device_class: str
    printed: str


RENAMED_CLASSES_TABLE: PublishedTable[RenamedClass] = published_table(
    __file__, "renamed_classes", {"class": "device_class"}
)


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

    id: str
    device_class: str
    n_papers: Result
    n_rows: Result
    n_bounded: Result
    median: Estimate
    powers_of_ten: PowersOfTen | None = None
    spread: Result | None
    inclusion: str
    ranks: tuple[Result, ...] = ()
    papers: tuple[PaperPoint, ...]


class OverallTest(Record):
    """A test over all compared classes; df2 for F tests, effect where the method has one."""

    method: str
    statistic: Result
    df: Result | None
    df2: Result | None
    p: Result
    effect: Result | None = None


class PairStatistic(Record):
    """Two classes of one quantity. A p that is an upper limit has no value but a high end."""

    id: str
    first: str
    second: str
    decision: PairDecision
    reason: str = ""
    method: str
    probability: Estimate | None = None
    delta: Estimate | None = None
    ratio: Estimate | None = None
    p: Result | None = None
    p_holm: Result | None = None
    p_holm_all: Result | None = None
    steady: Result | None = None
    flips: tuple[str, ...] = ()

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


class RetentionShare(Record):
    """Of the papers of a class that print retention in a band of temperature, those that print ten years or more."""

    id: str
    device_class: str
    band: str
    n_papers: Result
    n_ten_years: Result
    share: Estimate


RETENTION_TABLE: PublishedTable[RetentionShare] = published_table(
    __file__,
    "retention",
    {"class": "device_class", "share_percent": "share.value", "low": "share.low", "high": "share.high"},
)


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


COMPARISONS: PublishedTable[ComparisonLine] = published_table(
    __file__,
    "comparisons",
    {
        "id": "part.id",
        "set": "comparison.set_name",
        "quantity": "comparison.quantity",
        "class": "part.device_class",
        "unit": "comparison.unit",
        "n_papers": "part.n_papers",
        "n_rows": "part.n_rows",
        "n_bounded": "part.n_bounded",
        "median": lambda row: None if row.part.n_bounded.value else row.part.median.value,
        "middle_of_known": "part.median.value",
        "low": "part.median.low",
        "high": "part.median.high",
        "n_numbers": "part.powers_of_ten.n",
        "n_powers_of_ten": "part.powers_of_ten.n_typed",
        "powers_low": "part.powers_of_ten.bounds.low",
        "powers_high": "part.powers_of_ten.bounds.high",
        "n_shared": "part.powers_of_ten.n_shared",
        "iqr_decades": "part.spread",
        "inclusion": "part.inclusion",
        "rank_probabilities": of_path("part.ranks", lambda ranks: [rank.value for rank in ranks]),
        "papers": of_path("part.papers", lambda papers: [point.paper for point in papers]),
        "values": of_path("part.papers", lambda papers: [point.value.id for point in papers]),
        "title": "comparison.title",
        "note": "comparison.note",
    },
)
COMPARISON_PAIRS: PublishedTable[ComparisonLine] = published_table(
    __file__,
    "comparison_pairs",
    {
        "id": "part.id",
        "set": "comparison.set_name",
        "quantity": "comparison.quantity",
        "first": "part.first",
        "second": "part.second",
        "decision": "part.decision",
        "reason": "part.reason",
        "method": "part.method",
        "p_less": "part.probability.value",
        "p_less_low": "part.probability.low",
        "p_less_high": "part.probability.high",
        "cliffs_delta": "part.delta.value",
        "delta_low": "part.delta.low",
        "delta_high": "part.delta.high",
        "ratio": "part.ratio.value",
        "ratio_low": "part.ratio.low",
        "ratio_high": "part.ratio.high",
        "p": of_path("part.p", p_number),
        "p_holm": of_path("part.p_holm", p_number),
        "p_holm_all": of_path("part.p_holm_all", p_number),
        "upper_limits": "part.upper_limits",
        "steady_percent": "part.steady",
        "flips": "part.flips",
    },
)
COMPARISON_TESTS: PublishedTable[ComparisonLine] = published_table(
    __file__,
    "comparison_tests",
    {
        "id": lambda row: row.part.p.id.rpartition("#")[0],
        "set": "comparison.set_name",
        "quantity": "comparison.quantity",
        "method": "part.method",
        "statistic": "part.statistic",
        "df": "part.df",
        "df2": "part.df2",
        "p": of_path("part.p", p_of),
        "p_is_upper_limit": of_path("part.p", lambda p: p.value is None),
        "epsilon_squared": "part.effect",
    },
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
