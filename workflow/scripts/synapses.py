"""The named synapses of any paper, graded, with what is computed of them; properties and neurons beside."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

import pandas as pd

from memlit.analysis.class_medians import CLASS_PAPERS, CLASSES_TABLE
from memlit.analysis.evidence.curators import CURATORS_TABLE
from memlit.analysis.variability.summaries import measured_summaries
from memlit.benchmark.rows import TUPLE_COLUMNS, chosen_parts
from memlit.benchmark.values import load_values
from memlit.config.claims import load_claims
from memlit.datum import results_in
from memlit.devices.class_rule import described
from memlit.devices.resolved import load_shelf
from memlit.devices.stored import StoredReadings, sayings_of
from memlit.frames import PublishedFrames, read_frame
from memlit.job import Job
from memlit.numbers import rows_of_results
from memlit.synapses import members
from memlit.synapses.beside import measured, neurons, properties, variability
from memlit.synapses.confusion import CLASS_RULE_TABLE, confusion, confusion_numbers
from memlit.synapses.counts import counts_of_synapses
from memlit.synapses.energy import medians, off_state, parts, polarisation, printed, programming, spans, train

job = Job.of(snakemake)
config, classes, library = job.config, job.classes, load_shelf(job.path("library")).library
benchmark, devices, values = (read_frame(job.path(name)) for name in ("benchmark", "devices", "values"))
of_classes = PublishedFrames((CLASSES_TABLE, CLASS_PAPERS, CURATORS_TABLE), job.paths("tables_of_classes"))
stored, claims = StoredReadings(job.path("readings")), load_claims(job.path("statements"))
readings = stored.frame((*TUPLE_COLUMNS, "device", "status", "lineage"))
known, summaries = described(sayings_of(stored)), measured_summaries(job.paths("measured"))

named = members.graded_synapses(benchmark, devices, readings, library, classes, config)
tuples = chosen_parts(devices, readings)
inputs = parts.energy_inputs(benchmark, named, tuples, config)
charges = polarisation.polarisation_terms(benchmark, readings, tuples)
charges = charges.loc[charges.index.isin(inputs["tuple"])]
inputs["polarisation_j_high"] = inputs["tuple"].map(charges["high"])
shares = parts.shares_of(inputs, config)
energy_spans = spans.energy_spans(inputs, of_classes["curators"], config)
of_synapses = medians.synapse_medians(named, values, config)
of_review = printed.printed_medians(claims, classes, config)
sides = printed.sides_of_medians(of_review, (of_classes["classes"], of_classes["class_papers"]), named, values, config)
programmed = programming.programming_energies(benchmark, named, readings, tuples, config)
trains = train.trains_of(stored, job.paths("points"), job.path("vocabulary"))
of_trains = train.train_energies(benchmark, tuples, trains, config)
of_stacks = confusion(known, library, classes)
of_survey = off_state.off_state_views(load_values(job.path("values"), "metric", "survey"), classes, config)
own_properties = properties.properties(stored.where(parameter=properties.PROPERTIES), known, library, classes, config)
spreads = variability.class_spreads(named, values, own_properties, config)
of_neurons = stored.where(paper=neurons.papers_of_neurons(library))

numbers = [
    counts_of_synapses(named, config),
    confusion_numbers(of_stacks),
    medians.median_numbers(of_synapses),
    printed.side_numbers(sides),
    printed.distance_numbers(of_review),
    charges,
    parts.share_numbers(shares),
    spans.span_numbers(energy_spans),
    programming.programming_numbers(programmed),
    train.train_numbers(of_trains),
    rows_of_results(results_in([of_survey, *spreads])),
    measured.spread_numbers(summaries),
]
job.write_number_rows(pd.concat(numbers, ignore_index=True))
job.write_csv_of(CLASS_RULE_TABLE, of_stacks)
job.write_csv_of(medians.SYNAPSE_MEDIANS_TABLE, of_synapses)
job.write_csv_of(printed.PRINTED_MEDIANS_TABLE, sides)
job.write_csv_of(parts.ENERGY_INPUTS_TABLE, inputs)
job.write_csv_of(parts.ENERGY_PARTS_TABLE, shares)
job.write_csv_of(spans.ENERGY_SPANS_TABLE, energy_spans)
job.write_table(off_state.OFF_STATE_CLASSES_TABLE, of_survey.classes)
job.write_table(off_state.OFF_STATE_PAIRS_TABLE, of_survey.pairs)
job.write_csv_of(programming.PROGRAMMING_ENERGY_TABLE, programmed)
job.write_csv_of(train.TRAIN_ENERGIES_TABLE, of_trains)
job.write_table(properties.SYNAPSE_PROPERTIES_TABLE, own_properties)
job.write_table(variability.SYNAPSE_SPREAD_TABLE, spreads)
job.write_csv_of(measured.MEASURED_SPREADS, measured.measured_spreads(summaries))
job.write_csv_of(measured.MEASURED_TRAINS, measured.measured_trains(summaries))
job.write_table(neurons.NEURONS_TABLE, neurons.values_of_neurons(of_neurons, library, classes, config))
rows = members.synapse_rows(named)
job.write_csv_of(members.synapses_table(config.metrics), rows[rows["not_applicable"].isna()])
job.write_csv_of(members.CHARGE_SYNAPSES, rows[rows["not_applicable"].notna()])
