"""A device of the reader: placed on Fig. 11a, ranked, tabled beside published ones; and what a paper should print."""

from collections import Counter

from memlit.report.blocks import Block, Material, bullets, paragraph, section
from memlit.report.own_device.ranks import placing_data
from memlit.report.text import name, see, strong, symbol
from memlit.report.words import PART_SYMBOLS

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
    if not data["papers"]:
        return {}
    return section(
        "place",
        "Place my device",
        paragraph(
            "A device of your own among the published ones: by the formulas of this report, with what is left out as "
            f"bounds. On the page it is a star in the figure of {see('benchmark', 'Synaptic devices')}; "
            f"{name('memlit place')} does the same at the command line and writes the table as a spreadsheet too."
        ),
        {"type": "place", "data": data},
    )


def what_to_print(m: Material) -> Block:
    """A page for authors: what the coverage finds missing most, first."""
    lines = [line for line in m.analysis.coverage if line.set_name == m.config.evidence.headline_set]
    missing = Counter(part for line in lines for part in line.missing if part in ASKED)
    if not missing:
        return {}
    order = sorted(ASKED, key=lambda part: (-missing[part], list(ASKED).index(part)))
    return section(
        "what-to-print",
        "What a paper should print",
        paragraph(
            f"A page to copy: what a paper must print for its device to be compared, what most of the "
            f"{m.headline_papers} leave out first ({see('coverage', 'Coverage')})."
        ),
        bullets(
            [
                *(f"{symbol(PART_SYMBOLS[part])}: {ASKED[part]}." for part in order),
                f"{strong('One experiment.')} All four of one device, one transition and one train; set and reset "
                "each with its own.",
                f"{strong('Circuit.')} A series transistor or resistor, a compliance current, and whether a voltage is "
                "that of the line or of the cell.",
                f"{strong('How many.')} Devices and cycles behind each number, with their spread over both.",
                f"{strong('Neurons.')} The source resistor of the circuit beside pulse and on state; an energy per "
                "spike only with its definition.",
                f"{strong('As numbers.')} A table or a data file: a logarithmic plot is read to some percent at best.",
            ]
        ),
    )
