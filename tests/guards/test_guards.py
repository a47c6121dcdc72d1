"""Each guard is taken away in a copy of the project, and the test that watches it must fail there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import ROOT
from .guards import GUARDS, Guard

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "results", ".snakemake", ".*_cache", ".hypothesis", "*.pyc.*")
"""Compiled modules come along: Python compares the time of a module with its own, and an edit changes it."""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guards") / "memlit"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    return folder


def run(folder: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(folder / "workflow")}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.name.replace(" ", "-"))
def test_a_test_fails_without_the_guard(guard: Guard, copied: Path) -> None:
    file = copied / guard.folder / guard.file
    whole = file.read_text(encoding="utf-8")
    assert whole.count(guard.text) == 1, f"the guard of {guard.name} has moved; mend tests/guards/guards.py"
    file.write_text(whole.replace(guard.text, guard.without), encoding="utf-8")
    try:
        without = run(copied, guard.test)
    finally:
        file.write_text(whole, encoding="utf-8")
    assert without.returncode == 1, f"{guard.test} passes without the guard of {guard.name}\n{without.stdout[-2000:]}"


def test_the_watching_tests_pass_with_all_guards(copied: Path) -> None:
    done = run(copied, *sorted({guard.test for guard in GUARDS}))
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_page_on_security_promises_what_is_guarded_and_nothing_else() -> None:
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    rows = [cells[1].strip() for line in page.splitlines() if (cells := line.split("|"))[0] == "" and len(cells) > 3]
    assert rows[:2] == ["guard", "---"]
    assert sorted(rows[2:]) == sorted(guard.name for guard in GUARDS)
