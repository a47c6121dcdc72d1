"""Rule choose_tuples: all reconciled documents and the library to the tables of what was read, readings and devices."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from memlit.datum import Reading, ReconciledDocument, read_records
from memlit.devices.gather import Corpus, gather, unknown_classes
from memlit.devices.outputs import (
    DEVICES,
    DOCUMENTS_TABLE,
    LOOKED_FOR,
    READINGS_TABLE,
    SECOND_READINGS,
    SERIES_TABLE,
    UNMAPPED,
    ReadingLine,
    SoughtLine,
    UnmappedLine,
)
from memlit.devices.resolved import Shelf, years_of
from memlit.devices.series import with_series
from memlit.devices.stored import RECORD
from memlit.devices.trust import with_second_reader
from memlit.devices.tuples import READING_COLUMNS, choose_tuples
from memlit.field import load_vocabulary
from memlit.frames import frame_of, items_of
from memlit.library import is_cited_work, load_library, load_screening
from memlit.reconcile.checks import load_checks, standing, with_checks
from memlit.reconcile.corrections import load_corrections
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Join, flag and choose.

    params: settings; problems, lines about folder names. checks: curation/checks.csv where there is one.
    """
    library = load_library(job.path("library"))
    screened, unknown_stages = load_screening(job.path("screening"))
    rows, unusable = load_corrections(job.path("corrections"), load_vocabulary(job.path("vocabulary")))
    documents = [document for path in job.paths("documents") for document in read_records(ReconciledDocument, path)]
    keys = {document.key for document in documents}
    orphaned = [
        f"curation/corrections.csv:{row.line}: there is no document {row.document}; mend the id or remove the row"
        for row in rows
        if row.document not in keys
    ]
    problems = [*job.params["problems"], *unknown_stages, *unusable, *orphaned]
    gathered = gather(documents, library, job.config, [*problems, *unknown_classes(library, job.classes)])
    found = [load_checks(file) for file in job.paths("checks")]
    looks = standing(row for usable, _ in found for row in usable)
    checked, stale = with_checks(gathered.readings, looks)
    checked = with_second_reader(checked, (reading for document in gathered.documents for reading in document.second))
    corpus = with_series(replace(gathered, by_id={reading.id: reading for reading in checked}))
    of_checks = [line for _, lines in found for line in lines]
    told = dict.fromkeys([*gathered.problems, *of_checks, *stale])
    job.write_record("shelf", Shelf(entries=library.entries, screening=tuple(screened), problems=tuple(told)))
    # In the order of the ids of their readings, which begin with the key.
    write_tables(job, sorted(gathered.documents, key=lambda document: f"{document.key}:"), corpus, years_of(library))


def write_tables(job: Job, documents: Iterable[ReconciledDocument], corpus: Corpus, years: dict[str, int]) -> None:
    """The tables of what was read, and of what was chosen of it; years: of the entries that have one."""
    documents = list(documents)
    kinds = {document.key: document.kind for document in documents}
    lines = [ReadingLine(reading, False, kinds[reading.datum.locator.document]) for reading in corpus.readings]
    readings = frame_of(READINGS_TABLE, lines)
    devices = choose_tuples(readings[list(READING_COLUMNS)], years, job.config)
    of_entries = [not is_cited_work(paper) for paper in devices["paper"]]
    readings["used"] = readings["id"].isin(_used(corpus.readings, devices["readings"][of_entries]))
    readings[RECORD] = [reading.model_dump_json() for reading in corpus.readings]
    job.write_frame(READINGS_TABLE, readings)
    job.write_frame(DEVICES, devices)
    known = frame_of(DOCUMENTS_TABLE, documents)
    known[RECORD] = [document.model_dump_json() for document in documents]
    job.write_frame(DOCUMENTS_TABLE, known)
    job.write_table(SECOND_READINGS, _second_readings(documents))
    printed = (reading for reading in corpus.readings if not reading.is_derived)
    job.write_table(SERIES_TABLE, (reading for reading in printed if reading.datum.figure))
    job.write_table(UNMAPPED, (UnmappedLine(each.key, header) for each in documents for header in each.unmapped))
    job.write_table(LOOKED_FOR, (SoughtLine(each.key, sought) for each in documents for sought in each.looked_for))


def _second_readings(documents: Iterable[ReconciledDocument]) -> Iterator[ReadingLine]:
    for document in documents:
        yield from (ReadingLine(reading, False, document.kind) for reading in document.second)


def _used(readings: Iterable[Reading], chosen: Iterable[str]) -> set[str]:
    """Ids of readings that a tuple holds, and of those they were derived from; chosen: those of each tuple."""
    inputs = {reading.id: reading.inputs for reading in readings}
    used: set[str] = set()
    queue = [datum_id for cell in chosen for datum_id in items_of(cell)]
    while queue:
        datum_id = queue.pop()
        if datum_id not in used:
            used.add(datum_id)
            queue.extend(inputs[datum_id])
    return used
