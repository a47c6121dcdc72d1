"""The wheel and the sdist alone: an empty folder, the packages of the core, and none of the repository.

The core's packages are those of this environment, linked one by one into a new one, so that nothing is downloaded and
no package of an extra can be imported.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.builders import ROOT
from tests.conftest import LONGEST, FinishedReview

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAPER = ROOT / "docs/example/roe2024.pdf"
ANSWERS = """{"document": "roe2024", "tables": [{"table": "t1", "devices_in": "rows",
  "heads": {"c1": {"parameter": "set_voltage"}, "c2": {"parameter": "set_pulse_width"}, "c3": {"parameter": "r_on"},
            "c4": {"parameter": "r_off"}},
  "lines": {"r1": {"device": "A"}, "r2": {"device": "B"}}}]}"""


def built(source: Path, target: str, folder: Path) -> Path:
    """The artefact that Hatchling builds of a tree."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (found,) = folder.iterdir()
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


def needed(asked: list[str]) -> set[str]:
    """Names of the projects that requirements ask for, with all that these need on this machine."""
    queue = [Requirement(text) for text in asked]
    seen: set[tuple[str, str]] = set()
    while queue:
        wanted = queue.pop()
        name = canonicalize_name(wanted.name)
        for extra in {"", *wanted.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            stated = [Requirement(text) for text in distribution(name).requires or ()]
            queue += [one for one in stated if not one.marker or one.marker.evaluate({"extra": extra})]
    return {name for name, _ in seen}


def link_packages(names: set[str], folder: Path) -> None:
    """Each file or folder at the top of what a project installed."""
    for name in names:
        installed = distribution(name)
        tops = {file.parts[0] for file in installed.files or () if file.parts[0] not in {"..", "__pycache__"}}
        for top in tops:
            link = folder / top
            if not link.exists():
                link.symlink_to(Path(str(installed.locate_file(top))).resolve())


class Installed:
    """An environment with the wheel and the core, and a folder that was empty."""

    def __init__(self, environment: Path, folder: Path) -> None:
        self.bin = environment / "bin"
        self.folder = folder

    def command(self, *words: str) -> list[str]:
        return [str(self.bin / "python"), "-I", str(self.bin / "memlit"), *words]

    def run(self, *words: str, folder: str = ".", code: int = 0) -> str:
        done = subprocess.run(
            self.command(*words), cwd=self.folder / folder, capture_output=True, text=True, timeout=LONGEST
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    (packages,) = environment.glob("lib/python3*/site-packages")
    link_packages(needed(PROJECT["dependencies"]), packages)
    command = [sys.executable, "-m", "pip", "--python", environment / "bin/python", "--disable-pip-version-check"]
    done = subprocess.run([*command, "install", "--no-deps", "--no-index", wheel], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    folder = tmp_path_factory.mktemp("empty")
    shutil.copy(PAPER, folder / "paper.pdf")
    made = Installed(environment, folder)
    made.run("new", "review", "--title", "Devices of ours")
    return made


@contextmanager
def desk(installed: Installed) -> Iterator[str]:
    """The address of the desk of the new review, while it is served."""
    process = subprocess.Popen(
        installed.command("desk", "--no-open", "--who", "Jo Roe"),
        cwd=installed.folder / "review",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = (line.strip() for line in process.stdout)
    try:
        yield next(line for line in lines if line.startswith("http://"))
    finally:
        process.terminate()
        process.communicate(timeout=LONGEST)


def files_of_wheel(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_sdist_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Built of the tree or of the sdist, in an empty place, no file is missing or differs."""
    sdist = built(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    assert {"README.md", "LICENSE", "CHANGELOG.md", "docs"} <= {path.name for path in source.iterdir()}
    assert files_of_wheel(built(source, "wheel", tmp_path / "again")) == files_of_wheel(wheel)


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    (text,) = [file.decode() for name, file in files_of_wheel(wheel).items() if name.endswith("/METADATA")]
    assert re.search(r"^License-Expression: MIT$", text, re.M)
    assert re.findall(r"^Provides-Extra: (.*)$", text, re.M) == ["report", "workflow"]
    # An address is stated only where the citation knows one: nothing here may be made up.
    if "repository-code" not in (ROOT / "CITATION.cff").read_text(encoding="utf-8"):
        assert "Project-URL" not in text


def test_the_installed_version_is_the_package_s_own(installed: Installed) -> None:
    from memlit import __version__

    assert installed.run("--version").split()[-1] == __version__


def test_no_package_of_an_extra_is_at_hand(installed: Installed) -> None:
    for module in ("snakemake", "statsmodels", "seaborn", "typst"):
        done = subprocess.run([installed.bin / "python", "-I", "-c", f"import {module}"], capture_output=True)
        assert done.returncode == 1, module


READS = [
    (("--help",), "Everyday work"),
    (("quantity", "16.9 KΩ"), "16900"),
    (("tables", "paper.pdf"), "1600"),
    (("passages", "paper.pdf"), "sentences"),
]


@pytest.mark.parametrize("words, piece", READS, ids=lambda value: str(value))
def test_a_document_is_read_in_an_empty_folder(installed: Installed, words: tuple[str, ...], piece: str) -> None:
    assert piece in installed.run(*words)


def test_a_sheet_is_made_in_an_empty_folder(installed: Installed) -> None:
    if "\n  sheet " not in installed.run("--help"):
        pytest.skip("this version has no sheet")
    assert installed.run("sheet", "paper.pdf")


def test_the_desk_serves_a_new_review(installed: Installed) -> None:
    with desk(installed) as address:
        page = urllib.request.urlopen(address, timeout=LONGEST).read().decode()
    assert "<title>" in page


def test_a_paper_goes_from_entry_to_record(installed: Installed) -> None:
    folder = installed.folder / "review"
    (folder / "roe.bib").write_text(
        "@article{roe2024, title={Made up}, author={Roe, Jo}, year={2024}, journal={None}}\n", encoding="utf-8"
    )
    installed.run("add", "roe.bib", "--set", "main", "--class", "other", "--role", "synapse", folder="review")
    shutil.copy(PAPER, folder / "sources/roe2024/paper.pdf")
    asked = installed.run("check", "roe2024", folder="review", code=1)
    assert "0 values found, 1 table asked" in asked
    (folder / "answers.json").write_text(ANSWERS, encoding="utf-8")
    installed.run("ask", "roe2024", "--answers", "answers.json", "--by", "Jane Doe", folder="review")
    assert "8 values found" in installed.run("check", "roe2024", folder="review")
    assert "extracted/roe2024.json is written" in installed.run("accept", "roe2024", folder="review")


def test_a_device_is_placed_among_the_results_of_a_run(installed: Installed, finished: FinishedReview) -> None:
    device = ("place", "--class", "PCM", "--v", "1.2V", "--tau", "50ns", "--g-on", "10uS", "--g-off", "1uS")
    assert "E_a" in installed.run(*device, folder=str(finished.folder))


def test_what_needs_an_extra_names_it_in_one_line(installed: Installed, finished: FinishedReview) -> None:
    device = (
        "place",
        "--class",
        "PCM",
        "--v",
        "1.2V",
        "--tau",
        "50ns",
        "--g-on",
        "10uS",
        "--figure",
        str(installed.folder / "beside.svg"),
    )
    said = installed.run(*device, folder=str(finished.folder), code=2)
    assert said.splitlines() == [
        'memlit: seaborn: is not installed; install memlit with its extras "workflow" and "report"'
    ]
