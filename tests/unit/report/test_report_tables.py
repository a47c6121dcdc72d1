"""What the report reads of a run: published tables by name, and the few readings that it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.devices.resolved import readings_frame
from memlit.devices.stored import RECORD, StoredReadings
from memlit.frames import PublishedFrames
from memlit.published import Column, PublishedTable

from tests.builders import reading

SIZES = PublishedTable[dict[str, object]](
    "sizes.csv",
    "Sizes",
    "",
    (
        Column("id", "array", lambda row: row["id"]),
        Column("n_cells", "cells", lambda row: row["n_cells"], type="integer"),
        Column("area", "area", lambda row: row["area"], unit="m^2"),
    ),
)


def test_tables_are_read_by_name_with_their_types_and_digits(tmp_path: Path) -> None:
    SIZES.write(
        tmp_path / "sizes.csv",
        [{"id": "a", "n_cells": 16, "area": 2.60857631219e-22}, {"id": "b", "n_cells": None, "area": 1.0}],
    )
    tables = PublishedFrames([SIZES], [tmp_path / "sizes.csv"])
    assert list(tables) == ["sizes"]
    assert list(tables["sizes"]["id"]) == ["a", "b"]
    assert tables["sizes"]["n_cells"].isna().tolist() == [False, True]
    # The double that these digits are, not one beside it.
    assert tables["sizes"]["area"][0] == float("2.60857631219e-22")
    with pytest.raises(KeyError):
        tables["colours"]


def test_readings_are_chosen_by_their_columns_before_a_record_is_made(tmp_path: Path) -> None:
    known = [reading("g_on", 1e-6, "S"), reading("set_voltage", 2.0, "V")]
    frame = readings_frame(known)
    frame[RECORD] = [item.model_dump_json() for item in known]
    frame.to_parquet(tmp_path / "readings.parquet")
    stored = StoredReadings(tmp_path / "readings.parquet")
    assert stored.where(parameter=["g_on"]) == [known[0]]
    assert stored.where(parameter=["g_on", "set_voltage"], status=["value"]) == known
    assert stored.where(parameter=["g_on"], status=["excluded"]) == []
