"""Named synapses of any paper: graded energies, the review's medians against them, and who is in the set.

Medians of their classes under every choice of evidence, and what the choices change.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pandas as pd

from memlit.datum import Result
from memlit.devices.class_rule import BY_WORD
from memlit.field.codes import BEST_EVIDENCE, HEADLINE_EVIDENCE, WIDEST_EVIDENCE
from memlit.numbers import PublishedLine
from memlit.plots.named import synapses as plot
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.review.claims import printed_value
from memlit.report.written import written_section

_ALL = "all"
HALF = 50


def named_synapses(m: Material) -> ReportBlock:
    """The picture, what it says, and the table; nothing where no named synapse has an energy."""
    shown = plot.synapse_lines(m.figures)
    if not shown:
        return {}
    medians = m.tables["synapse_medians"]
    return written_section(
        m,
        "named/named_synapses",
        drawn=plot.drawn(m.figures),
        energy=plot.METRIC,
        has_interval=(
            (medians["evidence"] == HEADLINE_EVIDENCE) & (medians["inclusion"] == "median with interval")
        ).any(),
        **_ends(m, {row["id"] for line in shown for row in line}),
        **_against(m),
        choices={pulse: list(choices(m, pulse)) for pulse in ("set", "reset")},
        SAME=_SAME,
        **_class_rule(m),
        charge=m.tables["charge_synapses"].drop_duplicates(["paper", "device"]),
    )


def _ends(m: Material, shown: Collection[str]) -> dict[str, Any]:
    """Those of the shown rows whose own paper gives the energy as a number, in its order, and how far the devices of
    a class lie apart.
    """
    pulse = m.config.conventions.headline_pulse
    own = [row for row in m.rows if row.id in shown and row.pulse == pulse and plot.METRIC in row.counted]
    known = [row for row in own if row.value(plot.METRIC)]
    classes = sorted(m.tables["synapses"]["class"].unique())
    return {
        "ordered": sorted(known, key=lambda row: (row.value(plot.METRIC) or 0.0, row.id)),
        "apart": [name for name in classes if f"synapses/{name}#factor" in m.book.results],
    }


def _against(m: Material) -> dict[str, Any]:
    """Sides of the medians that the review prints, and those of credited papers that exclude one half."""
    verdicts = {verdict.id: verdict for verdict in m.claims}
    sides = m.tables["printed_medians"]
    sides = sides[sides["evidence"].isin([_ALL, HEADLINE_EVIDENCE, WIDEST_EVIDENCE])]
    credited = sides[(sides["set"] == m.config.evidence.headline_set) & (sides["evidence"] == _ALL)]
    return {
        "sides": [line for line in m.lines(sides) if f"claim/{line.claim}#claimed" in m.book.results],
        "known": m.lines(credited[credited["n_below"] + credited["n_above"] > 0]),
        "excluding": m.lines(credited[(credited["share_low"] > HALF) | (credited["share_high"] < HALF)]),
        "printed": lambda claim: printed_value(verdicts[claim], m),
        "ALL": _ALL,
    }


def _class_rule(m: Material) -> dict[str, Any]:
    """How the rule for a class does on credited papers of known stack."""
    cells = m.lines("class_rule")
    named = pd.concat([m.tables["synapses"]["class_basis"], m.tables["charge_synapses"]["class_basis"]])
    return {
        "cells": cells,
        "right": [cell for cell in cells if cell.by_stack == cell.credited],
        "wrong": [cell for cell in cells if cell.by_stack in m.classes.credited and cell.by_stack != cell.credited],
        "has_words": (named == BY_WORD).any(),
    }


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


def choices(m: Material, pulse: str) -> Iterator[tuple[str, str, dict[str, _Shown], PublishedLine | None]]:
    """Metric and class of several papers, its median by each choice, and that of the widest choice."""
    known = m.tables["synapse_medians"]
    cells: dict[tuple[str, str], dict[_Choice, PublishedLine]] = defaultdict(dict)
    for line in m.lines(known[(known["pulse"] == pulse) & known["metric"].isin(m.config.planned_metrics)]):
        cells[line.metric, line.device_class][line.evidence, line.with_transistor] = line
    order, metrics = [*m.classes.classes], [*m.config.metrics]

    def rank(key: tuple[str, str]) -> tuple[int, int]:
        return metrics.index(key[0]), order.index(key[1]) if key[1] in order else len(order)

    for key in sorted(cells, key=rank):
        own = cells[key]
        # The median of one paper is its number, which stands in the list.
        if any(line.n_papers > 1 for line in own.values()):
            medians = _medians([own.get(choice) for choice in CHOICES.values()])
            yield *key, dict(zip(CHOICES, medians, strict=True)), own.get(CHOICES["A, B, restated"])


def _medians(lines: Sequence[PublishedLine | None]) -> Iterator[_Shown]:
    """The medians, one of the same papers as another to its left without its number."""
    seen: set[str] = set()
    for line in lines:
        yield None if line is None else _SAME if line.papers in seen else line.number("median")
        seen |= {line.papers} if line else set()
