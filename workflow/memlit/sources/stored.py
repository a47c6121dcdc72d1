"""What files gave before: kept under the bytes of all that decides it, as they were before and after it was read."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from memlit.caching.entries import Cache
from memlit.sources.data.from_tables import MinedFile
from memlit.sources.throughput import Tally


def stored_or_read(cache: Cache, tally: Tally, address: Callable[[], str], read: Callable[[], MinedFile]) -> MinedFile:
    """What a file gives: from the cache, else read, and stored if it did not change meanwhile."""
    key = address()
    stored = cache.get(key)
    # An entry that does not fit (a damaged disk, another version) counts as absent.
    with contextlib.suppress(ValueError):
        if stored is not None:
            mined = MinedFile.model_validate(stored)
            tally.cached += 1
            return mined
    begin = time.time()
    mined = read()
    tally.add(
        Tally(
            files=1,
            unreadable=int(mined.is_unreadable),
            pages=mined.pages,
            spared=mined.spared,
            spans=[(begin, time.time())] if mined.pages > 0 else [],
        )
    )
    # A limit that was met on a busy machine must not stand for ever, nor what a file held that changed meanwhile.
    if not mined.is_unreadable and is_still(address, key):
        cache.put(key, mined.model_dump())
    return mined


def is_still(address: Callable[[], str], before: str) -> bool:
    """Whether files have the address they had before they were read; not where one is gone."""
    try:
        return address() == before
    except OSError:
        return False
