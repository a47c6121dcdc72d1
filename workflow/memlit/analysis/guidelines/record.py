"""Records of the design guidelines: tags of papers with their source, and what a tag does within a class."""

from memlit.analysis.guidelines.tags import Tag
from memlit.datum import Estimate, Record, Result, p_of, results_in
from memlit.published import Column, Table, interval


class TagCount(Record):
    """Papers named with one tag, and the documents and places that say so."""

    kind: str
    tag: str
    n: Result
    papers: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


class TagComparison(Record):
    """Papers of one class with and without a tag in one quantity; all exploratory.

    ratio: median with over median without; probability: P(without < with); adjusted: the ratio beside the year with
    CR2; detectable: shift in decades that 80 % power would have shown. None where `reason` says why.
    """

    id: str
    set_name: str
    kind: str
    tag: str
    other: str
    device_class: str
    quantity: str
    n_with: Result
    n_without: Result
    ratio: Result | None
    probability: Estimate | None
    p: Result | None
    method: str
    adjusted: Estimate | None
    p_adjusted: Result | None
    detectable: Result | None
    reason: str


class Guidelines(Record):
    """Tags and comparisons in the order of the tags' file, then of the survey's quantities; how many have a test."""

    n_comparisons: Result
    n_estimable: Result
    tags: tuple[Tag, ...] = ()
    counts: tuple[TagCount, ...] = ()
    comparisons: tuple[TagComparison, ...] = ()

    @property
    def results(self) -> list[Result]:
        """Every number, in the order of the records."""
        return list(results_in(self))


class ComparedGuidelines(Record):
    """results/guidelines.json."""

    guidelines: Guidelines


TAGS = Table[Tag](
    "tags.csv",
    "Design tags of papers with their source",
    "compare_guidelines",
    (
        Column("paper", "key of the paper"),
        Column("kind", "pathway or configuration"),
        Column("tag", "what the source says of its device"),
        Column("document", "key of the source"),
        Column("locator", "where in the source"),
        Column("curator", "who read it"),
        Column("note", "the source's statement in our own words"),
    ),
)
GUIDELINES = Table[TagComparison](
    "guidelines.csv",
    "Devices with and without a design tag, compared within a class",
    "compare_guidelines",
    (
        Column("id", "id of the comparison"),
        Column("set", "review (papers of the review) or survey (printed structures of memory cells)", "set_name"),
        Column("kind", "pathway or configuration"),
        Column("tag", "the tag"),
        Column("other", "what it is compared with: papers not named with it, or cells printed as 1R"),
        Column("class", "device class by its short name", "device_class"),
        Column("quantity", "metric or quantity compared, on the log scale"),
        Column("n_with", "papers with the tag and a value", type="integer"),
        Column("n_without", "papers of the other side with a value", type="integer"),
        Column("ratio", "median with over median without", unit="1"),
        Column("p_below", "P(without < with)", "probability.value", unit="1"),
        Column("p", "p of no difference, not adjusted, exploratory", lambda line: line.p and p_of(line.p), unit="1"),
        *interval(
            "ratio_beside_year",
            "ratio from the model with the year",
            "adjusted",
            "1",
            ("ratio_beside_year", "low", "high"),
            "interval",
        ),
        Column("p_beside_year", "p of no difference in that model", "p_adjusted", unit="1"),
        Column("detectable", "smallest shift that the plan's power would have shown", unit="decades"),
        Column("reason", "why it is not estimable"),
    ),
)
TABLES = (TAGS, GUIDELINES)
