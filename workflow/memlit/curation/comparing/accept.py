"""memlit accept KEY: take what a run reads of a document as its reviewed record."""

from collections.abc import Callable, Iterable
from pathlib import Path

from memlit.caching.entries import Cache
from memlit.curation.record_differences import differences
from memlit.datum import Datum, DocumentRecord
from memlit.errors import SourceError
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import json_text, write_text
from memlit.library import is_safe_key
from memlit.sources.extract import DocumentStore, load_record, points_path, read_files, record_files, record_path
from memlit.sources.folder import is_by_hand, read_folder
from memlit.sources.pictures import kept_pictures, pictures_path, write_pictures
from memlit.sources.points import check_points, read_points, write_points
from memlit.sources.standing import standing_data


def _any_data(_: Iterable[Datum]) -> None:
    """Nothing that is read is refused."""


def accept_record(root: Path, key: str, check: Callable[[Iterable[Datum]], None] = _any_data) -> list[str]:
    """Read sources/KEY anew and write extracted/KEY.json; returns what changed, a line each.

    check: raises an error of memlit's where what is read of the files must not be written.

    Points of digitized series go into KEY.points.csv beside it, what OCR saw of pictures into KEY.pictures.jsonl.
    Data of recorded documents that are absent now stay in the record; those of a list, a transcribed table or a
    digitization that a person deleted leave it, and with the last of them the record goes. Raises SourceError when the
    folder is missing, has a file that cannot be read, or gives no datum: a record is never emptied by accident.
    """
    if not is_safe_key(key) or not (root / "sources" / key).is_dir():
        raise SourceError(f"sources/{key}", "is no folder", "give the key of a folder under sources/")
    vocabulary = load_vocabulary(root / VOCABULARY_FILE)
    corpus = DocumentStore.of(root, vocabulary, Cache(None), "accept", looks=True)
    record = load_record(corpus.records, key)
    folder = read_folder(corpus.sources, key)
    read = read_files(corpus, folder, record)
    if read.unreadable:
        names = "; ".join(read.unreadable)
        raise SourceError(f"sources/{key}", f"cannot be read whole ({names})", "mend or remove the file, then accept")
    if read.status == "excluded":
        problem = f"has two readings in one place ({read.reason})"
        raise SourceError(f"sources/{key}", problem, "keep one of the two, then accept")
    check(read.data)
    before: tuple[Datum, ...] = record.data if record else ()
    absent = standing_data(folder, read.files, record) if record else ()
    after = tuple(sorted((*absent, *read.data), key=lambda datum: datum.id))
    is_emptied = not (after or read.warnings) and all(is_by_hand(Path(name)) for name in read.files)
    if before and is_emptied:
        for path in record_files(corpus.records, key):
            path.unlink(missing_ok=True)
        return differences(before, after)
    if not after:
        reason = "; ".join(read.warnings) or "there is no table, reading or document in it"
        raise SourceError(f"sources/{key}", f"gave no datum ({reason})", "mend the files, then accept")
    files = {
        **({datum.locator.file: (record.files[datum.locator.file]) for datum in absent} if record else {}),
        **read.files,
    }
    place = points_path(corpus.records, key)
    points = check_points(place, after, {**read_points(place), **read.points})
    if points:
        write_points(place, points)
    else:
        place.unlink(missing_ok=True)
    place = pictures_path(corpus.records, key)
    gone = [kept for kept in kept_pictures(place) if kept.file not in read.files]
    write_pictures(place, [*gone, *read.pictures])
    accepted = DocumentRecord(key=key, files=dict(sorted(files.items())), data=after)
    write_text(record_path(corpus.records, key), json_text(accepted.model_dump(mode="json", exclude_defaults=True)))
    return differences(before, after)
