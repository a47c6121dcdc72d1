"""What a run says of its reading, and what its caches keep."""

from __future__ import annotations

import os
from pathlib import Path

from memlit.caching.entries import Cache
from memlit.sources.throughput import Tally, end_run, start_run, write_tally

DAY = 86_400


def test_the_line_adds_the_buckets_up(tmp_path: Path) -> None:
    first = Tally(files=2, cached=6, pages=30, cpu=2.5, network="audit hook")
    write_tally("0", first, tmp_path)
    write_tally("1", Tally(files=0, cached=0), tmp_path)
    write_tally("2", Tally(files=1, cached=1, unreadable=1, pages=10, cpu=1.5), tmp_path)
    (tmp_path / "3.json").write_text('{"files": ', encoding="utf-8")
    assert end_run(tmp_path, tmp_path / "none") == (
        "extraction: 3 files read anew, 7 from the cache; 40 PDF pages; 4.0 s of CPU; 1 could not be read, see the "
        "problems in the report; documents kept from the network by: audit hook"
    )
    start_run(tmp_path)
    assert end_run(tmp_path, tmp_path / "none") == ""


def _cache(folder: Path, *ages: int) -> Cache:
    """Entries k0, k1, ... last used so many days ago."""
    cache = Cache(folder)
    for number, days in enumerate(ages):
        key = Cache.key(f"k{number}")
        cache.put(key, "x" * 1000)
        path = folder / key[:2] / f"{key}.json"
        os.utime(path, (2e9 - days * DAY, 2e9 - days * DAY))
    return cache


def _kept(cache: Cache, n: int) -> list[int]:
    return [number for number in range(n) if cache.get(Cache.key(f"k{number}")) is not None]


def test_entries_long_unused_are_removed(tmp_path: Path) -> None:
    cache = _cache(tmp_path, 0, 59, 61, 400)
    assert cache.prune() == 2
    assert _kept(cache, 4) == [0, 1]


def test_beyond_its_size_the_longest_unused_go(tmp_path: Path) -> None:
    cache = _cache(tmp_path, 3, 1, 2, 0)
    assert cache.prune(most_bytes=2200) == 2
    assert _kept(cache, 4) == [1, 3]


def test_use_keeps_an_entry(tmp_path: Path) -> None:
    cache = _cache(tmp_path, 400, 0)
    assert cache.get(Cache.key("k0")) is not None
    assert cache.get(Cache.key("k1")) is not None
    assert cache.prune() == 0
