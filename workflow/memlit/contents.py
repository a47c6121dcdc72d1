"""What files hold, told apart by their bytes: times can lie, after a clock set back or a copy that keeps them."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from memlit.files import json_line, sha256_of, write_text


class Contents:
    """Digests of files under `root`; a file is read again only when its size or a time of it has changed."""

    def __init__(self, root: Path, store: Path) -> None:
        """`store` remembers digests from run to run; one that cannot be read counts as empty."""
        self.root = root
        self.store = store
        self._known: dict[str, list[object]] = {}
        self._changed = False
        with contextlib.suppress(OSError, ValueError):
            loaded = json.loads(store.read_text(encoding="utf-8"))
            self._known = loaded if isinstance(loaded, dict) else {}

    def of(self, paths: Iterable[str]) -> str:
        """One digest over names and bytes of `paths`, whatever their order; an absent file counts by its name."""
        digest = hashlib.sha256()
        for path in sorted(set(paths)):
            digest.update(f"{path}\0{self._digest(path)}\0".encode())
        return digest.hexdigest()[:16]

    def _digest(self, path: str) -> str:
        file = self.root / path
        try:
            state = file.stat()
        except OSError:
            return "absent"
        stamp = [state.st_size, state.st_mtime_ns, state.st_ctime_ns]
        known = self._known.get(path)
        if isinstance(known, list) and known[:-1] == stamp:
            return str(known[-1])
        found = sha256_of(file)
        self._known[path] = [*stamp, found]
        self._changed = True
        return found

    def save(self) -> None:
        """Remember the digests; where nothing can be written they are computed again next time."""
        if self._changed:
            with contextlib.suppress(OSError):
                write_text(self.store, json_line(self._known))
