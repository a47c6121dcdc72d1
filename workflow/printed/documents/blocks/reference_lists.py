"""Which paragraphs behind a heading `References` are entries of a list: captions and running text among them are not.

A table may have `Reference` as a head, tables and captions are often written behind the list, and some journals print
methods there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from printed.documents.blocks.model import Block
from printed.documents.paragraphs import REFERENCES, is_caption

_OF_AN_ENTRY = re.compile(
    r"(?<!\d)(?:18|19|20)\d\d(?!\d)|\bdoi\b|https?:|\bet al\b|\bpp\. ?\d|^\s*(?:\[\d{1,3}\]|\d{1,3}[.)])\s",
    re.IGNORECASE | re.MULTILINE,
)
"""What an entry of a list of references prints: a year, an address, its number."""
_SMALL_WORDS = re.compile(
    r"\b(?:the|is|are|was|were|has|have|by|that|this|from|as|can|which|we|it|at|to)\b", re.IGNORECASE
)
_FEWEST_WORDS = 25
"""So many words without a sign of an entry are running text if enough of them are small ones."""
_SHARE_OF_SMALL_WORDS = 0.12
_LONG_ENOUGH = 40
"""Shorter paragraphs (running heads, page numbers) do not say what a list is."""
_FEWEST_PARAGRAPHS = 5
"""Fewer paragraphs behind a heading do not say that it was none."""
_SHARE_OF_ENTRIES = 0.3
"""A heading that so few entries follow was none."""


def without_false_entries(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with captions and running text that stand behind a heading `References` as what they are."""
    checked: list[Block] = []
    region: list[Block] = []
    for block in blocks:
        if region and (block.kind != "references" or _is_heading(block)):
            checked += _checked_region(region)
            region = []
        if block.kind == "references":
            region.append(block)
        else:
            checked.append(block)
    return [*checked, *_checked_region(region)]


def _is_heading(block: Block) -> bool:
    return REFERENCES.match(block.text.split("\n", 1)[0]) is not None


def _checked_region(region: Sequence[Block]) -> list[Block]:
    """The blocks behind one heading."""
    long = [block for block in region if len(block.text) >= _LONG_ENOUGH]
    entries = [block for block in long if _OF_AN_ENTRY.search(block.text) and not _is_prose(block.text)]
    is_judged = len(long) >= _FEWEST_PARAGRAPHS and _is_heading(region[0])
    has_list = not is_judged or len(entries) >= _SHARE_OF_ENTRIES * len(long)
    return [_checked(block, is_listed=has_list) for block in region]


def _checked(block: Block, *, is_listed: bool) -> Block:
    if is_caption(block.text):
        return replace(block, kind="caption")
    return block if is_listed and not _is_running_text(block.text) else replace(block, kind="text")


def _is_running_text(text: str) -> bool:
    return _is_prose(text) and _OF_AN_ENTRY.search(text) is None


def _is_prose(text: str) -> bool:
    """Whether a paragraph is of sentences, which may cite works as an entry does: `Hu et al. [73] developed ...`."""
    words = len(re.findall(r"[^\W\d_]{2,}", text))
    return words >= _FEWEST_WORDS and len(_SMALL_WORDS.findall(text)) >= _SHARE_OF_SMALL_WORDS * words
