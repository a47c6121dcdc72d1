"""The tests of one quantity over all compared classes.

Methods and their sources are those of memlit.statistics; one value a paper, on the log10 scale.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from memlit.analysis.comparison.record import OverallTest
from memlit.analysis.comparison.samples import Samples
from memlit.datum import Numbers, Result
from memlit.errors import NotEstimable

if TYPE_CHECKING:
    from memlit.statistics import KSample


PERMUTED = ("welch", "kruskal")
PAPERS_FOR_PERMUTATION = 2_000
"""With more papers, permutations of all their labels are left out, for their time and memory alone."""


def overall_tests(samples: Samples) -> tuple[OverallTest, ...]:
    """The plan's tests over all classes: level by Welch and Kruskal-Wallis, labels permuted for both, spread by two."""
    from memlit import statistics as st

    y, labels = samples.y, samples.places
    permuted = partial(
        st.permute_papers,
        y,
        groups=labels,
        n_permutations=samples.plan.resamples.permutations,
        seed=samples.config.seed,
    )
    makers: dict[str, tuple[Callable[[], KSample], ...]] = {
        "welch": (partial(st.welch_anova, y, groups=labels),),
        "permutation": tuple(
            partial(permuted, statistic=statistic) for statistic in PERMUTED if len(y) <= PAPERS_FOR_PERMUTATION
        ),
        "kruskal": (partial(st.kruskal, y, groups=labels),),
        "brown_forsythe": (partial(st.brown_forsythe, y, groups=labels),),
        "fligner": (partial(st.fligner, y, groups=labels),),
    }
    tests = []
    for make in (make for name in samples.plan.overall_tests for make in makers[name]):
        try:
            found = make()
        except NotEstimable:
            continue
        tests.append(_overall(samples, found))
    return tuple(tests)


def _overall(samples: Samples, found: KSample) -> OverallTest:
    base = f"{samples.quantity.id}/{_slug(found.method)}"
    inputs = tuple(samples.papers_of(values.device_class) for values in samples.classes)

    make = Numbers(base, inputs, found.method, f" of {found.method}", found.note or None)

    def known(name: str, value: float | None) -> Result | None:
        return None if value is None else make.statistic(name, name, value)

    return OverallTest(
        method=found.method,
        statistic=make.statistic("statistic", "statistic", found.statistic),
        df=known("df", found.df),
        df2=known("df2", found.df2),
        p=make.p_value("p", "p", found.p, is_limit=found.p_is_limit),
        effect=known("epsilon_squared", found.epsilon_squared),
    )


def _slug(text: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in text.lower())
