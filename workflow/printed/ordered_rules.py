"""A rule about a print as a row of data: what it is called, when it holds, what it says, and a print that shows it.

Rules stand in a tuple in the order in which they are tried; the first that holds decides. A rule is switched off by
leaving its row out (`without`), and an evaluation counts by name how often each decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar

PlaceT = TypeVar("PlaceT")
AnswerT = TypeVar("AnswerT")
Asked = ParamSpec("Asked")


@dataclass(frozen=True, slots=True)
class TradeRule(Generic[PlaceT]):
    """One rule about a printed place.

    holds: whether the rule applies to a place. says: what follows, as text that people read. example: a print, with
    what stands beside it, for which the rule decides. decided: how often it decided on what is labelled for its room,
    strings for quantities and documents for tables and sentences; 0 where only a plain print that nothing labelled
    holds asks for it.
    """

    name: str
    holds: Callable[[PlaceT], bool]
    says: str
    example: str
    decided: int = 0


def first_that_holds(rules: Iterable[TradeRule[PlaceT]], place: PlaceT) -> TradeRule[PlaceT] | None:
    """The first rule that holds for a place; None where none does."""
    return next((rule for rule in rules if rule.holds(place)), None)


def first_answer(
    ways: Iterable[Callable[Asked, AnswerT | None]], *asked: Asked.args, **named: Asked.kwargs
) -> AnswerT | None:
    """What the first of several ordered ways that has an answer says; None where none has."""
    for way in ways:
        answer = way(*asked, **named)
        if answer is not None:
            return answer
    return None


def without(rules: Iterable[TradeRule[PlaceT]], name: str) -> tuple[TradeRule[PlaceT], ...]:
    """The rules in order, without the one of that name."""
    return tuple(rule for rule in rules if rule.name != name)
