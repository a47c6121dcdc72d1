"""A run that the page starts: fixed arguments, its progress, its end, and a stop that leaves what is done."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

import pytest
from memlit.changes.compare import Difference, RowChange
from memlit.changes.render import change_sections
from memlit.desk.sign.run import ARGUMENTS, DeskRun
from memlit.errors import PackageError, SourceError

SNAKEFILE = """
rule all:
    input: "results/second.txt"
rule first:
    output: "results/first.txt"
    shell: "touch {{output}}"
rule second:
    input: "results/first.txt"
    output: "results/second.txt"
    shell: "{work} && touch {{output}}"
"""


def ended(run: DeskRun, seconds: float = 120) -> str:
    for _ in range(int(seconds * 10)):
        state = str(run.as_plain()["state"])
        if state not in ("going", "comparing"):
            return state
        time.sleep(0.1)
    pytest.fail("the run did not end")


def test_arguments_are_fixed() -> None:
    assert ARGUMENTS == ("-m", "snakemake", "--cores", "2", "--nocolor")


def test_a_run_tells_how_far_it_is_and_that_it_is_done(tmp_path: Path) -> None:
    (tmp_path / "Snakefile").write_text(SNAKEFILE.format(work="true"), encoding="utf-8")
    run = DeskRun(tmp_path)
    assert run.as_plain()["state"] == "none"
    run.start()
    with pytest.raises(SourceError, match="is going on already"):
        run.start()
    assert ended(run) == "done"
    told = run.as_plain()
    assert (told["done"], told["of"]) == (3, 3)


def test_a_run_is_done_when_what_it_changed_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison takes a while: until it ends the run is not done, nor is nothing changed."""
    (tmp_path / "Snakefile").write_text(SNAKEFILE.format(work="true"), encoding="utf-8")
    (tmp_path / "results/data").mkdir(parents=True)
    wait = threading.Event()

    def compare(*_: object) -> None:
        wait.wait(60)
        raise ValueError("a table of another version")

    monkeypatch.setattr("memlit.desk.sign.run.difference_between", compare)
    run = DeskRun(tmp_path)
    run.start()
    states = set()
    for _ in range(1200):
        states.add(run.as_plain()["state"])
        if "comparing" in states:
            break
        time.sleep(0.1)
    assert states == {"going", "comparing"}
    wait.set()
    assert ended(run) == "done"
    (section,) = run.as_plain()["changed"]
    assert (section["title"], section["lines"]) == (
        "what changed is not known",
        ("ValueError: a table of another version",),
    )


def test_where_snakemake_is_not_installed_the_run_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memlit.desk.sign.run.ARGUMENTS", ("-m", "no_such_runner"))
    with pytest.raises(PackageError, match=r'no_such_runner: is not installed; .*"workflow"'):
        DeskRun(tmp_path).start()


def test_a_run_that_fails_says_where(tmp_path: Path) -> None:
    (tmp_path / "Snakefile").write_text(SNAKEFILE.format(work="false"), encoding="utf-8")
    run = DeskRun(tmp_path)
    run.start()
    assert ended(run) == "failed"
    assert any("rror" in line for line in run.as_plain()["lines"])


def test_a_run_is_stopped_and_what_it_finished_stays(tmp_path: Path) -> None:
    (tmp_path / "Snakefile").write_text(SNAKEFILE.format(work="sleep 300"), encoding="utf-8")
    run = DeskRun(tmp_path)
    run.start()
    for _ in range(1200):
        if (tmp_path / "results/first.txt").exists():
            break
        time.sleep(0.1)
    time.sleep(1)
    run.stop()
    assert ended(run) == "failed"
    assert (tmp_path / "results/first.txt").exists()
    assert not (tmp_path / "results/second.txt").exists()


def test_a_run_that_does_not_heed_the_interrupt_is_ended_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that was started where interrupts are ignored."""
    monkeypatch.setattr("memlit.desk.sign.run.SECONDS_TO_END", 1)
    (tmp_path / "Snakefile").write_text(SNAKEFILE.format(work="sleep 300"), encoding="utf-8")
    run = DeskRun(tmp_path)
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        run.start()
    finally:
        signal.signal(signal.SIGINT, usual)
    run.stop()
    assert ended(run, 60) == "failed"


def test_what_a_run_changed_is_told_by_kinds_those_that_move_results_first() -> None:
    def row(identifier: str, status: str) -> dict[str, str]:
        return {"id": identifier, "status": status, "value": "1", "unit": "V", "parameter": "set_voltage"}

    used = RowChange("a:1", "added", {}, row("a:1", "value"))
    candidates = tuple(RowChange(f"a:{n}", "added", {}, row(f"a:{n}", "excluded")) for n in range(2, 302))
    revived = RowChange("a:0", "changed", row("a:0", "excluded"), row("a:0", "value"), ("status",))
    devices = (RowChange("a/b", "added", {}, {"id": "a/b"}),)
    found = Difference("old", "new", (*candidates, used, revived), (), {"devices": devices}, (), {"papers": 2})
    sections = change_sections(found)
    assert [(one.title, one.is_minor) for one in sections] == [
        ("devices (tuples): 1 added, 0 changed, 0 withdrawn", False),
        ("values: 1 added, 1 changed, 0 withdrawn", False),
        ("candidates that nothing uses: 300 added, 0 changed, 0 withdrawn", True),
        ("other tables", True),
    ]
    assert len(sections[2].lines) == 201
    assert sections[2].lines[-1].startswith("and 100 more")
