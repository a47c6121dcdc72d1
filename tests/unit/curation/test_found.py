"""memlit check KEY says what a document gave, what is proposed and what is left, with places and reasons."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from memlit import ending
from memlit.cli import main
from memlit.curation.checking.found import found_lines, found_of
from memlit.curation.checking.reading import DocumentReader
from memlit.field import load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE

from tests.builders import ROOT

PAGE = """<!doctype html><html><body>
<p>The cells were read at a read voltage of 0.2 V after each step of the run.</p>
<table><caption>Table 1. Cells</caption>
<tr><th>Device</th><th>R_ON (kΩ)</th><th>Wobble (%)</th><th>Endurance</th></tr>
<tr><td>HfOx</td><td>12</td><td>3</td><td>1000 or 2000</td></tr>
<tr><td>TaOx</td><td>9</td><td>4</td><td>500</td></tr></table></body></html>"""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "curation").mkdir(exist_ok=True)
    (tmp_path / "curation/corrections.csv").write_text("id,field,value,reason,who,date\n", encoding="utf-8")
    (tmp_path / "sources/doe2020").mkdir(parents=True)
    (tmp_path / "sources/doe2020/paper.html").write_text(PAGE, encoding="utf-8")
    said = "tables:\n- {file: paper.html, label: Table 1}\n"
    (tmp_path / "sources/doe2020/source.yaml").write_text(said, encoding="utf-8")
    return tmp_path


def test_a_table_that_nobody_answered_is_asked_with_what_its_words_propose(review: Path) -> None:
    (review / "sources/doe2020/source.yaml").unlink()
    account = found_of(review, "doe2020")
    assert account.tables == ()
    (question,) = account.questions
    assert (question.place, question.waits) == ("Table 1", True)
    assert "hfox r_on 12" in question.reads
    assert any(line.startswith("asked     Table 1: what does it mean? proposed: ") for line in found_lines(account))


def test_values_heads_sentences_and_the_rest_have_their_places(review: Path) -> None:
    account = found_of(review, "doe2020")
    assert [(one.place, one.values, one.devices) for one in account.tables] == [("Table 1", 3, ["hfox", "taox"])]
    (question,) = account.questions
    assert (question.place, question.waits) == ("Table 1", False)
    assert [(one.text, len(one.nearest)) for one in question.heads] == [("Wobble (%)", 0)]
    assert [(one.parameter, one.printed) for one in account.sentences] == [("read_voltage", "0.2 V")]
    assert [(one.place, one.parameter, one.printed) for one in account.left] == [
        ("t1/r1c3", "endurance", "1000 or 2000")
    ]
    assert account.left[0].reason.startswith("several_values")


def test_lines_name_all_of_it_in_one_count(review: Path) -> None:
    lines = list(found_lines(found_of(review, "doe2020")))
    counts = "3 values found, 1 table asked, 1 value in sentences proposed, 1 thing left"
    assert lines[0] == f"doe2020 (new): {counts}"
    assert [line.split()[0] for line in lines[1:]] == ["found", "asked", "proposed", "left"]
    assert "'1000 or 2000' at t1/r1c3" in lines[-1]


def test_a_pulse_is_proposed_as_a_whole_with_what_is_said_of_it(review: Path) -> None:
    text = "<p>We measured the set at a set voltage of 1.2 V for 50 ns. The accuracy of the network is 97 %.</p>"
    (review / "sources/doe2020/paper.html").write_text(PAGE.replace("<p>", text + "<p>"), encoding="utf-8")
    account = found_of(review, "doe2020")
    (pulse,) = account.pulses
    assert [(one.parameter, one.printed) for one in pulse.values] == [
        ("set_voltage", "1.2 V"),
        ("set_pulse_width", "50 ns"),
    ]
    assert (pulse.whose, pulse.how) == ("own", "measured")
    assert any(line.startswith("proposed  one pulse at ") and "measured, own" in line for line in found_lines(account))
    assert "accuracy" not in {one.parameter for one in account.sentences}
    assert [one.printed for one in account.left if one.parameter == "accuracy"] == ["97 %"]


def test_check_of_a_key_prints_the_account_before_its_findings(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (review / "references.bib").write_text("@article{doe2020, title = {Cells}, year = {2020}}\n", encoding="utf-8")
    monkeypatch.chdir(review)
    lines = CliRunner().invoke(main, ["check", "doe2020"]).output.splitlines()
    account = list(found_lines(found_of(review, "doe2020")))
    assert lines[: len(account)] == account
    assert any("'1000 or 2000'" in line for line in account)
    # Without a key, a line for each file.
    lines = CliRunner().invoke(main, ["check"]).output.splitlines()
    assert "sources/doe2020/paper.html: 4 printed readings, 1 candidate in sentences" in lines
    assert not any(line.startswith(("found ", "asked ", "left ")) for line in lines)


def test_a_run_ends_with_a_line_for_each_document_that_is_not_accepted(review: Path, tmp_path: Path) -> None:
    document = DocumentReader(review, load_vocabulary(review / VOCABULARY_FILE), []).reconciled("doe2020")
    # An accepted document has excluded readings, and is no excluded document.
    accepted = document.model_copy(update={"key": "roe2020", "status": "same"})
    (tmp_path / "results/reconciled").mkdir(parents=True)
    lines = "\n".join(one.model_dump_json() for one in (accepted, document)) + "\n"
    (tmp_path / "results/reconciled/0.jsonl").write_text(lines, encoding="utf-8")
    told = [line for line in ending.unaccepted_lines(tmp_path) if line]
    assert len(told) == 1
    assert told[0].startswith("doe2020 (new): 3 values found")
    assert told[0].endswith("; memlit check doe2020")


def test_of_very_many_documents_the_first_are_named_and_the_others_counted(review: Path, tmp_path: Path) -> None:
    document = DocumentReader(review, load_vocabulary(review / VOCABULARY_FILE), []).reconciled("doe2020")
    (tmp_path / "results/reconciled").mkdir(parents=True)
    for bucket in ("0", "1"):
        many = (document.model_copy(update={"key": f"doe-{number:03}-{bucket}"}) for number in range(40))
        text = "".join(f"{one.model_dump_json()}\n" for one in many)
        (tmp_path / f"results/reconciled/{bucket}.jsonl").write_text(text, encoding="utf-8")
    told = ending.unaccepted_lines(tmp_path)
    assert [line.split()[0] for line in told[1:4]] == ["doe-000-0", "doe-000-1", "doe-001-0"]
    assert told[-1] == "... and 50 more, see results/data/documents.csv"
