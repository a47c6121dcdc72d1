"""The analysis plan: the section `analysis` of config/config.yaml."""

from typing import Literal, Self

from pydantic import Field, model_validator

from printed.yaml_files.checked import Section

OverallTestName = Literal["welch", "permutation", "kruskal", "brown_forsythe", "fligner"]
OVERALL_TESTS: tuple[OverallTestName, ...] = ("welch", "permutation", "kruskal", "brown_forsythe", "fligner")


class Inclusion(Section):
    """The number of papers that each kind of statement needs."""

    range_from: int = Field(default=3, ge=2, description="Papers from which a class has a median, without an interval")
    interval_from: int = Field(
        default=6,
        ge=6,
        description="Papers from which a median has an interval and pairs are tested; an exact one of 95 % needs 6",
    )
    permutation_below: int = Field(
        default=20,
        ge=0,
        description="Below this many papers in a class a test that is repeated (papers left out, bounds, conventions) "
        "permutes too, from there on it uses the t approximation",
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.range_from > self.interval_from:
            raise ValueError("range_from is above interval_from")
        return self


class Resamples(Section):
    """Numbers of random draws; the seed is `seed`."""

    bootstrap: int = Field(default=9999, ge=99, description="Resamples of papers for the ranks of medians")
    permutations: int = Field(
        default=9999, ge=99, description="Permutations of a test over classes and of a repeated test"
    )
    pair_permutations: int = Field(default=99999, ge=99, description="Permutations for p of a pair of classes")
    reading_error: int = Field(
        default=199, ge=19, description="Draws of all values with the measured error of a reading"
    )
    repeated: int = Field(
        default=999,
        ge=99,
        description="Resamples of the parts of the energy",
    )


class Wording(Section):
    """The wording of a decision. A difference that is not shown is never called equality."""

    differs: str = Field(default="are shown to differ", min_length=1)
    not_shown: str = Field(default="are not shown to differ", min_length=1)
    fragile_below_percent: float = Field(
        default=90.0,
        ge=0,
        le=100,
        description="A decision repeated by fewer draws of the reading error is called fragile",
    )


class Tolerances(Section):
    """How close a value must be to a claim of the review."""

    about: float = Field(default=0.25, gt=0, lt=1, description="`~`: within this share on either side")
    order_of_decades: float = Field(default=0.5, gt=0, le=1, description="`order of`: |log10 ratio| up to this")


class DisputedPapers(Section):
    """Papers whose class the review leaves open, each with its other place; a number is a reference of the review."""

    double: int | None = Field(
        default=None, description="Reference credited to two classes, counted in both or in one of the two; null: none"
    )
    double_classes: tuple[()] | tuple[str, str] = Field(
        default=(), description="The two classes it is credited to; empty: not varied"
    )
    conflicts: tuple[int, ...] = Field(default=(), description="References that the review names in two classes")
    conflict_class: str = Field(default="", description="The other class of these references; empty: not varied")
    added: tuple[int, ...] = Field(default=(), description="References discussed with a class but not credited to it")
    added_class: str = Field(default="", description="Class that they are added to; empty: not varied")
    merged_class: str = Field(default="", description="Class of the survey that may count as merged_into")
    merged_into: str = Field(default="", description="Class that merged_class may count as; empty: not varied")


class QuantityClasses(Section):
    """Classes in which a quantity of the survey is compared, by names or aliases of config/classes.yaml."""

    shown: tuple[str, ...] = Field(default=(), description="Classes that are summarised; none: every class")
    compared: tuple[str, ...] = Field(default=(), description="Classes that are tested in pairs; none: those shown")


class SurveyPlan(Section):
    """Classes of the survey by the quantity that is compared in them."""

    on_off_ratio: QuantityClasses = QuantityClasses()
    endurance: QuantityClasses = QuantityClasses()
    set_time: QuantityClasses = QuantityClasses()
    action_energy: QuantityClasses = QuantityClasses()
    retention: tuple[str, ...] = Field(default=(), description="Classes of the retention shares; none: every class")


class AnalysisPlan(Section):
    """What is analysed and how. It is set in one file and printed before the results; it is not registered anywhere."""

    primary: str = Field(default="action_energy", description="Metric of the primary family of class pairs")
    secondary: tuple[str, ...] = Field(
        default=("standby_power", "spike_timing"), description="Metrics with families of their own"
    )
    unit: Literal["paper"] = Field(
        default="paper", description="One value per paper and class: the median of its devices"
    )
    alpha: float = Field(default=0.05, gt=0, lt=0.5, description="Level of a decision, two-sided, after Holm")
    level: float = Field(default=0.95, gt=0.5, lt=1, description="Level of every interval")
    overall_tests: tuple[OverallTestName, ...] = Field(
        default=OVERALL_TESTS, min_length=1, description="Tests over all compared classes, primary test first"
    )
    inclusion: Inclusion = Inclusion()
    resamples: Resamples = Resamples()
    wording: Wording = Wording()
    tolerances: Tolerances = Tolerances()
    disputed: DisputedPapers = DisputedPapers()
    survey: SurveyPlan = SurveyPlan()

    @model_validator(mode="after")
    def _families(self) -> Self:
        metrics = (self.primary, *self.secondary)
        if len(set(metrics)) < len(metrics):
            raise ValueError("a metric is named twice in primary and secondary")
        if "permutation" in self.overall_tests and not {"welch", "kruskal"} & set(self.overall_tests):
            raise ValueError("overall_tests permutes labels for welch and kruskal, and names neither")
        return self

    def inclusion_of(self, papers: int) -> Literal["none", "list", "range", "interval"]:
        """What a number of papers is sufficient to show."""
        if papers < self.inclusion.range_from:
            return "list" if papers else "none"
        return "range" if papers < self.inclusion.interval_from else "interval"
