"""Where the condition of a quantity begins and ends: `@ 0.1 V`, `at 85 °C`, `(T = 300 K)`, `under +2 V/−3 V`."""

import re

from memlit.quantities.cut.tokens import Token
from memlit.quantities.joined.remarks import NOTE_WORDS, Entry

_CONDITION_WORDS = ("at", "under", "after", "with", "when", "during", "measured", "using")


def condition_marker(glue: list[Token], token: Token, entries: list[Entry], text: str) -> int | None:
    """Where a condition begins in `text`, when the number after `glue` is one."""
    for item in glue:
        if item.kind == "sep" and item.text == "@":
            return item.end
    clause = max((i for i, item in enumerate(glue) if item.kind == "sep" and item.text in ",;\n"), default=-1)
    words = [item for item in glue[clause + 1 :] if item.kind in ("word", "cmp")]
    for item in words:
        printed = text[item.start : item.end].lower()
        width = token.unit is not None and token.unit.si == "s" and printed in ("with", "during")
        if item.kind == "word" and printed in _CONDITION_WORDS and (entries or printed == "at") and not width:
            after = glue[glue.index(item) + 1 :]
            if after and after[0].kind == "close":
                continue
            return after[0].start if after else token.start
        if item.kind == "word" and printed == "for" and entries:
            last = entries[-1].unit
            pulse = token.unit is not None and token.unit.si == "s" and (last is None or last.si in ("V", "A"))
            if not pulse:
                return token.start
    if entries and token.unit is not None and token.unit.si == "degC":
        last = entries[-1].unit
        separated = all((item.kind in ("sep", "open") and item.text != ";") or _is_temperature(item) for item in glue)
        bracketed = any(item.kind == "open" for item in glue)
        if separated and (bracketed if last is None else last.si != "degC"):
            return token.start
    return _bracketed_setting(glue, token, entries)


def _is_temperature(item: Token) -> bool:
    return (item.kind, item.text) == ("cmp", "=") or item.text.lower().rstrip(".") in ("t", "temp", "temperature")


def _bracketed_setting(glue: list[Token], token: Token, entries: list[Entry]) -> int | None:
    """`22 kΩ (V_read = 0.2 V)`: a setting of the measurement; the width of a pulse is a value of its own."""
    kinds = [item.kind for item in glue]
    if not entries or kinds != ["open", "word", "cmp"] or glue[2].text != "=":
        return None
    if glue[1].text.lower() == "n":
        return glue[1].start
    if token.unit is None:
        return None
    last = entries[-1].unit
    symbol = re.sub(r"[_{}\s]", "", glue[1].text.lower())
    if token.unit.si == "s" and (last is None or last.si in ("V", "A")):
        return None
    return glue[1].start if re.match(r"v(?:read|r$|d|g|bg|w)|i(?:cc|comp|c$)|cc$|f$|n$|t", symbol) else None


def measures(item: Token, glue: list[Token]) -> bool:
    """`22 kΩ, read at 0.2 V`: the verb belongs to the condition and names no role."""
    after = glue[glue.index(item) + 1 : glue.index(item) + 2]
    return item.text.lower() == "read" and bool(after) and after[0].text.lower() in (*_CONDITION_WORDS, "@")


def condition_end(text: str, token: Token, tokens: list[Token], *, early: bool) -> int:
    """The place in `text` where the condition that `token` begins ends; early: a colon ends it too."""
    depth = 0
    ends = ",;\n/:" if early else ",;\n/"
    for item in tokens:
        if item.start < token.end:
            continue
        if item.kind == "cite" or (item.kind == "open" and depth == 0 and _is_note(item, tokens)):
            return item.start
        if item.kind == "open":
            depth += 1
        if item.kind == "close":
            depth -= 1
            if depth < 0:
                return item.start
        if item.kind == "sep" and item.text in ends and depth == 0 and not _is_pulse(token, item, tokens):
            return item.start
    return len(text)


def _is_note(bracket: Token, tokens: list[Token]) -> bool:
    """`at 125 °C (extrapolated)`: the remark is about the value."""
    inside = next((item for item in tokens if item.start >= bracket.end), None)
    return inside is not None and inside.text.lower().rstrip(".") in NOTE_WORDS


def _is_pulse(token: Token, slash: Token, tokens: list[Token]) -> bool:
    """`at 1.2 V/50 ns`, `at +2 V/−3 V`: one condition, a pulse or a pair, not a condition and a second value."""
    after = next((item for item in tokens if item.start >= slash.end), None)
    kinds = [item.unit.si if item is not None and item.unit is not None else None for item in (token, after)]
    signed = after is not None and after.sign != "" and kinds == ["V", "V"]
    return slash.text == "/" and (signed or kinds in (["V", "s"], ["A", "s"]))


def condition_in_words(glue: list[Token], text: str) -> str | None:
    """The condition in `@ RT`, `at room temperature` after the last number; None if there is none."""
    if not glue:
        return None
    said = text[glue[0].start : glue[-1].end]
    found = re.search(
        r"(?:@|\bat|\bin)\s?(RT\b|room[ -]temp(?:erature|\.)?|ambient(?: conditions)?|vacuum\b|air\b)", said
    )
    return found.group(1) if found is not None else None
