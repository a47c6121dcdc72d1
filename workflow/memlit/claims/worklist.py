"""Documents at hand against the claims that are open: what a document may decide that was read for something else."""

from collections.abc import Iterable

from memlit.claims.verdict import ClaimVerdict
from memlit.datum import ReconciledDocument, Record
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table

_EXCLUDED = "excluded"


class OpenClaim(Record):
    """A document of a paper, and a claim that no reading decides and that names this paper among what it lacks."""

    id: str
    document: str
    title: str
    claim: str
    section: str
    metric: str
    wants: tuple[str, ...]
    in_vain: tuple[str, ...]
    n_papers: int


OPEN_CLAIMS_TABLE: PublishedTable[OpenClaim] = published_table(__file__, "open_claims")


def open_claims(verdicts: Iterable[ClaimVerdict], documents: Iterable[ReconciledDocument]) -> tuple[OpenClaim, ...]:
    """By document; claims that it alone decides first, then as the claims stand.

    A claim that lacks a definition is decided by no reading and is not listed.
    """
    undecided = [v for v in verdicts if v.verdict == "not_checkable" and not v.claim.lacks]
    naming = grouped(((paper, v) for v in undecided for paper in v.missing.papers), lambda pair: pair[0])
    lines = []
    for document in sorted(documents, key=lambda document: document.key):
        if document.status == _EXCLUDED:
            continue
        sought = {name for item in document.looked_for for name in item.parameters}
        own = [verdict for _, verdict in naming.get(document.key, ())]
        for verdict in sorted(own, key=lambda verdict: len(verdict.missing.papers)):
            claim, wants = verdict.claim, verdict.missing.parameters
            lines.append(
                OpenClaim(
                    id=f"{document.key}/{claim.id}",
                    document=document.key,
                    title=document.title or "",
                    claim=claim.id,
                    section=claim.section,
                    metric=claim.metric,
                    wants=wants,
                    in_vain=tuple(name for name in wants if name in sought),
                    n_papers=len(verdict.missing.papers),
                )
            )
    return tuple(lines)
