"""Results and records that are deleted, cut or damaged after a run: the next run makes the same bytes again."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from memlit.errors import certain

from ..conftest import SNAKEMAKE, FinishedReview, environment, run_snakemake
from ..workflow import tools

RECORD = "extracted/neurosim-v3-manual.json"
DELETED = (
    "results/data/benchmark.csv",
    "results/data/readings.csv",
    "results/data/coverage.csv",
    "results/library.json",
    "results/reconciled/1.jsonl",
)
CUT = (
    "results/data/benchmark.csv",
    "results/data/values.parquet",
    "results/library.json",
    "results/reconciled/1.jsonl",
    "results/audit.sqlite",
)


@pytest.fixture
def folder(finished: FinishedReview, tmp_path: Path) -> Path:
    assert finished.run.returncode == 0, finished.run.stderr[-3000:]
    return finished.copy(tmp_path / "review")


@pytest.fixture(scope="module")
def reference(finished: FinishedReview) -> dict[str, bytes]:
    return tools.contents(finished.folder)


def results(folder: Path) -> dict[str, bytes]:
    return tools.contents(folder)


def halve(path: Path) -> None:
    """Half a file, with the times of the whole one."""
    content, times = path.read_bytes(), path.stat()
    path.write_bytes(content[: len(content) // 2])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_deleted_results_are_made_again(folder: Path, reference: dict[str, bytes]) -> None:
    for name in DELETED:
        (folder / name).unlink()
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert results(folder) == reference
    for name in DELETED:
        assert done.stderr.count(f"memlit: {name}: is missing, ") == 1
    assert "Nothing to be done" in run_snakemake(folder).stderr


def test_cut_results_reach_no_export_and_no_page_and_are_made_again(folder: Path, reference: dict[str, bytes]) -> None:
    for name in CUT:
        halve(folder / name)
    looked = run_snakemake(folder, "--dry-run")
    for name in CUT:
        assert looked.stderr.count(f"memlit: {name}: is not as ") == 1
        whole = reference[name.removeprefix("results/")]
        assert (folder / name).read_bytes() == whole[: len(whole) // 2], "a dry run changes no result"
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert results(folder) == reference


def test_a_result_lost_after_a_failure_is_made_again(folder: Path, reference: dict[str, bytes]) -> None:
    """Snakemake removes what a rule that failed had written; whatever made it fail may then be mended by hand."""
    vocabulary = folder / "config/vocabulary.yaml"
    words = vocabulary.read_bytes()
    vocabulary.write_bytes(words + b"\nnone: [\n")
    assert run_snakemake(folder).returncode != 0
    for path in (folder / "results/data").glob("*.csv"):
        path.unlink()
    vocabulary.write_bytes(words)
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert results(folder) == reference


def test_notes_that_are_no_text_stop_nothing(folder: Path, reference: dict[str, bytes]) -> None:
    for path in (folder / "results/run/written").rglob("*.json"):
        path.write_bytes(b"\xe9\xff\x00" * 12)
    halve(folder / "results/library.json")
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert results(folder) == reference


def test_half_a_record_fails_the_run_with_its_line_last(folder: Path, reference: dict[str, bytes]) -> None:
    record = folder / RECORD
    whole = record.read_bytes()
    halve(record)
    done = run_snakemake(folder)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2] == "What to do:"
    assert done.stdout.splitlines()[-1].startswith(f"{RECORD}:")
    assert "Traceback" not in done.stderr
    record.write_bytes(whole)
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert results(folder) == reference


def test_a_limit_on_the_size_of_files_is_one_line_with_the_file(folder: Path, reference: dict[str, bytes]) -> None:
    (folder / "results/audit.sqlite").unlink()
    limited = subprocess.run(
        ["bash", "-c", f"ulimit -f 600; exec {SNAKEMAKE} --cores 2 --keep-going"],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert limited.returncode != 0
    assert "Traceback" not in limited.stderr
    assert "memlit: results/audit.sqlite: " in limited.stderr
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert results(folder) == reference


def test_the_profile_of_slurm_without_slurm_ends_with_one_line(folder: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("bash", "sh", "which"):
        (programs / name).symlink_to(certain(shutil.which(name)))
    (folder / "results/verified.json").unlink()
    done = run_snakemake(folder, "--profile", "profiles/slurm", env={"PATH": str(programs)})
    assert done.returncode == 1
    assert "profiles/slurm: sbatch is not on the path; start it on a machine that has sbatch" in done.stderr
    assert "Traceback" not in done.stderr
    assert "No SLURM account given" not in done.stdout + done.stderr
