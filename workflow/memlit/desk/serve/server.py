"""The local page's server: this machine only, one address with a token, nothing read before the guard."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO, Any, Protocol, cast

from memlit.desk.serve.answer import Answer
from memlit.desk.serve.guard import HEADERS, LOOPBACK, UPLOAD, Refusal, refusal
from memlit.errors import SourceError

SECONDS = 20.0
"""A connection that says nothing for so long is closed."""


class Session(Protocol):
    """What is served: answers to paths after the token, and a place for the one file of a request."""

    def get(self, target: str) -> Answer:
        """The answer to a GET of `target`, the path behind the token."""

    def post(self, target: str, body: bytes) -> Answer:
        """The answer to a POST of `target` with its JSON body."""

    def bring(self, target: str, stream: IO[bytes], length: int) -> Answer:
        """The answer to a file of `length` bytes that is put to `target`; read from the stream piece by piece."""

    def is_beside(self, target: str) -> bool:
        """Whether the answer may take seconds and is made beside the others."""


class DeskServer(ThreadingHTTPServer):
    """Serves one session. Idle connections of a browser block nobody.

    Answers are made one at a time, but for those that may take seconds: these are made beside the others.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, session: Session, port: int = 0) -> None:
        """port: 0 takes a free one. Raises SourceError when the port is taken."""
        self.session = session
        self.token = secrets.token_urlsafe(24)
        self.answers = ThreadPoolExecutor(max_workers=1)
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            raise SourceError(f"--port {port}", f"cannot be used ({reason})", "give another, or none") from None

    @property
    def address(self) -> str:
        """The page's address, with the token that every request must carry."""
        return f"http://{LOOPBACK}:{self.server_address[1]}/{self.token}/"

    def server_close(self) -> None:
        """Closes the port, then waits for the answer that is being made."""
        super().server_close()
        self.answers.shutdown()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no fault."""


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    server_version = "memlit"
    sys_version = ""
    timeout = SECONDS

    def do_GET(self) -> None:
        self._answer("GET")

    def do_HEAD(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        refused = refusal(method, self.path, headers, self.server.token, self.server.server_address[1])
        if refused is None and len(self.headers.get_all("Host") or ()) != 1:
            refused = Refusal(403, "this host is not served")
        if refused is not None:
            self._send(Answer(refused.status, "text/plain; charset=utf-8", refused.line.encode("utf-8")))
            return
        target = self.path[len(self.server.token) + 1 :]
        length = int(headers["content-length"]) if method == "POST" else 0
        if method == "POST" and target.split("?", 1)[0] == f"/{UPLOAD}":
            # Files come in beside the answers: a slow one holds up nothing else.
            self._send(self.server.session.bring(target, cast(IO[bytes], self.rfile), length))
            return
        session = self.server.session
        body = self.rfile.read(length)

        def made() -> Answer:
            return session.post(target, body) if method == "POST" else session.get(target)

        self._send(made() if session.is_beside(target) else self.server.answers.submit(made).result())

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not printed: their paths hold the token."""

    def handle(self) -> None:
        try:
            super().handle()
        except (TimeoutError, ConnectionError):
            self.close_connection = True
