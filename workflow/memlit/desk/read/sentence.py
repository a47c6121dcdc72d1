"""What the words around a value say: where it stands in them, and whether they speak of set or of reset."""

import itertools
import re

from memlit.passages.model import span_with_tags
from memlit.sources.data.from_text import CONTEXT

WORDS_OF = {
    "set": re.compile(r"(?<![a-z])(?:set|potentiat\w*|LTP|write|programm?ing pulse)(?![a-z])", re.IGNORECASE),
    "reset": re.compile(r"(?<![a-z])(?:reset|depress\w*|LTD|eras\w*)(?![a-z])", re.IGNORECASE),
}
OF_ANY_PULSE = re.compile(r"write|program", re.IGNORECASE)
"""Words of `WORDS_OF` that many papers write of both transitions."""
_BETWEEN = r"\s*(?:\b(?:and|or)\b|[/,(&])\s*(?:the\s+)?"
"""What stands between two transitions that are named together."""
BOTH = [
    re.compile(one.pattern + _BETWEEN + other.pattern, re.IGNORECASE)
    for one, other in itertools.permutations(WORDS_OF.values())
]
PAIRED = "respectively"
"""Flag of a value that its sentence pairs in order with its word."""


def transition_said(words: str, at: int) -> tuple[str, str] | None:
    """(set or reset, the word that says it): of the words around a value at `at` the last before it, else the first."""
    found = _pulse_words(words)
    before = [one for one in found if one[0] < at]
    nearest = before[-1:] or found[:1]
    return nearest[0][1:] if nearest else None


def _pulse_words(words: str) -> list[tuple[int, str, str]]:
    """The words that say set or reset, in their order: where each stands, which it says, and itself."""
    found: list[tuple[int, str, str]] = []
    for pulse, word in WORDS_OF.items():
        found += [(hit.start(), pulse, hit[0]) for hit in word.finditer(words)]
    return sorted(found)


def pulses_said(words: str) -> set[str]:
    """The pulses that words name, apart from words that may mean either."""
    return {pulse for _, pulse, said in _pulse_words(words) if not OF_ANY_PULSE.match(said)}


def transitions_or_any(words: str) -> list[str]:
    """The transitions that words name, and `any` where a word is of no certain one: `programmed by 4 V`."""
    said = pulses_said(words)
    return sorted(said | {"any"}) if OF_ANY_PULSE.search(words) else sorted(said)


def names_both(words: str) -> bool:
    """Whether words name both transitions in one breath, `set and reset`, so that what follows may be of either."""
    return any(both.search(words) for both in BOTH)


def place_in(context: str, text: str) -> int:
    """Where a find stands in the words kept around it, -1 where it does not.

    Where words before it were cut off it stands after CONTEXT, but for a tag that the cut fell on. It is never within a
    longer number, nor a number without its sign.
    """
    if context.startswith("…"):
        places = [found.start() for found in re.finditer(re.escape(text), context)]
        nearest = min(places, key=lambda place: abs(place - 1 - CONTEXT), default=-1)
        if abs(nearest - 1 - CONTEXT) <= len("</sup>"):
            return nearest
    whole = rf"(?<!\d)(?<!\d[.,])(?<![-−–]){re.escape(text)}(?![\d.]*\d)"
    found = re.search(rf"(?<![\w.,]){whole}", context) or re.search(whole, context)
    return found.start() if found else -1


def marked_in(context: str, text: str, at: int) -> tuple[int, int] | None:
    """Begin and end of a find in the words kept around it, raised and lowered letters with their tags.

    at: where `place_in` finds it. None where the words do not have it.
    """
    if at >= 0:
        return at, at + len(text)
    return span_with_tags(context, text)
