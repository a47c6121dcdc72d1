"""Energies per spike that authors report beside E_a, on simulated papers."""

from __future__ import annotations

import pytest
from memlit.analysis.robustness.own_energies import own_energies
from memlit.benchmark.rows import benchmark_devices
from memlit.config import CLASSES_FILE, load_classes
from memlit.devices.resolved import resolve_devices

from tests.builders import ROOT, config_of, entry, library, reading

CLASSES = load_classes(ROOT / CLASSES_FILE)


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
