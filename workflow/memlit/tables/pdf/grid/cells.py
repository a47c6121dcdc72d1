"""Text and markup of PDF cells, and a grid as the printed table."""

import re
from html import escape

from memlit.documents.geometry import Box
from memlit.documents.pdf.lines import Word
from memlit.documents.pdf.runs_and_scripts import Run
from memlit.tables.model import Cell, Table
from memlit.tables.pdf.grid.grid import Grid, GridCell, Placed, cover

_TAGS = {1: "sup", -1: "sub"}


def cell_text(words: list[Placed]) -> tuple[str, str, tuple[str, ...]]:
    """Plain text, markup with <sup> and <sub>, and flags of the words of one cell, in reading order.

    A run whose raise geometry cannot decide is written as normal text and flagged
    `script-undecided:PLAIN|MARKUP`, both candidates of the whole word.
    """
    text, markup = "", ""
    flags: list[str] = []
    last_line: int | None = None
    for placed in sorted(words, key=lambda p: (p.line, p.word.x0)):
        word_markup, undecided = _word_markup(placed.word)
        if undecided:
            flags.append(f"script-undecided:{placed.word.text}|{undecided}")
        glue = "" if not text else _glue(text, placed.word.text, new_line=placed.line != last_line)
        text += glue + placed.word.text
        markup += glue + word_markup
        last_line = placed.line
    return text, markup, tuple(flags)


def _glue(before: str, after: str, *, new_line: bool) -> str:
    """What joins two words: nothing after a hyphen or slash at a line's end, where a value was cut."""
    if not new_line:
        return " "
    if before.endswith(("-", "/")) and len(before) > 1 and not before[-2].isspace():
        return ""
    if re.search(r"\d\s?[µμ]$", before) and re.match(r"[a-zA-ZΩΩ]\b", after):
        return ""
    return " "


def _word_markup(word: Word) -> tuple[str, str]:
    """Markup of a word, and its other reading where a script is undecided."""
    sure = _tagged([(run, run.script if not run.unsure else 0) for run in word.runs])
    if any(run.unsure for run in word.runs):
        return sure, _tagged([(run, run.script) for run in word.runs])
    return sure, ""


def _tagged(runs: list[tuple[Run, int]]) -> str:
    out, i = "", 0
    while i < len(runs):
        script, text = runs[i][1], ""
        while i < len(runs) and runs[i][1] == script:
            text += runs[i][0].text
            i += 1
        tag = _TAGS.get(script)
        out += f"<{tag}>{escape(text, quote=False)}</{tag}>" if tag else escape(text, quote=False)
    return out


def words_box(words: list[Placed]) -> Box | None:
    """The extent of words, None for none."""
    if not words:
        return None
    boxes = [p.word.box for p in words]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def to_table(grid: Grid, page: int) -> Table:
    """The grid as a table: all positions covered, boxes of filled cells those of their words."""
    full = cover(grid)
    return Table(tuple(_cell(cell) for cell in full.cells), page, grid.box, flags=(grid.kind, *grid.flags))


def _cell(cell: GridCell) -> Cell:
    text, markup, flags = cell_text(cell.words)
    box = words_box(cell.words) or cell.box
    return Cell(cell.row, cell.col, text, markup, cell.rowspan, cell.colspan, box, (*flags, *cell.flags))
