r"""Tables of LaTeX sources: tabular and its kin, with `\multicolumn`, `\multirow`, rules, captions and notes."""

import re
from collections.abc import Iterator, Set
from dataclasses import replace
from pathlib import Path

from printed.documents.latex.source import read_latex
from printed.documents.latex.structure import Environment, after_option, argument, body_of_document, environments
from printed.documents.latex.text import latex_text
from printed.documents.markup.text import without_scripts
from printed.tables.model import MAX_SPAN, Cell, Table, TableReading, TableWords, check_size, with_blanks

_LONG = ("longtable", "longtable*", "xltabular", "supertabular", "longtabu")
TABULARS = {"tabular": 0, "tabular*": 1, "tabularx": 1, "tabulary": 1, "xltabular": 1}
"""Arguments before that of the columns."""
GRIDS = (*TABULARS, *_LONG)
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
_NEXT_TABLE = re.compile(r"\\begin\s*\{(?:tabular|longtable)")
_NOTE_ITEM = re.compile(r"\\item(?![A-Za-z])\s*(?:\[([^\]]{0,40})\])?")


def read_latex_tables(path: Path) -> TableReading:
    r"""Tables of a .tex file or an archive of one, in order; a table is called by its `\label`."""
    source = read_latex(path)
    text = body_of_document(source.text)
    floats = list(environments(text, FLOATS))
    tables = []
    for grid in environments(text, GRIDS):
        around = next((one for one in floats if one.start < grid.start and grid.end <= one.end), None)
        table = _table(text, grid, around, path)
        if table.is_tabular:
            tables.append(table)
    return TableReading(tuple(tables), warnings=source.warnings)


def _table(text: str, grid: Environment, around: Environment | None, path: Path) -> Table:
    """A table with the words of its float, or of its own where it goes over pages."""
    inside = text[_columns_end(text, grid) : grid.close]
    words = TableWords()
    if grid.name in _LONG:
        words, inside = _words(text, grid, grid), _first_head(_without_captions(inside))
    elif around is not None:
        words = _words(text, grid, around)
    notes: list[str] = []
    cells = _filled(list(_cells(_rows(inside), notes, path)), path)
    return words._replace(notes=(*words.notes, *notes)).around(cells)


def _columns_end(text: str, grid: Environment) -> int:
    at = after_option(text, grid.inner)
    for _ in range(1 + TABULARS.get(grid.name, 0)):
        _, at = argument(text, after_option(text, at))
    return min(at, grid.close)


def _words(text: str, grid: Environment, around: Environment) -> TableWords:
    """The words of a table: the nearest caption of its float, and what stands under it there."""
    captions = list(_CAPTION.finditer(text, around.inner, around.close))
    caption = label = None
    notes: list[str] = []
    if captions:
        nearest = min(captions, key=lambda one: (one.start() > grid.start, abs(one.start() - grid.start)))
        printed, end = argument(text, after_option(text, nearest.end()))
        read = latex_text(printed)
        caption, notes = read.line or None, list(read.notes)
        label = _LABEL.search(printed) or _LABEL.search(text, end, around.close)
    label = label or _LABEL.search(text, around.inner, around.close)
    following = _NEXT_TABLE.search(text, grid.end, around.close)
    notes += _notes(text[grid.end : following.start() if following else around.close])
    return TableWords(label.group(1).strip() if label else None, caption, tuple(notes))


def _notes(after: str) -> list[str]:
    """What stands under a table in its float, apart from its caption: one note an item or paragraph."""
    first, *items = _NOTE_ITEM.split(_without_captions(_LABEL.sub("", after)))
    notes = []
    for sign, piece in (("", first), *zip(items[::2], items[1::2], strict=True)):
        for paragraph in re.split(r"\n\s*\n", piece):
            read = latex_text(paragraph.strip().lstrip("}"))
            lines = [line for line in read.markup.split("\n") if re.search(r"\w{2}", without_scripts(line))]
            notes += [f"<sup>{sign}</sup> {line}" if sign and not place else line for place, line in enumerate(lines)]
            notes += read.notes
    return notes


def _without_captions(text: str) -> str:
    while (caption := _CAPTION.search(text)) is not None:
        text = text[: caption.start()] + text[argument(text, after_option(text, caption.end()))[1] :]
    return text


def _first_head(inside: str) -> str:
    """The rows of a table over pages without the heads and feet that these repeat."""
    *pieces, rows = _PART.split(inside)
    parts = dict(zip(pieces[1::2], pieces[0::2], strict=True))
    return f"{parts.get('endfirsthead', parts.get('endhead', ''))}\n{rows}"


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
            check_size(path.name, number)


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


def _is_free(row: int, columns: range, taken: Set[tuple[int, int]]) -> bool:
    """Whether none of these columns is taken in a row."""
    return taken.isdisjoint((row, col) for col in columns)


def _filled(cells: list[Cell], path: Path) -> list[Cell]:
    """Every place of the grid covered once: blanks under a span go, what is printed there cuts it."""
    if not any(cell.text for cell in cells):
        return []
    n_rows = max(cell.row for cell in cells) + 1
    n_cols = max(cell.col for cell in cells) + 1
    check_size(path.name, n_rows * n_cols)
    printed = {(cell.row, cell.col) for cell in cells if cell.text and cell.rowspan == 1}
    held: set[tuple[int, int]] = set()
    kept: list[Cell] = []
    for cell in sorted(cells, key=lambda one: (not one.text, one.row, one.col)):
        if (cell.row, cell.col) in held:
            continue
        columns = range(cell.col, min(cell.col + cell.colspan, n_cols))
        last = min(cell.row + cell.rowspan, n_rows)
        end = cell.row + 1
        while end < last and _is_free(end, columns, printed) and _is_free(end, columns, held):
            end += 1
        rowspan = end - cell.row
        colspan = next((col for col in columns if (cell.row, col) in held), columns.stop) - cell.col
        flags = list(cell.flags)
        if rowspan < cell.rowspan:
            flags.append(f"rowspan-cut:{cell.rowspan}")
        if colspan < cell.colspan:
            flags.append(f"colspan-cut:{cell.colspan}")
        kept.append(replace(cell, rowspan=rowspan, colspan=colspan, flags=tuple(flags)))
        held.update(kept[-1].places())
    return with_blanks(kept, n_rows, n_cols)
