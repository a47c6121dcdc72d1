"""Lines of one cell: where a line breaks, the next word would not have fitted."""

import re
from itertools import chain, pairwise

from printed.tables.pdf.grid.columns import column_span
from printed.tables.pdf.grid.grid import Span
from printed.tables.pdf.grid.printed_rows import CellFragment, PrintedRow
from printed.tables.settings import TABLE_SETTINGS

_OPEN = re.compile(r"(?:^|[\s\d])[–−-]$|[±/×<>~∼≈≤≥(+]$|\b(?:to|up to)$", re.IGNORECASE)
"""A cell that ends so goes on in its next line: `15–` over `60 nS`, `>` over `10 years`."""
_DASH = re.compile(r"[–−-]")
"""The sign of a number in the next line, or a mark that there is none."""
_BROKEN_OFF = re.compile(r"([,&/-]|\b(?:and|or|of|the|for|in|to|with|by|a|an|on))$")
_BROKEN_LABEL = re.compile(r"[,/(&–−-]$")


def is_left_open(text: str) -> bool:
    """Whether a cell that ends so goes on in its next line, where that may be a number: `> ` over `10 years`."""
    return _OPEN.search(text) is not None


def is_broken_off(text: str) -> bool:
    """Whether a text that ends so goes on in its next line: a sign or a range left open, a word of a phrase."""
    return is_left_open(text) or _BROKEN_OFF.search(text) is not None


def fragment_widths(rows: list[PrintedRow], columns: list[Span]) -> dict[int, float]:
    """Width in points of the longest line in each column, of lines that stand in one column."""
    out: dict[int, float] = {}
    for fragment in chain.from_iterable(row.fragments for row in rows):
        first, last = column_span(fragment, columns)
        if first == last:
            out[first] = max(out.get(first, 0.0), fragment.x1 - fragment.x0)
    return out


def goes_on(above: PrintedRow, row: PrintedRow, columns: list[Span], widths: dict[int, float]) -> bool:
    """Whether every part of a line can be the next line of the cell over it."""
    for fragment, over in _over(above, row, columns):
        if over is None:
            return False
        is_dash = _DASH.fullmatch(over.text) is not None
        if is_left_open(over.text) and not (is_dash and _may_be_absent(above, row, columns)):
            continue
        width = widths.get(column_span(fragment, columns)[0], 0.0)
        if fragment.is_number or not _wraps(over, fragment, width, row.size):
            return False
    return True


def _may_be_absent(above: PrintedRow, row: PrintedRow, columns: list[Span]) -> bool:
    """Whether a dash may say that there is no value, since the line below it may be a row.

    The line has a label that does not go on the label above it, or it has none and fills all other columns that the
    line above fills.
    """
    upper = {column_span(fragment, columns): fragment for fragment in above.fragments}
    lower = {column_span(fragment, columns) for fragment in row.fragments}
    first = (0, 0)
    if first in lower:
        return first not in upper or _BROKEN_LABEL.search(upper[first].text) is None
    return not set(upper) - lower - {first}


def _over(above: PrintedRow, row: PrintedRow, columns: list[Span]) -> list[tuple[CellFragment, CellFragment | None]]:
    """Each part of a line with what the line above holds in the same columns."""
    upper = {column_span(fragment, columns): fragment for fragment in above.fragments}
    return [(fragment, upper.get(column_span(fragment, columns))) for fragment in row.fragments]


def _wraps(above: CellFragment, below: CellFragment, width: float, size: float) -> bool:
    """Whether the first word of the lower line would not have fitted behind the upper one."""
    word = below.words[0]
    needed = (above.x1 - above.x0) + TABLE_SETTINGS.thin_strip * size + (word.x1 - word.x0)
    return needed > width - TABLE_SETTINGS.strip * size


def in_bracket(rows: list[PrintedRow], i: int, columns: list[Span]) -> bool:
    """Whether a line goes on a text in brackets that a line above opened in its column: `(Al-doped,` over `3 at.%)`."""
    if len(rows[i].fragments) != 1:
        return False
    span = column_span(rows[i].fragments[0], columns)
    above = rows[max(0, i - TABLE_SETTINGS.lines_of_cell) : i]
    depth = 0
    for fragment in chain.from_iterable(row.fragments for row in above):
        if column_span(fragment, columns) == span:
            depth = max(0, depth + fragment.text.count("(") - fragment.text.count(")"))
    return depth > 0 and any(")" in row.fragments[0].text for row in rows[i : i + TABLE_SETTINGS.lines_of_cell])


def wrapped_lines(rows: list[PrintedRow], columns: list[Span], barred: list[bool]) -> list[bool]:
    """For each line whether it goes on the cells of the line above; `barred`: a rule or a jump parts them.

    Lines of a cell stand nearer to each other than rows do, or start in small letters, or leave the row label blank; or
    they hold what a cell over them lacks: the end of a range, the number behind a sign. Each of their parts must be
    able to go on the part above (`goes_on`).
    """
    widths = fragment_widths(rows, columns)
    pairs = list(pairwise(rows))
    able = [False]
    for number, (above, row) in enumerate(pairs, 1):
        able.append(not barred[number] and goes_on(above, row, columns, widths))
    small = [_small_letters(row) for row in rows]
    gaps = [row.base - above.base for above, row in pairs]
    cut = _tight(gaps, able, small)
    wrapped = [False]
    for number, (above, row) in enumerate(pairs, 1):
        is_near = gaps[number - 1] < cut if cut is not None else small[number]
        wrapped.append(able[number] and (is_near or _is_under_open(above, row, columns)))
    return wrapped


def _is_under_open(above: PrintedRow, row: PrintedRow, columns: list[Span]) -> bool:
    """Whether a part of a line stands under one that is left open."""
    return any(over is not None and is_left_open(over.text) for _, over in _over(above, row, columns))


def _tight(gaps: list[float], able: list[bool], small: list[bool]) -> float | None:
    """A height between the gaps of lines of one cell and those of rows; None where the gaps are all alike.

    Nearly all gaps below it must belong to lines that can go on. Where the gaps differ by little, so that
    rounded positions may make the difference, most of these lines must also start in small letters.
    """
    jumps = [(b / a, (a + b) / 2) for a, b in pairwise(sorted(gaps)) if a > 0 and b / a > 1 + TABLE_SETTINGS.rounded]
    for ratio, cut in sorted(jumps, reverse=True):
        below = [i for i, gap in enumerate(gaps, 1) if gap < cut]
        is_told = ratio > TABLE_SETTINGS.wider_pitch or 2 * sum(small[i] for i in below) >= len(below)
        if is_told and sum(able[i] for i in below) >= TABLE_SETTINGS.nearly_all * len(below):
            return cut
    return None


def _small_letters(row: PrintedRow) -> bool:
    """Whether the parts of a line start in small letters, none with a capital or a digit."""
    first = [b.text.lstrip("(\"'“‘")[:1] for b in row.fragments]
    return any(c.islower() for c in first) and not any(c.isupper() or c.isdigit() for c in first)
