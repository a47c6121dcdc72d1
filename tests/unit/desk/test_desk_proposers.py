"""A language model as a proposer: what it says is a quotation or nothing, whatever it answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from memlit.config import load_field
from memlit.desk.propose import model as proposers
from memlit.errors import NetworkError

from tests.builders import ROOT, vocabulary

FIELD = load_field(ROOT)
GOOD = {"quotation": "set by pulses of 1.2 V and 50 ns", "value": "1.2 V", "parameter": "set_voltage", "device": "HfOx"}


@contextmanager
def model(answer: Any, status: int = 200, headers: dict[str, str] | None = None, wait: float = 0) -> Iterator[Any]:
    asked: list[tuple[str, bytes, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, body, dict(self.headers)))
            time.sleep(wait)
            content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            asked.append((self.path, b"", {}))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield proposers.Settings(f"http://127.0.0.1:{server.server_address[1]}/v1", "m", "secret"), asked
    finally:
        server.shutdown()
        server.server_close()


def said(content: str) -> dict[str, Any]:
    return {"choices": [{"message": {"content": content}}]}


def test_nothing_is_asked_unless_an_address_is_named() -> None:
    assert proposers.settings({}) is None
    with pytest.raises(NetworkError, match="is not set"):
        proposers.ask_model("text", vocabulary(), FIELD, None)


def test_a_good_answer_becomes_proposals_and_the_key_goes_to_that_address_only() -> None:
    with model(said("Here it is:\n" + json.dumps([GOOD]))) as (settings, asked):
        (one,) = proposers.ask_model("The page.", vocabulary(), FIELD, settings)
    assert (one.text, one.parameter, one.device) == ("1.2 V", "set_voltage", "HfOx")
    ((path, body, headers),) = asked
    assert (path, headers["Authorization"]) == ("/v1/chat/completions", "Bearer secret")
    assert json.loads(body)["messages"][1]["content"] == "The page."


@pytest.mark.parametrize(
    "bad",
    [
        {**GOOD, "value": "9.9 V"},
        {**GOOD, "parameter": "not_a_parameter"},
        {**GOOD, "quotation": "x" * 700 + "1.2 V"},
        {**GOOD, "value": 1.2},
        {**GOOD, "device": ""},
        ["1.2 V"],
        "1.2 V",
        None,
    ],
)
def test_what_is_no_quotation_with_its_value_is_dropped(bad: Any) -> None:
    with model(said(json.dumps([bad, GOOD]))) as (settings, _):
        assert [one.quotation for one in proposers.ask_model("", vocabulary(), FIELD, settings)] == [GOOD["quotation"]]


@pytest.mark.parametrize(
    "answer",
    [said("I cannot do that."), said("[1, 2"), {"choices": []}, b"<html>", b"[" * 100_000, said("[]")["choices"]],
)
def test_an_answer_of_another_shape_is_one_line(answer: Any) -> None:
    with model(answer) as (settings, _), pytest.raises(NetworkError, match="something else than a list"):
        proposers.ask_model("", vocabulary(), FIELD, settings)


def test_a_redirect_is_not_followed() -> None:
    with model(b"", 200) as (elsewhere, asked_there):
        location = {"Location": elsewhere.address}
        with model(b"", 302, location) as (settings, _), pytest.raises(NetworkError, match="redirects too often"):
            proposers.ask_model("", vocabulary(), FIELD, settings)
        assert asked_there == []


def test_an_answer_without_end_is_given_up() -> None:
    with model(b"x" * 1_200_000) as (settings, _), pytest.raises(NetworkError, match="more than 1000000 bytes"):
        proposers.ask_model("", vocabulary(), FIELD, settings)


def test_a_model_that_stalls_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposers, "_SECONDS", 0.2)
    with model(said("[]"), wait=2) as (settings, _), pytest.raises(NetworkError, match="sent nothing for"):
        proposers.ask_model("", vocabulary(), FIELD, settings)


@pytest.mark.parametrize(
    "address", ["http://example.org/v1", "ftp://127.0.0.1/v1", "https://u:p@example.org/v1", "file:///etc"]
)
def test_only_https_or_this_machine_is_asked(address: str) -> None:
    with pytest.raises(NetworkError, match=r"no(t an)? https address"):
        proposers.ask_model("", vocabulary(), FIELD, proposers.Settings(address, "m", ""))
