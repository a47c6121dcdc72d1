"""A content-addressed store with one file per entry, for jobs that run side by side."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from memlit.files import json_line, whole_file

CACHE_BYTES = 500_000_000


CACHE_SECONDS = 60 * 86_400.0
"""A cache keeps at most this many bytes, and no entry that was last used this long before the newest entry."""


class Cache:
    """Content-addressed store of JSON values, so that the same bytes are read only once."""

    def __init__(self, folder: Path | None) -> None:
        """With `folder` None nothing is kept."""
        self.folder = folder
        self.hits = 0
        self.misses = 0

    @staticmethod
    def key(*parts: str) -> str:
        """The address of an entry: the hash of all that decides it."""
        return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()

    def get(self, key: str) -> Any | None:
        """The stored value, or None."""
        text = self.get_text(key)
        return None if text is None else json.loads(text)

    def get_text(self, key: str) -> str | None:
        """The stored text, or None; an entry that cannot be read or was damaged counts as absent."""
        text = None
        if self.folder is not None:
            with contextlib.suppress(OSError, ValueError):
                path = _cached(self.folder, key)
                digest, _, stored = path.read_bytes().partition(b"\n")
                if digest.decode() == _digest_of(stored):
                    text = stored.decode("utf-8")
                    # The time of the file says when it was last used, see `prune`.
                    os.utime(path)
        self.hits += text is not None
        self.misses += text is None
        return text

    def prune(self, most_bytes: int = CACHE_BYTES, most_seconds: float = CACHE_SECONDS) -> int:
        """Remove entries that have long been unused, then the least recently used beyond the size; return how many."""
        entries = []
        for path in self._files():
            with contextlib.suppress(OSError):
                state = path.stat()
                entries.append((state.st_mtime, path.path, state.st_size))
        entries.sort(reverse=True)
        newest = entries[0][0] if entries else 0.0
        removed = total = 0
        for used, name, size in entries:
            total += size
            if total > most_bytes or newest - used > most_seconds:
                Path(name).unlink(missing_ok=True)
                removed += 1
        return removed

    def _files(self) -> Iterator[os.DirEntry[str]]:
        """All entries, with one listing per folder."""
        with contextlib.suppress(FileNotFoundError):
            for folder in os.scandir(self.folder) if self.folder is not None else ():
                if len(folder.name) == _FOLDER_LETTERS and folder.is_dir():
                    yield from (file for file in os.scandir(folder) if file.name.endswith(".json"))

    def put(self, key: str, value: Any) -> None:
        """Store a JSON value."""
        self.put_text(key, json_line(value))

    def put_text(self, key: str, text: str) -> None:
        """Store `text`. The disk is not waited for: an entry that a power cut empties is made again."""
        if self.folder is not None:
            content = text.encode("utf-8")
            with whole_file(_cached(self.folder, key), survives_power_cut=False) as temporary:
                temporary.write_bytes(f"{_digest_of(content)}\n".encode() + content)


def _digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


_FOLDER_LETTERS = 2
"""The first letters of an address, which name its folder."""


def _cached(folder: Path, key: str) -> Path:
    return Path(f"{folder}/{key[:_FOLDER_LETTERS]}/{key}.json")
