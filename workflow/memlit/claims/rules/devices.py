"""Claims about one device: its tuple under both pulses, or readings of what the claim names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from memlit.claims.compare import (
    Found,
    best,
    compare_as_printed,
    compare_with_claim,
    factor,
    joint,
    of_reading,
    of_result,
)
from memlit.claims.evidence import OWN_ENERGY, ClaimEvidence, parameters_of, parts_of_metric
from memlit.claims.scope import ERROR, beside_errors, beside_uncounted
from memlit.claims.verdict import ClaimVerdict, Draft, Missing
from memlit.config.claims import CLAIMS_FILE, SIZES, Claim, Wanted
from memlit.datum import Reading
from memlit.errors import ConfigError
from memlit.field.verdicts import Verdict
from memlit.presentation.text import listed
from memlit.quantities.array_size import ArraySize, array_size

TUPLE_RULE = "device value: the device's tuple, both pulses"
READING_RULE = "device value: readings of the paper"
SIZE_RULE = "device value: layout and number of cells of the array"
REPORTED = "energy as reported"
WHOSE_TUPLE = {
    "primary": "the paper's own pulse",
    "redigitised": "a pulse that others read from the paper's figures",
}
"""Whose a tuple is, by the least trusted tier of its readings."""
LOWER_TIERS = "Only readings that are no evidence (pooled, of a sibling, notes) are known."
OTHERS_TUPLE = "another table's pulse for the device"
_ENERGY = "J"


def judge_device(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """The verdict on a value that the review prints for one paper."""
    if claim.metric in SIZES:
        return judge_size(claim, evidence)
    paper = evidence.paper(claim.references[0])
    draft = Draft(claim, TUPLE_RULE if claim.metric in evidence.config.metrics else READING_RULE)
    if claim.lacks:
        draft.beside("of the paper", [r.id for r in evidence.readings_of(paper, parameters_for(claim))])
        return draft.conclude("not_checkable", _lacking(claim), Missing(words=claim.lacks, papers=(paper,)))
    wanted = evidence.wanted(claim)
    lists = _found(claim, paper, evidence, len(wanted))
    _show(draft, lists)
    _factors(draft, wanted, lists)
    _context(draft, claim, paper, evidence)
    verdict, plainly = (
        joint(
            best(judged(number, claim.comparator, found) for found in candidates)
            for number, candidates in zip(wanted, lists, strict=True)
        )
        for judged in (compare_with_claim, compare_as_printed)
    )
    reason = _reason((verdict, plainly), claim, draft, evidence, lists)
    return draft.conclude(verdict, reason, _missing(verdict, claim, paper, evidence))


def parameters_for(claim: Claim) -> tuple[str, ...]:
    """Parameters whose readings say what the claim says; states in bit are bits."""
    if claim.metric == "n_states" and claim.unit == "bit":
        return ("n_bits",)
    return parameters_of(claim.metric)


def _found(claim: Claim, paper: str, evidence: ClaimEvidence, n_wanted: int) -> list[list[Found]]:
    """For each number of the claim what the evidence gives."""
    if claim.metric in evidence.config.metrics:
        metrics = [
            of_result(row.metrics[claim.metric], row.pulse, evidence.errors_of_row(row, claim.metric))
            for row in evidence.rows_of([paper], claim.role, claim.metric)
        ]
        return [metrics] * n_wanted
    parameters = parameters_for(claim)
    if len(parameters) == n_wanted:
        return [_most_trusted(paper, (each,), claim, evidence) for each in parameters]
    return [_most_trusted(paper, parameters, claim, evidence)] * n_wanted


def _most_trusted(paper: str, parameters: Sequence[str], claim: Claim, evidence: ClaimEvidence) -> list[Found]:
    """Readings of the first tier that has any; of a range its best end where the claim names the best case."""
    readings = evidence.readings_of(paper, parameters, claim.condition)
    known = {reading.datum.condition or "" for reading in evidence.readings_of(paper, parameters)}
    if known and not readings:
        problem = f"is about the condition {claim.condition!r}, under which {paper} has no {listed(parameters)}"
        raise ConfigError(f"{CLAIMS_FILE}: claim {claim.id}", problem, f"write one of {listed(sorted(known))}")
    found = [
        of_reading(reading, errors=evidence.errors_of_reading(reading))
        for reading in readings
        if reading.datum.tier == readings[0].datum.tier
    ]
    return [replace(item, low=item.high) for item in found] if claim.best_case else found


def _show(draft: Draft, lists: Sequence[Sequence[Found]]) -> None:
    """Name all that is compared, each once, and the errors that it has."""
    found = {item.id: item for candidates in lists for item in candidates}
    for item in found.values():
        draft.show(item.label, item.id)
    for item in found.values():
        beside_errors(draft, item.errors)


def _factors(draft: Draft, wanted: Sequence[Wanted], lists: Sequence[Sequence[Found]]) -> None:
    """Evidence over claim for every comparison that has one, named after the pulse where that is clear."""
    several = len(wanted) > 1 and lists[0] is lists[-1]
    pairs = [] if several else [(w, f) for w, candidates in zip(wanted, lists, strict=True) for f in candidates]
    known = [(found, value) for number, found in pairs if (value := factor(number, found)) is not None]
    labels = Counter(found.label for found, _ in known)
    for place, (found, value) in enumerate(known, start=1):
        name = "factor" if len(known) == 1 else f"factor_{found.label if labels[found.label] == 1 else place}"
        draft.factor(name, value, (found.id,))


def _context(draft: Draft, claim: Claim, paper: str, evidence: ClaimEvidence) -> None:
    draft.beside("other tiers", [r.id for r in evidence.beside(paper, parameters_for(claim))])
    if (metric := evidence.config.metrics.get(claim.metric)) and metric.unit == _ENERGY:
        own = [*evidence.readings_of(paper, (OWN_ENERGY,)), *evidence.beside(paper, (OWN_ENERGY,))]
        for reading in own:
            draft.beside(f"{REPORTED}, {reading.datum.tier}", [reading.id])


def _lacking(claim: Claim) -> str:
    return f"The review does not say {claim.lacks}, so its number and the paper's may be of different quantities."


def _whose(claim: Claim, evidence: ClaimEvidence) -> str:
    """Whose numbers are compared: the paper's own, or those that others print of it."""
    if claim.metric not in evidence.config.metrics:
        return "the paper"
    rows = evidence.rows_of([evidence.paper(claim.references[0])], claim.role, claim.metric)
    tiers = {row.tier for row in rows}
    return WHOSE_TUPLE.get(tiers.pop(), OTHERS_TUPLE) if len(tiers) == 1 else OTHERS_TUPLE


def _reason(
    verdicts: tuple[Verdict, Verdict],
    claim: Claim,
    draft: Draft,
    evidence: ClaimEvidence,
    lists: Sequence[Sequence[Found]],
) -> str:
    """Why; verdicts: with the measured error of what is compared, and as if there were none."""
    verdict, plainly = verdicts
    own = _whose(claim, evidence)
    if verdict == "reproduced" and claim.best_case:
        return "The best case of the range that the paper prints is the claimed value."
    if verdict == "reproduced":
        return f"What {own} gives meets the claim."
    if verdict == "compatible" and plainly != verdict:
        how = "meets the claim" if plainly == "reproduced" else "differs from the claim"
        return f"What {own} gives {how} by less than {ERROR}."
    if verdict == "compatible":
        return f"What {own} gives leaves room for the claimed value and does not fix it."
    if verdict == "differs":
        several = claim.metric in evidence.config.metrics and len(draft.evidence) > 1
        pulses = " under any pulse" if several else ""
        beyond = f", by more than {ERROR}" if any(found.errors for found in lists[0]) else ""
        return f"What {own} gives does not meet the claim{pulses}{beyond}."
    return _why_open(claim, draft, evidence)


def _why_open(claim: Claim, draft: Draft, evidence: ClaimEvidence) -> str:
    """Why nothing could be compared."""
    if claim.metric in evidence.config.metrics:
        rows = evidence.uncounted([evidence.paper(claim.references[0])], claim.role, claim.metric)
        if why := beside_uncounted(draft, rows, claim.metric):
            return f"What is known of the paper is not counted: {why}."
    reported = {f"{REPORTED}, {tier}" for tier in evidence.config.evidence.tiers}
    if any(shown.label in reported for shown in draft.context):
        return "Only an energy as reported is known, which is another quantity than the benchmark's."
    return LOWER_TIERS if draft.context else "No reading of the paper gives it."


def _missing(verdict: Verdict, claim: Claim, paper: str, evidence: ClaimEvidence) -> Missing:
    if verdict != "not_checkable":
        return Missing()
    is_metric = claim.metric in evidence.config.metrics
    parameters = parts_of_metric(claim.metric, evidence.config) if is_metric else parameters_for(claim)
    words = "a reading of these parameters in the paper or in a table that names its device"
    return Missing(words=words, parameters=parameters, papers=(paper,))


def judge_size(claim: Claim, evidence: ClaimEvidence) -> ClaimVerdict:
    """Array sizes: the layout decides; a number of cells alone can agree with a layout, or contradict it."""
    paper = evidence.paper(claim.references[0])
    draft = Draft(claim, SIZE_RULE)
    claimed = array_size(f"{claim.value} {claim.unit}")
    readings = [r for r in evidence.sizes_of(paper) if not claim.condition or r.datum.condition == claim.condition]
    compared = []
    for reading in [r for r in readings if r.datum.tier == readings[0].datum.tier]:
        size = array_size(reading.datum.printed.quantity_text, reading.value or reading.low)
        if claimed and size and (verdict := _sizes(claimed, size, reading)):
            compared.append(verdict)
            draft.show(reading.datum.tier, reading.id)
            _size_factor(draft, claimed, size, reading)
    draft.beside("other readings", [r.id for r in evidence.sizes_of(paper, with_lower_tiers=True)])
    verdict = best(compared)
    if verdict == "differs" and claimed is not None and claimed.layout is not None:
        _printed_elsewhere(draft, claimed, claim.references[0], evidence)
    missing = Missing(words="the size of the array as the paper prints it", parameters=("array_size",), papers=(paper,))
    return draft.conclude(
        verdict, _size_reason(verdict, bool(readings), draft), missing if verdict == "not_checkable" else None
    )


def _printed_elsewhere(draft: Draft, claimed: ArraySize, reference: int, evidence: ClaimEvidence) -> None:
    """Other references of the review whose array has the claimed layout: a credit may have slipped."""
    for number in evidence.references:
        for reading in evidence.sizes_of(evidence.paper(number)) if number != reference else ():
            size = array_size(reading.datum.printed.quantity_text, reading.value)
            if size is not None and size.layout == claimed.layout:
                draft.beside(f"reference {number}", [reading.id])


def _sizes(claimed: ArraySize, found: ArraySize, reading: Reading) -> Verdict | None:
    if claimed.bits is not None or found.bits is not None:
        if claimed.bits is None or found.bits is None:
            return None
        return "reproduced" if claimed.bits == found.bits else "differs"
    if claimed.layout and found.layout:
        return "reproduced" if sorted(claimed.layout) == sorted(found.layout) else "differs"
    if claimed.cells is None or found.cells is None:
        return None
    if reading.value is None:
        return "compatible" if claimed.cells >= found.cells else "differs"
    return "compatible" if claimed.cells == found.cells else "differs"


def _size_factor(draft: Draft, claimed: ArraySize, found: ArraySize, reading: Reading) -> None:
    first, second = (found.bits, claimed.bits) if claimed.bits else (found.cells, claimed.cells)
    if first and second and first != second:
        name = "factor" if not draft.factors else f"factor_{len(draft.factors) + 1}"
        draft.factor(name, first / second, (reading.id,))


def _size_reason(verdict: Verdict, is_read: bool, draft: Draft) -> str:
    if verdict in SIZE_REASONS:
        return SIZE_REASONS[verdict]
    if is_read:
        return "The paper prints a size of another kind, which the claimed one cannot be held against."
    return LOWER_TIERS if draft.context else "No reading gives it."


SIZE_REASONS: Mapping[Verdict, str] = {
    "reproduced": "The paper prints the claimed size.",
    "compatible": "The number of cells that the paper prints allows the claimed size and does not give the layout.",
    "differs": "The size that the paper prints is not the claimed one.",
}
