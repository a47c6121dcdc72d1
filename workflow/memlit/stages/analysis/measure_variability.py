"""Rule measure_variability: spread within devices, between devices and within arrays, and what it costs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.variability.accuracy import ACCURACY, accuracy_lines, accuracy_of
from memlit.analysis.variability.measured import measured_variability
from memlit.analysis.variability.measured_record import VARIABILITY
from memlit.analysis.variability.pooling import spread_of
from memlit.analysis.variability.tables import (
    EFFECT_CLASSES,
    EFFECT_MODERATORS,
    EFFECT_POOLS,
    EFFECT_SIZES,
    Variability,
)
from memlit.benchmark.values import load_papers, load_values
from memlit.datum import json_pieces
from memlit.files import write_pieces


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """measured: summaries of measured sets with their recipes, in a folder a set."""
    folder = Path(inputs["measured"])
    values, papers = load_values(Path(inputs["values"])), load_papers(Path(inputs["papers"]))
    measured = measured_variability(folder)
    spread = spread_of(measured, values, papers)
    accuracy = accuracy_of(folder, spread.printed, values)
    made = Variability(variability=measured, spread=spread, accuracy=accuracy)
    write_pieces(Path(outputs["variability"]), json_pieces(made))
    VARIABILITY.write(Path(outputs["table"]), measured.results)
    EFFECT_SIZES.write(Path(outputs["effect_sizes"]), spread.effects)
    EFFECT_POOLS.write(Path(outputs["effect_pools"]), spread.pools)
    EFFECT_MODERATORS.write(Path(outputs["effect_moderators"]), spread.moderators)
    EFFECT_CLASSES.write(Path(outputs["effect_classes"]), spread.classes)
    ACCURACY.write(Path(outputs["accuracy"]), accuracy_lines(accuracy))
