"""What takes seconds is answered beside the rest: the page stays alive while a figure is looked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from memlit.desk.desk import Desk
from memlit.desk.figures import routes
from memlit.desk.serve.server import DeskServer

from tests.builders import ROOT
from tests.unit.desk.desk_review import asked, call, serving, small_review


@pytest.fixture
def served(tmp_path: Path) -> Iterator[DeskServer]:
    root = small_review(tmp_path)
    (root / "sources/doe2024/paper.pdf").write_bytes((ROOT / "docs/example/roe2024.pdf").read_bytes())
    with serving(Desk(root, "Jane Doe")) as server:
        yield server


def test_papers_pages_and_decisions_are_answered_while_a_figure_is_looked_for(
    served: DeskServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_looking, may_end = threading.Event(), threading.Event()

    def slow(*_: object) -> list[object]:
        is_looking.set()
        assert may_end.wait(60)
        return []

    monkeypatch.setattr(routes.Figures, "_digitized", slow)
    found: list[object] = []
    looking = threading.Thread(target=lambda: found.append(asked(served, "panels?key=doe2024&file=paper.pdf&page=1")))
    looking.start()
    assert is_looking.wait(30)
    assert asked(served, "papers")[0] == 200
    assert call(served, "GET", "document?key=doe2024&file=paper.pdf")[0] == 200
    looked = {"key": "doe2024", "what": "looked_for", "parameters": ["g_on"], "pages": "1"}
    assert asked(served, "decide", looked)[0] == 200
    assert found == []
    may_end.set()
    looking.join(30)
    assert found == [(200, {"panels": []})]
