"""The one rule of trust: whose a number is, how it was checked, and what may stand in a headline median.

Whose number: measured by the paper that prints it; restated by another document; with reservations (grade C); of a
simulator, that is a setting of a program, or what a person said to be no measurement; cited, of a work that is no entry
of the library. How checked: signed twice by readers, signed by one, read at two places, or read once.

In a headline median stand the metrics that a paper itself prints, of grade A or B or not graded, from one source. What
is restated or of a simulator is graded like any other and stands beside. The sets of a survey are restated throughout
and have medians of their own, which are no headline.
"""

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple, get_args

from memlit.datum import CHECKED, FIRST_HAND, READ_TWICE, Grade, Reading, Tier
from memlit.devices.series import equal
from memlit.field.codes import OWN, RESTATED, SIMULATOR, WHOSE, WITH_RESERVATIONS, Whose
from memlit.presentation.words import whose_number

HowChecked = Literal["once", "two places", "signed", "signed twice"]
HOW_CHECKED: tuple[HowChecked, ...] = get_args(HowChecked)
"""Least checked first."""
AT_TWO_PLACES = "checked_at_source"
"""Flag of a value that came in a collection and was read again in the document itself."""


class TuplePart(NamedTuple):
    """What is asked of a reading of a tuple, by columns of readings.csv."""

    id: str
    document: str
    paper: str
    parameter: str
    printed: str
    low: float | None
    high: float | None
    tier: Tier
    grade: Grade | None
    flags: tuple[str, ...]


def whose_of(used: Iterable[TuplePart], grade: Grade | None) -> Whose:
    """Whose number these parts of a tuple give: that of the part farthest from the paper; grade: as `grade_of`."""
    found = (whose_number(part.tier, grade, part.paper, part.flags) for part in used)
    return max(found, key=WHOSE.index, default=OWN)


def grade_of(used: Iterable[TuplePart], whole: Iterable[TuplePart]) -> Grade | None:
    """The worst grade of these parts of the tuple `whole`.

    A grade is given to the amplitude of a pulse and holds for what the same document prints of that tuple.
    """
    documents = {part.document for part in used}
    return max((part.grade for part in whole if part.grade and part.document in documents), default=None)


def least_checked(parts: Iterable[TuplePart], confirmed: Collection[str]) -> HowChecked:
    """How the part was checked that was checked least; confirmed: ids of readings that another place prints alike."""
    ways = (how_checked(part.flags, part.id in confirmed) for part in parts)
    return min(ways, key=HOW_CHECKED.index, default=HOW_CHECKED[0])


def how_checked(flags: Collection[str], is_confirmed: bool = False) -> HowChecked:
    """How often readers signed a reading, else at how many places it was read; confirmed: another prints it alike."""
    signatures = sum((CHECKED in flags, READ_TWICE in flags))
    if signatures:
        return "signed twice" if signatures > 1 else "signed"
    return "two places" if is_confirmed or AT_TWO_PLACES in flags else "once"


def with_second_reader(readings: Iterable[Reading], second: Iterable[Reading]) -> list[Reading]:
    """The readings, those that a second reader has alike with a flag."""
    theirs = {reading.id: reading for reading in second}
    return [
        reading.model_copy(update={"flags": (*reading.flags, READ_TWICE)})
        if reading.has_number and equal(reading, theirs.get(reading.id))
        else reading
        for reading in readings
    ]


def may_be_counted(whose: Whose) -> bool:
    """Whether a metric that rests on one source may stand in a headline median."""
    return whose == OWN


def is_beside(whose: Whose, tier: str) -> bool:
    """Whether it says something of the paper's own device all the same: another document prints it."""
    return whose in (RESTATED, WITH_RESERVATIONS, SIMULATOR) and tier != FIRST_HAND
