"""Documents at hand against the claims that are open: what a document may decide that was read for something else."""

from collections.abc import Iterable
from typing import Annotated

from memlit.claims.verdict import ClaimVerdict
from memlit.datum import ReconciledDocument, Record
from memlit.grouping import grouped
from memlit.published import meaning, published

_EXCLUDED = "excluded"


@published("open_claims.csv", "Documents at hand and the open claims that name their paper", "claims")
class OpenClaim(Record):
    """A document of a paper, and a claim that no reading decides and that names this paper among what it lacks."""

    id: Annotated[str, meaning("document and claim")]
    document: Annotated[str, meaning("key of the document, which is that of its paper")]
    title: Annotated[str, meaning("its title, where its description has one")]
    claim: Annotated[str, meaning("claim of the review, a row of claims.csv")]
    section: Annotated[str, meaning("where the review makes it")]
    metric: Annotated[str, meaning("metric of the benchmark or parameter that it is about")]
    wants: Annotated[tuple[str, ...], meaning("parameters that would decide it")]
    in_vain: Annotated[
        tuple[str, ...], meaning("of them those that a person looked for in the document and did not find")
    ]
    n_papers: Annotated[int, meaning("papers that the claim lacks; of one this document alone decides it")]


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
