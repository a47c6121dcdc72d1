"""The figures of a field whose values are observations."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from memlit.job import Job
from memlit.observations.run import stored_lines
from memlit.plots.observed.draw import draw_observed

job = Job.of(snakemake)
lines = stored_lines(job.paths("observed"), [job.path("numbers_of_observed")])
draw_observed(lines, job.config, job.field, job.classes, job.outputs["figures"])
