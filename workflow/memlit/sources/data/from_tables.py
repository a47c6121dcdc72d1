"""Tables of a document become data: which cell, which parameter, which device of which paper."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from pydantic import Field

from memlit.datum import CellCount, Datum, Locator, Method, Printed, Record, Unmapped
from memlit.errors import SourceError, certain
from memlit.sources.folder import HeaderMeaning, SourceFolder, TableEntry
from memlit.sources.whose.identity import NOT_NAMED, UNRESOLVED, Identity, Line, ReadTable, identities, line_of
from memlit.sources.whose.not_devices import reasons_against
from memlit.sources.whose.reference_list import read_references
from memlit.sources.whose.survey_rows import cell_rules, row_meaning, row_values
from memlit.sources.whose.table_entries import entries_of_tables, lines_without_meaning, with_description
from memlit.sources.whose.table_names import RecordedTable, names_of_tables
from memlit.tables.meaning import CellReading, interpret
from memlit.tables.model import Table, TableReading
from memlit.vocabulary import Vocabulary

TRANSCRIBED_PREFIX = "table_"


class MinedFile(Record):
    """What one file gave. Cells add up: see CellCount.

    problems: lines of the folder's description that mean nothing in the file; points: rows of digitized series by
    datum id; pages, spared: of a PDF, see TableReading.
    """

    data: tuple[Datum, ...]
    unmapped: tuple[Unmapped, ...] = ()
    cells: CellCount = CellCount()
    warnings: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_unreadable: bool = False
    points: dict[str, str] = Field(default_factory=dict)
    pages: int = 0
    spared: int = 0


def joined(parts: Sequence[MinedFile]) -> dict[str, Any]:
    """What several files, or tables of one, gave together, by the names of the fields."""
    cells = {name: sum(getattr(part.cells, name) for part in parts) for name in CellCount.model_fields}
    return {
        "data": tuple(datum for part in parts for datum in part.data),
        "unmapped": tuple(header for part in parts for header in part.unmapped),
        "cells": CellCount(**cells),
        "problems": tuple(line for part in parts for line in part.problems),
        "points": {datum_id: rows for part in parts for datum_id, rows in part.points.items()},
    }


def read_plain(read: Callable[..., MinedFile], *given: object) -> dict[str, Any]:
    """What `read` gives, as plain values: for the cache, and for the way out of the reader process."""
    return read(*given).model_dump()


def method_of(path: Path) -> Method:
    """How a file's tables came to be read: transcribed by a person, or mined by the reader that its content needs.

    Raises DocumentError when the file cannot be opened or is of no known kind.
    """
    from memlit.documents.kind import document_kind

    if is_transcribed(path):
        return "transcribed"
    kind = document_kind(path)
    return cast(Method, f"{'delimited' if kind == 'xlsx' else kind}-table")


def is_transcribed(path: Path) -> bool:
    """Whether a file is a table that a person transcribed, by its name."""
    return path.name.startswith(TRANSCRIBED_PREFIX) and path.suffix.lower() in {".csv", ".tsv"}


def mine_file(
    path: Path,
    sha256: str,
    folder: SourceFolder,
    vocabulary: Vocabulary,
    recorded: Sequence[RecordedTable] = (),
) -> MinedFile:
    """All data of the tables in one file of a source folder, in reading order.

    recorded: the file's tables in the accepted record, which keep their names. Raises DocumentError when the file
    cannot be read at all.
    """
    described = describe(path, folder)
    read = interpreted(described, path, folder, vocabulary, recorded)
    return mined(described, read, path, sha256, folder, vocabulary)


def mined(
    described: "Described",
    read: Sequence[ReadTable],
    path: Path,
    sha256: str,
    folder: SourceFolder,
    vocabulary: Vocabulary,
) -> MinedFile:
    """`mine_file` of tables that are read, described and interpreted."""
    parts: list[MinedFile] = []
    if read:
        method = method_of(path)
        origin = _Origin(folder, path.name, None if method == "transcribed" else sha256, method)
        references = functools.cache(functools.partial(read_references, path))
        named = zip(read, identities(read, folder, references), strict=True)
        parts = [_mine_table(table, devices, origin, vocabulary) for table, devices in named]
    reading = described.reading
    transcribed = _transcribed_labels(folder, path)
    settled = {line for label, line in reading.lonely if label.casefold() in transcribed}
    warnings = tuple(line for line in reading.warnings if line not in settled)
    told = {"warnings": warnings, "problems": described.problems}
    return MinedFile(**{**joined(parts), **told}, pages=reading.n_pages or 0, spared=reading.n_spared)


def interpreted(
    described: "Described",
    path: Path,
    folder: SourceFolder,
    vocabulary: Vocabulary,
    recorded: Sequence[RecordedTable] = (),
) -> list[ReadTable]:
    """The tables of a file with their names and what their cells mean. recorded: as for `mine_file`."""
    where = f"sources/{folder.key}/source.yaml"
    names = names_of_tables(described.tables, path, recorded)
    return [
        ReadTable(name, table, entry, interpret(table, _with_headers(vocabulary, entry, where)))
        for name, table, entry in zip(names, described.tables, described.entries, strict=True)
    ]


def _transcribed_labels(folder: SourceFolder, path: Path) -> set[str]:
    """Labels, without case, of the tables that other files of the folder give: a person has transcribed them."""
    entries = {entry.file: entry.label for entry in folder.description.tables if entry.file != path.name}
    others = [other for other in folder.mined_files if other != path and is_transcribed(other)]
    return {label.casefold() for label in (*entries.values(), *map(_file_label, others))}


@dataclass(frozen=True, slots=True)
class Described:
    """The tables of a file with what source.yaml says of each; problems: its lines that mean nothing there."""

    reading: TableReading
    tables: tuple[Table, ...]
    entries: tuple[TableEntry | None, ...]
    problems: tuple[str, ...]


def describe(path: Path, folder: SourceFolder, reading: TableReading | None = None) -> Described:
    """The tables of one file as they are printed and described; reading: what it prints, where it is read already.

    Raises DocumentError when it cannot be read.
    """
    from memlit.tables import read_tables

    reading = reading or read_tables(path)
    entries = [entry for entry in folder.description.tables if entry.file == path.name]
    if is_transcribed(path):
        # A transcribed file is one table; further entries of it mean none.
        found: list[TableEntry | None] = [next(iter(entries), None)] * len(reading.tables)
        problems = entries_of_tables((), entries[1:], folder)[1]
    else:
        found, problems = entries_of_tables(reading.tables, entries, folder)
    # A transcribed table that source.yaml does not describe is labelled by its file.
    label = _file_label(path) if is_transcribed(path) else None
    tables = tuple(
        with_description(table, entry) if entry else replace(table, label=table.label or label)
        for table, entry in zip(reading.tables, found, strict=True)
    )
    problems += lines_without_meaning([(t, entry) for t, entry in zip(tables, found, strict=True) if entry], folder)
    return Described(reading, tables, tuple(found), tuple(problems))


def _file_label(path: Path) -> str:
    return f"Table {path.stem.removeprefix(TRANSCRIBED_PREFIX)}"


@dataclass(frozen=True, slots=True)
class _Origin:
    folder: SourceFolder
    file: str
    sha256: str | None
    method: Method


def _mine_table(
    read: ReadTable, devices: Mapping[Line, Identity], origin: _Origin, vocabulary: Vocabulary
) -> MinedFile:
    table, entry, interpretation = read.table, read.entry, read.interpretation
    is_survey = entry is not None and bool(entry.paper_columns or entry.rules)
    rows = row_values(table) if is_survey else {}
    headers_by_column = {cell.col: cell.text.strip() for cell in table.cells if cell.row == 0}
    units = {name: parameter.unit for name, parameter in vocabulary.parameters.items()}
    # A person who transcribed and described a table has chosen its rows.
    is_chosen = entry is not None and origin.method == "transcribed"
    against = {} if is_chosen else reasons_against(table, interpretation, units)
    data, n_text = [], 0
    for reading in interpretation.readings:
        n_text += vocabulary.parameters[reading.parameter].is_text
        datum = _datum(reading, devices[line_of(reading)], read, origin)
        datum = datum.model_copy(update={"excluded": against.get(reading) or _said_against(reading, entry)})
        if entry is not None and reading.row in rows:
            datum = _by_row(datum, rows[reading.row], headers_by_column[reading.col], entry, vocabulary)
        data.append(datum)
    unmapped = tuple(
        Unmapped(
            file=origin.file,
            label=table.label,
            row=header.row,
            column=header.col,
            text=header.text,
            nearest=tuple(header.nearest),
        )
        for header in interpretation.unmapped
    )
    n_cells, blank = len(table.cells), interpretation.blank
    n_read = len({(reading.row, reading.col) for reading in interpretation.readings})
    cells = CellCount(cells=n_cells, data=n_read - n_text, text=n_text, blank=blank, other=n_cells - n_read - blank)
    return MinedFile(data=tuple(data), unmapped=unmapped, cells=cells)


def _by_row(datum: Datum, values: Mapping[str, str], header: str, entry: TableEntry, vocabulary: Vocabulary) -> Datum:
    """The datum with what its row and the source's rules say: paper, device, class, parameter, exclusion."""
    about, own_flags = row_meaning(values, certain(datum.locator.row), entry)
    update: dict[str, object] = {**about, "paper": about["paper"] or datum.paper}
    flags = [flag for flag in datum.flags if flag not in {UNRESOLVED, NOT_NAMED}] + own_flags
    for rule in cell_rules(values, header, entry):
        flags += [rule.flag] if rule.flag else []
        update["excluded"] = rule.exclude or update.get("excluded")
        if rule.parameter:
            if rule.parameter not in vocabulary.parameters:
                where = f"sources/{datum.locator.document}/source.yaml"
                raise SourceError(where, f"unknown parameter {rule.parameter}", "write one of config/vocabulary.yaml")
            update["parameter"] = rule.parameter
        if rule.unit:
            update["printed"] = datum.printed.model_copy(update={"unit": rule.unit})
    return datum.model_copy(update={**update, "flags": tuple(dict.fromkeys(flags))})


def _with_headers(vocabulary: Vocabulary, entry: TableEntry | None, where: str) -> Vocabulary:
    """The vocabulary with the meanings that source.yaml gives to headers of one table."""
    headers: Mapping[str, HeaderMeaning] = entry.headers if entry else {}
    for text, meaning in headers.items():
        if meaning.parameter not in vocabulary.parameters:
            problem = f"header {text!r} is given the unknown parameter {meaning.parameter}"
            raise SourceError(where, problem, "write one of config/vocabulary.yaml")
    return vocabulary.with_told({text: meaning.parameter for text, meaning in headers.items()})


def _said_against(reading: CellReading, entry: TableEntry | None) -> str | None:
    """Why source.yaml excludes what stands under a header."""
    headers = entry.headers if entry else {}
    return next((reason for text in reading.headers if text in headers and (reason := headers[text].exclude)), None)


def _datum(reading: CellReading, about: Identity, read: ReadTable, origin: _Origin) -> Datum:
    table, entry = read.table, read.entry
    flags = about.flags
    part = "" if reading.part is None else f".{reading.part}"
    if entry and any((x.row, x.column) == (reading.row, reading.col) for x in entry.lost_exponents):
        flags = (*flags, "lost_exponent")
    return Datum(
        id=f"{origin.folder.key}:{read.name}/r{reading.row}c{reading.col}{part}",
        paper=about.paper,
        device=about.device,
        parameter=reading.parameter,
        printed=Printed(
            text=reading.text,
            piece=None if reading.part_text == reading.text else reading.part_text,
            markup=None if reading.part_markup in (reading.part_text, "") else reading.part_markup,
            headers=reading.headers,
            stub=reading.stub or None,
            caption=table.caption,
            notes=reading.notes,
            unit=reading.header_unit,
        ),
        locator=Locator(
            document=origin.folder.key,
            file=origin.file,
            sha256=origin.sha256,
            page=reading.page or table.page,
            kind="table",
            label=table.label,
            row=reading.row,
            column=reading.col,
            part=reading.part,
            # Finer digits are noise of the reader.
            bbox=tuple(round(end, 2) for end in reading.bbox) if reading.bbox else None,
        ),
        method=origin.method,
        tier=about.tier,
        lineage=(entry.lineage if entry else None) or origin.folder.description.lineage,
        read_at=origin.folder.description.read_at,
        cited=about.cited,
        flags=(*flags, *reading.flags, *(flag for flag in table.flags if flag.startswith("read-by:"))),
    )
