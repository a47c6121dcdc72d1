"""Whose value a sentence states, and how it was come by, where its words say so; None where they do not.

`This work shows`, `we measured`      own, measured
`2 pJ [12]`, `reported by Li et al.`  cited [12]
`flash memories require`              general
"""

import re
from collections.abc import Sequence

from memlit.passages.model import Find

_OWN = re.compile(
    r"\b(?:[Tt]his (?:work|study|paper|article|letter)|[Ii]n our|"
    r"[Oo]ur (?:devices?|cells?|FeFETs?|memristors?|synapses?)|"
    r"[Tt]he (?:proposed|fabricated|present) (?:\w+ ){0,3}(?:devices?|cells?|FeFETs?|memristors?)|[Ww]e (?:measure|"
    r"appl|demonstrat|fabricat|observ|obtain|f[io]und|show|used?|achiev|set|program)\w*)\b"
)
_CITED = re.compile(
    r"\b(?:et al\b|[Rr]eported (?:in|by)|[Rr]ecent (?:studies|works?|reports?)|"
    r"[Pp]revious(?:ly)? (?:work|stud|report)\w*|"
    r"[Ii]n (?:the )?literature)"
)
_GENERAL = re.compile(
    r"\b(?:[Tt]ypical(?:ly)?|[Ii]n general|[Gg]enerally|[Cc]onventional(?:ly)?|[Uu]sually|[Cc]ommonly|state-of-the-art|"
    r"[Ff]lash memor(?:y|ies))\b"
)
_IDEAL = r"(?<![-–])(?<!\bto )(?<!\bnear )(?<!\bnearly )(?<!\balmost )ideal(?! values?\b)"
"""What is `near-ideal`, `close to ideal` or beside an ideal value may be measured."""
_KINDS = (
    ("extrapolated", re.compile(r"\b(?:extrapolat\w+|projected|predict\w+|expected)\b", re.IGNORECASE)),
    ("simulated", re.compile(r"\b(?:simulat\w+|SPICE|TCAD|Monte Carlo|compact model)\b", re.IGNORECASE)),
    ("assumed", re.compile(rf"\b(?:assum\w+|is taken (?:as|to be)|hypothetical|{_IDEAL})\b", re.IGNORECASE)),
    (
        "measured",
        re.compile(
            r"\b(?:measur\w+|experiment\w*|observ\w+|fabricated|demonstrat\w+|applied|applying|monitored|recorded|"
            r"characteri[sz]ed|tested|swept|sweeping)\b",
            re.IGNORECASE,
        ),
    ),
)


def whose_said(finds: Sequence[Find]) -> str | None:
    """`own`, `cited` with the marks of the sentence, or `general`; None where nothing or more than one is said."""
    return whose_is_said(finds[0].sentence, finds[0].citations)


def whose_is_said(sentence: str, marks: Sequence[str]) -> str | None:
    """The same of any sentence with its citation marks."""
    said = []
    if _OWN.search(sentence):
        said.append("own")
    if marks or _CITED.search(sentence):
        said.append(" ".join(["cited", *marks]))
    if _GENERAL.search(sentence):
        said.append("general")
    return said[0] if len(said) == 1 else None


def kind_said(sentence: str) -> str | None:
    """measured, simulated, assumed or extrapolated; None where nothing or more than one is said."""
    said = [kind for kind, words in _KINDS if words.search(sentence)]
    return said[0] if len(said) == 1 else None
