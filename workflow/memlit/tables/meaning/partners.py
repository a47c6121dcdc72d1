"""Heads that the vocabulary knows as a pair, `V_p/V_d`, where they stand apart: each is told by the other."""

from collections.abc import Iterable, Iterator

from memlit.field import Vocabulary, split_header


def with_partners(vocabulary: Vocabulary, heads: Iterable[str]) -> Vocabulary:
    """The vocabulary with the meaning of two heads of one table, at least one of which is not known alone."""
    printed: dict[str, list[str]] = {}
    for text in heads:
        printed.setdefault(_letters(split_header(text).base), []).append(text.strip())
    told: dict[str, str] = {}
    for halves, parts in _pairs(vocabulary):
        texts = [printed.get(_letters(half), []) for half in halves]
        if not all(texts) or all(vocabulary.match_header(text) for found in texts for text in found):
            continue
        for found, name in zip(texts, parts, strict=True):
            told.update(dict.fromkeys(found, name))
    return vocabulary.with_told({**told, **vocabulary.told}) if told else vocabulary


def _pairs(vocabulary: Vocabulary) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """The two halves of each phrase of one word that names two parameters, with these."""
    for entry in vocabulary.combined:
        for phrase in (*entry.header, *entry.header_contains):
            halves = phrase.split("/")
            if len(entry.parts) == 2 and len(halves) == 2 and " " not in phrase:
                yield halves, tuple(entry.parts)


def _letters(text: str) -> str:
    return text.replace("_", "").replace(" ", "").casefold()
