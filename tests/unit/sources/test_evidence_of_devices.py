"""A table is used without a question only where its print shows that it is of devices; else a person says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.curation.checking.found import found_lines, found_of
from memlit.datum import DocumentReading, DocumentRecord
from memlit.files import write_json
from memlit.sources.attribution.evidence_of_devices import TABLE_DOUBTS, WeighedTable
from memlit.sources.extract import read_document, record_path
from memlit.sources.folder import SOURCE_FILE
from printed.ordered_rules import TradeRule

from tests.builders import corpus, review_of_doe

ENGINES = (
    "Table 4. Engines on programmable logic",
    "Engine|Energy per operation (nJ)|Array size|Accuracy (%)",
    "Ours|12|64 × 64|97",
    "Theirs|40|32 × 32|95",
)
NEURONS = (
    "Table 2. Silicon neurons",
    "Neuron|Area (µm2)|Energy per spike (pJ)|Spike frequency (kHz)",
    "Indiveri 2011|2573|900|0.2",
    "Joubert 2012|538|41|1.9",
)
MEMRISTORS = (
    "Table 3. Memristors",
    "Device|Set voltage (V)|Pulse width (ns)|R_ON (kΩ)|Energy per operation (pJ)",
    "TaOx|1.2|50|10|7",
    "HfOx|0.9|100|12|4",
)


def page(caption: str, *rows: str) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row.split('|'))}</tr>" for row in rows)
    return f"<!doctype html><html><body><table><caption>{caption}</caption>{lines}</table></body></html>"


def read(root: Path, table: tuple[str, ...], said: str = "") -> DocumentReading:
    """The document doc, with this table and this line about it."""
    folder = root / "sources/doc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paper.html").write_text(page(*table), encoding="utf-8")
    (folder / SOURCE_FILE).write_text(f"tables:\n{said}\n" if said else "", encoding="utf-8")
    return read_document(corpus(root), "doc")


def used(document: DocumentReading) -> list[str]:
    return [one.printed.text for one in document.data if one.excluded is None and one.parameter != "device_name"]


@pytest.mark.parametrize("table", [ENGINES, NEURONS], ids=["engines", "neurons"])
def test_a_table_of_circuits_is_asked_once_and_its_answer_decides(tmp_path: Path, table: tuple[str, ...]) -> None:
    document = read(tmp_path, table)
    (question,) = document.questions
    assert used(document) == []
    assert question.doubts
    answered = read(tmp_path, table, question.answer)
    assert answered.questions == ()
    assert len(used(answered)) == 6
    assert [one.paper for one in answered.data] == [one.paper for one in document.data]
    denied = read(tmp_path, table, question.answer.replace("devices}", "others}"))
    assert (used(denied), denied.questions) == ([], ())


def test_the_heads_of_a_table_of_others_are_not_asked_about(tmp_path: Path) -> None:
    caption, heads, *rows = MEMRISTORS
    table = (caption, f"{heads}|Wobble (V)", *(f"{row}|0.3" for row in rows))
    said = "- {file: paper.html, label: Table 3, about: devices}"
    (question,) = read(tmp_path, table, said).questions
    assert [(head.text, head.nearest) for head in question.heads] == [("Wobble (V)", ())]
    assert read(tmp_path, table, said.replace("about: devices", "about: others")).questions == ()


def test_a_plain_table_of_memristors_is_used_without_a_question(tmp_path: Path) -> None:
    document = read(tmp_path, MEMRISTORS)
    assert document.questions == ()
    assert used(document) == ["1.2", "50", "10", "7", "0.9", "100", "12", "4"]


def test_a_table_whose_values_were_accepted_is_not_asked_about_again(tmp_path: Path) -> None:
    document = read(tmp_path, ENGINES)
    accepted = tuple(one.model_copy(update={"excluded": None}) for one in document.data)
    path = record_path(corpus(tmp_path).records, "doc")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, DocumentRecord(key="doc", files=document.files, data=accepted).model_dump())
    again = read(tmp_path, ENGINES)
    assert (again.status, again.questions) == ("same", ())


def test_a_table_without_label_and_page_is_answered_by_its_name(tmp_path: Path) -> None:
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row.split('|'))}</tr>" for row in ENGINES[1:])
    body = f"<table>{rows}</table><p>Between.</p><table>{rows.replace('Energy', 'Mean energy')}</table>"
    two = f"<!doctype html><html><body>{body}</body></html>"
    folder = tmp_path / "sources/doc"
    folder.mkdir(parents=True)
    (folder / "paper.html").write_text(two, encoding="utf-8")
    first, second = read_document(corpus(tmp_path), "doc").questions
    (folder / SOURCE_FILE).write_text(f"tables:\n{second.answer}\n", encoding="utf-8")
    answered = read_document(corpus(tmp_path), "doc")
    assert [one.table for one in answered.questions] == [first.table]
    assert answered.problems == ()


def test_the_account_of_a_document_says_how_to_answer(tmp_path: Path) -> None:
    root = review_of_doe(tmp_path)
    (root / "sources/doe2020/more.html").write_text(page(*NEURONS), encoding="utf-8")
    lines = "\n".join(found_lines(found_of(root, "doe2020")))
    assert "Table 2: is it of devices? " in lines
    assert "indiveri-2011 area 2573" in lines
    assert '- {file: "more.html", label: "Table 2", about: devices}' in lines


OF_PRINT = [rule for rule in TABLE_DOUBTS if rule.name != "of_a_picture"]
"""Pictures are in tests/unit/ocr/test_pictures.py."""


@pytest.mark.parametrize("rule", OF_PRINT, ids=lambda rule: rule.name)
def test_a_doubt_holds_of_its_printed_example(tmp_path: Path, rule: TradeRule[WeighedTable]) -> None:
    caption, *rows = rule.example.split("; ") if rule.example.startswith("Table") else ("", *rule.example.split("; "))
    (question,) = read(tmp_path, (caption, *(row.replace(" | ", "|") for row in rows))).questions
    assert rule.says in question.doubts
