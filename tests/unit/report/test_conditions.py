"""A device measured at several widths is one row of a table, from the least to the largest of each metric."""

from __future__ import annotations

from typing import Any

from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Result
from memlit.report.conditions import least_and_largest, name_of_device


def row(condition: str | None, low: float | None, high: float | None) -> BenchmarkRow:
    value = low if low == high else None
    energy = Result(
        id=f"row/{condition}#action_energy", kind="metric", label="E_a", value=value, low=low, high=high, unit="J",
        rule="E_a",
    )  # fmt: skip
    about: dict[str, Any] = {"paper": "doe2024", "work": "doe2024", "device": "cell", "name": "cell"}
    return BenchmarkRow(
        id=f"row/{condition}", **about, condition=condition, device_class="FTJM", role="synapse", set_name="synapses",
        pulse="set", tier="primary", is_headline=True, counted=("action_energy",), metrics={"action_energy": energy},
    )  # fmt: skip


def test_the_ends_of_a_device_are_those_of_its_least_and_its_largest_condition() -> None:
    rows = [row("2 us", 3e-12, 3e-12), row("20 ns", 5e-17, None), row("5 ms", 9e-13, 9e-13)]
    assert [result.id for result in least_and_largest(rows, "action_energy")] == [
        "row/20 ns#action_energy",
        "row/2 us#action_energy",
    ]
    assert name_of_device(rows) == "cell, several conditions"
    assert len(least_and_largest(rows[:1], "action_energy")) == 1
    assert least_and_largest(rows, "standby_power") == []
    assert name_of_device(rows[:1]) == "cell at 2 us"
