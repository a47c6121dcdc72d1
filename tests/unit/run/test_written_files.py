"""A result that is lost, cut or edited after its rule wrote it is noticed, whatever its size and times say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from memlit import ending
from memlit.caching.contents import holds_digest, write_stamp
from memlit.caching.written import all_faults, faults_of, keep_notes, read_note, write_note
from memlit.errors import RecordError
from memlit.parse_time import workflow_plan
from memlit.stages.job import Job
from memlit.stages.showing import export, render_html, run_crate

TABLE = "results/data/benchmark.csv"
PAGE = "results/audit/doe2020.html"


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A review in which one rule wrote a table and a folder of pages."""
    for file in (TABLE, PAGE):
        (tmp_path / file).parent.mkdir(parents=True)
        (tmp_path / file).write_text("whole", encoding="utf-8")
    write_note(tmp_path, "compute_benchmark", [TABLE, "results/audit"])
    return tmp_path


def test_files_as_they_were_written_are_no_fault(review: Path) -> None:
    (review / "results/audit/.snakemake_timestamp").touch()
    assert all_faults(review) == []


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


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1]", b'{"results/da'])
def test_a_damaged_note_says_nothing(review: Path, content: bytes) -> None:
    (review / "results/run/written/compute_benchmark.json").write_bytes(content)
    assert read_note(review, "compute_benchmark") is None
    assert all_faults(review) == []


def test_the_files_of_a_bucket_that_is_no_more_are_not_watched(review: Path) -> None:
    write_note(review, "reconcile_units/3", [TABLE])
    keep_notes(review, ["reconcile_units/2", "compute_benchmark"])
    assert read_note(review, "reconcile_units/3") is None
    assert read_note(review, "compute_benchmark") is not None


@pytest.mark.parametrize("stage", [export, run_crate, render_html])
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
    ending.succeed()
    assert last[0][1] == []
    Path(TABLE).write_text("saved", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        ending.succeed()
    assert stopped.value.code == 1
    assert last[1][1][-1].startswith(f"memlit: {TABLE}: is not as compute_benchmark wrote it; run snakemake again")


def stamps(root: Path, outputs: list[str]) -> tuple[list[str], bytes]:
    """What a start of Snakemake says of a rule, and the stamp that decides whether the rule runs."""
    made = workflow_plan(root, {"n_buckets": 1})
    lines = made.write_rule_stamps({"compute_benchmark": outputs})
    return lines, (root / "results/run/supplied/compute_benchmark.txt").read_bytes()


def test_a_stamp_changes_with_a_fault_until_the_rule_has_run(review: Path) -> None:
    (review / "config").mkdir()
    (review / "config/metrics.yaml").write_bytes((Path(__file__).parents[3] / "config/metrics.yaml").read_bytes())
    lines, settled = stamps(review, [TABLE])
    assert lines == []
    assert stamps(review, [TABLE]) == ([], settled)
    (review / TABLE).unlink()
    lines, asked = stamps(review, [TABLE])
    assert lines == [f"{TABLE}: is missing, compute_benchmark wrote it; it is made again"]
    assert asked != settled
    # Once said, and as long as nobody knows what stands there, asked for by every start.
    (review / TABLE).write_text("from a run that was stopped", encoding="utf-8")
    lines, still = stamps(review, [TABLE])
    assert lines == []
    assert still not in (settled, asked)
    write_note(review, "compute_benchmark", [TABLE])
    assert stamps(review, [TABLE]) == ([], still)


def test_a_stamp_that_is_no_text_is_written_anew(tmp_path: Path) -> None:
    stamp = tmp_path / "0.txt"
    stamp.write_bytes(b"\xe9\xff\n")
    assert not holds_digest(stamp, "abc")
    write_stamp(stamp, "abc")
    assert stamp.read_text(encoding="utf-8") == "abc\n"
