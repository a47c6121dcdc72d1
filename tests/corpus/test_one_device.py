"""A device has one class and one value wherever a run publishes it: in its tables, and in those of its report."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from memlit.config import CLASSES_FILE, load_classes

from tests.builders import ROOT

METRICS = {"action_energy": "action_energy_j", "standby_power": "standby_power_w", "spike_timing": "spike_timing_s"}
Row = dict[str, str]
Device = tuple[str, str]
"""Paper and device."""


@pytest.fixture(scope="module")
def tables(whole_review: Path) -> dict[str, list[Row]]:
    found = {}
    for path in sorted((whole_review / "results/data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


@pytest.fixture(scope="module")
def names(tables: dict[str, list[Row]]) -> dict[Device, Device]:
    """Paper and device by every name that the tables have for it, without those of surveys."""
    found: dict[Device, Device] = {}
    for row in tables["devices"]:
        if row["survey"] == "false":
            at = f" at {row['condition']}" if row["condition"] else ""
            for name in (row["device"], row["name"], row["name"] + at):
                found[row["paper"], name] = (row["paper"], row["device"])
    return found


def test_a_device_has_one_class_in_all_tables(tables: dict[str, list[Row]], names: dict[Device, Device]) -> None:
    credits = load_classes(ROOT / CLASSES_FILE).fig11_credits
    reference = {row["id"]: row["reviewref"] for row in tables["papers"]}
    classes: dict[Device, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with_classes = set()
    for table, rows in tables.items():
        # There the class is that of a source's own row, which only a survey prints.
        if table in ("devices", "readings", "second_readings") or not rows:
            continue
        if {"paper", "device", "class"} <= rows[0].keys():
            with_classes.add(table)
            for row in rows:
                device = names.get((row["paper"], row["device"]))
                if device is not None and row["class"]:
                    classes[device][row["class"]].add(table)
    assert {"benchmark", "synapses", "values", "synapse_properties", "programming_energy"} <= with_classes
    twice = {
        paper
        for paper, number in reference.items()
        if sum(number == str(n) for own in credits.values() for n in own) > 1
    }
    several = {device: dict(found) for device, found in classes.items() if len(found) > 1 and device[0] not in twice}
    assert several == {}
    assert len(classes) > 50


def test_a_device_and_pulse_has_one_value_in_all_tables(tables: dict[str, list[Row]]) -> None:
    values: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    shown: dict[tuple[str, str], set[str]] = defaultdict(set)
    for table in ("benchmark", "synapses"):
        for row in tables[table]:
            for metric, column in METRICS.items():
                key = row.get("tuple") or row["id"], metric
                values[key].add((row[column], row[f"{column}_low"], row[f"{column}_high"]))
                shown[key].add(table)
    for row in tables["values"]:
        if row["quantity"] in METRICS and row["row"]:
            key = row["row"], row["quantity"]
            values[key].add((row["value"], row["low"], row["high"]))
            shown[key].add("values")
    assert {key: found for key, found in values.items() if len(found) > 1} == {}
    assert sum(len(found) == 3 for found in shown.values()) > 50


def report_tables(review: Path) -> Iterator[dict[str, Any]]:
    report = json.loads((review / "results/report.json").read_text(encoding="utf-8"))
    for section in report["sections"]:
        for block in section["blocks"]:
            yield from (part for part in [block, *block.get("blocks", [])] if part["type"] == "table")


def test_a_device_has_the_same_cells_in_all_tables_of_the_report(whole_review: Path) -> None:
    """Its class with its mark, its grade, and each metric of each pulse, a dash being a cell too."""
    cells: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    shown: dict[tuple[str, str, str], int] = defaultdict(int)
    for table in report_tables(whole_review):
        columns = [column["label"] for column in table["columns"]]
        if table["source"] not in ("benchmark.csv", "synapses.csv") or "device" not in columns:
            continue
        for row in table["rows"]:
            own = dict(zip(columns, row, strict=True))
            device = re.sub(r"\s○$", "", own["paper"]), own["device"]
            for label, cell in own.items():
                if label == "class" or label.endswith((", set", ", reset")):
                    cells[(*device, label)].add(cell)
                    shown[(*device, label)] += 1
    assert {key: found for key, found in cells.items() if len(found) > 1} == {}
    assert sum(count > 1 for count in shown.values()) > 50


def test_what_a_source_says_against_its_credit_is_a_remark(tables: dict[str, list[Row]], whole_review: Path) -> None:
    """Reference 69 is credited to ECM; its page 2 names the concentration profile of oxygen vacancies."""
    rows = [row for row in tables["synapses"] if row["source_class"]]
    assert {(row["paper"], row["class"], row["source_class"]) for row in rows} == {("prezioso2015", "ECM", "VCM")}
    assert {row["source_because"] for row in rows} == {"oxygen vacancies"}
    marked = [table for table in report_tables(whole_review) if any("ECM †" in row for row in table["rows"])]
    assert marked
    assert all("oxygen vacancies" in table["note"] for table in marked)


def test_an_entry_of_a_paper_that_the_review_does_not_name_has_the_classes_of_its_devices(
    tables: dict[str, list[Row]],
) -> None:
    classes: dict[str, set[str]] = defaultdict(set)
    for row in tables["benchmark"]:
        if row["role"] != "memory":
            classes[row["paper"]].add(row["class"])
    entries = {row["id"]: row for row in tables["papers"] if not row["reviewref"]}
    own = {paper: set(entries[paper]["classes"].split(";")) for paper in classes if paper in entries}
    assert own == {paper: classes[paper] for paper in own}
