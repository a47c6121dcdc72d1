"""A citation mark leads to the document's own list, and from there to the library where it holds the work."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from memlit.benchmark.rows import benchmark_devices
from memlit.config import Classes, Config
from memlit.datum import Datum
from memlit.devices.gather import gather
from memlit.devices.resolved import resolve_devices
from memlit.library import CitedEntries
from memlit.sources.attribution.reference_list import read_references
from memlit.sources.extract import read_files
from memlit.sources.folder import read_folder

from tests.builders import corpus, entry, library, reading, reconciled

JO = 'S. H. Jo, et al., "Nanoscale memristor device as synapse in neuromorphic systems," Nano Lett. 10, 1297 (2010).'
WOO = "J. Woo et al., Improved synaptic behavior under identical pulses, IEEE Electron Device Lett. 37, 994, 2016."
GAO = "L. Gao, Fully parallel write/read in resistive synaptic array, Nanotechnology 26, 455204, 2015."
LIST = (JO, WOO, GAO)


def paper(*rows: str, listed: str = "") -> str:
    works = listed or f"<h2>References</h2><ol>{''.join(f'<li>{text}</li>' for text in LIST)}</ol>"
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<!doctype html><html><body><table><caption>Table 1</caption>{table}</table>{works}</body></html>"


def cells(*texts: str) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


def mined(root: Path, text: str, name: str = "paper.html") -> dict[str, Datum]:
    folder = root / "sources" / "doc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return {datum.printed.text: datum for datum in read_files(corpus(root), read_folder(root / "sources", "doc")).data}


def test_mark_of_a_label_names_the_work_of_the_list_and_keeps_its_reference(tmp_path: Path) -> None:
    head = cells("Device", "R_ON")
    found = mined(tmp_path, paper(head, cells("PCMO [2]", "1 MΩ"), cells("PCMO [3]", "2 MΩ"), cells("HfOx", "3 MΩ")))
    assert [found[text].paper for text in ("1 MΩ", "2 MΩ", "3 MΩ")] == ["doc:ref-2", "doc:ref-3", "doc"]
    assert found["1 MΩ"].cited == WOO
    assert (found["1 MΩ"].tier, found["3 MΩ"].tier, found["3 MΩ"].cited) == ("secondary", "primary", None)
    # The citation tells the two apart, so neither carries its place.
    assert [found[text].device for text in ("1 MΩ", "2 MΩ")] == ["pcmo", "pcmo"]


@pytest.mark.parametrize(
    ("caption", "rows", "papers"),
    [
        ("Table 2. Parameters of the memristor from [2].", ("R_ON|1 MΩ", "R_OFF|2 MΩ"), ["doc:ref-2"] * 2),
        ("Table 2. Parameters, measured with the set-up of [2].", ("R_ON|1 MΩ", "R_OFF|2 MΩ"), ["doc"] * 2),
        ("Table 2. Devices from [2]", ("Device|R_ON", "PCMO [3]|1 MΩ", "HfOx|2 MΩ"), ["doc:ref-3", "doc"]),
    ],
)
def test_a_caption_that_ends_in_its_source_says_whose_values_are_that_nothing_else_cites(
    tmp_path: Path, caption: str, rows: tuple[str, ...], papers: list[str]
) -> None:
    page = paper(*(cells(*row.split("|")) for row in rows)).replace("Table 1", caption)
    found = mined(tmp_path, page)
    assert [found[text].paper for text in ("1 MΩ", "2 MΩ")] == papers


def test_column_of_references_says_whose_device_it_is(tmp_path: Path) -> None:
    rows = (
        cells("Device", "R_ON", "Ref."),
        cells("MoS2", "1 MΩ", "[1]"),
        cells("MoS2", "2 MΩ", "3"),
        cells("WSe2", "3 MΩ", "Woo et al. (2016)"),
        cells("GeSe", "4 MΩ", "This work"),
        cells("TaOx", "5 MΩ", ""),
        cells("NbOx", "6 MΩ", "[1, 3]"),
    )
    found = mined(tmp_path, paper(*rows))
    assert [found[f"{number} MΩ"].paper for number in range(1, 7)] == [
        "doc:ref-1",
        "doc:ref-3",
        "doc:ref-2",
        "doc",
        # Beside a line of this work one without any mark is another's, and nobody says whose.
        None,
        "doc:ref-1-3",
    ]
    assert found["1 MΩ"].device == found["2 MΩ"].device == "mos2"


def test_number_alone_in_the_column_of_references_is_a_work_even_without_a_list(tmp_path: Path) -> None:
    rows = (cells("Device", "R_ON", "Ref"), cells("PCMO", "1 MΩ", "72"), cells("TaOx", "2 MΩ", ""))
    found = mined(tmp_path, paper(*rows, listed="<p>No list.</p>"))
    assert [(found[text].paper, found[text].tier) for text in ("1 MΩ", "2 MΩ")] == [
        (None, "secondary"),
        ("doc", "primary"),
    ]


@pytest.mark.parametrize(
    ("heads", "papers"),
    [
        ("Jo et al. 2010|Woo 2016", ["doc:ref-1", "doc:ref-2"]),
        ("Jo et al.|EDL'16", ["doc:ref-1", "doc:ref-2"]),
        ("Woo [EDL 2016]|Gao, 2015", ["doc:ref-2", "doc:ref-3"]),
        ("Kim 2020 [IEDM]|Lee et al. 2019", [None, None]),
        ("VLSI'18|IEDM’19", [None, None]),
        ("Wang et al.|Device B", [None, "doc"]),
        ("Kim 2020|This work", [None, "doc"]),
        ("Batch 2020|Device B", ["doc", "doc"]),
    ],
)
def test_columns_named_by_author_or_venue_and_year_are_never_of_the_paper_that_compares(
    tmp_path: Path, heads: str, papers: list[str | None]
) -> None:
    """The list says which work it is; where it does not, the work is not known, and it is not the paper itself."""
    rows = (cells("", *heads.split("|")), cells("R_ON", "1 MΩ", "2 MΩ"), cells("R_OFF", "10 MΩ", "20 MΩ"))
    found = mined(tmp_path, paper(*rows))
    assert [found[text].paper for text in ("1 MΩ", "2 MΩ")] == papers
    assert [found[text].tier for text in ("1 MΩ", "2 MΩ")] == [
        "primary" if one == "doc" else "secondary" for one in papers
    ]


def test_address_in_the_column_of_references_is_the_reference(tmp_path: Path) -> None:
    rows = (cells("Device", "R_ON", "Ref."), cells("PCMO", "1 MΩ", "10.1021/nl904092h"))
    found = mined(tmp_path, paper(*rows, listed="<p>No list.</p>"))
    assert (found["1 MΩ"].paper, found["1 MΩ"].cited) == ("doc:ref-10-1021-nl904092h", "10.1021/nl904092h")


def test_number_that_the_list_lacks_is_a_cited_work_without_reference(tmp_path: Path) -> None:
    found = mined(tmp_path, paper(cells("Device", "R_ON"), cells("PCMO [7]", "1 MΩ")))
    assert (found["1 MΩ"].paper, found["1 MΩ"].cited) == ("doc:ref-7", None)
    assert "reference_not_listed" in found["1 MΩ"].flags


def test_without_a_list_a_marked_device_is_of_no_known_paper(tmp_path: Path) -> None:
    found = mined(tmp_path, paper(cells("Device", "R_ON"), cells("PCMO [2]", "1 MΩ"), listed="<p>No list.</p>"))
    assert found["1 MΩ"].paper is None


def test_jats_numbers_the_works_by_their_labels(tmp_path: Path) -> None:
    works = "".join(f"<ref><label>{n}</label><mixed-citation>{t}</mixed-citation></ref>" for n, t in enumerate(LIST, 4))
    rows = "".join(f"<tr>{row}</tr>" for row in (cells("Device", "R_ON"), cells("PCMO<sup>5</sup>", "1 MΩ")))
    rows += f"<tr>{cells('HfOx<sup>6</sup>', '2 MΩ')}</tr>"
    text = (
        '<?xml version="1.0"?><article><body><table-wrap><label>Table 1</label><table>'
        f"{rows}</table></table-wrap></body><back><ref-list>{works}</ref-list></back></article>"
    )
    found = mined(tmp_path, text, "paper.xml")
    assert (found["1 MΩ"].paper, found["1 MΩ"].device, found["1 MΩ"].cited) == ("doc:ref-5", "pcmo", WOO)


@pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="typst is not installed")
def test_list_of_a_pdf_is_found_without_a_heading_and_not_taken_for_numbered_sections(tmp_path: Path) -> None:
    import typst

    sections = "".join(f"{n}. Section\\ #lorem(30)\n\n" for n in range(1, 5))
    works = "".join(f"[{n}] {text}\n\n" for n, text in enumerate(LIST, 1))
    steps = "".join(f"{n}. Compile the code and build the program\n\n" for n in range(1, 7))
    path = tmp_path / "paper.pdf"
    source = f'#set page("a5")\n#set enum(numbering: "1.")\n{sections}{steps}Device parameters:\n\n{works}'
    path.write_bytes(typst.compile(source.encode()))
    assert list(read_references(path).texts) == [1, 2, 3]
    assert read_references(path).texts[2].startswith("J. Woo et al., Improved synaptic behavior")


JO_2010 = entry(
    "jo2010",
    author="Jo, Sung Hyun and Lu, Wei",
    title="{Nanoscale} Memristor Device as Synapse in Neuromorphic Systems",
    year="2010",
    doi="10.1021/nl904092h",
    sets=("tables",),
    device_classes=("VCM",),
    roles=("synapse",),
)
READER = entry("doc", sets=("tables",), device_classes=("VCM",), roles=("synapse",))


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        (JO, "jo2010"),
        ("Jo SH, Chang T. Nano Lett 2010. https://doi.org/10.1021/NL904092H.", "jo2010"),
        (JO.replace("2010", "2011"), None),
        (JO.replace("Jo", "Wu"), None),
        ("S. H. Jo, Nano Lett. 10, 1297 (2010).", None),
        (WOO, None),
    ],
)
def test_reference_is_an_entry_by_doi_or_by_title_first_author_and_year(reference: str, key: str | None) -> None:
    assert CitedEntries(library(JO_2010, READER)).entry_of(reference) == key


def test_two_entries_that_fit_one_reference_are_none() -> None:
    twin = entry("twin", **JO_2010.fields)
    assert CitedEntries(library(JO_2010, twin)).entry_of(JO) is None


def test_cited_work_of_the_library_is_that_paper_and_any_other_feeds_nothing() -> None:
    items = [
        reading("set_voltage", 3.2, "V", id="doc:t1/a", paper="doc:ref-1", cited=JO, device="ag-a-si"),
        reading("set_voltage", 0.9, "V", id="doc:t1/b", paper="doc:ref-2", cited=WOO, device="alox-hfo2"),
    ]
    books, config = library(JO_2010, READER), Config()
    gathered = gather([reconciled(*items)], books, config)
    assert [(item.datum.paper, item.status) for item in gathered.readings] == [
        ("jo2010", "value"),
        ("doc:ref-2", "value"),
    ]
    assert gathered.problems == ()
    devices = resolve_devices(gathered.readings, books, config)
    rows = benchmark_devices(devices, books, Classes(classes={}), config)
    assert {row.paper for row in rows} == {"jo2010"}


def test_cited_work_in_a_survey_enters_no_class_of_it() -> None:
    item = reading("set_voltage", 0.9, "V", paper="doc:ref-2", cited=WOO)
    (found,) = gather([reconciled(item, kind="survey")], library(READER), Config()).readings
    assert found.status == "excluded"


def test_a_list_of_paragraphs_below_a_numbered_heading_is_read(tmp_path: Path) -> None:
    (tmp_path / "paper.html").write_text(
        paper(listed="<h2>VII. REFERENCES</h2>" + "".join(f"<p>[{n}] {text}</p>" for n, text in enumerate(LIST, 1))),
        encoding="utf-8",
    )
    assert read_references(tmp_path / "paper.html").texts == {1: JO, 2: WOO, 3: GAO}


def test_a_head_of_which_the_author_is_cut_off_is_still_of_another_work(tmp_path: Path) -> None:
    rows = cells("", "et al., 2016", "et al., 2017", "This work"), cells("R_ON (kΩ)", "30", "2", "5")
    found = mined(tmp_path, paper(*rows))
    assert [found[text].tier for text in ("30", "2", "5")] == ["secondary", "secondary", "primary"]


def test_a_work_that_the_list_lacks_keeps_the_name_that_the_table_prints(tmp_path: Path) -> None:
    rows = (
        cells("Reference", "Device", "R_ON"),
        cells("Roe et al. (2018)", "PCMO", "1 MΩ"),
        cells("[2]", "HfOx", "2 MΩ"),
    )
    found = mined(tmp_path, paper(*rows))
    assert (found["1 MΩ"].paper, found["1 MΩ"].cited) == (None, "Roe et al. (2018)")
    assert found["2 MΩ"].cited == WOO
