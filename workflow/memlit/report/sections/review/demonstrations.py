"""Demonstrations of spatial and temporal signal processing, as the review's section 6.C and Fig. 15 have them."""

from __future__ import annotations

from memlit.report.blocks import Block, Material, paragraph, section
from memlit.report.sections.review.tables import review_table
from memlit.report.text import cite

DEMONSTRATIONS = "table_3.csv"
COLUMNS = (
    "Work",
    "Demonstration",
    "Kind",
    "Class",
    "Synapse",
    "Neuron",
    "Array size",
    "Learning rule",
    "Result",
    "Place",
)


def demonstrations(m: Material) -> Block:
    """One row a demonstration; nothing where the table was not read."""
    shown = review_table(
        m,
        DEMONSTRATIONS,
        "Demonstrations: what was shown, with which synapse, neuron, array and learning rule.",
        COLUMNS,
        note="STDP: spike-timing-dependent plasticity. LIF: leaky integrate-and-fire. –: the review does not say. Its "
        "text and captions differ on the oxide of one synapse; both are given.",
    )
    if not shown:
        return {}
    return section(
        "demonstrations",
        "Demonstrations of spatio-temporal processing",
        paragraph(
            f"Facts that {cite(m.config.report.review_key)} states, in the order of its telling: from patterns stored "
            "in an array, over series in time, to networks whose synapses and neurons are both memristive. These are "
            "statements of the review; we cite their place and do not use them as evidence. Only one of them has "
            "neurons that are devices, and none prints an energy that the benchmark could use."
        ),
        shown,
    )
