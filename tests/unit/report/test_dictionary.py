"""The data dictionary: every column of every published table, with its meaning."""

from __future__ import annotations

from typing import Any

import pytest
from memlit.declared import declared_tables
from memlit.export.dictionary import dictionary_lines, dictionary_text
from memlit.published import PublishedTable

from tests.builders import METRICS, vocabulary


def every_table() -> list[PublishedTable[Any]]:
    return declared_tables(None, METRICS)


def test_page_has_a_line_for_each_column_below_its_table() -> None:
    page = dictionary_text(every_table(), vocabulary())
    parts = {part.partition("\n")[0]: part for part in page.split("\n## ")}
    for table in every_table():
        part = parts.get(table.file) or parts[f"{table.file} of {table.rule}"]
        assert [name for name in (c.name for c in table.columns) if f"| `{name}` |" not in part] == []


def test_every_file_is_declared_once_with_words_for_each_column() -> None:
    files = [(table.file, table.rule) for table in every_table()]
    assert len(files) == len(set(files))
    assert all(table.title and column.meaning for table in every_table() for column in table.columns)


@pytest.mark.parametrize(
    "file, name, kind, unit",
    [
        ("benchmark.csv", "action_energy_j", "number", "J"),
        ("devices.csv", "g_off_s_low", "number", "S"),
        ("readings.csv", "value", "number", "column unit"),
        ("readings.csv", "page", "integer", ""),
        ("readings.csv", "used", "boolean", ""),
        ("readings.csv", "printed", "string", ""),
        ("retention.csv", "share_percent", "number", "%"),
        ("comparison_pairs.csv", "p_holm", "number", "1"),
        ("claims.csv", "statistic", "string", ""),
    ],
)
def test_type_and_unit_of_a_column(file: str, name: str, kind: str, unit: str) -> None:
    table = next(table for table in every_table() if table.file == file)
    column = next(column for column in table.columns if column.name == name)
    assert (column.kind, column.shown_unit) == (kind, unit)


def test_every_parameter_is_explained_with_its_unit() -> None:
    units = {(line.file, line.column): line.unit for line in dictionary_lines(every_table(), vocabulary())}
    assert units["readings.csv", "parameter=set_pulse_width"] == "s"
    assert all(("readings.csv", f"parameter={name}") in units for name in vocabulary().parameters)
