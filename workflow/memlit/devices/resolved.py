"""The record that the rule choose_tuples hands on: library, corpus and chosen tuples."""

import re
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from memlit.datum import ITEM_GAP, Reading, ReconciledDocument, Record, read_record
from memlit.devices.gather import Corpus
from memlit.devices.tuples import DevicePulse
from memlit.errors import CountError, RecordError
from memlit.library import Entry, Library, ScreeningRow


class Resolved(Record):
    """results/resolved.json."""

    screening: tuple[ScreeningRow, ...] = ()
    entries: dict[str, Entry]
    corpus: Corpus
    devices: tuple[DevicePulse, ...]

    @cached_property
    def library(self) -> Library:
        """The library as choose_tuples read it, built once."""
        return Library(self.entries, self.corpus.problems)


_CORPUS_READINGS, _DEVICES, _ENTRIES, _SCREENING = (
    b',"readings":[',
    b',\n"devices":[',
    b'],\n"entries":',
    b',\n"screening":[',
)
"""Where the parts of the file begin: within an item there is no line end, and in a text no quotation mark alone."""


def load_resolved(path: Path, *, documents_only: bool = False) -> Resolved:
    """results/resolved.json; without readings and devices, which are most of the work, for `documents_only`.

    Raises RecordError for another file.
    """
    if not documents_only:
        return read_record(Resolved, path)
    try:
        return Resolved.model_validate_json(_without_readings(path.read_bytes()))
    except (OSError, ValueError):
        # A file that is laid out in another way is read whole; this says too where another file fails.
        found = read_record(Resolved, path)
        corpus = found.corpus.model_copy(update={"readings": ()})
        return found.model_copy(update={"corpus": corpus, "devices": ()})


def _without_readings(content: bytes) -> bytes:
    devices = content.index(_DEVICES)
    readings = content.rindex(_CORPUS_READINGS, 0, devices)
    entries = content.index(_ENTRIES, devices)
    return b"".join((content[:readings], _CORPUS_READINGS, b"]}", _DEVICES, content[entries:]))


class DeviceLines(NamedTuple):
    """What the benchmark needs of resolved.json: the entries, and the devices of each paper, a line each."""

    entries: dict[str, Entry]
    devices: dict[str, list[bytes]]


_DEVICE = re.compile(rb'\{"id":"([^/"\\]+)/')


def load_device_lines(path: Path) -> DeviceLines:
    """Entries and devices of results/resolved.json, the devices not yet read. Raises RecordError for another file."""
    try:
        content = path.read_bytes()
        first = content.index(_DEVICES) + len(_DEVICES)
        last = content.index(_ENTRIES, first)
        end = content.index(_SCREENING, last)
        entries = TypeAdapter(dict[str, Entry]).validate_json(content[last + len(_ENTRIES) : end])
    except (OSError, ValueError):
        # The slow way says where it fails.
        load_resolved(path, documents_only=True)
        raise RecordError(str(path), "is not as choose_tuples writes it", "delete it and run again") from None
    devices: dict[str, list[bytes]] = {}
    gap = ITEM_GAP.encode()
    # The list is `[]`, or a line end stands before the first item and after the last.
    start = first + 1
    while start < last:
        end = content.find(gap, start, last - 1)
        line = content[start : end if end >= 0 else last - 1]
        match = _DEVICE.match(line)
        if match is None:
            raise RecordError(str(path), "holds a device without a paper", "delete it and run again")
        devices.setdefault(match.group(1).decode(), []).append(line)
        start = end + len(gap) if end >= 0 else last
    return DeviceLines(entries, devices)


def entry_text(entry: Entry) -> bytes:
    """JSON of an entry of the library as it travels between stages."""
    return _entry_adapter().dump_json(entry)


@cache
def _entry_adapter() -> TypeAdapter[Entry]:
    return TypeAdapter(Entry)


def check_counts(documents: Sequence[ReconciledDocument], readings: Sequence[Reading]) -> None:
    """Counts in = counts out; raises CountError when a reading was lost, made up or has a repeated id."""
    expected = sum(len(document.readings) for document in documents)
    if expected != len(readings) or len({reading.id for reading in readings}) != len(readings):
        raise CountError("resolve", f"{expected} readings in, {len(readings)} out", "look for repeated ids")
