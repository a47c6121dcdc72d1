"""Which values of the sample a blind reading does not confirm, and by how much they are off."""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from memlit.quantities import read_quantities
from memlit.sampling.agreement import ReadBlind, read_on
from memlit.sampling.draw import RecordedValues


class ReadAgain(NamedTuple):
    """A drawn value that was read again: its id and method, whether no reading of it is as the record, and then how far
    the first of them is off, in decades where both are numbers of one sign."""

    id: str
    method: str
    is_wrong: bool
    decades: float | None


def read_again(blind: Iterable[ReadBlind], values: RecordedValues) -> Iterator[ReadAgain]:
    """The drawn values with at least one reading that could be read."""
    for one in blind:
        if one.equals:
            is_wrong = not any(one.equals.values())
            yield ReadAgain(one.value.id, one.value.method, is_wrong, _decades(one, values) if is_wrong else None)


def _decades(one: ReadBlind, values: RecordedValues) -> float | None:
    typed = one.readings[next(iter(one.equals))].text
    if one.datum.figure is not None:
        read = read_quantities(typed)
        found = read[0].value if len(read) == 1 else None
        recorded: float | None = values.point(one.datum, one.value.point or 0)[1]
    else:
        found, recorded = (
            values.typed(one.datum, typed).value,
            values.reading(one.datum, before=read_on(one.readings)).value,
        )
    return abs(math.log10(found / recorded)) if found and recorded and found * recorded > 0 else None
