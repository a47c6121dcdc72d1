"""Records of the comparisons of classes, set by set; every number in them is a Result."""

from dataclasses import dataclass
from typing import Annotated, Literal

from memlit.analysis.evidence.curators import CuratorAgreement
from memlit.analysis.quantities import ClassValues, PaperPoint, Quantity
from memlit.config import AnalysisPlan, Config
from memlit.datum import Estimate, Record, Result, results_in
from memlit.published import Column, interval, published

Decision = Literal["differs", "not shown to differ", "not tested"]


class PrintedPowers(Record):
    """Of the numbers that a survey gives of a parameter, those that are a power of ten."""

    parameter: str
    n: Result
    n_typed: Result
    share: Result


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
    """One class: `median` with the percentile bootstrap, `exact` the order-statistic interval of the same median.

    `headline` is the one that holds its level: the exact one where there is one (few papers), else the bootstrap's.
    `n_bounded` papers print a range only: where there are any, `median` and `exact` are of the middle of the known, and
    the bounds of the median over all stand in bounds.csv; `inclusion` is list, range or interval; `ranks` the
    probability of each rank of the median, lowest first, where the class is compared. powers_of_ten: for what a
    survey's rows print.
    """

    id: str
    device_class: str
    n_papers: Result
    n_rows: Result
    n_bounded: Result
    inclusion: str
    papers: tuple[PaperPoint, ...]
    median: Estimate | None
    exact: Estimate | None
    spread: Result | None
    ranks: tuple[Result, ...] = ()
    powers_of_ten: PowersOfTen | None = None

    @property
    def headline(self) -> Estimate | None:
        """The median with the interval to read."""
        return self.exact or self.median

    @property
    def middle_name(self) -> str:
        """What the middle of the papers with a value is: the median, unless other papers are only bounded."""
        return "middle of the known" if self.n_bounded.value else "median"


class OverallTest(Record):
    """A test over all compared classes; df2 for F tests, effect where the method has one."""

    method: str
    statistic: Result
    df: Result | None
    df2: Result | None
    p: Result
    effect: Result | None = None


class PairStatistic(Record):
    """Two classes of one quantity. `probability` is P(first < second); `ratio` is first over second.

    p: the headline test; p_holm over the pairs of the quantity, p_holm_all over all pairs; p_dunn the companion. A p
    that is an upper limit has no value but a high end.
    detectable: the shift in decades shown with 80 % power, at 5 % and at the level of Holm's first step. steady: share
    of draws with the measured extraction error that give the same decision. flips: papers whose removal changes it.
    """

    id: str
    first: str
    second: str
    decision: Decision
    reason: str
    method: str
    probability: Estimate | None
    delta: Estimate | None
    ratio: Estimate | None
    p: Result | None
    p_holm: Result | None
    p_holm_all: Result | None
    p_dunn: Result | None
    detectable: Result | None
    detectable_holm: Result | None
    tipping: Result | None
    steady: Result | None
    flips: tuple[str, ...]

    def hangs_on_little(self, below_percent: float) -> bool:
        """Whether the decision is fragile, or another one without some paper."""
        return bool(self.flips) or self.is_fragile(below_percent)

    def is_fragile(self, below_percent: float) -> bool:
        """Whether fewer than `below_percent` of the draws of the reading error repeat the decision."""
        return self.steady is not None and self.steady.value is not None and self.steady.value < below_percent


class ModelContrast(Record):
    """A class against the reference class in the model of the rows: `shift` in decades."""

    device_class: str
    shift: Estimate
    df: Result
    p: Result


class ModelCheck(Record):
    """The rows instead of the papers' medians: contrasts with papers as clusters, and the variance between papers.

    n_several: papers with more than one row, which the split rests on; icc in percent, between and within as SD in
    decades; reason: why a part could not be estimated.
    """

    id: str
    reference: str
    n_rows: Result
    n_papers: Result
    n_several: Result
    contrasts: tuple[ModelContrast, ...]
    joint_p: Result | None
    icc: Result | None
    between: Result | None
    within: Result | None
    reason: str = ""


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
    model: ModelCheck | None = None

    @property
    def has_interval(self) -> bool:
        """Whether a class has the papers for a median with an interval, so that there is something to draw."""
        return any(line.inclusion == "interval" for line in self.classes)

    @property
    def tested(self) -> list[PairStatistic]:
        """The pairs that were tested."""
        return [pair for pair in self.pairs if pair.decision != "not tested"]


@published("retention.csv", "Retention of ten years by class and temperature", "compare_classes")
class RetentionShare(Record):
    """Of the papers of a class that print retention in a band of temperature, those that print ten years or more."""

    id: Annotated[str, Column("id", "set, class and band")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    band: Annotated[
        str, Column("band", "temperature of the retention test; 85 °C or above holds the two bands after it")
    ]
    n_papers: Annotated[Result, Column("n_papers", "papers that print a retention in the band")]
    n_ten_years: Annotated[Result, Column("n_ten_years", "of them with 3.15e8 s (ten years) or more")]
    share: Annotated[
        Estimate | None,
        *interval(
            "share_percent",
            "share of them, in percent",
            unit="%",
            names=("share_percent", "low", "high"),
            kind="exact binomial interval of 95 %, in percent",
        ),
    ]


class ClassComparisons(Record):
    """All that is compared over classes; what is of the survey is context and decides no claim of the review.

    printed_as: short name and printed name of each class that the survey prints under another name; mixed_rows:
    classes of whose rows nothing is said as of a class.
    """

    comparisons: tuple[Comparison, ...]
    powers_of_ten: tuple[PrintedPowers, ...] = ()
    printed_as: tuple[tuple[str, str], ...] = ()
    mixed_rows: tuple[str, ...] = ()
    retention: tuple[RetentionShare, ...]
    curators: tuple[CuratorAgreement, ...]
    n_both_curators: Result

    @property
    def results(self) -> list[Result]:
        """Every number, in the order of the records."""
        return list(results_in(self))


@dataclass(frozen=True, slots=True)
class Samples:
    """The compared classes of a quantity: log10 values, classes and units of analysis, one entry a paper."""

    quantity: Quantity
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


def papers_id(quantity: Quantity, device_class: str) -> str:
    """Id of the count of papers of a class with the quantity."""
    return f"{quantity.id}/{device_class}#n"
