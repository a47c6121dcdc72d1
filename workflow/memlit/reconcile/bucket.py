"""The documents of a bucket put into SI, each on its own, from a cache where nothing that decides them changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from memlit.caching.packed import PACKED_FOLDER, Packed
from memlit.datum import DocumentReading, ReconciledDocument, document_of, key_of_line, parse_line
from memlit.errors import CountError
from memlit.field import Vocabulary, load_vocabulary
from memlit.files import json_line, sha256_of, text_lines
from memlit.grouping import grouped
from memlit.reconcile.corrections import Correction, by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.sources.points import read_points

T = TypeVar("T")


def reconcile_bucket(
    extracted: Path, points: Path, vocabulary: Path, corrections: Path, code: str
) -> tuple[Iterator[bytes], Packed]:
    """The lines of the reconciled documents of a bucket, and their cache, to be saved when they are written.

    extracted, points: what was read of its documents, and the points of their digitized series; code: the digest of the
    code, part of the cache's key.
    """
    words = load_vocabulary(vocabulary)
    usable, _ = load_corrections(corrections, words)
    bucket = _Bucket(
        path=extracted,
        points=_by_document(read_points(points)),
        corrections=_by_document(by_datum(usable)),
        vocabulary=words,
        cache=Packed(PACKED_FOLDER / f"reconciled-{extracted.stem}", f"{code}-{sha256_of(vocabulary)}"),
    )
    return (_reconciled(bucket, line, number) for number, line in text_lines(extracted)), bucket.cache


@dataclass(frozen=True, slots=True)
class _Bucket:
    """What the documents of a bucket are reconciled with; points and corrections: by id, by document."""

    path: Path
    points: Mapping[str, Mapping[str, str]]
    corrections: Mapping[str, Mapping[str, Sequence[Correction]]]
    vocabulary: Vocabulary
    cache: Packed


def _by_document(items: Mapping[str, T]) -> dict[str, dict[str, T]]:
    ids = grouped(items, document_of)
    return {document: {datum_id: items[datum_id] for datum_id in own} for document, own in ids.items()}


def _reconciled(bucket: _Bucket, line: str, number: int) -> bytes:
    """The line of a reconciled document.

    From the cache where the document, its points, its corrections, the vocabulary and the code are the same; what is
    there was counted before it was stored.
    """
    document = key_of_line(line) or parse_line(DocumentReading, line, bucket.path, number).key
    points = bucket.points.get(document, {})
    corrections = bucket.corrections.get(document, {})
    own = [asdict(row) for _, rows in sorted(corrections.items()) for row in rows]
    address = bucket.cache.address(*(part.encode() for part in (line, json_line(points), json_line(own))))
    stored = bucket.cache.find(address)
    if stored is not None:
        return stored[0]
    read = parse_line(DocumentReading, line, bucket.path, number)
    series = {datum.id: points.get(datum.id, "") for datum in read.data if datum.figure is not None}
    with_points = read.model_copy(update={"points": series}) if series else read
    written = reconcile_document(with_points, corrections, bucket.vocabulary)
    _check_counts(read, written)
    text = written.model_dump_json(exclude_defaults=True).encode() + b"\n"
    bucket.cache.put(address, [text])
    return text


def _check_counts(before: DocumentReading, after: ReconciledDocument) -> None:
    """Every datum gives one printed reading: a value, a text, flagged or excluded."""
    n_printed = sum(not reading.is_derived for reading in after.readings)
    if before.key != after.key or len(before.data) != n_printed:
        problem = f"{len(before.data)} data in, {n_printed} readings out"
        raise CountError(f"reconcile: {before.key}", problem, "report this with the document")
