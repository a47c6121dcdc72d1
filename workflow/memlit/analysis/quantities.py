"""Quantities that are compared over classes: one value a paper and class, the median of its rows on the log scale."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from memlit.benchmark.values import Value
from memlit.config import Classes, Config
from memlit.config.plan import QuantityClasses
from memlit.datum import Pulse, Record, Result, joined_ids, statistic_of
from memlit.field.codes import MEMORY, SURVEY, UNPAIRED_SET
from memlit.frames import SEVERAL
from memlit.grouping import grouped
from memlit.statistics.comparison.medians import log_median


class PaperPoint(Record):
    """A paper's value of a quantity; `unit` is the paper as the unit of analysis."""

    paper: str
    unit: str
    value: Result


SYNAPSE = "synapse"


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A row of a survey that prints one class, as `printed_class`: its values by parameter.

    work: the paper as the unit of analysis; is_first_curator: of two curators' rows the first's alone enter a median.
    """

    paper: str
    work: str
    device_class: str
    printed_class: str
    is_first_curator: bool
    readings: Mapping[str, Value]


Curated = TypeVar("Curated", Value, SurveyRow)


def first_curator(rows: Sequence[Curated]) -> list[Curated]:
    """Of each paper's values or rows by two curators those of the first, where there are any."""
    chosen = {row.work for row in rows if row.is_first_curator}
    return [row for row in rows if row.work not in chosen or row.is_first_curator]


@dataclass(frozen=True, slots=True)
class AnalysedQuantity:
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
        """Name of the quantity with its set before it."""
        return f"{self.set_name}/{self.name}"

    @property
    def is_sensitivity(self) -> bool:
        """Whether the quantity stands beside the evidence: its parts may belong to two transitions."""
        return self.set_name == UNPAIRED_SET


ON_OFF_RATIO = AnalysedQuantity(
    name="on_off_ratio",
    title="on/off ratio",
    unit="1",
    parameters=("r_on", "r_off"),
    rule="R_off / R_on of a row",
    note="Full switching of a memory cell between two states, not the pulse window of a synapse.",
)
ENDURANCE = AnalysedQuantity(
    name="endurance",
    title="endurance as reported",
    unit="cycle",
    parameters=("endurance",),
    rule="cycles reported",
    note="A number of cycles that was shown, often where a test was stopped, for cells and macros alike: reported "
    "endurance, not a lifetime.",
)
SET_TIME = AnalysedQuantity(
    name="set_time",
    title="SET time",
    unit="s",
    parameters=("set_pulse_width",),
    rule="time of the SET operation",
    note="Set of a memory between its two states.",
)
_ENERGY = AnalysedQuantity(
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


def survey_quantities(classes: Classes, config: Config) -> tuple[AnalysedQuantity, ...]:
    """What is compared on the survey, the sensitivity last, each in the classes that the plan names."""
    found = []
    for quantity in (ON_OFF_RATIO, ENDURANCE, SET_TIME, _ENERGY):
        named: QuantityClasses = getattr(config.analysis.survey, quantity.name)
        where = f"analysis.survey.{quantity.name}"
        shown, compared = (named_classes(names, where, classes) for names in (named.shown, named.compared))
        found.append(replace(quantity, shown=shown, compared=compared if named.compared else shown))
    return tuple(found)


def printed_quantities(classes: Classes, config: Config) -> tuple[AnalysedQuantity, ...]:
    """The quantities of the survey that its rows print, without the sensitivity."""
    return tuple(quantity for quantity in survey_quantities(classes, config) if not quantity.is_sensitivity)


def headline_quantities(classes: Classes, config: Config) -> tuple[AnalysedQuantity, ...]:
    """The plan's metrics of the headline set under the headline pulse, in every class with a resistive energy."""
    pulse = config.conventions.headline_pulse
    names = tuple(name for name, known in classes.classes.items() if not known.charge_device)
    plan = config.analysis
    return tuple(
        AnalysedQuantity(
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
    """The papers of one class with a value, the rows behind them, and papers that print a range only."""

    device_class: str
    points: tuple[PaperPoint, ...]
    row_inputs: tuple[tuple[str, ...], ...]
    bounded: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def logs(self) -> list[float]:
        """log10 of the papers' values, in their order."""
        return [math.log10(point.value.value) for point in self.points if point.value.value]

    @property
    def units(self) -> list[str]:
        """The unit of each value that enters a test: its paper."""
        return [point.unit for point in self.points]


def survey_rows(values: Iterable[Value]) -> list[SurveyRow]:
    """The rows of all surveys that print one class, in the order of their documents; two classes are no class."""
    printed = (v for v in values if v.set_name == SURVEY and v.document and v.table_row is not None)
    groups = grouped(
        (value for value in printed if not value.is_derived), lambda v: (v.document or "", v.table_row or 0)
    )
    return [
        SurveyRow(
            paper=first.paper,
            work=first.work,
            device_class=first.device_class,
            printed_class=first.class_printed.strip(),
            is_first_curator=first.is_first_curator,
            readings={value.quantity: value for value in group},
        )
        for _, group in sorted(groups.items())
        if (first := group[0]).device_class and first.class_printed and SEVERAL not in first.device_class
    ]


def class_values(quantity: AnalysedQuantity, rows: Iterable[SurveyRow], device_class: str) -> ClassValues:
    """One value a paper of a class, of the first curator's rows where two curators print the quantity."""

    def parts(row: SurveyRow) -> tuple[float | None, tuple[str, ...]]:
        readings = [row.readings[name] for name in quantity.parameters]
        return value_of(readings), tuple(reading.id for reading in readings)

    chosen = grouped(class_rows(quantity.parameters, rows, device_class), lambda row: row.work).items()
    return _gathered(quantity, device_class, {unit: (own[0].paper, list(map(parts, own))) for unit, own in chosen})


def class_rows(parameters: Iterable[str], rows: Iterable[SurveyRow], device_class: str) -> list[SurveyRow]:
    """The rows of a class that print the parameters, by unit of analysis, of the first curator where there are two."""
    own = [row for row in rows if row.device_class == device_class and row.readings.keys() >= {*parameters}]
    return sorted(first_curator(own), key=lambda row: row.work)


def value_of(readings: Sequence[Value]) -> float | None:
    """The value of a quantity from a row's readings: the reading, or the last over the first; None for a range."""
    values = [reading.value for reading in readings]
    if any(value is None or value <= 0 for value in values):
        return None
    numbers = [value for value in values if value is not None]
    return numbers[0] if len(numbers) == 1 else numbers[1] / numbers[0]


def metric_values(quantity: AnalysedQuantity, values: Iterable[Value], device_class: str) -> ClassValues:
    """One value of a metric a paper of a class, from the rows of the benchmark; mixed sources are left out."""
    kind = (quantity.set_name, quantity.role, quantity.pulse, device_class, quantity.name)
    own = (v for v in values if (v.set_name, v.role, v.pulse, v.device_class, v.quantity) == kind)
    groups = grouped((value for value in own if value.is_counted and value.row), lambda value: value.work)
    cells: _Cells = {
        work: (group[0].paper, [(value.value, (value.id,)) for value in first_curator(group)])
        for work, group in sorted(groups.items())
    }
    return _gathered(quantity, device_class, cells)


_Cells = Mapping[str, tuple[str, list[tuple[float | None, tuple[str, ...]]]]]
"""By unit of analysis its paper, and each row's value with the ids of what it is of; None where it is a range."""


def _gathered(quantity: AnalysedQuantity, device_class: str, cells: _Cells) -> ClassValues:
    points, row_inputs, bounded = [], [], []
    for unit, (paper, values) in cells.items():
        known = [(value, inputs) for value, inputs in values if value is not None]
        if not known:
            bounded.append((unit, joined_ids(inputs for _, inputs in values)))
            continue
        row_inputs += [inputs for _, inputs in known]
        points.append(PaperPoint(paper=paper, unit=unit, value=_paper_result(quantity, device_class, unit, known)))
    return ClassValues(device_class, tuple(points), tuple(row_inputs), tuple(bounded))


def value_id(compared: str, unit: str) -> str:
    """Id of a paper's value in a compared class; compared: the line of comparisons.csv, unit: the unit of analysis."""
    return f"{compared}/{unit}#value"


def _paper_result(
    quantity: AnalysedQuantity, device_class: str, unit: str, known: Sequence[tuple[float, tuple[str, ...]]]
) -> Result:
    several = f", median of {len(known)} rows on the log scale" if len(known) > 1 else ""
    return statistic_of(
        value_id(f"{quantity.id}/{device_class}", unit),
        f"{quantity.title} of a paper",
        log_median([value for value, _ in known]),
        quantity.unit,
        f"{quantity.rule}{several}",
        joined_ids(inputs for _, inputs in known),
    )
