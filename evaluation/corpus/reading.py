"""What one checkout of the package reads of documents, a JSON line each; `evaluation.corpus.tables` runs it.

    PYTHONPATH=CHECKOUT/workflow python evaluation/corpus/reading.py PROJECT

PROJECT holds config/ of the checkout and sources/KEY/ for each document. A line has the reconciled document as the
checkout's own record gives it, and the pages of each table that its reader took.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from memlit.curation.checking.reading import Reader
from memlit.field import load_vocabulary
from memlit.tables import read_tables


def table_pages(path: Path) -> list[list[int]]:
    """The pages of each table that the reader took, page 1 for a document without pages."""
    return [
        sorted({table.page or 1, *(cell.page for cell in table.cells if cell.page)})
        for table in read_tables(path).tables
    ]


def line_of(reader: Reader, project: Path, key: str) -> dict[str, Any]:
    path = next(one for one in sorted((project / "sources" / key).iterdir()))
    document = reader.reconciled(key).model_dump(mode="json")
    try:
        pages = table_pages(path)
    except Exception as error:  # a document that stops the reader is a result, not the end of the count
        pages = []
        document["warnings"] = [*document["warnings"], f"{type(error).__name__}: {error}"]
    return {"key": key, "document": document, "table_pages": pages}


def main() -> None:
    project = Path(sys.argv[1]).resolve()
    reader = Reader(project, load_vocabulary(project / "config/vocabulary.yaml"), [])
    for folder in sorted((project / "sources").iterdir()):
        print(json.dumps(line_of(reader, project, folder.name)), flush=True)


if __name__ == "__main__":
    main()
