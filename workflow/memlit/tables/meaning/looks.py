"""What a printed text is by its looks, before it is known what it is of: a value, a unit, a goal, a publication.

`tables.pdf.grid.numeric` asks another question: whether a text fills a cell of the body, as dashes do.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from memlit.field import read_header_unit
from memlit.field.citation_marks import NUMBERS

_BEGINS_WITH_NUMBER = re.compile(r"\s*[<>≤≥~≈∼±+\-−–≫»]{0,3}\s*\(?\d")
_VALUE = re.compile(r"[<>≤≥~≈±+−–-]{0,2}\s?\d[\d.,]*\s?(\D.*)")
"""A number and, where it is one, its unit: `119.7 TOPS/W` heads nothing."""
_QUANTITY = re.compile(r"[<>≤≥~≈∼±+−–\s-]{0,4}\d[\d.,]*(?:\s?(?:[–-]|to)\s?[−-]?\d[\d.,]*)?\s?([^\W\d_]+|[×%])")
"""A number or a range with its unit, whatever follows."""
_GOAL = re.compile(
    r"^\W*(?:target(?:s|ed)?|goals?|requirements?|required|ideal|desired|desirable|specs?|specifications?)"
    r"(?: (?:values?|devices?|cells?|synapses?|properties|performance))?(?:\s+(?:for|of)\s.*|\s*\(.*\))?\W*$"
    r"|^\W*(?:targeted|required|ideal|desired|desirable)(?:\s[A-Za-z][\w-]*){1,5}\W*$"
    r"|^\W*[\w-]+ (?:requirements?|specs?|specifications?)\W*$"
    r"|^\W*(?:[\w-]+ ){1,4}(?:targets?|goals?)\W*$"
    r"|\((?:targets?|goal|required|desired)\)",
    re.IGNORECASE,
)
"""`Target`, `Desired devices for learning`, `Technology requirements`, `28 nm eNVM target`, `Resistance (target)`."""
_THIS_WORK = re.compile(
    r"\b(?:this|present|our) (?:work|study|paper|device|letter|article|results?)\b"
    r"|^\s*(?:proposed(?: (?:device|work|cell|synapse|design))?|ours|herein)\s*$",
    re.IGNORECASE,
)
_WORK = re.compile(r"\[\d+(?:\s*[,–-]\s*\d+)*\]|[’'](?:19|20)?\d\d\b|\b(?:19|20)\d\d\b|\bet al\b|^[Rr]efs?\.? ?\d+")
_MARKS_ALONE = re.compile(rf"(?:\s*,?\s*\[{NUMBERS}\])+\s*")


def is_value(text: str) -> bool:
    """True for a cell that begins with a number (a comparator or sign before it)."""
    return _BEGINS_WITH_NUMBER.match(text) is not None


def is_quantity(text: str) -> bool:
    """True for a cell that is nothing but a number with its unit."""
    value = _VALUE.fullmatch(text.strip())
    return value is not None and read_header_unit(value.group(1)) is not None


def begins_with_quantity(text: str) -> bool:
    """True for a cell that begins with a number or a range and its unit, whatever follows."""
    match = _QUANTITY.match(text)
    return match is not None and (match.group(1) in "x×" or read_header_unit(match.group(1)) is not None)


def is_unit(text: str) -> bool:
    """True for a cell that is nothing but a unit, in brackets or not."""
    bare = text.strip().strip("()[]").strip()
    # `min` beside `max` is no minute.
    return bool(bare) and text.strip() != "min" and read_header_unit(bare) is not None


def is_goal(text: str) -> bool:
    """True for a head or a label of what is asked for, which no device gave."""
    return _GOAL.search(text) is not None


def is_this_work(texts: Iterable[str]) -> bool:
    """True where a label or a citation says that the value is of the publication that prints the table."""
    return any(_THIS_WORK.search(text) for text in texts)


def names_work(text: str) -> bool:
    """True for a text that names a publication by its mark, its year or its authors."""
    return _WORK.search(text) is not None


def names_works(texts: Sequence[str]) -> bool:
    """True for heads most of which name publications, each another one: `[4]`, `VLSI’20 [2]`, `This work`."""
    works = [text for text in texts if names_work(text) or is_this_work([text])]
    return len(works) > 1 and len(works) * 2 > len(texts) and len(set(texts)) == len(texts)


def are_citations(texts: Iterable[str]) -> bool:
    """True for a line of cells, at least two, that hold nothing but citation marks: `[1, 3]`, `[6]`."""
    filled = [text for text in texts if text]
    return len(filled) > 1 and all(map(_MARKS_ALONE.fullmatch, filled))


def are_mostly(is_kind: Callable[[str], bool], texts: Iterable[str]) -> bool:
    """Whether more than half of the texts that are not blank are of a kind."""
    filled = [text for text in texts if text]
    return sum(map(is_kind, filled)) * 2 > len(filled)
