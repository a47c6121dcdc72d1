"""What was read, joined with the library; what a line prints as one observation; its metrics; classes compared."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

import pandas as pd

from memlit.benchmark.supplied import read_supplied
from memlit.devices.outputs import DOCUMENTS_TABLE
from memlit.field import load_vocabulary
from memlit.job import Job
from memlit.observations.collect import collect, numbers_of_observations, observed_documents
from memlit.observations.compare import compare_observations, numbers_of_compared
from memlit.observations.lines import (
    CLASSES_AT,
    NOT_OBSERVED,
    OBSERVATIONS,
    OBSERVED_METRICS,
    PAIRS_AT,
    PRINTED_VALUES,
    values_used,
    with_records,
)
from memlit.observations.metrics import formulas, metrics_of_observations, numbers_of_metrics

job = Job.of(snakemake)
config, field = job.config, job.field

supplied = read_supplied(job.inputs, job.paths("checks"), job.params["problems"])
corpus, readings = observed_documents(job.paths("reconciled"), supplied, config)
job.write_record("library", supplied.shelf(corpus.problems))

observations, left_out = collect(readings, supplied.library, job.classes, config, field)
known = formulas(config, field, load_vocabulary(job.path("vocabulary")))
metrics = metrics_of_observations(observations, config, field, known)
compared = compare_observations(metrics, observations, config, field)

job.write_frame(PRINTED_VALUES, values_used(readings, observations))
job.write_frame(DOCUMENTS_TABLE, with_records(DOCUMENTS_TABLE, corpus.documents, corpus.documents))
job.write_csv_of(OBSERVATIONS, observations)
job.write_csv_of(NOT_OBSERVED, left_out)
job.write_csv_of(OBSERVED_METRICS, metrics)
job.write_csv_of(CLASSES_AT, compared.classes)
job.write_csv_of(PAIRS_AT, compared.pairs)
numbers = [
    numbers_of_observations(readings, observations, left_out),
    numbers_of_metrics(metrics, config, known),
    numbers_of_compared(compared, config),
]
job.write_number_rows(pd.concat(numbers))
