"""Rule compare_classes: classes of every set against each other, quantity by quantity."""

from memlit.analysis.comparison import record
from memlit.analysis.comparison.compare import compare_classes
from memlit.benchmark.values import load_values
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Tests, effect sizes and intervals; retention, and what two curators read of one paper."""
    compared = compare_classes(load_values(job.path("values"), "metric", "survey"), job.classes, job.config)
    job.write_results(compared)
    for table, lines in record.comparison_tables(compared):
        job.write_table(table, lines)
