"""Tables of the design guidelines: tags of papers, and devices with a tag against those without."""

from __future__ import annotations

from memlit.analysis.guidelines.record import Guidelines, TagComparison
from memlit.analysis.guidelines.tags import Tag
from memlit.datum import Record, p_of
from memlit.published import Column, Table, interval


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
        Column(
            "set",
            "review (papers of the review) or survey (printed structures of memory cells)",
            lambda line: line.set_name,
        ),
        Column("kind", "pathway or configuration"),
        Column("tag", "the tag"),
        Column("other", "what it is compared with: papers not named with it, or cells printed as 1R"),
        Column("class", "device class by its short name", lambda line: line.device_class),
        Column("quantity", "metric or quantity compared, on the log scale"),
        Column("n_with", "papers with the tag and a value", type="integer"),
        Column("n_without", "papers of the other side with a value", type="integer"),
        Column("ratio", "median with over median without", unit="1"),
        Column("p_below", "P(without < with)", lambda line: line.probability and line.probability.value, unit="1"),
        Column("p", "p of no difference, not adjusted, exploratory", lambda line: line.p and p_of(line.p), unit="1"),
        *interval(
            "ratio_beside_year",
            "ratio from the model with the year",
            lambda line: line.adjusted,
            "1",
            ("ratio_beside_year", "low", "high"),
            "interval",
        ),
        Column("p_beside_year", "p of no difference in that model", lambda line: line.p_adjusted, unit="1"),
        Column("detectable", "smallest shift that the plan's power would have shown", unit="decades"),
        Column("reason", "why it is not estimable"),
    ),
)
TABLES = (TAGS, GUIDELINES)
