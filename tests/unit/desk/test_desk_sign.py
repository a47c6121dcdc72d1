"""A signature is of the draft that was shown: over HTTP, as the page asks for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from memlit.desk.read.readings import Readings
from memlit.desk.serve.server import DeskServer
from memlit.desk.sign import routes

from tests.builders import of_devices
from tests.unit.desk.desk_review import asked, root_of, signed, until_read

KEY = "doe2024"
SENTENCE = "<p>The device A is set by a pulse amplitude of 1.2 V with a pulse width of 30 ms.</p>"
TABLE = """<table><caption>Table 1. Devices</caption>
<tr><td>Device</td><td>Set voltage (V)</td><td>Set pulse width (ns)</td></tr>
<tr><td>HfOx</td><td>1.6</td><td>50</td></tr><tr><td>TaOx</td><td>1.7</td><td>70</td></tr></table>"""
PAPER = f"<html><body>{SENTENCE}{TABLE}</body></html>"


@pytest.fixture
def record(served: DeskServer) -> Path:
    """The record that a signature writes of the paper in the folder."""
    (root_of(served) / "sources" / KEY / "paper.html").write_text(PAPER, encoding="utf-8")
    of_devices(root_of(served) / "sources" / KEY, "paper.html")
    return root_of(served) / "extracted" / f"{KEY}.json"


@pytest.fixture
def begun(served: DeskServer, record: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The tables of the paper are being read, until the event is set."""
    is_reading, may_end = threading.Event(), threading.Event()
    read = Readings._tables

    def slow(readings: Readings, file: Any) -> Any:
        is_reading.set()
        assert may_end.wait(60)
        return read(readings, file)

    monkeypatch.setattr(Readings, "_tables", slow)
    asked(served, f"paper?key={KEY}")
    assert is_reading.wait(30)
    assert not record.exists()
    yield may_end
    may_end.set()


def digest_of(served: DeskServer) -> str:
    digest: str = asked(served, f"draft?key={KEY}")[1]["digest"]
    return digest


def refused(served: DeskServer, draft: str) -> str:
    """The line by which a signature of this draft is refused."""
    status, told = asked(served, "accept", {"key": KEY, "draft": draft})
    assert status == 409, told
    line: str = told["problem"]
    assert "\n" not in line
    return line


def test_nothing_is_signed_while_the_paper_is_read_and_then_no_value_that_came_since(
    served: DeskServer, record: Path, begun: threading.Event
) -> None:
    early = digest_of(served)
    assert refused(served, early) == f"{KEY}: is still being read; sign when the reading is done"
    begun.set()
    paper = until_read(served, KEY)
    (table,) = paper["tables"]
    n_new = len(table["values"])
    assert n_new >= 4
    line = f"{n_new} values are new or changed since the draft was shown; look at the draft as it is now, then sign"
    assert refused(served, early) == f"{KEY}: {line}"
    assert not record.exists()
    assert signed(served, KEY)[0] == 200
    values = [*paper["text"], *table["values"]]
    assert {one["id"] for one in json.loads(record.read_bytes())["data"]} == {one["id"] for one in values}


def test_a_reading_that_was_stopped_is_not_signed(served: DeskServer, record: Path, begun: threading.Event) -> None:
    asked(served, "stop", {"what": "reading"})
    begun.set()
    while asked(served, f"progress?key={KEY}")[1]["state"] == "reading":
        pass
    assert refused(served, digest_of(served)) == f"{KEY}: was not read to its end; read it again, then sign"
    assert not record.exists()


def test_what_was_decided_since_in_another_tab_is_not_signed_unseen(served: DeskServer, record: Path) -> None:
    cell = until_read(served, KEY)["tables"][0]["values"][0]
    shown = digest_of(served)
    correction = {"verdict": "corrected", "field": "text", "value": "1.9", "note": "a misprint"}
    assert asked(served, "value/decide", {"id": cell["id"], "printed": cell["printed"], **correction})[0] == 200
    assert f"{KEY}: 1 value is new or changed since the draft was shown" in refused(served, shown)
    assert not record.exists()
    assert signed(served, KEY)[0] == 200


def test_what_the_file_gives_only_when_it_is_signed_is_not_written(served: DeskServer, record: Path) -> None:
    (table,) = until_read(served, KEY)["tables"]
    more = TABLE.replace("Table 1", "Table 2").replace("Ox<", "N<")
    path = root_of(served) / "sources" / KEY / "paper.html"
    path.write_text(PAPER.replace("</body>", f"{more}</body>"), encoding="utf-8")
    n_new = len(table["values"])
    assert f"{KEY}: {n_new} values are new or changed since the draft was shown" in refused(served, digest_of(served))
    assert not record.exists()


def test_a_draft_that_this_desk_did_not_show_is_not_signed(served: DeskServer, record: Path) -> None:
    until_read(served, KEY)
    assert "has another draft than the one that was shown" in refused(served, "0" * 64)
    assert asked(served, "accept", {"key": KEY})[0] == 400
    assert not record.exists()


def test_other_requests_are_answered_while_a_record_is_signed(
    served: DeskServer, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    until_read(served, KEY)
    is_signing, may_end = threading.Event(), threading.Event()
    accept = routes.accept_record

    def slow(*words: Any) -> list[str]:
        is_signing.set()
        assert may_end.wait(60)
        return accept(*words)

    monkeypatch.setattr(routes, "accept_record", slow)
    found: list[tuple[int, Any]] = []
    signing = threading.Thread(target=lambda: found.append(signed(served, KEY)))
    signing.start()
    assert is_signing.wait(30)
    assert asked(served, "papers")[0] == 200
    assert "a record is being signed" in refused(served, digest_of(served))
    assert "a record is being signed" in asked(served, "run", {"key": KEY})[1]["problem"]
    may_end.set()
    signing.join(30)
    assert [status for status, _ in found] == [200]
    assert record.is_file()
