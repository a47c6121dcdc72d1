"""memlit check: entries, folders, records, corrections and settings, one line for each finding."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from memlit.config import CLASSES_FILE, CONFIG_FILE, load_classes, load_config
from memlit.curation.pins import wrong_pins
from memlit.devices.gather import unknown_classes
from memlit.errors import MemlitError, SourceError
from memlit.library import BIBLIOGRAPHY, Library, is_safe_key, load_library
from memlit.reconcile.checks import CHECKS_FILE, load_checks
from memlit.reconcile.corrections import CORRECTIONS_FILE, Correction, load_corrections
from memlit.sources.extract import load_record
from memlit.sources.folder import READINGS_FILE, read_folder, source_keys, unused_files
from memlit.sources.readings import read_readings
from memlit.vocabulary import Vocabulary, load_vocabulary

VOCABULARY_FILE = "config/vocabulary.yaml"
T = TypeVar("T")


def check(root: Path) -> list[str]:
    """All findings in the review's folder, in the order of the flow; empty when all is well."""
    findings: list[str] = []
    guard(findings, lambda: load_config(root / CONFIG_FILE))
    classes = guard(findings, lambda: load_classes(root / CLASSES_FILE))
    vocabulary = guard(findings, lambda: load_vocabulary(root / VOCABULARY_FILE))
    library = guard(findings, lambda: load_library(root / BIBLIOGRAPHY)) or Library()
    findings.extend(library.problems)
    if classes is not None:
        findings.extend(unknown_classes(library, classes))
    keys, problems = source_keys(root / "sources")
    findings.extend(problems)
    for key in keys:
        if key not in library.entries:
            error = SourceError(f"sources/{key}", f"has no entry in {BIBLIOGRAPHY}", "add one, or remove the folder")
            findings.append(str(error))
        if vocabulary is not None:
            _check_folder(findings, root, key, vocabulary)
    ids = _check_records(findings, root / "extracted")
    if vocabulary is not None:
        _check_corrections(findings, root, vocabulary, ids, set(keys))
    _check_checks(findings, root)
    return findings


def guard(findings: list[str], load: Callable[[], T]) -> T | None:
    try:
        return load()
    except MemlitError as error:
        findings.append(str(error))
        return None


def _check_folder(findings: list[str], root: Path, key: str, vocabulary: Vocabulary) -> None:
    findings.extend(unused_files(root / "sources" / key))
    folder = guard(findings, lambda: read_folder(root / "sources", key))
    if folder is None:
        return
    findings.extend(wrong_pins(Path("sources") / key, folder.description.fetched, root))
    for entry in folder.description.tables:
        if folder.named(entry.file) is None:
            error = SourceError(
                f"sources/{key}/source.yaml",
                f"names {entry.file}, which is absent",
                "supply it or remove the table",
            )
            findings.append(str(error))
    path = folder.named(READINGS_FILE)
    if path is not None:
        read = guard(findings, lambda: read_readings(path, key, vocabulary))
        findings.extend(read[1] if read else [])


def _check_records(findings: list[str], records: Path) -> set[str]:
    """Ids of all recorded data; a record that does not fit its schema is a finding."""
    ids: set[str] = set()
    for path in sorted(records.glob("*.json")):
        if not is_safe_key(path.stem):
            findings.append(str(SourceError(str(path), "is no safe key", "rename it to its document's key")))
            continue
        record = guard(findings, functools.partial(load_record, records, path.stem))
        if record is not None:
            ids.update(datum.id for datum in record.data)
    return ids


def _check_corrections(
    findings: list[str], root: Path, vocabulary: Vocabulary, ids: set[str], keys: Iterable[str]
) -> None:
    loaded = guard(findings, lambda: load_corrections(root / CORRECTIONS_FILE, vocabulary))
    rows: list[Correction] = loaded[0] if loaded else []
    findings.extend(loaded[1] if loaded else [])
    recorded = {identifier.split(":", 1)[0] for identifier in ids}
    for row in rows:
        # A document without a record yet can only be judged by a run.
        if row.id not in ids and (row.document in recorded or row.document not in set(keys)):
            findings.append(f"{CORRECTIONS_FILE}:{row.line}: there is no datum {row.id}; mend the id or remove the row")


def _check_checks(findings: list[str], root: Path) -> None:
    """Whether a check still holds for its datum is said by the run, which knows what is read."""
    loaded = guard(findings, lambda: load_checks(root / CHECKS_FILE))
    findings.extend(loaded[1] if loaded else [])
