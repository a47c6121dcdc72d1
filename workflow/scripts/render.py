"""The report as a page, with the index of its numbers, and as three PDFs."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from memlit.files import read_json, write_bytes, write_text
from memlit.job import Job
from memlit.report.rendering.html import render_html, render_numbers
from memlit.report.rendering.pdf import PRINTED_PARTS, render_pdf

job = Job.of(snakemake)
report = read_json(job.path("report"))
drawings = {path.stem: path for path in job.paths("figures")}

texts = {figure: path.read_text(encoding="utf-8") for figure, path in drawings.items()}
write_text(job.output("page"), render_html(report, texts))
write_text(job.output("numbers_page"), render_numbers(report))
for part in PRINTED_PARTS:
    write_bytes(job.output(f"{part}_pdf"), render_pdf(report, drawings, part))
