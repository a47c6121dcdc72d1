"""Claims that count papers or arrays, from the credit lists and from what the review says where."""

from __future__ import annotations

from memlit.claims.evidence import NEURON, Evidence
from memlit.claims.model import Claim, Statement
from memlit.claims.values import array_size
from memlit.claims.verdict import ClaimVerdict, Draft, Missing
from memlit.errors import ConfigError

COUNT_RULE = "count: papers in the credit lists of the review's figure"
SHARE_RULE = "count: the largest share that the review's own words leave"
ARRAY_RULE = "count: arrays that contradict a count of none"
PASSIVE = "passive"


def judge_count(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    """Counts of papers, of distinct papers, a share of papers, or of arrays."""
    if claim.metric == "papers":
        return _share(claim, evidence) if claim.statistic == "share" else _papers(claim, evidence)
    return _arrays(claim, evidence)


def _lists(claim: Claim, evidence: Evidence) -> dict[str, list[str]]:
    return {
        subject: [evidence.paper(number) for number in evidence.classes.fig11_credits.get(subject, ())]
        for subject in claim.subjects
    }


def _papers(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    """Papers a list, or distinct papers over all lists."""
    draft = Draft(claim, COUNT_RULE)
    lists = _lists(claim, evidence)
    distinct = {paper for papers in lists.values() for paper in papers}
    total = sum(map(len, lists.values()))
    if claim.statistic == "count of distinct":
        counts = {"distinct": float(len(distinct))}
    else:
        counts = {name: float(len(papers)) for name, papers in lists.items()}
    wanted = evidence.wanted(claim)
    if len(wanted) != len(counts):
        raise ConfigError(claim.id, f"{len(wanted)} numbers for {len(counts)} counts", "write one number a subject")
    are_equal = []
    for (name, count), number in zip(counts.items(), wanted, strict=True):
        draft.show(name, draft.count(name, f"papers, {name}", count).id)
        are_equal.append(count == number.value)
        if count != number.value:
            draft.factor(f"factor_{name}", count / number.value, ())
    twice = draft.count("credited_twice", "credits beyond the first of a paper", total - len(distinct))
    draft.show("credited twice", twice.id)
    again = " A paper that stands in two lists counts in both." if total > len(distinct) else ""
    if all(are_equal):
        return draft.conclude("reproduced", f"The credit lists hold the claimed number of papers.{again}")
    return draft.conclude("differs", f"The credit lists hold another number of papers.{again}")


def _share(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    """A share of a class in a list: papers that the review itself calls something else cannot belong to it."""
    draft = Draft(claim, SHARE_RULE)
    numbers = evidence.classes.fig11_credits.get(NEURON if claim.role == NEURON else claim.subject, ())
    named = {s.about for s in claim.statements if s.value != claim.subject}
    others = [number for number in numbers if str(number) in named]
    draft.show("named as other", draft.count("others", "papers the review names as other", len(others)).id)
    draft.show("of", draft.count("papers", "papers in the list", len(numbers)).id)
    wanted = evidence.wanted(claim)[0].value
    if not numbers:
        return draft.conclude("not_checkable", "No paper is listed.", Missing(words="the list of papers"))
    share = (len(numbers) - len(others)) / len(numbers)
    largest = draft.number("share", "largest share left", share, "1", (), "papers not named as other over all papers")
    draft.show("largest share", largest.id)
    own = [number for number in numbers if claim.subject in evidence.classes_of_paper(evidence.paper(number))]
    draft.show("stated", draft.count("stated", f"papers whose class is stated as {claim.subject}", len(own)).id)
    if share <= wanted:
        return draft.conclude(
            "inconsistent_in_source", "The review names so many papers of the list as other that no majority is left."
        )
    if len(own) / len(numbers) > wanted:
        return draft.conclude("reproduced", "Papers whose class is stated make the claimed share.")
    unstated = tuple(evidence.paper(n) for n in numbers if n not in others and n not in own)
    missing = Missing(words="the class of the listed papers", parameters=("device class",), papers=unstated)
    return draft.conclude("not_checkable", "The class of too many listed papers is not stated.", missing)


def _arrays(claim: Claim, evidence: Evidence) -> ClaimVerdict:
    """A count of none: the review's own table, and papers of its own list, may hold a counter-example."""
    draft = Draft(claim, ARRAY_RULE)
    credited = set(evidence.classes.fig11_credits.get(claim.subject, ()))
    passive = [s for s in claim.statements if s.value.startswith(PASSIVE) and s.about.isdecimal()]
    placed = {s.about for s in claim.statements if s.value == claim.subject} | {str(number) for number in credited}
    inside = [s for s in passive if s.about in placed and not _is_of_the_paper(s)]
    outside = [s for s in passive if s.about in placed and _is_of_the_paper(s)]
    readings = [
        reading
        for statement in outside
        for reading in evidence.sizes_of(evidence.paper(int(statement.about)))
        if array_size(reading.datum.printed.quantity_text, reading.value) is not None
    ]
    for reading in readings:
        draft.show(reading.datum.tier, reading.id)
    seen = {s.about for s in inside} | ({s.about for s in outside} if readings else set())
    found = draft.count("found", "papers with such an array", len(seen), [reading.id for reading in readings])
    draft.show("found", found.id)
    wanted = evidence.wanted(claim)[0].value
    if found.value is not None and found.value > wanted:
        if inside:
            return draft.conclude("inconsistent_in_source", "The review's own table lists such an array of this class.")
        return draft.conclude("differs", "A paper of the review's own list prints such an array.")
    missing = Missing(words="the arrays of the listed papers", parameters=("array_size",))
    return draft.conclude("not_checkable", "That there is none cannot be shown from a list of papers.", missing)


def _is_of_the_paper(statement: Statement) -> bool:
    """Whether a statement is the paper's own and not the review's."""
    return statement.place.startswith("abstract")
