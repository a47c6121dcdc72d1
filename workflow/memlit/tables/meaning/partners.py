"""Heads that the vocabulary knows as a pair, `V_p/V_d`, where they stand apart: each is told by the other."""

from collections.abc import Iterable

from memlit.field import Vocabulary, split_header


def with_partners(vocabulary: Vocabulary, heads: Iterable[str]) -> Vocabulary:
    """The vocabulary with the meaning of two heads of one table, at least one of which is not known alone."""
    printed: dict[str, list[str]] = {}
    for text in heads:
        printed.setdefault(_letters(split_header(text).base), []).append(text.strip())
    told: dict[str, str] = {}
    for entry in vocabulary.combined:
        for phrase in (*entry.header, *entry.header_contains) if len(entry.parts) == 2 else ():
            halves = phrase.split("/")
            texts = [printed.get(_letters(half), ()) for half in halves]
            if len(halves) != 2 or " " in phrase or not all(texts):
                continue
            if all(vocabulary.match_header(text) for found in texts for text in found):
                continue
            told.update((text, name) for found, name in zip(texts, entry.parts, strict=True) for text in found)
    return vocabulary.with_told({**told, **vocabulary.told}) if told else vocabulary


def _letters(text: str) -> str:
    return text.replace("_", "").replace(" ", "").casefold()
