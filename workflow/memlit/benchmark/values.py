"""One row a value: the metrics of the benchmark and the printed values, with what a value is of.

    values.csv       paper, device, class, pulse, quantity, value, low, high, unit
    memberships.csv  the sets, classes and roles that a paper is counted in; a paper may stand in several
    papers.csv       the entries of the library
    edges.csv        what a row of the benchmark or a derived value was computed from

The rules of analysis start from these tables, for the review's classes, the survey and every other set alike.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import methodcaller
from pathlib import Path
from typing import Literal, NamedTuple

import pandas as pd
import pyarrow.compute as pc

from memlit.benchmark.metrics import inputs_of, rule_of
from memlit.benchmark.rows import printed_classes
from memlit.config import Classes, Config
from memlit.devices.class_rule import Saying, described, device_classes
from memlit.devices.gather import classes_of, set_of
from memlit.devices.tuples import FIRST_CURATOR
from memlit.field.codes import CHOSEN_PARTS, MEMORY, SURVEY, UNPAIRED_SET
from memlit.field.codes import TUPLE_PARAMETERS as PULSE_PARAMETERS
from memlit.frames import SEVERAL, cells_of, has_item, items_of, paired_items, read_arrow
from memlit.library import Library
from memlit.presentation.words import LEAST_GRADE
from memlit.published import PublishedTable, of_path, published_table


@dataclass(frozen=True, slots=True)
class Value:
    """A metric of a device or a printed value, in the order of the columns of values.csv.

    row: of the benchmark, None for a printed value; work: the paper as the unit of analysis; document, table_row: where
    a value is printed.
    """

    id: str
    row: str | None
    paper: str
    work: str
    device: str
    device_class: str | None
    class_printed: str | None
    role: str | None
    set_name: str | None
    pulse: str | None
    condition: str | None
    quantity: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    comparator: str | None
    tier: str | None
    is_counted: bool
    is_first_curator: bool
    grade: str | None = None
    is_derived: bool = False
    document: str | None = None
    table_row: int | None = None
    lineage: str | None = None


VALUES: PublishedTable[Value] = published_table(
    __file__,
    "values",
    {
        "class": "device_class",
        "set": "set_name",
        "counted": "is_counted",
        "first_curator": "is_first_curator",
        "derived": "is_derived",
    },
)


def metric_rows(benchmark: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The metrics of rows of benchmark.csv as rows of values.csv, in their order."""
    same = benchmark[["paper", "work", "device", "class", "role", "set", "pulse", "condition", "tier", "grade"]]
    about = same.assign(
        row=benchmark["id"],
        first_curator=has_item(benchmark["flags"], FIRST_CURATOR),
        derived=False,
    )
    found = []
    for name, metric in config.metrics.items():
        column = metric.column(name)
        numbers = benchmark[[column, f"{column}_low", f"{column}_high"]].set_axis(["value", "low", "high"], axis=1)
        own = about.join(numbers).assign(id=about["row"] + f"#{name}", quantity=name, unit=metric.unit)
        own["counted"] = has_item(benchmark["counted"], name)
        own["grade"] = own["grade"].mask(own["counted"] & (own["grade"] == LEAST_GRADE))
        found.append(own[own["low"].notna()])
    return pd.concat(found).sort_index(kind="stable").reindex(columns=VALUES.names)


def metric_numbers(values: pd.DataFrame, benchmark: pd.DataFrame, config: Config) -> pd.DataFrame:
    """The rows of `metric_rows` as rows of the table of numbers; benchmark: of which they are."""
    metrics, mean = config.metrics, config.conventions.conductance_mean
    tuples = {row: paired_items(*lists) for row, *lists in cells_of(benchmark, ["id", CHOSEN_PARTS, "readings"])}
    inputs = [inputs_of(metrics[name], tuples[row]) for row, name in cells_of(values, ["row", "quantity"])]
    return values[["id", "value", "low", "high", "unit"]].assign(
        kind="metric",
        label=values["quantity"].map({name: metric.name for name, metric in metrics.items()}),
        rule=values["quantity"].map({name: rule_of(metric, mean) for name, metric in metrics.items()}),
        inputs=pd.Series(inputs, index=values.index, dtype="object"),
        note=None,
    )


class PrintedReading(NamedTuple):
    """What the tables say of a reading, by the columns of readings.csv."""

    id: str
    document: str
    document_kind: str
    paper: str | None
    work: str | None
    device: str
    name: str | None
    device_class: str | None
    pulse: str | None
    condition: str | None
    parameter: str
    printed: str | None
    row: int | None
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    comparator: str | None
    tier: str
    lineage: str | None
    derived_from: str | None
    flags: str | None
    status: str


VALUE_COLUMNS = tuple({"device_class": "class"}.get(name, name) for name in PrintedReading._fields)
"""Columns of readings.csv that a printed value rests on."""


def printed_readings(readings: pd.DataFrame) -> list[PrintedReading]:
    """Rows of readings.csv as records."""
    return list(map(PrintedReading._make, cells_of(readings, VALUE_COLUMNS)))


def printed_rows(readings: pd.DataFrame, library: Library, classes: Classes, config: Config) -> pd.DataFrame:
    """The readings that have a value and a paper as rows of values.csv, in their order."""
    known = readings[(readings["status"] == "value") & readings["paper"].notna()]
    entries = library.entries.items()
    class_of = _classes_of_devices(readings, library, classes)
    found = known.assign(
        row=None,
        class_printed=known["class"],
        role=known["paper"].map({key: SEVERAL.join(entry.roles) or None for key, entry in entries}).astype("str"),
        set=known["paper"].map({key: set_of(entry, config) for key, entry in entries}).astype("str"),
        pulse=known["pulse"].fillna(known["parameter"].map(_PULSE_OF)),
        quantity=known["parameter"],
        counted=True,
        first_curator=has_item(known["flags"], FIRST_CURATOR),
        grade=None,
        derived=known["derived_from"].notna(),
        table_row=known["row"],
    )
    found["class"] = [class_of.get(device) or None for device in cells_of(known, ["paper", "device"])]
    in_survey = known["document_kind"] == SURVEY
    found.loc[in_survey, ["role", "set"]] = MEMORY, SURVEY
    found.loc[in_survey, "class"] = [
        SEVERAL.join(printed_classes(text, classes)) if isinstance(text, str) else None
        for text in known["class"][in_survey]
    ]
    return found.reindex(columns=VALUES.names)


def _classes_of_devices(readings: pd.DataFrame, library: Library, classes: Classes) -> dict[tuple[str, str], str]:
    """The class of every device of an entry by paper and device, as `device_classes` decides it."""
    own = readings[readings["document_kind"] != SURVEY]
    cells = cells_of(own, ["paper", "device", "name", "parameter", "printed"])
    said = described(
        Saying(paper, device, name or device, parameter, printed or "")
        for paper, device, name, parameter, printed in cells
    )
    return {
        (paper, device): SEVERAL.join(found.device_class for found in device_classes(entry, about, classes))
        for (paper, device), about in said.items()
        if (entry := library.entries.get(paper)) is not None
    }


_PULSE_OF = {name: pulse for pulse, names in PULSE_PARAMETERS.items() for name in names.values()}
"""The pulse of a parameter that names it."""


KindOfValue = Literal["metric", "survey", "other"]
"""A metric of the benchmark, what a survey prints, or what any other document prints, which enters no median."""


def load_values(path: Path, *kinds: KindOfValue) -> list[Value]:
    """The values of these kinds in values.parquet."""
    values = read_arrow(path, VALUES.names)
    is_metric = pc.is_valid(values["row"])
    is_of_survey = pc.and_not(pc.fill_null(pc.equal(values["set"], SURVEY), False), is_metric)
    of_kind = {
        "metric": is_metric,
        "survey": is_of_survey,
        "other": pc.invert(pc.or_(is_metric, is_of_survey)),
    }
    wanted = reduce(pc.or_, (of_kind[kind] for kind in kinds))
    return values_as_records(values.filter(wanted).to_pandas())


def values_as_records(values: pd.DataFrame) -> list[Value]:
    """Rows of values.csv as records."""
    return [Value(*cells) for cells in cells_of(values, VALUES.names)]


@dataclass(frozen=True, slots=True)
class Membership:
    """That a paper of a class and a role belongs to a set; is_first: to the one that counts it."""

    set_name: str
    device_class: str
    role: str
    work: str
    paper: str
    is_first: bool


MEMBERSHIPS: PublishedTable[Membership] = published_table(
    __file__, "memberships", {"set": "set_name", "class": "device_class", "first": "is_first"}
)


def memberships_of_run(
    rows: pd.DataFrame, readings: pd.DataFrame, library: Library, classes: Classes, config: Config
) -> Iterator[Membership]:
    """The papers of every set of a run. rows: of the benchmark; readings: of readings.parquet."""
    own = rows[~rows["set"].isin([SURVEY, UNPAIRED_SET])]
    of_rows: dict[str, list[str]] = {}
    for paper, device_class in cells_of(own[["paper", "class"]].drop_duplicates()):
        of_rows.setdefault(paper, []).append(device_class)
    of_surveys = printed_readings(readings[readings["document_kind"] == SURVEY])
    return memberships(library, of_surveys, classes, config, of_rows)


def memberships(
    library: Library,
    readings: Iterable[PrintedReading],
    classes: Classes,
    config: Config,
    of_rows: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[Membership]:
    """The papers of every set, in the order of the sets, then of the classes; a survey's are those that it prints.

    of_rows: the classes of a paper's rows of the benchmark, in which it is counted; one without has those of its entry.
    """
    for set_name in config.evidence.sets:
        if set_name == SURVEY:
            continue
        own = (
            Membership(set_name, name, role, entry.key, entry.key, set_of(entry, config) == set_name)
            for entry in library.in_set(set_name)
            for name in (of_rows or {}).get(entry.key) or classes_of(entry, classes)
            for role in entry.roles
        )
        yield from sorted(own, key=lambda m: (_place_of(m.device_class, classes), m.device_class, m.role))
    works: dict[str, dict[str, str]] = defaultdict(dict)
    for reading in readings:
        if reading.document_kind == SURVEY and reading.paper in library.entries and reading.device_class:
            for name in printed_classes(reading.device_class, classes):
                works[name][reading.work or reading.paper] = reading.paper
    for set_name in (SURVEY, UNPAIRED_SET):
        for name in sorted(works, key=lambda name: (_place_of(name, classes), name)):
            for work, paper in sorted(works[name].items()):
                yield Membership(set_name, name, MEMORY, work, paper, is_first=True)


@dataclass(frozen=True, slots=True)
class Paper:
    """An entry of the library, its classes by their short names, its other fields as _FIELDS names them."""

    id: str
    name: str
    year: int | None
    sets: tuple[str, ...]
    classes: tuple[str, ...]
    roles: tuple[str, ...]
    fields: Mapping[str, str]


_FIELDS = (
    *("doi", "url", "author", "title", "journal", "booktitle", "volume", "pages"),
    *("access", "laboratory", "reviewref"),
)
"""Fields of references.bib that analyses and figures use."""
PAPERS: PublishedTable[Paper] = published_table(
    __file__, "papers", {name: of_path("fields", methodcaller("get", name)) for name in _FIELDS}
)


def papers(library: Library, classes: Classes) -> dict[str, Paper]:
    """All entries by key, sorted."""
    return {
        key: Paper(
            id=key,
            name=entry.short_name,
            year=entry.year,
            sets=entry.sets,
            classes=classes_of(entry, classes),
            roles=entry.roles,
            fields={name: entry.fields[name] for name in _FIELDS if entry.fields.get(name)},
        )
        for key, entry in sorted(library.entries.items())
    }


def _place_of(name: str, classes: Classes) -> int:
    order = list(classes.classes)
    return order.index(name) if name in order else len(order)


@dataclass(frozen=True, slots=True)
class Edge:
    """That something was computed from an input."""

    of: str
    input: str


EDGES: PublishedTable[Edge] = published_table(__file__, "edges")


def edge_rows(benchmark: pd.DataFrame, readings: pd.DataFrame) -> list[Edge]:
    """The readings behind each row of the benchmark, then those behind each derived reading."""
    cells = [*cells_of(benchmark, ["id", "readings"]), *cells_of(readings, ["id", "derived_from"])]
    return [Edge(of, one) for of, inputs in cells for one in items_of(inputs)]
