"""The two columns of the PDF: nothing lost, in order, nearly even, divided between sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memlit.report.rendering.columns import FEW_LINES, MOST_LINES, arranged, estimated_lines

SENTENCE = "The set pulse of a device has an amplitude and a width. "


def text(words: str, kind: str = "text") -> dict[str, str]:
    return {"kind": kind, "text": words, "label": ""}


def paragraph(words: str) -> dict[str, Any]:
    return {"type": "p", "style": "", "text": [text(words)]}


def table(rows: int, wide: bool = False) -> dict[str, Any]:
    cells = [[[text(f"row {n}")], [text(str(n), "num")]] for n in range(rows)]
    return {
        "type": "table",
        "wide": wide,
        "caption": [text("A caption")],
        "columns": [],
        "rows": cells,
        "note": [text("A note")],
        "source": "",
    }


def words(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """All words of blocks in the order in which they are read: the left column, then the right one."""
    for block in blocks:
        if block["type"] == "run":
            yield from words(block["left"])
            yield from words(block["right"])
        elif block["type"] in {"p", "caption"}:
            yield from "".join(span["text"] for span in block["text"]).split()
        elif block["type"] == "list":
            yield from "".join(span["text"] for item in block["items"] for span in item).split()
        elif block["type"] == "note":
            yield from "".join(span["text"] for span in block["note"]).split()
        elif block["type"] == "table":
            spans = [*block["caption"], *(s for row in block["rows"] for cell in row for s in cell), *block["note"]]
            yield from " ".join(span["text"] for span in spans).split()


@given(
    st.lists(
        st.one_of(
            st.integers(1, 60).map(lambda n: paragraph(SENTENCE * n)),
            st.integers(1, 30).map(
                lambda n: {"type": "list", "items": [[text(SENTENCE * (k % 4 + 1))] for k in range(n)]}
            ),
            st.integers(1, 100).map(table),
            st.integers(1, 100).map(lambda n: table(n, wide=True)),
        ),
        max_size=6,
    )
)
def test_everything_stands_once_and_in_order(blocks: list[dict[str, Any]]) -> None:
    assert list(words(arranged(blocks))) == list(words(blocks))


@pytest.mark.parametrize("sentences", [8, 13, 20, 37])
def test_columns_of_a_text_are_nearly_even_and_end_with_a_sentence(sentences: int) -> None:
    (run,) = arranged([paragraph(SENTENCE * sentences)])
    assert abs(estimated_lines(run["left"]) - estimated_lines(run["right"])) <= 3
    assert "".join(span["text"] for span in run["left"][-1]["text"]).endswith("width. ")


def test_a_short_text_stands_over_the_page_and_a_long_one_is_no_higher_than_half_of_it() -> None:
    (short,) = arranged([paragraph(SENTENCE)])
    assert estimated_lines(short["left"]) <= FEW_LINES
    assert short["right"] == []
    found = arranged([paragraph(SENTENCE * 12) for _ in range(20)])
    assert len(found) > 2
    assert max(estimated_lines(run["left"]) for run in found) <= MOST_LINES + 3


def test_a_table_of_the_page_parts_the_text_where_it_stands() -> None:
    found = arranged([paragraph(SENTENCE * 9), table(40, wide=True), paragraph(SENTENCE * 9)])
    assert [block["type"] for block in found] == ["run", "table", "run"]


def test_a_long_narrow_table_stands_beside_itself_under_one_caption() -> None:
    caption, run, note = arranged([table(31)])
    assert (caption["type"], note["type"]) == ("caption", "note")
    ((left,), (right,)) = run["left"], run["right"]
    assert (len(left["rows"]), len(right["rows"])) == (16, 15)
    assert left["caption"] == right["note"] == []
