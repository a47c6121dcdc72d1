"""docs/methods.md names libraries and modules, the report libraries: those that memlit declares, and no others."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from memlit.parse_time import WorkflowPlan, workflow_plan
from memlit.report.sections.making.methods import RUNNER, described_project, libraries

from tests.builders import ROOT

PAGE = (ROOT / "docs/methods.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made() -> WorkflowPlan:
    return workflow_plan(ROOT, {})


def named(made: WorkflowPlan) -> set[str]:
    return {canonical(library.name) for library in libraries(made.projects)}


def canonical(project: str) -> str:
    """A project's name as a lock writes it (PyPA, name normalization)."""
    return project.lower().replace(".", "-")


def test_the_report_names_what_memlit_declares(made: WorkflowPlan) -> None:
    """deptry holds that what is declared is imported (make lint)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]
    declared = {canonical(re.match(r"[\w.-]+", line)[0]) for line in lines}
    assert named(made) == declared - {RUNNER}


def test_the_report_names_the_pinned_versions(made: WorkflowPlan) -> None:
    pins = dict(
        re.findall(r"^([\w.-]+)(?:\[\w+\])?==([^\s;]+)", (ROOT / "requirements/run.txt").read_text("utf-8"), re.M)
    )
    assert {library.name: library.version for library in libraries(made.projects)} == {
        library.name: pins.get(canonical(library.name)) for library in libraries(made.projects)
    }


def test_the_page_names_the_same_libraries_and_licences(made: WorkflowPlan) -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", PAGE.partition("## Software")[2], re.M)
    written = {name: licence for name, licence in rows if name != "library"}
    known = [described_project(RUNNER), *libraries(made.projects)]
    assert written == {library.name: library.licence for library in known}


def test_a_licence_is_a_name_never_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old projects put the whole licence into the field of its name; the classifier has the name."""
    info = tmp_path / "some_reader-1.0.dist-info"
    info.mkdir()
    info.joinpath("METADATA").write_text(
        "Metadata-Version: 2.1\nName: some-reader\nVersion: 1.0\nLicense: Redistribution and use\n"
        "        in source and binary forms\nClassifier: License :: OSI Approved :: BSD License\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert str(described_project("some-reader")) == "some-reader 1.0 (BSD)"


def test_modules_and_pages_exist() -> None:
    modules = re.findall(r"`memlit\.([a-z_.0-9]+)`", PAGE)
    modules += re.findall(r"`((?:analysis|statistics)\.[a-z_.0-9]+)`", PAGE)
    paths = [(ROOT / "workflow/memlit").joinpath(*module.split(".")) for module in modules]
    assert [path for path in paths if not (path.is_dir() or path.with_suffix(".py").is_file())] == []
    pages = re.findall(r"`(docs/[\w-]+\.md)`", PAGE)
    assert [page for page in pages if not (ROOT / page).is_file()] == []
