"""Records: unknown fields are refused, identity lies in the place, what is written is read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from memlit.datum import DocumentRecord, Reading, ReconciledDocument, json_pieces, parse_record, read_records
from memlit.errors import RecordError
from memlit.files import json_line
from pydantic import ValidationError

from tests.builders import datum, reading, reconciled


def test_record_survives_writing_and_reading() -> None:
    record = DocumentRecord(key="doc", files={"a.csv": "0" * 64}, data=(datum("r_on", "16.9 kΩ", bbox=(1, 2, 3, 4)),))
    assert DocumentRecord.model_validate_json(json_line(record.model_dump(mode="json"))) == record


def test_unknown_field_is_refused_with_its_name() -> None:
    data = datum("r_on", "5 kΩ").model_dump()
    with pytest.raises(RecordError, match=r"extracted/doc\.json: field data\.0\.colour: Extra inputs"):
        parse_record(DocumentRecord, {"key": "doc", "data": [{**data, "colour": "red"}]}, "extracted/doc.json")


@pytest.mark.parametrize("field, value", [("tier", "gossip"), ("method", "guessed")])
def test_trust_is_one_of_the_named_words(field: str, value: str) -> None:
    with pytest.raises(ValidationError):
        datum("r_on", "5 kΩ", **{field: value})


def test_records_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        datum("r_on", "5 kΩ").paper = "other"


def test_markup_is_what_a_value_is_read_from() -> None:
    assert datum("r_on", "104 Ω", markup="10<sup>4</sup> Ω").printed.quantity_text == "10<sup>4</sup> Ω"
    assert datum("r_on", "3V/2ms", piece="3V").printed.quantity_text == "3V"
    assert datum("r_on", "5 kΩ").printed.quantity_text == "5 kΩ"


def test_reading_is_derived_when_it_names_inputs() -> None:
    assert not reading("r_on", 5e3, "ohm").is_derived
    derived = Reading.model_validate({**reading("r_on", 5e3, "ohm").model_dump(), "inputs": ("doc:t1/r_on",)})
    assert derived.is_derived


def test_pieces_of_a_record_hold_what_its_json_holds() -> None:
    whole = reconciled(reading("r_on", 1 / 3, "ohm"), reading("r_off", None, "ohm", high=float("inf")), title="a\nb")
    pieces = "".join(json_pieces(whole))
    assert json.loads(pieces) == json.loads(json_line(whole.model_dump(mode="json")))
    assert "\n" not in pieces
    empty = reconciled()
    assert json.loads("".join(json_pieces(empty))) == json.loads(json_line(empty.model_dump(mode="json")))


def test_numbers_of_a_record_are_written_with_twelve_digits_and_bounds_in_words() -> None:
    found = json.loads(reading("r_on", 1 / 3, "ohm", high=float("inf")).model_dump_json())
    assert (found["value"], found["high"]) == (0.333333333333, "inf")
    assert Reading.model_validate_json(json.dumps(found)).high == float("inf")


def test_what_is_not_a_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="not a number"):
        reading("r_on", float("nan"), "ohm").model_dump_json()


def test_line_that_is_no_record_is_named_with_its_field(tmp_path: Path) -> None:
    path = tmp_path / "0.jsonl"
    path.write_text(f'{reconciled().model_dump_json()}\n{{"key": "doc"}}\n', encoding="utf-8")
    with pytest.raises(RecordError, match=r"0\.jsonl: field kind"):
        list(read_records(ReconciledDocument, path))
    path.write_text('{"key": \n', encoding="utf-8")
    with pytest.raises(RecordError, match=r"0\.jsonl:1"):
        list(read_records(ReconciledDocument, path))
