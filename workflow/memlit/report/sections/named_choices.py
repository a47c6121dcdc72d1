"""Medians of the classes of named synapses under every choice of evidence, and what the choices change."""

from __future__ import annotations

from memlit.report.blocks import DASH, Block, Material, table
from memlit.report.sections.estimates import use
from memlit.report.text import cite, listed
from memlit.synapses.medians import EVIDENCE, SynapseMedian

HEADLINE, GRADED, WIDEST = EVIDENCE
RULE, REVIEW = "rule", "review"
Choice = tuple[str, bool, str]
"""Evidence, whether cells behind a transistor count, whose class."""
CHOICES: dict[str, Choice] = {
    "A": (HEADLINE, True, RULE),
    "A, B": (GRADED, True, RULE),
    "A, B, restated": (WIDEST, True, RULE),
    "… no transistor": (WIDEST, False, RULE),
    "… review's class": (WIDEST, True, REVIEW),
}


def choices(m: Material, pulse: str) -> Block:
    """A row a class and metric: its median by each choice, and the span with one lineage left out."""
    cells: dict[tuple[str, str], dict[Choice, SynapseMedian]] = {}
    for line in m.named.medians:
        if line.pulse == pulse and line.metric in m.config.metrics_of("synapse"):
            found = cells.setdefault((line.device_class, line.metric), {})
            found[line.evidence, line.with_transistor, line.class_by] = line
    if not cells:
        return {}
    order = [*m.classes.classes]
    metrics = list(m.config.metrics)
    ordered = sorted(
        cells, key=lambda key: (metrics.index(key[1]), order.index(key[0]) if key[0] in order else len(order))
    )
    rows = []
    for key in ordered:
        by_choice = cells[key]
        widest = by_choice.get(CHOICES["A, B, restated"])
        rows.append(
            [
                m.symbol(key[1]),
                key[0].replace("_", " "),
                *(_cell(m, by_choice.get(choice)) for choice in CHOICES.values()),
                use(m, widest.without_one if widest else None),
                m.book.use(widest.n_lineages.id) if widest else DASH,
            ]
        )
    return table(
        f"Medians of named synapses by choice of evidence, {pulse} pulse, and the span of the median with one lineage "
        "left out.",
        [
            *(("metric", "l"), ("class", "l"), *((label, "r") for label in CHOICES)),
            *(("one lineage less", "r"), ("lineages", "r")),
        ],
        rows,
        note="A range: bounds of papers leave the median open. The last columns and those with … take A, B and the "
        "restated together: without cells in series with a transistor, and with the review's class of the papers that "
        f"it lists. From three lineages on one can be left out; an interval takes "
        f"more. {DASH} no paper.",
        source="synapse_medians.csv",
    )


def _cell(m: Material, line: SynapseMedian | None) -> str:
    return DASH if line is None else m.book.use(line.median.id)


def disputed(m: Material) -> str:
    """Papers whose class by the rule is none of the review's, and the medians that this moves."""
    rows = {row.id: row for row in m.rows}
    found = {
        rows[member.row].paper: (member.device_class, member.review_classes)
        for member in m.named.members
        if member.is_counted and member.review_classes and member.device_class not in member.review_classes
    }
    named = [
        f"{cite(paper)} ({by_rule.replace('_', ' ')} by the rule, {' and '.join(listed_as)} in the review)"
        for paper, (by_rule, listed_as) in sorted(found.items())
        if set(listed_as) <= set(m.classes.credited)
    ]
    return (
        f"The review's list and the rule disagree on {listed(named)}; both readings are columns above." if named else ""
    )
