"""Trends by paper clusters, and energies of the authors beside E_a, on simulated papers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
import statsmodels.api as sm
from memlit.analysis.robustness.companions import Companions, Coupling, companion_analyses, own_energies
from memlit.benchmark.rows import BenchmarkRow, benchmark_devices
from memlit.config import CLASSES_FILE, load_classes
from memlit.datum import ReconciledDocument
from memlit.devices import resolve_devices
from memlit.devices.gather import Corpus
from memlit.devices.resolved import Resolved
from memlit.published import PUBLISHED

from tests import tables
from tests.builders import ROOT, config_of, entry, library, reading

CLASSES = load_classes(ROOT / CLASSES_FILE)


def survey_of(values: list[tuple[str, int, float]]) -> Resolved:
    """Endurance of simulated RRAM rows: paper, year, log10 cycles."""
    cells = [
        reading("endurance", 10**log, "1", id=f"doc:r{n}", row=n, paper=key, device=f"r{n}", device_class="RRAM")
        for n, (key, _, log) in enumerate(values)
    ]
    entries = {key: entry(key, sets=("survey",), year=str(year)) for key, year, _ in values}
    corpus = Corpus(
        documents=(ReconciledDocument(key="doc", kind="survey", status="same"),), readings=tuple(cells), problems=()
    )
    return Resolved(entries=entries, corpus=corpus, devices=())


def found_of(resolved: Resolved, rows: Sequence[BenchmarkRow] = ()) -> Companions:
    values = tables.values(rows, resolved.corpus, CLASSES, config_of())
    return companion_analyses(resolved, rows, values, CLASSES, config_of())


def test_trend_is_least_squares_over_rows_with_papers_as_clusters() -> None:
    rng = np.random.default_rng(3)
    years = [2001 + n for n in range(20) for _ in range(2)]
    logs = [0.1 * (year - 2000) + float(rng.normal(0, 0.4)) for year in years]
    values = [(f"sim-{n // 2:02}", year, log) for n, (year, log) in enumerate(zip(years, logs, strict=True))]
    found = found_of(survey_of(values))
    trend = next(item for item in found.trends if item.id == "trend/endurance/RRAM")
    assert (trend.n_papers.value, trend.n_rows.value) == (20, 40)
    fit = sm.OLS(logs, sm.add_constant(np.array(years) / 10.0)).fit()
    assert trend.slope is not None
    assert trend.slope.value == pytest.approx(fit.params[1])
    assert trend.low is not None
    assert trend.low.value is not None
    # one decade a ten years was put in
    assert 0 < trend.low.value < 1 < trend.high.value  # type: ignore[union-attr, operator]
    # the only trend, so Holm changes nothing
    assert trend.p_holm.value == trend.p.value  # type: ignore[union-attr]


def test_few_papers_or_one_year_give_no_trend() -> None:
    few = found_of(survey_of([(f"sim-{n}", 2000 + n, n) for n in range(5)])).trends
    assert [item.reason for item in few if item.n_papers.value] == ["fewer than 6 papers"]
    same = found_of(survey_of([(f"sim-{n}", 2000, n) for n in range(8)])).trends
    (reason,) = [item.reason for item in same if item.n_papers.value]
    assert reason.startswith("not estimable")


def device(key: str, exponent: float, off: float, spike_energy: float | None = None) -> list:
    values = {"set_voltage": 1.0, "set_pulse_width": 10**exponent, "g_on": 1e-4, "g_off": off}
    place = {"paper": key, "device": "d", "document": key, "tier": "primary"}
    cells = [reading(name, value, "1", id=f"{key}:{name}", **place) for name, value in values.items()]
    if spike_energy:
        cells.append(reading("energy_per_spike", spike_energy, "J", id=f"{key}:e", paper=key, device="d", document=key))
    return cells


def test_reported_energy_stands_apart_with_its_ratio_where_the_device_has_both() -> None:
    """E_a = 1 V^2 (100 + 20)/2 uS 1 us = 60 pJ; 12 pJ as reported is a fifth of it."""
    cells = device("sim-a", -6, 2e-5, 1.2e-11)
    cells.append(reading("energy_per_spike", 3e-12, "J", id="sim-b:e", paper="sim-b", device="d", document="sim-b"))
    own = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",)}
    shelf = library(*(entry(key, **own) for key in ("sim-a", "sim-b")))
    rows = benchmark_devices(resolve_devices(cells, shelf, config_of()), shelf, CLASSES, config_of())
    first, second = own_energies(cells, rows, config_of())
    assert first.ratio is not None
    assert first.ratio.value == pytest.approx(0.2)
    assert (second.action_energy, second.ratio) == (None, None)
    assert rows[0].value("action_energy") == pytest.approx(6e-11, rel=1e-9, abs=0)


def test_coupling_of_unrelated_columns_lies_within_its_null_and_four_papers_are_refused() -> None:
    rng = np.random.default_rng(11)
    cells = [cell for n in range(14) for cell in device(f"sim-{n:02}", rng.uniform(-7, -5), 10 ** rng.uniform(-7, -5))]

    def coupled(n: int):
        keys = [f"sim-{number:02}" for number in range(n)]
        shelf = library(*(entry(k, sets=("review-fig11",), device_classes=("VCM",), roles=("synapse",)) for k in keys))
        own = [cell for cell in cells if cell.datum.paper in keys]
        devices = resolve_devices(own, shelf, config_of())
        resolved = Resolved(
            entries=shelf.entries,
            corpus=Corpus(documents=(), readings=tuple(own), problems=()),
            devices=tuple(devices),
        )
        return found_of(resolved, benchmark_devices(devices, shelf, CLASSES, config_of()))

    (item,) = coupled(14).couplings
    assert item.null_low.value < item.correlation.value < item.null_high.value
    assert item.p.value > 0.05
    (refused,) = coupled(4).couplings
    assert refused.correlation is None
    assert refused.reason.startswith("not estimable")
    assert not math.isnan(item.correlation.value)
    row = PUBLISHED[Coupling].row(item)
    assert (row["n_papers"], row["correlation"]) == (14, item.correlation.value)


def test_a_trend_with_an_interval_of_many_decades_is_listed_without_numbers() -> None:
    """Two papers a year over six decades of endurance, all within two years: a slope a decade is anything."""
    values = [(f"sim-{n}", 2000 + n % 2, float(log)) for n, log in enumerate([3, 9, 9, 3, 4, 8, 8, 4])]
    (trend,) = [item for item in found_of(survey_of(values)).trends if item.n_papers.value]
    assert (trend.slope, trend.low, trend.high, trend.p, trend.p_holm) == (None, None, None, None, None)
    assert "not informative" in trend.reason
