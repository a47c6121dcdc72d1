"""A table that is declared once: its CSV file, and the frame that a reader gets of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest
from memlit import frames
from memlit.datum import Estimate, Record, Result
from memlit.errors import RecordError
from memlit.published import Column, PublishedTable, interval, meaning, published, tables_in


@dataclass(frozen=True)
class Cell:
    id: str
    energy: float | None
    n: int | None
    is_known: bool


@dataclass(frozen=True)
class Ends:
    value: float | None
    low: float = 0.0
    high: float = float("inf")


CELLS = PublishedTable[Cell](
    "cells.csv",
    "Cells of a test",
    "test",
    (
        Column("id", "name of the cell"),
        *interval("energy_j", "energy of a pulse", lambda c: Ends(c.energy), "J"),
        Column("n_papers", "papers", lambda c: c.n, type="integer"),
        Column("known", "whether it is known", lambda c: c.is_known, type="boolean"),
    ),
)
ITEMS = [Cell("b/NA", 1.5e-12, 3, True), Cell("a", None, None, False)]
CSV = "id,energy_j,energy_j_low,energy_j_high,n_papers,known\nb/NA,1.5e-12,0,inf,3,true\na,,0,inf,,false\n"


def test_table_is_written_as_declared(tmp_path: Path) -> None:
    CELLS.write(tmp_path / "cells.csv", ITEMS)
    assert (tmp_path / "cells.csv").read_text() == CSV


@published(
    "bands.csv",
    "Bands of a test",
    "test",
    first=(Column("row", "its place", lambda band: band.id.upper()),),
    after={"share_high": (Column("end", "upper end again", "share.high"),)},
)
class Band(Record):
    """A band with its papers and a share of them."""

    id: Annotated[str, meaning("name of the band")]
    n: Annotated[Result, Column("n_papers", "papers in it")]
    share: Annotated[Estimate | None, *interval("share", "share of them")] = None
    is_known: Annotated[bool, Column("known", "whether it is known")] = False
    papers: Annotated[tuple[str, ...], meaning("keys"), Column("n_keys", "how many", len, type="integer")] = ()
    hidden: int = 0


class Inner(Record):
    """Rows of a table."""

    bands: tuple[Band, ...] = ()


class Bands(Record):
    """A record with rows of a table in a record of its own."""

    inner: Inner


def test_fields_declare_their_columns_and_a_record_tells_where_its_rows_are() -> None:
    ((path, table),) = tables_in(Bands)
    assert (path, table.file, table.title) == ("inner.bands", "bands.csv", "Bands of a test")
    names = ["row", "id", "n_papers", "share", "share_low", "share_high", "end", "known", "papers", "n_keys"]
    assert [column.name for column in table.columns] == names
    kinds = {column.name: column.kind for column in table.columns}
    assert (kinds["n_papers"], kinds["known"], kinds["share"], kinds["id"]) == (
        "integer",
        "boolean",
        "number",
        "string",
    )
    n = Result(id="a", kind="count", label="papers", value=3.0, unit="1", rule="counted")
    band = Band(id="a", n=n, share=Estimate(value=n, high=n), papers=("x", "y"))
    cells = ("A", "a", 3.0, 3.0, None, 3.0, 3.0, False, ("x", "y"), 2)
    assert tuple(table.row(band).values()) == cells


def test_result_stands_for_its_number_and_an_absent_interval_for_empty_cells() -> None:
    table = PublishedTable[Estimate | None](
        "shares.csv",
        "Shares",
        "test",
        (Column("n", "papers", lambda share: share and share.value), *interval("share", "of all", lambda s: s, "1")),
    )
    result = Result(id="a", kind="count", label="papers", value=3.0, unit="1", rule="counted")
    share = Estimate(value=result, low=result.model_copy(update={"value": 2.0}))
    assert table.row(share) == {"n": 3.0, "share": 3.0, "share_low": 2.0, "share_high": None}
    assert table.row(None) == {"n": None, "share": None, "share_low": None, "share_high": None}


def test_frame_has_types_units_and_the_id_as_index(tmp_path: Path) -> None:
    (tmp_path / "cells.csv").write_text(CSV)
    frame = frames.read(CELLS, tmp_path / "cells.csv")
    assert list(frame.index) == ["b/NA", "a"]
    assert frame.loc["b/NA", "energy_j"] == 1.5e-12
    assert frame["energy_j"].isna().tolist() == [False, True]
    assert frame["energy_j_high"].tolist() == [float("inf")] * 2
    assert frame["n_papers"].dtype == "Int64"
    assert frame["known"].tolist() == [True, False]
    assert frame.attrs["units"] == {"energy_j": "J", "energy_j_low": "J", "energy_j_high": "J"}


def test_table_of_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cells.csv").write_text(CSV.replace("known", "seen"))
    with pytest.raises(RecordError, match=r"cells\.csv: has the columns id, .*seen; expected: .*known"):
        frames.read(CELLS, tmp_path / "cells.csv")


def test_absent_table_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"cells\.csv: is missing; run: snakemake"):
        frames.read(CELLS, tmp_path / "cells.csv")
