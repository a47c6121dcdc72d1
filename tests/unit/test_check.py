"""memlit check: one line a finding, in the order of the flow."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from memlit.curation.accept import accept
from memlit.curation.check import check

from tests.builders import ROOT

ENTRY = "@article{doe2020,\n  author = {Doe, Jane},\n  year = {2020},\n  deviceclass = {VCM},\n  role = {synapse},\n}\n"
HEADER = "id,field,value,reason,who,date\n"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "references.bib").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "corrections.csv").write_text(HEADER, encoding="utf-8")
    (tmp_path / "sources/doe2020").mkdir(parents=True)
    (tmp_path / "sources/doe2020/table_1.csv").write_text("Device,R_ON\nA,26 MΩ\n", encoding="utf-8")
    accept(tmp_path, "doe2020")
    return tmp_path


def one(review: Path) -> str:
    (line,) = check(review)
    return line


def test_whole_review_has_no_finding(review: Path) -> None:
    assert check(review) == []


def test_committed_review_has_no_finding() -> None:
    assert check(ROOT) == []


def test_setting(review: Path) -> None:
    (review / "config/config.yaml").write_text("n_bucket: 3\n", encoding="utf-8")
    assert "unknown key n_bucket; write n_buckets" in one(review)


def test_class_of_an_entry(review: Path) -> None:
    (review / "references.bib").write_text(ENTRY.replace("VCM", "XYZ"), encoding="utf-8")
    assert "unknown device class 'XYZ'" in one(review)


def test_folder_without_an_entry(review: Path) -> None:
    (review / "sources/roe2021").mkdir()
    assert "sources/roe2021: has no entry in references.bib" in one(review)


def test_described_file_that_is_absent(review: Path) -> None:
    text = "tables:\n- {file: table_9.csv, label: Table 9}\n"
    (review / "sources/doe2020/source.yaml").write_text(text, encoding="utf-8")
    assert "names table_9.csv, which is absent" in one(review)


def test_record_that_fails_its_schema(review: Path) -> None:
    (review / "extracted/doe2020.json").write_text('{"key": "doe2020", "data": 5}', encoding="utf-8")
    assert "doe2020.json: field data: Input should be a valid tuple" in one(review)


def test_corrections(review: Path) -> None:
    rows = [
        "doe2020:t1/r1c1,status,excluded,why,who,2026-01-01\n",
        "doe2020:t9/r9c9,status,excluded,why,who,2026-01-01\n",
        "gone2020:t1/r1c1,status,excluded,why,who,2026-01-01\n",
    ]
    (review / "corrections.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    assert [line.split(";")[0] for line in check(review)] == [
        "corrections.csv:3: there is no datum doe2020:t9/r9c9",
        "corrections.csv:4: there is no datum gone2020:t1/r1c1",
    ]


def test_folder_that_is_no_review_says_what_is_missing(tmp_path: Path) -> None:
    findings = check(tmp_path)
    for name in ("config/config.yaml", "config/classes.yaml", "references.bib"):
        assert any(name in line and "is missing" in line for line in findings), name


def test_several_findings_are_all_told(review: Path) -> None:
    (review / "sources/roe2021").mkdir()
    (review / "references.bib").write_text(ENTRY + "@article{../x,\n  year = {2020},\n}\n", encoding="utf-8")
    assert len(check(review)) == 2
