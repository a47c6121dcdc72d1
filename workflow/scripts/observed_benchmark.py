"""What was read, joined with the library; what a line prints as one observation; its metrics; classes compared."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from memlit.benchmark.supplied import read_supplied
from memlit.datum import results_in
from memlit.devices.outputs import DOCUMENTS_TABLE
from memlit.field import load_vocabulary
from memlit.job import Job
from memlit.observations.collect import collect, observed_documents
from memlit.observations.compare import compare_observations
from memlit.observations.metrics import formulas, metrics_of_observations
from memlit.observations.record import (
    CLASSES_AT_TABLE,
    LEFT_OUT_TABLE,
    METRICS_TABLE,
    OBSERVATIONS_TABLE,
    PAIRS_AT_TABLE,
    PRINTED_VALUES,
    value_lines,
    with_records,
)

job = Job.of(snakemake)
config, field = job.config, job.field

supplied = read_supplied(job.inputs, job.paths("checks"), job.params["problems"])
corpus, readings = observed_documents(job.paths("reconciled"), supplied, config)
observed = collect(readings, supplied.library, job.classes, config, field)
job.write_record("library", supplied.shelf(corpus.problems))
job.write_record("observations", observed)
job.write_frame(PRINTED_VALUES, with_records(PRINTED_VALUES, value_lines(readings, observed), readings))
job.write_frame(DOCUMENTS_TABLE, with_records(DOCUMENTS_TABLE, corpus.documents, corpus.documents))

known = formulas(config, field, load_vocabulary(job.path("vocabulary")))
metrics = metrics_of_observations(observed.values, config, field, known)
job.write_record("metrics", metrics)

compared = compare_observations(metrics.values, observed.values, config, field)
job.write_record("compared", compared)

job.write_table(OBSERVATIONS_TABLE, observed.values)
job.write_table(LEFT_OUT_TABLE, observed.left_out)
job.write_table(METRICS_TABLE, metrics.values)
job.write_table(CLASSES_AT_TABLE, compared.classes)
job.write_table(PAIRS_AT_TABLE, compared.pairs)
job.write_numbers(results_in([observed, metrics, compared]))
