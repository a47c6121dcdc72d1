"""The tests of one quantity over all compared classes.

Methods and their sources are those of memlit.statistics; one value a paper, on the log10 scale.
"""

from collections.abc import Callable
from dataclasses import replace

from memlit import statistics as st
from memlit.analysis.comparison.record import OverallTest, Samples
from memlit.datum import Numbers, Result
from memlit.errors import NotEstimable
from memlit.statistics import KSample

PERMUTATION = "permutation"
PERMUTED = ("welch", "kruskal")
PAPERS_FOR_PERMUTATION = 2_000
"""With more papers, permutations of all their labels are left out, for their time and memory alone."""


def overall_tests(samples: Samples) -> tuple[OverallTest, ...]:
    """The plan's tests over all classes: level by Welch and Kruskal-Wallis, spread by two.

    Where the plan permutes, p of the level is that of permuted labels of papers and the asymptotic one is not given.
    """
    y, labels = samples.y, samples.places
    makers: dict[str, Callable[..., KSample]] = {
        "welch": st.welch_anova,
        "kruskal": st.kruskal,
        "brown_forsythe": st.brown_forsythe,
        "fligner": st.fligner,
    }
    permutes = PERMUTATION in samples.plan.overall_tests and len(y) <= PAPERS_FOR_PERMUTATION
    tests = []
    for name in samples.plan.overall_tests:
        if name == PERMUTATION:
            continue
        try:
            found = makers[name](y, groups=labels)
            if permutes and name in PERMUTED:
                found = _with_permuted_p(samples, found, name)
        except NotEstimable:
            continue
        tests.append(_overall(samples, found))
    return tuple(tests)


def _with_permuted_p(samples: Samples, found: KSample, statistic: str) -> KSample:
    """The test with p from permuted labels of papers in place of the asymptotic one."""
    permuted = st.permute_papers(
        samples.y,
        groups=samples.places,
        statistic=statistic,
        n_permutations=samples.plan.resamples.permutations,
        seed=samples.config.seed,
    )
    method = f"{found.method}, labels of papers permuted"
    return replace(found, method=method, p=permuted.p, p_is_limit=permuted.p_is_limit, note=permuted.note)


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
