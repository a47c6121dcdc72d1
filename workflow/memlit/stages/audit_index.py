"""Stage audit_index: all records and report.json to results/audit.sqlite."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.outputs import Analysis
from memlit.benchmark.outputs import Benchmark
from memlit.changes.release import ReleaseChange
from memlit.claims.outputs import Claims
from memlit.config import CONFIG_FILE, Config, validated
from memlit.datum import read_record
from memlit.devices.resolved import load_resolved
from memlit.files import read_json
from memlit.provenance.index import write_index


def run(inputs: Mapping[str, str], settings: Mapping[str, Any], code: Mapping[str, str], output: str) -> None:
    """Index every reading, metric and statistic, where the report shows them, and what each paper lacks.

    inputs: resolved, benchmark, analysis, claims, changes, report; code: hash by stage, for the steps of a chain.
    """
    config = validated(Config, dict(settings), CONFIG_FILE)
    write_index(
        Path(output),
        load_resolved(Path(inputs["resolved"])),
        read_record(Benchmark, Path(inputs["benchmark"])).rows,
        read_record(Analysis, Path(inputs["analysis"])),
        read_record(Claims, Path(inputs["claims"])).verdicts,
        read_json(Path(inputs["report"])),
        {"set": config.evidence.headline_set, "pulse": config.conventions.headline_pulse},
        code,
        read_record(ReleaseChange, Path(inputs["changes"])),
    )
