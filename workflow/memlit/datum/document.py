"""A document between stages: its record, what a run read of it, and its readings in SI."""

import base64
import hashlib
import json
import re
from typing import Literal

from pydantic import Field

from memlit.datum.page import PageContent
from memlit.datum.printed import Datum
from memlit.datum.reading import Reading
from memlit.datum.record import Record
from printed.ocr.model import SeenArea

NO_LICENCE = "not stated"
"""Licence of a document of which nobody wrote down what it says."""
SourceKind = Literal["document", "note", "survey", "self_check", "measured"]
DocumentStatus = Literal["same", "changed", "new", "record_only", "excluded"]


class Unmapped(Record):
    """A header that the vocabulary does not know, kept and reported with the nearest words that it knows."""

    file: str
    label: str | None = None
    row: int
    column: int
    text: str
    nearest: tuple[str, ...] = ()


ReadingDirection = Literal["devices_as_rows", "devices_as_columns"]


class TableQuestion(Record):
    """What a person is asked about one table, once: whether it is of devices, or what its heads over values mean.

    table: its name in ids. direction: how it was read, or is likelier to be read where it was not. doubts: why it is
    not plainly of devices, so that no value of it is used before a person says so; empty: its heads alone are asked. refused: cells that the
    answers mean to hold a value and that gave none, each with its place and why.
    """

    file: str
    table: str
    label: str | None = None
    page: int | None = None
    direction: ReadingDirection
    heads: tuple[Unmapped, ...] = ()
    doubts: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """The line under `tables` of source.yaml that says that the table is of devices."""
        label = self.label or (f"Table on page {self.page}" if self.page else self.table)
        page = f", page: {self.page}" if self.page else ""
        return f"- {{file: {json.dumps(self.file)}, label: {json.dumps(label)}{page}, about: devices}}"


class CellCount(Record):
    """What became of the cells of a document: `cells` = `data` + `text` + `blank` + `other`. `other` counts headers and
    cells under unknown headers.
    """

    cells: int = 0
    data: int = 0
    text: int = 0
    blank: int = 0
    other: int = 0
    duplicates: int = 0


class DocumentRecord(Record):
    """The reviewed record of a document, committed as `extracted/KEY.json`."""

    key: str
    files: dict[str, str] = Field(default_factory=dict)
    data: tuple[Datum, ...] = ()


class KeptArea(Record):
    """A line of `extracted/KEY.pictures.jsonl`: what OCR saw in a part of a page of the file with that digest.

    models: the names of the models' files with their digests.
    """

    file: str
    sha256: str
    models: dict[str, str]
    area: SeenArea


class LookedFor(Record):
    """Values that a person looked for in a paper and did not find printed, so that unread is not confused with
    unreported. pages and supplement: what was read of each; empty if nothing was.
    """

    paper: str
    parameters: tuple[str, ...]
    pages: str = ""
    supplement: str = ""


class DocumentReading(Record):
    """One line of `results/extracted/BUCKET.jsonl`: what this run read in one document and what it uses.

    record_problem: what is wrong with the accepted record, which then stands for nothing.
    unreadable: those of the warnings that name a file of which nothing could be read; problems: lines of source.yaml
    that mean nothing in the files.
    `points` are rows of the used digitized series by datum id; they go into a file of their own.
    `pictures`: what OCR saw on its pages, kept beside the record when that is accepted.
    `second`: what a second reader read of the same places, held against `data` and never used. `pages`: those that may
    hold values.
    """

    key: str
    kind: str = "document"
    title: str | None = None
    licence: str | None = None
    status: DocumentStatus
    reason: str | None = None
    record_problem: str | None = None
    files: dict[str, str] = Field(default_factory=dict)
    data: tuple[Datum, ...] = ()
    read: tuple[Datum, ...] | None = None
    unmapped: tuple[Unmapped, ...] = ()
    questions: tuple[TableQuestion, ...] = ()
    cells: CellCount = CellCount()
    warnings: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    points: dict[str, str] = Field(default_factory=dict, exclude=True)
    pictures: tuple[KeptArea, ...] = Field(default=(), exclude=True)
    second: tuple[Datum, ...] = ()
    looked_for: tuple[LookedFor, ...] = ()
    pages: tuple[PageContent, ...] = ()


class ReconciledDocument(Record):
    """One line of `results/reconciled/BUCKET.jsonl`: a document's readings in SI and its status.

    `second`: the second reader's readings, under the ids of the first reader's where both read one place. `licence`: as
    its description states it, and once the library is joined that of its entry before it, or NO_LICENCE. `pages`: those
    that may hold values, as they were read now.
    """

    key: str
    kind: str
    title: str | None = None
    licence: str | None = None
    status: DocumentStatus
    reason: str | None = None
    readings: tuple[Reading, ...] = ()
    second: tuple[Reading, ...] = ()
    looked_for: tuple[LookedFor, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    questions: tuple[TableQuestion, ...] = ()
    cells: CellCount = CellCount()
    warnings: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    pages: tuple[PageContent, ...] = ()


_KEY = re.compile(r'\{"key":("(?:[^"\\]|\\.)*")')


def document_of(identifier: str) -> str:
    """Key of the document in the id of a datum or a reading, which begins with it."""
    return identifier.partition(":")[0]


def anchor(identifier: str) -> str:
    """A short name for links in HTML and PDF, the same in every run: 45 bits of the id's SHA-256."""
    digest = hashlib.sha256(identifier.encode()).digest()
    return "n" + base64.b32encode(digest).decode().lower()[:9]


def key_of_line(line: str) -> str | None:
    """Key of the document of a line between stages, which begins with it; None if the line has another form."""
    match = _KEY.match(line)
    return str(json.loads(match.group(1))) if match else None
