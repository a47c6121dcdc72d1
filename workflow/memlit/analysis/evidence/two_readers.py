"""Double extraction: how two readers of one document agree; compared, shown, settled by rows, never averaged.

Places that two people read: a second reader's list against the first's, and the two curators of a survey.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

import pandas as pd

from memlit.analysis.evidence.curators import CURATED_PARAMETERS, both_curators, values_of_pairs, work_and_class
from memlit.analysis.medians import SurveyRow
from memlit.analysis.quantities import survey_rows
from memlit.benchmark.values import Value
from memlit.datum import Numbers, Reading, ReconciledDocument, Record, Result, document_of, joined_ids
from memlit.datum.reading import is_entered
from memlit.devices.gather import Corpus
from memlit.devices.outputs import settling_step
from memlit.devices.series import equal
from memlit.errors import certain
from memlit.field.codes import ALL_DOCUMENTS, FAR_APART_DECADES
from memlit.grouping import grouped
from memlit.published import Column, PublishedTable, columns_of, meaning, published
from memlit.statistics.comparison.medians import log_median
from memlit.statistics.readers.agreement import KAPPA, TOLERANCE, cohen_kappa, number_agreement

What = Literal["number", "word", "class", "only_first", "only_second"]


class Disagreement(Record):
    """One place that two readers read differently. `decades`: |log10| of the ratio, None where there is none.

    `ids`: readings of the first reader, or of the survey's two curators; `settled`: the row that settled it.
    """

    id: Annotated[str, meaning("id of the place; of the survey document, paper and parameter")]
    readers: Annotated[str, meaning("second reader, or curators of the survey")]
    document: Annotated[str, meaning("key of the document")]
    paper: Annotated[str | None, meaning("key of the paper the value is about")]
    what: Annotated[What, meaning("number, word, class, only_first or only_second: the kind of disagreement")]
    parameter: Annotated[str, meaning("what was read")]
    first: Annotated[str, meaning("as the first reader has it")]
    second: Annotated[str, meaning("as the second reader has it")]
    decades: Annotated[float | None, meaning("size of log10 of their ratio, empty where there is none", unit="decades")]
    ids: Annotated[tuple[str, ...], meaning("ids to correct in corrections.csv or to check in checks.csv")]
    settled: str | None = None


@published("double_reading.csv", "Agreement of two readers", "account_evidence")
class Agreement(Record):
    """Two readers of one document, or of all (`document` is `all`). None where nothing of the kind was read twice."""

    id: Annotated[str, meaning("readers and document")]
    readers: Annotated[str, meaning("second reader (sources/KEY/readings_second.csv), or curators of the survey")]
    document: Annotated[str, meaning("key of the document; all: every document with a second reader")]
    n_places: Annotated[Result, meaning("places that both or one of the two read")]
    n_numbers: Annotated[Result, meaning("numbers that both read")]
    share_equal: Annotated[Result | None, meaning("share of them that are equal", unit="1")] = None
    median_absolute: Annotated[
        Result | None, Column("median_absolute_decades", "median of |log10 ratio|", unit="decades")
    ] = None
    share_over: Annotated[Result | None, meaning("share of them that differ by more than 0.3 decades", unit="1")] = None
    n_classes: Annotated[Result, meaning("classes that both read")]
    kappa: Annotated[Result | None, meaning("Cohen's kappa on them; empty where it is not defined", unit="1")] = None
    n_disagreements: Annotated[Result, meaning("places that the two read differently or only one of them read")]
    n_open: Annotated[Result, meaning("of them not settled by a correction or a check")]


class DoubleReading(Record):
    """All agreements, single documents first, and every disagreement, the open ones first."""

    agreements: tuple[Agreement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def open_places(self) -> tuple[Disagreement, ...]:
        """Disagreements that nobody settled."""
        return tuple(item for item in self.disagreements if item.settled is None)


TO_SETTLE = PublishedTable[Disagreement](
    "to_settle.csv",
    "What two readers read differently and nobody settled yet",
    "account_evidence",
    columns_of(Disagreement),
)


SECOND_READER, CURATORS = "second reader", "curators of the survey"
CLASS_PARAMETERS = frozenset({"mechanism", "structure", "update_symmetry", "iv_linearity", "iv_symmetry"})
"""Parameters whose word is a class; notes and names are held against each other, and stay out of kappa."""


@dataclass(frozen=True, slots=True)
class ReadTwice:
    """One place read twice: the log10 ratio of numbers, the words of a class, and the disagreement if there is one."""

    ids: tuple[str, ...]
    log_ratio: float | None = None
    words: tuple[str, str] | None = None
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
        is_class = first.parameter in CLASS_PARAMETERS
        what: What = "class" if is_class else "word"
        disagreement = None if words[0] == words[1] else _differ(document, what, first, second)
        return ReadTwice((first.id,), words=words if is_class else None, disagreement=disagreement)
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
    pair = ReadTwice(ids[:1] if classes else ids, ratio, classes)
    if classes[0] == classes[1] if classes else ratio is not None and abs(ratio) <= TOLERANCE:
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


def agreement_of_readers(corpus: Corpus, printed: pd.DataFrame, values: Iterable[Value]) -> DoubleReading:
    """Agreement per document with a second reader, over all of them, and of the survey's two curators.

    printed: `id` and `document` of all printed readings.
    """
    twice = sorted((document for document in corpus.documents if document.second), key=lambda document: document.key)
    of_twice = printed["id"][printed["document"].isin([document.key for document in twice])]
    first = grouped((corpus.by_id[one] for one in of_twice), lambda reading: reading.datum.locator.document)
    pairs = {one.key: document_pairs(one, first_readings(first[one.key], one.second)) for one in twice}
    found = [pair for own in pairs.values() for pair in own]
    agreements = [_agreement(key, SECOND_READER, own) for key, own in pairs.items()]
    if pairs:
        agreements.append(_agreement(ALL_DOCUMENTS, SECOND_READER, found))
    of_survey = survey_pairs(survey_rows(values), corpus.by_id)
    if of_survey:
        agreements.append(_agreement(document_of(of_survey[0].ids[0]), CURATORS, of_survey))
    disagreements = [pair.disagreement for pair in (*found, *of_survey) if pair.disagreement]
    return DoubleReading(agreements=tuple(agreements), disagreements=tuple(sorted(disagreements, key=_order)))


def _order(item: Disagreement) -> tuple[bool, bool, float, str]:
    """Open ones first, then those of a second reader, then the largest."""
    return item.settled is not None, item.readers == CURATORS, -(item.decades or math.inf), item.id


def _agreement(document: str, readers: str, pairs: Sequence[ReadTwice]) -> Agreement:
    base = f"double_reading/{document}" if readers == SECOND_READER else "double_reading/curators"
    counts = _place_counts(base, pairs)
    # The counts stand for their inputs: hundreds of readings would each be one of the statistic's.
    of_numbers, of_classes = (Numbers(base, (counts[name].id,)) for name in ("n_numbers", "n_classes"))
    return Agreement(
        id=base,
        readers=readers,
        document=document,
        **counts,
        **_number_statistics(of_numbers, pairs),
        **_class_statistic(of_classes, pairs),
    )


def _place_counts(base: str, pairs: Sequence[ReadTwice]) -> dict[str, Result]:
    """Places by what was read twice there, and those that differ."""
    apart = [pair for pair in pairs if pair.disagreement]
    counted = {
        "n_places": ("places that two readers read, or one of them", pairs),
        "n_numbers": ("numbers read twice", [pair for pair in pairs if pair.log_ratio is not None]),
        "n_classes": ("classes read twice", [pair for pair in pairs if pair.words is not None]),
        "n_disagreements": ("places that two readers read differently", apart),
        "n_open": ("of them not settled", [pair for pair in apart if certain(pair.disagreement).settled is None]),
    }
    return {
        name: Numbers(base, joined_ids(pair.ids for pair in own), "places counted").count(name, label, len(own))
        for name, (label, own) in counted.items()
    }


def _number_statistics(make: Numbers, pairs: Sequence[ReadTwice]) -> dict[str, Result]:
    """How far the numbers of two readers are apart; nothing where they share none."""
    found = number_agreement([pair.log_ratio for pair in pairs if pair.log_ratio is not None], FAR_APART_DECADES)
    if found is None:
        return {}
    label = "median disagreement of two readers"
    return {
        "share_equal": make.statistic("share_equal", "share of equal numbers", found.share_equal, _EQUAL),
        "median_absolute": make.statistic("median_absolute", label, found.median_absolute, _MEDIAN, "decades"),
        "share_over": make.statistic("share_over", "share of numbers far apart", found.share_over, OVER),
    }


def _class_statistic(make: Numbers, pairs: Sequence[ReadTwice]) -> dict[str, Result]:
    """Cohen's kappa on the classes that both read; nothing where it is not defined."""
    words = [pair.words for pair in pairs if pair.words is not None]
    kappa = cohen_kappa([first for first, _ in words], [second for _, second in words])
    return {} if kappa is None else {"kappa": make.statistic("kappa", "Cohen's kappa on classes", kappa, KAPPA)}


_EQUAL = "pairs with |log10 ratio| = 0 over pairs"
OVER = f"pairs with |log10 ratio| > {FAR_APART_DECADES:g} over pairs"
_MEDIAN = "median of |log10 ratio|"
