"""Rule account_evidence: what was read, what is missing, and how well it was read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.evidence.coverage import cover
from memlit.analysis.evidence.digitized import FIGURES, digitized_figures
from memlit.analysis.evidence.left_out import count_exclusions, count_unmapped, unresolved_devices
from memlit.analysis.evidence.lineage import tuple_lineages
from memlit.analysis.evidence.planned import PLAN, PLANNED_POWER, plan_lines, planned_pairs
from memlit.analysis.evidence.prisma import prisma_flow
from memlit.analysis.evidence.record import COVERAGE, Evidence
from memlit.analysis.evidence.restated import check_restatements
from memlit.analysis.evidence.two_readers.agreement import double_reading
from memlit.analysis.evidence.two_readers.record import DOUBLE_READING, TO_SETTLE
from memlit.benchmark.tables import load_evidence, load_rows
from memlit.benchmark.values import load_values
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces
from memlit.files import write_pieces
from memlit.library import load_screening


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """Coverage, exclusions, flow, self-check, digitized figures, double reading and the plan with its power."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    known = load_classes(Path(inputs["classes"]))
    record = load_evidence(inputs)
    rows = load_rows(Path(inputs["benchmark"]), config)
    screened, _ = load_screening(Path(inputs["screening"]))
    lines, counts = cover(record.corpus, record.devices, rows, record.library, known, config)
    evidence = Evidence(
        coverage=tuple(lines),
        counts=tuple(counts),
        self_check=check_restatements(record.corpus),
        exclusions=tuple(count_exclusions(record.corpus)),
        unmapped=tuple(count_unmapped(record.corpus)),
        prisma=tuple(prisma_flow(screened)),
        unresolved=tuple(unresolved_devices(record.corpus)),
        planned=planned_pairs(known, config.analysis),
        figures=digitized_figures(record.corpus),
        double_reading=double_reading(record.corpus, load_values(Path(inputs["values"]))),
        lineages=tuple_lineages(rows, record.devices, config.evidence.headline_set),
    )
    write_pieces(Path(outputs["evidence"]), json_pieces(evidence))
    COVERAGE.write(Path(outputs["coverage"]), evidence.coverage)
    FIGURES.write(Path(outputs["figures"]), evidence.figures.series)
    DOUBLE_READING.write(Path(outputs["double_reading"]), evidence.double_reading.agreements)
    TO_SETTLE.write(Path(outputs["to_settle"]), evidence.double_reading.open_places)
    PLAN.write(Path(outputs["plan"]), plan_lines(config))
    PLANNED_POWER.write(Path(outputs["planned_power"]), evidence.planned)
