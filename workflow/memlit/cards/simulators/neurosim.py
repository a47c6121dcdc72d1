"""NeuroSim: the fields of class RealDevice that a card knows, as lines of C++ for its constructor.

What is not known stops the compiler until a person has chosen it: the constructor's own numbers are of another device.
"""

import re

from memlit.cards.fields import check_fields, simulator_fields, simulator_source
from memlit.cards.model import DeviceCard
from memlit.cards.values import KnownOrWhy, SimulatorValues, of_device, of_either_pulse, of_pulse
from memlit.errors import RecordError

NEUROSIM_FIELDS = "neurosim"
_LINE = re.compile(r"([A-Za-z_]\w*) = ([-+.\deE]+);")
_OF_THE_ARRAY = "a choice of the array or the program, not of the device"


def neurosim_values(card: DeviceCard) -> SimulatorValues:
    """The fields of class RealDevice: LTP is the set pulse, LTD the reset pulse, voltages are magnitudes."""
    largest, least = of_either_pulse(card, "G_on"), of_either_pulse(card, "G_off")
    states = of_device(card, "n_states")
    found: dict[str, KnownOrWhy] = {
        "maxConductance": largest,
        "minConductance": least,
        "readVoltage": of_device(card, "read_voltage"),
        "writeVoltageLTP": of_pulse(card, "set", "V"),
        "writeVoltageLTD": of_pulse(card, "reset", "V"),
        "writePulseWidthLTP": of_pulse(card, "set", "tau"),
        "writePulseWidthLTD": of_pulse(card, "reset", "tau"),
        "maxNumLevelLTP": states,
        "maxNumLevelLTD": states,
        "NL_LTP": of_device(card, "nonlinearity_potentiation", NEUROSIM_FIELDS),
        "NL_LTD": _falling(of_device(card, "nonlinearity_depression", NEUROSIM_FIELDS)),
        "sigmaDtoD": "nobody prints it by the simulator's definition",
        "sigmaCtoC": _spread(of_device(card, "cycle_to_cycle", NEUROSIM_FIELDS), largest, least),
        **dict.fromkeys(("cmosAccess", "resistanceAccess", "NL", "sigmaReadNoise"), _OF_THE_ARRAY),
    }
    return SimulatorValues.of({name: found[name] for name in simulator_fields(NEUROSIM_FIELDS)})


def _falling(value: KnownOrWhy) -> KnownOrWhy:
    """The nonlinearity of the falling weight, which the program takes as a negative number."""
    return value if isinstance(value, str) else -value


def _spread(share: KnownOrWhy, largest: KnownOrWhy, least: KnownOrWhy) -> KnownOrWhy:
    """Standard deviation of a step in S, from its share of the conductance range."""
    if isinstance(share, str):
        return share
    if isinstance(largest, str) or isinstance(least, str):
        return f"printed as {100 * share:g} % of a conductance range that is not known"
    return share * (largest - least)


def neurosim_text(card: DeviceCard, values: SimulatorValues) -> str:
    """Lines for the constructor, each with the unit and the meaning of its field."""
    source = simulator_source(NEUROSIM_FIELDS)
    fields = simulator_fields(NEUROSIM_FIELDS)
    lines = [
        f"// Device card {card.id} for {source.name} ({source.version}), written by memlit.",
        "// These lines take the place of those of RealDevice::RealDevice in Cell.cpp that set the same fields.",
        "",
        *(
            f"{name} = {value:.12g};\t// {fields[name].unit}: {fields[name].meaning}"
            for name, value in values.known.items()
        ),
    ]
    if values.left_out:
        lines += [
            "",
            "// Not known of this device. The constructor's own numbers are of another device: choose, then remove",
            "// the line with #error.",
            *(f"// {name}: {why}" for name, why in values.left_out.items()),
            f'#error "not known of {card.id}: {" ".join(values.left_out)}"',
        ]
    return "\n".join(lines) + "\n"


def read_neurosim(text: str, where: str) -> dict[str, float]:
    """The fields that a file sets. Raises RecordError for one that the simulator does not have."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match:
            found[match[1]] = float(match[2])
        elif line and not line.startswith(("//", "#error")):
            raise RecordError(where, f"has the line {line!r}", "make the cards again")
    check_fields(NEUROSIM_FIELDS, found, where)
    return found
