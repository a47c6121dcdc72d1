"""Files on their way to a paper: brought, looked at, put to a paper or left out; and entries of a dropped .bib."""

from collections.abc import Mapping
from dataclasses import replace
from typing import IO, Any
from urllib.parse import parse_qs, urlsplit

from memlit.curation.adding.add import make_folder, without_duplicates, write
from memlit.curation.adding.proposals import Labels, propose_fields, propose_file
from memlit.desk.bring.files import Brought, leave_out, papers_of, put_to, recognised, reduced, take_in
from memlit.desk.serve.answer import Answer, as_json, problem
from memlit.desk.session import Message, Part, Review
from memlit.errors import LibraryError, MemlitError, SourceError
from memlit.library import BIBLIOGRAPHY, Entry


class Inbox(Part):
    """The files that wait for their paper."""

    def __init__(self, review: Review) -> None:
        super().__init__(review)
        self._waiting: dict[str, Brought] = {}

    def get_inbox(self, _: Message) -> Any:
        """The files that wait."""
        return {"files": [one.as_plain() for one in self._waiting.values()]}

    def bring(self, target: str, stream: IO[bytes], length: int) -> Answer:
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
        return as_json(brought.as_plain())

    def _brought(self, message: Message) -> Brought:
        found = self._waiting.get(str(message["id"]))
        if found is None:
            raise SourceError("file", "is not waiting any more", "drop it again")
        return found

    def post_put(self, message: Message) -> Any:
        """A waiting file goes to a paper of the library, or to a new entry of the fields that are told."""
        brought = self._brought(message)
        key = str(message.get("key") or "")
        entries = self.review.library().entries
        if not key:
            key = self._new_entry(brought, message, entries)
        elif key not in entries:
            raise LibraryError(key, f"has no entry in {BIBLIOGRAPHY}", "choose a paper of the list")
        make_folder(self.review.root, key)
        name = put_to(self.review.root, brought, key, bool(message.get("supplement")))
        del self._waiting[brought.id]
        self.review.readings.start(key)
        return {"key": key, "name": name}

    def _new_entry(self, brought: Brought, message: Message, entries: Mapping[str, Entry]) -> str:
        """Write the entry that the person filled in; its key."""
        fields = {
            name: text.translate({ord(c): None for c in "{}\\"})
            for name in ("author", "title", "year", "doi")
            if (text := " ".join(str(message.get(name) or "").split()))
        }
        if not fields.get("title"):
            raise LibraryError(brought.path.name, "has no title", "write the title of the paper")
        proposal = propose_fields("article", fields, None, self._labels(message), entries, brought.path.stem)
        new, doubles = without_duplicates([proposal], entries)
        if not new:
            where, _, said = doubles[0].partition(": ")
            raise LibraryError(where, said, "put the file to that paper")
        if brought.duplicate:
            raise SourceError(brought.path.name, f"is there already, as {brought.duplicate}", "leave it out")
        write(self.review.root, new)
        return new[0].key

    def _labels(self, message: Message) -> Labels:
        device_class, role, of_set = (str(message.get(word) or "") for word in ("class", "role", "set"))
        labels = Labels((of_set,) if of_set else (), device_class or None, role or None)
        labels.check(self.review.config(), self.review.classes())
        return labels

    def post_leave(self, message: Message) -> None:
        """A waiting file is left out."""
        leave_out(self._brought(message).path)
        del self._waiting[str(message["id"])]

    def post_library(self, message: Message) -> Any:
        """The entries of a dropped .bib. No file that it names is opened; one dropped with it may be of an entry."""
        brought = self._brought(message)
        proposals, lines, notes = propose_file(brought.path, self._labels(message), opens_files=False)
        new, doubles = without_duplicates(proposals, self.review.library().entries)
        entries = write(self.review.root, new) if new else []
        self.post_leave(message)
        library = self.review.library()
        for name, one in self._waiting.items():
            self._waiting[name] = replace(one, papers=tuple(papers_of(one.told, library)))
        return {"added": [entry.key for entry in entries], "lines": [*lines, *doubles, *notes]}
