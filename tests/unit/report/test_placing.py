"""A new device: metrics by hand, bounds from what is left out, percentiles and neighbours counted by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from memlit.benchmark.rows import BenchmarkRow
from memlit.benchmark.values import Membership
from memlit.config import CLASSES_FILE, Classes, load_classes
from memlit.datum import Result
from memlit.errors import PlaceError
from memlit.placing import NewDevice, Published, described_device, place_among
from memlit.placing.render import place_as_json, render_place

from tests import tables
from tests.builders import ROOT, config_of, entry, library, tables_of, vocabulary

WHOLE = {"v": "1.2V", "tau": "50ns", "g_on": "10uS", "g_off": "1uS"}


@pytest.fixture(scope="module")
def classes() -> Classes:
    return load_classes(ROOT / CLASSES_FILE)


def device(classes: Classes, name: str = "VCM", role: str = "synapse", **quantities: str) -> BenchmarkRow:
    return described_device(NewDevice(name, role, "set", quantities), vocabulary(), classes, config_of())


def ends(row: BenchmarkRow, metric: str) -> tuple[float | None, float | None]:
    return row.metrics[metric].low, row.metrics[metric].high


def test_whole_tuple_gives_the_energies_of_a_hand_calculation(classes: Classes) -> None:
    row = device(classes, **WHOLE)
    assert row.value("action_energy") == pytest.approx(1.2**2 * (10e-6 + 1e-6) / 2 * 50e-9, rel=1e-9, abs=0)
    assert row.value("standby_power") == pytest.approx(1.44e-6, rel=1e-9, abs=0)
    assert row.value("spike_timing") == pytest.approx(50e-9, rel=1e-9, abs=0)


def test_resistances_and_sign_of_the_voltage_are_as_good(classes: Classes) -> None:
    row = device(classes, v="-1.2 V", tau="50 ns", r_on="100 kΩ", r_off="1 MΩ")
    assert row.value("action_energy") == pytest.approx(0.396e-12, rel=1e-9, abs=0)


def test_what_is_left_out_bounds_the_rest(classes: Classes) -> None:
    row = device(classes, v="1.2V", tau="50ns", g_on="10uS")
    assert ends(row, "action_energy") == (
        pytest.approx(0.36e-12, rel=1e-9, abs=0),
        pytest.approx(0.72e-12, rel=1e-9, abs=0),
    )
    assert ends(row, "standby_power") == (0, pytest.approx(14.4e-6, rel=1e-9, abs=0))
    ranged = device(classes, v="1-2 V", tau="<50ns", g_on="10uS", g_off="1uS")
    assert ends(ranged, "action_energy") == (0, pytest.approx(4 * 5.5e-6 * 50e-9, rel=1e-9, abs=0))
    assert ends(ranged, "standby_power") == (pytest.approx(1e-6, rel=1e-9, abs=0), pytest.approx(4e-6, rel=1e-9, abs=0))


def test_neuron_needs_a_source_resistor_for_its_spiking_energy(classes: Classes) -> None:
    row = device(classes, role="neuron", v="1V", tau="1us", g_on="1mS", source_resistance="1Mohm")
    assert row.value("firing_energy") == pytest.approx(1e-9, rel=1e-9, abs=0)
    assert row.value("spiking_energy") == pytest.approx(1e-12, rel=1e-9, abs=0)
    assert "spiking_energy" not in device(classes, role="neuron", v="1V", tau="1us", g_on="1mS").metrics


def test_device_that_stores_charge_has_no_resistive_energy(classes: Classes) -> None:
    row = device(classes, "FeFET", **WHOLE)
    assert row.metrics == {}
    assert "stores charge" in (row.not_applicable or "")


@pytest.mark.parametrize(
    "quantities, message",
    [
        ({"v": "1.2W"}, "--v: '1.2W' is in W, set_voltage in V; write it as 1.2V"),
        ({"v": "1.2"}, "--v: '1.2' has no unit"),
        ({"v": ""}, "--v: '' holds no value"),
        ({"tau": "fast"}, "--tau: 'fast' holds no value"),
        ({}, "memlit place: bounds no metric; give --v"),
        ({"g_on": "10uS"}, "--g-on: bounds no metric; give --v"),
        ({"v": "1V", "g_on": "1uS", "g_off": "10uS"}, "G_off lies above G_on"),
        ({"v": "1V", "g_on": "10uS", "g_off": "1uS", "ratio": "100"}, "the ratio contradicts the two states"),
        ({"g_on": "-5uS", "v": "1V"}, "--g-on: '-5uS', g_on cannot be below zero"),
        ({"v": "0V", "g_on": "1uS"}, "--v: is zero; write it as 1.2V"),
        ({"v": "1V", "g_on": "1uS", "tau": "0 ns"}, "--tau: is zero; write it as 50ns"),
        ({"v": "1V", "r_on": "0 ohm"}, "--r-on: is zero; write it as 100kohm"),
        ({"v": "1V", "g_on": "1uS", "ratio": "0.5"}, "--ratio: is below 1; write that of the on state"),
        ({"v": "1V/50ns", "g_on": "1uS"}, "--v: '1V/50ns' holds 2 values; write it as 1.2V"),
        ({"v": "1V", "g_on": "1uS", "r_on": "3kohm"}, "--g-on, --r-on: say the same state twice; leave one"),
    ],
)
def test_description_that_cannot_be_used_is_one_line(
    classes: Classes, quantities: dict[str, str], message: str
) -> None:
    with pytest.raises(PlaceError) as caught:
        device(classes, **quantities)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_off_state_that_does_not_conduct_is_a_device(classes: Classes) -> None:
    """1.44 V^2 x 10 µS x 50 ns / 2 = 0.36 pJ, and no standby power."""
    row = device(classes, v="1.2V", tau="50ns", g_on="10uS", g_off="0 S")
    assert row.value("action_energy") == pytest.approx(3.6e-13, rel=1e-9, abs=0)
    assert row.value("standby_power") == 0


def test_where_nothing_is_published_the_text_says_so(classes: Classes) -> None:
    row = device(classes, role="neuron", v="1V", tau="1us", g_on="1mS")
    assert "No published neuron has a value to compare with" in render_place(
        place_among(row, published([], [], 3), config_of())
    )


def test_unknown_class_names_the_nearest(classes: Classes) -> None:
    with pytest.raises(PlaceError, match="--class VCN: is no device class; write VCM"):
        device(classes, "VCN", **WHOLE)


def result(identifier: str, low: float, high: float | None = None) -> Result:
    high = low if high is None else high
    value = low if low == high else None
    return Result(
        id=identifier, kind="metric", label="action_energy", value=value, low=low, high=high, unit="J", rule="test"
    )


def published_row(paper: str, low: float, high: float | None = None, **fields: Any) -> BenchmarkRow:
    metric = result(f"{paper}/d/set#action_energy", low, high)
    values: dict[str, Any] = {
        "id": f"{paper}/d/set",
        "paper": paper,
        "work": paper,
        "device": "d",
        "name": "d",
        "device_class": "VCM",
        "role": "synapse",
        "set_name": "review-fig11",
        "pulse": "set",
        "tier": "primary",
        "is_headline": True,
        "counted": ("action_energy",),
        "metrics": {"action_energy": metric},
        **fields,
    }
    return BenchmarkRow.model_validate(values)


def published(known: list[float], bounded: list[tuple[float, float]], credited: int) -> Published:
    rows = [published_row(f"k{place}", value) for place, value in enumerate(known)]
    rows += [published_row(f"b{place}", *span) for place, span in enumerate(bounded)]
    papers = [*(row.paper for row in rows), *(f"u{place}" for place in range(credited - len(rows)))]
    members = [Membership("review-fig11", "VCM", "synapse", paper, paper, is_first=True) for paper in papers]
    lines = tables.lines_of_classes(tables.class_tables(tables.values_of(rows), members, config_of()))
    return Published(
        tuple(rows),
        library(*(entry(row.paper, doi=f"10.1/{row.paper}") for row in rows)),
        lines.classes,
        lines.class_papers,
        tables_of()["lineages"],
    )


def test_percentile_counts_known_papers_and_bounds_count_the_unread(classes: Classes) -> None:
    """0.396 pJ among 1 fJ to 7 pJ: 3 of 8 known below; one bounded surely below, one open, 2 of 12 unread."""
    others = published([1e-15, 1e-14, 1e-13, 1e-12, 2e-12, 3e-12, 5e-12, 7e-12], [(1e-16, 1e-13), (1e-14, 1e-11)], 12)
    found = place_among(device(classes, **WHOLE), others, config_of())
    energy, *_ = found.standings
    assert energy.below == (3, 3)
    assert energy.percentile == (37.5, 37.5)
    # R: binom.test(3, 8)$conf.int is 0.08523341 0.75513678.
    assert energy.interval == (pytest.approx(8.523341, rel=1e-6, abs=0), pytest.approx(75.513678, rel=1e-6, abs=0))
    assert energy.bounds == (pytest.approx(400 / 12, rel=1e-9, abs=0), pytest.approx(700 / 12, rel=1e-9, abs=0))
    assert energy.identification == "bounded"


def test_few_papers_have_no_percentile_and_half_read_classes_are_not_identified(classes: Classes) -> None:
    found = place_among(device(classes, **WHOLE), published([1e-15, 1e-12], [], 26), config_of())
    energy, *_ = found.standings
    assert (energy.percentile, energy.interval, energy.identification) == (None, None, "not identified")
    assert energy.bounds == (pytest.approx(100 / 26, rel=1e-9, abs=0), pytest.approx(2500 / 26, rel=1e-9, abs=0))
    assert "1 of 2 below" in render_place(found, has_all=True)
    assert "not identified, 4–96" in render_place(found, has_all=True)


def test_the_ranks_stand_beside_the_metrics_and_no_percentile_is_told_unasked(classes: Classes) -> None:
    """0.396 pJ after 1 fJ and before 1 pJ: the second of three in both."""
    found = render_place(place_among(device(classes, **WHOLE), published([1e-15, 1e-12], [], 26), config_of()))
    assert "  E_a      396 fJ   2nd of 3, 2 sources  2nd of 3, 2 sources" in found.splitlines()
    assert "below" not in found


def test_partly_known_device_has_a_span(classes: Classes) -> None:
    row = device(classes, v="1.2V", tau="50ns", g_on="10uS")
    (energy,) = place_among(row, published([0.1e-12, 0.5e-12, 1e-12], [], 3), config_of()).standings[:1]
    assert energy.below == (1, 2)


def test_nearest_is_measured_in_decades_and_carries_id_and_link(classes: Classes) -> None:
    found = place_among(device(classes, **WHOLE), published([0.396e-10, 0.396e-11], [(1e-13, 1e-12)], 3), config_of())
    near = json.loads(json.dumps(place_as_json(found)))["nearest"]
    assert [(item["id"], item["find"]) for item in near] == [
        ("k1/d/set", "https://doi.org/10.1/k1"),
        ("k0/d/set", "https://doi.org/10.1/k0"),
    ]
    assert [item["decades"] for item in near] == [pytest.approx(1, rel=1e-9, abs=0), pytest.approx(2, rel=1e-9, abs=0)]
