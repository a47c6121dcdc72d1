"""What the evidence says, how complete it is, and how the benchmark is defined."""

from __future__ import annotations

import math
from collections.abc import Sequence

from memlit.benchmark.rows import METRICS, BenchmarkRow
from memlit.claims.verdict import verdict_counts
from memlit.datum import PULSES
from memlit.report.blocks import Block, Material, bullets, paragraph, section
from memlit.report.sections.changes import since_release
from memlit.report.sections.claims import claim_link
from memlit.report.text import cite, see, strong, symbol

MEDIANS = (
    f"{strong('Why is a median what it is?')} "
    f"In {see('classes', 'Metrics by class')} each median and each count is a link to its "
    "entry, which names the papers' values behind it; each of these leads on to the readings."
)
POINTS = (
    f"{strong('Where does a point come from?')} "
    f"A click on a mark of {see('benchmark', 'Synaptic devices')}, or on a number, opens "
    "its entry: formula, inputs, printed characters. The id at the end of a printed input leads to its cell, marked on "
    "the page of its document."
)


def findings(m: Material) -> Block:
    """Coverage leads: of the credited papers, how many have each metric known."""
    headline = m.config.evidence.headline_set

    def count(what: str) -> str:
        return m.book.use(f"count/{headline}#{what}")

    known = {metric: count(f"{metric}_known") for metric in METRICS}
    purpose = " for its benchmark" if m.tests_a_review else ""
    coverage = (
        f"Of the {count('device_papers')} {m.headline_papers}{purpose}, the evidence at hand gives "
        f"the action energy {symbol('E_a')} of {known['action_energy']}, the standby power {symbol('P_s')} of "
        f"{known['standby_power']} and the spike timing {symbol('tau')} of {known['spike_timing']}. The spiking "
        f"energy {symbol('E_s')} is known for {known['spiking_energy']} and the firing energy {symbol('E_f')} for "
        f"{known['firing_energy']} of its neurons."
    )
    points = [_compared(m), MEDIANS, POINTS, _pulses(m), _claims(m), _supply(m), since_release(m)]
    return section(
        "findings",
        "What the evidence says",
        paragraph(coverage, "lead"),
        paragraph(_verdict(m)),
        bullets(filter(None, points)),
    )


def _verdict(m: Material) -> str:
    with_interval = [
        summary
        for summary in m.analysis.classes
        if summary.set_name == m.config.evidence.headline_set
        and summary.pulse == m.config.conventions.headline_pulse
        and summary.inclusion == "median with interval"
    ]
    if with_interval:
        return "Classes with enough papers have a median with an interval; the others are listed."
    return (
        "No class has enough papers for a median with an interval, and the median over all papers of its set is not "
        "identified where fewer than half of them are known. What follows is what is known and where it was printed, "
        "not a ranking of the classes."
    )


def _compared(m: Material) -> str:
    """Pairs of classes that the survey tells apart, quantity by quantity; a sensitivity does not count."""
    told = {
        item.title: [f"{pair.first} and {pair.second}" for pair in item.pairs if pair.decision == "differs"]
        for item in m.analysis.comparisons.comparisons
        if not item.is_sensitivity
    }
    if not told:
        return ""
    found = "; ".join(f"{title}: {_listed(pairs)}" for title, pairs in told.items() if pairs)
    return (
        f"{strong('Which classes differ?')} No two of the review's own classes have the papers for a test "
        f"({see('classes', 'what they allow')}). A survey of memory "
        + (f"cells, kept apart as context, tells classes apart in these quantities: {found}." if found else "")
        + ("" if found else "cells, kept apart as context, tells no two classes apart.")
        + " A pair that is not named is not shown to differ, which is not the same as equal. How sure each pair is, in "
        f"p, interval and power, stands in {see('comparisons', 'Classes of memory cells compared')}."
    )


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])}, and {words[-1]}"


def _claims(m: Material) -> str:
    """How the review's claims fare, and which of them the evidence contradicts."""
    if not m.claims:
        return ""
    count = {result.id.partition("#")[2]: m.book.use(result.id) for result in verdict_counts(m.claims)}
    differing = [claim_link(verdict) for verdict in m.claims if verdict.verdict == "differs"]
    contradicted = f" The evidence differs on: {'; '.join(differing)}." if differing else ""
    return (
        f"{strong('Which claims fail?')} "
        f"Of {count['all']} that can be stated as a rule, {count['reproduced']} are reproduced, "
        f"{count['compatible']} compatible, {count['differs']} differ, {count['inconsistent_in_source']} contradict "
        f"another place of the review, and {count['not_checkable']} can't be checked for want of readings that are "
        f"named.{contradicted} {see('claims', 'Claims of the review')} begins with those that fail and with what the "
        "others want."
    )


def _pulses(m: Material) -> str:
    """What another convention would change most: the credited device whose two energies lie furthest apart."""
    energies: dict[str, dict[str, BenchmarkRow]] = {}
    for row in m.rows:
        if row.set_name == m.config.evidence.headline_set and row.role == "synapse" and row.value("action_energy"):
            energies.setdefault(f"{row.paper}/{row.device}/{row.device_class}", {})[row.pulse] = row
    both = [rows for _, rows in sorted(energies.items()) if set(rows) >= set(PULSES)]
    if not both:
        return ""
    widest = max(both, key=_distance)
    first, second = (m.book.use(widest[pulse].metrics["action_energy"].id) for pulse in PULSES)
    return (
        f"{strong('What if reset were set?')} "
        "Both pulses are computed for each device and stand side by side. Taking reset for set "
        f"would move the energy of {cite(widest['set'].paper)} most, from {first} to {second}. A "
        f"switch stands over the figure of {see('benchmark', 'Synaptic devices')}; what it does to the medians, in "
        f"{see('sensitivity', 'Sensitivity to conventions')}."
    )


def _distance(rows: dict[str, BenchmarkRow]) -> float:
    first, second = (rows[pulse].value("action_energy") or 1.0 for pulse in PULSES)
    return abs(math.log(first / second))


def _supply(m: Material) -> str:
    headline = m.config.evidence.headline_set
    lacking = [line for line in m.analysis.coverage if line.set_name == headline and line.missing]
    if not lacking:
        return ""
    return (
        f"{strong('What would complete it?')} "
        "For each paper of that set the parts of the tuple that no source at hand prints are "
        f"named under {see('coverage', 'Coverage')}; a table or a list of readings in the paper's folder is enough to "
        "add it."
    )


def definitions(m: Material) -> Block:
    """The benchmark's formulas and the conventions of this run."""
    source = f"Definitions as in {cite(m.config.report.review_key)}" if m.tests_a_review else "Definitions"
    return section(
        "definitions",
        "The benchmark",
        paragraph(
            f"{source}: {symbol('V_spike')} is the amplitude of the pulse "
            f"and {symbol('tau')} its width, {symbol('G_on')} and {symbol('G_off')} are the conductances of the two "
            "states."
        ),
        {"type": "equations", "items": ["E_a", "P_s", "E_s", "E_f"]},
        paragraph(
            "Set (potentiation) and reset (depression) pulses are computed apart; the headline is the "
            f"{m.config.conventions.headline_pulse} pulse with the {m.config.conventions.conductance_mean} mean of the "
            "conductances. Where a paper prints a part of the tuple, the rest is bounded by 0 ≤ "
            f"{symbol('G_off')} ≤ {symbol('G_on')}. The bounds are of this formula, not of the dissipated energy: a "
            "conductance read at another voltage, a series transistor, a compliance or an averaged amplitude pull "
            "the two apart, in different directions for different classes."
        ),
    )
