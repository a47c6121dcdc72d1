"""Paragraphs of plain text and Markdown files; a paragraph broken by a page or a figure is put together again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from statistics import median

from printed.documents.blocks.model import Block
from printed.documents.blocks.settings import BLOCKS
from printed.documents.kind import DOCUMENT_KINDS, bytes_of
from printed.documents.markdown import table_lines
from printed.documents.paragraphs import (
    AFTER_REFERENCES,
    LIST_ITEM,
    REFERENCES,
    has_label,
    is_caption,
    is_lead,
    is_page_foot,
    wants_label,
)
from printed.errors import DocumentError
from printed.geometry import Box

_MAX_BYTES = 20_000_000
_TERMINAL = re.compile(r"[.!?:][\"”’)\]*]{0,3}(?:<sup>[^<]{0,60}</sup>)?\s*$")
_CHARACTER = re.compile(r"&(?:#\d{1,6}|#[xX][\dA-Fa-f]{1,5}|[A-Za-z]{2,8});|.", re.DOTALL)
_SMALL_WORD = re.compile(r"\b(?:the|of|an?|is|are|was|were|in|to|with|and|for|at|by|that|from|as|on|can|which)\b")
_FEWEST_SMALL_WORDS = 3
_LETTERS_OF_TYPE = 80
"""So many letters, about two lines of a column, show the size of type."""
MAX_AHEAD = 6
"""A figure, its caption and a running head may stand between two parts of one paragraph."""


def read_plain_text(path: Path) -> list[Block]:
    """Blocks of a .txt or .md file. Raises DocumentError when it is no UTF-8 text."""
    try:
        text = bytes_of(path, _MAX_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(path.name, f"is no UTF-8 text (byte {error.start})", "save it as UTF-8") from error
    is_markdown = path.suffix.lower() in DOCUMENT_KINDS["markdown"].suffixes
    blocks: list[Block] = []
    in_references = False
    for match in re.finditer(r"[^\n\r](?:.|\r?\n(?!\s*\r?\n|#|\Z))*", text):
        paragraph = match.group()
        first = paragraph.split("\n", 1)[0]
        if REFERENCES.match(first):
            in_references = True
        elif AFTER_REFERENCES.match(first) or (first.startswith("#") and in_references):
            in_references = False
        places = tuple(range(match.start(), match.start() + len(paragraph)))
        rows = _rows(paragraph)
        if rows and not in_references:
            # The tables of Markdown are read as tables.
            if not (is_markdown and next(table_lines(paragraph.split("\n")), None)):
                blocks += _cells(rows, match.start())
            continue
        before = next((block.text for block in reversed(blocks) if block.kind == "text"), "")
        kind = "references" if in_references else "caption" if is_caption(paragraph, before) else "text"
        blocks.append(Block(paragraph, places, kind))
    return _with_leads(joined_paragraphs(map(_decoded, blocks)))


def _decoded(block: Block) -> Block:
    """The block with its named and numbered characters (`&lt;`) written out, each at the place where it begins."""
    if "&" not in block.text:
        return block
    pieces = [(match.start(), unescape(match.group())) for match in _CHARACTER.finditer(block.text)]
    places = tuple(block.places[start] for start, piece in pieces for _ in piece)
    return replace(block, text="".join(piece for _, piece in pieces), places=places)


def _with_leads(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, the items of a list with what stands above it."""
    out: list[Block] = []
    lead = ""
    for block in blocks:
        if LIST_ITEM.match(block.text):
            out.append(replace(block, lead=lead))
            continue
        lead = block.text if is_lead(block.text, is_heading=block.text.startswith("#")) else ""
        out.append(block)
    return out


def joined_paragraphs(blocks: Iterable[Block]) -> list[Block]:
    """Blocks with the parts of a broken paragraph put together: no full stop before, a small letter after.

    `as shown in` goes on with the label of a figure. A part belongs to the nearest broken paragraph before it.
    """
    out: list[Block] = []
    for block in blocks:
        near = range(len(out) - 1, max(-1, len(out) - 1 - MAX_AHEAD), -1)
        broken = next((i for i in near if _is_broken(out[i]) and _continues(out[i], block)), None)
        if out and out[-1].kind == "caption" and _is_part_of_caption(out[-1], block):
            broken = len(out) - 1
        if broken is None:
            out.append(block)
            continue
        out[broken] = _together(out[broken], block)
    return out


def _is_broken(block: Block) -> bool:
    return block.kind == "text" and len(block.text) > 60 and _TERMINAL.search(block.text[-120:]) is None


def _is_part_of_caption(caption: Block, block: Block) -> bool:
    """Whether a caption that breaks off goes on in the next column, in its own type."""
    is_broken = _is_broken(replace(caption, kind="text"))
    return is_broken and _are_alike(caption, block) and _continues(caption, block)


def _continues(broken: Block, block: Block) -> bool:
    if block.kind != "text" or is_page_foot(block.text) or is_page_foot(broken.text):
        return False
    is_part = re.match(r"\s*[a-zµ(]?[a-z][a-z -]", block.text) is not None
    return is_part or (has_label(block.text) and wants_label(broken.text))


def _together(one: Block, other: Block) -> Block:
    return replace(
        one,
        text=one.text + "\n" + other.text,
        places=(*one.places, one.places[-1], *other.places),
        pages=_pages(one, other),
        scripts=(*one.scripts, 0, *other.scripts) if one.scripts else (),
        boxes=(*one.boxes, one.boxes[-1], *other.boxes) if one.boxes else (),
    )


def _pages(one: Block, other: Block) -> tuple[int, ...]:
    """The page of each character of two parts; empty where both stand on one page or on none."""
    if one.page is None or other.page is None or (one.page == other.page and not one.pages and not other.pages):
        return ()
    first = one.pages or (one.page,) * len(one.text)
    return (*first, first[-1], *(other.pages or (other.page,) * len(other.text)))


def over_pages(pages: Iterable[Sequence[Block]]) -> list[Block]:
    """The blocks of pages in order; a paragraph that breaks off at the end of a page goes on at the top of the next.

    The first paragraph of sentences of a page is held against the last one of the page before in type of its size;
    running heads and labels of figures are left out.
    """
    out: list[Block] = []
    before: list[int] = []
    for page in pages:
        blocks = list(page)
        first = next((number for number, block in enumerate(blocks) if _is_prose(block)), None)
        last = None if first is None else next((n for n in reversed(before) if _are_alike(out[n], blocks[first])), None)
        is_joined = first is not None and last is not None and _is_broken(out[last])
        if first is not None and last is not None and is_joined and _continues(out[last], blocks[first]):
            out[last] = _together(out[last], blocks.pop(first))
        start = len(out)
        out += blocks
        before = [start + number for number, block in enumerate(blocks) if _is_prose(block)] or before[-1:]
    return out


def _are_alike(one: Block, other: Block) -> bool:
    """Whether one paragraph ends and another begins in type of one size; False where a file has no boxes."""
    last, first = _size(one.boxes[-_LETTERS_OF_TYPE:]), _size(other.boxes[:_LETTERS_OF_TYPE])
    return last > 0 and abs(last - first) <= BLOCKS.same_type * last


def _size(boxes: Sequence[Box]) -> float:
    """The usual height of letters; 0 where there are none."""
    return median(box[3] - box[1] for box in boxes) if boxes else 0.0


def _is_prose(block: Block) -> bool:
    """Whether running text has the small words of a sentence, which labels of figures and running heads lack.

    Addresses of authors stand at the foot of a page.
    """
    return (
        block.kind == "text" and "@" not in block.text and len(_SMALL_WORD.findall(block.text)) >= _FEWEST_SMALL_WORDS
    )


def _rows(paragraph: str) -> list[tuple[int, str, str]]:
    """(offset, line, mark that parts its cells) of the lines of a table, empty where the paragraph is none."""
    rows = []
    offset = 0
    for line in paragraph.split("\n"):
        mark = "\t" if line.count("\t") else "|" if line.strip().startswith("|") else ""
        if mark:
            rows.append((offset, line, mark))
        elif rows and line.strip():
            return []
        offset += len(line) + 1
    return rows if len(rows) > 1 else []


def _cells(rows: list[tuple[int, str, str]], start: int) -> list[Block]:
    headers = [piece.strip() for piece in rows[0][1].split(rows[0][2])]
    blocks = []
    for offset, line, mark in rows[1:]:
        place = start + offset
        for column, piece in enumerate(line.split(mark)):
            if piece.strip(" -:") and column < len(headers):
                lead = len(piece) - len(piece.lstrip())
                text = piece.strip()
                places = tuple(range(place + lead, place + lead + len(text)))
                blocks.append(Block(text, places, "cell", header=headers[column]))
            place += len(piece) + 1
    return blocks
