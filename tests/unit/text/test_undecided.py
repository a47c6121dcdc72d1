"""What the page leaves open gives no single value, and names both candidates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from memlit.reconcile.corrections import Correction
from memlit.reconcile.document import reconcile, reconcile_document
from memlit.sources.extract import read_files
from memlit.sources.folder import read_folder

from tests.builders import corpus, datum, document, of_devices, vocabulary

SCRIPT = ("script-undecided:105|10<sup>5</sup>",)
COLUMN = ("column-unsure:1|2",)
SEEN = Correction("doc:t1/r_on", "text", "10^5 Ω", "raised on the page", "Jane Doe", "2026-01-01", 2)


def test_undecided_exponent_gives_both_candidates_and_no_value() -> None:
    read = reconcile(datum("r_on", "105 Ω", flags=SCRIPT), (), vocabulary())
    assert (read.status, read.value, read.low, read.high) == ("flagged", None, None, None)
    assert (read.reason or "").startswith("script_undecided: ")
    assert "105 ohm or 100000 ohm" in (read.reason or "")
    assert SCRIPT[0] in read.flags


def test_script_that_changes_no_value_does_not_stand_in_the_way() -> None:
    flags = ("script-undecided:a|<sup>a</sup>",)
    read = reconcile(datum("r_on", "26 MΩ a", markup="26 MΩ a", flags=flags), (), vocabulary())
    sure = reconcile(datum("r_on", "26 MΩ a", markup="26 MΩ a"), (), vocabulary())
    assert (read.status, read.value) == (sure.status, sure.value)
    assert flags[0] in read.flags


def test_value_between_two_columns_names_both() -> None:
    read = reconcile(datum("r_on", "26 MΩ", flags=COLUMN), (), vocabulary())
    assert read.status == "flagged"
    assert read.reason == "column_unsure: '26 MΩ' may belong to column 1 or 2 (from 0) of the printed table"


def test_value_between_two_columns_names_their_printed_heads(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    body = (
        "[A],[1.5 V],[10 ns],[2.5 V],[20 ns],[B],[1.6 V],[11 ns],[2.6 V],[21 ns],[C],[1.7 V],[12 ns],[2.7 V],[22 ns],"
    )
    shared = "[D], [1.8 V], table.cell(colspan: 2, align: center)[3.5 V], [23 ns]"
    heads = "[Device],[SET voltage],[SET pulse width],[RESET voltage],[RESET pulse width]"
    source = (
        "#lorem(60)\n\nTable 1. Pulses.\n#table(columns: (60pt, 80pt, 80pt, 80pt, 80pt), stroke: none, table.hline(), "
        f"{heads}, table.hline(), {body} {shared}, table.hline())\n\n#lorem(60)"
    )
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    (tmp_path / "in.typ").write_text(source, encoding="utf-8")
    (folder / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    of_devices(folder, "paper.pdf")
    data = read_files(corpus(tmp_path), read_folder(tmp_path / "sources", "doc")).data
    found = next(d for d in data if d.printed.text == "3.5 V")
    reason = reconcile(found, (), vocabulary()).reason or ""
    assert reason == "column_unsure: '3.5 V' may stand under 'SET pulse width' or 'RESET voltage'"


def test_a_person_decides_by_a_correction() -> None:
    read = reconcile(datum("r_on", "105 Ω", flags=SCRIPT), [SEEN], vocabulary())
    assert (read.status, read.value) == ("value", 1e5)
    other = replace(SEEN, field="paper", value="doe2021")
    assert reconcile(datum("r_on", "105 Ω", flags=SCRIPT), [other], vocabulary()).status == "flagged"


def test_a_cell_on_a_later_page_is_found_there(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    body = "".join(f"[D{i}],[{i}.5 V],[{i * 10} ns]," for i in range(1, 41))
    head = "table.header([Device],[SET voltage],[SET pulse width])"
    source = f'#set page("a5")\nTable 1. Long.\n#table(columns: (1fr,1fr,1fr), {head}, {body})'
    folder = tmp_path / "sources" / "doc"
    folder.mkdir(parents=True)
    (tmp_path / "in.typ").write_text(source, encoding="utf-8")
    (folder / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    data = read_files(corpus(tmp_path), read_folder(tmp_path / "sources", "doc")).data
    pages = {datum.printed.text: datum.locator.page for datum in data}
    assert (pages["1.5 V"], pages["40.5 V"]) == (1, 2)


def test_a_thousands_comma_among_decimal_commas_is_no_value() -> None:
    """`1,250` is 1250 in a table of `1.2`, and may be 1.25 in one of `1,2`."""
    printed = {"t1/r1c1": "1,2", "t1/r1c2": "1,250", "t1/r1c3": "1,250.5", "t2/r1c2": "1,250"}
    data = [datum("r_on", f"{text} kΩ", id=f"doc:{place}") for place, text in printed.items()]
    found = {one.id: one for one in reconcile_document(document(*data), {}, vocabulary()).readings}
    doubtful = found["doc:t1/r1c2"]
    assert (doubtful.status, doubtful.value, doubtful.low) == ("flagged", None, None)
    assert (doubtful.reason or "").startswith("decimal_or_thousands_comma")
    for place, value in (("t1/r1c1", 1.2e3), ("t1/r1c3", 1250.5e3), ("t2/r1c2", 1250e3)):
        assert found[f"doc:{place}"].value == pytest.approx(value)


@pytest.mark.parametrize(
    ("parameter", "text", "headers", "value"),
    [
        ("array_size", "256×256", (), 65536),
        ("array_size", "128 x 64", ("Array size",), 8192),
        ("array_size", "64 by 64", (), 4096),
        ("array_size", "1k × 1k", (), 1e6),
        ("area", "500 × 500 nm2", (), 2.5e-13),
        ("area", "10 nm × 10 nm", (), 1e-16),
        ("area", "5 × 4.8 μm^2", (), 2.4e-11),
        ("area", "10 × 10", ("Area (nm^2)",), 1e-16),
        ("cell_area_f2", "5×12", ("Cell size (F^2)",), 60),
    ],
)
def test_rows_and_columns_are_one_value(parameter: str, text: str, headers: tuple[str, ...], value: float) -> None:
    read = reconcile(datum(parameter, text, headers=headers), (), vocabulary())
    assert (read.status, read.value) == ("value", pytest.approx(value, rel=1e-12))
    assert "product_of_sides" in read.flags
    assert read.datum.printed.text == text


@pytest.mark.parametrize(
    ("parameter", "text"),
    [("feature_size", "840 nm x 240 nm"), ("area", "2 × 3 × 4 nm"), ("array_size", "4 (wired) + 4 (software)")],
)
def test_other_numbers_side_by_side_stay_several(parameter: str, text: str) -> None:
    read = reconcile(datum(parameter, text), (), vocabulary())
    assert (read.status, read.value) == ("flagged", None)
