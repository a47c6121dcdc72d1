"""Stage reconcile: results/extracted/BUCKET.jsonl to results/reconciled/BUCKET.jsonl."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from memlit.datum import DocumentReading, ReconciledDocument, parse_record
from memlit.errors import CountError
from memlit.files import Cache, json_line, read_json_lines, sha256_of, write_json_lines
from memlit.reconcile import reconcile_document
from memlit.reconcile.corrections import Correction, by_datum, load_corrections
from memlit.sources.points import read_points
from memlit.vocabulary import Vocabulary, load_vocabulary

CACHE_FOLDER = Path("results/run/cache/reconcile")


def run(documents: str, points: str, corrections: str, vocabulary: str, code: str, output: str) -> None:
    """Reconcile each document of a bucket on its own; `code` is the hash of the stage, part of the cache's key.

    points: the points of the bucket's digitized series.
    """
    words = load_vocabulary(Path(vocabulary))
    usable, _ = load_corrections(Path(corrections), words)
    fixes = by_datum(usable)
    cache = Cache(CACHE_FOLDER)
    code = f"{code}-{sha256_of(Path(vocabulary))}"
    read = [parse_record(DocumentReading, line, documents) for line in read_json_lines(Path(documents))]
    rows = read_points(Path(points))
    written = [_reconciled(_with_points(document, rows), fixes, words, cache, code) for document in read]
    _check_counts(read, written)
    write_json_lines(Path(output), (document.model_dump(mode="json") for document in written))


def _with_points(document: DocumentReading, rows: Mapping[str, str]) -> DocumentReading:
    own = {datum.id: rows.get(datum.id, "") for datum in document.data if datum.figure is not None}
    return document.model_copy(update={"points": own}) if own else document


def _reconciled(
    document: DocumentReading,
    fixes: Mapping[str, Sequence[Correction]],
    vocabulary: Vocabulary,
    cache: Cache,
    code: str,
) -> ReconciledDocument:
    """From the cache where the document, its corrections, the vocabulary and the code are the same."""
    own = [asdict(row) for datum_id, rows in sorted(fixes.items()) for row in rows if _is_about(datum_id, document)]
    key = Cache.key(code, document.model_dump_json(), json_line(own))
    # An entry that does not fit (a damaged disk, another version) counts as absent.
    with contextlib.suppress(ValueError):
        stored = cache.get(key)
        if stored is not None:
            return ReconciledDocument.model_validate(stored)
    reconciled = reconcile_document(document, fixes, vocabulary)
    cache.put(key, reconciled.model_dump(mode="json"))
    return reconciled


def _is_about(datum_id: str, document: DocumentReading) -> bool:
    return datum_id.split(":", 1)[0] == document.key


def _check_counts(read: Sequence[DocumentReading], written: Sequence[ReconciledDocument]) -> None:
    """Every datum gives one printed reading: a value, a text, flagged or excluded."""
    for before, after in zip(read, written, strict=True):
        n_printed = sum(not reading.is_derived for reading in after.readings)
        if before.key != after.key or len(before.data) != n_printed:
            problem = f"{len(before.data)} data in, {n_printed} readings out"
            raise CountError(f"reconcile: {before.key}", problem, "report this with the document")
