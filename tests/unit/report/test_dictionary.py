"""The data dictionary. Stale? Run `python -m memlit.stages.declared`."""

from __future__ import annotations

from typing import Any

import pytest
from memlit.code_hash import stage_modules
from memlit.export.dictionary import DICTIONARY_FILE, dictionary_lines, dictionary_text
from memlit.published import PublishedTable
from memlit.stages.declared import declared_tables

from tests.builders import METRICS, ROOT, vocabulary


def every_table() -> list[PublishedTable[Any]]:
    return declared_tables(stage_modules(), METRICS)


def test_page_is_what_the_code_says() -> None:
    written = (ROOT / DICTIONARY_FILE).read_text(encoding="utf-8")
    assert written == dictionary_text(every_table(), vocabulary()), "run python -m memlit.stages.declared"


def test_every_file_is_declared_once_with_words_for_each_column() -> None:
    files = [table.file for table in every_table()]
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
        ("effect_pools.csv", "back_low", "number", "by measure"),
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
