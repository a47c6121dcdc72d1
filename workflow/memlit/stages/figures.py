"""Stage figures: the benchmark's figures as SVG and PNG."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.outputs import Analysis
from memlit.benchmark.outputs import Benchmark
from memlit.claims.outputs import Claims
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import read_record
from memlit.devices.resolved import load_resolved
from memlit.plots import accuracy, comparisons, fig11a, fig11b, fig11c, known, multiverse, pairs, spread, variability
from memlit.plots.style import ClassStyles
from memlit.report.book import anchor


def run(inputs: Mapping[str, str], settings: Mapping[str, Any], outputs: Mapping[str, str]) -> None:
    """Draw all figures. inputs: resolved, benchmark, analysis, claims, classes; outputs: SVGs, `known_png`."""
    config = validated(Config, dict(settings), CONFIG_FILE)
    library = load_resolved(Path(inputs["resolved"]), without=["readings", "devices"]).library
    rows = read_record(Benchmark, Path(inputs["benchmark"])).rows
    analysed = read_record(Analysis, Path(inputs["analysis"]))
    styles = ClassStyles(load_classes(Path(inputs["classes"])))
    told = (analysed.classes, read_record(Claims, Path(inputs["claims"])).verdicts, config, styles, anchor)
    known.draw(*told, [Path(outputs["known"]), Path(outputs["known_png"])])
    known.draw(*told, [Path(outputs["known_narrow"])], is_narrow=True)
    fig11a.draw(rows, library, config, styles, [Path(outputs["fig11a"])])
    fig11b.draw(analysed.classes, config, styles, [Path(outputs["fig11b"])])
    fig11c.draw(rows, library, styles, [Path(outputs["fig11c"])])
    comparisons.draw(analysed.comparisons.comparisons, styles, [Path(outputs["comparisons"])])
    fragile_below = config.analysis.wording.fragile_below_percent
    pairs.draw(analysed.comparisons.comparisons, fragile_below, [Path(outputs["pairs"])])
    interval_from = config.analysis.inclusion.interval_from
    multiverse.draw(analysed.multiverse, interval_from, styles, [Path(outputs["multiverse"])])
    variability.draw(analysed.variability, [Path(outputs["variability"])])
    spread.draw(analysed.spread, [Path(outputs["spread"])])
    accuracy.draw(analysed.accuracy, styles, [Path(outputs["accuracy"])])
