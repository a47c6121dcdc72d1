"""Bounded papers: bounds of medians with their sampling interval."""

from __future__ import annotations

import math

import pytest
from memlit.analysis.robustness.bounds import BOUNDS_TABLE, MedianLine, identification
from memlit.benchmark.rows import benchmark_devices
from memlit.config import CLASSES_FILE, Config, load_classes
from memlit.datum import Reading
from memlit.devices.resolved import resolve_devices

from tests import tables
from tests.builders import ROOT, config_of, corpus_of, entry, library, reading

CLASSES = load_classes(ROOT / CLASSES_FILE)


def device(key: str, tau: float, g_off: float | None = 1e-6, name: str = "d") -> list[Reading]:
    """V = 1 V, G_on = 100 uS; without G_off the action energy lies between G_on/2 and G_on times tau."""
    values = {"set_voltage": 1.0, "set_pulse_width": tau, "g_on": 1e-4, "g_off": g_off}
    place = {"paper": key, "device": name, "document": key, "tier": "primary"}
    return [
        reading(part, value, "1", id=f"{key}:{name}/{part}", **place)
        for part, value in values.items()
        if value is not None
    ]


def run(cells: list[Reading], config: Config | None = None) -> tuple[MedianLine, ...]:
    config = config or config_of()
    keys = sorted({cell.datum.paper or "" for cell in cells})
    own = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",)}
    shelf = library(*(entry(key, **own) for key in keys))
    corpus = corpus_of(cells)
    rows = benchmark_devices(resolve_devices(cells, shelf, config), shelf, CLASSES, config)
    values = tables.values(rows, corpus, CLASSES, config, shelf)
    medians = tables.class_tables(values, tables.members(corpus, shelf, CLASSES, config), config)
    return identification(values, tables.lines_of_classes(medians).classes, CLASSES, config)


def line(found: tuple[MedianLine, ...], quantity: str = "action_energy") -> MedianLine:
    return next(item for item in found if item.quantity == quantity)


def test_papers_without_the_off_state_bound_the_median() -> None:
    """Five points at 50.5 uS tau and two papers between 50 and 100 uS tau: the fourth of seven at both ends."""
    points = [device(f"sim-p{n}", 10.0 ** (-9 + n)) for n in range(5)]
    open_ones = [device("sim-x", 1e-7, None), device("sim-y", 1e-7, None)]
    found = line(run([cell for cells in (*points, *open_ones) for cell in cells]))
    lower, upper = [5e-12, 5e-12], [1e-11, 1e-11]
    values = [50.5e-6 * 10.0 ** (-9 + n) for n in range(5)]
    assert (found.n_papers.value, found.n_bounded.value, found.credited) == (7, 2, "bounded")
    assert found.bounds.low == pytest.approx(sorted(values + lower)[3])
    assert found.bounds.high == pytest.approx(sorted(values + upper)[3])
    assert found.bounds.value is None
    assert found.interval is not None
    # of seven the extremes: 1 - 2/128 = 98.4 %
    assert found.interval.low == pytest.approx(min(values + lower))
    assert found.interval.high == pytest.approx(max(values + upper))


def test_half_of_the_papers_open_at_the_top_leave_no_upper_bound() -> None:
    cells = [cell for n in range(3) for cell in device(f"sim-p{n}", 1e-7)]
    for n in range(4):
        cells += [cell for cell in device(f"sim-x{n}", 1e-6, 1e-6) if cell.parameter != "g_on"]
    found = line(run(cells))
    assert found.bounds.low == pytest.approx(1e-12, rel=1e-9, abs=0)
    assert found.bounds.high == math.inf
    assert found.interval is not None
    assert found.interval.high == math.inf


def test_few_papers_have_bounds_and_no_interval() -> None:
    found = line(run([*device("sim-a", 1e-7), *device("sim-b", 1e-7, None)]))
    assert found.interval is None
    assert found.devices is None
    # middle of 5.05 pJ and 5 pJ, and of 5.05 pJ and 10 pJ, on the log scale
    assert (found.bounds.low, found.bounds.high) == pytest.approx((math.sqrt(25.25e-24), math.sqrt(50.5e-24)))


def test_devices_are_a_sensitivity_only_where_a_paper_has_several() -> None:
    one_each = [cell for n in range(7) for cell in device(f"sim-p{n}", 10.0 ** (-9 + n / 2))]
    assert line(run(one_each)).devices is None
    several = one_each + [cell for n in range(6) for cell in device("sim-p6", 1e-6, name=f"e{n}")]
    found = line(run(several))
    assert found.n_devices.value == 13
    assert found.devices is not None
    # thirteen devices, the seventh is the paper at 10^-6; seven papers, the fourth is at 10^-7.5
    assert found.devices.value == pytest.approx(50.5e-12, rel=1e-9, abs=0)
    assert found.bounds.value == pytest.approx(50.5e-6 * 10**-7.5)
    assert "papers" in found.devices.rule


def test_table_has_the_numbers_of_each_median() -> None:
    for line in run([*device("sim-a", 1e-7), *device("sim-b", 1e-7, None)]):
        row = BOUNDS_TABLE.row(line)
        assert (row["class"], row["lower"], row["n_bounded"]) == (
            line.device_class,
            line.bounds.low,
            line.n_bounded.value,
        )
