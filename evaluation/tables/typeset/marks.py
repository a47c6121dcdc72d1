"""What all writers share: parts of marked text, and where a look draws rules."""

from __future__ import annotations

import re

from evaluation.tables.typeset.model import Cell, Content, Look

_MARK = re.compile(r"([\^_])\{([^}]*)\}")


def parts(text: str) -> list[tuple[str, str]]:
    """(kind, text) with kind '' for plain, '^' for raised, '_' for lowered."""
    out, at = [], 0
    for match in _MARK.finditer(text):
        out += [("", text[at : match.start()])] if match.start() > at else []
        out.append((match[1], match[2]))
        at = match.end()
    return out + ([("", text[at:])] if at < len(text) else [])


def plain(text: str) -> str:
    return _MARK.sub(r"\2", text)


def row_rules(content: Content, look: Look) -> list[int]:
    """Heights, in rows from the top, at which a rule runs over the whole width."""
    n = content.n_rows
    return {
        "grid": list(range(n + 1)),
        "rows": [0, *range(content.n_head, n + 1)],
        "booktabs": [0, content.n_head, n],
        "ends": [0, n],
        "head": [content.n_head],
        "none": [],
    }[look.rules]


def group_rules(content: Content, look: Look) -> list[tuple[int, int, int]]:
    """(height, first column, last column) of short rules under heads over several columns."""
    if not look.group_rules or look.rules == "none":
        return []
    heads = [c for c in content.cells if c.row + c.rowspan < content.n_head and c.colspan > 1]
    return [(c.row + c.rowspan, c.col, c.col + c.colspan - 1) for c in heads]


def drawn(content: Content, look: Look) -> list[Cell]:
    """The cells as drawn: section rows span the table where the look says so."""
    out = []
    for cell in content.cells:
        spans = look.sections_span and cell.row in content.sections
        out.append(
            Cell(cell.row, cell.col, cell.text, cell.rowspan, content.n_cols, cell.align, cell.indent, True)
            if spans
            else cell
        )
    return out


def alignment(cell: Cell, content: Content) -> str:
    return cell.align or content.aligns[cell.col]


def truths(content: Content, look: Look) -> list[list[tuple[int, int, int, int, str]]]:
    """Accepted truths as (first row, last row, first column, last column, text), spans inclusive.

    A drawn grid has one. Elsewhere a head that stands beside two levels of heads may be read with or without
    its span of rows, a section row with or without its span of columns, and a row of units as part of the heads over
    it where no rule parts them: the print does not tell.
    """
    variants = []
    choices = [(True, look.sections_span)]
    if look.rules != "grid":
        choices = [(rows, sections) for rows in (True, False) for sections in (True, False)]
    for rows, sections in choices:
        cells = []
        for cell in content.cells:
            first, last = cell.row, cell.row + cell.rowspan - 1
            if not rows and last > first:
                first = last = first if look.head_at == "top" else last
            right = content.n_cols - 1 if sections and cell.row in content.sections else cell.col + cell.colspan - 1
            cells.append((first, last, cell.col, right, plain(cell.text)))
        variants.append(cells)
    if look.rules != "grid" and content.units is not None:
        variants += [_with_units(cells, content.units) for cells in list(variants)]
    return variants


def _with_units(cells: list[tuple[int, int, int, int, str]], row: int) -> list[tuple[int, int, int, int, str]]:
    """The cells with a row of units joined to the heads over it."""
    units = {c[2]: c for c in cells if c[0] == row}
    out = []
    for first, last, left, right, text in cells:
        if first == row:
            continue
        unit = units.get(left) if last == row - 1 and left == right else None
        out.append((first, row, left, right, f"{text} {unit[4]}") if unit else (first, last, left, right, text))
    return out
