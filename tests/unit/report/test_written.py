"""A section from its template: numbers with an id alone, tables, details; a mistake is one line with its place."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from memlit.datum import Estimate, Result, count_of
from memlit.errors import RecordError
from memlit.presentation.text import few_cited, spans
from memlit.report import written as module
from memlit.report.book import NumberBook
from memlit.report.written import written_section

from tests.builders import PartOfMaterial, library

NUMBERS = itertools.count()
"""Templates are read once in a process, so each has a name of its own."""
PAPERS = count_of("a#papers", "papers", 3, "counted")
LOW, HIGH = (count_of(f"a#{end}", end, number, "counted") for end, number in (("low", 1), ("high", 5)))


@pytest.fixture
def block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes a template of a section and what it makes of some data."""
    monkeypatch.setattr(module, "_SECTIONS", tmp_path)

    def of(text: str, **data: Any) -> dict[str, Any]:
        name = f"template{next(NUMBERS)}"
        (tmp_path / f"{name}.md.j2").write_text(f"# Title {{#the-id}}\n\n{text}", encoding="utf-8")
        book = NumberBook({}, [PAPERS, LOW, HIGH])
        return written_section(PartOfMaterial(book=book, library=library()), name, **data)  # type: ignore[arg-type]

    return of


def words(text: str) -> str:
    return "".join(f"<{span.content}>" if span.kind == "num" else span.content for span in spans(text))


def test_paragraphs_lists_and_details_are_blocks(block: Any) -> None:
    found = block("{.lead} One\nline.\n\n- first\n  item\n- second\n\n::: details\nApart.\n:::\n\nLast.\n")
    assert (found["id"], found["title"]) == ("the-id", "Title")
    lead, items, apart, last = found["blocks"]
    assert (lead["text"], lead["style"]) == ("One line.", "lead")
    assert items["items"] == ["first item", "second"]
    assert (apart["text"], apart["is_detail"]) == ("Apart.", True)
    assert last["text"] == "Last."
    assert "is_detail" not in last


def test_number_is_its_link_and_a_bare_number_is_refused(block: Any) -> None:
    estimate = Estimate(value=PAPERS, low=LOW, high=HIGH)
    (told,) = block("Of {{ n }} papers {{ e }}, {{ none }}.", n=PAPERS, e=estimate)["blocks"]
    assert words(told["text"]) == "Of <a#papers> papers <a#papers> [<a#low>; <a#high>], –."
    with pytest.raises(RecordError, match=r"template\d+\.md\.j2:3: 3\.0 has no id"):
        block("Of {{ n.value }} papers.", n=PAPERS)


def test_expression_that_gives_nothing_ends_no_paragraph(block: Any) -> None:
    (told,) = block("One\n{{ more if more }}\n% if more\nand\n% endif\ntwo.\n", more="")["blocks"]
    assert told["text"] == "One two."


def test_of_a_list_of_very_many_papers_the_first_are_cited_and_the_others_counted() -> None:
    keys = [f"doe{number}" for number in range(40)]
    shown = spans(few_cited(keys))
    assert [span.content for span in shown if span.kind == "cite"] == keys[:30]
    assert shown[-1].content == "and 10 more"
    assert [span.content for span in spans(few_cited(keys[:2])) if span.kind != "text"] == keys[:2]
    assert few_cited([]) == ""


def test_table_has_a_row_for_each_item_and_is_none_without(block: Any) -> None:
    text = (
        '% call(line) table(lines, "a.csv")\nCaption.\n\nname | {{ line.label }}\nn >| {{ line }}\n\nNote.\n% endcall\n'
    )
    (found,) = block(text, lines=[PAPERS, LOW])["blocks"]
    assert [(column["label"], column["align"]) for column in found["columns"]] == [("name", "l"), ("n", "r")]
    assert [[words(cell) for cell in row] for row in found["rows"]] == [["papers", "<a#papers>"], ["low", "<a#low>"]]
    assert (found["caption"], found["note"], found["source"]) == ("Caption.", "Note.", "a.csv")
    assert block(text, lines=[])["blocks"] == []


def test_of_very_many_items_the_first_have_a_row_and_the_note_says_so(block: Any) -> None:
    text = '% call(line) table(lines, "a.csv")\nCaption.\n\nname | {{ line }}\n\nNote.\n% endcall\n'
    (found,) = block(text, lines=map(str, range(2001)))["blocks"]
    assert [row[0] for row in found["rows"]] == [str(number) for number in range(200)]
    assert len(block(text, lines=map(str, range(2000)))["blocks"][0]["rows"]) == 2000
    assert found["note"] == "The first rows of many; the file has all. Note."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("One.\n\n{{ nobody }}", r"md\.j2:5: 'nobody' is undefined"),
        ("{{ n.nothing }}", r"md\.j2:3: .*no attribute 'nothing'"),
        ("% if n\n{{ n }}\n", r"md\.j2:\d: .*endif"),
        ("% call(n) table([n])\nCaption.\n\nno column\n% endcall\n", r"md\.j2:3: a line of a table: 'no column'"),
    ],
)
def test_mistake_in_a_template_is_one_line_with_its_place(block: Any, text: str, problem: str) -> None:
    with pytest.raises(RecordError, match=problem) as caught:
        block(text, n=PAPERS)
    assert "\n" not in str(caught.value)


def test_printed_text_with_empty_lines_and_bars_stays_one_name(block: Any) -> None:
    (found,) = block("% call(t) table([n])\nC.\n\nprinted | {{ t | name }}\n% endcall\n", n="a\n\n- b | c")["blocks"]
    assert [span.content for span in spans(found["rows"][0][0])] == ["a\n\n- b | c"]


def test_result_of_another_run_is_refused(block: Any) -> None:
    other: Result = count_of("b#papers", "papers", 3, "counted")
    with pytest.raises(RecordError, match="is no number of this run"):
        block("{{ n }}", n=other)
