"""memlit diff on real runs: a corrupted cell is named, with its claims. The tests build on each other's folder."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ..conftest import ROOT, run_memlit, run_snakemake

CELL = "neurosim-v3-manual:t1/r3c5"
PAGE = ROOT / "docs" / "living-review.md"
TABLE = Path("sources/neurosim-v3-manual/table_1.csv")


def diff(folder: Path, old: str, new: str) -> tuple[int, dict[str, Any]]:
    done = run_memlit(folder, "diff", old, new, "--json")
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


def shown(command: str) -> list[list[str]]:
    """What docs/living-review.md prints under `command`, once for each time it stands there."""
    blocks = re.findall(r"```\n\$ (.+)\n((?:.*\n)*?)```", PAGE.read_text(encoding="utf-8"))
    return [text.splitlines() for line, text in blocks if line == command]


def since_release(folder: Path) -> str:
    """What the report's first section says of the last release, with numbers for their tokens; empty before one."""
    report = json.loads((folder / "results/report.json").read_text(encoding="utf-8"))
    texts = [block["text"] for block in report["sections"][0]["blocks"] if block["type"] == "p"]
    line = next((text for text in texts if text.startswith("Since ")), "")
    line = re.sub("\ue000num:([^\ue001]*)\ue001", lambda match: report["numbers"][match.group(1)]["text"], line)
    return re.sub("\ue000name:([^\ue001]*)\ue001", r"\1", line)


def claims_above(folder: Path, identifier: str) -> list[str]:
    """Claims over a number, walked edge by edge here, apart from the command's own query."""
    edges = sqlite3.connect(folder / "results/audit.sqlite").execute("SELECT parent, child FROM edge").fetchall()
    found, queue = set(), [identifier]
    while queue:
        number = queue.pop()
        fresh = {child for parent, child in edges if parent == number} - found
        found |= fresh
        queue += fresh
    return sorted({name.removeprefix("claim/").split("#")[0] for name in found if name.startswith("claim/")})


@pytest.fixture(scope="module")
def corrupted(finished_copy: Path) -> Path:
    """A finished review with results kept in `before/`, run again after one printed cell was corrupted."""
    for name in ("data", "extracted"):
        shutil.copytree(finished_copy / "results" / name, finished_copy / "before" / name)
    shutil.copy(finished_copy / "results/audit.sqlite", finished_copy / "before/audit.sqlite")
    assert since_release(finished_copy) == ""
    assert run_memlit(finished_copy, "release", "0.1.0").returncode == 0
    table = finished_copy / TABLE
    text = table.read_text(encoding="utf-8")
    assert text.count("4.71 kΩ") == 1
    table.write_text(text.replace("4.71 kΩ", "4.17 kΩ"), encoding="utf-8")
    assert run_snakemake(finished_copy, "results/audit.sqlite").returncode == 0
    return finished_copy


def test_equal_results_exit_0(corrupted: Path) -> None:
    done = run_memlit(corrupted, "diff", "before", "before")
    assert done.returncode == 0
    assert done.stdout.startswith("no difference")


def test_corrupted_cell_is_named_with_its_claims_while_the_record_stands(corrupted: Path) -> None:
    code, found = diff(corrupted, "before", "results")
    assert code == 1
    assert found["data"] == []
    assert [line.split("  ")[0] for line in found["not_accepted"]] == [f"~ {CELL}"]
    assert "'4.71 kΩ' -> '4.17 kΩ'" in found["not_accepted"][0]
    text = run_memlit(corrupted, "diff", "before", "results").stdout
    assert set(shown("memlit diff before results")[0]) <= set(text.splitlines())
    assert claims_above(corrupted, CELL) == ["pcm-ea-floor"]
    assert "claims that rest on it: pcm-ea-floor" in text


def test_accepted_corruption_is_exactly_that_datum_with_its_claims_and_what_moved(corrupted: Path) -> None:
    assert run_memlit(corrupted, "accept", "neurosim-v3-manual").returncode == 0
    assert run_snakemake(corrupted, "results/audit.sqlite").returncode == 0
    code, found = diff(corrupted, "before", "results")
    assert code == 1
    assert [(change["id"], change["kind"]) for change in found["data"]] == [(CELL, "changed")]
    fields = found["data"][0]["fields"]
    assert fields["printed"] == {"old": "4.71 kΩ", "new": "4.17 kΩ"}
    # 4.71 kΩ and 4.17 kΩ in SI.
    assert (float(fields["value"]["old"]), float(fields["value"]["new"])) == (4710.0, 4170.0)
    assert found["data"][0]["claims"] == claims_above(corrupted, CELL) == ["pcm-ea-floor"]
    assert {change["id"] for change in found["derived"]} == {
        f"{CELL}>g_on",
        *(change["id"] for change in found["derived"] if change["id"].endswith(">g_off")),
    }
    assert {change["id"] for change in found["tables"]["claims"]} <= {"pcm-ea-floor"}
    assert {
        change["row"]["paper"] if "row" in change else change["id"].split("/")[0]
        for change in found["tables"]["devices"]
    } == {"kuzum2012"}
    assert found["not_accepted"] == []
    text = run_memlit(corrupted, "diff", "before", "results").stdout
    assert set(shown("memlit diff before results")[1]) <= set(text.splitlines())


def test_fetch_says_what_it_would_do_as_the_page_shows(corrupted: Path) -> None:
    done = run_memlit(corrupted, "fetch", "jerry2017", "li2023")
    assert done.returncode == 0
    (lines,) = shown("memlit fetch jerry2017 li2023")
    assert done.stdout.splitlines()[:-1] == lines


def test_report_says_what_changed_since_the_release(corrupted: Path) -> None:
    line = since_release(corrupted)
    assert line.startswith("Since release 0.1.0 of ")
    assert "0 printed data added, 1 changed, 0 withdrawn" in line
    assert run_memlit(corrupted, "audit", "--orphans").returncode == 0
    chain = run_memlit(corrupted, "audit", "release#data_changed").stdout
    assert CELL in chain
    assert "'4.17 kΩ'" in chain


def test_two_revisions_are_compared_by_their_records(corrupted: Path) -> None:
    (corrupted / ".gitignore").write_text("results/\nbefore/\n.snakemake/\n__pycache__/\n", encoding="utf-8")

    def git(*arguments: str) -> None:
        name = ("-c", "user.name=sim", "-c", "user.email=sim@example.org")
        subprocess.run(["git", *name, *arguments], cwd=corrupted, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "corrupted")
    table = corrupted / TABLE
    table.write_text(table.read_text(encoding="utf-8").replace("4.17 kΩ", "4.71 kΩ"), encoding="utf-8")
    assert run_memlit(corrupted, "accept", "neurosim-v3-manual").returncode == 0
    git("commit", "-qam", "mended")
    code, found = diff(corrupted, "HEAD~1", "HEAD")
    assert code == 1
    assert [change["id"] for change in found["data"]] == [CELL]
    assert found["data"][0]["fields"] == {"printed": {"old": "4.17 kΩ", "new": "4.71 kΩ"}}
    assert found["inputs"] == [f"modified {TABLE}"]
    assert diff(corrupted, "HEAD", "HEAD")[0] == 0


def test_revisions_are_run_in_folders_of_their_own_and_kept(corrupted: Path) -> None:
    """The results at hand are those of HEAD~1: kept under its name they stand for its run, and only HEAD is run."""
    named = subprocess.run(["git", "rev-parse", "HEAD~1"], cwd=corrupted, check=True, capture_output=True, text=True)
    at_hand = corrupted / "results/run/revisions" / named.stdout.strip()
    for name in ("data", "extracted"):
        shutil.copytree(corrupted / "results" / name, at_hand / name)
    shutil.copy(corrupted / "results/audit.sqlite", at_hand / "audit.sqlite")
    read = set((corrupted / "results/run/cache/extract").rglob("*.json"))
    done = run_memlit(corrupted, "diff", "HEAD", "HEAD~1", "--run", "--json")
    assert done.returncode == 1, done.stderr
    # Every table of HEAD was read before, by the same code.
    assert read
    assert set((corrupted / "results/run/cache/extract").rglob("*.json")) == read
    found = json.loads(done.stdout)
    assert [change["id"] for change in found["data"]] == [CELL]
    assert found["data"][0]["claims"] == ["pcm-ea-floor"]
    assert found["tables"]["benchmark"]
    kept = sorted((corrupted / "results/run/revisions").iterdir())
    assert len(kept) == 2
    # What is kept is used: the second call has no workflow left to run.
    (kept[0] / "data" / "claims.csv").unlink()
    again = json.loads(run_memlit(corrupted, "diff", "HEAD", "HEAD~1", "--run", "--json").stdout)
    assert again["not_compared"] == ["claims (on one side only)"]


@pytest.mark.parametrize(
    "sides, words",
    [
        (("before", "nowhere"), "nowhere: is neither a folder nor a git revision"),
        (("before", "sources"), "sources: holds no results"),
        (("before", "HEAD"), "HEAD: is a revision beside a folder; add --run"),
        (("--", "-x", "before"), "-x: is neither a folder nor a git revision"),
    ],
)
def test_bad_sides_are_one_line(corrupted: Path, sides: tuple[str, ...], words: str) -> None:
    done = run_memlit(corrupted, "diff", *sides)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
