"""The one rule of trust: whose a number is, how it was checked, and what may stand in a headline median.

Whose number: measured by the paper that prints it; restated by another document; of a simulator, that is a setting of a
program (grade C); cited, of a work that is no entry of the library. How checked: signed twice by readers, signed by
one, read at two places, or read once.

In a headline median stand the metrics that a paper itself prints, of grade A or B or not graded, from one source. What
is restated or of a simulator is graded like any other and stands beside. The sets of a survey are restated throughout
and have medians of their own, which are no headline.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from memlit.datum import CHECKED, READ_TWICE, Grade, Reading, Tier
from memlit.devices.tuples import FIRST_HAND, equal
from memlit.library import is_cited_work
from memlit.sources.data.from_readings import PROPOSED

Whose = Literal["measured by the paper", "restated", "simulator", "cited"]
HowChecked = Literal["once", "two places", "signed", "signed twice"]
WHOSE: tuple[Whose, ...] = get_args(Whose)
"""Nearest to the paper first."""
HOW_CHECKED: tuple[HowChecked, ...] = get_args(HowChecked)
"""Least checked first."""
OWN, RESTATED, SIMULATOR, CITED = WHOSE
WHY_BESIDE: Mapping[str, str] = {
    RESTATED: "restated by another document",
    SIMULATOR: "a setting of a simulator or program",
    CITED: "of a work that is only cited",
}
"""Why a number that is known stands in no headline median, by whose it is."""
_SETTING: Grade = "C"
AT_TWO_PLACES = "checked_at_source"
"""Flag of a value that came in a collection and was read again in the document itself."""


class Trust(NamedTuple):
    """Of a tuple or of a part of it: whose, its grade where it has one, and how it was checked."""

    whose: Whose
    grade: Grade | None
    checked: HowChecked


def trust_of(used: Sequence[Reading], whole: Sequence[Reading], confirmed: Collection[str] = ()) -> Trust:
    """The trust in the readings `used` of the tuple `whole`, that of the worst of them.

    A grade is given to the amplitude of a pulse and holds for what the same document prints of that tuple.
    confirmed: ids of readings that another place prints alike.
    """
    documents = {reading.datum.locator.document for reading in used}
    grades = [each.datum.grade for each in whole if each.datum.grade and each.datum.locator.document in documents]
    grade = max(grades, default=None)
    whose = max(
        (whose_number(reading.datum.tier, grade, reading.datum.paper) for reading in used), key=WHOSE.index, default=OWN
    )
    checked = min((how_checked(reading, confirmed) for reading in used), key=HOW_CHECKED.index, default=HOW_CHECKED[0])
    return Trust(whose, grade, checked)


def whose_number(tier: Tier, grade: Grade | None, paper: str | None) -> Whose:
    """Whose number a value about a paper is that was printed at this tier, in a tuple of this grade."""
    if is_cited_work(paper):
        return CITED
    if grade == _SETTING or tier == "simulator":
        return SIMULATOR
    return OWN if tier == FIRST_HAND else RESTATED


def how_checked(reading: Reading, confirmed: Collection[str] = ()) -> HowChecked:
    """How often readers signed a reading, else at how many places it was read."""
    signatures = sum((reading.datum.method == PROPOSED, CHECKED in reading.flags, READ_TWICE in reading.flags))
    if signatures:
        return "signed twice" if signatures > 1 else "signed"
    is_twice = AT_TWO_PLACES in reading.flags or reading.id in confirmed
    return "two places" if is_twice else "once"


def with_second_reader(readings: Iterable[Reading], second: Iterable[Reading]) -> list[Reading]:
    """The readings, those that a second reader has alike with a flag."""
    theirs = {reading.id: reading for reading in second}
    return [
        reading.model_copy(update={"flags": (*reading.flags, READ_TWICE)})
        if reading.has_number and equal(reading, theirs.get(reading.id))
        else reading
        for reading in readings
    ]


def is_headline(trust: Trust) -> bool:
    """Whether a metric that rests on one source may stand in a headline median."""
    return trust.whose == OWN


def is_beside(trust: Trust, tier: str) -> bool:
    """Whether it says something of the paper's own device all the same: another document prints it."""
    return trust.whose in (RESTATED, SIMULATOR) and tier != FIRST_HAND
