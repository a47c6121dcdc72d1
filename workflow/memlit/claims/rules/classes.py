"""Claims about classes: a median, an order of medians, a share of papers.

A class is decidable with six papers known (a median with an interval) that are more than half of its papers (else
the median over all of them is not identified). Until then a claim about it is not checkable.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from memlit.analysis.medians import interval_of_median, median_ends
from memlit.claims.compare import Found, compare_as_printed, compare_with_claim, in_quadrature, joint
from memlit.claims.evidence import NEURON, ClaimEvidence
from memlit.claims.scope import ClassGroup, beside_errors, class_names, group, survey_context, undecided
from memlit.claims.verdict import ClaimVerdict, Draft, Missing
from memlit.config import Config
from memlit.config.claims import Claim, ValueSpan
from memlit.datum import Result, percent
from memlit.errors import certain
from memlit.field.verdicts import Verdict
from memlit.statistics.comparison.medians import log_median
from memlit.statistics.models.binomial import clopper_pearson

VALUE_RULE = "class value: median over papers with its interval"
ERROR_OF_MEDIAN = "the measured error of its readings"
ORDER_RULE = "class order: decisions on the pairs of classes in comparison_pairs.csv"
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
    ends = [paper.ends for paper in (*own.known, *own.bounded)]
    median = median_ends(ends)
    interval, achieved = interval_of_median(ends, config.analysis.level)
    rule = f"order statistics over papers, level {100 * achieved:.1f} %"
    return (median.low, median.high), (interval.low, interval.high), rule


def judge_order(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """Classes in a claimed order, or of a claimed rank, by the decisions on their pairs."""
    draft = Draft(claim, ORDER_RULE)
    ranks, _, named = claim.value.rpartition(" of ")
    names = [name.strip() for name in named.split(";")]
    if not ranks:
        names = [*claim.subjects, *(name for name in names if name not in claim.subjects)]
    groups = [group(draft, evidence, [name]) for name in names]
    survey_context(draft, evidence, names if ranks else class_names(claim, evidence))
    if open_verdict := undecided(draft, evidence, groups):
        return open_verdict
    pairs = [(first, second) for first in claim.subjects for second in names if second not in claim.subjects]
    signs = [_sign(draft, first, second, evidence) for first, second in pairs]
    if None in signs:
        return draft.conclude("not_checkable", "The classes are not compared in this.", Missing(words="a comparison"))
    if ranks:
        return _of_rank(draft, ranks, signs.count(1), signs.count(-1), len(names))
    claimed = -1 if claim.comparator == "<" else 1
    verdict = joint("compatible" if not sign else "reproduced" if sign == claimed else "differs" for sign in signs)
    return draft.conclude(verdict, ORDER_REASONS[verdict])


ORDER_REASONS: Mapping[Verdict, str] = {
    "reproduced": "Every pair that the claim names differs in the claimed direction.",
    "differs": "A pair that the claim names differs in the other direction.",
    "compatible": "A pair that the claim names is not shown to differ.",
}


def _sign(draft: Draft, first: str, second: str, evidence: ClaimEvidence) -> int | None:
    """1 where the first class is shown above the second, -1 below, 0 where neither is shown; None where no row is."""
    pair = evidence.pair(first, second, draft.claim.metric)
    if pair is None:
        return None
    ratio, probability = pair.number("ratio"), pair.number("p_less")
    if ratio is None or probability is None:
        return 0
    draft.show(f"P({pair.first} < {pair.second})", probability.id)
    times, is_turned = certain(ratio.value), pair.first != first
    draft.factor(f"factor_{first}_{second}", 1 / times if is_turned else times, (ratio.id,))
    if pair.decision != "differs":
        return 0
    return 1 if (certain(probability.value) < 1 / 2) != is_turned else -1


def _of_rank(draft: Draft, ranks: str, n_above: int, n_below: int, n: int) -> ClaimVerdict:
    """The claimed ranks of a class, 1 the least, against those that its pairs leave.

    n_above: classes that it is shown to be above, n_below: to be below, of n with itself.
    """
    first, *others = (int(end) for end in re.findall(r"\d+", ranks))
    last = others[0] if others else first
    least, largest = 1 + n_above, n - n_below
    if first <= least and largest <= last:
        return draft.conclude("reproduced", "The pairs leave the class no other than the claimed ranks.")
    if last < least or largest < first:
        return draft.conclude("differs", "The pairs leave the class none of the claimed ranks.")
    return draft.conclude("compatible", "The pairs leave the class the claimed ranks and others.")


def judge_share(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """The share of a class's papers below the median of each other class."""
    draft = Draft(claim, _SHARE_RULE)
    own = group(draft, evidence, claim.subjects)
    rivals = [group(draft, evidence, [name]) for name in evidence.classes.credited if name not in claim.subjects]
    survey_context(draft, evidence, class_names(claim, evidence))
    if open_verdict := undecided(draft, evidence, [own, *rivals]):
        return open_verdict
    limit = min(log_median(each.values) for each in rivals)
    return _share(draft, claim, evidence, own, [value < limit for value in own.values])


def judge_ratio(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """The share of papers whose two metrics lie within one decade of each other."""
    draft = Draft(claim, _SHARE_RULE)
    first, second = claim.metric.split("/")
    own = group(draft, evidence, claim.subjects, first)
    other = {
        paper.paper: paper.ends.low
        for paper in evidence.papers_with(claim.subjects[0], NEURON, second)
        if paper.ends.is_point
    }
    both = [paper for paper in own.known if paper.paper in other]
    few = replace(own, known=tuple(both)) if 2 * len(both) <= len(own.papers) else own
    if open_verdict := undecided(draft, evidence, [few], [first, second]):
        return open_verdict
    met = [0.1 <= paper.ends.low / other[paper.paper] <= 10 for paper in both]
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
