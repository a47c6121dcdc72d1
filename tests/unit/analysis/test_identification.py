"""Bounded papers: bounds of medians with their sampling interval, decisions at the corners."""

from __future__ import annotations

import math

import pytest
from memlit.analysis.class_medians import summarise_classes
from memlit.analysis.robustness.bounds import (
    Identification,
    MedianLine,
    identification,
)
from memlit.benchmark.rows import benchmark_devices
from memlit.config import CLASSES_FILE, Config, load_classes, validated
from memlit.datum import Reading, ReconciledDocument
from memlit.devices.gather import Corpus
from memlit.devices.resolved import resolve_devices
from memlit.published import PUBLISHED

from tests import tables
from tests.builders import METRICS, ROOT, config_of, corpus_of, entry, library, reading

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


def of_survey(corpus: Corpus, config: Config) -> Identification:
    return identification(tables.values((), corpus, CLASSES, config), (), CLASSES, config)


def run(cells: list[Reading], config: Config | None = None) -> Identification:
    config = config or config_of()
    keys = sorted({cell.datum.paper or "" for cell in cells})
    own = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",)}
    shelf = library(*(entry(key, **own) for key in keys))
    corpus = corpus_of(cells)
    rows = benchmark_devices(resolve_devices(cells, shelf, config), shelf, CLASSES, config)
    values = tables.values(rows, corpus, CLASSES, config, shelf)
    summaries = summarise_classes(values, tables.members(corpus, shelf, CLASSES, config), config)
    return identification(values, tables.lines_of_classes(summaries).classes, CLASSES, config)


def line(found: Identification, quantity: str = "action_energy") -> MedianLine:
    return next(item for item in found.medians if item.quantity == quantity)


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


def test_decision_counts_only_when_it_holds_within_the_bounds() -> None:
    def pair(width: float, assignments: int = 20) -> Identification:
        cells = []
        for shift, device_class in enumerate(("RRAM", "PCM")):
            for n in range(8):
                low = 10 ** (3 + 4 * shift + 0.1 * n)
                key = f"sim-{device_class}{n}"
                ends = {"low": low, "high": low * 10**width, "row": 10 * shift + n + 1, "document": "doc"}
                own = {"id": f"doc:{key}", "paper": key, "device": key, "device_class": device_class}
                cells.append(reading("endurance", None, "1", **ends, **own))
        corpus = corpus_of(cells, documents=(ReconciledDocument(key="doc", kind="survey", status="same"),))
        plan = {
            "resamples": {"assignments": assignments, "repeated": 199, "bootstrap": 199},
            "survey": {"endurance": {"shown": ["RRAM", "PCM"]}},
        }
        return of_survey(corpus, validated(Config, {"metrics": METRICS, "analysis": plan}, "x"))

    (apart,) = pair(0.5).corners
    assert apart.holds
    # no overlap at any position: P(RRAM < PCM) = 1 and the exact p is 2 / C(16, 8)
    assert (apart.chance.low, apart.chance.high) == (1.0, 1.0)
    assert apart.p_largest.value == pytest.approx(2 / 12870)
    assert "20 random positions" in apart.p_largest.label
    (vague,) = pair(6.0).corners
    assert not vague.holds
    assert vague.chance.low == 0.0
    assert pair(0.0).corners == ()


def test_table_has_the_numbers_of_each_median() -> None:
    record = run([*device("sim-a", 1e-7), *device("sim-b", 1e-7, None)])
    for line in record.medians:
        row = PUBLISHED[MedianLine].row(line)
        assert (row["class"], row["lower"], row["n_bounded"]) == (
            line.device_class,
            line.bounds.low,
            line.n_bounded.value,
        )
