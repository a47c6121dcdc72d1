"""What all parts of the desk share: the review's files, read anew where they changed, and one person's decisions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

from pydantic import BeforeValidator, validate_call

from memlit.config import (
    CLASSES_FILE,
    CONFIG_FILE,
    Classes,
    Config,
    FieldOfScience,
    load_classes,
    load_config,
    load_field,
)
from memlit.desk.read.lane import Lane
from memlit.desk.read.quotations import document_letters
from memlit.desk.read.readings import DocumentSnapshot, Readings
from memlit.desk.read.witnesses import Witnesses
from memlit.desk.write.journal import Journal, PlanDecision, Said
from memlit.errors import LibraryError, MemlitError, SourceError
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import sha256_of
from memlit.library import BIBLIOGRAPHY, Entry, Library, is_safe_key, load_library
from memlit.sources.folder import source_files
from memlit.worker import PICTURE_LIMITS
from printed.documents.kind import document_kind
from printed.geometry import Box

T = TypeVar("T")


def _listed(said: Any) -> Any:
    """In the query of an address numbers are joined by commas."""
    return [number for number in said.split(",") if number] if isinstance(said, str) else said


SentBox = Annotated[Box, BeforeValidator(_listed)]
"""A box that a message names."""
SentNumbers = Annotated[Sequence[float], BeforeValidator(_listed)]


class Review:
    """The review in `root`, as `who` works on it; key: the paper at which the page opens.

    pages draws and searches pages, figures digitizes, intake looks at what is dropped: none waits for another.
    witnesses read what stands in a box.
    """

    def __init__(self, root: Path, who: str, key: str = "", today: Callable[[], date] = date.today) -> None:
        self.root = root
        self.who = who
        self.key = key
        self._today = today
        self.journal = Journal(root)
        self.readings = Readings(root, self.vocabulary)
        self.pages, self.figures, self.intake, self._pictures = Lane(), Lane(), Lane(), Lane(PICTURE_LIMITS)
        self.witnesses = Witnesses(self.pages, self._pictures)
        self._kept: dict[str, tuple[tuple[int, int], Any]] = {}
        self._letters: dict[str, list[str]] = {}

    def close(self) -> None:
        """Ends every reader process of the session."""
        for one in (self.readings, self.pages, self.figures, self.intake, self._pictures):
            one.close()

    @property
    def day(self) -> str:
        """Today, YYYY-MM-DD."""
        return self._today().isoformat()

    def vocabulary(self) -> Vocabulary:
        """The vocabulary, read again when its file changed."""
        return self._fresh(VOCABULARY_FILE, load_vocabulary)

    def library(self) -> Library:
        """The library of references.bib, read again when its file changed."""
        return self._fresh(BIBLIOGRAPHY, load_library)

    def config(self) -> Config:
        """The settings of the review, read again when their file changed."""
        return self._fresh(CONFIG_FILE, load_config)

    @cached_property
    def field(self) -> FieldOfScience:
        """The field of science of the review."""
        return load_field(self.root)

    def classes(self) -> Classes:
        """The device classes, read again when their file changed."""
        return self._fresh(CLASSES_FILE, load_classes)

    def take(
        self, what: str, key: str, words: Mapping[str, Any], makes: Iterable[str] = (), needs: Iterable[str] = ()
    ) -> str:
        """Take a decision under the person's name and today's date, and give it in words.

        what, words: a kind of decision and what it needs; makes, needs: as `Said` has them.
        """
        return self.journal.take(Said(key, what, words, self.who, self.day, tuple(makes), tuple(needs)))

    def last_told(self, key: str) -> str:
        """The person's last decision about a paper, which is taken back first; "" where there is none."""
        last = self.journal.last(self.who, lambda said: said.key == key)
        return last.told if last else ""

    def entry(self, key: str) -> Entry:
        """The entry of a key. Raises LibraryError where there is none."""
        entry = self.library().entries.get(key)
        if entry is None:
            raise LibraryError(key, f"has no entry in {BIBLIOGRAPHY}", "drop its PDF, or memlit add it")
        return entry

    def is_accepted(self, key: str) -> bool:
        """Whether a person signed the paper's record."""
        return is_safe_key(key) and (self.root / "extracted" / f"{key}.json").is_file()

    def document(self, key: str, name: str) -> Path:
        """A file of the folder of a paper, and no other file of the machine."""
        folder = self.root / "sources" / key
        found = next((path for path in source_files(folder) if path.name == name), None) if is_safe_key(key) else None
        if found is None:
            raise SourceError(name, "is no file of this paper", "load the page again")
        return found

    def texts(self, snapshot: DocumentSnapshot) -> dict[str, list[str]]:
        """The letters of each document of a paper, read once for each of its bytes."""
        found = {}
        for path in snapshot.folder.text_files:
            digest = sha256_of(path)
            if digest not in self._letters:
                try:
                    kind = document_kind(path)
                    self._letters[digest] = self.pages.call(path.name, document_letters, path, kind)
                except MemlitError:
                    self._letters[digest] = []
            if self._letters[digest]:
                found[path.name] = self._letters[digest]
        return found

    def _fresh(self, name: str, load: Callable[[Path], T]) -> T:
        path = self.root / name
        state = path.stat() if path.is_file() else None
        stamp = (state.st_mtime_ns, state.st_size) if state else (0, 0)
        if name not in self._kept or self._kept[name][0] != stamp:
            self._kept[name] = (stamp, load(path))
        return cast(T, self._kept[name][1])


class DeskPart:
    """A part of the desk. Its methods `get_NAME` answer questions and `post_NAME` messages: an `Reply`, or what is
    sent as JSON. Their parameters are the words that they take, from the query of the address or the message; pydantic
    checks and converts them.

    place: begins the names in the address; beside: names whose answers may take seconds. They are made beside the
    others, so that the page stays alive.
    """

    place = ""
    beside: frozenset[str] = frozenset()

    def __init__(self, review: Review) -> None:
        self.review = review

    def answers(self, method: str) -> dict[str, Callable[..., Any]]:
        """What answers to a `get` or a `post`, by the name in the address."""
        start = f"{method}_"
        own = (name for name in dir(self) if name.startswith(start))
        return {self.place + name.removeprefix(start): validate_call(getattr(self, name)) for name in own}

    def kinds(self) -> Mapping[str, PlanDecision]:
        """The kinds of decisions that are taken here, by their names."""
        return {}
