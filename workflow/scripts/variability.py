"""Spread within devices, between devices and within arrays, and what it costs."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from memlit.analysis.variability.accuracy import ACCURACY, accuracy_lines, accuracy_of
from memlit.analysis.variability.measured import (
    MEASURED_PARTS_TABLE,
    VARIABILITY,
    measured_parts,
    measured_sets,
    measured_variability,
)
from memlit.analysis.variability.printed import PRINTED_SPREADS_TABLE, printed_spreads
from memlit.benchmark.values import load_papers, load_values
from memlit.datum import results_in
from memlit.job import Job

job = Job.of(snakemake)
sets = measured_sets(job.paths("measured"))
values, papers = load_values(job.path("values"), "metric", "survey", "other"), load_papers(job.path("papers"))
measured = measured_variability(sets)
printed = printed_spreads(values, papers)
accuracy = accuracy_of(sets, printed, values)
job.write_table(PRINTED_SPREADS_TABLE, printed)
job.write_table(MEASURED_PARTS_TABLE, measured_parts(measured))
job.write_numbers(results_in([measured, *printed, accuracy]))
job.write_table(VARIABILITY, measured.results)
job.write_table(ACCURACY, accuracy_lines(accuracy))
