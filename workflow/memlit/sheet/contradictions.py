"""Values of one paper that do not fit each other; each a question to the author, for the paper may mean two things.

Values are compared where they are of one device of a table, or of one sentence: there the paper says that they belong
together. Values of several sentences are compared where the paper prints one of each alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from memlit.datum import Reading
from memlit.presentation.format import format_value
from memlit.sheet.items import own_readings, printed_at
from memlit.sheet.paper import SheetPaper
from memlit.sheet.values import IN_SENTENCES, SheetValue, by_device

_TOLERANCE = 0.25
"""Two values that should be equal differ by more than this share; rounding to two digits stays below."""
TIMES = 3.0
"""An energy that a formula only estimates differs by more than so many times."""
_ENERGIES = (
    "switching_energy",
    "set_energy",
    "reset_energy",
    "write_energy",
    "energy_per_operation",
    "energy_per_spike",
)
_VOLTAGES = ("set_voltage", "reset_voltage", "programming_voltage", "write_voltage")
_WIDTHS = ("set_pulse_width", "reset_pulse_width", "pulse_width")
_CURRENTS = ("set_current", "reset_current", "write_current", "operating_current")
_TOLD_ONCE = ("endurance", "retention", "on_off_ratio", "n_states", "n_bits", *_ENERGIES)
"""Parameters of which an abstract tells what the body shows."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What does not fit, in a sentence, and the values that it is about."""

    text: str
    values: tuple[SheetValue, ...]


def contradictions_of(paper: SheetPaper, values: Sequence[SheetValue]) -> tuple[Contradiction, ...]:
    """All contradictions that are found, each once."""
    found: dict[str, Contradiction] = {}
    checks = chain.from_iterable(_within(group) for group in _groups(values))
    for one in chain(checks, _abstract_and_body(paper, values), _wrong_units(paper)):
        found.setdefault(one.text, one)
    return tuple(found.values())


def _groups(values: Sequence[SheetValue]) -> Iterator[list[SheetValue]]:
    """Values that belong together: of a device, of a sentence, and those that the text prints alone."""
    by_name = {value.name: value for value in values}
    for device, own in by_device(values).items():
        if device != IN_SENTENCES:
            yield own
            continue
        for value in own:
            if value.together:
                yield [value, *(by_name[name] for name in value.together if name in by_name)]
        yield own


def _only(group: Iterable[SheetValue], parameters: Sequence[str]) -> SheetValue | None:
    """The only point among the values of some parameters, None where there is none or more than one."""
    found = [value for value in group if value.parameter in parameters]
    return found[0] if len(found) == 1 and found[0].is_point and found[0].low else None


def _size(value: SheetValue) -> float:
    return abs(value.low or 0.0)


def _within(group: Sequence[SheetValue]) -> Iterator[Contradiction]:
    yield from _ratio_and_states(group)
    yield from _current_and_state(group)
    yield from _energy(group)


def _ratio_and_states(group: Sequence[SheetValue]) -> Iterator[Contradiction]:
    ratio = _only(group, ("on_off_ratio",))
    for on, off in ((("g_on",), ("g_off",)), (("r_off",), ("r_on",))):
        above, below = _only(group, on), _only(group, off)
        if ratio and above and below and _differ(_size(above) / _size(below), _size(ratio)):
            quotient = format_value(_size(above) / _size(below), "1")
            text = f"{above.printed} over {below.printed} is {quotient}, and the printed ratio is {ratio.printed}."
            yield Contradiction(text, (above, below, ratio))


def _current_and_state(group: Sequence[SheetValue]) -> Iterator[Contradiction]:
    """G against I/V at the read voltage."""
    read = _only(group, ("read_voltage",))
    for current_name, conductance, resistance in (("on_current", "g_on", "r_on"), ("off_current", "g_off", "r_off")):
        current, state = _only(group, (current_name,)), _only(group, (conductance, resistance))
        if not (read and current and state):
            continue
        from_current = _size(current) / _size(read)
        printed = 1.0 / _size(state) if state.parameter == resistance else _size(state)
        if _differ(from_current, printed):
            shown = format_value(from_current, "S")
            text = f"{current.printed} at {read.printed} is {shown}, and the printed state is {state.printed}."
            yield Contradiction(text, (current, read, state))


def _energy(group: Sequence[SheetValue]) -> Iterator[Contradiction]:
    """A printed energy against V I tau, else against V^2 G_on tau."""
    energy, voltage, width = (_only(group, names) for names in (_ENERGIES, _VOLTAGES, _WIDTHS))
    if not (energy and voltage and width):
        return
    current, state = _only(group, _CURRENTS), _only(group, ("g_on", "r_on"))
    if current is not None:
        found, formula, other = _size(voltage) * _size(current) * _size(width), "V I τ", current
    elif state is not None:
        conductance = 1.0 / _size(state) if state.parameter == "r_on" else _size(state)
        found, formula, other = _size(voltage) ** 2 * conductance * _size(width), "V² G_on τ", state
    else:
        return
    if not 1.0 / TIMES <= found / _size(energy) <= TIMES:
        text = (
            f"{formula} of {voltage.printed}, {other.printed} and {width.printed} is {format_value(found, 'J')}, "
            f"and the printed energy is {energy.printed}."
        )
        yield Contradiction(text, (energy, voltage, width, other))


def _differ(first: float, second: float) -> bool:
    return abs(first - second) > _TOLERANCE * max(first, second)


def _abstract_and_body(paper: SheetPaper, values: Sequence[SheetValue]) -> Iterator[Contradiction]:
    """What the abstract tells of a parameter and neither text nor tables print again, beside what they do print."""
    abstract = _abstract(paper)
    told = [value for value in values if value.device == IN_SENTENCES and _paragraph(paper, value) in abstract]
    for value in told:
        if value.parameter not in _TOLD_ONCE or not value.is_point:
            continue
        body = [one for one in values if one.parameter == value.parameter and one not in told]
        if body and not any(_holds(one, _size(value)) for one in body):
            shown = " and ".join(dict.fromkeys(one.printed for one in body[:2]))
            text = f"The abstract says {value.printed} ({value.words}); the body says {shown}."
            yield Contradiction(text, (value, *body[:2]))


def _holds(value: SheetValue, number: float) -> bool:
    """Whether a value says the number, or a range that holds it."""
    low = value.low if value.low is not None else 0.0
    high = value.high if value.high is not None else float("inf")
    return min(abs(low), abs(high)) * (1 - _TOLERANCE) <= number <= max(abs(low), abs(high)) * (1 + _TOLERANCE)


def _abstract(paper: SheetPaper) -> frozenset[int]:
    """The paragraph of the first page that is the abstract: the first long one."""
    length: dict[int, int] = {}
    for sentence in paper.sentences:
        if sentence.page in (None, 1) and sentence.kind == "text":
            length[sentence.paragraph] = length.get(sentence.paragraph, 0) + len(sentence.text)
    first = next((number for number in sorted(length) if length[number] >= _LONG), None)
    return frozenset() if first is None else frozenset({first})


_LONG = 400
"""Characters of a paragraph; heads, authors and addresses are shorter."""


def _paragraph(paper: SheetPaper, value: SheetValue) -> int | None:
    sentence = paper.sentence_at(value.name)
    return sentence.paragraph if sentence else None


def _wrong_units(paper: SheetPaper) -> Iterator[Contradiction]:
    """Values of tables whose unit is not that of their head."""
    readings = [one for one in paper.document.readings if one.reason_type == "wrong_dimension"]
    known = {one.id for one in own_readings(paper)}
    for reading in readings:
        if reading.id not in known:
            yield Contradiction(
                f"The unit does not fit: {(reading.reason or '').partition(': ')[2]}.", (_bare(paper, reading),)
            )


def _bare(paper: SheetPaper, reading: Reading) -> SheetValue:
    printed = reading.datum.printed
    return SheetValue(
        name=reading.id,
        device=printed.stub or reading.datum.device,
        parameter=reading.parameter,
        words=reading.parameter.replace("_", " "),
        printed=printed.quantity_text,
        unit="1",
        low=None,
        high=None,
        comparator="=",
        places=(printed_at(paper, reading),),
    )
