"""A device that is in no paper: its quantities go the way of printed ones, and give a row of the benchmark."""

import difflib
from dataclasses import dataclass, field

from memlit.benchmark.rows import BenchmarkRow, benchmark_devices
from memlit.config import Classes, Config
from memlit.datum import Datum, DocumentReading, Locator, Printed, Pulse, Reading
from memlit.devices.resolved import resolve_devices
from memlit.errors import PlaceError
from memlit.field import Parameter, Vocabulary
from memlit.field.codes import CIRCUIT, STATES, TUPLE_PARAMETERS
from memlit.library import Entry, Library
from memlit.quantities import read_quantities
from memlit.reconcile.document import reconcile_document

NEW = "new-device"
TWO_WAYS = (("g_on", "r_on"), ("g_off", "r_off"))
"""A state is given as a conductance or as a resistance."""
CONTRADICTIONS = {
    "g_off_above_g_on": ("G_off lies above G_on", "swap the two, or mend one of them"),
    "ratio_contradicts_states": ("the ratio contradicts the two states", "leave one of the three out"),
}


@dataclass(frozen=True, slots=True)
class NewDevice:
    """What is known of a device: quantities as text by the part they are of (`v`, `tau`, `g_on`, ...)."""

    device_class: str
    role: str = "synapse"
    pulse: Pulse = "set"
    quantities: dict[str, str] = field(default_factory=dict)


def _parameters_of(pulse: Pulse) -> dict[str, str]:
    """The vocabulary's parameter behind each part that a new device can give."""
    return {
        "v": TUPLE_PARAMETERS[pulse]["v_spike"],
        "tau": TUPLE_PARAMETERS[pulse]["tau"],
        "g_on": STATES["g_on"],
        "g_off": STATES["g_off"],
        "r_on": "r_on",
        "r_off": "r_off",
        "ratio": STATES["ratio"],
        **CIRCUIT,
    }


def described_device(new: NewDevice, vocabulary: Vocabulary, classes: Classes, config: Config) -> BenchmarkRow:
    """The benchmark's row of `new`, by the functions that make those of published devices.

    Raises PlaceError where a quantity cannot be read, the quantities contradict each other, or bound no metric.
    """
    device_class = _class(new.device_class, classes)
    readings = _readings(new, vocabulary)
    set_name = config.evidence.headline_set
    entry = Entry(NEW, "misc", {}, sets=(set_name,), device_classes=(device_class,), roles=(new.role,))
    library = Library(entries={NEW: entry})
    devices = [item for item in resolve_devices(readings, library, config) if item.pulse == new.pulse]
    rows = benchmark_devices(devices, library, classes, config)
    given = ", ".join(map(_option, new.quantities)) or "memlit place"
    for flag, (problem, remedy) in CONTRADICTIONS.items():
        if any(flag in row.flags for row in rows):
            raise PlaceError(given, problem, remedy)
    if not any(row.metrics or row.not_applicable for row in rows):
        raise PlaceError(given, "bounds no metric", _needed(new.role))
    (row,) = rows
    return row


def _class(name: str, classes: Classes) -> str:
    found = classes.canonical(name)
    if found is None:
        near = difflib.get_close_matches(name, classes.classes, n=3, cutoff=0.3) or sorted(classes.classes)
        raise PlaceError(f"--class {name}", "is no device class", f"write {' or '.join(near)}")
    return found


def _needed(role: str) -> str:
    if role == "neuron":
        return "give --v, --tau and --g-on for the firing energy, --source-resistance for the spiking energy"
    return "give --v with --g-on or --g-off, and --tau"


def _readings(new: NewDevice, vocabulary: Vocabulary) -> list[Reading]:
    parameters = _parameters_of(new.pulse)
    for conductance, resistance in TWO_WAYS:
        if {conductance, resistance} <= new.quantities.keys():
            where = f"{_option(conductance)}, {_option(resistance)}"
            raise PlaceError(where, "say the same state twice", "leave one of the two out")
    data = [_datum(part, parameters[part], text, vocabulary) for part, text in new.quantities.items()]
    read = reconcile_document(DocumentReading(key=NEW, status="new", data=tuple(data)), {}, vocabulary)
    for reading in read.readings:
        if reading.status != "value":
            reason = (reading.reason or "is no value").split(": ", 1)
            example = _example(vocabulary.parameters[reading.parameter])
            raise PlaceError(_option(reading.datum.printed.notes[0]), reason[-1], example)
    return list(read.readings)


def _datum(part: str, parameter: str, text: str, vocabulary: Vocabulary) -> Datum:
    if problem := _problem(part, text, vocabulary.parameters[parameter]):
        raise PlaceError(_option(part), *problem)
    return Datum(
        id=f"{NEW}:{part}",
        paper=NEW,
        device=NEW,
        parameter=parameter,
        printed=Printed(text=text, notes=(part,)),
        locator=Locator(document=NEW, file="command line", kind="text", place=_option(part)),
        method="readings",
        tier="primary",
    )


def _problem(part: str, text: str, parameter: Parameter) -> tuple[str, str] | None:
    """Why a text is no quantity of a part, and what to write.

    A state that does not conduct at all may be off; nothing else of a device is zero, and no ratio below one.
    """
    quantities = read_quantities(text, parameter=parameter)
    values = [quantity for quantity in quantities if quantity.kind != "none"]
    if len(values) != 1:
        return f"{text!r} holds {len(values) or 'no'} value{'s' if values else ''}", _example(parameter)
    (found,) = values
    if parameter.unit != "1" and all(quantity.unit is None for quantity in quantities):
        return f"{text!r} has no unit", _example(parameter)
    largest = next((abs(end) for end in (found.si_value, found.si_upper, found.si_lower) if end is not None), None)
    if largest == 0 and part != "g_off":
        return "is zero", _example(parameter)
    if part == "ratio" and largest is not None and largest < 1:
        return "is below 1", "write that of the on state over the off state: 10, '>100'"
    return None


def _option(part: str) -> str:
    return "--" + part.replace("_", "-")


def _example(parameter: Parameter) -> str:
    examples = {"V": "1.2V", "s": "50ns", "S": "10uS", "ohm": "100kohm", "1": "10"}
    unit = parameter.unit or "1"
    return f"write it as {examples.get(unit, unit)}, a range as 1-2 V, a bound as '<5ns'"
