"""Two readers at the desk: agreement, differences, and rows that settle them; and no outcome before the signature."""

from __future__ import annotations

from typing import Any

import pytest
import typst
from memlit.analysis.evidence.two_readers import document_pairs
from memlit.desk.serve.server import DeskServer
from memlit.files import read_csv
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import read_document

from tests.builders import corpus, vocabulary
from tests.unit.desk.desk_review import asked, root_of, until_read

ROW = {"key": "doe2024", "device": "A", "place": "page 1"}
OUTCOME = [{"title": "medians: 1 moved", "lines": ["action_energy 2 -> 3 pJ"], "is_minor": False}]


def listed(served: DeskServer, parameter: str, first: str, second: str) -> None:
    for text, is_second in ((first, False), (second, True)):
        if text:
            row = {**ROW, "parameter": parameter, "text": text, "second": is_second}
            assert asked(served, "listed", row)[0] == 200


def compared(served: DeskServer) -> dict[str, Any]:
    status, told = asked(served, "compared?key=doe2024")
    assert status == 200, told
    return dict(told)


def test_two_readings_agree_where_they_print_the_same_value_and_differ_elsewhere(served: DeskServer) -> None:
    listed(served, "set_voltage", "1.2 V", "1200 mV")
    listed(served, "set_pulse_width", "50 ns", "50 µs")
    listed(served, "g_on", "10 µS", "")
    listed(served, "g_off", "", "1 µS")
    told = compared(served)
    assert (told["n_both"], told["n_equal"], told["n_open"]) == (2, 1, 3)
    differences = {one["parameter"]: one for one in told["differences"]}
    assert {name: one["what"] for name, one in differences.items()} == {
        "set_pulse_width": "number",
        "g_on": "only_first",
        "g_off": "only_second",
    }
    assert differences["set_pulse_width"]["decades"] == pytest.approx(3)
    assert differences["set_pulse_width"]["second"]["printed"] == "50 µs"


@pytest.mark.parametrize(
    "decision, file",
    [
        ({"verdict": "confirmed", "note": "page 1 prints 50 ns"}, "curation/checks.csv"),
        (
            {"verdict": "corrected", "field": "text", "value": "50 µs", "note": "page 1 prints µ"},
            "curation/corrections.csv",
        ),
    ],
)
def test_a_difference_is_settled_by_a_row_that_names_the_person(
    served: DeskServer, decision: dict[str, str], file: str
) -> None:
    listed(served, "set_pulse_width", "50 ns", "50 µs")
    (open_one,) = compared(served)["differences"]
    message = {"id": open_one["id"], "printed": open_one["first"]["printed"], **decision}
    assert asked(served, "value/decide", message)[0] == 200
    told = compared(served)
    assert told["n_open"] == 0
    assert all(one["settled"] for one in told["differences"])
    (row,) = read_csv(root_of(served) / file)
    assert row["who"] == "Jane Doe"


def test_a_dispute_settles_nothing(served: DeskServer) -> None:
    listed(served, "set_pulse_width", "50 ns", "50 µs")
    (one,) = compared(served)["differences"]
    message = {"id": one["id"], "printed": "50 ns", "verdict": "disputed", "note": "the print is smeared"}
    assert asked(served, "value/decide", message)[0] == 200
    assert compared(served)["n_open"] == 1


def test_what_a_run_changed_is_told_after_the_signature_alone(
    served: DeskServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from memlit.desk.sign.run import DeskRun

    monkeypatch.setattr(
        DeskRun, "as_plain", lambda _: {"state": "done", "done": 1, "of": 1, "lines": [], "changed": OUTCOME}
    )
    assert asked(served, "run?key=doe2024")[1]["changed"] == []
    assert asked(served, "run")[1]["changed"] == []
    record = root_of(served) / "extracted" / "doe2024.json"
    record.parent.mkdir()
    record.write_text("{}", encoding="utf-8")
    assert asked(served, "run?key=doe2024")[1]["changed"] == OUTCOME


def test_no_metric_is_on_the_page_of_a_paper(served: DeskServer) -> None:
    """The whole tuple is known, so that each metric of it could be said."""
    root = root_of(served)
    for parameter, text in (("set_voltage", "2 V"), ("set_pulse_width", "50 ns"), ("g_on", "10 µS"), ("g_off", "1 µS")):
        listed(served, parameter, text, "")
    (root / "results" / "data").mkdir(parents=True)
    (root / "results" / "data" / "class_medians.csv").write_text("class,action_energy\nVCM,7.77e-12\n", "utf-8")
    answers = [asked(served, path)[1] for path in ("papers", "paper?key=doe2024", "draft?key=doe2024")]
    (device,) = answers[1]["devices"]
    assert device["set"]["g_off"]
    # E = V^2 G t: 2 V, 50 ns and 10 uS make 2 pJ, 1 uS makes 200 fJ; P = V^2 G makes 40 and 4 uW.
    for answer in (str({k: v for k, v in one.items() if k != "parameters"}) for one in answers):
        for outcome in ("7.77", "2e-12", "2 pJ", "200 fJ", "40 µW", "4 µW", "action_energy"):
            assert outcome not in answer


SENTENCE = "The device A was programmed by a pulse amplitude of 4 V and a pulse width of 10 ms."


def with_sentence(served: DeskServer) -> None:
    """A page with a sentence whose values the first reader assigns; the second enters them from the same page."""
    path = root_of(served) / "sources/doe2024/paper.pdf"
    path.write_bytes(typst.compile(SENTENCE.encode()))
    for one in until_read(served, "doe2024")["text"]:
        parameter = {"4 V": "set_voltage", "10 ms": "set_pulse_width"}[one["text"]]
        words = {"file": "paper.pdf", "place": one["place"], "printed": one["text"], "parameter": parameter}
        assert asked(served, "decide", {"key": "doe2024", "what": "assign", "device": "A", **words})[0] == 200


def test_a_value_assigned_in_a_sentence_is_the_first_reader_s_row(served: DeskServer) -> None:
    with_sentence(served)
    listed(served, "set_voltage", "", "4 V")
    listed(served, "set_pulse_width", "", "10 µs")
    told = compared(served)
    assert (told["n_both"], told["n_equal"], told["n_open"]) == (2, 1, 1)
    (one,) = told["differences"]
    assert (one["what"], one["first"]["printed"], one["second"]["printed"]) == ("number", "10 ms", "10 µs")
    settled = {"id": one["id"], "printed": "10 ms", "verdict": "confirmed", "note": "page 1 prints ms"}
    assert asked(served, "value/decide", settled)[0] == 200
    assert compared(served)["n_open"] == 0


def test_a_value_that_the_second_reader_alone_has_is_left_out_by_a_row_and_that_is_taken_back(
    served: DeskServer,
) -> None:
    listed(served, "g_off", "", "1 µS")
    (one,) = compared(served)["differences"]
    message = {"key": "doe2024", "id": one["id"], "note": "page 1 prints nothing of it"}
    assert asked(served, "second_left_out", message)[0] == 200
    (one,) = compared(served)["differences"]
    assert "page 1 prints nothing of it" in one["settled"]
    (row,) = read_csv(root_of(served) / "curation/corrections.csv")
    assert (row["id"], row["field"], row["value"], row["who"]) == (one["id"], "status", "excluded", "Jane Doe")
    # A run knows of what the row is, and calls the difference settled.
    reader = corpus(root_of(served))
    rows = by_datum(load_corrections(root_of(served) / "curation/corrections.csv", vocabulary())[0])
    document = reconcile_document(read_document(reader, "doe2024"), rows, vocabulary())
    assert document.problems == ()
    assert document_pairs(document, document.readings)[0].disagreement.settled  # type: ignore[union-attr]
    assert asked(served, "undo", {"key": "doe2024"})[0] == 200
    assert compared(served)["n_open"] == 1


def test_a_value_of_both_readers_is_not_left_out_as_the_second_s(served: DeskServer) -> None:
    listed(served, "g_off", "1 µS", "2 µS")
    (one,) = compared(served)["differences"]
    assert asked(served, "second_left_out", {"key": "doe2024", "id": one["id"], "note": "why"})[0] == 409
