"""Numbers that a survey gives as a power of ten, and what they leave of a median.

Of a resistance a power of ten often names the decade only, and may stand for 10^(k - 1/2) to 10^(k + 1/2); of an
endurance it says where the test stopped, and stands for 10^k or more. The bounds of a median follow from the ends of
its papers. The interval over papers takes each of these numbers, endurances too, as half a decade to both sides: where
values heap on decades, an interval of the numbers as they stand would be too narrow for what they stand for.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from memlit.analysis.comparison.record import PowersOfTen, PrintedPowers, papers_id
from memlit.analysis.medians import Ends
from memlit.analysis.quantities import AnalysedQuantity, SurveyRow, class_rows, value_of
from memlit.benchmark.values import Value
from memlit.datum import Numbers, Result
from memlit.field.codes import SURVEY
from memlit.grouping import grouped

HALF_DECADE = 0.5
READ_AS: Mapping[str, tuple[float, float]] = {
    "r_on": (-HALF_DECADE, HALF_DECADE),
    "r_off": (-HALF_DECADE, HALF_DECADE),
    "endurance": (0.0, math.inf),
}
"""Decades below and above a power of ten that it may stand for."""
ROUNDED: Mapping[str, tuple[float, float]] = dict.fromkeys(READ_AS, (-HALF_DECADE, HALF_DECADE))
"""The same for the interval over papers: rounded to its decade."""
_TOLERANCE = 1e-9
"""In decades: what is lost between a printed number and its SI value."""


def is_power_of_ten(value: float) -> bool:
    """Whether a positive value is printed as a whole power of ten."""
    log = math.log10(value)
    return abs(log - round(log)) < _TOLERANCE


def printed_powers(rows: Iterable[SurveyRow]) -> tuple[PrintedPowers, ...]:
    """For each parameter that has a reading of its powers of ten: how many of its numbers are one."""
    printed = [reading for row in rows for reading in row.readings.values() if reading.value]
    values = grouped(printed, lambda reading: reading.quantity)
    return tuple(_printed(parameter, values[parameter]) for parameter in READ_AS if values[parameter])


def _printed(parameter: str, readings: Sequence[Value]) -> PrintedPowers:
    make = Numbers(f"{SURVEY}/powers_of_ten/{parameter}", rule="numbers counted", of=f", {parameter}")
    typed = _typed(readings)
    n = make.count("n", "numbers of the survey", len(readings), inputs=_ids(readings))
    n_typed = make.count("typed", "of them powers of ten", len(typed), inputs=_ids(typed))
    of_both = replace(make, inputs=(n.id, n_typed.id))
    share = 100 * len(typed) / len(readings)
    return PrintedPowers(
        n=n,
        n_typed=n_typed,
        share=of_both.statistic("share", "share of powers of ten", share, "powers of ten over numbers", "%"),
    )


def powers_of_ten(quantity: AnalysedQuantity, rows: Iterable[SurveyRow], device_class: str) -> PowersOfTen | None:
    """What powers of ten leave of a class's median; None where a parameter has no reading of them or no point."""
    if any(parameter not in READ_AS for parameter in quantity.parameters):
        return None
    chosen = class_rows(quantity.parameters, rows, device_class)
    known = (row for row in chosen if value_of([row.readings[name] for name in quantity.parameters]) is not None)
    groups = grouped(known, lambda row: row.work)
    if not groups:
        return None
    make = Numbers(f"{quantity.id}/{device_class}", rule="numbers counted")
    readings = [row.readings[name] for group in groups.values() for row in group for name in quantity.parameters]
    typed = _typed(readings)
    n_shared = None
    if len(quantity.parameters) > 1:
        n_shared = make.count(
            "shared",
            f"{device_class} papers that share a pair of numbers with another",
            len(_sharing(quantity, groups)),
            f"papers of the class with the same {' and '.join(quantity.parameters)} counted",
            tuple(reading.id for reading in readings),
        )
    label = f"numbers behind the median of {device_class}"
    return PowersOfTen(
        n=make.count("numbers", label, len(readings), inputs=_ids(readings)),
        n_typed=make.count("typed", f"of them powers of ten, {device_class}", len(typed), inputs=_ids(typed)),
        bounds=_bounds(make.base, quantity, device_class, groups) if typed else None,
        n_shared=n_shared,
    )


def _bounds(
    base: str, quantity: AnalysedQuantity, device_class: str, groups: Mapping[str, Sequence[SurveyRow]]
) -> Result:
    papers = [_paper_ends(quantity, group, READ_AS) for group in groups.values()]
    low, high = (median([paper[end] for paper in papers]) for end in (0, 1))
    lower, upper = 10**low, math.inf if math.isinf(high) else 10**high
    rule = (
        "medians over papers of the least and of the largest value that the powers of ten may stand for: "
        "10^(k - 1/2) to 10^(k + 1/2) of a resistance, 10^k or more of an endurance"
    )
    label = f"bounds of the median of {device_class} for its powers of ten"
    make = Numbers(base, (papers_id(quantity, device_class),), rule)
    return make.bounds("powers_of_ten", label, lower, upper, unit=quantity.unit)


def rounded_ends(quantity: AnalysedQuantity, rows: Iterable[SurveyRow], device_class: str) -> dict[str, Ends]:
    """By unit of analysis, what a paper's value may be with each power of ten rounded to its decade; points only."""
    chosen = class_rows(quantity.parameters, rows, device_class)
    known = (row for row in chosen if value_of([row.readings[name] for name in quantity.parameters]) is not None)
    papers = grouped(known, lambda row: row.work).items()
    logs = {work: _paper_ends(quantity, group, ROUNDED) for work, group in papers}
    return {work: Ends(10**low, 10**high) for work, (low, high) in logs.items()}


_Span = tuple[float, float]


def _paper_ends(quantity: AnalysedQuantity, rows: Sequence[SurveyRow], read_as: Mapping[str, _Span]) -> _Span:
    """log10 of the least and of the largest value of a paper: the medians of those of its rows."""
    low, high = (median([_ends(quantity, row, read_as)[end] for row in rows]) for end in (0, 1))
    return low, high


def _ends(quantity: AnalysedQuantity, row: SurveyRow, read_as: Mapping[str, _Span]) -> _Span:
    """log10 of the least and the largest value of a row; of two parameters, the second over the first."""
    ends = [_span(row.readings[name].value or 0.0, read_as.get(name, (0.0, 0.0))) for name in quantity.parameters]
    if len(ends) == 1:
        return ends[0]
    first, second = ends
    return second[0] - first[1], second[1] - first[0]


def _span(value: float, reach: _Span) -> _Span:
    log = math.log10(value)
    below, above = reach if is_power_of_ten(value) else (0.0, 0.0)
    return log + below, log + above


def _sharing(quantity: AnalysedQuantity, groups: Mapping[str, Sequence[SurveyRow]]) -> set[str]:
    rows = (row for group in groups.values() for row in group)
    alike = grouped(rows, lambda row: tuple(row.readings[name].value for name in quantity.parameters))
    holders = ({row.work for row in group} for group in alike.values())
    return {unit for units in holders if len(units) > 1 for unit in units}


def _typed(readings: Iterable[Value]) -> list[Value]:
    return [reading for reading in readings if reading.value and is_power_of_ten(reading.value)]


def _ids(readings: Iterable[Value]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.id for reading in readings))
