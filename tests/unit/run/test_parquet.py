"""Parquet beside a CSV file: the same cells, typed, and the same bytes whenever it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from memlit import frames
from memlit.errors import RecordError
from memlit.frames import cells_of, frame_of, read_frame, write_frame
from memlit.published import Column, PublishedTable


@dataclass(frozen=True)
class Cell:
    id: str
    energy: float | None
    page: int | None
    known: bool
    words: tuple[str, ...]


CELLS = PublishedTable[Cell](
    "cells.csv",
    "Cells of a test",
    "test",
    (
        Column("id", "name of the cell"),
        Column("energy", "energy of a pulse", unit="J"),
        Column("page", "page", type="integer"),
        Column("known", "whether it is known", type="boolean"),
        Column("words", "what was said"),
    ),
)
ITEMS = [
    Cell("NA", 1.5e-12, 3, True, ("a", 'two\nlines, "quoted"')),
    Cell("12", float("inf"), None, False, ()),
    Cell("c", None, 0, True, ("true",)),
]


def written(folder: Path) -> tuple[Path, Path]:
    table, columns = folder / "cells.csv", folder / "cells.parquet"
    write_frame(CELLS, frame_of(CELLS, ITEMS), table, columns)
    return table, columns


def test_cells_are_typed_as_declared_and_a_word_stays_a_word(tmp_path: Path) -> None:
    _, columns = written(tmp_path)
    assert list(cells_of(read_frame(columns, ("known", "id", "page", "energy", "words")))) == [
        (True, "NA", 3, 1.5e-12, 'a;two\nlines, "quoted"'),
        (False, "12", None, float("inf"), None),
        (True, "c", 0, None, "true"),
    ]


def test_pandas_reads_of_it_what_the_csv_file_gives(tmp_path: Path) -> None:
    table, columns = written(tmp_path)
    frame = frames.read(CELLS, table).reset_index()  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(pd.read_parquet(columns).astype(frame.dtypes.to_dict()), frame)


def test_bytes_are_the_same_when_it_is_written_again(tmp_path: Path) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    first, second = (written(folder)[1].read_bytes() for folder in folders)
    assert first == second


@pytest.mark.parametrize("content", [None, b"PAR1 cut"])
def test_file_that_is_no_table_is_one_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "cells.parquet"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecordError, match=r"cells\.parquet: cannot be read .*; delete it and run again"):
        read_frame(path, ("id",))


def test_file_of_other_columns_is_one_line(tmp_path: Path) -> None:
    _, columns = written(tmp_path)
    with pytest.raises(RecordError, match="cannot be read"):
        read_frame(columns, ("id", "volume"))
