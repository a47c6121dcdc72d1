"""Spread within devices, between devices and within arrays, and what it costs."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

import pandas as pd

from memlit.analysis.variability.accuracy import ACCURACY, accuracy_numbers, accuracy_table
from memlit.analysis.variability.measured import (
    MEASURED_PARTS,
    VARIABILITY,
    measured_numbers,
    measured_parts,
    variability_table,
)
from memlit.analysis.variability.printed import PRINTED_SPREADS, counts_of_tables, printed_spreads
from memlit.analysis.variability.summaries import measured_summaries
from memlit.frames import read_cells, read_frame
from memlit.job import Job

job = Job.of(snakemake)
summaries = measured_summaries(job.paths("measured"))
spreads = printed_spreads(read_frame(job.path("values")), set(read_cells(job.path("papers"))["id"]))
accuracy = accuracy_table(summaries, spreads)
measured = measured_numbers(summaries)

job.write_csv_of(VARIABILITY, variability_table(measured))
job.write_csv_of(MEASURED_PARTS, measured_parts(summaries))
job.write_csv_of(PRINTED_SPREADS, spreads)
job.write_csv_of(ACCURACY, accuracy)
numbers = [measured, counts_of_tables(spreads), accuracy_numbers(summaries, accuracy)]
job.write_number_rows(pd.concat(numbers, ignore_index=True))
