"""Rule measure_variability: spread within devices, between devices and within arrays, and what it costs."""

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
from memlit.files import write_csv
from memlit.frames import read_cells, read_frame, row_dicts
from memlit.published import PublishedTable
from memlit.stages.job import Job


def run(job: Job) -> None:
    """measured: summaries of measured sets with their recipes, in the folders of their documents."""
    summaries = measured_summaries(job.paths("measured"))
    spreads = printed_spreads(read_frame(job.path("values")), set(read_cells(job.path("papers"))["id"]))
    accuracy = accuracy_table(summaries, spreads)
    measured = measured_numbers(summaries)
    numbers = [measured, counts_of_tables(spreads), accuracy_numbers(summaries, accuracy)]
    job.write_number_rows(pd.concat(numbers, ignore_index=True))
    _write(job, "table", VARIABILITY, variability_table(measured))
    _write(job, "measured_parts", MEASURED_PARTS, measured_parts(summaries))
    _write(job, "printed_spreads", PRINTED_SPREADS, spreads)
    _write(job, "accuracy", ACCURACY, accuracy)


def _write(job: Job, output: str, table: PublishedTable[object], rows: pd.DataFrame) -> None:
    write_csv(job.output(output), table.names, row_dicts(rows[list(table.names)]))
