"""Every change of the review's files: each file whole, what stood before kept, and a decision taken back as one.

Rows of a CSV file that a person keeps: the whole file is written, every other line keeps its bytes.
"""

import contextlib
import csv
import fcntl
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from memlit.errors import SourceError
from memlit.files import numbered_rows, write_bytes

BACKUPS = Path("results/run/backup")


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """One writer at a time, also of two servers in one folder."""
    path = root / BACKUPS / ".lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def content_of(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replace(root: Path, name: str, content: bytes | None) -> None:
    """Write the file `name` whole, or remove it for None; what stood there is kept among the backups."""
    path = root / name
    before = content_of(path)
    if before == content:
        return
    if before is not None:
        write_bytes(root / BACKUPS / name, before)
    if content is None:
        path.unlink()
    else:
        write_bytes(path, content)


@dataclass(frozen=True, slots=True)
class Change:
    """One decision: what it was in words, and each file before and after it."""

    key: str
    told: str
    before: Mapping[str, bytes | None]
    after: Mapping[str, bytes | None]


class Journal:
    """The decisions of this session, the last one first to be taken back."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changes: list[Change] = []

    def write(self, key: str, told: str, files: Mapping[str, bytes | None]) -> None:
        """Write the files of a decision. The caller has read them within `alone`."""
        before = {name: content_of(self.root / name) for name in files}
        for name, content in files.items():
            replace(self.root, name, content)
        self.changes.append(Change(key, told, before, dict(files)))

    def undo(self, key: str) -> str:
        """Take back the last decision about `key`, and say which; a file that was changed since is left as it is."""
        own = next((change for change in reversed(self.changes) if change.key == key), None)
        if own is None:
            raise SourceError(
                key, "has no decision of this session to take back", "git checkout brings back older ones"
            )
        with alone(self.root):
            for name, content in own.after.items():
                if content_of(self.root / name) != content:
                    raise SourceError(name, "was changed since by someone else", "take it back by hand; see git diff")
            for name, content in own.before.items():
                replace(self.root, name, content)
        self.changes.remove(own)
        return own.told

    def sealed(self, key: str) -> None:
        """The record is accepted: from here on git keeps what was."""
        self.changes = [change for change in self.changes if change.key != key]


Row = Mapping[str, str]


def rows_of(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Rows with the number of their first line; none where there is no file."""
    return numbered_rows(path, columns) if path.is_file() else []


def change_rows(
    root: Path, name: str, columns: Sequence[str], row: Row | None, is_replaced: Callable[[Row], bool]
) -> None:
    """Write `name` with `row` added and the replaced rows gone; every other line keeps its bytes. White space within a
    field of `row` becomes a blank.

    The row goes after the last one whose first column is not greater: rows of two people seldom meet, and where they
    do the union merge of .gitattributes keeps both.
    """
    path = root / name
    rows = rows_of(path, columns)
    text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    lines = list(io.StringIO(text, newline=""))
    starts = [number - 1 for number, _ in rows] + [len(lines)]
    head = "".join(lines[: starts[0]]) or ",".join(columns) + "\n"
    pieces = [
        (found[columns[0]], "".join(lines[start:end]))
        for (_, found), start, end in zip(rows, starts, starts[1:], strict=False)
        if not is_replaced(found)
    ]
    if row is not None:
        place = max((number for number, (found, _) in enumerate(pieces, 1) if found <= row[columns[0]]), default=0)
        pieces.insert(place, (row[columns[0]], csv_line(" ".join(row[name].split()) for name in columns)))
    content = "".join(_ended(text) for text in (head, *(text for _, text in pieces)))
    if row is not None or path.is_file():
        replace(root, name, content.encode("utf-8"))


def csv_line(cells: Iterable[str]) -> str:
    """A row as one line."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
