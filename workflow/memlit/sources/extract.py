"""Read each document of a bucket as printed and compare it with its committed record.

What files gave before: kept under the bytes of all that decides it, as they were before and after it was read.
"""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from figcurves.model import unique
from memlit.asking.model import Answer
from memlit.asking.stored import answers_path, boxes_drawn, read_answers, settled
from memlit.caching.entries import Cache
from memlit.datum import (
    Datum,
    DocumentReading,
    DocumentRecord,
    DocumentStatus,
    KeptArea,
    LookedFor,
    parse_record,
)
from memlit.errors import DocumentError, MemlitError, RecordError, SourceError, said_by
from memlit.field import Vocabulary
from memlit.files import json_line, read_json, sha256_of
from memlit.naming import READINGS_FILE
from memlit.quantities.spelling.normalise import normalise
from memlit.sources.attribution.table_names import recorded_tables
from memlit.sources.data.from_figures import mine_figures
from memlit.sources.data.from_readings import read_readings
from memlit.sources.data.from_tables import mine_file
from memlit.sources.data.from_text import mine_text
from memlit.sources.data.supplied import MinedFile, Supplied, joined_files, read_all_as_plain, read_as_plain
from memlit.sources.folder import (
    SECOND_FILE,
    SOURCE_FILE,
    TRANSCRIBED_PREFIX,
    LookedForEntry,
    ReadFor,
    SourceFolder,
    read_folder,
)
from memlit.sources.pictures import (
    kept_pictures,
    look_at_boxes,
    look_at_parts,
    pictures_path,
    seen_digest,
    seen_of,
    without_other_boxes,
)
from memlit.sources.points import POINTS_SUFFIX, check_points, read_points
from memlit.sources.standing import deleted_lines, standing_data
from memlit.sources.throughput import Tally
from memlit.worker import read_safely
from printed.documents.kind import SAVE_WORD_AS, WORD_SUFFIXES


def is_still(address: Callable[[], str], before: str) -> bool:
    """Whether files have the address they had before they were read; not where one is gone."""
    try:
        return address() == before
    except OSError:
        return False


RECORD_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class DocumentStore:
    """Where documents and records lie, and what reads them.

    looks: whether OCR is asked of pictures of which nothing is kept.
    """

    sources: Path
    records: Path
    vocabulary: Vocabulary
    cache: Cache
    code: str
    tally: Tally = field(default_factory=Tally)
    looks: bool = False

    @classmethod
    def of(cls, root: Path, vocabulary: Vocabulary, cache: Cache, code: str, *, looks: bool = False) -> "DocumentStore":
        """That of the review in `root`."""
        return cls(root / "sources", root / "extracted", vocabulary, cache, code, looks=looks)


def record_path(records: Path, key: str) -> Path:
    """The committed record of a document."""
    return records / f"{key}{RECORD_SUFFIX}"


def points_path(records: Path, key: str) -> Path:
    """The committed points of a document's digitized series."""
    return records / f"{key}{POINTS_SUFFIX}"


def record_files(records: Path, key: str) -> tuple[Path, Path, Path]:
    """All that is committed of a document: its record, the points of its series, what OCR saw of its pictures."""
    return record_path(records, key), points_path(records, key), pictures_path(records, key)


def load_record(records: Path, key: str) -> DocumentRecord | None:
    """The committed record of a document, None where there is none yet.

    Raises RecordError when it does not fit its schema, names another key or holds a datum of another document.
    """
    path = record_path(records, key)
    if not path.is_file():
        return None
    record = parse_record(DocumentRecord, read_json(path), str(path))
    if record.key != key:
        raise RecordError(str(path), f"holds the record of {record.key}", f"rename it to {record.key}.json")
    # What is sorted by document is sorted by id, and no two documents share an id.
    stranger = next((datum.id for datum in record.data if not datum.id.startswith(f"{key}:")), None)
    if stranger is not None:
        raise RecordError(str(path), f"holds the datum {stranger}", f"begin its id with {key}:, or accept it anew")
    return record


def read_document(corpus: DocumentStore, key: str) -> DocumentReading:
    """One document as this run sees it. What is wrong with it is its status and reason."""
    try:
        record = load_record(corpus.records, key)
    except RecordError as error:
        return DocumentReading(key=key, status="excluded", reason=str(error), record_problem=str(error))
    try:
        if not (corpus.sources / key).is_dir():
            if record is None:
                raise RecordError(key, "has neither a source folder nor a record", "supply sources/KEY")
            read = DocumentReading(key=key, status="record_only", files=record.files, data=record.data)
            return _with_points(corpus, read, record)
        folder = read_folder(corpus.sources, key)
        read = read_files(corpus, folder, record)
        if read.status == "excluded":
            nothing: dict[str, object] = dict.fromkeys(("data", "unmapped", "questions", "second", "looked_for"), ())
            return read.model_copy(update={**nothing, "points": {}})
        return _with_points(corpus, _compared(folder, read, record), record)
    except MemlitError as error:
        return DocumentReading(key=key, status="excluded", reason=str(error))


def read_files(corpus: DocumentStore, folder: SourceFolder, record: DocumentRecord | None = None) -> DocumentReading:
    """What every file of a source folder gives; a file that cannot be read is a warning and stops no other.

    Its status is `new`, or `excluded` where two unlike readings meet in one place: one of them would be lost.
    record: the accepted record, whose tables keep their names.
    """
    kept = kept_pictures(pictures_path(corpus.records, folder.key))
    answers = settled(read_answers(answers_path(corpus.records, folder.key)))
    asked = _asked_of(corpus, folder, record, kept, answers.answers)
    if corpus.looks:
        asked, drawn = _with_boxes(corpus, asked)
        kept = [*(one for one in kept if one.area.of != "box"), *drawn]
    parts = _stored_or_read(corpus, asked)
    if corpus.looks:
        parts, looked = _with_pictures(corpus, asked, parts)
        kept = [*kept, *looked]
    files = {one.file.path.name: one.file.sha256 for one in asked}
    whole, second = joined_files(parts), _second_list(corpus, folder)
    data, n_repeated, conflicts = _without_repeats(whole["data"])
    warnings: list[str] = []
    unreadable: list[str] = []
    for part in (*parts, second):
        warnings += part.warnings
        unreadable += part.warnings if part.is_unreadable else ()
    return DocumentReading(
        key=folder.key,
        kind=folder.description.kind,
        title=folder.description.title,
        licence=folder.description.licence,
        status="excluded" if conflicts else "new",
        reason=_conflict(conflicts),
        files=files,
        data=data,
        unmapped=whole["unmapped"],
        questions=whole["questions"],
        cells=whole["cells"].model_copy(update={"duplicates": n_repeated}),
        # A file is read for its tables and for its text; what stops both is one problem.
        warnings=unique((*warnings, *conflicts, *map(_not_read, folder.files_not_read))),
        unreadable=unique(unreadable),
        problems=unique((*whole["problems"], *answers.contradictions)),
        points=whole["points"],
        pictures=tuple(one for one in kept if files.get(one.file) == one.sha256),
        second=second.data,
        pages=whole["contents"],
        looked_for=tuple(_looked_for(one, folder.key) for one in folder.description.looked_for),
    )


def _second_list(corpus: DocumentStore, folder: SourceFolder) -> MinedFile:
    """What a second reader's list gives; nothing where there is none."""
    path = folder.named(SECOND_FILE)
    if path is None:
        return MinedFile(data=())
    (second,) = _stored_or_read(corpus, [FileToRead("list", _supplied(corpus, folder, path))])
    return second


def _conflict(conflicts: Sequence[str]) -> str | None:
    """Why a document with unlike readings in one place is left out; None where there are none."""
    if not conflicts:
        return None
    more = f" (and {len(conflicts) - 1} more)" if len(conflicts) > 1 else ""
    return f"conflict: two readings meet in one place: {conflicts[0]}{more}"


def _looked_for(entry: LookedForEntry, key: str) -> LookedFor:
    """What was looked for, as a record; of the document itself where no paper is named."""
    said = entry.model_dump(exclude={"curator", "date"})
    return LookedFor(**said | {"paper": entry.paper or key})


def _supplied(corpus: DocumentStore, folder: SourceFolder, path: Path) -> Supplied:
    return Supplied(path, sha256_of(path), folder, corpus.vocabulary)


def _not_read(path: Path) -> str:
    problem = f"is of a kind that is not read ({path.suffix or 'no suffix'})"
    remedy = "supply it as PDF, LaTeX, XML, HTML, XLSX or CSV, or remove it"
    if path.suffix.lower() in WORD_SUFFIXES:
        remedy = SAVE_WORD_AS
    return str(SourceError(path.as_posix(), problem, remedy))


def _listed(file: Supplied) -> MinedFile:
    """What a list of readings gives."""
    data, problems = read_readings(file.path, file.folder.key, file.vocabulary)
    return MinedFile(data=tuple(data), warnings=tuple(problems))


_READERS: dict[ReadFor, Callable[[Supplied], MinedFile]] = {
    "tables": mine_file,
    "list": _listed,
    "text": mine_text,
    "figures": mine_figures,
}
"""What reads a file, by what it is read for."""


READ_TOGETHER: frozenset[ReadFor] = frozenset({"tables", "text"})
"""What is read of a file while it is open once: both need all characters of all its pages."""


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A file and what it is read for."""

    kind: ReadFor
    file: Supplied


def _asked_of(
    corpus: DocumentStore,
    folder: SourceFolder,
    record: DocumentRecord | None,
    kept: Sequence[KeptArea],
    answers: Sequence[Answer],
) -> list[FileToRead]:
    """The files of a folder and what each is read for; tables with recorded names, what OCR saw, and their answers."""
    asked: list[FileToRead] = []
    for kind, paths in folder.parts.items():
        for path in paths:
            file = _supplied(corpus, folder, path)
            if kind == "tables":
                recorded = recorded_tables(record.data, path.name) if record else ()
                own = tuple(one for one in answers if one.question.file == path.name)
                seen = without_other_boxes(seen_of(kept, path.name, file.sha256), boxes_drawn(own, path.name))
                of_tables = tuple(one for one in own if one.part != "number")
                file = replace(file, recorded=recorded, seen=seen, answers=of_tables)
            if kind == "text":
                of_numbers = [one for one in answers if one.part == "number" and one.question.file == path.name]
                file = replace(file, answers=tuple(of_numbers))
            asked.append(FileToRead(kind, file))
    return asked


def _with_boxes(corpus: DocumentStore, asked: Sequence[FileToRead]) -> tuple[list[FileToRead], list[KeptArea]]:
    """The files with what stands in the boxes that were drawn on their pages, looked at anew; and these areas."""
    out: list[FileToRead] = []
    drawn: list[KeptArea] = []
    for one in asked:
        file = one.file
        boxes = boxes_drawn(file.answers, file.path.name) if one.kind == "tables" else []
        if boxes:
            file, found = look_at_boxes(corpus.cache, file, boxes)
            drawn += found.areas
            one = replace(one, file=file)
        out.append(one)
    return out, drawn


def _stored_or_read(corpus: DocumentStore, asked: Sequence[FileToRead]) -> list[MinedFile]:
    """What files give, in the order asked: from the cache, else read, and stored if they did not change meanwhile."""
    keys = [_address_of(corpus.code, one) for one in asked]
    found: dict[int, MinedFile] = {}
    missing: list[int] = []
    for place, key in enumerate(keys):
        stored = _stored(corpus, key)
        if stored is None:
            missing.append(place)
        else:
            found[place] = stored
    for group in _together(asked, missing):
        read = _read_together([asked[place] for place in group])
        for place, mined in zip(group, read, strict=True):
            found[place] = mined
            _store(corpus, asked[place], keys[place], mined)
    return [found[place] for place in range(len(asked))]


def _with_pictures(
    corpus: DocumentStore, asked: Sequence[FileToRead], parts: Sequence[MinedFile]
) -> tuple[list[MinedFile], list[KeptArea]]:
    """What files give with the pictures on their pages, and what OCR saw of those that were not seen before."""
    read: list[MinedFile] = []
    looked: list[KeptArea] = []
    for one, mined in zip(asked, parts, strict=True):
        file = one.file
        if mined.unseen:
            file, found = look_at_parts(corpus.cache, file, mined.unseen)
            (mined,) = _stored_or_read(corpus, [replace(one, file=file)])
            doubts = tuple(_placed(line, file.path) for line in found.doubts)
            mined = mined.model_copy(update={"warnings": (*mined.warnings, *doubts)})
            looked += found.areas
        read.append(mined)
    return read, looked


def _together(asked: Sequence[FileToRead], places: Iterable[int]) -> list[list[int]]:
    """The places of what is asked, those of one file together where it is read for `READ_TOGETHER`."""
    groups: dict[tuple[Path, bool, int], list[int]] = {}
    for place in places:
        one = asked[place]
        is_shared = one.kind in READ_TOGETHER
        groups.setdefault((one.file.path, is_shared, 0 if is_shared else place), []).append(place)
    return list(groups.values())


def _stored(corpus: DocumentStore, key: str) -> MinedFile | None:
    """What a file gave before, None where it is not in the cache."""
    # An entry that does not fit (a damaged disk, another version) counts as absent.
    with contextlib.suppress(ValueError):
        stored = corpus.cache.get(key)
        if stored is not None:
            mined = MinedFile.model_validate(stored)
            corpus.tally.cached += 1
            return mined
    return None


def _store(corpus: DocumentStore, asked: FileToRead, key: str, mined: MinedFile) -> None:
    """Count what a file gave, and store it for the next run."""
    corpus.tally.add(Tally(files=1, unreadable=int(mined.is_unreadable), pages=mined.pages))
    # A limit that was met on a busy machine must not stand for ever, nor what a file held that changed meanwhile.
    if not mined.is_unreadable and is_still(lambda: _address_of(corpus.code, asked), key):
        corpus.cache.put(key, mined.model_dump())


def _address_of(code: str, asked: FileToRead) -> str:
    """Where what a file gives is stored: the bytes of it and of what describes it as they are now, its recorded tables.

    Names of transcribed tables are of it: they settle captions whose table cannot be read.
    """
    file, kind = asked.file, asked.kind
    folder = file.folder
    described = [SOURCE_FILE]
    if kind == "figures":
        described += [path.name for path in folder.figure_descriptions]
    said = [sha256_of(folder.path / name) if folder.named(name) else "none" for name in described]
    recorded = []
    for table in file.recorded:
        cells = sorted([row, col, text] for (row, col), text in table.cells.items())
        recorded.append([table.name, table.is_used, *cells])
    transcribed = [other.name for other in folder.mined_files if other.name.startswith(TRANSCRIBED_PREFIX)]
    answers = json_line([one.model_dump(mode="json", exclude_defaults=True) for one in file.answers])
    of_file = (kind, json_line(recorded), answers, file.path.name, sha256_of(file.path))
    return Cache.key(code, folder.key, *of_file, *said, *transcribed, seen_digest(file.seen))


def _read_together(asked: Sequence[FileToRead]) -> list[MinedFile]:
    """What one file gives for all that it is read for, as `_read` gives each; it is opened once."""
    path = asked[0].file.path
    if len(asked) > 1:
        # What stops one must not take the others with it: then each is read alone, and says what is wrong.
        with contextlib.suppress(Exception):
            readers, files = [_READERS[one.kind] for one in asked], [one.file for one in asked]
            plain = read_safely(path, read_all_as_plain, readers, files)
            return [_with_place(MinedFile.model_validate(one), path) for one in plain]
    return [_read(one.file, one.kind) for one in asked]


def _read(file: Supplied, kind: ReadFor) -> MinedFile:
    """What a file gives, with every fault as a warning and every warning with its place.

    A list is read in place, all else in the reader process.
    """
    path, read = file.path, _READERS[kind]
    try:
        mined = read(file) if kind == "list" else MinedFile.model_validate(read_safely(path, read_as_plain, read, file))
    except MemlitError as error:
        mined = MinedFile(data=(), warnings=(str(error),), is_unreadable=True)
    except Exception as error:  # a reader's fault on one file must not take the others with it
        problem = f"cannot be read ({said_by(error)})"
        line = DocumentError(f"{path}", problem, "mend or remove the file, and report this with it")
        mined = MinedFile(data=(), warnings=(str(line),), is_unreadable=True)
    return _with_place(mined, path)


def _with_place(mined: MinedFile, path: Path) -> MinedFile:
    """What a file gave, its warnings with their place."""
    return mined.model_copy(update={"warnings": tuple(_placed(line, path) for line in mined.warnings)})


def _placed(line: str, path: Path) -> str:
    """A warning that says of which document's file it speaks."""
    folder = f"{path.parent.as_posix()}/"
    if line.startswith(folder):
        return line
    return f"{folder}{line}" if line.startswith(path.name) else f"{path.as_posix()}: {line}"


def _without_repeats(data: Iterable[Datum]) -> tuple[tuple[Datum, ...], int, tuple[str, ...]]:
    """Data by id: an equal second reading of a place is dropped and counted, an unequal one named."""
    kept: dict[str, Datum] = {}
    repeated, conflicts = 0, []
    for datum in data:
        first = kept.get(datum.id)
        if first is None:
            kept[datum.id] = datum
            continue
        repeated += 1
        if _shown(first) != _shown(datum):
            problem = f"is read as {first.printed.text!r} in {first.locator.file} and {datum.printed.text!r}"
            remedy = "keep one of the two tables, or correct one of them"
            conflicts.append(str(RecordError(datum.id, f"{problem} in {datum.locator.file}", remedy)))
    return tuple(kept[datum_id] for datum_id in sorted(kept)), repeated, tuple(conflicts)


def _shown(datum: Datum) -> str:
    """The print without the differences of typesetting: two files of a paper print minus and micro in two ways."""
    return " ".join(normalise(datum.printed.text)[0].replace("\N{MINUS SIGN}", "-").split())


def _compared(folder: SourceFolder, read: DocumentReading, record: DocumentRecord | None) -> DocumentReading:
    """The reading with its status against the record: where there is a record, it is what is used."""
    if record is None:
        return read if read.data else _without_data(folder, read)
    # Data of recorded documents that are absent stand; files that the record does not know add theirs.
    standing = standing_data(folder, read.files, record)
    kept = {datum.id for datum in standing}
    expected = [datum for datum in record.data if datum.id not in kept]
    again = [datum for datum in read.data if datum.locator.file in record.files]
    if sorted(map(_essence, expected)) != sorted(map(_essence, again)):
        now = tuple(sorted((*standing, *read.data), key=lambda datum: datum.id))
        warnings = (*read.warnings, *deleted_lines(folder, read.files, record))
        return read.model_copy(update={"status": "changed", "data": record.data, "read": now, "warnings": warnings})
    added = [datum for datum in read.data if datum.locator.file not in record.files]
    status: DocumentStatus = "same" if any(name in read.files for name in record.files) else "record_only"
    if added:
        status = "new"
    used = tuple(sorted((*record.data, *added), key=lambda datum: datum.id))
    return read.model_copy(update={"status": status, "data": used})


def _without_data(folder: SourceFolder, read: DocumentReading) -> DocumentReading:
    """A reading that gave no value: left out with the reason, or settled where nothing was to be read."""
    warnings = read.warnings
    if not warnings and set(read.files) - {READINGS_FILE}:
        warnings = (_nothing_in(folder, read.files),)
    if not (warnings or read.problems):
        # A folder without any reading has nothing to accept.
        return read.model_copy(update={"status": "same"})
    reason = "; ".join((*warnings, *read.problems))
    return read.model_copy(update={"status": "excluded", "reason": reason, "warnings": warnings})


def _nothing_in(folder: SourceFolder, files: Iterable[str]) -> str:
    problem = f"no value that memlit knows is found in {', '.join(sorted(set(files) - {READINGS_FILE}))}"
    remedy = f"see memlit tables and memlit passages, or write what it prints into {READINGS_FILE}"
    return str(SourceError(folder.path.as_posix(), problem, remedy))


def _with_points(corpus: DocumentStore, reading: DocumentReading, record: DocumentRecord | None) -> DocumentReading:
    """The reading with the points of the series it uses: those of the record stand as the record does."""
    path = points_path(corpus.records, reading.key)
    recorded = {datum.id for datum in record.data} if record else set()
    points = {datum_id: rows for datum_id, rows in reading.points.items() if datum_id not in recorded}
    if any(datum.figure and datum.id in recorded for datum in reading.data):
        points |= read_points(path)
    return reading.model_copy(update={"points": check_points(path, reading.data, points)})


def _essence(datum: Datum) -> str:
    """What makes a datum the same: all of it but the digest of the file it was read from."""
    locator = datum.locator.model_copy(update={"sha256": None})
    return json_line(datum.model_copy(update={"locator": locator}).model_dump())
