"""Spread between papers: Brown-Forsythe from six lineages a class, one value a lineage, on simulated synapses."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from memlit.benchmark.rows import BenchmarkRow
from memlit.datum import Result
from memlit.synapses.beside.variability import SpreadTest, spread_tests
from memlit.synapses.members import Synapse
from scipy import stats

from tests.builders import config_of

NARROW = (1e-9, 1.3e-9, 0.8e-9, 1.1e-9, 0.9e-9, 1.2e-9)
BROAD = (1e-12, 4e-9, 2e-10, 7e-8, 3e-11, 1e-8)


def synapse(paper: str, device_class: str, energy: float, lineage: str = "") -> Synapse:
    metric = Result(
        id=f"metric/{paper}", kind="metric", label="E_a", value=energy, low=energy, high=energy, unit="J", rule="E_a"
    )
    row = BenchmarkRow(
        id=f"row/{paper}",
        paper=paper,
        unit=paper,
        device="cell",
        name="cell",
        device_class=device_class,
        role="synapse",
        set_name="synapses",
        pulse="set",
        tier="primary",
        is_headline=True,
        counted=("action_energy",),
        metrics={"action_energy": metric},
    )
    return Synapse(
        row=row,
        device_class=device_class,
        basis="word",
        because="",
        review_classes=(),
        lineage=lineage or paper,
        same_numbers=(),
        laboratory="",
        weight="states",
    )


def papers(device_class: str, energies: Sequence[float]) -> list[Synapse]:
    return [synapse(f"sim-{device_class}-{n}", device_class, energy) for n, energy in enumerate(energies)]


def spread_of(found: Sequence[Synapse]) -> SpreadTest:
    (test,) = spread_tests(found, config_of())
    assert test.metric == "action_energy"
    return test


def test_classes_of_six_lineages_are_compared_by_the_distances_from_their_medians() -> None:
    test = spread_of([*papers("VCM", NARROW), *papers("ECM", BROAD)])
    logs = [[math.log10(value) for value in own] for own in (NARROW, BROAD)]
    # The test is an analysis of variance of the distances from the medians.
    distances = [[abs(value - sorted(own)[2] / 2 - sorted(own)[3] / 2) for value in own] for own in logs]
    expected = stats.f_oneway(*distances)
    assert test.p is not None
    assert test.statistic is not None
    assert test.p.value == pytest.approx(expected.pvalue)
    assert test.statistic.value == pytest.approx(expected.statistic)
    assert test.p.value < 0.01
    assert len(test.p.inputs) == 12


def test_papers_of_one_laboratory_are_one_vote_and_too_few_of_them_are_said_to_be() -> None:
    narrow = [synapse(f"sim-VCM-{n}", "VCM", energy, f"sim-VCM-{n // 2}") for n, energy in enumerate(NARROW)]
    test = spread_of([*narrow, *papers("ECM", BROAD)])
    assert test.p is None
    assert {own.device_class: (own.n_lineages.value, own.is_tested) for own in test.classes} == {
        "ECM": (6, True),
        "VCM": (3, False),
    }
    assert test.note.startswith("too few lineages")


def test_class_with_five_lineages_stays_out_of_the_test_of_the_others() -> None:
    without = spread_of([*papers("VCM", NARROW), *papers("ECM", BROAD)])
    test = spread_of([*papers("VCM", NARROW), *papers("ECM", BROAD), *papers("ICM", BROAD[:5])])
    assert [own.device_class for own in test.tested] == ["ECM", "VCM"]
    assert test.p == without.p


def test_one_class_alone_is_no_comparison() -> None:
    assert spread_tests(papers("VCM", NARROW), config_of()) == []
