"""Claims about the reach of a class: an extreme that some device attains, a range that all known values keep to."""

import math
from collections.abc import Iterable, Sequence

from memlit.claims.compare import Found, compare, factor, of_reading, of_result
from memlit.claims.evidence import Evidence, parameters_of, parts_of
from memlit.claims.model import ALL, Claim, Wanted
from memlit.claims.scope import class_names, survey_context
from memlit.claims.verdict import ClaimVerdict, Draft, Missing, Verdict, in_words

SECONDARY = "secondary"
DECADE = 10.0
EXTREME_RULE = "class extreme: the least or greatest known value of the class, both pulses"
RANGE_RULE = "range: every known value of the papers, both pulses"


def judge_extreme(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    """A least (greatest) value: reproduced where a known one meets it, undecided while unknown papers may."""
    draft = Draft(claim, EXTREME_RULE)
    wanted = evidence.wanted(claim)[0]
    papers, found = _known(draft, claim, evidence)
    _outside_the_list(draft, claim, evidence, papers)
    survey_context(draft, evidence, class_names(claim, evidence))
    is_least = claim.statistic != "max"
    if not found:
        return draft.conclude("not_checkable", "No value of the class is known.", _missing(claim, papers, evidence))
    extreme = min(found, key=lambda item: item.high) if is_least else max(found, key=lambda item: item.low)
    draft.show("least known" if is_least else "greatest known", extreme.id)
    verdict, reason = _of_extreme(claim, wanted, extreme, bool(_unknown(found, papers)))
    if verdict in ("reproduced", "compatible"):
        meeting = [item for item in found if compare(wanted, claim.comparator, item) == "reproduced"]
        reason += _hangs_on(claim, evidence, meeting)
    times = factor(wanted, extreme)
    if times is not None and verdict != "not_checkable":
        draft.factor("factor", times, (extreme.id,))
    return draft.conclude(verdict, reason, _missing(claim, papers, evidence) if verdict == "not_checkable" else None)


def _of_extreme(claim: Claim, wanted: Wanted, extreme: Found, some_unknown: bool) -> tuple[Verdict, str]:
    """An unknown paper may reach further than the known ones, so it can complete a claim but not save it."""
    low, high = wanted.span
    if compare(wanted, claim.comparator, extreme) == "reproduced":
        if claim.comparator in ("<", ">") or not some_unknown:
            return "reproduced", "A known value of the class meets the claim."
        return "compatible", "A known value meets the claim; papers without one may reach further."
    if extreme.low > high if claim.statistic == "max" else extreme.high < low:
        return "differs", "A known value of the class goes beyond the claimed extreme."
    if not some_unknown:
        return "differs", "No value of the class meets the claim, and all its papers are known."
    return "not_checkable", "No known value of the class meets the claim, and a paper without a value may."


def _hangs_on(claim: Claim, evidence: Evidence, meeting: Sequence[Found]) -> str:
    """What is weak in the one paper that meets a claim: its class, or that others print its value."""
    papers = {item.label for item in meeting}
    if len(papers) != 1:
        return ""
    (paper,) = papers
    entry = evidence.resolved.library.entries.get(paper)
    reference = entry.reviewref if entry else None
    others = [name for name in evidence.named_classes(reference) if name not in claim.subjects] if reference else []
    parts = [f"which the review also names as {in_words(others)}"] if others else []
    metrics = {item.id for item in meeting}
    tiers = {row.tier for row in evidence.rows if metrics & {result.id for result in row.metrics.values()}}
    if tiers == {SECONDARY}:
        parts.append("whose value comes from a table by others")
    return f" The claim hangs on one paper, reference {reference}, {' and '.join(parts)}." if parts else ""


def judge_range(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    """All values inside a range: one outside refutes it, all papers inside reproduce it."""
    draft = Draft(claim, RANGE_RULE)
    wanted = evidence.wanted(claim)[0]
    papers, found = _known(draft, claim, evidence)
    if not found:
        return draft.conclude("not_checkable", "No value of these papers is known.", _missing(claim, papers, evidence))
    low, high = wanted.span
    outside = [item for item in found if item.low > high or item.high < low]
    points = [item for item in found if item.is_point] or found
    ends = [min(points, key=lambda item: item.low), max(points, key=lambda item: item.high)]
    for label, item in zip(("least known", "greatest known"), ends, strict=True):
        draft.show(label, item.id)
    if outside:
        for place, item in enumerate(outside, start=1):
            times = _beyond(wanted, item)
            draft.factor("factor" if len(outside) == 1 else f"factor_{place}", times, (item.id,))
        return draft.conclude("differs", "A known value is outside the claimed range.")
    if any(item.low < low or item.high > high for item in found):
        return draft.conclude("compatible", "A value is only bounded, and its bounds reach beyond the claimed range.")
    if _unknown(found, papers):
        far = " and more than a decade below its upper end" if ends[1].high < high / DECADE else ""
        reason = f"Every known value lies inside the range{far}; not every paper is known."
        return draft.conclude("compatible", reason)
    return draft.conclude("reproduced", "The values of all papers lie inside the claimed range.")


def _beyond(wanted: Wanted, found: Found) -> float:
    """How far a value lies beyond the nearer end of a range, as a factor."""
    low, high = wanted.span
    return found.low / high if found.low > high else found.high / low


def _known(draft: Draft, claim: Claim, evidence: Evidence) -> tuple[dict[str, str | None], list[Found]]:
    """Papers of the claim with the class they stand under, and what is known of them, a point or an upper bound."""
    papers: dict[str, str | None] = {}
    for subject in claim.subjects:
        name = None if subject == ALL or subject.isdecimal() else subject
        papers.update(dict.fromkeys(evidence.papers_of(subject, claim.role), name))
    found = [item for item in _values(claim, evidence, papers) if math.isfinite(item.high)]
    known = {paper for paper in papers if _values(claim, evidence, {paper: papers[paper]}, points=True)}
    inputs = [item.id for item in found if item.is_point]
    draft.count("known", f"papers with {claim.metric} known", len(known), inputs, shown="known")
    draft.count("papers", "papers the claim is about", len(papers), shown="of")
    return papers, found


def _values(claim: Claim, evidence: Evidence, papers: dict[str, str | None], points: bool = False) -> list[Found]:
    found: list[Found] = []
    for paper, name in papers.items():
        if claim.metric in evidence.config.metrics:
            results = evidence.metrics_of([paper], claim.role, claim.metric, name)
            found += [of_result(result, paper) for result in results]
        else:
            readings = evidence.readings_of(paper, parameters_of(claim.metric))
            found += [of_reading(reading, paper) for reading in readings]
    return [item for item in found if item.is_point] if points else found


def _unknown(found: Iterable[Found], papers: Iterable[str]) -> set[str]:
    """Papers without a point."""
    return set(papers) - {item.label for item in found if item.is_point}


def _outside_the_list(draft: Draft, claim: Claim, evidence: Evidence, papers: Iterable[str]) -> None:
    """Devices of the class that the review discusses without crediting them: context only."""
    listed = set(papers)
    library = evidence.resolved.library.entries
    for name in class_names(claim, evidence):
        others = [key for key, e in library.items() if e.reviewref is not None and key not in listed]
        results = evidence.metrics_of(others, claim.role, claim.metric, name)
        draft.beside("not credited", [result.id for result in results])


def _missing(claim: Claim, papers: dict[str, str | None], evidence: Evidence) -> Missing:
    return Missing(
        words="evidence for the listed papers", parameters=parts_of(claim.metric, evidence.config), papers=tuple(papers)
    )
