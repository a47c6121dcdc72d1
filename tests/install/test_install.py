"""The Makefile's installation, on an index that has grown a newer release since the lock was written.

Of `inner`, which has an extra, the lock pins the first release and the index holds two; `outer` asks for `inner[more]`.
Where the lock does not name the extra, pip before 24 looks past the pin when it resolves, and finds no hash. Only the
releases of pip come from a network; their bytes are pinned.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
import yaml

from tests.builders import ROOT

PIPS = {
    "23.0.1": "236bcb61156d76c4b8a05821b988c7b8c35bf0da28a4b614e8d6ab5212c25c6f",
    "24.0": "ba0d021a166865d2265246961bec0152ff124de910c5cc39f1156ce3fa7c69dc",
    "26.3": "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13",
}
"""Debian 12's, the oldest that environment.yml takes, and the newest; with the digests of their wheels."""
OLD, CONDA, NEW = PIPS
PROJECT = """[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "project"
version = "1.0"
"""
BACKEND = """import pathlib, zipfile


def build_editable(folder, settings=None, metadata=None):
    name = "project-1.0-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        info = "project-1.0.dist-info"
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\\nName: project\\nVersion: 1.0\\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{info}/RECORD", "")
    return name
"""
# `python -m venv` with a chosen pip in it, as if it had come with that Python.
PYTHON = """#!/bin/sh
if [ "$1 $2" != "-m venv" ]; then exec {python} "$@"; fi
{python} -m venv --without-pip "$3" && {python} -m zipfile -e {pip} "$3"/lib/python3*/site-packages
"""


def wheel(folder: Path, name: str, version: str, *lines: str) -> Path:
    """A wheel of one empty module."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": "",
        f"{info}/METADATA": "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines, ""]),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: memlit\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{file},sha256={_digest(content)},{len(content)}" for file, content in files.items()]
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
        archive.writestr(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,", ""]))
    return path


def _digest(content: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=").decode()


def pinned(requirement: str, path: Path) -> str:
    return f"{requirement} \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels of an index, without uv."""
    folder = tmp_path_factory.mktemp("index")
    for version in ("1.0", "2.0"):
        wheel(folder, "inner", version, "Provides-Extra: more")
    wheel(folder, "outer", "1.0", "Requires-Dist: inner[more]>=1.0")
    wheel(folder, "tested", "1.0", "Requires-Dist: inner[more]")
    return folder


@pytest.fixture(scope="session")
def index_with_uv(index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels of an index, and uv's packed again from its installed files."""
    folder = tmp_path_factory.mktemp("index-uv")
    shutil.copytree(index, folder, dirs_exist_ok=True)
    try:
        installed = distribution("uv")
    except PackageNotFoundError:
        pytest.skip("uv is not installed")
    tag = re.findall(r"^Tag: (\S+)", installed.read_text("WHEEL") or "", re.M)[0]
    with zipfile.ZipFile(folder / f"uv-{installed.version}-{tag}.whl", "w") as archive:
        for file in installed.files or ():
            source = Path(str(file.locate()))
            inside = f"uv-{installed.version}.data/scripts/{source.name}" if source.parent.name == "bin" else str(file)
            if "__pycache__" not in source.parts and source.name not in {"INSTALLER", "REQUESTED"}:
                archive.write(source, inside)
    return folder


@pytest.fixture(scope="session")
def pips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels of pip, fetched with the settings of the machine."""
    folder = tmp_path_factory.mktemp("pips")
    for version, digest in PIPS.items():
        lock = folder / f"{version}.txt"
        lock.write_text(f"pip=={version} --hash=sha256:{digest}\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "-r", lock, "-d", folder]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"pip {version} cannot be had: {done.stderr.strip().splitlines()[-1]}")
    return folder


class Clone:
    """A project with the Makefile of this one and locks over an index."""

    def __init__(self, folder: Path, index: Path, python: str, pip: Path) -> None:
        self.folder = folder
        self.index = index
        self.python = folder / "python"
        self.python.write_text(PYTHON.format(python=python, pip=pip), encoding="utf-8")
        self.python.chmod(0o755)
        shutil.copy(ROOT / "Makefile", folder)
        (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
        (folder / "backend.py").write_text(BACKEND, encoding="utf-8")
        inner, outer = (next(index.glob(f"{name}-1.0-*")) for name in ("inner", "outer"))
        locks = {
            "requirements/run.txt": pinned("inner==1.0", inner) + pinned("outer==1.0", outer),
            "requirements/test.txt": pinned("inner==1.0", inner) + pinned("tested==1.0", next(index.glob("tested-*"))),
            "requirements/uv.txt": f"uv==0.0.1 --hash=sha256:{'0' * 64}\n",
        }
        for uv in index.glob("uv-*"):
            locks["requirements/uv.txt"] = pinned(f"uv=={uv.name.split('-')[1]}", uv)
        (folder / "requirements").mkdir()
        for name, text in locks.items():
            (folder / name).write_text(text, encoding="utf-8")

    def run(self, *command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """A command with no settings of the machine, that finds packages in the index only."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.index),
            "PIP_NO_CACHE_DIR": "1",
            "UV_NO_CONFIG": "1",
            "UV_OFFLINE": "1",
            "UV_FIND_LINKS": str(self.index),
            "UV_CACHE_DIR": str(self.folder / "cache"),
        }
        whole = {name: value for name, value in {**environment, **variables}.items() if value}
        return subprocess.run(command, cwd=self.folder, env=whole, capture_output=True, text=True)

    def make(self, target: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return self.run("make", f"PYTHON={self.python}", f".venv/{target}", **variables)

    @property
    def installed(self) -> dict[str, str]:
        """Versions of the installed projects but of the installers."""
        (packages,) = self.folder.glob(".venv/lib/python3*/site-packages")
        found = dict(path.name.removesuffix(".dist-info").split("-") for path in packages.glob("*.dist-info"))
        return {name: version for name, version in found.items() if name not in {"pip", "uv"}}


def clone(folder: Path, index: Path, pips: Path, interpreter: str, pip: str) -> Clone:
    """Skips where the interpreter is absent."""
    python = interpreter_of(interpreter)
    if python is None:
        pytest.skip(f"Python {interpreter} is not on this machine")
    return Clone(folder, index, python, next(pips.glob(f"pip-{pip}-*.whl")))


def interpreter_of(version: str) -> str | None:
    """Command of a Python that can make environments; a name on the path may stand for none."""
    names = [f"python{version}", f"/usr/bin/python{version}"]
    if version == f"{sys.version_info[0]}.{sys.version_info[1]}":
        names.insert(0, str(Path(sys.base_prefix, "bin", f"python{version}")))
    for name in names:
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", "import venv, ensurepip"], capture_output=True).returncode == 0:
            return found
    return None


CASES = [("3.11", OLD), ("3.11", NEW), ("3.12", NEW), ("3.13", NEW)]
USER = {"inner": "1.0", "outer": "1.0", "project": "1.0"}


@pytest.mark.parametrize("interpreter, pip", CASES)
def test_uv_installs_the_lock(interpreter: str, pip: str, tmp_path: Path, index_with_uv: Path, pips: Path) -> None:
    made = clone(tmp_path, index_with_uv, pips, interpreter, pip)
    done = made.make(".ready")
    assert done.returncode == 0, done.stderr
    assert made.installed == USER
    assert "pip does" not in done.stderr
    assert (tmp_path / "cache").is_dir(), "uv did not install"


@pytest.mark.parametrize("interpreter, pip", CASES)
def test_pip_installs_the_lock_where_the_index_has_no_uv(
    interpreter: str, pip: str, tmp_path: Path, index: Path, pips: Path
) -> None:
    made = clone(tmp_path, index, pips, interpreter, pip)
    done = made.make(".ready")
    assert done.returncode == 0, done.stderr
    assert made.installed == USER
    assert "uv cannot install requirements/run.txt here; pip does" in done.stderr


def test_pip_installs_the_lock_where_only_pip_knows_the_index(tmp_path: Path, index_with_uv: Path, pips: Path) -> None:
    """Its settings name an index, which uv does not read."""
    made = clone(tmp_path, index_with_uv, pips, "3.11", OLD)
    done = made.make(".ready", UV_FIND_LINKS="")
    assert done.returncode == 0, done.stderr
    assert made.installed == USER


@pytest.mark.parametrize("bad", ["requirements/run.txt", "requirements/test.txt"])
def test_other_bytes_than_the_pinned_are_refused(bad: str, tmp_path: Path, index_with_uv: Path, pips: Path) -> None:
    made = clone(tmp_path, index_with_uv, pips, "3.11", NEW)
    lock = tmp_path / bad
    lock.write_text(re.sub(r"sha256:.{8}", "sha256:00000000", lock.read_text(encoding="utf-8")), encoding="utf-8")
    assert made.make(".test-ready").returncode != 0
    assert "tested" not in made.installed


def test_tests_packages_come_beside_a_users_and_neither_removes_the_other(
    tmp_path: Path, index_with_uv: Path, pips: Path
) -> None:
    made = clone(tmp_path, index_with_uv, pips, "3.11", NEW)
    assert made.make(".ready").returncode == 0
    assert made.installed == USER
    assert made.make(".test-ready").returncode == 0
    assert made.installed == {**USER, "tested": "1.0"}
    os.utime(tmp_path / "requirements/run.txt")
    assert made.make(".ready").returncode == 0
    assert made.installed == {**USER, "tested": "1.0"}


def test_a_lock_that_lacks_a_package_is_noticed(tmp_path: Path, index_with_uv: Path, pips: Path) -> None:
    made = clone(tmp_path, index_with_uv, pips, "3.11", NEW)
    lock = tmp_path / "requirements/run.txt"
    lock.write_text(lock.read_text(encoding="utf-8").partition("outer")[2].join(["outer", ""]), encoding="utf-8")
    done = made.make(".ready")
    assert done.returncode != 0
    assert "inner" in done.stderr


def test_resolving_fails_here_with_the_old_pip_and_not_with_the_one_that_conda_takes(
    tmp_path: Path, index: Path, pips: Path
) -> None:
    """So this index is one that tells: `pip install --require-hashes -r requirements/run.txt` was the command once."""
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert f"pip >={CONDA.removesuffix('.0')}" in conda["dependencies"]
    python = interpreter_of("3.11") or pytest.skip("Python 3.11 is not on this machine")
    codes = {}
    for pip in PIPS:
        (tmp_path / pip).mkdir()
        made = Clone(tmp_path / pip, index, python, next(pips.glob(f"pip-{pip}-*.whl")))
        assert made.run(made.python, "-m", "venv", ".venv").returncode == 0
        done = made.run(".venv/bin/python", "-m", "pip", "install", "--require-hashes", "-r", "requirements/run.txt")
        codes[pip] = done.returncode
        assert done.returncode == 0 or "--require-hashes mode" in done.stderr, done.stderr
    assert codes == {OLD: 1, CONDA: 0, NEW: 0}
