"""Stage analyse: resolved and benchmark records to results/analysis.json, classes.csv and coverage.csv."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis import (
    check_restatements,
    count_exclusions,
    count_unmapped,
    cover,
    prisma_flow,
    summarise_classes,
    unresolved_devices,
)
from memlit.analysis.outputs import CLASS_COLUMNS, COVERAGE_COLUMNS, Analysis, class_row, coverage_row
from memlit.benchmark.outputs import Benchmark
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import parse_record
from memlit.devices.resolved import Resolved
from memlit.files import read_json, write_csv, write_json


def run(resolved: str, benchmark: str, classes: str, settings: Mapping[str, Any], outputs: Mapping[str, str]) -> None:
    """Class summaries, coverage and self-check. outputs: paths of `analysis`, `classes`, `coverage`."""
    config = validated(Config, dict(settings), CONFIG_FILE)
    known = load_classes(Path(classes))
    record = parse_record(Resolved, read_json(Path(resolved)), resolved)
    rows = parse_record(Benchmark, read_json(Path(benchmark)), benchmark).rows
    lines, counts = cover(record.corpus, record.devices, rows, record.library, known, config)
    analysis = Analysis(
        classes=tuple(summarise_classes(rows, record.corpus, record.library, known, config)),
        coverage=tuple(lines),
        counts=tuple(counts),
        self_check=check_restatements(record.corpus),
        exclusions=tuple(count_exclusions(record.corpus)),
        unmapped=tuple(count_unmapped(record.corpus)),
        prisma=tuple(prisma_flow(record.screening)),
        unresolved=tuple(unresolved_devices(record.corpus)),
    )
    write_json(Path(outputs["analysis"]), analysis.model_dump(mode="json"))
    write_csv(Path(outputs["classes"]), CLASS_COLUMNS, map(class_row, analysis.classes))
    write_csv(Path(outputs["coverage"]), COVERAGE_COLUMNS, map(coverage_row, analysis.coverage))
