"""Rule model_classes: what the data do say of the classes, and which paper one more reading is worth most of."""

from memlit.analysis.class_lines import load_class_lines
from memlit.benchmark.rows import load_rows
from memlit.devices.resolved import load_resolved
from memlit.frames import items_of, read_cells
from memlit.stages.job import Job
from memlit.synapses import class_model, next_readings
from memlit.synapses.outputs import ModelledClasses, NamedDevices


def run(job: Job) -> None:
    """Statements of the classes under three priors, and the papers to read next by what they are expected to narrow."""
    config, classes, record = job.config, job.classes, load_resolved(job.inputs)
    rows = load_rows(job.path("benchmark"), config)
    members = job.record(NamedDevices, "synapses").members
    errors = load_class_lines(job.paths("of_classes"), job.paths("numbers_of_classes")).reading_errors
    counted = class_model.counted_synapses(members)
    evidence = {
        metric: class_model.class_evidence(counted, rows, metric, errors, classes, config)
        for metric in class_model.MODELLED_METRICS
        if metric in config.metrics
    }
    statements = [
        statement
        for of_metric in evidence.values()
        for statement in class_model.class_statements(
            of_metric, class_model.widths_of(counted, rows, of_metric), classes
        )
    ]
    worth = (
        next_readings.WorthOfReading(evidence[next_readings.READ_FOR]) if next_readings.READ_FOR in evidence else None
    )
    coverage = read_cells(job.path("coverage"))
    not_printed = dict(zip(coverage["paper"], map(items_of, coverage["not_printed"]), strict=True))
    to_read = next_readings.completing_readings(record.devices, not_printed, record.library, classes, config, worth)
    made = ModelledClasses(
        statements=tuple(statements), next_readings=tuple(to_read), n_open=next_readings.count_open(to_read)
    )
    job.write_results(made)
