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
# the ranks come from 99,999 resamples against all resamples
LOOSE = {"rank_probabilities": 1e-2}


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


CONSTANT, EMPTY, NOT_FINITE = [2.0, 2.0, 2.0, 2.0], [], [1.0, np.nan, 2.0, np.inf]
GROUPS = ["a", "a", "b", "b"]
ONE_SAMPLE = {
    "median_interval_exact": ms.median_interval_exact,
    "kruskal": lambda y: ms.kruskal(y, groups=GROUPS[: len(y)]),
    "welch_anova": lambda y: ms.welch_anova(y, groups=GROUPS[: len(y)]),
    "brown_forsythe": lambda y: ms.brown_forsythe(y, groups=GROUPS[: len(y)]),
    "fligner": lambda y: ms.fligner(y, groups=GROUPS[: len(y)]),
    "permute_papers": lambda y: ms.permute_papers(y, groups=GROUPS[: len(y)]),
    "brunner_munzel": lambda y: ms.brunner_munzel(y[:2], y[2:]),
    "brunner_munzel_permuted": lambda y: ms.brunner_munzel_permuted(y[:2], y[2:]),
    "rank_probabilities": lambda y: ms.rank_probabilities(y, groups=GROUPS[: len(y)], n_resamples=99),
    "leave_one_paper_out": lambda y: ms.leave_one_paper_out(y, papers=list("pqrs")[: len(y)], groups=GROUPS[: len(y)]),
    "compare_pairs": lambda y: ms.compare_pairs(y, groups=GROUPS[: len(y)]),
    "mann_whitney_exact": lambda y: ms.mann_whitney_exact(y[:2], y[2:]),
    "hodges_lehmann": lambda y: ms.hodges_lehmann(y[:2], y[2:]),
}
# a shift of zero, chance one half or p = 1 are the true answers of these for equal values
DEFINED_FOR_EQUAL_VALUES = {
    "median_interval_exact": None,
    "leave_one_paper_out": None,
    "compare_pairs": None,
    "mann_whitney_exact": 0.5,
    "hodges_lehmann": 0.0,
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
