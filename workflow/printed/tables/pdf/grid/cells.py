"""Text and markup of PDF cells, and a grid as the printed table."""

import re
from collections.abc import Iterable
from itertools import groupby

from printed.documents.markup.text import MarkedText
from printed.notes import ScriptUndecided, cut_note_text
from printed.pdf.lines import Word
from printed.pdf.runs_and_scripts import Run
from printed.tables.model import Cell, Table
from printed.tables.pdf.grid.grid import GridCell, PlacedGrid, cover_grid, words_box

_TAGS = {1: "sup", -1: "sub"}


def cell_text(words: list[Word]) -> MarkedText:
    """The text of the words of one cell, in reading order.

    A run whose raise geometry cannot decide is written as normal text and flagged
    ScriptUndecided, with both candidates of the whole word.
    """
    text, markup = "", ""
    flags: list[str] = []
    last: int | None = None
    for word in sorted(words, key=lambda word: (word.line, word.x0)):
        if any(run.unsure for run in word.runs):
            raised = _tagged((run, run.script) for run in word.runs)
            flags.append(cut_note_text(ScriptUndecided(word.text, raised)))
        glue = "" if not text else _glue(text, word.text, new_line=word.line != last)
        text += glue + word.text
        markup += glue + _tagged((run, 0 if run.unsure else run.script) for run in word.runs)
        last = word.line
    return MarkedText(text, markup, tuple(flags))


def _glue(before: str, after: str, *, new_line: bool) -> str:
    """What joins two words: nothing after a hyphen or slash at a line's end, where a value was cut."""
    is_cut = before.endswith(("-", "/")) and not before[-2:-1].isspace() and len(before) > 1
    is_unit = re.search(r"\d\s?[µμ]$", before) is not None and re.match(r"[a-zA-ZΩ]\b", after) is not None
    return "" if new_line and (is_cut or is_unit) else " "


def _tagged(runs: Iterable[tuple[Run, int]]) -> str:
    """The markup of runs with the script of each."""
    out = ""
    for script, same in groupby(runs, key=lambda pair: pair[1]):
        text, tag = "".join(run.text for run, _ in same), _TAGS.get(script)
        out += f"<{tag}>{text}</{tag}>" if tag else text
    return out


def to_table(grid: PlacedGrid, page: int) -> Table:
    """The grid as a table: all positions covered, boxes of filled cells those of their words."""
    return Table(tuple(map(_cell, cover_grid(grid).cells)), page, grid.box, flags=(grid.kind,))


def _cell(cell: GridCell) -> Cell:
    text = cell_text(cell.words)
    box = words_box(cell.words) if cell.words else cell.box
    flags = (*text.flags, *cell.flags)
    return Cell(cell.row, cell.col, text.plain, text.markup, cell.rowspan, cell.colspan, box, flags)
