"""What one checkout of the package reads of documents, a JSON line each; `evaluation.corpus.tables` runs it.

    PYTHONPATH=CHECKOUT/workflow python evaluation/corpus/reading.py PROJECT

PROJECT holds config/ of the checkout and sources/KEY/ for each document. A line has the reconciled document as the
checkout's own record gives it, the pages of each table that its reader took, and those of which something is left.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from memlit.curation.checking import reading
from memlit.datum import ReconciledDocument
from memlit.field import load_vocabulary
from printed.tables import read_tables

try:
    from memlit.reconcile.page_accounts import page_accounts
except ImportError:  # a commit before pages were accounted for
    page_accounts = None  # type: ignore[assignment]

READER = getattr(reading, "DocumentReader", None) or reading.Reader  # type: ignore[attr-defined]
"""Its name in this commit, or in those before names were told apart."""


def table_pages(path: Path) -> list[list[int]]:
    """The pages of each table that the reader took, page 1 for a document without pages."""
    return [
        sorted({table.page or 1, *(cell.page for cell in table.cells if cell.page)})
        for table in read_tables(path).tables
    ]


def pages_left(document: ReconciledDocument) -> list[int]:
    """The pages of which the checkout says that something was not read, page 1 for a document without pages."""
    if page_accounts is None:
        return []
    return sorted({one.page or 1 for one in page_accounts(document) if one.left})


def line_of(reader: Any, project: Path, key: str) -> dict[str, Any]:
    path = next(one for one in sorted((project / "sources" / key).iterdir()))
    found = reader.reconciled(key)
    document = found.model_dump(mode="json")
    try:
        pages = table_pages(path)
    except Exception as error:  # a document that stops the reader is a result, not the end of the count
        pages = []
        document["warnings"] = [*document["warnings"], f"{type(error).__name__}: {error}"]
    return {"key": key, "document": document, "table_pages": pages, "pages_left": pages_left(found)}


def main() -> None:
    project = Path(sys.argv[1]).resolve()
    reader = READER(project, load_vocabulary(project / "config/vocabulary.yaml"), [])
    for folder in sorted((project / "sources").iterdir()):
        print(json.dumps(line_of(reader, project, folder.name)), flush=True)


if __name__ == "__main__":
    main()
