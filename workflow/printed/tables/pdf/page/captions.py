"""Captions and notes of tables on a PDF page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from printed.geometry import Box
from printed.pdf.lines import PageLine, PageText, Word
from printed.tables.model import Table
from printed.tables.pdf.grid.cells import cell_text
from printed.tables.pdf.grid.grid import words_box
from printed.tables.pdf.page.text_columns import Cut
from printed.tables.settings import TABLE_SETTINGS
from printed.trace import mark

LABEL = re.compile(
    r"^(?:Supplementary |Extended Data |Appendix )?(?:(?:Table|TABLE|Exhibit)[.–-]?|(?:Tab|TAB|Tbl)(?:\.|(?=\s)))\s*"
    r"((?:[A-Z]{1,3}\.?\s?)?\d+(?:[.\-–]\s?\d+)*[a-z]?|[IVXLC]+|[A-Z](?:\.\d+)?)\b"
)
FIGURE = re.compile(
    r"^(?:Supplementary |Extended Data )?(?:Figure|FIGURE|Fig\.|FIG\.|Chart|CHART|Graph|Scheme|Plate|Map|Box)"
    r"\s*[A-Z]?\d"
)
NOTE = re.compile(
    r"^(?:notes?\b|sources?\b|[*†‡§¶#]|\(?[a-z0-9]\)\s|[a-z0-9]{1,2}\s?[=.:)]\s|\([*:.a-z\d]+\)|n\.?a\.?\s|abbreviations?\b)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(?<=[A-Za-z]{5})[.–-]\s?(?=\S)")
"""What may stand between the word and its number, `Table.2`; a word cut to `Tab.` keeps its dot."""
_AFTER_LABEL = re.compile(r"^(\s*[.:|–—-](?!\d)|\s*$|\s+[A-Z(])")


def _chunks(line: PageLine, cuts: Sequence[Cut] = ()) -> list[list[Word]]:
    """The words of a line parted where white parts two texts: wide white, or less at a cut beside the line."""
    parts: list[list[Word]] = []
    sides = [cut.x for cut in cuts if cut.y0 <= line.base <= cut.y1]
    for word in line.words:
        end = max((w.x1 for w in parts[-1]), default=0.0) if parts else 0.0
        at_cut = word.x0 - end > TABLE_SETTINGS.column_gap * line.size and any(end <= x <= word.x0 for x in sides)
        if parts and not at_cut and word.x0 - end <= TABLE_SETTINGS.text_gap * max(line.size, 4.0):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


@dataclass(eq=False)
class CaptionPiece:
    """A piece of a line that may be part of a caption or note; lengths in points, heights from the top."""

    words: list[Word]

    def __post_init__(self) -> None:
        self.box = words_box(self.words)
        self.x0, self.top, self.x1, self.bottom = self.box
        self.base = self.words[0].base
        self.size = max(word.size for word in self.words)
        self.text = " ".join(word.text for word in self.words)
        self.middle = self.base - TABLE_SETTINGS.half_letter * self.size

    @cached_property
    def label(self) -> str:
        """The label of a table that it begins with, `Table 2` also for `Table.2`; empty where it begins otherwise."""
        found = LABEL.match(self.text)
        return _JOINT.sub(" ", found.group().strip()) if found else ""

    @property
    def behind_label(self) -> str:
        """What it prints behind the label that it begins with."""
        found = LABEL.match(self.text)
        return self.text[found.end() :] if found else ""

    @cached_property
    def is_figure(self) -> bool:
        """Whether it begins with the label of a figure."""
        return FIGURE.match(self.text) is not None

    def overlaps(self, x0: float, x1: float) -> bool:
        """Whether it reaches into what stands between two sides."""
        return min(self.x1, x1) >= max(self.x0, x0)

    def markup(self) -> str:
        """Its text with <sup> and <sub>."""
        return cell_text(self.words).markup


def blocks_of(lines: Iterable[PageLine], cuts: Sequence[Cut] = ()) -> list[CaptionPiece]:
    """The pieces of all lines, parted at cuts too, from top to bottom and from left to right."""
    return [CaptionPiece(words) for words in chain.from_iterable(_chunks(line, cuts) for line in lines)]


def add_captions(
    tables: list[Table], text: PageText, cuts: Sequence[Cut] = ()
) -> tuple[list[Table], list[tuple[str, Box]]]:
    """Tables with label, caption and notes taken from the lines near them; each label serves one table.

    cuts: between tables and what stands beside them. Second, the labels of captions beside which no table was found,
    with the boxes of their lines.
    """
    boxes = [table.bbox for table in tables if table.bbox]
    free = [block for block in blocks_of(text.lines, cuts) if not _is_within_any(block, boxes)]
    labels = [block for block in free if block.label]
    chosen = _nearest_labels(boxes, labels, free)
    out = []
    for number, (table, box) in enumerate(zip(tables, boxes, strict=True)):
        out.append(_with_words(table, box, chosen.get(number), free, cuts))
    others = [block for block in labels if block not in chosen.values()]
    return out, _orphans(others, free)


def _nearest_labels(boxes: list[Box], labels: list[CaptionPiece], free: list[CaptionPiece]) -> dict[int, CaptionPiece]:
    """The label of each table by its number, each label once; captions below, if so more tables have one."""
    pairs: list[tuple[float, int, CaptionPiece]] = []
    for number, box in enumerate(boxes):
        for label in labels:
            away = _distance(label, box, free)
            if away is not None:
                pairs.append((away, number, label))
    chosen = _nearest_first(pairs)
    below = _nearest_first([pair for pair in pairs if pair[2].top > boxes[pair[1]][1]])
    return below if len(below) > len(chosen) else chosen


def _nearest_first(pairs: list[tuple[float, int, CaptionPiece]]) -> dict[int, CaptionPiece]:
    """One label for a table and one table for a label, the nearest pairs first; a pair is (points, table, label)."""
    chosen: dict[int, CaptionPiece] = {}
    for _, number, label in sorted(pairs, key=lambda pair: pair[:2]):
        if number not in chosen and label not in chosen.values():
            chosen[number] = label
    return chosen


def _with_words(
    table: Table, box: Box, label: CaptionPiece | None, free: list[CaptionPiece], cuts: Sequence[Cut]
) -> Table:
    """A table with the caption that its label begins and the notes below it."""
    lines: list[CaptionPiece] = []
    if label is not None:
        sides = [cut.x for cut in cuts if cut.y0 <= label.base <= cut.y1 and cut.x >= label.x1]
        lines = _caption_lines(label, box, [block for block in free if block.x0 < min(sides, default=block.x1)])
        table = replace(table, caption=_joined(lines), label=label.label)
    notes = _notes(box, [block for block in free if block not in lines])
    return replace(table, notes=tuple(notes))


def _orphans(labels: list[CaptionPiece], free: list[CaptionPiece]) -> list[tuple[str, Box]]:
    """Labels that begin a caption and serve no table, with the boxes of the captions."""
    out = []
    for block in labels:
        opens_caption = _AFTER_LABEL.match(block.behind_label)
        if opens_caption and not _in_prose(block, free):
            lines = _following(block, free, block.base + TABLE_SETTINGS.caption_depth * block.size)
            box = (min(b.x0 for b in lines), block.top, max(b.x1 for b in lines), lines[-1].bottom)
            out.append((block.label, box))
            mark("caption", box, "dropped", "no table near it could be read as text")
    return out


def _in_prose(block: CaptionPiece, free: list[CaptionPiece]) -> bool:
    """Whether the block goes on a sentence: a line just above it, as wide and as large."""
    size = block.size
    for other in free:
        is_next = TABLE_SETTINGS.half_letter * size < block.base - other.base < TABLE_SETTINGS.row_gap * size
        is_alike = abs(other.size - size) < TABLE_SETTINGS.same_size * size
        is_ended = other.text.rstrip().endswith((".", ":"))
        if is_next and is_alike and not is_ended and abs(other.x0 - block.x0) < TABLE_SETTINGS.indent:
            return True
    return False


def _is_within_any(block: CaptionPiece, boxes: list[Box]) -> bool:
    """Whether the middle of a block stands in one of the boxes, or at an edge of it."""
    x, y = (block.x0 + block.x1) / 2, block.middle
    return any(x0 - 2 <= x <= x1 + 2 and y0 - 1 <= y <= y1 + 1 for x0, y0, x1, y1 in boxes)


def is_at_its_side(label: CaptionPiece, box: Box) -> bool:
    """Whether a caption that starts with this label stands left of a table, near it, and begins at its head."""
    return _is_left_of_head(label, box) and box[0] - label.x1 <= TABLE_SETTINGS.far_side * label.size


def _is_left_of_head(label: CaptionPiece, box: Box) -> bool:
    """Whether a label stands left of a table, at the height of its head, however far."""
    reach = TABLE_SETTINGS.caption_reach * label.size
    return label.x1 <= box[0] and box[1] - reach <= label.middle <= box[1] + reach


def _distance(label: CaptionPiece, box: Box, free: list[CaptionPiece]) -> float | None:
    """Points between a caption that starts with this label and the table; None where too far.

    Captions above are preferred: one below counts its distance three times. One at the left begins at the head.
    """
    slack, reach = TABLE_SETTINGS.half_letter * label.size, TABLE_SETTINGS.caption_reach * label.size
    if _is_left_of_head(label, box):
        return box[0] - label.x1 if is_at_its_side(label, box) else None
    if min(label.x1, box[2]) - max(label.x0, box[0]) < -TABLE_SETTINGS.off_centre * (box[2] - box[0]):
        return None
    if label.bottom <= box[1] + slack:
        gap = box[1] - _following(label, free, box[1])[-1].bottom
        return gap if gap <= reach else None
    gap = label.top - box[3]
    return TABLE_SETTINGS.below_counts * gap + label.size if -slack <= gap <= reach else None


def _following(label: CaptionPiece, free: list[CaptionPiece], limit: float) -> list[CaptionPiece]:
    """The label's block and the lines of its paragraph below it, down to `limit`."""
    out = [label]
    for block in free:
        last = out[-1]
        if block.base <= last.base + TABLE_SETTINGS.half_letter * last.size or block.middle > limit:
            continue
        if block.base - last.base > TABLE_SETTINGS.row_gap * max(last.size, block.size):
            break
        if min(block.x1, max(b.x1 for b in out)) <= max(block.x0, min(b.x0 for b in out)):
            continue
        if abs(block.size - label.size) > TABLE_SETTINGS.some * label.size or block.is_figure or block.label:
            break
        out.append(block)
    return out


def _caption_lines(label: CaptionPiece, box: Box, free: list[CaptionPiece]) -> list[CaptionPiece]:
    """The pieces of the caption that a label begins, those on its own line first."""
    is_above = label.base < box[1] + label.size and label.x1 > box[0]
    lines = _following(label, free, box[1] if is_above else label.base + TABLE_SETTINGS.caption_depth * label.size)
    on_line = [block for block in free if block.words[0].line == label.words[0].line]
    beside = [block for block in on_line if 0 < block.x0 - label.x1 < TABLE_SETTINGS.far_side * label.size]
    return [label, *beside, *(block for block in lines[1:] if block not in beside)]


def _joined(lines: list[CaptionPiece]) -> str:
    out = ""
    for piece in (block.markup() for block in lines):
        is_cut = out.endswith("-") and piece[:1].islower()
        out += piece if is_cut or not out else f" {piece}"
    return out


def _notes(box: Box, free: list[CaptionPiece]) -> list[str]:
    """Notes below the table: lines that open like a note, with their continuations."""
    notes: list[str] = []
    edge, size = box[3], 0.0
    for block in free:
        is_beside = min(block.x1, box[2]) <= max(block.x0, box[0])
        if is_beside or block.top < box[3] - TABLE_SETTINGS.column_gap * block.size:
            continue
        limit = TABLE_SETTINGS.row_gap if notes else TABLE_SETTINGS.rule_reach
        if block.top - edge > limit * block.size or block.label or block.is_figure:
            break
        first = block.words[0].runs[0]
        if NOTE.match(block.text) or (first.script == 1 and len(first.text) <= 3):
            notes.append(block.markup())
        elif notes and abs(block.size - size) < TABLE_SETTINGS.same_size * size:
            notes[-1] += " " + block.markup()
        else:
            break
        edge, size = block.bottom, block.size
    return notes[: TABLE_SETTINGS.notes]
