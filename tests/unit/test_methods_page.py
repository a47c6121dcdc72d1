"""docs/methods.md names versions and modules: both must be those of the project."""

from __future__ import annotations

import re

from memlit.report.sections.software import LICENCES, versions

from tests.builders import ROOT

PAGE = (ROOT / "docs/methods.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "workflow" / "memlit"


def test_versions_are_the_pinned_ones() -> None:
    software = PAGE.partition("## Software")[2]
    named = re.findall(r"([A-Za-z][\w-]*) (\d[\w.]*)(?=[, |])", software)
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M))
    wrong = {name: version for name, version in named if pinned.get(name.lower()) != version}
    assert wrong == {}
    assert len(named) > 20


def test_modules_and_pages_exist() -> None:
    modules = re.findall(r"`memlit\.([a-z_.0-9]+)`", PAGE)
    modules += re.findall(r"`((?:analysis|statistics)\.[a-z_]+)`", PAGE)
    paths = [PACKAGE.joinpath(*module.split(".")) for module in modules]
    assert [path for path in paths if not (path.is_dir() or path.with_suffix(".py").is_file())] == []
    pages = re.findall(r"`(docs/[\w-]+\.md)`", PAGE)
    assert [page for page in pages if not (ROOT / page).is_file()] == []


def test_the_report_names_the_installed_versions() -> None:
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M))
    assert versions() == {library: pinned[library] for library in LICENCES}
