"""docs/desk.md: its rows are taken as they stand, and the run counts, marks and shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from memlit.files import read_csv

from tests.conftest import ROOT, run_memlit, run_snakemake

PAGE = (ROOT / "docs" / "desk.md").read_text(encoding="utf-8")
CHECKS, CORRECTIONS = re.findall(r"```csv\n(id,.*?)```", PAGE, flags=re.S)
CORRECTED, DISPUTED = "neurosim-v3-manual:t1/r3c4", "neurosim-v3-manual:t1/r3c6"


@pytest.fixture(scope="module")
def settled(finished_copy: Path) -> Path:
    """The small review after a run with the rows of the page."""
    (finished_copy / "curation/checks.csv").write_text(CHECKS, encoding="utf-8")
    (finished_copy / "curation/corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    done = run_snakemake(finished_copy, "results/report.html", "results/audit.sqlite", "--quiet")
    assert done.returncode == 0, done.stderr[-2000:]
    return finished_copy


def test_rows_of_the_page_are_no_finding(settled: Path) -> None:
    assert "curation/checks.csv" not in run_memlit(settled, "check").stdout
    assert "curation/checks.csv" not in (settled / "results" / "summary.txt").read_text(encoding="utf-8")


def test_correction_is_read_and_the_print_stays(settled: Path) -> None:
    readings = {row["id"]: row for row in read_csv(settled / "results/data/readings.csv")}
    row = readings[CORRECTED]
    assert (row["printed"], row["value"]) == ("16.9 kΩ", "169000")
    assert "checked" in row["flags"].split(";")
    assert "disputed" in readings[DISPUTED]["flags"].split(";")
    assert readings[DISPUTED]["status"] == "value"


def test_coverage_counts_checks_and_names_disputes(settled: Path) -> None:
    coverage = {row["paper"]: row for row in read_csv(settled / "results/data/coverage.csv")}
    assert coverage["woo2016"]["n_checked"] == "1"
    assert coverage["choi2018"]["disputed"] == DISPUTED


def test_report_and_audit_name_the_person_and_the_reason(settled: Path) -> None:
    report = (settled / "results" / "report.html").read_text(encoding="utf-8")
    section = report[report.index('id="checks"') :]
    assert "the paper itself prints another value" in section[: section.index("</section>")]
    told = run_memlit(settled, "audit", DISPUTED).stdout
    assert re.search(r"checks\.csv:3 by Jane Doe, 2026-01-31: the paper itself prints another value", told)


def test_stale_check_is_named_by_the_run_and_marks_nothing(settled: Path) -> None:
    text = (settled / "curation/checks.csv").read_text(encoding="utf-8")
    (settled / "curation/checks.csv").write_text(text.replace("81 kΩ", "80 kΩ"), encoding="utf-8")
    done = run_snakemake(settled, "results/library.json", "--quiet")
    assert done.returncode == 0, done.stderr[-2000:]
    readings = {row["id"]: row for row in read_csv(settled / "results/data/readings.csv")}
    assert "disputed" not in readings[DISPUTED]["flags"]
    library = (settled / "results" / "library.json").read_text(encoding="utf-8")
    assert "disputed '80 kΩ' where the record now says '81 kΩ'; look again" in library


def test_desk_without_a_name_or_with_an_unknown_paper_is_one_line(small_review: Path) -> None:
    done = run_memlit(small_review, "desk", "nobody2024", "--who", "Jane Doe", "--no-open")
    assert done.returncode == 2
    assert done.stderr.startswith("memlit: nobody2024: is the key of no entry of references.bib; ")
    done = run_memlit(small_review, "desk", "--who", " ", "--no-open")
    assert done.returncode == 2
    assert done.stderr.startswith("memlit: --who: no name is known; write --who")
