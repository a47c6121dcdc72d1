"""Parts of the site: what may be published, links of the documentation, and a folder that is not written over."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from figcurves.model import CurveTrust
from memlit.audit.pages.places import may_publish, may_show
from memlit.errors import SourceError
from memlit.presentation.words import flag_words
from memlit.site.documentation import documentation_pages
from memlit.site.folder import write_site


@pytest.mark.parametrize(
    "licence, is_published",
    [
        ("CC BY 4.0", True),
        ("CC BY-SA 4.0", True),
        ("MIT (as said in the README)", True),
        ("CC BY-NC 4.0", False),
        ("CC BY NC SA 4.0", False),
        ("CC BY-ND 4.0", False),
        ("CC BY-NC-ND 4.0", False),
        ("CC BY (article; figures CC BY-NC)", False),
        ("not stated", False),
        (None, False),
    ],
)
def test_pages_under_terms_against_trade_or_changes_are_not_published(licence: str | None, is_published: bool) -> None:
    assert may_publish(licence) is is_published
    assert may_show("published", licence) is is_published


def test_links_among_the_docs_stay_and_those_out_of_them_are_plain_text(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    first = "# One\n\nSee [two](two.md#what-is-asked), [code](../workflow/a.py), [web](https://example.org).\n"
    (tmp_path / "docs/one.md").write_text(first + "\n<script>alert(1)</script>\n", encoding="utf-8")
    (tmp_path / "docs/two.md").write_text("# Two\n\n## What is `asked`\n\n| a |\n|---|\n| b |\n", encoding="utf-8")
    pages = dict(documentation_pages(tmp_path, "devices"))
    assert '<a href="two.html#what-is-asked">two</a>, code, <a href="https://example.org">web</a>' in pages["one"]
    assert "<script>" not in pages["one"]
    assert '<h2 id="what-is-asked">' in pages["two"]
    assert "<td>b</td>" in pages["two"]


def test_a_review_without_a_run_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"results/report\.html.*run snakemake"):
        write_site(tmp_path, tmp_path / "site")


def test_how_far_a_curve_is_trusted_is_said_in_words() -> None:
    for tier in get_args(CurveTrust):
        words = flag_words(f"trust:{tier}")
        assert words.startswith("curve ")
        assert ":" not in words
