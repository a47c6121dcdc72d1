"""Numbers of a table that could be taken for those of a device and are of something else, each with its reason.

The caption, the heads and the labels of rows say it, never the value: a circuit's area, power, delay and energy; a
network's accuracy in software; the temperature of a process; stress of a breakdown test; a table to look numbers up.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from memlit.datum import HeadQualifier, LineStatistic, UnderSection, notes_of, written
from memlit.tables.meaning import CellReading, Interpretation, TableLine
from memlit.tables.meaning.looks import is_goal, names_work
from memlit.tables.model import Table, TableView

_any_case = functools.partial(re.compile, flags=re.IGNORECASE)
LOOKED_UP = 10
"""So many lines without a name, all of one parameter, are no devices."""
REPEATED = 3
"""So many values of one parameter under one head in a line without a name are no device."""
COSTS = frozenset({"area", "power_consumption", "standby_power", "read_power", "write_power", "supply_current"})
"""What a circuit and a device are both said to have."""
OF_MACROS = frozenset({"accuracy", "energy_efficiency"})
"""What a device never has by itself."""
_BARE_ENERGY = _any_case(
    r"^\W*(?:(?:total|average|avg\.?|mean) )?energy(?: (?:consumption|cost|dissipation))?\s*(?:[(\[,*].*)?$"
)
"""A head that does not say of what the energy is."""
_OF_DEVICES = re.compile(
    r"^(?:endurance|retention|n_states|[rg]_o(?:n|ff)|on_off_ratio|memory_window|conductance_range|switching_time|n_pulses"
    r"|(?:\w+_)?pulse_width|(?!supply)\w+_voltage|nonlinearity\w*|cycle_to_cycle|device_to_device)$"
)
"""Parameters of devices alone: beside one of them an energy is that of a device too."""
_DELAYS_AND_ENERGIES = re.compile(r"(?:_latency|_energy|^energy_(?!efficiency)\w+|^switching_time)$")
_SAID_OF_CIRCUITS = tuple(
    _any_case(rf"\b(?:{words})\b")
    for words in ("latency", "leakage", "accuracy", "frequency|clock", "supply|vdd", "(?:chip|macro|tile|core)s?(?!-)")
)
TOGETHER = 2
"""Heads of so many of these kinds make a table one of whole circuits."""
_THROUGHPUT = _any_case(r"\b(?:throughput|[tg]?ops|fps)\b")
_LEAKAGE = _any_case(r"\bleakage (?:power|energy)\b")
_CIRCUIT = _any_case(
    r"\b(?:[ad]/?dcs?|adcs?|dacs?|adders?|accumulators?|buffers?|caches?|decoders?|drivers?|mux(?:es)?|multiplexers?|"
    r"sense amp\w*|registers?|look-?up tables?|c?mos-lut|luts?|flip-?flops?|chips?|macros?|modules?|sub-?arrays?|"
    r"tiles?|accelerators?|routers?|interconnects?|controllers?|periphera\w+|processors?|gpus?|cpus?|integrators?|"
    r"comparators?|amplifiers?|op-?amps?|oscillators?|plls?|switch matri\w+|crossbars?|arrays?|clock\w*|logic)\b"
)
_BLOCKS = _any_case(r"\b(?:(?:sub-?)?blocks?|modules|breakdown|peripher\w+|macros?|accelerators?|emulators?)\b")
"""A caption of the parts of a circuit."""
_PART = _any_case(r"^\W*(?:(?:sub-?)?(?:blocks?|circuits?)|modules?|components?|chips?|macros?)\b")
"""The head of labels that name parts of a circuit."""
_CELL = _any_case(r"\b(?:cells?|devices?|synaps\w+|memristors?|selectors?|\w*(?:ram|fet|mtj|pcm|ftj)s?|1t1r|1s1r)\b")
_DATA = _any_case(r"^\s*(?:data ?sets?|networks?|(?:network )?models?|tasks?|benchmarks?|workloads?)\s*$")
"""The head of labels that name what is computed."""
_DATA_SETS = _any_case(r"MNIST|CIFAR|ImageNet|SVHN|\bISOLET|\bTIMIT|\b(?:data ?set|digits?|images?|faces?)\b")
"""What a network was tested on."""
_TESTS = _any_case(r"^\s*(?:(?:reliability |stress )?tests?|test (?:items?|conditions?)|stress(?:es)?)\s*$")
"""The head of labels that name tests."""
_NETWORK = _any_case(
    r"\b(learning rate|batch|epochs?|optimi[sz]er|dropout|hidden|momentum|weight decay|membrane|resting|refractory"
    r"|excitatory|inhibitory|leak|neurons? (?:in|per)|time step|trace)\b"
)
"""What lists of the constants of a network or of a model of a neuron name."""
_WHOLE = _any_case(r"\b(?:arrays?|circuits?|chips?|macros?|systems?|networks?|architectures?|algorithms?)\b")
"""A section of what is built from devices."""
_NETWORKS = _any_case(r"(?:(?:neural )?networks?|systems?|simulations?|inference|training)")
"""The first label of a row of what a network of the devices reaches."""
_GRADE = _any_case(r"^\W*(?:\S+\s)?(?:class|grade|category)\s?(?:\d+|[A-Z]|[IVX]+)\W*$")
"""A grade of a standard: `Grade 1`, `Class A`."""
_ENDS = frozenset(written(LineStatistic(word)) for word in ("maximum", "minimum", "standard deviation"))
"""Lines named `Min`, `Max` or `σ` hold no value of a device."""
_AN_END = "statistic: an end or the spread of many values, not one of a device"
_REQUIRED = written(HeadQualifier("required"))
"""Said of a value whose head asks for it."""
_ASKED_FOR = _any_case(
    r"\b(?:targets?|targeted|goals?|required|desired|needed|not (?:yet )?(?:shown|demonstrated|achieved))\b"
)
"""Words of a cell that make its value one that nobody had: `<1 pJ (target)`."""
_REMARKED_GOAL = _any_case(r"\W*(?:[\w-]+ ){0,4}(?:targets?|goals?)\W*")
"""A remark behind the values of a line: `Engineering goal`."""
_LINEARITY = _any_case(r"(?<!non)(?<!non[- ])\blinearity\b")
_IDEALLY_ONE = _any_case(r"\b(?:ideal(?:ly)?|close to|approach(?:es|ing))\W{0,3}1(?:\.0+)?(?![\d.]*\d|\s?%)")
"""What is said of a linearity, never of a nonlinearity: `Linearity (ideal: 1)`, `Close to 1`."""
_IN_MODEL = _any_case(r"\b(?:in (?:the |our )?(?:models?|simulations?)|simulat(?:ed|ions?))\b")
_COMPARISON = _any_case(
    r"^\W*(?:improvements?|deviations?|differences?|gaps?|changes?|delta|Δ|advantages?|benefits?|gains?|speed-?ups?|"
    r"reductions?)(?: (?:factors?|ratios?|over|vs|versus|against|to|from|of)\b.*)?(?:\s*\(.*\))?\W*$"
)
"""The head of what sets two devices against each other: `Improvement`, `Deviation (Δ)`."""
_COMPUTED = written(HeadQualifier("simulated"))
_SIMULATED = _any_case(
    r"\b(?:simulat(?:ed|ions?)|TCAD|theoretical (?:limit|bound|maximum|minimum|value)s?)\b"
    r"|\((?:sim\.?|model(?:led)?|calculated|theory|theoretical|projected|predicted)\)"
    r"|^\W*(?:(?:curve )?fit(?:ted|ting)?|model(?:led)?|calculat(?:ed|ions?)|theory|theoretical)"
    r"(?: values?| results?)?\W*$"
)
"""A line of what a program gave: `TaOx (simulation)`, `Fit`."""
_PROJECTED = _any_case(
    r"\b(?:projected(?! (?:phase|memor|cell|device|(?-i:[A-Z]{2,5}\b)))|predicted)\b"
    r"|\((?:sim\.?|theory|theoretical|expected|(?:(?:theoretical|physical|scaling) )?limit)\)"
)
"""Of a head or a cell whose value nobody measured: `Projected energy`, `1 fJ (limit)`."""
_NOT_PROJECTED = frozenset({"retention", "endurance", "compliance_current"})
"""What nobody waits for, devices are said to have it; and what is a limit itself."""
_COMPUTED_NOTE = _any_case(
    r"^(?:<sup>)?\W*(?:\w{1,2}\W+)?(?:sup>\W*)?(?:values? )?(?:simulat|projected|predicted|theoretical)"
)
"""A footnote of a computed value: `b Simulation`."""
_NO_DEVICE = _any_case(
    r"^\W*(?:(?:biolog(?:y|ical)|(?:(?:human|mammalian|animal|mouse|rat) )?(?:brain|cortex))"
    r"(?: (?:synaps[ei]s?|neurons?|systems?|brains?|counterparts?))?|(?:\w+ )?(?:CPU|GPU|TPU|FPGA)s?"
    r"|(?:(?:IBM|Intel) )?(?:Akida|BrainScaleS|Loihi|Neurogrid|NorthPole|SpiNNaker|Tianjic|TrueNorth)(?:[ -]?\d)?)"
    r"\W*(?:\[[\d, –-]+\])?\W*$"
)
"""A line of what is compared with devices and is none: `Human brain synapse`, `GPU`, `Loihi 2`."""
_END = _any_case(r"\b(?:min|max)(?:imum)?\b\.?")
_MIDDLE = _any_case(r"\b(?:mean|median|average|avg|typical|typ)\b\.?")
_SOFTWARE = _any_case(
    r"\b(?:software|digital|baseline|fp(?:16|32|64)|floating[ -]point|ideal (?:weights?|network)|gpus?)\b"
)
_PROCESS = _any_case(r"\b(?:anneal\w*|deposit\w*|process(?:ing)?|fabricat\w*|thermal budget|BEOL|growth|grown)\b")
_RECIPE = _any_case(
    r"\b(?:anneal\w*|deposition|sputter\w*|growth|fabrication|process(?:ing)?)"
    r" (?:condition|parameter|recipe|step|flow)s?\b"
)
"""A caption of the steps by which a device was made: its temperatures and powers are those of the tools."""
_TOOL = _any_case(
    r"\b(?:sccm|m?Torr|sputter\w*|gas flow|(?:plasma|RF|DC|laser) power|substrate temperature|deposition rate)\b"
    r"|\b(?:Ar|O2|N2|H2)\W+\(%\)"
)
"""Heads of what a tool for making films is set to."""
_STRESS = _any_case(r"\b(?:TDDB|TZDB|stress|breakdown test|burn-in|HTOL)\b")


def reasons_against(table: Table, interpretation: Interpretation, units: Mapping[str, str]) -> dict[CellReading, str]:
    """Typed reasons of the readings that are of no device. units: SI unit of each parameter."""
    heads = " ".join(_heads(table))
    kinds = sum(said.search(heads) is not None for said in _SAID_OF_CIRCUITS)
    is_of_circuits = kinds >= TOGETHER or _THROUGHPUT.search(heads) is not None
    is_of_macros = _SAID_OF_CIRCUITS[-1].search(heads) is not None
    is_recipe = bool(_RECIPE.search(table.caption or "") or _TOOL.search(heads))
    grid = table.view
    corner = grid.text(0, 0)
    is_of_blocks = bool(_BLOCKS.search(table.caption or "") or _PART.search(corner))
    is_of_tests = _TESTS.search(corner) is not None
    is_of_data = _DATA.search(corner) is not None
    is_network = len({word.casefold() for cell in table.cells for word in _NETWORK.findall(cell.text)}) >= TOGETHER
    is_of_devices = any(_OF_DEVICES.match(one.parameter) for one in interpretation.readings)
    in_line = Counter((one.line, one.parameter, one.headers) for one in interpretation.readings if not one.device_label)
    is_in_rows = interpretation.orientation == "devices_as_rows"
    found = {}
    for one in interpretation.readings:
        section = " ".join(note.title for note in notes_of(UnderSection, one.flags))
        groups = tuple(_groups_over(grid, one))
        beside = " ".join((*one.headers, one.device_label, section, *groups))
        if _ENDS.intersection(one.flags):
            found[one] = _AN_END
        elif _REQUIRED in one.flags or any(map(is_goal, (one.device_label, *groups))):
            found[one] = "goal: what is asked for, not what a device gave"
        elif _ASKED_FOR.search(one.part_text):
            found[one] = "goal: the cell says that its value is asked for"
        elif is_in_rows and any(map(_REMARKED_GOAL.fullmatch, grid.row(one.row))):
            found[one] = "goal: the line says that its values are asked for"
        elif one.parameter.startswith("nonlinearity") and _is_linearity(grid, one):
            found[one] = "linearity: ideal at 1, where a nonlinearity is ideal at 0"
        elif (
            _COMPUTED in one.flags
            or any(map(_SIMULATED.search, (one.device_label, *groups)))
            or _IN_MODEL.search(one.part_text)
            or any(map(_COMPUTED_NOTE.search, one.notes))
        ):
            found[one] = "simulated: computed, not measured"
        elif one.parameter not in _NOT_PROJECTED and any(map(_PROJECTED.search, (one.part_text, *one.headers))):
            found[one] = "projected: expected or predicted, not measured"
        elif _COMPARISON.match(one.device_label):
            found[one] = "comparison: sets two devices against each other, a value of neither"
        elif _GRADE.search(one.device_label) and units.get(one.parameter) in {"K", "degC"}:
            found[one] = "goal: a grade of a standard"
        elif is_of_tests:
            found[one] = "stress: rows are tests"
        elif is_of_data:
            found[one] = "network: rows are data sets, networks or tasks"
        elif one.parameter == "spike_frequency" and is_of_blocks:
            found[one] = "circuit: frequency of a circuit"
        elif (
            one.parameter == "energy_per_operation" and not is_of_devices and any(map(_BARE_ENERGY.match, one.headers))
        ):
            found[one] = "circuit: an energy beside no parameter of a device"
        elif one.parameter in COSTS or _DELAYS_AND_ENERGIES.search(one.parameter):
            if _CIRCUIT.search(beside) or (is_of_blocks and not _CELL.search(beside)) or _WHOLE.search(section):
                found[one] = "circuit: of a circuit, not of a device"
            elif units.get(one.parameter) == "W" and is_recipe:
                found[one] = "process: power of a process step"
            elif is_of_circuits or (one.parameter in COSTS and _LEAKAGE.search(beside)):
                found[one] = "circuit: stands beside throughput, latency, leakage or accuracy of a whole circuit"
        elif one.parameter in OF_MACROS and (is_of_macros or _CIRCUIT.search(beside)):
            found[one] = "circuit: of a whole circuit or of the network on it"
        elif one.parameter == "accuracy" and (
            is_network
            or _DATA_SETS.search(beside)
            or _WHOLE.search(section)
            or _NETWORKS.fullmatch(grid.text(one.row, 0))
        ):
            found[one] = "network: on a data set, or of a network in a list of its constants"
        elif one.parameter == "accuracy" and _SOFTWARE.search(one.device_label):
            found[one] = "software: of a network without devices"
        elif one.parameter == "temperature" and not one.device_label:
            found[one] = "process: a temperature without a device"
        elif units.get(one.parameter) in {"K", "degC"} and (is_recipe or _PROCESS.search(f"{beside} {one.text}")):
            found[one] = "process: temperature of a process step"
        elif not one.device_label and is_network and units.get(one.parameter) in {"V", "s", "A"}:
            found[one] = "network: stands in a list of the constants of a network"
        elif units.get(one.parameter) == "V" and _STRESS.search(beside):
            found[one] = "stress: of a reliability test"
        elif in_line[one.line, one.parameter, one.headers] >= REPEATED:
            found[one] = "look_up_table: many values of one parameter stand in a line without a device"
        if one not in found and _NO_DEVICE.search(one.device_label):
            found[one] = "no_device: a living cell or a processor"
    return {
        **found,
        **_ends_beside_middles(interpretation),
        **_looked_up(interpretation),
        **_varied(interpretation, grid),
    }


def _ends_beside_middles(interpretation: Interpretation) -> dict[CellReading, str]:
    """The readings under `ON/OFF min` in a line that has one under `ON/OFF median` as well."""
    middles = {_without(_MIDDLE, one) for one in interpretation.readings if _MIDDLE.search(one.header)}
    ends = (one for one in interpretation.readings if _END.search(one.header) and _without(_END, one) in middles)
    return dict.fromkeys(ends, _AN_END)


def _without(word: re.Pattern[str], one: CellReading) -> tuple[TableLine | None, str, str]:
    """The line, the parameter and the head of a reading without a word of statistics."""
    return one.line, one.parameter, " ".join(word.sub("", one.header).split())


def _is_linearity(grid: TableView, one: CellReading) -> bool:
    """Whether the head names a linearity and says, or a cell of its line says, that 1 is what is wanted."""
    beside = [*one.headers, *grid.row(one.row), *(grid.text(row, one.col) for row in range(grid.n_rows))]
    return any(map(_LINEARITY.search, one.headers)) and any(map(_IDEALLY_ONE.search, beside))


def _groups_over(grid: TableView, one: CellReading) -> Iterator[str]:
    """The heads over several columns of which that of a reading is one."""
    for row in range(one.row):
        cell = grid.cell(row, one.col)
        if cell is not None and 1 < cell.colspan < grid.n_cols:
            yield cell.text


def _heads(table: Table) -> Iterator[str]:
    """The caption and the texts of the first row and column."""
    yield table.caption or ""
    yield from (cell.text for cell in table.cells if cell.row == 0 or cell.col == 0)


def _looked_up(interpretation: Interpretation) -> dict[CellReading, str]:
    """All readings of a table that is a list of one parameter without a name."""
    readings = interpretation.readings
    if (
        len(readings) < LOOKED_UP
        or any(one.device_label for one in readings)
        or len({one.parameter for one in readings}) > 1
    ):
        return {}
    return dict.fromkeys(readings, "look_up_table: a list of one parameter without a device")


def _varied(interpretation: Interpretation, grid: TableView) -> dict[CellReading, str]:
    """All readings of a table of rows without labels in which the first column alone is known: what was varied.

    Rows that name each a publication are of devices.
    """
    readings = interpretation.readings
    is_first_alone = all(one.col == 0 and not one.device_label and one.line for one in readings)
    rows = {one.row for one in readings}
    is_cited = all(any(map(names_work, grid.row(row))) for row in rows)
    if interpretation.orientation != "devices_as_rows" or not is_first_alone or len(rows) < 2 or is_cited:
        return {}
    return dict.fromkeys(readings, "condition: tells the rows of its table apart, of which nothing else is known")
