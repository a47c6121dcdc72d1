"""Counts of papers in the words of a sentence: how many were read how far."""

from typing import Any

from memlit.field.codes import HOW_READ, count_base, count_name
from memlit.report.blocks import Material


def counts_of_read(m: Material) -> dict[str, dict[str, Any]]:
    """How many synapse papers of the headline set were read how far, by `full_text`, `not_seen` and their like."""
    base = count_base(m.config.evidence.headline_set, "synapse")
    words = map(count_name, HOW_READ)
    return {word: count_in_words(f"{base}#{word}", m) for word in words}


def count_in_words(identifier: str, m: Material) -> dict[str, Any]:
    """A count of papers as its token, and what its verb follows."""
    number = m.book.results[identifier].value or 0
    return {"use": m.book.use(identifier), "is_one": number == 1, "some": bool(number)}
