"""Values of sentences that are of something else than a device: each rule decides the print that it stands for."""

from __future__ import annotations

import pytest
from memlit.field.trade_rules import TradeRule, first_that_holds
from memlit.passages.chosen.not_a_device_value import RULES, SentencePlace
from memlit.passages.sentences.numbers import groups_of
from memlit.quantities import read_quantities


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_decides_its_printed_example(rule: TradeRule[SentencePlace]) -> None:
    text = rule.example
    places = [
        SentencePlace(text, group, quantity)
        for group in groups_of(text)
        for quantity in read_quantities(text[group.start : group.tail])
    ]
    assert {found.name for place in places if (found := first_that_holds(RULES, place)) is not None} == {rule.name}
