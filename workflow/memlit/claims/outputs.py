"""Columns of results/data/claims.csv, each with its meaning, and the record of all verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from memlit.claims.counts import claim_counts
from memlit.claims.verdict import ClaimVerdict
from memlit.datum import Record, Result

_MEANINGS = {
    "id": "id of the claim in config/claims.yaml",
    "section": "where the review makes the claim",
    "kind": "kind of the claim, which chooses the rule",
    "subject": "classes, or numbers of the review's reference list",
    "role": "synapse, neuron or array",
    "metric": "what the claim is about",
    "statistic": "median, value, count ... as claimed",
    "comparator": "= ~ < > up to, order of, tens of, within, max of, rank within, qualitative",
    "value": "the claimed value as read, in `unit`",
    "unit": "unit of the claimed value as printed",
    "verdict": "reproduced, compatible, differs, not_checkable, inconsistent_in_source or printed_not_decided",
    "factor": "evidence over claim, the comparison nearest to one; empty where nothing was compared",
    "factors": "all such factors, `name=value`",
    "interval_low": "lower end of the interval of the statistic in SI, empty where there is none",
    "interval_high": "its upper end in SI",
    "reason": "why this verdict",
    "missing": "what a verdict would need, in words",
    "missing_parameters": "parameters that would decide it",
    "missing_papers": "papers that would decide it",
    "evidence": "ids of the readings, metrics and results that decided",
    "context": "ids of numbers that stand beside and decided nothing",
    "printed": "ids of the review's own readings of the claim",
    "analysis": "the rule that was applied",
    "note": "what a reader of the claim should know",
}
CLAIM_COLUMNS = tuple(_MEANINGS)
MEANINGS = {"claims.csv": _MEANINGS}


class Claims(Record):
    """results/claims.json."""

    verdicts: tuple[ClaimVerdict, ...]


def claim_results(verdicts: Iterable[ClaimVerdict]) -> list[Result]:
    """All numbers that the rules computed, and the counts by verdict."""
    known = tuple(verdicts)
    return [
        *(result for verdict in known for result in verdict.numbers),
        *claim_counts(known),
    ]


def claim_row(verdict: ClaimVerdict) -> dict[str, Any]:
    claim = verdict.claim
    interval = verdict.interval
    return {
        **{name: getattr(claim, name) for name in _MEANINGS if name in type(claim).model_fields},
        "verdict": verdict.verdict,
        "factor": verdict.factor,
        "factors": [f"{_short(result.id)}={result.value:.6g}" for result in verdict.factors],
        "interval_low": interval.low if interval else None,
        "interval_high": interval.high if interval else None,
        "reason": verdict.reason,
        "missing": verdict.missing.words,
        "missing_parameters": verdict.missing.parameters,
        "missing_papers": verdict.missing.papers,
        "evidence": [shown.id for shown in verdict.evidence],
        "context": [shown.id for shown in verdict.context],
        "printed": verdict.printed,
        "analysis": verdict.analysis,
    }


def _short(identifier: str) -> str:
    return identifier.rpartition("#")[2]
