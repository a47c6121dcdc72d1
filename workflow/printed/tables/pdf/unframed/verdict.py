"""Whether a block of lines is a table, and not a list, a table of contents, equations or prose."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise

from printed.geometry import Box, area, holds, intersect
from printed.pdf.lines import Word
from printed.pdf.rules import Rule
from printed.tables.pdf.grid.grid import PlacedGrid, Span, by_line
from printed.tables.pdf.grid.numeric import is_numeric
from printed.tables.pdf.grid.printed_rows import PrintedRow
from printed.tables.settings import TABLE_SETTINGS

_REACHED = re.compile(r"[\w.-]@[\w-]|\b(?:e-?mail|telephone|tel|fax|phone)\b", re.IGNORECASE)
"""An e-mail address, or a word that announces how somebody is reached."""
_SIGN = re.compile("[=∑∫√∂≈∝]")
"""A sign of a formula."""
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
    if _is_list(grid):
        return "a list: marks, then texts"
    if _is_contents(grid):
        return "a table of contents"
    if _is_equations(grid):
        return "equations with their numbers"
    if _is_printout(block.rows):
        return "what a program printed"
    values = [cell.text for cell in grid.filled if cell.col > 0]
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


def speaks_for_itself(grid: PlacedGrid) -> bool:
    """Whether a grid shows a table whatever the captions near it say: words head its columns and label its rows.

    Below the heads most places are filled, and enough of the values are numbers; the axes and the legend of a chart
    leave most places blank, and its upper row or its first column holds numbers.
    """
    headed: set[int] = set()
    numbers, filled = 0, 0
    labels: list[str] = []
    values: list[str] = []
    for cell in grid.filled:
        if cell.row == 0:
            headed.update(range(cell.col, cell.col + cell.colspan))
            numbers += is_numeric(cell.text)
        else:
            filled += cell.rowspan * cell.colspan
            (values if cell.col else labels).append(cell.text)
    is_headed = numbers == 0 and headed.issuperset(range(1, grid.n_cols))
    is_full = filled >= TABLE_SETTINGS.nearly_all * (grid.n_rows - 1) * grid.n_cols
    is_labelled = sum(map(is_numeric, labels)) <= TABLE_SETTINGS.some * len(labels)
    is_of_numbers = sum(map(is_numeric, values)) >= TABLE_SETTINGS.some * len(values)
    return grid.n_rows > TABLE_SETTINGS.fewest_rows and is_headed and is_full and is_labelled and is_of_numbers


def _holds_paragraph(rows: list[PrintedRow]) -> bool:
    """Whether lines run as justified prose: three at one pitch that start and end at the same x, of many words."""
    lines = [(row, texts) for row, texts in zip(rows, map(_texts, rows), strict=True) if texts]
    for (upper, own), (middle, below), (lower, last) in zip(lines, lines[1:], lines[2:], strict=False):
        step = middle.base - upper.base
        is_of_one_pitch = abs(lower.base - middle.base - step) <= TABLE_SETTINGS.off_centre * step
        if not is_of_one_pitch or step > TABLE_SETTINGS.row_gap * upper.size:
            continue
        if any(_is_among(text, below) and _is_among(text, last) for text in own):
            return True
    return False


def _is_among(text: Span, others: list[Span]) -> bool:
    """Whether one of other texts has the same ends."""
    return any(abs(lo - text[0]) < 1 and abs(hi - text[1]) < 1 for lo, hi in others)


def _texts(row: PrintedRow) -> list[Span]:
    """Extents of the long texts of a row, over gaps that justifying may make."""
    texts: list[list[Word]] = []
    for word in row.words:
        if texts and word.x0 - texts[-1][-1].x1 < TABLE_SETTINGS.text_gap * row.size:
            texts[-1].append(word)
        else:
            texts.append([word])
    ends = [(text[0].x0, text[-1].x1) for text in texts if len(text) >= TABLE_SETTINGS.words_of_line]
    return [(lo, hi) for lo, hi in ends if hi - lo > TABLE_SETTINGS.prose_width]


def _column_words(grid: PlacedGrid) -> list[list[list[Word]]]:
    """By column, the words of each filled cell that stands in it alone."""
    columns: list[list[list[Word]]] = [[] for _ in range(grid.n_cols)]
    for cell in grid.filled:
        if cell.colspan == 1:
            columns[cell.col].append(cell.words)
    return columns


def _flush_left(grid: PlacedGrid) -> bool:
    """Whether the cells of every column start at one x, as in a table of words."""
    for cells in _column_words(grid):
        if not cells:
            return False
        starts = [min(word.x0 for word in words) for words in cells]
        first = min(starts)
        n_flush = sum(start - first < TABLE_SETTINGS.flush for start in starts)
        if n_flush < TABLE_SETTINGS.most * len(starts):
            return False
    return True


def _has_head(grid: PlacedGrid) -> bool:
    """Whether short heads stand over every column, with wrapped cells in each but the first or wide gaps between."""
    heads = [cell for cell in grid.filled if cell.row == 0]
    is_headed = {cell.col for cell in heads if cell.colspan == 1} == set(range(grid.n_cols))
    if not is_headed or any(len(cell.text.split()) > TABLE_SETTINGS.words_of_head for cell in heads):
        return False
    wrapped = {cell.col for cell in grid.filled if cell.row > 0 and len(by_line(cell.words)) > 1}
    if wrapped.issuperset(range(1, grid.n_cols)):
        return True
    columns = [list(chain.from_iterable(cells)) for cells in _column_words(grid)]
    least = TABLE_SETTINGS.sentence_gap * columns[0][0].size
    for left, right in pairwise(columns):
        if min(word.x0 for word in right) - max(word.x1 for word in left) <= least:
            return False
    return True


def _headed(grid: PlacedGrid) -> bool:
    """Whether a short head stands over every column."""
    heads = [cell for cell in grid.filled if cell.row == 0]
    is_short = all(len(cell.text.split()) <= TABLE_SETTINGS.words_of_line for cell in heads)
    return is_short and {cell.col for cell in heads} == set(range(grid.n_cols))


def _is_authors(grid: PlacedGrid) -> bool:
    """Persons side by side with what belongs to each below: two e-mail addresses or telephones in one row.

    Or, with no digit anywhere, the same institute or country twice in many rows.
    """
    reached = [cell for cell in grid.filled if _REACHED.search(cell.text)]
    in_one_row = Counter(cell.row for cell in reached)
    if max(in_one_row.values(), default=0) >= 2 and any(cell.col == 0 for cell in reached):
        return True
    texts: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.filled:
        if any(map(str.isdigit, cell.text)):
            return False
        texts[cell.row].append(cell.text)
    n_repeating = sum(len(set(row)) < len(row) for row in texts)
    return n_repeating >= max(2, TABLE_SETTINGS.over_third * grid.n_rows)


def _is_list(grid: PlacedGrid) -> bool:
    """A bullet, number or reference mark, then a text."""
    marks = [cell.text for cell in grid.filled if cell.col == 0]
    wordy = [len(cell.text.split()) for cell in grid.filled if cell.col > 0]
    is_of_texts = sum(wordy) > TABLE_SETTINGS.words_of_head * len(wordy)
    return grid.n_cols == 2 and is_of_texts and sum(map(_is_mark, marks)) >= TABLE_SETTINGS.nearly_all * len(marks)


def _is_mark(text: str) -> bool:
    """A bullet, a number, `(a)`: short, and of more than two characters no word."""
    return len(text) <= TABLE_SETTINGS.mark_length and (len(text) <= 2 or not text[-1:].isalpha())


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
    signs = sum(_SIGN.search(cell.text) is not None for cell in grid.filled)
    short = [text for text in last if len(text) <= TABLE_SETTINGS.mark_length]
    bracketed = sum(text.startswith("(") and text.endswith(")") for text in short)
    if bracketed == 0:
        return False
    if signs > 0 and grid.n_rows <= TABLE_SETTINGS.labels:
        return True
    return 2 * bracketed >= len(last) and signs >= TABLE_SETTINGS.few * len(grid.filled)


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
