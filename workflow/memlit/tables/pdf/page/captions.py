"""Captions and notes of tables on a PDF page."""

import re
from dataclasses import replace

from memlit.documents.geometry import Box
from memlit.documents.pdf.lines import Line, PageText, Word
from memlit.documents.trace import mark
from memlit.tables.model import Table
from memlit.tables.pdf.grid.cells import cell_text
from memlit.tables.pdf.grid.grid import Placed
from memlit.tables.settings import SETTINGS

LABEL = re.compile(
    r"^(?:Supplementary |Extended Data |Appendix )?(?:Table|TABLE|Tab\.|TAB\.|Tbl\.|Exhibit)\s*"
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


def chunks(line: Line, *, gap: float = SETTINGS.text_gap) -> list[list[Word]]:
    """The words of a line parted at gaps above `gap` times the type size."""
    parts: list[list[Word]] = []
    for word in line.words:
        if parts and word.x0 - max(w.x1 for w in parts[-1]) <= gap * max(line.size, 4.0):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _text(words: list[Word]) -> str:
    return " ".join(w.text for w in words)


class _Block:
    """A piece of a line that may be part of a caption or note."""

    def __init__(self, words: list[Word], index: int) -> None:
        self.words = words
        self.index = index
        self.x0, self.x1 = words[0].x0, max(w.x1 for w in words)
        self.base = words[0].base
        self.size = max(w.size for w in words)
        self.top, self.bottom = min(w.top for w in words), max(w.bottom for w in words)
        self.text = _text(words)
        self.middle = self.base - SETTINGS.half_letter * self.size

    def markup(self) -> str:
        return cell_text([Placed(w, 0) for w in self.words])[1]


def add_captions(tables: list[Table], text: PageText) -> tuple[list[Table], list[tuple[str, Box]]]:
    """Tables with label, caption and notes taken from the lines near them; each label serves one table.

    Second, the labels of captions beside which no table was found, with the boxes of their lines.
    """
    blocks = [_Block(c, i) for i, line in enumerate(text.lines) for c in chunks(line)]
    inside = [t.bbox for t in tables if t.bbox]
    free = [b for b in blocks if not any(_within(b, box) for box in inside)]
    labels = [b for b in free if LABEL.match(b.text)]
    pairs = []
    for i, table in enumerate(tables):
        for label in labels:
            distance = _distance(label, table.bbox, free)
            if distance is not None:
                pairs.append((distance, i, label))
    chosen: dict[int, _Block] = {}
    used: set[int] = set()
    for _, i, label in sorted(pairs, key=lambda p: (p[0], p[1])):
        if i not in chosen and id(label) not in used:
            chosen[i] = label
            used.add(id(label))
    out = []
    for i, table in enumerate(tables):
        taken: set[int] = set()
        if i in chosen:
            caption, taken = _caption(chosen[i], table.bbox, free)
            label_text = LABEL.match(chosen[i].text)
            table = replace(table, caption=caption, label=label_text.group(0).strip() if label_text else None)
        out.append(replace(table, notes=tuple(_notes(table.bbox, free, taken, inside))))
    lonely = []
    for block in labels:
        match = LABEL.match(block.text)
        opens = match is not None and _AFTER_LABEL.match(block.text[match.end() :])
        if match and opens and id(block) not in used and not _in_prose(block, free):
            lines = _following(block, free, block.base + 14 * block.size)
            box = (min(b.x0 for b in lines), block.top, max(b.x1 for b in lines), lines[-1].bottom)
            lonely.append((match.group(0).strip(), box))
            mark("caption", box, "dropped", "no table near it could be read as text")
    return out, lonely


_AFTER_LABEL = re.compile(r"^(\s*[.:|–—-](?!\d)|\s*$|\s+[A-Z(])")


def _in_prose(block: _Block, free: list[_Block]) -> bool:
    """Whether the block goes on a sentence: a line just above it, as wide and as large."""
    for other in free:
        step = block.base - other.base
        is_next = SETTINGS.half_letter * block.size < step < SETTINGS.row_gap * block.size
        near = is_next and abs(other.size - block.size) < SETTINGS.same_size * block.size
        if near and abs(other.x0 - block.x0) < SETTINGS.indent and not other.text.rstrip().endswith((".", ":")):
            return True
    return False


def _within(block: _Block, box: Box) -> bool:
    mid_x, mid_y = (block.x0 + block.x1) / 2, block.middle
    return box[0] - 2 <= mid_x <= box[2] + 2 and box[1] - 1 <= mid_y <= box[3] + 1


def _distance(label: _Block, box: Box | None, free: list[_Block]) -> float | None:
    """Points between a caption that starts with this label and the table; None where too far.

    Captions above are preferred: one below counts its distance three times.
    """
    if box is None or min(label.x1, box[2]) - max(label.x0, box[0]) < -SETTINGS.off_centre * (box[2] - box[0]):
        return None
    if label.bottom <= box[1] + SETTINGS.half_letter * label.size:
        lines = _following(label, free, box[1])
        gap = box[1] - lines[-1].bottom
        return gap if gap <= SETTINGS.caption_reach * label.size else None
    if label.top >= box[3] - SETTINGS.half_letter * label.size:
        gap = label.top - box[3]
        return SETTINGS.below_counts * gap + label.size if gap <= SETTINGS.caption_reach * label.size else None
    return None


def _following(label: _Block, free: list[_Block], limit: float) -> list[_Block]:
    """The label's block and the lines of its paragraph below it, down to `limit`."""
    out = [label]
    for block in free:
        last = out[-1]
        if block.base <= last.base + SETTINGS.half_letter * last.size or block.middle > limit:
            continue
        if block.base - last.base > SETTINGS.row_gap * max(last.size, block.size):
            break
        overlap = min(block.x1, max(b.x1 for b in out)) - max(block.x0, min(b.x0 for b in out))
        if overlap <= 0:
            continue
        if abs(block.size - label.size) > SETTINGS.some * label.size or FIGURE.match(block.text):
            break
        if LABEL.match(block.text):
            break
        out.append(block)
    return out


def _caption(label: _Block, box: Box | None, free: list[_Block]) -> tuple[str, set[int]]:
    above = box is not None and label.base < box[1] + label.size
    limit = box[1] if box is not None and above else label.base + SETTINGS.caption_depth * label.size
    lines = _following(label, free, limit)
    same_line = [
        b
        for b in free
        if b.index == label.index and b.x0 > label.x1 and b.x0 - label.x1 < SETTINGS.far_side * label.size
    ]
    if same_line:
        lines = [label, *same_line, *[b for b in lines[1:] if b.index != label.index]]
    out = ""
    for block in lines:
        piece = block.markup()
        if out.endswith("-") and piece[:1].islower():
            out += piece
        else:
            out += (" " if out else "") + piece
    return out, {id(b) for b in lines}


def _notes(box: Box | None, free: list[_Block], taken: set[int], tables: list[Box]) -> list[str]:
    """Notes below the table: lines that open like a note, with their continuations."""
    if box is None:
        return []
    below = [
        b
        for b in free
        if b.top >= box[3] - SETTINGS.column_gap * b.size
        and min(b.x1, box[2]) - max(b.x0, box[0]) > 0
        and id(b) not in taken
    ]
    notes: list[str] = []
    edge, size = box[3], None
    for block in below:
        limit = SETTINGS.row_gap if notes else SETTINGS.rule_reach
        if block.top - edge > limit * block.size or LABEL.match(block.text) or FIGURE.match(block.text):
            break
        if any(_within(block, t) for t in tables):
            break
        first = block.words[0].runs[0]
        marked = bool(NOTE.match(block.text)) or (first.script == 1 and len(first.text) <= 3)
        if marked:
            notes.append(block.markup())
        elif notes and size is not None and abs(block.size - size) < SETTINGS.same_size * size:
            notes[-1] += " " + block.markup()
        else:
            break
        edge, size = block.bottom, block.size
        if len(notes) > SETTINGS.notes:
            break
    return notes
