"""Rule audit_index: all records and report.json to results/audit.sqlite."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.record import read_analysis
from memlit.audit.index import write_index
from memlit.benchmark.outputs import Benchmark
from memlit.changes.release import ReleaseChange
from memlit.claims.outputs import Claims
from memlit.config import CONFIG_FILE, Config, validated
from memlit.datum import read_record
from memlit.devices.resolved import load_resolved
from memlit.files import read_json
from memlit.synapses.outputs import NamedSynapses


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """Index every reading, metric and statistic, where the report shows them, and what each paper lacks.

    params: settings; codes, the hash of the code by rule, for the steps of a chain.
    """
    config = validated(Config, params["settings"], CONFIG_FILE)
    write_index(
        Path(outputs["index"]),
        load_resolved(Path(inputs["resolved"])),
        read_record(Benchmark, Path(inputs["benchmark"])).rows,
        read_analysis(inputs),
        read_record(Claims, Path(inputs["claims"])).verdicts,
        read_json(Path(inputs["report"])),
        {"set": config.evidence.headline_set, "pulse": config.conventions.headline_pulse},
        params["codes"],
        read_record(ReleaseChange, Path(inputs["changes"])),
        read_record(NamedSynapses, Path(inputs["synapses"])),
    )
