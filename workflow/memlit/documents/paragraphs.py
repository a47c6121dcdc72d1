"""What a paragraph is by how it begins: the heading of a list of references, one of its entries, a caption."""

import re

REFERENCES = re.compile(
    r"^(?:#[#*\s\dIVX.]{0,11}|[*\s\dIVX.]{0,12}(?=(?-i:[A-Z])))"
    r"(?:references?(?: and notes| list)?|list of references|bibliography|literature cited|notes and references)"
    r"[*\s:.]*$",
    re.I,
)
"""A heading, and no sentence that ends in the word: small letters stand behind the mark of a heading alone."""
AFTER_REFERENCES = re.compile(r"^[#*\s\dIVX.]{0,12}(?:appendix|supplement\w*|methods|supporting)\b.{0,60}$", re.I)
LISTED_REFERENCE = re.compile(
    r"\[\d{1,3}\][.:]?\s?[A-Z“\"].*(?:(?<!\d)(?:19|20)\d\d(?!\d)|\bdoi\b|https?:|\bin Proc\b)", re.DOTALL
)
"""A paragraph that begins with a number in brackets and holds a year or an address is of a list of references."""
LIST_ITEM = re.compile(r"\s*(?:[-*•–▪]|\d{1,2}[.)])\s")
"""An item of a list."""
LONGEST_LEAD = 80
CAPTION = re.compile(r"[*_\s]{0,4}(?:Fig(?:ure|\.)?s?|FIG(?:URE)?S?\.?|Tab(?:le|\.)|TABLE|Scheme)\s?S?(?:\d|[IVX]+\b)")


def is_lead(text: str, *, is_heading: bool) -> bool:
    """Whether a paragraph says what the list below it is about: a short line that ends in a colon, or a heading."""
    return 0 < len(text) <= LONGEST_LEAD and (is_heading or text.rstrip(" *_").endswith(":"))
