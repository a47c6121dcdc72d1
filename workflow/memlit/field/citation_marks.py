"""How the field prints a cited work: `[3, 5–7]`, raised `^{12}`, `Ref. 4`, `et al. (2019)`, `IEDM’19`.

Texts are in the spelling of `quantities.spelling.normalise`: what is raised stands in `^{}`.
"""

import re

NUMBERS = r"\d{1,3}(?:\s*[,–-]\s*\d{1,3})*"
"""Numbers of works, one or several."""
LETTERED_NUMBERS = r"\d{1,3}[a-z]?(?:\s*[,;–-]\s*\d{1,3}[a-z]?)*"
"""Numbers of works, of which some have a letter; in brackets only, for `3a` alone is a number with a footnote mark."""
IN_TEXT = re.compile(
    rf"\[\s*{LETTERED_NUMBERS}\s*\]|\b[Rr]efs?\.?\s*\[?{NUMBERS}\]?"
    r"|et al\.?,?\s*\(?(?:19|20)\d\d[a-z]?\)?|https?://\S+|\b10\.\d{4,9}/\S+|\b(?:Fig|Table|Eq|Sec)s?\.?\s?S?\d+\w?"
)
"""What names a work, a figure or a table among the numbers of a text."""
RAISED_OR_TYPED = re.compile(rf"\^\{{?\s*\[?({NUMBERS})\]?\s*\}}?")
"""Behind a number, also without the braces of what is raised: `10^5 ^3`."""
RAISED_CITATION = re.compile(rf"\^\{{\s*\[?{NUMBERS}\]?\s*\}}")
RAISED_IN_BRACKETS = re.compile(rf"\^\{{\s*\[?{NUMBERS}\]\s*\}}")
"""The closing bracket tells the mark from a power: `at 10^{5} Hz^{3]}`."""
BEHIND_A_VALUE = re.compile(r"(?<=[\w%)+*°-])\s\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]$")
"""Apart from the value: `3[5]` may be an index."""
AT_END = re.compile(r"(?<=\S)(?:\s?\[[\d,\s–-]{1,20}\]|\^\{\s*\[[\d,\s–-]{1,20}\]\s*\})$")
"""At the end of a text that may hold no quantity at all, where any list of numbers is one of works."""
YEAR = r"(?:(?:19|20)\d\d|[’'‘]\s?\d\d)(?!\d)"
"""Of a publication, `’19` too."""
VENUES = {
    "iedm": r"iedm|electron devices? meeting",
    "vlsi": r"vlsi",
    "isscc": r"isscc|solid-state circuits conf",
    "imw": r"imw|memory workshop",
    "irps": r"irps|reliability physics symp",
    "iscas": r"iscas|symp\w*\.? (?:on )?circuits and syst",
    "ssdm": r"ssdm|solid[- ]state devices and mat",
    "essderc": r"essderc|european solid-state device",
    "cicc": r"cicc|custom integrated circuits",
    "dac": r"dac|design automation conf",
    "edl": r"edl|electron device lett",
    "ted": r"ted|trans\w*\.? (?:on )?electron devices",
    "jssc": r"jssc|j\w*\.? (?:of )?solid-state circuits",
    "apl": r"apl|appl\w*\.? phys\w*\.? lett",
    "nature": r"nature|nat\.",
    "science": r"science",
}
"""Short names of conferences and journals in heads of comparisons, and how a list of references has them; any case."""
