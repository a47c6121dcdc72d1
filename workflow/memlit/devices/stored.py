"""The readings of a run as they are stored: columns as a frame, and each record made only when it is asked for.

A reading as a record takes 8 kB, so no stage holds those of all papers. What asks for many readings takes the columns
that it needs as a frame, and the few records that it wants by their ids:

    known = readings.frame(("id", "parameter", "status"))
    wanted = known["id"][known["parameter"] == "g_on"]
    for reading in readings.of(wanted): ...
    for reading in readings.where(parameter=["g_on"], status=["value"]): ...
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from memlit.datum import Reading, parse_line
from memlit.devices.class_rule import Saying
from memlit.frames import cells_of, read_arrow, read_frame

RECORD = "record"
"""The column of a Parquet file that holds the whole record of its row, as JSON."""
_KEPT = 4096
"""Records that are kept after they were made: those of some hundred devices."""


class StoredReadings(Mapping[str, Reading]):
    """The readings of readings.parquet by id, in the order of their ids, of any field."""

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._made = lru_cache(_KEPT)(self._parsed)

    def frame(self, columns: Sequence[str]) -> pd.DataFrame:
        """These columns of the table. Raises RecordError where the file is no such table."""
        return read_frame(self._path, columns)

    def cells(self, column: str) -> dict[str, Any]:
        """The cells of a column that are not empty, by the id of the reading."""
        return dict(cells_of(self.frame(("id", column)).dropna(), ("id", column)))

    def of(self, ids: Iterable[str]) -> Iterator[Reading]:
        """The readings of these ids, one after the other."""
        return map(self.__getitem__, ids)

    def where(self, **cells: Collection[str]) -> list[Reading]:
        """The readings of which each of these columns holds one of its words."""
        known = self.frame(("id", *cells))
        for column, words in cells.items():
            known = known[known[column].isin(words)]
        return list(self.of(known["id"]))

    def __getitem__(self, datum_id: str) -> Reading:
        return self._made(self._places[datum_id])

    def __contains__(self, datum_id: object) -> bool:
        return datum_id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _parsed(self, place: int) -> Reading:
        return parse_line(Reading, self._records[place].as_py(), self._path, place + 1)

    @cached_property
    def _places(self) -> dict[str, int]:
        ids = read_arrow(self._path, ("id",)).column("id").to_pylist()
        return {datum_id: place for place, datum_id in enumerate(ids)}

    @cached_property
    def _records(self) -> pa.ChunkedArray:
        return read_arrow(self._path, (RECORD,)).column(RECORD)


def sayings_of(stored: StoredReadings) -> Iterator[Saying]:
    """What each reading says of its device."""
    columns = ("paper", "device", "name", "parameter", "printed")
    for paper, device, name, parameter, text in cells_of(stored.frame(columns), columns):
        yield Saying(paper, device, name or device, parameter, text or "")
