"""Files are written whole or not at all, and read with the place of what is wrong."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from memlit import files
from memlit.caching.entries import Cache
from memlit.errors import RecordError


def test_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.html"
    files.write_text(target, "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.write_text(target, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_killed_write_never_shows_a_part(tmp_path: Path) -> None:
    """The process dies between writing and renaming: the reader sees the old file."""
    target = tmp_path / "a.json"
    files.write_text(target, "old")
    code = (
        "import os, sys; from pathlib import Path; from memlit import files; "
        "os.fsync = lambda _: os._exit(9); files.write_text(Path(sys.argv[1]), 'new')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], check=False)
    assert done.returncode == 9
    assert target.read_text(encoding="utf-8") == "old"


def test_json_is_sorted_and_rounded_to_twelve_digits() -> None:
    assert files.json_line({"b": 0.1 + 0.2, "a": (1, None)}) == '{"a":[1,null],"b":0.3}'
    assert files.json_line({"x": math.inf, "y": -math.inf}) == '{"x":"inf","y":"-inf"}'


def test_nan_is_never_written() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        files.json_line({"x": math.nan})


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_is_idempotent_and_close(value: float) -> None:
    once = files.rounded(value)
    assert files.rounded(once) == once
    assert math.isclose(once, value, rel_tol=1e-11)


@pytest.mark.parametrize(
    "value, expected",
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("@cmd", "'@cmd"),
        ("＝1+1", "'＝1+1"),
        ("＋1+1", "'＋1+1"),
        ("－1+1", "'－1+1"),
        ("＠cmd", "'＠cmd"),
        ("-2V/1ms", "'-2V/1ms"),
        ("-1.5", "-1.5"),
        ("=", "="),
        ("16.9 kΩ", "16.9 kΩ"),
        (None, ""),
        (True, "true"),
        (1 / 3, "0.333333333333"),
        (["a", 2.0], "a;2"),
    ],
)
def test_csv_fields_are_exact_and_no_formulas(value: object, expected: str) -> None:
    assert files.csv_field(value) == expected


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1), min_size=1))
def test_csv_round_trip_keeps_every_character(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    rows = [{"id": str(place), "text": text} for place, text in enumerate(texts)]
    with_quote = [row["text"] if files.csv_field(row["text"]) == row["text"] else "'" + row["text"] for row in rows]
    path = tmp_path_factory.getbasetemp() / "round-trip.csv"
    files.write_csv(path, ("id", "text"), rows)
    assert [row["text"] for row in files.read_csv(path, ("id", "text"))] == with_quote


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content, where, problem",
    [
        (b"", "table.csv:", "is empty"),
        (b"a,b\n1\n", "table.csv:2:", "has 1 fields where the header has 2"),
        (b'a,b\n"1\n2",x\n1,2,3\n', "table.csv:4:", "has 3 fields"),
        (b"a,c\n1,2\n", "table.csv:1:", "header is a,c"),
        (b"a,b\n\xff,1\n", "table.csv:", "is not UTF-8 text"),
    ],
)
def test_broken_tables_are_one_line_with_its_number(tmp_path: Path, content: bytes, where: str, problem: str) -> None:
    with pytest.raises(RecordError) as raised:
        files.read_csv(write(tmp_path, content), ("a", "b"))
    assert where in str(raised.value)
    assert problem in str(raised.value)


def test_column_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="column a twice"):
        files.read_csv(write(tmp_path, b"a,a\n1,2\n"))


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"no\.csv: is missing"):
        files.read_csv(tmp_path / "no.csv")
    with pytest.raises(RecordError, match=r"no\.json: is missing"):
        files.read_json(tmp_path / "no.json")


def test_rows_know_their_line_after_quoted_line_ends_and_blank_lines(tmp_path: Path) -> None:
    path = write(tmp_path, b'a,b\r\n"x\r\ny",1\r\n\r\nz,2\r\n')
    assert [(line, row["b"]) for line, row in files.numbered_rows(path)] == [(2, "1"), (5, "2")]


def test_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    assert files.read_csv(write(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n"), ("a", "b")) == [{"a": "1", "b": "2"}]


def test_broken_json_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{\n"a": 1,\n"b" 2\n}', encoding="utf-8")
    with pytest.raises(RecordError, match=r"x\.json:3"):
        files.read_json(path)
    path.write_text('{"a": 1}\n{\n', encoding="utf-8")
    with pytest.raises(RecordError, match=r"x\.json:2"):
        list(files.read_json_lines(path))


def test_cache_gives_back_what_was_put_and_forgives_damage(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    key = cache.key("code", "doc", "table.csv")
    assert cache.get(key) is None
    cache.put(key, {"data": ["16.9 kΩ"]})
    assert cache.get(key) == {"data": ["16.9 kΩ"]}
    stored = next((tmp_path / "cache").rglob("*.json"))
    stored.write_text(json.dumps({"data": []})[:-3], encoding="utf-8")
    assert cache.get(key) is None
    assert (cache.hits, cache.misses) == (1, 2)


def test_cache_keys_do_not_run_together() -> None:
    assert Cache.key("ab", "c") != Cache.key("a", "bc")
