"""What a person gives of something that is in no paper: quantities as text, which go the way of printed ones."""

import difflib
from collections.abc import Collection, Mapping

from memlit.config import Classes
from memlit.datum import Datum, DocumentReading, Locator, Printed, Reading
from memlit.errors import PlaceError
from memlit.field import Parameter, Vocabulary
from memlit.quantities import read_quantities
from memlit.reconcile.document import reconcile_document

NEW = "new-device"
_EXAMPLES = {"V": "1.2V", "s": "50ns", "S": "10uS", "ohm": "100kohm", "1": "10"}


def option(part: str) -> str:
    """The option of `memlit place` that gives a part: `--g-on`."""
    return "--" + part.replace("_", "-")


def class_named(name: str, classes: Classes) -> str:
    """The class by its short name. Raises PlaceError for another, with the nearest."""
    found = classes.canonical(name)
    if found is None:
        near = difflib.get_close_matches(name, classes.classes, n=3, cutoff=0.3) or sorted(classes.classes)
        raise PlaceError(f"--class {name}", "is no device class", f"write {' or '.join(near)}")
    return found


def given_readings(
    given: Mapping[str, str],
    parameters: Mapping[str, str],
    vocabulary: Vocabulary,
    may_be_zero: Collection[str] = (),
) -> list[Reading]:
    """The readings of quantities as text, by the part that each is of, with what follows from them.

    parameters: of the vocabulary, by part; may_be_zero: parts of which zero is a value. Raises PlaceError for a text
    that cannot be read.
    """
    data = []
    for part, text in given.items():
        parameter = vocabulary.parameters[parameters[part]]
        if problem := _problem(text, parameter, may_be_zero=part in may_be_zero):
            raise PlaceError(option(part), *problem)
        data.append(_datum(part, parameters[part], text))
    read = reconcile_document(DocumentReading(key=NEW, status="new", data=tuple(data)), {}, vocabulary)
    for reading in read.readings:
        if reading.status != "value":
            reason = (reading.reason or "is no value").split(": ", 1)
            example = example_of(vocabulary.parameters[reading.parameter])
            raise PlaceError(option(reading.datum.printed.notes[0]), reason[-1], example)
    return list(read.readings)


def _datum(part: str, parameter: str, text: str) -> Datum:
    return Datum(
        id=f"{NEW}:{part}",
        paper=NEW,
        device=NEW,
        parameter=parameter,
        printed=Printed(text=text, notes=(part,)),
        locator=Locator(document=NEW, file="command line", kind="text", place=option(part)),
        method="readings",
        tier="primary",
    )


def _problem(text: str, parameter: Parameter, *, may_be_zero: bool) -> tuple[str, str] | None:
    """Why a text is no quantity of a parameter, and what to write."""
    quantities = read_quantities(text, parameter=parameter)
    values = [quantity for quantity in quantities if quantity.kind != "none"]
    if len(values) != 1:
        return f"{text!r} holds {len(values) or 'no'} value{'s' if values else ''}", example_of(parameter)
    (found,) = values
    if parameter.unit != "1" and all(quantity.unit is None for quantity in quantities):
        return f"{text!r} has no unit", example_of(parameter)
    largest = next((abs(end) for end in (found.si_value, found.si_upper, found.si_lower) if end is not None), None)
    if largest == 0 and not may_be_zero:
        return "is zero", example_of(parameter)
    return None


def largest_end(reading: Reading) -> float | None:
    """The value of a reading, else its upper or its lower bound."""
    return next((end for end in (reading.value, reading.high, reading.low) if end is not None), None)


def example_of(parameter: Parameter) -> str:
    """How a quantity of a parameter is written."""
    unit = parameter.unit or "1"
    return f"write it as {_EXAMPLES.get(unit, f'1 {unit}')}, a range as 1-2 V, a bound as '<5ns'"
