"""Find the entry of a printed reference: by its DOI, else by title, first author and year."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from memlit.library.entries import Library

CITED = ":ref-"
"""Separates document and number in the name of a cited work without an entry: `chen2018:ref-12`."""
SHORTEST_TITLE = 16
"""Titles with fewer letters and digits also occur in references to other works."""
DOI_TEXT = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def cited_work(document: str, number: str) -> str:
    """The name of the work that a document lists under a number."""
    return f"{document}{CITED}{number}"


def is_cited_work(paper: str | None) -> bool:
    """Whether a paper is a work that a document cites and that has no entry in the library."""
    return paper is not None and CITED in paper


class CitedEntries:
    """The entries of a library as printed references name them."""

    def __init__(self, library: Library) -> None:
        self._found: dict[str, str | None] = {}
        self._by_doi: dict[str, str] = {}
        self._by_year: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for key, entry in library.entries.items():
            if entry.fields.get("doi"):
                self._by_doi.setdefault(entry.fields["doi"].lower(), key)
            title = squeezed(entry.fields.get("title", ""))
            if entry.year and "author" in entry.fields and len(title) >= SHORTEST_TITLE:
                self._by_year[str(entry.year)].append((title, squeezed(entry.first_author), key))

    def entry_of(self, reference: str) -> str | None:
        """The key of the only entry that fits a printed reference; None if none or several fit."""
        if reference not in self._found:
            self._found[reference] = self._looked_up(reference)
        return self._found[reference]

    def _looked_up(self, reference: str) -> str | None:
        dois = {doi.rstrip(".,;)]").lower() for doi in DOI_TEXT.findall(reference)}
        if len(dois) == 1 and (key := self._by_doi.get(dois.pop())) is not None:
            return key
        text = squeezed(reference)
        years = set(_YEAR.findall(reference))
        found = [
            key
            for year in sorted(years)
            for title, author, key in self._by_year.get(year, ())
            if title in text and author in text[: text.index(title)]
        ]
        return found[0] if len(found) == 1 else None


def squeezed(text: str) -> str:
    """Letters and digits only, without case and accents: what two spellings of a title have in common."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain.casefold() if letter.isalnum())
