"""Supporting quantities of the survey: one value a paper and class, the median of its rows on the log scale."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from memlit.analysis.comparisons_model import PaperPoint
from memlit.analysis.medians import log_median
from memlit.benchmark.rows import FIRST_CURATOR, UNPAIRED_SET, BenchmarkRow, printed_classes
from memlit.config import Classes
from memlit.datum import Reading, Result
from memlit.devices.gather import SURVEY, Corpus
from memlit.devices.tuples import unit_of

MIXED = "mixed_sources"


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row of a survey that prints one class: its readings with a value, by parameter."""

    paper: str
    unit: str
    device_class: str
    is_first_curator: bool
    readings: Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of the survey. `shown` classes are summarised, `compared` ones tested in pairs."""

    name: str
    title: str
    unit: str
    parameters: tuple[str, ...]
    shown: tuple[str, ...]
    compared: tuple[str, ...]
    rule: str
    note: str
    set_name: str = SURVEY

    @property
    def id(self) -> str:
        return f"{self.set_name}/{self.name}"


MEMORY_CLASSES = ("ECM", "RRAM", "PCM", "STTM", "FeRAM", "FeFET")
"""The classes that the survey prints, by their short names: CBRAM is ECM, STT is STTM."""
QUANTITIES = (
    Quantity(
        name="on_off_ratio",
        title="on/off ratio",
        unit="1",
        parameters=("r_on", "r_off"),
        shown=("ECM", "RRAM", "PCM", "STTM"),
        compared=("ECM", "RRAM", "PCM"),
        rule="R_off / R_on of a row",
        note="Full switching of a memory cell between two states, not the pulse window of a synapse.",
    ),
    Quantity(
        name="endurance",
        title="endurance as reported",
        unit="cycle",
        parameters=("endurance",),
        shown=MEMORY_CLASSES,
        compared=("ECM", "RRAM", "PCM", "STTM", "FeRAM"),
        rule="cycles reported",
        note="A number of cycles that was shown, often where a test was stopped, for cells and macros alike: reported "
        "endurance, not a lifetime. Rows printed as FeRAM and FeFET are of transistors, tunnel junctions and "
        "capacitors: what is said of them is said of these rows, not of a class.",
    ),
    Quantity(
        name="set_time",
        title="SET time",
        unit="s",
        parameters=("set_pulse_width",),
        shown=("RRAM", "PCM"),
        compared=("RRAM", "PCM"),
        rule="time of the SET operation",
        note="Set of a memory between its two states; PCM crystallises in it.",
    ),
)
ENERGY = Quantity(
    name="action_energy",
    title="action energy",
    unit="J",
    parameters=("action_energy",),
    shown=("ECM", "RRAM"),
    compared=("ECM", "RRAM"),
    rule="E_a of a row",
    note="A sensitivity: voltage and time of a row are not named for one transition, and may belong to two. By the "
    "strict rule only PCM has values. The bias of the formula differs by class: a compliance or a series transistor "
    "makes it too high, a conductance read below the pulse voltage too low.",
    set_name=UNPAIRED_SET,
)


@dataclass(frozen=True, slots=True)
class ClassValues:
    """The papers of one class with a value, the rows behind them, and papers that print a range only.

    rows: unit of analysis and log10 of the value of each row behind the points, in the order of `row_inputs`.
    """

    device_class: str
    points: tuple[PaperPoint, ...]
    row_inputs: tuple[tuple[str, ...], ...]
    bounded: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[tuple[str, float], ...]

    @property
    def logs(self) -> list[float]:
        """log10 of the papers' values, in their order."""
        return [math.log10(point.value.value) for point in self.points if point.value.value]

    @property
    def units(self) -> list[str]:
        return [point.unit for point in self.points]


def survey_rows(corpus: Corpus, classes: Classes) -> list[SurveyRow]:
    """The rows of all surveys that print one class, in the order of their documents; two classes are no class."""
    surveys = {document.key for document in corpus.documents if document.kind == SURVEY}
    groups: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in corpus.readings:
        place = reading.datum.locator
        if place.document in surveys and place.row is not None and not reading.is_derived:
            groups[place.document, place.row].append(reading)
    rows = []
    for _, group in sorted(groups.items()):
        used = {reading.parameter: reading for reading in group if reading.status == "value"}
        printed = group[0].datum.device_class
        names = printed_classes(printed, classes) if printed else []
        paper = group[0].datum.paper
        if used and paper and len(names) == 1:
            first = any(FIRST_CURATOR in reading.flags for reading in group)
            rows.append(SurveyRow(paper, unit_of(group[0]), names[0], first, used))
    return rows


def class_values(quantity: Quantity, rows: Iterable[SurveyRow], device_class: str) -> ClassValues:
    """One value a paper of a class, of the first curator's rows where two curators print the quantity."""
    chosen = class_rows(quantity, rows, device_class)

    def parts(row: SurveyRow) -> tuple[float | None, tuple[str, ...]]:
        readings = [row.readings[name] for name in quantity.parameters]
        return value_of(readings), tuple(reading.id for reading in readings)

    cells = {unit: (group[0].paper, [parts(row) for row in group]) for unit, group in chosen.items()}
    return _gathered(quantity, device_class, cells)


def class_rows(quantity: Quantity, rows: Iterable[SurveyRow], device_class: str) -> dict[str, list[SurveyRow]]:
    """The rows of a class that print the quantity, by unit of analysis, of the first curator where there are two."""
    groups: dict[str, list[SurveyRow]] = defaultdict(list)
    for row in rows:
        if row.device_class == device_class and all(name in row.readings for name in quantity.parameters):
            groups[row.unit].append(row)
    return {unit: first_curator(group) for unit, group in sorted(groups.items())}


def first_curator(rows: Sequence[SurveyRow]) -> list[SurveyRow]:
    """Of a paper's rows by two curators those of the first, where there are any."""
    first = [row for row in rows if row.is_first_curator]
    return first or list(rows)


def value_of(readings: Sequence[Reading]) -> float | None:
    """The value of a quantity from a row's readings: the reading, or the last over the first; None for a range."""
    values = [reading.value for reading in readings]
    if any(value is None or value <= 0 for value in values):
        return None
    numbers = [value for value in values if value is not None]
    return numbers[0] if len(numbers) == 1 else numbers[1] / numbers[0]


def energy_values(rows: Iterable[BenchmarkRow], device_class: str) -> ClassValues:
    """One unpaired action energy a paper of a class; rows with mixed sources are left out."""
    metric = ENERGY.name
    groups: dict[str, list[BenchmarkRow]] = defaultdict(list)
    for row in rows:
        is_own = row.set_name == UNPAIRED_SET and row.device_class == device_class and MIXED not in row.flags
        if is_own and metric in row.metrics:
            groups[row.unit].append(row)
    cells: dict[str, tuple[str, list[tuple[float | None, tuple[str, ...]]]]] = {}
    for unit, group in sorted(groups.items()):
        chosen = [row for row in group if FIRST_CURATOR in row.flags] or group
        cells[unit] = (chosen[0].paper, [(row.value(metric), (row.metrics[metric].id,)) for row in chosen])
    return _gathered(ENERGY, device_class, cells)


def _gathered(
    quantity: Quantity,
    device_class: str,
    cells: Mapping[str, tuple[str, list[tuple[float | None, tuple[str, ...]]]]],
) -> ClassValues:
    points, row_inputs, bounded, rows = [], [], [], []
    for unit, (paper, values) in cells.items():
        known = [(value, inputs) for value, inputs in values if value is not None]
        if not known:
            bounded.append((unit, _joined(inputs for _, inputs in values)))
            continue
        row_inputs += [inputs for _, inputs in known]
        rows += [(unit, math.log10(value)) for value, _ in known]
        points.append(PaperPoint(paper=paper, unit=unit, value=_paper_result(quantity, device_class, unit, known)))
    return ClassValues(device_class, tuple(points), tuple(row_inputs), tuple(bounded), tuple(rows))


def _paper_result(
    quantity: Quantity, device_class: str, unit: str, known: Sequence[tuple[float, tuple[str, ...]]]
) -> Result:
    several = f", median of {len(known)} rows on the log scale" if len(known) > 1 else ""
    return Result(
        id=f"{quantity.id}/{device_class}/{unit}#value",
        kind="statistic",
        label=f"{quantity.title} of a paper",
        value=log_median([value for value, _ in known]),
        unit=quantity.unit,
        inputs=_joined(inputs for _, inputs in known),
        rule=f"{quantity.rule}{several}",
    )


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identifier for part in parts for identifier in part))
