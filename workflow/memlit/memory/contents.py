"""What files hold, told apart by their bytes: times can lie, after a clock set back or a copy that keeps them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from memlit.errors import ConfigError
from memlit.files import json_line, sha256_of, write_text

CONTENTS_FILE = Path("results/run/contents.json")


class Remembered:
    """What was found in files, from run to run: it holds as long as the size and the times of a file are the same."""

    def __init__(self) -> None:
        self._known: dict[str, list[Any]] = {}
        self._changed = False

    def load(self, store: Path) -> None:
        """Take over what an earlier process found; a store that cannot be read counts as empty."""
        with contextlib.suppress(OSError, ValueError):
            loaded = json.loads(store.read_text(encoding="utf-8"))
            if isinstance(loaded, dict):
                self._known = {**loaded, **self._known}

    def find(self, name: str, state: os.stat_result, read: Callable[[], Any]) -> Any:
        """What `read` gives for the file in this state, in plain JSON; called only where it is not known."""
        stamp = [state.st_size, state.st_mtime_ns, state.st_ctime_ns]
        known = self._known.get(name)
        if isinstance(known, list) and known[:-1] == stamp:
            return known[-1]
        found = read()
        self._known[name] = [*stamp, found]
        self._changed = True
        return found

    def save(self, store: Path) -> None:
        """Write what is known; where nothing can be written it is found again next time."""
        if self._changed:
            with contextlib.suppress(OSError):
                write_text(store, json_line(self._known))


class Contents:
    """Digests of files under `root`; a file is read again only when its size or a time of it has changed.

    One object looks at a file once: what changes under way is for the next run to see.
    """

    def __init__(self, root: Path, store: Path, digests: Remembered | None = None) -> None:
        """`store` remembers digests from run to run; digests: those already loaded from it."""
        self.root = root
        self.store = store
        self._digests = digests or Remembered()
        if digests is None:
            self._digests.load(store)
        self._seen: dict[str, str] = {}

    def of(self, paths: Iterable[str]) -> str:
        """One digest over names and bytes of `paths`, whatever their order; an absent file counts by its name."""
        digest = hashlib.sha256()
        for path in sorted(set(paths)):
            digest.update(f"{path}\0{self._digest(path)}\0".encode())
        return digest.hexdigest()[:16]

    def _digest(self, path: str) -> str:
        digest = self._seen.get(path)
        if digest is None:
            digest = self._seen[path] = self._looked_at(path)
        return digest

    def _looked_at(self, path: str) -> str:
        file = self.root / path
        try:
            state = file.stat()
        except OSError:
            return "absent"
        return str(self._digests.find(path, state, lambda: sha256_of(file)))

    def again(self) -> Contents:
        """Another look at the same files: what changed since this one is seen."""
        return Contents(self.root, self.store, self._digests)

    def save(self) -> None:
        """Remember the digests."""
        self._digests.save(self.store)


def write_stamp(path: Path, digest: str) -> None:
    """Write `digest` where `path` does not hold it, so that the file is newer than what was made of other contents.

    Raises ConfigError where it cannot be written.
    """
    try:
        if holds_digest(path, digest):
            return
        write_text(path, f"{digest}\n")
    except OSError as error:
        raise ConfigError(str(path), f"cannot be written ({error.strerror})", "make results/ writable") from None


def holds_digest(path: Path, digest: str) -> bool:
    """Whether the stamp at `path` stands for these contents."""
    return path.is_file() and path.read_text(encoding="utf-8") == f"{digest}\n"
