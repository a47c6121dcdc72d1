"""A printed value in SI with the steps that led there, and numbers computed from such values."""

from typing import Literal

from memlit.datum.printed import LISTED_METHOD, UNASSIGNED, Datum
from memlit.datum.record import Number, Record

Pulse = Literal["set", "reset", "unpaired"]
"""`unpaired`: a voltage and a time whose transition the source does not name; used for sensitivity, never for a
headline.
"""
PULSES: tuple[Pulse, Pulse] = ("set", "reset")
ReadingStatus = Literal["value", "text", "flagged", "excluded"]
CHECKED, DISPUTED = "checked", "disputed"
"""Flags of a reading that a second look confirmed or corrected, and of one that it disputed."""
READ_TWICE = "read_twice"
"""Flag of a reading that a second reader, who had not seen the first, has alike."""
SUPPORTING_ONLY = "supporting_only"
"""Flag of a value that is shown beside a tuple and never enters or bounds one."""
ARRAY_WINDOW = "array_window"
"""Flag of states that are the ends of the range in which the cells of an array were tuned."""
SWEEP_WINDOW = "sweep_window"
"""Flag of a state that a quasi-static sweep reaches: the states of a pulse lie between those of the sweep."""
LOW_FIELD_READ = "low_field_read"
"""Flag of a state that was read far below its pulse: the current grows more than linearly with voltage, so at the pulse
the conductance is at least that.
"""
SERIES_TRANSISTOR = "series_transistor"
SERIES_RESISTOR = "series_resistor"
HALF_SINE = "half_sine"
"""Flag of an amplitude over a cell and its transistor: the voltage of the cell is at most that."""
UNPAIRED = "unpaired"
"""Flag of an amplitude whose states are of another experiment, train or unit than stated."""
DERIVED_MARK = ">"
"""Separates a printed datum's id from the parameter that was derived from it."""


class Step(Record):
    """One step applied to a value: `op` on `before` gave `after`, because of `rule`."""

    op: Literal["parse", "convert", "check", "derive", "correct"]
    before: str
    after: str
    rule: str


class Reading(Record):
    """A datum with its value in SI. `low`, `high` bound it; a point has value = low = high.

    `inputs` names the readings from which a derived value was computed; it is empty for a printed one.
    """

    datum: Datum
    id: str
    parameter: str
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    comparator: str = "="
    uncertainty: Number | None = None
    steps: tuple[Step, ...] = ()
    flags: tuple[str, ...] = ()
    status: ReadingStatus
    reason: str | None = None
    inputs: tuple[str, ...] = ()

    @property
    def is_derived(self) -> bool:
        """Whether it was computed from other readings."""
        return bool(self.inputs)

    @property
    def has_number(self) -> bool:
        """Whether anything is known of its number."""
        return self.low is not None or self.high is not None

    @property
    def reason_type(self) -> str:
        """The type of the reason, the word before its colon; empty where there is no reason."""
        return (self.reason or "").partition(":")[0]


class Result(Record):
    """A computed number of the review: a metric of a device, a statistic of a class, a count.

    `inputs` are ids of readings or other results; `low`, `high` are identification bounds.
    """

    id: str
    kind: Literal["metric", "statistic", "count", "p_value", "claim"]
    label: str
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str
    inputs: tuple[str, ...] = ()
    rule: str
    note: str | None = None


RELATIVE_TOLERANCE = 1e-9
"""Two ends of readings that differ by less are one."""


def is_close(first: float | None, second: float | None) -> bool:
    """Whether two ends of readings are one magnitude; an end that is not known is as another that is not."""
    if first is None or second is None:
        return first is second
    first, second = abs(first), abs(second)
    return abs(first - second) <= RELATIVE_TOLERANCE * max(first, second)


def is_entered(reading: Reading) -> bool:
    """Whether a person listed a value, or said of which device a value of the text is."""
    datum = reading.datum
    return datum.method == LISTED_METHOD or (datum.method == "text" and datum.device != UNASSIGNED)
