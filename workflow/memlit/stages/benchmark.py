"""Stage benchmark: results/resolved.json to results/benchmark.json and benchmark.csv."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.benchmark.outputs import BENCHMARK_COLUMNS, Benchmark, benchmark_row
from memlit.benchmark.rows import benchmark_devices, without_row
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import Record, json_pieces
from memlit.devices.resolved import load_resolved
from memlit.files import write_csv, write_pieces


def run(resolved: str, classes: str, settings: Mapping[str, Any], outputs: Mapping[str, str]) -> None:
    """Metrics of every device. outputs: paths of `benchmark` and `table`."""
    config = validated(Config, dict(settings), CONFIG_FILE)
    record = load_resolved(Path(resolved), without=["readings"])
    rows = benchmark_devices(record.devices, record.library, load_classes(Path(classes)), config)
    left_out = without_row(record.devices, rows, record.library, config)
    benchmark = Benchmark(rows=tuple(rows), without_row=tuple(left_out))
    write_pieces(Path(outputs["benchmark"]), json_pieces(benchmark, Record.model_dump_json))
    write_csv(Path(outputs["table"]), BENCHMARK_COLUMNS, map(benchmark_row, rows))
