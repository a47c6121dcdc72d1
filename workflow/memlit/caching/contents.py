"""Digests of the contents of files: times are unreliable, after a clock was set back or a copy that keeps them."""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from memlit.files import json_line, sha256_of, write_text

CONTENTS_FILE = Path("results/run/contents.json")


class Remembered:
    """Findings in files, kept from run to run; each is valid while the size and the times of its file are unchanged."""

    def __init__(self) -> None:
        self._known: dict[str, list[Any]] = {}
        self._changed = False

    def load(self, store: Path) -> None:
        """Load the findings of an earlier process; a store that cannot be read counts as empty."""
        with contextlib.suppress(OSError, ValueError):
            loaded = json.loads(store.read_text(encoding="utf-8"))
            if isinstance(loaded, dict):
                self._known = {**loaded, **self._known}

    def find(self, name: str, state: os.stat_result, read: Callable[[], Any]) -> Any:
        """The finding of `read` for the file in this state, in plain JSON; `read` is called only if it is not known."""
        stamp = [state.st_size, state.st_mtime_ns, state.st_ctime_ns]
        known = self._known.get(name)
        if isinstance(known, list) and known[:-1] == stamp:
            return known[-1]
        found = read()
        self._known[name] = [*stamp, found]
        self._changed = True
        return found

    def save(self, store: Path) -> None:
        """Write all findings; if nothing can be written, they are made again next time."""
        if self._changed:
            with contextlib.suppress(OSError):
                write_text(store, json_line(self._known))


class Contents:
    """Digests of files under `root`; a file is read again only when its size or a time of it has changed.

    One object looks at a file once; a change during the run is seen by the next run.
    """

    def __init__(self, root: Path, store: Path, digests: Remembered | None = None) -> None:
        """store: where digests are kept from run to run; digests: those already loaded from it."""
        self.root = root
        self.store = store
        self._digests = digests or Remembered()
        if digests is None:
            self._digests.load(store)
        self._seen: dict[str, str] = {}

    def of(self, paths: Iterable[str]) -> str:
        """One digest over names and bytes of `paths`, in any order; an absent file counts by its name."""
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

    def again(self) -> "Contents":
        """A new look at the same files, which sees changes since this one."""
        return Contents(self.root, self.store, self._digests)

    def save(self) -> None:
        """Store the digests for the next run."""
        self._digests.save(self.store)
