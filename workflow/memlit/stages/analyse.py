"""Stage analyse: resolved and benchmark records to results/analysis.json, claims.json and their tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.accuracy import MEANINGS as ACCURACY_MEANINGS
from memlit.analysis.accuracy import accuracy_of, accuracy_rows
from memlit.analysis.classes import summarise_classes
from memlit.analysis.companions import companions
from memlit.analysis.companions_outputs import companion_tables
from memlit.analysis.comparisons import compare_classes
from memlit.analysis.comparisons_outputs import comparison_tables
from memlit.analysis.coverage import cover
from memlit.analysis.documents import count_exclusions, count_unmapped
from memlit.analysis.double_reading import double_reading
from memlit.analysis.double_reading_outputs import double_reading_tables
from memlit.analysis.figures import digitized_figures
from memlit.analysis.figures_model import FIGURE_COLUMNS, figure_row
from memlit.analysis.guidelines import guidelines_of
from memlit.analysis.guidelines_outputs import MEANINGS as GUIDELINE_MEANINGS
from memlit.analysis.guidelines_outputs import guideline_rows, tag_row
from memlit.analysis.identification import identification
from memlit.analysis.identification_outputs import identification_tables
from memlit.analysis.lineage import tuple_lineages
from memlit.analysis.measured import measured_variability
from memlit.analysis.measured_outputs import VARIABILITY_COLUMNS, variability_rows
from memlit.analysis.multiverse import multiverse
from memlit.analysis.multiverse_outputs import multiverse_tables
from memlit.analysis.outputs import CLASS_COLUMNS, COVERAGE_COLUMNS, Analysis, class_row, coverage_row
from memlit.analysis.plan import MEANINGS as PLAN_MEANINGS
from memlit.analysis.plan import plan_lines, planned_pairs, planned_row
from memlit.analysis.prisma import prisma_flow
from memlit.analysis.self_check import check_restatements
from memlit.analysis.spread import spread_of
from memlit.analysis.spread_outputs import spread_tables
from memlit.analysis.tags import load_tags
from memlit.analysis.unresolved import unresolved_devices
from memlit.benchmark.outputs import Benchmark
from memlit.claims.evaluate import evaluate_claims
from memlit.claims.model import load_claims
from memlit.claims.outputs import CLAIM_COLUMNS, Claims, claim_row
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces, read_record
from memlit.devices.resolved import load_resolved
from memlit.files import write_csv, write_pieces


def run(inputs: Mapping[str, str], settings: Mapping[str, Any], outputs: Mapping[str, str]) -> None:
    """Class summaries, coverage, self-check and the verdicts on the claims.

    inputs: resolved, benchmark, classes, claims, tags; outputs: analysis, claims, `claims_table`, and each other
    table by its name.
    """
    config = validated(Config, dict(settings), CONFIG_FILE)
    known = load_classes(Path(inputs["classes"]))
    record = load_resolved(Path(inputs["resolved"]))
    rows = read_record(Benchmark, Path(inputs["benchmark"])).rows
    lines, counts = cover(record.corpus, record.devices, rows, record.library, known, config)
    measured = measured_variability(Path("sources"))
    spread = spread_of(measured, record.corpus, record.library, known)
    tags = load_tags(Path(inputs["tags"]), record.library)
    summaries = tuple(summarise_classes(rows, record.corpus, record.library, known, config))
    analysis = Analysis(
        classes=summaries,
        coverage=tuple(lines),
        counts=tuple(counts),
        self_check=check_restatements(record.corpus),
        exclusions=tuple(count_exclusions(record.corpus)),
        unmapped=tuple(count_unmapped(record.corpus)),
        prisma=tuple(prisma_flow(record.screening)),
        unresolved=tuple(unresolved_devices(record.corpus)),
        comparisons=compare_classes(rows, record.corpus, known, config),
        variability=measured,
        spread=spread,
        guidelines=guidelines_of(tags, rows, record.corpus, record.library, known, config),
        accuracy=accuracy_of(Path("sources"), spread.printed, record.corpus.readings),
        planned=planned_pairs(known, config.analysis),
        figures=digitized_figures(record.corpus),
        multiverse=multiverse(record.corpus, record.library, known, config),
        companions=companions(record, rows, known, config),
        identification=identification(rows, summaries, record.corpus, known, config),
        double_reading=double_reading(record.corpus, known),
        lineages=tuple_lineages(rows, record.devices, config.evidence.headline_set),
    )
    write_pieces(Path(outputs["analysis"]), json_pieces(analysis))
    write_csv(Path(outputs["classes"]), CLASS_COLUMNS, map(class_row, analysis.classes))
    write_csv(Path(outputs["coverage"]), COVERAGE_COLUMNS, map(coverage_row, analysis.coverage))
    tables = (
        comparison_tables(analysis.comparisons)
        | spread_tables(analysis.spread)
        | multiverse_tables(analysis.multiverse)
    )
    tables |= companion_tables(analysis.companions) | identification_tables(analysis.identification)
    tables |= double_reading_tables(analysis.double_reading)
    for name, (columns, lines_of_table) in tables.items():
        write_csv(Path(outputs[name.removesuffix(".csv")]), columns, lines_of_table)
    write_csv(Path(outputs["variability"]), VARIABILITY_COLUMNS, variability_rows(analysis.variability))
    write_csv(Path(outputs["tags"]), tuple(GUIDELINE_MEANINGS["tags.csv"]), map(tag_row, tags))
    guideline_columns = tuple(GUIDELINE_MEANINGS["guidelines.csv"])
    write_csv(Path(outputs["guidelines"]), guideline_columns, guideline_rows(analysis.guidelines))
    accuracy_columns = tuple(ACCURACY_MEANINGS["accuracy.csv"])
    write_csv(Path(outputs["accuracy"]), accuracy_columns, accuracy_rows(analysis.accuracy))
    write_csv(Path(outputs["plan"]), tuple(PLAN_MEANINGS["plan.csv"]), plan_lines(config))
    power_columns = tuple(PLAN_MEANINGS["planned_power.csv"])
    write_csv(Path(outputs["planned_power"]), power_columns, map(planned_row, analysis.planned))
    write_csv(Path(outputs["figures"]), FIGURE_COLUMNS, map(figure_row, analysis.figures.series))
    claims = load_claims(Path(inputs["claims"]))
    errors = {agreement.parameter: agreement.reading_sd for agreement in analysis.comparisons.curators}
    verdicts = evaluate_claims(claims, record, rows, analysis.classes, known, config, errors)
    write_pieces(Path(outputs["claims"]), json_pieces(Claims(verdicts=verdicts)))
    write_csv(Path(outputs["claims_table"]), CLAIM_COLUMNS, map(claim_row, verdicts))
