"""Two digests of the code: of what reads documents, and of all."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from memlit import code_hash

IMPORT = re.compile(r"^ *(?:from|import) (memlit|figcurves|printed)(?:\.(\w+))?", re.M)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packages in a folder of their own, of which the digests are taken."""
    for package in code_hash.PACKAGES:
        shutil.copytree(code_hash.PACKAGE_FOLDER.parent / package, tmp_path / package)
    monkeypatch.setattr(code_hash, "PACKAGE_FOLDER", tmp_path / "memlit")
    return tmp_path


def digests() -> tuple[str, str]:
    return code_hash.reading_digest.__wrapped__(), code_hash.package_digest.__wrapped__()


@pytest.mark.parametrize(
    ("file", "reads"),
    [
        ("figcurves/vector.py", True),
        ("printed/units.py", True),
        ("memlit/quantities/read.py", True),
        ("memlit/errors.py", True),
        ("memlit/report/written.py", False),
        ("memlit/report/sections/making/flow.md.j2", False),
        ("memlit/claims/evaluate.py", False),
    ],
)
def test_an_edit_changes_the_digest_of_reading_only_where_documents_are_read(
    copied: Path, file: str, reads: bool
) -> None:
    before = digests()
    with (copied / file).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    after = digests()
    assert after[1] != before[1]
    assert (after[0] != before[0]) == reads


def test_all_that_reading_imports_counts() -> None:
    """A module of these packages that a reader imports is itself among the files of the digest."""
    beside = code_hash.PACKAGE_FOLDER.parent
    paths = [path for part in code_hash.READING for path in code_hash._files(beside / part) if path.suffix == ".py"]
    counted = set(code_hash.READING)
    for path in paths:
        for package, module in IMPORT.findall(path.read_text(encoding="utf-8")):
            names = {package, f"{package}/{module}", f"{package}/{module}.py"}
            assert names & counted or not module or package != "memlit", f"{path} imports {package}.{module}"


def test_the_versions_of_libraries_count(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pandas" in code_hash.required_projects()
    before = digests()
    monkeypatch.setattr(code_hash, "required_projects", lambda: {"pandas": "9.9"})
    after = digests()
    assert before[0] != after[0]
    assert before[1] != after[1]
