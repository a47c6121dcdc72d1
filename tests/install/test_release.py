"""`make release` on a tree of its own: what it asks for, what it builds, and that it ends before anything is sent."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from memlit import __version__

from tests.builders import ROOT
from tests.conftest import HALF_WRITTEN

TREE = (
    "CITATION.cff",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "pyproject.toml",
    ".ci",
    "workflow",
    "config",
    "profiles",
    "docs",
)
ADDRESS = "https://example.org/reviews/memlit"


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=Jo Roe", "-c", "user.email=jo@example.org", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it is")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The files of a release, committed."""
    for name in TREE:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name, **({"ignore": HALF_WRITTEN} if source.is_dir() else {}))
    # What stands under Unreleased gets the version when a person releases it.
    changes = tmp_path / "CHANGELOG.md"
    named = changes.read_text(encoding="utf-8").replace("## Unreleased", f"## {__version__}", 1)
    changes.write_text(named, encoding="utf-8")
    (tmp_path / ".gitignore").write_text("__pycache__/\n/dist/\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def release(folder: Path) -> subprocess.CompletedProcess[str]:
    """Not at a terminal, where nothing can be asked."""
    environment = {"GIT_AUTHOR_NAME": "Jo Roe", "GIT_AUTHOR_EMAIL": "jo@example.org"}
    environment |= {"GIT_COMMITTER_NAME": "Jo Roe", "GIT_COMMITTER_EMAIL": "jo@example.org", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, ".ci/release.py"]
    return subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


def cite(folder: Path, **fields: object) -> None:
    path = folder / "CITATION.cff"
    cited = {**yaml.safe_load(path.read_text(encoding="utf-8")), **fields}
    path.write_text(yaml.safe_dump(cited, sort_keys=False), encoding="utf-8")


def complete(folder: Path) -> None:
    """All that a person says, of a person who is none."""
    cite(
        folder,
        authors=[{"family-names": "Roe", "given-names": "Jo", "orcid": "https://orcid.org/0000-0000-0000-0000"}],
        contact=[{"family-names": "Roe", "given-names": "Jo", "email": "jo@example.org"}],
        **{"repository-code": ADDRESS},
    )
    path = folder / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[project.urls]\nrepository = "{ADDRESS}"\n', encoding="utf-8")
    (folder / "release").mkdir()
    (folder / "release/release.json").write_text(json.dumps({"version": __version__}), encoding="utf-8")
    commit(folder)


def test_a_complete_tree_is_built_and_tagged_and_the_next_step_is_printed(tree: Path) -> None:
    complete(tree)
    done = release(tree)
    assert done.returncode == 0, done.stderr
    assert git(tree, "tag", "--list").split() == [f"v{__version__}"]
    names = {path.name for path in (tree / "dist").iterdir()}
    assert names == {f"memlit-{__version__}-py3-none-any.whl", f"memlit-{__version__}.tar.gz"}
    assert f"git push {ADDRESS} v{__version__}" in done.stdout


def test_what_only_a_person_knows_is_asked_for_and_nothing_is_tagged(tree: Path) -> None:
    cite(tree, authors=[{"name": "memlit contributors"}])
    commit(tree)
    done = release(tree)
    assert done.returncode == 1
    for wanted in ("authors with family name and ORCID", "a contact with an e-mail address", "repository-code"):
        assert wanted in done.stderr
    assert git(tree, "tag", "--list") == ""
    assert not (tree / "dist").exists()


def break_version(folder: Path) -> None:
    cite(folder, version="0.9.9")


def break_changelog(folder: Path) -> None:
    path = folder / "CHANGELOG.md"
    path.write_text(path.read_text(encoding="utf-8").replace(f"## {__version__}", "## Unreleased"), encoding="utf-8")


def break_tables(folder: Path) -> None:
    (folder / "release/release.json").write_text('{"version": "0.1.0"}', encoding="utf-8")


BROKEN = [
    (break_version, "CITATION.cff has version 0.9.9"),
    (break_changelog, "CHANGELOG.md begins with Unreleased"),
    (break_tables, "release/ keeps the tables of 0.1.0"),
]


@pytest.mark.parametrize("is_committed", [True, False])
@pytest.mark.parametrize("make_wrong, line", BROKEN)
def test_each_thing_that_does_not_agree_is_one_line(tree: Path, make_wrong, line: str, is_committed: bool) -> None:
    complete(tree)
    make_wrong(tree)
    if is_committed:
        commit(tree)
    done = release(tree)
    assert done.returncode == 1
    assert line in done.stderr
    assert ("changes that are not committed" in done.stderr) is not is_committed
    assert len(done.stderr.splitlines()) == (1 if is_committed else 2)
    assert git(tree, "tag", "--list") == ""
