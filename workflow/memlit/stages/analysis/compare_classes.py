"""Rule compare_classes: classes of every set against each other, quantity by quantity."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.comparison import tables as tables
from memlit.analysis.comparison.compare import compare_classes
from memlit.benchmark.values import load_values
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces
from memlit.files import write_pieces


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """Tests, effect sizes and intervals; retention, and what two curators read of one paper."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    compared = compare_classes(load_values(Path(inputs["values"])), load_classes(Path(inputs["classes"])), config)
    write_pieces(Path(outputs["comparisons"]), json_pieces(tables.ComparedClasses(comparisons=compared)))
    tables.COMPARISONS.write(Path(outputs["table"]), tables.class_lines(compared))
    tables.COMPARISON_PAIRS.write(Path(outputs["comparison_pairs"]), tables.pair_lines(compared))
    tables.COMPARISON_TESTS.write(Path(outputs["comparison_tests"]), tables.overall_lines(compared))
    tables.COMPARISON_MODELS.write(Path(outputs["comparison_models"]), tables.model_lines(compared))
    tables.RETENTION.write(Path(outputs["retention"]), compared.retention)
    tables.CURATORS.write(Path(outputs["curators"]), compared.curators)
