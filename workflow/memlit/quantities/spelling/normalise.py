"""Reduce the many ways of typesetting a quantity to one: raised text as ^{..}, one mu, one ohm, plain commands.

Dashes are not merged: `-` (hyphen), `–` (en dash) and `−` (minus) carry evidence about what was meant.
"""

import html
import re
import unicodedata
from collections.abc import Sequence

from printed.siunitx import SIUNITX_PREFIXES, SIUNITX_UNITS, expand_siunitx
from printed.symbols import RAISED_CHARACTERS, RAISED_PLAIN, without_private_letters
from printed.tags import RAISED_TAG, without_tags

_RAISED = str.maketrans(RAISED_CHARACTERS, RAISED_PLAIN)
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")
_THIN = "\u2009\u202f\u00a0\u2007\u2008\u200a\u2005\u2006"
_COMMANDS = {
    r"\times": "×", r"\cdot": "·", r"\pm": "±", r"\sim": "~", r"\simeq": "~", r"\approx": "~", r"\leqslant": "≤",
    r"\geqslant": "≥", r"\leq": "≤", r"\geq": "≥", r"\le": "≤", r"\ge": "≥", r"\ll": "≪", r"\gg": "≫", r"\lesssim": "≲",
    r"\gtrsim": "≳", r"\mu": "µ", r"\Omega": "Ω", r"\degree": "°", r"\circ": "°", r"\percent": "%", r"\%": "%",
    r"\textendash": "–", r"\textmu": "µ", r"\textohm": "Ω", r"\per": "/", r"\squared": "^{2}", r"\square": "",
    r"\dots": "...", r"\ldots": "...", r"\lt": "<", r"\gt": ">", **SIUNITX_PREFIXES, **SIUNITX_UNITS,
}  # fmt: skip
_REPLACE = {
    "\u03bc": "µ", "\u2126": "Ω", "‐": "-", "‑": "-", "‒": "–", "﹣": "-", "—": "—", "∼": "~", "˜": "~", "≈": "~",
    "≃": "~", "≅": "~", "∽": "~", "≒": "~", "⩽": "≤", "⩾": "≥", "≦": "≤", "≧": "≥", "✕": "×", "✖": "×", "╳": "×",
    "∙": "·", "⋅": "·", "•": "·", "∗": "*", "′": "'", "＋": "+", "－": "-", "→": " to ",
    "½": "0.5", "¼": "0.25", "¾": "0.75",
}  # fmt: skip


_LATEX_MARKS = {
    "{,}": ",", r"\,": " ", r"\;": " ", r"\:": " ", "\\ ": " ", "---": "—", "--": "–", r"\!": "", r"\quad": " ",
    r"\left": "", r"\right": "",
}  # fmt: skip
_BREAK = re.compile(r"<br\s*/?>|</p>\s*<p[^>]{0,200}>", re.IGNORECASE)
BY_LETTER = re.compile(r"(?:(?<![A-Za-z\d.])|(?<=\d[xX]))(\d+[kM]?)[xX](?=\d)")
"""A side of `64x128x4`, whose sign is a letter."""

_BARE_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
"""Most cells of a table: one spelling already."""


def normalise(text: str, superscripts: Sequence[int] = ()) -> tuple[str, tuple[str, ...]]:
    """Return the text in one spelling, and flags. superscripts: indices of raised characters in `text`, from 0."""
    if not superscripts and _BARE_NUMBER.fullmatch(text):
        return text, ()
    flags: list[str] = []
    if superscripts:
        text = _raise_marked(text, frozenset(superscripts))
    text, symbol_flags = without_private_letters(text)
    flags += symbol_flags
    text = _markup(text)
    if "\\" in text or "$" in text:
        text = _latex(text)
    text = re.sub(f"[{RAISED_CHARACTERS}]+", lambda m: "^{" + m.group().translate(_RAISED) + "}", text).translate(
        _LOWERED
    )
    joined = re.sub(rf"(?<=\d)[{_THIN}'’](?=\d{{3}}(?!\d))", "", text)
    if joined != text:
        flags.append("thousands_mark")
        text = joined
    for fraction in "½¼¾":
        text = text.replace(fraction, _REPLACE[fraction])
    text = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFKC", text))
    for printed, plain in _REPLACE.items():
        text = text.replace(printed, plain)
    text = re.sub(r"\+\s?/\s?[-−–]|\+[-−–](?=\s*\d)", "±", text)
    text = text.replace(">>", "≫").replace("<<", "≪").replace("»", "≫").replace("«", "≪")
    text = re.sub(r"^([<>~≥≤]?\s?)[x×]\s?(?=\d)", r"\1", text.strip())
    text = BY_LETTER.sub(r"\1×", text)
    text = re.sub(r">\s?=|=\s?>", "≥", text)
    text = re.sub(r"<\s?=", "≤", text)
    text = re.sub(r"[°º]\s*C\b|\^\{?[°oº]\}?\s*C\b", "°C", text)
    text = re.sub(r"(?<=\d)\s?o\s?C\b", " °C", text)
    text = re.sub(r"(?<=[\w%])\s?\.{2,3}\s?(?=[-+−–~]?\s?[\d.])", " to ", text)
    text = re.sub(r"\b(?:deg\.? ?C|degrees? C(?:elsius)?)\b", "°C", text)
    text = re.sub(r"(?<=\d) +\^\{", "^{", text)
    text = re.sub(r"(?<=\d) ?\^ ?(?=[-−–+({]?\s?\d)", "^", text)
    text = re.sub(r"\s*[\r\n\u2028]+\s*", "\n", text.strip())
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r"\bper ?cent\b", "%", text)
    return text, tuple(flags)


def _raise_marked(text: str, places: frozenset[int]) -> str:
    out: list[str] = []
    inside = False
    for place, character in enumerate(text):
        if (place in places) != inside:
            out.append("}" if inside else "^{")
            inside = not inside
        out.append(character)
    return "".join(out) + ("}" if inside else "")


def _markup(text: str) -> str:
    if "<" in text:
        text = without_tags(_BREAK.sub("\n", RAISED_TAG.sub(r"^{\1}", text)))
    return html.unescape(text) if "&" in text else text


def _latex(text: str) -> str:
    text = expand_siunitx(text)
    text = re.sub(r"\^\s*\{?\s*\\circ\s*\}?", "°", text)
    for typed, printed in _LATEX_MARKS.items():
        text = text.replace(typed, printed)
    text = re.sub(r"(?<=[\d}$])~(?=[A-Za-zµμΩ\u2126%°\\$])", " ", text)
    text = re.sub(r"\\[A-Za-z]+(?=\\|\s*\{[A-Za-z])", lambda m: _COMMANDS.get(m.group(), m.group()), text)
    for _ in range(3):
        text = re.sub(r"\\(?:mathrm|text|textrm|mathit|mathsf|rm|textsuperscript|ensuremath)\s*\{([^{}]*)\}",
                      _unwrap, text)  # fmt: skip
    text = re.sub(r"\\([A-Za-z]+|%)", lambda m: _COMMANDS.get(m.group(), m.group()), text)
    text = re.sub(r"/\s*(?=/)", "", text)
    return text.replace("$", "")


def _unwrap(match: re.Match[str]) -> str:
    return ("^{" + match.group(1) + "}") if "superscript" in match.group(0) else match.group(1)
