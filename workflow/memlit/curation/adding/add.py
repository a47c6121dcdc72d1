"""memlit add: entries for references.bib, with their folders under sources/; nothing that stands is overwritten.

memlit new: an empty review in a folder of its own, which uses the workflow of the installed package.
"""

import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from memlit.code_hash import workflow_folder
from memlit.config import (
    CLASSES_FILE,
    CONFIG_FILE,
    FIELD_FILE,
    FIELD_FOLDERS,
    FIRST_FIELD,
    PROJECT,
    Network,
    field_folder,
    load_classes,
    load_config,
    load_field,
)
from memlit.curation.adding.checklist import needs
from memlit.curation.adding.proposals import (
    EntryProposal,
    FoundEntries,
    PaperLabels,
    propose_doi,
    propose_file,
    propose_ris,
)
from memlit.errors import LibraryError, SourceError, some_of
from memlit.fetching import crossref
from memlit.fetching.fetch import doi_of
from memlit.files import write_bytes, write_text
from memlit.library import BIBLIOGRAPHY, Entry, is_safe_key, load_library, parse_library, squeezed
from memlit.naming import READINGS_FILE
from memlit.sources.data.from_readings import LIST_COLUMNS
from memlit.sources.folder import read_folder

BACKUP = BIBLIOGRAPHY + ".bak"
_Mark = str | tuple[str, ...]
SAID_OF_DOUBLES = {
    "doi": "{double} has the DOI of {key}, {mark}; it is left as it is",
    "key": "there is an entry {double}; give another key with --key",
    "work": "{double} has the title and first author of {key}; it is left as it is, "
    "add another work of that title alone with --key",
}
"""Of what two entries share."""


@dataclass(frozen=True, slots=True)
class Added:
    """What `memlit add` did.

    needs: what each new paper still lacks, by key; files: documents that its export names and that were not copied;
    copied: those that were; left_out: a line for each entry or file that was not taken; notes: what was changed, or
    where an entry comes from; outside: documents outside of the export's folder that wait for a yes: nothing is
    added until then.
    """

    entries: tuple[Entry, ...]
    needs: Mapping[str, Sequence[str]]
    files: Mapping[str, Sequence[Path]]
    copied: tuple[Path, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    outside: tuple[Path, ...] = ()


def add_source(
    root: Path,
    source: str,
    labels: PaperLabels,
    key: str | None = None,
    ask_network: bool = False,
    with_files: bool = False,
    from_anywhere: bool = False,
) -> Added:
    """Add a DOI or the entries of a .bib file to the review in `root`.

    key: the key of a single new entry; ask_network: whether Crossref may be asked; with_files: whether documents that
    an export names are copied into the folders; from_anywhere: those too that lie outside of the export's folder.
    Raises LibraryError when nothing can be added, as for a DOI that nobody looked up, and NetworkError when Crossref
    cannot be asked; nothing is written then.
    """
    config, classes = load_config(root / CONFIG_FILE), load_classes(root / CLASSES_FILE)
    labels.check(config, classes, load_field(root))
    if key is not None and not is_safe_key(key):
        raise LibraryError("--key", f"{key!r} is no safe file name", "use letters, digits, `_`, `-`, `.`")
    library = load_library(root / BIBLIOGRAPHY)
    proposals, lines, notes = _proposed(
        config.network, source, labels, key, ask_network or config.network.allowed, library.entries
    )
    new, doubles = without_duplicates(proposals, library.entries, may_share_title=key is not None)
    if not new:
        raise _nothing_added([*doubles, *lines])
    outside = tuple(chain.from_iterable(proposal.outside for proposal in new))
    if with_files and outside and not from_anywhere:
        return Added((), {}, {}, (), (), (), outside)
    entries = write_entries(root, new)
    copied: list[Path] = []
    left: dict[str, Sequence[Path]] = {}
    if with_files:
        for proposal in new:
            copied += _copied(root, proposal, lines)
    else:
        left = {proposal.key: proposal.files for proposal in new if proposal.files}
    needed = {}
    for proposal, entry in zip(new, entries, strict=True):
        if proposal.has_folder:
            lacking = needs(root, entry, read_folder(root / "sources", entry.key), config, classes)
            needed[entry.key] = list(lacking.values())
    return Added(tuple(entries), needed, left, tuple(copied), (*lines, *doubles), tuple(notes))


def _copied(root: Path, proposal: EntryProposal, lines: list[str]) -> Iterator[Path]:
    """Copy the documents that an export names; a line for each file that was not copied is added to `lines`."""
    lines += map(_no_document, proposal.others)
    for path in proposal.files:
        try:
            yield copy_file(root, proposal.key, path)
        except LibraryError as error:
            lines.append(str(error))


def render_added(added: Added) -> list[str]:
    """For a person: what was added, what to supply, what the next run will do."""
    if added.outside:
        lines = [f"{path.as_posix()}: would be copied" for path in added.outside]
        count = f"{len(lines)} document{'s lie' if len(lines) > 1 else ' lies'} outside of the export's folder"
        return [*lines, "", f"Nothing is added yet: {count}. Look at the list, then add --yes to copy them."]
    lines = [f"{BIBLIOGRAPHY}:{entry.line}: {entry.key} is added" for entry in added.entries]
    lines += added.notes
    lines += [f"{path.as_posix()}: copied; mind its licence before you publish it" for path in added.copied]
    lines += added.left_out
    for key, files in added.files.items():
        lines += [f"{key}: its export names a document; cp {shlex.quote(str(file))} sources/{key}/" for file in files]
    open_points = list(chain.from_iterable(added.needs.values()))
    if open_points:
        lines += ["", "Still to supply:", *(f"[ ] {line}" for line in open_points)]
    ready = ", ".join(key for key, points in added.needs.items() if not points)
    waiting = [key for key, points in added.needs.items() if points]
    lines.append("")
    if ready:
        lines.append(f"The next run (snakemake --cores 4) reads {ready} as new and rebuilds the report.")
    if waiting:
        lines.append(
            f"The next run lists {some_of(waiting, 5)} as far as it is supplied; memlit check KEY says what is missing."
        )
    return lines


def _proposed(
    network: Network, source: str, labels: PaperLabels, key: str | None, ask_network: bool, entries: Mapping[str, Entry]
) -> FoundEntries:
    """The entries of a DOI or of an export."""
    doi = crossref.doi_in(source)
    if doi is not None:
        double = next((name for name, entry in entries.items() if doi_of(entry) == doi.lower()), None)
        if double is not None:
            where = f"{BIBLIOGRAPHY}:{entries[double].line}"
            raise LibraryError(where, f"{double} has this DOI already", f"see memlit check {double}")
        if not ask_network:
            problem = "is not looked up, and nothing is added"
            raise LibraryError(doi, problem, "add --yes to ask Crossref, or give a .bib file with its entry")
        proposal = propose_doi(doi, key, labels, network, entries)
        return FoundEntries([proposal], [], [f"{proposal.key}: from Crossref; compare it with the paper"])
    if source.lower().endswith(".ris"):
        return propose_ris(Path(source), labels, entries, key)
    if not source.lower().endswith((".bib", ".bibtex")):
        problem = "is neither a DOI nor a .bib or .ris file"
        raise LibraryError(source, problem, "write 10.1038/... or the name of an export")
    return propose_file(Path(source), labels, key)


def _no_document(path: Path) -> str:
    problem = "is named by the export and is no document by its content; it is left where it is"
    return str(LibraryError(path.as_posix(), problem, "copy it by hand if it belongs to the paper"))


def _nothing_added(lines: Sequence[str]) -> LibraryError:
    """The error of an export of which no entry is new, with the reason of the first."""
    where, _, words = lines[0].partition(": ")
    problem, _, remedy = words.partition("; ")
    more = f" ({len(lines) - 1} more are left as they are)" if len(lines) > 1 else ""
    return LibraryError(where, f"nothing is added: {problem}{more}", remedy or "see the file")


def without_duplicates(
    proposals: Sequence[EntryProposal], entries: Mapping[str, Entry], may_share_title: bool = False
) -> tuple[list[EntryProposal], list[str]]:
    """The proposals whose key, DOI, and title with first author are new, and one line for each other.

    may_share_title: a person who gives the key says that it is another work of that title.
    """
    known: dict[str, dict[_Mark, str]] = {what: {} for what in SAID_OF_DOUBLES}
    for key, entry in entries.items():
        for what, mark in _marks(key, entry).items():
            known[what][mark] = key
    new: list[EntryProposal] = []
    lines = []
    for proposal in proposals:
        marks = _marks(proposal.key, parse_library(proposal.raw).entries.get(proposal.key))
        shared = [what for what, mark in marks.items() if mark in known[what]]
        if may_share_title and "work" in shared:
            shared.remove("work")
        if not shared:
            new.append(proposal)
            for what, mark in marks.items():
                known[what][mark] = proposal.key
            continue
        mark = marks[shared[0]]
        double = known[shared[0]][mark]
        place = f"{BIBLIOGRAPHY}:{entries[double].line}" if double in entries else "the same file"
        said = SAID_OF_DOUBLES[shared[0]].format(double=double, key=proposal.key, mark=mark)
        lines.append(f"{place}: {said}")
    return new, lines


def _marks(key: str, entry: Entry | None) -> dict[str, _Mark]:
    """What tells an entry from others: DOI, key, and title with first author, as far as it has them."""
    marks: dict[str, _Mark] = {"doi": doi_of(entry) if entry else "", "key": key.lower()}
    marks["work"] = same_work(entry) if entry else ()
    return {what: mark for what, mark in marks.items() if mark}


def write_entries(root: Path, proposals: Sequence[EntryProposal]) -> list[Entry]:
    """Append the entries to references.bib, with a backup beside it, and make their folders; returns the entries.

    The characters that stand in references.bib stay. Raises LibraryError, and writes nothing, when the file with the
    new entries would not give all of them and all old ones.
    """
    path = root / BIBLIOGRAPHY
    before = path.read_bytes() if path.is_file() else b""
    gap = b""
    if before and not before.endswith(b"\n\n"):
        gap = b"\n" if before.endswith(b"\n") else b"\n\n"
    after = before + gap + "\n\n".join(proposal.raw for proposal in proposals).encode("utf-8") + b"\n"
    known = parse_library(before.decode("utf-8-sig"))
    library = parse_library(after.decode("utf-8-sig"))
    for proposal in proposals:
        if proposal.key not in library.entries:
            reason = next((line for line in library.problems if line not in known.problems), "it cannot be read")
            raise LibraryError(proposal.key, f"is no usable entry ({reason})", "mend it, then add it again")
    if set(known.entries) - set(library.entries):
        raise LibraryError(BIBLIOGRAPHY, "would lose entries", "run memlit check and mend what it says")
    if before:
        write_bytes(root / BACKUP, before)
    write_bytes(path, after)
    for proposal in proposals:
        if proposal.has_folder:
            make_folder(root, proposal.key)
    return [library.entries[proposal.key] for proposal in proposals]


def make_folder(root: Path, key: str) -> None:
    """sources/KEY with an empty readings.csv, unless a folder stands there already."""
    folder = root / "sources" / key
    if not folder.exists():
        write_text(folder / READINGS_FILE, ",".join(LIST_COLUMNS) + "\n")


def copy_file(root: Path, key: str, file: Path) -> Path:
    """Copy a document into sources/KEY under its own name. Raises LibraryError when a file of that name is there."""
    target = root / "sources" / key / re.sub(r"[{}\r\n]", "_", file.name)
    if target.exists():
        raise LibraryError(target.relative_to(root).as_posix(), "is there already", "remove it, or keep it")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_bytes(target, file.read_bytes())
    except OSError as error:
        raise LibraryError(str(file), f"cannot be copied ({error.strerror})", "copy it by hand") from None
    return target.relative_to(root)


def same_work(entry: Entry) -> tuple[str, ...]:
    """What two entries of one work share: title and surname of the first author, as letters and digits alone.

    Empty where the entry lacks one of them.
    """
    if not entry.fields.get("author"):
        return ()
    found = tuple(squeezed(text) for text in (entry.fields.get("title", ""), entry.first_author))
    return found if all(found) else ()


EVERY_FIELD = FIELD_FOLDERS / "every"
"""What a review of any field begins with."""
_OF_OWN_CLASSES = re.compile(
    r"^    notes:\n(?: {6}.*\n)*|^(?:#.*\n)*(?:recommended|fig11_credits):.*\n(?: .*\n)*", re.MULTILINE
)
"""Remarks on its references, its recommendations and its credits, in the classes of memlit's own review."""
FROM_WORKFLOW = ("profiles/default/config.yaml",)
"""What it takes from memlit's own review, whatever its field."""


def new_review(folder: Path, title: str | None = None, field: str | None = None) -> list[str]:
    """Make an empty review in `folder`; returns the files it wrote, sorted.

    title: of the report; the folder's name where it is None. field: of science, the first one where it is None. Raises
    SourceError when the folder is not empty, ConfigError for a field that memlit does not bring.
    """
    of_field = field_folder(field or FIRST_FIELD)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SourceError(folder.as_posix(), "is not empty", "name a new folder")
    words = " ".join((title or folder.resolve().name).split())
    for templates in (EVERY_FIELD, of_field / PROJECT):
        _copy_templates(templates, folder, words)
    write_bytes(folder / FIELD_FILE, (of_field / "field.yaml").read_bytes())
    for name in (*FROM_WORKFLOW, *load_field(folder).from_review):
        write_text(folder / name, _of_the_field(name, (workflow_folder() / name).read_text(encoding="utf-8")))
    for name in ("sources", "extracted"):
        write_text(folder / name / ".gitkeep", "")
    return sorted(path.relative_to(folder).as_posix() for path in _files_below(folder))


def _of_the_field(name: str, text: str) -> str:
    """A file of memlit's own review for another one: classes without what that review alone says of them."""
    return _OF_OWN_CLASSES.sub("", text).rstrip() + "\n" if name == CLASSES_FILE else text


def _copy_templates(templates: Path, folder: Path, title: str) -> None:
    """The files below `templates`, the title of the report in them."""
    for path in _files_below(templates):
        name = path.relative_to(templates).as_posix()
        shown = json.dumps(title, ensure_ascii=False) if name.endswith(".yaml") else title
        text = path.read_text(encoding="utf-8").replace("TITLE", shown)
        write_text(folder / (".gitignore" if name == "gitignore" else name), text)


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
