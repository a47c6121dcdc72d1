"""What a document asks, as a file for whoever answers: its tables as printed, the words around them, the parameters.

Nothing of an answer stands in it, and nothing of what a rule would answer: who reads it sees the print alone.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from memlit.asking.places import name_of_cell
from memlit.field import Vocabulary
from printed.tables.model import Table, TableReading

AROUND = 600
"""Characters of the text that mentions a table: a sentence or two before it and what follows."""
MOST_MENTIONS = 2
BEGINS = 500
"""Characters of the beginning of a document: title, authors, the first sentences."""
MOST_DOUBTS = 40
HOW_TO_ANSWER = {
    "tables and numbers": "a list of tables, each {table, about, devices_in, heads, lines, cells}, and the numbers of "
    "`sentences` by place, side by side",
    "rule": "docs/what-is-a-value.md says what counts; an answer names, it never holds a digit of a value",
    "table": {
        "about": "devices | others (no line is a device) | no_table (no table, or cut so that it cannot be read)",
        "devices_in": "rows | columns | table (all of it is of one device)",
        "values_in": "with devices_in table: the columns (or rows) that hold values, as [c2]; all of them if not said",
        "for all lines": "device, work, how, of, condition, transition, as for a line, where they hold for all",
    },
    "lines": {
        "r3 or c2, or c1-2 for two columns of one device": {
            "device": "its name as printed; from the caption or the text where the line has none",
            "work": "this | 12 (the number that the print gives) | Gao 2017 | 12; Gao 2017 (several) | not told",
            "how": "measured | simulated | assumed | extrapolated | compiled | constraint; leave out if not told",
            "of": "circuit | conventional; leave out for a device",
            "condition": "what its values hold for, as printed",
            "transition": "set | reset, where the line is of one of the two",
            "skip": "true: no device, or no line of values",
        }
    },
    "heads": {
        "c1 or r3": {
            "parameter": "one name of `parameters`, or a list of names in printed order for a cell of several values",
            "by_unit": "instead of parameter: names of which the unit of the cell decides",
            "by_line": "instead of parameter: {line: name} where it depends on the line (states or operations as rows)",
            "unit": "the unit of its cells, where neither they nor the head print it",
            "of, how, condition, transition, device, work": "where they hold for all values under it",
        }
    },
    "boxes": "beside tables: [{page, box: [left, top, right, bottom] in points from the top left}] round tables of "
    "devices that stand in a figure or are cut wrongly; each is then asked about as a table of its own",
    "numbers": {
        "p3.c1204, a number of a sentence by its place": {
            "parameter": "one name of `parameters`; leave out numbers that are no value of a device",
            "device, work, how, of, condition, transition": "as for a line; without work (this | a citation) the value "
            "is not used",
            "skip": "true: it is no value of a device, and shall not be proposed again",
        }
    },
    "cells": {"r3c2": "as a head or line, where one cell differs; skip: true for no value of the device"},
}
"""What the answers to a table look like; heads that mean no parameter, and lines of no device, are left out."""


def grid_of(table: Table) -> dict[str, str]:
    """The cells that are not blank by their names, each on one line, with <sup> and <sub>."""
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.col))
    return {name_of_cell(cell): " ".join((cell.markup or cell.text).split()) for cell in cells if cell.text.strip()}


def doubts_of_print(table: Table) -> list[str]:
    """What the cutter of the table doubts: of the table, and of cells with their places."""
    told = list(table.flags)
    for cell in table.cells:
        told += [f"{name_of_cell(cell)}: {flag}" for flag in cell.flags]
    return told[:MOST_DOUBTS]


def mentions_of(label: str | None, text: str) -> list[str]:
    """The passages of running text that mention a table, at most two."""
    if not label:
        return []
    lower, wanted = text.lower(), label.lower()
    short = wanted.replace("table", "tab.", 1)
    found: list[str] = []
    start = 0
    while len(found) < MOST_MENTIONS:
        places = [place for word in (wanted, short) if (place := lower.find(word, start)) >= 0]
        if not places:
            break
        at = min(places)
        found.append(" ".join(text[max(0, at - AROUND // 2) : at + AROUND].split()))
        start = at + AROUND
    return found


def parameters_asked(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """SI unit and meaning of each parameter that holds numbers."""
    numbers = {name: one for name, one in vocabulary.parameters.items() if not one.is_text}
    return {name: [one.unit, one.meaning] for name, one in numbers.items()}


def tables_asked(reading: TableReading, names: Sequence[str], text: str) -> list[dict[str, Any]]:
    """The tables of a file as they are asked about; names: their names in ids."""
    asked = []
    for name, table in zip(names, reading.tables, strict=True):
        asked.append(
            {
                "table": name,
                "label": table.label,
                "page": table.page,
                "caption": table.caption,
                "notes": list(table.notes),
                "mentions": mentions_of(table.label, text),
                "doubts": doubts_of_print(table),
                "grid": grid_of(table),
            }
        )
    return asked


def questions_of_file(
    key: str, file: str, reading: TableReading, names: Sequence[str], text_blocks: Iterable[str], vocabulary: Vocabulary
) -> dict[str, Any]:
    """What one file of a document asks but its sentences, as plain values for JSON; names: of its tables in ids."""
    blocks = list(text_blocks)
    return {
        "document": key,
        "file": file,
        "begins": " ".join(" ".join(blocks[:6]).split())[:BEGINS],
        "tables": tables_asked(reading, names, "\n".join(blocks)),
        "captions_without_table": [label for label, _ in reading.orphan_captions],
        "how_to_answer": HOW_TO_ANSWER,
        "parameters": parameters_asked(vocabulary),
    }
