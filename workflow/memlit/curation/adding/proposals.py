"""Entries proposed for references.bib: from a DOI, or from the export of another program.

Which of the files that an export names are documents of a paper: told by their bytes, never by their names.
"""

import csv
import re
import string
import unicodedata
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from memlit.config import Classes, Config, FieldOfScience, Network
from memlit.curation.adding import bibtex
from memlit.curation.adding.ris import entries_of_ris
from memlit.errors import ConfigError, DocumentError, LibraryError
from memlit.fetching import crossref
from memlit.library import PAPER_ROLES, SAFE_KEY, Entry, is_safe_key, parse_library
from printed.documents.kind import GZIP_MARK, ZIP_MARK, document_kind, is_latex

HEAD_BYTES = 65_536
"""A file is known by its beginning."""


def is_document(path: Path) -> bool:
    """Whether the file is a PDF, LaTeX, a JATS article, an HTML page, an Excel file or a delimited table.

    Other text is none, whatever its name: an export may name any file of the machine.
    """
    try:
        kind = document_kind(path)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (DocumentError, OSError):
        return False
    if head.startswith(GZIP_MARK):
        return _is_latex_archive(head)
    if kind in ("pdf", "xlsx") or head.startswith(ZIP_MARK):
        return True
    text = _text(head)
    if text is None or kind == "latex":
        return text is not None
    if kind == "delimited":
        return _is_delimited(text, is_whole=len(head) < HEAD_BYTES)
    return any(mark in text.lower() for mark in ("<!doctype html", "<html", "<article"))


def _is_latex_archive(head: bytes) -> bool:
    """Whether gzip packed a LaTeX text, or files of which a .tex file is among the first."""
    try:
        start = zlib.decompressobj(wbits=31).decompress(head, 4 * HEAD_BYTES)
    except zlib.error:
        return False
    if start[257:262] == b"ustar":
        return b".tex\0" in start
    return is_latex(start.decode("utf-8", errors="replace"))


def _text(head: bytes) -> str | None:
    """The beginning of a text, None where it is none; a character that is cut at its end does not count."""
    is_utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = head.decode("utf-16" if is_utf16 else "utf-8", errors="replace")
    return None if "\0" in text or "\ufffd" in text[:-4] else text


def _is_delimited(text: str, is_whole: bool) -> bool:
    """Two rows or more, all of the same two cells or more."""
    lines = [line for line in text.splitlines() if line.strip()]
    rows = lines if is_whole else lines[:-1]
    for delimiter in ",;\t":
        widths = {len(row) for row in csv.reader(rows, delimiter=delimiter)}
        if len(rows) > 1 and len(widths) == 1 and widths.pop() > 1:
            return True
    return False


@dataclass(frozen=True, slots=True)
class EntryProposal:
    """An entry to add: its BibTeX text, its key, the documents that its export names and that exist.

    outside: those of `files` that do not lie in the folder of the export; others: files that are no documents.
    """

    key: str
    raw: str
    files: tuple[Path, ...] = ()
    outside: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    has_folder: bool = True


class FoundEntries(NamedTuple):
    """What a source gives: entries to add, a line for each that cannot be used, and for each that was changed."""

    proposals: list[EntryProposal]
    left_out: list[str]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class PaperLabels:
    """What memlit needs of a paper and no export says: its sets, the classes of its devices, and their role."""

    sets: tuple[str, ...] = ()
    device_classes: tuple[str, ...] = ()
    role: str | None = None

    def check(self, config: Config, classes: Classes, field: FieldOfScience) -> None:
        """Raise ConfigError for the first word that the review, or its field, does not have."""
        if self.role and not field.roles:
            raise ConfigError("--role", f"{field.name} have no roles", "leave it out")
        for name in self.device_classes:
            _check_word("--class", "device class", classes.canonical(name) or name, sorted(classes.classes))
        if self.role is not None:
            _check_word("--role", "role", self.role, PAPER_ROLES)
        for name in self.sets:
            _check_word("--set", "set", name, config.evidence.sets)

    def added_to(self, entry: Mapping[str, str]) -> dict[str, str]:
        """The fields to write, delimiters included; sets go after the keywords that an export brings."""
        words = [word for word in re.split(r"\s*[,;]\s*", entry.get("keywords", "")) if word]
        new = [name for name in self.sets if name not in words]
        fields = {"keywords": "{" + ", ".join([*words, *new]) + "}"} if new else {}
        if self.device_classes:
            fields["deviceclass"] = "{" + ", ".join(self.device_classes) + "}"
        if self.role:
            fields["role"] = "{" + self.role + "}"
        return fields


def _check_word(option: str, what: str, word: str, words: Collection[str]) -> None:
    """Raise ConfigError for a word of an option that is none of `words`."""
    if word not in words:
        raise ConfigError(option, f"unknown {what} {word!r}", f"write one of {', '.join(words)}")


def propose_doi(
    doi: str, key: str | None, labels: PaperLabels, network: Network, taken: Collection[str]
) -> EntryProposal:
    """An entry for `doi` as Crossref has it; a key that is not given is none of `taken`.

    Raises LibraryError when Crossref does not know the DOI, NetworkError when it cannot be asked.
    """
    kind, fields = crossref.look_up(doi, network)
    return propose_fields(kind, fields, key, labels, taken, "doi-" + _safe(doi.split("/", 1)[1]))


def propose_fields(
    kind: str, fields: Mapping[str, str], key: str | None, labels: PaperLabels, taken: Collection[str], fallback: str
) -> EntryProposal:
    """An entry of plain texts; a key that is not given is made up from author and year, else `fallback`."""
    named = key or _untaken(_key_of(fields) or _safe(fallback), taken)
    written = {name: "{" + value + "}" for name, value in fields.items()} | labels.added_to(fields)
    body = "".join(f"  {name} = {value},\n" for name, value in written.items())
    return EntryProposal(named, f"@{kind}{{{named},\n{body}}}")


def propose_file(path: Path, labels: PaperLabels, key: str | None = None, opens_files: bool = True) -> FoundEntries:
    """The entries of an export with their own characters, and which were renamed.

    Its @string macros are put in, for they are not defined in references.bib; a key that is no safe file name is
    changed; fields with paths of the machine are left out. opens_files: whether files that the export names are looked
    at. Raises LibraryError when the file is no BibTeX.
    """
    text = _bibtex_text(path)
    found = bibtex.raw_parsed(text)
    parsed = parse_library(text, path.name)
    lines = [line for line in parsed.problems if "is no safe file name" not in line]
    if key is not None and len(found.entries) != 1:
        raise LibraryError("--key", f"is for one entry, and {path.name} has {len(found.entries)}", "leave it away")
    export = _Export(
        path=path,
        labels=labels,
        macros=bibtex.macros(found),
        keys={entry.key: key or _safe_key(entry.key) for entry in found.entries},
        parents={_written(entry).get("crossref", "").strip(_DELIMITERS) for entry in found.entries},
        opens_files=opens_files,
    )
    usable = [entry for entry in found.entries if entry.key in parsed.entries or not is_safe_key(entry.key)]
    if not usable and not lines:
        raise LibraryError(str(path), "has no BibTeX entry", "export the library as BibTeX or BibLaTeX")
    renamed = [entry for entry in usable if key is None and not is_safe_key(entry.key)]
    return FoundEntries(list(map(export.proposal, usable)), lines, list(map(export.renamed, renamed)))


_DELIMITERS = '{}"'
"""What a value of a field stands between in BibTeX."""


@dataclass(frozen=True, slots=True)
class _Export:
    """A BibTeX file of another program. keys: as the entries are called here, by their key there; parents: those
    that others refer to with `crossref`, which have no folder.
    """

    path: Path
    labels: PaperLabels
    macros: Mapping[str, str]
    keys: Mapping[str, str]
    parents: Collection[str]
    opens_files: bool

    def proposal(self, entry: Any) -> EntryProposal:
        """The entry with its own characters but for its key, what refers to others, its labels and private fields."""
        written = _written(entry)
        values = {name: bibtex.field_value(value, self.macros) for name, value in written.items()}
        plain = {name: value.strip(_DELIMITERS) for name, value in values.items()}
        if plain.get("crossref", "") in self.keys:
            values["crossref"] = "{" + self.keys[plain["crossref"]] + "}"
        if entry.key not in self.parents:
            values |= self.labels.added_to(plain)
        changed = {name: value for name, value in values.items() if value != written.get(name)}
        left_out = dict.fromkeys(filter(_is_private, values))
        named = self._named_files(plain.get("file", ""))
        files = tuple(file for file in named if is_document(file))
        folder = self.path.parent.resolve()
        return EntryProposal(
            key=self.keys[entry.key],
            raw=bibtex.rewritten(entry, {**changed, **left_out}, self.keys[entry.key]),
            files=files,
            outside=tuple(file for file in files if not file.resolve().is_relative_to(folder)),
            others=tuple(file for file in named if file not in files),
            has_folder=entry.key not in self.parents,
        )

    def _named_files(self, field: str) -> list[Path]:
        """Files that the entry names and that exist; none where they may not be looked at."""
        linked = bibtex.linked_files(field, self.path.parent) if self.opens_files else []
        return [file for file in map(Path, linked) if file.is_file()]

    def renamed(self, entry: Any) -> str:
        """The line that says what an entry is called here."""
        line = (entry.start_line or 0) + 1
        return f"{self.path.name}:{line}: {entry.key} is added as {self.keys[entry.key]}, a safe file name"


def _written(entry: Any) -> dict[str, str]:
    """The fields of an entry as they are written, by their names in small letters."""
    return {field.key.lower(): field.value for field in entry.fields}


def _safe_key(key: str) -> str:
    return key if is_safe_key(key) else _safe(key)


def propose_ris(path: Path, labels: PaperLabels, taken: Collection[str], key: str | None = None) -> FoundEntries:
    """As `propose_file` of a RIS export; keys are made up from author and year, and are none of `taken`.

    Raises LibraryError when the file is no RIS.
    """
    found = list(entries_of_ris(_bibtex_text(path)))
    if not found:
        raise LibraryError(str(path), "has no RIS entry", "export the library as RIS or BibTeX")
    if key is not None and len(found) != 1:
        raise LibraryError("--key", f"is for one entry, and {path.name} has {len(found)}", "leave it away")
    proposals: list[EntryProposal] = []
    lines = []
    for number, kind, fields in found:
        if "title" not in fields:
            lines.append(
                str(LibraryError(f"{path.name}:{number}", "has no title (TI)", "add it, or the entry by hand"))
            )
            continue
        known = {*taken, *(one.key for one in proposals)}
        proposals.append(propose_fields(kind, fields, key, labels, known, path.stem))
    return FoundEntries(proposals, lines, [])


def _is_private(field: str) -> bool:
    """Whether a field of a reference manager holds paths of the machine, which no other reader has a use for."""
    return field in {"file", "pdf", "localfile", "local-url"} or field.startswith("bdsk-file-")


def _bibtex_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise LibraryError(str(path), f"cannot be read ({error.strerror})", "give a DOI or a .bib file") from None
    except UnicodeDecodeError:
        raise LibraryError(str(path), "is not UTF-8 text", "export it as UTF-8") from None


def _key_of(fields: Mapping[str, str]) -> str | None:
    """`woo2016`: surname of the first author and year, in plain lower-case letters."""
    surname = re.sub(r"[^a-z]", "", _ascii(Entry("", "", dict(fields)).first_author).lower())
    return f"{surname}{fields['year']}" if surname and "year" in fields else None


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _safe(key: str) -> str:
    """`key` with what cannot stand in a file name replaced."""
    named = re.sub(r"[^A-Za-z0-9_-]+", "-", _ascii(key)).strip("-_")[:100]
    return named if SAFE_KEY.fullmatch(named) else "entry"


def _untaken(key: str, taken: Collection[str]) -> str:
    """`key`, with a letter from b where it is taken."""
    for name in (key, *(key + letter for letter in string.ascii_lowercase[1:])):
        if name not in taken:
            return name
    return f"{key}-new"
