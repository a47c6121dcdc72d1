"""What OCR sees in the pictures on the pages of a document: asked in the reader process that has its limits."""

from pathlib import Path

from printedpages.geometry import Box
from printedpages.ocr.model import SeenArea


def see_part(path: Path, page: int, box: Box | None) -> SeenArea:
    """What is seen in a part of a page of a PDF, from 1, or on all of it.

    Raises DocumentError where the file cannot be opened or has no such page.
    """
    from printedpages.ocr.look import look_at
    from printedpages.pdf.document import Document

    with Document.open(path) as document:
        return look_at(document.page(page), box)


def see_cell(path: Path, page: int, box: Box) -> SeenArea:
    """What is seen in a cell of a table of a PDF, by itself. Raises DocumentError as `see_part` does."""
    from printedpages.ocr.look import look_at_cell
    from printedpages.pdf.document import Document

    with Document.open(path) as document:
        return look_at_cell(document.page(page), box)
