"""Rule audit_pages: the audit index and what was supplied to results/audit/KEY.html, a page a document."""

import shutil
from pathlib import Path

from memlit.audit.lookup import Index
from memlit.audit.pages.chains import Chains
from memlit.audit.pages.page import page_of, render_documents, render_page
from memlit.devices.resolved import load_documents, load_shelf
from memlit.files import write_text
from memlit.sources.points import read_all_points
from memlit.stages.job import Job

_DOCUMENTS = "_documents.html"
"""No key begins with an underscore."""
MOST_AUDIT_PAGES = 1000
"""Documents that all have a page; of more those have one to which the report leads, `memlit audit` tells of all."""


def run(job: Job) -> None:
    """Write one page a document and the list of them. points: what the rule extract_publications wrote."""
    folder = job.output("pages")
    images = job.config.audit.images
    entries = load_shelf(job.path("library")).entries
    chains = Chains(Index(job.path("index")))
    rows = read_all_points(job.paths("points"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    listed = []
    documents = load_documents(job.path("documents"))
    if len(documents) > MOST_AUDIT_PAGES:
        documents = [document for document in documents if document.key in chains.shown_documents]
    for document in documents:
        page = page_of(document, entries.get(document.key), chains, Path(), images, rows)
        write_text(folder / f"{document.key}.html", render_page(page))
        titles = [{"title": place.title} for place in page["places"]]
        listed.append(
            {**page, "places": titles, "summaries": [{"title": table["title"]} for table in page["summaries"]]}
        )
    write_text(folder / _DOCUMENTS, render_documents(listed))
