"""Files that were dropped on the page: taken in as bytes, told by their content, and put to the paper they are of, or
left out; and entries of a dropped .bib.

Nothing is unpacked or opened by a name that a file gives; a file waits in a folder of its own until a person says which
paper it belongs to.
"""

import contextlib
import os
import re
import secrets
import shutil
import tarfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Literal
from urllib.parse import parse_qs, urlsplit

from memlit.curation.adding.add import make_folder, same_work, without_duplicates, write_entries
from memlit.curation.adding.changing import check_texts
from memlit.curation.adding.proposals import PaperLabels, propose_fields, propose_file, propose_ris
from memlit.curation.adding.ris import RIS_START
from memlit.desk.read.lane import Lane
from memlit.desk.read.quotations import page_png, page_sizes
from memlit.desk.serve.answer import Reply, json_answer, png, problem
from memlit.desk.session import DeskPart, Review
from memlit.errors import DocumentError, LibraryError, MemlitError, SourceError
from memlit.files import sha256_of
from memlit.library import Entry, Library, squeezed
from memlit.sources.folder import FIGURE_PREFIX, source_files
from printed.documents.first_page import first_page
from printed.documents.kind import DOCUMENT_KINDS, GZIP_MARK, ZIP_MARK, document_kind

INBOX = Path("results/run/inbox")
_CHUNK = 1 << 20
_LONGEST_NAME = 80
_PICTURES = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"II*\x00": ".tif", b"MM\x00*": ".tif"}
_PACKED = {ZIP_MARK: ".zip", GZIP_MARK: ".tar.gz"}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_LONG_TITLE = 16
"""Letters from which a title is that of one work."""
EntryTexts = Mapping[Literal["author", "title", "year", "doi"], str]
"""What a person fills in of a new paper."""
_ENTRY = re.compile(r"^\s*@\w+\s*[{(]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that waits for its paper. kind: document, figure or library; duplicate: where the same bytes are already.

    told: title, author, doi and year as its first page gives them; papers: keys of entries that it may be of.
    """

    path: Path
    kind: str
    told: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    duplicate: str = ""

    def as_plain(self) -> dict[str, object]:
        """What the page shows of the file, without its text. Size in bytes."""
        told = {name: text for name, text in self.told.items() if name != "text"}
        plain = {"id": self.id, "name": self.path.name, "kind": self.kind, "size": self.path.stat().st_size}
        return {**plain, "told": told, "papers": self.papers, "duplicate": self.duplicate}

    @property
    def id(self) -> str:
        """The name of the folder in which it waits."""
        return self.path.parent.name


def reduced(name: str) -> str:
    """A file name of letters, digits and `._-` alone, without a leading dot: `../Ärger (1).pdf` is `Arger-1.pdf`."""
    plain = unicodedata.normalize("NFKD", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = _NOT_IN_NAMES.sub("-", plain.encode("ascii", "ignore").decode())
    stem, dot, suffix = plain.rpartition(".")
    stem, suffix = (stem.strip("-."), f".{suffix.strip('-')}") if dot else (suffix.strip("-."), "")
    return f"{stem[:_LONGEST_NAME] or 'document'}{suffix[:12]}"


def take_in(root: Path, name: str, stream: IO[bytes], length: int) -> Path:
    """Write `length` bytes of `stream` to a new file of the inbox. Raises SourceError when the stream ends before."""
    folder = root / INBOX / secrets.token_hex(8)
    folder.mkdir(parents=True)
    path = folder / reduced(name)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    left = length
    try:
        with os.fdopen(handle, "wb") as file:
            while left:
                chunk = stream.read(min(_CHUNK, left))
                if not chunk:
                    raise SourceError(path.name, "did not come whole", "drop it again")
                file.write(chunk)
                left -= len(chunk)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return path


def _drawing_suffix(markup: str) -> str | None:
    """The suffix of a drawing, or of a digitizer's project, by the beginning of its markup."""
    if re.search(r"<svg[\s>]", markup):
        return ".svg"
    return ".dig" if "<Document VersionNumber" in markup else None


def kind_of(path: Path) -> tuple[str, str]:
    """(document, figure or library; the suffix that fits), by the file's content. Raises DocumentError for others."""
    with path.open("rb") as file:
        head = file.read(65_536)
    for mark, suffix in _PICTURES.items():
        if head.startswith(mark):
            return "figure", suffix
    if not head.startswith((ZIP_MARK, GZIP_MARK)) and tarfile.is_tarfile(path):
        return "figure", ".tar"
    text = head.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if text.startswith("{") and ("axesColl" in text or "plotData" in text or '"wpd"' in text):
        return "figure", ".json"
    if text.startswith("<"):
        drawn = _drawing_suffix(text[:4096])
        if drawn:
            return "figure", drawn
    elif RIS_START.match(text):
        return "library", ".ris"
    elif _ENTRY.search(text) and "=" in text and b"%PDF-" not in head[:1024]:
        return "library", ".bib"
    kind = document_kind(path)
    if kind == "delimited" and not re.search(r"[,;\t]", text):
        remedy = "drop a PDF, XML, HTML, LaTeX, CSV, .bib or .ris file"
        raise DocumentError(path.name, "is of no kind that is read here", remedy)
    for mark, suffix in _PACKED.items():
        if kind == "latex" and head.startswith(mark):
            return "document", suffix
    return "document", DOCUMENT_KINDS[kind].suffixes[0]


def recognised(path: Path, root: Path, library: Library, lane: Lane) -> Brought:
    """What a file of the inbox is and whose; its name then has the suffix of its content.

    Raises DocumentError for a file that nothing here reads, which is removed.
    """
    try:
        kind, suffix = kind_of(path)
        if suffix == ".pdf":
            lane.call(path.name, page_sizes, path)
    except MemlitError:
        leave_out(path)
        raise
    if not path.name.lower().endswith(suffix):
        stem = path.name[: -len(path.suffix)] if path.suffix else path.name
        path = path.rename(path.with_name(stem + suffix))
    told: Mapping[str, str] = {}
    if kind == "document":
        with contextlib.suppress(MemlitError):
            told = lane.call(path.name, first_page, path, document_kind(path))
    return Brought(path, kind, told, tuple(papers_of(told, library)), _duplicate(path, root / "sources"))


def papers_of(told: Mapping[str, str], library: Library) -> list[str]:
    """Keys of the entries that a document is: by its DOI, else by its title with its first author, of any key."""
    doi = told.get("doi", "").lower()
    if doi:
        found = [key for key, entry in library.entries.items() if entry.fields.get("doi", "").lower() == doi]
        if found:
            return found
    text = squeezed(told.get("text", "") + told.get("title", ""))
    return [key for key, entry in library.entries.items() if _names_work(text, entry)]


def _names_work(text: str, entry: Entry) -> bool:
    """Whether a text, as letters and digits alone, has the title of an entry, if that is long, and its first author."""
    work = same_work(entry)
    return bool(work) and len(work[0]) >= _LONG_TITLE and all(part in text for part in work)


def _duplicate(path: Path, sources: Path) -> str:
    """The file under `sources` that has the same bytes, "" where none has."""
    size, sha256 = path.stat().st_size, sha256_of(path)
    folders = sorted(sources.iterdir()) if sources.is_dir() else []
    for folder in folders:
        if not folder.is_dir() or folder.is_symlink():
            continue
        for file in source_files(folder):
            if file.stat().st_size == size and sha256_of(file) == sha256:
                return file.relative_to(sources.parent).as_posix()
    return ""


def put_to(root: Path, brought: Brought, key: str, is_supplement: bool = False) -> str:
    """Move a file of the inbox into sources/KEY; returns its name there. Nothing that stands there is overwritten."""
    if brought.duplicate:
        raise SourceError(brought.path.name, f"is there already, as {brought.duplicate}", "leave it out")
    name = brought.path.name
    if brought.kind == "figure" and not name.startswith(FIGURE_PREFIX):
        name = FIGURE_PREFIX + name
    if is_supplement and not name.startswith("supplement"):
        name = f"supplement-{name}"
    folder = root / "sources" / key
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    try:
        os.link(brought.path, target, follow_symlinks=False)
    except FileExistsError:
        where = target.relative_to(root).as_posix()
        raise SourceError(where, "is there already, with other bytes", "rename the file you drop") from None
    leave_out(brought.path)
    return name


def leave_out(path: Path) -> None:
    """Remove a file of the inbox."""
    shutil.rmtree(path.parent, ignore_errors=True)


class Inbox(DeskPart):
    """The files that wait for their paper."""

    beside = frozenset({"brought"})

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._waiting: dict[str, Brought] = {}

    def get_brought(self, id: str) -> Reply:
        """The first page of a waiting PDF as a picture, to be compared with what is proposed."""
        path = self._brought(id).path
        if path.suffix != ".pdf":
            return problem(404, "only a PDF has a first page")
        return png(self.review.intake.call(path.name, page_png, path, 1))

    def get_inbox(self) -> Any:
        """The files that wait."""
        return {"files": [one.as_plain() for one in self._waiting.values()]}

    def bring(self, target: str, stream: IO[bytes], length: int) -> Reply:
        """A dropped file: taken in, recognised, and kept aside until it is put to a paper."""
        name = parse_qs(urlsplit(target).query).get("name", ["document"])[0]
        try:
            path = take_in(self.review.root, name, stream, length)
            brought = recognised(path, self.review.root, self.review.library(), self.review.intake)
        except MemlitError as error:
            return problem(409, str(error))
        except (TimeoutError, ConnectionError):
            return problem(408, f"{reduced(name)} did not come whole")
        self._waiting[brought.id] = brought
        return json_answer(brought.as_plain())

    def _brought(self, name: str) -> Brought:
        found = self._waiting.get(name)
        if found is None:
            raise SourceError("file", "is not waiting any more", "drop it again")
        return found

    def post_put(
        self,
        id: str,
        key: str = "",
        supplement: bool = False,
        texts: EntryTexts | None = None,
        labels: PaperLabels | None = None,
    ) -> Any:
        """A waiting file goes to a paper of the library, or to a new entry of the texts that the person filled in."""
        brought = self._brought(id)
        if key:
            self.review.entry(key)
        else:
            key = self._new_entry(brought, texts or {}, labels or PaperLabels())
        make_folder(self.review.root, key)
        name = put_to(self.review.root, brought, key, supplement)
        del self._waiting[brought.id]
        self.review.readings.start(key)
        return {"key": key, "name": name}

    def _new_entry(self, brought: Brought, texts: EntryTexts, labels: PaperLabels) -> str:
        """Write a new entry; its key."""
        self._check(labels)
        entries = self.review.library().entries
        plain: dict[str, str] = {name: " ".join(re.sub(r"[{}\\]", "", text).split()) for name, text in texts.items()}
        fields = {name: text for name, text in plain.items() if text}
        check_texts(brought.path.name, plain)
        proposal = propose_fields("article", fields, None, labels, entries, brought.path.stem)
        new, doubles = without_duplicates([proposal], entries)
        if not new:
            where, _, said = doubles[0].partition(": ")
            raise LibraryError(where, said, "put the file to that paper")
        if brought.duplicate:
            raise SourceError(brought.path.name, f"is there already, as {brought.duplicate}", "leave it out")
        write_entries(self.review.root, new)
        return new[0].key

    def _check(self, labels: PaperLabels) -> None:
        labels.check(self.review.config(), self.review.classes(), self.review.field)

    def post_leave(self, id: str) -> None:
        """A waiting file is left out."""
        leave_out(self._brought(id).path)
        del self._waiting[id]

    def post_library(self, id: str, labels: PaperLabels) -> Any:
        """The entries of a dropped export. No file that it names is opened; one dropped with it may be of an entry."""
        brought, known = self._brought(id), self.review.library().entries
        self._check(labels)
        if brought.path.suffix == ".ris":
            proposals, lines, notes = propose_ris(brought.path, labels, known)
        else:
            proposals, lines, notes = propose_file(brought.path, labels, opens_files=False)
        new, doubles = without_duplicates(proposals, known)
        entries = write_entries(self.review.root, new) if new else []
        self.post_leave(id)
        library = self.review.library()
        for name, one in self._waiting.items():
            self._waiting[name] = replace(one, papers=tuple(papers_of(one.told, library)))
        return {"added": [entry.key for entry in entries], "lines": [*lines, *doubles, *notes]}
