"""A page of a PDF with what the reader of tables kept or dropped on it, and why: `memlit tables --explain`."""

from html import escape
from pathlib import Path

from memlit.asking.presets import interpret
from memlit.asking.readings import Interpretation
from memlit.field import Vocabulary
from printed.documents.markup.text import without_scripts
from printed.documents.opened import OpenDocument
from printed.drawn_trace import COLOURS, explained, numbered_box, page_picture, placed, steps, wrapped
from printed.tables.model import Table
from printed.tables.pdf.read import read_pdf
from printed.trace import traced


def explain_page(path: Path, page: int, vocabulary: Vocabulary) -> str:
    """The page as SVG: its picture, a numbered box for each mark and each cell, and the reasons listed beside it.

    Errors: DocumentError as for `read_pdf`.
    """
    with traced() as marks, OpenDocument(path) as document:
        reading = read_pdf(document, page=page)
    picture, size = page_picture(path, page)
    meanings = [interpret(table, vocabulary) for table in reading.tables]
    read = list(zip(reading.tables, meanings, strict=True))
    drawn: list[str] = []
    lines = [*steps(marks)]
    for table, meaning in read:
        drawn += _cells(table, meaning, page)
        lines += _meant(table, meaning)
    drawn += [numbered_box(number, one) for number, one in enumerate(marks, start=1)]
    return explained(picture, size, drawn, lines)


def _cells(table: Table, meaning: Interpretation, page: int) -> list[str]:
    """A tint over each cell: blue with parameter and device where it is a value, grey where it is not."""
    means = {}
    for one in meaning.readings:
        means[one.row, one.col] = f"{one.parameter} of {one.device_label or 'the only device'}"
    tints = []
    for cell in table.cells:
        if cell.bbox is None or (cell.page or table.page) != page:
            continue
        said = means.get((cell.row, cell.col))
        title, colour = (f"<title>{escape(said)}</title>", COLOURS["read"]) if said else ("", COLOURS["seen"])
        tints.append(f'<rect {placed(cell.bbox)} fill="{colour}" fill-opacity="0.12">{title}</rect>')
    return tints


def _meant(table: Table, meaning: Interpretation) -> list[tuple[str, str]]:
    """Colour and text of the lines on a table that was read: how it lies, what each head means, which say nothing."""
    layout = meaning.orientation.replace("_", " ")
    flags = f"; {', '.join(table.flags)}" if table.flags else ""
    first = f"{table.label or 'table without a label'}: {table.n_rows} rows, {table.n_cols} columns, {layout}{flags}"
    said = [(COLOURS["read"], first)]
    for head, parameter in dict.fromkeys((one.header, one.parameter) for one in meaning.readings):
        said.append((COLOURS["read"], f"'{without_scripts(head)}' is {parameter}"))
    for missed in meaning.unmapped:
        nearest = f", nearest: {', '.join(missed.nearest)}" if missed.nearest else ""
        said.append((COLOURS["dropped"], f"'{without_scripts(missed.text)}' is no known word{nearest}"))
    lines: list[tuple[str, str]] = []
    for colour, text in said:
        lines += [(colour, line) for line in wrapped(text)]
    return lines
