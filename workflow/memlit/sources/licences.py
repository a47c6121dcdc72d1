"""Licences of documents: which of them let anybody pass a page on."""

import re

from memlit.library import Entry
from memlit.sources.folder import SourceDescription

OPEN_LICENCE = re.compile(
    r"CC0([ -]1\.0)?|CC[ -]BY([ -]SA)?([ -][1-4]\.0)?|public domain|MIT|Apache[ -]2\.0|BSD-[23]-Clause", re.I
)
"""Licences that let anybody pass a page on, also those who earn money, and also changed."""
_RESTRICTED = re.compile(r"\b(?:NC|ND)\b", re.I)
_REMARK = re.compile(r"\s*\((?![^)]*\b(?:except|only|not|no|without|unless|but)\b)[^)]*\)$", re.I)
"""Where a licence was seen, in brackets behind it; words that may narrow it are no such remark."""


def is_open(licence: str | None) -> bool:
    """Whether a document's licence, as its entry or source.yaml names it, lets its pages be shown to others."""
    if licence is None or _RESTRICTED.search(licence):
        return False
    return OPEN_LICENCE.fullmatch(_REMARK.sub("", licence.strip())) is not None


def licence_of(entry: Entry | None, said: SourceDescription) -> str | None:
    """The licence of a document as its entry names it, else its folder."""
    return (entry.fields.get("licence") if entry else None) or said.licence
