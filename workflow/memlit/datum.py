"""The records that flow between stages: one printed value, one record; SI values beside it for ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from memlit.errors import RecordError
from memlit.files import json_line

Tier = Literal[
    "primary",
    "redigitised",
    "secondary",
    "pooled",
    "sibling",
    "simulator",
    "notes",
    "review_claim",
]
Method = Literal[
    "readings",
    "pdf-table",
    "jats-table",
    "html-table",
    "delimited-table",
    "transcribed",
    "vector-figure",
    "raster-figure",
    "imported-digitization",
    "text",
]
Pulse = Literal["set", "reset", "unpaired"]
"""`unpaired`: a voltage and a time whose transition the source does not name; a sensitivity, never a headline."""
PULSES: tuple[Pulse, Pulse] = ("set", "reset")
ReadingStatus = Literal["value", "text", "flagged", "excluded"]
DocumentStatus = Literal["same", "changed", "new", "record_only", "excluded"]

UNASSIGNED = "unassigned"
"""Device of a find that no person has assigned, and the type of its reason."""
CHECKED, DISPUTED = "checked", "disputed"
"""Flags of a reading that a second look confirmed or corrected, and of one that it disputes."""
DERIVED_MARK = ">"
"""Separates a printed datum's id from the parameter that was derived from it."""


class Record(BaseModel):
    """Base of all records: unknown fields are errors, records do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


RecordT = TypeVar("RecordT", bound=Record)


class Printed(Record):
    """What stands on the page: the whole cell, the piece of it that is meant, and its surroundings.

    `markup` is the piece with <sup> and <sub> where the print has raised or lowered characters.
    """

    text: str
    piece: str | None = None
    markup: str | None = None
    headers: tuple[str, ...] = ()
    stub: str | None = None
    caption: str | None = None
    notes: tuple[str, ...] = ()
    unit: str | None = None
    comparator: str | None = None

    @property
    def quantity_text(self) -> str:
        """The characters that a value is read from."""
        return self.markup or self.piece or self.text


class Locator(Record):
    """Where it stands. `row`, `column` count from 0 in the printed grid; `bbox` in points from top left."""

    document: str
    file: str
    sha256: str | None = None
    page: int | None = None
    kind: Literal["table", "figure", "text"]
    label: str | None = None
    place: str | None = None
    row: int | None = None
    column: int | None = None
    part: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    panel: str | None = None
    series: str | None = None
    point: int | None = None


class CalibrationMark(Record):
    """A tick or mark whose value is known; `pixel` in points from bottom left (PDF) or pixels from top left."""

    pixel: tuple[float, float]
    value: float
    label: str = ""
    residual: float | None = None


class FigureAxis(Record):
    """A calibrated axis: value = a*px + b*py + c of `coefficients`, or sign * 10**that on a log axis."""

    scale: str
    label: str = ""
    unit: str = ""
    coefficients: tuple[float, float, float] | None = None
    sign: float = 1.0
    low: float | None = None
    high: float | None = None
    residual: float | None = None
    checks: tuple[str, ...] = ()
    marks: tuple[CalibrationMark, ...] = ()


class PointDevice(Record):
    """The paper and device that one point of a scatter of devices stands for."""

    paper: str
    device: str


class FigureSeries(Record):
    """What is known of a digitized series beside its points, which lie in a CSV beside the record.

    `trust` is the tier of the digitization (memlit.figures.model.TIERS). `x_quantity` to `points` are what
    figures.yaml says the series is; `reader` None is a series that no reading is taken from.
    """

    trust: str
    kind: str
    n_points: int
    points_sha256: str
    x: FigureAxis
    y: FigureAxis
    color: tuple[int, int, int] | None = None
    ink_precision: float | None = None
    ink_recall: float | None = None
    review_required: tuple[str, ...] = ()
    fingerprint: str = ""
    tool: str = ""
    reader: str | None = None
    x_quantity: str | None = None
    y_quantity: str | None = None
    x_unit: str | None = None
    y_unit: str | None = None
    v_read: float | None = None
    state: str | None = None
    points: dict[int, PointDevice] = Field(default_factory=dict)
    curator: str | None = None
    curated: str | None = None


class Datum(Record):
    """One printed value as extracted. `paper` is the reference it is about, None where none is named.

    `paper` may be `doi:...` or `link:...` until the library is joined. `unit` parts different papers that
    a source puts under one DOI; `device_class` is the class that the source itself prints for the device;
    `excluded` is a typed reason that the source's description gives.
    """

    id: str
    paper: str | None
    device: str
    parameter: str
    printed: Printed
    locator: Locator
    method: Method
    tier: Tier
    lineage: str | None = None
    read_at: str | None = None
    unit: str | None = None
    device_class: str | None = None
    excluded: str | None = None
    flags: tuple[str, ...] = ()
    figure: FigureSeries | None = None


class Unmapped(Record):
    """A header that the vocabulary does not know, kept and reported with the nearest words it does know."""

    file: str
    label: str | None = None
    row: int
    column: int
    text: str
    nearest: tuple[str, ...] = ()


class CellCount(Record):
    """Where the cells of a document went: `cells` = `data` + `text` + `blank` + `other`.

    `other` are headers and what stands under headers that are not known.
    """

    cells: int = 0
    data: int = 0
    text: int = 0
    blank: int = 0
    other: int = 0
    duplicates: int = 0


class DocumentRecord(Record):
    """The reviewed record of a document, committed as `extracted/KEY.json`."""

    key: str
    files: dict[str, str] = Field(default_factory=dict)
    data: tuple[Datum, ...] = ()


class DocumentReading(Record):
    """One line of `results/extracted/BUCKET.jsonl`: what this run read of one document and what is used.

    unreadable: those of the warnings that name a file of which nothing could be read.
    `points` are rows of the used digitized series by datum id; they go into a file of their own.
    `second`: what a second reader read of the same places, held against `data` and never used.
    """

    key: str
    kind: str = "document"
    title: str | None = None
    status: DocumentStatus
    reason: str | None = None
    files: dict[str, str] = Field(default_factory=dict)
    data: tuple[Datum, ...] = ()
    read: tuple[Datum, ...] | None = None
    unmapped: tuple[Unmapped, ...] = ()
    cells: CellCount = CellCount()
    warnings: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    points: dict[str, str] = Field(default_factory=dict, exclude=True)
    second: tuple[Datum, ...] = ()


class Step(Record):
    """One thing done to a value: `op` on `before` gave `after`, because of `rule`."""

    op: Literal["parse", "convert", "check", "derive", "correct"]
    before: str
    after: str
    rule: str


class Reading(Record):
    """A datum with its value in SI. `low`, `high` bound it; a point has value = low = high.

    `inputs` names the readings a derived value was computed from, empty for a printed one.
    """

    datum: Datum
    id: str
    parameter: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    comparator: str = "="
    uncertainty: float | None = None
    steps: tuple[Step, ...] = ()
    flags: tuple[str, ...] = ()
    status: ReadingStatus
    reason: str | None = None
    inputs: tuple[str, ...] = ()

    @property
    def is_derived(self) -> bool:
        return bool(self.inputs)


class ReconciledDocument(Record):
    """One line of `results/reconciled/BUCKET.jsonl`: a document's readings in SI and its status.

    `second`: the second reader's readings, under the ids of the first reader's where both read one place.
    """

    key: str
    kind: str
    title: str | None = None
    status: DocumentStatus
    reason: str | None = None
    readings: tuple[Reading, ...] = ()
    second: tuple[Reading, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    cells: CellCount = CellCount()
    warnings: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class Result(Record):
    """A computed number of the review: a metric of a device, a statistic of a class, a count.

    `inputs` are ids of readings or other results; `low`, `high` are identification bounds.
    """

    id: str
    kind: Literal["metric", "statistic", "count", "claim"]
    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str
    inputs: tuple[str, ...] = ()
    rule: str
    note: str | None = None


def json_pieces(record: Record) -> Iterator[str]:
    """`json_line` of a record of records, an item at a time: memory for one item instead of for all."""
    for place, name in enumerate(sorted(type(record).model_fields)):
        yield f"{',' if place else '{'}{json_line(name)}:"
        value = getattr(record, name)
        if isinstance(value, Record):
            yield from json_pieces(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            for number, item in enumerate(value):
                yield f"{',' if number else '['}{json_line(item.model_dump(mode='json'))}"
            yield "]"
        else:
            yield json_line(record.model_dump(mode="json", include={name})[name])
    yield "}"


def parse_record(model: type[RecordT], data: Any, where: str) -> RecordT:
    """Validate `data` as `model`; a misfit is one RecordError naming the first bad field."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "record"
        raise RecordError(
            where,
            f"field {field}: {first['msg']}",
            "mend the field, or delete the file and have it written anew",
        ) from None
