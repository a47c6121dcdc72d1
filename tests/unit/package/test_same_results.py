"""The guard of a change of the code: every published cell, printed number and record is compared."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from memlit.audit.database import IndexedNumber, IndexedRun, write_database

SCRIPT = Path(__file__).parents[3] / "evaluation/code/same_results.py"
TABLE = "id,action_energy_j,flags\na/set,1.23456789012e-12,x\nb/set,2e-12,\n"


@pytest.fixture
def run_and_kept(tmp_path: Path) -> tuple[Path, Path]:
    root, kept = tmp_path / "review", tmp_path / "kept"
    (root / "results/data").mkdir(parents=True)
    (root / "extracted").mkdir()
    (root / "results/data/benchmark.csv").write_text(TABLE)
    (root / "results/data/plan.csv").write_text("line\nfirst\nfirst\n")
    (root / "results/report.json").write_text(json.dumps({"numbers": {"a/set#e": {"text": "1.23 pJ"}}}))
    (root / "results/figures").mkdir()
    (root / "results/figures/pairs.svg").write_text("<svg/>")
    pd.DataFrame({"id": ["a/set"], "tau_s": [1e-07]}).to_parquet(root / "results/data/benchmark.parquet")
    (root / "extracted/a.json").write_text("{}\n")
    shutil.copytree(root, kept)
    return root, kept


def compare(root: Path, kept: Path, *more: str) -> tuple[int, str]:
    command = [sys.executable, str(SCRIPT), "compare", str(kept), "--root", str(root), *more]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout


def test_equal_results_pass(run_and_kept: tuple[Path, Path]) -> None:
    assert compare(*run_and_kept) == (0, "no difference\n")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "results/data/benchmark.csv",
            "1.23456789012e-12",
            "1.23456789013e-12",
            "action_energy_j: 1.23456789012e-12 ->",
        ),
        ("results/data/benchmark.csv", "b/set,2e-12,\n", "", "b/set: only before"),
        ("results/data/benchmark.csv", "flags", "marks", "column flags: only before"),
        ("results/data/plan.csv", "first\nfirst\n", "first\n", "first (2): only before"),
        ("results/report.json", "1.23 pJ", "1.24 pJ", "a/set#e: 1.23 pJ -> 1.24 pJ"),
        ("results/figures/pairs.svg", "<svg/>", "<svg></svg>", "figures/pairs.svg: differs"),
        ("extracted/a.json", "{}", "[]", "extracted/a.json: differs"),
    ],
)
def test_a_difference_is_a_line(run_and_kept: tuple[Path, Path], file: str, old: str, new: str, told: str) -> None:
    root, kept = run_and_kept
    text = (root / file).read_text()
    assert old in text
    (root / file).write_text(text.replace(old, new))
    status, printed = compare(root, kept)
    assert status == 1
    assert told in printed


def test_a_renamed_id_passes_only_when_it_is_listed(run_and_kept: tuple[Path, Path]) -> None:
    root, kept = run_and_kept
    table = root / "results/data/benchmark.csv"
    table.write_text(TABLE.replace("a/set", "a/0/set"))
    pd.DataFrame({"id": ["a/0/set"], "tau_s": [1e-07]}).to_parquet(table.with_suffix(".parquet"))
    assert compare(root, kept)[0] == 1
    (root / "evaluation/code").mkdir(parents=True)
    (root / "evaluation/code/renamed_ids.csv").write_text("old,new\na/set,a/0/set\n")
    assert compare(root, kept) == (0, "no difference\n")


def test_a_new_column_passes_only_when_it_is_expected(run_and_kept: tuple[Path, Path]) -> None:
    root, kept = run_and_kept
    table = root / "results/data/plan.csv"
    table.write_text("line,reason\nfirst,\nfirst,\n")
    assert compare(root, kept)[0] == 1
    assert compare(root, kept, "--new", "plan.csv/reason") == (0, "no difference\n")


def test_parquet_is_compared_at_full_precision(run_and_kept: tuple[Path, Path]) -> None:
    root, kept = run_and_kept
    table = root / "results/data/benchmark.parquet"
    pd.DataFrame({"id": ["a/set"], "tau_s": [1.00000000001e-07]}).to_parquet(table)
    assert "benchmark.parquet: a/set: tau_s: 1e-07 -> 1.00000000001e-07" in compare(root, kept)[1]


@pytest.mark.parametrize(
    ("file", "name"),
    [("results/data/plan.csv", "plan.csv"), ("results/figures/pairs.svg", "figures/p*.svg")],
)
def test_what_is_dropped_on_purpose_is_named(run_and_kept: tuple[Path, Path], file: str, name: str) -> None:
    root, kept = run_and_kept
    assert "still there" in compare(root, kept, "--gone", name)[1]
    (root / file).unlink()
    assert compare(root, kept)[0] == 1
    assert compare(root, kept, "--gone", name) == (0, "no difference\n")


def test_the_audit_of_an_id_is_compared(run_and_kept: tuple[Path, Path]) -> None:
    root, kept = run_and_kept
    for folder, parent in ((root, "b"), (kept, "c")):
        node = IndexedNumber("a/set#e", "metric", "energy", "1 pJ", "value", '{"id":"a/set#e"}', (parent,))
        write_database(folder / "results/audit.sqlite", IndexedRun(numbers=[node]))
    printed = compare(root, kept, "--gone", "c", "--new", "b")[1]
    assert printed.startswith("audit: a/set#e: metric energy 1 pJ value ['c']")
