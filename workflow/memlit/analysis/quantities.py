"""Quantities that are compared over classes: one value a paper and class, the median of its rows on the log scale."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from memlit.analysis.medians import log_median
from memlit.benchmark.rows import FIRST_CURATOR, MEMORY, UNPAIRED_SET, BenchmarkRow, printed_classes
from memlit.config import Classes, Config
from memlit.datum import Pulse, Reading, Record, Result, statistic_of
from memlit.devices.gather import SURVEY, Corpus
from memlit.devices.tuples import unit_of


class PaperPoint(Record):
    """A paper's value of a quantity; `unit` is the paper as the unit of analysis."""

    paper: str
    unit: str
    value: Result


SYNAPSE = "synapse"


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row of a survey that prints one class, as `printed_class`: its readings with a value, by parameter."""

    paper: str
    unit: str
    device_class: str
    printed_class: str
    is_first_curator: bool
    readings: Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of a set of papers. `shown` classes are summarised, `compared` ones tested in pairs.

    role, pulse: of the rows of the benchmark, for a quantity that is one of its metrics.
    """

    name: str
    title: str
    unit: str
    parameters: tuple[str, ...]
    rule: str
    note: str
    set_name: str = SURVEY
    role: str = MEMORY
    pulse: Pulse = "unpaired"
    shown: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.set_name}/{self.name}"

    @property
    def is_sensitivity(self) -> bool:
        """Whether the quantity stands beside the evidence: its parts may belong to two transitions."""
        return self.set_name == UNPAIRED_SET


ON_OFF_RATIO = Quantity(
    name="on_off_ratio",
    title="on/off ratio",
    unit="1",
    parameters=("r_on", "r_off"),
    rule="R_off / R_on of a row",
    note="Full switching of a memory cell between two states, not the pulse window of a synapse.",
)
ENDURANCE = Quantity(
    name="endurance",
    title="endurance as reported",
    unit="cycle",
    parameters=("endurance",),
    rule="cycles reported",
    note="A number of cycles that was shown, often where a test was stopped, for cells and macros alike: reported "
    "endurance, not a lifetime.",
)
SET_TIME = Quantity(
    name="set_time",
    title="SET time",
    unit="s",
    parameters=("set_pulse_width",),
    rule="time of the SET operation",
    note="Set of a memory between its two states.",
)
ENERGY = Quantity(
    name="action_energy",
    title="action energy",
    unit="J",
    parameters=("action_energy",),
    rule="E_a of a row",
    note="A sensitivity: voltage and time of a row are not named for one transition, and may belong to two. The bias "
    "of the formula differs by class: a compliance or a series transistor makes it too high, a conductance read below "
    "the pulse voltage too low.",
    set_name=UNPAIRED_SET,
)


def survey_quantities(classes: Classes, config: Config) -> tuple[Quantity, ...]:
    """What is compared on the survey, the sensitivity last, each in the classes that the plan names."""
    plan = config.analysis.survey
    planned = (
        (ON_OFF_RATIO, plan.on_off_ratio),
        (ENDURANCE, plan.endurance),
        (SET_TIME, plan.set_time),
        (ENERGY, plan.action_energy),
    )
    found = []
    for quantity, named in planned:
        shown = named_classes(named.shown, f"analysis.survey.{quantity.name}", classes)
        compared = (
            named_classes(named.compared, f"analysis.survey.{quantity.name}", classes) if named.compared else shown
        )
        found.append(replace(quantity, shown=shown, compared=compared))
    return tuple(found)


def printed_quantities(classes: Classes, config: Config) -> tuple[Quantity, ...]:
    """The quantities of the survey that its rows print, without the sensitivity."""
    return tuple(quantity for quantity in survey_quantities(classes, config) if not quantity.is_sensitivity)


def headline_quantities(classes: Classes, config: Config) -> tuple[Quantity, ...]:
    """The plan's metrics of the headline set under the headline pulse, in every class with a resistive energy."""
    pulse = config.conventions.headline_pulse
    names = tuple(name for name, known in classes.classes.items() if not known.charge_device)
    plan = config.analysis
    return tuple(
        Quantity(
            name=metric,
            title=config.metrics[metric].name,
            unit=config.metrics[metric].unit,
            parameters=(metric,),
            rule=f"{config.metrics[metric].name} of a device under its {pulse} pulse",
            note="Papers with a point; papers that are bounded or unread may change what is said.",
            set_name=config.evidence.headline_set,
            role=SYNAPSE,
            pulse=pulse,
            shown=names,
            compared=names,
        )
        for metric in (plan.primary, *plan.secondary)
    )


def named_classes(names: Sequence[str], where: str, classes: Classes) -> tuple[str, ...]:
    """Short names of classes that the plan names, every class where it names none."""
    if not names:
        return tuple(classes.classes)
    return tuple(dict.fromkeys(classes.short_name(name, where) for name in names))


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
        if used and paper and printed and len(names) == 1:
            first = any(FIRST_CURATOR in reading.flags for reading in group)
            rows.append(SurveyRow(paper, unit_of(group[0]), names[0], printed.strip(), first, used))
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


def metric_values(quantity: Quantity, rows: Iterable[BenchmarkRow], device_class: str) -> ClassValues:
    """One value of a metric a paper of a class, from the rows of the benchmark; mixed sources are left out."""
    groups: dict[str, list[BenchmarkRow]] = defaultdict(list)
    kind = (quantity.set_name, quantity.role, quantity.pulse, device_class)
    for row in rows:
        is_own = (row.set_name, row.role, row.pulse, row.device_class) == kind and row.is_counted
        if is_own and quantity.name in row.metrics:
            groups[row.unit].append(row)
    cells: dict[str, tuple[str, list[tuple[float | None, tuple[str, ...]]]]] = {}
    for unit, group in sorted(groups.items()):
        chosen = [row for row in group if FIRST_CURATOR in row.flags] or group
        metrics = [row.metrics[quantity.name] for row in chosen]
        cells[unit] = (chosen[0].paper, [(metric.value, (metric.id,)) for metric in metrics])
    return _gathered(quantity, device_class, cells)


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
    return statistic_of(
        f"{quantity.id}/{device_class}/{unit}#value",
        f"{quantity.title} of a paper",
        log_median([value for value, _ in known]),
        quantity.unit,
        f"{quantity.rule}{several}",
        _joined(inputs for _, inputs in known),
    )


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identifier for part in parts for identifier in part))
