"""Which code a stage runs: a hash over its modules, what they import, and the versions of its libraries.

Snakemake does not see changes in imported modules, so every rule carries this hash as a parameter.
"""

from __future__ import annotations

import ast
import functools
import hashlib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from memlit.errors import ConfigError
from memlit.files import json_line

PACKAGE = "memlit"
PACKAGE_FOLDER = Path(__file__).resolve().parent


def module_file(name: str, folder: Path = PACKAGE_FOLDER) -> Path | None:
    """The file of module `name` ("memlit.files"), None when there is no such module."""
    parts = name.split(".")[1:]
    path = folder.joinpath(*parts)
    for candidate in (path / "__init__.py", path.with_suffix(".py")):
        if candidate.is_file():
            return candidate
    return None


def imported_names(source: str) -> set[str]:
    """Dotted names that `source` imports anywhere, late imports included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@functools.cache
def _imports_of(path: Path) -> frozenset[str]:
    return frozenset(imported_names(path.read_text(encoding="utf-8")))


def closure(modules: Iterable[str], folder: Path = PACKAGE_FOLDER) -> tuple[set[Path], set[str]]:
    """Files of `modules` and all memlit modules they import, and the top names of other libraries."""
    files: set[Path] = set()
    libraries: set[str] = set()
    queue = list(modules)
    seen: set[str] = set()
    while queue:
        name = queue.pop()
        if name in seen:
            continue
        seen.add(name)
        if name.split(".")[0] != PACKAGE:
            libraries.add(name.split(".")[0])
            continue
        path = module_file(name, folder)
        if path is None:
            continue
        files.add(path)
        # Templates and data of a subpackage are part of its code.
        if path.parent != folder:
            files.update(other for other in path.parent.rglob("*") if _is_package_data(other))
        queue.extend(_imports_of(path))
        queue.extend(_parents(name))
    return files, libraries


def _parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def _is_package_data(path: Path) -> bool:
    return path.is_file() and path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts


@functools.cache
def _distributions() -> dict[str, str]:
    """Version by top-level import name, from what is installed."""
    versions: dict[str, str] = {}
    for name, packages in metadata.packages_distributions().items():
        versions[name] = ",".join(sorted(f"{package}=={metadata.version(package)}" for package in set(packages)))
    return versions


def stage_hash(modules: Iterable[str], settings: Any = None, folder: Path = PACKAGE_FOLDER) -> str:
    """Hash over the code, libraries and settings of a stage.

    modules: entry modules ("memlit.reconcile"); settings: JSON-like config sections the stage reads.
    Raises ConfigError when an entry module does not exist.
    """
    names = sorted(modules)
    for name in names:
        if module_file(name, folder) is None:
            raise ConfigError("Snakefile", f"stage names no module {name}", "mend the stage's list of modules")
    files, libraries = closure(names, folder)
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    versions = _distributions()
    for library in sorted(libraries):
        if library in versions and library != PACKAGE:
            digest.update(versions[library].encode())
    digest.update(json_line(settings).encode())
    return digest.hexdigest()[:16]
