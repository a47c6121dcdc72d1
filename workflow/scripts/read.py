"""A bucket of documents, read exactly as printed and then put into SI, each document on its own."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from pathlib import Path

from memlit.files import write_lines, write_pieces, write_text
from memlit.job import Job
from memlit.naming import CORRECTIONS_FILE
from memlit.reconcile.bucket import reconcile_bucket
from memlit.sources.bucket import read_bucket
from memlit.sources.points import write_points

job = Job.of(snakemake)
vocabulary, code = job.path("vocabulary"), job.params["code"]
extracted, points = job.output("extracted"), job.output("points")

read = read_bucket(extracted.stem, job.params["documents"], vocabulary, code, job.params["supplied"])
write_lines(extracted, read.lines)
write_points(points, read.points)

reconciled, cache = reconcile_bucket(extracted, points, vocabulary, Path(CORRECTIONS_FILE), code)
write_pieces(job.output("reconciled"), reconciled)
cache.save()
write_text(job.log, read.log)
