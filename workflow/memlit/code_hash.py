"""The code of a stage as one digest: its module, the rooms that it imports, and the versions of their libraries.

Snakemake compares the script of a rule and none of the modules that the script imports (its issues 3213 and 3456), so
every rule has this digest among its parameters. A room is a module or a folder directly below `memlit`, or
below a package beside it: all its files count, templates and data too. Of `stages` each module is a room, so that a
rule has its own.
"""

import contextlib
import functools
import hashlib
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from memlit import PACKAGES
from memlit.errors import ConfigError

PACKAGE = "memlit"
PACKAGE_FOLDER = Path(__file__).resolve().parent
STAGE_ROOMS = "memlit.stages"
_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+([\w.]+(?:[ \t]*,[ \t]*[\w.]+)*)(?:[ \t]+import[ \t]+(.*))?", re.M)
"""A statement of import: the modules, and behind `from` the names on its first line."""


def workflow_folder() -> Path:
    """The folder above memlit's `workflow`: inside the installed package, or else the root of the repository."""
    packed = PACKAGE_FOLDER / "project"
    return packed if (packed / "workflow").is_dir() else PACKAGE_FOLDER.parents[1]


@functools.cache
def stage_modules() -> dict[str, str]:
    """The module of each rule ("memlit.stages.mining.reconcile_units"), by the rule's name, which the module bears."""
    paths = sorted((PACKAGE_FOLDER / "stages").glob("*/[a-z]*.py"))
    return {path.stem: f"{STAGE_ROOMS}.{path.parent.name}.{path.stem}" for path in paths}


class _Room(NamedTuple):
    """files: all of the room; digest: of their names and bytes; imports: names of the modules that it imports."""

    files: tuple[Path, ...]
    digest: str
    imports: frozenset[str]


def closure(modules: Iterable[str], folder: Path = PACKAGE_FOLDER) -> tuple[set[Path], set[str]]:
    """Files of the rooms of `modules` and of all rooms that these import, and the top names of other libraries.

    folder: that of memlit; the packages that it stands on are looked for beside it.
    """
    rooms, libraries = _closure(modules, folder)
    return {file for room in rooms for file in _room(folder.parent, room).files}, libraries


def code_digest(module: str, folder: Path = PACKAGE_FOLDER) -> str:
    """Digest of the code behind a module ("memlit.stages.mining.reconcile_units") and of the versions of its libraries.

    Raises ConfigError where there is no such module.
    """
    if not _room_files(folder.parent, _room_name(folder.parent, module)):
        raise ConfigError("Snakefile", f"stage names no module {module}", "fix the list of modules of the stage")
    rooms, libraries = _closure([module], folder)
    installed = _distributions()
    digest = hashlib.sha256()
    for room in sorted(rooms):
        digest.update(f"{room} {_room(folder.parent, room).digest}\n".encode())
    for library in sorted(libraries & installed.keys()):
        digest.update(f"{installed[library]}\n".encode())
    return digest.hexdigest()[:16]


def imported_projects(modules: Iterable[str], folder: Path = PACKAGE_FOLDER) -> dict[str, str]:
    """Versions of the installed projects that `modules` import, by the names of their dist-info folders, sorted."""
    installed = _distributions()
    projects = {project for library in closure(modules, folder)[1] for project in installed.get(library, "").split(",")}
    versions = {name: version for name, _, version in (project.rpartition("-") for project in sorted(projects))}
    return {name: version for name, version in versions.items() if name not in {"", PACKAGE}}


def _closure(modules: Iterable[str], folder: Path) -> tuple[set[str], set[str]]:
    """Names of rooms, and the top names of other libraries."""
    beside = folder.parent
    rooms: set[str] = set()
    libraries: set[str] = set()
    queue = list(modules)
    while queue:
        name = queue.pop()
        top = name.partition(".")[0]
        if top not in PACKAGES:
            libraries.add(top)
            continue
        # A package is run before what is in it.
        for room in (top, _room_name(beside, name)):
            if room not in rooms:
                rooms.add(room)
                queue += _room(beside, room).imports
    return rooms, libraries


def _room_name(beside: Path, module: str) -> str:
    """The room in which a module of PACKAGES stands; what a package itself defines is in the room of its name."""
    if module.startswith(f"{STAGE_ROOMS}."):
        return module
    room = ".".join(module.split(".")[:2])
    return room if _room_files(beside, room) else module.partition(".")[0]


@functools.cache
def _room_files(beside: Path, room: str) -> tuple[Path, ...]:
    """The files of a room, sorted; none where there is no such room."""
    path = beside.joinpath(*room.split("."))
    if room in {*PACKAGES, STAGE_ROOMS}:
        return (path / "__init__.py",)
    if path.is_dir():
        return tuple(sorted(file for file in path.rglob("*") if file.is_file() and file.suffix != ".pyc"))
    module = path.with_suffix(".py")
    return (module,) if module.is_file() else ()


@functools.cache
def _room(beside: Path, room: str) -> _Room:
    files = _room_files(beside, room)
    digest = hashlib.sha256()
    imports: set[str] = set()
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.relative_to(beside).as_posix()} {len(content)}\n".encode())
        digest.update(content)
        if file.suffix == ".py":
            imports |= imported_names(content.decode("utf-8"))
    return _Room(files, digest.hexdigest(), frozenset(imports))


def imported_names(source: str) -> set[str]:
    """Dotted names that `source` imports anywhere, late imports included.

    Of `from memlit import files` also memlit.files. A line of text that reads like an import counts as one: a room too
    many costs a needless run, one too few a stale result.
    """
    found: set[str] = set()
    for modules, names in _IMPORT.findall(source):
        found |= set(re.split(r"[ \t]*,[ \t]*", modules))
        if modules in PACKAGES:
            found |= {f"{modules}.{name}" for name in re.findall(r"\w+", names)}
    return found


@functools.cache
def _distributions() -> dict[str, str]:
    """Name and version of the installed projects by their top-level import names; the first on the path counts."""
    versions: dict[str, str] = {}
    for folder in map(Path, dict.fromkeys(sys.path)):
        versions = {**_installed(folder), **versions}
    return versions


def _installed(folder: Path) -> dict[str, str]:
    """Name and version of the projects in a folder of the path, by their top-level import names.

    Reads the names of the dist-info folders (PyPA, recording installed projects); `importlib.metadata` would parse
    the whole metadata of every project.
    """
    found: dict[str, list[str]] = {}
    for info in sorted(folder.glob("*.dist-info")):
        for name in _top_names(info):
            found.setdefault(name, []).append(info.name.removesuffix(".dist-info"))
    return {name: ",".join(projects) for name, projects in sorted(found.items())}


def _top_names(info: Path) -> set[str]:
    """Import names that a project installs: from its top_level.txt, or else from its RECORD."""
    with contextlib.suppress(OSError):
        return set((info / "top_level.txt").read_text(encoding="utf-8").split())
    with contextlib.suppress(OSError):
        lines = (info / "RECORD").read_text(encoding="utf-8").splitlines()
        first = (line.split(",", 1)[0].split("/", 1)[0] for line in lines)
        return {name.split(".", 1)[0] for name in first if not name.endswith((".dist-info", ".pth", ".."))}
    return set()
