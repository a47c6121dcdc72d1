"""The printed values of each device of the paper, as printed, in SI, and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from memlit.datum import UNASSIGNED, Reading, StatedTogether, notes_of
from memlit.field.not_a_device import OF_A_SYSTEM
from memlit.passages.said import kind_said
from memlit.presentation.format import format_bounds, format_value
from memlit.presentation.words import parameter_words
from memlit.sheet.items import StatedAt, own_readings, printed_at
from memlit.sheet.paper import SheetPaper

IN_SENTENCES = ""
"""Device of values in sentences: which device a sentence is about no reader can tell."""
_FIRST = (
    *("set_voltage", "reset_voltage", "programming_voltage", "write_voltage", "erase_voltage", "operating_voltage"),
    *("set_pulse_width", "reset_pulse_width", "pulse_width", "g_on", "r_on", "g_off", "r_off", "on_off_ratio"),
    *("read_voltage", "read_pulse_width"),
)
"""Parameters of a pulse and its states, which are shown before all others."""


@dataclass(frozen=True, slots=True)
class SheetValue:
    """One printed value. low, high: in SI, None where open or no number; places: where the paper prints it so.

    name: its place in the document, such as `p3.c1204`; together: names of other values of the same pulse; how:
    measured, simulated, assumed or extrapolated, empty where the sentence does not say.
    """

    name: str
    device: str
    parameter: str
    words: str
    printed: str
    unit: str
    low: float | None
    high: float | None
    comparator: str
    places: tuple[StatedAt, ...]
    together: tuple[str, ...] = ()
    how: str = ""

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high

    @property
    def in_si(self) -> str:
        """The value with an SI prefix."""
        if self.is_point and self.low is not None:
            return format_value(self.low, self.unit)
        return format_bounds(self.low, self.high, self.unit)

    def is_like(self, other: "SheetValue") -> bool:
        """Whether both say the same of one device and parameter."""
        return (self.device, self.parameter, self.low, self.high, self.comparator) == (
            other.device,
            other.parameter,
            other.low,
            other.high,
            other.comparator,
        )


def sheet_values(paper: SheetPaper) -> tuple[SheetValue, ...]:
    """All values of the paper's own devices, in the order of the document."""
    readings = [one for one in own_readings(paper) if one.parameter not in OF_A_SYSTEM and one.has_number]
    readings.sort(key=lambda one: (one.datum.locator.page or 0, _offset(one)))
    return tuple(_value(paper, one) for one in readings)


def _offset(reading: Reading) -> int:
    place = (reading.datum.locator.place or "").rpartition("c")[2].split(".")[0]
    return int(place) if place.isdecimal() else 0


def _value(paper: SheetPaper, reading: Reading) -> SheetValue:
    datum = reading.datum
    is_text = datum.method == "text"
    together = notes_of(StatedTogether, reading.flags)
    sentence = paper.sentence_at(datum.locator.place) if is_text else None
    return SheetValue(
        name=datum.locator.place or reading.id.rpartition(":")[2],
        device=IN_SENTENCES if datum.device == UNASSIGNED else datum.printed.stub or datum.device,
        parameter=reading.parameter,
        words=parameter_words(reading.parameter),
        printed=with_unit(datum.printed.quantity_text, datum.printed.unit),
        unit=reading.unit or "1",
        low=reading.low,
        high=reading.high,
        comparator=reading.comparator,
        places=(printed_at(paper, reading),),
        together=tuple(together[0].places.split()) if together else (),
        how=(kind_said(sentence.text) or "") if sentence else "",
    )


def with_unit(printed: str, unit: str | None) -> str:
    """The print with the unit of its head, where it has none of its own."""
    return printed if not unit or unit in printed else f"{printed} {unit}"


def joined(values: Iterable[SheetValue]) -> list[SheetValue]:
    """The values, those that say the same once with all their places; of a pulse and its states first."""
    kept: list[SheetValue] = []
    for value in values:
        twin = next((place for place, other in enumerate(kept) if other.is_like(value)), None)
        if twin is None:
            kept.append(value)
        else:
            kept[twin] = replace(kept[twin], places=(*kept[twin].places, *value.places))
    kept.sort(key=lambda one: _FIRST.index(one.parameter) if one.parameter in _FIRST else len(_FIRST))
    return kept


def by_device(values: Sequence[SheetValue]) -> dict[str, list[SheetValue]]:
    """The joined values of each device: those of tables by their printed label, then those of sentences."""
    devices = dict.fromkeys(value.device for value in values if value.device != IN_SENTENCES)
    found = {device: joined(value for value in values if value.device == device) for device in devices}
    in_sentences = joined(value for value in values if value.device == IN_SENTENCES)
    return {**found, IN_SENTENCES: in_sentences} if in_sentences else found
