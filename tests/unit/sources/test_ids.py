"""Ids and keys for all texts: they stay apart, come back from files, and are safe as names of files and in links."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from memlit.datum import DERIVED_MARK, DocumentRecord, anchor
from memlit.files import json_line
from memlit.library import is_safe_key, parse_library
from memlit.naming import roman, slug, table_name
from memlit.sources.data.from_readings import LIST_COLUMNS, read_readings

from tests.builders import datum, vocabulary

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
keys = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,30}", fullmatch=True).filter(
    lambda key: ".." not in key and not key.endswith(".")
)
words = st.text(alphabet="abcXYZ019 αβγµΩ₂³/:>#.é-", min_size=1, max_size=12).filter(lambda text: text.strip() != "")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*:[a-z0-9-]*/[a-z0-9-]+/[a-z0-9_]+(\.\d+)?")


@given(keys)
@quick
def test_a_key_of_the_safe_letters_is_safe_and_names_its_file(key: str) -> None:
    assert is_safe_key(key)
    for name in (f"{key}.json", f"{key}.html"):
        path = Path("extracted") / name
        assert (path.parent, path.stem) == (Path("extracted"), key)
    assert quote(key) == key


@given(keys, st.sampled_from("/\\:*?\"<>| \n\t\0{}%$&;'`~é"), st.integers(0, 30))
@quick
def test_one_other_letter_makes_a_key_unsafe(key: str, letter: str, at: int) -> None:
    place = min(at, len(key))
    assert not is_safe_key(key[:place] + letter + key[place:])


@given(st.lists(keys, min_size=1, max_size=5, unique=True))
@quick
def test_entries_come_back_under_their_keys(written: list[str]) -> None:
    text = "".join(f"@article{{{key},\n  title = {{T}},\n  year = {{2020}},\n}}\n" for key in written)
    found = parse_library(text)
    assert sorted(found.entries) == sorted(written)
    assert found.problems == ()


@given(st.lists(st.tuples(words, words), min_size=1, max_size=6))
@quick
def test_rows_of_a_list_have_ids_of_their_own_that_tell_document_and_parameter(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("rows") / "readings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, LIST_COLUMNS, restval="")
        writer.writeheader()
        for place, device in rows:
            writer.writerow({"place": place, "device": device, "parameter": "r_on", "text": "5 kΩ", "tier": "primary"})
    data, problems = read_readings(path, "doe2020", vocabulary())
    assert problems == []
    assert len({item.id for item in data}) == len(data) == len(rows)
    for item in data:
        assert ID.fullmatch(item.id), item.id
        assert item.id.startswith("doe2020:")
        assert item.id.rsplit("/", 1)[1].split(".")[0] == "r_on"
        assert DERIVED_MARK not in item.id


@given(words, words)
@quick
def test_an_id_survives_the_record_and_makes_a_link_of_safe_letters(first: str, second: str) -> None:
    one, other = (f"doe2020:t1/{text}" for text in (first, second))
    record = DocumentRecord(key="doe2020", files={}, data=(datum("r_on", "5 kΩ", id=one),))
    assert DocumentRecord.model_validate_json(json_line(record.model_dump(mode="json"))).data[0].id == one
    assert re.fullmatch(r"n[a-z2-7]{9}", anchor(one))
    assert (anchor(one) == anchor(other)) == (one == other)


@given(st.sampled_from("αβγδεκ"), st.sampled_from("αβγδεκ"), st.sampled_from(["Fe2O3", "Si", "In2Se3"]))
@quick
def test_devices_that_differ_in_a_greek_letter_stay_apart(first: str, second: str, formula: str) -> None:
    assume(first != second)
    assert slug(f"{first}-{formula}") != slug(f"{second}-{formula}")


@pytest.mark.parametrize(
    "text, name", [("α-Fe2O3", "alpha-fe2o3"), ("Ω µ", "omega-mu"), ("甲", "u7532"), ("é", "e"), ("½ „", "1-2")]
)
def test_letters_outside_ascii_are_spelt(text: str, name: str) -> None:
    assert slug(text) == name


NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@given(st.integers(0, 4), st.integers(1, 9))
@quick
def test_a_table_has_one_name_in_either_numerals(tens: int, ones: int) -> None:
    number = 10 * tens + ones
    numeral = ("", "X", "XX", "XXX", "XL")[tens] + NUMERALS[ones - 1]
    assert roman(numeral) == number
    assert table_name(f"Table {number}") == table_name(f"TABLE {numeral}") == f"t{number}"
