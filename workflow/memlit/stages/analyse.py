"""Stage analyse: resolved and benchmark records to results/analysis.json, claims.json and their tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.accuracy import ACCURACY, accuracy_lines, accuracy_of
from memlit.analysis.classes import summarise_classes
from memlit.analysis.companions import companions
from memlit.analysis.companions_outputs import COUPLING, OWN_ENERGIES, TRENDS
from memlit.analysis.comparisons import compare_classes
from memlit.analysis.comparisons_outputs import (
    COMPARISON_MODELS,
    COMPARISON_PAIRS,
    COMPARISON_TESTS,
    COMPARISONS,
    CURATORS,
    RETENTION,
    class_lines,
    model_lines,
    overall_lines,
    pair_lines,
)
from memlit.analysis.coverage import cover
from memlit.analysis.documents import count_exclusions, count_unmapped
from memlit.analysis.double_reading import double_reading
from memlit.analysis.double_reading_outputs import DOUBLE_READING, TO_SETTLE
from memlit.analysis.figures import digitized_figures
from memlit.analysis.figures_model import FIGURES
from memlit.analysis.guidelines import guidelines_of
from memlit.analysis.guidelines_outputs import GUIDELINES, TAGS
from memlit.analysis.identification import identification
from memlit.analysis.identification_outputs import BOUNDS, CORNERS
from memlit.analysis.lineage import tuple_lineages
from memlit.analysis.measured import measured_variability
from memlit.analysis.measured_outputs import VARIABILITY
from memlit.analysis.multiverse import multiverse
from memlit.analysis.multiverse_outputs import MULTIVERSE, SPECIFICATIONS, cell_lines, specifications
from memlit.analysis.outputs import CLASSES, COVERAGE, Analysis
from memlit.analysis.plan import PLAN, PLANNED_POWER, plan_lines, planned_pairs
from memlit.analysis.prisma import prisma_flow
from memlit.analysis.self_check import check_restatements
from memlit.analysis.spread import spread_of
from memlit.analysis.spread_outputs import EFFECT_CLASSES, EFFECT_MODERATORS, EFFECT_POOLS, EFFECT_SIZES
from memlit.analysis.tags import load_tags
from memlit.analysis.unresolved import unresolved_devices
from memlit.benchmark.outputs import Benchmark
from memlit.claims.evaluate import evaluate_claims
from memlit.claims.model import load_claims
from memlit.claims.outputs import CLAIMS, Claims
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces, read_record
from memlit.devices.resolved import load_resolved
from memlit.files import write_pieces


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
    claims = load_claims(Path(inputs["claims"]))
    errors = {agreement.parameter: agreement.reading_sd for agreement in analysis.comparisons.curators}
    verdicts = evaluate_claims(claims, record, rows, analysis.classes, known, config, errors)
    write_pieces(Path(outputs["claims"]), json_pieces(Claims(verdicts=verdicts)))
    CLASSES.write(Path(outputs["classes"]), analysis.classes)
    COVERAGE.write(Path(outputs["coverage"]), analysis.coverage)
    CLAIMS.write(Path(outputs["claims_table"]), verdicts)
    COMPARISONS.write(Path(outputs["comparisons"]), class_lines(analysis.comparisons))
    COMPARISON_PAIRS.write(Path(outputs["comparison_pairs"]), pair_lines(analysis.comparisons))
    COMPARISON_TESTS.write(Path(outputs["comparison_tests"]), overall_lines(analysis.comparisons))
    COMPARISON_MODELS.write(Path(outputs["comparison_models"]), model_lines(analysis.comparisons))
    RETENTION.write(Path(outputs["retention"]), analysis.comparisons.retention)
    CURATORS.write(Path(outputs["curators"]), analysis.comparisons.curators)
    VARIABILITY.write(Path(outputs["variability"]), measured.results)
    EFFECT_SIZES.write(Path(outputs["effect_sizes"]), spread.effects)
    EFFECT_POOLS.write(Path(outputs["effect_pools"]), spread.pools)
    EFFECT_MODERATORS.write(Path(outputs["effect_moderators"]), spread.moderators)
    EFFECT_CLASSES.write(Path(outputs["effect_classes"]), spread.classes)
    TAGS.write(Path(outputs["tags"]), tags)
    GUIDELINES.write(Path(outputs["guidelines"]), analysis.guidelines.comparisons)
    ACCURACY.write(Path(outputs["accuracy"]), accuracy_lines(analysis.accuracy))
    PLAN.write(Path(outputs["plan"]), plan_lines(config))
    PLANNED_POWER.write(Path(outputs["planned_power"]), analysis.planned)
    TRENDS.write(Path(outputs["trends"]), analysis.companions.trends)
    COUPLING.write(Path(outputs["coupling"]), analysis.companions.couplings)
    OWN_ENERGIES.write(Path(outputs["own_energies"]), analysis.companions.own_energies)
    BOUNDS.write(Path(outputs["bounds"]), analysis.identification.medians)
    CORNERS.write(Path(outputs["corners"]), analysis.identification.corners)
    MULTIVERSE.write(Path(outputs["multiverse"]), cell_lines(analysis.multiverse))
    SPECIFICATIONS.write(Path(outputs["specifications"]), specifications(analysis.multiverse))
    FIGURES.write(Path(outputs["figures"]), analysis.figures.series)
    DOUBLE_READING.write(Path(outputs["double_reading"]), analysis.double_reading.agreements)
    TO_SETTLE.write(Path(outputs["to_settle"]), analysis.double_reading.open_places)
