"""Every file, folder, module and id that a page of the documentation names exists, in the repository or after a run."""

from __future__ import annotations

import functools
import re
import sqlite3
from pathlib import Path

import pytest

from ..conftest import ROOT, FinishedReview
from .test_commands import FENCE, PAGES, SPAN

EXAMPLES = ("doe2024", "roe2024", "poe2024", "low2024", "loe2024")
"""Keys of made-up papers, which the worked examples add."""
OF_A_PERSON = {
    "paper.pdf", "fulltext.xml", "fulltext.pdf", "paper-p4-1-overlay.png", "paper-p4-1.csv", "fig3.png", "wpd.json",
    "say.yaml", "truth.csv", "ibm-img-reram-prog-plot.png", "set.csv", "reset.csv", "metrics.schema.json",
    "classes.schema.json", "readings_second.csv", "sources/KEY/fulltext.xml", "fig_pPAGE_N.png",
    "extracted/KEY.pictures.jsonl", "extracted/KEY.answers.jsonl", "extracted/KEY.replies.jsonl",
    "questions.json", "answers.json",
    "curation/sample.csv", "curation/second_readings.csv",
    "config/field.yaml", "results/data/left_out.csv", "materials/PAPER/MATERIAL.json",
}  # fmt: skip
"""Files of people who use memlit, of other projects, or of a review made by `memlit new`."""
OF_A_COMMAND = {
    "paper.sheet.html",
}
"""Files that `memlit sheet` writes where it is called."""
MADE_LATER = (
    *("release/", "raw/", "results/run/backup/", "results/run/revisions", "results/run/removed/", "results/run/desk/"),
    "results/docs",
)
"""Folders that a command makes when it is asked to, or that a person fills."""
NO_FILE = {"benchmark/table-1": "a table of the report"}
LEFT_OUT = {".venv", ".git", ".snakemake", "results", "__pycache__", "node_modules", ".hypothesis"}
SUFFIX = re.compile(
    r"\.(?:py|csv|ya?ml|md|jsonl?|pdf|html|js|smk|toml|txt|cff|sqlite|zip|parquet|typ|j2|bib|png|svg|xml)$"
)
PLACEHOLDER = re.compile(r"KEY|BUCKET|PAGE|PAPER|DEVICE|MATERIAL|NAME|RULE|\bN\b|(?<=_)N(?=\.)|\{\w+\}|<\w+>")
TOP = ("config", "docs", "sources", "extracted", "tests", "workflow", "evaluation", "results", "profiles")


@functools.cache
def files_of(folder: Path) -> tuple[str, ...]:
    """All files and folders below a folder, as paths from it that begin and, of folders, end with a slash."""
    found = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if not LEFT_OUT & set(parts):
            found.append(f"/{'/'.join(parts)}{'/' if path.is_dir() else ''}")
    return tuple(found)


def named_paths() -> list[tuple[str, str]]:
    """(page, path): what stands in backticks and looks like a file, a folder of the project or a module of memlit."""
    rooms = {path.name for path in (ROOT / "workflow/memlit").iterdir()}
    inner = {path.name for path in (ROOT / "workflow/memlit").glob("*/*") if path.is_dir()}
    found = set()
    for page in PAGES:
        for span in SPAN.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
            first = span.split("/")[0]
            is_path = re.fullmatch(r"[\w.*<>{}-]+(?:/[\w.*<>{}-]*)*", span) is not None
            is_here = "/" in span and first in {*TOP, *rooms, *inner, *MADE_LATER}
            if is_path and (is_here or (SUFFIX.search(span) and not span.startswith("."))):
                found.add((page.relative_to(ROOT).as_posix(), span))
    return sorted(found)


def exists(path: str, run: Path) -> bool:
    """Whether a file, a folder or a module has this name or ends with it; a word in capitals stands for any name."""
    if (
        path in OF_A_PERSON | OF_A_COMMAND | set(NO_FILE)
        or path.startswith(MADE_LATER)
        or any(k in path for k in EXAMPLES)
    ):
        return True
    pattern = re.escape(PLACEHOLDER.sub("\0", path.rstrip("/"))).replace("\0", r"[^/]+")
    pattern = pattern.replace(r"\*", r"[^/]*")
    wanted = re.compile(rf"/{pattern}(?:\.py|/)?$")
    return any(
        wanted.search(file) for file in (*files_of(ROOT), *(f"/results{file}" for file in files_of(run / "results")))
    )


def test_each_file_that_a_page_names_exists(whole_review: Path) -> None:
    named = named_paths()
    assert len(named) > 150
    assert [f"{page}: {path}" for page, path in named if not exists(path, whole_review)] == []


def test_a_file_that_is_not_there_is_noticed(whole_review: Path) -> None:
    for path in ("config/settings.yaml", "tables/pdf/find2.py", "pdf/grid/colums", "results/data/metric.csv"):
        assert not exists(path, whole_review), path


ID = re.compile(
    r"(?<![\w/.-])(?:[a-z][a-z0-9-]+:[a-z0-9-]+/[a-z0-9.]+(?:>\w+)?"
    r"|[a-z][a-z0-9-]*/[a-z0-9-]+/(?:set|reset)(?:#\w+)?|claim/[a-z0-9-]+(?:#\w+)?)(?![\w/-])"
)


def named_ids() -> list[tuple[str, str]]:
    """(page, id) of each reading, tuple, metric and claim that a page names, but for those of made-up papers."""
    found = set()
    for page in PAGES:
        ids = ID.findall(page.read_text(encoding="utf-8"))
        found |= {(page.relative_to(ROOT).as_posix(), one) for one in ids if not one.startswith(EXAMPLES)}
    return sorted(found)


def ids_of(run: Path) -> set[str]:
    """Everything that a run's audit answers about, with the tuple that a metric is of."""
    with sqlite3.connect(f"file:{run / 'results/audit.sqlite'}?mode=ro", uri=True) as index:
        known = {row[0] for row in index.execute("SELECT id FROM node UNION SELECT id FROM subject")}
    return known | {one.partition("#")[0] for one in known}


SMALL = {"docs/desk.md", "docs/living-review.md"}
"""Pages whose examples are of the small review of the tests, and say so."""


def test_each_id_that_a_page_names_exists(whole_review: Path, finished: FinishedReview) -> None:
    whole, small = ids_of(whole_review), ids_of(finished.folder)
    assert len(named_ids()) > 12
    assert [one for one in named_ids() if one[1] not in (small if one[0] in SMALL else whole)] == []


@pytest.mark.parametrize("page", sorted(SMALL))
def test_a_page_with_ids_of_the_small_review_says_so(page: str) -> None:
    assert "the small review of the tests" in " ".join((ROOT / page).read_text(encoding="utf-8").split())
