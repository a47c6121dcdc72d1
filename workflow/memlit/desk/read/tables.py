"""The tables of a file as they are mined and as the page shows them; for the reader process."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path
from typing import Any

from memlit.sources.data.from_tables import Described, describe, mine_file
from memlit.sources.folder import SourceFolder
from memlit.sources.whose.table_names import RecordedTable, names_of_tables
from memlit.tables import TableReading, read_tables
from memlit.tables.meaning import interpret
from memlit.vocabulary import Vocabulary

View = dict[str, Any]
MOST_FILES = 4
"""Files whose tables the reader keeps: what a person says of a head changes their meaning, not what they print."""


def tables_of(
    path: Path, sha256: str, folder: SourceFolder, vocabulary: Vocabulary, recorded: tuple[RecordedTable, ...]
) -> tuple[dict[str, Any], list[View]]:
    """The mined file as plain values, and its tables as the page shows them."""
    described = describe(path, folder, _read_once(path, sha256))
    mined = mine_file(path, sha256, folder, vocabulary, recorded, described)
    return mined.model_dump(), _shown(described, path, vocabulary, recorded)


@functools.lru_cache(maxsize=MOST_FILES)
def _read_once(path: Path, _: str) -> TableReading:
    """The tables of a file of these bytes; their sha256 makes a changed file another one."""
    return read_tables(path)


def _shown(described: Described, path: Path, vocabulary: Vocabulary, recorded: tuple[RecordedTable, ...]) -> list[View]:
    """The tables of a file as printed, with the heads that mean nothing yet."""
    names = names_of_tables(described.tables, path, recorded)
    shown = []
    for name, table, entry in zip(names, described.tables, described.entries, strict=True):
        told = {text: meaning.parameter for text, meaning in (entry.headers if entry else {}).items()}
        meaning = interpret(table, replace(vocabulary, told=told))
        shown.append(
            {
                "name": name,
                "label": table.label,
                "caption": table.caption,
                "page": table.page,
                "box": table.bbox,
                "flags": list(table.flags),
                "orientation": meaning.orientation,
                "is_described": entry is not None,
                "unmapped": [[one.row, one.col, one.text, list(one.nearest)] for one in meaning.unmapped],
                "cells": [
                    [c.row, c.col, c.rowspan, c.colspan, c.text, c.bbox, c.page or table.page] for c in table.cells
                ],
                "read": [[one.row, one.col, one.parameter, one.stub] for one in meaning.readings],
            }
        )
    return shown
