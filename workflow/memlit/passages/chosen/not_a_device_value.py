"""Values of a sentence that are of something else than a device, or say nothing of one."""

from memlit.field import Parameter
from memlit.passages.chosen.no_device.circuits import CIRCUITS_RULES
from memlit.passages.chosen.no_device.compared import COMPARED_RULES
from memlit.passages.chosen.no_device.counts import COUNTS_RULES
from memlit.passages.chosen.no_device.making import MAKING_RULES
from memlit.passages.chosen.sentence_place import SentencePlace
from memlit.passages.sentences.numbers import NumberGroup
from memlit.quantities import Quantity
from printed.ordered_rules import TradeRule, first_that_holds

FEWEST_STATES = 2
MOST_NONLINEAR = 1000
SENTENCE_RULES: tuple[TradeRule[SentencePlace], ...] = (*COUNTS_RULES, *COMPARED_RULES, *MAKING_RULES, *CIRCUITS_RULES)


def is_no_device_value(text: str, group: NumberGroup, quantity: Quantity) -> bool:
    """Whether the words beside a value, or its unit, say that it is of no device, whatever it would be called."""
    return first_that_holds(SENTENCE_RULES, SentencePlace(text, group, quantity)) is not None


def says_nothing(quantity: Quantity, parameter: Parameter) -> bool:
    """Whether a number says nothing of a device under the name of this parameter."""
    return (
        _is_bare_one(quantity, parameter)
        or _is_share_of_a_count(quantity, parameter)
        or _is_known_number_of_states(quantity, parameter)
        or _is_no_nonlinearity(quantity, parameter)
    )


def _is_bare_one(quantity: Quantity, parameter: Parameter) -> bool:
    """The number of a step, or the end of a scale."""
    return parameter.unit == "1" and quantity.unit is None and quantity.si_value == 1


def _is_share_of_a_count(quantity: Quantity, parameter: Parameter) -> bool:
    return quantity.unit == "%" and parameter.name.startswith("n_")


def _is_known_number_of_states(quantity: Quantity, parameter: Parameter) -> bool:
    """`between two states`, which every memory has."""
    if parameter.name != "n_states":
        return False
    least = _least(quantity)
    return "between" in quantity.flags or (least is not None and least < FEWEST_STATES)


def _is_no_nonlinearity(quantity: Quantity, parameter: Parameter) -> bool:
    """`a linearity of 97 %` is praise, and one of a thousand that of a selector."""
    if parameter.name != "nonlinearity":
        return False
    least = _least(quantity)
    return quantity.unit == "%" or (least is not None and abs(least) >= MOST_NONLINEAR)


def _least(quantity: Quantity) -> float | None:
    """The value, or its lower end."""
    return quantity.si_value if quantity.si_value is not None else quantity.si_lower
