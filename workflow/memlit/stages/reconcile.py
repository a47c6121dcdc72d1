"""Stage reconcile: results/extracted/BUCKET.jsonl to results/reconciled/BUCKET.jsonl."""

from __future__ import annotations

from pathlib import Path

from memlit.datum import DocumentReading, parse_record
from memlit.files import read_json_lines, write_json_lines
from memlit.reconcile import reconcile_document
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.vocabulary import load_vocabulary


def run(documents: str, corrections: str, vocabulary: str, output: str) -> None:
    """Reconcile each document of a bucket on its own."""
    words = load_vocabulary(Path(vocabulary))
    usable, _ = load_corrections(Path(corrections), words)
    fixes = by_datum(usable)
    lines = (
        reconcile_document(parse_record(DocumentReading, line, documents), fixes, words).model_dump(mode="json")
        for line in read_json_lines(Path(documents))
    )
    write_json_lines(Path(output), lines)
