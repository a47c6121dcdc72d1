"""The figures of a field whose values are observations."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from memlit.job import Job
from memlit.observations.record import Compared, MetricValues, Observations
from memlit.plots.observed.draw import draw_observed

job = Job.of(snakemake)
observed, metrics = job.record(Observations, "observations"), job.record(MetricValues, "metrics")
compared = job.record(Compared, "compared")
draw_observed(observed, metrics, compared, job.config, job.field, job.classes, job.outputs["figures"])
