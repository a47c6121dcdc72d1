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


class TableQuestion(Record):
    """What is asked about one table: what it means, what its unknown heads mean, what its refused cells hold.

    table: its name in ids. waits: nobody said what it means, so that its values are proposed and not used. heads: over
    values, and known by no word. refused: cells that the answers mean to hold a value and that gave none, each with its
    place and why. answered_by: the model or program whose answers nobody has accepted, so that they wait too.
    """

    file: str
    table: str
    label: str | None = None
    page: int | None = None
    heads: tuple[Unmapped, ...] = ()
    waits: bool = False
    refused: tuple[str, ...] = ()
    answered_by: str | None = None


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
