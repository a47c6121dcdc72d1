"""A device under one pulse with the readings chosen for it, as report, audit and analyses ask for it."""

from memlit.datum import Pulse, Reading, Record
from memlit.devices.class_rule import Described
from memlit.sources.naming import slug

TUPLE_PARTS = ("v_spike", "tau", "g_on", "g_off", "ratio", "source_resistance", "load_resistance")
TUPLE_PARAMETERS: dict[Pulse, dict[str, str]] = {
    "set": {"v_spike": "set_voltage", "tau": "set_pulse_width"},
    "reset": {"v_spike": "reset_voltage", "tau": "reset_pulse_width"},
    "unpaired": {"v_spike": "programming_voltage", "tau": "switching_time"},
}
STATES = {"g_on": "g_on", "g_off": "g_off", "ratio": "on_off_ratio"}
CIRCUIT = {"source_resistance": "source_resistance", "load_resistance": "load_resistance"}
"""Resistors of a neuron's circuit: the first takes the place of the off state, the second shares the pulse."""


def pulse_id(paper: str, device: str, pulse: str, condition: str | None) -> str:
    """Id of a device under one pulse, and under one condition where there are several."""
    return f"{paper}/{device}/{pulse}{f'@{slug(condition)}' if condition else ''}"


def tuple_parameters() -> set[str]:
    """Names of all parameters that a tuple can hold."""
    return {name for by_part in (STATES, CIRCUIT, *TUPLE_PARAMETERS.values()) for name in by_part.values()}


class PulseTuple(Record):
    """The readings chosen for one device and pulse, by part; `flags` say how far they belong together."""

    v_spike: Reading | None = None
    tau: Reading | None = None
    g_on: Reading | None = None
    g_off: Reading | None = None
    ratio: Reading | None = None
    source_resistance: Reading | None = None
    load_resistance: Reading | None = None
    flags: tuple[str, ...] = ()

    @property
    def parts(self) -> dict[str, Reading]:
        """The readings that it holds, by part."""
        return {part: reading for part in TUPLE_PARTS if (reading := getattr(self, part)) is not None}

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of the readings of its parts."""
        return tuple(reading.id for reading in self.parts.values())


class DevicePulse(Record):
    """A device of a paper under one pulse. `tier` is the least trusted of its readings, `name` as printed.

    `condition`: the one of several under which the source measured it, None where there is one only.

    `unit` is the paper, or the part of it that is a paper of its own where a source puts several under one DOI;
    `device_class` is the class that a survey prints for the device; `words` and `stack` are what the sources of any
    other say of it, by which `memlit.devices.class_rule` may decide. `confirmed`: ids of its readings that another
    place prints alike.
    """

    id: str
    paper: str
    device: str
    name: str
    pulse: Pulse
    condition: str | None = None
    tier: str | None
    unit: str
    device_class: str | None = None
    words: str | None = None
    stack: str | None = None
    is_survey: bool = False
    is_first_curator: bool = False
    chosen: PulseTuple
    conflicts: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()

    @property
    def said(self) -> Described:
        """What its sources say that may decide its class."""
        return Described(self.words or "", self.stack or "")
