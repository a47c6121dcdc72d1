"""The library: a bad entry is one line and stops no other; keys are safe names; buckets are stable."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memlit.errors import LibraryError
from memlit.library import bucket_of, is_safe_key, load_library, parse_library

GOOD = """@article{woo2016,
  author = {Woo, Jiyong and Moon, Kibong},
  title = {Improved {HfO$_2$} synapse},
  year = {2016},
  keywords = {review-fig11, review-text},
  deviceclass = {VCM},
  role = {synapse},
  reviewref = {106},
}
"""


@pytest.mark.parametrize("key", ["woo2016", "a", "A.b-c_d", "9lives", "x" * 100])
def test_safe_keys(key: str) -> None:
    assert is_safe_key(key)


@pytest.mark.parametrize(
    "key", ["", "../x", "a/b", "a\\b", ".hidden", "-rf", "a..b", "a.", "a b", "é", "a\n", "x" * 101, "con:1", "{x}"]
)
def test_unsafe_keys(key: str) -> None:
    assert not is_safe_key(key)


@given(st.text(max_size=120))
def test_safe_key_stays_inside_its_folder(key: str) -> None:
    if is_safe_key(key):
        base = Path("/review/sources")
        assert (base / key).resolve().parent == base
        assert Path(key).name == key


@given(st.text(min_size=1, max_size=40), st.integers(1, 1024))
def test_bucket_is_crc32_modulo_the_number_of_buckets(key: str, n_buckets: int) -> None:
    assert bucket_of(key, n_buckets) == zlib.crc32(key.encode()) % n_buckets


def test_bucket_of_a_known_string() -> None:
    # The check value of CRC-32 over "123456789" is cbf43926 (hexadecimal), which is 2 modulo 4.
    assert bucket_of("123456789", 4) == 0xCBF43926 % 4 == 2


def test_entry_is_read_whole() -> None:
    library = parse_library(GOOD)
    assert library.problems == ()
    entry = library.entries["woo2016"]
    assert (entry.year, entry.reviewref, entry.first_author, entry.short_name) == (2016, 106, "Woo", "Woo 2016")
    # A work without an author is known by where it appeared, else by its title, else by its key, which needs no year.
    told = {"year": "2016", "journal": "IEEE {EDL}", "title": "Pulses of one device and of many others"}
    assert replace(entry, fields=told).short_name == "IEEE EDL 2016"
    assert replace(entry, fields={"title": told["title"]}).short_name == "“Pulses of one device and…”"
    assert replace(entry, fields={"year": "2016"}).short_name == entry.key
    assert entry.sets == ("review-fig11", "review-text")
    assert entry.device_classes == ("VCM",)
    assert entry.roles == ("synapse",)


BAD = [
    ("@article{lost2020,\n  author = {Doe, Jane,\n  year = {2020}\n", "is not a BibTeX entry"),
    ("@article{../x,\n  year = {2020},\n}\n", "'../x' is not a safe file name"),
    ("@article{woo2016,\n  year = {2017},\n}\n", "repeats a key or a field"),
    ("@article{twice2020,\n  year = {2017},\n  year = {2018},\n}\n", "repeats a key or a field"),
    ("@article{role2020,\n  year = {2017},\n  role = {neurone},\n}\n", "unknown role neurone"),
]


@pytest.mark.parametrize("bad, problem", BAD)
def test_bad_entry_after_a_good_one_is_one_line_with_its_place(bad: str, problem: str) -> None:
    library = parse_library(GOOD + bad)
    assert list(library.entries) == ["woo2016"]
    assert library.entries["woo2016"].year == 2016
    assert len(library.problems) == 1
    assert library.problems[0].startswith("references.bib:10: ")
    assert problem in library.problems[0]
    assert "; " in library.problems[0]


def test_entry_swallowed_by_a_broken_one_is_not_lost_in_silence() -> None:
    library = parse_library("@article{open2020,\n  author = {Doe, Jane,\n  year = {2020},\n}\n\n" + GOOD)
    named = " ".join(library.problems)
    assert "open2020" in named
    assert "woo2016" in library.entries or "woo2016" in named


def test_missing_comma_does_not_merge_two_fields() -> None:
    library = parse_library("@article{merge2020,\n  author = {Doe, Jane}\n  year = {2020},\n}\n" + GOOD)
    assert "merge2020" not in library.entries
    assert "woo2016" in library.entries
    assert any("references.bib:1:" in line for line in library.problems)


@pytest.mark.parametrize("content, problem", [(None, "is missing"), (b"\xff\xfe", "is not UTF-8")])
def test_unreadable_library_is_one_line(tmp_path: Path, content: bytes | None, problem: str) -> None:
    path = tmp_path / "references.bib"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LibraryError, match=problem):
        load_library(path)
