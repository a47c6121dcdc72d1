"""memlit.statistics against the values that R gave for the same data (tests/unit/statistics/reference.csv)."""

from __future__ import annotations

import csv
import importlib.util
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from memlit import statistics as ms
from memlit.errors import NotEstimable

ROOT = Path(__file__).resolve().parents[3]
# lme4 stops at 1e-8; the ranks come from 99,999 resamples against all resamples
LOOSE = {"mixed_model": 1e-6, "rank_probabilities": 1e-2}


def script() -> Any:
    spec = importlib.util.spec_from_file_location("reference_script", ROOT / "tests/unit/statistics/reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reference() -> dict[str, list[tuple[str, str, float]]]:
    found = defaultdict(list)
    with (ROOT / "tests/unit/statistics/reference.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["case"].split()[0]].append((row["case"], row["field"], float(row["value"])))
    return dict(found)


REFERENCE = reference()


@pytest.fixture(scope="module")
def ours() -> dict[tuple[str, str], float]:
    return script().ours()


@pytest.mark.parametrize("function", sorted(REFERENCE))
def test_equals_r(function: str, ours: dict[tuple[str, str], float]) -> None:
    tolerance = LOOSE.get(function, 1e-10)
    for case, field, value in REFERENCE[function]:
        assert ours[case, field] == pytest.approx(value, rel=tolerance, abs=1e-13), f"{case}: {field}"


def test_paule_mandel_solves_its_equation() -> None:
    """The tau2 of the BCG trials that makes Q equal 12: 0.3180685 (metafor stops at 0.318094 by default)."""
    d = script().data()
    y, v = np.asarray(d["bcg_y"]), np.asarray(d["bcg_v"])
    tau2 = ms.pool_random_effects(y, v, method="PM").tau2
    w = 1 / (v + tau2)
    q = float((w * (y - (w @ y) / w.sum()) ** 2).sum())
    assert q == pytest.approx(12, abs=1e-11)
    assert tau2 == pytest.approx(0.318068, abs=5e-7)


CONSTANT, EMPTY, NOT_FINITE = [2.0, 2.0, 2.0, 2.0], [], [1.0, np.nan, 2.0, np.inf]
GROUPS = ["a", "a", "b", "b"]
ONE_SAMPLE = {
    "bootstrap_median": ms.bootstrap_median,
    "median_interval_exact": ms.median_interval_exact,
    "kruskal": lambda y: ms.kruskal(y, groups=GROUPS[: len(y)]),
    "welch_anova": lambda y: ms.welch_anova(y, groups=GROUPS[: len(y)]),
    "brown_forsythe": lambda y: ms.brown_forsythe(y, groups=GROUPS[: len(y)]),
    "fligner": lambda y: ms.fligner(y, groups=GROUPS[: len(y)]),
    "dunn": lambda y: ms.dunn(y, groups=GROUPS[: len(y)]),
    "permute_papers": lambda y: ms.permute_papers(y, groups=GROUPS[: len(y)]),
    "brunner_munzel": lambda y: ms.brunner_munzel(y[:2], y[2:]),
    "brunner_munzel_permuted": lambda y: ms.brunner_munzel_permuted(y[:2], y[2:]),
    "pool_random_effects": lambda y: ms.pool_random_effects(y, [1.0] * len(y)),
    "leave_one_out": lambda y: ms.leave_one_out(y, [1.0] * len(y)),
    "cluster_robust": lambda y: ms.cluster_robust(y, np.ones((len(y), 1)), papers=GROUPS[: len(y)]),
    "censored_lognormal": lambda y: ms.censored_lognormal(y, ["="] * len(y)),
    "rank_probabilities": lambda y: ms.rank_probabilities(y, groups=GROUPS[: len(y)], n_resamples=99),
    "tipping_point": lambda y: ms.tipping_point(y[:2], y[2:]),
    "leave_one_paper_out": lambda y: ms.leave_one_paper_out(y, papers=list("pqrs")[: len(y)], groups=GROUPS[: len(y)]),
    "compare_pairs": lambda y: ms.compare_pairs(y, groups=GROUPS[: len(y)]),
    "mann_whitney_exact": lambda y: ms.mann_whitney_exact(y[:2], y[2:]),
    "hodges_lehmann": lambda y: ms.hodges_lehmann(y[:2], y[2:]),
    "cliffs_delta": lambda y: ms.cliffs_delta(y[:2], y[2:]),
    "eta_squared": lambda y: ms.eta_squared(y, GROUPS[: len(y)]),
}
# a shift of zero, chance one half or p = 1 are the true answers of these for equal values
DEFINED_FOR_EQUAL_VALUES = {
    "median_interval_exact": None,
    "tipping_point": None,
    "leave_one_paper_out": None,
    "compare_pairs": None,
    "mann_whitney_exact": 0.5,
    "hodges_lehmann": 0.0,
    "cliffs_delta": 0.0,
}


@pytest.mark.parametrize("name", sorted(ONE_SAMPLE))
@pytest.mark.parametrize("values", [EMPTY, NOT_FINITE], ids=["empty", "not finite"])
def test_nothing_to_estimate_from_is_refused(name: str, values: list[float]) -> None:
    with pytest.raises(NotEstimable):
        ONE_SAMPLE[name](values)


@pytest.mark.parametrize("name", sorted(set(ONE_SAMPLE) - set(DEFINED_FOR_EQUAL_VALUES)))
def test_equal_values_are_refused_where_nothing_is_defined(name: str) -> None:
    with pytest.raises(NotEstimable):
        ONE_SAMPLE[name](CONSTANT)


@pytest.mark.parametrize(
    ("name", "expected"), [(name, value) for name, value in DEFINED_FOR_EQUAL_VALUES.items() if value is not None]
)
def test_equal_values_of_two_classes_are_no_difference(name: str, expected: float) -> None:
    found = ONE_SAMPLE[name](CONSTANT)
    assert found.estimate == expected
    assert found.p in (None, 1.0)


@pytest.mark.parametrize("method", ["DL", "PM", "REML", "ML"])
def test_one_study_is_refused_and_a_zero_variance_is_refused(method: str) -> None:
    with pytest.raises(NotEstimable, match="y has 1 values"):
        ms.pool_random_effects([0.3], [0.1], method=method)
    with pytest.raises(NotEstimable, match="zero or negative"):
        ms.pool_random_effects([0.3, 0.4], [0.1, 0.0], method=method)
