"""Medians of the classes of named synapses under every choice of evidence, and what the choices change."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from memlit.datum import Result
from memlit.report.blocks import Material
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
Shown = Result | str | None


def choices(m: Material, pulse: str) -> Iterator[tuple[str, str, dict[str, Shown], SynapseMedian | None]]:
    """Metric and class of several papers, its median by each choice, and that of the widest choice of the rule."""
    cells: dict[tuple[str, str], dict[Choice, SynapseMedian]] = defaultdict(dict)
    for line in m.named.medians:
        if line.pulse == pulse and line.metric in m.config.planned_metrics:
            cells[line.metric, line.device_class][line.evidence, line.with_transistor, line.class_by] = line
    order, metrics = [*m.classes.classes], [*m.config.metrics]

    def rank(key: tuple[str, str]) -> tuple[int, int]:
        return metrics.index(key[0]), order.index(key[1]) if key[1] in order else len(order)

    for key in sorted(cells, key=rank):
        own = cells[key]
        # The median of one paper is its number, which stands in the list.
        if any(len(line.papers) > 1 for line in own.values()):
            medians = _medians([own.get(choice) for choice in CHOICES.values()])
            yield *key, dict(zip(CHOICES, medians, strict=True)), own.get(CHOICES["A, B, restated"])


def _medians(lines: Sequence[SynapseMedian | None]) -> Iterator[Shown]:
    """The medians, one of the same papers as another to its left without its number."""
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        yield None if line is None else SAME if line.papers in seen else line.median
        seen |= {line.papers} if line else set()


def disputed(m: Material) -> list[tuple[str, str, list[str]]]:
    """Papers whose class by the rule is none of the review's: paper, class by the rule, classes of the review."""
    rows = {row.id: row for row in m.rows}
    found = {
        rows[member.row].paper: (member.device_class, list(member.review_classes))
        for member in m.named.members
        if member.is_counted and member.review_classes and member.device_class not in member.review_classes
    }
    return [
        (paper, by_rule, listed_as)
        for paper, (by_rule, listed_as) in sorted(found.items())
        if set(listed_as) <= set(m.classes.credited)
    ]
