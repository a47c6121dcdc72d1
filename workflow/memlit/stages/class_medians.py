"""Rule class_medians: the median of each metric by set, class, role and pulse, with what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.class_medians import CLASSES, ClassMedians
from memlit.analysis.classes import summarise_classes
from memlit.benchmark.outputs import Benchmark
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces, read_record
from memlit.devices.resolved import load_resolved
from memlit.files import write_pieces


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """One summary a set, class, role, pulse and metric."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    record = load_resolved(Path(inputs["resolved"]))
    rows = read_record(Benchmark, Path(inputs["benchmark"])).rows
    known = load_classes(Path(inputs["classes"]))
    summaries = tuple(summarise_classes(rows, record.corpus, record.library, known, config))
    write_pieces(Path(outputs["class_medians"]), json_pieces(ClassMedians(classes=summaries)))
    CLASSES.write(Path(outputs["table"]), summaries)
