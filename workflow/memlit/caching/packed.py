"""A one-file cache for a job that asks for all its entries: it keeps the result for each document between runs.

`caching.entries` keeps one file per entry, for jobs that share entries, possibly on several machines. Reading ten
thousand files would cost more than making some of the entries again.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from memlit.files import whole_file

PACKED_FOLDER = Path("results/run/cache/packed")


class Packed:
    """Texts by the hash of all that decides them. `save` drops entries that the run did not ask for.

    The file holds, for each entry, a line `SHA256 ADDRESS LENGTH...` and the texts; the digest covers everything after
    it. A damaged entry counts as absent, and so does everything after a line that is not of this form.
    """

    def __init__(self, path: Path, code: str) -> None:
        """code: the hash of the code and the settings that make entries."""
        self._path = path
        self._code = code.encode("utf-8")
        self._content = b""
        with contextlib.suppress(OSError):
            self._content = path.read_bytes()
        self._places = dict(_places(self._content))
        self._asked: dict[str, bytes] = {}
        self._is_changed = False

    def address(self, *parts: bytes) -> str:
        """The hash of the code and of everything else that decides an entry; lengths separate the parts."""
        digest = hashlib.sha256()
        for part in (self._code, *parts):
            digest.update(b"%d:" % len(part))
            digest.update(part)
        return digest.hexdigest()

    def get(self, address: str, make: Callable[[], Sequence[bytes]]) -> Sequence[bytes]:
        """The texts at `address`; `make` gives them if they are not known."""
        found = self.find(address)
        if found is not None:
            return found
        made = make()
        self.put(address, made)
        return made

    def find(self, address: str) -> list[bytes] | None:
        """The texts at `address`, None if they are not known."""
        start, end = self._places.get(address, (0, 0))
        entry = self._content[start:end]
        if not entry or _digest_of(entry) != entry[:_DIGITS]:
            return None
        self._asked[address] = entry
        return list(_texts(entry))

    def put(self, address: str, texts: Sequence[bytes]) -> None:
        """Keep `texts` at `address`."""
        lengths = "".join(f" {len(text)}" for text in texts)
        entry = b"".join([b"%*d" % (_DIGITS, 0), f" {address}{lengths}\n".encode("ascii"), *texts])
        self._asked[address] = _digest_of(entry) + entry[_DIGITS:]
        self._is_changed = True

    def save(self) -> None:
        """Write the entries that were asked for; if nothing can be written, they are made again next time."""
        if self._is_changed or len(self._asked) != len(self._places):
            # The disk is not waited for: a file that a power cut empties counts as absent.
            with (
                contextlib.suppress(OSError),
                whole_file(self._path, survives_power_cut=False) as temporary,
                temporary.open("wb") as stream,
            ):
                stream.writelines(entry for _, entry in sorted(self._asked.items()))


_DIGITS = 64
"""Length of a digest."""


def _digest_of(entry: bytes) -> bytes:
    return hashlib.sha256(memoryview(entry)[_DIGITS:]).hexdigest().encode("ascii")


def _texts(entry: bytes) -> Iterator[bytes]:
    start = entry.index(b"\n") + 1
    for length in entry[:start].split()[2:]:
        yield entry[start : start + int(length)]
        start += int(length)


def _places(content: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Address, start and end of each entry, up to the first damage."""
    start = 0
    with contextlib.suppress(ValueError):
        while start < len(content):
            head = content.index(b"\n", start) + 1
            _, address, *lengths = content[start:head].split()
            end = head + sum(map(int, lengths))
            yield address.decode("ascii"), (start, end)
            start = end
