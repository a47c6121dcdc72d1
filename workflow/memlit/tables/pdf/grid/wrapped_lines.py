"""Lines of one cell: where a line breaks, the next word would not have fitted."""

import re
from itertools import pairwise

from memlit.tables.pdf.grid.columns import column_span
from memlit.tables.pdf.grid.numeric import is_numeric
from memlit.tables.pdf.grid.printed_rows import Bit, Row
from memlit.tables.settings import SETTINGS

Columns = list[tuple[float, float]]
_OPEN = re.compile(r"(?:^|[\s\d])[–−-]$|[±/×<>~≈≤≥(+]$|\b(?:to|up to)$", re.IGNORECASE)
"""A cell that ends so goes on in its next line: `15–` over `60 nS`, `>` over `10 years`."""


def bit_widths(rows: list[Row], columns: Columns) -> dict[int, float]:
    """Width in points of the longest line in each column, of lines that stand in one column."""
    out: dict[int, float] = {}
    for row in rows:
        for bit in row.bits:
            first, last = column_span(bit.x0, bit.x1, columns)
            if first == last:
                out[first] = max(out.get(first, 0.0), bit.x1 - bit.x0)
    return out


def wraps(above: Bit, below: Bit, width: float, size: float) -> bool:
    """Whether the first word of the lower line would not have fitted behind the upper one."""
    word = below.words[0].word
    return (above.x1 - above.x0) + SETTINGS.thin_strip * size + (word.x1 - word.x0) > width - SETTINGS.strip * size


def goes_on(above: Row, row: Row, columns: Columns, widths: dict[int, float]) -> bool:
    """Whether every part of a line can be the next line of the cell over it."""
    upper = {column_span(b.x0, b.x1, columns): b for b in above.bits}
    for bit in row.bits:
        span = column_span(bit.x0, bit.x1, columns)
        over = upper.get(span)
        if over is None:
            return False
        if _OPEN.search(over.text):
            continue
        if is_numeric(bit.text) or not wraps(over, bit, widths.get(span[0], 0.0), row.size):
            return False
    return bool(row.bits)


def closes(above: Row, row: Row, columns: Columns) -> bool:
    """Whether a line holds what a cell over it lacks: the end of a range, the number behind a sign."""
    upper = {column_span(b.x0, b.x1, columns): b for b in above.bits}
    over = (upper.get(column_span(bit.x0, bit.x1, columns)) for bit in row.bits)
    return any(bit is not None and _OPEN.search(bit.text) for bit in over)


def in_bracket(rows: list[Row], i: int, columns: Columns) -> bool:
    """Whether a line goes on a text in brackets that a line above opened in its column: `(Al-doped,` over `3 at.%)`."""
    if len(rows[i].bits) != 1:
        return False
    span = column_span(rows[i].bits[0].x0, rows[i].bits[0].x1, columns)
    depth = 0
    for row in rows[max(0, i - SETTINGS.lines_of_cell) : i]:
        for bit in row.bits:
            if column_span(bit.x0, bit.x1, columns) == span:
                depth = max(0, depth + bit.text.count("(") - bit.text.count(")"))
    closing = "".join(bit.text for row in rows[i : i + SETTINGS.lines_of_cell] for bit in row.bits[:1])
    return depth > 0 and ")" in closing


def wrapped_lines(rows: list[Row], columns: Columns, barred: list[bool]) -> list[bool]:
    """For each line whether it goes on the cells of the line above; `barred`: a rule or a jump parts them.

    Lines of a cell stand nearer to each other than rows do, or start in small letters, or leave the stub blank;
    and each of their parts must be able to go on the part above (`goes_on`).
    """
    widths = bit_widths(rows, columns)
    able = [i > 0 and not barred[i] and goes_on(rows[i - 1], rows[i], columns, widths) for i in range(len(rows))]
    small = [_small_letters(row) for row in rows]
    gaps = [b.base - a.base for a, b in pairwise(rows)]
    cut = _tight(gaps, able, small)
    out = [False] * len(rows)
    for i in range(1, len(rows)):
        is_lines = gaps[i - 1] < cut if cut is not None else small[i]
        out[i] = able[i] and (closes(rows[i - 1], rows[i], columns) or is_lines)
    return out


def _tight(gaps: list[float], able: list[bool], small: list[bool]) -> float | None:
    """A height between the gaps of lines of one cell and those of rows; None where the gaps are all alike.

    Nearly all gaps below it must belong to lines that can go on. Where the gaps differ by little, so that
    rounded positions may make the difference, most of these lines must also start in small letters.
    """
    ordered = sorted(gaps)
    jumps = [(b / a, (a + b) / 2) for a, b in pairwise(ordered) if a > 0 and b / a > 1 + SETTINGS.rounded]
    for ratio, cut in sorted(jumps, reverse=True):
        below = [i for i, g in enumerate(gaps, 1) if g < cut]
        going = sum(able[i] for i in below)
        if going >= SETTINGS.nearly_all * len(below) and (
            ratio > SETTINGS.wider_pitch or 2 * sum(small[i] for i in below) >= len(below)
        ):
            return cut
    return None


def _small_letters(row: Row) -> bool:
    """Whether the parts of a line start in small letters, none with a capital or a digit."""
    first = [b.text.lstrip("(\"'“‘")[:1] for b in row.bits]
    return any(c.islower() for c in first) and not any(c.isupper() or c.isdigit() for c in first)
