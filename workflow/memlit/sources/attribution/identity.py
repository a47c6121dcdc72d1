"""Which device of which paper a row or column of a table is of; none is pooled with another for want of a name."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from memlit.datum import CountsAs, LineRole, Tier, notes_of, written
from memlit.library import DOI_TEXT, cited_work
from memlit.sources.attribution.reference_list import References, cited_marks, names_author, works_cited
from memlit.sources.folder import NamedDevice, SourceFolder, TableEntry
from memlit.sources.naming import raised_marks, reference_marks, slug, without_marks, without_raised_marks
from memlit.tables.meaning import CellReading, Interpretation
from memlit.tables.meaning.layout import Grid, grid_of
from memlit.tables.model import Table

NOT_NAMED = "device_not_named"
UNRESOLVED = "unresolved_reference"
"""Flag of a device of another work, where which one is not known."""
NOT_LISTED = "reference_not_listed"
"""Flag of a device whose citation mark is no number of the document's list."""
THIS_WORK = "this_work"
LONG = "long"
DESCRIBES = (
    *("material_stack", "structure", "electrode", "device_name", "mechanism"),
    *("technology_node", "feature_size", "thickness", "year", "reference"),
)
"""Parameters that say which device a line is of, as heads without a parameter do; a measured value says it not."""
NAMED_BY = ("device_name", "material_stack", "structure")
"""What names a device that has nothing but a citation mark over it, the first of them that is printed."""
NOTHING_SAID = TableEntry(file="", label="")
LONGEST_PART = 32
"""Characters of a cell that may tell two devices of one name apart; a longer one is a remark."""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of a file with its name in ids, its entry in source.yaml and what its cells mean."""

    name: str
    table: Table
    entry: TableEntry | None
    interpretation: Interpretation


@dataclass(frozen=True, slots=True)
class Identity:
    """Paper, device, tier and flags that a device label stands for; cited: the printed reference of a cited work."""

    paper: str | None
    device: str
    tier: Tier
    flags: tuple[str, ...]
    cited: str | None = None


Line = tuple[str, str]
"""A device label and the row or column it stands for."""


@dataclass(frozen=True, slots=True)
class _Found:
    identity: Identity
    is_told: bool
    marks: tuple[str, ...]
    place: str
    label: str


def identities(
    tables: Sequence[ReadTable], folder: SourceFolder, references: Callable[[], References]
) -> list[dict[Line, Identity]]:
    """For each table of a file, the identity of each of its labelled rows or columns.

    A name that stands for several rows or columns of one table carries what else is printed of each
    (`sram-tech-node-5`); where that tells them not apart, or the name is blank, the table and the row or column. A
    name in several tables carries its table where no paper is known and no mark tells which work it is of.
    references: reads the document's list; it is asked where a mark needs it.
    """
    found = [_found_in(table, folder, references) for table in tables]
    within = [_places(lines) for lines in found]
    between: dict[str, set[int]] = defaultdict(set)
    for number, lines in enumerate(found):
        for one in lines.values():
            if one.identity.paper is None and not one.marks:
                between[one.identity.device].add(number)
    out = []
    for number, (table, lines) in enumerate(zip(tables, found, strict=True)):
        named: dict[Line, Identity] = {}
        told = _printed_parts(table, lines)
        for line, one in lines.items():
            about = one.identity
            is_repeated = len(within[number][about.paper, about.device]) > 1
            is_between = about.paper is None and not one.marks and len(between[about.device]) > 1
            if not one.is_told and (not about.device or is_repeated or is_between):
                about = _apart(about, table, one.place, told.get(one.place, ""), is_between=is_between)
            named[line] = about
        out.append(named)
    return out


def _printed_parts(table: ReadTable, lines: Mapping[Line, _Found]) -> dict[str, str]:
    """By place, what is printed of a line that tells it from the others of its name; nothing where that is not all."""
    alike: dict[tuple[str | None, str], dict[str, str]] = defaultdict(dict)
    for (_, line), one in lines.items():
        if one.identity.device and line:
            alike[one.identity.paper, one.identity.device].setdefault(one.place, line)
    told: dict[str, str] = {}
    for places in alike.values():
        if len(places) > 1:
            told.update(_telling(list(places), _descriptions(table, list(places.values()))))
    return told


def _descriptions(table: ReadTable, lines: Sequence[str]) -> list[list[str]]:
    """Texts of the lines, cell by cell across them, where each has one that is no measured value; DESCRIBES first."""
    grid = grid_of(table.table)
    is_row = lines[0][0] == "r"
    parameters: dict[int, set[str]] = defaultdict(set)
    for one in table.interpretation.readings:
        parameters[one.col if is_row else one.row].add(one.parameter)
    found = []
    for across in range(grid.n_cols if is_row else grid.n_rows):
        if parameters[across] - {*DESCRIBES}:
            continue
        head = (grid.text(0, across) if is_row else grid.text(across, 0)).strip()
        texts = [grid.text(int(line[1:]), across) if is_row else grid.text(across, int(line[1:])) for line in lines]
        if all(texts) and len(set(texts)) > 1 and max(map(len, texts)) <= LONGEST_PART:
            rank = min((DESCRIBES.index(name) for name in parameters[across]), default=len(DESCRIBES))
            found.append(
                (rank, across, [slug(text if any(map(str.isalpha, text)) else f"{head} {text}") for text in texts])
            )
    return [texts for _, _, texts in sorted(found)]


def _telling(places: Sequence[str], described: Sequence[Sequence[str]]) -> dict[str, str]:
    """The first texts that give each place another name."""
    names = [""] * len(places)
    for texts in described:
        longer = ["-".join(filter(None, pair)) for pair in zip(names, texts, strict=True)]
        names = longer if len(set(longer)) > len(set(names)) else names
        if len(set(names)) == len(places):
            return dict(zip(places, names, strict=True))
    return {}


def line_of(reading: CellReading) -> Line:
    """The row or column that a reading is of: the labels before it, and its number in the table."""
    return reading.stub, reading.line


def _found_in(table: ReadTable, folder: SourceFolder, listed: Callable[[], References]) -> dict[Line, _Found]:
    grid = grid_of(table.table)
    readings: dict[Line, CellReading] = {}
    for reading in table.interpretation.readings:
        readings.setdefault(line_of(reading), reading)
    cited = {reading.stub for reading in readings.values() if raised_marks(reading.stub_markup)}
    references = {one.line: one.text for one in table.interpretation.readings if one.parameter == "reference"}
    described = _made_of(table)
    own = {line_of(reading)[1] for reading in table.interpretation.readings if THIS_WORK in reading.flags}
    is_list = table.interpretation.orientation == LONG
    first: dict[tuple[str, str], str] = {}
    roles: set[tuple[str, str, LineRole | None]] = set()
    out = {}
    for (stub, line), reading in readings.items():
        marks = tuple(reference_marks(stub))
        name = without_marks(stub)
        if len(cited) > 1 and stub in cited:
            marks, name = (*marks, *raised_marks(reading.stub_markup)), without_raised_marks(reading.stub_markup)
        # A column headed by a mark alone is named by what it is made of.
        name = name or (described.get(line, "") if marks else "")
        # A list of values names a device in each row; rows of one name and one citation are of one device.
        # So are the rows of set and of reset of one name.
        named = stub, references.get(line, "")
        role = next(iter(notes_of(LineRole, reading.flags)), None)
        is_one = is_list or (role and (*named, role) not in roles)
        roles.add((*named, role))
        place = first.setdefault(named, line) if stub and is_one else line
        one = _about(name, stub, marks, grid, line, place, table, folder)
        is_open = table.entry is None or (one.identity.paper is None and one.identity.tier != "simulator")
        if is_open and folder.description.kind == "document" and line not in own:
            one = replace(one, identity=_cited(one, marks, references.get(line, ""), bool(own), folder.key, listed))
        out[stub, line] = one
    return out


def _cited(
    one: _Found, marks: tuple[str, ...], reference: str, is_compared: bool, key: str, listed: Callable[[], References]
) -> Identity:
    """Whose device it is by its citation: the marks of its label, else what its row or column cites, else its label.

    is_compared: whether the table names another line as of this work, so that one without any mark is not.
    """
    about = one.identity
    numbers, texts = works_cited(marks or tuple(cited_marks(reference)), reference or one.label, listed)
    if numbers:
        flags = tuple(flag for flag in about.flags if flag != UNRESOLVED)
        flags = flags if texts else (*flags, NOT_LISTED)
        return Identity(cited_work(key, "-".join(numbers)), about.device, "secondary", flags, "; ".join(texts) or None)
    if (doi := DOI_TEXT.search(reference)) is not None:
        # The cell itself is the reference, with or without a list.
        flags = tuple(flag for flag in about.flags if flag != UNRESOLVED)
        return Identity(cited_work(key, slug(doi.group())), about.device, "secondary", flags, reference)
    is_cited = bool(marks or cited_marks(reference) or names_author(reference))
    if about.paper is not None and (is_cited or is_compared):
        return Identity(None, about.device, "secondary", (*about.flags, UNRESOLVED))
    return about


def _made_of(table: ReadTable) -> dict[str, str]:
    """The stack, else the structure or the name that is printed for each line."""
    found: dict[str, tuple[int, str]] = {}
    for one in table.interpretation.readings:
        if one.parameter in NAMED_BY and (text := without_marks(one.text)):
            rank = NAMED_BY.index(one.parameter), text
            found[one.line] = min(found.get(one.line, rank), rank)
    return {line: text for line, (_, text) in found.items()}


def _about(
    name: str,
    stub: str,
    marks: tuple[str, ...],
    grid: Grid,
    line: str,
    place: str,
    table: ReadTable,
    folder: SourceFolder,
) -> _Found:
    said = table.entry or NOTHING_SAID
    named = _told(stub, grid, line, said.devices)
    cited = {said.references[mark] for mark in marks if mark in said.references}
    paper = named.paper or (cited.pop() if len(cited) == 1 else None) or said.paper
    is_own = folder.description.kind == "document" and table.entry is None and not marks
    counts_as = named.counts_as or said.counts_as
    if paper is None and is_own:
        paper = folder.key
    default: Tier = "primary" if paper == folder.key else "secondary"
    tier = named.tier or said.tier or default
    flags = () if counts_as == "published" else (written(CountsAs(counts_as)),)
    if paper is None and tier != "simulator":
        flags = (*flags, UNRESOLVED)
    device = slug(named.device or named.label or name)
    return _Found(Identity(paper, device, tier, flags), named.device is not None, marks, place, stub)


def _told(stub: str, grid: Grid, line: str, devices: Mapping[str, NamedDevice]) -> NamedDevice:
    """What source.yaml says of a device: under its label, else under another text of its row or column."""
    texts = [stub]
    if devices and line:
        number = int(line[1:])
        texts += grid.row(number) if line[0] == "r" else [grid.text(row, number) for row in range(grid.n_rows)]
    return next((devices[text] for text in texts if text in devices), NamedDevice())


def _places(lines: Mapping[Line, _Found]) -> Mapping[tuple[str | None, str], set[str]]:
    """Where each device of each paper stands in a table."""
    places: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for one in lines.values():
        places[one.identity.paper, one.identity.device].add(one.place)
    return places


def _apart(about: Identity, table: ReadTable, place: str, told: str, *, is_between: bool) -> Identity:
    parts = (told, table.name if is_between else "") if told else (table.name, place)
    device = "-".join(filter(None, (about.device or "device", *parts)))
    flags = about.flags if about.device else (*about.flags, NOT_NAMED)
    return replace(about, device=device, flags=flags)
