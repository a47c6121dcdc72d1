"""The report: numbers as readers see them, one helper for all of them, supplied text that stays text."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from memlit.datum import Datum, DocumentReading, Locator, Printed, Reading, Result, anchor
from memlit.errors import RecordError
from memlit.plots.look.style import house_style, literal, save
from memlit.presentation import text
from memlit.presentation.format import format_bounds, format_value, reading_text
from memlit.reconcile.document import reconcile_document
from memlit.report import extent
from memlit.report.blocks import figure, table
from memlit.report.book import NumberBook
from memlit.report.rendering.html import HtmlRenderer, drawers, packed, render_html, render_numbers
from memlit.report.rendering.pdf import PdfTexts, render_pdf
from memlit.report.rendering.svg import Drawings
from memlit.sources.data.from_readings import LIST_COLUMNS, read_readings

from tests.builders import vocabulary

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100pt" height="50pt" viewBox="0 0 100 50"><rect width="9"/></svg>'


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (2.937e-9, "J", "2.94 nJ"),
        (7.04e-13, "J", "704 fJ"),
        (9.999e-7, "J", "1 µJ"),
        (5e6, "ohm", "5 MΩ"),
        (0.0, "W", "0 W"),
        (-2.0, "V", "−2 V"),
        (69, "1", "69"),
        (12345, "1", "12 345"),
        # whole numbers in full and grouped alike with and without a unit; others to three digits
        (10_000.0, "cycle", "10 000 cycles"),
        (2048, "state", "2 048 states"),
        (31_622.8, "cycle", "31 600 cycles"),
        # nobody writes kiloseconds
        (3600.0, "s", "3 600 s"),
        (0.04, "s", "40 ms"),
        (4.43, "1", "4.43"),
        (1e10, "cycle", "10¹⁰ cycles"),
        (2.5e-20, "J", "0.025 aJ"),
    ],
)
def test_values(value: float, unit: str, expected: str) -> None:
    shown = format_value(value, unit).replace("\u00a0", " ").replace("\u202f", " ")
    assert shown == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (3.5e-13, 7.0e-13, "350–700 fJ"),
        (1.2e-8, float("inf"), "≥ 12 nJ"),
        (0.0, 3e-6, "≤ 3 µJ"),
        (None, None, "not bounded"),
        (0.0, float("inf"), "not bounded"),
        (2e-9, 2e-9, "2 nJ"),
        # two prefixes apart each end has its own
        (10e-12, 10e-6, "10 pJ–10 µJ"),
        (5.5e-9, 1.76e-7, "5.5–176 nJ"),
    ],
)
def test_bounds(low: float | None, high: float | None, expected: str) -> None:
    assert format_bounds(low, high, "J").replace("\u00a0", " ") == expected


def reading(printed: str = "0.9V/100µs") -> Reading:
    datum = Datum(
        id="doc:t1/r1c1.1",
        paper="doe2024",
        device="hfox",
        parameter="set_voltage",
        printed=Printed(text=printed, piece="0.9V", headers=("Weight increase pulse",), stub="HfOx [4]"),
        locator=Locator(document="doc", file="table_1.csv", kind="table", label="Table I", page=23, row=1, column=1),
        method="transcribed",
        tier="secondary",
    )
    return Reading(
        datum=datum, id=datum.id, parameter="set_voltage", value=0.9, low=0.9, high=0.9, unit="V", status="value"
    )


def result(*inputs: str) -> Result:
    return Result(
        id="doe2024/hfox/set#standby_power",
        kind="metric",
        label="standby_power",
        value=1.44e-6,
        low=1.44e-6,
        high=1.44e-6,
        unit="W",
        inputs=inputs,
        rule="P_s = V^2 G_off",
    )


def report(title: str = "A title", body: str = "", book: NumberBook | None = None) -> dict[str, Any]:
    return {
        "title": title,
        "subtitle": "",
        "version": "0",
        "release": {"version": "0", "day": "", "citation": "Somebody. A title"},
        "sections": [
            {
                "id": "benchmark",
                "title": "Synaptic devices",
                "is_appendix": False,
                "blocks": [
                    {"type": "p", "text": body, "style": ""},
                    figure("fig", "a title", "a picture", "caption"),
                ],
            }
        ],
        "numbers": book.numbers() if book else {},
        "cards": book.cards() if book else [],
        "numbering": "",
        "references": [
            {
                "key": "doc",
                "number": 1,
                "anchor": "ref-n-doc",
                "short": "Doc",
                "label": "Doc [1]",
                "author": "",
                "title": title,
                "where": "",
                "year": "",
                "url": "javascript:alert(1)",
            }
        ],
    }


def test_a_number_is_a_link_to_its_card_and_the_card_to_the_print() -> None:
    book = NumberBook({reading().id: reading()}, [result("doc:t1/r1c1.1")])
    found = report(body=book.use("doe2024/hfox/set#standby_power"), book=book)
    page = render_html(found, {"fig": SVG})
    target = anchor("doe2024/hfox/set#standby_power")
    assert re.search(rf'<a class="num" href="numbers.html#{target}"[^>]*>1.44\xa0µW</a>', page)
    # The same entry waits in the page for its script.
    assert f"<p id={target}><b>standby power 1.44\xa0µW</b>" in unpacked(page)
    page = render_numbers(found)
    assert f"<p id={target}><b>standby power 1.44\xa0µW</b>" in page
    assert f"<p id={anchor('doc:t1/r1c1.1')}><b>set voltage 900\xa0mV</b>" in page
    assert "“0.9V/100µs” under Weight increase pulse · HfOx [4]" in page
    assert "page 23" in page


def test_only_known_numbers_can_be_printed() -> None:
    book = NumberBook({reading().id: reading()}, [])
    with pytest.raises(RecordError, match="is no number of this run"):
        book.use("made-up")
    with pytest.raises(RecordError, match="is no number of this report"):
        HtmlRenderer(report()).prose(text.number_token("made-up"))
    with pytest.raises(RecordError, match="is no number of this report"):
        render_pdf(report(body=text.number_token("made-up")), {})


def test_a_header_is_shown_with_its_lowered_letters_on_page_and_paper() -> None:
    printed = text.name("R<sub>ON</sub> · 10<sup>5</sup> <script> <b>x</b>")
    page = HtmlRenderer(report())
    shown = "R<sub>ON</sub> · 10<sup>5</sup> &lt;script&gt; &lt;b&gt;x&lt;/b&gt;"
    assert page.card(printed) == shown
    assert page.prose(printed) == f'<span class="name">{shown}</span>'
    parts = [(part["kind"], part["text"]) for part in PdfTexts(report()).prose(printed)]
    assert parts == [
        ("name", "R"), ("sub", "ON"), ("name", " · 10"), ("sup", "5"), ("name", " <script> <b>x</b>"),
    ]  # fmt: skip


def test_supplied_text_is_escaped_and_cannot_pose_as_a_number(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>" + text.number_token("made-up")
    page = render_html(report(title=text.plain(evil), body=text.name(evil)), {"fig": SVG})
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'href="javascript' not in page
    assert "default-src 'none'; script-src 'none'" in page
    svg = tmp_path / "fig.svg"
    svg.write_text(SVG)
    assert render_pdf(report(title=text.plain(evil), body=text.name(evil)), {"fig": svg}).startswith(b"%PDF")


@pytest.mark.parametrize("kind", [text.number_token, text.cite, text.symbol, text.name])
def test_supplied_text_holds_no_token(kind: Callable[[str], str]) -> None:
    supplied = text.plain(f"12{kind('doc:c')}34\x00")
    assert [span.kind for span in text.spans(supplied)] == ["text"]
    assert [span.kind for span in text.spans(text.name(f"a{kind('doc:c')}b"))] == ["name"]


def test_the_policy_allows_the_scripts_of_the_page_alone() -> None:
    book = NumberBook({reading().id: reading()}, [result("doc:t1/r1c1.1")])
    page = render_html(report(body=book.use("doe2024/hfox/set#standby_power"), book=book), {"fig": SVG})
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "unsafe-eval" not in policy.group(1)
    (own,) = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy.group(1)


def pdf_words(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_pdf_prints_the_same_numbers_and_the_same_bytes(tmp_path: Path) -> None:
    svg = tmp_path / "fig.svg"
    svg.write_text(SVG)
    book = NumberBook({reading().id: reading()}, [result("doc:t1/r1c1.1")])
    content = report(body="The power is " + book.use("doe2024/hfox/set#standby_power"), book=book)
    first, second = render_pdf(content, {"fig": svg}), render_pdf(content, {"fig": svg})
    assert first == second
    assert "The power is 1.44 µW" in pdf_words(first).replace("\u00a0", " ")
    # The chain of the headline's numbers stands in the appendices.
    assert "“0.9V/100µs”" in pdf_words(render_pdf(content, {"fig": svg}, "appendices"))


def test_long_counts_show_their_first_inputs_and_say_how_many_more() -> None:
    readings = [reading().model_copy(update={"id": f"doc:t1/r{n}c1"}) for n in range(20)]
    count = Result(
        id="n", kind="count", label="readings", value=20, unit="1", inputs=tuple(r.id for r in readings), rule="counted"
    )
    book = NumberBook({item.id: item for item in readings}, [count])
    book.use("n")
    assert len(book.cards()) == 7
    (card,) = [card for card in book.cards() if card["id"] == "n"]
    assert "and 16 more" in dict(card["lines"])["from"]


def test_anchors_are_unique_and_safe() -> None:
    ids = ["a/b#c", "a/b-c", "a-b-c", "a/b#c "]
    anchors = [anchor(identifier) for identifier in ids]
    assert len(set(anchors)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", name) for name in anchors)


def long_report(n_rows: int) -> dict[str, Any]:
    """A table of metrics, each with one printed input, as of a corpus of `n_rows` devices."""
    readings = [reading().model_copy(update={"id": f"doc:t1/r{n}c1"}) for n in range(n_rows)]
    metrics = [result(f"doc:t1/r{n}c1").model_copy(update={"id": f"doe/{n}/set#standby_power"}) for n in range(n_rows)]
    book = NumberBook({item.id: item for item in readings}, metrics)
    rows = [[text.name(f"device {n}"), book.use(f"doe/{n}/set#standby_power")] for n in range(n_rows)]
    columns = [("device", "l"), ("power", "r")]
    found = report(book=book)
    found["sections"][0]["blocks"] = [table("All devices.", columns, rows, note="A note.", source="benchmark.csv")]
    return found


def unpacked(page: str) -> str:
    blocks = re.findall(r'<script type="application/octet-stream"[^>]*>([^<]*)</script>', page)
    return "".join(gzip.decompress(base64.b64decode(block)).decode() for block in blocks)


def test_what_is_too_much_for_a_page_waits_packed_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "LISTED", 10)
    monkeypatch.setattr(extent, "OPEN_CARDS", 20)
    page = render_html(long_report(30), {})
    index = render_numbers(long_report(30))
    shown = set(re.findall(r"<p id=(\w+)>", index))
    listed = re.findall(r'<a class="num" href="numbers.html#(\w+)"', page)
    assert len(listed) == 10
    # What the listed numbers lead to, and what these name, is text; of the rest every entry waits.
    assert shown == {anchor(f"doe/{n}/set#standby_power") for n in range(10)} | {
        anchor(f"doc:t1/r{n}c1") for n in range(10)
    }
    for n in range(10, 30):
        assert f'href="numbers.html#{anchor(f"doe/{n}/set#standby_power")}"' in unpacked(page)
        for waiting in (unpacked(page), unpacked(index)):
            assert f"\n{anchor(f'doc:t1/r{n}c1')}\t<p id=" in f"\n{waiting}"
    assert "The first rows of many. A note." in page
    assert "Show all rows" in page


def test_a_report_of_usual_size_is_text_from_end_to_end() -> None:
    page = render_numbers(long_report(30))
    assert len(re.findall(r"<p id=\w+>", page)) == 60
    assert "application/octet-stream" not in page
    assert "script-src 'none'" in page


def test_packed_entries_lie_in_order_so_that_one_block_is_opened() -> None:
    entries = [(f"n{n:04}", f"<p id=n{n:04}>entry\nof two lines</p>") for n in reversed(range(2500))]
    blocks = drawers(entries)
    assert [first for first, _ in blocks] == ["n0000", "n2000"]
    lines = gzip.decompress(base64.b64decode(blocks[1][1])).decode().splitlines()
    assert sorted(lines)[0] == "n2000\t<p id=n2000>entry of two lines</p>"
    assert len(lines) == 500


def test_the_pdf_lists_the_first_rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extent, "LISTED", 10)
    words = pdf_words(render_pdf(long_report(30), {}))
    assert "device 9" in words
    assert "device 10" not in words
    assert "The first rows of many" in words


def test_a_column_of_the_pdf_holds_a_name_that_no_line_may_break() -> None:
    """typst ends no line between a hyphen and a digit, so such a name would run into the margin."""
    import pypdfium2

    key = "isscc42614-2022-9731725-2022-9731725"
    long = "words that fill the width of their column and more " * 3
    found = report(body="text")
    found["sections"][0]["blocks"] = [
        table("All.", [(name, "l") for name in "abcdefgh"], [[long] * 7 + [f"of {key} 2022"]] * 3)
    ]
    page = pypdfium2.PdfDocument(render_pdf(found, {}))[0].get_textpage()
    assert key in page.get_text_range()
    assert max(page.get_charbox(place)[2] for place in range(page.count_chars())) < 565


def test_words_lead_to_a_place_of_the_report_or_stand_as_words() -> None:
    body = text.see("benchmark", "the devices") + ", " + text.see("gone", "what is not there")
    page = render_html(report(body=body), {"fig": SVG})
    assert '<a href="#benchmark">the devices</a>' in page
    assert '<span class="name">what is not there</span>' in page


def test_a_label_that_is_read_aloud_holds_no_marks_of_links() -> None:
    found = report()
    caption = f"Medians ({text.name('9,999')} resamples) of {text.symbol('E_a')} in {text.cite('doc')}."
    found["sections"][0]["blocks"] = [table(caption, [("class", "l")], [["VCM"]])]
    assert 'aria-label="Medians (9,999 resamples) of E_a in Doc [1]."' in render_html(found, {})


def test_a_drawing_keeps_the_size_of_its_texts() -> None:
    text_of_a_label = '<g transform="translate(10.123456 3) scale(0.065 -0.065)"><path d="M 0 0 L 1 1"/></g>'
    svg = f'<svg width="100pt" height="50pt" viewBox="0 0 100 50">{text_of_a_label}</svg>'
    body = Drawings({"fig": svg}).body("fig", "a picture")
    assert 'transform="translate(10.12 3) scale(0.065 -0.065)"' in body


@pytest.mark.parametrize("supplied", ["Do$e $\\frac 2020", "{{7*7}} 2020", "$x_1$", "<script>&", "50 $ and more"])
def test_a_supplied_label_is_drawn_as_it_is_and_is_no_formula(supplied: str, tmp_path: Path) -> None:
    import matplotlib.pyplot as plt

    with house_style():
        figure, axes = plt.subplots(figsize=(3, 2))
        label = axes.annotate(literal(supplied), (0.5, 0.5))
        _, is_formula = label._preprocess_math(label.get_text())
        save(figure, tmp_path / "label.svg")
        plt.close(figure)
    assert not is_formula
    assert "<script>" not in (tmp_path / "label.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "printed, comparator, shown",
    [
        ("5 day", "", "5 day"),
        ("5 day", ">", "> 5 day"),
        ("> 5 day", "", "> 5 day"),
        ("10 years", "~", "~10 year"),
        ("5 day", "up_to", "up to 5 day"),
        ("3-5 day", "", "3 to 5 day"),
    ],
)
def test_a_listed_value_keeps_its_comparator(tmp_path: Path, printed: str, comparator: str, shown: str) -> None:
    path = tmp_path / "readings.csv"
    row = f"abstract,,D,retention,{printed},,{comparator},primary,,,,,\n"
    path.write_text(",".join(LIST_COLUMNS) + "\n" + row, encoding="utf-8")
    data, problems = read_readings(path, "doc", vocabulary())
    assert problems == []
    (one,) = reconcile_document(DocumentReading(key="doc", status="new", data=tuple(data)), {}, vocabulary()).readings
    assert reading_text(one).replace("\u00a0", " ") == shown


def test_what_is_packed_begins_alike_with_each_python() -> None:
    """gzip's header: no name, no time, best compression, an unknown system (RFC 1952)."""
    assert base64.b64decode(packed("text"))[:10] == bytes.fromhex("1f8b08000000000002ff")
