"""Rule report_data: all records to results/report.json, the data dictionary and the summary."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.record import read_analysis
from memlit.benchmark.outputs import Benchmark
from memlit.changes.release import ReleaseChange
from memlit.claims.outputs import Claims
from memlit.config import CONFIG_FILE, Config, load_classes, load_reporting, validated
from memlit.datum import read_record
from memlit.devices.resolved import load_resolved
from memlit.export.citation import project_citation
from memlit.export.dictionary import DICTIONARY, dictionary_lines
from memlit.files import write_compact_json, write_text
from memlit.report.blocks import Material
from memlit.report.build import build_report, number_book, summary
from memlit.report.sections.making.methods import REPORTING, reporting_lines
from memlit.synapses.outputs import NamedSynapses
from memlit.vocabulary import load_vocabulary


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """params: settings; projects, the installed projects that the rules import."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    resolved = load_resolved(Path(inputs["resolved"]))
    rows = read_record(Benchmark, Path(inputs["benchmark"])).rows
    analysis = read_analysis(inputs)
    claims = read_record(Claims, Path(inputs["claims"])).verdicts
    changes = read_record(ReleaseChange, Path(inputs["changes"]))
    synapses = read_record(NamedSynapses, Path(inputs["synapses"]))
    reporting = load_reporting(Path(inputs["reporting"]))
    material = Material(
        resolved=resolved,
        rows=rows,
        analysis=analysis,
        claims=claims,
        classes=load_classes(Path(inputs["classes"])),
        config=config,
        book=number_book(rows, resolved, analysis, claims, changes, synapses),
        reporting=reporting,
        changes=changes,
        named=synapses,
        projects=params["projects"],
        citation=project_citation(Path()),
    )
    write_compact_json(Path(outputs["report"]), build_report(material))
    write_text(Path(outputs["summary"]), summary(material))
    REPORTING.write(Path(outputs["reporting"]), reporting_lines(reporting))
    words = load_vocabulary(Path(inputs["vocabulary"]))
    DICTIONARY.write(Path(outputs["dictionary"]), dictionary_lines(words, config.metrics))
