"""The analysis plan, printed before the results: what is analysed, how, and what the papers could show at best."""

from memlit.config import AnalysisPlan
from memlit.datum import percent
from memlit.report.blocks import Block, Material, bullets, given, paragraph, section
from memlit.report.text import name

TEST_NAMES = {
    "welch": "Welch's analysis of variance",
    "permutation": "its permutation of paper labels",
    "kruskal": "Kruskal-Wallis with epsilon squared",
    "brown_forsythe": "Brown-Forsythe",
    "fligner": "Fligner-Killeen",
}


def plan(m: Material) -> Block:
    """The plan in words, all from config/config.yaml, and the shifts that the credited papers could show."""
    return section(
        "plan",
        "Analysis plan",
        paragraph(
            "The plan is set in one file, config/config.yaml. It is not registered anywhere: its first version was "
            "written after first runs and was changed since, and its changes are the git log of that file. Every value "
            "below is the one this run used. "
            "Action energy, standby power and timing are single reported values without a sampling variance, so what "
            "is done with them is a synthesis without meta-analysis: no pooled effect, no funnel plot."
        ),
        bullets(_lines(m)),
        _power_table(m),
    )


def _lines(m: Material) -> list[str]:
    config, p = m.config, m.config.analysis
    metrics = ", ".join(m.symbol(metric) for metric in p.secondary)
    tests = [TEST_NAMES[test] for test in p.overall_tests]
    return [
        f"Metrics: {m.symbol(p.primary)} is primary, with one family of class pairs; {metrics} are secondary, "
        f"each a family of its own. The headline is the {config.conventions.headline_pulse} pulse with the "
        f"{config.conventions.conductance_mean} mean of the conductances.",
        "Unit: the paper. A paper and class have one value, the median of the paper's devices on the log scale; a "
        "paper in two classes is one cluster.",
        f"Inclusion: below {given(p.inclusion.range_from)} papers values are listed; below "
        f"{given(p.inclusion.interval_from)} there is a median without interval; from there a median has an interval "
        "and a pair is tested where an exact rank test of so many papers could reach the level of Holm's first step.",
        f"Medians: percentile bootstrap over papers, {given(p.resamples.bootstrap)} resamples; below "
        f"{given(p.inclusion.exact_below)} papers the exact order-statistic interval leads, for there the bootstrap "
        "covers too little, and the bootstrap's stands beside it. All intervals are of "
        f"{name(percent(p.level))}, all tests two-sided at {name(percent(p.alpha))}; the seed is {given(config.seed)}.",
        f"Over all classes: {', '.join(tests)}; {given(p.resamples.permutations)} permutations. Model check, which "
        "decides nothing: log10 of all rows on the class with the paper as cluster (CR2, Satterthwaite), and a mixed "
        "model for the share of the variance between papers.",
        f"Pairs: Brunner-Munzel with the logit interval of P(X < Y), the exact Mann-Whitney test where samples do not "
        f"overlap. p comes from studentized permutation, all labellings or {given(p.resamples.pair_permutations)} "
        "random ones; where none of these reaches the statistic, p is an upper limit and printed with ≤. Holm within a "
        "metric decides; Holm over all and Dunn's test stand beside it. Effect sizes are Cliff's delta and the "
        "Hodges-Lehmann ratio. Tests that are repeated (papers left out, draws, bounds, conventions) use the t "
        f"approximation from {given(p.inclusion.permutation_below)} papers in each class on, and "
        f"{given(p.resamples.permutations)} permutations below.",
        "Sensitivity: leaving out each paper, the tipping point, the ranks of the medians, "
        f"{given(p.resamples.reading_error)} draws of the readings with the measured error, the bounds of what is only "
        f"bounded ({given(p.resamples.assignments)} positions within them and both corners), and the multiverse of "
        "conventions.",
        _words(p),
        f"Claims: “about” holds within {name(percent(p.tolerances.about))}, “order of” within "
        f"{given(p.tolerances.order_of_decades)} decades; every other number at its printed digits.",
    ]


def _words(p: AnalysisPlan) -> str:
    return (
        f"Words: two classes “{name(p.wording.differs)}” or “{name(p.wording.not_shown)}”, the latter with the shift "
        f"that would have been shown with a power of {name(percent(p.power.power))}; they are never called equal. A "
        f"decision that fewer than {name(f'{p.wording.fragile_below_percent:g} %')} of the draws repeat is called "
        "fragile."
    )


def _power_table(m: Material) -> Block:
    return m.listing(
        f"Smallest class difference detectable if each of the {m.headline_papers} reported a value (power "
        f"{percent(m.config.analysis.power.power)}), alone and at the level of Holm's first step.",
        m.analysis.planned,
        [
            ("pair", "l", lambda pair: f"{pair.first}, {pair.second}"),
            ("papers", "r", lambda pair: pair.n_first),
            ("papers", "r", lambda pair: pair.n_second),
            ("smallest p", "r", lambda pair: pair.smallest_p),
            ("shift", "r", lambda pair: pair.detectable),
            ("Holm", "r", lambda pair: pair.detectable_holm),
            ("testable", "l", lambda pair: "yes" if pair.can_be_tested else "no"),
        ],
        note=f"Assumed spread between papers: {given(m.config.analysis.power.assumed_sd_decades)} decades.",
        source="planned_power.csv",
        wide=False,
    )
