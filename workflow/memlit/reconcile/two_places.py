"""A value that a document prints at two places for one device: they confirm each other in meaning.

A sentence and a table, or two sentences, that were read under the same parameter for the same device of the same paper.
A sentence that nobody assigned yet is told where a table prints its value, which says of which device it may be.
"""

from collections import defaultdict
from collections.abc import Sequence

from memlit.datum import UNASSIGNED, PrintedAlsoAt, Reading, note_text

TWO_PLACES = "two_places"
"""Flag of a reading that another place of its document confirms."""


def with_two_places(readings: Sequence[Reading]) -> list[Reading]:
    """The readings, flagged where another place confirms one; a free sentence with a note where a table prints it."""
    confirmed: dict[object, set[str]] = defaultdict(set)
    tables: dict[object, list[str]] = defaultdict(list)
    for one in readings:
        if one.status != "value" or one.is_derived:
            continue
        confirmed[_meaning(one)].add(_place(one))
        if one.datum.method != "text":
            tables[_stated(one)].append(one.id)
    has_text = {_meaning(one) for one in readings if one.status == "value" and one.datum.method == "text"}
    return [_told(one, confirmed, tables, has_text) for one in readings]


def _told(
    one: Reading, confirmed: dict[object, set[str]], tables: dict[object, list[str]], has_text: set[object]
) -> Reading:
    if one.is_derived:
        return one
    flags = list(one.flags)
    if one.status == "value" and _meaning(one) in has_text and len(confirmed[_meaning(one)]) > 1:
        flags.append(TWO_PLACES)
    elif one.datum.device == UNASSIGNED and _is_number(one) and _stated(one) in tables:
        flags.append(note_text(PrintedAlsoAt(" ".join(tables[_stated(one)]))))
    return one if len(flags) == len(one.flags) else one.model_copy(update={"flags": tuple(flags)})


def _is_number(one: Reading) -> bool:
    return any(end is not None for end in (one.value, one.low, one.high))


def _stated(one: Reading) -> object:
    return one.parameter, one.value, one.low, one.high, one.comparator


def _meaning(one: Reading) -> object:
    return one.datum.paper, one.datum.device, _stated(one)


def _place(one: Reading) -> str:
    """A sentence by its words, a table or a list as a whole."""
    if one.datum.method == "text":
        return next(iter(one.datum.printed.notes), one.id)
    return one.id.partition(":")[2].partition("/")[0]
