"""Paragraphs of PDF pages in the order they are written, with scripts by geometry and a box for each character."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from printed.documents.blocks.model import Block
from printed.documents.blocks.plain import MAX_AHEAD, joined_paragraphs, over_pages
from printed.documents.blocks.settings import BLOCKS
from printed.documents.paragraphs import AFTER_REFERENCES, LISTED_REFERENCE, REFERENCES, is_caption, is_page_foot
from printed.errors import PageError
from printed.geometry import Box, union
from printed.pdf.document import Document, Page
from printed.pdf.runs_and_scripts import Run, ScriptedRuns, is_near
from printed.pdf.turned import turn_back


@dataclass(slots=True)
class _Line:
    base: float
    size: float
    x0: float
    x1: float
    text: str = ""
    scripts: list[int] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def read_pdf_text(document: Document, *, page: int | None = None) -> tuple[list[Block], tuple[str, ...]]:
    """(blocks in reading order, warnings). Offsets count in the text of each page: its lines joined by line feeds.

    page: this one alone, from 1. Raises DocumentError where there is no such page.
    """
    pages: list[list[Block]] = []
    warnings: list[str] = []
    in_references = False
    for one in document.pages(page):
        if not _has_text(one):
            warnings.append(f"{document.path.name}: page {one.number} holds no text that can be read")
            continue
        found, in_references = _page_blocks(one, in_references)
        pages.append(found)
    return over_pages(pages), tuple(warnings)


def _has_text(page: Page) -> bool:
    try:
        return bool(page.upright.chars)
    except PageError:
        return False


def _page_blocks(page: Page, in_references: bool) -> tuple[list[Block], bool]:
    groups: list[tuple[str, list[_Line]]] = []
    last: _Line | None = None
    lines = _lines(page.runs)
    for number, line in enumerate(lines):
        if is_page_foot(line.text):
            groups.append(("references" if in_references else "text", [line]))
            last = None
            continue
        stripped = line.text.strip()
        is_heading = True
        if REFERENCES.match(stripped):
            in_references = True
        elif in_references and AFTER_REFERENCES.match(stripped):
            in_references = False
        else:
            is_heading = last is None or not _same_paragraph(last, line)
        begins_caption = is_caption(_with_next(lines, number), _text_before(groups, line))
        if is_heading or begins_caption or not groups:
            kind = "references" if in_references else "caption" if begins_caption else "text"
            groups.append((kind, []))
        groups[-1][1].append(line)
        last = line
    blocks, start = [], 0
    for kind, lines in groups:
        block = _block(kind, lines, start, page)
        start += len(block.text) + 1
        blocks.append(block)
    listed = [replace(one, kind="references") if LISTED_REFERENCE.match(one.text) else one for one in blocks]
    return joined_paragraphs(listed), in_references


def _with_next(lines: Sequence[_Line], number: int) -> str:
    """A line with the next one of its paragraph: a label may end its line, `Figure 2` above `shows the stack`."""
    after = lines[number + 1] if number + 1 < len(lines) else None
    is_one = after is not None and _same_paragraph(lines[number], after)
    return f"{lines[number].text}\n{after.text}" if after is not None and is_one else lines[number].text


def _text_before(groups: Sequence[tuple[str, list[_Line]]], line: _Line) -> str:
    """The last line of running text before a line, in its type: the line may go on with it."""
    for kind, lines in reversed(groups[-MAX_AHEAD:]):
        if kind == "text" and _is_alike(lines[-1], line):
            return lines[-1].text
    return ""


def _is_alike(last: _Line, line: _Line) -> bool:
    """Whether two lines have type of one size."""
    return abs(line.size - last.size) < BLOCKS.same_type * last.size


def _same_paragraph(last: _Line, line: _Line) -> bool:
    step = line.base - last.base
    overlaps = line.x0 < last.x1 and line.x1 > last.x0
    return _is_alike(last, line) and overlaps and 0 < step < BLOCKS.line_step * last.size


def _lines(scripted: ScriptedRuns) -> list[_Line]:
    lines: list[_Line] = []
    for run in scripted.runs:
        host = scripted.hosts.get(id(run), run)
        now = lines[-1] if lines else None
        beside = now is not None and abs(host.base - now.base) < BLOCKS.same_line * max(host.size, now.size)
        if now is None or not beside or not -BLOCKS.run_back * host.size < run.x0 - now.x1 < BLOCKS.run_gap * host.size:
            now = _Line(host.base, host.size, run.x0, run.x1)
            lines.append(now)
        _append(now, run)
    return [line for line in lines if line.text.strip()]


def _append(line: _Line, run: Run) -> None:
    if line.text and not is_near(run, line.x1, line.size):
        line.text += " "
        line.scripts.append(0)
        line.boxes.append(line.boxes[-1])
    for char in run.chars:
        for character in char.text:
            line.text += character
            line.scripts.append(run.script)
            line.boxes.append((char.left, min(char.box[1], char.base), char.right, max(char.box[3], char.base)))
    line.x1 = max(line.x1, run.x1)
    line.x0 = min(line.x0, run.x0)
    if not run.script:
        line.base, line.size = run.base, max(run.size, BLOCKS.least_size * line.size)


def _block(kind: str, lines: list[_Line], start: int, page: Page) -> Block:
    text, scripts, boxes = lines[0].text, list(lines[0].scripts), list(lines[0].boxes)
    for line in lines[1:]:
        text += "\n" + line.text
        scripts += [0, *line.scripts]
        boxes += [boxes[-1], *line.boxes]
    upright = page.upright
    if upright.turn:
        boxes = [turn_back(box, upright.turn, upright.width, upright.height) for box in boxes]
    places = tuple(range(start, start + len(text)))
    return Block(text, places, kind, page.number, tuple(scripts), tuple(boxes))


def line_boxes(boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """One box a printed line, in order, from the boxes of its characters."""
    lines: list[Box] = []
    for box in boxes:
        if lines and box[1] < lines[-1][3] and box[3] > lines[-1][1] and box[0] > lines[-1][0] - BLOCKS.letter_back:
            lines[-1] = union(lines[-1], box)
        else:
            lines.append(box)
    return tuple((round(a, 2), round(b, 2), round(c, 2), round(d, 2)) for a, b, c, d in lines)
