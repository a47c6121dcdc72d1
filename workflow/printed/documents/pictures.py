"""What OCR sees in the pictures on the pages of a document: asked in the reader process that has its limits."""

from pathlib import Path

from printed.errors import DocumentError
from printed.geometry import Box, holds, intersect, middle_of, sides_of
from printed.ocr.model import SeenArea

LARGEST_PICTURE = 1_100_000.0
"""Square points of the largest picture that the models can read in the memory that they have: A3 and a margin."""
FEWEST_LETTERS = 30
"""Letters that the text layer has in a box; with fewer it is a picture, for that of a picture has stray labels."""
_CENTIMETRES = 2.54 / 72
"""In a point."""


def see_part(path: Path, page: int, box: Box | None) -> SeenArea:
    """What is seen in a part of a page of a PDF, from 1, or on all of it.

    Raises DocumentError where the file cannot be opened or has no such page, or where the part is too large.
    """
    from printed.ocr.look import look_at
    from printed.pdf.document import Document

    with Document.open(path) as document:
        shown = document.page(page)
        width, height = shown.size if box is None else sides_of(intersect((0.0, 0.0, *shown.size), box))
        if width * height > LARGEST_PICTURE:
            size = f"{width * _CENTIMETRES:.0f} x {height * _CENTIMETRES:.0f} cm"
            problem = f"is a picture of {size}, which is too large for OCR (A3 at most)"
            remedy = "save the scan in the size of its paper, or transcribe what you need as a CSV"
            raise DocumentError(f"{path.name}, page {page}", problem, remedy)
        return look_at(shown, box)


def see_cell(path: Path, page: int, box: Box) -> SeenArea:
    """What is seen in a cell of a table of a PDF, by itself. Raises DocumentError as `see_part` does."""
    from printed.ocr.look import look_at_cell
    from printed.pdf.document import Document

    with Document.open(path) as document:
        return look_at_cell(document.page(page), box)


def see_box(path: Path, page: int, box: Box) -> SeenArea:
    """What is seen in a box that somebody drew on a page of a PDF: its letters by OCR, or none where it prints text.

    Raises DocumentError as `see_part` does.
    """
    from printed.ocr.look import look_at_box
    from printed.pdf.document import Document

    with Document.open(path) as document:
        shown = document.page(page)
        letters = [char for char in shown.displayed.chars if not char.text.isspace()]
        inside = [char for char in letters if holds(box, *middle_of(char.box))]
        if len(inside) >= FEWEST_LETTERS:
            return SeenArea(page, box, 0, of="box")
        return look_at_box(shown, box)
