"""The only place that uses the network: bounded requests, each fault one line. Used only by `memlit add` and `memlit
fetch`, never by a run of the workflow.

Rate of requests: at least a second between two requests to a host, and waiting as long as a service asks.
"""

import contextlib
import http.client
import ipaddress
import json
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import IO, Any, TypeVar

from memlit.errors import NetworkError

_AGENT = "memlit/0.1 (regenerated literature review{contact})"
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """Limits of one request; `seconds` limits the whole request, including redirects."""

    seconds: float = 30.0
    bytes: int = 10_000_000
    redirects: int = 5


_LIMITS = RequestLimits()


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """The answer of a service: `url` after redirects, `content_type` in lower case without parameters."""

    url: str
    content_type: str
    body: bytes


class StatusError(NetworkError):
    """The service answered with an HTTP status other than success."""

    def __init__(self, url: str, status: int, retry_after: float | None) -> None:
        """retry_after: seconds that the service asks to wait, None if it does not say."""
        remedies = {302: "check where it redirects to", 404: "check the identifier", 429: "wait, then run it again"}
        super().__init__(shown_url(url), f"answers with status {status}", remedies.get(status, "try again later"))
        self.status = status
        self.retry_after = retry_after


class TooLarge(NetworkError):
    """The body has more bytes than are taken."""


class UnreachableError(NetworkError):
    """No connection was made: there is no network, or the service is not there."""


def get(url: str, accept: str = "*/*", contact: str = "", limits: RequestLimits = _LIMITS) -> ServiceAnswer:
    """The body at `url`, complete or not at all.

    accept: the media type asked for; contact: an e-mail address for the user agent, which services ask for. Only https
    is used, and plain http only to this machine. Raises StatusError for a status other than success, and NetworkError
    if there is no connection, a redirect leaves https, or a limit is exceeded.
    """
    deadline = time.monotonic() + limits.seconds
    with opened_url(url, {"Accept": accept}, contact, limits) as response:
        body = _body(response, url, limits, deadline)
        return ServiceAnswer(response.geturl(), response.headers.get_content_type(), body)


@contextlib.contextmanager
def opened_url(
    url: str, headers: Mapping[str, str], contact: str = "", limits: RequestLimits = _LIMITS
) -> Iterator[http.client.HTTPResponse]:
    """The answer of `url` with its body still to be read; addresses, redirects and faults are those of `get`."""
    _check(url, url)
    words = f"; mailto:{contact}" if contact else ""
    own = {"User-Agent": _AGENT.format(contact=words), "Accept-Encoding": "identity"}
    request = urllib.request.Request(url, headers={**own, **headers})
    handlers: list[urllib.request.BaseHandler] = [_Redirects(url, limits.redirects), _PublicHandler()]
    if is_loopback(url):
        handlers.append(urllib.request.ProxyHandler({}))
    kind: type[NetworkError] = UnreachableError
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=limits.seconds) as response:
            kind = NetworkError
            yield response
    except urllib.error.HTTPError as error:
        error.close()
        raise StatusError(url, error.code, _seconds(error.headers.get("Retry-After"))) from None
    except (OSError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        timed_out = isinstance(reason, TimeoutError | socket.timeout)
        problem = f"sent nothing for {limits.seconds:g} s" if timed_out else f"cannot be read ({reason})"
        raise kind(shown_url(url), problem, "check the connection, or work without the network") from None


def get_json(url: str, contact: str = "", limits: RequestLimits = _LIMITS) -> Any:
    """The JSON at `url`; another media type or broken JSON is a NetworkError."""
    answer = get(url, "application/json", contact, limits)
    kind = answer.content_type
    if kind != "application/json" and not kind.endswith("+json"):
        raise NetworkError(shown_url(url), f"sends {kind}, not JSON", "check the address of the service")
    try:
        return json.loads(answer.body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise NetworkError(shown_url(url), "sends broken JSON", "try again later") from None


def shown_url(url: str) -> str:
    """`url` without its query and password, for a message."""
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, each to an address that is allowed."""

    max_redirections = max_repeats = 100

    def __init__(self, start: str, most: int) -> None:
        self.start = start
        self.most = most
        self.followed = 0

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        self.followed += 1
        if self.followed > self.most:
            raise NetworkError(shown_url(self.start), "redirects too often", "check the address")
        _check(newurl, self.start)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _PublicConnection(http.client.HTTPSConnection):
    """A connection to a name, only if every address that it resolves to is public. The connection uses the checked
    addresses, so a name cannot change its address in between. Where the environment names a proxy, the proxy resolves
    the name. `_check` has refused the names of this machine.
    """

    def connect(self) -> None:
        if not (getattr(self, "_tunnel_host", None) or is_loopback(f"https://{self.host}")):
            self._create_connection = _connect_to_public
        super().connect()


class _PublicHandler(urllib.request.HTTPSHandler):
    """https through _PublicConnection."""

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_PublicConnection, req)


def _connect_to_public(
    address: tuple[str, int], timeout: float | None = None, source_address: tuple[str, int] | None = None
) -> socket.socket:
    """As socket.create_connection. Raises NetworkError if the name leads into a local network."""
    host, port = address
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if any(_is_private(where) for where in found):
        raise NetworkError(f"https://{host}", "resolves to an address of a local network", "check the address")
    for where in found[:-1]:
        with contextlib.suppress(OSError):
            return socket.create_connection((where, port), timeout, source_address)
    return socket.create_connection((found[-1], port), timeout, source_address)


def _check(url: str, start: str) -> None:
    """Refuse an address that is neither https nor, for a request that starts on this machine, http to this machine."""
    try:
        parts = urllib.parse.urlsplit(url)
        local, port_is_valid = is_loopback(url), parts.port is None or parts.port > 0
    except ValueError:
        raise NetworkError(url[:80], "is not an address", "check it") from None
    if is_loopback(start) and local and parts.scheme in {"http", "https"} and port_is_valid:
        return
    if parts.scheme != "https" or not parts.hostname or not port_is_valid:
        raise NetworkError(shown_url(url), "is not an https address", "use https")
    if _is_private(parts.hostname):
        raise NetworkError(shown_url(url), "is an address of a local network", "check where the service redirects to")


def is_loopback(url: str) -> bool:
    """Whether `url` is an address of this machine."""
    host = urllib.parse.urlsplit(url).hostname or ""
    address = _address(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def _is_private(host: str) -> bool:
    address = _address(host)
    return host == "localhost" or (address is not None and (address.is_multicast or not address.is_global))


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _body(response: http.client.HTTPResponse, url: str, limits: RequestLimits, deadline: float) -> bytes:
    """The whole body; an encoded body, one over a limit or one shorter than announced is a NetworkError."""
    announced = response.headers.get("Content-Length") or ""
    body = b"".join(chunks(response, url, limits, deadline))
    if announced.isdecimal() and int(announced) != len(body):
        raise NetworkError(shown_url(url), f"sent {len(body)} of {announced} bytes", "try again")
    return body


def chunks(
    response: http.client.HTTPResponse, url: str, limits: RequestLimits, deadline: float, received: int = 0
) -> Iterator[bytes]:
    """The body as it comes; an encoded one, one over a limit or past its time is a NetworkError.

    received: bytes of it that are there already.
    """
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise NetworkError(shown_url(url), "sends a compressed body", "get the file by hand")
    size = received
    while part := response.read1(_CHUNK):
        size += len(part)
        if size > limits.bytes:
            raise TooLarge(shown_url(url), f"sends more than {limits.bytes} bytes", "get the file by hand")
        yield part
        if time.monotonic() > deadline:
            raise NetworkError(shown_url(url), f"took longer than {limits.seconds:g} s", "run it again to go on")


def _seconds(text: str | None) -> float | None:
    """Retry-After in seconds, from seconds or a date (RFC 9110, 10.2.3)."""
    if text is None:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None


T = TypeVar("T")

LEAST_SECONDS = 1.0
LONGEST_WAIT = 120.0
"""A service that asks for a longer wait is not asked again; the user is told to try later."""
TRIES = 3
FIRST_WAIT = 2.0
TRANSIENT = frozenset({429, 500, 502, 503, 504})


@dataclass(slots=True)
class Pace:
    """When each host was last asked. clock and sleep are in seconds; tests pass their own."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    ready: dict[str, float] = field(default_factory=dict)

    def wait(self, url: str) -> None:
        """Wait until a request to the host of `url` is due."""
        host = urllib.parse.urlsplit(url).netloc.rpartition("@")[2].lower()
        now = self.clock()
        due = self.ready.get(host, now)
        if due > now:
            self.sleep(due - now)
        self.ready[host] = max(due, now) + LEAST_SECONDS

    def ask(self, url: str, request: Callable[[], T]) -> T:
        """`request()`, repeated after a temporary fault, respecting Retry-After.

        Raises the last NetworkError; a StatusError with a longer Retry-After than LONGEST_WAIT at once.
        """
        for attempt in range(1, TRIES + 1):
            self.wait(url)
            try:
                return request()
            except UnreachableError:
                raise
            except StatusError as error:
                pause = error.retry_after if error.retry_after is not None else FIRST_WAIT**attempt
                if error.status not in TRANSIENT or attempt == TRIES or pause > LONGEST_WAIT:
                    raise
            except NetworkError as error:
                pause = FIRST_WAIT**attempt
                if attempt == TRIES or not getattr(error, "may_pass", False):
                    raise
            self.sleep(max(pause, 0.0))
        raise AssertionError
