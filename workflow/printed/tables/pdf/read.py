"""Tables of a born-digital PDF: finds them page by page and joins those that run over pages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path

from printed.documents.opened import OpenDocument
from printed.errors import BrokenPdf, PageError
from printed.geometry import Box
from printed.ocr.model import SeenArea
from printed.ocr.page import PageOfBox, PageWithPictures
from printed.pdf.characters import PageCharacters
from printed.pdf.document import Page, page_numbers
from printed.pdf.readable import is_unreadable
from printed.pdf.turned import turn_back
from printed.tables.model import PageSeen, Table, TableReading, picture_line
from printed.tables.pdf.continued import join_continued, open_ends
from printed.tables.pdf.fallback import count_pages, read_page_tables
from printed.tables.pdf.grid.cells import to_table
from printed.tables.pdf.left_over import figures_of, grids_left, is_mostly_in_any
from printed.tables.pdf.page.captions import add_captions
from printed.tables.pdf.page.prefilter import may_hold_table
from printed.tables.pdf.page_tables import PageTables, PlacedTable, placed_table
from printed.tables.pdf.pictures import (
    as_picture_table,
    is_seen,
    parts_to_look_at,
    picture_of,
    stands_beside,
    stands_on_any,
)
from printed.tables.pdf.second_heads import part_at_heads
from printed.tables.pdf.second_readings import cells_to_read_again, is_cell_seen, with_second_readings
from printed.tables.pdf.tables_on_page import find_grids
from printed.tables.pdf.unread_ink import with_unread_ink
from printed.trace import mark, place_marks


def read_pdf(document: OpenDocument, *, page: int | None = None) -> TableReading:
    """Tables of a PDF in reading order, of one page (from 1) or of all.

    Errors: DocumentError where the file is encrypted, broken or no PDF, or has no such page. Pages that
    show a picture and have no text are named in `warnings`.
    """
    path = document.path
    try:
        n_pages = len(document.pdf)
        pages = [_read_page(path, one, document.seen) for one in document.pdf.pages(page)]
    except BrokenPdf:
        n_pages = count_pages(path)
        if n_pages == 0:
            raise
        pages = [_read_by_pdfplumber(path, number) for number in page_numbers(path, n_pages, page)]
    return TableReading(
        tables=tuple(chain.from_iterable(map(part_at_heads, join_continued(pages)))),
        n_pages=n_pages,
        warnings=tuple(_warnings(path.name, pages)),
        n_spared=sum(one.is_spared for one in pages),
        orphan_captions=tuple(chain.from_iterable(one.orphan_captions for one in pages)),
        pages=tuple(one.seen for one in pages if one.seen is not None),
        unseen=tuple(chain.from_iterable(one.unseen for one in pages)),
    )


def _warnings(name: str, pages: Sequence[PageTables]) -> Iterator[str]:
    """Lines for a person: pages and pictures that are not read, and what the pages themselves say."""
    pictures = [one.number for one in pages if one.seen is not None and one.seen.is_picture]
    if pictures:
        yield _picture_line(name, pictures)
    large = [one.number for one in pages if "large-picture" in [part.why for part in one.unseen]]
    if large:
        yield _large_line(name, large)
    for one in pages:
        yield from one.warnings
        for _, line in one.orphan_captions:
            yield line


def _orphan_line(name: str, page: int, label: str, *, is_picture: bool = False) -> str:
    if is_picture:
        return picture_line(name, label, page)
    problem = f"page {page} has a caption '{label}' but no table beside it could be read as text"
    return f"{name}: {problem}; transcribe it as a CSV where it has values"


def _picture_line(name: str, pages: Sequence[int]) -> str:
    """Pages without text in one line: a scan of 300 pages is one problem."""
    named = []
    # Of pages without a gap the number less the place in the list is the same.
    for _, run in groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        named.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}")
    shown = ", ".join(named)
    said, where = (f"page {shown} is a picture", "it") if len(pages) == 1 else (f"pages {shown} are pictures", "them")
    remedy = "`memlit check` reads tables there by OCR, or transcribe what you need as a CSV"
    return f"{name}: {said} without text, nothing on {where} is read; {remedy}"


def _large_line(name: str, pages: Sequence[int]) -> str:
    """Pages with a large picture that has neither letters nor the caption of a figure, in one line."""
    shown, verb = ("page", "shows") if len(pages) == 1 else ("pages", "show")
    named = ", ".join(map(str, pages))
    remedy = "`memlit check` reads tables in it by OCR"
    return f"{name}: {shown} {named} {verb} a large picture that is not read; {remedy}"


def _read_page(path: Path, page: Page, seen: Sequence[SeenArea]) -> PageTables:
    """Tables of a page, and what could not be read; seen: what OCR saw in the pictures of the document."""
    try:
        printed = _read_printed(path, page)
    except PageError:
        return _read_by_pdfplumber(path, page.number)
    areas = [area for area in seen if (area.page, area.of) == (page.number, "picture")]
    cells = [area for area in seen if (area.page, area.of) == (page.number, "cell")]
    if areas:
        printed = _with_pictures(path, PageWithPictures(page, areas), printed)
    boxes = [area for area in seen if (area.page, area.of) == (page.number, "box")]
    if boxes:
        printed = _with_boxes(printed, [PageOfBox(page, area) for area in boxes])
    wanted = [part for part in parts_to_look_at(page, printed) if not is_seen(part, areas, page.size)]
    doubtful = [part for part in cells_to_read_again(printed.tables, page.number) if not is_cell_seen(part, cells)]
    placed = tuple(replace(one, table=with_second_readings(one.table, page, cells)) for one in printed.placed)
    return replace(printed, placed=placed, unseen=(*wanted, *doubtful))


def _with_pictures(path: Path, page: PageWithPictures, printed: PageTables) -> PageTables:
    """The tables that a page prints, and those in its pictures; captions of the page's text name both."""
    grids, cuts = find_grids(page)
    tables, alone = add_captions([to_table(grid, page.number) for grid in grids], page.text, cuts)
    found: list[PlacedTable] = []
    for table, grid in zip(tables, grids, strict=True):
        area = picture_of(table, page)
        if area is not None:
            found.append(placed_table(as_picture_table(_as_displayed(table, page.upright), area), grid))
    in_pictures = [one.table for one in found]
    kept = [one for one in printed.placed if not stands_on_any(one.table, in_pictures)]
    placed = sorted([*kept, *found], key=_top_left)
    shown = [one.table for one in placed]
    labels = {table.label for table in shown}
    lost = [label for label, _ in alone if label not in labels]
    open_top, open_bottom = open_ends(shown, page.text, page.upright.height)
    return replace(
        printed,
        placed=tuple(placed),
        open_top=open_top,
        open_bottom=open_bottom,
        is_spared=False,
        orphan_captions=tuple((label, _orphan_line(path.name, page.number, label)) for label in lost),
        seen=_seen_with_pictures(page, printed, shown, lost),
    )


def _with_boxes(printed: PageTables, boxes: Sequence[PageOfBox]) -> PageTables:
    """The tables of a page with those in boxes that somebody drew; a table on which one is drawn gives way to it."""
    found: list[PlacedTable] = []
    for page in boxes:
        grids, cuts = find_grids(page)
        tables, _ = add_captions([to_table(grid, page.number) for grid in grids], page.text, cuts)
        for table, grid in zip(tables, grids, strict=True):
            shown = _as_displayed(table, page.upright)
            found.append(placed_table(as_picture_table(shown, page.area) if page.area.texts else shown, grid))
    in_boxes = [one.table for one in found]
    kept = [one for one in printed.placed if not stands_on_any(one.table, in_boxes)]
    return replace(printed, placed=tuple(sorted([*kept, *found], key=_top_left)), is_spared=False)


def _top_left(placed: PlacedTable) -> tuple[float, float]:
    """Where a table begins on its page: height, then side."""
    box = placed.table.bbox
    return (box[1], box[0]) if box else (0.0, 0.0)


def _seen_with_pictures(
    page: PageWithPictures, printed: PageTables, shown: Sequence[Table], lost: Sequence[str]
) -> PageSeen | None:
    """What a page shows besides the tables of its text and of its pictures."""
    seen = printed.seen
    if seen is None:
        return None
    tables = tuple(table.bbox for table in shown if table.bbox)
    figures = tuple(box for box in seen.figures if not is_mostly_in_any(box, tables))
    has_text = any(area.texts for area in page.areas)
    is_picture = seen.is_picture and not has_text
    return replace(seen, tables=tables, figures=figures, captions=tuple(lost), is_picture=is_picture)


def _read_printed(path: Path, page: Page) -> PageTables:
    """Tables that a page prints as text, and what could not be read. Raises PageError where PDFium cannot read it."""
    number, upright = page.number, page.upright
    if all(char.text.isspace() for char in upright.chars):
        is_picture = bool(page.drawing.images or page.drawing.graphics)
        return PageTables(number, seen=PageSeen(number, is_picture=is_picture))
    if not may_hold_table(page):
        mark("page", (0.0, 0.0, upright.width, upright.height), "dropped", "no rules, no lines with gaps, no caption")
        return PageTables(number, is_spared=True, seen=_seen(page, [], []))
    grids, cuts = find_grids(page)
    tables, alone = add_captions([to_table(grid, number) for grid in grids], page.text, cuts)
    if upright.turn:
        place_marks(lambda box: turn_back(box, upright.turn, upright.width, upright.height))
    orphans = []
    for label, box in alone:
        is_picture = any(stands_beside(box, image) for image in page.upright_drawing.images)
        orphans.append((label, _orphan_line(path.name, number, label, is_picture=is_picture)))
    open_top, open_bottom = open_ends(tables, page.text, upright.height)
    displayed = with_unread_ink([_as_displayed(table, upright) for table in tables], page)
    problem, remedy = f"page {number} prints more letters than are read", "transcribe its tables as CSV"
    cut = f"{path.name}: {problem}; {remedy}"
    return PageTables(
        number,
        tuple(map(placed_table, displayed, grids)),
        open_top,
        open_bottom,
        orphan_captions=tuple(orphans),
        warnings=(cut,) if upright.truncated else (),
        seen=_seen(page, tables, [label for label, _ in alone]),
    )


def _seen(page: Page, tables: Sequence[Table], captions: Sequence[str]) -> PageSeen:
    """What a page shows beside its text and the tables that were read of it, on the page turned upright."""
    boxes = [table.bbox for table in tables if table.bbox]
    return PageSeen(
        page.number,
        _displayed_boxes(boxes, page.upright),
        _displayed_boxes(figures_of(page, boxes), page.upright),
        tuple(captions),
        len(grids_left(page, boxes)),
        is_unreadable=is_unreadable(page.upright.chars),
        is_cut=page.drawing.truncated and bool(tables or captions),
    )


def _displayed_boxes(boxes: Sequence[Box], page: PageCharacters) -> tuple[Box, ...]:
    return tuple(turn_back(box, page.turn, page.width, page.height) if page.turn else box for box in boxes)


def _read_by_pdfplumber(path: Path, number: int) -> PageTables:
    tables = read_page_tables(path, number)
    said = "cannot be read" if tables is None else "is read by pdfplumber: only ruled tables, without raised digits"
    placed = tuple(map(PlacedTable, tables or ()))
    return PageTables(number, placed, warnings=(f"{path.name}: page {number} {said}",))


def _as_displayed(table: Table, page: PageCharacters) -> Table:
    """Boxes turned back where the page was turned upright to be read."""
    if not page.turn:
        return table

    def back(box: Box | None) -> Box | None:
        return turn_back(box, page.turn, page.width, page.height) if box else None

    cells = tuple(replace(cell, bbox=back(cell.bbox)) for cell in table.cells)
    return replace(table, cells=cells, bbox=back(table.bbox), flags=(*table.flags, "turned-page"))
