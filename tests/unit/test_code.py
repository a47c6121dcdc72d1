"""The hash of a stage changes with the code that the stage runs, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from memlit import code
from memlit.errors import ConfigError
from memlit.plan import STAGES


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of four modules: `stage` imports `helper` late, `helper` imports `base`; `other` stands apart."""
    folder = tmp_path / "memlit"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text("", encoding="utf-8")
    (folder / "stage.py").write_text(
        "def run():\n    from memlit.helper import f\n    import numpy\n", encoding="utf-8"
    )
    (folder / "helper.py").write_text("import memlit.base\nimport memlit.templates\n", encoding="utf-8")
    (folder / "base.py").write_text("X = 1\n", encoding="utf-8")
    (folder / "other.py").write_text("import pandas\n", encoding="utf-8")
    (folder / "templates" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "templates" / "page.j2").write_text("<p>", encoding="utf-8")
    return folder


def hash_after(package: Path, file: str, text: str) -> tuple[str, str]:
    before = code.stage_hash(["memlit.stage"], {}, package)
    copy = package.parent / "changed" / "memlit"
    shutil.copytree(package, copy)
    (copy / file).write_text(text, encoding="utf-8")
    return before, code.stage_hash(["memlit.stage"], {}, copy)


@pytest.mark.parametrize("file", ["stage.py", "helper.py", "base.py", "__init__.py", "templates/page.j2"])
def test_edit_of_what_the_stage_imports_changes_its_hash(package: Path, file: str) -> None:
    before, after = hash_after(package, file, (package / file).read_text(encoding="utf-8") + "\n# edited\n")
    assert before != after


def test_edit_of_another_module_leaves_it(package: Path) -> None:
    before, after = hash_after(package, "other.py", "import pandas\n# edited\n")
    assert before == after


def test_hash_does_not_depend_on_the_folder(package: Path) -> None:
    before, after = hash_after(package, "base.py", "X = 1\n")
    assert before == after


def test_settings_and_library_versions_count(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code.stage_hash(["memlit.stage"], {"seed": 1}, package)
    assert code.stage_hash(["memlit.stage"], {"seed": 2}, package) != before
    monkeypatch.setattr(code, "_distributions", lambda: {"numpy": "numpy==0.0", "pandas": "pandas==0.0"})
    newer = code.stage_hash(["memlit.stage"], {"seed": 1}, package)
    assert newer != before
    monkeypatch.setattr(code, "_distributions", lambda: {"numpy": "numpy==0.0", "pandas": "pandas==9.9"})
    assert code.stage_hash(["memlit.stage"], {"seed": 1}, package) == newer


def test_unknown_stage_module_is_named(package: Path) -> None:
    with pytest.raises(ConfigError, match=r"no module memlit\.gone"):
        code.stage_hash(["memlit.gone"], {}, package)


# Which stages a module belongs to, read off design: each stage reads only the one before it.
DEPENDANTS = {
    "curation/differences.py": {"verify_extracted"},
    "report/pdf.py": {"report_pdf"},
    "report/html.py": {"report_html"},
    # Resolve reads corrections.csv by the same subpackage.
    "reconcile/document.py": {"reconcile", "resolve"},
    "sources/mined.py": {"extract"},
    "provenance/index.py": {"audit_index"},
    "files.py": set(STAGES),
    "errors.py": set(STAGES),
    "curation/accept.py": set(),
    "cli.py": set(),
}


@pytest.fixture(scope="module")
def real_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("package") / "memlit"
    shutil.copytree(code.PACKAGE_FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def stage_hashes(folder: Path) -> dict[str, str]:
    code._imports_of.cache_clear()
    return {stage: code.stage_hash([f"memlit.stages.{stage}"], {}, folder) for stage in STAGES}


@pytest.mark.parametrize("module", sorted(DEPENDANTS))
def test_edited_module_changes_exactly_its_stages(real_copy: Path, module: str) -> None:
    before = stage_hashes(real_copy)
    path = real_copy / module
    original = path.read_text(encoding="utf-8")
    path.write_text(original + "\n# edited\n", encoding="utf-8")
    try:
        after = stage_hashes(real_copy)
    finally:
        path.write_text(original, encoding="utf-8")
    assert {stage for stage in STAGES if before[stage] != after[stage]} == DEPENDANTS[module]
