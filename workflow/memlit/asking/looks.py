"""What a printed text is by its looks, before it is known what it is of: a value, a unit, a goal, a publication.

`tables.pdf.grid.numeric` asks another question: whether a text fills a cell of the body, as dashes do.
"""

import re
from collections.abc import Iterable

from memlit.field import read_header_unit

_BEGINS_WITH_NUMBER = re.compile(r"\s*[<>≤≥~≈∼±+\-−–≫»]{0,3}\s*\(?\d")
_VALUE = re.compile(r"[<>≤≥~≈±+−–-]{0,2}\s?\d[\d.,]*\s?(\D.*)")
"""A number and, where it is one, its unit: `119.7 TOPS/W` heads nothing."""
_THIS_WORK = re.compile(
    r"\b(?:this|present|our) (?:work|study|paper|device|letter|article|results?)\b"
    r"|^\s*(?:proposed(?: (?:device|work|cell|synapse|design))?|ours|herein)\s*$",
    re.IGNORECASE,
)


def is_value(text: str) -> bool:
    """True for a cell that begins with a number (a comparator or sign before it)."""
    return _BEGINS_WITH_NUMBER.match(text) is not None


def is_quantity(text: str) -> bool:
    """True for a cell that is nothing but a number with its unit."""
    value = _VALUE.fullmatch(text.strip())
    return value is not None and read_header_unit(value.group(1)) is not None


def is_unit(text: str) -> bool:
    """True for a cell that is nothing but a unit, in brackets or not."""
    bare = text.strip().strip("()[]").strip()
    # `min` beside `max` is no minute.
    return bool(bare) and text.strip() != "min" and read_header_unit(bare) is not None


def is_this_work(texts: Iterable[str]) -> bool:
    """True where a label or a citation says that the value is of the publication that prints the table."""
    return any(_THIS_WORK.search(text) for text in texts)
