"""memlit fetch: open-access documents by DOI into sources/KEY, with licence and sha256 pinned in source.yaml."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from memlit.errors import DocumentError, LibraryError, MemlitError, NetworkError
from memlit.fetching.crossref import doi_in
from memlit.fetching.download import discard, download, part_of
from memlit.fetching.open_access import Copy, Services
from memlit.fetching.pins import pins_of, write_pin, wrong_pins
from memlit.files import sha256_of
from memlit.library import BIBLIOGRAPHY, Entry, load_library
from memlit.sources.folder import FetchedFile, source_files
from printed.documents.kind import DOCUMENT_KINDS

FetchState = Literal["to fetch", "fetched", "has a document", "no DOI", "nothing found", "failed"]
_NAMES = {"xml": "fulltext.xml", "pdf": "fulltext.pdf"}
"""Names of fetched files: never taken from an address or a header."""
_DOCUMENTS = {suffix for kind in DOCUMENT_KINDS.values() if kind.has_text for suffix in kind.suffixes}


@dataclass(frozen=True, slots=True)
class Target:
    """One entry to fetch documents for. pin: a document that was fetched before and is now absent."""

    key: str
    state: FetchState
    doi: str = ""
    pin: FetchedFile | None = None
    note: str = ""

    @property
    def line(self) -> str:
        """The line that reports the entry."""
        return f"{self.key}: " + "; ".join(filter(None, (self.state, self.doi and f"doi {self.doi}", self.note)))


def targets(root: Path, keys: Sequence[str] = ()) -> list[Target]:
    """The documents to fetch for `keys`, or for all entries that have a DOI and no document yet, by key. Raises
    LibraryError if a key has no entry.
    """
    library = load_library(root / BIBLIOGRAPHY)
    for key in keys:
        if key not in library.entries:
            raise LibraryError(f"{BIBLIOGRAPHY}", f"has no entry {key}", "add it first: memlit add DOI")
    found = [_target(root, library.entries[key]) for key in (sorted(set(keys)) or library.entries)]
    return [target for target in found if keys or target.state == "to fetch"]


def _target(root: Path, entry: Entry) -> Target:
    folder = root / "sources" / entry.key
    doi = doi_of(entry)
    pins = pins_of(folder)
    lost = next((pin for pin in pins if not (folder / pin.file).exists()), None)
    if lost is not None:
        return Target(entry.key, "to fetch", doi, lost, f"{lost.file} is pinned and absent")
    wrong = wrong_pins(Path("sources") / entry.key, pins, root)
    if wrong:
        return Target(entry.key, "failed", doi, note=wrong[0])
    documents = [path.name for path in source_files(folder) if path.suffix.lower() in _DOCUMENTS]
    if documents:
        return Target(entry.key, "has a document", note=", ".join(documents))
    if not doi:
        return Target(entry.key, "no DOI")
    return Target(entry.key, "to fetch", doi)


def doi_of(entry: Entry) -> str:
    """The entry's DOI in lower case, from its field doi or an address of doi.org; "" if there is none."""
    return (
        doi_in(entry.fields.get("doi", "").replace("\\_", "_")) or doi_in(entry.fields.get("url", "")) or ""
    ).lower()


def fetch_targets(root: Path, wanted: Sequence[Target], services: Services, day: str) -> Iterator[Target]:
    """Fetch each waiting target and yield its outcome, in order.

    day: the day of the pins, YYYY-MM-DD. Raises NetworkError if no service can be reached.
    """
    for target in wanted:
        if target.state != "to fetch":
            yield target
        elif target.pin is not None:
            yield _fetch_pinned(root / "sources" / target.key, target, target.pin, services)
        else:
            yield _fetch_found(root / "sources" / target.key, target, services, day)


def _fetch_pinned(folder: Path, target: Target, pin: FetchedFile, services: Services) -> Target:
    """Fetch the same bytes as before, or nothing."""
    file = folder / Path(pin.file).name
    kind: Literal["xml", "pdf"] = "xml" if file.suffix == ".xml" else "pdf"
    try:
        part = part_of(file)
        if not (part.is_file() and sha256_of(part) == pin.sha256):
            part = download(pin.url, file, kind, services.pace, services.contact)
        if sha256_of(part) != pin.sha256:
            discard(file)
            raise DocumentError(
                pin.url, "now holds a different file from the pinned one", "remove the pin to take the new one"
            )
    except (NetworkError, DocumentError, OSError) as error:
        return Target(target.key, "failed", target.doi, note=str(error))
    part.replace(file)
    discard(file)
    return Target(target.key, "fetched", target.doi, note=f"{pin.file}, as pinned")


def _fetch_found(folder: Path, target: Target, services: Services, day: str) -> Target:
    """Fetch the first copy that is available; if one fails, try the next."""
    faults: list[str] = []
    for copy in services.copies(target.doi):
        try:
            return _take(folder, target, copy, services, day)
        except (NetworkError, DocumentError) as error:
            faults.append(str(error))
        except OSError as error:
            faults.append(f"{folder.as_posix()}: cannot be written ({error.strerror})")
    if faults:
        return Target(target.key, "failed", target.doi, note=" | ".join(faults))
    return Target(target.key, "nothing found", target.doi, note="no open-access copy is known")


def _take(folder: Path, target: Target, copy: Copy, services: Services, day: str) -> Target:
    made_folder = not folder.exists()
    file = folder / _NAMES[copy.kind]
    try:
        part = download(copy.url, file, copy.kind, services.pace, services.contact)
    except MemlitError:
        # A folder made for nothing goes; one with an unfinished download stays.
        if made_folder and not any(folder.iterdir()):
            folder.rmdir()
        raise
    about = {name: getattr(copy, name) for name in ("url", "service", "licence", "version")}
    pin = FetchedFile(file=file.name, sha256=sha256_of(part), fetched=day, **about)
    # The pin is written first: a file without one could not be distinguished from a person's own file.
    write_pin(folder, pin, f"https://doi.org/{target.doi}")
    part.replace(file)
    _sync(folder)
    licence = copy.licence or "no licence stated, so keep it to yourself"
    return Target(target.key, "fetched", target.doi, note=f"{file.name} from {copy.service}, {licence}")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fetch_plan_lines(wanted: Sequence[Target], services: Services) -> list[str]:
    """What a call with --yes would do; no service is contacted."""
    waiting = [target for target in wanted if target.state == "to fetch"]
    asked = "Europe PMC" + (" and Unpaywall" if services.contact else "")
    plan = (
        f"would ask {asked} for {_papers(len(waiting))}, at most once per second and host, and put open-access "
        "documents under sources/KEY; no service was contacted: add --yes, or set network.allowed in config/config.yaml"
    )
    return [*(target.line for target in wanted), plan if waiting else "nothing to fetch"]


def _papers(n: int) -> str:
    return f"{n} {'paper' if n == 1 else 'papers'}"


def run_fetch(root: Path, wanted: Sequence[Target], services: Services, day: str, say: Callable[[str], None]) -> bool:
    """Fetch and report one line for each; True if every waiting target was fetched or has no open copy."""
    states: list[FetchState] = []
    for result in fetch_targets(root, wanted, services, day):
        states.append(result.state)
        say(result.line)
    for note in services.notes:
        say(note)
    if "fetched" in states:
        say(f"{_papers(states.count('fetched'))} fetched; run snakemake --cores 4, then memlit accept KEY")
    return "failed" not in states and not services.gone
