"""Cut normalised text into numbers with their units, comparators, dashes, words and separators."""

import re
from dataclasses import replace

from memlit.field.citation_marks import IN_TEXT
from memlit.quantities.context import Context
from memlit.quantities.cut.brackets import spread_over_bracket
from memlit.quantities.cut.numbers import COMPARE_SIGN, COMPARE_WORDS, SUB, UNDIRECTED, number_at
from memlit.quantities.cut.suffixes import LETTERS_AND_DIGITS, WORD, with_suffix
from memlit.quantities.cut.token import Token

_KIND_OF = {"dash": "-−–—", "pm": "±", "open": "([{", "close": ")]}"}
_SIGN = re.compile(r"[-+−–±]\s?(?=[\d.])")


def tokenise(text: str, context: Context) -> list[Token]:
    """Return the tokens of `text` in order; every character that is not a blank belongs to one of them."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        token = _token(text, place, tokens, context)
        if token.kind == "close":
            token = spread_over_bracket(text, token, tokens)
        tokens.append(token)
        place = token.end
    return tokens


def _token(text: str, place: int, before: list[Token], context: Context) -> Token:
    character = text[place]
    cite = IN_TEXT.match(text, place)
    if cite is not None:
        return Token("cite", cite.group(), place, cite.end())
    if character in COMPARE_SIGN:
        flags = {"≪": ("much",), "≫": ("much",), "≲": ("approximate_bound",), "≳": ("approximate_bound",)}
        return Token("cmp", COMPARE_SIGN[character], place, place + 1, flags=flags.get(character, ()))
    found = _signed_number(text, place, before, context)
    if found is not None:
        return found
    kind = next((kind for kind, characters in _KIND_OF.items() if character in characters), None)
    return Token(kind, character, place, place + 1) if kind else _word(text, place, before)


def _word(text: str, place: int, before: list[Token]) -> Token:
    """The comparator in words, the word or the separator at a place."""
    compared = _compared(text, place, before)
    if compared is not None:
        return compared
    word = WORD.match(text, place) or LETTERS_AND_DIGITS.match(text, place)
    return Token("word", word.group(), place, word.end()) if word else Token("sep", text[place], place, place + 1)


def _compared(text: str, place: int, before: list[Token]) -> Token | None:
    """`at least`, `less than`, `better than` (its direction depends on what is good), `sub-1 V`."""
    if not text[place].isalpha():
        return None
    is_behind_number = any(token.kind == "num" for token in before)
    for pattern, sign in COMPARE_WORDS:
        words = pattern.match(text, place)
        if words is not None and not (is_behind_number and words.group().lower().endswith("under")):
            return Token("cmp", sign, place, words.end(), flags=("in_words",))
    undirected = UNDIRECTED.match(text, place)
    if undirected is not None:
        return Token("cmp", "=", place, undirected.end(), flags=("direction_unknown",))
    sub = SUB.match(text, place)
    return Token("cmp", "<", place, sub.end(), flags=("in_words",)) if sub is not None else None


def _signed_number(text: str, place: int, before: list[Token], context: Context) -> Token | None:
    """The number at a place with its sign and what belongs to it behind; None where there is none."""
    start = _first_digit(text, place, before)
    found = number_at(text, start, context) if start is not None else None
    if start is None or found is None:
        return None
    number, end = found
    token = with_suffix(text, Token("num", text[start:end], start, end, number), context)
    sign = text[place] if start > place else ""
    return replace(token, sign="-" if sign in ("−", "–") else sign, start=place)


def _first_digit(text: str, place: int, before: list[Token]) -> int | None:
    """Where the digits of a number begin that begins at `place`, behind its sign; None where none can begin."""
    character = text[place]
    if character.isdigit() or (character == "." and text[place + 1 : place + 2].isdigit()):
        return place
    sign = _SIGN.match(text, place)
    last = before[-1] if before else None
    if sign is None or (last is not None and _makes_a_dash(last, text, place)):
        return None
    return sign.end()


def _makes_a_dash(last: Token, text: str, place: int) -> bool:
    """Whether a sign behind this token is a dash between two numbers or words: `1-3`, `cycle-to`, `low - 3`."""
    if last.kind != "word":
        return last.kind in ("num", "close", "cite")
    return last.end == place or text[place + 1 : place + 2] == " "
