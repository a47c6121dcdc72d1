"""The tables that the analyses start from, of a corpus and rows that a test made up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd
from memlit.analysis.class_lines import ClassLines
from memlit.analysis.class_medians import class_medians, class_numbers, class_papers, credited_classes
from memlit.analysis.comparison.record import COMPARISON_PAIRS, COMPARISONS, ClassComparisons, comparison_lines
from memlit.analysis.evidence.coverage import cover, coverage_counts, papers_of_sets
from memlit.analysis.evidence.how_read import how_read
from memlit.analysis.robustness.conventions import ChangedConvention, ComputedBenchmark, changed_conventions
from memlit.benchmark.rows import BenchmarkRow, benchmark
from memlit.benchmark.values import (
    MEMBERSHIPS,
    VALUES,
    Membership,
    PrintedReading,
    Value,
    memberships,
    metric_rows,
    printed_rows,
    values_as_records,
)
from memlit.benchmark.values import printed_readings as records_of_readings
from memlit.config import Classes, Config
from memlit.datum import Result, results_in
from memlit.devices.gather import Corpus
from memlit.devices.outputs import LOOKED_FOR, READINGS_TABLE, ReadingLine, sought_lines
from memlit.devices.resolved import readings_frame, years_of
from memlit.devices.tuples import FIRST_CURATOR, choose_tuples
from memlit.field.codes import SURVEY
from memlit.frames import frame_of, row_dicts
from memlit.library import Library
from memlit.numbers import published_lines
from memlit.presentation.words import LEAST_GRADE


def readings_table(corpus: Corpus) -> pd.DataFrame:
    """The corpus as the table of readings has it."""
    kinds = {document.key: document.kind for document in corpus.documents}
    lines = (
        ReadingLine(reading, False, kinds.get(reading.datum.locator.document, "document"))
        for reading in corpus.readings
    )
    return frame_of(READINGS_TABLE, lines)


def printed_readings(corpus: Corpus) -> list[PrintedReading]:
    return records_of_readings(readings_table(corpus))


def printed_table(corpus: Corpus) -> pd.DataFrame:
    """Of the table those that are no derived readings."""
    readings = readings_table(corpus)
    return readings[readings["derived_from"].isna()]


def covered(corpus: Corpus, library: Library, classes: Classes, config: Config) -> tuple[pd.DataFrame, pd.DataFrame]:
    """coverage.csv and its counts of papers by id, as the rule makes them of these readings."""
    readings = readings_table(corpus)
    devices = choose_tuples(readings, years_of(library), config)
    rows = benchmark(devices, readings, library, classes, config)
    metrics, looked = metric_rows(rows, config), frame_of(LOOKED_FOR, sought_lines(corpus.documents))
    papers = papers_of_sets(library, how_read(readings, corpus.documents), classes, config)
    found = cover(papers, readings, devices, rows, metrics, looked, config)
    return found, coverage_counts(found, metrics, config).set_index("id")


def values_of(rows: Iterable[BenchmarkRow]) -> list[Value]:
    """The metrics of rows of the benchmark, in their order."""
    return [
        Value(
            id=result.id,
            row=row.id,
            paper=row.paper,
            work=row.work,
            device=row.device,
            device_class=row.device_class,
            class_printed=None,
            role=row.role,
            set_name=row.set_name,
            pulse=row.pulse,
            condition=row.condition,
            quantity=metric,
            value=result.value,
            low=result.low,
            high=result.high,
            unit=result.unit,
            comparator=None,
            tier=row.tier,
            is_counted=metric in row.counted,
            is_first_curator=FIRST_CURATOR in row.flags,
            # The least grade is of other parts of the tuple than those that a counted metric rests on.
            grade=None if row.grade == LEAST_GRADE and metric in row.counted else row.grade,
        )
        for row in rows
        for metric, result in row.metrics.items()
    ]


def values(
    rows: Iterable[BenchmarkRow], corpus: Corpus, classes: Classes, config: Config, library: Library | None = None
) -> list[Value]:
    """The metrics of the rows, then what the corpus prints."""
    printed = printed_rows(readings_table(corpus), library or Library(), classes, config)
    return [*values_of(rows), *values_as_records(printed)]


def members(corpus: Corpus, library: Library, classes: Classes, config: Config) -> list[Membership]:
    return list(memberships(library, printed_readings(corpus), classes, config))


def edges(rows: Iterable[BenchmarkRow]) -> dict[str, tuple[str, ...]]:
    """The readings behind each row."""
    return {row.id: row.readings for row in rows if row.metrics}


def conventions(corpus: Corpus, library: Library, classes: Classes, config: Config) -> list[ChangedConvention]:
    """What one other convention would change, as the rule computes it of these readings."""
    surveys = {document.key for document in corpus.documents if document.kind == SURVEY}
    readings = readings_frame(corpus.readings, surveys)
    devices = choose_tuples(readings, years_of(library), config)
    rows = benchmark(devices, readings, library, classes, config)
    return changed_conventions(ComputedBenchmark(rows, devices, readings), library, classes, config)


def numbers_by_id(rows: pd.DataFrame) -> dict[str, Result]:
    """Rows of the table of numbers as the report has them."""
    return {row["id"]: Result(**row) for row in row_dicts(rows)}


class ClassTables(NamedTuple):
    """classes.csv and class_papers.csv."""

    classes: pd.DataFrame
    papers: pd.DataFrame

    @property
    def numbers(self) -> dict[str, Result]:
        return numbers_by_id(class_numbers(self.classes, self.papers))


def class_tables(values: Iterable[Value], members: Iterable[Membership], config: Config) -> ClassTables:
    """The medians of classes with their papers, as the rule makes them of these values."""
    credited = credited_classes(frame_of(MEMBERSHIPS, members), config)
    papers = class_papers(frame_of(VALUES, values), credited)
    return ClassTables(class_medians(credited, papers, config), papers)


def lines_of_classes(medians: ClassTables, compared: ClassComparisons | None = None) -> ClassLines:
    """Medians of classes and their comparisons as the rule on claims reads them."""
    numbers = {**medians.numbers, **{result.id: result for result in results_in(compared)}}
    parts = {name: list(comparison_lines(compared, name)) if compared else [] for name in ("classes", "pairs")}
    return ClassLines(
        classes=published_lines(medians.classes, numbers),
        class_papers=medians.papers,
        comparisons=published_lines(frame_of(COMPARISONS, parts["classes"]), numbers),
        comparison_pairs=published_lines(frame_of(COMPARISON_PAIRS, parts["pairs"]), numbers),
        numbers=numbers,
    )
