"""Claims that the review's own numbers and lists can be held against: computed, or compared place by place."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable

from memlit.benchmark.metrics import formula_of
from memlit.claims.evidence import ClaimEvidence
from memlit.claims.rules.devices import LOWER_TIERS, judge_size
from memlit.claims.verdict import ClaimVerdict, Draft, Missing
from memlit.config.claims import Claim, Statement, si_factor
from memlit.datum import Reading
from memlit.errors import ConfigError
from memlit.presentation.text import listed

ARITHMETIC_RULE = "internal: computed from the numbers that the review prints"
PLACES_RULE = "internal: what the review says at one place against another"
SOURCE_RULE = "source: what the review says of a paper against what the paper prints"
OUTSIDE = "knowledge from outside the review, which no reading of this run holds"
_Said = dict[str, dict[str, list[str]]]
"""Places by what they say, by what it is said of."""
_CELLS = "cells"
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-zµ%]*)")


def judge_internal(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """The claim against the review itself, by the quantity that it names."""
    if claim.metric == "array_size":
        return judge_size(claim, evidence)
    if claim.metric in ("bits", "time", _CELLS) or claim.metric.startswith("action_energy/"):
        return _arithmetic(claim, evidence)
    return _places(claim, evidence)


def _arithmetic(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    draft = Draft(claim, ARITHMETIC_RULE)
    wanted = evidence.wanted(claim)[0]
    value, unit, rule = _computed(claim, evidence)
    result = draft.number("computed", f"{claim.metric} computed", value, unit, (), rule, shown="computed")
    if wanted.value:
        draft.factor("factor", value / wanted.value, (result.id,))
    if wanted.span[0] <= value <= wanted.span[1]:
        return draft.conclude(
            "consistent_in_source", "The computed value is the printed one; no other source is asked."
        )
    return draft.conclude("inconsistent_in_source", "The computed value is not the printed one.")


def _computed(claim: Claim, evidence: ClaimEvidence) -> tuple[float, str, str]:
    """Value in SI, unit and rule: bits of states, cells of a layout, a product of count and time, the limit of E_a."""
    numbers = [(float(number), unit) for number, unit in _NUMBER.findall(claim.subject)]
    if claim.metric == "bits" and numbers:
        return math.log2(numbers[0][0]), "bit", "log2 of the number of states"
    if claim.metric == _CELLS and numbers:
        return math.prod(number for number, _ in numbers), "1", "rows times columns"
    if claim.metric == "time" and len(numbers) == 2:
        (count, _), (time, unit) = numbers
        return count * time * float(si_factor(unit, claim.id)), "s", "number of spikes times their duration"
    if claim.metric.startswith("action_energy/"):
        # A unit pulse into a unit on state, where V^2 G_on tau is 1 J: the ratio is the energy itself, at G_off -> 0.
        energy = formula_of(evidence.config.metrics["action_energy"])
        unit_pulse = {"V": 1.0, "tau": 1.0, "G_on": 1.0, "G_off": 0.0}
        return energy.value(unit_pulse, "arithmetic"), "1", "eq. (1) over V^2 G_on tau where G_off vanishes"
    raise ConfigError(claim.id, f"nothing is computed for {claim.metric!r}", "write numbers into subject")


def _places(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """What the review says of one thing at two places; the credit lists are a place where classes are meant."""
    draft = Draft(claim, PLACES_RULE)
    said = _said(statement for statement in claim.statements if not statement.outside)
    if claim.metric == "device_class":
        for about in [about for about in said if about.isdecimal()]:
            for name in evidence.credited_classes(int(about)):
                said[about][name].append("Fig. 11")
    if not said:
        return draft.conclude("not_checkable", "No place is recorded.", Missing(words="what the review says where"))
    conflicts = _conflicts(said)
    known = _conflicts(_said(claim.statements))
    if known and not conflicts:
        if readings := _held(claim, evidence):
            return _against_source(claim, evidence, readings, known)
        reason = f"{_in_conflict(known)} The review prints one of the two alone, so it does not contradict itself."
        return draft.conclude("not_checkable", reason, Missing(words=OUTSIDE))
    if sum(len(places) for values in said.values() for places in values.values()) == 1:
        reason = "The review says it at one place and cites no source."
        return draft.conclude("not_checkable", reason, Missing(words=OUTSIDE))
    draft.count("contradicted", "things said in two ways", len(conflicts), shown="contradicted")
    draft.count("compared", "things compared", len(said), shown="of")
    if not conflicts:
        return draft.conclude("consistent_in_source", "The places agree; no other source is asked.")
    return draft.conclude("inconsistent_in_source", _in_conflict(conflicts))


def _held(claim: Claim, evidence: ClaimEvidence) -> list[Reading]:
    """Readings of the papers that say what the review does not print, by the parameters of the statements."""
    parameters = [statement.parameter for statement in claim.statements if statement.parameter]
    return [one for number in claim.references for one in evidence.words_of(evidence.paper(number), parameters)]


def _against_source(claim: Claim, evidence: ClaimEvidence, readings: Iterable[Reading], known: _Said) -> ClaimVerdict:
    """The verdict where a paper prints what contradicts the review's word on it; pooled readings stand beside."""
    draft = Draft(claim, SOURCE_RULE)
    is_evidence = {reading.id: reading.datum.tier in evidence.config.evidence.tiers for reading in readings}
    for identifier in (each for each, deciding in is_evidence.items() if deciding):
        draft.show("printed", identifier)
    draft.beside("others print", (each for each, deciding in is_evidence.items() if not deciding))
    if not draft.evidence:
        return draft.conclude(
            "not_checkable", f"{_in_conflict(known)} {LOWER_TIERS}", Missing(words="the paper itself")
        )
    return draft.conclude("differs", _in_conflict(known))


def _said(statements: Iterable[Statement]) -> _Said:
    said: _Said = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        said[statement.about][statement.value].append(statement.place)
    return said


def _conflicts(said: _Said) -> _Said:
    return {about: values for about, values in said.items() if len(values) > 1}


def _in_conflict(conflicts: _Said) -> str:
    """The first of the things said in two ways, with both and their places."""
    about, values = next(iter(sorted(conflicts.items())))
    words = listed([f"{value} ({'; '.join(dict.fromkeys(places))})" for value, places in values.items()])
    name = f"Reference {about}" if about.isdecimal() else about[0].upper() + about[1:]
    return f"{name}: {words}{', and others' if len(conflicts) > 1 else ''}."
