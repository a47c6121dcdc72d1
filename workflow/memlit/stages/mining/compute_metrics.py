"""Rule compute_metrics: the metrics of config/metrics.yaml of every observation."""

from memlit.field import load_vocabulary
from memlit.observations.metrics import formulas, metrics_of_observations
from memlit.observations.record import Observations
from memlit.stages.job import Job


def run(job: Job) -> None:
    """params: settings, field."""
    values = job.record(Observations, "observations").values
    known = formulas(job.config, job.field, load_vocabulary(job.path("vocabulary")))
    metrics = metrics_of_observations(values, job.config, job.field, known)
    job.write_record("metrics", metrics)
    job.write_results(metrics)
