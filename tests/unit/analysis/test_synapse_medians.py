"""Named synapses of many papers: medians without a lineage, lineages that join others, shares of resampled papers."""

from __future__ import annotations

import random
import statistics
from typing import Any

import numpy as np
import pandas as pd
import pytest
from memlit.config import Config
from memlit.frames import cells_of
from memlit.synapses.counts import counts_of_synapses
from memlit.synapses.energy.medians import synapse_medians
from memlit.synapses.energy.parts import energy_factors, signed_shares
from memlit.synapses.members import lineages_of

from tests.builders import config_of, named_synapses_of, synapse


@pytest.mark.parametrize("seed", range(5))
def test_span_without_one_lineage_is_that_of_medians_taken_anew(seed: int) -> None:
    """Lineages of one to four papers, some values alike; by the library's median on exponents of two."""
    chance = random.Random(seed)
    exponents = {
        f"lineage-{number}": [chance.randint(-8, 8) for _ in range(chance.randint(1, 4))] for number in range(9)
    }
    found = [
        synapse(f"{lineage}-{number}", "PCM", 2.0**exponent, lineage)
        for lineage, own in exponents.items()
        for number, exponent in enumerate(own)
    ]
    left = [
        statistics.median(exponent for name, own in exponents.items() if name != out for exponent in own)
        for out in exponents
    ]
    lines = synapse_medians(*named_synapses_of(*found), config_of())
    (ends,) = {*cells_of(lines[lines["evidence"] == "A+B"], ["without_one_lower", "without_one_upper"])}
    assert ends == pytest.approx((2 ** min(left), 2 ** max(left)), rel=1e-12, abs=0)


def factors_of(*synapses: dict[str, Any]) -> dict[str, tuple[float, int]]:
    """The factors that are counted, each with the number of its inputs, by id."""
    named, _ = named_synapses_of(*synapses)
    rows = cells_of(counts_of_synapses(named, config_of()), ["id", "value", "inputs"])
    return {name: (value, len(inputs)) for name, value, inputs in rows if name.endswith("#factor")}


def test_devices_of_a_class_lie_apart_by_the_largest_over_the_least() -> None:
    """1 to 40 pJ in PCM are a factor of 40; a class of one device has none."""
    found = [synapse(f"p{place}", "PCM", value) for place, value in enumerate((4e-12, 40e-12, 1e-12))]
    assert factors_of(*found, synapse("alone", "ECM", 1e-9)) == {"synapses/PCM#factor": (pytest.approx(40), 3)}


def test_conditions_of_one_device_are_no_devices_that_lie_apart() -> None:
    """One device at 2 V and 3 V takes 1 and 5 nJ: that is its own range, not that of its class."""
    low, high = synapse("alone", "CTM", 1e-9), synapse("alone", "CTM", 5e-9)
    assert factors_of(low, high) == {}
    assert len(factors_of(low, high, synapse("other", "CTM", 2e-9))) == 1


def test_papers_are_of_one_lineage_through_others_and_take_the_name_of_the_first() -> None:
    shared = [
        ("d2020x", "table 1"),
        ("c2020y", "table 1"),
        ("b2020x", None),
        ("a2020z", "table 2"),
        ("e2020w", "table 2"),
    ]
    named = pd.DataFrame(shared, columns=["paper", "same_numbers"])
    assert lineages_of(named.assign(laboratory=named["paper"].str[-1])) == {
        "d2020x": "b2020x",
        "c2020y": "b2020x",
        "b2020x": "b2020x",
        "a2020z": "a2020z",
        "e2020w": "a2020z",
    }


def test_paper_that_is_counted_twice_is_two_papers_with_the_same_parts() -> None:
    logs = np.random.default_rng(3).normal(size=(6, 3))
    twice = signed_shares(np.concatenate([logs, logs[2:3]]))
    assert signed_shares(logs, [1, 1, 2, 1, 1, 1]) == pytest.approx(twice, rel=1e-12, abs=0)
    assert sum(twice) == pytest.approx(1, rel=1e-12, abs=0)


def with_energy(formula: str) -> Config:
    config = config_of()
    energy = config.metrics["action_energy"].model_copy(update={"formula": formula})
    return config.model_copy(update={"metrics": {**config.metrics, "action_energy": energy}})


def test_parts_of_the_energy_are_the_factors_of_its_formula() -> None:
    """Of 3 V, 2 s, 5 S and 1 S: V^2 mean(G_on, G_off) tau has 3 S between V and tau, V^2 G_on tau 5 S."""
    device = {"V": 3.0, "tau": 2.0, "G_on": 5.0, "G_off": 1.0}
    for formula, conductance in (("V^2 * mean(G_on, G_off) * tau", 3.0), ("tau * G_on * V^2", 5.0)):
        factors = energy_factors(with_energy(formula))
        assert factors is not None
        found = {part: (factor.value(device, "arithmetic"), power) for part, (factor, power) in factors.items()}
        assert found == {"voltage": (3.0, 2.0), "width": (2.0, 1.0), "conductance": (conductance, 1.0)}


def test_energy_that_is_no_product_of_the_three_has_no_parts() -> None:
    assert energy_factors(with_energy("V^2 * G_on * tau + V^2 * G_off * tau")) is None
    assert energy_factors(with_energy("V^2 * G_on * tau * r")) is None
