"""One spelling of a text (see quantities.normalise) that still knows where each of its characters was printed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from memlit.quantities.cut.words import STEPS
from memlit.quantities.spelling.normalise import BY_LETTER, normalise
from printed.documents.blocks.model import Block

_CHUNK = re.compile(
    r"\${1,2}[^$\n]{1,400}\${1,2}|<sup>.{0,80}?</sup>|<sub>.{0,80}?</sub>|</?[a-z]{1,8}>|[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+|&[a-z]{2,8};"
)
_EQUATION = re.compile(r"\$\$|.*\\(?:frac|sum|int|sqrt|left|exp|ln|log)\b", re.DOTALL)
_ESCAPED = re.compile(r"\\([*_$%&#])")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_BOUND_OF_ABOUT = re.compile(
    r"\b((?:lower|less|smaller|shorter|higher|greater|larger|longer|more|better) than|below|above|under|over|exceeding)"
    r" (?:(?:the|an?|about|around|approximately|some) ?|~ ?)+(?=[-−–]?\d)",
    re.IGNORECASE,
)
"""`lower than the ~0.6 V` is a bound."""
_OPERATIONS = re.compile(
    r"(?:(?<=\d )|(?<=million )|(?<=billion )|(?<=thousand ))"
    r"(?:(?:write|read|program(?:ming)?|erase|switching|set|reset)[-–/ ]){1,3}operations\b",
    re.I,
)
"""`two billion write-read operations` are cycles."""
_KIND_OF_STATE = re.compile(
    r"(?<=\d )(?:(?:discrete|distinct|separate|different|distinguishable|independent) )?(?:V_?(?:th|TH|T)|polarization|"
    r"threshold[- ]voltage) (?=(?:states|levels)\b)|"
    r"(?<=\d )(?:discrete|distinct|separate|different|distinguishable|independent) "
    r"(?=(?:(?:conductance|resistance|memory) )?(?:states|levels|bits)\b)"
)
"""`4 different V_th levels` are 4 levels."""
Replacement = Callable[[re.Match[str]], str] | str

_SPELLINGS: tuple[tuple[re.Pattern[str], Replacement], ...] = (
    # `3*10^5`: a star before a power of ten multiplies, another one sets a word off.
    (re.compile(r"(?<=\d) ?\* ?(?=10(?:\b|\^))"), "×"),
    (re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\S)_(?=\w)|(?<=\w)_(?!\w)"), ""),
    (re.compile(r"(?<=\w)(?<!\d-[nµu]m)(?<!\d [nµu]m)[-\u2010]\n(?=[a-z])|\u00ad\n?"), ""),
    (re.compile(r"\s+"), " "),
    # Fonts that set `f` close to the next letter lose the blank behind `of`: `a value of1.4 V`, `ofthe`.
    (re.compile(r"\bof(?=[-−–~∼≈<>] ?\d|\d|(?:the|an?|this|its|each|both)\b)"), "of "),
    # `10 12 cycles`, `9.7×10 7 A/cm 2`: powers whose raised digits stand beside in a text without markup.
    (
        re.compile(r"(?<=[×x*])( ?)10 (\d{1,2})(?= ?(?:[fpnµumkMGT]?(?:A|V|s|S|W|J|Ω|Hz)\b|/|cycles|times))"),
        r"\g<1>10^{\2}",
    ),
    (re.compile(r"(?<![\d.,^{] )(?<![\d.,^{])10 (\d{1,2})(?= ?(?:(?:\w+ )?cycles|times|s\b|Ω|\)))"), r"10^{\1}"),
    (re.compile(r"(?<=/[cm]m) (2)(?= ?[.,;)]| [a-z]| \d)"), r"^{\1}"),
    (re.compile(r"(\d) ?\^\{(?:°|o|◦)\} ?C\b"), r"\1 °C"),
    (re.compile(r"\b(?:deg\.? ?C|degrees? C(?:elsius)?|Celsius degrees?)\b"), "°C"),
    (re.compile(r"\+ ?/ ?[-−–]"), "±"),
    (BY_LETTER, r"\1×"),
    (_BOUND_OF_ABOUT, r"\1 "),
    (_OPERATIONS, "cycles"),
    (re.compile(r"(?<![\d.,])10 (?=\^\{[-−–+]?\d+\})"), "10"),
    (re.compile(r"\bV_?(?:gs|ds|[gdb]|bl|wl|sl)?, ?read\b"), "Vread"),
    # `from ~10 to ~36 nS` is a range about which one sign says enough.
    (re.compile(r"(?<=~)( ?-?\d[\d.]*(?: ?[fpnµumkM]?[VsSAΩ])? to )~ ?(?=-?\d)"), r"\1"),
    *STEPS,
    (_KIND_OF_STATE, ""),
)
"""Patterns, in the order in which they are looked for, with what is written for them."""


@dataclass(frozen=True, slots=True)
class Working:
    """`text` in one spelling; character i comes from `first[i]` up to before `last[i]` of the block's text."""

    text: str
    first: tuple[int, ...]
    last: tuple[int, ...]

    def sub(self, pattern: re.Pattern[str], replace: Replacement) -> "Working":
        """As re.sub; what replaces a match comes from the whole match."""
        text: list[str] = []
        first: list[int] = []
        last: list[int] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = match.expand(replace) if isinstance(replace, str) else replace(match)
            if new == match.group() or match.end() == match.start():
                continue
            text.append(self.text[done : match.start()])
            first += self.first[done : match.start()]
            last += self.last[done : match.start()]
            text.append(new)
            first += [self.first[match.start()]] * len(new)
            last += [self.last[match.end() - 1]] * len(new)
            done = match.end()
        if not done:
            return self
        return Working("".join([*text, self.text[done:]]), (*first, *self.first[done:]), (*last, *self.last[done:]))

    def cut(self, start: int, end: int) -> "Working":
        """The characters from `start` up to before `end`, with their places."""
        return Working(self.text[start:end], self.first[start:end], self.last[start:end])


def working_of(block: Block) -> Working:
    """The block's text in one spelling, raised characters as ^{..}."""
    spelt = _from_scripts(block) if block.scripts else _from_markup(block.text)
    for pattern, replace in _SPELLINGS:
        spelt = spelt.sub(pattern, replace)
    return spelt


def _from_scripts(block: Block) -> Working:
    text: list[str] = []
    places: list[int] = []
    before = 0
    for place, (printed, set_as) in enumerate(zip(block.text, block.scripts, strict=True)):
        character = _RAISED.get(printed, printed)
        script = set_as if character == printed else 1
        if script != before:
            mark = ("}" if before == 1 else "") + ("^{" if script == 1 else "")
            text += mark
            places += [place if script == 1 else max(place - 1, 0)] * len(mark)
        before = script
        spelt = _plain(character)
        text += spelt
        places += [place] * len(spelt)
    if before == 1:
        text.append("}")
        places.append(len(block.text) - 1)
    return Working("".join(text), tuple(places), tuple(place + 1 for place in places))


def _from_markup(source: str) -> Working:
    text: list[str] = []
    first: list[int] = []
    last: list[int] = []
    done = 0

    def add(new: str, start: int, end: int) -> None:
        text.append(new)
        first.extend([start] * len(new))
        last.extend([end] * len(new))

    def plain(start: int, end: int) -> None:
        for place in range(start, end):
            if _ESCAPED.match(source, place):
                continue
            add(_plain(source[place]), place, place + 1)

    for match in _CHUNK.finditer(source):
        plain(done, match.start())
        new = " " if _EQUATION.match(match.group()) else normalise(match.group())[0]
        add(re.sub(r"[|]", "", new) if "$" in match.group() else new, match.start(), match.end())
        done = match.end()
    plain(done, len(source))
    return Working("".join(text), tuple(first), tuple(last))


def _plain(character: str) -> str:
    """One character in its one spelling; letters and blanks stay."""
    if character.isascii():
        return character
    if character == "→":
        return " to "
    return normalise(character.translate(_LOWERED))[0] or (" " if character.isspace() else character)


def as_markup(text: str) -> str:
    """Working text with its raised parts as <sup>."""
    return re.sub(r"\^\{([^{}]*)\}", r"<sup>\1</sup>", text)


def printed_markup(block: Block, start: int, end: int) -> str:
    """The block's characters from `start` to `end` as printed, blanks made one, scripts as <sup> and <sub>."""
    text = block.text[start:end]
    if block.scripts:
        out: list[str] = []
        before = 0
        for character, script in zip(text, block.scripts[start:end], strict=True):
            if script != before:
                out.append(_TAG_END[before] + _TAG_START[script])
                before = script
            out.append(character)
        text = "".join(out) + _TAG_END[before]
    return re.sub(r"\s+", " ", re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text))


_TAG_START = {0: "", 1: "<sup>", -1: "<sub>"}
_TAG_END = {0: "", 1: "</sup>", -1: "</sub>"}
