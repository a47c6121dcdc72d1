"""The pages of the audit: one for each document, and the list of them."""

from collections.abc import Iterable
from pathlib import Path

from memlit.audit.lookup import Index
from memlit.audit.pages.chains import Chains
from memlit.audit.pages.page import page_of, render_documents, render_page
from memlit.datum import ReconciledDocument
from memlit.files import write_text
from memlit.library import Entry
from memlit.sources.points import read_all_points

_DOCUMENTS = "_documents.html"
"""No key begins with an underscore."""
MOST_AUDIT_PAGES = 1000
"""Documents that all have a page; of more those have one to which the report leads, `memlit audit` tells of all."""


def write_audit_pages(
    folder: Path,
    index: Path,
    documents: list[ReconciledDocument],
    entries: dict[str, Entry],
    points: Iterable[Path],
    images: str,
) -> None:
    """Write KEY.html of each document into `folder`. index: of the audit; images: the setting `audit.images`."""
    chains, rows = Chains(Index(index)), read_all_points(points)
    listed = []
    if len(documents) > MOST_AUDIT_PAGES:
        documents = [document for document in documents if document.key in chains.shown_documents]
    for document in documents:
        page = page_of(document, entries.get(document.key), chains, Path(), images, rows)
        write_text(folder / f"{document.key}.html", render_page(page))
        titles = [{"title": place.title} for place in page["places"]]
        summaries = [{"title": table["title"]} for table in page["summaries"]]
        listed.append({**page, "places": titles, "summaries": summaries})
    write_text(folder / _DOCUMENTS, render_documents(listed))
