"""A page of a PDF with what the reader of tables kept or dropped on it, and why: `memlit tables --explain`."""

from __future__ import annotations

import base64
import io
import re
import textwrap
from collections.abc import Sequence
from html import escape, unescape
from pathlib import Path

from memlit.documents.pdf.opened import drawn, opened
from memlit.documents.trace import Mark, traced
from memlit.tables.meaning import Interpretation, interpret
from memlit.tables.model import Table
from memlit.tables.pdf.read import read_pdf
from memlit.vocabulary import Vocabulary

SCALE = 2.0
"""Pixels of the picture for a point of the page."""
COLOURS = {"kept": "#1a7f37", "dropped": "#cf222e", "seen": "#6e7781"}
VALUE = "#0969da"
LIST_WIDTH = 330
LINE = 13
"""Points between two lines of the list beside the page."""
LETTERS_A_LINE = 62


def explain_page(path: Path, page: int, vocabulary: Vocabulary) -> str:
    """The page as SVG: its picture, a numbered box for each mark and each cell, and the reasons listed beside it.

    Errors: DocumentError as for `read_pdf`.
    """
    with traced() as marks:
        reading = read_pdf(path, page=page)
    picture, width, height = _picture(path, page)
    boxes = [_box(number, one) for number, one in enumerate(marks, start=1)]
    meanings = [interpret(table, vocabulary) for table in reading.tables]
    lines = [*_steps(marks), *(line for pair in zip(reading.tables, meanings, strict=True) for line in _meant(*pair))]
    high = max(height, 24.0 + LINE * len(lines))
    whole = width + LIST_WIDTH
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole:.0f} {high:.0f}" '
            f'width="{1.5 * whole:.0f}" height="{1.5 * high:.0f}" font-family="sans-serif" font-size="9">',
            f'<rect width="{whole:.0f}" height="{high:.0f}" fill="#fff"/>',
            f'<image width="{width:.2f}" height="{height:.2f}" href="data:image/png;base64,{picture}"/>',
            *(rect for pair in zip(reading.tables, meanings, strict=True) for rect in _cells(*pair, page)),
            *boxes,
            *(
                f'<text x="{width + 8:.1f}" y="{20 + LINE * row}" fill="{colour}">{escape(text)}</text>'
                for row, (colour, text) in enumerate(lines)
            ),
            "</svg>\n",
        )
    )


def _picture(path: Path, page: int) -> tuple[str, float, float]:
    """The page as PNG in base64, its width and its height in points; blank where PDFium cannot draw it."""
    import pypdfium2

    stored = io.BytesIO()
    try:
        with opened(path) as document:
            sheet = document[page - 1]
            width, height = sheet.get_size()
            drawn(sheet, SCALE).save(stored, "PNG", optimize=True)
    except pypdfium2.PdfiumError:
        return "", 595.0, 842.0
    return base64.b64encode(stored.getvalue()).decode("ascii"), width, height


def _box(number: int, one: Mark) -> str:
    x0, y0, x1, y1 = one.box
    colour = COLOURS[one.verdict]
    dash = ' stroke-dasharray="3 2"' if one.verdict == "seen" else ""
    says = escape(f"{number} {one.step}: {one.verdict}{f', {one.reason}' if one.reason else ''}")
    place = f'x="{x0:.1f}" y="{y0:.1f}" width="{x1 - x0:.1f}" height="{y1 - y0:.1f}"'
    return (
        f'<g><title>{says}</title><rect {place} fill="{colour}" fill-opacity="0.04" stroke="{colour}"{dash}/>'
        f'<text x="{x0 + 2:.1f}" y="{max(y0 - 2, 8):.1f}" font-size="7" fill="{colour}">{number}</text></g>'
    )


def _cells(table: Table, meaning: Interpretation, page: int) -> list[str]:
    """A tint over each cell: blue with parameter and device where it is a value, grey where it is not."""
    means = {(one.row, one.col): f"{one.parameter} of {one.stub or 'the only device'}" for one in meaning.readings}
    tints = []
    for cell in table.cells:
        if cell.bbox is None or (cell.page or table.page) != page:
            continue
        x0, y0, x1, y1 = cell.bbox
        said = means.get((cell.row, cell.col))
        title = f"<title>{escape(said)}</title>" if said else ""
        place = f'x="{x0:.1f}" y="{y0:.1f}" width="{x1 - x0:.1f}" height="{y1 - y0:.1f}"'
        tints.append(f'<rect {place} fill="{VALUE if said else COLOURS["seen"]}" fill-opacity="0.12">{title}</rect>')
    return tints


def _steps(marks: Sequence[Mark]) -> list[tuple[str, str]]:
    """Colour and text of the lines on the steps of the reader."""
    return [
        (COLOURS[one.verdict], line)
        for number, one in enumerate(marks, start=1)
        for line in _wrapped(f"{number} {one.step}: {one.verdict}{f', {one.reason}' if one.reason else ''}")
    ]


def _meant(table: Table, meaning: Interpretation) -> list[tuple[str, str]]:
    """Colour and text of the lines on a table that was read: how it lies, what each head means, which say nothing."""
    layout = meaning.orientation.replace("_", " ")
    flags = f"; {', '.join(table.flags)}" if table.flags else ""
    first = f"{table.label or 'table without a label'}: {table.n_rows} rows, {table.n_cols} columns, {layout}{flags}"
    heads = dict.fromkeys((one.header, one.parameter) for one in meaning.readings)
    said = [(VALUE, first), *((VALUE, f"'{_plain(head)}' is {parameter}") for head, parameter in heads)]
    for missed in meaning.unmapped:
        nearest = f", nearest: {', '.join(missed.nearest)}" if missed.nearest else ""
        said.append((COLOURS["dropped"], f"'{_plain(missed.text)}' is no known word{nearest}"))
    return [(colour, line) for colour, text in said for line in _wrapped(text)]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, LETTERS_A_LINE)


def _plain(markup: str) -> str:
    """A head without its raised and lowered characters marked."""
    return unescape(re.sub(r"</?su[bp]>", "", markup))
