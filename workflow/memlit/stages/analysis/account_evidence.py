"""Rule account_evidence: what was read, what is missing, and how well it was read."""

from memlit.analysis.evidence.coverage import COVERED, CoverageLine, cover, looked_for
from memlit.analysis.evidence.digitized import FIGURE_COLUMNS, digitized_figures
from memlit.analysis.evidence.how_read import how_read
from memlit.analysis.evidence.left_out import LEFT_OUT, count_exclusions, count_unmapped, unresolved_devices
from memlit.analysis.evidence.lineage import PRINTED_COLUMNS, lineage_places, tuple_lineages
from memlit.analysis.evidence.planned import PLAN, plan_lines, planned_pairs
from memlit.analysis.evidence.prisma import prisma_flow
from memlit.analysis.evidence.record import EvidenceRecord
from memlit.analysis.evidence.restated import check_restatements
from memlit.analysis.evidence.two_readers import TO_SETTLE, agreement_of_readers
from memlit.benchmark.rows import load_rows
from memlit.benchmark.values import VALUES, values_as_records
from memlit.datum import results_in
from memlit.devices.resolved import load_resolved
from memlit.field.codes import SURVEY
from memlit.frames import read_frame
from memlit.library import load_screening
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Coverage, exclusions, flow, self-check, digitized figures, double reading and the plan with its power."""
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
    lineages = tuple_lineages(rows, devices, readings, config.evidence.headline_set)
    evidence = EvidenceRecord(
        counts=tuple(counts),
        self_check=check_restatements(corpus, printed),
        exclusions=tuple(count_exclusions(readings)),
        unmapped=tuple(count_unmapped(corpus.documents)),
        flow=tuple(prisma_flow(screened)),
        unresolved=tuple(unresolved_devices(readings)),
        planned=planned_pairs(classes, config.analysis),
        figures=digitized_figures(corpus, readings),
        double_reading=agreement_of_readers(corpus, printed, values_as_records(values[values["set"] == SURVEY])),
        lineages=lineages,
        lineage_places=tuple(lineage_places(lineages)),
    )
    job.write_numbers(results_in([*lines, evidence]))
    job.write_tables(evidence)
    job.write_rows(CoverageLine, lines)
    job.write_table(TO_SETTLE, evidence.double_reading.open_places)
    job.write_table(PLAN, plan_lines(config))
