"""Medians of the classes of named synapses under every choice of evidence, and what the choices change."""

from collections.abc import Sequence

from memlit.report.blocks import DASH, Block, Material, table
from memlit.report.text import cite, listed
from memlit.synapses.energy.medians import EVIDENCE, SynapseMedian

HEADLINE, GRADED, WIDEST = EVIDENCE
RULE, REVIEW = "rule", "review"
Choice = tuple[str, bool, str]
"""Evidence, whether cells behind a transistor count, whose class."""
SAME = "same"
CHOICES: dict[str, Choice] = {
    "A": (HEADLINE, True, RULE),
    "A, B": (GRADED, True, RULE),
    "A, B, restated": (WIDEST, True, RULE),
    "… no transistor": (WIDEST, False, RULE),
    "… review's class": (WIDEST, True, REVIEW),
}


def choices(m: Material, pulse: str) -> Block:
    """A row a class and metric of several papers: its median by each choice, and the span with one lineage left out."""
    cells: dict[tuple[str, str], dict[Choice, SynapseMedian]] = {}
    for line in m.named.medians:
        if line.pulse == pulse and line.metric in m.config.planned_metrics:
            found = cells.setdefault((line.device_class, line.metric), {})
            found[line.evidence, line.with_transistor, line.class_by] = line
    # The median of one paper is its number, which stands in the list.
    cells = {key: own for key, own in cells.items() if any(len(line.papers) > 1 for line in own.values())}
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
                *_cells(m, [by_choice.get(choice) for choice in CHOICES.values()]),
                m.use(widest.without_one if widest else None),
                m.use(widest.n_lineages) if widest else DASH,
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
        note=f"A range: bounds of papers leave the median open; {SAME}: of the same papers as to the left. The "
        "columns with …, and the last two, take A, B and the restated together: without cells in series with a "
        "transistor, and with the review's class of the papers that it lists. From three lineages on one can be left "
        f"out; an interval takes more. {DASH} no paper. A class of one paper has its number in the list; the other "
        "metrics are in the file.",
        source="synapse_medians.csv",
    )


def _cells(m: Material, lines: Sequence[SynapseMedian | None]) -> list[str]:
    """The medians, one of the same papers as another to its left without its number."""
    cells: list[str] = []
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        if line is None:
            cells.append(DASH)
        else:
            cells.append(SAME if line.papers in seen else m.use(line.median))
            seen.add(line.papers)
    return cells


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
