"""Double extraction: how two readers of one document agree; compared, shown, settled by rows, never averaged."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from memlit.analysis.evidence.two_readers.pairs import (
    CURATORS,
    SECOND_READER,
    Pair,
    document_pairs,
    survey_pairs,
)
from memlit.analysis.evidence.two_readers.record import ALL, Agreement, Disagreement, DoubleReading
from memlit.analysis.quantities import survey_rows
from memlit.benchmark.values import Value
from memlit.datum import (
    LISTED,
    Reading,
    Result,
    count_of,
    document_of,
    joined,
    statistic_of,
)
from memlit.devices.gather import Corpus
from memlit.statistics.readers.agreement import KAPPA, cohen_kappa, number_agreement

LIMIT_DECADES = 0.3
"""A factor of 2: what a misread digit or unit makes, and rounding does not."""


def double_reading(corpus: Corpus, values: Iterable[Value]) -> DoubleReading:
    """Agreement per document with a second reader, over all of them, and of the survey's two curators."""
    first: dict[str, list[Reading]] = defaultdict(list)
    for reading in corpus.readings:
        if reading.datum.method in LISTED and not reading.is_derived:
            first[reading.datum.locator.document].append(reading)
    pairs = {
        document.key: document_pairs(document, first[document.key]) for document in corpus.documents if document.second
    }
    agreements = [_agreement(key, SECOND_READER, found) for key, found in sorted(pairs.items())]
    if pairs:
        agreements.append(
            _agreement(ALL, SECOND_READER, [pair for _, found in sorted(pairs.items()) for pair in found])
        )
    of_survey = survey_pairs(survey_rows(values), {reading.id: reading for reading in corpus.readings})
    if of_survey:
        document = document_of(of_survey[0].ids[0])
        agreements.append(_agreement(document, CURATORS, of_survey))
    found = [pair for group in pairs.values() for pair in group]
    disagreements = [pair.disagreement for pair in (*found, *of_survey) if pair.disagreement]
    return DoubleReading(agreements=tuple(agreements), disagreements=tuple(sorted(disagreements, key=_order)))


def _order(item: Disagreement) -> tuple[bool, bool, float, str]:
    """Open ones first, then those of a second reader, then the largest."""
    return item.settled is not None, item.readers == CURATORS, -(item.decades or math.inf), item.id


def _agreement(document: str, readers: str, pairs: Sequence[Pair]) -> Agreement:
    base = f"double_reading/{document}" if readers == SECOND_READER else "double_reading/curators"
    with_numbers = [pair for pair in pairs if pair.log_ratio is not None]
    with_words = [pair for pair in pairs if pair.words is not None]
    words = [pair.words for pair in pairs if pair.words is not None]
    logs = [pair.log_ratio for pair in pairs if pair.log_ratio is not None]
    found = number_agreement(logs, LIMIT_DECADES)
    kappa = cohen_kappa([first for first, _ in words], [second for _, second in words])
    apart = [pair for pair in pairs if pair.disagreement]
    still_open = [pair for pair in apart if pair.disagreement and pair.disagreement.settled is None]

    def count(name: str, label: str, chosen: Sequence[Pair]) -> Result:
        return count_of(f"{base}#{name}", label, len(chosen), "places counted", joined(pair.ids for pair in chosen))

    def statistic(name: str, label: str, value: float, rule: str, unit: str = "1") -> Result:
        # The count stands for its inputs: hundreds of readings would each be one of the statistic's.
        inputs = (f"{base}#{'n_classes' if name == 'kappa' else 'n_numbers'}",)
        return statistic_of(f"{base}#{name}", label, value, unit, rule, inputs)

    return Agreement(
        id=base,
        readers=readers,
        document=document,
        n_places=count("n_places", "places that two readers read, or one of them", pairs),
        n_numbers=count("n_numbers", "numbers read twice", with_numbers),
        share_equal=statistic("share_equal", "share of equal numbers", found.share_equal, EQUAL) if found else None,
        median_absolute=statistic(
            "median_absolute", "median disagreement of two readers", found.median_absolute, MEDIAN, "decades"
        )
        if found
        else None,
        share_over=statistic("share_over", "share of numbers far apart", found.share_over, OVER) if found else None,
        n_classes=count("n_classes", "classes read twice", with_words),
        kappa=statistic("kappa", "Cohen's kappa on classes", kappa, KAPPA) if kappa is not None else None,
        n_disagreements=count("n_disagreements", "places that two readers read differently", apart),
        n_open=count("n_open", "of them not settled", still_open),
    )


EQUAL = "pairs with |log10 ratio| = 0 over pairs"
OVER = f"pairs with |log10 ratio| > {LIMIT_DECADES:g} over pairs"
MEDIAN = "median of |log10 ratio|"
