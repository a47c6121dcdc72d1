"""The committed files of this review: well by its own check, named, described and tagged as the review prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from memlit.analysis.tags import load_tags, tag_counts
from memlit.cli import main
from memlit.library import Library, load_library
from memlit.sources.folder import read_folder, source_keys, unused_files

from tests.builders import ROOT, vocabulary
from tests.workflow.test_exports import faults, licences_at_the_rows


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "references.bib")


def test_check_of_the_committed_review_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(main, ["check"], prog_name="memlit")
    assert (done.exit_code, done.stdout) == (0, "all well\nNext: snakemake --cores 4\n")


def test_committed_folders_have_entries_and_readable_descriptions(library: Library) -> None:
    keys, problems = source_keys(ROOT / "sources")
    assert problems == []
    for key in keys:
        assert key in library.entries, f"sources/{key} has no entry"
        described = read_folder(ROOT / "sources", key)
        # A document that is not redistributed says where it is.
        names = {path.name for path in described.files} | {file.file for file in described.description.fetched}
        assert {table.file for table in described.description.tables} <= names, key
        assert unused_files(ROOT / "sources" / key) == [], key
        told = {meaning.parameter for table in described.description.tables for meaning in table.headers.values()}
        assert told <= set(vocabulary().parameters), key


def test_every_tag_of_the_review_names_its_place(library: Library) -> None:
    tags = load_tags(ROOT / "config" / "tags.csv", library.entries)
    assert all(tag.document and tag.locator and tag.curator for tag in tags)
    by_tag: dict[str, set[int]] = {}
    for tag in tags:
        by_tag.setdefault(tag.tag, set()).add(library.entries[tag.paper].reviewref or 0)
    assert by_tag["filament confinement"] == {147}
    assert by_tag["repeating layers"] == {94, 101, 225}
    assert by_tag["less diffusive anode"] == {122, 244}
    assert by_tag["non-filamentary"] == {149, 150, 153, 154}
    assert {104, 107, 115, 125, 214, 218} <= by_tag["overshoot suppression"]


def test_tags_alone_give_their_counts(library: Library) -> None:
    tags = load_tags(ROOT / "config" / "tags.csv", library.entries)
    counts = {count.n.id.split("/")[-1].removesuffix("#n"): count.n.value for count in tag_counts(tags)}
    assert counts["passive"] == 5
    assert counts["less diffusive anode"] == 2


def test_data_package_of_the_whole_review_is_valid(whole_review: Path) -> None:
    assert faults(whole_review) == []


def test_each_source_of_the_review_has_its_licence_at_its_rows(whole_review: Path) -> None:
    licences_at_the_rows(whole_review)


def test_no_record_and_no_table_holds_an_escaped_character(whole_review: Path) -> None:
    """`&lt;1 V` is a piece of a file's markup, never of a print."""
    escaped = re.compile(r"&(?:lt|gt|amp|quot|#\d+);")
    files = [*(ROOT / "extracted").glob("*.json"), *(whole_review / "results/data").glob("*.csv")]
    assert len(files) > 150
    found = {path.name for path in files if escaped.search(path.read_text(encoding="utf-8"))}
    assert found == set()


def test_no_page_shows_a_tag_or_an_escaped_character(whole_review: Path) -> None:
    shown = re.compile(r"&lt;/?su[bp]|&amp;(?:lt|gt|amp);")
    pages = [*(whole_review / "results/audit").glob("*.html"), *(whole_review / "results").glob("*.html")]
    assert len(pages) > 100
    assert {page.name for page in pages if shown.search(page.read_text(encoding="utf-8"))} == set()
