"""Whether a block of lines is a table, and not a list, a table of contents, equations or prose."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from memlit.tables.pdf.grid.grid import PlacedGrid, Span, by_line
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import PrintedRow
from memlit.tables.settings import TABLE_SETTINGS
from printedpages.geometry import Box, area, holds, intersect
from printedpages.pdf.lines import Word
from printedpages.pdf.rules import Rule

_REACHED = re.compile(r"[\w.-]@[\w-]|\b(?:e-?mail|telephone|tel|fax|phone)\b", re.IGNORECASE)
"""An e-mail address, or a word that announces how somebody is reached."""
_SECTION = re.compile(r"^([A-Z]|[IVX]+|\d{1,2})(\.\d{1,2})*\.?$")


@dataclass(slots=True)
class RowBlock:
    """Neighbouring lines that may be a table; `n_inner` rules as wide as the lines stand between them.

    closed: rules of one extent stand above, below and between the lines.
    """

    rows: list[PrintedRow]
    top_rule: Rule | None = None
    bottom_rule: Rule | None = None
    caption: bool = False
    n_inner: int = 0
    closed: bool = False


def why_no_table(grid: PlacedGrid, block: RowBlock) -> str:
    """Why a block of lines is no table, empty where it is one.

    Judged by evidence (rules, caption), the share of numbers, fill, and how wordy the cells are.
    """
    values = [cell.text for cell in grid.filled if cell.col > 0]
    others = {
        "a list: marks, then texts": _is_list(grid),
        "a table of contents": _is_contents(grid),
        "equations with their numbers": _is_equations(grid),
        "what a program printed": _is_printout(block.rows),
    }
    if any(others.values()):
        return next(what for what, is_it in others.items() if is_it)
    numeric = sum(map(is_numeric, values)) / len(values)
    wordy = sum(len(text.split()) for text in values) / len(values)
    fill = len(grid.filled) / (grid.n_rows * grid.n_cols)
    found = ["rule above"] * (block.top_rule is not None) + ["rule below"] * (block.bottom_rule is not None)
    evidence = len(found) + 2 * block.caption
    if grid.n_rows < TABLE_SETTINGS.fewest_rows and not block.caption and 2 * numeric < 1:
        return "two rows without a caption and with few numbers"
    # The lines of a chart's grid stand between its numbers.
    evidence += 2 * (block.n_inner >= 2 and numeric < TABLE_SETTINGS.some and fill > TABLE_SETTINGS.most)
    if evidence == 0 and _holds_paragraph(block.rows):
        return "lines of prose"
    if evidence == 0 and _is_authors(grid):
        return "persons and what belongs to each"
    if _is_filled(grid, block, numeric, wordy, fill, evidence):
        return ""
    said = " and ".join(found + ["caption"] * block.caption) or "no rule, no caption"
    shares = f"{numeric:.0%} of its values are numbers, {fill:.0%} of its places are filled, {wordy:.1f} words a value"
    return f"too little speaks for a table: {said}, {shares}"


def _is_filled(grid: PlacedGrid, block: RowBlock, numeric: float, wordy: float, fill: float, evidence: int) -> bool:
    """Whether the grid is filled as a table is: the less evidence there is, the more of numbers and fill it takes."""
    if block.closed and _headed(grid):
        return fill >= TABLE_SETTINGS.over_third
    if evidence >= 2:
        return fill >= TABLE_SETTINGS.over_third and (
            numeric >= TABLE_SETTINGS.some or wordy <= TABLE_SETTINGS.words_of_line
        )
    is_long = grid.n_rows > TABLE_SETTINGS.fewest_rows
    if grid.n_cols == 2:
        return is_long and numeric >= TABLE_SETTINGS.most and fill >= TABLE_SETTINGS.most
    if min(fill, numeric) >= TABLE_SETTINGS.nearly_half:
        return grid.n_rows >= TABLE_SETTINGS.fewest_rows or evidence > 0
    flush = _flush_left(grid)
    is_list = wordy <= TABLE_SETTINGS.words_of_head and grid.n_rows >= TABLE_SETTINGS.rows_of_words and flush
    is_short = wordy <= TABLE_SETTINGS.words_of_value or is_list
    return is_long and fill > TABLE_SETTINGS.most and (is_short or (flush and _has_head(grid)))


def _holds_paragraph(rows: list[PrintedRow]) -> bool:
    """Whether lines run as justified prose: three at one pitch that start and end at the same x, of many words."""
    full = [(row, texts) for row in rows if (texts := _texts(row))]
    for (a, upper), (b, middle), (c, lower) in zip(full, full[1:], full[2:], strict=False):
        step = b.base - a.base
        if abs(c.base - b.base - step) > TABLE_SETTINGS.off_centre * step or step > TABLE_SETTINGS.row_gap * a.size:
            continue
        if any(
            all(any(abs(u - x0) < 1 and abs(v - x1) < 1 for u, v in line) for line in (middle, lower))
            for x0, x1 in upper
        ):
            return True
    return False


def _texts(row: PrintedRow) -> list[Span]:
    """Extents of the long texts of a row, over gaps that justifying may make."""
    texts: list[list[Word]] = []
    for word in (word for fragment in row.fragments for word in fragment.words):
        if texts and word.x0 - texts[-1][-1].x1 < TABLE_SETTINGS.text_gap * row.size:
            texts[-1].append(word)
        else:
            texts.append([word])
    ends = [(text[0].x0, text[-1].x1) for text in texts if len(text) >= TABLE_SETTINGS.words_of_line]
    return [(lo, hi) for lo, hi in ends if hi - lo > TABLE_SETTINGS.prose_width]


def _column_words(grid: PlacedGrid) -> list[list[list[Word]]]:
    """By column, the words of each filled cell that stands in it alone."""
    cells = [(cell.col, cell.words) for cell in grid.filled if cell.colspan == 1]
    return [[words for at, words in cells if at == col] for col in range(grid.n_cols)]


def _flush_left(grid: PlacedGrid) -> bool:
    """Whether the cells of every column start at one x, as in a table of words."""
    for cells in _column_words(grid):
        starts = [min(word.x0 for word in words) for words in cells]
        if not starts or sum(x0 - min(starts) < TABLE_SETTINGS.flush for x0 in starts) < TABLE_SETTINGS.most * len(
            starts
        ):
            return False
    return True


def _has_head(grid: PlacedGrid) -> bool:
    """Whether short heads stand over every column, with wrapped cells in each but the first or wide gaps between."""
    heads = [cell for cell in grid.filled if cell.row == 0]
    is_headed = {cell.col for cell in heads if cell.colspan == 1} == set(range(grid.n_cols))
    if not is_headed or any(len(cell.text.split()) > TABLE_SETTINGS.words_of_head for cell in heads):
        return False
    wrapped = {cell.col for cell in grid.filled if cell.row > 0 and len(by_line(cell.words)) > 1}
    words = [[word for own in cells for word in own] for cells in _column_words(grid)]
    gaps = [min(w.x0 for w in b) - max(w.x1 for w in a) for a, b in pairwise(words)]
    return wrapped >= set(range(1, grid.n_cols)) or min(gaps) > TABLE_SETTINGS.sentence_gap * words[0][0].size


def _headed(grid: PlacedGrid) -> bool:
    """Whether a short head stands over every column."""
    heads = [cell for cell in grid.filled if cell.row == 0]
    is_short = all(len(cell.text.split()) <= TABLE_SETTINGS.words_of_line for cell in heads)
    return is_short and {cell.col for cell in heads} == set(range(grid.n_cols))


def _is_authors(grid: PlacedGrid) -> bool:
    """Persons side by side with what belongs to each below: two e-mail addresses or telephones in one row.

    Or, with no digit anywhere, the same institute or country twice in many rows.
    """
    reached = Counter(cell.row for cell in grid.filled if _REACHED.search(cell.text))
    if max(reached.values(), default=0) >= 2 and any(_REACHED.search(c.text) for c in grid.filled if c.col == 0):
        return True
    texts = [[cell.text for cell in grid.filled if cell.row == row] for row in range(grid.n_rows)]
    same = sum(len(set(row)) < len(row) for row in texts)
    has_digit = any(map(str.isdigit, "".join(text for row in texts for text in row)))
    return same >= max(2, TABLE_SETTINGS.over_third * grid.n_rows) and not has_digit


def _is_list(grid: PlacedGrid) -> bool:
    """A bullet, number or reference mark, then a text."""
    marks = [cell.text for cell in grid.filled if cell.col == 0]
    short = sum(len(t) <= TABLE_SETTINGS.mark_length and (not t[-1:].isalpha() or len(t) <= 2) for t in marks)
    wordy = [len(cell.text.split()) for cell in grid.filled if cell.col > 0]
    is_of_texts = sum(wordy) > TABLE_SETTINGS.words_of_head * len(wordy)
    return grid.n_cols == 2 and is_of_texts and short >= TABLE_SETTINGS.nearly_all * len(marks)


def _is_printout(rows: list[PrintedRow]) -> bool:
    """Lines that all open with one mark, as a comment or prompt before what a program printed."""
    marks = {row.fragments[0].words[0].text for row in rows}
    return len(rows) >= TABLE_SETTINGS.fewest_rows and len(marks) == 1 and not any(map(str.isalnum, marks.pop()))


def _is_contents(grid: PlacedGrid) -> bool:
    """Titles with page numbers that do not fall (once in a long list), right of nothing else that is a number."""
    pages = [cell.text.strip(". ") for cell in grid.filled if cell.col + cell.colspan == grid.n_cols]
    numbers = [int(text) for text in pages if text.isdigit()]
    falls = sum(b < a for a, b in pairwise(numbers))
    is_paged = len(numbers) >= max(TABLE_SETTINGS.fewest_rows, TABLE_SETTINGS.nearly_all * len(pages))
    if not is_paged or falls > (len(numbers) >= TABLE_SETTINGS.lines_of_page):
        return False
    texts = [cell.text for cell in grid.filled if cell.col + cell.colspan < grid.n_cols]
    titles = [text for text in texts if not _SECTION.match(text)]
    wordy = sum(len(title.split()) for title in titles)
    is_of_words = sum(map(is_numeric, titles)) <= TABLE_SETTINGS.stray * len(texts)
    return is_of_words and wordy >= TABLE_SETTINGS.words_of_title * len(numbers)


def _is_equations(grid: PlacedGrid) -> bool:
    """Formulas with their numbers in brackets at the right."""
    last = [cell.text for cell in grid.filled if cell.col == grid.n_cols - 1]
    signs = sum(any(sign in cell.text for sign in "=∑∫√∂≈∝") for cell in grid.filled)
    bracketed = sum(t.startswith("(") and t.endswith(")") and len(t) <= TABLE_SETTINGS.mark_length for t in last)
    is_short = signs > 0 and grid.n_rows <= TABLE_SETTINGS.labels
    return bracketed > 0 and (
        is_short or (2 * bracketed >= len(last) and signs >= TABLE_SETTINGS.few * len(grid.filled))
    )


def is_drawing(grid: PlacedGrid, graphics: list[Box], areas: list[Box]) -> bool:
    """Whether a frame is part of a drawing, as of a circuit: boxes in rows and columns, each with a short label.

    graphics: boxes of curves and slanted lines. areas: the figures of the page. A table with pictures in its cells
    has fewer graphics than a drawing of several strokes a cell, stands not within a figure, or has texts.
    """
    inside = max((area(intersect(grid.box, figure)) for figure in areas), default=0.0)
    if inside < TABLE_SETTINGS.most * area(grid.box) or any(" " in cell.text for cell in grid.filled):
        return False
    strokes = sum(holds(grid.box, (g[0] + g[2]) / 2, (g[1] + g[3]) / 2) for g in graphics)
    return strokes >= TABLE_SETTINGS.strokes_of_figure * len(grid.filled)
