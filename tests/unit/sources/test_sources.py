"""A folder sources/KEY: its files, its description, its names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memlit.errors import ConfigError, SourceError
from memlit.naming import reference_marks, roman, slug, table_name, without_marks
from memlit.sources.folder import read_folder


def folder(tmp_path: Path, description: str) -> Path:
    (tmp_path / "doc").mkdir()
    (tmp_path / "doc" / "source.yaml").write_text(description, encoding="utf-8")
    return tmp_path


def test_documents_are_mined_and_readings_and_figures_are_not(tmp_path: Path) -> None:
    root = folder(tmp_path, "title: A\n")
    for name in ("paper.pdf", "table_1.csv", "readings.csv", "fig_3.csv", "notes.txt", ".hidden.csv"):
        (root / "doc" / name).write_text("x", encoding="utf-8")
    assert [path.name for path in read_folder(root, "doc").mined_files] == ["paper.pdf", "table_1.csv"]


@pytest.mark.parametrize(
    "description, line",
    [
        ("titel: A\n", "unknown key titel; write title"),
        ("tables:\n- {file: a.csv, label: Table 1, tier: gossip}\n", "tables.0.tier"),
        ("tables:\n- {file: a.csv}\n", "tables.0.label: Field required"),
        ("kind: rumour\n", "kind: Input should be"),
    ],
)
def test_wrong_description_is_one_line_with_its_file(tmp_path: Path, description: str, line: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_folder(folder(tmp_path, description), "doc")
    assert "doc/source.yaml" in str(raised.value)
    assert line in str(raised.value)


def test_table_described_twice_is_refused(tmp_path: Path) -> None:
    text = "tables:\n- {file: a.csv, label: Table 1}\n- {file: a.csv, label: Table 1}\n"
    with pytest.raises(SourceError, match=r"lists Table 1 of a\.csv twice"):
        read_folder(folder(tmp_path, text), "doc")


@pytest.mark.parametrize(
    "label, name",
    [
        ("Table 2", "t2"),
        ("TABLE II", "t2"),
        ("Tab. 4", "t4"),
        ("Table S3", "ts3"),
        ("Table XIV. Devices", "t14"),
        (None, None),
        ("Supplement", None),
    ],
)
def test_tables_are_named_by_their_printed_number(label: str | None, name: str | None) -> None:
    assert table_name(label) == name


@pytest.mark.parametrize(
    "text, number", [("I", 1), ("IV", 4), ("IX", 9), ("XIX", 19), ("XL", 40), ("A", None), ("", None)]
)
def test_roman_numerals(text: str, number: int | None) -> None:
    assert roman(text) == number


def test_labels_and_their_marks() -> None:
    assert slug("AlOx/HfO₂") == "alox-hfo2"
    assert slug("Ag:a-Si") == "ag-a-si"
    assert reference_marks("EpiRAM (Ag:SiGe) [6]") == ["[6]"]
    assert reference_marks("PCMO [3, 4]") == ["[3,4]"]
    assert without_marks("EpiRAM (Ag:SiGe) [6]") == "EpiRAM (Ag:SiGe)"


@given(st.text(max_size=60))
def test_slug_is_safe_in_ids_and_stays_the_same(text: str) -> None:
    once = slug(text)
    assert slug(once) == once
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not once.startswith("-")
