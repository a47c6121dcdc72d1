"""What a change re-runs: a paper added, a module edited. The tests of this module build on each other's folder."""

from __future__ import annotations

import os
import shutil
import zlib
from pathlib import Path

import pytest

from tests import added_paper
from tests.builders import ROOT

from ..conftest import FinishedReview, run_memlit, run_snakemake
from . import tools

ANALYSES = {"evidence", "classes", "variability", "synapses", "claims"}
CORPUS_RULES = {"benchmark", *ANALYSES, "figures", "report_text", "render", "audit", "export", "all"}
READINGS = added_paper.READINGS + "abstract,,TaOx,on_off_ratio,4,,,primary,,,,,\n"
ENTRY = added_paper.ENTRY.replace(added_paper.KEY, "NAME")


def test_added_paper_runs_its_bucket_and_each_other_rule_once(finished_copy: Path) -> None:
    library = finished_copy / "references.bib"
    library.write_text(library.read_text(encoding="utf-8") + ENTRY.replace("NAME", "doe2020"), encoding="utf-8")
    (finished_copy / "sources/doe2020").mkdir()
    (finished_copy / "sources/doe2020/readings.csv").write_text(READINGS, encoding="utf-8")
    done = run_snakemake(finished_copy)
    assert done.returncode == 0, done.stderr[-3000:]
    bucket = str(zlib.crc32(b"doe2020") % 4)
    ran = tools.jobs(done.stderr)
    assert sorted(ran) == sorted(
        [
            ("read", bucket),
            *((rule, "") for rule in CORPUS_RULES),
        ]
    )


def test_added_paper_stands_in_benchmark_and_report(finished_copy: Path) -> None:
    # V^2 tau G_on (1 + 1/4) / 2 = 4 x 10e-9 x 1e-4 x 0.625 = 2.5e-12 J; V^2 G_off = 4 x 2.5e-5 = 1e-4 W.
    energy, power = tools.hand_values(finished_copy)["doe2020", "set"]
    assert energy == pytest.approx(2.5e-12, rel=1e-9, abs=0)
    assert power == pytest.approx(1e-4, rel=1e-9)
    html = (finished_copy / "results/report.html").read_text(encoding="utf-8")
    assert "Doe" in html
    assert "2.5" in html


def test_added_paper_is_used_and_listed_as_not_accepted(finished_copy: Path) -> None:
    assert tools.document(finished_copy, "doe2020")["status"] == "new"
    summary = (finished_copy / "results/summary.txt").read_text(encoding="utf-8")
    assert "doe2020" in next(line for line in summary.splitlines() if line.startswith("accepted"))
    assert run_memlit(finished_copy, "check").returncode == 0


@pytest.mark.parametrize(
    "module, reads_again",
    [("report/rendering/pdf.py", False), ("report/sections/making/flow.md.j2", False), ("quantities/read.py", True)],
)
def test_documents_are_read_again_only_where_the_code_that_reads_them_was_edited(
    finished_copy: Path, module: str, reads_again: bool
) -> None:
    """All else is made anew by any edit: it takes a minute."""
    path = finished_copy / "workflow/memlit" / module
    original = path.read_bytes()
    path.write_bytes(original + b"\n")
    try:
        done = run_snakemake(finished_copy, "--dry-run")
    finally:
        path.write_bytes(original)
    assert done.returncode == 0, done.stderr
    ran = {name for name, _ in tools.jobs(done.stderr + done.stdout)}
    assert ran >= CORPUS_RULES - {"all"}
    assert ("read" in ran) == reads_again


def test_changed_setting_runs_the_rules_that_read_it(finished_copy: Path) -> None:
    done = run_snakemake(finished_copy, "--dry-run", "--config", "report={'title': 'Another title'}")
    assert done.returncode == 0, done.stderr
    ran = {name for name, _ in tools.jobs(done.stderr + done.stdout)}
    assert "report_text" in ran
    assert not ran & {"read", "benchmark", *ANALYSES}


MANUAL = "neurosim-v3-manual"


@pytest.mark.parametrize("change", ["changed", "gone", "added", "record changed"])
def test_change_of_a_document_runs_its_bucket_and_no_other(
    finished: FinishedReview, tmp_path: Path, change: str
) -> None:
    """By what the files hold: their times are those of the run before."""
    folder = finished.copy(tmp_path / "review")
    table = next((folder / "sources" / MANUAL).glob("table_*.csv"))
    times = table.stat().st_atime, table.stat().st_mtime
    file = {
        "changed": table,
        "gone": table,
        "added": table.with_name("table_99.csv"),
        "record changed": folder / f"extracted/{MANUAL}.json",
    }[change]
    if change == "gone":
        file.unlink()
    else:
        file.write_text((file if file.exists() else table).read_text(encoding="utf-8") + "\n", encoding="utf-8")
        os.utime(file, times)
    done = run_snakemake(folder, "--dry-run", "results/data/benchmark.csv")
    assert done.returncode == 0, done.stderr
    bucket = str(zlib.crc32(MANUAL.encode()) % 4)
    assert tools.jobs(done.stderr + done.stdout) == [
        ("read", bucket),
        ("benchmark", ""),
    ]


def test_a_new_measured_set_of_a_paper_is_summarised(finished: FinishedReview, tmp_path: Path) -> None:
    folder = finished.copy(tmp_path / "review")
    for name in ("measured_pulses.csv", "recipe.yaml"):
        shutil.copy2(ROOT / "sources/gong2018" / name, folder / "sources" / MANUAL / name)
    done = run_snakemake(folder, "--dry-run", "results/data/variability.csv", "results/data/synapses.csv")
    assert done.returncode == 0, done.stderr
    ran = {name for name, _ in tools.jobs(done.stderr + done.stdout)}
    assert ran >= {"variability", "synapses"}


def test_a_correction_reads_its_own_bucket_again_and_no_other(finished: FinishedReview, tmp_path: Path) -> None:
    folder = finished.copy(tmp_path / "review")
    with (folder / "curation/corrections.csv").open("a", encoding="utf-8") as file:
        file.write(f"{MANUAL}:t1-p23/r6c4.1,status,excluded,misprint: a test,A. Reader,2026-01-01\n")
    done = run_snakemake(folder, "--dry-run", "results/data/benchmark.csv")
    assert done.returncode == 0, done.stderr
    bucket = str(zlib.crc32(MANUAL.encode()) % 4)
    assert tools.jobs(done.stderr + done.stdout) == [("read", bucket), ("benchmark", "")]
