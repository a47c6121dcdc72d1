"""Stage audit_index: all records and report.json to results/audit.sqlite."""

from __future__ import annotations

from pathlib import Path

from memlit.analysis.outputs import Analysis
from memlit.benchmark.outputs import Benchmark
from memlit.changes.release import ReleaseChange
from memlit.claims.outputs import Claims
from memlit.datum import parse_record
from memlit.devices.resolved import load_resolved
from memlit.files import read_json
from memlit.provenance.index import write_index


def run(resolved: str, benchmark: str, analysis: str, claims: str, changes: str, report: str, output: str) -> None:
    """Index every reading, metric and statistic, and which of them the report shows."""
    write_index(
        Path(output),
        load_resolved(Path(resolved)),
        parse_record(Benchmark, read_json(Path(benchmark)), benchmark).rows,
        parse_record(Analysis, read_json(Path(analysis)), analysis),
        parse_record(Claims, read_json(Path(claims)), claims).verdicts,
        read_json(Path(report))["numbers"],
        parse_record(ReleaseChange, read_json(Path(changes)), changes),
    )
