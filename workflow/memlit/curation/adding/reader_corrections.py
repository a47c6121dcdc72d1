"""memlit add FILE.json: corrections that a reader saved on the page of a device, checked, for corrections.csv."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from memlit.curation.adding.correction import ReaderCorrection, ReaderCorrections
from memlit.curation.adding.deposit import read_saved
from memlit.datum import Datum, DocumentReading, document_of
from memlit.errors import SourceError
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import csv_text, write_text
from memlit.grouping import grouped
from memlit.reconcile.corrections import CORRECTION_COLUMNS, CORRECTIONS_FILE, Correction, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import load_record

_RECORDS = "extracted"


def add_corrections(root: Path, path: Path) -> list[str]:
    """Add the corrections in a file to those of the review; returns lines that say what was added.

    Raises SourceError for a value that the review does not hold as the page showed it, for one that a run could not
    use, and for one that is corrected already; nothing is written then.
    """
    saved = read_saved(
        path, ReaderCorrections, "is no correction of a device", "save it again on the page of the device"
    )
    vocabulary = load_vocabulary(root / VOCABULARY_FILE)
    data = {one.id: _datum(root, path, one) for one in saved.corrections}
    rows = [
        Correction(one.id, one.field, one.value, one.reason, saved.signed_by, saved.date, number)
        for number, one in enumerate(saved.corrections, start=1)
    ]
    text = _with_rows(root, path, rows, vocabulary)
    _check_readable(path, rows, data, vocabulary)
    write_text(root / CORRECTIONS_FILE, text)
    return [f"{CORRECTIONS_FILE}: {row.field} of {row.id} is {row.value}, by {row.who}" for row in rows]


def _datum(root: Path, path: Path, one: ReaderCorrection) -> Datum:
    """The printed value that is corrected, as the record of its document has it."""
    key = document_of(one.id)
    record = load_record(root / _RECORDS, key)
    datum = next((datum for datum in record.data if datum.id == one.id), None) if record else None
    if datum is None:
        raise SourceError(str(path), f"{one.id} is no value of this review", "save it again on the page of the device")
    if datum.printed.text != one.printed:
        problem = f"{one.id} is printed {datum.printed.text!r} here, and {one.printed!r} in the file"
        raise SourceError(str(path), problem, "save it again on the page of the device")
    return datum


def _with_rows(root: Path, path: Path, rows: list[Correction], vocabulary: Vocabulary) -> str:
    """The text of corrections.csv with the rows added, each usable beside those that stand there."""
    there = root / CORRECTIONS_FILE
    header = csv_text(CORRECTION_COLUMNS, [])
    before = there.read_text(encoding="utf-8") if there.is_file() else header
    fields = [{name: getattr(row, name) for name in CORRECTION_COLUMNS} for row in rows]
    added = csv_text(CORRECTION_COLUMNS, fields).removeprefix(header)
    text = before + ("" if before.endswith("\n") else "\n") + added
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / Path(CORRECTIONS_FILE).name
        write_text(trial, before)
        _, known = load_corrections(trial, vocabulary)
        write_text(trial, text)
        _, problems = load_corrections(trial, vocabulary)
    new = [line for line in problems if line not in known]
    if new:
        raise SourceError(str(path), new[0].partition(": ")[2], "mend the file")
    return text


def _check_readable(path: Path, rows: list[Correction], data: Mapping[str, Datum], vocabulary: Vocabulary) -> None:
    """Raise SourceError where a corrected print would give no value."""
    for name, own in grouped(rows, lambda row: row.id).items():
        document = DocumentReading(key=document_of(name), status="new", data=(data[name],))
        (reading, *_) = reconcile_document(document, {name: own}, vocabulary).readings
        is_left_out = any(row.field == "status" for row in own)
        if not is_left_out and reading.status not in ("value", "text"):
            said = (reading.reason or "is no value").partition(": ")
            problem = f"{own[0].value!r} cannot be used ({said[2] or said[0]})"
            raise SourceError(str(path), problem, "write a number with its unit: 1.2 V, 50 ns, 10 µS")
