r"""Tables of LaTeX sources: tabular and its kin, with `\multicolumn`, `\multirow`, rules, captions and notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from memlit.documents.latex.source import read_latex
from memlit.documents.latex.structure import (
    Environment,
    after_option,
    argument,
    body,
    environments,
)
from memlit.documents.latex.text import latex_text
from memlit.errors import DocumentError
from memlit.tables.model import Cell, Table, TableReading

MAX_CELLS = 500_000
MAX_SPAN = 1000
LONG = ("longtable", "longtable*", "xltabular", "supertabular", "longtabu")
TABULARS = {"tabular": 0, "tabular*": 1, "tabularx": 1, "tabulary": 1, "xltabular": 1}
"""Arguments before that of the columns."""
GRIDS = (*TABULARS, *LONG)
FLOATS = ("table", "table*", "sidewaystable", "sidewaystable*", "wraptable", "figure", "figure*", "threeparttable")
_RULE = re.compile(
    r"\s*\\(?:(?:hline|toprule|midrule|bottomrule|morecmidrules|hhline|endhead|endfirsthead|endfoot|endlastfoot"
    r"|centering|small|footnotesize|scriptsize|tiny|normalsize|pagebreak|nopagebreak|noindent|arraybackslash)(?![A-Za-z])"
    r"(?:\s*\[[^\]]*\])?(?:(?<=hhline)\s*\{[^{}]*\})?"
    r"|(?:cmidrule|cline)\s*(?:\[[^\]]*\])?(?:\([^)]*\))?\s*\{[^{}]*\}"
    r"|(?:addlinespace|rowcolor|rowcolors|arrayrulecolor)\s*(?:\[[^\]]*\]){0,2}(?:\s*\{[^{}]*\}){0,3}"
    r"|specialrule\s*(?:\{[^{}]*\}\s*){3}|noalign\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})"
)
_PART = re.compile(r"\\(endfirsthead|endhead|endfoot|endlastfoot)(?![A-Za-z])")
_SPLIT = re.compile(
    r"\\begin\s*\{[A-Za-z]+\*?\}|\\end\s*\{[A-Za-z]+\*?\}|\\(?:tabularnewline|cr)(?![A-Za-z])|\\\\\*?|\\.|[{}&]",
    re.DOTALL,
)
_CAPTION = re.compile(r"\\(?:caption|captionof\s*\{table\}|topcaption|tabcaption)\*?(?![A-Za-z])")
_LABEL = re.compile(r"\\label\s*\{([^{}\n]{1,200})\}")
_NOTE_ITEM = re.compile(r"\\item(?![A-Za-z])\s*(?:\[([^\]]{0,40})\])?")


@dataclass(frozen=True, slots=True)
class _Words:
    label: str | None
    caption: str | None
    notes: tuple[str, ...]


def read_latex_tables(path: Path) -> TableReading:
    r"""Tables of a .tex file or an archive of one, in order; a table is called by its `\label`."""
    source = read_latex(path)
    text = body(source.text)
    floats = list(environments(text, FLOATS))
    tables = []
    for grid in environments(text, GRIDS):
        around = next((one for one in floats if one.start < grid.start and grid.end <= one.end), None)
        table = _table(text, grid, around, path)
        if table.n_rows * table.n_cols >= 2 and (table.caption or (table.n_rows > 1 and table.n_cols > 1)):
            tables.append(table)
    return TableReading(tuple(tables), warnings=source.warnings)


def _table(text: str, grid: Environment, around: Environment | None, path: Path) -> Table:
    inside = text[_columns_end(text, grid) : grid.close]
    notes: list[str] = []
    if grid.name in LONG:
        words, inside = _long_words(inside)
    else:
        words = _float_words(text, grid, around)
    cells = _filled(list(_cells(_rows(inside), notes, path)), path)
    return Table(tuple(cells), None, None, words.label, words.caption, (*words.notes, *notes))


def _columns_end(text: str, grid: Environment) -> int:
    at = after_option(text, grid.inner)
    for _ in range(1 + TABULARS.get(grid.name, 0)):
        _, at = argument(text, after_option(text, at))
    return min(at, grid.close)


def _float_words(text: str, grid: Environment, around: Environment | None) -> _Words:
    """Caption, label and notes of a table: those of its float, the nearest caption where it holds several tables."""
    if around is None:
        return _Words(None, None, ())
    captions = list(_CAPTION.finditer(text, around.inner, around.close))
    caption = label = None
    notes: list[str] = []
    if captions:
        nearest = min(captions, key=lambda one: (one.start() > grid.start, abs(one.start() - grid.start)))
        printed, end = argument(text, after_option(text, nearest.end()))
        read = latex_text(printed)
        caption, notes = read.markup.replace("\n", " ") or None, list(read.notes)
        label = _LABEL.search(printed) or _LABEL.search(text, end, around.close)
    label = label or _LABEL.search(text, around.inner, around.close)
    following = re.compile(r"\\begin\s*\{(?:tabular|longtable)").search(text, grid.end, around.close)
    notes += _notes(text[grid.end : following.start() if following else around.close])
    return _Words(label.group(1).strip() if label else None, caption, tuple(notes))


def _notes(after: str) -> list[str]:
    """What stands under a table in its float, apart from its caption: one note an item or paragraph."""
    after = _LABEL.sub("", after)
    while (caption := _CAPTION.search(after)) is not None:
        after = after[: caption.start()] + after[argument(after, after_option(after, caption.end()))[1] :]
    pieces, done, mark = [], 0, ""
    for item in _NOTE_ITEM.finditer(after):
        pieces.append((mark, after[done : item.start()]))
        mark, done = item.group(1) or "", item.end()
    pieces.append((mark, after[done:]))
    notes = []
    for sign, piece in pieces:
        for paragraph in re.split(r"\n\s*\n", piece):
            read = latex_text(paragraph.strip().lstrip("}"))
            lines = [line for line in read.markup.split("\n") if re.search(r"\w{2}", re.sub(r"<[^>]*>", "", line))]
            notes += [f"<sup>{sign}</sup> {line}" if sign and not place else line for place, line in enumerate(lines)]
            notes += read.notes
    return notes


def _long_words(inside: str) -> tuple[_Words, str]:
    """Caption and label of a longtable, and its rows without the heads and feet that pages repeat."""
    caption = label = None
    notes: tuple[str, ...] = ()
    match = _CAPTION.search(inside)
    if match is not None:
        printed, end = argument(inside, after_option(inside, match.end()))
        read = latex_text(printed)
        caption, notes = read.markup.replace("\n", " ") or None, read.notes
    label = _LABEL.search(inside)
    while (again := _CAPTION.search(inside)) is not None:
        end = argument(inside, after_option(inside, again.end()))[1]
        end = max(end, (re.compile(r"\s*(?:\\label\s*\{[^{}]*\})?\s*\\\\").match(inside, end) or again).end())
        inside = inside[: again.start()] + inside[end:]
    pieces = _PART.split(inside)
    parts = dict(zip(pieces[1::2], pieces[0::2], strict=False))
    head = parts.get("endfirsthead", parts.get("endhead", ""))
    return _Words(label.group(1).strip() if label else None, caption, notes), f"{head}\n{pieces[-1]}"


def _rows(inside: str) -> Iterator[list[str]]:
    """Rows of cells as typed, parted outside braces and inner environments; rules are left out."""
    inside = _LABEL.sub("", inside)
    depth = done = 0
    row: list[str] = []
    at = 0
    while (match := _SPLIT.search(inside, at)) is not None:
        token, at = match.group(), match.end()
        if token == "{" or token.startswith("\\begin"):
            depth += 1
        elif token == "}" or token.startswith("\\end"):
            depth = max(depth - 1, 0)
        elif depth == 0 and token == "&":
            row.append(inside[done : match.start()])
            done = at
        elif depth == 0 and (token.startswith("\\\\") or token in ("\\tabularnewline", "\\cr")):
            row.append(inside[done : match.start()])
            yield from _printed(row)
            row, at = [], after_option(inside, at)
            done = at
    row.append(inside[done:])
    yield from _printed(row)


def _printed(row: list[str]) -> Iterator[list[str]]:
    """The row without the rules at its head; none where nothing is left."""
    while (rule := _RULE.match(row[0])) is not None:
        row[0] = row[0][rule.end() :]
    if len(row) > 1 or row[0].strip():
        yield row


def _cells(rows: Iterator[list[str]], notes: list[str], path: Path) -> Iterator[Cell]:
    number = 0
    for i, row in enumerate(rows):
        column = 0
        for source in row:
            cell, up = _cell(source, i, column, notes)
            yield cell if up == 0 else replace(cell, row=max(i - up, 0), rowspan=min(up, i) + 1)
            column += cell.colspan
            number += 1
            if number > MAX_CELLS:
                raise DocumentError(path.name, f"has a table of over {MAX_CELLS} cells", "split the table")


def _cell(source: str, row: int, column: int, notes: list[str]) -> tuple[Cell, int]:
    r"""A cell with its spans, and by how many rows it reaches up (`\multirow{-2}`)."""
    rowspan, colspan, up = 1, 1, 0
    for _ in range(4):
        source = source.strip()
        if source.startswith("\\multicolumn"):
            wanted, at = argument(source, len("\\multicolumn"))
            _, at = argument(source, at)
            text, end = argument(source, at)
            colspan, source = max(_span(wanted), 1), text + source[end:]
        elif source.startswith("\\multirow") and not source.startswith("\\multirowcell"):
            wanted, at = argument(source, after_option(source, len("\\multirow")))
            _, at = argument(source, after_option(source, at))
            text, end = argument(source, after_option(source, at))
            span = _span(wanted)
            rowspan, up, source = max(span, 1), max(-span - 1, 0), text + source[end:]
        else:
            break
    read = latex_text(source)
    notes += read.notes
    return Cell(row, column, read.plain, read.markup, rowspan, colspan, None, read.flags), up


def _span(text: str) -> int:
    match = re.search(r"-?\d{1,6}", text)
    return max(-MAX_SPAN, min(int(match.group()), MAX_SPAN)) if match else 1


def _filled(cells: list[Cell], path: Path) -> list[Cell]:
    """Every place of the grid covered once: blanks under a span go, what is printed there cuts it."""
    if not any(cell.text for cell in cells):
        return []
    n_rows = max(cell.row for cell in cells) + 1
    n_cols = max(cell.col for cell in cells) + 1
    if n_rows * n_cols > MAX_CELLS:
        raise DocumentError(path.name, f"has a table of over {MAX_CELLS} cells", "split the table")
    held: dict[tuple[int, int], Cell] = {}
    printed = {(cell.row, cell.col) for cell in cells if cell.text and cell.rowspan == 1}
    kept: list[Cell] = []
    for cell in sorted(cells, key=lambda one: (not one.text, one.row, one.col)):
        if (cell.row, cell.col) in held:
            continue
        wide = min(cell.colspan, n_cols - cell.col)
        columns = range(cell.col, cell.col + wide)
        last = min(cell.row + cell.rowspan, n_rows)
        reach = cell.row + 1
        while reach < last and not any((reach, col) in printed or (reach, col) in held for col in columns):
            reach += 1
        free = next((col for col in columns if (cell.row, col) in held), cell.col + wide) - cell.col
        flags = cell.flags
        if reach - cell.row < cell.rowspan:
            flags = (*flags, f"rowspan-cut:{cell.rowspan}")
        if free < cell.colspan:
            flags = (*flags, f"colspan-cut:{cell.colspan}")
        cell = replace(cell, rowspan=reach - cell.row, colspan=free, flags=flags)
        for r in range(cell.row, reach):
            for c in range(cell.col, cell.col + free):
                held[r, c] = cell
        kept.append(cell)
    blanks = [Cell(r, c, "") for r in range(n_rows) for c in range(n_cols) if (r, c) not in held]
    return sorted(kept + blanks, key=lambda one: (one.row, one.col))
