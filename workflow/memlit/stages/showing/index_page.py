"""Rule index_page: what a host serves first, results/index.html, and a JSON file for each item of the field."""

import shutil

from memlit.devices.resolved import load_shelf
from memlit.export.served import listed_tables, served_items, served_page
from memlit.files import write_json, write_text
from memlit.stages.job import Job


def run(job: Job) -> None:
    """data: all files of results/data; pages: of the audit. folder: of the JSON files."""
    tables = listed_tables(job.paths("data")[0].parent)
    items = served_items(tables, (page.stem for page in job.path("pages").glob("*.html")))
    folder = job.output("folder")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for item in items:
        write_json(folder / item.file, item.plain())
    papers = {key: entry.short_name for key, entry in load_shelf(job.path("library")).entries.items()}
    is_for_own_use = job.config.audit.images == "local"
    page = served_page(
        job.config.report.title, tables.values(), items, papers, job.field, is_for_own_use=is_for_own_use
    )
    write_text(job.output("index"), page)
