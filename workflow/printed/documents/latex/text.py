"""What a piece of LaTeX prints: plain text and markup, with `<sup>` and `<sub>`; footnotes are gathered apart."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from printed.documents.latex.structure import after_option, argument
from printed.documents.markup.text import Flow, MarkedText
from printed.siunitx import expand_siunitx
from printed.symbols import UNREADABLE

MAX_NESTING = 40
"""Commands within arguments of commands; what lies deeper is not read."""
_TOKEN = re.compile(r"\\[A-Za-z@]+\*?[ \t\n]*|\\.|\$\$?|[{}^_~&]|---?|``|''|[^\\${}^_~&\-`']+|.", re.DOTALL)
_SIUNITX = {
    "SI": 2, "qty": 2, "num": 1, "si": 1, "unit": 1, "SIrange": 3, "qtyrange": 3, "numrange": 2, "SIlist": 2,
    "qtylist": 2, "numlist": 1, "qtyproduct": 2, "numproduct": 1,
}  # fmt: skip
"""Arguments of each macro."""
_DROPPED = {
    "label": 1, "ref": 1, "eqref": 1, "autoref": 1, "cref": 1, "Cref": 1, "pageref": 1, "nocite": 1, "vspace": 1,
    "hspace": 1, "color": 1, "textcolor": 1, "cellcolor": 1, "rowcolor": 1, "columncolor": 1, "fontsize": 2,
    "setlength": 2, "addtolength": 2, "setcounter": 2, "resizebox": 2, "scalebox": 1, "rotatebox": 1, "raisebox": 1,
    "parbox": 1, "href": 1, "includegraphics": 1, "multirow": 2, "multicolumn": 2, "phantom": 1, "hphantom": 1,
    "vphantom": 1, "rule": 2, "bibliographystyle": 1, "bibliography": 1, "selectlanguage": 1, "index": 1, "thanks": 1,
    "todo": 1, "cmidrule": 1, "cline": 1, "begin": 1, "end": 1, "renewcommand": 2, "footnotemark": 0, "pagestyle": 1,
    "thispagestyle": 1, "captionsetup": 1, "hypersetup": 1, "graphicspath": 1, "usepackage": 1, "documentclass": 1,
    "bibitem": 1, "email": 1, "orcid": 1, "arraybackslash": 0, "sisetup": 1, "adjustbox": 1, "vskip": 0, "newline": 0,
}  # fmt: skip
"""Commands that print none of so many first arguments; further ones are printed."""
_WITH_COLUMNS = ("tabular", "array", "tabular*", "tabularx", "minipage", "threeparttable", "adjustbox", "wraptable")
"""Environments whose first argument says columns or a width."""
_FOOTNOTES = ("footnote", "tablefootnote", "footnotetext", "tnotetext")
_RAISED = {"textsuperscript": "sup", "tnote": "sup", "textsubscript": "sub"}
_SYMBOLS = {
    "degree": "°", "circ": "°", "celsius": "°C", "degreeCelsius": "°C", "ohm": "Ω", "textgreater": ">", "textless": "<",
    "checkmark": "✓", "perthousand": "‰", "slash": "/", "quad": " ", "qquad": " ", "hfill": " ", "prime": "′",
    "colon": ":", "mid": "|", "textbar": "|", "micro": "µ", "lt": "<", "gt": ">", "textendash": "–", "leqslant": "≤",
    "geqslant": "≥", "space": " ", "LaTeX": "LaTeX", "percent": "%", "tabularnewline": "\x00", "par": "\x00",
    "deg": "°", "item": "\x00", "dots": "…", "ldots": "…", "AA": "Å", "angstrom": "Å", "cr": "",
}  # fmt: skip
_GREEK = "mu|omega|Omega|sigma|tau|alpha|beta|delta|Delta|pi"
_UPRIGHT = re.compile(rf"up({_GREEK})|({_GREEK})up|Up(omega|delta)")
"""Upright letters of the packages upgreek and newtx: `\\upmu`, `\\muup`, `\\Upomega`."""
_BEFORE_LETTER = re.compile(r"[A-Za-z]|\\(?:mathrm|text|textrm|rm)(?![A-Za-z])")
_SILENT = {
    "bf", "rm", "it", "sf", "tt", "cal", "bm", "boldmath", "displaystyle", "textstyle", "scriptstyle", "limits",
    "nolimits", "left", "right", "middle", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "protect", "relax", "strut",
    "mathstrut", "nobreak", "allowbreak", "thinspace", "kern", "mkern", "unboldmath", "ignorespaces",
}  # fmt: skip
"""Commands that print nothing and that pylatexenc does not list."""
_CONTROL = {",": "\u2009", ";": " ", ":": " ", " ": " ", "\n": " ", "\\": "\x00"}
_PRINTED = "%&_#${}"
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_TYPED = {"--": "–", "---": "—", "``": "“", "''": "”", "~": "\u00a0", "&": " "}


@dataclass
class _Printing:
    """The flow so far, the footnotes in it, and whether it is within a formula."""

    flow: Flow = field(default_factory=Flow)
    notes: list[str] = field(default_factory=list)
    in_math: bool = False


def latex_text(source: str) -> MarkedText:
    """The text that a piece of LaTeX prints; a command that is not known prints its arguments."""
    printing = _Printing()
    _print(source, printing, 0)
    return printing.flow.gathered()._replace(notes=tuple(printing.notes))


def _print(source: str, printing: _Printing, depth: int) -> None:
    flow = printing.flow
    closers: list[str] = []
    at = 0
    while (match := _TOKEN.match(source, at)) is not None:
        token, at = match.group(), match.end()
        if token.startswith("\\"):
            at = _command(token, source, at, printing, depth)
        elif token == "{":
            closers.append("")
        elif token == "}":
            tag = closers.pop() if closers else ""
            if tag:
                flow.tag(f"</{tag}>")
        elif token in ("^", "_"):
            at = _script("sup" if token == "^" else "sub", source, at, printing, closers, depth)
        elif token in ("$", "$$"):
            printing.in_math = not printing.in_math
        elif token == "-" and printing.in_math:
            flow.add("\N{MINUS SIGN}")
        else:
            flow.add(_TYPED.get(token, token.replace("\n", " ")))
    for tag in reversed([tag for tag in closers if tag]):
        flow.tag(f"</{tag}>")


def _script(tag: str, source: str, at: int, printing: _Printing, closers: list[str], depth: int) -> int:
    """A raised or lowered part: a group stays open on the stack, one letter or command is closed at once."""
    while source[at : at + 1].isspace():
        at += 1
    if source.startswith("{", at):
        printing.flow.tag(f"<{tag}>")
        closers.append(tag)
        return at + 1
    if tag == "sub" and not printing.in_math:
        printing.flow.add("_")
        return at
    text, end = argument(source, at)
    if text in ("\\circ", "\\degree", "\\prime"):
        printing.flow.add(_SYMBOLS[text[1:]])
        return end
    if text in ("\\mathrm", "\\text", "\\textrm", "\\mathit", "\\rm"):
        return _script(tag, source, end, printing, closers, depth)
    printing.flow.tag(f"<{tag}>")
    if text and text not in "{}":
        _command(text, source, end, printing, MAX_NESTING) if text.startswith("\\") else printing.flow.add(text)
    printing.flow.tag(f"</{tag}>")
    return end


def _command(token: str, source: str, at: int, printing: _Printing, depth: int) -> int:
    """Print one command whose name ends at `at`; the place behind what it took."""
    name = token[1:].rstrip().rstrip("*")
    flow = printing.flow
    if not name or not (name[0].isalpha() or name[0] == "@"):
        return _control_symbol(token[1:2], source, at, printing)
    if depth > MAX_NESTING:
        flow.add(_symbol(name))
        return at
    if name in _SIUNITX:
        return _units(name, source, at, printing, depth)
    if name in _FOOTNOTES:
        text, at = argument(source, after_option(source, at))
        inner = _Printing()
        _print(text, inner, depth + 1)
        printing.notes += [inner.flow.gathered().line, *inner.notes]
        return at
    if name in _RAISED:
        text, at = argument(source, at)
        flow.tag(f"<{_RAISED[name]}>")
        _print(text, printing, depth + 1)
        flow.tag(f"</{_RAISED[name]}>")
        return at
    if name in ("frac", "tfrac", "dfrac", "nicefrac", "sfrac", "unitfrac"):
        above, at = argument(source, at)
        below, at = argument(source, at)
        _print(above, printing, depth + 1)
        flow.add("/")
        _print(below, printing, depth + 1)
        return at
    if name in _ACCENTS and source[at : at + 1] == "{":
        return _accent(name, source, at, printing)
    if name in ("makecell", "shortstack", "thead"):
        return after_option(source, at)
    if name in _DROPPED:
        return _drop(name, source, at, printing)
    # What is not known before a letter in a formula may be the prefix of a unit.
    is_lost = printing.in_math and _BEFORE_LETTER.match(source, at) and not _is_known(name)
    flow.add(UNREADABLE if is_lost else _symbol(name))
    return at


def _control_symbol(sign: str, source: str, at: int, printing: _Printing) -> int:
    if sign in _ACCENTS:
        return _accent(sign, source, at, printing)
    if sign in "([)]" and sign:
        printing.in_math = sign in "(["
    elif sign in _PRINTED:
        printing.flow.add(sign)
    else:
        printing.flow.add(_CONTROL.get(sign, ""))
        if sign == "\\":
            return after_option(source, at + 1 if source[at : at + 1] == "*" else at)
    return at


def _accent(sign: str, source: str, at: int, printing: _Printing) -> int:
    letter, end = argument(source, at)
    letter = {"\\i": "i", "\\j": "j"}.get(letter, letter)
    if len(letter) == 1:
        printing.flow.add(unicodedata.normalize("NFC", letter + _ACCENTS[sign]))
        return end
    return at


def _units(name: str, source: str, at: int, printing: _Printing, depth: int) -> int:
    """A macro of siunitx, or `\\unit[5]{V}` of the older package units."""
    behind = after_option(source, at)
    option = source[at:behind].strip().strip("[]")
    arguments = []
    for _ in range(_SIUNITX[name]):
        text, behind = argument(source, behind)
        arguments.append(text)
    printed = expand_siunitx(f"\\{name}" + "".join(f"{{{text}}}" for text in arguments))
    if name == "unit" and re.match(r"[-+.\d]", option):
        printed = f"{option} {printed}"
    was_math, printing.in_math = printing.in_math, True
    _print(printed, printing, max(depth + 1, MAX_NESTING - 2))
    printing.in_math = was_math
    return behind


def _drop(name: str, source: str, at: int, printing: _Printing) -> int:
    if name == "includegraphics":
        printing.flow.flags.add("picture")
    at = after_option(source, at)
    if name == "multirow":
        _, at = argument(source, at)
        at = after_option(source, at)
        _, at = argument(source, at)
        return after_option(source, at)
    if name == "cmidrule" and source[at : at + 1] == "(":
        at = source.find(")", at) + 1 or at
    text = ""
    for _ in range(_DROPPED[name]):
        text, at = argument(source, at)
    if name == "begin":
        for _ in range(1 + text.endswith(("*", "x")) if text in _WITH_COLUMNS else 0):
            _, at = argument(source, after_option(source, at))
        printing.flow.part()
        return after_option(source, at)
    return at


def _is_known(name: str) -> bool:
    return name in _SILENT or name in _SYMBOLS or _specification(name) is not None or _symbol(name) != ""


@cache
def _specification(name: str) -> Any:
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db().get_macro_spec(name)


@cache
def _symbol(name: str) -> str:
    """The character that a command without arguments prints, nothing where it prints none."""
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    if found := _UPRIGHT.fullmatch(name):
        letter = found[1] or found[2] or found[3].capitalize()
        return _symbol(letter)
    known = _specification(name)
    printed = known.simplify_repl if known is not None else ""
    return printed if isinstance(printed, str) and "%" not in printed else ""
