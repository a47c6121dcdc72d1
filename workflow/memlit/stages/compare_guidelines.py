"""Rule compare_guidelines: devices with a design tag against those without, within a class."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.guidelines.compare import guidelines_of
from memlit.analysis.guidelines.tables import GUIDELINES, TAGS, ComparedGuidelines
from memlit.analysis.guidelines.tags import load_tags
from memlit.benchmark.outputs import Benchmark
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces, read_record
from memlit.devices.resolved import load_resolved
from memlit.files import write_pieces


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """tags: config/tags.csv, the design tags of papers with their source."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    record = load_resolved(Path(inputs["resolved"]))
    rows = read_record(Benchmark, Path(inputs["benchmark"])).rows
    tags = load_tags(Path(inputs["tags"]), record.library)
    known = load_classes(Path(inputs["classes"]))
    compared = guidelines_of(tags, rows, record.corpus, record.library, known, config)
    write_pieces(Path(outputs["guidelines"]), json_pieces(ComparedGuidelines(guidelines=compared)))
    TAGS.write(Path(outputs["tags_table"]), tags)
    GUIDELINES.write(Path(outputs["table"]), compared.comparisons)
