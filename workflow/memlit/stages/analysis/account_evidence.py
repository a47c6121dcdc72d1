"""Rule account_evidence: what was read, what is missing, and how well it was read."""

from memlit.analysis.evidence.coverage import COVERED, CoverageLine, cover, looked_for
from memlit.analysis.evidence.digitized import FIGURE_COLUMNS, digitized_figures
from memlit.analysis.evidence.left_out import LEFT_OUT, count_exclusions, count_unmapped, unresolved_devices
from memlit.analysis.evidence.lineage import PRINTED_COLUMNS, lineage_places, tuple_lineages
from memlit.analysis.evidence.planned import PLAN, plan_lines
from memlit.analysis.evidence.prisma import prisma_flow
from memlit.analysis.evidence.record import EvidenceRecord
from memlit.analysis.evidence.restated import check_restatements
from memlit.analysis.evidence.two_readers import TO_SETTLE, places_to_settle
from memlit.analysis.tags import load_tags, tag_counts
from memlit.benchmark.rows import load_rows
from memlit.benchmark.values import VALUES, values_as_records
from memlit.datum import results_in
from memlit.devices.resolved import load_resolved
from memlit.field.codes import SURVEY
from memlit.frames import read_frame
from memlit.library import load_screening
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Coverage, exclusions, flow, self-check, digitized figures, what two readers left to settle, design tags
    and the plan."""
    config, classes, record = job.config, job.classes, load_resolved(job.inputs)
    corpus, rows = record.corpus, load_rows(job.path("benchmark"), config)
    columns = dict.fromkeys((*COVERED, *LEFT_OUT, *FIGURE_COLUMNS, *PRINTED_COLUMNS, "method"))
    readings, devices = read_frame(job.path("readings"), tuple(columns)), read_frame(job.path("devices"))
    values = read_frame(job.path("values"), VALUES.names)
    printed = readings[readings["derived_from"].isna()]
    screened, _ = load_screening(job.path("screening"))
    looked = looked_for(corpus.documents)
    lines, counts = cover(readings, devices, rows, looked, record.library, classes, config)
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
        lineages=lineages,
        lineage_places=tuple(lineage_places(lineages)),
        tags=tags,
        tag_counts=tuple(tag_counts(tags)),
    )
    job.write_numbers(results_in([*lines, evidence]))
    job.write_tables(evidence)
    job.write_rows(CoverageLine, lines)
    survey = values_as_records(values[values["set"] == SURVEY])
    job.write_table(TO_SETTLE, places_to_settle(corpus, printed, survey))
    job.write_table(PLAN, plan_lines(config))
