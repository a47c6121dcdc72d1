"""Named synapses of any paper: graded energies, the review's medians against them, and who is in the set.

Medians of their classes under every choice of evidence, and what the choices change.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Result
from memlit.devices.class_rule import BY_WORD
from memlit.field.codes import BEST_EVIDENCE, HEADLINE_EVIDENCE, WIDEST_EVIDENCE
from memlit.plots.named import synapses as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.review.claims import printed_value
from memlit.report.written import written_section
from memlit.synapses.energy.medians import SynapseMedian

_ALL = "all"
HALF = 50


def named_synapses(m: Material) -> ReportBlock:
    """The picture, what it says, and the table; nothing where no named synapse has an energy."""
    shown = plot.synapse_lines(m.figures)
    if not shown:
        return {}
    return written_section(
        m,
        "named/named_synapses",
        drawn=plot.drawn(m.figures),
        energy=plot.METRIC,
        has_interval=any(
            line.evidence == HEADLINE_EVIDENCE and line.inclusion == "median with interval" for line in m.named.medians
        ),
        **_ends(m, {row["id"] for line in shown for row in line}),
        **_against(m),
        choices={pulse: list(choices(m, pulse)) for pulse in ("set", "reset")},
        SAME=_SAME,
        **_class_rule(m),
        charge=_charge(m),
    )


def _ends(m: Material, shown: Collection[str]) -> dict[str, Any]:
    """Those of the shown rows whose own paper gives the energy as a number, in its order, and how far the devices of
    a class lie apart.
    """
    pulse = m.config.conventions.headline_pulse
    own = [row for row in m.rows if row.id in shown and row.pulse == pulse and plot.METRIC in row.counted]
    known = [row for row in own if row.value(plot.METRIC)]
    return {
        "ordered": sorted(known, key=lambda row: (row.value(plot.METRIC) or 0.0, row.id)),
        "apart": m.named.factors,
    }


def _against(m: Material) -> dict[str, Any]:
    """Sides of the medians that the review prints, and those of credited papers that exclude one half."""
    sides = [line for line in m.named.printed if line.evidence in (_ALL, HEADLINE_EVIDENCE, WIDEST_EVIDENCE)]
    headline = m.config.evidence.headline_set
    verdicts = {verdict.claim.id: verdict for verdict in m.claims}
    credited = [line for line in sides if line.set_name == headline and line.evidence == _ALL]
    return {
        "sides": [line for line in sides if f"claim/{line.claim}#claimed" in m.book.results],
        "known": [line for line in credited if line.below or line.above],
        "excluding": [line for line in credited if (line.share.low or 0) > HALF or (line.share.high or 0) < HALF],
        "printed": lambda claim: printed_value(verdicts[claim], m),
        "ALL": _ALL,
    }


def _class_rule(m: Material) -> dict[str, Any]:
    """How the rule for a class does on credited papers of known stack."""
    cells = m.named.confusion
    return {
        "cells": cells,
        "right": [cell for cell in cells if cell.by_stack == cell.credited],
        "wrong": [cell for cell in cells if cell.by_stack in m.classes.credited and cell.by_stack != cell.credited],
        "has_words": any(member.basis == BY_WORD for member in m.named.members),
    }


def _charge(m: Material) -> list[tuple[BenchmarkRow, str, str]]:
    """Named synapses that store charge, each once, with class and by what they are a weight."""
    rows = {row.id: row for row in m.rows}
    members = ((rows[member.row], member) for member in m.named.members)
    found = {(row.paper, row.device): (row, member) for row, member in members if row.not_applicable}
    return [(row, member.device_class, member.weight) for row, member in found.values()]


_Choice = tuple[str, bool]
"""Evidence, and whether cells behind a transistor count."""
_SAME = "same"
CHOICES: dict[str, _Choice] = {
    "A, B": (HEADLINE_EVIDENCE, True),
    "A": (BEST_EVIDENCE, True),
    "A, B, restated": (WIDEST_EVIDENCE, True),
    "… no transistor": (WIDEST_EVIDENCE, False),
}
_Shown = Result | str | None


def choices(m: Material, pulse: str) -> Iterator[tuple[str, str, dict[str, _Shown], SynapseMedian | None]]:
    """Metric and class of several papers, its median by each choice, and that of the widest choice."""
    cells: dict[tuple[str, str], dict[_Choice, SynapseMedian]] = defaultdict(dict)
    for line in m.named.medians:
        if line.pulse == pulse and line.metric in m.config.planned_metrics:
            cells[line.metric, line.device_class][line.evidence, line.with_transistor] = line
    order, metrics = [*m.classes.classes], [*m.config.metrics]

    def rank(key: tuple[str, str]) -> tuple[int, int]:
        return metrics.index(key[0]), order.index(key[1]) if key[1] in order else len(order)

    for key in sorted(cells, key=rank):
        own = cells[key]
        # The median of one paper is its number, which stands in the list.
        if any(len(line.papers) > 1 for line in own.values()):
            medians = _medians([own.get(choice) for choice in CHOICES.values()])
            yield *key, dict(zip(CHOICES, medians, strict=True)), own.get(CHOICES["A, B, restated"])


def _medians(lines: Sequence[SynapseMedian | None]) -> Iterator[_Shown]:
    """The medians, one of the same papers as another to its left without its number."""
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        yield None if line is None else _SAME if line.papers in seen else line.median
        seen |= {line.papers} if line else set()
