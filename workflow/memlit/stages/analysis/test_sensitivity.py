"""Rule test_sensitivity: what unknown values, other conventions and shared columns would change."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.classes import ClassMedians
from memlit.analysis.robustness.bounds import identification
from memlit.analysis.robustness.bounds_record import BOUNDS, CORNERS
from memlit.analysis.robustness.companions import COUPLING, OWN_ENERGIES, TRENDS, companions
from memlit.analysis.robustness.multiverse import multiverse
from memlit.analysis.robustness.multiverse_record import MULTIVERSE, SPECIFICATIONS, cell_lines, specifications
from memlit.analysis.robustness.record import Sensitivity
from memlit.benchmark.tables import load_evidence, load_rows
from memlit.benchmark.values import load_edges, load_values
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces, read_record
from memlit.files import write_pieces


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """Bounds of medians and decisions, the multiverse of conventions, trends, coupling and energies of the authors."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    known = load_classes(Path(inputs["classes"]))
    record = load_evidence(inputs)
    rows = load_rows(Path(inputs["benchmark"]), config)
    values, edges = load_values(Path(inputs["values"])), load_edges(Path(inputs["edges"]))
    medians = read_record(ClassMedians, Path(inputs["class_medians"])).classes
    made = Sensitivity(
        multiverse=multiverse(record.corpus, record.library, known, config),
        companions=companions(record, rows, values, known, config),
        identification=identification(values, edges, medians, known, config),
    )
    write_pieces(Path(outputs["sensitivity"]), json_pieces(made))
    BOUNDS.write(Path(outputs["bounds"]), made.identification.medians)
    CORNERS.write(Path(outputs["corners"]), made.identification.corners)
    MULTIVERSE.write(Path(outputs["multiverse"]), cell_lines(made.multiverse))
    SPECIFICATIONS.write(Path(outputs["specifications"]), specifications(made.multiverse))
    TRENDS.write(Path(outputs["trends"]), made.companions.trends)
    COUPLING.write(Path(outputs["coupling"]), made.companions.couplings)
    OWN_ENERGIES.write(Path(outputs["own_energies"]), made.companions.own_energies)
