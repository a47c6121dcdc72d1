"""A device under one pulse with the readings chosen for it, as report, audit and analyses ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from memlit.datum import Pulse, Reading
from memlit.devices.class_rule import Described
from memlit.field.codes import CIRCUIT, STATES, TUPLE_PARAMETERS
from memlit.naming import slug

TUPLE_PARTS = ("v_spike", "tau", "g_on", "g_off", "ratio", "source_resistance", "load_resistance")


def pulse_id(paper: str, device: str, pulse: str, condition: str | None) -> str:
    """Id of a device under one pulse, and under one condition where there are several."""
    return f"{paper}/{device}/{pulse}{f'@{slug(condition)}' if condition else ''}"


def tuple_parameters() -> set[str]:
    """Names of all parameters that a tuple can hold."""
    return {name for by_part in (STATES, CIRCUIT, *TUPLE_PARAMETERS.values()) for name in by_part.values()}


@dataclass(frozen=True)
class PulseTuple:
    """The readings chosen for one device and pulse; `flags` say how far they belong together.

    ids: of the readings by part, in the order of TUPLE_PARTS; readings: by id, each made when it is asked for.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict, repr=False, compare=False)
    flags: tuple[str, ...] = ()

    def part(self, name: str) -> Reading | None:
        """The reading of a part, None where nothing is known of it."""
        return self.readings[self.ids[name]] if name in self.ids else None

    @property
    def v_spike(self) -> Reading | None:
        """The amplitude of the pulse."""
        return self.part("v_spike")

    @property
    def tau(self) -> Reading | None:
        """The width of the pulse."""
        return self.part("tau")

    @property
    def g_on(self) -> Reading | None:
        """The on state."""
        return self.part("g_on")

    @property
    def g_off(self) -> Reading | None:
        """The off state."""
        return self.part("g_off")

    @property
    def ratio(self) -> Reading | None:
        """The on state over the off state."""
        return self.part("ratio")

    @property
    def parts(self) -> dict[str, Reading]:
        """The readings that it holds, by part."""
        return {part: self.readings[datum_id] for part, datum_id in self.ids.items()}

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of the readings of its parts."""
        return tuple(self.ids.values())


@dataclass(frozen=True, kw_only=True)
class DevicePulse:
    """A device of a paper under one pulse. `tier` is the least trusted of its readings, `name` as printed.

    `condition`: the one of several under which the source measured it, None where there is one only.

    `work` is the paper, or the part of it that is a paper of its own where a source puts several under one DOI;
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
    work: str
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
