"""Rule describe_synapses: named synapses of any paper, graded, with what is computed of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from memlit.analysis.classes import ClassMedians
from memlit.analysis.evidence.record import Evidence
from memlit.benchmark.tables import load_evidence, load_rows
from memlit.benchmark.values import load_values
from memlit.claims.model import load_claims
from memlit.config import CONFIG_FILE, Config, load_classes, validated
from memlit.datum import json_pieces, read_record
from memlit.files import write_pieces
from memlit.synapses import class_rule, members, next_readings
from memlit.synapses.beside import measured, neurons, properties, spread_tests, variability
from memlit.synapses.energy import medians, off_state, printed, programming
from memlit.synapses.energy import parts as energy_parts
from memlit.synapses.outputs import NamedSynapses, counts_of, members_of


def run(inputs: Mapping[str, Any], outputs: Mapping[str, str], params: Mapping[str, Any]) -> None:
    """Who is in the set, medians, parts of the energy, properties, neurons, and what one more reading would change.

    measured: summaries of measured sets with their recipes, in a folder a set.
    """
    config = validated(Config, params["settings"], CONFIG_FILE)
    classes = load_classes(Path(inputs["classes"]))
    record = load_evidence(inputs)
    devices, readings, library = record.devices, record.corpus.readings, record.library
    rows = load_rows(Path(inputs["benchmark"]), config)
    known = class_rule.described(readings)
    found = members.synapses(rows, devices, readings, known, library, classes, config)
    summaries = read_record(ClassMedians, Path(inputs["class_medians"])).classes
    claims = load_claims(Path(inputs["claims"]))
    behind = energy_parts.energy_inputs(rows, found, devices, config)
    own_properties = properties.properties(readings, known, library, classes, config)
    by_current = programming.programming(rows, found, devices, readings, config)
    coverage = read_record(Evidence, Path(inputs["evidence"])).coverage
    summary_files = sorted(Path(inputs["measured"]).glob("*/*"))
    made = NamedSynapses(
        members=members_of(found),
        counts=counts_of(found),
        confusion=tuple(class_rule.confusion(known, library, classes)),
        medians=tuple(medians.synapse_medians(found, config)),
        printed=tuple(printed.sides_of_medians(claims, summaries, found, classes, config)),
        energy_inputs=tuple(behind),
        energy_parts=tuple(energy_parts.shares_of(behind, config)),
        off_state=off_state.off_state(load_values(Path(inputs["values"])), classes, config),
        programming=tuple(by_current),
        programming_classes=tuple(programming.programming_classes(by_current, config)),
        properties=tuple(own_properties),
        spreads=tuple(variability.class_spreads(found, own_properties, config)),
        spread_tests=tuple(spread_tests.spread_tests(found, config)),
        measured=tuple(measured.spreads(summary_files)),
        trains=tuple(measured.trains(summary_files)),
        neurons=tuple(neurons.neurons(readings, library, classes, config)),
        next_readings=tuple(next_readings.next_readings(devices, coverage, library, classes, config)),
    )
    write_pieces(Path(outputs["synapses"]), json_pieces(made))
    resistive = [item for item in found if item.row.not_applicable is None]
    charge = [item for item in found if item.row.not_applicable is not None]
    members.synapses_table(config.metrics).write(Path(outputs["table"]), resistive)
    members.CHARGE_SYNAPSES.write(Path(outputs["charge_synapses"]), charge)
    class_rule.CONFUSION.write(Path(outputs["class_rule"]), made.confusion)
    medians.MEDIANS.write(Path(outputs["synapse_medians"]), made.medians)
    printed.SIDES.write(Path(outputs["printed_medians"]), made.printed)
    energy_parts.INPUTS.write(Path(outputs["energy_inputs"]), made.energy_inputs)
    energy_parts.SHARES.write(Path(outputs["energy_parts"]), made.energy_parts)
    off_state.CLASSES.write(Path(outputs["off_state_classes"]), made.off_state.classes)
    off_state.PAIRS.write(Path(outputs["off_state_pairs"]), made.off_state.pairs)
    programming.PROGRAMMING.write(Path(outputs["programming_energy"]), made.programming)
    programming.CLASSES.write(Path(outputs["programming_classes"]), made.programming_classes)
    properties.PROPERTY.write(Path(outputs["synapse_properties"]), made.properties)
    variability.SPREAD.write(Path(outputs["synapse_spread"]), made.spreads)
    spread_tests.SPREAD_TESTS.write(Path(outputs["synapse_spread_tests"]), made.spread_tests)
    next_readings.NEXT_READINGS.write(Path(outputs["next_readings"]), made.next_readings)
    measured.TRAINS.write(Path(outputs["measured_trains"]), made.trains)
    measured.SPREADS.write(Path(outputs["measured_spreads"]), made.measured)
    neurons.NEURONS.write(Path(outputs["neurons"]), made.neurons)
