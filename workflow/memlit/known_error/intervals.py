"""Medians of classes and ratios of two classes with the errors of their papers' values carried into their intervals."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from memlit.analysis.class_lines import ClassLines
from memlit.analysis.comparison.powers_of_ten import rounded_ends
from memlit.analysis.medians import Ends, SurveyRow, ends_of, interval_of_median, log10_of, paper_ends
from memlit.analysis.quantities import AnalysedQuantity, value_id
from memlit.benchmark.rows import BenchmarkRow
from memlit.benchmark.values import values_of
from memlit.config import Config
from memlit.datum import Numbers, Result, joined_ids
from memlit.errors import NotEstimable, certain
from memlit.field.codes import HEADLINE_EVIDENCE, NOT_TESTED, SURVEY, WIDEST_EVIDENCE, class_middle
from memlit.grouping import grouped
from memlit.known_error.draws import ErrorDraws
from memlit.known_error.record import KnownError
from memlit.numbers import PublishedLine
from memlit.statistics import CarriedInterval, median_with_errors, shift_with_errors
from memlit.statistics.checks import FloatArray

_WORDS = {"reading": "with the error of reading", "both": "with reading and source error"}


@dataclass(frozen=True, slots=True)
class CarriedPaper:
    """A paper's value within its ends, with the ids it is computed from: groups of them, a row of the paper each."""

    paper: str
    ends: Ends
    rows: tuple[tuple[str, ...], ...]

    @property
    def inputs(self) -> tuple[str, ...]:
        """Ids of all its rows."""
        return joined_ids(self.rows)


@dataclass(frozen=True, slots=True)
class Carrier:
    """Errors of the papers' values: `reading` alone and with those of the source, over the rows of the benchmark.

    metrics: row and metric by the id of the number; twice: ids of the printed values that were read a second time.
    """

    reading: ErrorDraws
    both: ErrorDraws
    metrics: Mapping[str, tuple[BenchmarkRow, str]]
    twice: frozenset[str]
    config: Config

    def errors(self, draws: ErrorDraws, papers: Sequence[CarriedPaper]) -> FloatArray:
        """Errors of the papers' values in decades, shape (draws, papers): of several rows the median of theirs."""
        return np.stack([self._of_paper(draws, paper) for paper in papers], axis=1)

    def _of_paper(self, draws: ErrorDraws, paper: CarriedPaper) -> FloatArray:
        rows = np.sort([np.sum([self._of(draws, each) for each in row], axis=0) for row in paper.rows], axis=0)
        return np.asarray((rows[(len(rows) - 1) // 2] + rows[len(rows) // 2]) / 2)

    def _of(self, draws: ErrorDraws, identifier: str) -> FloatArray:
        return (
            draws.of_metric(*self.metrics[identifier]) if identifier in self.metrics else draws.of_reading(identifier)
        )

    def printed(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Ids of the printed values behind numbers and readings."""
        leaves: list[str] = []
        for identifier in ids:
            row, metric = self.metrics.get(identifier, (None, ""))
            leaves += row.metrics[metric].inputs if row else (identifier,)
        return self.reading.printed_behind(leaves)

    def counts(self, make: Numbers, n_papers: int, ids: Iterable[str]) -> dict[str, object]:
        """Papers and printed values of a number, those that were read twice, and the source errors that they have."""
        printed = self.printed(ids)
        twice = tuple(each for each in printed if each in self.twice)
        return {
            "n_papers": make.count("papers", "papers", n_papers, "papers counted"),
            "n_printed": make.count("printed", "printed values", len(printed), "values counted", printed),
            "n_twice": make.count("twice", "of them read a second time", len(twice), "values counted", twice),
            "source": tuple(self.reading.source_parameters(printed)),
        }


@dataclass(frozen=True)
class CarriedClass:
    """The compared papers of a class, with their errors, shape (draws, papers), drawn once for all its pairs."""

    papers: Sequence[CarriedPaper]
    carrier: Carrier

    @cached_property
    def with_reading(self) -> FloatArray:
        """Those of reading alone."""
        return self.carrier.errors(self.carrier.reading, self.papers)

    @cached_property
    def with_both(self) -> FloatArray:
        """Those of reading and source."""
        return self.carrier.errors(self.carrier.both, self.papers)


def class_lines(of_classes: ClassLines, carrier: Carrier) -> Iterator[KnownError]:
    """The medians of classes.csv over at least as many papers as the plan asks for a median."""
    for line in of_classes.classes:
        median = line.number("median")
        if median is None:
            continue
        found = [
            CarriedPaper(paper, ends_of(number), tuple((i,) for i in number.inputs))
            for paper, number in of_classes.behind(line)
        ]
        yield median_line(median, found, "classes.csv", carrier)


def named_lines(medians: Iterable[PublishedLine], carrier: Carrier) -> Iterator[KnownError]:
    """The lines of synapse_medians.csv that are carried on, cells in series with a transistor among them: what papers
    themselves print, and with what others restate.
    """
    for line in medians:
        enough = line.n_papers >= carrier.config.analysis.inclusion.range_from
        if not (enough and line.with_transistor and line.evidence in (HEADLINE_EVIDENCE, WIDEST_EVIDENCE)):
            continue
        median = certain(line.number("median"))
        rows = {row.id: row for row, _ in (carrier.metrics[each] for each in median.inputs)}
        ends = paper_ends(values_of(rows.values()), line.metric)
        found = [CarriedPaper(each.paper, each.ends, tuple((i,) for i in each.inputs)) for each in ends]
        yield median_line(median, found, "synapse_medians.csv", carrier)


def compared_lines(
    of_classes: ClassLines,
    quantities: Mapping[str, AnalysedQuantity],
    survey: Sequence[SurveyRow],
    carrier: Carrier,
) -> Iterator[KnownError]:
    """The medians of comparisons.csv, powers of ten rounded as there, and the ratios of comparison_pairs.csv.

    quantities: by set and quantity, as `AnalysedQuantity.id` joins them.
    """
    pairs = grouped(of_classes.comparison_pairs, _compared)
    for compared, lines in grouped(of_classes.comparisons, _compared).items():
        quantity = quantities[compared]
        for line in lines:
            if line.inclusion in ("range", "interval"):
                rounded = rounded_ends(quantity, survey, line.device_class) if quantity.set_name == SURVEY else {}
                ends = {value_id(line.id, unit): own for unit, own in rounded.items()}
                found = _papers_of(line, quantity, of_classes.numbers, ends)
                middle, _ = class_middle(line.n_bounded)
                yield median_line(certain(line.number(middle)), found, "comparisons.csv", carrier)
        classes = {
            line.device_class: CarriedClass(_papers_of(line, quantity, of_classes.numbers), carrier) for line in lines
        }
        for pair in pairs[compared]:
            if pair.decision != NOT_TESTED:
                yield _pair_line(pair, classes[pair.first], classes[pair.second], carrier)


def _compared(line: PublishedLine) -> str:
    """Set and quantity of a line of a comparison."""
    return f"{line.set}/{line.quantity}"


def _papers_of(
    line: PublishedLine,
    quantity: AnalysedQuantity,
    numbers: Mapping[str, Result],
    rounded: Mapping[str, Ends] = MappingProxyType({}),
) -> list[CarriedPaper]:
    """The papers of a compared class, whose rows have a reading for each parameter; rounded: ends by the value's id."""
    width, found = len(quantity.parameters), []
    for paper, identifier in zip(line.several("papers"), line.several("values"), strict=True):
        value, ids = certain(numbers[identifier].value), numbers[identifier].inputs
        rows = tuple(ids[place : place + width] for place in range(0, len(ids), width))
        found.append(CarriedPaper(paper, rounded.get(identifier, Ends(value, value)), rows))
    return found


def median_line(median: Result, papers: Sequence[CarriedPaper], table: str, carrier: Carrier) -> KnownError:
    """A median with its interval without an error, with that of reading, and with both."""
    plan = carrier.config.analysis
    ends = [paper.ends for paper in papers]
    low = np.array([log10_of(each.low) for each in ends])
    high = np.array([log10_of(each.high) for each in ends])

    def carried(draws: ErrorDraws) -> CarriedInterval:
        return median_with_errors(low, high, carrier.errors(draws, papers), level=plan.level, seed=carrier.config.seed)

    make = Numbers(f"known_error/{median.id}", (median.id,))
    try:
        exact = interval_of_median(ends, plan.level)[0]
    except NotEstimable:
        exact = None
    counts = carrier.counts(make, len(papers), joined_ids(paper.inputs for paper in papers))
    intervals = _intervals(carried, carrier, counts)
    return KnownError(
        id=median.id,
        kind="median",
        label=median.label,
        of=table,
        unit=median.unit,
        value=make.statistic("value", median.label, median.value, "as in its table", median.unit),
        without=exact
        and make.bounds("without", f"{median.label}, interval", exact.low, exact.high, "order statistics", median.unit),
        **_with_errors(make, median.label, median.unit, intervals, carrier),
        **counts,
    )


def _intervals(
    carried: Callable[[ErrorDraws], CarriedInterval], carrier: Carrier, counts: Mapping[str, object]
) -> dict[str, CarriedInterval]:
    """The intervals with the error of reading and with both, the same where no value has a source error."""
    reading = carried(carrier.reading)
    return {"reading": reading, "both": carried(carrier.both) if counts["source"] else reading}


def _with_errors(
    make: Numbers, label: str, unit: str, intervals: Mapping[str, CarriedInterval], carrier: Carrier
) -> dict[str, Result]:
    """The intervals as numbers, by field."""
    return {
        name: make.bounds(
            name,
            f"{label}, interval {_WORDS[name]}",
            10.0**interval.low,
            10.0**interval.high,
            f"{carrier.reading.n} draws of all values {_WORDS[name]}",
            unit,
        )
        for name, interval in intervals.items()
    }


def _pair_line(pair: PublishedLine, first: CarriedClass, second: CarriedClass, carrier: Carrier) -> KnownError:
    """The ratio of two classes, and how often its sign is the same by the errors of the values alone."""
    ratio = certain(pair.interval("ratio"))
    x, y = ([log10_of(paper.ends.low) for paper in papers] for papers in (first.papers, second.papers))
    plan, label, n_draws = carrier.config.analysis, ratio.value.label, carrier.reading.n
    make = Numbers(f"known_error/{ratio.value.id}", (ratio.value.id,))

    def carried(draws: ErrorDraws) -> CarriedInterval:
        errors = [each.with_both if draws.alone else each.with_reading for each in (first, second)]
        return shift_with_errors(x, y, *errors, level=plan.level, seed=carrier.config.seed)

    papers = (*first.papers, *second.papers)
    counts = carrier.counts(make, len(papers), joined_ids(paper.inputs for paper in papers))
    intervals = _intervals(carried, carrier, counts)
    same = {}
    for name, interval in intervals.items():
        share = float((np.sign(certain(interval.estimates)) == np.sign(certain(interval.estimate))).mean())
        same[f"same_{name}"] = make.statistic(
            f"same_{name}", "draws with the same sign", 100 * share, f"of {n_draws} draws", "%"
        )
    low, high = (end.value if end else None for end in (ratio.low, ratio.high))
    return KnownError(
        id=ratio.value.id,
        kind="ratio",
        label=label,
        of="comparison_pairs.csv",
        unit="1",
        value=make.statistic("value", label, ratio.value.value, "as in its table"),
        without=make.bounds("without", f"{label}, interval", low, high, "exact interval of Hodges and Lehmann"),
        says=pair.decision,
        could_change=certain(same["same_both"].value) < 100 * plan.level,
        **_with_errors(make, label, "1", intervals, carrier),
        **same,
        **counts,
    )
