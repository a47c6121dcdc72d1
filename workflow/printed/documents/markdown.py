"""The tables of a Markdown file as elements of HTML, with the paragraphs between them.

    Table 1. Devices                       <p>Table 1. Devices</p>
    | Device   | R_on (kΩ)         |       <table>
    |:---------|------------------:|        <tr><td>Device</td><td>R_on (kΩ)</td></tr>
    | **HfO2** | 10<sup>2</sup> \\| 3 |        <tr><td>HfO2</td><td>10<sup>2</sup> | 3</td></tr></table>

A line of dashes below the first line makes lines with bars a table, as in GitHub's specification of Markdown.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from printed.documents.kind import bytes_of
from printed.documents.latex.text import latex_text
from printed.errors import DocumentError

_ALIGNMENT = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_TAGS = r"br|sup|sub|b|i|em|strong|span|table|caption|thead|tbody|tfoot|tr|td|th|p|div"
_NO_TAG = re.compile(rf"<(?!/?(?:{_TAGS})\b)", re.IGNORECASE)
"""A sign for less, as in `<1 V`; the tags that converters write stay."""
_FORMULA = re.compile(r"(?<![\\$])\$(?!\s)[^$\n]{1,500}(?<!\s)\$(?![\d$])")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")


def is_alignment(line: str) -> bool:
    """Whether a line says how the columns of a table are aligned: `|---|:--:|`."""
    return "|" in line and _ALIGNMENT.fullmatch(line) is not None


def table_lines(lines: Sequence[str]) -> Iterator[range]:
    """The lines of each table: its line of heads, that of dashes and those with bars that follow."""
    start = 0
    while start + 1 < len(lines):
        if not ("|" in lines[start] and is_alignment(lines[start + 1]) and not is_alignment(lines[start])):
            start += 1
            continue
        end = start + 2
        while end < len(lines) and "|" in lines[end] and lines[end].strip():
            end += 1
        yield range(start, end)
        start = end


def markdown_root(path: Path) -> Any:
    """The root element (lxml) of a page of HTML with the tables of a Markdown file.

    Raises DocumentError when the file is no UTF-8 text.
    """
    from lxml import etree

    try:
        text = bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(path.name, f"is no UTF-8 text (byte {error.start})", "save it as UTF-8") from error
    page = f"<html><body>{''.join(_elements(text.splitlines()))}</body></html>"
    return etree.fromstring(page.encode(), etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8"))


def _elements(lines: Sequence[str]) -> Iterator[str]:
    start = 0
    for table in table_lines(lines):
        yield from _paragraphs(lines[start : table.start])
        rows = [lines[number] for number in table if number != table.start + 1]
        yield f"<table>{''.join(map(_row, rows))}</table>"
        start = table.stop
    yield from _paragraphs(lines[start:])


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", "\n".join(lines)):
        inside = _inline(_HEADING.sub("", paragraph))
        # A converter's own table in HTML is no part of a paragraph.
        yield inside if "<table" in inside.lower() else f"<p>{inside}</p>"


def _row(line: str) -> str:
    bare = line.strip().removeprefix("|")
    bare = bare if bare.endswith("\\|") else bare.removesuffix("|")
    return f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in _BAR.split(bare))}</tr>"


def _inline(text: str) -> str:
    """A text of Markdown in HTML: formulas, links, emphasis and escaped characters as they are printed."""
    text = text.replace("\\|", "|")
    text = _FORMULA.sub(lambda formula: latex_text(formula.group()).markup, text)
    text = _LINK.sub(r"\1", _NO_TAG.sub("&lt;", text))
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPED.sub(lambda found: escape(found.group(1)), text)
