"""Claims about classes: a median, an order of medians, a share of papers.

A class is decidable with six papers known (a median with an interval) that are more than half of its papers (else
the median over all of them is not identified). Until then a claim about it is not checkable.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from memlit.analysis.medians import Ends, interval_of_median, median_ends
from memlit.claims.compare import Found, compare_as_printed, compare_with_claim, in_quadrature, joint
from memlit.claims.evidence import NEURON, ClaimEvidence
from memlit.claims.scope import ClassGroup, beside_errors, class_names, group, survey_context, undecided
from memlit.claims.verdict import ClaimVerdict, Draft, Verdict
from memlit.config import Config
from memlit.config.claims import Claim, ValueSpan
from memlit.datum import Result, percent
from memlit.statistics.comparison.decisions import compare_pair
from memlit.statistics.comparison.medians import rank_probabilities
from memlit.statistics.comparison.multiplicity import holm
from memlit.statistics.comparison.pairs import hodges_lehmann
from memlit.statistics.models.binomial import clopper_pearson

VALUE_RULE = "class value: median over papers with its interval"
ERROR_OF_MEDIAN = "the measured error of its readings"
ORDER_RULE = "class order: Brunner-Munzel on paper values, Holm over the claim's pairs"
RANK_RULE = "class order: ranks of medians, papers resampled"
_SHARE_RULE = "class share: papers counted, Clopper-Pearson interval"


def judge_value(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """A class median against the claimed one."""
    draft = Draft(claim, VALUE_RULE)
    own = group(draft, evidence, claim.subjects)
    survey_context(draft, evidence, class_names(claim, evidence))
    if open_verdict := undecided(draft, evidence, [own]):
        return open_verdict
    # A median is no maximum: `up to` a unit names its order.
    wanted = evidence.wanted(claim, "order of" if claim.comparator == "up to" else None)[0]
    metric = evidence.config.metrics.get(claim.metric)
    unit = metric.unit if metric else "1"
    ends, (low, high), rule = _median(own, evidence.config)
    draft.median(ends, unit, own.inputs)
    draft.bounds(low, high, unit, own.inputs, rule)
    draft.factor("factor", min(max(wanted.value, ends[0]), ends[1]) / wanted.value, own.inputs)
    median = Found(f"claim/{claim.id}#median", "median", *ends, errors=_error_of_median(draft, claim, evidence))
    first, last = wanted.span
    verdict, plainly = compare_with_claim(wanted, "within", median), compare_as_printed(wanted, "within", median)
    if verdict == "reproduced":
        return draft.conclude("reproduced", "The median over papers meets the claim.")
    if plainly == "reproduced":
        return draft.conclude("compatible", f"The median over papers meets the claim by less than {ERROR_OF_MEDIAN}.")
    if low <= last and first <= high:
        return draft.conclude("compatible", "The claimed value is inside the interval of the median.")
    if verdict == "compatible":
        return draft.conclude("compatible", f"The median over papers misses the claim by less than {ERROR_OF_MEDIAN}.")
    return draft.conclude("differs", "The claimed value is outside the interval of the median.")


def _error_of_median(draft: Draft, claim: Claim, evidence: ClaimEvidence) -> dict[str, Result]:
    """What the measured error of one reading adds to a median over n papers: root mean square over them, times
    sqrt(pi/2n) as for the median of n normal errors; none where the papers themselves print all.
    """
    by_paper = evidence.errors_of_papers(claim.subjects, claim.role, claim.metric)
    known = {parameter: error for errors in by_paper.values() for parameter, error in errors.items()}
    if not known:
        return {}
    beside_errors(draft, known)
    mean_square = sum(in_quadrature(errors.values()) ** 2 for errors in by_paper.values()) / len(by_paper)
    decades = math.sqrt(mean_square * min(1.0, math.pi / (2 * len(by_paper))))
    inputs = [error.id for error in known.values()]
    rule = "root mean square over the papers, times sqrt(pi/2n) as for the median of n normal errors"
    result = draft.number("error", "error of the median", decades, "decades", inputs, rule)
    draft.beside("error of the median", [result.id])
    return {"median": result}


def _median(own: ClassGroup, config: Config) -> tuple[ValueSpan, ValueSpan, str]:
    """The bounds of the median over known and bounded papers, its interval and what that is."""
    ends = [*(Ends(value, value) for value in own.values), *(paper.ends for paper in own.bounded)]
    median = median_ends(ends)
    interval, achieved = interval_of_median(ends, config.analysis.level)
    rule = f"order statistics over papers, level {100 * achieved:.1f} %"
    return (median.low, median.high), (interval.low, interval.high), rule


def judge_order(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """Medians of classes in a claimed order; every pair the claim names is tested."""
    if claim.comparator == "rank within":
        return _judge_rank(claim, evidence)
    draft = Draft(claim, ORDER_RULE)
    own = [group(draft, evidence, [name]) for name in claim.subjects]
    named = [name.strip() for name in claim.value.split(";")]
    rivals = [group(draft, evidence, [name]) for name in named if name not in claim.subjects]
    survey_context(draft, evidence, class_names(claim, evidence))
    if open_verdict := undecided(draft, evidence, [*own, *rivals]):
        return open_verdict
    pairs = [(first, second) for first in own for second in rivals]
    is_less = claim.comparator == "<"
    plan = evidence.config.analysis
    alpha = plan.alpha
    test_pair = partial(
        compare_pair,
        level=plan.level,
        n_permutations=plan.resamples.pair_permutations,
        permute_below=math.inf,
        seed=evidence.config.seed,
    )
    tests = [test_pair(first.logs, second.logs) for first, second in pairs]
    adjusted = holm([1.0 if test.p is None else test.p for test in tests])
    verdicts: list[Verdict] = []
    for (first, second), test, p in zip(pairs, tests, np.asarray(adjusted), strict=True):
        name = f"{first.name}_{second.name}"
        inputs = (*first.inputs, *second.inputs)
        assert test.estimate is not None
        label = f"P({first.name} < {second.name})"
        draft.number(f"below_{name}", label, test.estimate, "1", inputs, ORDER_RULE, shown=label)
        ratio = hodges_lehmann(first.logs, second.logs).estimate
        if ratio is not None:
            draft.factor(f"factor_{name}", 10**ratio, inputs)
        verdicts.append("compatible" if p >= alpha else "reproduced" if (test.estimate > 0.5) == is_less else "differs")
    return draft.conclude(joint(verdicts), ORDER_REASONS[joint(verdicts)])


ORDER_REASONS: Mapping[Verdict, str] = {
    "reproduced": "Every pair that the claim names differs in the claimed direction.",
    "differs": "A pair that the claim names differs in the other direction.",
    "compatible": "A pair that the claim names is not shown to differ.",
}


def _judge_rank(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """The rank of a class median (1 is the least) among classes, by resampling papers."""
    draft = Draft(claim, RANK_RULE)
    ranks, _, words = claim.value.partition(" of ")
    names = [name.strip() for name in words.split(";")]
    groups = [group(draft, evidence, [name]) for name in names]
    survey_context(draft, evidence, names)
    if open_verdict := undecided(draft, evidence, groups):
        return open_verdict
    values = [value for each in groups for value in each.logs]
    codes = [each.name for each in groups for _ in each.logs]
    n_resamples = evidence.config.analysis.resamples.bootstrap
    found = rank_probabilities(values, groups=codes, n_resamples=n_resamples, seed=evidence.config.seed)
    low, high = (int(end) for end in re.findall(r"\d+", ranks))
    row = found.probability[found.classes.index(claim.subjects[0])]
    share = float(sum(row[low - 1 : high]))
    inputs = [identifier for each in groups for identifier in each.inputs]
    label = "probability of the claimed ranks"
    draft.number("rank", label, share, "1", inputs, RANK_RULE, shown=label)
    alpha = evidence.config.analysis.alpha
    if share >= 1 - alpha:
        return draft.conclude("reproduced", "The class holds the claimed ranks in nearly all resamples.")
    if share >= alpha:
        return draft.conclude("compatible", "The class holds the claimed ranks in some resamples, others in others.")
    return draft.conclude("differs", "The class holds the claimed ranks in nearly no resample.")


def judge_share(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """The share of a class's papers below the median of each other class."""
    draft = Draft(claim, _SHARE_RULE)
    own = group(draft, evidence, claim.subjects)
    rivals = [group(draft, evidence, [name]) for name in evidence.classes.credited if name not in claim.subjects]
    survey_context(draft, evidence, class_names(claim, evidence))
    if open_verdict := undecided(draft, evidence, [own, *rivals]):
        return open_verdict
    limit = min(float(np.median(each.values)) for each in rivals)
    return _share(draft, claim, evidence, own, [value < limit for value in own.values])


def judge_ratio(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """The share of papers whose two metrics lie within one decade of each other."""
    draft = Draft(claim, _SHARE_RULE)
    first, second = claim.metric.split("/")
    own = group(draft, evidence, claim.subjects, first)
    other = {number.paper: number.value for number in evidence.paper_numbers(claim.subjects[0], NEURON, second)}
    both = [number for number in own.numbers if number.paper in other]
    few = replace(own, numbers=tuple(both)) if 2 * len(both) <= len(own.papers) else own
    if open_verdict := undecided(draft, evidence, [few], [first, second]):
        return open_verdict
    met = [0.1 <= number.value / other[number.paper] <= 10 for number in both]
    return _share(draft, claim, evidence, own, met)


def _share(draft: Draft, claim: Claim, evidence: ClaimEvidence, own: ClassGroup, met: Sequence[bool]) -> ClaimVerdict:
    """A counted share against the claimed least one; exact where every paper is known."""
    wanted = evidence.wanted(claim)[0].value
    share = sum(met) / len(met)
    draft.number("share", "share of papers", share, "1", own.inputs, _SHARE_RULE, shown="share")
    low = high = share
    if len(met) < len(own.papers):
        level = evidence.config.analysis.level
        interval = clopper_pearson(sum(met), len(met), level=level)
        low, high = interval.low or 0.0, interval.high if interval.high is not None else 1.0
        draft.bounds(low, high, "1", own.inputs, f"Clopper-Pearson, {percent(level)}")
    if low > wanted:
        return draft.conclude("reproduced", "More than the claimed share of papers meets it.")
    if high <= wanted:
        return draft.conclude("differs", "Not more than the claimed share of papers meets it.")
    return draft.conclude("compatible", "The claimed share is inside the interval of the counted one.")
