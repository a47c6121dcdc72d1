"""Signs and words that make a number a bound or an approximate value."""

from __future__ import annotations

import re

COMPARE_SIGN = {
    "<": "<", ">": ">", "≤": "<=", "≥": ">=", "≪": "<", "≫": ">", "≲": "<=", "≳": ">=", "~": "~", "=": "=",
}  # fmt: skip
_BARELY = r"(?:(?:well|just|slightly|even|much|far|significantly|considerably|somewhat|a little|still) )?"
COMPARE_WORDS = tuple(
    (re.compile(words + r"(?![A-Za-z])", re.IGNORECASE), sign)
    for words, sign in (
        (r"(?:up to|as (?:high|large|long|much|many|great) as|reach(?:es|ing)?(?: up to)?|at best)", "up_to"),
        (r"(?:down to|as (?:low|small|short|little|few|fast) as)", "down_to"),
        (r"(?:(?:greater|larger|higher|longer|more) than or equal to|at least|minimum of|no(?:t)? (?:less|fewer|lower"
         r"|smaller|shorter) than|not below)", ">="),
        (r"(?:(?:less|lower|smaller|shorter|fewer) than or equal to|at most|maximum of|within|no(?:t)? (?:more|greater"
         r"|larger|higher|longer) than|(?:does )?not exceed(?:ing)?|not above)", "<="),
        (_BARELY + r"(?:(?:less|lower|smaller|fewer|shorter|faster) than|below)", "<"),
        (_BARELY + r"(?:(?:more|greater|larger|higher|longer) than|above|over|beyond|in excess of|upwards? of"
         r"|(?:exceed|surpass|outlast)(?:s|ed|ing)?|outlasting)", ">"),
        (r"(?:just |well |slightly )?under(?=\s[<>~]?\d)", "<"),
        (r"(?:(?:on|of|in) the order of|order of|approximately|approx\.?|about|around|ca\.?|circa|roughly|nearly|almost"
         r"|typically|close to|some(?=\s\d)|near(?=\s\d)|estimated (?:at|to be)|estimated as|c\.(?=\s\d))", "~"),
        (r"(?:equals?|equal to|of exactly|exactly)", "="),
    )
)  # fmt: skip
UNDIRECTED = re.compile(r"(?:better|worse) than(?![A-Za-z])", re.IGNORECASE)
SUB = re.compile(r"sub-?\s?(?=\d)", re.IGNORECASE)
