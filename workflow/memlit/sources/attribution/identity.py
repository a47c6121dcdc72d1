"""Which device of which paper a row or column of a table is of; none is pooled with another for want of a name."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from memlit.asking.apply import THIS_WORK_FLAG, TableAnswers
from memlit.asking.lines import TableLine
from memlit.asking.presets import ANSWERED
from memlit.asking.readings import CellReading, Interpretation
from memlit.datum import NOT_NAMED, CountsAs, LineRole, Tier, note_text, notes_of
from memlit.library import DOI_TEXT, cited_work
from memlit.naming import raised_marks, reference_marks, slug, without_marks, without_raised_marks
from memlit.sources.attribution.reference_list import (
    References,
    cited_marks,
    is_surely_a_work,
    names_author,
    works_cited,
)
from memlit.sources.folder import NamedDevice, SourceFolder, TableEntry
from printed.tables.model import Table, TableView

UNRESOLVED_REFERENCE = "unresolved_reference"
"""Flag of a device of another work, where which one is not known."""
NOT_LISTED = "reference_not_listed"
"""Flag of a device whose citation mark is no number of the document's list."""
_FROM_ONE_WORK = re.compile(r"\b(?:from|reported in|given in) (?:refs?\.? )?(\[\d+\])\W*$", re.IGNORECASE)
"""The end of a caption that names the one work which all values of a table are from."""
DESCRIBES = (
    *("material_stack", "structure", "electrode", "device_name", "mechanism"),
    *("technology_node", "feature_size", "thickness", "year", "reference"),
)
"""Parameters that say which device a line is of, as heads without a parameter do; a measured value says it not."""
_NAMED_BY = ("device_name", "material_stack", "structure")
"""What names a device that has nothing but a citation mark over it, the first of them that is printed."""
NO_ENTRY = TableEntry(file="", label="")
LONGEST_PART = 32
"""Characters of a cell that may tell two devices of one name apart; a longer one is a remark."""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table of a file with its name in ids, its entry in source.yaml and what its cells mean.

    given: what was answered of it, where the file is typed and its words speak beside.
    """

    name: str
    table: Table
    entry: TableEntry | None
    interpretation: Interpretation
    given: TableAnswers | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Paper, device, tier and flags that a device label stands for; cited: the printed reference of a cited work.

    Of a work that no list has, it is its name as the table prints it: `Gao et al., 2017`.
    """

    paper: str | None
    device: str
    tier: Tier
    flags: tuple[str, ...]
    cited: str | None = None


LabelledLine = tuple[str, TableLine | None]
"""A device label and the row or column it stands for."""


@dataclass(frozen=True, slots=True)
class _PrintedLine:
    """A labelled row or column: its label with and without citation marks, and the line of the first of its name."""

    label: str
    name: str
    marks: tuple[str, ...]
    line: TableLine | None
    place: str


@dataclass(frozen=True, slots=True)
class _Identified:
    """A line and its identity; is_declared: whether source.yaml names its device."""

    printed: _PrintedLine
    identity: Identity
    is_declared: bool


@dataclass(frozen=True, slots=True)
class _LineFacts:
    """What a table says of its lines: what each cites and is made of, and which are of this work, by line.

    with_raised_marks: labels that end in a raised number; several make such numbers citations. of_caption: the mark of
    the work that the caption says all values are from. named_works: labels that name a work otherwise than by a mark.
    """

    references: Mapping[TableLine | None, str]
    made_of: Mapping[TableLine | None, str]
    of_this_work: frozenset[TableLine | None]
    with_raised_marks: frozenset[str]
    of_caption: tuple[str, ...]
    named_works: frozenset[str]


def identities(
    tables: Sequence[ReadTable], folder: SourceFolder, references: Callable[[], References]
) -> list[dict[LabelledLine, Identity]]:
    """For each table of a file, the identity of each of its labelled rows or columns.

    A name that stands for several rows or columns of one table carries what else is printed of each
    (`sram-tech-node-5`); where that tells them not apart, or the name is blank, the table and the row or column. A
    name in several tables carries its table where no paper is known and no mark tells which work it is of.
    references: reads the document's list; it is asked where a mark needs it.
    """
    identified = [_identified(table, folder, references) for table in tables]
    within = [_places(lines) for lines in identified]
    between: dict[str, set[int]] = defaultdict(set)
    for number, lines in enumerate(identified):
        for found in lines.values():
            if _may_be_pooled(found):
                between[found.identity.device].add(number)
    out = []
    for number, (table, lines) in enumerate(zip(tables, identified, strict=True)):
        named: dict[LabelledLine, Identity] = {}
        parts = _printed_parts(table, lines)
        for line, found in lines.items():
            identity, place = found.identity, found.printed.place
            is_repeated = len(within[number][identity.paper, identity.device]) > 1
            is_between = _may_be_pooled(found) and len(between[identity.device]) > 1
            if not found.is_declared and (not identity.device or is_repeated or is_between):
                identity = _apart(identity, table, place, parts.get(place, ""), is_between=is_between)
            named[line] = identity
        out.append(named)
    return out


def _may_be_pooled(found: _Identified) -> bool:
    """Whether a line names no paper and no work, so that the same name in another table may be another device."""
    return found.identity.paper is None and not found.printed.marks


def _printed_parts(table: ReadTable, lines: Mapping[LabelledLine, _Identified]) -> dict[str, str]:
    """By place, what is printed of a line that tells it from the others of its name; nothing where that is not all."""
    alike: dict[tuple[str | None, str], dict[str, TableLine]] = defaultdict(dict)
    for (_, line), found in lines.items():
        if found.identity.device and line:
            alike[found.identity.paper, found.identity.device].setdefault(found.printed.place, line)
    parts: dict[str, str] = {}
    for places in alike.values():
        if len(places) > 1:
            parts.update(_telling(list(places), _descriptions(table, list(places.values()))))
    return parts


def _descriptions(table: ReadTable, lines: Sequence[TableLine]) -> list[list[str]]:
    """Texts of the lines, cell by cell across them, where each has one that is no measured value; DESCRIBES first."""
    grid = table.table.view
    is_row = lines[0].axis == "row"
    parameters: dict[int, set[str]] = defaultdict(set)
    for reading in table.interpretation.readings:
        parameters[reading.col if is_row else reading.row].add(reading.parameter)
    texts_of = [line.texts(grid) for line in lines]
    found = []
    for across, head in enumerate(grid.row(0) if is_row else grid.column(0)):
        if not parameters[across].issubset(DESCRIBES):
            continue
        texts = [of_line[across] for of_line in texts_of]
        if all(texts) and len(set(texts)) > 1 and max(map(len, texts)) <= LONGEST_PART:
            rank = min(map(DESCRIBES.index, parameters[across]), default=len(DESCRIBES))
            found.append((rank, across, [_as_part(text, head.strip()) for text in texts]))
    return [texts for _, _, texts in sorted(found)]


def _as_part(text: str, head: str) -> str:
    """A cell as part of a name; a bare number with its head."""
    return slug(text if any(map(str.isalpha, text)) else f"{head} {text}")


def _telling(places: Sequence[str], described: Sequence[Sequence[str]]) -> dict[str, str]:
    """The first texts that give each place another name."""
    names = [""] * len(places)
    for texts in described:
        longer = ["-".join(filter(None, pair)) for pair in zip(names, texts, strict=True)]
        names = longer if len(set(longer)) > len(set(names)) else names
        if len(set(names)) == len(places):
            return dict(zip(places, names, strict=True))
    return {}


def line_of_reading(reading: CellReading) -> LabelledLine:
    """The row or column that a reading is of: the labels before it, and its number in the table."""
    return reading.device_label, reading.line


def _identified(
    table: ReadTable, folder: SourceFolder, listed: Callable[[], References]
) -> dict[LabelledLine, _Identified]:
    """The labelled lines of one table, each with the identity that label, citation and source.yaml give it."""
    facts = _facts_of(table)
    is_document = folder.description.kind == "document"
    out = {}
    for printed in _printed_lines(table, facts):
        found = _described(printed, table, folder)
        about = found.identity
        is_open = table.entry is None or (about.paper is None and about.tier != "simulator")
        if is_open and is_document and printed.line not in facts.of_this_work:
            found = replace(found, identity=_cited(found, facts, folder.key, listed))
        out[printed.label, printed.line] = found
    return out


def _facts_of(table: ReadTable) -> _LineFacts:
    readings = table.interpretation.readings
    labels = {one.device_label for one in readings}
    references = {one.line: one.text for one in readings if one.parameter == "reference"}
    of_this_work = frozenset(one.line for one in readings if THIS_WORK_FLAG in one.flags)
    is_told_by_lines = references or of_this_work or any(map(reference_marks, labels))
    from_one = None if is_told_by_lines else _FROM_ONE_WORK.search(table.table.caption or "")
    return _LineFacts(
        references=references,
        made_of=_made_of(table),
        of_this_work=of_this_work,
        with_raised_marks=frozenset(one.device_label for one in readings if raised_marks(one.device_markup)),
        of_caption=(from_one.group(1),) if from_one is not None else (),
        named_works=_named_works(labels),
    )


def _named_works(labels: Set[str]) -> frozenset[str]:
    """The labels that name works by author or venue and year; a single word with a year may be something else."""
    named = frozenset(filter(names_author, labels))
    return named if len(named) > 1 else frozenset(filter(is_surely_a_work, named))


def _printed_lines(table: ReadTable, facts: _LineFacts) -> Iterator[_PrintedLine]:
    """The labelled lines in the order of their first readings.

    Where a person named the lines, those of one name and one citation are of one device. So are the rows of set and of
    reset of one name.
    """
    readings: dict[LabelledLine, CellReading] = {}
    for reading in table.interpretation.readings:
        readings.setdefault(line_of_reading(reading), reading)
    first: dict[tuple[str, str], str] = {}
    seen: set[tuple[str, str, LineRole | None]] = set()
    for (label, line), reading in readings.items():
        cited = label, facts.references.get(line, "")
        role = next(iter(notes_of(LineRole, reading.flags)), None)
        is_of_new_role = role is not None and (*cited, role) not in seen
        seen.add((*cited, role))
        is_one = table.interpretation.orientation == ANSWERED or is_of_new_role
        own_place = "" if line is None else str(line)
        place = first.setdefault(cited, own_place) if label and is_one else own_place
        marks, name = _marks_and_name(reading, facts)
        yield _PrintedLine(label, name, marks, line, place)


def _marks_and_name(reading: CellReading, facts: _LineFacts) -> tuple[tuple[str, ...], str]:
    """The citation marks of a label, and what remains of it."""
    marks, name = reference_marks(reading.device_label), without_marks(reading.device_label)
    if len(facts.with_raised_marks) > 1 and reading.device_label in facts.with_raised_marks:
        marks += raised_marks(reading.device_markup)
        name = without_raised_marks(reading.device_markup)
    if not name and marks:
        # A column headed by a mark alone is named by what it is made of.
        name = facts.made_of.get(reading.line, "")
    return tuple(marks), name


def _cited(found: _Identified, facts: _LineFacts, key: str, listed: Callable[[], References]) -> Identity:
    """Whose device it is by its citation: the marks of its label, else what its row or column cites, else its label.

    Where a table cites nothing else, the mark at the end of its caption is that of all its lines.
    """
    about, printed = found.identity, found.printed
    reference = facts.references.get(printed.line, "")
    marks = printed.marks or tuple(cited_marks(reference)) or facts.of_caption
    resolved = tuple(flag for flag in about.flags if flag != UNRESOLVED_REFERENCE)
    numbers, texts = works_cited(marks, reference or printed.label, listed)
    if numbers:
        flags = resolved if texts else (*resolved, NOT_LISTED)
        return Identity(cited_work(key, "-".join(numbers)), about.device, "secondary", flags, "; ".join(texts) or None)
    doi = DOI_TEXT.search(reference)
    if doi is not None:
        # The cell itself is the reference, with or without a list.
        return Identity(cited_work(key, slug(doi.group())), about.device, "secondary", resolved, reference)
    # Where the table names another line as of this work, one without any mark is not.
    is_named = printed.label in facts.named_works or names_author(reference)
    is_of_others = bool(marks or facts.of_this_work) or is_named
    if about.paper is not None and is_of_others:
        cited = reference if names_author(reference) else printed.label if is_named else None
        return Identity(None, about.device, "secondary", (*about.flags, UNRESOLVED_REFERENCE), cited)
    return about


def _made_of(table: ReadTable) -> dict[TableLine | None, str]:
    """The stack, else the structure or the name that is printed for each line."""
    found: dict[TableLine | None, tuple[int, str]] = {}
    for one in table.interpretation.readings:
        text = without_marks(one.text)
        if text and one.parameter in _NAMED_BY:
            ranked = _NAMED_BY.index(one.parameter), text
            found[one.line] = min(found.get(one.line, ranked), ranked)
    return {line: text for line, (_, text) in found.items()}


def _described(printed: _PrintedLine, table: ReadTable, folder: SourceFolder) -> _Identified:
    """Whose device a line is by what source.yaml says of the table and of the line, else the document's own."""
    entry = table.entry or NO_ENTRY
    declared = _declared_device(printed, table.table.view, entry.devices)
    paper = declared.paper or _paper_of_marks(printed.marks, entry) or entry.paper
    is_own = table.entry is None and not printed.marks
    if paper is None and folder.description.kind == "document" and is_own:
        paper = folder.key
    default: Tier = "primary" if paper == folder.key else "secondary"
    tier = declared.tier or entry.tier or default
    counts_as = declared.counts_as or entry.counts_as
    flags = () if counts_as == "published" else (note_text(CountsAs(counts_as)),)
    if paper is None and tier != "simulator":
        flags = (*flags, UNRESOLVED_REFERENCE)
    device = slug(declared.device or declared.label or printed.name)
    return _Identified(printed, Identity(paper, device, tier, flags), is_declared=declared.device is not None)


def _paper_of_marks(marks: Sequence[str], entry: TableEntry) -> str | None:
    """The one paper that source.yaml gives for citation marks; None for several."""
    papers = {entry.references[mark] for mark in marks if mark in entry.references}
    return papers.pop() if len(papers) == 1 else None


def _declared_device(printed: _PrintedLine, grid: TableView, devices: Mapping[str, NamedDevice]) -> NamedDevice:
    """What source.yaml says of a device: under its label, else under another text of its row or column."""
    texts = [printed.label]
    if devices and printed.line:
        texts += printed.line.texts(grid)
    return next((devices[text] for text in texts if text in devices), NamedDevice())


def _places(lines: Mapping[LabelledLine, _Identified]) -> Mapping[tuple[str | None, str], set[str]]:
    """Where each device of each paper stands in a table."""
    places: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for found in lines.values():
        places[found.identity.paper, found.identity.device].add(found.printed.place)
    return places


def _apart(about: Identity, table: ReadTable, place: str, part: str, *, is_between: bool) -> Identity:
    """An identity whose device carries what tells it from others of its name: a printed part, table and line."""
    parts = (part, table.name if is_between else "") if part else (table.name, place)
    device = "-".join(filter(None, (about.device or "device", *parts)))
    flags = about.flags if about.device else (*about.flags, NOT_NAMED)
    return replace(about, device=device, flags=flags)
