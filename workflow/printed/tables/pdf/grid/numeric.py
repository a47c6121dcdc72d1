"""Numbers, dashes and marks of absence: what fills the body of a table."""

import re

from printed.tables.settings import TABLE_SETTINGS

_BETWEEN = re.compile(r"[/,;@]")
NUMERIC = re.compile(
    r"^[~≈<>≤≥±+\-–−($€£¥]*[\d.,:/·×%()\-–−+±]*\d[\d.,:/%()*]*(?:e[-+−–]?\d+)?[a-zA-Z%*°µμΩ]{0,4}\)?$|^(n\.?a\.?|[-–—−.:…*]+|NR|N/A|\.\.+)$",
    re.I,
)


def is_numeric(text: str) -> bool:
    """Whether a cell's text is a number, a dash or a not-available mark (what fills a body column)."""
    compacted = text.replace(" ", "").replace("\u00a0", "")
    if compacted.strip("()") in ("000", "000s", "'000"):
        return False
    if not compacted or len(compacted) > TABLE_SETTINGS.value_length:
        return False
    values = _BETWEEN.split(compacted)
    is_list = 1 < len(values) <= TABLE_SETTINGS.values_in_cell and all(any(map(str.isdigit, value)) for value in values)
    return bool(NUMERIC.match(compacted)) or (is_list and all(map(NUMERIC.match, values)))
