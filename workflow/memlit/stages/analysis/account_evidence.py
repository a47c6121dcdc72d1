"""Rule account_evidence: what was read, what is missing, and how well it was read."""

from memlit.analysis.evidence.coverage import cover
from memlit.analysis.evidence.digitized import digitized_figures
from memlit.analysis.evidence.left_out import count_exclusions, count_unmapped, unresolved_devices
from memlit.analysis.evidence.lineage import tuple_lineages
from memlit.analysis.evidence.planned import PLAN, plan_lines, planned_pairs
from memlit.analysis.evidence.prisma import prisma_flow
from memlit.analysis.evidence.record import EvidenceRecord
from memlit.analysis.evidence.restated import check_restatements
from memlit.analysis.evidence.two_readers import TO_SETTLE, agreement_of_readers
from memlit.benchmark.rows import load_rows
from memlit.benchmark.values import load_values
from memlit.devices.resolved import load_resolved
from memlit.library import load_screening
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Coverage, exclusions, flow, self-check, digitized figures, double reading and the plan with its power."""
    config, classes, record = job.config, job.classes, load_resolved(job.inputs)
    corpus, rows = record.corpus, load_rows(job.path("benchmark"), config)
    screened, _ = load_screening(job.path("screening"))
    lines, counts = cover(corpus, record.devices, rows, record.library, classes, config)
    evidence = EvidenceRecord(
        counts=tuple(counts),
        self_check=check_restatements(corpus),
        exclusions=tuple(count_exclusions(corpus)),
        unmapped=tuple(count_unmapped(corpus)),
        prisma=tuple(prisma_flow(screened)),
        unresolved=tuple(unresolved_devices(corpus)),
        planned=planned_pairs(classes, config.analysis),
        figures=digitized_figures(corpus),
        double_reading=agreement_of_readers(corpus, load_values(job.path("values"))),
        lineages=tuple_lineages(rows, record.devices, config.evidence.headline_set),
    )
    job.write_record("evidence", evidence, lines)
    job.write_table(TO_SETTLE, evidence.double_reading.open_places)
    job.write_table(PLAN, plan_lines(config))
