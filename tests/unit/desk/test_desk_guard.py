"""Who may speak with the desk: its own page here, with the token, in small messages, and files on one route."""

from __future__ import annotations

import contextlib
import json
import select
import socket
import threading
import time

import pytest
from memlit.desk.serve import server
from memlit.desk.serve.server import MOST_FILE, MOST_MESSAGE_BYTES, DeskServer

from tests.unit.desk.desk_review import call, root_of

CONFIRM = json.dumps({"id": "doc:c", "verdict": "confirmed", "printed": "5 kΩ"}).encode()


def test_page_is_served_with_a_policy_that_allows_nothing_from_elsewhere(served: DeskServer) -> None:
    status, headers, content = call(served, "GET", "")
    assert status == 200
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert b"http://" not in content
    assert b"https://" not in content
    assert served.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "method, token, headers",
    [
        ("GET", "wrong", {}),
        ("GET", "", {}),
        ("GET", None, {"Host": "example.org"}),
        ("GET", None, {"Host": "127.0.0.1"}),
        ("GET", None, {"Origin": "http://example.org"}),
        ("GET", None, {"Sec_Fetch_Site": "cross-site"}),
        ("POST", "wrong", {}),
        ("POST", None, {"Origin": "http://example.org"}),
        ("POST", None, {"Origin": "null"}),
        ("POST", None, {"Origin": ""}),
        ("POST", None, {"Host": "rebound.example.org:80"}),
    ],
)
def test_wrong_token_host_or_origin_is_refused_and_writes_nothing(
    served: DeskServer, method: str, token: str | None, headers: dict[str, str]
) -> None:
    path = "settle/decide" if method == "POST" else "papers"
    status, _, content = call(served, method, path, CONFIRM if method == "POST" else None, token, **headers)
    assert status == 403
    assert b"doe2024" not in content
    assert not (served.session.review.root / "curation/checks.csv").exists()


def test_an_address_of_an_earlier_start_says_how_to_get_the_new_one(served: DeskServer) -> None:
    _, kind, content = call(served, "GET", "", None, "of-yesterday")
    assert kind["content-type"].startswith("text/plain")
    assert b"Open the address that it printed where it was started" in content
    assert served.token.encode() not in content


def test_oversized_unstated_or_foreign_body_is_refused(served: DeskServer) -> None:
    assert call(served, "POST", "settle/decide", b" " * (MOST_MESSAGE_BYTES + 1))[0] == 413
    assert call(served, "POST", "settle/decide", b"", Content_Length=str(10**12))[0] == 413
    assert call(served, "POST", "settle/decide", b"", Content_Length="-5")[0] == 411
    assert call(served, "POST", "settle/decide", CONFIRM, Content_Type="text/plain")[0] == 415
    assert call(served, "POST", "settle/decide", b"[1]")[0] == 400
    assert call(served, "POST", "put", b'{"id": {"a": 1}}')[0] == 400
    assert call(served, "POST", "decide", b'{"key": "doe2024"}')[0] == 400


def test_paths_and_ids_reach_no_file(served: DeskServer) -> None:
    root = root_of(served)
    (root / "private.png").write_bytes(b"private")
    assert call(served, "GET", "document?key=doe2024&file=../../private.png")[0] == 409
    for path in (
        "../../etc/passwd",
        "%2e%2e/checks.csv",
        "settle.py",
        "../desk.py",
        "document?key=../..&file=passwd",
        "document?key=doe2024&file=../../references.bib",
    ):
        assert call(served, "GET", path)[0] in (404, 409)


FILE = {"Content_Type": "application/octet-stream"}


def inbox(served: DeskServer) -> list[str]:
    root = root_of(served)
    return [path.name for path in (root / "results/run/inbox").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "path, headers, status",
    [
        ("bring?name=a.pdf", {"Content_Length": str(MOST_FILE + 1)}, 413),
        ("bring?name=a.pdf", {"Content_Length": "-5"}, 411),
        ("bring?name=a.pdf", {"Transfer_Encoding": "chunked"}, 411),
        ("bring?name=a.pdf", {"Content_Type": "text/plain"}, 415),
        ("bring?name=a.pdf", {"Content_Type": "multipart/form-data"}, 415),
        ("bring?name=a.pdf", {"Origin": "http://example.org"}, 403),
        ("bring/x?name=a.pdf", {}, 415),
        ("put", {}, 415),
    ],
)
def test_files_come_by_one_route_in_one_form(
    served: DeskServer, path: str, headers: dict[str, str], status: int
) -> None:
    assert call(served, "POST", path, b"%PDF-1.4", **{**FILE, **headers})[0] == status
    assert inbox(served) == []


def test_a_file_s_name_leads_nowhere_and_its_content_says_what_it_is(served: DeskServer) -> None:
    root = root_of(served)
    table = b"Device,Set voltage (V)\nHfOx,1.2\n"
    status, _, content = call(served, "POST", "bring?name=..%2F..%2F.%C3%84rger%20(1).pdf", table, **FILE)
    assert (status, json.loads(content)["name"]) == (200, "Arger-1.csv")
    assert inbox(served) == ["Arger-1.csv"]
    assert call(served, "POST", "bring?name=x.exe", b"MZ\0\0" * 50, **FILE)[0] == 409
    assert inbox(served) == ["Arger-1.csv"]
    assert sorted(path.name for path in root.iterdir()) == ["config", "references.bib", "results", "sources"]


def test_a_file_that_breaks_off_is_not_kept(served: DeskServer) -> None:
    port = served.server_address[1]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        head = (
            f"POST /{served.token}/bring?name=a.pdf HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            "Content-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\n"
        )
        line.sendall(head.encode() + b"%PDF-1.4")
        line.shutdown(socket.SHUT_WR)
        assert b"did not come whole" in line.makefile("rb").read()
    assert inbox(served) == []


def head_of(served: DeskServer, method: str, path: str) -> str:
    """The first lines of a request of the page itself, up to the blank line."""
    port = served.server_address[1]
    return f"{method} /{served.token}/{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"


def test_what_cannot_be_parsed_is_answered(served: DeskServer) -> None:
    """Of a message nested beyond any use, and of an address with half of an IPv6 host."""
    nested = b"[" * 8_000 + b"]" * 8_000
    assert call(served, "POST", "settle/decide", nested)[0] == 400
    assert call(served, "GET", f"panels?key=doe2024&file=x.pdf&scale={'[' * 16_000}")[0] in (400, 409)
    assert call(served, "GET", "/[x")[0] == 400
    assert call(served, "GET", "papers")[0] == 200


def test_a_request_that_drips_is_given_up_as_a_whole(served: DeskServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each letter comes soon after the last, and none of them is the end."""
    monkeypatch.setattr(server, "_SECONDS", 1.0)
    with socket.create_connection(("127.0.0.1", served.server_address[1]), timeout=10) as line:
        line.sendall(head_of(served, "GET", "papers").encode())
        begun = time.monotonic()
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - begun < 15:
                line.sendall(b"X")
                if select.select([line], [], [], 0.2)[0]:
                    break
        assert time.monotonic() - begun < 15, "it was read on and on"


def test_a_message_that_breaks_off_is_not_acted_upon(served: DeskServer) -> None:
    """What came is a whole decision, but more was announced."""
    head = head_of(served, "POST", "settle/decide")
    with socket.create_connection(("127.0.0.1", served.server_address[1]), timeout=10) as line:
        head += f"Content-Type: application/json\r\nContent-Length: {len(CONFIRM) + 10}\r\n\r\n"
        line.sendall(head.encode() + CONFIRM)
        line.shutdown(socket.SHUT_WR)
        assert b" 400 " in line.makefile("rb").readline()


@pytest.mark.slow
def test_half_sent_requests_take_a_bounded_number_of_threads_and_the_page_is_answered(served: DeskServer) -> None:
    before = threading.active_count()
    with contextlib.ExitStack() as held:
        for _ in range(3 * server.MOST_BEGUN):
            line = held.enter_context(socket.create_connection(("127.0.0.1", served.server_address[1]), timeout=10))
            line.sendall(head_of(served, "GET", "papers").encode())
        assert call(served, "GET", "papers")[0] == 200
        assert len(served._begun) <= server.MOST_BEGUN
        settled = time.monotonic() + 10
        while threading.active_count() - before > server.MOST_BEGUN + 2 and time.monotonic() < settled:
            time.sleep(0.05)
        assert threading.active_count() - before <= server.MOST_BEGUN + 2
