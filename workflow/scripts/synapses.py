"""The named synapses of any paper, graded, with what is computed of them; properties and neurons beside."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

import pandas as pd

from memlit.analysis.class_lines import load_class_lines
from memlit.analysis.variability.summaries import measured_summaries
from memlit.benchmark.rows import load_rows
from memlit.benchmark.values import load_values
from memlit.config.claims import load_claims
from memlit.datum import results_in
from memlit.devices.class_rule import described
from memlit.devices.resolved import load_resolved
from memlit.devices.stored import StoredReadings, sayings_of
from memlit.grouping import grouped
from memlit.job import Job
from memlit.numbers import rows_of_results
from memlit.synapses import members
from memlit.synapses.beside import measured, neurons, properties, variability
from memlit.synapses.confusion import CLASS_RULE_TABLE, confusion
from memlit.synapses.energy import medians, off_state, polarisation, printed, programming, spans, train
from memlit.synapses.energy import parts as energy_parts
from memlit.synapses.outputs import NamedSynapses, asked_of_readings, counts_of, factors_of

job = Job.of(snakemake)
config, classes, record = job.config, job.classes, load_resolved(job.inputs)
devices, library, stored = record.devices, record.library, StoredReadings(job.path("readings"))
rows, readings = load_rows(job.path("benchmark"), config), list(stored.of(asked_of_readings(stored, library)))
of_classes = load_class_lines(job.paths("tables_of_classes"), [job.path("numbers_of_classes")])
claims, summaries = load_claims(job.path("statements")), measured_summaries(job.paths("measured"))
known = described(sayings_of(stored))

found = members.graded_synapses(rows, devices, readings, stored.cells("lineage"), library, classes, config)
charges = polarisation.polarisation_terms(rows, devices, readings)
behind = energy_parts.energy_inputs(rows, found, devices, stored.cells("value"), charges, config)
own_properties = properties.properties(readings, known, library, classes, config)
trains = train.trains_of(stored, job.paths("points"), job.path("vocabulary"))
of_pulses = load_values(job.path("values"), "metric", "survey")

made = NamedSynapses(
    counts=counts_of(found),
    factors=factors_of(found, config),
    confusion=tuple(confusion(known, library, classes)),
    medians=tuple(medians.synapse_medians(found, config)),
    printed=tuple(printed.sides_of_medians(claims, of_classes, found, classes, config)),
    energy_inputs=tuple(behind),
    energy_parts=tuple(energy_parts.shares_of(behind, config)),
    energy_spans=tuple(spans.energy_spans(behind, of_classes.reading_errors, config)),
    printed_distance=spans.printed_distance(claims),
    off_state=off_state.off_state_views(of_pulses, classes, config),
    programming=tuple(programming.programming_energies(rows, found, devices, readings, config)),
    properties=tuple(own_properties),
    spreads=tuple(variability.class_spreads(found, own_properties, config)),
    train_energies=tuple(train.train_energies(rows, devices, trains)),
    neurons=tuple(neurons.values_of_neurons(readings, library, classes, config)),
)
numbers = [rows_of_results(results_in([made])), measured.spread_numbers(summaries)]
job.write_number_rows(pd.concat(numbers, ignore_index=True))
job.write_table(CLASS_RULE_TABLE, made.confusion)
job.write_table(medians.SYNAPSE_MEDIANS_TABLE, made.medians)
job.write_table(printed.PRINTED_MEDIANS_TABLE, made.printed)
job.write_table(energy_parts.ENERGY_INPUTS_TABLE, made.energy_inputs)
job.write_table(energy_parts.ENERGY_PARTS_TABLE, made.energy_parts)
job.write_table(spans.ENERGY_SPANS_TABLE, made.energy_spans)
job.write_table(off_state.OFF_STATE_CLASSES_TABLE, made.off_state.classes)
job.write_table(off_state.OFF_STATE_PAIRS_TABLE, made.off_state.pairs)
job.write_table(programming.PROGRAMMING_ENERGY_TABLE, made.programming)
job.write_table(properties.SYNAPSE_PROPERTIES_TABLE, made.properties)
job.write_table(variability.SYNAPSE_SPREAD_TABLE, made.spreads)
job.write_csv_of(measured.MEASURED_SPREADS, measured.measured_spreads(summaries))
job.write_csv_of(measured.MEASURED_TRAINS, measured.measured_trains(summaries))
job.write_table(train.TRAIN_ENERGIES_TABLE, made.train_energies)
job.write_table(neurons.NEURONS_TABLE, made.neurons)
is_charge = grouped(found, lambda item: item.row.not_applicable is not None)
job.write_table(members.synapses_table(config.metrics), is_charge[False])
job.write_table(members.CHARGE_SYNAPSES, is_charge[True])
