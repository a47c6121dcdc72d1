"""Which device of which paper a row or column of a table is of; none is pooled with another for want of a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from memlit.datum import Tier
from memlit.library import DOI_TEXT, cited_work
from memlit.sources.folder import NamedDevice, SourceFolder, TableEntry
from memlit.sources.naming import (
    raised_marks,
    reference_marks,
    slug,
    without_marks,
    without_raised_marks,
)
from memlit.sources.reference_list import References, cited_marks, names_author, works_cited
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

    A name that is blank, or that stands for several rows or columns of one table, carries the table, the page and the
    row or column. So does a name in several tables where no paper is known and no mark tells which work it is of.
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
        for line, one in lines.items():
            about = one.identity
            is_repeated = len(within[number][about.paper, about.device]) > 1
            is_between = about.paper is None and not one.marks and len(between[about.device]) > 1
            if not one.is_told and (not about.device or is_repeated or is_between):
                about = _apart(about, table, one.place)
            named[line] = about
        out.append(named)
    return out


def line_of(reading: CellReading) -> Line:
    return reading.stub, reading.line


def _found_in(table: ReadTable, folder: SourceFolder, listed: Callable[[], References]) -> dict[Line, _Found]:
    grid = grid_of(table.table)
    pages: dict[str, int | None] = {}
    readings: dict[Line, CellReading] = {}
    for reading in table.interpretation.readings:
        readings.setdefault(line_of(reading), reading)
        if reading.line.startswith("r"):
            pages.setdefault(reading.line, reading.page or table.table.page)
    cited = {reading.stub for reading in readings.values() if raised_marks(reading.stub_markup)}
    references = _references(table)
    own = {line_of(reading)[1] for reading in table.interpretation.readings if THIS_WORK in reading.flags}
    is_list = table.interpretation.orientation == LONG
    first: dict[tuple[str, str], str] = {}
    out = {}
    for (stub, line), reading in readings.items():
        marks = tuple(reference_marks(stub))
        name = without_marks(stub)
        if len(cited) > 1 and stub in cited:
            marks, name = (*marks, *raised_marks(reading.stub_markup)), without_raised_marks(reading.stub_markup)
        # A list of values names a device in each row; rows of one name and one citation are of one device.
        place = first.setdefault((stub, references.get(line, "")), line) if is_list and stub else line
        one = _about(name, stub, marks, grid, line, _with_page(table, place, pages.get(place)), table, folder)
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
    is_cited = bool(marks or reference_marks(reference) or names_author(reference))
    if about.paper is not None and (is_cited or is_compared):
        return Identity(None, about.device, "secondary", (*about.flags, UNRESOLVED))
    return about


def _with_page(table: ReadTable, line: str, page: int | None) -> str:
    """`p24-r5`; a column stands on the first page of its table, a name that has the page needs it no more."""
    page = page or table.table.page
    shown = "" if page is None or f"p{page}" in table.name.split("-") else f"p{page}"
    return "-".join(filter(None, (shown, line)))


def _references(table: ReadTable) -> dict[str, str]:
    """What is cited in each row."""
    return {reading.line: reading.text for reading in table.interpretation.readings if reading.parameter == "reference"}


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
    entry = table.entry
    named = _told(stub, grid, line, entry) or NamedDevice()
    cited = {entry.references[mark] for mark in marks if mark in entry.references} if entry else set()
    paper = named.paper or (cited.pop() if len(cited) == 1 else None) or (entry.paper if entry else None)
    is_own = folder.description.kind == "document" and entry is None and not marks
    counts_as = named.counts_as or (entry.counts_as if entry else "published")
    if paper is None and is_own:
        paper = folder.key
    default: Tier = "primary" if paper == folder.key else "secondary"
    tier = named.tier or (entry.tier if entry else None) or default
    flags = () if counts_as == "published" else (f"counts_as_{counts_as}",)
    if paper is None and tier != "simulator":
        flags = (*flags, UNRESOLVED)
    device = slug(named.device or named.label or name)
    return _Found(Identity(paper, device, tier, flags), named.device is not None, marks, place, stub)


def _told(stub: str, grid: Grid, line: str, entry: TableEntry | None) -> NamedDevice | None:
    """What source.yaml says of a device: under its label, else under another text of its row or column."""
    if entry is None or not entry.devices:
        return None
    if stub in entry.devices:
        return entry.devices[stub]
    if not line:
        return None
    number = int(line[1:])
    texts = grid.row(number) if line[0] == "r" else [grid.text(row, number) for row in range(grid.n_rows)]
    return next((entry.devices[text] for text in texts if text in entry.devices), None)


def _places(lines: Mapping[Line, _Found]) -> Mapping[tuple[str | None, str], set[str]]:
    """Where each device of each paper stands in a table."""
    places: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for one in lines.values():
        places[one.identity.paper, one.identity.device].add(one.place)
    return places


def _apart(about: Identity, table: ReadTable, place: str) -> Identity:
    device = "-".join(filter(None, (about.device or "device", table.name, place)))
    flags = about.flags if about.device else (*about.flags, NOT_NAMED)
    return replace(about, device=device, flags=flags)
