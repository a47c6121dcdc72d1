"""A small real review in a folder of its own, and a way to run its workflow."""

from __future__ import annotations

import atexit
import fcntl
import functools
import gc
import json
import os
import pickle
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from tests.builders import REFERENCE, ROOT

# The same examples on every run and no limit of time: a busy machine, or chance, is no failure.
settings.register_profile("memlit", deadline=None, derandomize=True)
settings.load_profile("memlit")

# What is imported to collect the tests lives until they end: looking for garbage in it took a third of the time.
gc.disable()

SNAKEMAKE = Path(sys.executable).parent / "snakemake"
FILES = ("CITATION.cff",)
FOLDERS = ("workflow", "profiles", "config")
HALF_WRITTEN = shutil.ignore_patterns("*.tmp-*", "*.pyc.*")
"""What another process is about to give its name; compiled modules are copied."""
DOCUMENTS = ("neurosim-v3-manual", "memlit-note-1")
TRANSCRIBED = ROOT / "tests/data/small_review"
"""Sources and records of the small review that differ from the review's own: a document transcribed by hand."""
DEVICE_PAPERS = ("jo2010", "wu2018", "park2013", "woo2016", "kuzum2012", "choi2018", "gao2015", "jerry2017")
ENTRIES = (*DOCUMENTS, *DEVICE_PAPERS, "li2023", "ali2022")
TABLES = ("curation/corrections.csv", "curation/screening.csv", "curation/checks.csv")
TAGS = "config/tags.csv"
READ_AS_IT_RUNS = {"PATH", "PYTHONPATH", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"}
"""Variables that also count in a process that has started before they are set."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
LONGEST = float(os.environ.get("MEMLIT_TEST_SECONDS", "600"))
"""Seconds after which a command under test is given up: on a busy machine a run takes many times its own work."""


SLOW_FOLDERS = ("tests/workflow", "tests/unit/figcurves")
"""Whole runs of the workflow, and figures read pixel by pixel: minutes each."""


def cut_library(text: str, keys: Iterable[str]) -> str:
    """The entries `keys` of a BibTeX text whose entries start at the beginning of a line."""
    blocks = re.split(r"^(?=@)", text, flags=re.M)
    wanted = set(keys)
    found = {match.group(1): block for block in blocks if (match := re.match(r"@\w+\{([^,\s]+),", block))}
    assert wanted <= found.keys(), f"references.bib has no {sorted(wanted - found.keys())}"
    return "".join(found[key] for key in sorted(wanted))


def make_small_review(folder: Path) -> Path:
    """The workflow, the settings, twelve entries, one transcribed and one mined document."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=HALF_WRITTEN)
    for key in DOCUMENTS:
        root = TRANSCRIBED if (TRANSCRIBED / "sources" / key).is_dir() else ROOT
        shutil.copytree(root / "sources" / key, folder / "sources" / key)
        for record in sorted((root / "extracted").glob(f"{key}.*")):
            (folder / "extracted").mkdir(exist_ok=True)
            shutil.copy(record, folder / "extracted" / record.name)
    library = (ROOT / "references.bib").read_text(encoding="utf-8")
    (folder / "references.bib").write_text(cut_library(library, ENTRIES), encoding="utf-8")
    tags = (ROOT / TAGS).read_text(encoding="utf-8").splitlines()
    kept = [line for line in tags[1:] if line.split(",", 1)[0] in ENTRIES]
    (folder / TAGS).write_text("\n".join([tags[0], *kept, ""]), encoding="utf-8")
    _keep_claims_of_entries(folder)
    (folder / "curation").mkdir()
    for name in TABLES:
        header = (ROOT / name).read_text(encoding="utf-8").splitlines()[0]
        (folder / name).write_text(header + "\n", encoding="utf-8")
    for path in folder.rglob("*"):
        path.chmod(path.stat().st_mode | 0o200)
    return folder


def _keep_claims_of_entries(folder: Path) -> None:
    """A claim about a reference without an entry is a finding: the few entries of the review keep their claims."""
    from memlit.config import CLASSES_FILE, load_classes
    from memlit.config.claims import CLAIMS_FILE, load_claims, unknown_subjects
    from memlit.library import load_library

    path = folder / CLAIMS_FILE
    entries = load_library(folder / "references.bib").entries.values()
    numbers = {entry.reviewref for entry in entries if entry.reviewref is not None}
    found = unknown_subjects(load_claims(path), numbers, load_classes(folder / CLASSES_FILE))
    lost = {line.split(": ")[1].removeprefix("claim ") for line in found}
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    listed["claims"] = [claim for claim in listed["claims"] if claim["id"] not in lost]
    path.write_text(yaml.safe_dump(listed, sort_keys=False, allow_unicode=True), encoding="utf-8")
    _without_statements(folder / "config/config.yaml")


def _without_statements(config: Path) -> None:
    """What the report says of the field's outlook names claims that the small review does not keep."""
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"^  statements:\n(?: {4}.*\n)+", "", text, flags=re.M), encoding="utf-8")


def environment(folder: Path, changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command in `folder`: its own copy of the package comes first.

    Each of a run's jobs is a process: what of the copy came without its compiled module is compiled once, also where
    the machine keeps none.
    """
    own = {"PYTHONPATH": str(folder / "workflow"), "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **own, **(changes or {})}


def run_snakemake(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None, cores: int = 2
) -> subprocess.CompletedProcess[str]:
    """Run the environment's snakemake in `folder`; `env` changes single variables."""
    return _run(folder, [str(SNAKEMAKE), "--cores", str(cores), *arguments], env)


def _run(folder: Path, command: list[str], env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """What the command does in `folder`, in a fork of a process that waits where that makes no difference."""
    whole = environment(folder, env)
    if not set(env or ()) <= READ_AS_IT_RUNS:
        return subprocess.run(
            command, cwd=folder, env=whole, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    return _waiting(os.getpid()).run(folder, command, whole)


class WaitingSnakemake:
    """A process of tests/waiting_snakemake.py, which ends with this one."""

    def __init__(self) -> None:
        self._process = process = subprocess.Popen(
            [sys.executable, "-P", str(ROOT / "tests/waiting_snakemake.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # One thread a library, as Snakemake tells its jobs: those that are imported here start theirs now.
            env={**os.environ, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "", **dict.fromkeys(THREADS, "1")},
            start_new_session=True,
            text=True,
        )
        # Without requests it ends.
        atexit.register(process.communicate)

    def run(self, folder: Path, command: list[str], env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """What `command` does and prints in `folder`. Raises subprocess.TimeoutExpired after LONGEST."""
        with tempfile.TemporaryDirectory() as place:
            out, err = Path(place) / "out", Path(place) / "err"
            request = {"folder": str(folder), "command": command, "env": dict(env), "out": str(out), "err": str(err)}
            requests, answers = self._process.stdin, self._process.stdout
            assert requests is not None
            assert answers is not None
            requests.write(json.dumps(request) + "\n")
            requests.flush()
            if not select.select([answers], [], [], LONGEST)[0]:
                os.killpg(self._process.pid, signal.SIGKILL)
                _waiting.cache_clear()
                raise subprocess.TimeoutExpired(command, LONGEST)
            code = int(answers.readline())
            said = (path.read_text(encoding="utf-8", errors="replace") for path in (out, err))
            return subprocess.CompletedProcess(command, code, *said)


@functools.cache
def _waiting(_pid: int) -> WaitingSnakemake:
    """One for this process; a fork gets its own."""
    return WaitingSnakemake()


def run_memlit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run memlit's command in `folder` with the folder's own copy of the package."""
    return _run(folder, [sys.executable, "-m", "memlit.cli", *arguments])


def run_code(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run a Python text in `folder`, which takes memlit from the folder's own copy."""
    return _run(folder, [sys.executable, "-c", code])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that compare with material of others, which is not the project's to give, run where it is at hand.

    Those of the slow folders are marked.
    """
    for item in items:
        if any(item.path.is_relative_to(ROOT / folder) for folder in SLOW_FOLDERS):
            item.add_marker(pytest.mark.slow)
        mark = item.get_closest_marker("reference")
        if mark is not None and not (REFERENCE / mark.args[0]).exists():
            item.add_marker(pytest.mark.skip(reason=f"reference material is absent: {mark.args[0]}"))


def pytest_collection_finish() -> None:
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = terminalreporter.stats.get("skipped", [])
    absent = sorted({report.nodeid for report in reports if "reference material is absent" in str(report.longrepr)})
    if absent:
        terminalreporter.section("not run: the reference material is not beside the repository (CONTRIBUTING.md)")
        for name in absent:
            terminalreporter.line(name)


@pytest.fixture
def small_review(tmp_path: Path) -> Path:
    """A small review that was never run."""
    return make_small_review(tmp_path / "review")


@dataclass(frozen=True)
class FinishedReview:
    """A small review and what its first run printed. Look, do not write: take a `copy` to change."""

    folder: Path
    run: subprocess.CompletedProcess[str]

    def copy(self, folder: Path) -> Path:
        """The review with its results, times kept, so that Snakemake sees nothing to do.

        Without the lock of a test that looks at the review at this moment.
        """
        shutil.copytree(self.folder, folder, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("locks"))
        return folder


@contextmanager
def shared_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """A folder that all workers of this call of pytest share, one worker at a time."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> FinishedReview:
    """A small review after its first run, made with a PATH that holds no Python of the environment."""
    with shared_folder(tmp_path_factory, "finished") as shared:
        folder, told = shared / "review", shared / "run.pickle"
        if not told.is_file():
            done = run_snakemake(make_small_review(folder), env={"PATH": "/usr/bin:/bin"})
            told.write_bytes(pickle.dumps(done))
        return FinishedReview(folder, pickle.loads(told.read_bytes()))


@pytest.fixture(scope="module")
def finished_copy(finished: FinishedReview, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One changeable copy of the finished review a module, whose tests run in their order."""
    assert finished.run.returncode == 0, finished.run.stderr[-3000:]
    return finished.copy(tmp_path_factory.mktemp("copy") / "review")


LEFT_OUT = {".git", ".venv", "results", ".snakemake", ".mypy_cache", ".ruff_cache", ".pytest_cache", "__pycache__"}


@pytest.fixture(scope="session")
def whole_review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository after one run of the workflow, shared by all workers. Look, do not write.

    MEMLIT_REVIEW names the folder of a finished review that is taken instead.
    """
    if given := os.environ.get("MEMLIT_REVIEW"):
        return Path(given)
    with shared_folder(tmp_path_factory, "whole") as shared:
        folder = shared / "review"
        if not (folder / "results" / "verified.json").is_file():
            shutil.copytree(ROOT, folder, ignore=lambda _, names: LEFT_OUT & set(names), dirs_exist_ok=True)
            done = run_snakemake(folder, env={"PYTHONPATH": ""})
            assert done.returncode == 0, done.stderr[-3000:]
    return folder
