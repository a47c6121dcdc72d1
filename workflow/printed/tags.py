"""The tags of printed text: what is raised, lowered or set apart."""

import re

RAISED_TAG = re.compile(r"<sup[^>]{0,200}>(.*?)</sup>", re.IGNORECASE | re.DOTALL)
_OTHERS = re.compile(
    r"</?(?:sub|i|b|em|strong|span|p|td|th|italic|bold|a)(?:\s+[\w:-]+\s*=[^<>]{0,200})?\s*/?>", re.IGNORECASE
)


def without_tags(text: str) -> str:
    """The text without any tag but those of what is raised, which may be a power; `a < b > c` is kept."""
    return _OTHERS.sub("", text) if "<" in text else text
