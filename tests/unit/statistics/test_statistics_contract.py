"""What every function of the module keeps: no NaN, no p of zero, light import, documented signatures."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import numpy as np
import pytest
from memlit import statistics
from memlit.errors import NotEstimable

from docs.generated.statistics import functions_and_results

FAR = np.repeat([0.0, 1e6, 2e6], 40) + np.tile(np.linspace(0, 1, 40), 3)
LABELS = np.repeat(list("abc"), 40)
TIES = np.array([1.0, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3])
TIED_LABELS = np.repeat(list("ab"), 10)


def leaves(value):
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            for name, leaf in leaves(getattr(value, field.name)):
                yield name or field.name, leaf
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, np.ndarray):
        yield from ((None, float(item)) for item in value.ravel())
    else:
        yield None, value


@pytest.mark.parametrize(
    "call",
    [
        lambda: statistics.kruskal(FAR, groups=LABELS),
        lambda: statistics.welch_anova(FAR, groups=LABELS),
        lambda: statistics.brown_forsythe(TIES, groups=TIED_LABELS),
        lambda: statistics.fligner(TIES, groups=TIED_LABELS),
        lambda: statistics.compare_pairs(FAR, groups=LABELS),
        lambda: statistics.compare_pair(TIES[:10], TIES[10:]),
        lambda: statistics.hodges_lehmann(TIES[:10], TIES[10:]),
        lambda: statistics.mann_whitney_exact(FAR[:40], FAR[40:80]),
        lambda: statistics.permute_papers(FAR, groups=LABELS, n_permutations=99),
        lambda: statistics.rank_probabilities(FAR, groups=LABELS, n_resamples=99),
    ],
)
def test_extreme_data_give_numbers_or_a_refusal_but_no_nan_and_no_zero_p(call) -> None:
    try:
        result = call()
    except NotEstimable:
        return
    for name, leaf in leaves(result):
        if isinstance(leaf, float):
            assert not np.isnan(leaf), name
            if name in ("p", "p_adjusted"):
                assert 0 < leaf <= 1, name


@pytest.mark.parametrize(
    "call",
    [
        lambda: statistics.kruskal([1, 2, "x"], groups=list("aab")),
        lambda: statistics.rank_probabilities(FAR, groups=LABELS, n_resamples=0),
        lambda: statistics.permute_papers(FAR, groups=LABELS, n_permutations=0),
        lambda: statistics.kruskal(None, groups=None),
    ],
)
def test_misuse_is_a_typed_error_in_one_line(call) -> None:
    with pytest.raises(NotEstimable) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_results_are_frozen() -> None:
    result = statistics.kruskal(FAR, groups=LABELS)
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.p = 0.5


def test_inputs_are_left_as_they_were() -> None:
    y, labels = FAR[::-1].copy(), LABELS.copy()
    kept = y.copy()
    statistics.permute_papers(y, groups=labels, n_permutations=99)
    statistics.median_interval_exact(y)
    assert (y == kept).all()


def test_import_loads_no_heavy_library() -> None:
    heavy = ("scipy", "pandas", "statsmodels", "sklearn", "matplotlib")
    code = f"import sys, memlit.statistics; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_documented() -> None:
    page = functions_and_results()
    missing = [name for name in statistics.__all__ if f"### `{name}(" not in page and f"**{name}**: " not in page]
    assert missing == []
