"""A device that is in no paper: its quantities go the way of printed ones, and give a row of the benchmark."""

from dataclasses import dataclass, field

from memlit.benchmark.rows import BenchmarkRow, benchmark_devices
from memlit.config import Classes, Config
from memlit.datum import Pulse, Reading
from memlit.devices.resolved import resolve_devices
from memlit.errors import PlaceError
from memlit.field import Vocabulary
from memlit.field.codes import CIRCUIT, STATES, TUPLE_PARAMETERS
from memlit.library import Entry, Library
from memlit.placing.given import NEW, class_named, given_readings, largest_end, option

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
    device_class = class_named(new.device_class, classes)
    readings = _readings(new, vocabulary)
    set_name = config.evidence.headline_set
    entry = Entry(NEW, "misc", {}, sets=(set_name,), device_classes=(device_class,), roles=(new.role,))
    library = Library(entries={NEW: entry})
    devices = [item for item in resolve_devices(readings, library, config) if item.pulse == new.pulse]
    rows = benchmark_devices(devices, library, classes, config)
    given = ", ".join(map(option, new.quantities)) or "memlit place"
    for flag, (problem, remedy) in CONTRADICTIONS.items():
        if any(flag in row.flags for row in rows):
            raise PlaceError(given, problem, remedy)
    if not any(row.metrics or row.not_applicable for row in rows):
        raise PlaceError(given, "bounds no metric", _needed(new.role))
    (row,) = rows
    return row


def _needed(role: str) -> str:
    if role == "neuron":
        return "give --v, --tau and --g-on for the firing energy, --source-resistance for the spiking energy"
    return "give --v with --g-on or --g-off, and --tau"


def _readings(new: NewDevice, vocabulary: Vocabulary) -> list[Reading]:
    parameters = _parameters_of(new.pulse)
    for conductance, resistance in TWO_WAYS:
        if {conductance, resistance} <= new.quantities.keys():
            where = f"{option(conductance)}, {option(resistance)}"
            raise PlaceError(where, "say the same state twice", "leave one of the two out")
    of_parts = {part: parameters[part] for part in new.quantities}
    readings = given_readings(new.quantities, of_parts, vocabulary, may_be_zero=("g_off",))
    ratio = next((one for one in readings if one.parameter == STATES["ratio"] and not one.inputs), None)
    if ratio is not None and (largest_end(ratio) or 1) < 1:
        raise PlaceError(option("ratio"), "is below 1", "write that of the on state over the off state: 10, '>100'")
    return readings
