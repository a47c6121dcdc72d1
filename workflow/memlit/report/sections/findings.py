"""What the evidence says, how complete it is, and how the benchmark is defined."""

from __future__ import annotations

from memlit.benchmark.rows import METRICS
from memlit.report.blocks import Block, Material, paragraph, section
from memlit.report.text import cite, symbol


def findings(m: Material) -> Block:
    """Coverage leads: of the credited papers, how many have each metric known."""
    headline = m.config.evidence.headline_set

    def count(what: str) -> str:
        return m.book.use(f"count/{headline}#{what}")

    known = {metric: count(f"{metric}_known") for metric in METRICS}
    coverage = (
        f"Of the {count('device_papers')} papers that the review credits for its benchmark, the evidence at hand gives "
        f"the action energy {symbol('E_a')} of {known['action_energy']}, the standby power {symbol('P_s')} of "
        f"{known['standby_power']} and the spike timing {symbol('tau')} of {known['spike_timing']}. The spiking "
        f"energy {symbol('E_s')} is known for {known['spiking_energy']} and the firing energy {symbol('E_f')} for "
        f"{known['firing_energy']} of its neurons."
    )
    return section("findings", "What the evidence says", paragraph(coverage, "lead"), paragraph(_verdict(m)))


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
        "No class has enough papers for a median with an interval, and the median over all credited papers is not "
        "identified where fewer than half of them are known. What follows is what is known and where it was printed, "
        "not a ranking of the classes."
    )


def definitions(m: Material) -> Block:
    """The benchmark's formulas and the conventions of this run."""
    return section(
        "definitions",
        "The benchmark",
        paragraph(
            f"Definitions as in {cite(m.config.report.review_key)}: {symbol('V_spike')} is the amplitude of the pulse "
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
