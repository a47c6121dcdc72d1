"""A table that is declared once: its CSV file, and the frame that a reader gets of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from memlit import frames
from memlit.datum import Estimate, Result
from memlit.errors import ConfigError, RecordError
from memlit.published import Column, Of, PublishedTable, held, published_table


@dataclass(frozen=True)
class Cell:
    id: str
    energy: float | None
    n: int | None
    is_known: bool

    @property
    def ends(self) -> Ends:
        return Ends(self.energy)


@dataclass(frozen=True)
class Ends:
    value: float | None
    low: float = 0.0
    high: float = float("inf")


YAML = """
cells:
  title: Cells of a test
  rule: test
  columns:
    id: name of the cell
    energy_j: {unit: J, meaning: energy of a pulse}
    energy_j_low: {unit: J, meaning: its lower end}
    energy_j_high: {unit: J, meaning: its upper end}
    n_papers: {type: integer, meaning: papers}
    known: {type: boolean, meaning: whether it is known}
"""


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> PublishedTable[Cell]:
    """The table as the YAML beside a module declares it."""
    folder = tmp_path_factory.mktemp("room")
    (folder / "tables.yaml").write_text(YAML, encoding="utf-8")
    holds: dict[str, Of] = {
        "energy_j": "ends.value",
        "energy_j_low": "ends.low",
        "energy_j_high": "ends.high",
        "n_papers": lambda cell: cell.n,
        "known": "is_known",
    }
    return published_table(str(folder / "cells.py"), "cells", holds)


ITEMS = [Cell("b/NA", 1.5e-12, 3, True), Cell("a", None, None, False)]
CSV = "id,energy_j,energy_j_low,energy_j_high,n_papers,known\nb/NA,1.5e-12,0,inf,3,true\na,,0,inf,,false\n"


def test_table_is_written_as_declared(tmp_path: Path, cells: PublishedTable[Cell]) -> None:
    cells.write(tmp_path / "cells.csv", ITEMS)
    assert (tmp_path / "cells.csv").read_text() == CSV


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            YAML.replace("meaning: papers", "meanings: papers"),
            r"tables\.yaml: cells: columns\.n_papers\.meaning: .*add",
        ),
        (YAML + YAML, r"tables\.yaml:\d+: is not YAML \(repeats the key cells\)"),
    ],
    ids=["unknown word", "name twice"],
)
def test_a_file_that_is_none_of_tables_is_one_line(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "tables.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=words):
        published_table(str(tmp_path / "cells.py"), "cells")


def test_result_stands_for_its_number_and_an_absent_interval_for_empty_cells() -> None:
    columns = tuple(Column[dict[str, Any]](name, "", held(f"share.{name}")) for name in ("value", "low", "high"))
    table = PublishedTable[Any]("shares.csv", "Shares", "test", columns)
    result = Result(id="a", kind="count", label="papers", value=3.0, unit="1", rule="counted")
    share = Estimate(value=result, low=result.model_copy(update={"value": 2.0}))
    assert table.row(SimpleNamespace(share=share)) == {"value": 3.0, "low": 2.0, "high": None}
    assert table.row(SimpleNamespace(share=None)) == {"value": None, "low": None, "high": None}


def test_frame_has_types_units_and_the_id_as_index(tmp_path: Path, cells: PublishedTable[Cell]) -> None:
    (tmp_path / "cells.csv").write_text(CSV)
    frame = frames.read(cells, tmp_path / "cells.csv")
    assert list(frame.index) == ["b/NA", "a"]
    assert frame.loc["b/NA", "energy_j"] == 1.5e-12
    assert frame["energy_j"].isna().tolist() == [False, True]
    assert frame["energy_j_high"].tolist() == [float("inf")] * 2
    assert frame["n_papers"].dtype == "Int64"
    assert frame["known"].tolist() == [True, False]
    assert frame.attrs["units"] == {"energy_j": "J", "energy_j_low": "J", "energy_j_high": "J"}


def test_table_of_other_columns_is_refused(tmp_path: Path, cells: PublishedTable[Cell]) -> None:
    (tmp_path / "cells.csv").write_text(CSV.replace("known", "seen"))
    with pytest.raises(RecordError, match=r"cells\.csv: has the columns id, .*seen; expected: .*known"):
        frames.read(cells, tmp_path / "cells.csv")


def test_absent_table_says_what_to_run(tmp_path: Path, cells: PublishedTable[Cell]) -> None:
    with pytest.raises(RecordError, match=r"cells\.csv: is missing; run: snakemake"):
        frames.read(cells, tmp_path / "cells.csv")
