"""The code of a stage: a hash over its modules, the modules that they import, and the versions of its libraries.

Snakemake does not see changes in imported modules, so every rule carries this hash as a parameter.
"""

import ast
import contextlib
import functools
import hashlib
import itertools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from memlit import PACKAGES
from memlit.caching.contents import Remembered
from memlit.errors import ConfigError
from memlit.files import json_line

PACKAGE = "memlit"
PACKAGE_FOLDER = Path(__file__).resolve().parent


def workflow_folder() -> Path:
    """The folder of memlit's Snakefile: inside the installed package, or else the root of the repository."""
    packed = PACKAGE_FOLDER / "project"
    return packed if (packed / "Snakefile").is_file() else PACKAGE_FOLDER.parents[1]


def review_file(name: str) -> Path:
    """The file of that name of the review in the working folder, or memlit's own where there is none."""
    own = Path(name)
    return own if own.is_file() else workflow_folder() / name


@functools.cache
def stage_modules() -> dict[str, str]:
    """The module of each rule ("memlit.stages.mining.reconcile_units"), by the rule's name, which the module bears."""
    paths = sorted((PACKAGE_FOLDER / "stages").glob("*/[a-z]*.py"))
    return {path.stem: f"{PACKAGE}.stages.{path.parent.name}.{path.stem}" for path in paths}


@functools.cache
def module_file(name: str, folder: Path = PACKAGE_FOLDER) -> Path | None:
    """The file of module `name` ("memlit.files"), None if there is no such module; looked up once per process.

    folder: that of memlit; the packages that it stands on are looked for beside it.
    """
    path = folder.parent.joinpath(*name.split("."))
    candidates = (path / "__init__.py", path.with_suffix(".py"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _module_files(folder: Path) -> dict[str, Path]:
    """The file of every module of memlit in `folder` and of the packages beside it, by the module's name."""
    files: dict[str, Path] = {}
    beside = str(folder.parent)
    for path in itertools.chain.from_iterable((folder.parent / package).rglob("*.py") for package in PACKAGES):
        name = str(path)[len(beside) + 1 : -len(".py")].removesuffix("/__init__").replace("/", ".")
        if name not in files or path.stem == "__init__":
            files[name] = path
    return files


def imported_names(source: str, *, as_run: bool = False) -> set[str]:
    """Dotted names that `source` imports anywhere, late imports included.

    as_run: without those under `if TYPE_CHECKING:`, by which a package says what it loads when it is asked for it.
    """
    names: set[str] = set()
    queue: list[ast.AST] = [ast.parse(source)]
    while queue:
        node = queue.pop()
        if as_run and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        # An import is a statement: expressions need not be searched.
        for block in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, block, ())
            queue.extend(inner if isinstance(inner, list) else ())
    return names


SHOWS_MEANINGS = PurePosixPath("memlit/export/dictionary.py")
"""The module that prints the meanings of columns; they do not affect a stage that does not import it."""


class _Scanned(NamedTuple):
    """What the hash of a stage needs from a file: its digests with and without meanings of columns, its imports, and
    those of them that it runs even where nobody asks it for a name.
    """

    digest: bytes
    without_meanings: bytes
    imports: frozenset[str]
    run: frozenset[str]


MODULES = Remembered()
"""The digest and imports of each file of the package, and the projects installed in each folder of the path."""


def _scan(path: Path) -> _Scanned:
    digest, without_meanings, imports, run = MODULES.find(f"code {path}", path.stat(), lambda: _read(path))
    return _Scanned(bytes.fromhex(digest), bytes.fromhex(without_meanings), frozenset(imports), frozenset(run))


def _read(path: Path) -> list[Any]:
    content = path.read_bytes()
    source = content.decode("utf-8") if path.suffix == ".py" else ""
    digests = [hashlib.sha256(text).hexdigest() for text in (content, _without_meanings(content, source))]
    return [*digests, sorted(imported_names(source)), sorted(imported_names(source, as_run=True))]


def _without_meanings(content: bytes, source: str) -> bytes:
    """A module without the meanings of the columns and tolerances and the titles of the tables that it declares."""
    if not any(f"{name}(" in source for name in WORDS_AT):
        return content
    starts = [0, *itertools.accumulate(len(line) for line in content.splitlines(keepends=True))]
    kept, end = [], 0
    for words in sorted(_declared_words(ast.parse(source)), key=lambda node: (node.lineno, node.col_offset)):
        kept.append(content[end : starts[words.lineno - 1] + words.col_offset])
        end = starts[(words.end_lineno or 0) - 1] + (words.end_col_offset or 0)
    return b"".join((*kept, content[end:]))


WORDS_AT = {"Column": 1, "Table": 1, "published": 1, "interval": 1, "ends": 1, "meaning": 0, "tolerance": 1}
"""What declares a column, a table or a tolerance, with the place of the meaning or the title among its arguments."""


def _declared_words(tree: ast.AST) -> Iterator[ast.expr]:
    """Meanings and titles of each declaration of a table or a column, and kinds of intervals."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.value if isinstance(node.func, ast.Subscript) else node.func
            if isinstance(name, ast.Name) and name.id in WORDS_AT and len(node.args) > WORDS_AT[name.id]:
                yield node.args[WORDS_AT[name.id]]
                yield from (word.value for word in node.keywords if word.arg == "kind")


class Look:
    """One look at the code of the package: what each module is and imports is found out once, for all stages."""

    def __init__(self, folder: Path = PACKAGE_FOLDER) -> None:
        self._beside = folder.parent
        self._paths = _module_files(folder)
        self._modules: dict[str, tuple[tuple[Path, ...], frozenset[str]]] = {}
        self._files: dict[Path, tuple[str, _Scanned]] = {}

    def closure(self, modules: Iterable[str]) -> tuple[set[Path], set[str]]:
        """Files of `modules` and all modules of PACKAGES they import, and the top names of other libraries."""
        files: set[Path] = set()
        seen = {name for name in modules if name in self._paths}
        queue = list(seen)
        while queue:
            name = queue.pop()
            if name.partition(".")[0] in PACKAGES:
                own, imported = self._module(name)
                files.update(own)
                fresh = imported - seen
                seen |= fresh
                queue += fresh
        return files, {name.partition(".")[0] for name in seen}.difference(PACKAGES)

    def hash_of(self, modules: Iterable[str], settings: Any = None) -> str:
        """As `stage_hash`."""
        names = sorted(modules)
        for name in names:
            if name not in self._paths:
                raise ConfigError("Snakefile", f"stage names no module {name}", "fix the list of modules of the stage")
        files, libraries = self.closure(names)
        shows_meanings = self._beside / SHOWS_MEANINGS in files
        digest = hashlib.sha256()
        for name, scanned in sorted(self._file(path) for path in files):
            digest.update(name.encode())
            digest.update(scanned.digest if shows_meanings else scanned.without_meanings)
        versions = _distributions()
        for library in sorted(libraries):
            if library in versions:
                digest.update(versions[library].encode())
        digest.update(json_line(settings).encode())
        return digest.hexdigest()[:16]

    def _module(self, name: str) -> tuple[tuple[Path, ...], frozenset[str]]:
        """The file of a module with the data beside it, and what it imports; its packages are run with it.

        A name that ends in a dot is a package that is only run, because a module within it is imported.
        """
        known = self._modules.get(name)
        if known is None:
            path = self._paths[name.rstrip(".")]
            scanned = self._file(path)[1]
            # Templates and data files of a package are part of its code.
            data = _package_data(path.parent) if path.parent.parent != self._beside else ()
            names = (scanned.run if name.endswith(".") else scanned.imports).union(_parents(name))
            # `from memlit.files import write_text` names no module write_text.
            imported = (one for one in names if one.rstrip(".") in self._paths or one.partition(".")[0] not in PACKAGES)
            known = self._modules[name] = ((path, *data), frozenset(imported))
        return known

    def _file(self, path: Path) -> tuple[str, _Scanned]:
        """The place of a file, its package first, and what the hash needs from it."""
        known = self._files.get(path)
        if known is None:
            known = self._files[path] = (path.relative_to(self._beside).as_posix(), _scan(path))
        return known


def closure(modules: Iterable[str], folder: Path = PACKAGE_FOLDER) -> tuple[set[Path], set[str]]:
    """Files of `modules` and all modules of PACKAGES they import, and the top names of other libraries."""
    return Look(folder).closure(modules)


def imported_projects(modules: Iterable[str], folder: Path = PACKAGE_FOLDER) -> dict[str, str]:
    """Versions of the installed projects that `modules` import, by the names of their dist-info folders, sorted."""
    installed = _distributions()
    projects = {project for library in closure(modules, folder)[1] for project in installed.get(library, "").split(",")}
    versions = {name: version for name, _, version in (project.rpartition("-") for project in sorted(projects))}
    return {name: version for name, version in versions.items() if name not in {"", PACKAGE}}


def _parents(name: str) -> list[str]:
    """The packages that a module stands in, each with a dot behind it."""
    parts = name.rstrip(".").split(".")
    return [".".join(parts[:length]) + "." for length in range(1, len(parts))]


@functools.cache
def _package_data(folder: Path) -> tuple[Path, ...]:
    """Files of a package that are not modules, listed once per process; those of a package within it are its own."""
    entries = list(folder.iterdir())
    parts = [path for path in entries if path.is_dir() and not (path / "__init__.py").is_file()]
    return (
        *(path for path in entries if path.suffix not in {".py", ".pyc"} and path.is_file()),
        *(path for part in parts if part.name != "__pycache__" for path in _package_data(part)),
    )


@functools.cache
def _distributions() -> dict[str, str]:
    """Name and version of the installed projects by their top-level import names; the first on the path counts.

    A folder is read again if a project was installed or removed, which changes its times.
    """
    versions: dict[str, str] = {}
    for folder in map(Path, dict.fromkeys(sys.path)):
        with contextlib.suppress(OSError):
            found = MODULES.find(str(folder.absolute()), folder.stat(), functools.partial(_installed, folder))
            versions = {**found, **versions}
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


def stage_hash(modules: Iterable[str], settings: Any = None, folder: Path = PACKAGE_FOLDER) -> str:
    """Hash over the code, libraries and settings of a stage.

    modules: entry modules ("memlit.reconcile"); settings: JSON-like config sections the stage reads.
    Raises ConfigError when an entry module does not exist.
    """
    return Look(folder).hash_of(modules, settings)
