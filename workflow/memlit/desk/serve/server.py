"""The local page's server: this machine only, one address with a token, nothing read before the guard.

Who may speak with the local page: this machine, this page, with its token, in small messages.
"""

import contextlib
import hmac
import io
import secrets
import socket
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from memlit.desk.serve.answer import Reply
from memlit.errors import SourceError

if TYPE_CHECKING:
    from memlit.desk.desk import Desk

LOOPBACK = "127.0.0.1"
MOST_MESSAGE_BYTES = 16_384
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
_CSP = "Content-Security-Policy"
_HEADERS = {
    _CSP: POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


_NO_TOKEN = (
    "This address lacks the token of the desk that runs now, for each start of memlit desk makes a new one. Open the "
    "address that it printed where it was started, or end it there with Ctrl-C and start memlit desk again. What was "
    "decided is kept."
)


def _refusal(method: str, path: str, headers: Mapping[str, str], token: str, port: int) -> Reply | None:
    """Why a request is not answered, None where it may be. headers: names in lower case.

    A name of another host in Host (DNS rebinding), another site's page in Origin or Sec-Fetch-Site, and a path
    without the token are all refused before anything is read.
    """
    hosts = {f"{LOOPBACK}:{port}", f"localhost:{port}"}
    host = headers.get("host", "")
    if host not in hosts:
        return _refused(403, "this host is not served")
    if not hmac.compare_digest(path.split("/", 2)[1].encode() if "/" in path else b"", token.encode()):
        return _refused(403, _NO_TOKEN)
    origin = headers.get("origin")
    is_own_site = headers.get("sec-fetch-site", "none") in {"same-origin", "none"}
    is_foreign = origin is not None and origin != f"http://{host}"
    if is_foreign or (method == "POST" and origin is None) or not is_own_site:
        return _refused(403, "requests of other pages are refused")
    try:
        urlsplit(path[len(token) + 1 :])
    except ValueError:
        return _refused(400, "the address is not understood")
    is_file = path.split("?", 1)[0].split("/", 2)[2:] == [UPLOAD]
    return _body_refusal(headers, is_file) if method == "POST" else None


def _refused(status: int, line: str) -> Reply:
    return Reply(status, "text/plain; charset=utf-8", line.encode("utf-8"))


def _body_refusal(headers: Mapping[str, str], is_file: bool) -> Reply | None:
    most, kind = (MOST_FILE, FILE_KIND) if is_file else (MOST_MESSAGE_BYTES, MESSAGE_KIND)
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdecimal()) or "transfer-encoding" in headers:
        return _refused(411, "the length of the body is not stated")
    if len(length) > 9 or int(length) > most:
        return _refused(413, f"the body is longer than {most} bytes")
    if headers.get("content-type", "").split(";")[0].strip() != kind:
        return _refused(415, f"the body is not {kind}")
    return None


_SECONDS = 20.0
"""A request that is not whole by then is given up, and so is a file of which nothing comes for so long."""
FILE_SECONDS = 600.0
"""The same of a file that is brought, as a whole."""
MOST_BEGUN = 64
"""Requests that are being read at once; a browser opens six connections to one server."""


class _Timed(io.RawIOBase):
    """What a connection sends until `end`, on the clock of time.monotonic: reading on after it is a TimeoutError."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.end = time.monotonic() + _SECONDS

    def readable(self) -> bool:
        """A stream to read from."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Waits for bytes no longer than until the end."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(min(left, _SECONDS))
        return self._connection.recv_into(buffer)


class DeskServer(ThreadingHTTPServer):
    """Serves one session. Idle connections of a browser block nobody.

    Answers are made one at a time, but for those that may take seconds: these are made beside the others. Of the
    requests that are being read, each in its thread, the oldest gives way to one over the limit.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, session: "Desk", port: int = 0) -> None:
        """port: 0 takes a free one. Raises SourceError when the port is taken."""
        self.session = session
        self.token = secrets.token_urlsafe(24)
        self.answers = ThreadPoolExecutor(max_workers=1)
        self._begun: dict[socket.socket, None] = {}
        self._begun_lock = threading.Lock()
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

    def process_request(self, request: Any, client_address: Any) -> None:
        """Reads a request in a thread of its own."""
        with self._begun_lock:
            self._begun[request] = None
            oldest = list(self._begun)[:-MOST_BEGUN]
            for given_up in oldest:
                del self._begun[given_up]
                with contextlib.suppress(OSError):
                    given_up.shutdown(socket.SHUT_RDWR)
        super().process_request(request, client_address)

    def is_read(self, request: socket.socket) -> None:
        """A request has come whole, or has ended."""
        with self._begun_lock:
            self._begun.pop(request, None)

    def shutdown_request(self, request: Any) -> None:
        """Closes a connection."""
        self.is_read(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no fault."""


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    server_version = "memlit"
    sys_version = ""
    timeout = _SECONDS

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._timed = _Timed(self.connection)
        self.rfile = io.BufferedReader(self._timed)

    def do_GET(self) -> None:
        self._answer("GET")

    def do_HEAD(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        refused = _refusal(method, self.path, headers, self.server.token, self.server.server_address[1])
        if refused is None and len(self.headers.get_all("Host") or ()) != 1:
            refused = _refused(403, "this host is not served")
        if refused is not None:
            self._send(refused)
            return
        target = self.path[len(self.server.token) + 1 :]
        length = int(headers["content-length"]) if method == "POST" else 0
        if method == "POST" and target.split("?", 1)[0] == f"/{UPLOAD}":
            # Files come in beside the answers: a slow one holds up nothing else.
            self.server.is_read(self.connection)
            self._timed.end = time.monotonic() + FILE_SECONDS
            self._send(self.server.session.bring(target, cast(IO[bytes], self.rfile), length))
            return
        session = self.server.session
        body = self.rfile.read(length)
        self.server.is_read(self.connection)
        if len(body) < length:
            self._send(_refused(400, "the message did not come whole"))
            return

        def made() -> Reply:
            return session.post(target, body) if method == "POST" else session.get(target)

        self._send(made() if session.is_beside(target) else self.server.answers.submit(made).result())

    def _send(self, answer: Reply) -> None:
        self.connection.settimeout(_SECONDS)
        self.send_response(answer.status)
        for name, value in (_HEADERS | ({_CSP: answer.policy} if answer.policy else {})).items():
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
