"""What was read, joined with the library; a tuple for each device and pulse; the review's metrics of each."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

import pandas as pd

from memlit.benchmark.joined import join_documents, with_used
from memlit.benchmark.rows import TUPLE_COLUMNS, benchmark, benchmark_table
from memlit.benchmark.supplied import read_supplied
from memlit.benchmark.values import (
    EDGES,
    MEMBERSHIPS,
    PAPERS,
    VALUE_COLUMNS,
    VALUES,
    edge_rows,
    memberships_of_run,
    metric_numbers,
    metric_rows,
    papers,
    printed_rows,
)
from memlit.devices.outputs import (
    DEVICES,
    DOCUMENTS_TABLE,
    LOOKED_FOR,
    READINGS_TABLE,
    SECOND_READINGS,
    SERIES_TABLE,
    UNMAPPED,
    sought_lines,
    unmapped_lines,
)
from memlit.devices.resolved import years_of
from memlit.devices.tuples import READING_COLUMNS, choose_tuples
from memlit.frames import read_frame
from memlit.job import Job

job = Job.of(snakemake)
config, classes = job.config, job.classes

supplied = read_supplied(job.inputs, job.paths("checks"), job.params["problems"])
library = supplied.library
joined = join_documents(job.paths("reconciled"), supplied, config)
all_readings = joined.readings()
devices = choose_tuples(all_readings.select(READING_COLUMNS).to_pandas(), years_of(library), config)
job.write_record("library", supplied.shelf(joined.problems))
job.write_arrow(READINGS_TABLE, with_used(all_readings, devices))
job.write_frame(DEVICES, devices)
job.write_frame(DOCUMENTS_TABLE, joined.documents_frame())
job.write_table(SECOND_READINGS, joined.second_readings())
job.write_table(SERIES_TABLE, joined.series)
job.write_table(UNMAPPED, unmapped_lines(joined.documents))
job.write_table(LOOKED_FOR, sought_lines(joined.documents))

# As they are written: with the digits of the tables.
devices = read_frame(job.output("devices"))
readings = read_frame(job.output("readings"), list(dict.fromkeys((*TUPLE_COLUMNS, *VALUE_COLUMNS))))
rows = benchmark(devices, readings, library, classes, config)
values = metric_rows(rows, config)
job.write_frame(benchmark_table(config.metrics), rows)
job.write_number_rows(metric_numbers(values, rows, config))
job.write_frame(VALUES, pd.concat([values, printed_rows(readings, library, classes, config)]))
job.write_table(EDGES, edge_rows(rows, readings))
job.write_table(PAPERS, papers(library, classes).values())
job.write_table(MEMBERSHIPS, memberships_of_run(rows, readings, library, classes, config))
