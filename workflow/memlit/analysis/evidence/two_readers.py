"""Double extraction: where two readers of one document differ; compared, shown, settled by rows, never averaged.

Places that two people read: a second reader's list against the first's, and the two curators of a survey.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from memlit.analysis.evidence.curators import CURATED_PARAMETERS, both_curators, values_of_pairs, work_and_class
from memlit.analysis.quantities import SurveyRow, survey_rows
from memlit.benchmark.values import Value
from memlit.datum import Reading, ReconciledDocument, Record, document_of
from memlit.datum.reading import is_entered
from memlit.devices.gather import Corpus
from memlit.devices.outputs import settling_step
from memlit.devices.series import equal
from memlit.grouping import grouped
from memlit.published import PublishedTable, published_table
from memlit.statistics.comparison.medians import log_median

What = Literal["number", "word", "class", "only_first", "only_second"]


class Disagreement(Record):
    """One place that two readers read differently. `decades`: |log10| of the ratio, None where there is none.

    `ids`: readings of the first reader, or of the survey's two curators; `settled`: the row that settled it.
    """

    id: str
    readers: str
    document: str
    paper: str | None
    what: What
    parameter: str
    first: str
    second: str
    decades: float | None
    ids: tuple[str, ...]
    settled: str | None = None


TO_SETTLE: PublishedTable[Disagreement] = published_table(__file__, "to_settle")


SECOND_READER, CURATORS = "second reader", "curators of the survey"
_TOLERANCE = 1e-9
"""In decades: readings this close are equal."""
CLASS_PARAMETERS = frozenset({"mechanism", "structure", "update_symmetry", "iv_linearity", "iv_symmetry"})
"""Parameters whose word is a class; notes and names are held against each other as words."""


@dataclass(frozen=True, slots=True)
class ReadTwice:
    """One place read twice: the log10 ratio of numbers, and the disagreement if there is one."""

    ids: tuple[str, ...]
    log_ratio: float | None = None
    disagreement: Disagreement | None = None


def first_readings(readings: Iterable[Reading], second: Iterable[Reading]) -> list[Reading]:
    """Readings of the first reader to hold against the second's: what a person entered, and what the second has too."""
    theirs = {one.id for one in second}
    return [one for one in readings if not one.is_derived and (is_entered(one) or one.id in theirs)]


def document_pairs(document: ReconciledDocument, first: Iterable[Reading]) -> list[ReadTwice]:
    """Places by id: those that both read, then those that one of them left out."""
    ours = {reading.id: reading for reading in first}
    theirs = {reading.id: reading for reading in document.second}
    found = []
    for identifier in sorted(ours.keys() | theirs.keys()):
        a, b = ours.get(identifier), theirs.get(identifier)
        if a is None or b is None:
            what: What = "only_second" if a is None else "only_first"
            found.append(ReadTwice((identifier,) if a else (), disagreement=_differ(document.key, what, a, b)))
        else:
            found.append(_compared(document.key, a, b))
    return found


def _compared(document: str, first: Reading, second: Reading) -> ReadTwice:
    if first.unit is None or second.unit is None:
        words = _word(first), _word(second)
        what: What = "class" if first.parameter in CLASS_PARAMETERS else "word"
        disagreement = None if words[0] == words[1] else _differ(document, what, first, second)
        return ReadTwice((first.id,), disagreement=disagreement)
    ratio = _log_ratio(first, second)
    disagreement = None if equal(first, second) else _differ(document, "number", first, second, ratio)
    return ReadTwice((first.id,), log_ratio=ratio, disagreement=disagreement)


def _word(reading: Reading) -> str:
    return " ".join(reading.datum.printed.quantity_text.split()).casefold()


def _log_ratio(first: Reading, second: Reading) -> float | None:
    """log10 of the ratio of magnitudes; of a range its geometric middle. None where one of them is zero."""
    a, b = _magnitude(first), _magnitude(second)
    return math.log10(a) - math.log10(b) if a and b else None


def _magnitude(reading: Reading) -> float | None:
    ends = [abs(end) for end in (reading.low, reading.high) if end is not None]
    if not ends or not all(ends):
        return None
    return math.sqrt(ends[0]) * math.sqrt(ends[-1]) if ends[0] != ends[-1] else ends[0]


def _differ(
    document: str, what: What, first: Reading | None, second: Reading | None, ratio: float | None = None
) -> Disagreement:
    one = first or second
    assert one is not None
    return Disagreement(
        id=one.id,
        readers=SECOND_READER,
        document=document,
        paper=one.datum.paper,
        what=what,
        parameter=one.parameter,
        first=_shown(first) if first else "",
        second=_shown(second) if second else "",
        decades=abs(ratio) if ratio is not None else None,
        ids=(first.id,) if first else (),
        settled=_settled(one),
    )


def _shown(reading: Reading) -> str:
    """As printed, with the unit and comparator that stand beside it."""
    printed = reading.datum.printed
    return " ".join(filter(None, (printed.comparator, " ".join(printed.text.split()), printed.unit)))


def _settled(reading: Reading) -> str | None:
    """The rule of the correction or check that settles what is read here."""
    step = settling_step(reading)
    return step.rule if step else None


def survey_pairs(rows: Sequence[SurveyRow], readings: Mapping[str, Reading]) -> list[ReadTwice]:
    """Of each paper the two curators' numbers, a parameter at a time, and the class each of them prints.

    readings: by id.
    """
    found = []
    pairs = both_curators(rows, work_and_class)
    for parameter in CURATED_PARAMETERS:
        for (unit, _), (paper, *sides) in values_of_pairs(pairs, parameter).items():
            first, second = (log_median([value for value, _ in side]) for side in sides)
            behind = tuple([readings[value.id] for _, value in side] for side in sides)
            ratio = math.log10(first) - math.log10(second)
            found.append(_survey_pair(f"{unit}/{parameter}", parameter, paper, behind, ratio=ratio))
    for unit, curators in both_curators(rows, lambda row: row.work).items():
        words = [{row.device_class for row in side} for side in curators]
        if all(len(side) == 1 for side in words):
            printed = tuple(
                [readings[value.id] for row in side for value in row.readings.values()] for side in curators
            )
            classes = (words[0].pop(), words[1].pop())
            found.append(_survey_pair(f"{unit}/class", "device_class", curators[0][0].paper, printed, classes=classes))
    return found


def _survey_pair(
    name: str,
    parameter: str,
    paper: str,
    sides: tuple[Sequence[Reading], ...],
    *,
    ratio: float | None = None,
    classes: tuple[str, str] | None = None,
) -> ReadTwice:
    """What two curators print as a number, with the log10 of their ratio, or as a class."""
    ids = tuple(dict.fromkeys(reading.id for side in sides for reading in side))
    pair = ReadTwice(ids[:1] if classes else ids, ratio)
    if classes[0] == classes[1] if classes else ratio is not None and abs(ratio) <= _TOLERANCE:
        return pair
    document = document_of(ids[0])
    first, second = classes or ("; ".join(map(_shown, side)) for side in sides)
    disagreement = Disagreement(
        id=f"{document}:{name}",
        readers=CURATORS,
        document=document,
        paper=paper,
        what="class" if classes else "number",
        parameter=parameter,
        first=first,
        second=second,
        decades=abs(ratio) if ratio is not None else None,
        ids=ids,
        settled=_side_settled(sides),
    )
    return replace(pair, disagreement=disagreement)


def _side_settled(sides: Iterable[Sequence[Reading]]) -> str | None:
    """Settled when every reading of one curator was corrected or checked."""
    for side in sides:
        rules = [_settled(reading) for reading in side]
        if rules and all(rules):
            return rules[-1]
    return None


def places_to_settle(corpus: Corpus, printed: pd.DataFrame, values: Iterable[Value]) -> list[Disagreement]:
    """What nobody settled of what a second reader, or the other curator of the survey, read differently.

    printed: `id` and `document` of all printed readings.
    """
    twice = sorted((document for document in corpus.documents if document.second), key=lambda document: document.key)
    of_twice = printed["id"][printed["document"].isin([document.key for document in twice])]
    first = grouped((corpus.by_id[one] for one in of_twice), lambda reading: reading.datum.locator.document)
    found = [pair for one in twice for pair in document_pairs(one, first_readings(first[one.key], one.second))]
    found += survey_pairs(survey_rows(values), corpus.by_id)
    apart = (pair.disagreement for pair in found)
    return sorted((item for item in apart if item and item.settled is None), key=_order)


def _order(item: Disagreement) -> tuple[bool, float, str]:
    """Those of a second reader first, then the largest."""
    return item.readers == CURATORS, -(item.decades or math.inf), item.id
