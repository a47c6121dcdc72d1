"""A second reader's values under the ids of the first reader's, where both read one place of the document."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from memlit.datum import Datum, Locator, Reading
from memlit.datum.reading import is_close, is_entered
from memlit.grouping import grouped

_PAGE = re.compile(r"p(?:age|\.)? ?(\d+)", re.IGNORECASE)


def under_first_ids(first: Iterable[Reading], second: Iterable[Reading]) -> tuple[Reading, ...]:
    """The second reader's readings, each with the id of the first reader's value of the same place.

    A list says the place itself. A value that the first reader took from a sentence or a table is the same place if
    page, paper, device and parameter are: of several the one that reads alike, then one that a person entered.
    """
    free = {one.id: one for one in first if not one.is_derived}
    theirs = list(second)
    pairs = {one.id: one.id for one in theirs if free.pop(one.id, None) is not None}
    own = grouped(free.values(), lambda one: _value(one.datum))
    for is_wanted in (_reads_alike, _first_is_entered):
        for one in theirs:
            same = own.get(_value(one.datum), [])
            fitting = (each for each in same if _is_same_place(each, one) and is_wanted(each, one))
            found = min(fitting, key=lambda each: (not is_entered(each), each.id), default=None)
            if found is not None and one.id not in pairs:
                pairs[one.id] = found.id
                same.remove(found)
    return tuple(_renamed(one, pairs.get(one.id, one.id)) for one in theirs)


class _Value(NamedTuple):
    """What a value is of."""

    paper: str | None
    device: str
    parameter: str


def _value(datum: Datum) -> _Value:
    return _Value(datum.paper, datum.device, datum.parameter)


def _is_same_place(first: Reading, second: Reading) -> bool:
    """Whether two values may stand at one place; a document without pages says no more than what a value is of."""
    page = _page(first.datum.locator)
    if page is None:
        return first.datum.method == "text"
    return page == _page(second.datum.locator)


def _page(place: Locator) -> int | None:
    """The page on which a value stands, where its place says it."""
    if place.drawn is not None:
        return place.drawn.page
    named = _PAGE.fullmatch(place.place or "")
    return place.page or (int(named[1]) if named else None)


def _reads_alike(first: Reading, second: Reading) -> bool:
    if not (first.has_number and second.has_number):
        return " ".join(first.datum.printed.text.split()) == " ".join(second.datum.printed.text.split())
    return is_close(first.low, second.low) and is_close(first.high, second.high)


def _first_is_entered(first: Reading, _: Reading) -> bool:
    return is_entered(first)


def _renamed(one: Reading, name: str) -> Reading:
    if one.id == name:
        return one
    return one.model_copy(update={"id": name, "datum": one.datum.model_copy(update={"id": name})})
