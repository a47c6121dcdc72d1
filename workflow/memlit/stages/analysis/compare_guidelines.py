"""Rule compare_guidelines: devices with a design tag against those without, within a class."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.guidelines.compare import guidelines_of, structures_of
from memlit.analysis.guidelines.record import GUIDELINES, TAGS, ComparedGuidelines
from memlit.analysis.guidelines.tags import load_tags
from memlit.benchmark.values import load_papers, load_readings, load_values
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces
from memlit.files import write_pieces


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """tags: config/tags.csv, the design tags of papers with their source."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    papers = load_papers(Path(inputs["papers"]))
    tags = load_tags(Path(inputs["tags"]), papers)
    structures = structures_of(load_readings(Path(inputs["readings"])))
    known = load_classes(Path(inputs["classes"]))
    compared = guidelines_of(tags, load_values(Path(inputs["values"])), structures, papers, known, config)
    write_pieces(Path(outputs["guidelines"]), json_pieces(ComparedGuidelines(guidelines=compared)))
    TAGS.write(Path(outputs["tags_table"]), tags)
    GUIDELINES.write(Path(outputs["table"]), compared.comparisons)
