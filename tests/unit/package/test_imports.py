"""One direction of imports: a module imports only from those before it."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Collection

import pytest
from memlit import PACKAGES

from tests.builders import ROOT

WORKFLOW = ROOT / "workflow"


def imported_names(source: str) -> set[str]:
    """Dotted names that `source` imports anywhere, late imports included; of `from a import b` also a.b."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


PACKAGE = WORKFLOW / "memlit"
ORDER = (
    "errors",
    "grouping",
    "yaml_files",
    "config",
    "files",
    "caching",
    "worker",
    "code_hash",
    "datum",
    "published",
    "frames",
    "numbers",
    "job",
    "library",
    "field",
    "quantities",
    "presentation",
    "naming",
    "asking",
    "passages",
    "sources",
    "reconcile",
    "devices",
    "benchmark",
    "statistics",
    "sampling",
    "analysis",
    "claims",
    "synapses",
    "changes",
    "observations",
    "plots",
    "report",
    "audit",
    "export",
    "placing",
    "sheet",
    "fetching",
    "curation",
    "desk",
    "schemas",
    "parse_time",
    "declared",
    "ending",
    "cli",
)

ROOMS = {
    "reconcile.curves": ("settings", "pulse_curves", "readers"),
    "asking": (
        *(
            "looks",
            "lines",
            "prints",
            "readings",
            "notes",
            "cell_parts",
            "cells",
            "model",
            "places",
            "stored",
            "returned",
        ),
        *("questions", "refusals", "apply", "presets", "explain"),
    ),
    "quantities": (
        *("array_size", "spelling", "context", "cut", "joined", "absent", "convert", "model", "parameters", "read"),
    ),
    "passages": ("model", "sentences", "chosen", "find", "read", "said", "tuples", "printed_again", "render"),
    "sources": (
        *("figures_yaml", "folder", "licences", "standing", "throughput", "points"),
        *("attribution", "data", "pictures", "extract", "texts", "bucket"),
    ),
    "claims": ("verdict", "evidence", "scope", "compare", "rules", "evaluate", "worklist", "outputs"),
    "curation": (
        "git",
        "record_differences",
        "verification",
        "answering",
        "asking_model",
        "adding",
        "checking",
        "comparing",
    ),
    "statistics": ("checks", "results", "comparison", "models", "readers"),
    "analysis": (
        *("medians", "class_medians", "quantities"),
        *("tags", "evidence", "comparison", "class_lines", "robustness", "variability"),
    ),
    "synapses": ("members", "counts", "confusion", "energy", "beside", "next_readings"),
    "plots": ("look", "benchmark", "classes", "named", "variability", "observed", "draw"),
    "report": (
        *("book", "blocks", "conditions", "papers_read", "verdicts", "written", "extent", "paper"),
        *("observed", "sections", "build", "build_observed", "rendering"),
    ),
    "audit": (
        *(
            "subjects",
            "observed_subjects",
            "database",
            "index",
            "lookup",
            "series",
            "chain",
            "questions",
            "ask",
            "overlays",
            "pages",
        ),
    ),
    "report.sections": (
        "review",
        "devices",
        "named",
        "survey",
        "variability",
        "making",
        "summary",
        "observed",
        "outline",
    ),
}
"""Order of what stands in a folder, where it has folders of its own."""
BESIDE = {
    "printed": (
        *("errors", "files", "xml_names", "tolerances", "yaml_files", "ordered_rules", "notes", "symbols", "tags"),
        *("units", "header_units", "siunitx", "geometry", "trace", "pdf", "ocr", "drawn_trace", "documents", "tables"),
        *("worker", "__main__"),
    ),
    "printed.pdf": (
        *("settings", "letters", "glyph_shapes", "file_fonts", "odd_ink", "font_letters", "characters", "rules"),
        *("frames", "turned", "runs_and_scripts", "lines", "readable", "picture_page", "document", "uncovered_ink"),
    ),
    "printed.ocr": (*("settings", "model", "raster", "engine", "matching", "ink", "scripts", "once", "look", "page"),),
    "printed.documents": (
        *("kind", "paragraphs", "markup", "latex", "markdown", "blocks", "opened", "pictures", "first_page"),
    ),
    "printed.tables": ("settings", "model", "delimited", "markup", "latex", "pdf", "read", "render"),
    "printed.tables.pdf": (
        "grid",
        "page",
        "framed",
        "unframed",
        "tables_on_page",
        "left_over",
        "fallback",
        "page_tables",
        "continued",
        "second_heads",
        "pictures",
        "unread_ink",
        "second_readings",
        "read",
    ),
    "printed.documents.blocks": ("settings", "model", "plain", "markup", "latex", "pdf", "reference_lists"),
    "figcurves": (
        *("errors", "settings", "pieces", "model", "reasons", "edits", "calibration", "writing", "render", "projects"),
        *("paths", "axes", "shapes", "series", "check", "ocr", "label_ink", "picture", "vector", "pageimage"),
        *("explain", "overlays", "calling", "exports", "front_door", "__main__"),
    ),
}
"""The packages that memlit stands on, lowest first, and the order of what stands in each and in its folders."""


@functools.cache
def modules(package: str = "memlit") -> dict[str, ast.Module]:
    """Every module, parsed, by its dotted name below the package."""
    found = {}
    folder = WORKFLOW / package
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_itself_those_below_it_and_libraries(package: str) -> None:
    """The reader of figures needs nothing of memlit, and the door to a page neither."""
    above = PACKAGES[: PACKAGES.index(package)]
    wrong = [
        f"{package}.{name} imports {imported}"
        for name, source in modules(package).items()
        for imported in imported_names(source)
        if imported.partition(".")[0] in above
    ]
    assert wrong == []


@pytest.mark.parametrize("room", BESIDE)
def test_the_packages_below_have_an_order_too(room: str) -> None:
    package, _, folder = room.partition(".")
    order = BESIDE[room]
    inside = {
        name: source for name, source in modules(package).items() if name.startswith(f"{folder}." if folder else "")
    }
    depth = room.count(".")
    assert {name.split(".")[depth] for name in inside if name} == set(order)
    wrong = []
    for name, source in inside.items():
        for imported in imported_names(source):
            top = imported.removeprefix(f"{room}.").partition(".")[0]
            is_own = imported.startswith(f"{room}.") and top in order
            if name and is_own and order.index(top) > order.index(name.split(".")[depth]):
                wrong.append(f"{package}.{name} imports {imported}")
    assert wrong == []


def test_every_module_has_its_place_in_the_order() -> None:
    tops = {name.split(".")[0] for name in modules()} - {""}
    assert tops <= set(ORDER), sorted(tops - set(ORDER))


def test_modules_import_only_from_those_before_them() -> None:
    wrong = []
    for name, source in modules().items():
        top = name.split(".")[0]
        for imported in imported_names(source):
            parts = imported.split(".")
            if parts[0] != "memlit" or len(parts) == 1 or parts[1] not in ORDER:
                continue
            if parts[1] != top and ORDER.index(parts[1]) > ORDER.index(top):
                wrong.append(f"{name} imports {imported}")
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_have_an_order_too(room: str) -> None:
    assert {name.split(".")[len(room.split("."))] for name in modules() if name.startswith(f"{room}.")} == set(
        ROOMS[room]
    )
    wrong = []
    depth = len(room.split("."))
    for name, source in modules().items():
        if not name.startswith(f"{room}."):
            continue
        own = name.split(".")[depth]
        for imported in imported_names(source):
            parts = imported.removeprefix("memlit.").split(".")
            is_inside = ".".join(parts[:depth]) == room and len(parts) > depth and parts[depth] in ROOMS[room]
            if is_inside and ROOMS[room].index(parts[depth]) > ROOMS[room].index(own):
                wrong.append(f"{name} imports {imported}")
    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_imports_relatively(package: str) -> None:
    """Relative imports would escape the order above and the hash of a stage's code."""
    relative = [
        name
        for name, source in modules(package).items()
        for node in ast.walk(source)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


INTERFACES = {
    "draw": "memlit.plots",
    "drawn": "memlit.plots",
    "read_project": "figcurves.projects",
    "main": "",
}
"""Functions that each module of a folder has, with one meaning: a figure and the numbers it shows, a format of
digitizers; `main` begins a process, in whichever folder."""


def public_names(statement: ast.stmt) -> list[str]:
    """Names that a statement of a module defines for others; the letter of a type variable means nothing by itself."""
    match statement:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            names = [name]
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar" | "ParamSpec"))):
            names = []
        case ast.Assign(targets=targets):
            names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            names = [name]
        case _:
            names = []
    return [name for name in names if not name.startswith("_")]


def test_a_public_name_is_defined_in_one_module_of_all_packages() -> None:
    """One public name, one meaning: `Line` was a line of a page, of a list of references and of a summary."""
    places: dict[str, set[str]] = {}
    for package in PACKAGES:
        for module, source in modules(package).items():
            for name in (name for statement in source.body for name in public_names(statement)):
                where = f"{package}.{module}"
                if name not in INTERFACES or not where.startswith(INTERFACES[name]):
                    places.setdefault(name, set()).add(where)
    assert {name: sorted(found) for name, found in places.items() if len(found) > 1} == {}


def imports_at_the_top(source: ast.Module, known: Collection[str], package: str) -> set[str]:
    """Modules that are imported when this one is; `from package import module` is an import of the module."""
    found = set()
    for node in source.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package):
            for alias in node.names:
                full = f"{node.module}.{alias.name}".removeprefix(f"{package}.")
                found.add(full if full in known else (node.module or "").removeprefix(f"{package}."))
    return found & set(known)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_imports_in_a_circle(package: str) -> None:
    sources = modules(package)
    graph = {name: imports_at_the_top(source, sources, package) - {name} for name, source in sources.items()}
    done: set[str] = set()
    while ready := {name for name in graph if name not in done and graph[name] <= done}:
        done |= ready
    assert sorted(set(graph) - done) == []


ANALYSES = ("analysis", "claims", "synapses")
OF_TABLES = {
    "plots": ("devices", "benchmark", *ANALYSES),
    "audit": ("devices", "benchmark", *ANALYSES),
    "report": ANALYSES,
}
"""Rooms that know results by their published tables alone, with the rooms of which they import nothing."""


@pytest.mark.parametrize("room", OF_TABLES)
def test_figures_report_and_audit_know_analyses_by_their_tables_alone(room: str) -> None:
    """So a figure or a section is written in pandas from a published table, and a rule of an analysis changes none."""
    wrong = [
        f"{name} imports {imported}"
        for name, source in modules().items()
        if name.split(".")[0] == room
        for imported in imported_names(source)
        if imported.startswith("memlit.") and imported.split(".")[1] in OF_TABLES[room]
    ]
    assert wrong == []


MOST_FLOORS = 12
"""A room stands one floor above the highest that it imports; a change below reaches all floors above."""


def test_the_package_is_no_higher_tower() -> None:
    imported: dict[str, set[str]] = {room: set() for room in ORDER}
    for name, source in modules().items():
        room = name.split(".")[0]
        parts = {each.removeprefix("memlit.").split(".")[0] for each in imported_names(source) if "memlit." in each}
        imported.setdefault(room, set()).update(part for part in parts if part in ORDER and part != room)
    floors: dict[str, int] = {}
    for room in ORDER:
        floors[room] = 1 + max((floors[below] for below in imported[room]), default=0)
    assert max(floors.values()) <= MOST_FLOORS


def test_the_command_line_imports_late() -> None:
    """`memlit --help` must not pay for pandas, PDFium or pydantic."""
    early = set()
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((PACKAGE / "cli").glob("*.py"))]
    for node in (node for tree in trees for node in tree.body):
        if isinstance(node, ast.Import):
            early |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            early.add(node.module.split(".")[0])
            assert node.module in {
                "memlit.errors",
                "memlit.cli",
                "memlit.cli.options",
                "memlit.cli.progress",
            } or not node.module.startswith("memlit"), node.module
    assert early - sys.stdlib_module_names <= {"click", "memlit"}


def test_rules_import_no_library_that_takes_seconds_before_they_need_it() -> None:
    """A rule is a process: what it does not use it must not pay for."""
    scripts = [path.read_text(encoding="utf-8") for path in (WORKFLOW / "scripts").glob("*.py")]
    # Of each script what it imports.
    names = sorted({name for script in scripts for name in re.findall(r"^from (memlit[\w.]*) import", script, re.M)})
    source = f"import sys\nfor name in {names}:\n    __import__(name)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    slow = {
        "scipy.stats",
        "statsmodels",
        "sklearn",
        "skimage",
        "seaborn",
        "matplotlib",
        "pdfplumber",
    }
    assert not slow & set(done.stdout.split())


def test_the_start_of_a_run_imports_no_reader() -> None:
    """Snakemake imports this each time, also where there is nothing to do."""
    source = "import sys, memlit.ending, memlit.parse_time\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    readers = {"numpy", "memlit.quantities.read", "printed.tables.read", "memlit.passages", "memlit.reconcile"}
    assert not readers & set(done.stdout.split())
