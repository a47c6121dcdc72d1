"""Tables of JATS XML, of HTML pages and of Markdown files."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from printed.documents.markdown import markdown_root
from printed.documents.markup.parsed import html_root, xml_root
from printed.documents.markup.text import node_text
from printed.tables.model import MAX_SPAN, Cell, Table, TableReading, TableWords, check_size, picture_line, with_blanks
from printed.xml_names import local_name

HTML_END = 2000
"""Bytes at the end of a page in which it is closed; some pages append a comment or a script."""


def read_jats(path: Path) -> TableReading:
    """Tables of a JATS article, those in floats-group too; entities and network are off."""
    root = xml_root(path)
    tables: list[Table] = []
    warnings: list[str] = []
    for wrap in _elements(root, "table-wrap"):
        words = _jats_words(wrap)
        found = _grids(wrap)
        if not found:
            warnings.append(picture_line(path.name, words.label or "Table ?"))
        tables += [words.around(_cells(one, path)) for one in found]
    for one in _grids(root):
        if "table-wrap" not in map(local_name, one.iterancestors()):
            tables.append(Table(tuple(_cells(one, path)), flags=("no-table-wrap",)))
    return TableReading(tuple(table for table in tables if table.cells), warnings=tuple(warnings))


def _grids(root: Any) -> list[Any]:
    """Elements that hold rows: tables, or the parts of one in the CALS model."""
    return [one for one in _elements(root, "table", "tgroup") if not _elements(one, "tgroup")]


def read_html(path: Path) -> TableReading:
    """Data tables of an HTML page; tables that only hold other tables, or lay out a page, are passed over."""
    reading = _of_page(html_root(path), path)
    with path.open("rb") as stored:
        stored.seek(max(0, path.stat().st_size - HTML_END))
        is_ended = b"</html" in stored.read().lower()
    is_cut = not is_ended and b"<html" in path.read_bytes().lower()
    warnings = (f"{path.name}: ends before its </html>, so it may be cut off; fetch it again",) if is_cut else ()
    return replace(reading, warnings=(*reading.warnings, *warnings))


def read_markdown(path: Path) -> TableReading:
    """Tables of bars in a Markdown file, and those of HTML in it, in the order of its text."""
    return _of_page(markdown_root(path), path)


def _of_page(root: Any, path: Path) -> TableReading:
    tables = []
    captions: set[Any] = set()
    for element in _elements(root, "table"):
        if element.get("role") in ("presentation", "none"):
            continue
        cells = _cells(element, path)
        if _elements(element, "table") and _lays_out(cells):
            continue
        table = _html_words(element, captions).around(cells)
        if table.is_tabular:
            tables.append(table)
    orphans = tuple(_pictured(root, captions, path))
    return TableReading(tuple(tables), warnings=tuple(line for _, line in orphans), orphan_captions=orphans)


def _lays_out(cells: list[Cell]) -> bool:
    """Whether a table that holds others only places them: few cells of its own, or many that hold a table."""
    holding = sum("nested-table" in cell.flags for cell in cells)
    own = sum(bool(cell.text) and "nested-table" not in cell.flags for cell in cells)
    return own < 3 or holding > 0.34 * (own + holding)


def _elements(root: Any, *names: str) -> list[Any]:
    """Descendants of these local names, in document order."""
    return [node for node in root.iterdescendants() if local_name(node) in names]


def _cells(element: Any, path: Path) -> list[Cell]:
    """The grid by the HTML table model (HTML 5, 4.9.12.1), spans cut at the end of their row group."""
    specs = [node for node in element if local_name(node) == "colspec"]
    names = {str(node.get("colname")): i for i, node in enumerate(specs) if node.get("colname")}
    cells: list[Cell] = []
    top = 0
    for rows in _row_groups(element):
        cells += _group_cells(rows, top, names)
        top += len(rows)
        check_size(path.name, len(cells))
    return _filled(cells, path)


def _row_groups(element: Any) -> list[list[Any]]:
    """Rows by group as a browser shows them: the first head first, the first foot last, later ones in their place.

    Rows outside groups are a group of their own.
    """
    order = {"thead": 0, "tfoot": 2}
    groups: list[tuple[int, list[Any]]] = []
    parts = [child for child in element if local_name(child) in ("tr", "row", "thead", "tbody", "tfoot")]
    for is_loose, children in groupby(parts, key=lambda child: local_name(child) in ("tr", "row")):
        if is_loose:
            groups.append((1, list(children)))
            continue
        for child in children:
            rows = [row for row in child if local_name(row) in ("tr", "row")]
            groups.append((order.pop(local_name(child), 1), rows))
    return [rows for _, rows in sorted(groups, key=lambda group: group[0]) if rows]


def _group_cells(rows: list[Any], top: int, names: dict[str, int]) -> list[Cell]:
    """The cells of a group of rows, the first of which is the row `top`; names: places of CALS columns."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row, line in enumerate(rows, top):
        column = 0
        for node in line:
            if local_name(node) not in ("td", "th", "entry"):
                continue
            start, wide = _columns(node, names)
            if start is not None and (row, start) not in taken:
                column = start
            while (row, column) in taken:
                column += 1
            left = top + len(rows) - row
            wanted = _span(node.get("rowspan")) if local_name(node) != "entry" else _span(node.get("morerows"), 1)
            rowspan = min(wanted or left, left)
            colspan = next((n for n in range(1, wide) if (row, column + n) in taken), wide)
            text = node_text(node)
            flags = list(text.flags)
            if wanted > rowspan:
                flags.append(f"rowspan-cut:{wanted}")
            if wide > colspan:
                flags.append(f"colspan-cut:{wide}")
            cells.append(Cell(row, column, text.plain, text.markup, rowspan, colspan, flags=tuple(flags)))
            taken.update(cells[-1].places())
            column += colspan
    return cells


def _columns(node: Any, names: dict[str, int]) -> tuple[int | None, int]:
    first, last = names.get(node.get("namest") or ""), names.get(node.get("nameend") or "")
    if first is not None and last is not None and last >= first:
        return first, last - first + 1
    if local_name(node) == "entry":
        return names.get(node.get("colname") or ""), 1
    return None, max(_span(node.get("colspan")), 1)


def _span(value: str | None, more: int = 0) -> int:
    """A span attribute as a number: 1 where absent or unreadable, at most MAX_SPAN; `more` for CALS."""
    match = re.match(r"\s*(\d{1,9})", value or "")
    return min(int(match.group(1)) + more, MAX_SPAN) if match else 1


def _filled(cells: list[Cell], path: Path) -> list[Cell]:
    """Blank cells added where rows are short, so that every position is covered once.

    Columns at the end in which no cell starts are spanned by name alone: the spans are cut there.
    """
    if not any(cell.text for cell in cells):
        return []
    end = max(cell.col for cell in cells) + 1
    cells = [_cut_at(cell, end) for cell in cells]
    n_rows = max(cell.row + cell.rowspan for cell in cells)
    check_size(path.name, n_rows * end)
    return with_blanks(cells, n_rows, end)


def _cut_at(cell: Cell, end: int) -> Cell:
    """A cell that reaches no farther than to the column before `end`."""
    if cell.col + cell.colspan <= end:
        return cell
    return replace(cell, colspan=end - cell.col, flags=(*cell.flags, f"colspan-cut:{cell.colspan}"))


def _jats_words(wrap: Any) -> TableWords:
    """The words of a table-wrap, those of its group where it has none of its own."""
    label = caption = None
    notes: list[str] = []
    for child in wrap:
        name = local_name(child)
        if name == "label":
            label = node_text(child).plain or None
        elif name == "caption":
            caption = node_text(child).line or None
        elif name == "table-wrap-foot":
            notes.extend(_foot_notes(child))
    if label is None and caption is None:
        parent = wrap.getparent()
        if parent is not None and local_name(parent) == "table-wrap-group":
            return _jats_words(parent)._replace(notes=tuple(notes))
    if label and caption and not caption.startswith(label):
        caption = f"{label} {caption}"
    return TableWords(label, caption or label, tuple(notes))


def _foot_notes(foot: Any) -> list[str]:
    """One note for each fn or loose paragraph; the mark of a note stays at its head."""
    notes = []
    for child in foot:
        if local_name(child) in ("fn-group", "sec"):
            notes.extend(_foot_notes(child))
        elif isinstance(child.tag, str):
            text = node_text(child)
            notes += [text.line] if local_name(child) == "fn" else text.markup.split("\n")
    return [note for note in notes if note]


_LABEL = re.compile(r"(?:supplementary |extended data )?tab(?:le|\.)\s*[A-Z]?(?:\d+|[IVXL]+)\b\.?", re.IGNORECASE)
"""A label in a page of markup, in any case; `pdf.page.captions.LABEL` is stricter, as lines of prose begin so too."""
_AFTER_LABEL = re.compile(r"\s*[:|–—.-]|\s*$|\s+(?-i:[A-Z(])")
"""What stands behind the label of a caption; a sentence goes on with a small letter: `Table 1 shows`."""
_NOTE = re.compile(
    r"<sup>|[*†‡§¶#]|\(?[a-z0-9]\)\s|[a-z]\s?[=:]\s|(?:notes?|abbreviations?|sources?)\b\s*[:.]", re.IGNORECASE
)
LONGEST_CAPTION = 600
MOST_NOTES = 10
MOST_WRAPPERS = 4
CAPTION_CLASSES = ("caption", "table-label")
NOTE_CLASSES = ("foot", "tblfn", "table-note")
"""Parts of the classes by which publishers mark the caption and the notes of a table."""


def _html_words(element: Any, captions: set[Any]) -> TableWords:
    """The words of an HTML table, from itself, the figure or wrapper that holds it alone, or beside it.

    captions: paragraphs that are captions of tables before, and of this one from now on.
    """
    caption = next((node_text(child).line for child in element if local_name(child) == "caption"), None)
    notes: list[str] = []
    for other in _around(element):
        classes = (other.get("class") or "").lower()
        if caption is None and _captions_table(other, classes):
            caption = node_text(other).line or None
            captions.add(other)
        elif not notes and any(word in classes for word in NOTE_CLASSES):
            notes = [note for note in node_text(other).markup.split("\n") if note]
    if caption is None:
        caption = _caption_beside(element, captions)
    if not notes:
        notes = list(_notes_below(element, captions))
    match = _LABEL.match(caption or "")
    return TableWords(match.group(0).rstrip(".") if match else None, caption, tuple(notes))


def _around(element: Any) -> Iterator[Any]:
    """The elements beside a table in the figure or the wrappers that hold it alone, from the innermost on."""
    for node in islice(element.iterancestors(), MOST_WRAPPERS):
        if local_name(node) in ("body", "html", "article", "main") or len(_elements(node, "table")) > 1:
            return
        for other in node.iterdescendants():
            if isinstance(other.tag, str) and not _inside(other, element):
                yield other


def _captions_table(node: Any, classes: str) -> bool:
    """Whether an element in the wrapper of a table is its caption, by its name or its classes."""
    return local_name(node) == "figcaption" or any(word in classes for word in CAPTION_CLASSES)


def _caption_beside(element: Any, captions: set[Any]) -> str | None:
    """The likeliest caption beside a table that is no other table's; its paragraphs join `captions`."""
    beside = next((one for one in _captions_beside(element) if not captions.intersection(one)), None)
    if beside is None:
        return None
    captions.update(beside)
    return " ".join(node_text(node).line for node in beside)


def _is_caption(node: Any) -> bool:
    """Whether an element begins with the label of a table, and not with a sentence about it."""
    text = node_text(node).plain if node is not None and isinstance(node.tag, str) else ""
    match = _LABEL.match(text)
    is_label = match is not None and (match.group().endswith(".") or _AFTER_LABEL.match(text, match.end()) is not None)
    return is_label and len(text) < LONGEST_CAPTION and local_name(node) != "table"


def _captions_beside(element: Any) -> Iterator[list[Any]]:
    """Captions that a table may have, the likeliest first: right above; a label and its title above; below."""
    above, below = element.getprevious(), element.getnext()
    if _is_caption(above):
        yield [above]
    label = above.getprevious() if above is not None else None
    if _is_caption(label) and _LABEL.fullmatch(node_text(label).line) and local_name(above) == "p":
        yield [label, above]
    if _is_caption(below):
        yield [below]


def _notes_below(element: Any, captions: set[Any]) -> Iterator[str]:
    """Paragraphs below a table, or below its caption there, that begin with the mark of a note."""
    node = element.getnext()
    node = node.getnext() if node in captions else node
    for _ in range(MOST_NOTES):
        if node is None or local_name(node) != "p":
            return
        line = node_text(node).line
        if not _NOTE.match(line):
            return
        yield line
        node = node.getnext()


def _pictured(root: Any, captions: set[Any], path: Path) -> Iterator[tuple[str, str]]:
    """Labels of captions without a table and with a picture beside them, each with a line for a person."""
    for node in _elements(root, "p", "figcaption", "div"):
        if node in captions or not _is_caption(node):
            continue
        label = _LABEL.match(node_text(node).plain)
        if label is not None and (_holds_picture(node.getprevious()) or _holds_picture(node.getnext())):
            name = label.group().rstrip(".")
            yield name, picture_line(path.name, name)


def _holds_picture(node: Any) -> bool:
    """Whether an element is, or holds, a picture."""
    return node is not None and any(local_name(part) in ("img", "svg") for part in node.iter())


def _inside(node: Any, element: Any) -> bool:
    return node == element or element in node.iterancestors()
