"""What a person says of a paper, as fields of its entry; all other characters of references.bib stay."""

import codecs
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from memlit.config import Classes, Config
from memlit.curation.adding.bibtex import entry_and_place, rewritten
from memlit.errors import ConfigError, LibraryError
from memlit.fetching.crossref import doi_in
from memlit.library import BIBLIOGRAPHY, PAPER_ROLES, Entry, Library, parse_library

TOLD_FIELDS = ("title", "author", "year", "journal", "doi", "abstract")
"""Plain texts of an entry that a person writes in a form."""
_LONGEST = 8000
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class EntryForm:
    """An entry as a form has it: plain texts by the names of TOLD_FIELDS, "" for none, and its labels."""

    texts: Mapping[str, str]
    device_classes: Sequence[str]
    roles: Sequence[str]
    sets: Sequence[str]


def form_of(entry: Entry, config: Config) -> EntryForm:
    """What the form of an entry holds before a person changes it; keywords that name no set are not in it."""
    texts = {name: entry.plain(name) for name in TOLD_FIELDS}
    sets = tuple(name for name in entry.sets if name in config.evidence.sets)
    return EntryForm(texts, entry.device_classes, entry.roles, sets)


def entry_changes(entry: Entry, form: EntryForm, config: Config) -> dict[str, str | None]:
    """The fields to write, delimiters included, None for one to take away; only what the form says otherwise."""
    before = form_of(entry, config)
    found: dict[str, str | None] = {}
    for name, text in form.texts.items():
        plain = " ".join(text.translate({ord(c): None for c in "{}\\"}).split())
        if plain != before.texts[name]:
            found[name] = "{" + plain + "}" if plain else None
    labels = (("deviceclass", before.device_classes, form.device_classes), ("role", before.roles, form.roles))
    found |= {name: _listed(new) for name, old, new in labels if list(old) != list(new)}
    if set(before.sets) != set(form.sets):
        others = [word for word in entry.sets if word not in before.sets]
        found["keywords"] = _listed((*others, *form.sets))
    return found


def _listed(words: Collection[str]) -> str | None:
    return "{" + ", ".join(words) + "}" if words else None


def check_texts(where: str, texts: Mapping[str, str]) -> None:
    """Raise LibraryError for the first text that cannot stand in an entry; where: its key, or the file it is of."""
    title, year, doi = (texts.get(name, "").strip() for name in ("title", "year", "doi"))
    if not title:
        raise LibraryError(where, "has no title", "write the title of the paper")
    if long := next((name for name, text in texts.items() if len(text) > _LONGEST), None):
        raise LibraryError(where, f"{long} has over {_LONGEST} characters", "write it shorter")
    if year and not _YEAR.fullmatch(year):
        raise LibraryError(where, f"year {year!r} is none", "write four digits")
    if doi and doi_in(doi) is None:
        raise LibraryError(where, f"DOI {doi!r} is none", "write it as 10.1038/...")


def check_form(key: str, form: EntryForm, library: Library, config: Config, classes: Classes) -> None:
    """Raise LibraryError or ConfigError for the first thing that cannot stand in an entry."""
    check_texts(key, form.texts)
    doi = form.texts["doi"].strip()
    twin = next(
        (e.key for e in library.entries.values() if doi and e.fields.get("doi", "").lower() == doi.lower()), key
    )
    if twin != key:
        raise LibraryError(key, f"has the DOI of {twin}", "remove one of the two")
    known = (
        ("class", form.device_classes, sorted(classes.classes)),
        ("role", form.roles, PAPER_ROLES),
        ("set", form.sets, tuple(config.evidence.sets)),
    )
    for what, words, names in known:
        if unknown := next((word for word in words if (classes.canonical(word) or word) not in names), None):
            raise ConfigError(key, f"unknown {what} {unknown!r}", f"choose {', '.join(names)}")


def with_changed_entry(root: Path, key: str, changes: Mapping[str, str | None]) -> bytes:
    """references.bib with these fields of one entry, all else as it is. Raises LibraryError where more would change."""
    before = (root / BIBLIOGRAPHY).read_bytes()
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    text = before.removeprefix(mark).decode("utf-8")
    library = parse_library(text)
    if key not in library.entries:
        raise LibraryError(key, f"has no usable entry in {BIBLIOGRAPHY}", "run memlit check")
    entry, begin = entry_and_place(text, key)
    after = text[:begin] + rewritten(entry, changes, key) + text[begin + len(entry.raw) :]
    found = parse_library(after)
    others = {name: one.fields for name, one in library.entries.items() if name != key}
    is_alone = {name: one.fields for name, one in found.entries.items() if name != key} == others
    if not is_alone or key not in found.entries or len(found.problems) > len(library.problems):
        where = f"{BIBLIOGRAPHY}:{library.entries[key].line}"
        raise LibraryError(where, f"{key} cannot be changed alone", "run memlit check, or change it by hand")
    return mark + after.encode("utf-8")
