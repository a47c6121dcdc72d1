"""Rule class_medians: the median of each metric by set, class, role and pulse, with what is known of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.classes import CLASSES, ClassMedians, summarise_classes
from memlit.benchmark.values import load_memberships, load_values
from memlit.config import CONFIG_FILE, Config, validated
from memlit.datum import json_pieces
from memlit.files import write_pieces


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """One summary a set, class, role, pulse and metric."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    values = load_values(Path(inputs["values"]), with_printed=False)
    members = load_memberships(Path(inputs["memberships"]))
    summaries = tuple(summarise_classes(values, members, config))
    write_pieces(Path(outputs["class_medians"]), json_pieces(ClassMedians(classes=summaries)))
    CLASSES.write(Path(outputs["table"]), summaries)
