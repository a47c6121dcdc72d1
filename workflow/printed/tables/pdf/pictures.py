"""Tables that are pictures: which parts of a page only OCR can read, and what a table of one says of itself."""

from collections.abc import Sequence
from dataclasses import replace

from printed.geometry import Box, area, holds, intersect, middle_of, overlap, union
from printed.notes import LettersUnsure, ReadBy, cut_note_text
from printed.ocr.model import SeenArea, SeenText, Slip
from printed.ocr.page import PageWithPictures
from printed.pdf.document import Page
from printed.pdf.turned import turn_back
from printed.tables.model import Cell, Table, ToLookAt
from printed.tables.pdf.page.captions import CaptionPiece, blocks_of
from printed.tables.pdf.page_tables import PageTables
from printed.tables.settings import TABLE_SETTINGS

READ_BY_OCR = cut_note_text(ReadBy("rapidocr"))
"""Flag of every table that was read from a picture."""
PICTURED = 4000.0
"""Square points; smaller pictures are icons and logos."""
_NEAR_A_CAPTION = 40.0
"""Points between a caption and the picture of its table."""
LARGE = 0.15
"""A picture over at least so much of its page may be a table without a caption."""
_ROUND_A_PICTURE = 3.0
"""Points around a picture that are looked at with it: its own frame may stand there."""
_LETTERS_ON_A_GROUND = 30
"""A picture with so many letters of the text layer on it is a ground, and its text is read as text."""
SAID: dict[Slip, str] = {
    "unread-ink": "there is ink beside its letters that was read as none",
    "letter-without-ink": "there is no ink for one of its letters",
    "odd-letter": "the ink of one of its letters is not as high as such a letter is",
    "low-confidence": "the models are not sure of one of its letters",
}


def parts_to_look_at(page: Page, printed: PageTables) -> list[ToLookAt]:
    """The parts of a page that only OCR can read, and why; printed: what its text layer gave."""
    if printed.seen is not None and printed.seen.is_picture:
        return [ToLookAt(page.number, None, "no-text")]
    if not page.drawing.images and not printed.orphan_captions:
        return []
    captions = [block for block in blocks_of(page.displayed_text.lines) if block.label or block.is_figure]
    without_table = {label for label, _ in printed.orphan_captions}
    width, height = page.size
    parts = []
    for box in _pictures(page):
        caption = _nearest_caption(box, captions)
        if caption is None and area(box) >= LARGE * width * height:
            parts.append(ToLookAt(page.number, _with_margin(box), "large-picture"))
        elif caption is not None and caption.label in without_table:
            parts.append(ToLookAt(page.number, _with_margin(box), "picture-at-caption"))
    n_at_captions = sum(part.why == "picture-at-caption" for part in parts)
    if n_at_captions < len(printed.orphan_captions):
        parts.append(ToLookAt(page.number, None, "caption-alone"))
    return parts


def _nearest_caption(picture: Box, captions: Sequence[CaptionPiece]) -> CaptionPiece | None:
    """The caption right above or below a picture; None where none is near."""
    nearest, least = None, _NEAR_A_CAPTION
    for caption in captions:
        gap = _gap(caption.box, picture)
        if gap is not None and gap < least:
            nearest, least = caption, gap
    return nearest


def _pictures(page: Page) -> list[Box]:
    """The boxes of pictures without text on them, the tiles of one picture as one."""
    boxes: list[Box] = []
    for image in sorted(page.drawing.images, key=lambda box: (box[1], box[0])):
        near = [box for box in boxes if area(intersect(_with_margin(box), _with_margin(image)))]
        for other in near:
            boxes.remove(other)
            image = union(image, other)
        boxes.append(image)
    width, height = page.size
    on_page = [intersect((0.0, 0.0, width, height), box) for box in boxes]
    return [box for box in on_page if area(box) > PICTURED and _n_letters(page, box) < _LETTERS_ON_A_GROUND]


def _n_letters(page: Page, box: Box) -> int:
    return sum(not char.text.isspace() and holds(box, *middle_of(char.box)) for char in page.displayed.chars)


def _with_margin(box: Box) -> Box:
    return box[0] - _ROUND_A_PICTURE, box[1] - _ROUND_A_PICTURE, box[2] + _ROUND_A_PICTURE, box[3] + _ROUND_A_PICTURE


def _gap(caption: Box, picture: Box) -> float | None:
    """Points between a caption and the picture above or below it; None where it stands beside."""
    if min(caption[2], picture[2]) <= max(caption[0], picture[0]):
        return None
    return max(picture[1] - caption[3], caption[1] - picture[3])


def stands_beside(caption: Box, picture: Box) -> bool:
    """Whether a picture that is large enough for a table stands right above or below a caption."""
    gap = _gap(caption, picture)
    return gap is not None and area(picture) > PICTURED and gap < _NEAR_A_CAPTION


def is_seen(part: ToLookAt, areas: Sequence[SeenArea], page_size: tuple[float, float]) -> bool:
    """Whether OCR was asked of a part of a page of that width and height."""
    whole = [one for one in areas if one.page == part.page]
    if part.box is None:
        width, height = page_size
        return any(area(one.box) >= TABLE_SETTINGS.nearly_all * width * height for one in whole)
    return any(area(intersect(one.box, part.box)) >= TABLE_SETTINGS.most * area(part.box) for one in whole)


def stands_on_any(table: Table, others: Sequence[Table]) -> bool:
    """Whether a table stands on one of others."""
    own = table.bbox
    boxes = [other.bbox for other in others if other.bbox]
    return own is not None and any(overlap(own, box, TABLE_SETTINGS.some) for box in boxes)


def picture_of(table: Table, page: PageWithPictures) -> SeenArea | None:
    """The part of a page seen by OCR in which a table of it stands; None where the page prints it as text."""
    if table.bbox is None:
        return None
    upright = page.upright
    return page.area_of(turn_back(table.bbox, upright.turn, upright.width, upright.height))


def as_picture_table(table: Table, seen: SeenArea) -> Table:
    """A table read in a picture: its cells doubted where their letters are, its boxes on the page as displayed."""
    cells = tuple(_as_seen(cell, seen) for cell in table.cells)
    box = seen.on_page(table.bbox) if table.bbox else None
    return replace(table, cells=cells, bbox=box, flags=(*table.flags, READ_BY_OCR))


def _as_seen(cell: Cell, seen: SeenArea) -> Cell:
    if cell.bbox is None:
        return cell
    flags = list(cell.flags)
    for text in seen.texts:
        if text.slips and _is_of(text, cell.bbox):
            flags.append(cut_note_text(LettersUnsure(text.text, SAID[text.slips[0]])))
    return replace(cell, bbox=seen.on_page(cell.bbox), flags=tuple(flags))


def _is_of(text: SeenText, box: Box) -> bool:
    """Whether a text, or a part of it, stands in a cell."""
    return any(holds(box, *middle_of(letter)) for letter in text.boxes)
