"""Rule judge_claims: each claim of the review held against the evidence."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.classes import ClassMedians
from memlit.analysis.comparison.tables import ComparedClasses
from memlit.benchmark.tables import load_evidence, load_rows
from memlit.claims.evaluate import evaluate_claims
from memlit.claims.model import load_claims
from memlit.claims.outputs import CLAIMS, Claims
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces, read_record
from memlit.files import write_pieces


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """A verdict a claim; what two curators read of one paper is the error that a claim is forgiven."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    record = load_evidence(inputs)
    rows = load_rows(Path(inputs["benchmark"]), config)
    medians = read_record(ClassMedians, Path(inputs["class_medians"])).classes
    curators = read_record(ComparedClasses, Path(inputs["comparisons"])).comparisons.curators
    errors = {agreement.parameter: agreement.reading_sd for agreement in curators}
    claims, known = load_claims(Path(inputs["claims"])), load_classes(Path(inputs["classes"]))
    verdicts = evaluate_claims(claims, record, rows, medians, known, config, errors)
    write_pieces(Path(outputs["claims"]), json_pieces(Claims(verdicts=verdicts)))
    CLAIMS.write(Path(outputs["table"]), verdicts)
