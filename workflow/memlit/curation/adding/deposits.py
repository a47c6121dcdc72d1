"""memlit add FILE.json: the deposit that an author saved on the page of a sheet, checked as any list of readings is."""

import tempfile
from pathlib import Path

from memlit.config import CLASSES_FILE, CONFIG_FILE, load_classes, load_config, load_field
from memlit.curation.adding.add import Added, nothing_added, without_duplicates, write_entries
from memlit.curation.adding.checklist import needs
from memlit.curation.adding.deposit import Deposit, read_deposit
from memlit.curation.adding.proposals import EntryProposal, PaperLabels, propose_fields
from memlit.datum import DocumentReading
from memlit.errors import SourceError, counted
from memlit.fetching.fetch import doi_of
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import numbered_rows, write_bytes, write_text
from memlit.library import BIBLIOGRAPHY, Entry, load_library
from memlit.naming import READINGS_FILE
from memlit.reconcile.document import reconcile_document
from memlit.sources.data.from_readings import columns_of_list, read_readings
from memlit.sources.folder import DEPOSIT_FILE, read_folder


def add_deposit(root: Path, path: Path, labels: PaperLabels, key: str | None = None) -> Added:
    """Add the values of a deposit, with an entry for its paper where the library has none of its DOI.

    Raises SourceError where a value cannot be used or the paper has readings already, LibraryError as `add_source`
    does; nothing is written then.
    """
    config, classes = load_config(root / CONFIG_FILE), load_classes(root / CLASSES_FILE)
    labels.check(config, classes, load_field(root))
    deposit = read_deposit(path)
    check_values(path, deposit, load_vocabulary(root / VOCABULARY_FILE))
    library = load_library(root / BIBLIOGRAPHY).entries
    doi = deposit.paper.doi.lower()
    known = next((entry for entry in library.values() if doi and doi_of(entry) == doi), None)
    new: list[EntryProposal] = []
    if known is None:
        fields = {name: text for name, text in deposit.paper.model_dump().items() if text}
        proposal = propose_fields("article", fields, key, labels, library, path.stem)
        new, doubles = without_duplicates([proposal], library, may_share_title=key is not None)
        if not new:
            raise nothing_added(doubles)
    name = known.key if known else new[0].key
    _check_free(root, name)
    entries = tuple(write_entries(root, new)) if new else ()
    folder = root / "sources" / name
    folder.mkdir(parents=True, exist_ok=True)
    write_text(folder / READINGS_FILE, deposit.readings)
    write_bytes(folder / DEPOSIT_FILE, path.read_bytes())
    entry: Entry = entries[0] if entries else library[name]
    lacking = list(needs(root, entry, read_folder(root / "sources", name), config, classes).values())
    count = counted(len(deposit.values), "value")
    note = f"sources/{name}/{READINGS_FILE}: {count} of {path.name}, signed by {deposit.signed_by}"
    return Added(entries, {name: lacking}, {}, (), (), (note,))


def check_values(path: Path, deposit: Deposit, vocabulary: Vocabulary) -> None:
    """Raise SourceError for the first value that a run could not use, with its number from 1."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / READINGS_FILE
        write_text(listed, deposit.readings)
        for number, value in enumerate(deposit.values, start=1):
            if value.parameter not in vocabulary.parameters:
                problem = f"unknown parameter {value.parameter!r}"
                raise SourceError(f"{path}: value {number}", problem, "save it again on the page of the sheet")
        data, problems = read_readings(listed, "deposit", vocabulary)
    if problems:
        raise SourceError(str(path), problems[0].partition(": ")[2], "mend the file")
    read = reconcile_document(DocumentReading(key="deposit", status="new", data=tuple(data)), {}, vocabulary)
    by_id = {one.id: one for one in read.readings}
    for number, datum in enumerate(data, start=1):
        reading = by_id[datum.id]
        if reading.status != "value":
            said = (reading.reason or "is no value").partition(": ")
            problem = f"{datum.parameter} {datum.printed.text!r} cannot be used ({said[2] or said[0]})"
            raise SourceError(f"{path}: value {number}", problem, "write a number with its unit: 1.2 V, 50 ns, 10 µS")


def _check_free(root: Path, key: str) -> None:
    """Raise SourceError where the paper has readings that the deposit would replace."""
    listed = root / "sources" / key / READINGS_FILE
    if listed.is_file() and numbered_rows(listed, columns_of_list(listed)):
        where = listed.relative_to(root).as_posix()
        raise SourceError(where, "holds readings already", "compare them with the deposit, and add its rows by hand")
