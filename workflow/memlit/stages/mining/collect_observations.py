"""Rule collect_observations: reconciled documents and the library to printed values and observations of any field."""

from collections.abc import Iterable

from memlit.datum import ReconciledDocument, Record, read_records
from memlit.devices.gather import gather
from memlit.devices.resolved import Shelf
from memlit.devices.stored import RECORD
from memlit.frames import frame_of
from memlit.observations.collect import collect
from memlit.observations.record import OBSERVED_DOCUMENTS, PRINTED_VALUES, PrintedValueLine
from memlit.published import Item, PublishedTable
from memlit.reconcile.checks import with_checks
from memlit.stages.job import Job
from memlit.stages.supplied import read_supplied


def run(job: Job) -> None:
    """params: settings, field; problems, lines about folder names. checks: curation/checks.csv where there is one."""
    supplied = read_supplied(job)
    library = supplied.library
    documents = [document for path in job.paths("documents") for document in read_records(ReconciledDocument, path)]
    problems = [*supplied.problems, *supplied.orphaned({document.key for document in documents})]
    corpus = gather(documents, library, job.config, problems)
    readings, stale = with_checks(corpus.readings, supplied.checks)
    told = dict.fromkeys([*corpus.problems, *supplied.of_checks, *stale])
    job.write_record("shelf", Shelf(entries=library.entries, screening=supplied.screening, problems=tuple(told)))
    observations = collect(readings, library, job.classes, job.config, job.field)
    job.write_record("observations", observations)
    job.write_results(observations)
    used = {identifier for one in observations.values for identifier in (one.reading, *one.agreeing)}
    _write(job, PRINTED_VALUES, [PrintedValueLine(reading, reading.id in used) for reading in readings], readings)
    _write(job, OBSERVED_DOCUMENTS, corpus.documents, corpus.documents)


def _write(job: Job, table: PublishedTable[Item], items: Iterable[Item], records: Iterable[Record]) -> None:
    """A table whose Parquet file has the whole record of each row too."""
    frame = frame_of(table, items)
    frame[RECORD] = [record.model_dump_json(exclude_defaults=True) for record in records]
    job.write_frame(table, frame)
