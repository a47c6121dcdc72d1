"""The corpus in groups that decide each other, and what a group gives as text, so that an unchanged one is only copied.

A device gathers what all documents say of its paper, so documents that name a paper in common are one group. All else,
the place of a reading, a second look, a series, is decided within one document.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from memlit.caching.packed import Packed
from memlit.config import Config
from memlit.datum import ITEM_GAP, Reading, ReconciledDocument, document_of, key_of_line, parse_line
from memlit.devices.gather import SURVEY, Corpus, addresses, gather_document
from memlit.devices.outputs import DEVICES, OF_DOCUMENTS, ReadingLine, document_rows
from memlit.devices.resolved import check_counts, entry_text
from memlit.devices.trust import with_second_reader
from memlit.devices.tuples import DevicePulse, resolve_devices, with_series
from memlit.errors import CountError, RecordError
from memlit.files import json_line
from memlit.grouping import connected, grouped
from memlit.library import CitedEntries, Library, is_cited_work
from memlit.reconcile.checks import Check, with_checks

_TEXT = re.compile(rb'(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A reconciled document as it lies in its file; papers: all that it names, as its source gives them.

    cited: the printed references of works that it cites.
    """

    key: str
    text: bytes
    papers: tuple[str, ...]
    cited: tuple[str, ...]
    path: Path
    number: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What documents are joined with. checks: those that count, by document and datum."""

    library: Library
    config: Config
    checks: Mapping[str, Mapping[str, Check]]
    addresses: Mapping[str, str] = field(init=False)
    cited: CitedEntries = field(init=False)
    entries: Mapping[str, str] = field(init=False)
    """Each entry as JSON."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "addresses", addresses(self.library))
        object.__setattr__(self, "cited", CitedEntries(self.library))
        entries = {key: entry_text(entry).decode() for key, entry in self.library.entries.items()}
        object.__setattr__(self, "entries", entries)


class DocumentPart(NamedTuple):
    """What a document gives: lines of its problems, see `Gathered`, of stale checks, and its texts.

    document: JSON without readings; readings: JSON with ITEM_GAP between; rows: those of each table of OF_DOCUMENTS.
    """

    problems: list[str]
    unknown: dict[str, str]
    stale: list[str]
    document: bytes
    readings: bytes
    rows: tuple[bytes, ...]


class PaperPart(NamedTuple):
    """The devices of a paper: JSON with ITEM_GAP between, and rows of devices.csv."""

    devices: bytes
    rows: bytes


class Parts(NamedTuple):
    """All documents and papers by their keys."""

    documents: dict[str, DocumentPart]
    papers: dict[str, PaperPart]


def read_lines(paths: Iterable[Path]) -> list[DocumentLine]:
    """The documents of all buckets, sorted by key; RecordError for a line that is no document."""
    lines = []
    for path in paths:
        for number, text in enumerate(path.read_bytes().splitlines(), start=1):
            key = key_of_line(text)
            if key is None:
                parse_line(ReconciledDocument, text.decode(), path, number)
                raise RecordError(f"{path}:{number}", "does not begin with its key", "delete the file and run again")
            lines.append(DocumentLine(key, text, _named(text, "paper"), _named(text, "cited"), path, number))
    return sorted(lines, key=lambda line: line.key)


def _named(text: bytes, field_name: str) -> tuple[str, ...]:
    """All texts that a document holds in a field of its data, sorted, without the building of its records."""
    # Cut at the field's name: a pattern would look at every byte of the corpus.
    after = text.split(f'"{field_name}":"'.encode())[1:]
    if any(b"\\" in part[: part.index(b'"')] for part in after):
        found = {str(json.loads(b'"' + match.group())) for part in after if (match := _TEXT.match(part))}
    else:
        found = {part[: part.index(b'"')].decode() for part in after}
    return tuple(sorted(found))


def _groups_of(lines: Sequence[DocumentLine], shared: Shared) -> list[list[DocumentLine]]:
    """The documents by group, each sorted by key: two that name a paper of the library in common are in one."""
    named = {line.key: _papers_of(line, shared).values() for line in lines}
    first = connected(
        {key: (paper for paper in own if paper and paper in shared.entries) for key, own in named.items()}
    )
    return list(grouped(lines, lambda line: first[line.key]).values())


def parts_of_corpus(lines: Sequence[DocumentLine], shared: Shared, packed: Packed) -> Parts:
    """What all documents and papers give; a group is made anew where anything that decides it has changed."""
    found = Parts({}, {})
    for group in _groups_of(lines, shared):
        address = packed.address(*_decisive(group, shared))
        head, *texts = packed.get(address, partial(_made, group, shared))
        _add(found, json.loads(head.decode()), iter(texts))
    if len(found.documents) != len(lines):
        problem = f"{len(lines)} documents in, {len(found.documents)} out"
        raise CountError("resolve", problem, "look for repeated keys")
    return Parts(dict(sorted(found.documents.items())), found.papers)


def _papers_of(line: DocumentLine, shared: Shared) -> dict[str, str | None]:
    """The papers that a document names, and the entries of the works that it cites, by what it prints of them."""
    named = {name: shared.addresses.get(name, name) for name in line.papers}
    return {**named, **{text: shared.cited.entry_of(text) for text in line.cited}}


def _decisive(group: Sequence[DocumentLine], shared: Shared) -> Iterator[bytes]:
    """All that decides what a group gives, beside code and settings."""
    papers: set[tuple[str, str | None]] = {(line.key, shared.addresses.get(line.key, line.key)) for line in group}
    papers |= {pair for line in group for pair in _papers_of(line, shared).items()}
    told = sorted(papers, key=str)
    yield "\n".join(f"{name} {paper} {shared.entries.get(paper or '')}" for name, paper in told).encode()
    for line in group:
        checks = shared.checks.get(line.key, {})
        yield json_line({datum: asdict(check) for datum, check in checks.items()}).encode() if checks else b""
        yield line.text


def _made(group: Sequence[DocumentLine], shared: Shared) -> list[bytes]:
    """The texts of a group, the first of them says what the others are."""
    documents, gathered, readings = [], [], []
    stale: dict[str, list[str]] = {}
    for line in group:
        document = parse_line(ReconciledDocument, line.text.decode(), line.path, line.number)
        found = gather_document(document, shared.library, shared.config, shared.addresses, shared.cited)
        check_counts([document], found.readings)
        _check_ids(line.key, found.readings)
        checked, stale[line.key] = with_checks(found.readings, shared.checks.get(line.key, {}))
        checked = with_second_reader(checked, document.second)
        documents.append(document)
        gathered.append(found)
        readings += checked
    corpus = with_series(Corpus(documents=(), readings=tuple(readings), problems=()))
    surveys = {document.key for document in documents if document.kind == SURVEY}
    devices = resolve_devices(corpus.readings, shared.library, shared.config, surveys)
    by_document = grouped(corpus.readings, lambda reading: document_of(reading.id))
    by_paper = grouped(devices, lambda device: device.paper)
    used = _used(corpus.readings, devices)
    head = {
        "documents": [
            [found.document.key, found.problems, found.unknown, stale[found.document.key]] for found in gathered
        ],
        "papers": list(by_paper),
    }
    texts = [json_line(head)]
    for found in gathered:
        own = by_document[found.document.key]
        lines = [ReadingLine(reading, reading.id in used, found.document.kind) for reading in own]
        texts += [found.document.model_dump_json(), _items(own), *document_rows(found.document, lines)]
    for ours in by_paper.values():
        texts += [_items(ours), DEVICES.rows(ours)]
    return [text.encode() for text in texts]


def _items(records: Iterable[Reading] | Iterable[DevicePulse]) -> str:
    return ITEM_GAP.join(record.model_dump_json() for record in records)


def _check_ids(key: str, readings: Iterable[Reading]) -> None:
    """Ids begin with their document's key: sorted by document they are sorted by id, and no two documents share one."""
    for reading in readings:
        if not reading.id.startswith(f"{key}:"):
            problem = f"reading {reading.id} does not begin with {key}:"
            raise CountError(f"resolve: {key}", problem, f"mend the id in extracted/{key}.json")


def _used(readings: Iterable[Reading], devices: Iterable[DevicePulse]) -> set[str]:
    """Ids of readings that a tuple holds, and of those they were derived from."""
    by_id = {reading.id: reading for reading in readings}
    used: set[str] = set()
    counted = [device for device in devices if not is_cited_work(device.paper)]
    queue = [datum_id for device in counted for datum_id in device.chosen.inputs]
    while queue:
        datum_id = queue.pop()
        if datum_id not in used:
            used.add(datum_id)
            queue.extend(by_id[datum_id].inputs)
    return used


def _add(found: Parts, head: Mapping[str, Any], texts: Iterator[bytes]) -> None:
    """The texts of a group to those of all."""
    for key, problems, unknown, stale in head["documents"]:
        document, readings, *rows = islice(texts, 2 + len(OF_DOCUMENTS))
        found.documents[key] = DocumentPart(problems, unknown, stale, document, readings, tuple(rows))
    found.papers.update((paper, PaperPart(next(texts), next(texts))) for paper in head["papers"])
