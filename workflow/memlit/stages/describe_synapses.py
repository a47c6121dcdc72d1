"""Stage describe_synapses: the set of named synapses, from results/resolved.json and benchmark.json to its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from memlit.analysis.classes import summarise_classes
from memlit.analysis.coverage import cover
from memlit.benchmark.outputs import Benchmark
from memlit.claims.model import load_claims
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import read_record
from memlit.devices.resolved import load_resolved
from memlit.published import Table
from memlit.synapses import (
    class_rule,
    energy_parts,
    measured,
    medians,
    members,
    neurons,
    next_readings,
    printed,
    properties,
)


def run(
    inputs: Mapping[str, str], measured_files: Sequence[str], settings: Mapping[str, Any], outputs: Mapping[str, str]
) -> None:
    """Write every table of the named synapses.

    inputs: resolved, benchmark, classes, claims; measured_files: summaries of measured sets; outputs: the tables by
    their names without suffix.
    """
    config = validated(Config, dict(settings), CONFIG_FILE)
    classes = load_classes(Path(inputs["classes"]))
    record = load_resolved(Path(inputs["resolved"]))
    rows = read_record(Benchmark, Path(inputs["benchmark"])).rows
    readings, library = record.corpus.readings, record.library
    known = class_rule.described(readings)
    found = members.synapses(rows, record.devices, readings, known, library, classes, config)
    summaries = summarise_classes(rows, record.corpus, library, classes, config)
    coverage, _ = cover(record.corpus, record.devices, rows, library, classes, config)
    inputs_of_energies = energy_parts.energy_inputs(rows, found, record.devices, config)
    of_tables: tuple[tuple[Table[Any], Iterable[Any]], ...] = (
        (class_rule.CONFUSION, class_rule.confusion(known, library, classes)),
        (members.SYNAPSES, [item for item in found if item.row.not_applicable is None]),
        (members.CHARGE_SYNAPSES, [item for item in found if item.row.not_applicable is not None]),
        (medians.MEDIANS, medians.synapse_medians(found, config)),
        (
            printed.SIDES,
            printed.sides_of_medians(load_claims(Path(inputs["claims"])), summaries, found, classes, config),
        ),
        (energy_parts.INPUTS, inputs_of_energies),
        (energy_parts.SHARES, energy_parts.shares_of(inputs_of_energies, config)),
        (properties.PROPERTY, properties.properties(readings, known, library, classes, config)),
        (
            next_readings.NEXT_READINGS,
            next_readings.next_readings(record.devices, coverage, library, classes, config),
        ),
        *((table, measured.summary_rows(map(Path, measured_files), table.file)) for table in measured.TABLES),
        (neurons.NEURONS, neurons.neurons(readings, library, classes, config)),
    )
    for table, lines in of_tables:
        table.write(Path(outputs[table.file.removesuffix(".csv")]), lines)
