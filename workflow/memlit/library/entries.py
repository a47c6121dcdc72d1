"""The library: references.bib, its keys, its sets and classes, and the buckets of documents.

Find the entry of a printed reference: by its DOI, else by title, first author and year.
"""

import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from memlit.errors import LibraryError
from memlit.library.bibtex import fields_of, is_broken, parsed_bibtex

BIBLIOGRAPHY = "references.bib"
SAFE_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
SIMULATED = "sim-"
PAPER_ROLES = ("synapse", "neuron", "array", "memory")
_ENTRY_START = re.compile(r"^[ \t]*@(?!(?:comment|string|preamble)\b)\w+\s*[{(]\s*([^,\s{}()]*)\s*,", re.I | re.M)


def is_safe_key(key: str) -> bool:
    """Whether `key` can name a file and a folder anywhere: letters, digits, `_`, `-`, `.`, no `..`."""
    return bool(SAFE_KEY.fullmatch(key)) and ".." not in key and not key.endswith(".")


def bucket_of(key: str, n_buckets: int) -> int:
    """The bucket of a document: crc32 of its key, modulo the number of buckets."""
    return zlib.crc32(key.encode("utf-8")) % n_buckets


_TITLE_WORDS = 5
"""Words of a title that stand for a work without author and venue."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper or document of the library; between stages it travels without its line."""

    key: str
    kind: str
    fields: dict[str, str]
    sets: tuple[str, ...] = ()
    device_classes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    line: Annotated[int, Field(exclude=True)] = 0
    """Line of references.bib where it starts, from 1; 0 if it was not read from the file."""

    @property
    def year(self) -> int | None:
        """The first four digits of the field year."""
        match = re.search(r"\d{4}", self.fields.get("year", ""))
        return int(match.group()) if match else None

    @property
    def reviewref(self) -> int | None:
        """Its number in the reference list of the review."""
        text = self.fields.get("reviewref", "")
        return int(text) if text.isdecimal() else None

    def plain(self, name: str) -> str:
        """The field `name` on one line without braces, "" where there is none."""
        return " ".join(self.fields.get(name, "").replace("{", "").replace("}", "").split())

    @property
    def first_author(self) -> str:
        """Surname of the first author, or the key if no author is given."""
        first = re.split(r"\s+and\s+", self.fields.get("author", ""))[0]
        surname = first.split(",")[0] if "," in first else first.split(" ")[-1]
        return surname.strip("{} ") or self.key

    @property
    def short_name(self) -> str:
        """`Woo 2016`, as in tables and legends; `IEDM 2003` without an author, else the first words of the title.

        The key where nothing else is known. Without braces of BibTeX.
        """
        venue = self.plain("journal") or self.plain("booktitle")
        who = self.first_author.replace("{", "").replace("}", "") if "author" in self.fields else venue
        if who:
            return f"{who} {self.year}" if self.year else who
        words = self.plain("title").split()
        return f"“{' '.join(words[:_TITLE_WORDS])}{'…' if len(words) > _TITLE_WORDS else ''}”" if words else self.key

    @property
    def numbered_name(self) -> str:
        """`Woo 2016 [12]`, with the number in the review's list where it has one."""
        return f"{self.short_name} [{self.reviewref}]" if self.reviewref else self.short_name


@dataclass(frozen=True, slots=True)
class Library:
    """All usable entries by key, and one line for each entry that could not be used."""

    entries: dict[str, Entry] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def in_set(self, name: str) -> list[Entry]:
        """The entries of a set, by key."""
        return [entry for _, entry in sorted(self.entries.items()) if name in entry.sets]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.replace(";", ",").split(",") if word.strip())


FROM_PARENT = {"title": "booktitle"}
"""Fields inherited through `crossref` under a different name; all other missing fields keep their name."""
NOT_FROM_PARENT = frozenset({"keywords", "deviceclass", "role", "reviewref", "doi", "file", "crossref", "author"})


def parse_library(text: str, where: str = BIBLIOGRAPHY) -> Library:
    """Entries of a BibTeX text. A bad entry gives one line in `problems` and does not affect the others."""
    blocks = parsed_bibtex(text)
    own = {block.key: fields_of(block) for block in blocks.entries}
    entries: dict[str, Entry] = {}
    problems: list[tuple[int, str]] = []

    def complain(line: int, problem: str, remedy: str) -> None:
        problems.append((line, str(LibraryError(f"{where}:{line}", problem, remedy))))

    for failed in blocks.failed_blocks:
        raw = " ".join((failed.raw or "").split())[:60]
        if "Duplicate" in type(failed).__name__:
            problem = f"repeats a key or a field: {raw}", "rename or remove one of the two"
        else:
            problem = f"is not a BibTeX entry: {raw}", "close its braces and separate its fields with commas"
        complain((failed.start_line or 0) + 1, *problem)
    for block in blocks.entries:
        line = (block.start_line or 0) + 1
        made = _entry(block.entry_type.lower(), block.key, _inherited(own[block.key], own), line)
        if isinstance(made, Entry):
            entries[block.key] = made
        else:
            complain(line, *made)
    named = {line for line, _ in problems}
    for key, line in _swallowed(text, " ".join(block.raw or "" for block in blocks.failed_blocks), entries):
        if line not in named:
            complain(line, f"{key} is inside a broken entry", "fix the entry before it")
    return Library(dict(sorted(entries.items())), tuple(line for _, line in sorted(problems)))


def _entry(kind: str, key: str, fields: dict[str, str], line: int) -> Entry | tuple[str, str]:
    """The entry, or what is wrong with it and how to fix it."""
    if not is_safe_key(key):
        remedy = "use letters, digits, `_`, `-`, `.`, starting with a letter or digit"
        return f"key {key!r} is not a safe file name", remedy
    broken = next((name for name, value in fields.items() if is_broken(name, value)), None)
    if broken is not None:
        return f"field {broken} of {key} is broken", "check braces and commas around it"
    sets, classes, roles = (_words(fields.get(name, "")) for name in ("keywords", "deviceclass", "role"))
    unknown = next((role for role in roles if role not in PAPER_ROLES), None)
    if unknown is not None:
        return f"{key} has the unknown role {unknown}", f"write one of {', '.join(PAPER_ROLES)}"
    return Entry(key, kind, fields, sets, classes, roles, line)


def _inherited(fields: dict[str, str], parents: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Fields of an entry with those that it inherits through `crossref`, one step deep as in BibTeX."""
    known = dict(fields)
    for name, value in parents.get(fields.get("crossref", ""), {}).items():
        if name not in NOT_FROM_PARENT:
            known.setdefault(FROM_PARENT.get(name, name), value)
    return known


def _swallowed(text: str, failed: str, entries: Mapping[str, Entry]) -> Iterator[tuple[str, int]]:
    """Key and line of each entry that starts inside another one whose braces are not closed: none is lost silently.

    failed: the text of all blocks that are no entry.
    """
    for match in _ENTRY_START.finditer(text) if failed else ():
        key = match.group(1)
        if key not in entries and key in failed and is_safe_key(key):
            yield key, text.count("\n", 0, match.start()) + 1


def load_library(path: Path) -> Library:
    """The library in references.bib, see `parse_library`; a missing or unreadable file is a LibraryError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LibraryError(str(path), "is missing", "add it, one BibTeX entry per paper") from None
    except UnicodeDecodeError:
        raise LibraryError(str(path), "is not UTF-8 text", "save it as UTF-8") from None
    return parse_library(text, path.name)


_CITED = ":ref-"
"""Separates document and number in the name of a cited work without an entry: `chen2018:ref-12`."""
SHORTEST_TITLE = 16
"""Titles with fewer letters and digits also occur in references to other works."""
DOI_TEXT = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def cited_work(document: str, number: str) -> str:
    """The name of the work that a document lists under a number."""
    return f"{document}{_CITED}{number}"


def is_cited_work(paper: str | None) -> bool:
    """Whether a paper is a work that a document cites and that has no entry in the library."""
    return paper is not None and _CITED in paper


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
