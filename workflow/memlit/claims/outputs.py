"""The table of claims, and the record of all verdicts."""

from __future__ import annotations

from collections.abc import Iterable

from memlit.claims.counts import claim_counts
from memlit.claims.verdict import VERDICTS, ClaimVerdict
from memlit.datum import Record, Result
from memlit.published import Column, Table


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


def _short(identifier: str) -> str:
    return identifier.rpartition("#")[2]


CLAIMS = Table[ClaimVerdict](
    "claims.csv",
    "The claims of the review, each with its verdict",
    "judge_claims",
    (
        Column("id", "id of the claim in config/claims.yaml", lambda v: v.claim.id),
        Column("section", "where the review makes the claim", lambda v: v.claim.section),
        Column("kind", "kind of the claim, which chooses the rule", lambda v: v.claim.kind),
        Column("subject", "classes, or numbers of the review's reference list", lambda v: v.claim.subject),
        Column("role", "synapse, neuron or array", lambda v: v.claim.role),
        Column("metric", "what the claim is about", lambda v: v.claim.metric),
        Column("statistic", "median, value, count ... as claimed", lambda v: v.claim.statistic),
        Column(
            "comparator",
            "= ~ < > up to, order of, tens of, within, max of, rank within, qualitative",
            lambda v: v.claim.comparator,
        ),
        Column("value", "the claimed value as read, in `unit`", lambda v: v.claim.value),
        Column("unit", "unit of the claimed value as printed", lambda v: v.claim.unit),
        Column("verdict", "what the evidence says of the claim", allowed=tuple(VERDICTS)),
        Column(
            "factor", "evidence over claim, the comparison nearest to one; empty where nothing was compared", unit="1"
        ),
        Column(
            "factors",
            "all such factors, `name=value`",
            lambda v: [f"{_short(result.id)}={result.value:.6g}" for result in v.factors],
        ),
        Column(
            "interval_low",
            "lower end of the interval of the statistic in SI, empty where there is none",
            lambda v: v.interval and v.interval.low,
            unit="SI",
        ),
        Column("interval_high", "its upper end in SI", lambda v: v.interval and v.interval.high, unit="SI"),
        Column("reason", "why this verdict"),
        Column("missing", "what a verdict would need, in words", lambda v: v.missing.words),
        Column("missing_parameters", "parameters that would decide it", lambda v: v.missing.parameters),
        Column("missing_papers", "papers that would decide it", lambda v: v.missing.papers),
        Column(
            "evidence",
            "ids of the readings, metrics and results that decided",
            lambda v: [shown.id for shown in v.evidence],
        ),
        Column(
            "context",
            "ids of numbers that stand beside and decided nothing",
            lambda v: [shown.id for shown in v.context],
        ),
        Column("printed", "ids of the review's own readings of the claim"),
        Column("analysis", "the rule that was applied"),
        Column("note", "what a reader of the claim should know", lambda v: v.claim.note),
    ),
)
TABLES = (CLAIMS,)
