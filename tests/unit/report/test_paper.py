"""Long tables of the main text: folded on the page, printed in the appendices, named by their number in both."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from lxml import html
from memlit.datum import Reading
from memlit.presentation.text import cite, name
from memlit.report.blocks import section, table
from memlit.report.book import NumberBook
from memlit.report.build import numbered
from memlit.report.paper import MOST_ROWS, on_paper
from memlit.report.rendering.html import render_html
from memlit.report.rendering.pdf import render_pdf
from memlit.report.sections.review.arrays import demonstrations, few

from tests.builders import PartOfMaterial, reading


def listed(caption: str, n: int) -> dict[str, Any]:
    rows = [[name(f"{caption} row {place}"), "x"] for place in range(n)]
    return table(f"{caption} caption.", [("device", "l"), ("class", "l")], rows)


def report() -> dict[str, Any]:
    main = section("benchmark", "Devices", listed("short", MOST_ROWS), listed("long", MOST_ROWS + 1))
    other = section("decide", "Decide", listed("other", MOST_ROWS + 8))
    details = {**section("benchmark-details", "Devices: details", listed("detail", 30)), "is_appendix": True}
    plan = {**section("plan", "Plan", listed("plan", 2)), "is_appendix": True}
    return {
        "title": "A title",
        "subtitle": "",
        "version": "0",
        "release": {"version": "0", "day": "", "citation": ""},
        "sections": numbered([main, other, details, plan]),
        "numbers": {},
        "cards": [],
        "numbering": "",
        "references": [],
    }


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_tables_are_numbered_in_the_order_of_the_printed_files() -> None:
    numbers = {block["caption"]: block["number"] for part in report()["sections"] for block in part["blocks"]}
    assert numbers == {
        "short caption.": "Table 1",
        "long caption.": "Table A1",
        "detail caption.": "Table A2",
        "other caption.": "Table A3",
        "plan caption.": "Table A4",
    }


def test_a_long_table_is_printed_once_at_the_head_of_its_details() -> None:
    printed = [(part["id"], part["is_appendix"], len(part["blocks"])) for part in on_paper(report()["sections"])]
    assert printed == [
        ("benchmark", False, 2),
        ("decide", False, 1),
        ("benchmark-details", True, 2),
        ("decide-details", True, 1),
        ("plan", True, 1),
    ]
    main, appendices = words(render_pdf(report(), {})), words(render_pdf(report(), {}, "appendices"))
    assert "short row 3" in main
    assert "long row 3" not in main
    assert "Table A1 in the appendices: long caption." in main
    assert "Table A1. long caption." in appendices
    assert appendices.count("long row 3") == 1
    assert "other row 3" in appendices


def test_the_page_folds_a_long_table_where_it_stands() -> None:
    tree = html.fromstring(render_html(report(), {}))
    (fold,) = tree.xpath('//section[@id="benchmark"]//details')
    assert "Table A1. long caption." in fold.xpath("string(summary)")
    assert len(fold.xpath(".//tbody/tr")) == MOST_ROWS + 1
    assert tree.xpath('//section[@id="benchmark"]/div[@class="table"]//tbody/tr')
    # What is folded as a whole folds no table within.
    assert not tree.xpath('//section[@id="benchmark-details"]//details//details')


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((3.0, 1.0, 2.0), [3.0, 1.0, 2.0]),
        ((3.0, 1.0, 9.0, 2.0), [1.0, 9.0]),
        ((3.0, None, 9.0, 2.0), [3.0, None, 9.0, 2.0]),
    ],
)
def test_of_many_numbers_the_least_and_the_largest_are_shown(values: tuple[Any, ...], expected: list[Any]) -> None:
    readings: list[Reading] = [reading("energy_efficiency", value, "1/J") for value in values]
    assert [one.value for one in few(readings)] == expected


def demonstration(row: int, paper: str, neuron: str) -> list[Reading]:
    """The cells of one row of the review's table of demonstrations."""
    place: dict[str, Any] = {"document": "li2023", "file": "table_3.csv", "row": row, "paper": paper}
    cells = enumerate({"Work": paper, "Neuron": neuron}.items())
    return [
        reading("note", None, "", id=f"r{row}c{column}", text=text, headers=(header,), column=column, **place)
        for column, (header, text) in cells
    ]


def test_what_is_said_of_demonstrations_follows_from_the_table_and_the_benchmark() -> None:
    """A neuron named for one work, an energy counted of another: each is cited, and none where there is none."""
    rows = [*demonstration(1, "sim-a", "NbOx neurons"), *demonstration(2, "sim-b", "-")]

    def told(counted: tuple[str, ...]) -> str:
        material = PartOfMaterial(
            readings=SimpleNamespace(where=lambda **_: rows),
            rows=[SimpleNamespace(paper="sim-b", counted=counted)],
            book=NumberBook({}, []),
            review="the review",
        )
        return str(demonstrations(material)["blocks"][0]["text"])  # type: ignore[arg-type]

    assert f"whose neuron it names: {cite('sim-a')}. Works" in told(("action_energy", "spike_timing"))
    assert f"counts an energy: {cite('sim-b')}." in told(("action_energy", "spike_timing"))
    assert "counts an energy: none." in told(("spike_timing",))
