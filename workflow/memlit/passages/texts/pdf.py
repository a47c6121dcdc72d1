"""Paragraphs of PDF pages in the order they are written, with scripts by geometry and a box for each character."""

from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from memlit.documents.geometry import Box, union
from memlit.documents.paragraphs import AFTER_REFERENCES, CAPTION, LISTED, REFERENCES
from memlit.documents.pdf.characters import PageContent, read_page
from memlit.documents.pdf.opened import page_numbers, readable
from memlit.documents.pdf.runs_and_scripts import WORD_GAP, Run, attach_scripts, make_runs
from memlit.documents.pdf.turned import turn_back, turn_upright
from memlit.passages.model import Block
from memlit.passages.texts.plain import joined

_LINE_STEP = 1.85
"""Lines further apart than this share of their size belong to two paragraphs."""


@dataclass(slots=True)
class _Line:
    base: float
    size: float
    x0: float
    x1: float
    text: str = ""
    scripts: list[int] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def read_pdf_text(path: Path, *, page: int | None = None) -> tuple[list[Block], tuple[str, ...]]:
    """(blocks in reading order, warnings). Offsets count in the text of each page: its lines joined by line feeds.

    Raises DocumentError where the file is encrypted, broken or has no such page.
    """
    document = readable(path)
    blocks: list[Block] = []
    warnings: list[str] = []
    in_references = False
    with closing(document):
        for number in page_numbers(path, len(document), page):
            content = _content(document, number)
            if content is None or not content.chars:
                warnings.append(f"{path.name}: page {number} holds no text that can be read")
                continue
            found, in_references = _page_blocks(content, in_references)
            blocks += found
    return blocks, tuple(warnings)


def _content(document: Any, number: int) -> PageContent | None:
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return None
    with closing(page):
        content = read_page(page, number)
    turn_upright(content)
    return content


def _page_blocks(content: PageContent, in_references: bool) -> tuple[list[Block], bool]:
    groups: list[tuple[str, list[_Line]]] = []
    last: _Line | None = None
    for line in _lines(make_runs([char for char in content.chars if char.turn == 0])):
        stripped = line.text.strip()
        is_heading = True
        if REFERENCES.match(stripped):
            in_references = True
        elif in_references and AFTER_REFERENCES.match(stripped):
            in_references = False
        else:
            is_heading = last is None or not _same_paragraph(last, line)
        if is_heading or CAPTION.match(line.text) or not groups:
            kind = "references" if in_references else "caption" if CAPTION.match(line.text) else "text"
            groups.append((kind, []))
        groups[-1][1].append(line)
        last = line
    blocks, start = [], 0
    for kind, lines in groups:
        block = _block(kind, lines, start, content)
        start += len(block.text) + 1
        blocks.append(block)
    listed = [replace(one, kind="references") if LISTED.match(one.text) else one for one in blocks]
    return joined(listed), in_references


def _same_paragraph(last: _Line, line: _Line) -> bool:
    step = line.base - last.base
    alike = abs(line.size - last.size) < 0.07 * last.size
    overlaps = line.x0 < last.x1 and line.x1 > last.x0
    return alike and overlaps and 0 < step < _LINE_STEP * last.size


def _lines(runs: list[Run]) -> list[_Line]:
    hosts = attach_scripts(runs)
    lines: list[_Line] = []
    for run in runs:
        host = hosts.get(id(run), run)
        now = lines[-1] if lines else None
        beside = now is not None and abs(host.base - now.base) < 0.45 * max(host.size, now.size)
        if now is None or not beside or not -1.5 * host.size < run.x0 - now.x1 < 2.5 * host.size:
            now = _Line(host.base, host.size, run.x0, run.x1)
            lines.append(now)
        _append(now, run, run.script if id(run) in hosts or run.script else 0)
    return [line for line in lines if line.text.strip()]


def _append(line: _Line, run: Run, script: int) -> None:
    gap = run.x0 - line.x1
    least = min(run.spaced, WORD_GAP) if run.spaced and not (script and run.spaced > 0.1) else WORD_GAP
    if line.text and gap >= least * line.size:
        line.text += " "
        line.scripts.append(0)
        line.boxes.append(line.boxes[-1])
    for char in run.chars:
        for character in char.text:
            line.text += character
            line.scripts.append(script)
            line.boxes.append((char.left, min(char.box[1], char.base), char.right, max(char.box[3], char.base)))
    line.x1 = max(line.x1, run.x1)
    line.x0 = min(line.x0, run.x0)
    if not script:
        line.base, line.size = run.base, max(run.size, 0.9 * line.size)


def _block(kind: str, lines: list[_Line], start: int, content: PageContent) -> Block:
    text, scripts, boxes = lines[0].text, list(lines[0].scripts), list(lines[0].boxes)
    for line in lines[1:]:
        text += "\n" + line.text
        scripts += [0, *line.scripts]
        boxes += [boxes[-1], *line.boxes]
    if content.turn:
        boxes = [turn_back(box, content.turn, content.width, content.height) for box in boxes]
    places = tuple(range(start, start + len(text)))
    return Block(text, places, kind, content.number, tuple(scripts), tuple(boxes))


def line_boxes(boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """One box a printed line, in order, from the boxes of its characters."""
    lines: list[Box] = []
    for box in boxes:
        if lines and box[1] < lines[-1][3] and box[3] > lines[-1][1] and box[0] > lines[-1][0] - 1:
            lines[-1] = union(lines[-1], box)
        else:
            lines.append(box)
    return tuple((round(a, 2), round(b, 2), round(c, 2), round(d, 2)) for a, b, c, d in lines)
