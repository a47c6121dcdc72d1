"""A sentence proposes a tuple: what belongs to one pulse is joined, what may belong to two is not."""

from __future__ import annotations

import pytest
from memlit.field import Vocabulary, load_vocabulary
from memlit.passages.find import finds_in
from memlit.passages.printed_again import printed_again
from memlit.passages.tuples import ProposedTuple, proposed_tuples
from printed.documents.blocks.model import Block

from tests.builders import ROOT


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "config/vocabulary.yaml")


def proposed(text: str, vocabulary: Vocabulary) -> list[ProposedTuple]:
    return list(proposed_tuples(finds_in([Block(text, tuple(range(len(text))))], vocabulary).finds))


@pytest.mark.parametrize(
    ("text", "tuples"),
    [
        (
            "The cell is programmed by +4.2 V for 300 ns and fully erased by applying −4.8 V for 400 ns.",
            [["+4.2 V", "300 ns"], ["−4.8 V", "400 ns"]],
        ),
        (
            "Set pulses with an amplitude of 2.1 V and a width of 10 ms were applied.",
            [["2.1 V", "10 ms"]],
        ),
        ("The read condition is a read voltage of 1 V for 25 ms read pulses.", [["1 V", "25 ms"]]),
        (
            "At a read voltage of 0.1 V the R_off = 12 MΩ and R_on = 60 kΩ are measured.",
            [["0.1 V", "12 MΩ", "60 kΩ"]],
        ),
        # Whether 10 ns is of the set or of the reset pulse is not said.
        ("Set pulses of 1.1 V and reset pulses of −1.4 V differ; a pulse width of 10 ns is short.", []),
        ("A write voltage of 4 V is common, whereas flash has a write time of 1 ms.", []),
        ("A set pulse of 2 V was sent with a reset pulse width of 5 µs.", []),
    ],
)
def test_values_of_one_pulse_are_joined(text: str, tuples: list[list[str]], vocabulary: Vocabulary) -> None:
    assert [[find.printed for find in one.finds] for one in proposed(text, vocabulary)] == tuples


@pytest.mark.parametrize(
    ("text", "transition", "whose", "kind"),
    [
        ("We measured the set at a set voltage of 1.2 V for 50 ns.", "set", "own", "measured"),
        ("SPICE gives a reset voltage of −1.1 V for 80 ns.", "reset", None, "simulated"),
        ("A set voltage of 2 V for 10 ns was reported by Doe et al. [12].", "set", "cited 12", None),
        ("Typically a write voltage of 9 V for 1 ms is assumed.", None, "general", "assumed"),
        ("The write voltage is 3 V for 20 ns.", None, None, None),
    ],
)
def test_what_is_not_said_is_left_open(
    text: str, transition: str | None, whose: str | None, kind: str | None, vocabulary: Vocabulary
) -> None:
    (one,) = proposed(text, vocabulary)
    assert (one.transition, one.whose, one.kind) == (transition, whose, kind)


def test_values_printed_alike_in_other_sentences_are_named(vocabulary: Vocabulary) -> None:
    text = "Its read voltage is 0.2 V. It has a set voltage of 0.2 V. Here we keep the read voltage of 200 mV for all."
    finds = finds_in([Block(text, tuple(range(len(text))))], vocabulary).finds
    assert [find.parameter for find in finds] == ["read_voltage", "set_voltage", "read_voltage"]
    assert printed_again(finds) == [(2,), (), (0,)]
