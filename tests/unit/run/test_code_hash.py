"""The hash of a stage changes with the code that the stage runs, and with nothing else."""

from __future__ import annotations

import os
import shutil
from importlib import metadata
from pathlib import Path

import pytest
from figcurves.projects.formats import FORMATS, import_project
from memlit import PACKAGES, code_hash
from memlit.caching.contents import Remembered
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
    before = code_hash.stage_hash(["memlit.stage"], {}, package)
    copy = package.parent / "changed" / "memlit"
    for beside in ("memlit", "figcurves"):
        shutil.copytree(package.parent / beside, copy.parent / beside)
    (copy / file).write_text(text, encoding="utf-8")
    return before, code_hash.stage_hash(["memlit.stage"], {}, copy)


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


DECLARED = """CLASSES = Table[int](
    "classes.csv", "Medians µ of classes", "class_medians",
    (Column("n", "papers with a value", lambda i: i), Column("unit", "SI unit"),
    *interval("p", "its p", ends, "1", kind="interval")),
)
@published("trends.csv", "Trends over years", "test_sensitivity")
class Trend:
    slope: Annotated[float, meaning("decades a year", unit="decades")]
"""
REWORDED = (
    DECLARED.replace("Medians µ of", "Ωmega of all")
    .replace("with a value", "that\\nprint one")
    .replace("its p", "p")
    .replace('"interval"', '"range"')
    .replace("Trends over years", "Slopes")
    .replace("decades a year", "decades per year")
)


def test_reworded_meaning_touches_only_a_stage_that_shows_meanings(package: Path) -> None:
    (package / "base.py").write_text(DECLARED, encoding="utf-8")
    before, after = hash_after(package, "base.py", REWORDED)
    assert before == after
    shutil.rmtree(package.parent / "changed")
    (package / "export").mkdir()
    (package / "export/dictionary.py").write_text("", encoding="utf-8")
    (package / "stage.py").write_text("import memlit.export.dictionary, memlit.base\n", encoding="utf-8")
    before, after = hash_after(package, "base.py", REWORDED)
    assert before != after


@pytest.mark.parametrize(
    "change", [("lambda i: i)", "lambda i: 2 * i)"), ('"unit"', '"units"'), ("CLASSES", "CLASS"), ("slope", "rise")]
)
def test_all_else_of_a_declared_table_is_code(package: Path, change: tuple[str, str]) -> None:
    (package / "base.py").write_text(DECLARED, encoding="utf-8")
    before, after = hash_after(package, "base.py", DECLARED.replace(*change))
    assert before != after


def test_hash_does_not_depend_on_the_folder(package: Path) -> None:
    before, after = hash_after(package, "base.py", "X = 1\n")
    assert before == after


def test_settings_and_library_versions_count(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_hash.stage_hash(["memlit.stage"], {"seed": 1}, package)
    assert code_hash.stage_hash(["memlit.stage"], {"seed": 2}, package) != before
    monkeypatch.setattr(code_hash, "_distributions", lambda: {"numpy": "numpy==0.0", "pandas": "pandas==0.0"})
    newer = code_hash.stage_hash(["memlit.stage"], {"seed": 1}, package)
    assert newer != before
    monkeypatch.setattr(code_hash, "_distributions", lambda: {"numpy": "numpy==0.0", "pandas": "pandas==9.9"})
    assert code_hash.stage_hash(["memlit.stage"], {"seed": 1}, package) == newer


def test_unknown_stage_module_is_named(package: Path) -> None:
    with pytest.raises(ConfigError, match=r"no module memlit\.gone"):
        code_hash.stage_hash(["memlit.gone"], {}, package)


# Which stages a module belongs to, read off design: each stage reads only the one before it.
DEPENDANTS = {
    "curation/comparing/record_differences.py": {"verify_extracted"},
    "report/rendering/pdf.py": {"render_pdf"},
    "report/rendering/html.py": {"render_html"},
    "report/rendering/templates/report.css": {"audit_pages", "render_html", "render_pdf"},
    "report/sections/survey/comparisons.md.j2": {"report_data"},
    "reconcile/document.py": {"reconcile_units"},
    "sources/data/from_tables.py": {"extract_publications"},
    "audit/index.py": {"audit_index"},
    "audit/pages/page.py": {"audit_pages"},
    "files.py": set(code_hash.stage_modules()),
    "errors.py": set(code_hash.stage_modules()),
    "../figcurves/vector.py": {"extract_publications", "overlays"},
    "../figcurves/render.py": set(),
    "../printedpages/errors.py": set(code_hash.stage_modules()),
    "curation/comparing/accept.py": set(),
    "cli/ask.py": set(),
}


@pytest.fixture(scope="module")
def real_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("package") / "memlit"
    for package in PACKAGES:
        original = code_hash.PACKAGE_FOLDER.parent / package
        shutil.copytree(original, copy.parent / package, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def stage_hashes(folder: Path) -> dict[str, str]:
    return {stage: code_hash.stage_hash([module], {}, folder) for stage, module in code_hash.stage_modules().items()}


@pytest.fixture(scope="module")
def before(real_copy: Path) -> dict[str, str]:
    return stage_hashes(real_copy)


@pytest.mark.parametrize("module", sorted(DEPENDANTS))
def test_edited_module_changes_exactly_its_stages(real_copy: Path, before: dict[str, str], module: str) -> None:
    path = real_copy / module
    original = path.read_text(encoding="utf-8")
    path.write_text(original + "\n# edited\n", encoding="utf-8")
    try:
        after = stage_hashes(real_copy)
    finally:
        path.write_text(original, encoding="utf-8")
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
"""
    walked = code_hash.imported_names(source)
    assert walked == {"a", "b", "b.c", "d.e", "g", "g.h", *"ijklmnopq"}


def test_what_an_earlier_process_saw_is_taken_over_only_for_files_that_are_as_they_were(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "modules.json"

    def hash_of_a_new_process() -> str:
        monkeypatch.setattr(code_hash, "MODULES", Remembered())
        code_hash.MODULES.load(store)
        return code_hash.stage_hash(["memlit.stage"], {}, package)

    first = hash_of_a_new_process()
    code_hash.MODULES.save(store)
    with monkeypatch.context() as patch:
        patch.setattr(code_hash, "imported_names", lambda _: pytest.fail("a module was read again"))
        assert hash_of_a_new_process() == first
    module = package / "base.py"
    state = module.stat()
    module.write_text("X = 2\n", encoding="utf-8")
    os.utime(module, ns=(state.st_atime_ns, state.st_mtime_ns))
    changed = hash_of_a_new_process()
    assert changed != first
    store.write_text('{"a": 1}', encoding="utf-8")
    assert hash_of_a_new_process() == changed


def test_the_reader_of_every_format_is_code_of_the_stages_that_read_files() -> None:
    files, _ = code_hash.closure([import_project.__module__])
    assert {f"projects/{one.module}.py" for one in FORMATS} <= {f"{path.parent.name}/{path.name}" for path in files}
