"""Two tabs of the desk: a decision on a value that was decided otherwise since its page was made is refused."""

from __future__ import annotations

from typing import Any

import pytest
from memlit.desk.serve.server import DeskServer
from memlit.files import read_csv

from tests.unit.desk.desk_review import asked, root_of, until_read

KEY = "doe2024"
PAPER = (
    "<html><body><p>The device A is set by a pulse amplitude of 1.2 V with a pulse width of 30 ms.</p></body></html>"
)


@pytest.fixture
def page(served: DeskServer) -> dict[str, dict[str, Any]]:
    """The values in sentences as an old page has them, by their print."""
    (root_of(served) / "sources" / KEY / "paper.html").write_text(PAPER, encoding="utf-8")
    return {one["printed"]: one for one in until_read(served, KEY)["text"]}


def assigned(served: DeskServer, one: dict[str, Any], device: str = "A") -> tuple[int, Any]:
    value = {"place": one["place"], "printed": one["text"], "parameter": one["proposed"], "seen": one["seen"]}
    return asked(served, "decide", {"key": KEY, "what": "assign", "file": "paper.html", "device": device, **value})


def rejected(served: DeskServer, one: dict[str, Any]) -> tuple[int, Any]:
    correction = {"verdict": "corrected", "field": "status", "value": "excluded", "note": "no device"}
    message = {"id": one["id"], "printed": one["printed"], "seen": one["seen"], **correction}
    return asked(served, "value/decide", message)


def test_what_another_tab_rejected_is_not_assigned(served: DeskServer, page: dict[str, dict[str, Any]]) -> None:
    assert rejected(served, page["30 ms"])[0] == 200
    status, told = assigned(served, page["30 ms"])
    assert status == 409
    assert "“30 ms”: was left out (corrections.csv:2 by Jane Doe" in told["problem"]
    assert "load the page again" in told["problem"]
    assert "\n" not in told["problem"]
    assert not (root_of(served) / "sources" / KEY / "source.yaml").exists()
    # Nor as one of the values of a pulse, nor by a page that says nothing of what it shows.
    values = [{"place": one["place"], "printed": one["text"], "parameter": one["proposed"]} for one in page.values()]
    message = {"key": KEY, "what": "assign_tuple", "file": "paper.html", "device": "A", "values": values}
    assert asked(served, "decide", message)[0] == 409


def test_what_another_tab_assigned_is_not_rejected_and_not_assigned_elsewhere(
    served: DeskServer, page: dict[str, dict[str, Any]]
) -> None:
    assert assigned(served, page["30 ms"])[0] == 200
    status, told = rejected(served, page["30 ms"])
    assert (status, "was assigned to a as set_pulse_width since" in told["problem"]) == (409, True)
    assert not (root_of(served) / "curation/corrections.csv").exists()
    assert assigned(served, page["30 ms"], "B")[0] == 409
    # The page that is loaded again may.
    (now,) = [one for one in until_read(served, KEY)["text"] if one["printed"] == "30 ms"]
    assert assigned(served, now, "B")[0] == 200
    assert rejected(served, page["1.2 V"])[0] == 200


def test_a_decision_on_another_value_leaves_the_page_as_it_is(
    served: DeskServer, page: dict[str, dict[str, Any]]
) -> None:
    assert rejected(served, page["1.2 V"])[0] == 200
    assert rejected(served, page["30 ms"])[0] == 200
    assert len(read_csv(root_of(served) / "curation/corrections.csv")) == 2
