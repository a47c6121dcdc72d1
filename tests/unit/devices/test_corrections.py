"""curation/corrections.csv: rows that are applied, shown, and refused when they cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.datum import Reading
from memlit.errors import RecordError
from memlit.reconcile.corrections import Correction, by_datum, load_corrections
from memlit.reconcile.document import reconcile, reconcile_document

from tests.builders import ROOT, datum, document, vocabulary

HEADER = "id,field,value,reason,who,date\n"
ID = "doc:t1/r_on"


def correction(field: str, value: str, datum_id: str = ID) -> Correction:
    return Correction(datum_id, field, value, "misprint: erratum", "Jane Doe", "2026-01-31", 2)


def corrected(field: str, value: str, **fields: object) -> Reading:
    return reconcile(datum("r_on", "16.9 kΩ", **fields), [correction(field, value)], vocabulary())


def test_corrected_text_is_what_is_read_and_the_print_stays() -> None:
    read = corrected("text", "1.69 kΩ")
    assert read.value == pytest.approx(1690)
    assert read.datum.printed.text == "16.9 kΩ"
    assert read.steps[0].op == "correct"
    assert (read.steps[0].before, read.steps[0].after) == ("16.9 kΩ", "1.69 kΩ")
    assert "Jane Doe, 2026-01-31: misprint: erratum" in read.steps[0].rule


def test_corrected_text_goes_before_the_markup_of_the_print() -> None:
    assert corrected("text", "5 kΩ", markup="10<sup>4</sup> Ω").value == pytest.approx(5000)


def test_exclusion_keeps_the_reading_with_the_reason() -> None:
    read = corrected("status", "excluded")
    assert (read.status, read.reason) == ("excluded", "misprint: erratum")


@pytest.mark.parametrize(
    "field, value, attribute",
    [("paper", "other2021", "paper"), ("device", "hfox", "device"), ("tier", "simulator", "tier")],
)
def test_what_the_value_is_about_can_be_corrected(field: str, value: str, attribute: str) -> None:
    assert getattr(corrected(field, value).datum, attribute) == value


def test_parameter_unit_comparator_and_flag() -> None:
    assert corrected("parameter", "r_off").parameter == "r_off"
    read = reconcile(datum("r_on", "16.9"), [correction("unit", "MΩ")], vocabulary())
    assert read.value == pytest.approx(16.9e6)
    bound = corrected("comparator", ">")
    assert (bound.low, bound.high, bound.value) == (pytest.approx(16900), None, None)
    assert "series_transistor" in corrected("flag", "series_transistor").flags


def test_correction_for_an_id_that_does_not_exist_is_a_problem_of_its_document() -> None:
    rows = by_datum([correction("status", "excluded", "doc:t9/r1c1")])
    after = reconcile_document(document(datum("r_on", "5 kΩ")), rows, vocabulary())
    assert after.problems == (
        "curation/corrections.csv:2: there is no datum doc:t9/r1c1; fix the id or remove the row",
    )
    assert after.readings[0].status == "value"


GOOD = f"{ID},status,excluded,misprint: erratum,Jane Doe,2026-01-31\n"


@pytest.mark.parametrize(
    "row, problem",
    [
        ("nocolon,status,excluded,r,w,2026-01-31\n", "is not the id of a printed datum"),
        (f"{ID}>g_on,status,excluded,r,w,2026-01-31\n", "is not the id of a printed datum"),
        (f"{ID},colour,red,r,w,2026-01-31\n", "unknown field 'colour'"),
        (f"{ID},status,value,r,w,2026-01-31\n", "status 'value' cannot be set"),
        (f"{ID},parameter,r_onn,r,w,2026-01-31\n", "unknown parameter 'r_onn'"),
        (f"{ID},tier,gossip,r,w,2026-01-31\n", "unknown tier 'gossip'"),
        (f"{ID},comparator,about,r,w,2026-01-31\n", "unknown comparator 'about'"),
        (f"{ID},text,,r,w,2026-01-31\n", "gives text no value"),
        (f"{ID},status,excluded,,w,2026-01-31\n", "has no reason, name or date"),
        (f"{ID},status,excluded,r,w,2026-02-30\n", "has no reason, name or date"),
        (f"{ID},status,excluded,r,w,yesterday\n", "has no reason, name or date"),
        (GOOD, f"corrects status of {ID} again (line 2)"),
    ],
)
def test_row_that_cannot_be_applied_is_one_line_and_stops_no_other(tmp_path: Path, row: str, problem: str) -> None:
    (tmp_path / "curation").mkdir(exist_ok=True)
    path = tmp_path / "curation/corrections.csv"
    path.write_text(HEADER + GOOD + "\n" + row, encoding="utf-8")
    usable, problems = load_corrections(path, vocabulary())
    assert [item.id for item in usable] == [ID]
    assert len(problems) == 1
    assert problems[0].startswith("curation/corrections.csv:4: ")
    assert problem in problems[0]


def test_other_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "curation").mkdir(exist_ok=True)
    path = tmp_path / "curation/corrections.csv"
    path.write_text("id,field,value\n", encoding="utf-8")
    with pytest.raises(RecordError, match="write id,field,value,reason,who,date"):
        load_corrections(path, vocabulary())


def test_committed_corrections_are_all_usable() -> None:
    usable, problems = load_corrections(ROOT / "curation/corrections.csv", vocabulary())
    assert problems == []
    assert usable
