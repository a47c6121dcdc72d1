"""The one table of numbers: what a rule computed is read back as it was."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest
from memlit.datum import Result
from memlit.errors import RecordError
from memlit.numbers import numbers_of_run, published_lines, read_numbers, rows_of_results, write_number_rows


def write_numbers(path: Path, results: list[Result]) -> None:
    write_number_rows(path, rows_of_results(results))


ENERGY = Result(
    id="doe2020/taox/set#action_energy",
    kind="metric",
    label="action energy",
    low=1.5e-12,
    high=math.inf,
    unit="J",
    inputs=("doe2020:t1/r1c1", "doe2020:t1/r1c2>g_on"),
    rule="E_a = V^2 (G_on + G_off)/2 tau",
)
COUNT = Result(
    id="class/VCM#n_papers", kind="count", label="papers", value=3, unit="1", rule="papers counted", note="a"
)


def test_numbers_are_read_back_as_they_were_in_the_order_of_the_files(tmp_path: Path) -> None:
    first, second = tmp_path / "first.parquet", tmp_path / "second.parquet"
    write_numbers(first, [ENERGY])
    write_numbers(second, [COUNT, COUNT])
    assert read_numbers([second, first]) == [COUNT, ENERGY]


def test_numbers_of_a_run_are_found_by_id_the_last_of_an_id_counts(tmp_path: Path) -> None:
    first, second = tmp_path / "first.parquet", tmp_path / "second.parquet"
    write_numbers(first, [ENERGY, COUNT.model_copy(update={"value": 2.0})])
    write_numbers(second, [COUNT])
    numbers = numbers_of_run([first, second])
    assert dict(numbers) == {ENERGY.id: ENERGY, COUNT.id: COUNT}
    assert "class/ECM#n_papers" not in numbers
    assert dict(numbers_of_run([])) == {}


def test_a_rule_may_have_no_numbers_and_numbers_no_inputs(tmp_path: Path) -> None:
    write_numbers(tmp_path / "none.parquet", [])
    assert read_numbers([tmp_path / "none.parquet"]) == []
    write_numbers(tmp_path / "first.parquet", [COUNT.model_copy(update={"value": None})])
    assert read_numbers([tmp_path / "first.parquet"])[0].value is None


def test_all_numbers_are_one_table_in_pandas(tmp_path: Path) -> None:
    write_numbers(tmp_path / "first.parquet", [ENERGY])
    write_numbers(tmp_path / "second.parquet", [COUNT])
    table = pd.read_parquet(tmp_path).set_index("id")
    assert list(table.loc[ENERGY.id, ["low", "high", "unit"]]) == [1.5e-12, math.inf, "J"]
    assert list(table.loc[ENERGY.id, "inputs"]) == list(ENERGY.inputs)


def test_line_of_a_table_has_its_cells_and_leads_to_its_numbers() -> None:
    table = pd.DataFrame(
        {"id": ["VCM", "ECM"], "class": ["VCM", "ECM"], "n_papers": [3, None], "papers": ["doe2020;roe2021", None]}
    )
    vcm, ecm = published_lines(table, {COUNT.id: COUNT})
    assert (vcm.device_class, vcm.n_papers, vcm.several("papers")) == ("VCM", 3, ("doe2020", "roe2021"))
    assert (ecm.device_class, ecm.n_papers, ecm.several("papers")) == ("ECM", None, ())
    assert vcm.number("n_papers", "class/{device_class}") == COUNT
    assert ecm.number("n_papers", "class/{device_class}") is None
    assert vcm.number("n_papers") is None
    with pytest.raises(AttributeError, match="no column 'n_paper' in id, device_class, n_papers, papers"):
        _ = vcm.n_paper


def test_number_with_an_interval_has_the_ends_that_there_are() -> None:
    low = COUNT.model_copy(update={"id": "class/VCM#n_papers_low", "value": 2.0})
    (line,) = published_lines(pd.DataFrame({"id": ["class/VCM"]}), {COUNT.id: COUNT, low.id: low})
    known = line.interval("n_papers")
    assert known is not None
    assert (known.value, known.low, known.high) == (COUNT, low, None)
    assert line.interval("ratio") is None


def test_file_that_holds_no_numbers_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "numbers.parquet"
    path.write_bytes(b"PAR1 cut")
    with pytest.raises(RecordError, match=r"numbers\.parquet: cannot be read .*; delete it and run again"):
        read_numbers([path])
