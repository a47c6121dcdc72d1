"""The record of the rule describe_synapses."""

from __future__ import annotations

from memlit.datum import Record
from memlit.synapses.energy_parts import Share
from memlit.synapses.medians import SynapseMedian
from memlit.synapses.printed import Sides


class NamedSynapses(Record):
    """results/synapses.json: medians, papers on either side of printed medians, parts of the energy."""

    medians: tuple[SynapseMedian, ...]
    printed: tuple[Sides, ...]
    energy_parts: tuple[Share, ...]
