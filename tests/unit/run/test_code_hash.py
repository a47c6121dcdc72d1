"""The hash of a stage changes with the code that the stage runs, and with nothing else."""

from __future__ import annotations

import shutil
from importlib import metadata
from pathlib import Path

import pytest
from figcurves.projects.formats import FORMATS, import_project
from memlit import PACKAGES, code_hash
from memlit.errors import ConfigError


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of four modules: `stage` imports `helper` late, `helper` imports `base` and a module of a
    package beside this one; `other` stands apart.
    """
    folder = tmp_path / "memlit"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text("", encoding="utf-8")
    below = tmp_path / "figcurves"
    below.mkdir()
    (below / "__init__.py").write_text("", encoding="utf-8")
    (below / "reader.py").write_text("X = 1\n", encoding="utf-8")
    (below / "README.md").write_text("", encoding="utf-8")
    (folder / "stage.py").write_text(
        "def run():\n    from memlit.helper import f\n    import numpy\n", encoding="utf-8"
    )
    (folder / "helper.py").write_text(
        "import memlit.base\nimport memlit.templates\nimport figcurves.reader\n", encoding="utf-8"
    )
    (folder / "base.py").write_text("X = 1\n", encoding="utf-8")
    (folder / "other.py").write_text("import pandas\n", encoding="utf-8")
    (folder / "templates" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "templates" / "page.j2").write_text("<p>", encoding="utf-8")
    return folder


def hash_after(package: Path, file: str, text: str) -> tuple[str, str]:
    before = code_hash.code_digest("memlit.stage", package)
    copy = package.parent / "changed" / "memlit"
    for beside in ("memlit", "figcurves"):
        shutil.copytree(package.parent / beside, copy.parent / beside)
    (copy / file).write_text(text, encoding="utf-8")
    return before, code_hash.code_digest("memlit.stage", copy)


@pytest.mark.parametrize(
    "file", ["stage.py", "helper.py", "base.py", "__init__.py", "templates/page.j2", "../figcurves/reader.py"]
)
def test_edit_of_what_the_stage_imports_changes_its_hash(package: Path, file: str) -> None:
    before, after = hash_after(package, file, (package / file).read_text(encoding="utf-8") + "\n# edited\n")
    assert before != after


@pytest.mark.parametrize("file", ["other.py", "../figcurves/README.md"])
def test_edit_of_another_file_leaves_it(package: Path, file: str) -> None:
    before, after = hash_after(package, file, "# edited\n")
    assert before == after


def test_hash_does_not_depend_on_the_folder(package: Path) -> None:
    before, after = hash_after(package, "base.py", "X = 1\n")
    assert before == after


def test_versions_of_imported_libraries_count(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_hash.code_digest("memlit.stage", package)
    monkeypatch.setattr(code_hash, "_distributions", lambda: {"numpy": "numpy==0.0", "pandas": "pandas==0.0"})
    newer = code_hash.code_digest("memlit.stage", package)
    assert newer != before
    monkeypatch.setattr(code_hash, "_distributions", lambda: {"numpy": "numpy==0.0", "pandas": "pandas==9.9"})
    assert code_hash.code_digest("memlit.stage", package) == newer


def test_unknown_stage_module_is_named(package: Path) -> None:
    with pytest.raises(ConfigError, match=r"no module memlit\.stages\.gone"):
        code_hash.code_digest("memlit.stages.gone", package)


ALL = set(code_hash.stage_modules())
PICTURED = {"overlays", "audit_index", "audit_pages", "verify_extracted"}
"""Rules that import the room of the audit, and so all rooms before it."""
REPORTED = {"report_data", "report_observed", "render_html", "render_pdf"}
"""Rules that import the room of the report."""
# Which rules a room belongs to, read off docs/rooms.md: those that import it, and those that import a room that does.
DEPENDANTS = {
    "stages/mining/reconcile_units.py": {"reconcile_units"},
    "stages/job.py": ALL,
    "curation/record_differences.py": {"verify_extracted"},
    "curation/comparing/accept.py": {"verify_extracted"},
    "report/sections/survey/comparisons.md.j2": REPORTED,
    "export/dictionary.py": {"report_data", "report_observed", "export", "index_page"},
    "audit/index.py": PICTURED,
    "claims/rules/classes.py": {"judge_claims"},
    "reconcile/document.py": PICTURED
    | {"reconcile_units", "choose_tuples", "collect_observations", "account_evidence", "describe_synapses"},
    "files.py": ALL,
    "errors.py": ALL,
    "../printedpages/errors.py": ALL,
    "../figcurves/errors.py": PICTURED
    | {"extract_publications", "reconcile_units", "choose_tuples", "collect_observations", "account_evidence"}
    | {"describe_synapses"},
    "cli/ask.py": set(),
    "desk/desk.py": set(),
}


@pytest.fixture(scope="module")
def real_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("package") / "memlit"
    for package in PACKAGES:
        original = code_hash.PACKAGE_FOLDER.parent / package
        shutil.copytree(original, copy.parent / package, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def stage_hashes(folder: Path) -> dict[str, str]:
    return {stage: code_hash.code_digest(module, folder) for stage, module in code_hash.stage_modules().items()}


@pytest.fixture(scope="module")
def before(real_copy: Path) -> dict[str, str]:
    return stage_hashes(real_copy)


@pytest.mark.parametrize("module", sorted(DEPENDANTS))
def test_edited_module_changes_the_rules_whose_rooms_it_is_in(
    real_copy: Path, before: dict[str, str], module: str
) -> None:
    path = real_copy / module
    original = path.read_text(encoding="utf-8")
    path.write_text(original + "\n# edited\n", encoding="utf-8")
    code_hash._room.cache_clear()
    try:
        after = stage_hashes(real_copy)
    finally:
        path.write_text(original, encoding="utf-8")
        code_hash._room.cache_clear()
    assert {stage for stage in before if before[stage] != after[stage]} == DEPENDANTS[module]


def test_installed_libraries_are_found_with_their_versions() -> None:
    found = code_hash._distributions()
    for module, project in (("numpy", "numpy"), ("yaml", "PyYAML"), ("pydantic", "pydantic"), ("PIL", "pillow")):
        name, version = found[module].split("-")
        assert name.lower() == project.lower()
        assert version == metadata.version(project)


def test_imports_are_found_wherever_a_statement_can_stand() -> None:
    source = """
import a
from b import c
def f():
    import d.e
    if f:
        from g import h
    else:
        import i
    for _ in ():
        import j
    try:
        import k
    except ImportError:
        import l
    finally:
        import m
    with f() as _:
        import n
    match f:
        case 1:
            import o
class X:
    import p
    async def y(self):
        import q
from memlit import r, s
import t, u
"""
    walked = code_hash.imported_names(source)
    assert walked == {"a", "b", "d.e", "g", *"ijklmnopq", "memlit", "memlit.r", "memlit.s", "t", "u"}


def test_the_reader_of_every_format_is_code_of_the_stages_that_read_files() -> None:
    files, _ = code_hash.closure([import_project.__module__])
    assert {f"projects/{one.module}.py" for one in FORMATS} <= {f"{path.parent.name}/{path.name}" for path in files}
