"""How often a reading is wrong, by method, from the values that were read a second time.

The rate that is carried into results is the upper end of the exact interval, of the method where enough of its values
were read twice, else of all methods; where too few were, it is the one that the plan assumes, and the table says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Literal, NamedTuple

from memlit.analysis.evidence.two_readers import document_pairs
from memlit.config import AnalysisPlan
from memlit.datum import Estimate, Numbers, Record, Result, document_of, joined_ids
from memlit.devices.gather import Corpus
from memlit.errors import certain
from memlit.field.codes import ALL_METHODS
from memlit.grouping import grouped
from memlit.published import interval, meaning, published
from memlit.sampling.draw import sampled_method
from memlit.sampling.misread import ReadAgain
from memlit.statistics import clopper_pearson

RateBasis = Literal["method", "all methods", "assumed"]


@published("reading_errors.csv", "How often a second reading finds another number, by method", "carry_errors")
class ReadingError(Record):
    """Values of one method that were read twice, how many were wrong, and the rate that is carried into results."""

    id: Annotated[str, meaning("method of reading")]
    method: Annotated[str, meaning("table, text, picture or figure: how a value came into its record; all: any")]
    n_values: Annotated[Result, meaning("printed values behind the numbers of known_error.csv")]
    n_twice: Annotated[Result, meaning("values of the corpus that were read a second time, blind")]
    n_documents: Annotated[Result, meaning("documents that these values stand in: those that were at hand")]
    n_wrong: Annotated[Result, meaning("of them those that the second reading does not confirm")]
    share: Annotated[
        Estimate | None,
        *interval(
            "share", "share of them", kind="exact interval of Clopper and Pearson; empty where none was read twice"
        ),
    ] = None
    rate: Annotated[Result, meaning("share of wrong readings that is carried into results", "value", unit="1")]
    basis: Annotated[
        RateBasis,
        meaning("what the rate rests on: the method, all methods, or the plan where too few values were read twice"),
    ]


def second_lists(corpus: Corpus) -> list[ReadAgain]:
    """The numbers of the documents that a second reader read whole; one that a check confirmed is not wrong."""
    twice = [document for document in corpus.documents if document.second]
    first = grouped(corpus.readings, lambda reading: reading.datum.locator.document) if twice else {}
    found = []
    for document in twice:
        printed = [reading for reading in first[document.key] if not reading.is_derived]
        for pair in document_pairs(document, printed):
            if pair.log_ratio is None or not pair.ids:
                continue
            differs = pair.disagreement
            is_wrong = differs is not None and not (differs.settled or "").startswith("check")
            datum = corpus.by_id[pair.ids[0]].datum
            method = sampled_method(datum.method, datum.locator.kind)
            if method:
                found.append(ReadAgain(pair.ids[0], method, is_wrong, abs(pair.log_ratio) if is_wrong else None))
    return found


class Rate(NamedTuple):
    """The share of wrong readings that is carried into results, and what it rests on."""

    share: float
    basis: RateBasis


def rates_of(twice: Iterable[ReadAgain], methods: Iterable[str], plan: AnalysisPlan) -> dict[str, Rate]:
    """The rate of each method, and of all."""
    own = by_method(twice)
    assumed = Rate(plan.reading_error.assumed, "assumed")
    of_all = _measured(own[ALL_METHODS], "all methods", plan) or assumed
    return {method: _measured(own[method], "method", plan) or of_all for method in methods} | {ALL_METHODS: of_all}


def by_method(twice: Iterable[ReadAgain]) -> Mapping[str, list[ReadAgain]]:
    """The values read twice by method, each once, and all of them."""
    values = list({value.id: value for value in twice}.values())
    found = grouped(values, lambda value: value.method)
    found[ALL_METHODS] = values
    return found


def _measured(values: Sequence[ReadAgain], basis: RateBasis, plan: AnalysisPlan) -> Rate | None:
    """The upper end of the interval, None for fewer values than the plan asks for."""
    if len(values) < plan.reading_error.values_from:
        return None
    found = clopper_pearson(sum(value.is_wrong for value in values), len(values), level=plan.level)
    return Rate(certain(found.high), basis)


def reading_errors(
    twice: Iterable[ReadAgain], rates: Mapping[str, Rate], behind: Mapping[str, Sequence[str]], plan: AnalysisPlan
) -> tuple[ReadingError, ...]:
    """A line for each method and one for all; behind: ids of the printed values behind results, by method."""
    own = by_method(twice)
    everything = joined_ids(behind.values())
    return tuple(
        _line(method, own[method], everything if method == ALL_METHODS else behind.get(method, ()), rate, plan)
        for method, rate in rates.items()
    )


_RULES: Mapping[RateBasis, str] = {
    "method": "upper end of the interval of the method",
    "all methods": "upper end of the interval of all methods",
    "assumed": "assumed by the plan: too few values were read twice",
}


def _line(
    method: str, values: Sequence[ReadAgain], behind: Sequence[str], rate: Rate, plan: AnalysisPlan
) -> ReadingError:
    wrong = [value.id for value in values if value.is_wrong]
    make = Numbers(f"reading_error/{method}", tuple(value.id for value in values), "values counted", f", {method}")
    share = None
    if values:
        found = clopper_pearson(len(wrong), len(values), level=plan.level)
        label = "share of readings that a second one does not confirm"
        share = make.estimate("share", label, (found.estimate, found.low, found.high), "wrong over read twice")
    return ReadingError(
        id=method,
        method=method,
        n_values=make.count("values", "printed values behind results", len(behind), inputs=tuple(behind)),
        n_twice=make.count("twice", "values read a second time", len(values)),
        n_documents=make.count(
            "documents", "documents of values read a second time", len({document_of(value.id) for value in values})
        ),
        n_wrong=make.count("wrong", "of them not confirmed", len(wrong), inputs=tuple(wrong)),
        share=share,
        rate=make.statistic("rate", "share of wrong readings carried into results", rate.share, _RULES[rate.basis]),
        basis=rate.basis,
    )


def wrong_sizes(twice: Iterable[ReadAgain], plan: AnalysisPlan) -> tuple[float, ...]:
    """By how many decades a wrong reading is off: as those found, or as the plan says while these are few."""
    found = tuple(sorted(value.decades for value in twice if value.is_wrong and value.decades))
    return found if len(found) >= plan.reading_error.sizes_from else (plan.reading_error.wrong_decades,)
