"""What rules declare: the graph of the README, their outputs, and supplied files by what they hold."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from ..conftest import ROOT, FinishedReview, run_code, run_snakemake
from . import tools

LONG_AGO = 978307200
"""2001-01-01: before any file of a review."""
LIST_SUPPLIED = """
import json
from pathlib import Path
from snakemake.api import SnakemakeApi
from snakemake.settings.enums import Quietness
from snakemake.settings.types import OutputSettings, ResourceSettings

with SnakemakeApi(OutputSettings(quiet={Quietness.ALL})) as api:
    workflow = api.workflow(resource_settings=ResourceSettings(cores=1), snakefile=Path("workflow/Snakefile"))
    workflow.dag()
    print(json.dumps({
        rule.name: [
            str(path)
            for name in rule.input.keys()
            for path in [getattr(rule.input, name)]
            if not callable(path)
            for path in ([path] if isinstance(path, str) else list(path)[:1])
            if not str(path).startswith("results/")
        ]
        for rule in workflow._workflow.rules
    }))
"""


def edges(text: str, arrow: str) -> set[tuple[str, str]]:
    return set(re.findall(rf'^\s*"?(\w+)"? {arrow} "?(\w+)"?;?$', text, re.MULTILINE))


def test_readme_shows_the_graph_of_the_rules(finished: FinishedReview) -> None:
    done = run_snakemake(finished.folder, "--rulegraph")
    names = dict(re.findall(r'^\s*(\d+)\[label = "(\w+)"', done.stdout, re.MULTILINE))
    drawn = {(names[before], names[after]) for before, after in edges(done.stdout, "->") if names[after] != "all"}
    (shown,) = re.findall(r"```mermaid\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    wanted = "\n".join(f"    {before} --> {after}" for before, after in sorted(drawn))
    assert edges(shown, "-->") == drawn, f"write into README.md:\n{wanted}"
    lines = shown.splitlines()[1:]
    assert lines == sorted(lines)


@pytest.fixture(scope="module")
def supplied(finished_copy: Path) -> dict[str, list[str]]:
    """The rules that read a supplied file, by its path; one file where a rule has a list of them."""
    listed = run_code(finished_copy, LIST_SUPPLIED)
    assert listed.returncode == 0, listed.stderr
    readers: dict[str, list[str]] = {}
    for rule, files in json.loads(listed.stdout.splitlines()[-1]).items():
        for file in files:
            readers.setdefault(file, []).append(rule)
    return readers


def test_a_different_older_file_in_place_of_a_supplied_one_runs_its_rules(
    finished_copy: Path, supplied: dict[str, list[str]]
) -> None:
    assert {
        "references.bib",
        "curation/checks.csv",
        "CITATION.cff",
        "config/claims.yaml",
        "config/tags.csv",
    } <= supplied.keys()
    for file, rules in supplied.items():
        path = finished_copy / file
        before, times = path.read_bytes(), path.stat()
        path.write_bytes(before + b"\n")
        os.utime(path, (LONG_AGO, LONG_AGO))
        done = run_snakemake(finished_copy, "--dry-run")
        path.write_bytes(before)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        assert done.returncode == 0, done.stderr
        ran = {name for name, _ in tools.jobs(done.stderr + done.stdout)}
        assert set(rules) <= ran, f"{file}: {set(rules) - ran} did not run"
    assert "Nothing to be done" in run_snakemake(finished_copy, "--dry-run").stdout


@pytest.mark.parametrize("asked", [(), ("report",)])
def test_an_output_that_was_added_to_a_rule_is_made(finished: FinishedReview, tmp_path: Path, asked: list[str]) -> None:
    """Snakemake compares neither code nor parameters of a rule with an output that no run has made: it is asked for."""
    folder = finished.copy(tmp_path / "review")
    rule = folder / "workflow/rules/classes.smk"
    text = rule.read_text(encoding="utf-8")
    output = '        classes="results/data/classes.csv",\n'
    assert output in text
    grown = f'{output}        again="results/data/classes_again.csv",\n'
    rule.write_text(text.replace(output, grown), encoding="utf-8")
    script = folder / "workflow/scripts/classes.py"
    write = 'job.output("again").write_bytes(b"id\\n")\n'
    script.write_text(script.read_text(encoding="utf-8") + write, encoding="utf-8")
    done = run_snakemake(folder, *asked, "--until", "classes")
    assert done.returncode == 0, done.stderr[-3000:]
    assert (folder / "results/data/classes_again.csv").read_bytes() == b"id\n"


PARSING = ("--list", "--dry-run", "--summary", "--rulegraph", "--lint")


def files_of(folder: Path) -> dict[str, int]:
    """All files of a review, but what Snakemake itself and the compiler of Python leave, with their times."""
    left_out = {".snakemake", "__pycache__"}
    found = [path for path in folder.rglob("*") if not left_out & set(path.relative_to(folder).parts)]
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in found if path.is_file()}


@pytest.mark.parametrize("look", PARSING)
def test_looking_at_the_workflow_writes_nothing(small_review: Path, look: str) -> None:
    before = files_of(small_review)
    done = run_snakemake(small_review, look)
    assert done.returncode == 0 or look == "--lint", done.stderr
    assert files_of(small_review) == before
    assert not (small_review / "results").exists()


@pytest.mark.parametrize("look", PARSING)
def test_one_can_look_at_the_workflow_beside_a_run(finished: FinishedReview, look: str) -> None:
    lock = finished.folder / ".snakemake/locks/0.output.lock"
    lock.parent.mkdir(exist_ok=True)
    lock.write_text("results/claims.json\n", encoding="utf-8")
    beside = run_snakemake(finished.folder, look)
    refused = run_snakemake(finished.folder, "--forcerun", "claims", "--until", "claims")
    lock.unlink()
    assert beside.returncode == 0 or look == "--lint", beside.stderr
    assert refused.returncode == 1
    assert "cannot be locked" in refused.stderr + refused.stdout
