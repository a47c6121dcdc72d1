"""A value of a sentence with the words around it, and rules about values of some units by where words stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from memlit.passages.sentences.numbers import NumberGroup
from memlit.quantities import Quantity

NEAR = 40
"""Characters beside a value in which words say what it is of."""


def si_unit_of(quantity: Quantity) -> str:
    """The SI unit of the quantity; `1` where it has none."""
    return quantity.si_unit or "1"


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """A value of a sentence: the text, where the value's numbers stand in it, and what is read there."""

    text: str
    group: NumberGroup
    quantity: Quantity

    @property
    def unit(self) -> str:
        """The SI unit; `1` where the value has none."""
        return si_unit_of(self.quantity)

    @property
    def is_count_of_pulses(self) -> bool:
        """Whether pulses or spikes are counted."""
        return self.quantity.unit in ("pulse", "spike")

    @property
    def before(self) -> str:
        """The sentence before the value."""
        return self.text[: self.group.start]

    @property
    def before_number(self) -> str:
        """The sentence before the digits of the value, with a comparator such as `up to`."""
        return self.text[: self.group.numbers[0].start] if self.group.numbers else self.before

    @property
    def behind(self) -> str:
        """The sentence behind the value."""
        return self.text[self.group.end :]

    @property
    def printed(self) -> str:
        """The value as the sentence prints it."""
        return self.text[self.group.start : self.group.end]

    @property
    def near(self) -> str:
        """The value with NEAR characters on each side."""
        return self.text[max(0, self.group.start - NEAR) : self.group.end + NEAR]

    def goes_on(self, words: re.Pattern[str]) -> bool:
        """Whether the words stand right behind the value."""
        return words.match(self.text, self.group.end) is not None

    def holds(self, words: re.Pattern[str]) -> bool:
        """Whether the words stand in the value itself."""
        return words.search(self.text, self.group.start, self.group.end) is not None


Holds = Callable[[SentencePlace], bool]


def words_before(words: re.Pattern[str], *units: str) -> Holds:
    """A rule about values of these units, by words before them."""
    return lambda place: place.unit in units and words.search(place.before) is not None


def words_behind(words: re.Pattern[str], *units: str) -> Holds:
    """A rule about values of these units, by words right behind them."""
    return lambda place: place.unit in units and place.goes_on(words)


def words_near(words: re.Pattern[str], *units: str) -> Holds:
    """A rule about values of these units, by words close to them."""
    return lambda place: place.unit in units and words.search(place.near) is not None
