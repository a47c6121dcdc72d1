"""The pages of documents as they may be published: no page or figure of one whose licence forbids trade or changes."""

import shutil
from pathlib import Path

from memlit.audit.lookup import Index
from memlit.audit.pages.chains import Chains
from memlit.audit.pages.page import description_of, licence_of, page_of, render_page
from memlit.audit.pages.places import ON_A_SITE, may_publish, may_show
from memlit.cards.named import OF_RUN
from memlit.datum import ReconciledDocument
from memlit.files import write_text
from memlit.site.model import SiteRun
from memlit.sources.points import read_points

AUDIT = "audit"
_POINTS = "extracted/*.points.csv"


def write_audit_pages(run: SiteRun, folder: Path) -> None:
    """Copy the pages of all documents; those with a picture that may not be passed on are written without it."""
    results = run.root / OF_RUN
    shutil.copytree(results / AUDIT, folder, dirs_exist_ok=True)
    withheld = [document for document in run.documents if _is_withheld(run, document)]
    if not withheld:
        return
    chains = Chains(Index(results / "audit.sqlite"))
    points = {series: text for path in sorted(results.glob(_POINTS)) for series, text in read_points(path).items()}
    for document in withheld:
        entry = run.entries.get(document.key)
        page = page_of(document, entry, chains, run.root, ON_A_SITE, points)
        write_text(folder / f"{document.key}.html", render_page(page))


def document_licence(run: SiteRun, key: str) -> str | None:
    """The licence of a document, None where nobody wrote it down."""
    return licence_of(run.entries.get(key), description_of(run.root, key))


def _is_withheld(run: SiteRun, document: ReconciledDocument) -> bool:
    """Whether the run's own page shows what may not be published."""
    licence = document_licence(run, document.key)
    return may_show(run.config.audit.images, licence) and not may_publish(licence)
