"""Values stated in a document's text: candidates of no device until a person's entry names their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.datum import Datum, DocumentReading, PrintedAlsoAt, Reading, notes_of
from memlit.errors import SourceError
from memlit.field import Vocabulary, load_vocabulary
from memlit.reconcile.document import reconcile_document
from memlit.reconcile.two_places import TWO_PLACES
from memlit.sources.data.from_tables import mine_file
from memlit.sources.data.from_text import UNASSIGNED, mine_text
from memlit.sources.data.supplied import MinedFile, Supplied
from memlit.sources.folder import read_folder

ROOT = Path(__file__).resolve().parents[3]
KEY = "sim-stated"
TEXT = "The device has an endurance of one million cycles. The read voltage was 0.2 V.\n"
ENTRY = """\
passages:
  - {{file: text.md, place: {place}, printed: {printed}, device: cell-a, parameter: {parameter}, curator: A. Reader,
     why: "the sentence is about the only device"}}
"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


def mined(tmp_path: Path, vocabulary: Vocabulary, description: str = "") -> MinedFile:
    folder = tmp_path / KEY
    folder.mkdir(exist_ok=True)
    (folder / "text.md").write_text(TEXT, encoding="utf-8")
    said = "kind: document\ntables:\n  - {file: page.html, label: Table 1, paper: sim-stated}\n"
    (folder / "source.yaml").write_text(said + description, encoding="utf-8")
    return mine_text(Supplied(folder / "text.md", "0" * 64, read_folder(tmp_path, KEY), vocabulary))


def by_parameter(file: MinedFile) -> dict[str, Datum]:
    return {datum.parameter: datum for datum in file.data}


def test_values_belong_to_no_device_and_are_not_used(tmp_path: Path, vocabulary: Vocabulary) -> None:
    data = mined(tmp_path, vocabulary).data
    assert {datum.parameter for datum in data} == {"endurance", "read_voltage"}
    assert {(datum.device, datum.paper, datum.method) for datum in data} == {(UNASSIGNED, None, "text")}
    document = DocumentReading(key=KEY, status="new", data=data)
    readings = reconcile_document(document, {}, vocabulary).readings
    assert {reading.status for reading in readings} == {"excluded"}
    assert all((reading.reason or "").startswith("unassigned: ") for reading in readings)


def test_an_entry_with_the_place_and_print_makes_it_the_devices(tmp_path: Path, vocabulary: Vocabulary) -> None:
    place = by_parameter(mined(tmp_path, vocabulary))["endurance"].locator.place
    entry = ENTRY.format(place=place, printed="one million cycles", parameter="endurance")
    file = mined(tmp_path, vocabulary, entry)
    assert file.warnings == ()
    datum = by_parameter(file)["endurance"]
    assert (datum.device, datum.paper, datum.excluded) == ("cell-a", KEY, None)
    assert any("A. Reader" in note for note in datum.printed.notes)
    (reading,) = [
        one
        for one in reconcile_document(DocumentReading(key=KEY, status="new", data=file.data), {}, vocabulary).readings
        if one.parameter == "endurance"
    ]
    assert (reading.status, reading.value, reading.unit) == ("value", 1e6, "cycle")


def test_an_entry_says_pulse_condition_and_grade(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Without them a value that holds under one amplitude would be that of every amplitude of the device."""
    place = by_parameter(mined(tmp_path, vocabulary))["endurance"].locator.place
    entry = ENTRY.format(place=place, printed="one million cycles", parameter="endurance")
    said = entry.replace("curator:", "set_or_reset: reset, condition: 4.1 V, grade: B, curator:")
    datum = by_parameter(mined(tmp_path, vocabulary, said))["endurance"]
    assert (datum.pulse, datum.condition, datum.grade) == ("reset", "4.1 V", "B")


@pytest.mark.parametrize(("place", "printed"), [("c9999", "one million cycles"), (None, "two million cycles")])
def test_an_entry_that_fits_no_value_assigns_nothing_and_says_so(
    tmp_path: Path, vocabulary: Vocabulary, place: str | None, printed: str
) -> None:
    known = by_parameter(mined(tmp_path, vocabulary))["endurance"].locator.place
    file = mined(tmp_path, vocabulary, ENTRY.format(place=place or known, printed=printed, parameter="endurance"))
    assert {datum.device for datum in file.data} == {UNASSIGNED}
    assert len(file.problems) == 1
    assert printed in file.problems[0]


def test_an_unknown_parameter_is_an_error_that_names_it(tmp_path: Path, vocabulary: Vocabulary) -> None:
    place = by_parameter(mined(tmp_path, vocabulary))["endurance"].locator.place
    entry = ENTRY.format(place=place, printed="one million cycles", parameter="endurence")
    with pytest.raises(SourceError, match="endurence"):
        mined(tmp_path, vocabulary, entry)


def test_unit_behind_a_list_is_kept_with_each_value(tmp_path: Path, vocabulary: Vocabulary) -> None:
    folder = tmp_path / KEY
    folder.mkdir()
    (folder / "text.md").write_text("The pulse width was 10 and 50 ns.\n", encoding="utf-8")
    (folder / "source.yaml").write_text("kind: document\n", encoding="utf-8")
    data = mine_text(Supplied(folder / "text.md", "0" * 64, read_folder(tmp_path, KEY), vocabulary)).data
    assert [(datum.printed.text, datum.printed.unit) for datum in data] == [("10", "ns"), ("50 ns", None)]


def reconciled(tmp_path: Path, vocabulary: Vocabulary, text: str, description: str = "") -> list[Reading]:
    folder = tmp_path / KEY
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    said = "kind: document\ntables:\n  - {file: page.html, label: Table 1, paper: sim-stated}\n"
    (folder / "source.yaml").write_text(said + description, encoding="utf-8")
    file = Supplied(folder / "page.html", "0" * 64, read_folder(tmp_path, KEY), vocabulary)
    data = tuple(sorted((*mine_text(file).data, *mine_file(file).data), key=lambda one: one.id))
    return list(reconcile_document(DocumentReading(key=KEY, status="new", data=data), {}, vocabulary).readings)


TWICE = """<p>Cell-a keeps its states for long. Its read voltage is 0.2 V in all runs of this study.</p>
<table><caption>Table 1. Memory cells</caption><tr><th>Device</th><th>Read voltage (V)</th></tr>
<tr><td>cell-a</td><td>0.2</td></tr><tr><td>cell-b</td><td>0.3</td></tr></table>"""


def test_a_sentence_and_a_table_that_print_a_value_alike_confirm_each_other(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """Before anybody assigned the sentence it only says where a table has the value; then both are confirmed."""
    alike = [one for one in reconciled(tmp_path, vocabulary, TWICE) if one.value == 0.2]
    free = {"text" if one.datum.method == "text" else "table": one for one in alike}
    (note,) = notes_of(PrintedAlsoAt, free["text"].flags)
    assert note.places == free["table"].id
    assert TWO_PLACES not in free["table"].flags
    entry = (
        f"passages:\n  - {{file: page.html, place: {free['text'].datum.locator.place}, printed: 0.2 V, device: cell-a,"
        " curator: A. Reader, why: it is named before}\n"
    )
    told = {one.id: one for one in reconciled(tmp_path, vocabulary, TWICE, entry)}
    assert {name for name, one in told.items() if TWO_PLACES in one.flags} == {free["text"].id, free["table"].id}
    assert notes_of(PrintedAlsoAt, told[free["text"].id].flags) == []


def test_another_device_or_value_confirms_nothing(tmp_path: Path, vocabulary: Vocabulary) -> None:
    for text in (TWICE.replace("is 0.2 V", "is 0.4 V"), TWICE.replace("<td>cell-a", "<td>cell-c")):
        readings = reconciled(tmp_path, vocabulary, text)
        place = next(one for one in readings if one.datum.method == "text").datum.locator.place
        printed = "0.4 V" if "0.4 V" in text else "0.2 V"
        entry = (
            f"passages:\n  - {{file: page.html, place: {place}, printed: {printed}, device: cell-a,"
            " curator: A. Reader, why: it is named before}\n"
        )
        assert all(TWO_PLACES not in one.flags for one in reconciled(tmp_path, vocabulary, text, entry))
