"""The pages as a site: built with strict links, with the pages that are made from the code, loading nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ..conftest import ROOT

FRONT = ("README.md", "CONTRIBUTING.md", "SUPPORT.md", "CODE_OF_CONDUCT.md", "CHANGELOG.md")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


def build(source: Path, site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = build(ROOT, folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_search_finds_what_is_made_from_the_code(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    texts: dict[str, str] = {}
    for part in index["docs"]:
        page = part["location"].partition("#")[0]
        texts[page] = texts.get(page, "") + part["title"] + part["text"]
    assert "action_energy_j" in texts["data-dictionary.html"]
    assert "column_gap" in texts["tolerances.html"]
    assert "hodges_lehmann" in texts["statistics.html"]


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loads = re.compile(r"<(?:script|img|iframe)[^>]* src=[\"']?(https?:)|<link[^>]* rel=[\"']?stylesheet[^>]*https?:")
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 25
    assert [page.name for page in pages if loads.search(page.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("link", ["no-such-page.md", "glossary.md#no-such-word"])
def test_a_link_that_leads_nowhere_fails(link: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "docs", copy / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", copy)
    for name in ("CHANGELOG.md", "CONTRIBUTING.md", "evaluation", "workflow", "config"):
        (copy / name).symlink_to(ROOT / name)
    with (copy / "docs/index.md").open("a", encoding="utf-8") as page:
        page.write(f"\n[a word]({link})\n")
    done = build(copy, tmp_path / "site")
    assert done.returncode != 0
    assert link.rpartition("#")[2] in done.stderr


def test_every_page_of_docs_stands_in_the_contents() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    parts = yaml.safe_load(text)["nav"]
    assert [title for part in parts for title in part] == ["Use", "Data", "Methods", "Develop"]
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert {page for page in pages if f": {page}\n" not in text} == set()


@pytest.mark.parametrize("page", FRONT)
def test_links_of_the_front_pages_lead_to_files(page: str) -> None:
    links = LINK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []


def test_github_runs_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set()
    for path in sorted((ROOT / ".github/workflows").glob("*.yml")):
        named |= set(re.findall(r"run: make ([a-z][\w-]*)", path.read_text(encoding="utf-8")))
    assert {"lint", "test", "docs"} <= named
    assert [target for target in named if not re.search(rf"^{target}:", makefile, re.M)] == []


def test_who_finds_a_vulnerability_is_sent_to_a_form_that_is_there_or_to_a_person() -> None:
    """Until the citation names a contact."""
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    form = re.findall(r"`(\.github/ISSUE_TEMPLATE/[\w-]+\.yml)`", page)
    has_contact = "contact" in yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert has_contact or form
    for name in form:
        described = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= described.keys()
