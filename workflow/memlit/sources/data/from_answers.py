"""The values of a table by its answers become data: whose each is, of which device, how it came about."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import get_args

from memlit.asking.apply import (
    AnsweredReading,
    AppliedAnswers,
    TableAnswers,
    apply_answers,
)
from memlit.asking.model import NOT_TOLD, THIS_WORK, Answer, SaidOfValue
from memlit.asking.places import table_of
from memlit.asking.readings import CellReading
from memlit.asking.refusals import RefusedCell
from memlit.datum import NOT_NAMED, CountsAs, Datum, How, LineRole, SaidHow, grade_said, note_text
from memlit.field import Vocabulary
from memlit.library import DOI_TEXT, cited_work
from memlit.naming import slug
from memlit.sources.attribution.identity import NOT_LISTED, UNRESOLVED_REFERENCE, Identity
from memlit.sources.attribution.reference_list import References
from printed.tables.model import Table

PROPOSED = "proposed"
"""Begins the reason of a value that nobody has accepted: it is shown, and in no median."""
OF_THE_LIBRARY = "@"
"""Begins a work that is named by its key in references.bib."""
_NUMBERS = re.compile(r"\[?\s*(\d+(?:\s*[,;–-]\s*\d+)*)\s*\]?$")
_AUTHOR_AND_YEAR = re.compile(r"[^\W\d]\D*\b(?:19|20)\d\d\b")
_HOW: dict[str, How] = {how: how for how in get_args(How)}
REASON_OF_OWNER = {
    "circuit": "circuit: said to be of a circuit, a macro or a line, not of the device",
    "conventional": "conventional: said to be of a conventional memory that stands beside for comparison",
}


@dataclass(frozen=True, slots=True)
class AnsweredTable:
    """A table with its answers at their places and what they give. waits_for: names of models, accepted by nobody."""

    answers: TableAnswers
    applied: AppliedAnswers
    waits_for: str | None

    @property
    def waits(self) -> str | None:
        """Why its values are not used yet, None where they are."""
        return f"{PROPOSED}: answered by {self.waits_for}, accepted by nobody" if self.waits_for else None

    @property
    def refused(self) -> tuple[RefusedCell, ...]:
        """The cells that are asked again."""
        return self.applied.refused


def answers_by_table(
    answers: Sequence[Answer], tables: Sequence[Table]
) -> tuple[dict[int, list[Answer]], list[Answer]]:
    """The answers by the place of their table among those of the file, and those whose table is not found any more."""
    found: dict[int, list[Answer]] = defaultdict(list)
    moved: list[Answer] = []
    for one in answers:
        if one.part == "box":
            # A box is looked at before the tables are read: it makes one of them.
            continue
        place = table_of(one.question, tables)
        if place is None:
            moved.append(one)
        else:
            found[place].append(one)
    return found, moved


def answered(table: Table, placed: TableAnswers, answers: Sequence[Answer], vocabulary: Vocabulary) -> AnsweredTable:
    """A table by its answers, whose places are found."""
    waiting = sorted({one.by for one in answers if not one.is_accepted})
    return AnsweredTable(placed, apply_answers(table, placed, vocabulary), ", ".join(waiting) or None)


def reason_against(said: SaidOfValue, waits: str | None) -> str | None:
    """Why an answered value is not used, None where it is."""
    if said.of in REASON_OF_OWNER:
        return REASON_OF_OWNER[said.of]
    if said.how == "constraint":
        return "constraint: said to be a limit or a goal that was set"
    return waits


def identities_of_answers(
    name: str, found: AnsweredTable, key: str, listed: Callable[[], References]
) -> list[tuple[AnsweredReading, Identity]]:
    """The values of an answered table, each with paper, device and tier. name: of the table in ids.

    Two lines that are answered with one name and no condition that tells them apart are two devices.
    """
    cites = any(_cites(one.said.work) for one in found.applied.values)
    pairs = [(one, identity_said(one.said, key, listed, cites=cites)) for one in found.applied.values]
    lines: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for one, identity in pairs:
        lines[identity.paper, identity.device].add(_place(one.reading))
    return [(one, _apart(one, identity, name, lines[identity.paper, identity.device])) for one, identity in pairs]


def _cites(work: str | None) -> bool:
    return work is not None and work not in (THIS_WORK, NOT_TOLD)


def _place(reading: CellReading) -> str:
    return "" if reading.line is None else str(reading.line)


def identity_said(said: SaidOfValue, key: str, listed: Callable[[], References], *, cites: bool) -> Identity:
    """Whose a value is. cites: whether another line of its table is of another work."""
    device = slug(said.device or "")
    flags: tuple[str, ...] = ()
    if said.how == "compiled":
        flags = (note_text(CountsAs("class_level")),)
    if not _cites(said.work):
        if said.work == THIS_WORK or (said.work is None and not cites):
            return Identity(key, device, "primary", flags)
        return Identity(None, device, "secondary", (*flags, UNRESOLVED_REFERENCE))
    return _of_named_work(str(said.work).strip(), device, key, listed, flags)


def _of_named_work(
    work: str, device: str, key: str, listed: Callable[[], References], flags: tuple[str, ...]
) -> Identity:
    """A device of a work that is named by its key, its DOI, numbers in the list of references, or author and year."""
    if work.startswith(OF_THE_LIBRARY):
        paper = work.removeprefix(OF_THE_LIBRARY)
        return Identity(paper, device, "primary" if paper == key else "secondary", flags)
    doi = DOI_TEXT.search(work)
    if doi is not None:
        return Identity(cited_work(key, slug(doi.group())), device, "secondary", flags, work)
    found = [_numbers_of(one.strip(), listed) for one in work.split(";") if one.strip()]
    if found and all(found):
        return _of_listed_works(list(dict.fromkeys(chain.from_iterable(found))), device, key, listed, flags)
    if len(found) == 1 and _AUTHOR_AND_YEAR.search(work):
        return Identity(cited_work(key, slug(work)), device, "secondary", (*flags, NOT_LISTED), work)
    return Identity(None, device, "secondary", (*flags, UNRESOLVED_REFERENCE), work)


def _of_listed_works(
    numbers: Sequence[int], device: str, key: str, listed: Callable[[], References], flags: tuple[str, ...]
) -> Identity:
    """A device of the works of these numbers in the list of references."""
    references = listed().texts
    texts = [references[number] for number in numbers if number in references]
    flags = flags if len(texts) == len(numbers) else (*flags, NOT_LISTED)
    return Identity(cited_work(key, "-".join(map(str, numbers))), device, "secondary", flags, "; ".join(texts) or None)


def _numbers_of(work: str, listed: Callable[[], References]) -> list[int]:
    """The numbers in the list of references that a work is named by, else that of the author and year."""
    found = _NUMBERS.match(work)
    if found is None:
        number = listed().number_of(work)
        return [] if number is None else [number]
    return [int(number) for number in re.findall(r"\d+", found.group(1))]


def _apart(one: AnsweredReading, identity: Identity, name: str, lines: set[str]) -> Identity:
    """The identity with what tells its device from others of its name in the table."""
    place = _place(one.reading)
    if not identity.device:
        device = "-".join(filter(None, ("device", name, place)))
        return Identity(identity.paper, device, identity.tier, (*identity.flags, NOT_NAMED), identity.cited)
    if len(lines) < 2 or one.said.transition is not None:
        return identity
    part = slug(one.said.condition or "") or f"{name}-{place}"
    return Identity(identity.paper, f"{identity.device}-{part}", identity.tier, identity.flags, identity.cited)


def with_answers(datum: Datum, said: SaidOfValue, waits: str | None) -> Datum:
    """The datum with what was answered of it: how it came about, for what it holds, and why it is not used."""
    how = _HOW.get(said.how or "")
    flags = [*datum.flags]
    if how is not None:
        flags.append(note_text(SaidHow(how)))
    if said.transition is not None:
        flags.append(note_text(LineRole(said.transition)))
    return datum.model_copy(
        update={
            "flags": tuple(dict.fromkeys(flags)),
            "condition": said.condition,
            "grade": grade_said(datum.grade, how),
            "excluded": reason_against(said, waits),
        }
    )
