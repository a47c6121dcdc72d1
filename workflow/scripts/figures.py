"""The figures of the field, as SVG and one as PNG."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from memlit.job import Job
from memlit.plots.draw import draw_figures
from memlit.plots.look.data import FigureData, tables_by_name

job = Job.of(snakemake)
data = FigureData(job.config, job.classes, tables_by_name(job.paths("tables")))
draw_figures(data, [*job.outputs["figures"], job.outputs["picture"]])
