"""A small review for the tests of the desk, its server in a thread, and one request to it."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from memlit.desk.desk import Desk
from memlit.desk.serve.server import DeskServer
from memlit.desk.write.journal import Journal, PlannedDecision, Said
from memlit.desk.write.writer import Writer
from PIL import Image, ImageDraw

from tests.builders import ROOT

DAY = "2026-01-31"
LIBRARY = """@article{doe2024,
  author = {Doe, Jane},
  title = {Analogue switching in hafnium oxide under short pulses},
  year = {2024},
  doi = {10.1234/abcd.5678},
  keywords = {tables},
  deviceclass = {VCM},
  role = {synapse}
}
"""


def small_review(root: Path) -> Path:
    """A review with one paper and the vocabulary, classes and settings of this one."""
    shutil.copytree(ROOT / "config", root / "config")
    (root / "references.bib").write_text(LIBRARY, encoding="utf-8")
    (root / "sources" / "doe2024").mkdir(parents=True)
    return root


def figure() -> bytes:
    """A plot without numbers at its ticks: a frame from (100, 60) to (500, 360), ticks at its lower and left edge."""
    image = Image.new("RGB", (600, 420), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 60, 500, 360), outline="black", width=2)
    for x in (200, 300, 400):
        draw.line((x, 360, x, 350), fill="black", width=2)
    for y in (110, 210, 310):
        draw.line((100, y, 110, y), fill="black", width=2)
    draw.line([(100 + 4 * step, 340 - 2.5 * step) for step in range(5, 95)], fill=(200, 30, 30), width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@contextlib.contextmanager
def serving(desk: Desk) -> Iterator[DeskServer]:
    server = DeskServer(desk)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        desk.close()


class Hand:
    """One person's decisions, each planned by the writer's method of that name and written by the journal."""

    def __init__(self, root: Path, who: str = "Jane Doe") -> None:
        self.root, self.who = root, who
        self.journal = Journal(root)

    def __getattr__(self, what: str) -> Callable[..., str]:
        def take(*words: Any, **more: Any) -> str:
            def plan(root: Path, said: Said) -> PlannedDecision:
                made: PlannedDecision = getattr(Writer(root, said.who, said.day), what)(*words, **more)
                return made

            # Each decision is a kind of its own, so that what it was told is kept as it was.
            kind = f"{what} {len(self.journal.kinds)}"
            self.journal.kinds[kind] = plan
            return self.journal.take(Said("doe2024", kind, {}, self.who, DAY))

        return take

    def undo(self) -> str:
        last = self.journal.last(self.who, lambda _: True)
        assert last is not None
        return self.journal.take_back(last.number, self.who)


def asked(server: DeskServer, path: str, message: Any = None) -> tuple[int, Any]:
    """Status and JSON of an answer; a message is posted."""
    body = None if message is None else json.dumps(message).encode()
    status, _, content = call(server, "GET" if body is None else "POST", path, body)
    return status, json.loads(content)


def call(
    server: DeskServer, method: str, path: str, body: bytes | None = None, token: str | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    port = server.server_address[1]
    host = headers.pop("Host", f"127.0.0.1:{port}")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.putrequest(method, f"/{server.token if token is None else token}/{path}", skip_host=True)
    sent = {"Host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    if method == "POST":
        sent = {"Origin": f"http://{host}", "Content-Type": "application/json", **sent}
        sent.setdefault("Content-Length", str(len(body or b"")))
    for name, value in sent.items():
        if value:
            connection.putheader(name, value)
    connection.endheaders(body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


def signed(server: DeskServer, key: str) -> tuple[int, Any]:
    """Sign the draft of a paper as it is shown now."""
    return asked(server, "accept", {"key": key, "draft": asked(server, f"draft?key={key}")[1]["digest"]})


def root_of(served: DeskServer) -> Path:
    """The folder of the review that is served."""
    return served.session.review.root


def until_read(served: DeskServer, key: str) -> Any:
    """The paper as the page has it, when its documents are read."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        told = asked(served, f"paper?key={key}")[1]
        if told["progress"]["state"] not in ("waiting", "reading"):
            assert told["progress"]["state"] == "done", told["progress"]
            return told
        time.sleep(0.05)
    raise AssertionError("the documents are still being read")
