"""Rule account_evidence: what was read, what is missing and to be read next, and how well it was read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from memlit.analysis.evidence.coverage import COVERED, CoverageLine, cover, looked_for
from memlit.analysis.evidence.digitized import FIGURE_COLUMNS, digitized_figures
from memlit.analysis.evidence.how_read import how_read
from memlit.analysis.evidence.left_out import LEFT_OUT, count_exclusions, count_unmapped, unresolved_devices
from memlit.analysis.evidence.lineage import PRINTED_COLUMNS, lineage_places, tuple_lineages
from memlit.analysis.evidence.planned import PLAN, plan_lines
from memlit.analysis.evidence.prisma import prisma_flow
from memlit.analysis.evidence.reading_errors import ReadAgain, reading_errors, route_of, second_lists
from memlit.analysis.evidence.record import EvidenceRecord
from memlit.analysis.evidence.restated import check_restatements
from memlit.analysis.evidence.two_readers import TO_SETTLE, places_to_settle
from memlit.analysis.tags import load_tags, tag_counts
from memlit.benchmark.rows import load_rows
from memlit.benchmark.values import VALUES, values_as_records
from memlit.datum import Reading, results_in
from memlit.devices.resolved import load_resolved
from memlit.field import load_vocabulary
from memlit.field.codes import SURVEY
from memlit.frames import read_frame
from memlit.library import load_screening
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.sampling.agreement import read_blind
from memlit.sampling.draw import RecordedValues, as_printed
from memlit.stages.job import Job
from memlit.synapses.next_readings import NextReading, completing_readings, count_open


def run(job: Job) -> None:
    """Coverage, exclusions, flow, self-check, digitized figures, second readings, design tags and the plan.

    sample, blind: the drawn values and their blind readings, points: of digitized series, where there are any.
    """
    config, classes, record = job.config, job.classes, load_resolved(job.inputs)
    corpus, rows = record.corpus, load_rows(job.path("benchmark"), config)
    columns = dict.fromkeys((*COVERED, *LEFT_OUT, *FIGURE_COLUMNS, *PRINTED_COLUMNS, "method", "place"))
    readings, devices = read_frame(job.path("readings"), tuple(columns)), read_frame(job.path("devices"))
    values = read_frame(job.path("values"), VALUES.names)
    printed = readings[readings["derived_from"].isna()]
    screened, _ = load_screening(job.path("screening"))
    looked = looked_for(corpus.documents)
    read = how_read(readings, corpus.documents)
    lines, counts = cover(readings, devices, rows, looked, read, record.library, classes, config)
    not_printed = {line.key: line.not_printed for line in lines}
    to_read = completing_readings(record.devices, not_printed, record.library, classes, config)
    twice = [*second_lists(corpus), *_sampled(job, corpus.readings)]
    lineages = tuple_lineages(rows, devices, readings, config.evidence.headline_set)
    tags = load_tags(job.path("tags"), record.library.entries)
    evidence = EvidenceRecord(
        counts=tuple(counts),
        self_check=check_restatements(corpus, printed),
        exclusions=tuple(count_exclusions(readings)),
        unmapped=tuple(count_unmapped(corpus.documents)),
        flow=tuple(prisma_flow(screened)),
        unresolved=tuple(unresolved_devices(readings)),
        figures=digitized_figures(corpus, readings),
        reading_errors=tuple(reading_errors(twice, config.analysis.level)),
        lineages=lineages,
        lineage_places=tuple(lineage_places(lineages)),
        tags=tags,
        tag_counts=tuple(tag_counts(tags)),
    )
    job.write_numbers(results_in([*lines, evidence, count_open(to_read)]))
    job.write_tables(evidence)
    job.write_rows(CoverageLine, lines)
    job.write_rows(NextReading, to_read)
    survey = values_as_records(values[values["set"] == SURVEY])
    job.write_table(TO_SETTLE, places_to_settle(corpus, printed, survey))
    job.write_table(PLAN, plan_lines(config))


def _sampled(job: Job, readings: Iterable[Reading]) -> Iterator[ReadAgain]:
    """The drawn values with a blind reading that could be read; none before a draw."""
    if not job.paths("blind"):
        return
    vocabulary = load_vocabulary(job.path("vocabulary"))
    corrections, _ = load_corrections(job.path("corrections"), vocabulary)
    rows = by_datum(corrections)
    printed = (reading for reading in readings if not reading.is_derived)
    data = {reading.datum.id: as_printed(reading, rows.get(reading.datum.id, [])) for reading in printed}
    for one in read_blind(Path(), RecordedValues(Path(), vocabulary, rows, data)):
        route = route_of(one.datum.method)
        if one.equals and route:
            yield ReadAgain(one.datum.id, route, one.is_wrong)
