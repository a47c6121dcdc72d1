"""Claims and their verdicts in words."""

from memlit.numbers import PublishedLine
from memlit.presentation.text import see

_VERDICTS = {
    "inconsistent_in_source": "review contradicts itself",
    "consistent_in_source": "review agrees with itself",
    "printed_not_decided": "qualitative, not tested",
}


def claim_link(verdict: PublishedLine) -> str:
    """The words of a claim as a link to its row."""
    return see(f"claim-{verdict.id}", wording(verdict))


def wording(verdict: PublishedLine) -> str:
    """A claim in some words, as its row begins."""
    note = str(verdict.note or "").split(";")[0]
    return note or f"{verdict.metric} of {verdict.subject}".replace("_", " ")


def verdict_words(verdict: str) -> str:
    """A verdict as a reader reads it."""
    return _VERDICTS.get(verdict, verdict.replace("_", " "))
