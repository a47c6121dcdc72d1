"""Audit pages from small records: what may be shown, where a cell stands, what supplied text cannot do."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html
from memlit.audit.database import IndexedNumber, IndexedPlace, IndexedRun, write_database
from memlit.audit.lookup import Index
from memlit.audit.pages.chains import Chains
from memlit.audit.pages.page import page_of, render_page
from memlit.audit.pages.places import is_open, may_show
from memlit.datum import PageContent, Reading, ReconciledDocument, UnreadNumber, anchor
from memlit.report.rendering.svg import without_plain_groups

from tests.builders import ROOT, reading

NOTE = "memlit-note-1"


@pytest.mark.parametrize(
    "licence, is_allowed",
    [
        ("CC BY 4.0", True),
        ("CC0", True),
        ("CC BY-SA 4.0", True),
        ("MIT (as said in the README)", True),
        ("CC BY-NC 4.0", False),
        ("CC BY NC SA 4.0", False),
        ("CC BY-ND 4.0", False),
        ("CC BY-NC-ND 4.0", False),
        ("CC BY (credit line in a figure)", True),
        ("CC BY (text only)", False),
        ("CC BY (article; figures CC BY-NC)", False),
        ("CC BY (figures not included)", False),
        ("journal open access (CC BY or CC BY-NC-ND), notice not seen", False),
        ("journal is CC BY by policy, notice not seen", False),
        ("not seen", False),
        (None, False),
    ],
)
def test_only_a_licence_that_says_so_opens_the_pages(licence: str | None, is_allowed: bool) -> None:
    assert is_open(licence) is is_allowed
    assert may_show("open", licence) is is_allowed
    assert may_show("local", licence)
    assert not may_show("none", licence)


def index_of(folder: Path, nodes: Sequence[IndexedNumber], edges: Sequence[tuple[str, str]] = ()) -> Index:
    """An index of these nodes, in the order of their ids; each child of an edge is a mark of Fig. 11a."""
    file = folder / "audit.sqlite"
    inputs = {child: (parent,) for child, parent in edges}
    numbers = [one._replace(inputs=inputs.get(one.id, ())) for one in sorted(nodes)]
    mark = IndexedPlace("fig11a", "figure", "Fig. 11a", "figure-fig11a", False, dict.fromkeys(inputs, "1"))
    shown = {child: f"ncard{number}" for number, child in enumerate(inputs)}
    write_database(file, IndexedRun(numbers, [mark], shown, code={"read": "abc"}))
    return Index(file)


def node(item: Reading, display: str = "16.9 kΩ") -> IndexedNumber:
    record = json.dumps(item.model_dump(mode="json"))
    return IndexedNumber(item.id, "reading", item.parameter, display, item.status, record)


def page(root: Path, index: Index, key: str = "doc", images: str = "open") -> html.HtmlElement:
    document = ReconciledDocument(key=key, kind="document", status="same")
    return html.fromstring(render_page(page_of(document, None, Chains(index), root, images, {})))


def test_transcribed_table_is_whole_and_its_cell_carries_the_chain(tmp_path: Path) -> None:
    (tmp_path / "sources/doc").mkdir(parents=True)
    (tmp_path / "sources/doc/table_1.csv").write_text("Device,R_ON\nAlOx,16.9 kΩ\nTaOx,not read\n", encoding="utf-8")
    item = reading("r_on", 16900.0, "ohm", text="16.9 kΩ", headers=("R_ON",), stub="AlOx", row=1, column=1)
    other = reading("r_on", 17000.0, "ohm", text="17 kΩ", document="other", id="other:t1/r1c1", row=1, column=1)
    other = other.model_copy(update={"id": "other:t1/r1c1"})
    metric = IndexedNumber("doe2020/taox/set#action_energy", "metric", "action energy", "3 nJ", "value", "{}")
    index = index_of(tmp_path, [node(item), node(other, "17 kΩ"), metric], [(metric[0], item.id)])
    tree = page(tmp_path, index)
    cells = [cell.text_content().split() for cell in tree.xpath("//table//td")]
    assert ["not", "read"] in cells
    (link,) = tree.xpath(f'//a[@id="{anchor(item.id)}"]')
    assert link.text == "16.9 kΩ"
    chain = " ".join(link.getnext().text_content().split())
    assert "differs: 17 kΩ other" in chain
    assert "others differ" in chain
    targets = link.getnext().xpath(".//a/@href")
    assert f"other.html#{anchor('other:t1/r1c1')}" in targets
    assert "../report.html#figure-fig11a" in targets
    assert "../numbers.html#ncard0" in targets


def test_table_that_no_longer_says_what_was_read_shows_only_what_was(tmp_path: Path) -> None:
    (tmp_path / "sources/doc").mkdir(parents=True)
    (tmp_path / "sources/doc/table_1.csv").write_text("Device,R_ON\nAlOx,99 kΩ\n", encoding="utf-8")
    item = reading("r_on", 16900.0, "ohm", text="16.9 kΩ", row=1, column=1)
    tree = page(tmp_path, index_of(tmp_path, [node(item)]))
    assert "99" not in tree.text_content()
    assert "the rest of the table is not stored" in tree.text_content()
    assert tree.xpath(f'//a[@id="{anchor(item.id)}"]')


def test_cells_without_their_table_stand_under_the_headers_that_were_read(tmp_path: Path) -> None:
    cells = [
        reading("r_on", 16900.0, "ohm", text="16.9 kΩ", row=1, column=1, id="doc:t1/r1c1", headers=("R_ON",)),
        reading("r_on", 17100.0, "ohm", text="17.1 kΩ", row=2, column=1, id="doc:t1/r2c1", headers=("R_ON",)),
        reading("set_voltage", 1.0, "V", text="1 V", row=1, column=2, id="doc:t1/r1c2", headers=("first",)),
        reading("set_voltage", 2.0, "V", text="2 V", row=2, column=2, id="doc:t1/r2c2", headers=("second",)),
    ]
    tree = page(tmp_path, index_of(tmp_path, [node(item) for item in cells]))
    # Column 2 has two headers, so none stands over it.
    assert [head.text_content().strip() for head in tree.xpath("//main//thead//th")] == ["", "R_ON", ""]


def test_supplied_text_is_escaped_and_no_script_may_run(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    item = reading("r_on", 1.0, "ohm", text=evil, headers=(evil,), stub='"><img src=x>', label=evil)
    chains = Chains(index_of(tmp_path, [node(item)]))
    document = ReconciledDocument(key="doc", kind="document", status="same", title=evil)
    text = render_page(page_of(document, None, chains, tmp_path, "open", {}))
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;script&gt;" in text
    assert "default-src 'none'; script-src 'none'" in text


def test_a_page_says_what_was_read_of_it_though_the_document_is_stored_without_readings(tmp_path: Path) -> None:
    """Two values of sentences are assigned, and the figure that was cut out of the page is described."""

    def placed(name: str, **place: object) -> Reading:
        item = reading("set_voltage", 4.0, "V", text="4 V", id=f"doc:{name}")
        locator = item.datum.locator.model_copy(update=place)
        return item.model_copy(update={"datum": item.datum.model_copy(update={"locator": locator})})

    read = [
        placed("a", file="paper.pdf", page=3, kind="text"),
        placed("b", file="paper.pdf", page=3, kind="text"),
        placed("c", file="fig_p3_1.png", page=None, kind="figure"),
    ]
    printed = PageContent(file="paper.pdf", page=3, figures=((0, 0, 9, 9),), numbers=(UnreadNumber(printed="9 K"),))
    document = ReconciledDocument(key="doc", kind="document", status="same", pages=(printed,))
    index = index_of(tmp_path, [node(item) for item in read])
    text = render_page(page_of(document, None, Chains(index), tmp_path, "none", {}))
    assert "paper.pdf, page 3: 3 read; not read: 1 number that no word names (9 K)" in text


def cell_of_the_note(**changes: object) -> Reading:
    fields = {
        "document": NOTE,
        "file": "note-1.pdf",
        "page": 1,
        "row": 1,
        "column": 4,
        "bbox": (300.0, 200.0, 330.0, 210.0),
        "text": "16.9 kΩ",
    }
    item = reading("r_on", 16900.0, "ohm", **{**fields, **changes})
    return item.model_copy(update={"id": f"{NOTE}:t1/r1c4"})


@pytest.mark.parametrize(
    "images, sha256, is_shown", [("open", None, True), ("open", "0" * 64, False), ("none", None, False)]
)
def test_page_image_only_of_the_very_file_and_where_allowed(
    tmp_path: Path, images: str, sha256: str | None, is_shown: bool
) -> None:
    index = index_of(tmp_path, [node(cell_of_the_note(sha256=sha256))])
    tree = page(ROOT, index, NOTE, images)
    assert bool(tree.xpath("//*[local-name()='image']")) is is_shown
    assert tree.xpath(f'//a[@id="{anchor(f"{NOTE}:t1/r1c4")}"]')
    assert "“16.9 kΩ”" in tree.text_content()


def test_box_stands_where_the_cell_is_printed(tmp_path: Path) -> None:
    tree = page(ROOT, index_of(tmp_path, [node(cell_of_the_note())]), NOTE)
    (view,) = tree.xpath("//div[@class='sheet']/*[local-name()='svg']/@viewbox | //div[@class='sheet']/*/@viewBox")
    width, height = map(float, view.split()[2:])
    (style,) = tree.xpath("//div[@class='sheet']/a/@style")
    left, top, wide, high = (float(number) for number in re.findall(r"([\d.]+)%", style))
    # The box with 1.6 points around it.
    assert left * width / 100 == pytest.approx(298.4, abs=0.1)
    assert top * height / 100 == pytest.approx(198.4, abs=0.1)
    assert wide * width / 100 == pytest.approx(33.2, abs=0.1)
    assert high * height / 100 == pytest.approx(13.2, abs=0.1)


def test_only_groups_that_say_nothing_go() -> None:
    assert (
        without_plain_groups('<svg><g>\n<g id="a">\n<g><use/></g></g></g></svg>') == '<svg><g id="a"><use/></g></svg>'
    )


def test_the_page_of_a_measured_set_shows_its_summaries(tmp_path: Path) -> None:
    """A number of the run is marked where it stands in the summary; no page with numbers says that it has none."""
    (tmp_path / "sources/doc").mkdir(parents=True)
    (tmp_path / "sources/doc/measured_levels.csv").write_text(
        "read,level,mean_S\nsim-read,0,1.5e-06\nsim-read,1,2e-06\n"
    )
    (tmp_path / "sources/doc/recipe.yaml").write_text(
        "origin: https://example.org/raw\ncommit: 1f2e3d\nscript: curation.measured.arrays\n"
        "files:\n  sim.tsv:\n    sha256: 0a1b2c\nsummaries: {}\n"
    )
    note = "sources/doc/measured_levels.csv, line 3, column mean_S; computed from sim.tsv"
    record = {"id": "measured/doc/1#mean", "rule": "sim rule", "inputs": [], "note": note}
    index = index_of(
        tmp_path, [IndexedNumber("measured/doc/1#mean", "statistic", "mean", "2 µS", "value", json.dumps(record))]
    )
    shown = page(tmp_path, index)
    cell = shown.get_element_by_id(anchor("measured/doc/1#mean"))
    assert cell.text_content() == "2e-06"
    assert "1.5e-06" in shown.text_content()
    assert "measured numbers1, each" in shown.text_content().replace("\n", "")
    assert "1 file of https://example.org/raw at 1f2e3d, by curation.measured.arrays" in shown.text_content()
    assert "sim.tsv of https://example.org/raw at 1f2e3d, sha256 0a1b2c" in shown.text_content()
    assert "No datum" not in shown.text_content()
    assert "No datum of this document" in page(tmp_path, index, "other").text_content()


def test_the_report_leads_to_the_documents_of_the_values_that_it_prints(tmp_path: Path) -> None:
    """In a corpus of thousands only these documents have a page."""
    readings = ("doc:t1/r1c1", "other:t1/r1c1")
    item = node(reading("r_on", 1000.0, "ohm", text="1 kΩ"))
    nodes = [item._replace(id=name) for name in readings]
    metric = IndexedNumber("doc/d/set#tau", "metric", "tau", "1 ns", "value", "{}")
    chains = Chains(index_of(tmp_path, [*nodes, metric], [("doc:t1/r1c1", "a"), ("doc/d/set#tau", "b")]))
    assert chains.shown_documents == {"doc"}
