"""Numbers, dashes and marks of absence: what fills the body of a table."""

from __future__ import annotations

import re

NUMERIC = re.compile(
    r"^[~≈<>≤≥±+\-–−($€£¥]*[\d.,:/·×%()\-–−+]*\d[\d.,:/%()*]*[a-zA-Z%*°µμΩ]{0,4}\)?$|^(n\.?a\.?|[-–—−.:…*]+|NR|N/A|\.\.+)$",
    re.I,
)


def is_numeric(text: str) -> bool:
    """Whether a cell's text is a number, a dash or a not-available mark (what fills a body column)."""
    compacted = text.replace(" ", "").replace("\u00a0", "")
    if compacted.strip("()") in ("000", "000s", "'000"):
        return False
    return bool(compacted) and len(compacted) <= 24 and bool(NUMERIC.match(compacted))
