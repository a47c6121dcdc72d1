"""A device of the reader: placed on Fig. 11a, ranked, tabled beside published ones; and what a paper should print."""

from collections import Counter

from memlit.report.blocks import Block, Material
from memlit.report.own_device.ranks import placing_data
from memlit.report.written import written

ASKED = {
    "v_spike": "the amplitude of the pulse, one number for each transition, as applied to the device itself",
    "tau": "the width of that pulse, of the same train as the amplitude",
    "g_on": "the conductance that the train reaches, with the voltage at which it is read",
    "g_off": "the conductance that it starts from, of the window of the pulses and not of a d.c. sweep",
}
"""What a paper should print of each part of a tuple."""


def placing(m: Material) -> Block:
    """The form, which report.html alone has."""
    data = placing_data(m)
    return written(m, "devices/placing", form={"type": "place", "data": data}) if data["papers"] else {}


def what_to_print(m: Material) -> Block:
    """A page for authors: what the coverage finds missing most, first."""
    lines = [line for line in m.analysis.coverage if line.set_name == m.config.evidence.headline_set]
    missing = Counter(part for line in lines for part in line.missing if part in ASKED)
    asked = sorted(ASKED.items(), key=lambda item: -missing[item[0]])
    return written(m, "devices/what_to_print", asked=asked) if missing else {}
