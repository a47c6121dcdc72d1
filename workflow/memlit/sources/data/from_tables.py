"""Tables of a document become data: which cell, which parameter, which device of which paper."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from memlit.asking.apply import placed_answers, said_of_value
from memlit.asking.lines import TableLine
from memlit.asking.model import Answer, CellAnswer, HeadAnswer, SaidOfValue
from memlit.asking.presets import interpret
from memlit.asking.readings import CellReading, UnmappedHeader
from memlit.datum import (
    NOT_NAMED,
    CellCount,
    Datum,
    Locator,
    Method,
    PageContent,
    Printed,
    ReadBy,
    SaidHow,
    TableQuestion,
    Unmapped,
    grade_said,
    note_text,
    notes_of,
)
from memlit.errors import certain
from memlit.field import Vocabulary
from memlit.naming import slug
from memlit.sources.attribution.identity import (
    NO_ENTRY,
    UNRESOLVED_REFERENCE,
    Identity,
    LabelledLine,
    ReadTable,
    identities,
    line_of_reading,
)
from memlit.sources.attribution.reference_list import References, read_references
from memlit.sources.attribution.table_entries import (
    cell_rules,
    entries_of_tables,
    lines_without_meaning,
    row_meaning,
    row_values,
    with_description,
)
from memlit.sources.attribution.table_names import names_of_tables
from memlit.sources.data.from_answers import (
    PROPOSED,
    AnsweredTable,
    answered,
    answers_by_table,
    identities_of_answers,
    identity_said,
    with_answers,
)
from memlit.sources.data.supplied import MinedFile, Supplied, joined_files
from memlit.sources.folder import TRANSCRIBED_PREFIX, SourceDescription, SourceFolder, TableEntry, is_transcribed
from printed.geometry import Box
from printed.tables.model import CUT, PageSeen, Table, TableReading, ToLookAt

OCR = ReadBy("rapidocr")
"""What read a table of a picture."""
NOBODY_ANSWERED = f"{PROPOSED}: by the words of the table alone; nobody has answered what it means"


def method_of(path: Path) -> Method:
    """How a file's tables came to be read: transcribed by a person, or mined by the reader that its content needs.

    Raises DocumentError when the file cannot be opened or is of no known kind.
    """
    from printed.documents.kind import document_kind

    if is_transcribed(path):
        return "transcribed"
    kind = document_kind(path)
    return cast(Method, f"{'delimited' if kind == 'xlsx' else kind}-table")


def mine_file(file: Supplied) -> MinedFile:
    """All data of the tables in one file of a source folder, in reading order.

    Raises DocumentError when the file cannot be read at all.
    """
    from printed.tables import read_tables

    with file.opened() as file:
        described = describe(file.path, file.folder, read_tables(file.document or file.path))
        return mined(file, described, interpreted(file, described))


def read_and_weighed(path: Path, vocabulary: Vocabulary, page: int | None) -> tuple[TableReading, list[str]]:
    """The tables of a file, or of one page of it, and a line for each that a review would ask about.

    Raises DocumentError when the file cannot be read at all.
    """
    from printed.tables import read_tables

    reading = read_tables(path, page=page)
    file = Supplied(path, "", SourceFolder(slug(path.stem), path.parent, (path,), SourceDescription()), vocabulary)
    described = describe(path, file.folder, reading)
    asked = mined(file, described, interpreted(file, described)).questions
    lines = [f"{one.label or one.table} asks what it means" for one in asked if one.waits]
    return reading, [*lines, *(f"page {page.number} {CUT}" for page in reading.pages if page.is_cut)]


def mined(file: Supplied, described: "DescribedTables", read: Sequence[ReadTable]) -> MinedFile:
    """`mine_file` of tables that are read, described and interpreted."""
    parts: list[MinedFile] = []
    if read:
        method = method_of(file.path)

        @functools.cache
        def references() -> References:
            return read_references(file.document or file.path)

        found, moved = by_answers(file, described)
        for place, (table, devices) in enumerate(zip(read, identities(read, file.folder, references), strict=True)):
            if place in found:
                parts.append(_mine_answered(table, found[place], file, method, references))
            else:
                parts.append(_mine_table(table, devices, file, method, references))
        described = replace(described, problems=(*described.problems, *_moved_lines(moved)))
    reading, joined = described.reading, joined_files(parts)
    transcribed = _transcribed_labels(file.folder, file.path)
    settled = {line for label, line in reading.orphan_captions if label.casefold() in transcribed}
    contents = [_content(page, file.path.name, transcribed) for page in reading.pages]
    told = {
        "warnings": tuple(line for line in reading.warnings if line not in settled),
        "problems": described.problems,
        "pages": reading.n_pages or 0,
        "unseen": _worth_a_look(reading.unseen, joined["data"]),
        "contents": tuple(page for page in contents if page.has_something),
    }
    return MinedFile(**{**joined, **told})


def by_answers(file: Supplied, described: "DescribedTables") -> tuple[dict[int, AnsweredTable], list[Answer]]:
    """The tables that somebody answered, by their place in the file, and the answers whose place is not found any more.

    A table that a person typed for the review is read by presets and answers together, and not here: see `interpreted`.
    """
    of_table, moved = answers_by_table(file.answers, described.tables)
    is_typed = is_transcribed(file.path)
    found: dict[int, AnsweredTable] = {}
    for place, said in of_table.items():
        placed = placed_answers(described.tables[place], said)
        if placed is None:
            continue
        moved += placed.moved
        if not is_typed:
            found[place] = answered(described.tables[place], placed, said, file.vocabulary)
    return found, moved


def _worth_a_look(parts: Iterable[ToLookAt], data: Iterable[Datum]) -> tuple[ToLookAt, ...]:
    """The parts of pages that OCR is to read: of doubtful cells those that give a value of a device."""
    with_values = {(datum.locator.page, datum.locator.bbox) for datum in data if datum.excluded is None}
    wanted = []
    for part in parts:
        place = (part.page, _rounded(part.box) if part.box else None)
        if part.why != "doubtful-cell" or (part.box and place in with_values):
            wanted.append(part)
    return tuple(wanted)


def _content(page: PageSeen, file: str, transcribed: Set[str]) -> PageContent:
    """A page of a file with finite digits; captions of tables that a person has transcribed are settled."""
    return PageContent(
        file=file,
        page=page.number,
        tables=tuple(map(_rounded, page.tables)),
        figures=tuple(map(_rounded, page.figures)),
        captions=tuple(label for label in page.captions if label.casefold() not in transcribed),
        n_grids=page.n_grids,
        is_picture=page.is_picture,
        is_unreadable=page.is_unreadable,
        is_cut=page.is_cut,
    )


def _rounded(box: Box) -> Box:
    """Finer digits are noise of the reader."""
    x0, y0, x1, y1 = (round(end, 2) for end in box)
    return x0, y0, x1, y1


def interpreted(file: Supplied, described: "DescribedTables") -> list[ReadTable]:
    """The tables of a file with their names and what their cells mean."""
    names = names_of_tables(described.tables, file.path, file.recorded)
    typed, _ = answers_by_table(file.answers, described.tables) if is_transcribed(file.path) else ({}, [])
    read = []
    for place, (name, table, entry) in enumerate(zip(names, described.tables, described.entries, strict=True)):
        given = placed_answers(table, typed[place]) if place in typed else None
        meant = interpret(table, _with_headers(file, entry), given)
        read.append(ReadTable(name, table, entry, meant, given))
    return read


def _transcribed_labels(folder: SourceFolder, path: Path) -> set[str]:
    """Labels, without case, of the tables that other files of the folder give: a person has transcribed them."""
    labels = {_file_label(other) for other in folder.mined_files if other != path and is_transcribed(other)}
    # Of several entries of one file the last.
    entries = {entry.file: entry.label for entry in folder.description.tables if entry.file != path.name}
    return set(map(str.casefold, labels.union(entries.values())))


@dataclass(frozen=True, slots=True)
class DescribedTables:
    """The tables of a file with what source.yaml says of each; problems: its lines that mean nothing there."""

    reading: TableReading
    tables: tuple[Table, ...]
    entries: tuple[TableEntry | None, ...]
    problems: tuple[str, ...]


def describe(path: Path, folder: SourceFolder, reading: TableReading | None = None) -> DescribedTables:
    """The tables of one file as they are printed and described; reading: what it prints, where it is read already.

    Raises DocumentError when it cannot be read.
    """
    from printed.tables import read_tables

    reading = reading or read_tables(path)
    entries = [entry for entry in folder.description.tables if entry.file == path.name]
    names = [] if is_transcribed(path) else names_of_tables(reading.tables, path)
    if is_transcribed(path):
        # A transcribed file is one table; further entries of it mean none.
        found: list[TableEntry | None] = [next(iter(entries), None)] * len(reading.tables)
        problems = entries_of_tables((), entries[1:], folder)[1]
    else:
        found, problems = entries_of_tables(reading.tables, entries, folder, names)
    # A transcribed table that source.yaml does not describe is labelled by its file.
    label = _file_label(path) if is_transcribed(path) else None
    by_name = {entry.label for entry in entries} & set(names)
    tables: list[Table] = []
    described: list[tuple[Table, TableEntry]] = []
    for table, entry in zip(reading.tables, found, strict=True):
        if entry is None:
            tables.append(replace(table, label=table.label or label))
        else:
            told = with_description(table, entry)
            # A name in ids is no printed label.
            tables.append(replace(told, label=table.label) if entry.label in by_name else told)
            described.append((tables[-1], entry))
    problems += lines_without_meaning(described, folder)
    return DescribedTables(reading, tuple(tables), tuple(found), tuple(problems))


def _file_label(path: Path) -> str:
    return f"Table {path.stem.removeprefix(TRANSCRIBED_PREFIX)}"


def _mine_table(
    read: ReadTable,
    devices: Mapping[LabelledLine, Identity],
    file: Supplied,
    method: Method,
    references: Callable[[], References],
) -> MinedFile:
    against = _reasons_against(read)
    waits = not _is_told(read, file, method)
    if waits:
        against = {one: against.get(one, NOBODY_ANSWERED) for one in read.interpretation.readings}
    return MinedFile(
        data=tuple(_data_of(read, _as_said(read, devices, file, references), file, method, against)),
        unmapped=_unmapped(read, file, read.interpretation.unmapped),
        questions=_questions(read, file, waits=waits),
        cells=_cells_of(read, file.vocabulary),
    )


def _mine_answered(
    read: ReadTable, found: AnsweredTable, file: Supplied, method: Method, references: Callable[[], References]
) -> MinedFile:
    """What a table gives by its answers; a refused cell is asked again."""
    read = replace(read, interpretation=found.applied.interpretation)
    data = []
    for one, identity in identities_of_answers(read.name, found, file.folder.key, references):
        data.append(with_answers(_datum(one.reading, identity, read, file, method), one.said, found.waits))
    return MinedFile(
        data=tuple(data),
        questions=_asked_again(read, found, file),
        cells=_cells_of(read, file.vocabulary),
    )


def _said_of_line(read: ReadTable, line: TableLine | None) -> SaidOfValue | None:
    """What was answered of a line of a typed table, or of all of it."""
    if read.given is None:
        return None
    of_line = read.given.lines.get(line) if line else None
    return said_of_value(read.given.table, of_line, HeadAnswer(), CellAnswer())


def _as_said(
    read: ReadTable, devices: Mapping[LabelledLine, Identity], file: Supplied, references: Callable[[], References]
) -> dict[LabelledLine, Identity]:
    """The identities of the lines of a typed table, of the work that was answered where one was."""
    told = {}
    for line, identity in devices.items():
        said = _said_of_line(read, line[1])
        if said is not None and said.work is not None:
            own = identity_said(said, file.folder.key, references, cites=True)
            flags = [flag for flag in identity.flags if flag != UNRESOLVED_REFERENCE]
            identity = replace(own, device=identity.device, flags=tuple(dict.fromkeys((*flags, *own.flags))))
        told[line] = identity
    return told


def _asked_again(read: ReadTable, found: AnsweredTable, file: Supplied) -> tuple[TableQuestion, ...]:
    """The cells that gave no value though the answers mean one, and that the answers wait for a person."""
    if not found.refused and not found.waits_for:
        return ()
    lines = tuple(f"r{one.row}c{one.column} {one.text!r}: {one.why}" for one in found.refused)
    table = read.table
    asked = TableQuestion(
        file=file.path.name,
        table=read.name,
        label=table.label,
        page=table.page,
        refused=lines,
        waits=found.waits_for is not None,
        answered_by=found.waits_for,
    )
    return (asked,)


def _moved_lines(moved: Iterable[Answer]) -> tuple[str, ...]:
    """A line for the answers whose place is not found in the print any more."""
    lines = []
    for one in moved:
        asked = one.question
        where = asked.table or (f"the table on page {asked.page}" if asked.page else asked.head)
        what = f"{asked.text!r} ({asked.place})" if asked.place else "the table"
        lines.append(f"{asked.file}, {where}: {what} is not found where {one.by} answered it; answer it again")
    return tuple(lines)


def _reasons_against(read: ReadTable) -> dict[CellReading, str]:
    """Why values of a table are left out, by what a person said of it."""
    said = ((reading, _said_against(reading, read.entry)) for reading in read.interpretation.readings)
    return {reading: reason for reading, reason in said if reason}


def _is_told(read: ReadTable, file: Supplied, method: Method) -> bool:
    """Whether a person said that a table is of devices: wrote or described it, or accepted values of it."""
    is_accepted = any(one.name == read.name and one.is_used for one in file.recorded)
    return method == "transcribed" or read.entry is not None or is_accepted


def _data_of(
    read: ReadTable,
    devices: Mapping[LabelledLine, Identity],
    file: Supplied,
    method: Method,
    against: Mapping[CellReading, str],
) -> Iterator[Datum]:
    """The values of a table, each with its device; against: the reasons of those that are left out."""
    table, entry = read.table, read.entry
    is_survey = entry is not None and bool(entry.paper_columns or entry.rules)
    rows = row_values(table) if is_survey else {}
    headers_by_column = {cell.col: cell.text.strip() for cell in table.cells if cell.row == 0}
    for reading in read.interpretation.readings:
        datum = _datum(reading, devices[line_of_reading(reading)], read, file, method)
        said = _said_of_line(read, reading.line)
        datum = with_answers(datum, said, None) if said is not None else datum
        datum = datum.model_copy(update={"excluded": against.get(reading)})
        if entry is not None and reading.row in rows:
            datum = _by_row(datum, rows[reading.row], headers_by_column[reading.col], entry, file)
        yield datum


def _questions(read: ReadTable, file: Supplied, *, waits: bool) -> tuple[TableQuestion, ...]:
    """What is asked about a table: what it means, where nobody said it; its heads that mean nothing.

    A grid without a label of which no word is known, such as the axis of a figure, is not asked here: its page says so.
    """
    table, found = read.table, read.interpretation
    is_of_something = bool(table.label or found.readings)
    is_asked = waits and is_of_something and any(re.search(r"\d", cell.text) for cell in table.cells)
    heads = tuple(one for one in found.unmapped if any(map(str.isalpha, one.text)))
    if waits and not is_asked:
        return ()
    if not is_asked and not heads:
        return ()
    question = TableQuestion(
        file=file.path.name,
        table=read.name,
        label=table.label,
        page=table.page,
        heads=_unmapped(read, file, heads),
        waits=is_asked,
    )
    return (question,)


def _cells_of(read: ReadTable, vocabulary: Vocabulary) -> CellCount:
    """What became of the cells of a table."""
    readings, blank = read.interpretation.readings, read.interpretation.blank
    n_cells = len(read.table.cells)
    n_read = len({(reading.row, reading.col) for reading in readings})
    n_text = sum(vocabulary.parameters[reading.parameter].is_text for reading in readings)
    return CellCount(cells=n_cells, data=n_read - n_text, text=n_text, blank=blank, other=n_cells - n_read - blank)


def _unmapped(read: ReadTable, file: Supplied, heads: Iterable[UnmappedHeader]) -> tuple[Unmapped, ...]:
    """Heads of a table as records."""
    where: dict[str, Any] = {"file": file.path.name, "label": read.table.label}
    return tuple(Unmapped(**where, row=one.row, column=one.col, text=one.text, nearest=one.nearest) for one in heads)


def _by_row(datum: Datum, values: Mapping[str, str], header: str, entry: TableEntry, file: Supplied) -> Datum:
    """The datum with what its row and the source's rules say: paper, device, class, parameter, exclusion."""
    row = row_meaning(values, certain(datum.locator.row), entry)
    update: dict[str, object] = {"paper": row.paper or datum.paper, "device": row.device}
    update |= {"device_class": row.device_class, "unit": row.unit}
    flags = [flag for flag in datum.flags if flag not in {UNRESOLVED_REFERENCE, NOT_NAMED}]
    flags += row.flags
    for rule in cell_rules(values, header, entry):
        flags += [rule.flag] if rule.flag else []
        update["excluded"] = rule.exclude or update.get("excluded")
        if rule.parameter:
            file.check_parameter(rule.parameter, f"unknown parameter {rule.parameter}")
            update["parameter"] = rule.parameter
        if rule.unit:
            update["printed"] = datum.printed.model_copy(update={"unit": rule.unit})
    return datum.model_copy(update={**update, "flags": tuple(dict.fromkeys(flags))})


def _with_headers(file: Supplied, entry: TableEntry | None) -> Vocabulary:
    """The vocabulary with the meanings that source.yaml gives to headers of one table."""
    told = {text: meaning.parameter for text, meaning in entry.headers.items()} if entry else {}
    for text, parameter in told.items():
        file.check_parameter(parameter, f"header {text!r} is given the unknown parameter {parameter}")
    return file.vocabulary.with_told(told)


def _said_against(reading: CellReading, entry: TableEntry | None) -> str | None:
    """Why source.yaml excludes what stands under a header."""
    headers = entry.headers if entry else {}
    for text in reading.headers:
        if text in headers and headers[text].exclude:
            return headers[text].exclude
    return None


def _datum(reading: CellReading, about: Identity, read: ReadTable, file: Supplied, method: Method) -> Datum:
    table, folder, entry = read.table, file.folder, read.entry or NO_ENTRY
    read_by = notes_of(ReadBy, table.flags)
    part = "" if reading.part is None else f".{reading.part}"
    flags = list(about.flags)
    if (reading.row, reading.col) in [(lost.row, lost.column) for lost in entry.lost_exponents]:
        flags.append("lost_exponent")
    flags += [*reading.flags, *map(note_text, read_by)]
    if entry.how:
        flags.append(note_text(SaidHow(entry.how)))
    return Datum(
        id=f"{folder.key}:{read.name}/r{reading.row}c{reading.col}{part}",
        paper=about.paper,
        device=about.device,
        parameter=reading.parameter,
        printed=Printed(
            text=reading.text,
            piece=None if reading.part_text == reading.text else reading.part_text,
            markup=None if reading.part_markup in (reading.part_text, "") else reading.part_markup,
            headers=reading.headers,
            stub=reading.device_label or None,
            caption=table.caption,
            notes=reading.notes,
            unit=reading.header_unit,
        ),
        locator=Locator(
            document=folder.key,
            file=file.path.name,
            sha256=None if method == "transcribed" else file.sha256,
            page=reading.page or table.page,
            kind="table",
            label=table.label,
            row=reading.row,
            column=reading.col,
            part=reading.part,
            bbox=_rounded(reading.bbox) if reading.bbox else None,
        ),
        method="picture-table" if OCR in read_by else method,
        tier=about.tier,
        grade=grade_said(entry.grade, entry.how),
        lineage=entry.lineage or folder.description.lineage,
        read_at=folder.description.read_at,
        cited=about.cited,
        flags=tuple(flags),
    )
