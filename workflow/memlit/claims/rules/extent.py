"""Claims about the reach of a class: an extreme that some device attains, a range that all known values keep to."""

import math
from collections.abc import Iterable, Sequence

from memlit.claims.compare import Found, compare_as_printed, compare_with_claim, factor, of_reading, of_result
from memlit.claims.evidence import ClaimEvidence, parameters_of, parts_of_metric
from memlit.claims.scope import ERROR, beside_errors, beside_uncounted, class_names, survey_context
from memlit.claims.verdict import ClaimVerdict, Draft, Missing
from memlit.config.claims import ALL, Claim, Wanted
from memlit.field.verdicts import Verdict
from memlit.presentation.text import listed

SECONDARY = "secondary"
DECADE = 10.0
EXTREME_RULE = "class extreme: the least or greatest known value of the class, both pulses"
RANGE_RULE = "range: every known value of the papers, both pulses"


def judge_extreme(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """A least (greatest) value: reproduced where a known one meets it, undecided while unknown papers may."""
    draft = Draft(claim, EXTREME_RULE)
    wanted = evidence.wanted(claim)[0]
    papers, found = _known(draft, claim, evidence)
    _outside_the_list(draft, claim, evidence, papers)
    survey_context(draft, evidence, class_names(claim, evidence))
    is_least = claim.statistic != "max"
    if not found:
        return _none_known(draft, claim, evidence, papers, "the class")
    extreme = min(found, key=lambda item: item.high) if is_least else max(found, key=lambda item: item.low)
    if claim.comparator in ("<", ">"):
        # one value that surely meets a limit is enough, wherever the others lie
        sure = (item for item in found if compare_with_claim(wanted, claim.comparator, item) == "reproduced")
        extreme = next(sure, extreme)
    draft.show("least known" if is_least else "greatest known", extreme.id)
    beside_errors(draft, extreme.errors)
    verdict, reason = _of_extreme(claim, wanted, extreme, bool(_unknown(found, papers)))
    if verdict in ("reproduced", "compatible"):
        meeting = [item for item in found if compare_as_printed(wanted, claim.comparator, item) == "reproduced"]
        reason += _hangs_on(claim, evidence, meeting)
    times = factor(wanted, extreme)
    if times is not None and verdict != "not_checkable":
        draft.factor("factor", times, (extreme.id,))
    return draft.conclude(verdict, reason, _missing(claim, papers, evidence) if verdict == "not_checkable" else None)


def _of_extreme(claim: Claim, wanted: Wanted, extreme: Found, some_unknown: bool) -> tuple[Verdict, str]:
    """An unknown paper may reach further than the known ones, so it can complete a claim but not save it."""
    low, high = wanted.span
    verdict, plainly = (
        judged(wanted, claim.comparator, extreme) for judged in (compare_with_claim, compare_as_printed)
    )
    is_complete = claim.comparator in ("<", ">") or not some_unknown
    if verdict == "reproduced" and is_complete:
        return "reproduced", "A known value of the class meets the claim."
    if plainly == "reproduced":
        within = f" by less than {ERROR}" if verdict != plainly else ""
        further = "" if is_complete else "; papers without one may reach further"
        return "compatible", f"A known value of the class meets the claim{within}{further}."
    least, greatest = extreme.reach
    if least > high if claim.statistic == "max" else greatest < low:
        return "differs", "A known value of the class goes beyond the claimed extreme."
    if not some_unknown and verdict == "differs":
        return "differs", "No value of the class meets the claim, and all its papers are known."
    if not some_unknown:
        return "compatible", f"The nearest value of the class misses the claim by less than {ERROR}."
    return "not_checkable", "No known value of the class meets the claim, and a paper without a value may."


def _hangs_on(claim: Claim, evidence: ClaimEvidence, meeting: Sequence[Found]) -> str:
    """What is weak in the one paper that meets a claim: its class, or that others print its value."""
    papers = {item.label for item in meeting}
    if len(papers) != 1:
        return ""
    (paper,) = papers
    entry = evidence.resolved.library.entries.get(paper)
    reference = entry.reviewref if entry else None
    others = [name for name in evidence.named_classes(reference) if name not in claim.subjects] if reference else []
    parts = [f"which the review also names as {listed(others)}"] if others else []
    metrics = {item.id for item in meeting}
    tiers = {row.tier for row in evidence.rows if metrics & {result.id for result in row.metrics.values()}}
    if tiers == {SECONDARY}:
        parts.append("whose value comes from a table by others")
    return f" The claim hangs on one paper, reference {reference}, {' and '.join(parts)}." if parts else ""


def judge_range(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """All values inside a range: one outside refutes it, all papers inside reproduce it."""
    draft = Draft(claim, RANGE_RULE)
    wanted = evidence.wanted(claim)[0]
    papers, found = _known(draft, claim, evidence)
    if not found:
        return _none_known(draft, claim, evidence, papers, "these papers")
    points = [item for item in found if item.is_point] or found
    least = min(points, key=lambda item: item.low)
    greatest = max(points, key=lambda item: item.high)
    for label, item in (("least known", least), ("greatest known", greatest)):
        draft.show(label, item.id)
        beside_errors(draft, item.errors)
    outside = [item for item in found if compare_with_claim(wanted, claim.comparator, item) == "differs"]
    if outside:
        for place, item in enumerate(outside, start=1):
            times = _beyond(wanted, item)
            draft.factor("factor" if len(outside) == 1 else f"factor_{place}", times, (item.id,))
        return draft.conclude("differs", "A known value is outside the claimed range.")
    low, high = wanted.span
    if any(item.low < low or item.high > high for item in found if not item.is_point):
        return draft.conclude("compatible", "A value is only bounded, and its bounds reach beyond the claimed range.")
    open_ones = "; not every paper is known" if _unknown(found, papers) else ""
    if within_error := _within_error(wanted, claim.comparator, found):
        return draft.conclude("compatible", f"{within_error}{open_ones}.")
    if open_ones:
        far = " and more than a decade below its upper end" if greatest.high < high / DECADE else ""
        return draft.conclude("compatible", f"Every known value lies inside the range{far}{open_ones}.")
    return draft.conclude("reproduced", "The values of all papers lie inside the claimed range.")


def _within_error(wanted: Wanted, comparator: str, found: Sequence[Found]) -> str:
    """Where the error of a reading decides: a value beyond an end, or one inside, by less than it; else nothing."""
    if any(compare_as_printed(wanted, comparator, item) == "differs" for item in found):
        return f"A known value lies outside the range by less than {ERROR}"
    if any(compare_with_claim(wanted, comparator, item) != "reproduced" for item in found):
        return f"Every known value lies inside the range, the nearest to an end by less than {ERROR}"
    return ""


def _beyond(wanted: Wanted, found: Found) -> float:
    """How far a value lies beyond the nearer end of a range, as a factor."""
    low, high = wanted.span
    return found.low / high if found.low > high else found.high / low


def _known(draft: Draft, claim: Claim, evidence: ClaimEvidence) -> tuple[dict[str, str | None], list[Found]]:
    """Papers of the claim with the class they stand under, and what is known of them, a point or an upper bound."""
    papers: dict[str, str | None] = {}
    for subject in claim.subjects:
        name = None if subject == ALL or subject.isdecimal() else subject
        papers.update(dict.fromkeys(evidence.papers_of(subject, claim.role), name))
    found = [item for item in _values(claim, evidence, papers) if math.isfinite(item.high)]
    points = [item for item in found if item.is_point]
    known, inputs = {item.label for item in points}, [item.id for item in points]
    draft.count("known", f"papers with {claim.metric} known", len(known), inputs, shown="known")
    draft.count("papers", "papers the claim is about", len(papers), shown="of")
    return papers, found


def _values(claim: Claim, evidence: ClaimEvidence, papers: dict[str, str | None]) -> list[Found]:
    """What is known of the papers, each under its key."""
    found: list[Found] = []
    for paper, name in papers.items():
        if claim.metric in evidence.config.metrics:
            found += [
                of_result(row.metrics[claim.metric], paper, evidence.errors_of_row(row, claim.metric))
                for row in evidence.rows_of([paper], claim.role, claim.metric, name)
            ]
        else:
            readings = evidence.readings_of(paper, parameters_of(claim.metric))
            found += [of_reading(reading, paper, evidence.errors_of_reading(reading)) for reading in readings]
    return found


def _unknown(found: Iterable[Found], papers: Iterable[str]) -> set[str]:
    """Papers without a point."""
    return set(papers) - {item.label for item in found if item.is_point}


def _outside_the_list(draft: Draft, claim: Claim, evidence: ClaimEvidence, papers: Iterable[str]) -> None:
    """Devices of the class that the review discusses without crediting them: context only."""
    listed = set(papers)
    library = evidence.resolved.library.entries
    for name in class_names(claim, evidence):
        others = [key for key, e in library.items() if e.reviewref is not None and key not in listed]
        rows = evidence.rows_of(others, claim.role, claim.metric, name)
        draft.beside("not credited", [row.metrics[claim.metric].id for row in rows])


def _none_known(
    draft: Draft, claim: Claim, evidence: ClaimEvidence, papers: dict[str, str | None], whose: str
) -> ClaimVerdict:
    """The verdict where no value counts, with those beside that are known and do not."""
    rows = [
        row for paper, name in papers.items() for row in evidence.uncounted([paper], claim.role, claim.metric, name)
    ]
    uncounted = beside_uncounted(draft, rows, claim.metric)
    known = f"What is known of {whose} is not counted: {uncounted}." if uncounted else f"No value of {whose} is known."
    return draft.conclude("not_checkable", known, _missing(claim, papers, evidence))


def _missing(claim: Claim, papers: dict[str, str | None], evidence: ClaimEvidence) -> Missing:
    return Missing(
        words="evidence for the listed papers",
        parameters=parts_of_metric(claim.metric, evidence.config),
        papers=tuple(papers),
    )
