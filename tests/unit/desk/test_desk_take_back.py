"""Each decision of the desk can be taken back: every file is as if it had never been taken, to the byte."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from memlit.desk.desk import Desk
from memlit.desk.serve.server import DeskServer

from tests.builders import ROOT
from tests.unit.desk.desk_review import asked, serving, signed, small_review

PAPER = """<html><body><h1>Analogue switching in hafnium oxide under short pulses</h1>
<p>The HfOx synapse is set by a pulse amplitude of 1.2 V with a pulse width of 50 ns.</p>
<p>The HfOx synapse is reset by a pulse amplitude of 1.4 V with a pulse width of 80 ns.</p>
<table><caption>Table 2. Both devices</caption>
<tr><td>Device</td><td>Set voltage (V)</td><td>Set pulse width (ns)</td><td>Ron (kΩ)</td><td>Zap height (V)</td></tr>
<tr><td>HfOx</td><td>1.2</td><td>50</td><td>100</td><td>3</td></tr>
<tr><td>TaOx</td><td>1.6</td><td>70</td><td>200</td><td>4</td></tr></table></body></html>"""
KEY = "doe2024"
TABLE = {"file": "paper.html", "name": "t2", "label": "Table 2"}
SCREENING = "record,stage,decision,reason\ndoe2024,identification,identified,a search\n"
Message = tuple[str, dict[str, Any]]
"""A name in the address, and what is posted to it."""


class Session:
    """A review with one paper that was read, served; `restarted` goes on in another server."""

    def __init__(self, root: Path, stack: ExitStack) -> None:
        self.root = small_review(root)
        self._stack = stack
        folder = root / "sources" / KEY
        (folder / "paper.html").write_text(PAPER, encoding="utf-8")
        shutil.copy(ROOT / "docs/example/roe2024.pdf", folder / "roe2024.pdf")
        (root / "curation").mkdir(exist_ok=True)
        (root / "curation/screening.csv").write_text(SCREENING, encoding="utf-8")
        (root / "curation").mkdir(exist_ok=True)
        (root / "curation/corrections.csv").write_text("id,field,value,reason,who,date\n", encoding="utf-8")
        self.restarted()

    def restarted(self, who: str = "Jane Doe") -> None:
        desk = Desk(self.root, who, today=lambda: date(2026, 1, 31))
        self.server: DeskServer = self._stack.enter_context(serving(desk))
        self.paper()

    def paper(self) -> dict[str, Any]:
        """The paper, once nothing of it is being read."""
        for _ in range(600):
            status, told = asked(self.server, f"paper?key={KEY}")
            assert status == 200, told
            if told["progress"]["state"] not in ("waiting", "reading"):
                assert told["progress"]["state"] == "done", told["progress"]
                paper: dict[str, Any] = told
                return paper
            time.sleep(0.02)
        pytest.fail("the paper was not read")

    def post(self, name: str, message: dict[str, Any]) -> tuple[int, Any]:
        return signed(self.server, KEY) if name == "accept" else asked(self.server, name, message)

    def mine(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = asked(self.server, "decisions")[1]["decisions"]
        return found

    def tree(self) -> dict[str, bytes | None]:
        """Every file with its bytes and every folder, without what a run or the desk keeps for itself."""
        paths = [path for path in self.root.rglob("*") if "results" not in path.relative_to(self.root).parts]
        return {str(path.relative_to(self.root)): path.read_bytes() if path.is_file() else None for path in paths}


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[Callable[[], Session]]:
    with ExitStack() as stack:
        yield lambda: Session(tmp_path / str(len(list(tmp_path.iterdir()))), stack)


def decided(what: str, **words: Any) -> Message:
    return "decide", {"key": KEY, "what": what, **words}


def drawn_decision(chance: random.Random, paper: dict[str, Any]) -> Message:
    """A decision of a random kind, as the page sends it for what it shows."""
    sentence = chance.choice(paper["text"])
    cell = chance.choice([one for table in paper["tables"] for one in table["values"]])
    device, parameter = chance.choice(["HfOx", "TaOx"]), chance.choice(["set_voltage", "reset_voltage"])
    number = chance.randrange(2, 100)

    def verdict(one: dict[str, Any], name: str, **more: str) -> Message:
        return "value/decide", {"id": one["id"], "printed": one["printed"], "verdict": name, **more}

    row = {"parameter": "g_on", "text": f"{number} µS", "device": device, "place": f"page {number}"}
    rows = [["Device", "Set voltage (V)"], ["x", "1.5"], ["y", "1.7"]]
    # A second picture of a page has another name as long as the first is there.
    page = 1 if not any(one["name"].startswith("fig_p1") for one in paper["files"]) else 2
    place = {name: sentence[name] for name in ("file", "place")}
    return chance.choice(
        [
            lambda: decided("assign", **place, printed=sentence["text"], device=device, parameter=parameter),
            lambda: decided("unassign", **place),
            lambda: verdict(sentence, "corrected", field="status", value="excluded", note="no parameter"),
            lambda: verdict(cell, "confirmed"),
            lambda: verdict(cell, "corrected", field="text", value=str(number), note="a misprint"),
            lambda: verdict(cell, "corrected", field="status", value="excluded", note="no parameter of this device"),
            lambda: verdict(cell, "disputed", note="another value on page 3"),
            lambda: ("listed", {"key": KEY, **row, "condition": chance.choice(["", "1.4 V"])}),
            lambda: ("listed", {"key": KEY, **row, "second": True}),
            lambda: decided("head", table=TABLE, at=[0, 4], text="Zap height (V)", parameter=parameter),
            lambda: decided("teach", text=f"Zap height {number} (V)", parameter=parameter),
            lambda: decided("table_said", table=TABLE, paper="[12]", how="simulated"),
            lambda: decided("device", table=TABLE, at=[2, 0], label="TaOx", device=f"Ta {number}", paper=KEY),
            lambda: decided("about", table=TABLE, about=chance.choice(["devices", "others"])),
            lambda: decided("looked_for", parameters=["g_off"], pages=f"1-{number}"),
            lambda: decided("drawn", label=f"Table {number}", page=1, caption="", rows=rows),
            lambda: decided("figure", entry={"file": "roe2024.pdf", "page": 1, "panel": str(number), "series": {}}),
            lambda: decided("cut", file="roe2024.pdf", page=page, box=[50, 50, 150 + number, 160]),
            lambda: ("accept", {"key": KEY}),
        ]
    )()  # fmt: skip


def taken(session: Session, chance: random.Random, n: int) -> dict[int, Message]:
    """Take n decisions; each by its number in the list."""
    found: dict[int, Message] = {}
    while len(found) < n:
        name, message = drawn_decision(chance, session.paper())
        before = session.tree()
        status, _ = session.post(name, message)
        if status == 200 and session.tree() != before and len(mine := session.mine()) > len(found):
            found[mine[0]["number"]] = (name, message)
        else:
            # A refused decision writes nothing. One that ends another is the taking back of it.
            assert status in (200, 409)
            assert session.tree() == before or name == "decide"
            found = {one["number"]: found[one["number"]] for one in reversed(session.mine())}
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_twenty_decisions_taken_back_in_any_order_leave_no_byte(sessions: Callable[[], Session], seed: int) -> None:
    chance = random.Random(seed)
    session = sessions()
    start = session.tree()
    messages = taken(session, chance, 20)
    session.restarted()
    n_refused = 0
    while mine := session.mine():
        one = chance.choice(mine)
        before = session.tree()
        status, told = session.post("take_back", {"number": one["number"]})
        if status == 409:
            n_refused += 1
            assert n_refused < 500, told
            assert "rests on this decision; take that one back first" in told["problem"]
            assert session.tree() == before
            continue
        assert (status, told["told"]) == (200, one["told"])
        assert one["number"] not in {other["number"] for other in session.mine()}
        session.paper()
        if len(mine) == 11:
            # Ten stand: the files are those of a review in which only these were ever taken.
            other = sessions()
            for left in reversed(session.mine()):
                assert other.post(*messages[left["number"]])[0] == 200
                other.paper()
            assert session.tree() == other.tree()
    assert session.tree() == start


def numbers(session: Session) -> list[int]:
    """The decisions of the list, the first one first."""
    return [one["number"] for one in reversed(session.mine())]


def in_row(session: Session, *messages: Message) -> list[int]:
    for name, message in messages:
        status, told = session.post(name, message)
        assert status == 200, told
        session.paper()
    return numbers(session)


def value_of(session: Session, printed: str) -> dict[str, Any]:
    paper = session.paper()
    values = [*paper["text"], *(one for table in paper["tables"] for one in table["values"])]
    found: dict[str, Any] = next(one for one in values if one["printed"] == printed)
    return found


def confirmed(session: Session, printed: str) -> Message:
    return "value/decide", {"id": value_of(session, printed)["id"], "printed": printed, "verdict": "confirmed"}


HEAD = decided("head", table=TABLE, at=[0, 4], text="Zap height (V)", parameter="set_voltage")
TEACH = decided("teach", text="Zap height (V)", parameter="set_voltage")
DRAWN = decided("drawn", label="Table 7", page=1, caption="", rows=[["Device", "Height"], ["A", "1.5"], ["B", "1.7"]])
OF_DRAWN = {"file": "table_7.csv", "name": "t7", "label": "Table 7"}
CUT = decided("cut", file="roe2024.pdf", page=1, box=[50, 50, 250, 160])
FIGURE = {"file": "fig_p1_1.png", "label": "Fig. 1", "series": {}}
LOOKED = decided("looked_for", parameters=["g_off"], pages="1-6")
LISTED = ("listed", {"key": KEY, "parameter": "g_on", "text": "10 µS", "device": "HfOx", "place": "page 3"})


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (HEAD, lambda session: confirmed(session, "3")),
        (TEACH, lambda session: confirmed(session, "3")),
        (DRAWN, lambda _: decided("head", table=OF_DRAWN, at=[0, 1], text="Height", parameter="set_voltage")),
        (CUT, lambda _: decided("figure", entry=FIGURE)),
        (LOOKED, lambda _: ("accept", {"key": KEY})),
    ],
)
def test_a_decision_that_another_rests_on_is_named_and_stands(
    sessions: Callable[[], Session], first: Message, then: Callable[[Session], Message]
) -> None:
    session = sessions()
    start = session.tree()
    (one,) = in_row(session, first)
    one, other = in_row(session, then(session))
    before = session.tree()
    later, _ = session.mine()
    status, told = session.post("take_back", {"number": one})
    assert (status, told["problem"].startswith(f"{later['told']} (2026-01-31 ")) == (409, True)
    assert session.mine()[1]["rests"] == later["told"]
    assert session.tree() == before
    assert session.post("take_back", {"number": other})[0] == 200
    assert session.post("take_back", {"number": one})[0] == 200
    assert session.tree() == start


def test_a_verdict_on_a_listed_value_rests_on_its_line(sessions: Callable[[], Session]) -> None:
    session = sessions()
    (one,) = in_row(session, LISTED)
    message = {"id": "doe2024:page-3/hfox/g_on", "printed": "10 µS", "verdict": "confirmed"}
    in_row(session, ("value/decide", message))
    assert "rests on this decision" in session.post("take_back", {"number": one})[1]["problem"]


@pytest.mark.slow
def test_u_takes_back_the_last_decision_of_the_paper_whatever_its_kind(sessions: Callable[[], Session]) -> None:
    session = sessions()
    states = [session.tree()]
    for name, message in (LISTED, confirmed(session, "1.6"), TEACH, LOOKED, ("accept", {"key": KEY})):
        assert session.post(name, message)[0] == 200
        session.paper()
        states.append(session.tree())
    for state in reversed(states[:-1]):
        session.restarted()
        assert session.post("undo", {"key": KEY})[0] == 200
        assert session.tree() == state
    status, told = session.post("undo", {"key": KEY})
    assert (status, "has no decision of yours" in told["problem"]) == (409, True)


def test_what_someone_wrote_by_hand_meanwhile_stays(sessions: Callable[[], Session]) -> None:
    session = sessions()
    source = session.root / "sources" / KEY / "source.yaml"
    source.write_text("# what I know\ntitle: A title\nkind: document\nnote: before\n", encoding="utf-8")
    first, _ = in_row(session, LOOKED, decided("looked_for", parameters=["g_on"], supplement="S1"))
    source.write_text(source.read_text("utf-8").replace("A title", "My title"), encoding="utf-8")
    in_row(session, decided("looked_for", parameters=["set_voltage"], pages="2"))
    source.write_text(source.read_text("utf-8").replace("before", "after"), encoding="utf-8")
    assert session.post("take_back", {"number": first})[0] == 200
    text = source.read_text("utf-8")
    assert text.startswith("# what I know\ntitle: My title\nkind: document\nnote: after\n")
    assert ("g_off" in text, "g_on" in text, "set_voltage" in text) == (False, True, True)
    for _ in range(2):
        assert session.post("undo", {"key": KEY})[0] == 200
    assert source.read_text("utf-8") == "# what I know\ntitle: My title\nkind: document\nnote: after\n"


def test_a_line_of_the_decision_that_was_changed_by_hand_is_left(sessions: Callable[[], Session]) -> None:
    session = sessions()
    (one,) = in_row(session, LISTED)
    path = session.root / "sources" / KEY / "readings.csv"
    path.write_text(path.read_text("utf-8").replace("10 µS", "11 µS"), encoding="utf-8")
    before = session.tree()
    status, told = session.post("take_back", {"number": one})
    assert (status, "was changed by hand since" in told["problem"]) == (409, True)
    assert session.tree() == before


def test_another_person_s_decision_is_neither_listed_nor_taken_back_and_stays_as_it_is(
    sessions: Callable[[], Session],
) -> None:
    session = sessions()
    (one,) = in_row(session, confirmed(session, "1.6"))
    session.restarted("Richard Roe")
    session.post(*confirmed(session, "1.2"))
    assert [other["what"] for other in session.mine()] == ["verdict"]
    assert session.post("take_back", {"number": one})[0] == 409
    session.restarted()
    assert session.post("take_back", {"number": one})[0] == 200
    lines = (session.root / "curation/checks.csv").read_text("utf-8").splitlines()
    assert ["Richard Roe" in line for line in lines] == [False, True]


def test_a_folder_that_a_decision_made_is_gone_with_it(sessions: Callable[[], Session]) -> None:
    session = sessions()
    shutil.rmtree(session.root / "sources" / KEY)
    start = session.tree()
    assert session.post(*LISTED)[0] == 200
    assert session.post("undo", {"key": KEY})[0] == 200
    assert session.tree() == start


def test_a_signature_leaves_what_was_accepted_by_hand_in_between(sessions: Callable[[], Session]) -> None:
    session = sessions()
    record = session.root / "extracted" / f"{KEY}.json"
    in_row(session, LOOKED, ("accept", {"key": KEY}))
    record.write_text(record.read_text("utf-8").replace("1.6", "1.7"), encoding="utf-8")
    by_hand = record.read_bytes()
    *_, first, second = in_row(session, ("accept", {"key": KEY}))
    assert session.post("take_back", {"number": first})[0] == 409
    assert session.post("take_back", {"number": second})[0] == 200
    assert record.read_bytes() == by_hand
    assert "was changed by hand since" in session.post("take_back", {"number": first})[1]["problem"]


def test_a_broken_journal_is_named_in_one_line(sessions: Callable[[], Session]) -> None:
    session = sessions()
    in_row(session, LISTED)
    (session.root / "results/run/desk/decisions.json").write_text("{", encoding="utf-8")
    status, told = asked(session.server, "decisions")
    assert (status, told["problem"]) == (
        409,
        "results/run/desk/decisions.json: is no journal of decisions; remove it; git diff shows them",
    )
