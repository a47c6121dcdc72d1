"""Rule collect_observations: reconciled documents and the library to printed values and observations of any field."""

from memlit.datum import Reading, ReconciledDocument, read_records
from memlit.devices.gather import gather, unknown_classes
from memlit.devices.resolved import RECORD, Shelf
from memlit.field import load_vocabulary
from memlit.frames import frame_of
from memlit.library import load_library, load_screening
from memlit.observations.collect import collect
from memlit.observations.record import PRINTED_VALUES, PrintedValueLine
from memlit.reconcile.checks import load_checks, standing, with_checks
from memlit.reconcile.corrections import load_corrections
from memlit.stages.job import Job


def run(job: Job) -> None:
    """params: settings, field; problems, lines about folder names. checks: curation/checks.csv where there is one."""
    library = load_library(job.path("library"))
    screened, unknown_stages = load_screening(job.path("screening"))
    _, unusable = load_corrections(job.path("corrections"), load_vocabulary(job.path("vocabulary")))
    documents = [document for path in job.paths("documents") for document in read_records(ReconciledDocument, path)]
    problems = [*job.params["problems"], *unknown_stages, *unusable, *unknown_classes(library, job.classes)]
    corpus = gather(documents, library, job.config, problems)
    found = [load_checks(file) for file in job.paths("checks")]
    readings, stale = with_checks(corpus.readings, standing(row for usable, _ in found for row in usable))
    told = dict.fromkeys([*corpus.problems, *(line for _, lines in found for line in lines), *stale])
    job.write_record("shelf", Shelf(entries=library.entries, screening=tuple(screened), problems=tuple(told)))
    observations = collect(readings, library, job.classes, job.config, job.field)
    job.write_record("observations", observations)
    used = {identifier for one in observations.values for identifier in (one.reading, *one.agreeing)}
    _write_printed(job, [PrintedValueLine(reading, reading.id in used) for reading in readings])


def _write_printed(job: Job, lines: list[PrintedValueLine]) -> None:
    printed = frame_of(PRINTED_VALUES, lines)
    records: list[Reading] = [line.reading for line in lines]
    printed[RECORD] = [reading.model_dump_json() for reading in records]
    job.write_frame(PRINTED_VALUES, printed)
