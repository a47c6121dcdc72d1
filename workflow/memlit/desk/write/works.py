"""A work as a person names it at the desk: a library key, a number of the reference list, a DOI, author and year."""

import re

from memlit.asking.model import THIS_WORK
from memlit.desk.session import Review
from memlit.errors import LibraryError
from memlit.library import DOI_TEXT, cited_work
from memlit.naming import slug
from memlit.sources.data.from_answers import OF_THE_LIBRARY

_MARK = re.compile(r"(?:ref\.? ?)?\[?(\d{1,3})\]?", re.IGNORECASE)
_YEAR = re.compile(r"[^\W\d]\D*\b(?:19|20)\d\d\b")


def whose(review: Review, key: str, said: str) -> str:
    """The paper of a value: nothing for the document's own, a key of the library, or a work that the document cites."""
    said = said.strip()
    if said in ("", key):
        return ""
    library = review.library().entries
    doi, mark = DOI_TEXT.search(said), _MARK.fullmatch(said)
    if doi:
        known = (one.key for one in library.values() if one.fields.get("doi", "").lower() == doi[0].lower())
        return next(known, cited_work(key, slug(doi[0])))
    if mark or (said not in library and _YEAR.search(said)):
        return cited_work(key, mark[1] if mark else slug(said))
    if said not in library:
        raise LibraryError(said, "is no work that is known", "write [12], a DOI, author and year, or a key")
    return said


def work_named(review: Review, key: str, said: str) -> str:
    """The same as an answer names it; nothing where nothing is said."""
    said = said.strip()
    if not said:
        return ""
    paper = whose(review, key, said)
    if not paper:
        return THIS_WORK
    if paper in review.library().entries:
        return f"{OF_THE_LIBRARY}{paper}"
    mark = _MARK.fullmatch(said)
    return mark[1] if mark else said
