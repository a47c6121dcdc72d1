"""Two runs at once, a run that is killed, and runs under other conditions: the same bytes in the end.

test_faults kills runs at all stages and completes them to the end.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from ..conftest import SNAKEMAKE, FinishedReview, environment, make_small_review, run_snakemake
from ..workflow import tools

READ = "read"
"""The one rule that is given a stamp in place of its files."""


@pytest.fixture(scope="module")
def reference(finished: FinishedReview) -> dict[str, bytes]:
    return tools.contents(finished.folder)


def wait_for(condition: Path, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition.exists():
        assert time.monotonic() < end, f"{condition} did not appear"
        time.sleep(0.05)


def test_a_killed_run_is_unlocked_and_completed_and_none_runs_beside_it(
    tmp_path: Path, reference: dict[str, bytes]
) -> None:
    folder = make_small_review(tmp_path / "review")
    first = subprocess.Popen(
        [str(SNAKEMAKE), "--cores", "4"],
        cwd=folder,
        env=environment(folder),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(folder / "results/extracted/0.jsonl")
        beside = run_snakemake(folder)
        assert first.poll() is None, "the first run ended before the second was tried"
    finally:
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    assert beside.returncode != 0
    assert "cannot be locked" in beside.stderr + beside.stdout
    assert not (folder / "results/report.pdf").exists()
    assert run_snakemake(folder, "--unlock").returncode == 0
    done = run_snakemake(folder, "results/data/benchmark.csv", cores=4)
    assert done.returncode == 0, done.stderr[-3000:]
    made = tools.contents(folder)
    assert {"library.json", "data/devices.parquet", "data/benchmark.csv"} <= set(made)
    assert made == {name: reference[name] for name in made}


def test_half_written_output_is_made_anew(finished_copy: Path, reference: dict[str, bytes]) -> None:
    """What a killed writer leaves under its temporary name is no result, harms none and is swept away."""
    leftover = finished_copy / "results" / ".report.html.tmp-killed"
    leftover.write_text("half", encoding="utf-8")
    (finished_copy / "results/report.html").unlink()
    done = run_snakemake(finished_copy)
    assert done.returncode == 0, done.stderr[-3000:]
    assert not leftover.exists()
    assert tools.contents(finished_copy) == reference


def test_other_cores_buckets_hashes_zone_and_locale_give_the_same_bytes(
    tmp_path: Path, reference: dict[str, bytes]
) -> None:
    folder = make_small_review(tmp_path / "elsewhere" / "another name")
    settings = folder / "config/config.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "n_buckets: 4" in text
    settings.write_text(text.replace("n_buckets: 4", "n_buckets: 3"), encoding="utf-8")
    done = run_snakemake(folder, cores=1, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C"})
    assert done.returncode == 0, done.stderr[-3000:]
    got = tools.contents(folder)
    differing = [name for name in sorted(by_name(reference)) if by_name(reference)[name] != by_name(got).get(name)]
    assert by_name(got).keys() == by_name(reference).keys()
    assert differing == []
    for stage in ("extracted", "reconciled"):
        assert documents(got, stage) == documents(reference, stage)
    assert points(got) == points(reference) != set()


def test_every_rule_but_read_reads_only_what_it_declares(small_review: Path, reference: dict[str, bytes]) -> None:
    """In a folder that holds a rule's inputs alone it gives what it gave."""
    shadowed = 0
    for path in sorted((small_review / "workflow/rules").glob("*.smk")):
        if path.stem != READ:
            text = path.read_text(encoding="utf-8")
            shadowed += text.count("\n    script:")
            path.write_text(text.replace("\n    script:", '\n    shadow: "minimal"\n    script:'), encoding="utf-8")
    assert shadowed >= 11
    # Each job in a process of its own: a thread that enters its folder takes Snakemake, which chooses the next, along.
    done = run_snakemake(small_review, cores=1)
    assert done.returncode == 0, done.stderr[-3000:]
    assert tools.contents(small_review) == reference


def by_name(files: dict[str, bytes]) -> dict[str, bytes]:
    """Files whose content does not depend on how documents are spread over buckets."""
    return {name: content for name, content in files.items() if not name.endswith((".jsonl", ".points.csv"))}


def points(files: dict[str, bytes]) -> set[bytes]:
    """The lines of digitized points of all buckets."""
    return {line for name, content in files.items() if name.endswith(".points.csv") for line in content.splitlines()}


def documents(files: dict[str, bytes], stage: str) -> dict[str, bytes]:
    """The lines of all buckets of a stage by the document's key."""
    buckets = [content for name, content in files.items() if name.startswith(f"{stage}/") and name.endswith(".jsonl")]
    lines = [line for content in buckets for line in content.splitlines()]
    return {json.loads(line)["key"]: line for line in lines}
