"""Words of the vocabulary in a sentence: which parameter they name, and where."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from memlit.field import Parameter, Vocabulary
from memlit.field.header import compact

_WORD = re.compile(r"[^\W_]+")
_SCRIPT = re.compile(r"\^\{[^{}]*\}")
_ELLIPSIS = re.compile(r"([^\W_]+) ?(?:and|or|/) ?$")
MAX_WORDS = 7
_INTERVAL = "pulse_interval"
LONGEST_UNIT = 2
_COUNTED = re.compile(r"\d[ -]?$")
"""A short word behind a number is its unit: `a 3 V write` names no V_write."""
_SYMBOL = re.compile(r"[A-Za-zτ]_\w{2,}")
_HAS = re.compile(r" (?:an?|the|approximately|about|~)\b| ~")
_THE_LAST = re.compile(r"\b(?:the|its|our|these|first and|first or) $")
"""What stands before `last` where it says which of several is meant: `in the last 100 ms`."""
_DEFINED_INTERVAL = re.compile(
    r"\b(?:intervals?|spacings?|delays?|(?:delay|waiting|base|dead|idle) times?)"
    r"(?: (?:between|after|of|for) [^.;,()=\d]{1,50})?"
    r"(?: ?\(|, )(?P<symbol>[tτT]_?\w{1,9})(?= ?[),=])"
)
"""`the interval between these pulses, tb,` says what the symbol means in the whole document."""
_GIVEN_LOOSELY = re.compile(
    r"(?: values?)?(?: (?:is|was|are|were))?(?: (?:of|from|between|set to))? ?[=≈><≥≤]? ?(?=[~<>≥≤]? ?\d)"
)
"""A symbol that the document defines counts where a value follows in any form: `tb values from 1 to 5 ms`."""
_GIVEN = re.compile(r"(?:, ?\w{1,4})? ?[=≈] ?(?=[-−–+±~<>]? ?\d)")
"""A symbol counts where its value follows; a second subscript may stand between: `V_start,n = −1.2 V`."""


@dataclass(frozen=True, slots=True)
class Term:
    """`parameter` named by the words from `start` to `end`; `weak`: the words alone are common ones."""

    start: int
    end: int
    parameter: Parameter
    n_words: int
    weak: bool


class Terms:
    """All phrases of a vocabulary, found in sentences, with the symbols that a document defines."""

    def __init__(self, vocabulary: Vocabulary, defined: Mapping[str, Parameter] | None = None) -> None:
        self._defined = [(_spelt(symbol), parameter) for symbol, parameter in (defined or {}).items()]
        self._index: dict[str, list[tuple[Parameter, bool]]] = {}
        self._symbols: dict[str, Parameter] = {}
        for parameter in vocabulary.parameters.values():
            if parameter.is_text:
                continue
            for phrase in (parameter.name, parameter.symbol or "", *parameter.header):
                if _SYMBOL.fullmatch(phrase):
                    self._symbols.setdefault(compact(phrase), parameter)
            for phrases, weak in ((parameter.header_contains, parameter.generic), (parameter.text, True)):
                for phrase in phrases:
                    entries = self._index.setdefault(compact(phrase), [])
                    if all(known is not parameter for known, _ in entries):
                        entries.append((parameter, weak))

    def find(self, text: str) -> list[Term]:
        """Terms of `text` in order; one inside a longer one of the same dimension is left out."""
        bare = _SCRIPT.sub(lambda match: " " * len(match.group()), text)
        found = [*self._of_words(bare), *self._of_defined_symbols(bare)]
        found += list(chain.from_iterable(self._sharing(bare, term) for term in found))
        found = [term for term in found if not _is_other_word(bare, term)]
        kept = [term for term in found if not any(_covers(other, term) for other in found)]
        return [term for term in kept if not _is_half_known(bare, term, kept)]

    def _of_words(self, bare: str) -> Iterator[Term]:
        """Each symbol and phrase of the vocabulary; bare: a text without its scripts."""
        words = [(match.start(), match.end(), match.group().casefold()) for match in _WORD.finditer(bare)]
        for first, (start, end, word) in enumerate(words):
            if end - start <= LONGEST_UNIT and _COUNTED.search(bare, 0, start):
                continue
            if word in self._symbols and _GIVEN.match(bare, end):
                yield Term(start, end, self._symbols[word], 1, weak=False)
            joined = ""
            for n_words, (_, last, next_word) in enumerate(words[first : first + MAX_WORDS], 1):
                joined += next_word
                for parameter, weak in self._named(joined):
                    yield Term(start, last, parameter, n_words, weak)

    def _of_defined_symbols(self, bare: str) -> Iterator[Term]:
        """Each symbol that the document itself defines."""
        for symbol, parameter in self._defined:
            for match in symbol.finditer(bare):
                if _GIVEN_LOOSELY.match(bare, match.end()):
                    yield Term(match.start(), match.end(), parameter, 1, weak=False)

    def _sharing(self, text: str, term: Term) -> Iterator[Term]:
        """The word that shares the noun of a term behind it: `set and reset voltages` names a set voltage too."""
        before = _ELLIPSIS.search(text[max(0, term.start - 40) : term.start])
        if before is None or term.n_words < 2:
            return
        noun = "".join(word.group().casefold() for word in list(_WORD.finditer(text[term.start : term.end]))[1:])
        start = term.start - len(before.group())
        for parameter, weak in self._named(before.group(1).casefold() + noun):
            if parameter.unit == term.parameter.unit and parameter is not term.parameter:
                yield Term(start, start + len(before.group(1)), parameter, term.n_words, weak)

    def _named(self, phrase: str) -> Iterator[tuple[Parameter, bool]]:
        """The parameters that a phrase, or its singular, names, and whether it is a common one."""
        for key in _singular(phrase):
            yield from self._index.get(key, ())


def _spelt(symbol: str) -> re.Pattern[str]:
    """A symbol with its index in either spelling: `t_b`, `tb`."""
    letter, index = re.split("_", symbol, maxsplit=1) if "_" in symbol else (symbol[0], symbol[1:])
    return re.compile(rf"(?<!\w){re.escape(letter)}_?\{{?{re.escape(index)}\}}?(?!\w)")


def defined_symbols(texts: Iterable[str], vocabulary: Vocabulary) -> dict[str, Parameter]:
    """The symbols that a document defines as the time between pulses, with that parameter."""
    interval = vocabulary.parameters.get(_INTERVAL)
    if interval is None:
        return {}
    return {match["symbol"]: interval for text in texts for match in _DEFINED_INTERVAL.finditer(text)}


def _is_half_known(text: str, term: Term, terms: Iterable[Term]) -> bool:
    """Whether one of two names is not known that share values in their order: `ON and OFF currents are 1 and 2 µA,
    respectively` would give both values to the one that is.
    """
    before = _ELLIPSIS.search(text[max(0, term.start - 40) : term.start])
    if before is None or "respectively" not in text[term.end :]:
        return False
    first, last = term.start - len(before.group()), term.start
    return term.n_words > 1 and not any(first <= other.start < last or first < other.end <= last for other in terms)


def _is_other_word(text: str, term: Term) -> bool:
    """Whether words mean something else: `forming-free`, `It features a 10 nm layer`, `in the last 100 ms`."""
    words = text[term.start : term.end]
    is_verb = words == "features" and _HAS.match(text, term.end) is not None
    is_order = words == "last" and _THE_LAST.search(text, 0, term.start) is not None
    return is_verb or is_order or text.startswith("-free", term.end)


def _singular(word: str) -> Iterable[str]:
    yield word
    if word.endswith("s"):
        yield word[:-1]
    if word.endswith("ies"):
        yield f"{word[:-3]}y"


def _covers(other: Term, term: Term) -> bool:
    longer = other.end - other.start > term.end - term.start
    inside = other.start <= term.start and other.end >= term.end
    return longer and inside and other.parameter.unit == term.parameter.unit
