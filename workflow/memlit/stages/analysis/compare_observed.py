"""Rule compare_observed: classes under the same condition, metric by metric."""

from memlit.observations.compare import compare_observations
from memlit.observations.record import MetricValues, Observations
from memlit.stages.job import Job


def run(job: Job) -> None:
    """params: settings, field."""
    values = job.record(MetricValues, "metrics").values
    observed = job.record(Observations, "observations").values
    compared = compare_observations(values, observed, job.config, job.field)
    job.write_record("compared", compared)
    job.write_results(compared)
