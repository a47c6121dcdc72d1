"""Doubtful numbers read again in the picture of their cell: the same characters settle a doubt, others are one.

OCR is a witness of the characters alone. Where it is not sure of its own reading nothing is said.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product

from printed.documents.markup.text import levels
from printed.geometry import Box, area, intersect
from printed.notes import LettersUnsure, ReadingsDiffer, cut_note_text, parsed_cut_note
from printed.ocr.model import SeenArea, SeenText
from printed.ocr.page import words_seen
from printed.pdf.document import Page
from printed.symbols import RAISED_CHARACTERS, RAISED_PLAIN, UNREADABLE, without_private_letters
from printed.tables.model import Cell, Table, ToLookAt
from printed.tables.pdf.grid.cells import cell_text
from printed.tables.pdf.pictures import READ_BY_OCR
from printed.tables.settings import TABLE_SETTINGS

TWO_READINGS = "two_readings"
"""Flag: OCR reads the same characters in the picture of the cell. It says nothing of what they mean."""
_POWER = re.compile(r"10\s*<sup>|10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]|(?<![\d.])10\s?[−–-]\s?\d{1,2}(?!\d)|(?<![\d.])10\s?[3-9](?!\d)")
"""A power of ten in a markup, or what may be one whose raised digits stand in line."""
_DASHES = re.compile("[−–‐‑—]")
_TIMES_TEN = re.compile(r"[x×X·∙⋅](?=10)")
_RAISED = re.compile(f"[{RAISED_CHARACTERS}]+")
_PLAIN_OF_RAISED = str.maketrans(RAISED_CHARACTERS, RAISED_PLAIN)
_ONE_SIGN = str.maketrans({"∼": "~", "µ": "μ", "\u2126": "Ω"})


def cells_to_read_again(tables: Sequence[Table], page: int) -> list[ToLookAt]:
    """The doubtful cells of a page; those of its pictures, and of a turned page, have no second reading."""
    wanted = []
    for table in filter(_is_asked, tables):
        wanted += [ToLookAt(page, cell.bbox, "doubtful-cell") for cell in table.cells if _is_doubtful(cell)]
    return wanted


def with_second_readings(table: Table, page: Page, seen: Sequence[SeenArea]) -> Table:
    """A table of a page, its doubtful cells with what OCR saw of them."""
    if not _is_asked(table):
        return table
    return replace(table, cells=tuple(_compared(cell, page, seen) for cell in table.cells))


def is_cell_seen(part: ToLookAt, seen: Sequence[SeenArea]) -> bool:
    """Whether a doubtful cell is among the cells of its page that OCR saw."""
    return part.box is not None and _area_at(part.box, seen) is not None


def _is_asked(table: Table) -> bool:
    return READ_BY_OCR not in table.flags and "turned-page" not in table.flags


def _is_doubtful(cell: Cell) -> bool:
    """Whether a cell holds a number with a power of ten, or one whose letters are doubted."""
    text = cell.markup or cell.text
    if cell.bbox is None or not re.search(r"\d", text):
        return False
    is_unreadable = UNREADABLE in text or without_private_letters(text)[0] != text
    return is_unreadable or _POWER.search(text) is not None or any(map(_is_letters_doubt, cell.flags))


def _is_letters_doubt(flag: str) -> bool:
    return isinstance(parsed_cut_note(flag), LettersUnsure)


def _compared(cell: Cell, page: Page, seen: Sequence[SeenArea]) -> Cell:
    """A cell with what OCR saw of it: where it is doubtful, and OCR is sure."""
    found = _area_at(cell.bbox, seen) if cell.bbox and _is_doubtful(cell) else None
    if found is None or not _is_sure(found.texts):
        return cell
    printed, pictured = cell.markup or cell.text, cell_text(words_seen(found, page)).markup
    if _characters(printed) == _characters(pictured):
        said = TWO_READINGS
    else:
        said = cut_note_text(ReadingsDiffer(levels(printed), levels(pictured)))
    others = [flag for flag in cell.flags if not _is_letters_doubt(flag)]
    return replace(cell, flags=(*others, said))


def _is_sure(texts: Sequence[SeenText]) -> bool:
    """Whether OCR doubts nothing that it saw, and took no ink for letters of two texts."""
    if not texts or any(text.slips or text.undecided for text in texts):
        return False
    for one, other in combinations(texts, 2):
        if any(area(intersect(left, right)) for left, right in product(one.boxes, other.boxes)):
            return False
    return True


def _area_at(box: Box, seen: Sequence[SeenArea]) -> SeenArea | None:
    return next((one for one in seen if area(intersect(one.box, box)) >= TABLE_SETTINGS.most * area(box)), None)


def _characters(markup: str) -> str:
    """A markup without blanks, each sign in one of its codes; what is lowered stands in line."""
    text, _ = without_private_letters(markup)
    text = _RAISED.sub(lambda raised: f"<sup>{raised.group().translate(_PLAIN_OF_RAISED)}</sup>", text)
    text = re.sub(r"\s|</?sub>", "", text).replace("</sup><sup>", "")
    return _TIMES_TEN.sub("×", _DASHES.sub("-", text)).translate(_ONE_SIGN)
