"""Values of a table that could be taken for those of a device and are of something else, each with its reason.

The caption, the heads and the labels of rows say it, never the value: a circuit's area, power, delay and energy; a
network's accuracy in software; the temperature of a process; stress of a breakdown test; a table to look numbers up.
"""

import re
from collections.abc import Callable, Iterable

from memlit.datum import HeadQualifier, LineStatistic, note_text
from memlit.field import Vocabulary
from memlit.field.not_a_device import (
    AMPLIFIERS,
    BREAKDOWN_TESTS,
    CONVERTERS,
    FILM_STEPS,
    GOALS,
    LOGIC_CIRCUITS,
    MEMRISTIVE,
    NEEDED,
    NETWORK_NAMES,
    PROCESSOR_NAMES,
    PROCESSORS,
    QUALIFICATION_TESTS,
    SINGLE_COMPONENTS,
)
from memlit.sources.attribution.table_place import TablePlace, any_case, names_other_memory, places_of_readings
from memlit.tables.meaning import CellReading, Interpretation
from memlit.tables.meaning.looks import is_goal, is_value, names_work
from printed.ordered_rules import TradeRule, first_that_holds
from printed.tables.model import Table

REPEATED = 3
"""So many values of one parameter under one head in a line without a name are no device."""
COSTS = frozenset({"area", "power_consumption", "standby_power", "read_power", "write_power", "supply_current"})
"""What a circuit and a device are both said to have."""
OF_MACROS = frozenset({"accuracy", "energy_efficiency"})
"""What a device never has by itself."""
_BARE_ENERGY = any_case(
    r"^\W*(?:(?:total|average|avg\.?|mean) )?energy(?: (?:consumption|cost|dissipation))?\s*(?:[(\[,*].*)?$"
)
"""A head that does not say of what the energy is."""
_SPIKES = any_case(r"spik|fir(?:e|ing)|oscillat|neuron")
_DELAYS_AND_ENERGIES = re.compile(r"(?:_latency|_energy|^energy_(?!efficiency)\w+|^switching_time)$")
_LEAKAGE = any_case(r"\bleakage (?:power|energy)\b")
_CIRCUIT = any_case(
    rf"\b(?:{CONVERTERS}|{AMPLIFIERS}|{PROCESSORS}|[ad]/?dcs?|adders?|accumulators?|buffers?|caches?|decoders?|drivers?|"
    r"mux(?:es)?|multiplexers?|sense amp\w*|registers?|look-?up tables?|c?mos-lut|luts?|flip-?flops?|chips?|macros?|"
    r"modules?|sub-?arrays?|tiles?|accelerators?|routers?|interconnects?|controllers?|gpus?|cpus?|"
    r"(?<!w/o )(?<!without )periphera\w+|integrators?|amplifiers?|tias?|sample[- ]and[- ]hold|s[/&+]h|"
    r"shift[- ]?(?:and|&|\+)?[- ]?adds?|dffs?|oscillators?|plls?|switch matri\w+|crossbars?|arrays?|clock\w*|logic)\b"
)
_PRECISION = any_case(
    r"^\W*(?:(?:data|input|output|activation|computing|numerical?|bit) )?(?:precision|bit-?width|word length)\W*$"
)
_CONVERTER = any_case(rf"\b(?:{CONVERTERS})\b")
_CELL = any_case(r"\b(?:cells?|devices?|synaps\w+|memristors?|selectors?|\w*(?:ram|fet|mtj|pcm|ftj)s?|1t1r|1s1r)\b")
_DATA_SETS = any_case(r"MNIST|CIFAR|ImageNet|SVHN|\bISOLET|\bTIMIT|\b(?:data ?set|digits?|images?|faces?)\b")
_NETWORK_NAMES = any_case(rf"\b(?:{NETWORK_NAMES})\b")
_PROCESSOR_NAMES = any_case(rf"\b(?:{PROCESSOR_NAMES})\b")
_ONLY_PROCESSOR = any_case(
    rf"\W*(?:(?:xilinx|altera|amd|intel|arm)\s+)?(?:{PROCESSOR_NAMES}|fpgas?|artix|spartan|cyclone|arria)"
    r"(?:[ -]?[\w+]+){0,2}\W*"
)
"""A cell that names a processor or programmable logic, and its model."""
_COMPONENT = any_case(rf"\W*(?:{SINGLE_COMPONENTS})\W*")
_MEMRISTIVE = any_case(rf"\b(?:{MEMRISTIVE})\b")
_LOGIC_CIRCUIT = any_case(rf"\b(?:{LOGIC_CIRCUITS})\b")
SAID_OF_ANY_CELL = frozenset({"cell_area_f2", "accuracy", "energy_efficiency", "supply_voltage", "array_size"})
"""What surveys say of every kind of cell, SRAM too, and what no device is compared by."""
SAID_OF_ANY_CIRCUIT = frozenset({"technology_node", "supply_voltage"})
"""What every circuit is said to have."""
OF_NETWORKS = frozenset({"accuracy", "test_error", "mnist_test_error"})
_WHOLE = any_case(r"\b(?:arrays?|circuits?|chips?|macros?|systems?|networks?|architectures?|algorithms?)\b")
"""A section of what is built from devices."""
_NETWORKS = any_case(r"(?:(?:neural )?networks?|systems?|simulations?|inference|training)")
"""The first label of a row of what a network of the devices reaches."""
_GRADE = any_case(r"^\W*(?:\S+\s)?(?:class|grade|category)\s?(?:\d+|[A-Z]|[IVX]+)\W*$")
_ENDS = frozenset(note_text(LineStatistic(word)) for word in ("maximum", "minimum", "standard deviation"))
"""Lines named `Min`, `Max` or `σ` hold no value of a device."""
_REQUIRED = note_text(HeadQualifier("required"))
_ASKED_FOR = any_case(rf"\b(?:{GOALS}|{NEEDED}|not (?:yet )?(?:shown|demonstrated|achieved))\b")
_REMARKED_GOAL = any_case(r"\W*(?:[\w-]+ ){0,4}(?:targets?|goals?)\W*")
_LINEARITY = any_case(r"(?<!non)(?<!non[- ])\blinearity\b")
_IDEALLY_ONE = any_case(r"\b(?:ideal(?:ly)?|close to|approach(?:es|ing))\W{0,3}1(?:\.0+)?(?![\d.]*\d|\s?%)")
"""What is said of a linearity, never of a nonlinearity."""
_IN_MODEL = any_case(r"\b(?:in (?:the |our )?(?:models?|simulations?)|simulat(?:ed|ions?))\b")
_COMPARISON = any_case(
    r"^\W*(?:improvements?|deviations?|differences?|gaps?|changes?|delta|Δ|advantages?|benefits?|gains?|speed-?ups?|"
    r"reductions?)(?: (?:factors?|ratios?|over|vs|versus|against|to|from|of)\b.*)?(?:\s*\(.*\))?\W*$"
)
_COMPUTED = note_text(HeadQualifier("simulated"))
_SIMULATED = any_case(
    r"\b(?:simulat(?:ed|ions?)|TCAD|theoretical (?:limit|bound|maximum|minimum|value)s?)\b"
    r"|\((?:sim\.?|model(?:led)?|calculated|theory|theoretical|projected|predicted)\)"
    r"|^\W*(?:(?:curve )?fit(?:ted|ting)?|model(?:led)?|calculat(?:ed|ions?)|theory|theoretical)"
    r"(?: values?| results?)?\W*$"
)
_PROJECTED = any_case(
    r"\b(?:projected(?! (?:phase|memor|cell|device|(?-i:[A-Z]{2,5}\b)))|predicted)\b"
    r"|\((?:sim\.?|theory|theoretical|expected|(?:(?:theoretical|physical|scaling) )?limit)\)"
)
_NOT_PROJECTED = frozenset({"retention", "endurance", "compliance_current"})
"""What nobody waits for, devices are said to have it; and what is a limit itself."""
_COMPUTED_NOTE = any_case(
    r"^(?:<sup>)?\W*(?:\w{1,2}\W+)?(?:sup>\W*)?(?:values? )?(?:simulat|projected|predicted|theoretical)"
)
_NO_DEVICE = any_case(
    r"^\W*(?:(?:biolog(?:y|ical)|(?:(?:human|mammalian|animal|mouse|rat) )?(?:brain|cortex))"
    r"(?: (?:synaps[ei]s?|neurons?|systems?|brains?|counterparts?))?|(?:\w+ )?(?:CPU|GPU|TPU|FPGA)s?"
    r"|(?:(?:IBM|Intel) )?(?:Akida|BrainScaleS|Loihi|Neurogrid|NorthPole|SpiNNaker|Tianjic|TrueNorth)(?:[ -]?\d)?)"
    r"\W*(?:\[[\d, –-]+\])?\W*$"
)
_ONLY_SOFTWARE = any_case(
    r"\W*(?:(?:pure |ideal )?software(?: (?:baseline|only|implementation|simulation))?"
    r"|(?:(?:digital|floating[ -]point|fp\d\d) )?baseline)\W*(?:\[[\d, –-]+\])?\W*"
)
_SOFTWARE = any_case(
    r"\b(?:software|digital|baseline|fp(?:16|32|64)|floating[ -]point|ideal (?:weights?|network)|gpus?)\b"
)
_PROCESS = any_case(rf"\b(?:{FILM_STEPS}|process(?:ing)?|fabricat\w*|thermal budget|BEOL|growth|grown)\b")
_STRESS = any_case(rf"\b(?:{BREAKDOWN_TESTS}|{QUALIFICATION_TESTS}|breakdown test)\b")
_DEGREES = frozenset({"K", "degC"})


def _any_of(words: re.Pattern[str], texts: Iterable[str]) -> bool:
    return any(words.search(text) for text in texts)


def _names_of_line(place: TablePlace) -> tuple[str, ...]:
    """The label of the reading's line and the heads over several columns."""
    return place.label, *place.groups


def _is_cost(place: TablePlace) -> bool:
    """Whether a circuit and a device are both said to have what is read."""
    return place.parameter in COSTS or _DELAYS_AND_ENERGIES.search(place.parameter) is not None


def _cost(holds: Callable[[TablePlace], bool]) -> Callable[[TablePlace], bool]:
    """A rule about costs alone."""
    return lambda place: _is_cost(place) and holds(place)


def _accuracy(holds: Callable[[TablePlace], bool]) -> Callable[[TablePlace], bool]:
    """A rule about the accuracy or the errors of a network alone."""
    return lambda place: place.parameter in OF_NETWORKS and holds(place)


def _measured(holds: Callable[[TablePlace], bool], but: frozenset[str]) -> Callable[[TablePlace], bool]:
    """A rule about numbers of all parameters but these."""
    return lambda place: bool(place.si_unit) and place.parameter not in but and holds(place)


def _of_a_circuit(holds: Callable[[TablePlace], bool]) -> Callable[[TablePlace], bool]:
    """A rule about lines of circuits: their node and supply are their own where the table has no device beside them."""

    def is_of_a_circuit(place: TablePlace) -> bool:
        is_said_of_any = place.parameter in SAID_OF_ANY_CIRCUIT and not place.subject.has_lines_of_devices
        return bool(place.si_unit) and not is_said_of_any and holds(place)

    return is_of_a_circuit


def _is_of_other_memory(place: TablePlace) -> bool:
    """Whether a line is of SRAM, DRAM, Flash or a disk in a table that has other devices as well."""
    return place.subject.has_other_memories and names_other_memory(place.reading, place.subject.grid)


def _names_logic_circuit(place: TablePlace) -> bool:
    """Whether a label names a circuit of transistors, and neither it nor its line names a device of ours."""
    is_of_device = _MEMRISTIVE.search(place.label) is not None or place.reading.line in place.subject.lines_of_material
    return _LOGIC_CIRCUIT.search(place.label) is not None and not is_of_device


def _is_of_logic_circuit(place: TablePlace) -> bool:
    """Whether another cell of the line says that it is made in CMOS, and none names a device or what it is made of."""
    return place.reading.line in place.subject.lines_of_logic


def _names_processor(place: TablePlace) -> bool:
    """Whether a label names a processor and no device, or another cell of the line says no more than a processor."""
    if _MEMRISTIVE.search(place.label) is not None:
        return False
    line = place.reading.line
    texts = line.texts(place.subject.grid) if line is not None else []
    return _PROCESSOR_NAMES.search(place.label) is not None or any(map(_ONLY_PROCESSOR.fullmatch, texts))


def _is_component(place: TablePlace) -> bool:
    """Whether the label is a transistor, a resistor or a capacitor, and no more."""
    return _COMPONENT.fullmatch(place.label) is not None


def _is_of_counted_components(place: TablePlace) -> bool:
    """Whether what a circuit has stands beside numbers of transistors: of a circuit of so many."""
    is_of_circuit = _is_cost(place) or place.parameter in {"spike_frequency", "operating_voltage"}
    return place.subject.is_of_components and is_of_circuit


def _is_of_line_of_a_node(place: TablePlace) -> bool:
    return place.reading.line in place.subject.lines_of_a_node


def _is_precision_of_a_circuit(place: TablePlace) -> bool:
    """Whether bits stand under a bare `Precision` beside what is said of whole circuits: it computes with so many."""
    is_of_bits = place.si_unit in {"bit", "state"} and place.subject.is_of_circuits
    return is_of_bits and _any_of(_PRECISION, place.reading.headers)


def _is_of_transistors_of_a_node(place: TablePlace) -> bool:
    """Whether a number of a node brings no parameter of a device beside it."""
    return place.subject.is_of_nodes and not place.subject.has_device_parameters


def _has_bits_of_a_converter(place: TablePlace) -> bool:
    is_of_part = _CONVERTER.search(place.beside) is not None or _CIRCUIT.match(place.row[0].strip()) is not None
    return place.si_unit in {"bit", "state"} and is_of_part


def _is_clock(place: TablePlace) -> bool:
    """Whether a frequency that no head calls one of spikes stands beside what is said of whole circuits."""
    is_bare = place.parameter == "spike_frequency" and not _any_of(_SPIKES, place.reading.headers)
    return is_bare and place.subject.is_of_circuits


def _is_asked_for_in_a_remark(place: TablePlace) -> bool:
    is_in_rows = place.subject.orientation == "devices_as_rows"
    return is_in_rows and any(_REMARKED_GOAL.fullmatch(text) for text in place.row)


def _is_linearity(place: TablePlace) -> bool:
    """Whether the head names a linearity and says, or a cell of its line says, that 1 is what is wanted."""
    headers = place.reading.headers
    if not place.parameter.startswith("nonlinearity") or not _any_of(_LINEARITY, headers):
        return False
    return _any_of(_IDEALLY_ONE, (*headers, *place.row, *place.column))


def _is_projected(place: TablePlace) -> bool:
    if place.parameter in _NOT_PROJECTED:
        return False
    return _any_of(_PROJECTED, (place.reading.part_text, *place.reading.headers))


def _is_of_work_beside_no_device(place: TablePlace) -> bool:
    """Whether a row has no name but that of a work, one of several, and its table has no parameter of a device."""
    subject = place.subject
    has_no_name = not place.label or names_work(place.label)
    values = [text for text in place.column if is_value(text)]
    return has_no_name and len(values) > 1 and not subject.has_device_parameters


def _is_bare_energy(place: TablePlace) -> bool:
    is_energy = place.parameter == "energy_per_operation" and not place.subject.has_device_parameters
    return is_energy and _any_of(_BARE_ENERGY, place.reading.headers)


def _is_part_without_a_cell(place: TablePlace) -> bool:
    return place.subject.is_of_blocks and _CELL.search(place.beside) is None


def _is_temperature_of_a_step(place: TablePlace) -> bool:
    return place.si_unit in _DEGREES and _PROCESS.search(f"{place.beside} {place.reading.text}") is not None


def _is_constant_of_a_network(place: TablePlace) -> bool:
    is_nameless = not place.label and not _is_cost(place)
    return is_nameless and place.subject.is_of_network and place.si_unit in {"V", "s", "A"}


_AN_END = "statistic: an end or the spread of many values, not one of a device"
_ASKED = "goal: what is asked for, not what a device gave"
_NOT_MEASURED = "simulated: computed, not measured"
_OF_CIRCUIT = "circuit: of a circuit, not of a device"
_BESIDE_A_CIRCUIT = "circuit: stands beside throughput, latency, leakage or accuracy of a whole circuit"
_OF_WHOLE_CIRCUIT = "circuit: of a whole circuit or of the network on it"
_OF_NETWORK = "network: on a data set, or of a network in a list of its constants"
_OF_STEP = "process: temperature of a process step"
TABLE_RULES: tuple[TradeRule[TablePlace], ...] = (
    TradeRule(
        "varied_conditions",
        lambda place: place.subject.is_of_varied_conditions,
        "condition: tells the rows of its table apart, of which nothing else is known",
        "Voltage range | Physical process; 0 to 4.0 V | leakage; 4.3 to 9 V | growth",
    ),
    TradeRule(
        "ticks_of_axes",
        lambda place: place.subject.is_of_axes,
        "figure: stands at the axes of a chart",
        "| | Read voltage; 10 | | 0.1; | |; 20 | | ; 30 | | 0.3",
    ),
    TradeRule(
        "columns_are_nodes",
        _measured(_is_of_transistors_of_a_node, frozenset({"cell_area_f2"})),
        "circuit: of the transistors of a technology node",
        "| Technology node (nm) | ; | 14 | 10; Gate length (nm) | 26 | 22; Supply voltage (V) | 0.8 | 0.75",
    ),
    TradeRule(
        "list_of_one_parameter",
        lambda place: place.subject.is_list_of_one_parameter,
        "look_up_table: a list of one parameter without a device",
        "Nonlinearity | Nonlinearity; 1.1 | 1.2; 1.3 | 1.4; 1.5 | 1.6; 1.7 | 1.8; 1.9 | 2.1",
        decided=32,
    ),
    TradeRule(
        "rows_are_states",
        lambda place: place.subject.is_of_states,
        "state: rows are states of one device by number",
        "Level | Conductance (µS); 1 | 10; 2 | 20; 3 | 30",
    ),
    TradeRule(
        "end_beside_its_middle",
        lambda place: place.is_end_beside_its_middle,
        _AN_END,
        "Device | ON/OFF median | ON/OFF min; HfOx | 16000 | 19",
    ),
    TradeRule(
        "line_of_ends",
        lambda place: not _ENDS.isdisjoint(place.reading.flags),
        _AN_END,
        "Device | R_ON; HfOx | 2 kΩ; Max | 9 kΩ",
        decided=13,
    ),
    TradeRule(
        "head_of_goals",
        lambda place: _REQUIRED in place.reading.flags,
        _ASKED,
        "Parameter | Value | Specification; V_SET | 0.8 V | ≤1.4 V",
        decided=6,
    ),
    TradeRule(
        "line_of_goals",
        lambda place: any(map(is_goal, _names_of_line(place))),
        _ASKED,
        "Technology | R_ON; HfOx | 2 kΩ; TSMC BEOL target | 9 kΩ",
        decided=34,
    ),
    TradeRule(
        "cell_of_a_goal",
        lambda place: _ASKED_FOR.search(place.reading.part_text) is not None,
        "goal: the cell says that its value is asked for",
        "Feature | HfOx | TaOx; Energy per spike | 2 pJ | <1 pJ (target)",
        decided=2,
    ),
    TradeRule(
        "remark_of_a_goal",
        _is_asked_for_in_a_remark,
        "goal: the line says that its values are asked for",
        "Device | Endurance | State; HZO | 10^6 | shown; Future node | 10^12 | Engineering goal",
    ),
    TradeRule(
        "linearity_ideal_at_one",
        _is_linearity,
        "linearity: ideal at 1, where a nonlinearity is ideal at 0",
        "Metric | HfOx | ITO | Wanted; Linearity (αp/αd) | 0.5/0.6 | 0.45/0.73 | close to 1",
    ),
    TradeRule(
        "head_of_a_simulation",
        lambda place: _COMPUTED in place.reading.flags,
        _NOT_MEASURED,
        "Device | Simulated R_ON; HfOx | 2 kΩ",
    ),
    TradeRule(
        "line_of_a_simulation",
        lambda place: _any_of(_SIMULATED, _names_of_line(place)),
        _NOT_MEASURED,
        "Device | R_ON; HfOx | 2 kΩ; TaOx (simulation) | 3 kΩ",
    ),
    TradeRule(
        "cell_of_a_model",
        lambda place: _IN_MODEL.search(place.reading.part_text) is not None,
        _NOT_MEASURED,
        "Feature | HfOx | TaOx; Endurance | 10^8 | 10^11 in model",
    ),
    TradeRule(
        "note_of_a_simulation",
        lambda place: _any_of(_COMPUTED_NOTE, place.reading.notes),
        _NOT_MEASURED,
        "Device | R_ON; HfOx | 2 kΩ; TaOx | 3 kΩ<sup>b</sup>; b Simulation",
    ),
    TradeRule(
        "projected",
        _is_projected,
        "projected: expected or predicted, not measured",
        "Device | Projected energy per spike; HfOx | 1 fJ",
        decided=1,
    ),
    TradeRule(
        "comparison",
        lambda place: _COMPARISON.match(place.label) is not None,
        "comparison: sets two devices against each other, a value of neither",
        "Property | STT-MRAM | SOT-MRAM | Deviation (Δ); Switching time | 0.5 ns | 0.2 ns | +0.3 ns",
    ),
    TradeRule(
        "grade_of_a_standard",
        lambda place: place.si_unit in _DEGREES and _GRADE.search(place.label) is not None,
        "goal: a grade of a standard",
        "Class | Temperature range | Use; Class A | −40 °C to 120 °C | engine; Class B | 85 °C | cabin",
        decided=3,
    ),
    TradeRule(
        "rows_are_tests",
        lambda place: place.subject.is_of_tests,
        "stress: rows are tests",
        "Test | Temperature; HTOL | 125 °C",
        decided=5,
    ),
    TradeRule(
        "rows_are_data_sets",
        lambda place: place.subject.is_of_data,
        "network: rows are data sets, networks or tasks",
        "Data set | Accuracy; Iris | 94%",
        decided=22,
    ),
    TradeRule(
        "other_memory",
        _measured(_is_of_other_memory, SAID_OF_ANY_CELL),
        "other_memory: of SRAM, DRAM, Flash or a disk beside devices",
        "| Memristor | DRAM | NAND Flash; Read time | 10 ns | 12 ns | 25 µs",
    ),
    TradeRule(
        "cmos_circuit",
        _of_a_circuit(_names_logic_circuit),
        "circuit: of a CMOS circuit",
        "Neuron | Spike frequency (Hz); CMOS neuron | 100",
    ),
    TradeRule(
        "made_in_cmos",
        _of_a_circuit(_is_of_logic_circuit),
        "circuit: of a line that is made in CMOS and names no device",
        "| Neuron A | NbO2 neuron; Technology | 65 nm CMOS | memristor; Operating voltage (V) | 1.2 | 0.9",
    ),
    TradeRule(
        "single_component",
        _of_a_circuit(_is_component),
        "circuit: of another component of a circuit",
        "Devices | Memristor | MOSFET; Area | 9 nm2 | 0.6 µm2",
    ),
    TradeRule(
        "components_are_counted",
        _is_of_counted_components,
        "circuit: of a circuit whose components are counted",
        "Work | # of transistors | Area (µm2); A | 12 | 20; B | 6 | 9",
    ),
    TradeRule(
        "supply_of_converters",
        lambda place: place.parameter == "operating_voltage" and place.subject.is_of_converters,
        "circuit: supply of a circuit with converters",
        "Parameter | Chip 1 | Chip 2; ADC precision | 3 bit | 4 bit; Operating voltage | 0.9 V | 1.1 V",
    ),
    TradeRule(
        "bits_of_a_converter",
        _has_bits_of_a_converter,
        "circuit: bits of a converter",
        "Block | Resolution (bit); ADC | 8; DAC | 6",
    ),
    TradeRule(
        "precision_of_a_circuit",
        _is_precision_of_a_circuit,
        "circuit: bits that a circuit computes with",
        "| ReRAM design | Ours; Precision | 8-bit | 4-bit; Throughput (GOPS) | 12 | 30",
    ),
    TradeRule(
        "frequency_of_a_block",
        lambda place: place.parameter == "spike_frequency" and place.subject.is_of_blocks,
        "circuit: frequency of a circuit",
        "Block | Spike frequency; Neuron | 2 kHz",
        decided=4,
    ),
    TradeRule(
        "clock_of_a_circuit",
        _is_clock,
        "circuit: frequency of a circuit",
        "System | Max. Freq. | Throughput (samples/s); [25] | 189 MHz | 4 × 10^9; Ours | 50 MHz | 6 × 10^9",
    ),
    TradeRule(
        "power_of_a_computer",
        _cost(lambda place: place.subject.is_of_computer),
        "no_device: a processor",
        "Characteristics | Values; GPU | Iris Plus; Main memory | 32 GB; Power consumption | 58 W",
    ),
    TradeRule(
        "bare_energy",
        _is_bare_energy,
        "circuit: an energy beside no parameter of a device",
        "Method | Energy (µJ); Ours | 1.2",
        decided=7,
    ),
    TradeRule(
        "names_a_circuit",
        _cost(lambda place: _CIRCUIT.search(place.beside) is not None),
        _OF_CIRCUIT,
        "Design | Area; ADC | 20 µm2",
        decided=19,
    ),
    TradeRule(
        "part_of_a_circuit",
        _cost(_is_part_without_a_cell),
        _OF_CIRCUIT,
        "Component | Area | Power; Bias | 20 µm2 | 2 mW; Pad | 9 µm2 | 1 mW",
        decided=11,
    ),
    TradeRule(
        "section_of_a_system",
        _cost(lambda place: _WHOLE.search(place.section) is not None),
        _OF_CIRCUIT,
        "Parameter | HfOx | TaOx; System level | | ; Write energy | 2 pJ | 3 pJ",
    ),
    TradeRule(
        "power_of_a_step",
        _cost(lambda place: place.si_unit == "W" and place.subject.is_recipe),
        "process: power of a process step",
        "Run | Ar flow (sccm) | Power (W); R1 | 12 | 60; R2 | 20 | 90",
        decided=7,
    ),
    TradeRule(
        "beside_a_circuit",
        _cost(lambda place: place.subject.is_of_circuits),
        _BESIDE_A_CIRCUIT,
        "| [3] | This work; Area (mm2) | 1.2 | 0.5; Frequency (MHz) | 100 | 20; Latency (µs) | 4 | 1",
        decided=77,
    ),
    TradeRule(
        "leakage",
        lambda place: place.parameter in COSTS and _LEAKAGE.search(place.beside) is not None,
        _BESIDE_A_CIRCUIT,
        "Device | PCMO | EpiRAM; Leakage power | 35.29 µW | 36 µW",
    ),
    TradeRule(
        "beside_a_macro",
        lambda place: place.parameter in OF_MACROS and (place.subject.is_of_macros or place.subject.is_of_blocks),
        _OF_WHOLE_CIRCUIT,
        "Property | Core A | Core B; Energy efficiency (TOPS/W) | 28.9 | 15.6",
        decided=9,
    ),
    TradeRule(
        "of_a_named_circuit",
        lambda place: place.parameter in OF_MACROS and _CIRCUIT.search(place.beside) is not None,
        _OF_WHOLE_CIRCUIT,
        "Design | Energy efficiency (TOPS/W); GPU array | 28.9",
    ),
    TradeRule(
        "accuracy_beside_constants",
        _accuracy(lambda place: place.subject.is_of_network),
        _OF_NETWORK,
        "Parameter | Value; Learning rate | 0.01; Batch | 32; Accuracy | 97%",
    ),
    TradeRule(
        "accuracy_on_a_data_set",
        _accuracy(lambda place: _DATA_SETS.search(place.beside) is not None),
        _OF_NETWORK,
        "Device | MNIST accuracy; HfOx | 94%",
        decided=4,
    ),
    TradeRule(
        "accuracy_of_a_named_network",
        _accuracy(lambda place: _NETWORK_NAMES.search(place.beside) is not None),
        _OF_NETWORK,
        "Architecture | Accuracy; VGG-8 | 91%; ResNet-18 | 93%",
    ),
    TradeRule(
        "accuracy_of_a_method",
        _accuracy(lambda place: place.subject.is_of_methods),
        _OF_NETWORK,
        "Method | Accuracy; Ours | 94%; Baseline of others | 92%",
    ),
    TradeRule(
        "accuracy_of_a_system",
        _accuracy(lambda place: _WHOLE.search(place.section) is not None),
        _OF_NETWORK,
        "Parameter | HfOx | TaOx; System level | | ; Accuracy | 91% | 92%",
    ),
    TradeRule(
        "accuracy_in_a_row_of_networks",
        _accuracy(lambda place: _NETWORKS.fullmatch(place.row[0]) is not None),
        _OF_NETWORK,
        "| Quantity | S1 | S2; Pulse | R_ON | 1 kΩ | 2 kΩ; Network | Accuracy | 88% | 92%",
    ),
    TradeRule(
        "accuracy_in_software",
        _accuracy(lambda place: _SOFTWARE.search(place.label) is not None),
        "software: of a network without devices",
        "Device | Endurance | Accuracy; Software baseline | | 98%; HfOx | 10^6 | 94%",
    ),
    TradeRule(
        "accuracy_beside_no_device",
        _accuracy(_is_of_work_beside_no_device),
        "network: an accuracy beside no parameter of a device",
        "Work | Acc. (%) | Algorithm | Time steps; [13] | 98.68 | STDP | 10; Proposed | 97.5 | BP | 16",
    ),
    TradeRule(
        "temperature_without_a_device",
        lambda place: place.parameter == "temperature" and not place.label,
        "process: a temperature without a device",
        "Parameter | Value; Temperature | 25 °C",
        decided=1,
    ),
    TradeRule(
        "temperature_of_a_recipe",
        lambda place: place.si_unit in _DEGREES and place.subject.is_recipe,
        _OF_STEP,
        "Run | Ar flow (sccm) | Temperature (°C); R1 | 12 | 300; R2 | 20 | 350",
        decided=9,
    ),
    TradeRule(
        "temperature_of_a_step",
        _is_temperature_of_a_step,
        _OF_STEP,
        "Device | Temperature (°C); HfOx, annealed | 400; TaOx, annealed | 300",
    ),
    TradeRule(
        "constant_of_a_network",
        _is_constant_of_a_network,
        "network: stands in a list of the constants of a network",
        "Parameter | Value; Membrane capacitance | 1 pF; Refractory period | 2 ms; Threshold voltage | 0.5 V",
        decided=4,
    ),
    TradeRule(
        "voltage_of_a_stress_test",
        lambda place: place.si_unit == "V" and _STRESS.search(place.beside) is not None,
        "stress: of a reliability test",
        "Device | Operating voltage (V); HfOx, TDDB | 3.1",
    ),
    TradeRule(
        "many_in_a_line",
        lambda place: not _is_cost(place) and place.alike_in_line >= REPEATED,
        "look_up_table: many values of one parameter stand in a line without a device",
        "Norm. A | Nonlinearity | Norm. A | Nonlinearity | Norm. A | Nonlinearity; 0.1 | 1.31 | 0.2 | 1.4 | 0.3 | 1.5",
    ),
    TradeRule(
        "processor",
        _names_processor,
        "no_device: a processor",
        "Platform | Power (W); NVIDIA V100 | 250",
    ),
    TradeRule(
        "software",
        _measured(lambda place: _ONLY_SOFTWARE.fullmatch(place.label) is not None, frozenset()),
        "software: of a network without devices",
        "Device | Energy per spike; Software baseline | 23 pJ; NbOx | 5 pJ",
    ),
    TradeRule(
        "no_device",
        lambda place: _NO_DEVICE.search(place.label) is not None,
        "no_device: a living cell or a processor",
        "Device | Energy per spike; Intel Loihi 2 | 23 pJ; NbOx | 5 pJ",
    ),
    TradeRule(
        "says_a_node_and_no_device",
        _of_a_circuit(_is_of_line_of_a_node),
        "circuit: of a line that says its technology node and no device",
        "| [5] | [9] | Ours; Technology | 65 nm | 0.18 µm | VO2; Area (µm2) | 538 | 1887 | 24",
    ),
)
"""Whole tables first, then what is asked for or computed, then what is of a circuit, a network, a process or a test."""


def reasons_against(table: Table, interpretation: Interpretation, vocabulary: Vocabulary) -> dict[CellReading, str]:
    """Typed reasons of the readings that are of no device."""
    units = {name: parameter.unit for name, parameter in vocabulary.parameters.items()}
    rules = [rule for rule in TABLE_RULES if rule.name not in vocabulary.without_rules]
    reasons = {}
    for place in places_of_readings(table, interpretation, units):
        rule = first_that_holds(rules, place)
        if rule is not None:
            reasons[place.reading] = rule.says
    return reasons
