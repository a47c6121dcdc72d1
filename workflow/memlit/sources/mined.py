"""Tables of a document become data: which cell, which parameter, which device of which paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from memlit.datum import CellCount, Datum, Locator, Method, Printed, Tier, Unmapped
from memlit.errors import SourceError
from memlit.sources.folder import HeaderMeaning, NamedDevice, SourceFolder, TableEntry
from memlit.sources.naming import device_id, reference_marks, table_name
from memlit.sources.rows import cell_rules, row_meaning, row_values
from memlit.tables.interpret import CellReading, Interpretation, interpret
from memlit.tables.model import Box, Table
from memlit.vocabulary import Vocabulary

TRANSCRIBED_PREFIX = "table_"
METHOD_BY_KIND: dict[str, Method] = {
    "pdf": "pdf-table",
    "jats": "jats-table",
    "html": "html-table",
    "delimited": "delimited-table",
    "xlsx": "delimited-table",
}


@dataclass(frozen=True, slots=True)
class MinedFile:
    """What one file gave. Cells add up: see CellCount.

    points: rows of digitized series by datum id; pages, spared: of a PDF, see TableReading.
    """

    data: tuple[Datum, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    cells: CellCount = field(default_factory=CellCount)
    warnings: tuple[str, ...] = ()
    is_unreadable: bool = False
    points: Mapping[str, str] = field(default_factory=dict)
    pages: int = 0
    spared: int = 0

    def as_plain(self) -> dict[str, Any]:
        """Plain values, for the cache and for the way out of the reader process."""
        return {
            "data": [datum.model_dump() for datum in self.data],
            "unmapped": [header.model_dump() for header in self.unmapped],
            "cells": self.cells.model_dump(),
            "warnings": self.warnings,
            "points": dict(self.points),
            "pages": self.pages,
            "spared": self.spared,
        }

    @staticmethod
    def of_plain(stored: Mapping[str, Any]) -> MinedFile:
        """The reverse of `as_plain`; KeyError, TypeError or ValueError where something else was stored."""
        return MinedFile(
            data=tuple(Datum.model_validate(datum) for datum in stored["data"]),
            unmapped=tuple(Unmapped.model_validate(header) for header in stored["unmapped"]),
            cells=CellCount.model_validate(stored["cells"]),
            warnings=tuple(stored["warnings"]),
            points=dict(stored["points"]),
            pages=int(stored["pages"]),
            spared=int(stored["spared"]),
        )


def method_of(path: Path) -> Method:
    """How a file's tables came to be read: transcribed by a person, or mined by the reader that its content needs.

    Raises DocumentError when the file cannot be opened or is of no known kind.
    """
    from memlit.tables.read import document_kind

    return "transcribed" if _is_transcribed(path) else METHOD_BY_KIND[document_kind(path)]


def _is_transcribed(path: Path) -> bool:
    return path.name.startswith(TRANSCRIBED_PREFIX) and path.suffix.lower() in {".csv", ".tsv"}


def mine_file(path: Path, sha256: str, folder: SourceFolder, vocabulary: Vocabulary) -> MinedFile:
    """All data of the tables in one file of a source folder, in reading order.

    Raises DocumentError when the file cannot be read at all.
    """
    from memlit.tables import read_tables

    reading = read_tables(path)
    method = method_of(path)
    mined: list[MinedFile] = []
    entries = [entry for entry in folder.description.tables if entry.file == path.name]
    found: set[str] = set()
    for order, table in enumerate(reading.tables, start=1):
        name = table_name(table.label or _label_from_file(path, entries), order)
        entry = _entry_for(entries, name, order) if method != "transcribed" else next(iter(entries), None)
        if entry is not None:
            found.add(entry.label)
            table = _with_description(table, entry)
            name = table_name(entry.label, order)
        origin = _Origin(folder, path.name, None if method == "transcribed" else sha256, name, method, entry)
        mined.append(_mine_table(table, origin, vocabulary))
    transcribed = _transcribed_labels(folder, path)
    settled = {line for label, line in reading.lonely if label.casefold() in transcribed}
    warnings = [line for line in reading.warnings if line not in settled]
    for entry in entries:
        if entry.label not in found:
            error = SourceError(f"{folder.path / path.name}", f"no table found for {entry.label}", "check source.yaml")
            warnings.append(str(error))
    return replace(_joined(mined, warnings), pages=reading.n_pages or 0, spared=reading.n_spared)


def _transcribed_labels(folder: SourceFolder, path: Path) -> set[str]:
    """Labels, without case, of the tables that other files of the folder give: a person has transcribed them."""
    others = [other for other in folder.mined_files if other != path]
    names = {label for other in others if (label := _label_from_file(other, ()))}
    names |= {entry.label for entry in folder.description.tables if entry.file != path.name}
    return {name.casefold() for name in names}


def mine_plain(path: Path, sha256: str, folder: SourceFolder, vocabulary: Vocabulary) -> dict[str, Any]:
    """`mine_file` for the reader process: plain values, see `MinedFile.as_plain`."""
    return mine_file(path, sha256, folder, vocabulary).as_plain()


def _label_from_file(path: Path, entries: Iterable[TableEntry]) -> str | None:
    entry = next(iter(entries), None)
    if entry is not None and _is_transcribed(path):
        return entry.label
    stem = path.stem.removeprefix(TRANSCRIBED_PREFIX)
    return f"Table {stem}" if path.stem.startswith(TRANSCRIBED_PREFIX) else None


def _entry_for(entries: Iterable[TableEntry], name: str, order: int) -> TableEntry | None:
    return next((entry for entry in entries if table_name(entry.label, order) == name), None)


def _with_description(table: Table, entry: TableEntry) -> Table:
    return replace(
        table,
        label=entry.label,
        caption=table.caption or entry.caption,
        page=table.page or entry.page,
        notes=table.notes or entry.notes,
    )


@dataclass(frozen=True, slots=True)
class _Origin:
    folder: SourceFolder
    file: str
    sha256: str | None
    name: str
    method: Method
    entry: TableEntry | None


def _mine_table(table: Table, origin: _Origin, vocabulary: Vocabulary) -> MinedFile:
    headers = origin.entry.headers if origin.entry else {}
    interpretation = interpret(table, _with_headers(vocabulary, headers, f"sources/{origin.folder.key}/source.yaml"))
    is_survey = origin.entry is not None and bool(origin.entry.paper_columns or origin.entry.rules)
    rows = row_values(table) if is_survey else {}
    headers_by_column = {cell.col: cell.text.strip() for cell in table.cells if cell.row == 0}
    data, text_cells, carried = [], 0, 0
    for reading in interpretation.readings:
        is_text = vocabulary.parameters[reading.parameter].is_text
        if is_text and "carried_down" in reading.flags:
            # The label of a row above stands for this row, but nothing is printed in this cell.
            carried += 1
            continue
        text_cells += is_text
        datum = _datum(reading, table, origin)
        if origin.entry is not None and reading.row in rows:
            datum = _by_row(datum, rows[reading.row], headers_by_column[reading.col], origin.entry, vocabulary)
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
    return MinedFile(tuple(data), unmapped, _count(table, interpretation, text_cells, carried), ())


def _by_row(datum: Datum, values: Mapping[str, str], header: str, entry: TableEntry, vocabulary: Vocabulary) -> Datum:
    """The datum with what its row and the source's rules say: paper, device, class, parameter, exclusion."""
    assert datum.locator.row is not None
    row = row_meaning(values, datum.locator.row, entry)
    update: dict[str, object] = {
        "paper": row.paper or datum.paper,
        "device": row.device or datum.device,
        "device_class": row.device_class,
        "unit": row.unit,
    }
    flags = [flag for flag in datum.flags if flag != "unresolved_reference"] + list(row.flags)
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


def _with_headers(vocabulary: Vocabulary, headers: Mapping[str, HeaderMeaning], where: str) -> Vocabulary:
    """The vocabulary with the meanings that source.yaml gives to headers of one table."""
    for text, meaning in headers.items():
        if meaning.parameter not in vocabulary.parameters:
            problem = f"header {text!r} is given the unknown parameter {meaning.parameter}"
            raise SourceError(where, problem, "write one of config/vocabulary.yaml")
    return replace(vocabulary, told={text: meaning.parameter for text, meaning in headers.items()})


def _count(table: Table, interpretation: Interpretation, n_text: int, n_carried: int) -> CellCount:
    read = {(reading.row, reading.col) for reading in interpretation.readings}
    total = len(table.cells)
    return CellCount(
        cells=total,
        data=len(read) - n_text - n_carried,
        text=n_text,
        blank=interpretation.blank + n_carried,
        other=total - len(read) - interpretation.blank,
    )


def _datum(reading: CellReading, table: Table, origin: _Origin) -> Datum:
    paper, device, tier, flags = _about(reading.stub, origin)
    part = "" if reading.part is None else f".{reading.part}"
    datum_id = f"{origin.folder.key}:{origin.name}/r{reading.row}c{reading.col}{part}"
    if origin.entry and any((x.row, x.column) == (reading.row, reading.col) for x in origin.entry.lost_exponents):
        flags = (*flags, "lost_exponent")
    return Datum(
        id=datum_id,
        paper=paper,
        device=device,
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
            bbox=_rounded(reading.bbox),
        ),
        method=origin.method,
        tier=tier,
        lineage=(origin.entry.lineage if origin.entry else None) or origin.folder.description.lineage,
        read_at=origin.folder.description.read_at,
        flags=(*flags, *reading.flags, *(flag for flag in table.flags if flag.startswith("read-by:"))),
    )


def _rounded(bbox: Box | None) -> Box | None:
    """The box to a hundredth of a point: finer digits are noise of the reader."""
    if bbox is None:
        return None
    x0, y0, x1, y1 = (round(end, 2) for end in bbox)
    return (x0, y0, x1, y1)


def _about(stub: str, origin: _Origin) -> tuple[str | None, str, Tier, tuple[str, ...]]:
    """Paper, device slug, tier and flags that a device label stands for."""
    entry = origin.entry
    named = (entry.devices.get(stub) if entry else None) or NamedDevice()
    paper = named.paper or _cited(stub, entry) or (entry.paper if entry else None)
    marks = reference_marks(stub)
    is_own = origin.folder.description.kind == "document" and entry is None and not marks
    counts_as = named.counts_as or (entry.counts_as if entry else "published")
    if paper is None and is_own:
        paper = origin.folder.key
    device = device_id(named.device or stub)
    default: Tier = "primary" if paper == origin.folder.key else "secondary"
    tier = named.tier or (entry.tier if entry else None) or default
    flags = () if counts_as == "published" else (f"counts_as_{counts_as}",)
    if paper is None and tier != "simulator":
        flags = (*flags, "unresolved_reference")
    return paper, device, tier, flags


def _cited(stub: str, entry: TableEntry | None) -> str | None:
    if entry is None:
        return None
    papers = {entry.references[mark] for mark in reference_marks(stub) if mark in entry.references}
    return papers.pop() if len(papers) == 1 else None


def _joined(mined: Iterable[MinedFile], warnings: Iterable[str]) -> MinedFile:
    parts = list(mined)
    total = {name: sum(getattr(part.cells, name) for part in parts) for name in CellCount.model_fields}
    return MinedFile(
        data=tuple(datum for part in parts for datum in part.data),
        unmapped=tuple(header for part in parts for header in part.unmapped),
        cells=CellCount(**total),
        warnings=tuple(warnings),
    )
