"""One person's session at the desk: the answers of all its parts, and which of them wait while a run reads the files.

memlit desk: serve the page until the person ends it, and say what was written.
"""

import json
import signal
import webbrowser
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs, urlsplit

from pydantic import ValidationError

from memlit.curation.git import user_name
from memlit.desk.bring.files import Inbox
from memlit.desk.figures.routes import Figures
from memlit.desk.paper.documents import PaperDocuments
from memlit.desk.paper.form import PaperForm
from memlit.desk.read.routes import Pages
from memlit.desk.second_look.blind import BlindReadings
from memlit.desk.second_look.queue import Work, load_work
from memlit.desk.second_look.readers import Readers
from memlit.desk.second_look.settle import LookAtPaper, SecondLook
from memlit.desk.serve.answer import Reply, json_answer, problem
from memlit.desk.serve.server import DeskServer
from memlit.desk.session import DeskPart, Review
from memlit.desk.show.papers import ShownReview
from memlit.desk.sign.routes import Signature
from memlit.desk.sign.run import DeskRun
from memlit.desk.write.routes import Decisions
from memlit.errors import LibraryError, MemlitError, SourceError, said_by
from memlit.library import BIBLIOGRAPHY

_PAGE = Path(__file__).parent / "page"
_PAGE_FOLDERS = (_PAGE, _PAGE / "pdfjs")
_OF_ITS_OWN = {"pdf.worker.min.mjs": "default-src 'none'; script-src 'wasm-unsafe-eval'"}
"""Policies of files: what reads a PDF unpacks pictures of JPEG 2000 by WebAssembly, and asks nobody."""
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Desk:
    """Answers the page of `who` over the review in `root`."""

    def __init__(
        self,
        root: Path,
        who: str,
        key: str = "",
        today: Callable[[], date] = date.today,
        last_run: Callable[[Path], Work] = load_work,
    ) -> None:
        self.review = review = Review(root, who, key, today)
        self.run = DeskRun(root)
        self._inbox = Inbox(review)
        parts: list[DeskPart] = [
            *(ShownReview(review), PaperForm(review), PaperDocuments(review)),
            *(Pages(review), Figures(review), Decisions(review), Readers(review), BlindReadings(review)),
            self._inbox,
            *(SecondLook(review, last_run), LookAtPaper(review, last_run), Signature(review, self.run)),
        ]
        self._gets: dict[str, Callable[..., Any]] = {}
        self._posts: dict[str, Callable[..., Any]] = {}
        self._beside: set[str] = set()
        for part in parts:
            self._gets.update(part.answers("get"))
            self._posts.update(part.answers("post"))
            self._beside |= part.beside
            review.journal.kinds.update(part.kinds())

    def close(self) -> None:
        """Ends the reader processes and their threads."""
        self.review.close()

    def is_beside(self, target: str) -> bool:
        """Whether an answer may take seconds, and is given beside the others."""
        return _name(target) in self._beside

    def get(self, target: str) -> Reply:
        """target: path and query after the token."""
        name = _name(target)
        if name.startswith(RESULTS):
            return _result(self.review.root, name)
        if name not in self._gets:
            return _file(name)
        query = parse_qs(urlsplit(target).query)
        return _answered(self._gets[name], {word: texts[0] for word, texts in query.items()})

    def post(self, target: str, body: bytes) -> Reply:
        """A message in JSON, answered by its name."""
        name = _name(target)
        try:
            message = json.loads(body)
        except (ValueError, RecursionError):
            message = None
        if not isinstance(message, dict):
            return problem(400, "the message is no JSON object")
        if name not in self._posts:
            return problem(404, "there is no such page")
        if self.run.is_going and name not in ("run", "stop"):
            return problem(409, "a run reads the files now; decide when it is done, or stop it")
        return _answered(self._posts[name], message)

    def bring(self, target: str, stream: IO[bytes], length: int) -> Reply:
        """A dropped file."""
        return self._inbox.bring(target, stream, length)


def _answered(answer: Callable[..., Any], words: Mapping[str, Any]) -> Reply:
    try:
        given = answer(**words)
    except MemlitError as error:
        return problem(409, str(error))
    except ValidationError as error:
        return problem(400, _not_understood(error))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        return problem(400, f"the message is not understood ({said_by(error)})")
    return given if isinstance(given, Reply) else json_answer(given)


def _not_understood(error: ValidationError) -> str:
    """What is wrong with a message: of what a person wrote in a form in the words of its check, else the field."""
    first = error.errors()[0]
    if first["type"] == "value_error":
        # `entry.series.p1s25`: the form names a curve or a panel by the last of it.
        where = str(first["loc"][-1]) if len(first["loc"]) > 1 else "what was filled in"
        return f"{where}: {first['msg'].removeprefix('Value error, ')}"
    return f"the message is not understood ({'.'.join(map(str, first['loc']))}: {first['msg']})"


RESULTS = "results/"
_SHOWN_RESULTS = {".html": "text/html; charset=utf-8", ".csv": "text/plain; charset=utf-8", ".pdf": "application/pdf"}
RESULT_POLICY = "connect-src 'none'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""What a page of the last run may do here, beside its own policy, by which it runs only the scripts it was built with:
nothing that it holds can speak with the desk.
"""
_ALL_BUT_NOTHING = "default-src 'none'; frame-ancestors 'none'"


def _result(root: Path, name: str) -> Reply:
    """The report of the last run, its index of numbers, its audit pages or its tables."""
    parts = Path(name).parts[1:]
    is_shown = len(parts) == 1 or (len(parts) == 2 and parts[0] in ("data", "audit"))
    path = root / "results" / Path(*parts)
    kind = _SHOWN_RESULTS.get(path.suffix)
    if not is_shown or ".." in parts or kind is None or path.is_symlink() or not path.is_file():
        return problem(404, "the last run has no such page")
    return Reply(200, kind, path.read_bytes(), RESULT_POLICY if path.suffix == ".html" else _ALL_BUT_NOTHING)


def _name(target: str) -> str:
    return urlsplit(target).path.strip("/")


def _file(name: str) -> Reply:
    """A file of the page itself."""
    file = _PAGE / {
        "": "desk.html",
        "settle": "settle.html",
        "blind": "blind.html",
    }.get(name, name)
    if file.parent in _PAGE_FOLDERS and file.suffix in _KINDS and file.is_file():
        return Reply(200, _KINDS[file.suffix], file.read_bytes(), _OF_ITS_OWN.get(file.name, ""))
    return problem(404, "there is no such page")


LONGEST_PERSON = 100


def serve_desk(
    root: Path, key: str | None, who: str | None, port: int, *, opens: bool, say: Callable[[str], None]
) -> None:
    """Serve the page in the review `root` until Ctrl-C, at the paper `key`. Raises SourceError without a name."""
    session = Desk(root, _person(root, who), key or "")
    if key and key not in session.review.library().entries:
        raise LibraryError(key, f"is the key of no entry of {BIBLIOGRAPHY}", "leave it away, and drop the paper's PDF")
    server = DeskServer(session, port)
    say(f"{len(session.review.library().entries)} papers; you are {session.review.who}")
    say(server.address)
    say("The address works on this machine only. End with Ctrl-C; every decision is written at once.")
    if opens:
        webbrowser.open(server.address)
    # Ended from outside it says its last line too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
        session.close()
    say("snakemake --cores 4 uses what was decided, git diff shows it")


def _person(root: Path, who: str | None) -> str:
    """The name given, or that of git's settings, in one line."""
    name = " ".join((who if who is not None else user_name(root)).split())
    if not name or len(name) > LONGEST_PERSON:
        raise SourceError("--who", "no name is known", 'write --who "Jane Doe", or set user.name in git')
    return name
