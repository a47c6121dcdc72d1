"""A result that is lost, cut or edited after its rule wrote it is noticed, whatever its size and times say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from memlit import ending
from memlit.caching.written import all_faults, code_of_job, faults_of, keep_notes, read_note, write_note
from memlit.errors import RecordError
from memlit.parse_time import WorkflowPlan, workflow_plan
from memlit.stages.job import Job
from memlit.stages.showing import export, index_page, render_html

from tests.builders import ROOT

CODE = "abc123"
TABLE = "results/data/benchmark.csv"
PAGE = "results/audit/doe2020.html"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review in which one rule wrote a table and a folder of pages."""
    for file in (TABLE, PAGE):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text("whole", encoding="utf-8")
    write_note(tmp_path, "compute_benchmark", CODE, [TABLE, "results/audit"])
    return tmp_path


def test_files_as_they_were_written_are_no_fault(review: Path) -> None:
    (review / "results/audit/.snakemake_timestamp").touch()
    assert all_faults(review) == {}


@pytest.mark.parametrize("file", [TABLE, PAGE])
def test_a_file_that_was_cut_edited_or_lost_is_named_with_its_rule(review: Path, file: str) -> None:
    path = review / file
    times = path.stat()
    path.write_text("edit!", encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    (fault,) = faults_of(review, "compute_benchmark")
    assert str(fault.error("run again")) == f"{file}: is not as compute_benchmark wrote it; run again"
    path.unlink()
    (fault,) = faults_of(review, "compute_benchmark")
    assert (fault.file, fault.is_missing) == (file, True)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1]", b'{"code":"a","results/da', b'{"results/data/benchmark.csv":"1"}']
)
def test_a_damaged_note_says_nothing(review: Path, content: bytes) -> None:
    (review / "results/run/written/compute_benchmark.json").write_bytes(content)
    assert read_note(review, "compute_benchmark") is None
    assert all_faults(review) == {}


def test_the_files_of_a_bucket_that_is_no_more_are_not_watched(review: Path) -> None:
    write_note(review, "reconcile_units/3", CODE, [TABLE])
    keep_notes(review, ["reconcile_units", "compute_benchmark"], ["2"])
    assert read_note(review, "reconcile_units/3") is None
    assert read_note(review, "compute_benchmark") is not None


@pytest.mark.parametrize("stage", [export, index_page, render_html])
def test_no_damaged_file_is_handed_on(review: Path, monkeypatch: pytest.MonkeyPatch, stage: object) -> None:
    monkeypatch.chdir(review)
    Path(TABLE).write_text("who", encoding="utf-8")
    job = Job({"data": [TABLE]}, {}, {})
    with pytest.raises(RecordError, match=f"^{TABLE}: is not as compute_benchmark wrote it; run snakemake again"):
        stage.run(job)  # type: ignore[attr-defined]


def test_a_run_after_which_a_file_is_damaged_fails_and_says_which(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that a spreadsheet saved while the run went on."""
    monkeypatch.chdir(review)
    last: list[tuple[object, list[str]]] = []
    monkeypatch.setattr(ending.atexit, "register", lambda say, lines: last.append((say, lines)))
    monkeypatch.setattr(ending, "_PLANNED", [plan_of(review)])
    ending.succeed()
    assert last[0][1] == []
    Path(TABLE).write_text("saved", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        ending.succeed()
    assert stopped.value.code == 1
    assert last[1][1][-1].startswith(f"memlit: {TABLE}: is not as compute_benchmark wrote it; run snakemake again")


def plan_of(root: Path) -> WorkflowPlan:
    (root / "config").mkdir(exist_ok=True)
    (root / "config/metrics.yaml").write_bytes((ROOT / "config/metrics.yaml").read_bytes())
    return workflow_plan(root, {"n_buckets": 1})


def code_now(root: Path, digest: str = CODE) -> str:
    return code_of_job(root, "compute_benchmark", digest, faults_of(root, "compute_benchmark"))


def test_the_parameter_of_a_damaged_job_changes_once_and_stays_when_it_has_run(review: Path) -> None:
    assert code_now(review) == CODE
    (review / TABLE).write_text("cut", encoding="utf-8")
    asked = code_now(review)
    assert asked == code_now(review) != CODE
    # The job runs with what Snakemake asked for.
    (review / TABLE).write_text("whole", encoding="utf-8")
    write_note(review, "compute_benchmark", asked, [TABLE])
    assert code_now(review) == asked
    # The same damage once more is another.
    (review / TABLE).write_text("cut", encoding="utf-8")
    assert code_now(review) not in (CODE, asked)
    # Changed code says nothing of the past.
    write_note(review, "compute_benchmark", asked, [TABLE])
    assert code_now(review, "def456") == "def456"


def test_a_damaged_note_has_its_job_run_again_and_a_missing_one_leaves_it_to_snakemake(review: Path) -> None:
    note = review / "results/run/written/compute_benchmark.json"
    note.write_bytes(b"\xe9\xff")
    assert code_now(review) not in ("", CODE)
    note.unlink()
    assert code_now(review) == CODE


def test_the_plan_names_each_damaged_file(review: Path) -> None:
    (review / TABLE).unlink()
    made = plan_of(review)
    assert made.fault_lines == [f"{TABLE}: is missing, compute_benchmark wrote it; it is made again"]
    assert made.code_of("compute_benchmark") != made.digest_of("compute_benchmark")
    assert made.code_of("class_medians") == made.digest_of("class_medians")
