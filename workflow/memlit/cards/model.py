"""The card of a device as it is written: JSON with the origin of every value."""

from pydantic import Field

from memlit.datum import Number, Record

CARD_FORMAT = "memlit-card-1"


class CardValue(Record):
    """A value: as printed and in SI between its bounds (a point has low = high), whose it is, how checked, and where.

    part: V, tau, G_on, G_off or ratio of a pulse, else the parameter. lineage: of sources that copy each other's
    numbers. inputs: ids of the prints that it was derived from.
    """

    id: str
    part: str
    parameter: str
    printed: str
    low: Number | None
    high: Number | None
    unit: str
    whose_number: str
    how_checked: str
    document: str
    place: str
    lineage: str = ""
    flags: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high


class CardMetric(Record):
    """A metric of a pulse in SI between its bounds, and the readings that it was computed from."""

    id: str
    name: str
    low: Number | None
    high: Number | None
    unit: str
    inputs: tuple[str, ...] = ()


class CardPulse(Record):
    """One transition under one condition: its tuple and what follows from it."""

    id: str
    pulse: str
    condition: str = ""
    whose_number: str
    how_checked: str
    grade: str = ""
    flags: tuple[str, ...] = ()
    values: tuple[CardValue, ...] = ()
    metrics: tuple[CardMetric, ...] = ()


class SimulatorFile(Record):
    """What of the card went into the file of a simulator. left_out: why a field is not there, by field.

    file: empty where nothing of it is known; ran: whether the file ran in the simulator.
    """

    simulator: str
    version: str
    file: str = ""
    fields: tuple[str, ...] = ()
    left_out: dict[str, str] = Field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    ran: str


class CardPaper(Record):
    """The paper of the device."""

    key: str
    title: str
    author: str
    year: str
    doi: str = ""


class DeviceCard(Record):
    """A whole card. others: values of the device beside its pulses, such as states, nonlinearity, spread."""

    format: str = CARD_FORMAT
    id: str
    name: str
    device_class: str
    weight: str = ""
    paper: CardPaper
    pulses: tuple[CardPulse, ...]
    others: tuple[CardValue, ...] = ()
    simulators: tuple[SimulatorFile, ...] = ()
