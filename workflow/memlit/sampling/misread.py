"""Which values of the sample a blind reading does not confirm, and by how much they are off."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from memlit.sampling.agreement import ReadBlind


class ReadAgain(NamedTuple):
    """A drawn value that was read again: its id and method, whether no reading of it is as the record, and then how far
    the first of them is off, in decades where both are numbers of one sign."""

    id: str
    method: str
    is_wrong: bool
    decades: float | None


def read_again(blind: Iterable[ReadBlind]) -> Iterator[ReadAgain]:
    """The drawn values with at least one reading that could be read."""
    for one in blind:
        if one.equals:
            is_wrong = not any(one.equals.values())
            yield ReadAgain(one.value.id, one.value.method, is_wrong, one.decades if is_wrong else None)
