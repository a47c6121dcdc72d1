"""What the published tables say of energies and classes, against numbers that were computed elsewhere."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from memlit.field.codes import LEAST_LABORATORIES

from tests.builders import ROOT


def rows(whole_review: Path, table: str) -> list[dict[str, str]]:
    with (whole_review / "results/data" / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_energy_of_four_junctions_follows_their_width(whole_review: Path) -> None:
    """Slopes of log E on log tau by a hand computation from the authors' raw files: 0.83, 0.92, 0.94 and 0.96."""
    found = {row["device"]: row for row in rows(whole_review, "energy_exponents.csv") if row["paper"] == "uriarte2024"}
    slopes = {
        "LBE247 ID301XR1000Oct": (12, 0.83),
        "LBE247 ID181ZR1000": (6, 0.92),
        "LBE247 ID170ZR5000": (6, 0.94),
        "LBE247 ID161ZR15000": (7, 0.96),
    }
    for device, (runs, slope) in slopes.items():
        assert int(found[device]["n_runs"]) == runs
        assert float(found[device]["exponent"]) == pytest.approx(slope, abs=0.005)
        # Their states were read at a tenth of a volt.
        assert found[device]["of"] == "lower ends"


def test_the_train_of_27_devices_costs_what_its_pulses_cost(whole_review: Path) -> None:
    """By the committed train and the printed pulse over 1 kOhm; it reaches no double of its first state."""
    with (ROOT / "sources/almond8/measured_trains.csv").open(encoding="utf-8", newline="") as file:
        states = [float(row["median_S"]) for row in csv.DictReader(file) if row["direction"] == "set"]
    (device,) = (row for row in rows(whole_review, "devices.csv") if row["id"] == "almond8/almond8/set")
    pulse = float(device["v_spike_v"]) ** 2 * float(device["tau_s"])
    own = [row for row in rows(whole_review, "train_energies.csv") if row["paper"] == "almond8"]
    found = {(row["change"], row["whole"]): row for row in own}
    half = found["0.5", "false"]
    number = next(place for place, state in enumerate(states) if state >= 1.5 * states[0])
    assert int(float(half["n_pulses"])) == number
    costs = [pulse * state / (1 + 1e3 * state) ** 2 for state in states]
    expected = sum(costs[1:number]) + (costs[0] + costs[number]) / 2
    assert float(half["energy_j"]) == pytest.approx(expected, rel=1e-9)
    assert {change for change, whole in found if whole == "false"} == {"0.1", "0.2", "0.5"}


def test_no_class_of_fewer_than_three_laboratories_has_a_probability(whole_review: Path) -> None:
    lines = rows(whole_review, "class_model.csv")
    laboratories = {(row["metric"], row["class"]): int(float(row["laboratories"])) for row in lines}
    numbers = ("prior", "prior_low", "posterior", "posterior_low", "new_device", "without_one_low")

    def is_few(row: dict[str, str]) -> bool:
        named = [name for name in (row["class"], row["below"]) if name]
        return any(laboratories.get((row["metric"], name), 0) < LEAST_LABORATORIES for name in named)

    few = [row for row in lines if is_few(row)]
    assert few
    assert {row[name] for row in few for name in numbers} == {""}
    assert all(row["posterior"] for row in lines if row not in few)
    assert {row["prior_spread_decades"] for row in lines} == {"0.4", "1", "2.5"}


def test_the_first_page_says_nothing_of_the_model(whole_review: Path) -> None:
    report = json.loads((whole_review / "results/report.json").read_text(encoding="utf-8"))
    sections = {section["id"]: section for section in report["sections"]}
    assert sections["class-model"]["is_appendix"]
    first = json.dumps(report["sections"][0])
    assert "class_model/" not in first


def test_papers_that_anyone_can_read_stand_first(whole_review: Path) -> None:
    lines = rows(whole_review, "next_readings.csv")
    is_open = [row["open_access"] == "true" for row in lines]
    assert is_open == sorted(is_open, reverse=True)
    worth = [float(row["narrows_decades"] or 0) for row in lines if row["open_access"] == "true"]
    assert worth == sorted(worth, reverse=True)
    assert worth[0] > 0
