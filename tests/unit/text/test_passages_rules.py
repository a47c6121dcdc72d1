"""Rules about values of sentences: each decides the print that it stands for."""

from __future__ import annotations

import pytest
from memlit.field.declared import use_units
from memlit.passages.chosen.not_a_device_value import SENTENCE_RULES
from memlit.passages.chosen.sentence_place import SentencePlace
from memlit.passages.chosen.without_words import BY_NEIGHBOUR, BY_UNIT
from memlit.passages.sentences.numbers import groups_of
from memlit.quantities import read_quantities
from printed.ordered_rules import TradeRule, first_that_holds

from tests.builders import vocabulary

Rules = tuple[TradeRule[SentencePlace], ...]


@pytest.fixture(autouse=True)
def _units_of_devices() -> None:
    """Another field's vocabulary, read before in this process, declares units of its own."""
    use_units(vocabulary().units.values())


@pytest.mark.parametrize(
    ("rules", "rule"),
    [pytest.param(rules, rule, id=rule.name) for rules in (SENTENCE_RULES, BY_UNIT, BY_NEIGHBOUR) for rule in rules],
)
def test_a_rule_decides_its_printed_example(rules: Rules, rule: TradeRule[SentencePlace]) -> None:
    text = rule.example
    places = [
        SentencePlace(text, group, quantity)
        for group in groups_of(text)
        for quantity in read_quantities(text[group.start : group.tail])
    ]
    assert {found.name for place in places if (found := first_that_holds(rules, place)) is not None} == {rule.name}
