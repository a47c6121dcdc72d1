"""The tests of one quantity over all compared classes.

Methods and their sources are those of memlit.statistics; one value a paper, on the log10 scale.

Model check of one quantity: log10 of every row on the class with papers as clusters, and how much papers differ.

The headline takes one value a paper; this takes the rows. Least squares with CR2 and Satterthwaite degrees of freedom,
and a mixed model with an intercept a paper for the share of the variance between papers (memlit.statistics).
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from memlit import statistics as st
from memlit.analysis.comparison.record import ModelCheck, ModelContrast, OverallTest, Samples
from memlit.datum import Estimate, Numbers, Result, percent
from memlit.errors import NotEstimable
from memlit.statistics import KSample
from memlit.statistics.results import Coefficients

PERMUTED = ("welch", "kruskal")
PAPERS_FOR_PERMUTATION = 2_000
"""With more papers, permutations of all their labels are left out, for their time and memory alone."""


def overall_tests(samples: Samples) -> tuple[OverallTest, ...]:
    """The plan's tests over all classes: level by Welch and Kruskal-Wallis, labels permuted for both, spread by two."""
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


CLUSTER_RULE = "least squares of log10 on class over rows, CR2 by paper, Satterthwaite t"
PAPERS_FOR_MIXED = 2_000
"""statsmodels looks at each paper by itself at every step of the fit: 4 s with 1,000 papers."""
MIXED_RULE = "mixed model of log10 on class over rows, an intercept a paper, REML"


def model_check(samples: Samples) -> ModelCheck:
    """The check over the compared classes, against the first that is shown; what cannot be fitted has its reason."""
    lines = [(values.device_class, unit, log) for values in samples.classes for unit, log in values.rows]
    labels, units, logs = ([line[part] for line in lines] for part in range(3))
    reference = next(name for name in samples.quantity.shown if name in samples.names)
    base = f"{samples.quantity.id}/model"
    inputs = tuple(samples.papers_of(values.device_class) for values in samples.classes)

    make = Numbers(base, inputs, CLUSTER_RULE)

    def count(name: str, label: str, value: int) -> Result:
        return make.count(name, label, value, f"{label} counted")

    design, names = st.class_design(labels, reference)
    several = sum(n > 1 for n in Counter(units).values())
    check = ModelCheck(
        id=base,
        reference=reference,
        n_rows=count("rows", "rows of the compared classes", len(logs)),
        n_papers=count("papers", "papers of these rows", len(set(units))),
        n_several=count("several", "papers with more than one row", several),
    )
    found: dict[str, object] = {}
    reasons = []
    try:
        fit = st.cluster_robust(logs, design, papers=units, names=names, level=samples.plan.level)
    except NotEstimable as error:
        reasons.append(error.problem)
    else:
        ends = f"{CLUSTER_RULE}, {percent(samples.plan.level)}"
        found["contrasts"] = tuple(
            _contrast(make, fit, place, f"{name} over {reference}, decades", ends)
            for place, name in enumerate(names[1:], start=1)
        )
        if fit.joint_p is not None:
            label = "p of all classes being alike"
            found["joint_p"] = make.p_value("joint_p", label, fit.joint_p, "approximate Hotelling, CR2")
    needed = samples.plan.inclusion.range_from
    try:
        if len(set(units)) > PAPERS_FOR_MIXED:
            raise NotEstimable(
                base, f"the mixed model is left out above {PAPERS_FOR_MIXED} papers", "see the contrasts"
            )
        if 0 < several < needed:
            raise NotEstimable(base, "too few papers have more than one row", f"needs {needed} of them")
        mixed = st.mixed_model(logs, design, papers=units)
    except NotEstimable as error:
        reasons.append(error.problem)
    else:
        mixture = replace(make, rule=MIXED_RULE)
        found |= {
            "icc": mixture.statistic("icc", "share of the variance between papers", 100 * mixed.icc, unit="%"),
            "between": mixture.statistic("between", "SD between papers", mixed.between**0.5, unit="decades"),
            "within": mixture.statistic("within", "SD within a paper", mixed.within**0.5, unit="decades"),
        }
    return check.model_copy(update={**found, "reason": "; ".join(reasons)})


def _contrast(make: Numbers, fit: Coefficients, place: int, what: str, ends: str) -> ModelContrast:
    name = fit.names[place]
    return ModelContrast(
        device_class=name,
        shift=Estimate(
            value=make.statistic(f"{name}_shift", what, fit.estimate[place], unit="decades"),
            low=make.statistic(f"{name}_low", f"{what}, lower end", fit.low[place], ends, "decades"),
            high=make.statistic(f"{name}_high", f"{what}, upper end", fit.high[place], ends, "decades"),
        ),
        df=make.statistic(f"{name}_df", f"degrees of freedom, {what}", fit.df[place]),
        p=make.p_value(f"{name}_p", f"p, {what}", fit.p[place]),
    )
