"""Stage resolve: all reconciled documents and the library to results/resolved.json and two tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import Reading, ReconciledDocument, Record, json_pieces, read_records
from memlit.devices import gather, resolve_devices, with_series
from memlit.devices.gather import SURVEY, Corpus, unknown_classes
from memlit.devices.outputs import DEVICE_COLUMNS, READING_COLUMNS, device_row, reading_row
from memlit.devices.resolved import Resolved, Screening, check_counts, entry_record
from memlit.files import write_csv, write_pieces
from memlit.library import load_library, load_screening
from memlit.reconcile.checks import load_checks, standing, with_checks
from memlit.reconcile.corrections import load_corrections
from memlit.vocabulary import load_vocabulary


def run(
    documents: Iterable[str],
    library: str,
    screening: str,
    corrections: str,
    checks: Iterable[str],
    vocabulary: str,
    classes: str,
    settings: Mapping[str, Any],
    problems: Iterable[str],
    outputs: Mapping[str, str],
) -> None:
    """Join, flag and choose.

    checks: checks.csv where there is one; problems: lines about folder names;
    outputs: paths of `resolved`, `readings` and `devices`.
    """
    config = validated(Config, dict(settings), CONFIG_FILE)
    words = load_vocabulary(Path(vocabulary))
    entries = load_library(Path(library))
    known_classes = load_classes(Path(classes))
    rows, unusable = load_corrections(Path(corrections), words)
    read = [document for path in documents for document in read_records(ReconciledDocument, Path(path))]
    keys = {document.key for document in read}
    orphaned = [
        f"corrections.csv:{row.line}: there is no document {row.document}; mend the id or remove the row"
        for row in rows
        if row.document not in keys
    ]
    screened, unknown_stages = load_screening(Path(screening))
    found = [*problems, *unknown_stages, *unusable, *orphaned, *unknown_classes(entries, known_classes)]
    corpus = gather(read, entries, config, found)
    check_counts(read, corpus.readings)
    corpus = _checked(corpus, checks)
    corpus = with_series(corpus)
    surveys = {document.key for document in corpus.documents if document.kind == SURVEY}
    devices = resolve_devices(corpus.readings, entries, config, surveys)
    resolved = Resolved(
        screening=tuple(Screening(**asdict(row)) for row in screened),
        entries={key: entry_record(entry) for key, entry in entries.entries.items()},
        corpus=corpus,
        devices=tuple(devices),
    )
    used = _used(resolved)
    write_pieces(Path(outputs["resolved"]), json_pieces(resolved, Record.model_dump_json))
    write_csv(Path(outputs["readings"]), READING_COLUMNS, (reading_row(r, used) for r in corpus.readings))
    write_csv(Path(outputs["devices"]), DEVICE_COLUMNS, (device_row(device) for device in devices))


def _checked(corpus: Corpus, files: Iterable[str]) -> Corpus:
    """The corpus with every reading that was looked at again marked so."""
    found = [load_checks(Path(file)) for file in files]
    rows = [row for usable, _ in found for row in usable]
    readings, stale = with_checks(corpus.readings, standing(rows))
    unusable = [line for _, lines in found for line in lines]
    problems = tuple(dict.fromkeys((*corpus.problems, *unusable, *stale)))
    return corpus.model_copy(update={"readings": tuple(readings), "problems": problems})


def _used(resolved: Resolved) -> set[str]:
    """Ids of readings that a tuple holds, and of those they were derived from."""
    by_id: dict[str, Reading] = {reading.id: reading for reading in resolved.corpus.readings}
    used: set[str] = set()
    queue = [datum_id for device in resolved.devices for datum_id in device.chosen.inputs]
    while queue:
        datum_id = queue.pop()
        if datum_id not in used:
            used.add(datum_id)
            queue.extend(by_id[datum_id].inputs)
    return used
