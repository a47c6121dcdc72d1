"""Medians per class, metric, pulse and set; the unit is the paper, the scale logarithmic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from memlit.analysis.medians import log_median
from memlit.benchmark.rows import (
    FIRST_CURATOR,
    MEMORY,
    NEURON_METRICS,
    SYNAPSE_METRICS,
    UNITS,
    UNPAIRED_SET,
    BenchmarkRow,
    printed_classes,
)
from memlit.config import Classes, Config
from memlit.datum import PULSES, Pulse, Record, Result
from memlit.devices.gather import SURVEY, Corpus, classes_of
from memlit.devices.tuples import unit_of
from memlit.library import Library

UNPAIRED: tuple[Pulse, ...] = ("unpaired",)
INCLUSION = {
    "none": "no evidence",
    "list": "values listed, no interval",
    "range": "points and range, no interval",
    "interval": "median with interval",
}


class PaperValue(Record):
    """A paper's value of a metric: the median of its devices' points on the log scale."""

    paper: str
    result: Result


class ClassSummary(Record):
    """One class, role, set, pulse and metric. `n_credited` counts papers of the class in the set."""

    id: str
    set_name: str
    device_class: str
    role: str
    pulse: Pulse
    metric: str
    n_credited: Result
    n_papers: Result
    n_bounded: Result
    papers: tuple[PaperValue, ...]
    median: Result | None
    inclusion: str
    identification: str


def summarise_classes(
    rows: Iterable[BenchmarkRow], corpus: Corpus, library: Library, classes: Classes, config: Config
) -> list[ClassSummary]:
    """Summaries of every class of every set that is credited with a paper, in the order of the sets.

    Classes of the survey are those it prints for its rows, its papers the units of analysis.
    """
    by_cell: dict[tuple[str, str, str, Pulse], list[BenchmarkRow]] = defaultdict(list)
    for row in rows:
        if "mixed_sources" not in row.flags and row.not_applicable is None:
            by_cell[row.set_name, row.device_class, row.role, row.pulse].append(row)
    summaries = []
    credited = {**_credits(library, classes, config), **_survey_credits(corpus, library, classes)}
    for (set_name, device_class, role), papers in credited.items():
        metrics = NEURON_METRICS if role == "neuron" else SYNAPSE_METRICS
        for pulse in UNPAIRED if set_name == UNPAIRED_SET else PULSES:
            cell = by_cell.get((set_name, device_class, role, pulse), [])
            for metric in metrics:
                summary_id = f"class/{set_name}/{device_class}/{role}/{pulse}/{metric}"
                summaries.append(
                    _summary(summary_id, (set_name, device_class, role, pulse, metric), cell, papers, config)
                )
    return summaries


def _credits(library: Library, classes: Classes, config: Config) -> dict[tuple[str, str, str], list[str]]:
    found: dict[tuple[str, str, str], list[str]] = {}
    for set_name in config.evidence.sets:
        if set_name == SURVEY:
            continue
        cells: dict[tuple[str, str], list[str]] = defaultdict(list)
        for entry in library.in_set(set_name):
            if next(name for name in config.evidence.sets if name in entry.sets) != set_name:
                continue
            for device_class in classes_of(entry, classes):
                for role in entry.roles:
                    cells[device_class, role].append(entry.key)
        order = list(classes.classes)
        for device_class, role in sorted(
            cells, key=lambda cell: (order.index(cell[0]) if cell[0] in order else len(order), cell)
        ):
            found[set_name, device_class, role] = cells[device_class, role]
    return found


def _survey_credits(corpus: Corpus, library: Library, classes: Classes) -> dict[tuple[str, str, str], list[str]]:
    """Units of analysis by the class that a survey prints for them, for the survey's two sets."""
    surveys = {document.key for document in corpus.documents if document.kind == SURVEY}
    units: dict[str, set[str]] = defaultdict(set)
    for reading in corpus.readings:
        datum = reading.datum
        if datum.locator.document in surveys and datum.paper in library.entries and datum.device_class:
            for name in printed_classes(datum.device_class, classes):
                units[name].add(unit_of(reading))
    return {
        (set_name, name, MEMORY): sorted(units[name])
        for set_name in (SURVEY, UNPAIRED_SET)
        for name in sorted(
            units, key=lambda name: (list(classes.classes).index(name) if name in classes.classes else 99, name)
        )
    }


def first_curator(rows: Sequence[BenchmarkRow]) -> list[BenchmarkRow]:
    """Of a paper's rows by two curators those of the first, where there are any."""
    chosen = {row.unit for row in rows if FIRST_CURATOR in row.flags}
    return [row for row in rows if row.unit not in chosen or FIRST_CURATOR in row.flags]


def _summary(
    summary_id: str,
    cell: tuple[str, str, str, Pulse, str],
    rows: Sequence[BenchmarkRow],
    credited: Sequence[str],
    config: Config,
) -> ClassSummary:
    set_name, device_class, role, pulse, metric = cell
    results: dict[str, list[Result]] = defaultdict(list)
    bounded: dict[str, list[Result]] = defaultdict(list)
    for row in first_curator([row for row in rows if metric in row.metrics]):
        result = row.metrics[metric]
        (bounded if result.value is None else results)[row.unit].append(result)
    papers = tuple(
        PaperValue(paper=paper, result=_paper_value(f"{summary_id}/{paper}", values, metric))
        for paper, values in sorted(results.items())
    )
    only_bounded = sorted(set(bounded) - set(results))
    inputs = tuple(paper.result.id for paper in papers)
    name = f"{device_class} {role} papers"
    return ClassSummary(
        id=summary_id,
        set_name=set_name,
        device_class=device_class,
        role=role,
        pulse=pulse,
        metric=metric,
        n_credited=_count(f"{summary_id}#n_credited", f"{name} in {set_name}", len(credited), ()),
        n_papers=_count(f"{summary_id}#n_papers", f"{name} with {metric} known", len(papers), inputs),
        n_bounded=_count(
            f"{summary_id}#n_bounded",
            f"{name} with {metric} only bounded",
            len(only_bounded),
            tuple(result.id for paper in only_bounded for result in bounded[paper]),
        ),
        papers=papers,
        median=_median(f"{summary_id}#median", [paper.result for paper in papers], metric),
        inclusion=INCLUSION[config.analysis.inclusion_of(len(papers))],
        identification=_identification(len(papers), len(credited)),
    )


def _count(result_id: str, label: str, number: int, inputs: tuple[str, ...]) -> Result:
    return Result(id=result_id, kind="count", label=label, value=number, unit="1", inputs=inputs, rule="papers counted")


def _paper_value(result_id: str, values: Sequence[Result], metric: str) -> Result:
    numbers = [value.value for value in values if value.value is not None]
    number = log_median(numbers)
    return Result(
        id=result_id,
        kind="statistic",
        label=f"{metric} of the paper",
        value=number,
        low=number,
        high=number,
        unit=UNITS[metric],
        inputs=tuple(value.id for value in values),
        rule="median of the paper's devices on the log scale",
    )


def _median(result_id: str, values: Sequence[Result], metric: str) -> Result | None:
    numbers = [value.value for value in values if value.value is not None]
    if not numbers:
        return None
    return Result(
        id=result_id,
        kind="statistic",
        label=f"median {metric} over papers with evidence",
        value=log_median(numbers),
        unit=UNITS[metric],
        inputs=tuple(value.id for value in values),
        rule="median over papers on the log scale",
    )


def _identification(n_papers: int, n_credited: int) -> str:
    """Whether the median over all credited papers is bounded: only when more than half are known."""
    return "identified" if 2 * n_papers > n_credited else "not identified"
