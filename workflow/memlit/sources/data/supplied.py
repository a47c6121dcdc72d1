"""A file of a folder on its way to data: what its reader is given (`Supplied`), and what that gives (`MinedFile`)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import Field

from memlit.asking.model import Answer
from memlit.datum import CellCount, Datum, PageContent, Record, TableQuestion, Unmapped, joined_pages
from memlit.errors import DocumentError, SourceError
from memlit.field import Vocabulary
from memlit.field.declared import use_units
from memlit.naming import READINGS_FILE
from memlit.sources.attribution.table_names import RecordedTable
from memlit.sources.folder import SOURCE_FILE, SourceFolder
from printed.documents.opened import OpenDocument, opened
from printed.ocr.model import SeenArea
from printed.tables.model import ToLookAt
from printed.tables.settings import TABLE_SETTINGS


@dataclass(frozen=True, slots=True)
class Supplied:
    """A file of a source folder and what decides its meaning.

    sha256: hex digest of its bytes; recorded: its tables in the accepted record, which keep their names; document: the
    file while it is open for several readers; seen: what OCR saw in the pictures on its pages; answers: what was
    answered of its tables.
    """

    path: Path
    sha256: str
    folder: SourceFolder
    vocabulary: Vocabulary
    recorded: tuple[RecordedTable, ...] = ()
    document: OpenDocument | None = None
    seen: tuple[SeenArea, ...] = ()
    answers: tuple[Answer, ...] = ()

    @contextmanager
    def opened(self) -> Iterator["Supplied"]:
        """The file with its document open, until the end of the block if it was not open before.

        In a reader process it is also what makes the declared units of the vocabulary known.
        """
        use_units(self.vocabulary.units.values())
        with opened(self.document or self.path, self.seen) as document:
            yield replace(self, document=document)

    def check_parameter(self, name: str, problem: str) -> None:
        """Raise SourceError with this problem where an entry of source.yaml names a parameter that there is not."""
        if name not in self.vocabulary.parameters:
            where = f"sources/{self.folder.key}/{SOURCE_FILE}"
            raise SourceError(where, problem, "write one of config/vocabulary.yaml")


class MinedFile(Record):
    """What one file gave. Cells add up: see CellCount.

    problems: lines of the folder's description that mean nothing in the file; points: rows of digitized series by
    datum id; pages: how many a PDF has; contents: of its pages, as far as the reader saw them; unseen: parts of its
    pages that only OCR can read and that it was not asked of.
    """

    data: tuple[Datum, ...]
    unmapped: tuple[Unmapped, ...] = ()
    questions: tuple[TableQuestion, ...] = ()
    cells: CellCount = CellCount()
    warnings: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_unreadable: bool = False
    points: dict[str, str] = Field(default_factory=dict)
    pages: int = 0
    contents: tuple[PageContent, ...] = ()
    unseen: tuple[ToLookAt, ...] = ()


def joined_files(parts: Sequence[MinedFile]) -> dict[str, Any]:
    """What several files, or tables of one, gave together, by the names of the fields."""
    cells = {name: sum(getattr(part.cells, name) for part in parts) for name in CellCount.model_fields}
    points: dict[str, str] = {}
    for part in parts:
        points.update(part.points)
    return {
        "data": tuple(chain.from_iterable(part.data for part in parts)),
        "unmapped": tuple(chain.from_iterable(part.unmapped for part in parts)),
        "questions": tuple(chain.from_iterable(part.questions for part in parts)),
        "cells": CellCount(**cells),
        "problems": tuple(chain.from_iterable(part.problems for part in parts)),
        "points": points,
        "contents": joined_pages(chain.from_iterable(part.contents for part in parts)),
    }


def within_a_print(file: Supplied, data: Iterable[Datum]) -> tuple[tuple[Datum, ...], tuple[str, ...]]:
    """The data whose texts are no longer than a print, and a line for each of the others."""
    most = TABLE_SETTINGS.longest_print
    kept, lines = [], []
    for datum in data:
        longest = _longest(datum.model_dump())
        if longest <= most:
            kept.append(datum)
        else:
            where = datum.locator.place or datum.locator.panel or datum.id
            problem = f"what stands at {where[:80]} has {longest} characters, a print has at most {most}"
            lines.append(str(DocumentError(file.path.name, problem, f"list the value in {READINGS_FILE}")))
    return tuple(kept), tuple(lines)


def _longest(value: Any) -> int:
    """Characters of the longest text in plain values."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return 0
    return max(map(_longest, value), default=0)


def read_as_plain(read: Callable[[Supplied], MinedFile], file: Supplied) -> dict[str, Any]:
    """What `read` gives, as plain values: for the way out of the reader process."""
    return read(file).model_dump()


def read_all_as_plain(
    readers: Sequence[Callable[[Supplied], MinedFile]], files: Sequence[Supplied]
) -> list[dict[str, Any]]:
    """What several readers give of one file, each with what is told to it, as plain values; the file is opened once."""
    with OpenDocument(files[0].path, files[0].seen) as document:
        told = [replace(file, document=document) for file in files]
        return [read_as_plain(read, file) for read, file in zip(readers, told, strict=True)]
