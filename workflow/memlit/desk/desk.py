"""One person's session at the desk: a table of routes, each of which asks one room and answers in JSON."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs, urlsplit

from memlit.config import CLASSES_FILE, CONFIG_FILE, load_classes, load_config
from memlit.curation.adding.add import make_folder, without_duplicates, write
from memlit.curation.adding.proposals import Labels, propose_fields, propose_file
from memlit.curation.comparing.accept import accept
from memlit.datum import Reading
from memlit.desk import proposers
from memlit.desk.answer import Answer, as_json, problem
from memlit.desk.bring import Brought, leave_out, papers_of, put_to, recognised, reduced, take_in
from memlit.desk.decide import VOCABULARY_FILE, Writer
from memlit.desk.doubts import doubts
from memlit.desk.drawing import drawn_rows
from memlit.desk.figures import checked_entry, digitized, overlay, panel_view, plain_picture
from memlit.desk.journal import Journal
from memlit.desk.pages import document_letters, find_quotation, page_picture
from memlit.desk.paper import paper_view
from memlit.desk.papers import papers, plain_title
from memlit.desk.reading import Readings, Snapshot
from memlit.desk.run import Run
from memlit.desk.settle.queue import GROUPS, Item, Work, load_work
from memlit.desk.settle.session import Session as Settle
from memlit.desk.sign import summary
from memlit.digitize.model import Digitization
from memlit.documents.kind import document_kind
from memlit.errors import LibraryError, MemlitError, SourceError
from memlit.files import read_csv, sha256_of
from memlit.library import BIBLIOGRAPHY, ROLES, Entry, Library, is_safe_key, load_library
from memlit.quantities import read_quantities
from memlit.reconcile.checks import CHECKS_FILE, load_checks, standing
from memlit.sources.data.from_readings import PROPOSED
from memlit.sources.folder import SECOND_FILE, source_files
from memlit.vocabulary import Vocabulary, load_vocabulary
from memlit.worker import Worker

PAGE = Path(__file__).parent / "page"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
Message = Mapping[str, Any]
MOST_PAGES = 16
"""Page pictures that are kept, so that going back and forth draws nothing twice."""


class Desk:
    """The session of `who` over the review in `root`. Files are read anew where they changed, so none goes stale."""

    def __init__(
        self,
        root: Path,
        who: str,
        key: str = "",
        today: Callable[[], date] = date.today,
        last_run: Callable[[Path], Work] = load_work,
    ) -> None:
        self.root = root
        self.who = who
        self.key = key
        self.today = today
        self._load_work = last_run
        self.journal = Journal(root)
        self.readings = Readings(root, self.vocabulary)
        self.run = Run(root)
        self._inbox: dict[str, Brought] = {}
        self._pictures = Worker()
        self._intake = Worker()
        self._kept: dict[str, tuple[tuple[int, int], Any]] = {}
        self._panels_kept: dict[tuple[Path, int, int | None, int | None], list[Digitization]] = {}
        self._pages_kept: OrderedDict[tuple[Path, int, int], bytes] = OrderedDict()
        self._letters: dict[str, list[str]] = {}
        self._last_run: tuple[int, Settle] | None = None
        self.gets: dict[str, Callable[[Mapping[str, str]], Answer]] = {
            "papers": self._papers,
            "paper": self._paper,
            "picture": self._picture,
            "panels": self._panels,
            "overlay": self._overlay,
            "drawn": self._drawn,
            "second": self._second,
            "draft": self._draft,
            "progress": self._progress,
            "inbox": lambda _: as_json({"files": [one.as_plain() for one in self._inbox.values()]}),
            "find": self._find,
            "run": lambda _: as_json(self.run.as_plain()),
        }
        self.posts: dict[str, Callable[[Message], Answer]] = {
            "read": self._read,
            "stop": self._stop,
            "put": self._put,
            "leave": self._leave,
            "library": self._library_in,
            "decide": self._decide,
            "listed": self._listed,
            "undo": self._undo,
            "accept": self._accept,
            "run": self._run,
            "propose": self._propose,
        }

    def close(self) -> None:
        self.readings.close()
        self._pictures.close()
        self._intake.close()

    def get(self, target: str) -> Answer:
        """target: path and query after the token."""
        parts = urlsplit(target)
        name = parts.path.strip("/")
        asked = {word: texts[0] for word, texts in parse_qs(parts.query).items()}
        try:
            if name in self.gets:
                return self.gets[name](asked)
            if name.startswith(("settle/", "value/")):
                return self._session(name, asked).get("/" + name.split("/", 1)[1] + "?" + parts.query)
        except MemlitError as error:
            return problem(409, str(error))
        except ValueError:
            return problem(400, "the address is not understood")
        file = PAGE / {"": "desk.html", "settle": "settle.html"}.get(name, name)
        if file.parent == PAGE and file.suffix in KINDS and file.is_file():
            return Answer(200, KINDS[file.suffix], file.read_bytes())
        return problem(404, "there is no such page")

    def post(self, target: str, body: bytes) -> Answer:
        """A message in JSON to one of the routes."""
        name = urlsplit(target).path.strip("/")
        try:
            message = json.loads(body)
            if not isinstance(message, dict):
                raise TypeError
        except (ValueError, TypeError):
            return problem(400, "the message is no JSON object")
        if name not in self.posts and not name.startswith(("settle/", "value/")):
            return problem(404, "there is no such page")
        if self.run.is_going and name not in ("run", "stop"):
            return problem(409, "a run reads the files now; decide when it is done, or stop it")
        try:
            if name in self.posts:
                return self.posts[name](message)
            return self._session(name, message).post("/" + name.split("/", 1)[1], body)
        except MemlitError as error:
            return problem(409, str(error))
        except (KeyError, TypeError, ValueError) as error:
            return problem(400, f"the message is not understood ({type(error).__name__}: {error})")

    def bring(self, target: str, stream: IO[bytes], length: int) -> Answer:
        """A dropped file: taken in, recognised, and kept aside until it is put to a paper."""
        name = parse_qs(urlsplit(target).query).get("name", ["document"])[0]
        try:
            path = take_in(self.root, name, stream, length)
            brought = recognised(path, self.root, self.library(), self._intake)
        except MemlitError as error:
            return problem(409, str(error))
        except (TimeoutError, ConnectionError):
            return problem(408, f"{reduced(name)} did not come whole")
        self._inbox[brought.id] = brought
        return as_json(brought.as_plain())

    def vocabulary(self) -> Vocabulary:
        return self._fresh(VOCABULARY_FILE, load_vocabulary)  # type: ignore[no-any-return]

    def library(self) -> Library:
        return self._fresh(BIBLIOGRAPHY, load_library)  # type: ignore[no-any-return]

    def _fresh(self, name: str, load: Callable[[Path], Any]) -> Any:
        path = self.root / name
        state = path.stat() if path.is_file() else None
        stamp = (state.st_mtime_ns, state.st_size) if state else (0, 0)
        if name not in self._kept or self._kept[name][0] != stamp:
            self._kept[name] = (stamp, load(path))
        return self._kept[name][1]

    def _papers(self, _: Mapping[str, str]) -> Answer:
        config = self._fresh(CONFIG_FILE, load_config)
        classes = self._fresh(CLASSES_FILE, load_classes)
        vocabulary, model = self.vocabulary(), proposers.settings()
        return as_json(
            {
                "who": self.who,
                "key": self.key,
                "papers": papers(self.root, self.library(), config, classes),
                "classes": {name: one.name for name, one in classes.classes.items()},
                "roles": list(ROLES),
                "sets": list(config.evidence.sets),
                "has_run": (self.root / "results/benchmark.json").is_file(),
                "parameters": {
                    name: {"meaning": one.meaning, "unit": one.unit, "symbol": one.symbol}
                    for name, one in vocabulary.parameters.items()
                },
                "model": model.as_plain() if model else None,
            }
        )

    def _entry(self, key: str) -> Entry:
        entry = self.library().entries.get(key)
        if entry is None:
            raise LibraryError(key, f"has no entry in {BIBLIOGRAPHY}", "drop its PDF, or memlit add it")
        return entry

    def _paper(self, asked: Mapping[str, str]) -> Answer:
        key = asked.get("key", "")
        entry = self._entry(key)
        make_folder(self.root, key)
        if self.readings.progress(key) is None:
            self.readings.start(key)
        checks = standing(load_checks(self.root / CHECKS_FILE)[0])
        view = paper_view(key, self.readings.snapshot(key), self.readings, self.vocabulary(), checks)
        progress = self.readings.progress(key)
        about = {
            "title": plain_title(entry.fields.get("title", "")),
            "author": plain_title(entry.fields.get("author", "")),
        }
        undo = next((one.told for one in reversed(self.journal.changes) if one.key == key), "")
        more = {
            "progress": progress.as_plain() if progress else None,
            "undo": undo,
            "is_accepted": self._is_accepted(key),
        }
        return as_json({**view, **about, **more})

    def _is_accepted(self, key: str) -> bool:
        return (self.root / "extracted" / f"{key}.json").is_file()

    def _progress(self, asked: Mapping[str, str]) -> Answer:
        found = self.readings.progress(asked.get("key", ""))
        return as_json(found.as_plain() if found else {"state": "none"})

    def _document(self, key: str, name: str) -> Path:
        """A file of the folder of a paper, and no other file of the machine."""
        folder = self.root / "sources" / key
        found = next((path for path in source_files(folder) if path.name == name), None) if is_safe_key(key) else None
        if found is None:
            raise SourceError(name, "is no file of this paper", "load the page again")
        return found

    def _picture(self, asked: Mapping[str, str]) -> Answer:
        path = self._document(asked.get("key", ""), asked.get("file", ""))
        if path.suffix.lower() in (".png", ".jpg", ".jpeg"):
            kind = "image/png" if path.suffix.lower() == ".png" else "image/jpeg"
            return Answer(200, kind, path.read_bytes())
        number = int(asked.get("page", "1")) if asked.get("page", "1").isdecimal() else 1
        name = (path, path.stat().st_mtime_ns, number)
        if name not in self._pages_kept:
            self._pages_kept[name] = self._pictures.call(path.name, page_picture, path, number)
        self._pages_kept.move_to_end(name)
        while len(self._pages_kept) > MOST_PAGES:
            self._pages_kept.popitem(last=False)
        return Answer(200, "image/png", self._pages_kept[name])

    def _digitized(self, asked: Mapping[str, str]) -> tuple[Path, list[Digitization]]:
        """The panels that were asked for, digitized once while their file stays as it is."""
        path, page, image = self._panel_asked(asked)
        name = (path, path.stat().st_mtime_ns, page, image)
        if name not in self._panels_kept:
            self._panels_kept[name] = self._pictures.call(path.name, digitized, path, page, image)
        return path, self._panels_kept[name]

    def _panels(self, asked: Mapping[str, str]) -> Answer:
        return as_json({"panels": [panel_view(one) for one in self._digitized(asked)[1]]})

    def _overlay(self, asked: Mapping[str, str]) -> Answer:
        path, page, image = self._panel_asked(asked)
        if asked.get("plain") and page is not None and image is not None:
            return Answer(200, "image/png", self._pictures.call(path.name, plain_picture, path, page, image))
        found = self._digitized(asked)[1]
        one = next((item for item in found if item.panel == asked.get("panel", "")), None)
        if one is None:
            return problem(404, "there is no such panel")
        return Answer(200, "image/png", self._pictures.call(path.name, overlay, path, one))

    def _panel_asked(self, asked: Mapping[str, str]) -> tuple[Path, int | None, int | None]:
        numbers = (int(text) if (text := asked.get(name, "")).isdecimal() else None for name in ("page", "image"))
        return self._document(asked.get("key", ""), asked.get("file", "")), next(numbers), next(numbers)

    def _drawn(self, asked: Mapping[str, str]) -> Answer:
        """The words in a box that a person drew on a page, parted at the lines that were drawn in it."""
        path = self._document(asked.get("key", ""), asked.get("file", ""))
        left, top, right, bottom = (float(number) for number in asked.get("box", "").split(","))
        columns = [float(number) for number in asked.get("columns", "").split(",") if number]
        box, page = (left, top, right, bottom), int(asked.get("page", "1"))
        return as_json({"rows": self._pictures.call(path.name, drawn_rows, path, page, box, columns)})

    def _second(self, asked: Mapping[str, str]) -> Answer:
        """A second reader's own list, and nothing of the first."""
        path = self.root / "sources" / self._entry(asked.get("key", "")).key / SECOND_FILE
        return as_json({"rows": read_csv(path) if path.is_file() else []})

    def _find(self, asked: Mapping[str, str]) -> Answer:
        """Where the words of a quotation stand, and what is read in them."""
        path = self._document(asked.get("key", ""), asked.get("file", ""))
        words = asked.get("words", "")[:2000]
        places = self._pictures.call(path.name, find_quotation, path, words) if path.suffix.lower() == ".pdf" else []
        parameter = self.vocabulary().parameters.get(asked.get("parameter", ""))
        read = read_quantities(asked.get("text", ""), parameter=parameter) if asked.get("text") else ()
        told = [f"{one.si_value:.4g} {one.si_unit or ''}".strip() for one in read if one.si_value is not None]
        return as_json({"places": places, "reads": told})

    def texts(self, snapshot: Snapshot) -> dict[str, list[str]]:
        """The letters of each document of a paper, read once for each of its bytes."""
        found = {}
        for path in snapshot.folder.text_files:
            digest = sha256_of(path)
            if digest not in self._letters:
                try:
                    kind = document_kind(path)
                    self._letters[digest] = self._pictures.call(path.name, document_letters, path, kind)
                except MemlitError:
                    self._letters[digest] = []
            if self._letters[digest]:
                found[path.name] = self._letters[digest]
        return found

    def _draft(self, asked: Mapping[str, str]) -> Answer:
        key = self._entry(asked.get("key", "")).key
        snapshot = self.readings.snapshot(key)
        found = doubts(snapshot.document.readings, key, self.texts(snapshot), self.vocabulary())
        return as_json(summary(key, snapshot, found))

    def _session(self, name: str, asked: Mapping[str, Any]) -> Settle:
        """The queue of the last run for `settle/...`, the values of one paper as read now for `value/...`."""
        if name.startswith("settle/"):
            path = self.root / "results" / "benchmark.json"
            stamp = path.stat().st_mtime_ns if path.is_file() else 0
            if self._last_run is None or self._last_run[0] != stamp:
                self._last_run = (stamp, Settle(self._load_work(self.root), self.who, self.today))
            return self._last_run[1]
        key = str(asked.get("id", "")).split(":", 1)[0]
        readings = {one.id: one for one in self.readings.snapshot(self._entry(key).key).document.readings}
        items = {name: Item(one, _group(one)) for name, one in readings.items() if not one.is_derived}
        work = Work(
            self.root, items, {key: plain_title(self._entry(key).fields.get("title", ""))}, readings, self.vocabulary()
        )
        return Settle(work, self.who, self.today)

    def _writer(self) -> Writer:
        return Writer(self.root, self.journal, self.who, self.today().isoformat())

    def _read(self, message: Message) -> Answer:
        self.readings.start(self._entry(str(message["key"])).key)
        return as_json({})

    def _stop(self, message: Message) -> Answer:
        if message.get("what") == "run":
            self.run.stop()
        else:
            self.readings.stop()
        return as_json({})

    def _run(self, _: Message) -> Answer:
        if self.readings.is_busy():
            raise SourceError("run", "waits: a document is being read", "start it when the reading is done")
        self.run.start()
        return as_json(self.run.as_plain())

    def _brought(self, message: Message) -> Brought:
        found = self._inbox.get(str(message["id"]))
        if found is None:
            raise SourceError("file", "is not waiting any more", "drop it again")
        return found

    def _labels(self, message: Message) -> Labels:
        classes = self._fresh(CLASSES_FILE, load_classes)
        name, role, sets = (str(message.get(word) or "") for word in ("class", "role", "set"))
        if name and classes.canonical(name) is None:
            raise LibraryError(
                "class", f"unknown device class {name!r}", f"choose {', '.join(sorted(classes.classes))}"
            )
        if role and role not in ROLES:
            raise LibraryError("role", f"unknown role {role!r}", f"choose {', '.join(ROLES)}")
        return Labels(sets=(sets,) if sets else (), device_class=name or None, role=role or None)

    def _put(self, message: Message) -> Answer:
        """A waiting file goes to a paper of the library, or to a new entry of the fields that are told."""
        brought = self._brought(message)
        key = str(message.get("key") or "")
        entries = self.library().entries
        if not key:
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
            write(self.root, new)
            key = new[0].key
        elif key not in entries:
            raise LibraryError(key, f"has no entry in {BIBLIOGRAPHY}", "choose a paper of the list")
        make_folder(self.root, key)
        name = put_to(self.root, brought, key, bool(message.get("supplement")))
        del self._inbox[brought.id]
        self.readings.start(key)
        return as_json({"key": key, "name": name})

    def _leave(self, message: Message) -> Answer:
        leave_out(self._brought(message))
        del self._inbox[str(message["id"])]
        return as_json({})

    def _library_in(self, message: Message) -> Answer:
        """The entries of a dropped .bib. No file that it names is opened; one dropped with it may be of an entry."""
        brought = self._brought(message)
        proposals, lines, notes = propose_file(brought.path, self._labels(message), opens_files=False)
        new, doubles = without_duplicates(proposals, self.library().entries)
        entries = write(self.root, new) if new else []
        self._leave(message)
        library = self.library()
        for name, one in self._inbox.items():
            self._inbox[name] = replace(one, papers=tuple(papers_of(one.told, library)))
        return as_json({"added": [entry.key for entry in entries], "lines": [*lines, *doubles, *notes]})

    def _decide(self, message: Message) -> Answer:
        """One decision about a paper; `what` names it."""
        key = self._entry(str(message["key"])).key
        writer = self._writer()
        what = str(message["what"])
        table = {name: str(text or "") for name, text in dict(message.get("table") or {}).items()}
        is_own = bool(message.get("own"))
        if what == "assign":
            names = ("file", "place", "printed", "device", "parameter")
            writer.assign(key, **{name: str(message[name]) for name in names}, why=str(message.get("why") or ""))
        elif what == "unassign":
            writer.unassign(key, str(message["file"]), str(message["place"]))
        elif what == "head":
            writer.head(key, table, str(message["text"]), str(message["parameter"]), is_own)
        elif what == "teach":
            writer.teach(str(message["text"]), str(message["parameter"]))
        elif what == "device":
            named = {name: str(message[name]) for name in ("label", "device", "paper")}
            writer.device(key, table, **named, is_own=is_own)
        elif what == "reference":
            writer.reference(key, table, str(message["mark"]), self._entry(str(message["paper"])).key)
        elif what == "merged":
            writer.merged(key, table, [str(text) for text in message["heads"]], is_own)
        elif what == "looked_for":
            wanted = [str(name) for name in message["parameters"]]
            writer.looked_for(key, wanted, str(message.get("pages") or ""), str(message.get("supplement") or ""))
        elif what == "drawn":
            rows = [[str(cell) for cell in row] for row in message["rows"]]
            writer.drawn(key, str(message["label"]), int(message["page"]), str(message.get("caption") or ""), rows)
        elif what == "figure":
            writer.figure(key, checked_entry(dict(message["entry"])))
        else:
            raise SourceError(what, "is no decision that the desk knows", "load the page again")
        if what in ("head", "teach", "device", "reference", "merged", "drawn", "figure"):
            self.readings.start(key)
        return as_json({"undo": self.journal.changes[-1].told})

    def _listed(self, message: Message) -> Answer:
        """A printed value that no reader found: its quotation is looked for on the page before it is listed."""
        key = self._entry(str(message["key"])).key
        columns = ("device", "parameter", "text", "unit", "comparator", "set_or_reset", "condition", "grade", "note")
        row = {name: str(message.get(name) or "") for name in columns}
        page, quotation, file = (str(message.get(name) or "") for name in ("page", "quotation", "file"))
        row["place"] = str(message.get("place") or "") or (f"page {page}" if page else "")
        if quotation:
            if file and self._document(key, file).suffix.lower() == ".pdf":
                found = self._pictures.call(file, find_quotation, self._document(key, file), quotation)
                pages = [str(one["page"]) for one in found]
                if not pages:
                    raise SourceError(file, f"does not print {quotation[:80]!r}", "copy the words as they stand there")
                if page and page not in pages:
                    raise SourceError(
                        file, f"prints these words on page {', '.join(pages)}, not {page}", "give that page"
                    )
                row["place"] = row["place"] or f"page {pages[0]}"
            if row["text"] not in quotation:
                raise SourceError(row["text"], "is not part of the quotation", "copy the value out of it")
            row["note"] = f"“{' '.join(quotation.split())}”"
        if message.get("proposed"):
            row["flags"] = PROPOSED
        self._writer().listed(key, row, self.vocabulary(), bool(message.get("second")))
        return as_json({"undo": self.journal.changes[-1].told})

    def _undo(self, message: Message) -> Answer:
        key = str(message["key"])
        told = self.journal.undo(key)
        self.readings.start(self._entry(key).key)
        return as_json({"told": told})

    def _accept(self, message: Message) -> Answer:
        key = self._entry(str(message["key"])).key
        lines = self.readings.after(lambda: accept(self.root, key))
        self.journal.sealed(key)
        return as_json({"lines": lines[:200], "n": len(lines)})

    def _propose(self, message: Message) -> Answer:
        """Ask the proposer that the person set up; what it says is checked against the page and never taken unasked."""
        key = self._entry(str(message["key"])).key
        file = self._document(key, str(message["file"]))
        text = self._pictures.call(file.name, proposers.text_of, file, str(message.get("page") or ""))
        asked = proposers.ask(text, self.vocabulary())
        kept, refused = [], 0
        for one in asked:
            places = self._pictures.call(file.name, find_quotation, file, one.quotation)
            if places and one.text in one.quotation:
                kept.append({**one.as_plain(), **places[0], "file": file.name})
            else:
                refused += 1
        return as_json({"proposals": kept, "refused": refused})


def _group(reading: Reading) -> str:
    return next(
        (name for name in GROUPS if name in reading.flags), "flagged" if reading.status == "flagged" else "used"
    )
