"""What a caller may pass: lists, integers, Series in any index, names of methods as other packages spell them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from memlit import statistics as ms
from memlit.errors import NotEstimable

TERM = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
EARLY = [1.15, 0.88, 0.90, 0.74, 1.21]
LABELS = ["term"] * 10 + ["early"] * 5


def test_a_series_is_read_in_its_order_and_not_by_its_index() -> None:
    y = pd.Series([*TERM, *EARLY], index=range(15, 0, -1))
    labels = pd.Series(LABELS, index=range(100, 115))
    for test in (ms.kruskal, ms.welch_anova, ms.fligner, ms.brown_forsythe):
        assert test(y, groups=labels) == test([*TERM, *EARLY], groups=LABELS)


def test_categories_and_whole_numbers_are_labels_and_values() -> None:
    by_text = ms.kruskal([*TERM, *EARLY], groups=LABELS)
    assert ms.kruskal([*TERM, *EARLY], groups=pd.Categorical(LABELS)) == by_text
    assert ms.kruskal([*TERM, *EARLY], groups=[1] * 10 + [0] * 5).statistic == by_text.statistic


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_a_value_without_a_label_belongs_to_no_group(missing: object) -> None:
    """NaN is not equal to itself: as a label each would be a class, or a paper, of its own."""
    labels = [*LABELS[:-1], missing]
    for call in (
        lambda: ms.kruskal([*TERM, *EARLY], groups=labels),
        lambda: ms.permute_papers([*TERM, *EARLY], groups=labels),
        lambda: ms.kruskal([*TERM, *EARLY], groups=pd.Series(labels)),
    ):
        with pytest.raises(NotEstimable, match="1 of 15 are missing"):
            call()


def test_masked_values_are_missing_and_not_what_lies_under_the_mask() -> None:
    masked = np.ma.array([1.0, 99.0, 2.0, 3.0], mask=[False, True, False, False])
    with pytest.raises(NotEstimable, match="1 of 4 values of y are not finite"):
        ms.median_interval_exact(masked)
    clean = np.ma.array(TERM, mask=False)
    assert ms.median_interval_exact(clean) == ms.median_interval_exact(TERM)


def test_lists_and_numbers_in_place_of_labels_are_refused() -> None:
    for labels in ([["a"], ["b"], ["a"]], 3, None):
        with pytest.raises(NotEstimable):
            ms.kruskal([1.0, 2.0, 3.0], groups=labels)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "call",
    [
        lambda: ms.welch_anova([1e200, 2e200, 3e200, 4e200], groups=list("aabb")),
        lambda: ms.hodges_lehmann([1e308, 1.5e308], [-1e308, -1.2e308]),
        lambda: ms.median_interval_exact([1e308, 1.5e308, -1e308, 0.0]),
    ],
)
def test_values_whose_squares_are_no_numbers_are_refused(call) -> None:
    with pytest.raises(NotEstimable):
        call()


SIX, HALVES, THIRDS = [1.0, 2, 3, 4, 5, 6], list("aaabbb"), list("pqrstu")


@pytest.mark.parametrize(
    "call",
    [
        lambda: ms.permute_papers(SIX, THIRDS, HALVES),  # type: ignore[misc]
        lambda: ms.leave_one_paper_out(SIX, THIRDS, HALVES),  # type: ignore[misc]
        lambda: ms.rank_probabilities(SIX, HALVES, THIRDS),  # type: ignore[misc]
        lambda: ms.kruskal(SIX, HALVES),  # type: ignore[misc]
    ],
)
def test_labels_that_could_be_swapped_are_passed_by_name(call: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda: ms.permute_papers(SIX, groups=HALVES, seed="a"),  # type: ignore[arg-type]
        lambda: ms.compare_pair(SIX, [2.5, 3.5, 9, 4.5], n_permutations=999.0),  # type: ignore[arg-type]
        lambda: ms.compare_pairs(SIX, groups=HALVES, alpha=5),
        lambda: ms.clopper_pearson(1.5, 3),  # type: ignore[arg-type]
        lambda: ms.perturb(["a"], shape=(2, 3), rng=np.random.default_rng(1)),
        lambda: ms.holm(0.5),  # type: ignore[arg-type]
        lambda: ms.smallest_exact_p(0, 5),
    ],
)
def test_options_that_are_no_option_are_refused_in_one_line(call: Callable[[], object]) -> None:
    with pytest.raises(NotEstimable) as refused:
        call()
    assert "\n" not in str(refused.value)
