"""Claims and their verdicts in words."""

from memlit.claims.verdict import ClaimVerdict
from memlit.presentation.text import see

_VERDICTS = {
    "inconsistent_in_source": "review contradicts itself",
    "consistent_in_source": "review agrees with itself",
    "printed_not_decided": "qualitative, not tested",
}


def claim_link(verdict: ClaimVerdict) -> str:
    """The words of a claim as a link to its row."""
    return see(f"claim-{verdict.claim.id}", wording(verdict))


def wording(verdict: ClaimVerdict) -> str:
    """A claim in some words, as its row begins."""
    claim = verdict.claim
    return claim.note.split(";")[0] or f"{claim.metric} of {claim.subject}".replace("_", " ")


def verdict_words(verdict: str) -> str:
    """A verdict as a reader reads it."""
    return _VERDICTS.get(verdict, verdict.replace("_", " "))
