"""Rule compute_benchmark: devices and readings to benchmark.csv and the tables of values."""

import pandas as pd

from memlit.benchmark.rows import TUPLE_COLUMNS, benchmark, benchmark_table
from memlit.benchmark.values import (
    EDGES,
    MEMBERSHIPS,
    PAPERS,
    VALUE_COLUMNS,
    VALUES,
    edge_rows,
    memberships,
    metric_numbers,
    metric_rows,
    papers,
    printed_readings,
    printed_rows,
)
from memlit.devices.resolved import load_shelf
from memlit.field.codes import SURVEY, UNPAIRED_SET
from memlit.frames import cells_of, read_frame
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Metrics of every device, and one row a value."""
    config, classes, library = job.config, job.classes, load_shelf(job.path("shelf")).library
    columns = list(dict.fromkeys((*TUPLE_COLUMNS, *VALUE_COLUMNS)))
    devices, readings = read_frame(job.path("devices")), read_frame(job.path("readings"), columns)
    rows = benchmark(devices, readings, library, classes, config)
    job.write_frame(benchmark_table(config.metrics), rows)
    values = metric_rows(rows, config)
    job.write_number_rows(metric_numbers(values, rows, config))
    job.write_frame(VALUES, pd.concat([values, printed_rows(readings, library, classes, config)]))
    job.write_table(EDGES, edge_rows(rows, readings))
    job.write_table(PAPERS, papers(library, classes).values())
    own = rows[~rows["set"].isin([SURVEY, UNPAIRED_SET])]
    of_rows: dict[str, list[str]] = {}
    for paper, device_class in cells_of(own[["paper", "class"]].drop_duplicates()):
        of_rows.setdefault(paper, []).append(device_class)
    of_surveys = printed_readings(readings[readings["document_kind"] == SURVEY])
    job.write_table(MEMBERSHIPS, memberships(library, of_surveys, classes, config, of_rows))
