"""Stage figures: the benchmark's figures as SVG and PNG."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.benchmark.outputs import Benchmark
from memlit.config import CONFIG_FILE, Config, validated
from memlit.datum import parse_record
from memlit.devices.resolved import Resolved
from memlit.files import read_json
from memlit.plots import fig11a


def run(resolved: str, benchmark: str, settings: Mapping[str, Any], outputs: Mapping[str, str]) -> None:
    """Draw all figures. outputs: paths of `fig11a` (svg) and `fig11a_png`."""
    config = validated(Config, dict(settings), CONFIG_FILE)
    library = parse_record(Resolved, read_json(Path(resolved)), resolved).library
    rows = parse_record(Benchmark, read_json(Path(benchmark)), benchmark).rows
    fig11a.draw(rows, library, config, [Path(outputs["fig11a"]), Path(outputs["fig11a_png"])])
