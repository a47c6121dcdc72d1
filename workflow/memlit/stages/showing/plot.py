"""Rule plot: the benchmark's figures as SVG and PNG."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.class_medians import ClassMedians
from memlit.analysis.comparison.tables import ComparedClasses
from memlit.analysis.robustness.record import Sensitivity
from memlit.analysis.variability.tables import Variability
from memlit.benchmark.tables import load_library_table, load_rows
from memlit.claims.outputs import Claims
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import read_record
from memlit.files import read_csv
from memlit.plots import (
    accuracy,
    comparisons,
    energy_parts,
    fig11a,
    fig11b,
    fig11c,
    known,
    multiverse,
    pairs,
    pulse_trains,
    spread,
    synapses,
    variability,
)
from memlit.plots.sets import set_name
from memlit.plots.style import NARROW, WIDE, ClassStyles
from memlit.report.book import anchor
from memlit.synapses.outputs import NamedSynapses


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """Draw all figures. outputs: SVG paths by figure, and `known_png`."""
    config = validated(Config, params["settings"], CONFIG_FILE)
    library = load_library_table(Path(inputs["papers"]))
    rows = load_rows(Path(inputs["benchmark"]), config)
    medians = read_record(ClassMedians, Path(inputs["class_medians"])).classes
    compared = read_record(ComparedClasses, Path(inputs["comparisons"])).comparisons.comparisons
    sensitivity = read_record(Sensitivity, Path(inputs["sensitivity"]))
    measured = read_record(Variability, Path(inputs["variability"]))
    known_classes = load_classes(Path(inputs["classes"]))
    styles = ClassStyles(known_classes)
    verdicts = read_record(Claims, Path(inputs["claims"])).verdicts
    named = read_record(NamedSynapses, Path(inputs["synapses"]))
    told = (medians, verdicts, config, styles, anchor)
    known.draw(*told, [Path(outputs["known"]), Path(outputs["known_png"])])
    known.draw(*told, [Path(outputs["known_narrow"])], is_narrow=True)
    fig11a.draw(rows, library, config, styles, [Path(outputs["fig11a"])], verdicts)
    fig11b.draw(medians, config, known_classes, anchor, [Path(outputs["fig11b"])])
    fig11b.draw(medians, config, known_classes, anchor, [Path(outputs["fig11b_narrow"])], is_narrow=True)
    reported = list(fig11c.reported_in(read_csv(Path(inputs["readings"]))))
    neurons = fig11c.neuron_lines(library, known_classes, rows, reported, config.report.review_key)
    fig11c.draw(neurons, library, styles, anchor, [Path(outputs["fig11c"])])
    fig11c.draw(neurons, library, styles, anchor, [Path(outputs["fig11c_narrow"])], is_narrow=True)
    inclusion, wording = config.analysis.inclusion, config.analysis.wording
    named_sets = set_name(library)
    to = {name: [Path(path)] for name, path in outputs.items()}
    for width, ending in ((WIDE, ""), (NARROW, "_narrow")):
        comparisons.draw(compared, styles, to[f"comparisons{ending}"], width)
        pairs.draw(compared, wording.fragile_below_percent, to[f"pairs{ending}"], width)
        multiverse.draw(sensitivity.multiverse, inclusion.interval_from, styles, to[f"multiverse{ending}"], width)
        variability.draw(measured.variability, to[f"variability{ending}"], width, named_sets)
        spread.draw(measured.spread, to[f"spread{ending}"], width, named_sets)
        accuracy.draw(measured.accuracy, styles, to[f"accuracy{ending}"], width, named_sets)
    graded = synapses.lines(named, rows, list(known_classes.classes))
    synapses.draw(graded, verdicts, library, config, styles, anchor, [Path(outputs["synapses"])])
    energy_parts.draw(energy_parts.groups_with_shares(named.energy_parts), anchor, [Path(outputs["energy_parts"])])
    pulse_trains.draw(named.trains, library, [Path(outputs["pulse_trains"])])
