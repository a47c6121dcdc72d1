"""The code of the workflow as two digests, which rules have among their parameters.

Snakemake compares the script of a rule and none of the modules that the script imports (its issues 3213 and 3456). One
digest is of what reads documents, so that a sentence of the report that was edited reads none again; it keys the cache
of what was read, too. The other is of everything.
"""

import functools
import hashlib
import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from memlit import PACKAGES

PACKAGE = "memlit"
PACKAGE_FOLDER = Path(__file__).resolve().parent
READING = (
    *("printed", "figcurves"),
    *("memlit/__init__.py", "memlit/errors.py", "memlit/grouping.py", "memlit/files.py", "memlit/naming.py"),
    *("memlit/config", "memlit/datum", "memlit/caching", "memlit/worker.py", "memlit/library", "memlit/field"),
    *("memlit/quantities", "memlit/asking", "memlit/passages", "memlit/sources"),
    "memlit/reconcile",
)
"""Files and folders beside `memlit` from which a document is read and put into SI, and all that these import."""
RUNNER = "snakemake"
_NAME = re.compile(r"[\w.-]+")
"""The name of a project at the start of a requirement ("pandas>=2.2; extra == 'x'")."""
_NO_CODE = (".pyc",)


def workflow_folder() -> Path:
    """The folder above memlit's `workflow`: inside the installed package, or else the root of the repository."""
    packed = PACKAGE_FOLDER / "project"
    return packed if (packed / "workflow").is_dir() else PACKAGE_FOLDER.parents[1]


def review_file(name: str) -> Path:
    """The file of that name of the review in the working folder, or memlit's own where there is none."""
    own = Path(name)
    return own if own.is_file() else workflow_folder() / name


@functools.cache
def reading_digest() -> str:
    """Digest of the code that reads documents, and of the libraries."""
    return _digest(READING)


@functools.cache
def package_digest() -> str:
    """Digest of the whole code, templates and data too, and of the libraries."""
    return _digest(PACKAGES)


@functools.cache
def required_projects() -> dict[str, str]:
    """Versions of the libraries that memlit declares and that are installed, sorted by name; Snakemake is none."""
    try:
        declared = {_NAME.match(line)[0] for line in requires(PACKAGE) or ()}  # type: ignore[index]
    except PackageNotFoundError:
        return {}
    return {name: found for name in sorted(declared - {RUNNER}) if (found := _version(name))}


def _version(project: str) -> str:
    try:
        return version(project)
    except PackageNotFoundError:
        return ""


def _digest(parts: Iterable[str]) -> str:
    beside = PACKAGE_FOLDER.parent
    digest = hashlib.sha256(repr(required_projects()).encode())
    for file in sorted(file for part in parts for file in _files(beside / part)):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(beside).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _files(path: Path) -> list[Path]:
    """The file, or all files of the folder."""
    if path.is_file():
        return [path]
    return [file for file in path.rglob("*") if file.is_file() and file.suffix not in _NO_CODE]
