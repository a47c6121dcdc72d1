"""Claims that count: the share of a class among listed papers, or arrays of a kind, from what the review says where."""

from collections.abc import Sequence

from memlit.claims.evidence import NEURON, ClaimEvidence
from memlit.claims.verdict import ClaimVerdict, Draft, Missing
from memlit.config.claims import Claim
from memlit.datum import Reading
from memlit.errors import ConfigError
from memlit.presentation.text import listed
from memlit.quantities.array_size import array_size

_SHARE_RULE = "count: the largest share that the review's own words leave"
ARRAY_RULE = "count: arrays that contradict a count of none"
TOGETHER_RULE = "count: papers of the class that print all of these parameters"
_PASSIVE = "passive"
TOGETHER = "papers with "
"""Begins what a claim counts: papers that print every parameter named after it."""


def judge_count(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """A share of papers, or a number of arrays."""
    if claim.metric == "papers" and claim.statistic != "share":
        remedy = "claim a share of its papers, or leave the count out"
        raise ConfigError(claim.id, "compares the review's lists with themselves", remedy)
    if claim.metric.startswith(TOGETHER):
        return _together(claim, evidence)
    return _share(claim, evidence) if claim.metric == "papers" else _arrays(claim, evidence)


def _together(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """Papers that print several parameters together: one of them refutes a count of none."""
    draft = Draft(claim, TOGETHER_RULE)
    parameters = tuple(claim.metric.removeprefix(TOGETHER).split("; "))
    papers = evidence.papers_of(claim.subject, claim.role)
    full = {paper: found for paper in papers if (found := _all_of(paper, parameters, evidence))}
    for found in full.values():
        for reading in found:
            draft.show(reading.parameter, reading.id)
    inputs = [reading.id for own in full.values() for reading in own]
    draft.count("found", "papers that print all of them", len(full), inputs, shown="found")
    draft.count("papers", "papers of the class", len(papers), shown="of")
    wanted = evidence.wanted(claim)[0].value
    if len(full) > wanted:
        return draft.conclude("differs", "A paper of the class prints all of them together.")
    missing = Missing(words="all of these of one device", parameters=parameters, papers=tuple(papers))
    return draft.conclude("not_checkable", "No paper that was read prints all of them; the others may.", missing)


def _all_of(paper: str, parameters: Sequence[str], evidence: ClaimEvidence) -> list[Reading]:
    """The first reading of each parameter of a paper, none where one is without."""
    found = [next(iter(evidence.readings_of(paper, (parameter,))), None) for parameter in parameters]
    return [] if None in found else [reading for reading in found if reading is not None]


def _share(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """A share of a class in a list: papers that the review itself calls something else cannot belong to it."""
    draft = Draft(claim, _SHARE_RULE)
    numbers = evidence.classes.fig11_credits.get(NEURON if claim.role == NEURON else claim.subject, ())
    named = {s.about for s in claim.statements if s.value != claim.subject and not s.outside}
    others = [number for number in numbers if str(number) in named]
    draft.count("others", "papers the review names as other", len(others), shown="named as other")
    draft.count("papers", "papers in the list", len(numbers), shown="of")
    _other_by_knowledge(draft, numbers, named)
    wanted = evidence.wanted(claim)[0].value
    if not numbers:
        return draft.conclude("not_checkable", "No paper is listed.", Missing(words="the list of papers"))
    share = (len(numbers) - len(others)) / len(numbers)
    rule = "papers not named as other over all papers"
    draft.number("share", "largest share left", share, "1", (), rule, shown="largest share")
    own = [number for number in numbers if claim.subject in evidence.classes_of_paper(evidence.paper(number))]
    draft.count("stated", f"papers whose class is stated as {claim.subject}", len(own), shown="stated")
    if share <= wanted:
        return draft.conclude(
            "inconsistent_in_source", "The review names so many papers of the list as other that no majority is left."
        )
    if len(own) / len(numbers) > wanted:
        return draft.conclude("reproduced", "Papers whose class is stated make the claimed share.")
    unstated = tuple(evidence.paper(n) for n in numbers if n not in others and n not in own)
    missing = Missing(words="the class of the listed papers", parameters=("device class",), papers=unstated)
    return draft.conclude("not_checkable", "The class of too many listed papers is not stated.", missing)


def _other_by_knowledge(draft: Draft, numbers: Sequence[int], named: set[str]) -> None:
    """Beside the count, how many it is with the papers that only knowledge from outside the review makes other."""
    known = {s.about for s in draft.claim.statements if s.outside and s.value != draft.claim.subject} - named
    if not known:
        return
    references = listed([f"reference {about}" for about in sorted(known)])
    label = f"with {references}, by what the review does not print,"
    number = draft.count("others_known", label, sum(str(number) in named | known for number in numbers))
    draft.beside(label, [number.id])


def _arrays(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """A count of none: the review's own table, and papers of its own list, may hold a counter-example."""
    draft = Draft(claim, ARRAY_RULE)
    listed_by_review, listed_outside = _passive_arrays(claim, evidence)
    sizes = [reading for about in listed_outside for reading in _array_sizes(about, evidence)]
    for reading in sizes:
        draft.show(reading.datum.tier, reading.id)
    papers = {*listed_by_review, *(listed_outside if sizes else ())}
    draft.count("found", "papers with such an array", len(papers), [reading.id for reading in sizes], shown="found")
    if len(papers) > evidence.wanted(claim)[0].value:
        if listed_by_review:
            return draft.conclude("inconsistent_in_source", "The review's own table lists such an array of this class.")
        return draft.conclude("differs", "A paper of the review's own list prints such an array.")
    missing = Missing(words="the arrays of the listed papers", parameters=("array_size",))
    return draft.conclude("not_checkable", "That there is none cannot be shown from a list of papers.", missing)


def _passive_arrays(claim: Claim, evidence: ClaimEvidence) -> tuple[list[str], list[str]]:
    """References of the class with a passive array: by the review's own words, and by what it does not print."""
    credited = {str(number) for number in evidence.classes.fig11_credits.get(claim.subject, ())}
    of_class = credited | {statement.about for statement in claim.statements if statement.value == claim.subject}
    passive = [statement for statement in claim.statements if statement.value.startswith(_PASSIVE)]
    placed = [each for each in passive if each.about in of_class and each.about.isdecimal()]
    return [each.about for each in placed if not each.outside], [each.about for each in placed if each.outside]


def _array_sizes(reference: str, evidence: ClaimEvidence) -> list[Reading]:
    """Readings of a reference that print the size of an array."""
    sizes = evidence.sizes_of(evidence.paper(int(reference)))
    return [size for size in sizes if array_size(size.datum.printed.quantity_text, size.value) is not None]
