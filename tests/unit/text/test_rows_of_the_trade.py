"""Rules of the trade as rows: the print that a row shows is decided by that very row, and the rows decide prints."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from memlit.field.head_meanings import HEAD_MEANINGS, HeadMeaning, meaning_of
from memlit.field.roles import (
    LOWERING,
    OPERATION,
    RAISING,
    ROLE_PAIRS,
    SWITCHING_WORD,
    RolePair,
    role_of,
    role_of_word,
    roles_of_pair,
)
from memlit.quantities import read_quantities
from memlit.quantities.context import context_of
from memlit.quantities.cut.numbers import number_at
from memlit.quantities.cut.suffixes import SUFFIXES, Suffix, behind
from memlit.quantities.cut.token import Token
from memlit.quantities.cut.tokens import tokenise
from memlit.quantities.joined import joints, refuse
from memlit.quantities.joined.entry import entry_of
from memlit.quantities.joined.joints import JOINTS, Gap, joint_rule
from memlit.quantities.joined.refuse import REFUSALS, Print, printed_in, refusal
from memlit.quantities.joined.remarks import read_glue
from memlit.quantities.spelling.normalise import normalise
from printed.ordered_rules import TradeRule, first_that_holds, without

from tests.builders import ROOT

LABELLED = ROOT / "tests/data/quantities_labelled.jsonl"


def named(rows: Iterable[Any]) -> list[Any]:
    return [pytest.param(row, id=getattr(row, "name", row.example)) for row in rows]


def print_and_header(example: str) -> tuple[str, str | None]:
    text, _, header = example.partition(" under ")
    return normalise(text)[0], header or None


@pytest.mark.parametrize("row", named(HEAD_MEANINGS))
def test_the_head_that_a_meaning_shows_has_it(row: HeadMeaning) -> None:
    assert meaning_of(row.example) is row


@pytest.mark.parametrize("row", named(ROLE_PAIRS))
def test_the_head_that_a_pair_of_roles_shows_names_it(row: RolePair) -> None:
    assert next(pair for pair in ROLE_PAIRS if roles_of_pair(row.example, (pair,))) is row
    assert roles_of_pair(row.example) == row.roles


@pytest.mark.parametrize("row", named(SUFFIXES))
def test_the_number_that_a_suffix_shows_is_read_with_it(row: Suffix) -> None:
    text, header = print_and_header(row.example)
    context = context_of(header, None)
    found = number_at(text, 0, context)
    assert found is not None
    number, end = found
    at = behind(text, Token("num", text[:end], 0, end, number), context)
    assert next(suffix for suffix in SUFFIXES if suffix.read(at) is not None) is row


@pytest.mark.parametrize("row", named(REFUSALS))
def test_the_text_that_a_refusal_shows_holds_no_quantity(row: TradeRule[Print]) -> None:
    text, header = print_and_header(row.example)
    context = context_of(header, None)
    assert first_that_holds(REFUSALS, printed_in(text, context)) is row
    assert [quantity.flags for quantity in read_quantities(text, header=header)] == [(row.says,)]


def test_a_refusal_is_switched_off_by_leaving_its_row_out() -> None:
    context = context_of(None, None)
    assert refusal("Pt/HfO2/TiN", context) == "stack"
    assert refusal("Pt/HfO2/TiN", context, without(REFUSALS, "stack of layers")) is None


@pytest.mark.parametrize("row", named(JOINTS))
def test_the_numbers_that_a_joint_shows_are_joined_so(row: TradeRule[Gap]) -> None:
    text, header = print_and_header(row.example)
    tokens = tokenise(text, context_of(header, None))
    first, second = (place for place, token in enumerate(tokens) if token.kind == "num")
    entry = entry_of(tokens[first])
    read_glue(tokens[:first], [], entry)
    assert joint_rule(tokens[first + 1 : second], tokens[second], entry) is row


def test_the_rows_that_say_so_decide_labelled_strings(monkeypatch: pytest.MonkeyPatch) -> None:
    """`decided` is 0 for the rows that only a plain print asks for."""
    decided: Counter[str] = Counter()

    def counted(rules: Iterable[TradeRule[Any]], place: Any) -> TradeRule[Any] | None:
        rule = first_that_holds(rules, place)
        decided[rule.name if rule is not None else ""] += 1
        return rule

    monkeypatch.setattr(refuse, "first_that_holds", counted)
    monkeypatch.setattr(joints, "first_that_holds", counted)
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        read_quantities(case["text"], header=case.get("header"), superscripts=case.get("superscripts", ()))
    wrong = [row.name for row in (*REFUSALS, *JOINTS) if (row.decided > 0) != (decided[row.name] > 0)]
    assert wrong == [], {row.name: decided[row.name] for row in (*REFUSALS, *JOINTS)}


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("ltp", "potentiation"),
        ("d", "depression"),
        ("v_reset", "reset"),
        ("r_on", "lrs"),
        ("i_on", "on"),
        ("v_prog", "write"),
        ("v_th", "threshold"),
        ("gmin", "min"),
        ("endurance", None),
        ("pot", None),
    ],
)
def test_a_word_beside_a_number_names_a_role(word: str, role: str | None) -> None:
    assert role_of_word(word) == role


@pytest.mark.parametrize(
    ("text", "place"),
    [("SET pulse", 0), ("LTP", 0), ("dep.", 1), ("Reset process", 1), ("Set/Reset", None), ("", None)],
)
def test_a_text_says_that_the_conductance_is_raised_or_lowered(text: str, place: int | None) -> None:
    assert role_of(text) == place


@pytest.mark.parametrize(
    ("sentence", "raising", "lowering"),
    [
        ("LTP pulses of 0.8 V", ["LTP"], []),
        ("set pulses of 2.5 V and reset pulses of −2.8 V", ["set"], ["reset"]),
        ("switched at 1.1 V (set)", ["set"], []),
        ("the device was set to 1 kΩ", [], []),
        ("a set of 12 cells that was reset twice", [], ["reset"]),
    ],
)
def test_a_sentence_says_what_raises_and_what_lowers(sentence: str, raising: list[str], lowering: list[str]) -> None:
    assert re.findall(rf"\b(?:{RAISING})\b", sentence) == raising
    assert re.findall(rf"\b(?:{LOWERING})\b", sentence) == lowering


def test_words_of_cells_and_labels_name_what_is_done_to_a_device() -> None:
    assert SWITCHING_WORD.findall("1.5 (SET) / 2.0 (dep.), read at 0.1 V") == ["SET", "dep"]
    assert [word for word in ("Electroforming", "Reset", "readout", "Pristine") if OPERATION.fullmatch(word)] == [
        "Electroforming",
        "Reset",
        "readout",
    ]
