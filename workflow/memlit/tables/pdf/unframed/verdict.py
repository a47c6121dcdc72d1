"""Whether a run of lines is a table, and not a list, a table of contents, equations or prose."""

import re
from dataclasses import dataclass
from itertools import pairwise

from memlit.documents.geometry import Box
from memlit.documents.pdf.characters import Rule
from memlit.tables.pdf.grid.grid import Grid
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Row
from memlit.tables.settings import SETTINGS

_REACHED = re.compile(r"[\w.-]@[\w-]|\b(?:e-?mail|telephone|tel|fax|phone)\b", re.IGNORECASE)
"""An e-mail address, or a word that announces how somebody is reached."""
_SECTION = re.compile(r"^([A-Z]|[IVX]+|\d{1,2})(\.\d{1,2})*\.?$")


@dataclass(slots=True)
class Run:
    """Neighbouring lines that may be a table; `n_inner` rules as wide as the lines stand between them.

    closed: rules of one extent stand above, below and between the lines.
    """

    rows: list[Row]
    top_rule: Rule | None = None
    bottom_rule: Rule | None = None
    caption: bool = False
    n_inner: int = 0
    closed: bool = False


def why_no_table(grid: Grid, run: Run) -> str:
    """Why a run of lines is no table, empty where it is one.

    Judged by evidence (rules, caption), the share of numbers, fill, and how wordy the cells are.
    """
    values = [c for c in grid.filled if c.col > 0]
    if not values:
        return "nothing stands right of its first column"
    for is_other, what in (
        (_is_list, "a list: marks, then texts"),
        (_is_contents, "a table of contents"),
        (_is_equations, "equations with their numbers"),
    ):
        if is_other(grid):
            return what
    if _is_printout(run.rows):
        return "what a program printed"
    numeric = sum(is_numeric(c.text) for c in values) / len(values)
    wordy = sum(len(c.text.split()) for c in values) / len(values)
    fill = len(grid.filled) / (grid.n_rows * grid.n_cols)
    evidence = (run.top_rule is not None) + (run.bottom_rule is not None) + 2 * run.caption
    if grid.n_rows < SETTINGS.fewest_rows and not run.caption and 2 * numeric < 1:
        return "two rows without a caption and with few numbers"
    # The lines of a chart's grid stand between its numbers.
    evidence += 2 * (run.n_inner >= 2 and numeric < SETTINGS.some and fill > SETTINGS.most)
    if evidence == 0 and _holds_paragraph(run.rows):
        return "lines of prose"
    if evidence == 0 and _is_authors(grid):
        return "persons and what belongs to each"
    is_table = _is_filled(grid, run, numeric, wordy, fill, evidence)
    shares = f"{numeric:.0%} of its values are numbers, {fill:.0%} of its places are filled, {wordy:.1f} words a value"
    return "" if is_table else f"too little speaks for a table: {_said(run)}, {shares}"


def _said(run: Run) -> str:
    found = [name for name, there in (("rule above", run.top_rule), ("rule below", run.bottom_rule)) if there]
    found += ["caption"] * run.caption
    return " and ".join(found) or "no rule, no caption"


def _is_filled(grid: Grid, run: Run, numeric: float, wordy: float, fill: float, evidence: int) -> bool:
    """Whether the grid is filled as a table is: the less evidence there is, the more of numbers and fill it takes."""
    if run.closed and _headed(grid):
        return fill >= SETTINGS.over_third
    if evidence >= 2:
        return fill >= SETTINGS.over_third and (numeric >= SETTINGS.some or wordy <= SETTINGS.words_of_line)
    if grid.n_cols > 2:
        if grid.n_rows < SETTINGS.fewest_rows and evidence == 0:
            return False
        if min(fill, numeric) >= SETTINGS.nearly_half:
            return True
        flush = _flush_left(grid)
        is_long = grid.n_rows >= SETTINGS.rows_of_words
        short = wordy <= SETTINGS.words_of_value or (wordy <= SETTINGS.words_of_head and is_long and flush)
        is_filled = grid.n_rows > SETTINGS.fewest_rows and fill > SETTINGS.most
        return is_filled and (short or (flush and _has_head(grid)))
    return grid.n_rows > SETTINGS.fewest_rows and numeric >= SETTINGS.most and fill >= SETTINGS.most


def _holds_paragraph(rows: list[Row]) -> bool:
    """Whether lines run as justified prose: three at one pitch that start and end at the same x, of many words."""
    full = [(row, texts) for row in rows if (texts := _texts(row))]
    for (a, upper), (b, *middle), (c, *lower) in zip(full, full[1:], full[2:], strict=False):
        step = b.base - a.base
        if abs(c.base - b.base - step) > SETTINGS.off_centre * step or step > SETTINGS.row_gap * a.size:
            continue
        others = [*middle, *lower]
        if any(all(any(abs(u - x0) < 1 and abs(v - x1) < 1 for u, v in line) for line in others) for x0, x1 in upper):
            return True
    return False


def _texts(row: Row) -> list[tuple[float, float]]:
    """Extents of the long texts of a row, over gaps that justifying may make."""
    out: list[tuple[float, float]] = []
    count = 0
    last = None
    for word in (p.word for b in row.bits for p in b.words):
        if last is not None and word.x0 - last < SETTINGS.text_gap * row.size:
            out[-1], count = (out[-1][0], word.x1), count + 1
        else:
            out = out if count >= SETTINGS.words_of_line else out[:-1]
            out.append((word.x0, word.x1))
            count = 1
        last = word.x1
    return [
        (lo, hi) for lo, hi in (out if count >= SETTINGS.words_of_line else out[:-1]) if hi - lo > SETTINGS.prose_width
    ]


def _flush_left(grid: Grid) -> bool:
    """Whether the cells of every column start at one x, as in a table of words."""
    for col in range(grid.n_cols):
        starts = [min(p.word.x0 for p in c.words) for c in grid.filled if c.col == col and c.colspan == 1]
        if not starts or sum(abs(s - min(starts)) < SETTINGS.flush for s in starts) < SETTINGS.most * len(starts):
            return False
    return True


def _has_head(grid: Grid) -> bool:
    """Whether short heads stand over every column, with wrapped cells in each but the first or wide gaps between."""
    if any(len(c.text.split()) > SETTINGS.words_of_head for c in grid.filled if c.row == 0):
        return False
    heads = {c.col for c in grid.filled if c.row == 0 and c.colspan == 1}
    wrapped = {c.col for c in grid.filled if c.row > 0 and len({p.line for p in c.words}) > 1}
    return heads == set(range(grid.n_cols)) and (wrapped >= set(range(1, grid.n_cols)) or _wide_gaps(grid))


def _headed(grid: Grid) -> bool:
    """Whether a short head stands over every column."""
    heads = [c for c in grid.filled if c.row == 0]
    return {c.col for c in heads} == set(range(grid.n_cols)) and all(
        len(c.text.split()) <= SETTINGS.words_of_line for c in heads
    )


def _wide_gaps(grid: Grid) -> bool:
    """Whether white of three times the type size parts all columns."""
    words = [
        [p.word for c in grid.filled if c.col == col and c.colspan == 1 for p in c.words] for col in range(grid.n_cols)
    ]
    if not all(words):
        return False
    return all(
        min(w.x0 for w in b) - max(w.x1 for w in a) > SETTINGS.sentence_gap * a[0].size for a, b in pairwise(words)
    )


def _is_authors(grid: Grid) -> bool:
    """Persons side by side with what belongs to each below: two e-mail addresses or telephones in one row.

    Or, with no digit anywhere, the same institute or country twice in many rows.
    """
    rows: dict[int, int] = {}
    for cell in grid.filled:
        rows[cell.row] = rows.get(cell.row, 0) + bool(_REACHED.search(cell.text))
    if any(n >= 2 for n in rows.values()) and any(_REACHED.search(c.text) for c in grid.filled if c.col == 0):
        return True
    texts = [[c.text for c in grid.filled if c.row == r] for r in range(grid.n_rows)]
    same = sum(len(row) > 1 and len(set(row)) < len(row) for row in texts)
    return same >= max(2, SETTINGS.over_third * grid.n_rows) and not any(
        c.isdigit() for row in texts for t in row for c in t
    )


def _is_list(grid: Grid) -> bool:
    """A bullet, number or reference mark, then a text."""
    marks = [c.text for c in grid.filled if c.col == 0]
    short = sum(len(t) <= SETTINGS.mark_length and (not t[-1:].isalpha() or len(t) <= 2) for t in marks)
    wordy = [len(c.text.split()) for c in grid.filled if c.col > 0]
    return (
        grid.n_cols == 2
        and bool(marks)
        and short >= SETTINGS.nearly_all * len(marks)
        and sum(wordy) > SETTINGS.words_of_head * len(wordy)
    )


def _is_printout(rows: list[Row]) -> bool:
    """Lines that all open with one mark, as a comment or prompt before what a program printed."""
    marks = {row.bits[0].words[0].word.text for row in rows}
    return len(rows) >= SETTINGS.fewest_rows and len(marks) == 1 and not any(c.isalnum() for c in marks.pop())


def _is_contents(grid: Grid) -> bool:
    """Titles with page numbers that do not fall (once in a long list), right of nothing else that is a number."""
    pages = [c.text.strip(". ") for c in grid.filled if c.col + c.colspan == grid.n_cols]
    numbers = [int(t) for t in pages if t.isdigit()]
    falls = sum(b < a for a, b in pairwise(numbers))
    if len(numbers) < max(SETTINGS.fewest_rows, SETTINGS.nearly_all * len(pages)) or falls > (
        len(numbers) >= SETTINGS.lines_of_page
    ):
        return False
    titles = [c.text for c in grid.filled if c.col + c.colspan < grid.n_cols]
    values = sum(is_numeric(t) for t in titles if not _SECTION.match(t))
    wordy = sum(len(t.split()) for t in titles if not _SECTION.match(t))
    return values <= SETTINGS.stray * len(titles) and wordy >= SETTINGS.words_of_title * len(numbers)


def _is_equations(grid: Grid) -> bool:
    """Formulas with their numbers in brackets at the right."""
    last = [c.text for c in grid.filled if c.col == grid.n_cols - 1]
    signs = sum(any(s in c.text for s in "=∑∫√∂≈∝") for c in grid.filled)
    bracketed = sum(t.startswith("(") and t.endswith(")") and len(t) <= SETTINGS.mark_length for t in last)
    if bracketed and signs and grid.n_rows <= SETTINGS.labels:
        return True
    return bool(last) and 2 * bracketed >= len(last) and signs >= SETTINGS.few * len(grid.filled)


def is_drawing(grid: Grid, graphics: list[Box], areas: list[Box]) -> bool:
    """Whether a frame is part of a drawing, as of a circuit: boxes in rows and columns, each with a short label.

    graphics: boxes of curves and slanted lines. areas: the figures of the page. A table with pictures in its cells
    has fewer graphics than a drawing of several strokes a cell, stands not within a figure, or has texts.
    """
    x0, y0, x1, y1 = grid.box
    size = (x1 - x0) * (y1 - y0)
    inside = max((_overlap(grid.box, area) for area in areas), default=0.0)
    if inside < SETTINGS.most * size or any(" " in cell.text for cell in grid.filled):
        return False
    strokes = sum(x0 <= (g[0] + g[2]) / 2 <= x1 and y0 <= (g[1] + g[3]) / 2 <= y1 for g in graphics)
    return strokes >= SETTINGS.strokes_of_figure * len(grid.filled)


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
