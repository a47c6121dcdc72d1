"""Stage report_data: all records to results/report.json, the data dictionary and the summary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis import (
    accuracy,
    companions_outputs,
    comparisons_outputs,
    double_reading_outputs,
    figures_model,
    guidelines_outputs,
    identification_outputs,
    measured_outputs,
    multiverse_outputs,
    spread_outputs,
)
from memlit.analysis import outputs as analysis_outputs
from memlit.analysis import plan as plan_outputs
from memlit.analysis.outputs import Analysis
from memlit.benchmark import outputs as benchmark_outputs
from memlit.benchmark.outputs import Benchmark
from memlit.changes.release import ReleaseChange
from memlit.claims import outputs as claim_outputs
from memlit.claims.outputs import Claims
from memlit.config import CONFIG_FILE, Config, load_classes, load_reporting, validated
from memlit.datum import parse_record
from memlit.devices import outputs as device_outputs
from memlit.devices.resolved import load_resolved
from memlit.files import read_json, write_compact_json, write_csv, write_text
from memlit.report.blocks import Material
from memlit.report.build import build_report, number_book, summary
from memlit.report.sections import methods as methods_section
from memlit.vocabulary import load_vocabulary

DICTIONARY_COLUMNS = ("file", "column", "meaning")


def run(inputs: Mapping[str, str], settings: Mapping[str, Any], outputs: Mapping[str, str]) -> None:
    """inputs: the earlier records, vocabulary, classes, reporting; outputs: report, dictionary, reporting, summary."""
    config = validated(Config, dict(settings), CONFIG_FILE)
    resolved = load_resolved(Path(inputs["resolved"]))
    rows = parse_record(Benchmark, read_json(Path(inputs["benchmark"])), inputs["benchmark"]).rows
    analysis = parse_record(Analysis, read_json(Path(inputs["analysis"])), inputs["analysis"])
    claims = parse_record(Claims, read_json(Path(inputs["claims"])), inputs["claims"]).verdicts
    changes = parse_record(ReleaseChange, read_json(Path(inputs["changes"])), inputs["changes"])
    reporting = load_reporting(Path(inputs["reporting"]))
    material = Material(
        resolved=resolved,
        rows=rows,
        analysis=analysis,
        claims=claims,
        classes=load_classes(Path(inputs["classes"])),
        config=config,
        book=number_book(rows, resolved, analysis, claims, changes),
        reporting=reporting,
        changes=changes,
    )
    write_compact_json(Path(outputs["report"]), build_report(material))
    write_text(Path(outputs["summary"]), summary(material))
    reporting_columns = tuple(methods_section.MEANINGS["reporting.csv"])
    write_csv(Path(outputs["reporting"]), reporting_columns, methods_section.reporting_rows(reporting))
    write_csv(Path(outputs["dictionary"]), DICTIONARY_COLUMNS, _dictionary(inputs["vocabulary"]))


def _dictionary(vocabulary: str) -> list[dict[str, str]]:
    """Meaning and unit of every column, and of every parameter that readings.csv can name."""
    rows = []
    for module in (
        device_outputs,
        benchmark_outputs,
        analysis_outputs,
        claim_outputs,
        comparisons_outputs,
        measured_outputs,
        spread_outputs,
        accuracy,
        guidelines_outputs,
        plan_outputs,
        figures_model,
        multiverse_outputs,
        companions_outputs,
        identification_outputs,
        double_reading_outputs,
        methods_section,
    ):
        for file, columns in sorted(module.MEANINGS.items()):
            rows += [{"file": file, "column": name, "meaning": meaning} for name, meaning in columns.items()]
    for name, parameter in sorted(load_vocabulary(Path(vocabulary)).parameters.items()):
        unit = f" [{parameter.unit}]" if parameter.unit else ""
        rows.append({"file": "readings.csv", "column": f"parameter={name}", "meaning": f"{parameter.meaning}{unit}"})
    rows += [{"file": "dictionary.csv", "column": name, "meaning": text} for name, text in _OWN.items()]
    return rows


_OWN = {
    "file": "file under results/data/",
    "column": "column of the file, or a parameter that its parameter column can hold",
    "meaning": "what it holds; the unit in square brackets",
}
