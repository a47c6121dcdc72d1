"""Tables of a born-digital PDF: finds them page by page and joins those that run over pages."""

from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from memlit.errors import DocumentError
from memlit.tables.model import Table, TableReading, picture_line
from memlit.tables.pdf.continued import PageTables, join_continued, open_ends
from memlit.tables.pdf.fallback import count_pages, read_page_tables
from memlit.tables.pdf.grid.cells import to_table
from memlit.tables.pdf.grid.grid import column_sides
from memlit.tables.pdf.page.captions import add_captions
from memlit.tables.pdf.page.prefilter import may_hold_table
from memlit.tables.pdf.tables_on_page import find_grids
from printedpages.geometry import Box
from printedpages.pdf.characters import PageContent, read_page
from printedpages.pdf.lines import read_text
from printedpages.pdf.opened import page_numbers, try_open
from printedpages.pdf.rules import read_drawing
from printedpages.pdf.turned import turn_back, turn_upright
from printedpages.trace import mark, place_marks

PICTURED = 4000.0
"""Square points; smaller pictures are icons and logos."""
NEAR = 40.0
"""Points between a caption and the picture of its table."""


def read_pdf(path: Path, *, page: int | None = None) -> TableReading:
    """Tables of a PDF in reading order, of one page (from 1) or of all.

    Errors: DocumentError where the file is encrypted, broken or no PDF, or has no such page. Pages that
    show a picture and have no text are named in `warnings`.
    """
    document = try_open(path)
    with nullcontext() if document is None else closing(document):
        n_pages = len(document) if document is not None else count_pages(path)
        if n_pages == 0:
            raise DocumentError(path.name, "is no readable PDF", "fetch the file again")
        pages = [_read_one(document, path, number) for number in page_numbers(path, n_pages, page)]
    pictures = [one.number for one in pages if one.is_picture]
    scanned = [_picture_line(path.name, pictures)] if pictures else []
    orphan_captions = tuple(pair for one in pages for pair in one.orphan_captions)
    warnings = [line for one in pages for line in (*one.warnings, *(line for _, line in one.orphan_captions))]
    n_spared = sum(one.is_spared for one in pages)
    return TableReading(tuple(join_continued(pages)), n_pages, (*scanned, *warnings), n_spared, orphan_captions)


def _orphan_line(name: str, page: int, label: str, is_picture: bool) -> str:
    if is_picture:
        return picture_line(name, label, page)
    problem = f"page {page} has a caption '{label}' but no table beside it could be read as text"
    return f"{name}: {problem}; transcribe it as a CSV where it has values"


def _picture_line(name: str, pages: Sequence[int]) -> str:
    """Pages without text in one line: a scan of 300 pages is one problem."""
    runs = [[page for _, page in run] for _, run in groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])]
    named = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    said = f"page {named} is a picture" if len(pages) == 1 else f"pages {named} are pictures"
    where = "it" if len(pages) == 1 else "them"
    return f"{name}: {said} without text, nothing on {where} is read; transcribe what you need as a CSV"


def _read_one(document: Any, path: Path, number: int) -> PageTables:
    """Tables of a page, and what could not be read."""
    import pypdfium2

    try:
        if document is None:
            return _read_by_pdfplumber(path, number)
        with closing(document[number - 1]) as page:
            content = read_page(page, number)
            if all(char.text.isspace() for char in content.chars):
                read_drawing(page, content)
                return PageTables(number, [], is_picture=bool(content.images or content.graphics))
            turn_upright(content)
            text = read_text(content)
            if not may_hold_table(page, content, text):
                whole = (0.0, 0.0, content.width, content.height)
                mark("page", whole, "dropped", "no rules, no lines with gaps, no caption")
                return PageTables(number, [], is_spared=True)
            read_drawing(page, content)
    except pypdfium2.PdfiumError:
        return _read_by_pdfplumber(path, number)
    grids = find_grids(content, text)
    tables, alone = add_captions([to_table(grid, number) for grid in grids], text)
    if content.turn:
        place_marks(lambda box: turn_back(box, content.turn, content.width, content.height))
    orphans = []
    for label, box in alone:
        is_picture = any(_is_beside(box, image) for image in content.images)
        orphans.append((label, _orphan_line(path.name, number, label, is_picture)))
    cut = f"{path.name}: page {number} draws more than is read; tables in it may be incomplete"
    return PageTables(
        number,
        [_as_displayed(table, content) for table in tables],
        *open_ends(tables, text, content.height),
        sides=tuple(map(column_sides, grids)),
        orphan_captions=tuple(orphans),
        warnings=(cut,) if content.truncated else (),
    )


def _is_beside(caption: Box, image: Box) -> bool:
    """Whether a picture that is large enough for a table stands right above or below a caption."""
    width, height = image[2] - image[0], image[3] - image[1]
    gap = max(image[1] - caption[3], caption[1] - image[3])
    overlaps = min(caption[2], image[2]) > max(caption[0], image[0])
    return overlaps and width * height > PICTURED and gap < NEAR


def _read_by_pdfplumber(path: Path, number: int) -> PageTables:
    tables = read_page_tables(path, number)
    said = "cannot be read" if tables is None else "is read by pdfplumber: only ruled tables, without raised digits"
    return PageTables(number, tables or [], warnings=(f"{path.name}: page {number} {said}",))


def _as_displayed(table: Table, content: PageContent) -> Table:
    """Boxes turned back where the page was turned upright to be read."""
    if not content.turn:
        return table

    def back(box: Box | None) -> Box | None:
        return turn_back(box, content.turn, content.width, content.height) if box else None

    cells = tuple(replace(cell, bbox=back(cell.bbox)) for cell in table.cells)
    return replace(table, cells=cells, bbox=back(table.bbox), flags=(*table.flags, "turned-page"))
