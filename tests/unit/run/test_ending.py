"""The last lines of a run that failed: no summary of an earlier run passes for its own."""

from __future__ import annotations

from pathlib import Path

from memlit import ending


def _review(folder: Path) -> Path:
    (folder / "results").mkdir()
    (folder / "results/report.html").write_text("<html>", encoding="utf-8")
    (folder / "results/summary.txt").write_text("problems     0, listed in the report\n", encoding="utf-8")
    return folder


def test_a_run_that_stops_on_the_way_prints_no_summary_of_an_earlier_one(tmp_path: Path) -> None:
    log = "Error in rule classes:\n    message: None\n"
    assert ending.failed_lines(_review(tmp_path), log) == [
        "",
        "the run stopped in classes; each has its log under results/run/log",
        "results/report.html is from an earlier run",
    ]


def test_a_run_that_differs_from_its_records_has_its_summary(tmp_path: Path) -> None:
    lines = ending.failed_lines(_review(tmp_path), "Error in rule export:\n")
    assert lines[-1] == "problems     0, listed in the report"
