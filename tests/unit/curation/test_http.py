"""The network client against a stand-in service on the loopback address: what it takes and what it refuses."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from memlit.errors import NetworkError
from memlit.fetching.http import RequestLimits, StatusError, get, get_json


class Service:
    """A stand-in: each path has its handler; requests are kept."""

    def __init__(self) -> None:
        self.handlers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.requests.append((self.path, dict(self.headers)))
                outer.handlers[self.path.split("?")[0]](self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str, body: bytes, kind: str = "application/json", status: int = 200, **headers: str) -> str:
        def handle(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            request.send_header("Content-Type", kind)
            for name, value in {"Content_Length": str(len(body)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        self.handlers[path] = handle
        return self.url + path


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_json_and_the_polite_user_agent(service: Service) -> None:
    url = service.answer("/works", b'{"message": {"title": ["\xc3\xbc"]}}', "application/json; charset=utf-8")
    assert get_json(url, contact="a@example.org") == {"message": {"title": ["ü"]}}
    _, headers = service.requests[0]
    assert headers["User-Agent"].startswith("memlit/")
    assert "mailto:a@example.org" in headers["User-Agent"]
    assert headers["Accept"] == "application/json"


def test_redirects_are_followed_and_limited(service: Service) -> None:
    service.answer("/end", b"%PDF-1.7", "application/pdf")
    start = service.answer("/start", b"", status=302, Location="/end")
    found = get(start)
    assert (found.url, found.content_type, found.body) == (service.url + "/end", "application/pdf", b"%PDF-1.7")
    loop = service.answer("/loop", b"", status=302, Location="/loop?again")
    with pytest.raises(NetworkError, match="redirects too often"):
        get(loop, limits=RequestLimits(redirects=2))
    assert len(service.requests) == 2 + 3


@pytest.mark.parametrize("target", ["http://example.org/x", "file:///etc/passwd", "https://10.0.0.1/x"])
def test_redirect_elsewhere_is_refused(service: Service, target: str) -> None:
    url = service.answer("/away", b"", status=302, Location=target)
    with pytest.raises(NetworkError, match=r"not an https address|local network|status 302"):
        get(url)


@pytest.mark.parametrize(
    "url", ["http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https://192.168.0.1/", "https://[::1"]
)
def test_other_addresses_are_refused_without_a_request(url: str) -> None:
    with pytest.raises(NetworkError):
        get(url)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["169.254.169.254"],
        ["::1"],
        ["fe80::1%2"],
        ["fd00::1"],
        ["::ffff:192.168.1.1"],
        ["0.0.0.0"],
        ["93.184.215.14", "192.168.1.1"],
    ],
)
@pytest.mark.parametrize("is_redirected", [False, True])
def test_name_that_resolves_into_a_local_network_is_refused_without_a_connection(
    addresses: list[str], is_redirected: bool, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name may be anyone's: what it resolves to decides."""
    asked, connected = fake_names(monkeypatch, addresses)
    away = "https://papers.example.org/paper.pdf"
    with pytest.raises(NetworkError, match=r"papers\.example\.org.*resolves to an address of a local network"):
        get(service.answer("/away", b"", status=302, Location=away) if is_redirected else away)
    assert asked == ["papers.example.org"]
    assert connected == []


def test_name_is_resolved_once_and_the_address_that_was_looked_at_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, connected = fake_names(monkeypatch, ["93.184.215.14", "2606:2800:21f::1"])
    with pytest.raises(NetworkError, match="work without the network"):
        get("https://papers.example.org/paper.pdf")
    assert asked == ["papers.example.org"]
    assert connected == ["93.184.215.14", "2606:2800:21f::1"]


def fake_names(monkeypatch: pytest.MonkeyPatch, addresses: list[str]) -> tuple[list[str], list[str]]:
    """A resolver that gives `addresses` for every name: the names asked for, and the addresses connected to outside."""
    asked: list[str] = []
    connected: list[str] = []
    connect = socket.create_connection
    for variable in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(variable, raising=False)

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host == "127.0.0.1":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    def open_connection(address: tuple[str, int], *arguments: Any, **options: Any) -> socket.socket:
        if address[0] == "127.0.0.1" and address[1] != 443:
            return connect(address, *arguments, **options)
        connected.append(address[0])
        raise ConnectionRefusedError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", open_connection)
    return asked, connected


def test_oversized_body_is_refused_with_and_without_an_announced_length(service: Service) -> None:
    url = service.answer("/large", b"x" * 5000)
    with pytest.raises(NetworkError, match="more than 1000 bytes"):
        get(url, limits=RequestLimits(bytes=1000))
    assert len(get(url, limits=RequestLimits(bytes=5000)).body) == 5000


def test_truncated_body_is_refused(service: Service) -> None:
    url = service.answer("/short", b"x" * 10, Content_Length="20")
    with pytest.raises(NetworkError):
        get(url, limits=RequestLimits(seconds=2))


@pytest.mark.parametrize(
    "body, kind, message",
    [(b"<html>", "text/html", "sends text/html, not JSON"), (b'{"a": ', "application/json", "broken JSON")],
)
def test_what_is_no_json_is_refused(service: Service, body: bytes, kind: str, message: str) -> None:
    url = service.answer("/json", body, kind)
    with pytest.raises(NetworkError, match=message):
        get_json(url)


def test_status_and_the_wait_that_the_service_asks_for(service: Service) -> None:
    url = service.answer("/busy", b"", status=429, Retry_After="7")
    with pytest.raises(StatusError) as caught:
        get(url + "?mailto=secret")
    assert (caught.value.status, caught.value.retry_after) == (429, 7.0)
    assert "secret" not in str(caught.value)


def test_silent_service_ends_after_the_limit(service: Service) -> None:
    stop = threading.Event()
    service.handlers["/silent"] = lambda _: stop.wait(5) and None
    with pytest.raises(NetworkError, match=r"sent nothing for 0\.3 s"):
        get(service.url + "/silent", limits=RequestLimits(seconds=0.3))
    stop.set()


def test_slow_drip_ends_after_the_limit(service: Service) -> None:
    stop = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while not stop.wait(0.05):
            request.wfile.write(b"x")
            request.wfile.flush()

    service.handlers["/drip"] = drip
    with pytest.raises(NetworkError, match=r"took longer than 0\.5 s"):
        get(service.url + "/drip", limits=RequestLimits(seconds=0.5))
    stop.set()


def test_no_connection_is_one_line() -> None:
    with pytest.raises(NetworkError, match="work without the network"):
        get("http://127.0.0.1:1/")
