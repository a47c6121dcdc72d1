"""Rule test_sensitivity: what unknown values and other conventions would change."""

from memlit.analysis.class_lines import load_class_lines
from memlit.analysis.robustness.bounds import identification
from memlit.analysis.robustness.conventions import ComputedBenchmark, changed_conventions
from memlit.analysis.robustness.record import Sensitivity
from memlit.benchmark.rows import TUPLE_COLUMNS
from memlit.benchmark.values import load_values
from memlit.devices.resolved import load_shelf
from memlit.frames import read_frame
from memlit.stages.job import Job


def run(job: Job) -> None:
    """Bounds of medians, and other conventions."""
    config, classes, library = job.config, job.classes, load_shelf(job.path("library")).library
    values = load_values(job.path("values"), "metric", "survey")
    medians = load_class_lines(job.paths("of_classes"), job.paths("numbers_of_classes")).classes
    computed = ComputedBenchmark(
        read_frame(job.path("benchmark")),
        read_frame(job.path("devices")),
        read_frame(job.path("readings"), TUPLE_COLUMNS),
    )
    made = Sensitivity(
        conventions=tuple(changed_conventions(computed, library, classes, config)),
        medians=identification(values, medians, classes, config),
    )
    job.write_results(made)
