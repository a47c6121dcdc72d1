"""A document read beside the page, a part at a time: what it prints, what it may mean, and how far the reading is.

A part is a file read for its tables, its text or its figures. Only parts whose file or description changed are read
again; what a person decided about text and listed values is put in at once, for neither needs the document.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from memlit.asking.stored import answers_path, read_answers, settled
from memlit.caching.entries import Cache
from memlit.datum import (
    UNASSIGNED,
    Datum,
    DocumentReading,
    DocumentRecord,
    Reading,
    ReconciledDocument,
    grade_said,
)
from memlit.desk.read.quotations import page_sizes
from memlit.desk.read.tables import tables_of
from memlit.desk.serve.answer import named
from memlit.errors import MemlitError, said_by
from memlit.field import Vocabulary
from memlit.files import json_line, sha256_of
from memlit.naming import CORRECTIONS_FILE, READINGS_FILE, device_id, without_marks
from memlit.reconcile.corrections import Correction, by_datum, load_corrections
from memlit.reconcile.document import reconcile, reconcile_document
from memlit.sources.attribution.table_names import recorded_tables
from memlit.sources.data.from_figures import mine_figures
from memlit.sources.data.from_numbers import flags_once_assigned
from memlit.sources.data.from_readings import read_readings
from memlit.sources.data.from_text import mine_text
from memlit.sources.data.supplied import MinedFile, Supplied, joined_files, read_as_plain
from memlit.sources.extract import load_record
from memlit.sources.figures_yaml import FIGURES_FILE
from memlit.sources.folder import (
    PassageEntry,
    ReadFor,
    SourceFolder,
    read_folder,
    source_files,
)
from memlit.sources.pictures import kept_pictures, look_at_parts, pictures_path, seen_of
from memlit.sources.throughput import CACHES
from memlit.worker import Worker
from printed.pdf.picture_page import PICTURE_FILES

_View = dict[str, Any]
_FilePart = tuple[str, str]
"""A file and what it is read for: tables, text or figures."""


@dataclass(frozen=True, slots=True)
class _FileReadings:
    """What a file gave when it and its description had this address; tables: as printed, for the page."""

    address: str
    mined: MinedFile
    tables: Sequence[_View] = ()


@dataclass(slots=True)
class Progress:
    """How far a document is read. state: waiting, reading, done, stopped or failed."""

    state: str = "waiting"
    done: int = 0
    of: int = 0
    file: str = ""
    line: str = ""
    began: float = field(default_factory=time.monotonic)

    @property
    def is_going(self) -> bool:
        """Whether the document is being read or waits for it."""
        return self.state in ("waiting", "reading")

    def as_plain(self) -> _View:
        """What the page shows of it, with the seconds since reading was asked for."""
        told = named(self, "state", "done", "of", "file", "line")
        return {**told, "seconds": round(time.monotonic() - self.began, 1)}


class Readings:
    """The documents that were read in this session; one is read at a time."""

    def __init__(self, root: Path, vocabulary: Callable[[], Vocabulary]) -> None:
        self.root = root
        self._vocabulary = vocabulary
        self._parts: dict[str, dict[_FilePart, _FileReadings]] = {}
        self._sizes: dict[tuple[str, str], list[tuple[float, float]]] = {}
        self._progress: dict[str, Progress] = {}
        self._kept: dict[str, tuple[str, DocumentSnapshot]] = {}
        self._finds: dict[tuple[Datum, tuple[Correction, ...], int], Reading] = {}
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._stopped = threading.Event()
        self._worker = Worker()
        # What OCR saw is kept for `memlit check` too, in the review's own folder alone.
        self._cache = Cache(CACHES / "extract" if root == Path() else None)

    def close(self) -> None:
        """Stops reading, and ends the reader process and its thread."""
        self.stop()
        self._thread.shutdown(cancel_futures=True)
        self._worker.close()

    def progress(self, key: str) -> Progress | None:
        """How far the document `key` is read; None where nobody asked for it."""
        return self._progress.get(key)

    def is_busy(self) -> bool:
        """Whether a document is being read or waits for it."""
        return any(one.is_going for one in self._progress.values())

    def start(self, key: str) -> None:
        """Read what changed of `key`, after what is being read now."""
        going = self._progress.get(key)
        if going is not None and going.state == "waiting":
            return
        self._progress[key] = Progress()
        self._stopped.clear()
        self._thread.submit(self._read, key, self._progress[key])

    def after(self, work: Callable[[], Any]) -> Any:
        """Do `work` in the thread that reads, when nothing else is being read, and wait for it."""
        return self._thread.submit(work).result()

    def stop(self) -> None:
        """Give up what is being read; what was read stays."""
        self._stopped.set()
        if self.is_busy():
            self._worker.close()

    def sizes(self, key: str, name: str) -> list[tuple[float, float]]:
        """Width and height of the pages of the file `name` [points]; empty where none was read as pages."""
        return self._sizes.get((key, name), [])

    def _read(self, key: str, progress: Progress) -> None:
        progress.state = "reading"
        try:
            folder = read_folder(self.root / "sources", key)
            record = load_record(self.root / "extracted", key)
            places = _places_of(folder)
            progress.of = len(places)
            known = self._parts.setdefault(key, {})
            for place in [place for place in known if place not in places]:
                del known[place]
            for place in places:
                if self._stopped.is_set():
                    break
                progress.file = place[0]
                self._part(folder, place, record)
                progress.done += 1
            # Stopped while its last part was read it lacks that part.
            if self._stopped.is_set():
                progress.state, progress.line = "stopped", "stopped; what was read stays"
            else:
                progress.state = "done"
        except MemlitError as error:
            progress.state, progress.line = "failed", str(error)
        except Exception as error:  # a fault here must not end the thread that reads
            progress.state, progress.line = "failed", f"{key} cannot be read ({said_by(error)})"

    def _part(self, folder: SourceFolder, place: _FilePart, record: DocumentRecord | None) -> None:
        (name, kind), known = place, self._parts[folder.key]
        path, vocabulary = folder.path / name, self._vocabulary()
        file = Supplied(path, sha256_of(path), folder, vocabulary, recorded_tables(record.data, name) if record else ())
        address = f"{file.sha256} {_description(folder, place)} {hash(vocabulary_state(vocabulary))}"
        if kind == "tables":
            kept = settled(read_answers(answers_path(self.root / "extracted", folder.key))).answers
            file = replace(file, answers=tuple(one for one in kept if one.question.file == name))
            address += f" {hash(file.answers and repr(file.answers))}"
        if place in known and known[place].address == address:
            return
        tables: Sequence[_View] = ()
        call = self._worker.call
        try:
            if path.suffix.lower() in (".pdf", *PICTURE_FILES) and (folder.key, name) not in self._sizes:
                self._sizes[folder.key, name] = call(name, page_sizes, path)
            if kind == "tables":
                plain, tables = self._tables(file)
            elif kind == "text":
                plain = call(name, read_as_plain, mine_text, replace(file, folder=without_passages(folder)))
            else:
                plain = call(name, read_as_plain, mine_figures, file)
            mined = MinedFile.model_validate(plain)
        except MemlitError as error:
            mined = MinedFile(data=(), warnings=(str(error),), is_unreadable=True)
        if not self._stopped.is_set():
            known[place] = _FileReadings(address, mined, tables)

    def _tables(self, file: Supplied) -> tuple[_View, Sequence[_View]]:
        """What a file gives for its tables, those that are pictures read by OCR, and the tables as printed."""
        name = file.path.name
        kept = kept_pictures(pictures_path(self.root / "extracted", file.folder.key))
        file = replace(file, seen=seen_of(kept, name, file.sha256))
        plain, tables = self._worker.call(name, tables_of, file)
        unseen = MinedFile.model_validate(plain).unseen
        if not unseen:
            return plain, tables
        file, found = look_at_parts(self._cache, file, unseen)
        plain, tables = self._worker.call(name, tables_of, file)
        return {**plain, "warnings": (*plain["warnings"], *found.doubts)}, tables

    def snapshot(self, key: str) -> "DocumentSnapshot":
        """What is known of `key` now, with the text and the listed values as the files stand this moment."""
        folder = self.root / "sources" / key
        files = [*source_files(folder), self.root / CORRECTIONS_FILE]
        stamps = [(path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files if path.is_file()]
        state = repr((stamps, [part.address for part in self._parts.get(key, {}).values()], id(self._vocabulary())))
        if key not in self._kept or self._kept[key][0] != state:
            self._kept[key] = (state, self._snapshot(key))
        return self._kept[key][1]

    def _snapshot(self, key: str) -> "DocumentSnapshot":
        folder = read_folder(self.root / "sources", key)
        parts, vocabulary = dict(self._parts.get(key, {})), self._vocabulary()
        whole = joined_files([part.mined for part in parts.values()])
        entries = {(entry.file, entry.place): entry for entry in folder.description.passages}
        data = [with_passage(datum, entries) for datum in whole["data"]]
        warnings: list[str] = []
        for part in parts.values():
            warnings += [*part.mined.warnings, *part.mined.problems]
        listed = folder.named(READINGS_FILE)
        if listed is not None:
            read, problems = read_readings(listed, key, vocabulary)
            data, warnings = [*data, *read], [*warnings, *problems]
        corrections = by_datum(load_corrections(self.root / CORRECTIONS_FILE, vocabulary)[0])
        # Finds of nobody are many, and no other value follows from them.
        free: dict[str, Datum] = {}
        bound: dict[str, Datum] = {}
        for datum in data:
            # Of one place that two files print the first is used, as in the record.
            kept = free if datum.device == UNASSIGNED and datum.figure is None else bound
            kept.setdefault(datum.id, datum)
        finds = [self._find(datum, corrections.get(name, ()), vocabulary) for name, datum in free.items()]
        document = DocumentReading(
            key=key, status="new", data=tuple(bound.values()), points=whole["points"], pages=whole["contents"]
        )
        own = {name: rows for name, rows in corrections.items() if name in bound}
        reconciled = reconcile_document(document, own, vocabulary)
        readings = tuple(sorted((*reconciled.readings, *finds), key=lambda one: one.id))
        tables = {name: part.tables for (name, kind), part in parts.items() if kind == "tables"}
        reconciled = reconciled.model_copy(update={"readings": readings})
        unreadable = [line for part in parts.values() if part.mined.is_unreadable for line in part.mined.warnings]
        return DocumentSnapshot(
            folder, reconciled, tables, *(tuple(dict.fromkeys(found)) for found in (warnings, unreadable))
        )

    def _find(self, datum: Datum, rows: Sequence[Correction], vocabulary: Vocabulary) -> Reading:
        """A find that is nobody's yet, read once for all decisions that are not about it."""
        name = (datum, tuple(rows), id(vocabulary))
        if name not in self._finds:
            self._finds[name] = reconcile(datum, rows, vocabulary)
        return self._finds[name]


@dataclass(frozen=True, slots=True)
class DocumentSnapshot:
    """One document as the page shows it: readings in SI, and its tables as printed by file.

    unreadable: a line for each file that cannot be read, without which no record is written.
    """

    folder: SourceFolder
    document: ReconciledDocument
    tables: Mapping[str, Sequence[_View]]
    warnings: tuple[str, ...]
    unreadable: tuple[str, ...] = ()

    @property
    def used(self) -> list[Reading]:
        """Values of a device, printed or derived."""
        return [one for one in self.document.readings if one.status == "value" and one.datum.device != UNASSIGNED]

    @property
    def titles(self) -> dict[str, str]:
        """Devices as they are printed, or as a person wrote them, by their ids."""
        titles = {device_id(entry.device): entry.device for entry in self.folder.description.passages}
        data = [one.datum for one in self.document.readings]
        return titles | {one.device: without_marks(one.printed.stub) for one in data if one.printed.stub}


def _places_of(folder: SourceFolder) -> list[_FilePart]:
    """The parts of a folder; the text first, for it is read soonest."""
    kinds: tuple[ReadFor, ...] = ("text", "tables", "figures")
    places: list[_FilePart] = []
    for kind in kinds:
        places += [(path.name, kind) for path in folder.parts[kind]]
    return places


def _description(folder: SourceFolder, place: _FilePart) -> str:
    """What the folder says of a part, as text that differs where it does."""
    name, kind = place
    if kind == "tables":
        return json_line([entry.model_dump() for entry in folder.description.tables if entry.file == name])
    if kind == "figures":
        path = folder.named(FIGURES_FILE)
        return sha256_of(path) if path else ""
    return ""


def vocabulary_state(vocabulary: Vocabulary) -> str:
    """All words by which values are found, as one text: another text means that documents are read again."""
    return repr(sorted((one.name, one.header, one.header_contains, one.text) for one in vocabulary.parameters.values()))


def without_passages(folder: SourceFolder) -> SourceFolder:
    """The folder as if no sentence had been assigned to a device, so that every sentence is found as printed."""
    return replace(folder, description=folder.description.model_copy(update={"passages": ()}))


def with_passage(datum: Datum, entries: Mapping[_FilePart, PassageEntry]) -> Datum:
    """A find of the text as a person assigned it, as `memlit.sources.data.from_text` does when it reads the file."""
    entry = entries.get((datum.locator.file, datum.locator.place or ""))
    if entry is None or entry.printed.split() != datum.printed.text.split():
        return datum
    return datum.model_copy(
        update={
            "paper": entry.paper or datum.locator.document,
            "device": device_id(entry.device),
            "parameter": entry.parameter or datum.parameter,
            "tier": entry.tier,
            "pulse": entry.set_or_reset,
            "condition": entry.condition,
            "grade": grade_said(entry.grade, entry.how),
            "excluded": None,
            "flags": flags_once_assigned(datum.flags, entry.how),
        }
    )
