"""Sentences of a paragraph."""

import re
from collections.abc import Iterator

_END = re.compile(
    r"[.!?][\"”’)\]]{0,2}(?:\^\{[^{}]{1,60}\})?(?:\[[\d, –-]{1,40}\])? (?=[\"“(\[]?[A-Z0-9µ∼~<>]|\([a-z]\) [A-Z])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Figs?|Refs?|Eqs?|Eqns?|Tabs?|Secs?|Nos?|Vols?|pp?|et al|e\.g|i\.e|cf|vs|ca|approx|avg|max|min|typ|resp"
    r"|Dr|Prof|Mr|Ms|St|Inc|Co|Ltd|Corp|etc|al|viz|a\.u|r\.t|r\.m\.s|U\.S|Sect|Suppl|Supp|ref|figs?|eqn?s?|wt|at|vol"
    r"|J|Phys|Appl|Lett|Rev|Mater|Sci|Technol|Electron|Nat|Adv|Chem|Soc)|(?<![\w.])(?<!\d )[A-Z])\.$",
)
MAX_SENTENCE = 3000


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of `text`; abbreviations, initials and decimals end none."""
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[max(start, match.start() - 12) : match.start() + 1]):
            continue
        yield from _pieces(start, match.end() - 1)
        start = match.end()
    yield from _pieces(start, len(text))


def _pieces(start: int, end: int) -> Iterator[tuple[int, int]]:
    for piece in range(start, end, MAX_SENTENCE):
        yield piece, min(end, piece + MAX_SENTENCE)
