"""The local page's server: this machine only, one address with a token, nothing read before the guard.

Who may speak with the local page: this machine, this page, with its token, in small messages.
"""

import hmac
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO, TYPE_CHECKING, Any, cast

from memlit.desk.serve.answer import Answer
from memlit.errors import SourceError

if TYPE_CHECKING:
    from memlit.desk.desk import Desk

LOOPBACK = "127.0.0.1"
MOST_BYTES = 16_384
"""Of a message."""
MOST_FILE = 200_000_000
"""Bytes of a file that is brought."""
UPLOAD = "bring"
"""The one route that takes a file; all others take messages in JSON."""
MESSAGE_KIND, FILE_KIND = "application/json", "application/octet-stream"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def refusal(method: str, path: str, headers: Mapping[str, str], token: str, port: int) -> Answer | None:
    """Why a request is not answered, None where it may be. headers: names in lower case.

    A name of another host in Host (DNS rebinding), another site's page in Origin or Sec-Fetch-Site, and a path
    without the token are all refused before anything is read.
    """
    hosts = {f"{LOOPBACK}:{port}", f"localhost:{port}"}
    host = headers.get("host", "")
    if host not in hosts:
        return _refused(403, "this host is not served")
    if not hmac.compare_digest(path.split("/", 2)[1].encode() if "/" in path else b"", token.encode()):
        return _refused(403, "the address lacks its token: use the one that memlit desk printed")
    origin = headers.get("origin")
    is_own_site = headers.get("sec-fetch-site", "none") in {"same-origin", "none"}
    is_foreign = origin is not None and origin != f"http://{host}"
    if is_foreign or (method == "POST" and origin is None) or not is_own_site:
        return _refused(403, "requests of other pages are refused")
    is_file = path.split("?", 1)[0].split("/", 2)[2:] == [UPLOAD]
    return _body_refusal(headers, is_file) if method == "POST" else None


def _refused(status: int, line: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", line.encode("utf-8"))


def _body_refusal(headers: Mapping[str, str], is_file: bool) -> Answer | None:
    most, kind = (MOST_FILE, FILE_KIND) if is_file else (MOST_BYTES, MESSAGE_KIND)
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdecimal()) or "transfer-encoding" in headers:
        return _refused(411, "the length of the body is not stated")
    if len(length) > 9 or int(length) > most:
        return _refused(413, f"the body is longer than {most} bytes")
    if headers.get("content-type", "").split(";")[0].strip() != kind:
        return _refused(415, f"the body is not {kind}")
    return None


SECONDS = 20.0
"""A connection that says nothing for so long is closed."""


class DeskServer(ThreadingHTTPServer):
    """Serves one session. Idle connections of a browser block nobody.

    Answers are made one at a time, but for those that may take seconds: these are made beside the others.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, session: "Desk", port: int = 0) -> None:
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
            refused = _refused(403, "this host is not served")
        if refused is not None:
            self._send(refused)
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
