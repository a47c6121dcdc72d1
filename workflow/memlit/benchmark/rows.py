"""Benchmark rows: the metrics of every device and pulse, each with the readings it came from."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from memlit.benchmark import bounds
from memlit.benchmark.bounds import Interval, States, magnitude
from memlit.benchmark.formulas import ConductanceMean, product
from memlit.benchmark.metrics import (
    formula_of,
    inputs_of,
    interval_of_metric,
    joint_segment,
    metric_meaning,
    parts_behind,
    rule_of,
)
from memlit.config import Classes, Config, Metric
from memlit.datum import (
    ARRAY_WINDOW,
    CHECKED,
    DISPUTED,
    HALF_SINE,
    LOW_FIELD_READ,
    SERIES_RESISTOR,
    SERIES_TRANSISTOR,
    SWEEP_WINDOW,
    UNPAIRED,
    Grade,
    Number,
    Pulse,
    Reading,
    Record,
    Result,
)
from memlit.devices.class_rule import Described, device_classes
from memlit.devices.device import DevicePulse, pulse_id
from memlit.devices.gather import set_of
from memlit.devices.outputs import DEVICES
from memlit.devices.resolved import readings_frame
from memlit.devices.series import SPANS_SERIES
from memlit.devices.trust import (
    HowChecked,
    TuplePart,
    grade_of,
    is_beside,
    least_checked,
    may_be_counted,
    whose_of,
)
from memlit.devices.tuples import FIRST_CURATOR
from memlit.field.codes import (
    CHOSEN_PARTS,
    CIRCUIT,
    DIAGRAM,
    MEMORY,
    NOT_STATED,
    OWN,
    STATES,
    SURVEY,
    TUPLE_PARAMETERS,
    UNPAIRED_SET,
    WHY_BESIDE,
    Whose,
)
from memlit.files import csv_field
from memlit.frames import SEVERAL, cells_of, frame_of, framed, items_of, paired_items, read_frame
from memlit.library import Entry, Library, is_cited_work
from memlit.published import Column, Columns, PublishedTable, published_table

BENCHMARK_FILE = "results/data/benchmark.parquet"
THERMAL_FLOOR = 4e-19
"""100 kT at room temperature in J: an energy below it is flagged, and counts all the same."""


class BenchmarkRow(Record):
    """One device under one pulse in one class and role. A metric that is a point has low = high.

    `work` is the paper as the unit of analysis (see DevicePulse), `grade` that of its pulse where a person graded it.
    """

    id: str
    paper: str
    work: str
    device: str
    name: str
    device_class: str
    role: str
    set_name: str
    pulse: Pulse
    condition: str | None = None
    tier: str
    whose_number: Whose = OWN
    how_checked: HowChecked = "once"
    counted: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    is_headline: bool
    metrics: dict[str, Result]
    segment: tuple[tuple[Number, Number], tuple[Number, Number]] | None = None
    flags: tuple[str, ...] = ()
    not_applicable: str | None = None
    grade: Grade | None = None
    readings: tuple[str, ...] = ()
    """Ids of the readings of a tuple that gives a metric; what a metric rests on are the inputs of its number."""

    @property
    def is_of_one_source(self) -> bool:
        """Whether a single source gives its tuple."""
        return "mixed_sources" not in self.flags

    @property
    def is_evidence(self) -> bool:
        """Whether it says anything of its device: a metric that counts, or one that another document prints of it."""
        return bool(self.counted or self.beside)

    def evidence_of(self, metric: str) -> bool:
        """Whether it says something of this metric of its device."""
        return metric in self.counted or metric in self.beside

    def why_not_counted(self, metric: str) -> str:
        """Why a metric that is known stands in no headline median, empty where it does."""
        if metric in self.counted:
            return ""
        return WHY_BESIDE[self.whose_number] if self.is_of_one_source else "parts of several sources"

    @property
    def source(self) -> str:
        """Id of the DevicePulse that the row was computed from."""
        return pulse_id(self.paper, self.device, self.pulse, self.condition)

    @property
    def full_name(self) -> str:
        """The device as printed, with its condition where it has several."""
        return f"{self.name} at {self.condition}" if self.condition else self.name

    def value(self, metric: str) -> float | None:
        """The metric as a number where it is a point, else None."""
        result = self.metrics.get(metric)
        return result.value if result else None


def full_names(rows: pd.DataFrame) -> "pd.Series[str]":
    """As `BenchmarkRow.full_name`, of rows of benchmark.csv."""
    return rows["name"].where(rows["condition"].isna(), rows["name"] + " at " + rows["condition"])


def benchmark_table(metrics: Mapping[str, Metric]) -> PublishedTable[BenchmarkRow]:
    """benchmark.csv, with three columns for each metric of config/metrics.yaml."""
    holds = {"class": "device_class", "set": "set_name", "headline": "is_headline", "tuple": "source"}
    return published_table(__file__, "benchmark", holds, columns_of_metrics(metrics))


def columns_of_metrics(metrics: Mapping[str, Metric]) -> Columns:
    """The columns of each metric: its value and its bounds."""
    return tuple(column for name, metric in metrics.items() for column in _columns_of(name, metric))


def _columns_of(name: str, metric: Metric) -> Columns:
    where = ", where it is a point" if formula_of(metric).is_monotone else ", a point or nothing"
    role = "" if "synapse" in metric.roles else " of a neuron"
    meanings = {
        "": f"{metric_meaning(metric)}{role}{where}",
        "_low": "lower end of the bounds, inf above where there is none",
        "_high": "upper end of the bounds, inf above where there is none",
    }

    def part_of(part: str) -> Callable[[BenchmarkRow], Any]:
        return lambda row: getattr(row.metrics.get(name), part, None)

    column = metric.column(name)
    return tuple(
        Column(f"{column}{end}", text, part_of(end.removeprefix("_") or "value"), unit=metric.unit)
        for end, text in meanings.items()
    )


TUPLE_COLUMNS = TuplePart._fields
"""Columns of readings.csv that the metrics and the trust in them rest on."""
Tuple = Mapping[str, TuplePart]
"""The parts of a tuple by name."""


class _Device(NamedTuple):
    """A row of devices.csv."""

    id: str
    paper: str
    work: str
    device: str
    name: str
    printed_class: str | None
    words: str | None
    stack: str | None
    is_survey: bool
    is_first_curator: bool
    pulse: Pulse
    condition: str | None
    tier: str
    readings: str
    flags: str | None
    conflicts: str | None
    confirmed: str | None


_RENAMED = {"printed_class": "class", "is_survey": "survey", "is_first_curator": "first_curator"}
_DEVICE_COLUMNS = tuple(_RENAMED.get(name, name) for name in _Device._fields)


def benchmark(
    devices: pd.DataFrame, readings: pd.DataFrame, library: Library, classes: Classes, config: Config
) -> pd.DataFrame:
    """The rows of benchmark.csv sorted by id, one a device, pulse, class and role of its paper.

    devices: rows of devices.csv; readings: TUPLE_COLUMNS of readings.csv. A paper without class or role is no device
    paper: its readings are kept, but give no row. A work that a document cites and that is no entry has no class.
    """
    parts = _parts_by_id(devices, readings)
    found = map(_Device._make, cells_of(devices, _DEVICE_COLUMNS))
    of_entries = [device for device in found if not is_cited_work(device.paper)]
    rows = [row for device in of_entries for row in _rows_of(device, parts, library, classes, config)]
    rows.sort(key=lambda row: str(row["id"]))
    table = benchmark_table(config.metrics)
    return framed(table, {name: [row.get(name) for row in rows] for name in (*table.names, CHOSEN_PARTS)})


def _rows_of(
    device: _Device, parts: Mapping[str, TuplePart], library: Library, classes: Classes, config: Config
) -> Iterator[dict[str, Any]]:
    """A row for each class and role; parts: by id."""
    entry = library.entries[device.paper]
    set_name = _set_name(device, entry, config)
    if set_name is None:
        return
    by_parameter = {parts[one].parameter: parts[one] for one in items_of(device.readings)}
    names = {**TUPLE_PARAMETERS[device.pulse], **STATES, **CIRCUIT}
    chosen = {part: by_parameter[name] for part, name in names.items() if name in by_parameter}
    kinds = _kinds(device, entry, classes)
    for device_class, role in kinds:
        row_id = f"{device.id}/{device_class}/{role}" if len(kinds) > 1 else device.id
        yield _row(row_id, device, chosen, (device_class, role), set_name, classes, config)


def _parts(readings: pd.DataFrame) -> Iterator[TuplePart]:
    for part in map(TuplePart._make, cells_of(readings, TUPLE_COLUMNS)):
        yield part._replace(printed=part.printed or "", flags=items_of(part.flags))


def _parts_by_id(devices: pd.DataFrame, readings: pd.DataFrame) -> dict[str, TuplePart]:
    wanted = {one for cell in devices["readings"] for one in items_of(cell)}
    return {part.id: part for part in _parts(readings[readings["id"].isin(wanted)])}


def parts_of_devices(readings: pd.DataFrame) -> dict[tuple[str, str], Tuple]:
    """The first reading of each parameter, by paper and device; readings: rows of readings.csv."""
    first = readings.dropna(subset="paper").drop_duplicates(["paper", "device", "parameter"])
    found: dict[tuple[str, str], dict[str, TuplePart]] = {}
    for device, part in zip(first["device"], _parts(first), strict=True):
        found.setdefault((part.paper, device), {})[part.parameter] = part
    return dict(found)


def chosen_parts(devices: pd.DataFrame, readings: pd.DataFrame) -> dict[str, Tuple]:
    """The parts of each tuple of devices.csv, by its id; readings: TUPLE_COLUMNS of readings.csv."""
    parts, cells = _parts_by_id(devices, readings), cells_of(devices, ["id", CHOSEN_PARTS, "readings"])
    return {device: {part: parts[one] for part, one in paired_items(*lists).items()} for device, *lists in cells}


def benchmark_devices(
    devices: Iterable[DevicePulse], library: Library, classes: Classes, config: Config
) -> list[BenchmarkRow]:
    """The rows of `benchmark` as records, of devices as records."""
    known = list(devices)
    parts = {reading.id: reading for device in known for reading in device.chosen.parts.values()}
    if not known:
        return []
    return rows_as_records(
        benchmark(frame_of(DEVICES, known), readings_frame(parts.values()), library, classes, config), config
    )


def rows_as_records(rows: pd.DataFrame, config: Config) -> list[BenchmarkRow]:
    """Rows of benchmark.csv as records."""
    mean = config.conventions.conductance_mean
    return [_record(dict(zip(rows.columns, cells, strict=True)), config.metrics, mean) for cells in cells_of(rows)]


def load_rows(path: Path, config: Config) -> list[BenchmarkRow]:
    """The rows of benchmark.parquet as records. Raises RecordError for another file."""
    return rows_as_records(read_frame(path, (*benchmark_table(config.metrics).names, CHOSEN_PARTS)), config)


_SAME = (
    *("id", "paper", "device", "name", "role", "pulse", "condition", "tier", "whose_number", "how_checked"),
    *("not_applicable", "grade"),
)


def _record(row: Mapping[str, Any], known: Mapping[str, Metric], mean: str) -> BenchmarkRow:
    ends = [float(end) for end in items_of(row["segment"])]
    return BenchmarkRow(
        **{name: row[name] for name in _SAME},
        work=row["work"],
        device_class=row["class"],
        set_name=row["set"],
        is_headline=row["headline"],
        metrics=_metrics_of(row, known, mean),
        segment=((ends[0], ends[1]), (ends[2], ends[3])) if ends else None,
        **{name: items_of(row[name]) for name in ("counted", "beside", "flags", "readings")},
    )


def _metrics_of(row: Mapping[str, Any], known: Mapping[str, Metric], mean: str) -> dict[str, Result]:
    """What is known of the metrics of a row, as numbers: the value where it is a point, and the bounds."""
    parts, metrics = paired_items(row[CHOSEN_PARTS], row["readings"]), {}
    for name, metric in known.items():
        column = metric.column(name)
        if row[f"{column}_low"] is not None:
            metrics[name] = Result(
                id=f"{row['id']}#{name}",
                kind="metric",
                label=metric.name,
                value=row[column],
                low=row[f"{column}_low"],
                high=row[f"{column}_high"],
                unit=metric.unit,
                inputs=inputs_of(metric, parts),
                rule=rule_of(metric, mean),
            )
    return metrics


def _set_name(device: _Device, entry: Entry, config: Config) -> str | None:
    """The paper's first set; what a survey prints stays in the survey's, unpaired readings in one of their own."""
    if device.pulse == "unpaired":
        return UNPAIRED_SET
    return SURVEY if device.is_survey else set_of(entry, config)


def _kinds(device: _Device, entry: Entry, classes: Classes) -> list[tuple[str, str]]:
    """Classes and roles of a device: as its survey prints them, else by the rule for a class and of its paper."""
    if device.is_survey:
        return [(name, MEMORY) for name in printed_classes(device.printed_class or NOT_STATED, classes)]
    said = Described(device.words or "", device.stack or "")
    return [(found.device_class, role) for found in device_classes(entry, said, classes) for role in entry.roles]


def printed_classes(text: str, classes: Classes) -> list[str]:
    """Short names of the classes that a survey prints for a row, `FeFET/RRAM` being two."""
    return [classes.canonical(name.strip()) or name.strip() for name in text.split("/")]


def _row(
    row_id: str,
    device: _Device,
    chosen: Tuple,
    kind: tuple[str, str],
    set_name: str,
    classes: Classes,
    config: Config,
) -> dict[str, Any]:
    """The cells of a row by column."""
    device_class, role = kind
    is_charge = device_class in classes.classes and classes.classes[device_class].charge_device
    own = _metrics_of_kind(role, is_charge, config)
    metrics, cells, flags = _computed(chosen, role, own, config.conventions.conductance_mean)
    flags = [*items_of(device.flags), *flags, *_reading_flags(device, chosen)]
    parts = chosen.values()
    grade = grade_of(parts, parts)
    counted, beside = _placed(device, chosen, metrics if "mixed_sources" not in flags else (), set_name, config)
    return {
        **cells,
        **{name: getattr(device, name) for name in ("paper", "work", "device", "name", "pulse", "condition", "tier")},
        "id": row_id,
        "readings": SEVERAL.join(part.id for part in parts) if metrics else None,
        CHOSEN_PARTS: SEVERAL.join(chosen) if metrics else None,
        "class": device_class,
        "role": role,
        "set": set_name,
        "whose_number": whose_of(parts, grade),
        "how_checked": least_checked(parts, items_of(device.confirmed)),
        "counted": SEVERAL.join(counted) or None,
        "beside": SEVERAL.join(beside) or None,
        "grade": grade,
        "headline": device.pulse == config.conventions.headline_pulse and bool(counted),
        "flags": SEVERAL.join(dict.fromkeys(flags)) or None,
        "not_applicable": "stores charge: no resistive energy of its own kind" if is_charge else None,
        "tuple": device.id,
    }


def _metrics_of_kind(role: str, is_charge: bool, config: Config) -> dict[str, Metric]:
    """The metrics of a role, of a device that stores charge those that apply to it."""
    known = {name: config.metrics[name] for name in config.metrics_of(role)}
    return {name: metric for name, metric in known.items() if not (is_charge and "charge" in metric.not_applicable_to)}


def _computed(
    chosen: Tuple, role: str, own: Mapping[str, Metric], mean: ConductanceMean
) -> tuple[dict[str, Interval], dict[str, Any], list[str]]:
    """What is known of each metric, the cells that say so, and flags of how the energy departs from the dissipated."""
    if not own:
        return {}, {}, []
    parameters, flags = _known(chosen, role)
    metrics = _metrics(parameters, chosen, own, mean)
    energies = [known for name, known in metrics.items() if own[name].unit == "J"]
    if any(known.is_point and 0 < known.low < THERMAL_FLOOR for known in energies):
        flags = [*flags, "below_100_kT"]
    cells: dict[str, Any] = {"segment": _segment(parameters, own, mean)}
    for name, known in metrics.items():
        cells |= _cells_of(own[name].column(name), known)
    return metrics, cells, flags


def _reading_flags(device: _Device, chosen: Tuple) -> list[str]:
    """What the readings of a tuple say of themselves, and whether they disagree."""
    conflict = ["conflict"] if device.conflicts else []
    curator = [FIRST_CURATOR] if device.is_first_curator else []
    return [*conflict, *_part_flags(chosen), *_check_flags(chosen), *curator]


def _metrics(
    parameters: Mapping[str, Interval], chosen: Tuple, own: Mapping[str, Metric], mean: ConductanceMean
) -> dict[str, Interval]:
    """What is known of each metric, of which anything is."""
    found = {
        name: _limited(interval_of_metric(metric, parameters, mean), metric, chosen) for name, metric in own.items()
    }
    return {name: known for name, known in found.items() if known.is_informative}


def _cells_of(column: str, known: Interval) -> dict[str, float | None]:
    """The cells of a metric: its value where it is a point, and its bounds."""
    value = known.low if known.is_point else None
    return {column: value, f"{column}_low": known.low, f"{column}_high": known.high}


def _segment(parameters: Mapping[str, Interval], own: Mapping[str, Metric], mean: ConductanceMean) -> str | None:
    if not own.keys() >= set(DIAGRAM):
        return None
    segment = joint_segment((own[DIAGRAM[0]], own[DIAGRAM[1]]), parameters, mean)
    return SEVERAL.join(csv_field(number) for end in segment for number in end) if segment else None


def _limited(interval: Interval, metric: Metric, chosen: Tuple) -> Interval:
    """The interval, from 0 on where the tuple has what makes the formula an upper limit."""
    is_limit = metric.upper_limit_with in chosen
    return Interval(0.0, interval.high) if is_limit else interval


def interval_of(reading: TuplePart | Reading | None) -> Interval:
    """|value| of a reading as an interval, unknown where there is no reading.

    A cell in series with a transistor or a resistor has at most the voltage of its line. A half sine acts like a
    constant voltage between its root mean square, 1/sqrt(2) of the amplitude, and its amplitude. The states of a pulse
    lie between those of a quasi-static sweep, whose on state is the most conductive and whose off state the least. A
    state that was read far below its pulse conducts at least as well at the pulse.
    """
    if reading is None:
        return bounds.UNKNOWN
    found = magnitude(reading.low, reading.high)
    is_sweep = SWEEP_WINDOW in reading.flags
    is_behind = SERIES_TRANSISTOR in reading.flags or SERIES_RESISTOR in reading.flags
    if is_behind or (is_sweep and reading.parameter == "g_on"):
        return Interval(0.0, found.high)
    if HALF_SINE in reading.flags:
        return Interval(found.low / math.sqrt(2), found.high)
    is_least = LOW_FIELD_READ in reading.flags or (is_sweep and reading.parameter == "g_off")
    return Interval(found.low, math.inf) if is_least else found


def states_of(chosen: Tuple) -> tuple[States, list[str]]:
    """The feasible conductances of a device, and flags where its readings contradict each other."""
    ratio = chosen.get("ratio")
    limits = bounds.ANY_RATIO
    if ratio is not None:
        read = magnitude(ratio.low, ratio.high)
        limits = Interval(read.low, max(1.0, read.high))
    g_on, g_off = interval_of(chosen.get("g_on")), interval_of(chosen.get("g_off"))
    try:
        return States.of(g_on, g_off, limits), []
    except ValueError:
        pass
    try:
        # Printed states and printed ratio disagree: the states stand, the ratio is flagged.
        return States.of(g_on, g_off), ["ratio_contradicts_states"]
    except ValueError:
        return States(bounds.UNKNOWN, bounds.UNKNOWN), ["g_off_above_g_on"]


def _known(chosen: Tuple, role: str) -> tuple[dict[str, Interval], list[str]]:
    """What is known of each parameter of a formula, and flags of how it departs from the dissipated energy."""
    if role == "neuron":
        states, flags = _neuron_states(chosen), ["load_resistor"] if "load_resistance" in chosen else []
    else:
        states, flags = states_of(chosen)
        flags.extend(_amplitude_flags(chosen.get("v_spike")))
    intervals = {"V": _at_cell(chosen, states), "tau": interval_of(chosen.get("tau"))}
    return {**intervals, "G_on": states.g_on, "G_off": states.g_off, "r": states.ratio}, flags


def _at_cell(chosen: Tuple, states: States) -> Interval:
    """The amplitude at the cell. Of a line over a cell and a resistor that is printed, the share of a cell between its
    states: V / (1 + R_s G), least in the on state.
    """
    voltage, resistor = chosen.get("v_spike"), chosen.get("load_resistance")
    at_line = interval_of(voltage)
    if voltage is None or resistor is None or SERIES_RESISTOR not in voltage.flags:
        return at_line
    in_series = magnitude(resistor.low, resistor.high)
    # Of the line, not yet of the cell: what the resistor takes is divided out here.
    of_line = interval_of(voltage._replace(flags=tuple(flag for flag in voltage.flags if flag != SERIES_RESISTOR)))
    return Interval(
        of_line.low / (1 + product(in_series.high, states.g_on.high)),
        of_line.high / (1 + product(in_series.low, states.g_off.low)),
    )


def _neuron_states(chosen: Tuple) -> States:
    """The on state as read; for the off state a source resistor's 1/R_s, which the device alone does not identify."""
    resistor = interval_of(chosen.get("source_resistance"))
    g_off = bounds.UNKNOWN
    if "source_resistance" in chosen and resistor.low > 0:
        g_off = Interval(0.0 if math.isinf(resistor.high) else 1 / resistor.high, 1 / resistor.low)
    return States(interval_of(chosen.get("g_on")), g_off)


_CARRIED = (
    SPANS_SERIES,
    ARRAY_WINDOW,
    SWEEP_WINDOW,
    SERIES_TRANSISTOR,
    UNPAIRED,
    SERIES_RESISTOR,
    "ramp",
    "ramp_start",
    LOW_FIELD_READ,
    "near_floor",
    "burst",
    HALF_SINE,
    "contradicted",
)


def _placed(
    device: _Device, chosen: Tuple, metrics: Iterable[str], set_name: str, config: Config
) -> tuple[list[str], list[str]]:
    """Metrics that may stand in a median, and those that stand beside; a survey's have medians of their own."""
    counted, beside = [], []
    for metric in metrics:
        behind = _behind(metric, chosen, config)
        whose = whose_of(behind, grade_of(behind, chosen.values()))
        if set_name in (SURVEY, UNPAIRED_SET) or may_be_counted(whose):
            counted.append(metric)
        elif is_beside(whose, device.tier):
            beside.append(metric)
    return counted, beside


def _behind(metric: str, chosen: Tuple, config: Config) -> list[TuplePart]:
    """The parts that a metric rests on."""
    return [chosen[name] for name in parts_behind(config.metrics[metric], chosen)]


def _part_flags(chosen: Tuple) -> list[str]:
    """What readings say of themselves and a metric must not lose, such as the span of a series."""
    return [flag for flag in _CARRIED if any(flag in part.flags for part in chosen.values())]


def _check_flags(chosen: Tuple) -> list[str]:
    """Whether all of a tuple was looked at again, or any of it is disputed."""
    flags = [set(part.flags) for part in chosen.values()]
    if any(DISPUTED in found for found in flags):
        return [DISPUTED]
    return [CHECKED] if flags and all(CHECKED in found for found in flags) else []


def _amplitude_flags(voltage: TuplePart | None) -> list[str]:
    """The flag of an averaged amplitude, with which the formula is a lower limit."""
    if voltage is None:
        return []
    text = voltage.printed.lower()
    # <V^2> >= <V>^2: a mean amplitude gives a lower limit.
    return ["averaged_amplitude"] if "avg" in text or "averaged" in " ".join(voltage.flags) else []
