"""The data dictionary. Stale? Run `python -m memlit.export.dictionary`."""

from __future__ import annotations

import pytest
from memlit.export.dictionary import DICTIONARY_FILE, all_tables, dictionary_lines, dictionary_text

from tests.builders import METRICS, ROOT, vocabulary


def test_page_is_what_the_code_says() -> None:
    written = (ROOT / DICTIONARY_FILE).read_text(encoding="utf-8")
    assert written == dictionary_text(vocabulary(), METRICS), "run python -m memlit.export.dictionary"


def test_every_file_is_declared_once_with_words_for_each_column() -> None:
    files = [table.file for table in all_tables(METRICS)]
    assert len(files) == len(set(files))
    assert all(table.title and column.meaning for table in all_tables(METRICS) for column in table.columns)


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
    table = next(table for table in all_tables(METRICS) if table.file == file)
    column = next(column for column in table.columns if column.name == name)
    assert (column.kind, column.shown_unit) == (kind, unit)


def test_every_parameter_is_explained_with_its_unit() -> None:
    units = {(line.file, line.column): line.unit for line in dictionary_lines(vocabulary(), METRICS)}
    assert units["readings.csv", "parameter=set_pulse_width"] == "s"
    assert all(("readings.csv", f"parameter={name}") in units for name in vocabulary().parameters)
