"""Decide that a text holds no quantity: ordered rules for marks of absence, circuits, formulas, citations, stacks."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from memlit.field.citation_marks import AT_END
from memlit.field.words import JOURNALS, is_formula
from memlit.quantities.context import Context
from printed.ordered_rules import TradeRule, first_that_holds
from printed.units import unit_at

_ABSENT = re.compile(
    r"(?:n\.?\s?/?\s?[ars]\.?|n/?a|none|nil|no data|not (?:available|reported|applicable|given|specified|mentioned)"
    r"|tbd|nan|null|unknown|unreported|[-−–—_.·\s]+|[/\\]|\?+|…|)", re.IGNORECASE
)  # fmt: skip
_MARK = re.compile(r"[√✓✔✗✘xX×○●◯△+]+|yes|no|true|false", re.IGNORECASE)
_CIRCUIT = re.compile(
    r"[<>~≥≤]?\s?\d{1,3}\s?(?:T|C|R|D|S|M|F|ED|FET|MTJ|Vint)(?:\s?-?\s?\d{1,3}\s?(?:T|C|R|D|S|M|F|ED|Vint)|\s?[-+,&]\s?"
    r"[<>]?\d{1,3}\s?(?:T|C|R|D|S|M|F|ED|Vint))*"
)
_MAY_BE_QUANTITY = re.compile(r"[<>~≥≤]?\s?\d+\s?[CSFKM]")
"""`3 S` is a conductance where a header says so."""
_KIND_OF_CELL = re.compile(
    r"\d{1,2}-?[TRC](?:\d[TRCD])?[ -](?:S?D?RAM|cells?|bit-?cells?|structures?|arrays?|macro|synapse)\b(?!.*\d)"
)
_ONE_ELEMENT = re.compile(r"[<>~≥≤]?\s?\d\s?[CSTRD]")
_FUNCTION = re.compile(r"\b(?:max|min|exp|log|ln|sqrt|sin|cos)\(|[A-Za-z]\w*\s?\*\s?[\w(]|\d\s?\*\s?[A-Za-z]")
_LINE = re.compile(r"=\s?[-−]?[\d.]+\s?[a-zA-Z]\s?[-+−]\s?[\d.]+$")
_NAME_OF_NAME = re.compile(r"[^\W\d]\w*\s?=\s?[^\W\d]")
_NUMBER_BEHIND_SIGN = re.compile(r"[=~<>≤≥:]\s?[-+−±]?\.?\d")
_HEAD_OF_REFERENCES = re.compile(r"(?:refs?|references?|doi|citations?)\b")
_PUBLICATION = re.compile(
    rf"(?:(?:{JOURNALS})[.\s].*\b(?:19|20)\d\d\b|[A-Z][A-Za-z]+ ?['’]\d\d$"
    r"|(?:[A-Z][a-z]{1,8}\. ?){2,4}(?:[A-Z][a-z]* ?)?\d{1,4}, ?[A-Z]?\d{1,7}$"
    r"|[A-Z][A-Za-z.&]+(?: [A-Z&][A-Za-z.]*){0,5},? [^;]*\((?:19|20)\d\d\)$)"
)
_WITH_UNIT = re.compile(r"\d\s?(?:[afpnµumkMGT]?[VAΩSFWJs]|Hz|%)(?![a-z])")
_LETTER_FOR_DIGIT = re.compile(
    r"(?<![\w.])(?:1[Ool]+(?=[\^\d])|\d+[.,][Ool]+(?![A-Za-z])|\d+OO+(?![A-Za-z])|10A\d{1,2}(?!\w)"
    r"|[2-9][.\d]* ?[x×] ?1[Ool])"
)
"""A letter or a caret misread in a number: `1O^5`, `1,OOO`, `10A5`; the digits beside it are another number."""
_LETTER_FOR_SIGN = re.compile(r"(?:^|(?<=[\s(]))[A-WYZa-wyz](?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?!\w)")
"""A sign that the font prints as a letter, `B1,000%` for ≈ 1,000 %: which sign it was is lost, and so what is meant."""
_POWERS_NOT_PARTED = re.compile(r"10\^\{[^{}]*\d\s?[-−–]\s?\d[^{}]*\}")
"""`10^{−7–8}`: two powers raised together of which one alone has a sign."""
_TOO_LONG = re.compile(r"\d{31}|[\d,. ]{45}")
_TWO_POINTS = re.compile(r"(?<![\d.])\d+\.\d{1,2}\.\d|\d\.\d+\.\d{1,2}(?!\d)|\b(?:19|20)\d\d-\d\d-\d\d\b")
_THICKNESSES = re.compile(r"\s?\(\s*\d+(?:\.\d+)?(?:\s?[/,]\s?\d+(?:\.\d+)?)+\s*(?:nm|µm|Å)?\s*\)")
_BETWEEN_LAYERS = re.compile(r"\s*[/|]\s*|\s+on\s+")
_BESIDE_LAYER = re.compile(r"\(\s*\d+(?:\.\d+)?\s*(?:nm|µm|Å|at\.?\s?%|%)?\s*\)|\[\d+\]|\^\{[^}]*\}|[*†]")
_THICKNESS = re.compile(r"(?<![\w.])\d+(?:\.\d+)?\s?(?:nm|µm|Å)\b")
_BETWEEN_WORDS = re.compile(r"[\s:,()-]+")
_REFERENCE_BEHIND = re.compile(r"(?<=[A-Za-z])\d{2,3}$")
_IN_BRACKETS = re.compile(r"^\(([^()]*)\)$")


@dataclass(frozen=True, slots=True)
class Print:
    """A text, without a citation at its end and brackets round it, and what its header says."""

    text: str
    context: Context


def _is(pattern: re.Pattern[str]) -> Callable[[Print], bool]:
    """Whether the pattern is all of the text."""
    return lambda printed: pattern.fullmatch(printed.text) is not None


def _has(pattern: re.Pattern[str]) -> Callable[[Print], bool]:
    """Whether the pattern is in the text."""
    return lambda printed: pattern.search(printed.text) is not None


def _is_unit_alone(printed: Print) -> bool:
    unit = unit_at(printed.text, 0)
    return unit is not None and unit[1] == len(printed.text)


def _is_circuit(printed: Print) -> bool:
    return _CIRCUIT.fullmatch(printed.text) is not None and _MAY_BE_QUANTITY.fullmatch(printed.text) is None


def _is_one_element(printed: Print) -> bool:
    return _ONE_ELEMENT.fullmatch(printed.text) is not None and printed.context.dimension not in ("S", "degC", "ohm")


def _is_product_with_pi(printed: Print) -> bool:
    return "π" in printed.text and "=" not in printed.text


def _is_name_of_name(printed: Print) -> bool:
    return _NAME_OF_NAME.match(printed.text) is not None and _NUMBER_BEHIND_SIGN.search(printed.text) is None


def _is_publication(printed: Print) -> bool:
    return _PUBLICATION.match(printed.text) is not None and _WITH_UNIT.search(printed.text) is None


REFUSALS: tuple[TradeRule[Print], ...] = (
    TradeRule("absence", _is(_ABSENT), "not_available", "n/a", decided=19),
    TradeRule("yes or no", _is(_MARK), "mark", "✓", decided=3),
    TradeRule("no digit", lambda printed: re.search(r"\d", printed.text) is None, "no_number", "low", decided=46),
    TradeRule("a unit alone", _is_unit_alone, "no_number", "A/cm^2"),
    TradeRule("elements of a circuit", _is_circuit, "circuit", "1T1R", decided=14),
    TradeRule(
        "kind of cell",
        lambda printed: _KIND_OF_CELL.match(printed.text) is not None,
        "circuit",
        "6T SRAM cell",
        decided=1,
    ),
    TradeRule("one element of a circuit", _is_one_element, "circuit", "2S"),
    TradeRule("function or product of symbols", _has(_FUNCTION), "formula", "max(3, 4)", decided=2),
    TradeRule("a product with π", _is_product_with_pi, "formula", "2π", decided=1),
    TradeRule("equation of a line", _has(_LINE), "formula", "y = 2x + 3", decided=1),
    TradeRule("a symbol that is another", _is_name_of_name, "formula", "x = y2", decided=3),
    TradeRule(
        "head of references",
        lambda printed: _HEAD_OF_REFERENCES.match(printed.context.words) is not None,
        "citation",
        "17 under Ref.",
        decided=3,
    ),
    TradeRule("name of a publication", _is_publication, "citation", "IEDM Tech. Dig. 2017", decided=5),
    TradeRule("a letter for a digit", _has(_LETTER_FOR_DIGIT), "malformed_number", "1O^5"),
    TradeRule("more digits than a number has", _has(_TOO_LONG), "malformed_number", "1" * 31),
    TradeRule("two points or a date", _has(_TWO_POINTS), "malformed_number", "1.2.3", decided=1),
    TradeRule("a letter for a sign", _has(_LETTER_FOR_SIGN), "malformed_number", "B1,000%"),
    TradeRule("powers that are not parted", _has(_POWERS_NOT_PARTED), "malformed_number", "10^{−7–8}"),
    TradeRule(
        "stack of layers",
        lambda printed: printed.context.dimension != "m" and _is_stack(printed.text),
        "stack",
        "Pt/HfO2/TiN",
        decided=33,
    ),
)


def printed_in(text: str, context: Context) -> Print:
    """What the rules are asked of a text."""
    bare = _IN_BRACKETS.sub(r"\1", AT_END.sub("", text.strip())).strip()
    return Print(bare or text.strip(), context)


def refusal(text: str, context: Context, rules: Iterable[TradeRule[Print]] = REFUSALS) -> str | None:
    """The reason why `text` holds no quantity at all; None if it may hold one."""
    rule = first_that_holds(rules, printed_in(text, context))
    return rule.says if rule is not None else None


def _is_stack(text: str) -> bool:
    """True for layers joined by / or :, with thicknesses and reference numbers but nothing else."""
    text = _THICKNESSES.sub("", text)
    if not re.search(r"[A-Z]", text):
        return False
    layers = _BETWEEN_LAYERS.split(text)
    if len(layers) < 2 and "(" not in text and ":" not in text:
        return is_formula(text.split("^")[0])
    return all(_is_layer(layer) for layer in layers)


def _is_layer(text: str) -> bool:
    """A formula or several, with a thickness, a share or the number of a work beside it."""
    bare = _THICKNESS.sub(" ", _BESIDE_LAYER.sub(" ", text))
    words = [word for word in _BETWEEN_WORDS.split(bare) if word]
    return bool(words) and all(is_formula(_REFERENCE_BEHIND.sub("", word)) or is_formula(word) for word in words)
