"""A value of a table with what stands over and beside it, and what its table as a whole is about."""

import functools
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from memlit.datum import UnderSection, notes_of
from memlit.field.not_a_device import (
    COMPONENTS,
    COMPUTING_METHODS,
    CONVERTERS,
    MEMRISTIVE,
    OTHER_MEMORIES,
    TRANSISTORS,
)
from memlit.field.words import LAYERS, is_formula
from memlit.tables.meaning import CellReading, Interpretation, TableLine
from memlit.tables.meaning.looks import names_work
from printed.tables.model import Table, TableView

any_case = functools.partial(re.compile, flags=re.IGNORECASE)
LOOKED_UP = 10
"""So many lines without a name, all of one parameter, are no devices."""
FEWEST_KINDS = 2
"""Heads of so many kinds make a table one of whole circuits; so many constants, one of a network."""
MOSTLY_BLANK = 0.4
"""So much of a grid is blank where it is what stands around a chart."""
FEWEST_TICKS = 3
"""So many numbers of one step are ticks."""
_OF_DEVICES = re.compile(
    r"^(?:endurance|retention|n_states|[rg]_o(?:n|ff)|on_off_ratio|memory_window|conductance_range|switching_time|n_pulses"
    r"|(?:\w+_)?pulse_width|(?!supply)\w+_voltage|nonlinearity\w*|cycle_to_cycle|device_to_device)$"
)
"""Parameters of devices alone."""
_OF_DEVICES_ALONE = re.compile(
    r"^(?:endurance|retention|[rg]_o(?:n|ff)|on_off_ratio|memory_window|conductance_range|(?:re)?set_\w+|erase_voltage"
    r"|nonlinearity\w*|cycle_to_cycle|device_to_device)$"
)
"""Parameters that no circuit of transistors is said to have, as it is an operating voltage or a switching time."""
_MACROS = any_case(r"\b(?:(?:chip|macro|tile|core)s?(?!-))\b")
_SAID_OF_CIRCUITS = (
    *(any_case(rf"\b(?:{words})\b") for words in ("latency", "leakage", "accuracy", "frequency|clock", "supply|vdd")),
    _MACROS,
)
_THROUGHPUT = any_case(r"\b(?:throughput|[tg]?ops|fps)\b")
_BLOCKS = any_case(r"\b(?:(?:sub-?)?blocks?|modules|breakdown|peripher\w+|macros?|accelerators?|emulators?)\b")
"""A caption of the parts of a circuit."""
_PART = any_case(
    r"^\W*(?:(?:sub-?)?(?:blocks?|circuits?)|modules?|components?|chips?|macros?|crossbars?|accelerators?|processors?)\b"
)
"""The head of labels that name parts of a circuit."""
_DATA = any_case(
    r"^\s*(?:data ?sets?|(?:[\w-]+ )?networks?(?: (?:types?|models?|architectures?))?|models?|tasks?|benchmarks?"
    r"|workloads?)\s*$"
)
"""The head of labels that name what is computed."""
_METHODS = any_case(rf"^\s*(?:{COMPUTING_METHODS})\s*$")
"""The head of labels that name what computes."""
_COUNTED_COMPONENTS = any_case(
    rf"(?:#|\bno\.?|\bnumber) ?(?:of )?(?:\w+ )?(?:{COMPONENTS})\b|^\W*(?:transistors|capacitors|op-?amps|otas)\W*$"
    r"|^\W*(?:luts?|regs?|registers|flip-?flops|ffs?|b?rams?|dsps?)\b"
)
"""A head of how many components a circuit has, or how much of a programmable one it fills."""
_CONVERTERS = any_case(rf"\b(?:{CONVERTERS})\b")
_STATE_NUMBERS = any_case(
    r"^\W*(?:(?:conductance |resistance |memory )?(?:states?|levels?)|bits?|codes?)(?: (?:no\.?|number|#))?\W*$"
)
"""The head of numbers or patterns of bits that tell the states of one device apart."""
_NUMBER_OF_STATE = re.compile(r"\W*(?:[SLG]?\d{1,3}|[01]{1,8})\W*")
_OTHER_MEMORY = any_case(OTHER_MEMORIES)
_NODES = any_case(
    r"^\W*(?:(?:technology|process|CMOS|logic) )?nodes?\b"
    r"|^\W*(?:technology|tech\.?|process)\s*[(\[](?:nm|µm|um)[)\]]\W*$"
)
"""The head of columns that are told apart by the size of their transistors."""
_NAME_OF_NODE = any_case(rf"\W*(?:\d[\d.]*\W*(?:nm|Å|A)?|{TRANSISTORS})\W*")
"""The label of such a column: its size, or the kind of transistor."""
_MADE_IN_CMOS = any_case(
    r"\W*(?:(?:TSMC|GF|Samsung|UMC|Intel|digital|analogu?e|mixed-signal|bulk|(?:fd-?|pd-?)?soi)\s+)*"
    r"(?:\d[\d.]*\s?(?:nm|µm|um)\s+)?(?:(?:(?:fd-?|pd-?)?soi\s+)?CMOS|fd-?soi|fin-?fets?|ASIC)"
    r"(?:\s+(?:technology|process|logic|circuits?))?"
    r"(?:\s*\([^()]*\))?\W*(?:\(?\d[\d.]*\s?(?:nm|µm|um)\)?)?\W*"
)
"""A cell that says no more than that something is made in CMOS."""
_MEMRISTIVE_WORD = any_case(rf"\b(?:{MEMRISTIVE})\b")
_BESIDE_CIRCUITS = any_case(
    r"\b(?:CMOS|silicon|hardware|circuits?|neurons?|synaps[ei]s?|chips?|processors?|systems?)\b"
)
"""A caption that may set devices beside circuits, though it names a device."""
_DEVICE_IN_A_CELL = any_case(rf"(?<![a-z])(?:{MEMRISTIVE})(?![a-z])")
"""A device also behind the number of it in a cell: `2FeFET`, `1T-1FeFET`."""
_COUNTED_DEVICE = re.compile(r"\b\d{1,2}[A-Z][A-Za-z]+\b")
"""A cell by the number of its devices, of whatever kind these are: `2FCM`, `1FeTFET`; `16T` is one of transistors."""
_SHORTEST_LAYER = 3
_OXIDES = frozenset({"VO2", "V2O5", "WO3"})
"""Formulas of switching oxides without a small letter, which other short words in capitals do not have either."""
_SAYS_MATERIAL = frozenset({"material_stack", "structure", "electrode", "mechanism", "thickness"})
"""Parameters that only a line of a device has."""
_TESTS = any_case(r"^\s*(?:(?:reliability |stress )?tests?|test (?:items?|conditions?)|stress(?:es)?)\s*$")
"""The head of labels that name tests."""
_NETWORK = any_case(
    r"\b(learning rate|batch|epochs?|optimi[sz]er|dropout|hidden|momentum|weight decay|membrane|resting|refractory"
    r"|excitatory|inhibitory|leak|neurons? (?:in|per)|time step|trace)\b"
)
"""What lists of the constants of a network or of a model of a neuron name."""
_COMPUTER = any_case(
    r"^\W*((?:C|G|T)PU|(?:main |system )?memory|RAM|processor|(?:execution )?cores?|operating system|graphics)\b"
)
"""Labels in a list of what a computer has."""
_RECIPE = any_case(
    r"\b(?:anneal\w*|deposition|sputter\w*|growth|fabrication|process(?:ing)?)"
    r" (?:condition|parameter|recipe|step|flow)s?\b"
)
"""A caption of the steps by which a device was made: its temperatures and powers are those of the tools."""
_TOOL = any_case(
    r"\b(?:sccm|m?Torr|sputter\w*|gas flow|(?:plasma|RF|DC|laser) power|substrate temperature|deposition rate)\b"
    r"|\b(?:Ar|O2|N2|H2)\W+\(%\)"
)
"""Heads of what a tool for making films is set to."""
_END = any_case(r"\b(?:min|max)(?:imum)?\b\.?")
_MIDDLE = any_case(r"\b(?:mean|median|average|avg|typical|typ)\b\.?")
HeadInLine = tuple[TableLine | None, str, str]
"""Line, parameter and head of a reading, without a word of statistics."""


@dataclass(frozen=True, slots=True)
class TableSubject:
    """What a table as a whole is about.

    middles: heads of means and medians. lines_of_material: those that say what a device is made of; lines_of_logic:
    those of circuits in CMOS. nameless: how many readings a line without a label has of one parameter under one head,
    by line, parameter and head.
    """

    grid: TableView
    orientation: str
    is_of_circuits: bool
    is_of_macros: bool
    is_of_blocks: bool
    is_of_tests: bool
    is_of_data: bool
    is_of_methods: bool
    is_of_states: bool
    is_of_nodes: bool
    is_of_computer: bool
    is_of_axes: bool
    is_of_converters: bool
    is_of_components: bool
    has_other_memories: bool
    lines_of_material: frozenset[TableLine | None]
    lines_of_logic: frozenset[TableLine]
    lines_of_a_node: frozenset[TableLine]
    has_lines_of_devices: bool
    is_of_network: bool
    is_recipe: bool
    has_device_parameters: bool
    is_list_of_one_parameter: bool
    is_of_varied_conditions: bool
    middles: frozenset[HeadInLine]
    nameless: Mapping[tuple[TableLine | None, str, tuple[str, ...]], int]

    @property
    def is_of_no_device(self) -> bool:
        """Whether the table as a whole is about something else than devices."""
        return any(
            (
                *(self.is_of_circuits, self.is_of_blocks, self.is_of_components, self.is_of_converters),
                *(self.is_of_data, self.is_of_methods, self.is_of_network, self.is_of_tests, self.is_recipe),
            )
        )


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A reading and its SI unit, the title of its section, heads over several columns, and all that as one text."""

    reading: CellReading
    subject: TableSubject
    si_unit: str | None
    section: str
    groups: tuple[str, ...]
    beside: str

    @property
    def parameter(self) -> str:
        """The parameter that the reading is of."""
        return self.reading.parameter

    @property
    def label(self) -> str:
        """The label of its row or column, as printed; blank where there is none."""
        return self.reading.device_label

    @property
    def row(self) -> list[str]:
        """The texts of its row."""
        return self.subject.grid.row(self.reading.row)

    @property
    def column(self) -> list[str]:
        """The texts of its column."""
        return self.subject.grid.column(self.reading.col)

    @property
    def is_end_beside_its_middle(self) -> bool:
        """Whether it stands under `ON/OFF min` in a line that has one under `ON/OFF median` as well."""
        return (
            _END.search(self.reading.header) is not None and _head_without(_END, self.reading) in self.subject.middles
        )

    @property
    def alike_in_line(self) -> int:
        """How many values of its parameter and head its line holds, if the line has no label."""
        return self.subject.nameless.get(_in_line(self.reading), 0)


def places_of_readings(table: Table, interpretation: Interpretation, units: Mapping[str, str]) -> Iterator[TablePlace]:
    """The place of each reading, in their order. units: SI unit of each parameter."""
    subject = subject_of(table, interpretation)
    for reading in interpretation.readings:
        section = " ".join(note.title for note in notes_of(UnderSection, reading.flags))
        groups = tuple(_groups_over(subject.grid, reading))
        beside = " ".join((*reading.headers, reading.device_label, section, *groups))
        yield TablePlace(reading, subject, units.get(reading.parameter), section, groups, beside)


def subject_of(table: Table, interpretation: Interpretation) -> TableSubject:
    """What a table as a whole is about, by its caption, its heads and labels and what was read of it."""
    grid = table.view
    readings = interpretation.readings
    caption, corner = table.caption or "", grid.text(0, 0)
    edges = [cell.text for cell in table.cells if 0 in (cell.row, cell.col)]
    heads = " ".join((caption, *edges))
    kinds = sum(words.search(heads) is not None for words in _SAID_OF_CIRCUITS)
    with_material = frozenset(one.line for one in readings if one.parameter in _SAYS_MATERIAL)
    of_devices = _lines_of_devices(readings, grid, with_material)
    constants: set[str] = set()
    for cell in table.cells:
        constants.update(map(str.casefold, _NETWORK.findall(cell.text)))
    return TableSubject(
        grid=grid,
        orientation=interpretation.orientation,
        is_of_circuits=kinds >= FEWEST_KINDS or _THROUGHPUT.search(heads) is not None,
        is_of_macros=_MACROS.search(heads) is not None,
        is_of_blocks=bool(_BLOCKS.search(caption) or _PART.search(corner)),
        is_of_tests=_TESTS.search(corner) is not None,
        is_of_data=_DATA.search(corner) is not None,
        is_of_states=_is_of_states(interpretation, grid),
        is_of_nodes=_is_of_nodes(readings, grid),
        is_of_computer=_is_of_computer(grid),
        is_of_axes=not caption and _is_of_axes(grid),
        is_of_methods=_METHODS.search(corner) is not None,
        is_of_converters=_CONVERTERS.search(heads) is not None,
        is_of_components=any(map(_COUNTED_COMPONENTS.search, edges)),
        has_other_memories=_has_other_memories(readings, grid),
        lines_of_material=with_material,
        lines_of_logic=frozenset(_lines_of_logic(readings, grid, with_material)),
        lines_of_a_node=_lines_of_a_node(readings, grid, caption, of_devices),
        has_lines_of_devices=bool(of_devices),
        is_of_network=len(constants) >= FEWEST_KINDS,
        is_recipe=bool(_RECIPE.search(caption) or _TOOL.search(heads)),
        has_device_parameters=any(_OF_DEVICES.match(one.parameter) for one in readings),
        is_list_of_one_parameter=_is_list_of_one_parameter(interpretation),
        is_of_varied_conditions=_is_of_varied_conditions(interpretation, grid),
        middles=frozenset(_head_without(_MIDDLE, one) for one in readings if _MIDDLE.search(one.header)),
        nameless=Counter(_in_line(one) for one in readings if not one.device_label),
    )


def _is_of_computer(grid: TableView) -> bool:
    """Whether the first column names parts of a computer."""
    parts: set[str] = set()
    for text in grid.column(0):
        parts.update(map(str.casefold, _COMPUTER.findall(text)))
    return len(parts) >= FEWEST_KINDS


def names_other_memory(reading: CellReading, grid: TableView) -> bool:
    """Whether the label of a line, or another of its texts, names SRAM, DRAM, Flash or a disk and no more."""
    texts = reading.line.texts(grid) if reading.line else []
    return any(map(_OTHER_MEMORY.search, (reading.device_label, *texts)))


def _has_other_memories(readings: Sequence[CellReading], grid: TableView) -> bool:
    """Whether lines of such memories stand beside lines of others."""
    lines = {(one.line, one.device_label): one for one in readings if one.line}
    return len({names_other_memory(one, grid) for one in lines.values()}) == 2


def _lines_of_logic(
    readings: Sequence[CellReading], grid: TableView, with_material: Set[TableLine | None]
) -> Iterator[TableLine]:
    """The lines of which a cell says that they are made in CMOS, and none names a device of ours or its material."""
    for line in {one.line for one in readings if one.line} - with_material:
        if line is None:
            continue
        texts = line.texts(grid)
        is_of_device = any(map(_MEMRISTIVE_WORD.search, texts))
        if any(map(_MADE_IN_CMOS.fullmatch, texts)) and not is_of_device:
            yield line


def _lines_of_a_node(
    readings: Sequence[CellReading], grid: TableView, caption: str, of_devices: Set[TableLine]
) -> frozenset[TableLine]:
    """The lines with a technology node and without a device, where the table as a whole is of no devices.

    A table in which parameters of devices alone were read, or whose caption or heads name devices, is of devices; but
    the lines of devices in a caption of circuits stand beside circuits.
    """
    named = any(map(_DEVICE_IN_A_CELL.search, (caption, *grid.row(0), *grid.column(0))))
    stands_beside = bool(of_devices) and _BESIDE_CIRCUITS.search(caption) is not None
    if any(_OF_DEVICES_ALONE.match(one.parameter) for one in readings) or (named and not stands_beside):
        return frozenset()
    with_node = {one.line for one in readings if one.parameter == "technology_node"}
    return frozenset(line for line in with_node - of_devices if line is not None)


def _lines_of_devices(
    readings: Sequence[CellReading], grid: TableView, with_material: Set[TableLine | None]
) -> frozenset[TableLine]:
    """The lines that name a device of ours or what it is made of."""
    lines = {one.line for one in readings if one.line is not None}
    return frozenset(line for line in lines if line in with_material or any(map(names_device, line.texts(grid))))


def names_device(text: str) -> bool:
    """Whether a cell names a device of ours or what it is made of."""
    is_device = _DEVICE_IN_A_CELL.search(text) or _COUNTED_DEVICE.search(text)
    return is_device is not None or _names_material(text)


def _names_material(text: str) -> bool:
    """Whether a text holds a formula such as `VO2` or `HfOx`, or the short name of a layer."""
    words = re.split(r"[\s/,;()\[\]+-]+", text)
    formulas = (word for word in words if is_formula(word) and re.search(r"[a-z]", word) and re.search(r"[\dxδ]", word))
    layers = (word for word in words if len(word) >= _SHORTEST_LAYER and LAYERS.fullmatch(word))
    return any(formulas) or any(layers) or not _OXIDES.isdisjoint(words)


def _in_line(reading: CellReading) -> tuple[TableLine | None, str, tuple[str, ...]]:
    return reading.line, reading.parameter, reading.headers


def _head_without(word: re.Pattern[str], reading: CellReading) -> HeadInLine:
    return reading.line, reading.parameter, " ".join(word.sub("", reading.header).split())


def _groups_over(grid: TableView, reading: CellReading) -> Iterator[str]:
    """The heads over several columns of which that of a reading is one."""
    for row in range(reading.row):
        cell = grid.cell(row, reading.col)
        if cell is not None and 1 < cell.colspan < grid.n_cols:
            yield cell.text


def _is_list_of_one_parameter(interpretation: Interpretation) -> bool:
    """Whether a table is a list of one parameter without a name."""
    readings = interpretation.readings
    is_nameless = not any(one.device_label for one in readings)
    return len(readings) >= LOOKED_UP and is_nameless and len({one.parameter for one in readings}) == 1


def _is_of_states(interpretation: Interpretation, grid: TableView) -> bool:
    """Whether the first column numbers the states of one device: no row has a label or names a publication."""
    if interpretation.orientation != "devices_as_rows" or not _STATE_NUMBERS.search(grid.text(0, 0)):
        return False
    is_numbered = all(map(_NUMBER_OF_STATE.fullmatch, grid.column(0)[1:]))
    is_named = any(one.device_label or any(map(names_work, grid.row(one.row))) for one in interpretation.readings)
    return is_numbered and not is_named


def _is_of_nodes(readings: Sequence[CellReading], grid: TableView) -> bool:
    """Whether nothing but the node of their transistors tells the devices apart, by a head beside or over them."""
    labels = {one.device_label for one in readings if one.line and one.line.axis == "column"}
    heads = [*grid.row(0), *(grid.text(row, 0) for row in range(min(2, grid.n_rows)))]
    return bool(labels) and all(map(_NAME_OF_NODE.fullmatch, labels)) and any(map(_NODES.search, heads))


def _is_of_axes(grid: TableView) -> bool:
    """Whether a grid is mostly blank and has a line of ticks: it is what stands around a chart."""
    rows = [grid.row(number) for number in range(grid.n_rows)]
    if sum(row.count("") for row in rows) < MOSTLY_BLANK * grid.n_rows * grid.n_cols:
        return False
    columns = [grid.column(number) for number in range(grid.n_cols)]
    return any(map(_has_ticks, (*rows, *columns)))


def _has_ticks(texts: Sequence[str]) -> bool:
    """Whether a line holds numbers of one step, or powers of ten in turn, and nothing else: it has no head."""
    printed = [text for text in texts if text]
    numbers = [number for number in map(_tick, printed) if number is not None]
    if len(numbers) < max(FEWEST_TICKS, len(printed)):
        return False
    steps = [after - before for before, after in itertools.pairwise(numbers)]
    return steps[0] != 0 and all(math.isclose(step, steps[0], rel_tol=0.01) for step in steps)


def _tick(text: str) -> float | None:
    """The number at a tick; of a power of ten its exponent, whose raised digits a chart's text has in line."""
    plain = text.replace("−", "-").replace("–", "-")
    power = re.fullmatch(r"10(-\d{1,2}|[2-9]|1\d)", plain)
    number = power.group(1) if power else plain
    return float(number) if re.fullmatch(r"-?\d+(?:\.\d+)?", number) else None


def _is_of_varied_conditions(interpretation: Interpretation, grid: TableView) -> bool:
    """Whether rows have no labels and the first column alone is known: what was varied.

    Rows that name each a publication are of devices.
    """
    readings = interpretation.readings
    rows = {one.row for one in readings}
    if interpretation.orientation != "devices_as_rows" or len(rows) < 2:
        return False
    is_first_alone = all(one.col == 0 and not one.device_label and one.line for one in readings)
    is_cited = all(any(map(names_work, grid.row(row))) for row in rows)
    return is_first_alone and not is_cited
