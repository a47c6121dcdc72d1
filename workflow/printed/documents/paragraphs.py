"""What a paragraph is by how it begins: the heading of a list of references, one of its entries, a caption."""

import re
from collections.abc import Callable

from printed.ordered_rules import TradeRule, first_that_holds

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
_PAGE_FOOT = re.compile(r"\s*(?:https?://\S+|www\.\S+|(?:doi|DOI)[:\s]\s?10\.\S+|(?:©|\(c\) ?\d{4}).*)\s*")
"""A line of its own at the foot of a page: an address, who holds the copyright."""
_LABEL = re.compile(
    r"[*_\s]{0,4}(?:Fig(?:ure|\.)?s?|FIG(?:URE)?S?\.?|Tab(?:le[.–-]?|\.)|TABLE[.–-]?|Scheme)\s?"
    r"S?(?:\d{1,3}(?:\s?[.–-]\s?\d{1,3})*|[IVX]+\b)[*_]{0,2}"
)
"""The label of a figure or a table: `Figure 2`, `TABLE IV`, `**Fig. S3`."""
_MARKS = r"(?:\([a-z]\)|[a-z]\b)(?:\s?(?:[,–-]|and)\s?(?:\([a-z]\)|[a-z]\b))*"
"""Marks of panels: `(a)`, `(a)–(c)`, `a, b`."""
_GOES_ON = re.compile(r"\s?[)\];,’']")
_PANEL_IN_A_SENTENCE = re.compile(
    r"[A-Za-z]\b(?:\s?[,–-]\s?[a-z]\b)*(?!\s+(?:\(|[^\sa-z])|\s*[:|]|\s*$)|[A-Za-z][–-][a-z]|[a-z]{2}"
)
_SMALL_WORD_BEHIND = re.compile(rf"\s+(?:{_MARKS}\s+)?[a-z]{{2,}}|\s?{_MARKS}\s+[a-z]{{2,}}|\s?{_MARKS},")
_WANTS_A_LABEL = re.compile(
    r"(?:\b(?:in|see|of|by|from|to|and|or|with|for|on|at|as|via|using|than|per|the|both|also|cf\.|e\.g\.,?|"
    r"Supplementary|Suppl?\.|(?:Supplementary|Supporting) Information|Extended Data)|\()\s*$"
)
"""A line that ends so goes on with a label: `as shown in`, `(Supplementary`."""


def _begins_with(words: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda behind: words.match(behind) is not None


IN_A_SENTENCE: tuple[TradeRule[str], ...] = (
    TradeRule(
        "goes_on", _begins_with(_GOES_ON), "the sentence goes on behind the label", "Fig. 3), where the loss is low."
    ),
    TradeRule(
        "panel_in_a_sentence",
        _begins_with(_PANEL_IN_A_SENTENCE),
        "one panel is referred to, and no figure is named",
        "Fig. 1b–d. Desirable features are low loss and low cost.",
    ),
    TradeRule(
        "small_word_behind",
        _begins_with(_SMALL_WORD_BEHIND),
        "a verb or another small word stands behind the label",
        "Figure 2 illustrates the stack.",
    ),
)
"""What shows, behind the label of a figure or a table at the beginning of a line, that it is of a sentence."""


def is_page_foot(line: str) -> bool:
    """Whether a line stands at the foot of a page and belongs to no paragraph."""
    return _PAGE_FOOT.fullmatch(line) is not None


def has_label(text: str) -> bool:
    """Whether a text begins with the label of a figure or a table."""
    return _LABEL.match(text) is not None


def wants_label(text: str) -> bool:
    """Whether a text breaks off where only the label of a figure or a table can follow."""
    return _WANTS_A_LABEL.search(text[-60:]) is not None


def is_caption(text: str, before: str = "") -> bool:
    """Whether a paragraph is the caption of a figure or a table. before: running text that it may go on with.

    A caption begins with its label; a full stop, a colon, a bar or a noun with a capital follows, and no verb.
    """
    label = _LABEL.match(text)
    if label is None or wants_label(before):
        return False
    return first_that_holds(IN_A_SENTENCE, text[label.end() :]) is None


def is_lead(text: str, *, is_heading: bool) -> bool:
    """Whether a paragraph says what the list below it is about: a short line that ends in a colon, or a heading."""
    return 0 < len(text) <= LONGEST_LEAD and (is_heading or text.rstrip(" *_").endswith(":"))
