"""What counts, recomputed from the published tables alone: no line here is shared with the code under test."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from pathlib import Path

import pytest

Row = dict[str, str]
VOLTAGES = {"set_voltage", "reset_voltage", "programming_voltage"}
WIDTHS = {"set_pulse_width", "reset_pulse_width", "switching_time"}
NEEDS = {
    "action_energy_j": "V tau G",
    "standby_power_w": "V G",
    "spike_timing_s": "tau",
    "energy_power_ratio_s": "tau G",
    "action_power_w": "V G",
    "spiking_energy_j": "V tau G",
    "firing_energy_j": "V tau G",
}
ORDER = ("measured by the paper", "restated", "with reservations", "simulator")
NOT_MEASURED = {"how:simulated", "how:assumed", "how:extrapolated"}


def read(review: Path, name: str) -> list[Row]:
    with (review / f"results/data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def symbol(reading: Row) -> str:
    return "V" if reading["parameter"] in VOLTAGES else "tau" if reading["parameter"] in WIDTHS else "G"


def whose(used: list[Row], whole: list[Row]) -> str:
    """A grade is that of the amplitude and holds for the same document; C counts with reservations."""
    documents = {reading["document"] for reading in used}
    found = {"measured by the paper" if reading["tier"] == "primary" else "restated" for reading in used}
    if any(reading["grade"] == "C" and reading["document"] in documents for reading in whole):
        found.add("with reservations")
    if any(reading["tier"] == "simulator" or NOT_MEASURED & set(reading["flags"].split(";")) for reading in used):
        found.add("simulator")
    return max(found, key=ORDER.index)


@pytest.fixture(scope="module")
def recomputed(whole_review: Path) -> dict[str, tuple[Row, str, set[str]]]:
    """Each row of the benchmark with readings, whose number it is and the metrics that may stand in a median."""
    readings = {row["id"]: row for row in read(whole_review, "readings")}
    found = {}
    for row in read(whole_review, "benchmark"):
        whole = [readings[name] for name in row["readings"].split(";") if name]
        if not whole:
            continue
        counted = set()
        for metric, needs in NEEDS.items():
            used = [reading for reading in whole if symbol(reading) in needs.split()]
            is_known = row[f"{metric}_low"] != "" and "mixed_sources" not in row["flags"].split(";")
            if is_known and (row["set"].startswith("survey") or whose(used, whole) == ORDER[0]):
                counted.add(metric.rsplit("_", 1)[0])
        found[row["id"]] = row, whose(whole, whole), counted
    return found


def test_whose_number_and_what_counts_differ_in_no_row(recomputed: dict[str, tuple[Row, str, set[str]]]) -> None:
    assert len(recomputed) > 300
    for name, (row, owner, counted) in recomputed.items():
        assert row["whose_number"] == owner, name
        assert set(filter(None, row["counted"].split(";"))) == counted, name


def test_papers_and_medians_of_the_credited_classes(
    recomputed: dict[str, tuple[Row, str, set[str]]], whole_review: Path
) -> None:
    """Known papers of each class and metric; of three or more the middle on the log scale of one value a paper."""
    for line in read(whole_review, "classes"):
        column = next(name for name in NEEDS if name.startswith(f"{line['metric']}_"))
        values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for row, _, counted in recomputed.values():
            about = (row["set"], row["class"], row["role"], row["pulse"])
            is_same = about == (line["set"], line["class"], line["role"], line["pulse"])
            if is_same and line["set"].startswith("review") and line["metric"] in counted and row[column]:
                values[row["work"]][row["device"]].append(math.log10(float(row[column])))
        if line["set"].startswith("review") and int(line["n_bounded"]) == 0:
            assert sorted(values) == sorted(filter(None, line["papers"].split(";"))), line["id"]


def test_named_synapses_have_the_trust_of_their_rows(
    recomputed: dict[str, tuple[Row, str, set[str]]], whole_review: Path
) -> None:
    by_source = {row["tuple"]: row for row, _, _ in recomputed.values()}
    named = [row for row in read(whole_review, "synapses") if row["id"] in by_source]
    assert len(named) > 40
    for row in named:
        other = by_source[row["id"]]
        assert [row[name] for name in ("whose_number", "how_checked", "grade")] == [
            other[name] for name in ("whose_number", "how_checked", "grade")
        ], row["id"]
    assert {row["whose_number"] for row in named} == set(ORDER)
