"""Records of the design guidelines: tags of papers with their source, and what a tag does within a class."""

from typing import Annotated

from memlit.analysis.guidelines.tags import Tag
from memlit.datum import Estimate, Record, Result
from memlit.published import Column, interval, meaning, p_number, published


class TagCount(Record):
    """Papers named with one tag, and the documents and places that say so."""

    kind: str
    tag: str
    n: Result
    papers: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


@published("guidelines.csv", "Devices with and without a design tag, compared within a class", "compare_guidelines")
class TagComparison(Record):
    """Papers of one class with and without a tag in one quantity; all exploratory.

    ratio: median with over median without; probability: P(without < with); adjusted: the ratio beside the year with
    CR2; detectable: shift in decades that 80 % power would have shown. None where `reason` says why.
    """

    id: Annotated[str, meaning("id of the comparison")]
    set_name: Annotated[
        str, Column("set", "review (papers of the review) or survey (printed structures of memory cells)")
    ]
    kind: Annotated[str, meaning("pathway or configuration")]
    tag: Annotated[str, meaning("the tag")]
    other: Annotated[str, meaning("what it is compared with: papers not named with it, or cells printed as 1R")]
    device_class: Annotated[str, Column("class", "device class by its short name")]
    quantity: Annotated[str, meaning("metric or quantity compared, on the log scale")]
    n_with: Annotated[Result, meaning("papers with the tag and a value")]
    n_without: Annotated[Result, meaning("papers of the other side with a value")]
    ratio: Annotated[Result | None, meaning("median with over median without", unit="1")] = None
    probability: Annotated[Estimate | None, Column("p_below", "P(without < with)", "value", unit="1")] = None
    p: Annotated[Result | None, meaning("p of no difference, not adjusted, exploratory", p_number, unit="1")] = None
    method: str = ""
    adjusted: Annotated[
        Estimate | None,
        *interval(
            "ratio_beside_year",
            "ratio from the model with the year",
            names=("ratio_beside_year", "low", "high"),
            kind="interval",
        ),
    ] = None
    p_adjusted: Annotated[Result | None, Column("p_beside_year", "p of no difference in that model", unit="1")] = None
    detectable: Annotated[
        Result | None, meaning("smallest shift that the plan's power would have shown", unit="decades")
    ] = None
    reason: Annotated[str, meaning("why it is not estimable")]


class Guidelines(Record):
    """Tags and comparisons in the order of the tags' file, then of the survey's quantities; how many have a test."""

    n_comparisons: Result
    n_estimable: Result
    tags: tuple[Tag, ...] = ()
    counts: tuple[TagCount, ...] = ()
    comparisons: tuple[TagComparison, ...] = ()


class ComparedGuidelines(Record):
    """results/guidelines.json."""

    guidelines: Guidelines
