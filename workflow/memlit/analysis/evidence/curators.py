"""Extraction error of the survey: where two curators read one paper, how far their numbers disagree."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from memlit.analysis.quantities import AnalysedQuantity, PaperPoint, SurveyRow
from memlit.benchmark.values import Value
from memlit.datum import Numbers, Record, Result, count_of
from memlit.field.codes import SURVEY
from memlit.grouping import grouped
from memlit.published import PublishedTable, of_path, published_table
from memlit.statistics import extraction_error, perturb
from memlit.statistics.comparison.medians import log_median


class CuratorAgreement(Record):
    """Two curators' readings of one parameter of the same papers: ratios, and the error of one reading in decades."""

    id: str
    parameter: str
    n: Result
    above_2: Result
    at_least_2: Result
    at_least_10: Result
    median_absolute: Result
    reading_sd: Result
    pairs: tuple[PaperPoint, ...]


CURATORS_TABLE: PublishedTable[CuratorAgreement] = published_table(
    __file__,
    "curators",
    {
        "median_absolute_decades": "median_absolute",
        "reading_sd_decades": "reading_sd",
        "papers": of_path("pairs", lambda own: [point.paper for point in own]),
        "ratios": of_path("pairs", lambda own: [point.value.id for point in own]),
    },
)


Values = list[tuple[float, Value]]
CURATED_PARAMETERS = ("r_on", "r_off", "endurance", "set_pulse_width")
Key = TypeVar("Key", str, tuple[str, str])
Pairs = Mapping[Key, tuple[list[SurveyRow], list[SurveyRow]]]


def work_and_class(row: SurveyRow) -> tuple[str, str]:
    """The unit of analysis and the class, as which two curators list a paper."""
    return row.work, row.device_class


def both_curators(rows: Iterable[SurveyRow], key: Callable[[SurveyRow], Key]) -> Pairs[Key]:
    """Rows of the first and of the other curator for each key that both list, sorted."""
    found = {}
    for name, own in sorted(grouped(rows, key).items()):
        first, other = ([row for row in own if row.is_first_curator == is_first] for is_first in (True, False))
        if first and other:
            found[name] = first, other
    return found


def count_both(pairs: Pairs[tuple[str, str]]) -> Result:
    """Papers that both curators list, a paper in two classes counted twice."""
    return count_of(
        f"{SURVEY}/curators#n",
        "papers that two curators list",
        len(pairs),
        "papers and classes with rows of both curators counted",
    )


def curator_agreements(pairs: Pairs[tuple[str, str]]) -> tuple[CuratorAgreement, ...]:
    """How far two curators agree on each parameter that at least two papers have from both."""
    printed = ((parameter, values_of_pairs(pairs, parameter)) for parameter in CURATED_PARAMETERS)
    return tuple(_agreement(parameter, found) for parameter, found in printed if len(found) > 1)


def _agreement(parameter: str, printed: Mapping[tuple[str, str], tuple[str, Values, Values]]) -> CuratorAgreement:
    base = f"{SURVEY}/curators/{parameter}"
    first = [log_median([value for value, _ in a]) for _, a, _ in printed.values()]
    second = [log_median([value for value, _ in b]) for _, _, b in printed.values()]
    points = [
        _point(base, paper, unit, device_class, ours / theirs, [*a, *b])
        for ((unit, device_class), (paper, a, b)), ours, theirs in zip(printed.items(), first, second, strict=True)
    ]
    error = extraction_error(first, second)
    make = Numbers(base, tuple(point.value.id for point in points), "papers counted", f", {parameter}")
    return CuratorAgreement(
        id=base,
        parameter=parameter,
        n=make.count("n", "papers that two curators read", error.k),
        above_2=make.count("above_2", "papers that differ by more than a factor of 2", error.above_2),
        at_least_2=make.count("at_least_2", "papers that differ by a factor of 2 or more", error.at_least_2),
        at_least_10=make.count("at_least_10", "papers that differ by a factor of 10 or more", error.above_10),
        median_absolute=make.statistic(
            "median_absolute", "median disagreement", error.median_absolute, "median of |log10 ratio|", "decades"
        ),
        reading_sd=make.statistic(
            "reading_sd", "error of one reading", error.reading_sd, "sqrt(mean squared log10 ratio / 2)", "decades"
        ),
        pairs=tuple(points),
    )


def values_of_pairs(pairs: Pairs[tuple[str, str]], parameter: str) -> dict[tuple[str, str], tuple[str, Values, Values]]:
    """Paper and both curators' values of a parameter for each paper and class that has it from both."""
    found = {}
    for key, sides in pairs.items():
        printed = [[row.readings[parameter] for row in side if parameter in row.readings] for side in sides]
        a, b = ([(reading.value, reading) for reading in side if reading.value] for side in printed)
        if a and b:
            found[key] = (sides[0][0].paper, a, b)
    return found


def _point(base: str, paper: str, unit: str, device_class: str, ratio: float, readings: Values) -> PaperPoint:
    make = Numbers(f"{base}/{device_class}/{unit}", tuple(reading.id for _, reading in readings))
    rule = "ratio of the medians of their rows on the log scale"
    value = make.statistic("ratio", "first curator's reading over the other's", ratio, rule)
    return PaperPoint(paper=paper, unit=unit, value=value)


def drawn_logs(
    logs: Sequence[float],
    quantity: AnalysedQuantity,
    agreements: Sequence[CuratorAgreement],
    *,
    n: int,
    seed: int,
) -> NDArray[np.float64] | None:
    """n draws of the papers' log10 values with the measured error of their parameters, shape (n, papers).

    None where the error of a parameter of the quantity was not measured.
    """
    ratios: Mapping[str, list[float]] = {
        agreement.parameter: [math.log10(point.value.value) for point in agreement.pairs if point.value.value]
        for agreement in agreements
    }
    if any(name not in ratios for name in quantity.parameters):
        return None
    drawn = np.broadcast_to(np.asarray(logs, dtype=np.float64), (n, len(logs))).copy()
    for place, name in enumerate(quantity.parameters):
        drawn += perturb(ratios[name], shape=(n, len(logs)), rng=np.random.default_rng(seed + place))
    return drawn
