"""Decide that a text holds no quantity: marks of absence, yes/no marks, stacks, circuits, formulas."""

import re

from memlit.quantities.context import Context
from printedpages.units import unit_at

_ABSENT = re.compile(
    r"(?:n\.?\s?/?\s?[ars]\.?|n/?a|none|nil|no data|not (?:available|reported|applicable|given|specified|mentioned)"
    r"|tbd|nan|null|unknown|unreported|[-−–—_.·\s]+|[/\\]|\?+|…)", re.IGNORECASE
)  # fmt: skip
_MARK = re.compile(r"[√✓✔✗✘xX×○●◯△+]+|yes|no|true|false", re.IGNORECASE)
_CIRCUIT = re.compile(
    r"[<>~≥≤]?\s?\d{1,3}\s?(?:T|C|R|D|S|M|F|ED|FET|MTJ|Vint)(?:\s?-?\s?\d{1,3}\s?(?:T|C|R|D|S|M|F|ED|Vint)|\s?[-+,&]\s?"
    r"[<>]?\d{1,3}\s?(?:T|C|R|D|S|M|F|ED|Vint))*"
)
_ELEMENTS = (
    "He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Sc|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Rb|Sr|Zr|Nb|Mo|Tc|Ru|Rh|Pd|Ag|Cd"
    "|In|Sn|Sb|Te|Xe|Cs|Ba|La|Ce|Pr|Nd|Sm|Eu|Gd|Tb|Dy|Ho|Er|Tm|Yb|Lu|Hf|Ta|Re|Os|Ir|Pt|Au|Hg|Tl|Pb|Bi|H|B|C|N|O|F|P|S"
    "|K|V|Y|I|W|U"
)
_FORMULA = re.compile(rf"(?:(?:{_ELEMENTS})(?:\d{{1,2}}(?:\.\d+)?|[xyδz])?(?:[-−–+](?:\d?[xyδ]))?)+")
_NAMES = re.compile("PCMO|HZO|GST|PZT|SBT|ITO|FTO|CIPS|PEDOT|PSS|PMMA|PVDF|graphene|Gr|IGZO|LSMO|STO|LNO|BFO|h-BN|W|C")
"""Short names of layers, and two elements that stand as a word."""
_THICKNESSES = re.compile(r"\s?\(\s*\d+(?:\.\d+)?(?:\s?[/,]\s?\d+(?:\.\d+)?)+\s*(?:nm|µm|Å)?\s*\)")
_CITED_AT_END = re.compile(r"(?<=\S)(?:\s?\[[\d,\s–-]{1,20}\]|\^\{\s*\[[\d,\s–-]{1,20}\]\s*\})$")
_PUBLICATION = re.compile(
    r"(?:(?:IEEE|IEDM|VLSI|ISSCC|ESSDERC|IMW|DAC|DATE|ISCAS|Proc|J\.|Nat|Adv|Nano|ACS|Sci|Appl|Phys|Front|npj|Jpn|arXiv)"
    r"[.\s].*\b(?:19|20)\d\d\b|[A-Z][A-Za-z]+ ?['’]\d\d$"
    r"|(?:[A-Z][a-z]{1,8}\. ?){2,4}(?:[A-Z][a-z]* ?)?\d{1,4}, ?[A-Z]?\d{1,7}$"
    r"|[A-Z][A-Za-z.&]+(?: [A-Z&][A-Za-z.]*){0,5},? [^;]*\((?:19|20)\d\d\)$)"
)

_LETTER_FOR_DIGIT = re.compile(
    r"(?<![\w.])(?:1[Ool]+(?=[\^\d])|\d+[.,][Ool]+(?![A-Za-z])|\d+OO+(?![A-Za-z])|10A\d{1,2}(?!\w)"
    r"|[2-9][.\d]* ?[x×] ?1[Ool])"
)
"""A letter or a caret misread in a number: `1O^5`, `1,OOO`, `10A5`; the digits beside it are another number."""


def refusal(text: str, context: Context) -> str | None:
    """The reason why `text` holds no quantity at all; None if it may hold one."""
    stripped = re.sub(r"^\(([^()]*)\)$", r"\1", _CITED_AT_END.sub("", text.strip())).strip() or text.strip()
    if not stripped or _ABSENT.fullmatch(stripped):
        return "not_available"
    if _MARK.fullmatch(stripped):
        return "mark"
    if not re.search(r"\d", stripped):
        return "no_number"
    unit = unit_at(stripped, 0)
    if unit is not None and unit[1] == len(stripped):
        return "no_number"
    if _CIRCUIT.fullmatch(stripped) and not re.fullmatch(r"[<>~≥≤]?\s?\d+\s?[CSFKM]", stripped):
        return "circuit"
    if re.match(
        r"\d{1,2}-?[TRC](?:\d[TRCD])?[ -](?:S?D?RAM|cells?|bit-?cells?|structures?|arrays?|macro|synapse)\b(?!.*\d)",
        stripped,
    ):
        return "circuit"
    if re.fullmatch(r"[<>~≥≤]?\s?\d\s?[CSTRD]", stripped) and context.dimension not in ("S", "degC", "ohm"):
        return "circuit"
    if re.search(r"\b(?:max|min|exp|log|ln|sqrt|sin|cos)\(|[A-Za-z]\w*\s?\*\s?[\w(]|\d\s?\*\s?[A-Za-z]", stripped):
        return "formula"
    if ("π" in stripped and "=" not in stripped) or re.search(
        r"=\s?[-−]?[\d.]+\s?[a-zA-Z]\s?[-+−]\s?[\d.]+$", stripped
    ):
        return "formula"
    if re.match(r"[^\W\d]\w*\s?=\s?[^\W\d]", stripped) and not re.search(r"[=~<>≤≥:]\s?[-+−±]?\.?\d", stripped):
        return "formula"
    if re.match(r"(?:refs?|references?|doi|citations?)\b", context.words):
        return "citation"
    if _PUBLICATION.match(stripped) and not re.search(r"\d\s?(?:[afpnµumkMGT]?[VAΩSFWJs]|Hz|%)(?![a-z])", stripped):
        return "citation"
    if _LETTER_FOR_DIGIT.search(stripped) or re.search(r"\d{31}|[\d,. ]{45}", stripped):
        return "malformed_number"
    if re.search(r"(?<![\d.])\d+\.\d{1,2}\.\d|\d\.\d+\.\d{1,2}(?!\d)|\b(?:19|20)\d\d-\d\d-\d\d\b", stripped):
        return "malformed_number"
    if context.dimension != "m" and _is_stack(stripped):
        return "stack"
    return None


def is_formula(word: str) -> bool:
    """True for a chemical formula or a layer name, also with a reference number at its end."""
    bare = re.sub(r"\^\{[^}]*\}$", "", word.strip(".,:;"))
    return any(pattern.fullmatch(bare) for pattern in (_NAMES, _FORMULA)) and (len(bare) > 1 or bare in "WC")


def _is_stack(text: str) -> bool:
    """True for layers joined by / or :, with thicknesses and reference numbers but nothing else."""
    text = _THICKNESSES.sub("", text)
    layers = re.split(r"\s*[/|]\s*|\s+on\s+", text)
    if len(layers) < 2 and "(" not in text and ":" not in text:
        return is_formula(text.split("^")[0]) and bool(re.search(r"[A-Z]", text))
    good = 0
    for layer in layers:
        bare = re.sub(r"\(\s*\d+(?:\.\d+)?\s*(?:nm|µm|Å|at\.?\s?%|%)?\s*\)|\[\d+\]|\^\{[^}]*\}|[*†]", " ", layer)
        bare = re.sub(r"(?<![\w.])\d+(?:\.\d+)?\s?(?:nm|µm|Å)\b", " ", bare)
        words = [word for word in re.split(r"[\s:,()-]+", bare) if word]
        if words and all(is_formula(re.sub(r"(?<=[A-Za-z])\d{2,3}$", "", word)) or is_formula(word) for word in words):
            good += 1
    return good == len(layers) and good > 0 and bool(re.search(r"[A-Z]", text))
