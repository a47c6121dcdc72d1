"""The way back to the print: digitized figures over their sources, the index, a page a document, the first page."""
# ruff: noqa: F821 (Snakemake defines `snakemake` in a script)

from memlit.audit.index_of_run import index_devices, index_observations
from memlit.audit.overlays import draw_overlays
from memlit.audit.pages.write import write_audit_pages
from memlit.devices.resolved import load_documents, load_shelf
from memlit.export.served import write_served
from memlit.files import empty_folder, write_json
from memlit.job import Job

job = Job.of(snakemake)
config, field, index = job.config, job.field, job.output("index")

empty_folder(job.output("overlays"))
write_json(job.output("overlays_list"), draw_overlays(job.paths("extracted"), job.paths("points")))

numbers, code = job.paths("numbers_of_rules"), job.params["codes"]
if field.is_observed:
    index_observations(index, job.inputs, numbers, config, field, code)
else:
    index_devices(index, job.inputs, numbers, config, code)

documents, entries = load_documents(job.path("documents")), load_shelf(job.path("library")).entries
pages = empty_folder(job.output("pages"))
write_audit_pages(pages, index, documents, entries, job.paths("points"), config.audit.images)

write_served(
    job.output("first_page"), empty_folder(job.output("item_files")), pages, job.paths("tables"), entries, config, field
)
