"""The library: a bad entry is one line and stops no other; keys are safe names; buckets are stable."""

from __future__ import annotations

import random
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memlit.caching.packed import Packed
from memlit.errors import LibraryError
from memlit.library import bibtex as entries
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
    # A data set without an author is known by its key, which needs no year.
    nameless = replace(entry, fields={"year": "2016"})
    assert nameless.short_name == nameless.key
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


BLOCKS = (
    GOOD,
    "@article{crossed2020,\n  crossref = {parent2019},\n  month = jan,\n}\n",
    '@proceedings{parent2019, title = {Proc}, year = 2019, publisher = {M\\"uller}}\n',
    "@comment{jabref-meta: databaseType:bibtex;}\n",
    "A line of text between entries.\n",
    "@article(paren2018,\n  title = {In (round) brackets},\n  year = 2018\n)\n",
    '  @article{indented2017, title = "quoted {and braced}", year = {2017}}\n',
    "@article{abstract2016, abstract = {First line\n@second line\n}, year = {2016}}\n",
    "@article{one2015, year = {2015}} @article{two2015, year = {2015}}\n",
    '@string{nh = "Nanoscale Horiz."}\n',
    "@article{open2014,\n  title = {never closed,\n",
    "@article{merge2013,\n  author = {Doe, Jane}\n  year = {2013},\n}\n",
    "@article{bad key, year = {2012}}\n",
    "@article{twice2011, year = {2011}, year = {2010}}\n",
    "@ article{spaced2010, year = {2010}}\n",
    "}\n",
)


@pytest.mark.parametrize("seed", range(60))
def test_entries_that_were_parsed_before_read_as_in_the_whole_text(seed: int, tmp_path: Path) -> None:
    """Blocks in any order, whole and broken: with a store, empty or filled by another text, the library is the same."""
    chance = random.Random(seed)
    for _ in range(4):
        text = "\n".join(chance.choices(BLOCKS, k=chance.randint(1, 6)))
        whole = parse_library(text)
        for _ in range(2):
            packed = Packed(tmp_path / "store", "code")
            assert parse_library(text, packed=packed) == whole
            packed.save()


def test_only_entries_that_are_not_known_are_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []
    original = entries._parsed
    monkeypatch.setattr(entries, "_parsed", lambda text: parsed.append(text) or original(text))
    added = "@article{added2021,\n  year = {2021},\n}\n"
    for text in (GOOD, GOOD, GOOD + added):
        packed = Packed(tmp_path / "store", "code")
        parse_library(text, packed=packed)
        packed.save()
    assert parsed == [GOOD, added]
