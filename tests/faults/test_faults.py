"""What befalls a run from outside: kills, a full or read-only disk, files that change under way, a clock set back.

`MEMLIT_FAULTS=full` takes all seeded kills, else a tenth of them.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ..conftest import SNAKEMAKE, FinishedReview, environment, make_small_review, run_snakemake
from ..workflow import tools

KILLS = 50
SEEDS = range(KILLS) if os.environ.get("MEMLIT_FAULTS") == "full" else range(0, KILLS, 10)
STEPS = (
    "results/run",
    "results/extracted/0.jsonl",
    "results/reconciled/0.jsonl",
    "results/library.json",
    "results/data/benchmark.parquet",
    "results/data/coverage.csv",
    "results/data/comparisons.csv",
    "results/claims.json",
    "results/report.json",
    "results/figures/fig11a.svg",
    "results/report.html",
)
SUPPLIED = ("references.bib", "curation/corrections.csv", "curation/screening.csv", "sources", "extracted", "config")


@pytest.fixture(scope="module")
def reference(finished: FinishedReview) -> dict[str, bytes]:
    assert finished.run.returncode == 0, finished.run.stderr[-3000:]
    return tools.contents(finished.folder)


def supplied(folder: Path) -> dict[str, str]:
    """Digest of every file that belongs to a person."""
    files = [
        file
        for name in SUPPLIED
        for file in ([folder / name] if (folder / name).is_file() else (folder / name).rglob("*"))
    ]
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()
    }


@contextmanager
def running(folder: Path, cores: int = 2) -> Iterator[subprocess.Popen[str]]:
    """A run under way in a process group of its own, killed in any case at the end."""
    run = subprocess.Popen(
        [str(SNAKEMAKE), "--cores", str(cores)],
        cwd=folder,
        env=environment(folder),
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield run
    finally:
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()


def wait_for(run: subprocess.Popen[str], path: Path) -> None:
    """Until the run has made `path`, or has ended."""
    while run.poll() is None and not path.exists():
        time.sleep(0.01)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_killed_at_any_moment_is_completed_by_the_next(
    seed: int, tmp_path: Path, reference: dict[str, bytes]
) -> None:
    """The moment: a step of the flow, chosen by the seed so that all steps take their turn, and a wait after it."""
    chance = random.Random(seed)
    folder = make_small_review(tmp_path / "review")
    before = supplied(folder)
    with running(folder) as run:
        wait_for(run, folder / STEPS[(seed // 10 + seed) % len(STEPS)])
        time.sleep(chance.uniform(0, 1.5))
    for name, content in tools.contents(folder).items():
        if name in reference and "data/" not in name:
            assert content == reference[name], f"half of {name} was taken for whole"
    assert run_snakemake(folder, "--unlock").returncode == 0
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert tools.contents(folder) == reference
    assert supplied(folder) == before


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system of `size` at `folder`."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False)
    if made.returncode:
        pytest.skip("mounting a small file system needs root")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def remount(folder: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(folder)], check=True)


def test_a_full_disk_is_said_in_one_line_and_the_next_run_completes(
    tmp_path: Path, reference: dict[str, bytes]
) -> None:
    folder = make_small_review(tmp_path / "review")
    with small_disk(folder / "results", "200k"):
        full = run_snakemake(folder)
        assert full.returncode != 0
        assert "No space left on device" in full.stderr
        assert "Traceback" not in full.stderr
        assert not (folder / "results/report.html").exists()
        remount(folder / "results", "size=500m")
        done = run_snakemake(folder)
        assert done.returncode == 0, done.stderr[-3000:]
        assert tools.contents(folder) == reference


def test_read_only_results_are_refused_in_one_line(tmp_path: Path) -> None:
    folder = make_small_review(tmp_path / "review")
    with small_disk(folder / "results", "1m"):
        remount(folder / "results", "ro")
        refused = run_snakemake(folder)
        assert refused.returncode != 0
        assert "Read-only file system" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_file_that_changes_under_way_is_read_by_the_next_run(tmp_path: Path, reference: dict[str, bytes]) -> None:
    folder = make_small_review(tmp_path / "review")
    table = next((folder / "sources/neurosim-v3-manual").glob("table_*.csv"))
    printed = table.read_text(encoding="utf-8")
    with running(folder) as run:
        wait_for(run, folder / "results/library.json")
        table.write_text(printed.replace("1", "2"), encoding="utf-8")
        run.communicate(timeout=300)
    changed = run_snakemake(folder)
    assert changed.returncode == 1, "what was read differs from the reviewed record, and the last rule says so"
    assert "neurosim-v3-manual" in changed.stderr
    assert tools.document(folder, "neurosim-v3-manual")["status"] == "changed"
    table.write_text(printed, encoding="utf-8")
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert tools.contents(folder) == reference


def test_a_file_that_vanishes_under_way_is_named_and_nothing_is_lost(
    tmp_path: Path, reference: dict[str, bytes]
) -> None:
    folder = make_small_review(tmp_path / "review")
    library = folder / "references.bib"
    text = library.read_text(encoding="utf-8")
    with running(folder) as run:
        wait_for(run, folder / "results/run")
        library.unlink()
        output = run.communicate(timeout=300)[0]
    assert run.returncode != 0
    assert "references.bib" in output
    library.write_text(text, encoding="utf-8")
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert tools.contents(folder) == reference


def test_a_file_replaced_by_an_older_one_is_seen(finished: FinishedReview, tmp_path: Path) -> None:
    folder = finished.copy(tmp_path / "review")
    corrections = folder / "curation/corrections.csv"
    with corrections.open("a", encoding="utf-8") as stream:
        stream.write("neurosim-v3-manual:t2/r5c4.1,flag,doubtful,seen by another eye,A. Reader,2026-01-02\n")
    os.utime(corrections, (1_000_000_000, 1_000_000_000))
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "doubtful" in (folder / "results/data/readings.csv").read_text(encoding="utf-8")
