"""The workflow as a module of another one: in a folder of its own, and from a git repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ..conftest import ROOT, run_snakemake
from . import tools

TRIAL = ROOT / ".test"
SNAKEFILE = """
configfile: "{config}"

module memlit:
    snakefile: "{snakefile}"
    config: config
    {prefix}

use rule * from memlit as memlit_*

rule all:
    default_target: True
    input: rules.memlit_all.input

onstart:
    from memlit import ending
    ending.start(workflow.executor_plugin)

onsuccess:
    from memlit import ending
    ending.succeed()
"""


def larger(folder: Path, snakefile: str, review: str = "") -> Path:
    """A workflow that uses memlit's as a module, with the small review in its folder `review`."""
    shutil.copytree(TRIAL, folder / review, ignore=shutil.ignore_patterns("results", ".snakemake"), dirs_exist_ok=True)
    text = SNAKEFILE.format(
        config=Path(review, "config/config.yaml").as_posix(),
        snakefile=snakefile,
        prefix=f'prefix: "{review}"' if review else "",
    )
    (folder / "Snakefile").write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "workflow", folder / "workflow", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The larger workflow after a run, with the review in the folder `review`."""
    folder = larger(tmp_path_factory.mktemp("module"), "workflow/Snakefile", "review")
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.count("library      2 entries, 2 documents") == 1
    return folder


def test_a_prefix_puts_the_whole_review_into_a_folder(inside: Path) -> None:
    assert {"report.html", "report.pdf", "audit.sqlite", "run"} <= {
        path.name for path in (inside / "review/results").iterdir()
    }
    assert not (inside / "results").exists()
    # By hand: 4 V^2 x (100 + 10) uS / 2 x 10 ns, and 1 V^2 x (50 + 0.5) uS / 2 x 100 ns.
    energies = {row["paper"]: float(row["action_energy_j"]) for row in tools.table(inside / "review", "benchmark")}
    assert energies == pytest.approx({"sim-ada2031": 2.2e-12, "sim-bo2032": 2.525e-12}, rel=1e-9)


def test_a_second_run_in_a_folder_has_nothing_to_do(inside: Path) -> None:
    assert "Nothing to be done" in run_snakemake(inside).stderr


def test_the_module_is_taken_from_a_clone_of_a_git_repository(tmp_path: Path) -> None:
    """As a deployed workflow is: its rules and their scripts are those of a commit, the package is installed."""
    published, clone = tmp_path / "published", tmp_path / "clone"
    parts = shutil.ignore_patterns("__pycache__", "memlit", "figcurves", "printed")
    shutil.copytree(ROOT / "workflow", published / "workflow", ignore=parts)
    git = ("git", "-c", "user.name=A. Reader", "-c", "user.email=a@example.org", "-C", str(published))
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "workflow"), ("tag", "v1")):
        subprocess.run([*git, *command], check=True)
    subprocess.run(["git", "clone", "-q", "--branch", "v1", str(published), str(clone)], check=True)
    folder = larger(tmp_path / "mine", f"{clone}/workflow/Snakefile")
    shutil.rmtree(folder / "workflow/rules")
    done = run_snakemake(folder, "memlit_classes")
    assert done.returncode == 0, done.stderr[-3000:]
    assert (folder / "results/data/classes.csv").is_file()
