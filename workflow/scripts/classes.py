"""The median of each class, the classes compared, and what unknown values and other conventions would change."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

import pandas as pd

from memlit.analysis.class_lines import load_class_lines
from memlit.analysis.class_medians import (
    CLASS_PAPERS,
    CLASSES_TABLE,
    class_medians,
    class_numbers,
    class_papers,
    credited_classes,
)
from memlit.analysis.comparison.compare import compare_classes
from memlit.analysis.comparison.record import RENAMED_CLASSES_TABLE, RETENTION_TABLE, comparison_tables
from memlit.analysis.evidence.curators import CURATORS_TABLE
from memlit.analysis.robustness.bounds import BOUNDS_TABLE, identification
from memlit.analysis.robustness.conventions import CONVENTIONS_TABLE, ComputedBenchmark, changed_conventions
from memlit.benchmark.rows import TUPLE_COLUMNS
from memlit.benchmark.values import MEMBERSHIPS, load_values
from memlit.datum import results_in
from memlit.devices.resolved import load_shelf
from memlit.frames import read, read_frame
from memlit.job import Job
from memlit.numbers import rows_of_results

job = Job.of(snakemake)
config, classes, library = job.config, job.classes, load_shelf(job.path("library")).library

credited = credited_classes(read(MEMBERSHIPS, job.path("memberships")), config)
papers = class_papers(read_frame(job.path("values")), credited)
medians = class_medians(credited, papers, config)
job.write_csv_of(CLASSES_TABLE, medians)
job.write_csv_of(CLASS_PAPERS, papers)

values = load_values(job.path("values"), "metric", "survey")
compared = compare_classes(values, classes, config)
job.write_table(RENAMED_CLASSES_TABLE, compared.renamed)
job.write_table(RETENTION_TABLE, compared.retention)
job.write_table(CURATORS_TABLE, compared.curators)
for table, lines in comparison_tables(compared):
    job.write_table(table, lines)

lines = load_class_lines([job.output("classes")], []).classes
devices, readings = read_frame(job.path("devices")), read_frame(job.path("readings"), TUPLE_COLUMNS)
computed = ComputedBenchmark(read_frame(job.path("benchmark")), devices, readings)
conventions = changed_conventions(computed, library, classes, config)
bounds = identification(values, lines, classes, config)
job.write_table(CONVENTIONS_TABLE, conventions)
job.write_table(BOUNDS_TABLE, bounds)
job.write_number_rows(
    pd.concat([class_numbers(medians, papers), rows_of_results(results_in([compared, *conventions, *bounds]))])
)
