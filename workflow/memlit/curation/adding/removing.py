"""memlit remove: an entry goes with all that belongs to it alone; as long as another file names it, nothing is removed.

What was there is kept under results/run/removed, for a document may lie nowhere else.
"""

import codecs
import contextlib
import csv
import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memlit.analysis.tags import TAGS_FILE
from memlit.config import CLASSES_FILE, CONFIG_FILE, load_classes, load_config
from memlit.config.claims import CLAIMS_FILE, load_claims
from memlit.curation.adding.bibtex import entry_and_place, raw_parsed
from memlit.datum import document_of
from memlit.errors import LibraryError, some_of
from memlit.files import numbered_rows, rows_with_lines, write_bytes
from memlit.library import BIBLIOGRAPHY, SCREENING_FILE, Library, is_safe_key, load_library, parse_library
from memlit.naming import CORRECTIONS_FILE
from memlit.reconcile.checks import CHECKS_FILE
from memlit.sources.extract import load_record, record_path
from memlit.sources.folder import source_files, source_keys
from memlit.sources.points import KEPT_SUFFIXES
from printed.yaml_files.read import line_of, read_yaml

_KEPT = Path("results/run/removed")
MOST_NAMED = 3
_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Removal:
    """All that belongs to a key alone, as the files stand.

    lines: what it is, for a person; rewritten: shared files by name, without their lines about it; moved: its folder
    and its record.
    """

    key: str
    lines: tuple[str, ...]
    rewritten: Mapping[str, bytes]
    moved: tuple[Path, ...]


def plan_removal(root: Path, key: str) -> Removal:
    """What `remove` would take away. Raises LibraryError where nothing is of this key, or where other files name it."""
    if not is_safe_key(key):
        raise LibraryError(key, "is no key of an entry", "write a key of references.bib")
    library = load_library(root / BIBLIOGRAPHY)
    uses = list(_uses(root, key, library))
    if uses:
        named = some_of(uses, MOST_NAMED)
        raise LibraryError(key, f"is named by {named}, and nothing is removed", "take it out there first")
    lines, rewritten = [], {}
    if key in library.entries:
        entry = library.entries[key]
        rewritten[BIBLIOGRAPHY] = _without_entry((root / BIBLIOGRAPHY).read_bytes(), key, library)
        lines.append(
            f"{BIBLIOGRAPHY}:{entry.line}: the entry {key}: {entry.short_name}, {entry.plain('title') or 'no title'}"
        )
    for name, is_about in _rows_about(key).items():
        if (root / name).is_file():
            content, n_gone = _without_rows(root / name, is_about)
            if n_gone:
                rewritten[name] = content
                lines.append(f"{name}: {n_gone} row{'' if n_gone == 1 else 's'}")
    folder = Path("sources") / key
    if (root / folder).is_dir():
        files = sorted(path.relative_to(root / folder).as_posix() for path in (root / folder).rglob("*"))
        lines.append(f"{folder.as_posix()}: {some_of(files, 8) or 'an empty folder'}")
    records = [Path("extracted") / f"{key}{suffix}" for suffix in KEPT_SUFFIXES]
    lines += [name.as_posix() for name in records if (root / name).is_file()]
    if not lines:
        raise LibraryError(key, f"has no entry in {BIBLIOGRAPHY}, no folder and no record", "check the key")
    return Removal(key, tuple(lines), rewritten, tuple(name for name in (folder, *records) if (root / name).exists()))


def remove_entry(root: Path, shown: Removal) -> Path:
    """Take away what `plan_removal` showed; returns the folder in which it is kept.

    Raises LibraryError where the files changed since, or where one of them cannot be changed: all are then as before.
    """
    removal = plan_removal(root, shown.key)
    if removal != shown:
        raise LibraryError(shown.key, "changed meanwhile, and nothing is removed", "look again at what would go")
    kept = _free_folder(root, shown.key)
    with contextlib.ExitStack() as back:
        back.callback(shutil.rmtree, root / kept, ignore_errors=True)
        try:
            for name, content in removal.rewritten.items():
                before = (root / name).read_bytes()
                write_bytes(root / kept / name, before)
                back.callback(write_bytes, root / name, before)
                write_bytes(root / name, content)
            for path in removal.moved:
                target = root / kept / path
                target.parent.mkdir(parents=True, exist_ok=True)
                (root / path).rename(target)
                back.callback(target.rename, root / path)
        except OSError as error:
            problem = f"cannot be removed ({error.strerror}: {error.filename}), and everything stands as before"
            raise LibraryError(shown.key, problem, "see to that file, then remove it again") from None
        # Everything is done: nothing is put back.
        back.pop_all()
    return kept


def _free_folder(root: Path, key: str) -> Path:
    """The folder in which what was of a key is kept: another one where the key was removed before."""
    kept = _KEPT / key
    number = 2
    while (root / kept).exists():
        kept = _KEPT / f"{key}-{number}"
        number += 1
    return kept


def _rows_about(key: str) -> dict[str, Callable[[_Row], bool]]:
    """By table, which rows are about the document alone."""
    return {
        SCREENING_FILE: lambda row: row["record"] == key,
        CORRECTIONS_FILE: lambda row: document_of(row["id"]) == key,
        CHECKS_FILE: lambda row: document_of(row["id"]) == key,
    }


def _without_rows(path: Path, is_gone: Callable[[_Row], bool]) -> tuple[bytes, int]:
    """The file without these rows, every other line as it is, and how many there were."""
    head, rows = rows_with_lines(path)
    kept = [text for row, text in rows if not is_gone(row)]
    return "".join((head, *kept)).encode("utf-8"), len(rows) - len(kept)


def _without_entry(before: bytes, key: str, library: Library) -> bytes:
    """The bibliography without one entry, all else as it is. Raises LibraryError where another would change."""
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    text = before.removeprefix(mark).decode("utf-8")
    entry, begin = entry_and_place(text, key)
    rest = text[begin + len(entry.raw) :].lstrip()
    after = text[:begin] + rest if rest else text[:begin].rstrip() + "\n"
    found = parse_library(after)
    wanted = {name: other.fields for name, other in library.entries.items() if name != key}
    if {name: other.fields for name, other in found.entries.items()} != wanted:
        where = f"{BIBLIOGRAPHY}:{library.entries[key].line}"
        raise LibraryError(where, f"{key} cannot be taken out alone", "run memlit check, or take it out by hand")
    return mark + after.encode("utf-8")


def _uses(root: Path, key: str, library: Library) -> Iterator[str]:
    """Where files that are not its own name a key, or its number in the reference list of the review."""
    yield from _children(root, key)
    entry = library.entries.get(key)
    yield from _in_settings(root, key, entry.reviewref if entry else None)
    if (root / TAGS_FILE).is_file():
        yield from (f"{TAGS_FILE}:{line}" for line, row in numbered_rows(root / TAGS_FILE) if key in row.values())
    if (root / CORRECTIONS_FILE).is_file():
        for line, row in numbered_rows(root / CORRECTIONS_FILE):
            if (row["field"], row["value"]) == ("paper", key) and document_of(row["id"]) != key:
                yield f"{CORRECTIONS_FILE}:{line}"
    for other in source_keys(root / "sources")[0]:
        if other != key:
            yield from _in_folder(root, other, key)
    records = root / "extracted"
    for path in sorted(records.glob("*.json")):
        # Most records do not name the key at all, and are not read.
        is_worth_reading = path != record_path(records, key) and f'"{key}"' in path.read_text(encoding="utf-8")
        record = load_record(records, path.stem) if is_worth_reading else None
        if record is not None and any(datum.paper == key for datum in record.data):
            yield path.relative_to(root).as_posix()


def _children(root: Path, key: str) -> Iterator[str]:
    """Entries that take fields of another by `crossref`."""
    for entry in raw_parsed((root / BIBLIOGRAPHY).read_bytes().decode("utf-8-sig")).entries:
        fields = [(field.key.lower(), field.value.strip('{}" ')) for field in entry.fields]
        if ("crossref", key) in fields:
            yield f"{BIBLIOGRAPHY}:{(entry.start_line or 0) + 1}"


def _in_settings(root: Path, key: str, reference: int | None) -> Iterator[str]:
    config = load_config(root / CONFIG_FILE)
    if config.report.review_key == key:
        yield f"{CONFIG_FILE}: review_key"
    if reference is None:
        return
    plan = config.analysis.disputed
    if reference in (plan.double, *plan.conflicts, *plan.added):
        yield f"{CONFIG_FILE}: disputed, reference {reference}"
    for name, numbers in load_classes(root / CLASSES_FILE).fig11_credits.items():
        if reference in numbers:
            yield f"{CLASSES_FILE}: credits of {name}, reference {reference}"
    for claim in load_claims(root / CLAIMS_FILE) if (root / CLAIMS_FILE).is_file() else ():
        if reference in claim.references or str(reference) in [statement.about for statement in claim.statements]:
            yield f"{CLAIMS_FILE}: claim {claim.id}, reference {reference}"


def _in_folder(root: Path, other: str, key: str) -> Iterator[str]:
    """Where the files of another document say that something is of this paper."""
    for path in source_files(root / "sources" / other):
        name = path.relative_to(root).as_posix()
        if path.suffix in {".yaml", ".yml"} and key in path.read_text(encoding="utf-8"):
            yield from (f"{name}{line_of(path, place)}" for place in _places(read_yaml(path), key))
        elif path.suffix == ".csv" and key.encode() in path.read_bytes():
            with contextlib.suppress(UnicodeDecodeError, csv.Error):
                rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
                yield from (f"{name}:{rows.line_num}" for row in rows if key in row)


def _places(node: Any, key: str, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Places of a YAML file at which `paper`, or a citation mark of `references`, is the key."""
    if isinstance(node, list):
        node = dict(enumerate(node))
    elif not isinstance(node, dict):
        return
    for name, value in node.items():
        if value == key and (name == "paper" or place[-1:] == ("references",)):
            yield (*place, name)
        yield from _places(value, key, (*place, name))
