"""What is read again: values of the accepted records, drawn by method with a seed, and the readings typed of them."""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from memlit.datum import Datum, Method, Reading
from memlit.errors import CheckError
from memlit.field import Vocabulary, load_vocabulary
from memlit.field.vocabulary import VOCABULARY_FILE
from memlit.files import csv_text, read_csv
from memlit.grouping import grouped
from memlit.naming import CORRECTIONS_FILE
from memlit.reconcile.corrections import (
    Correction,
    DatumRow,
    by_datum,
    id_problem,
    load_corrections,
    usable_rows,
)
from memlit.reconcile.document import reconcile
from memlit.sources.extract import RECORD_SUFFIX, load_record, points_path
from memlit.sources.folder import read_folder
from memlit.sources.points import points_of, read_points

SAMPLE_FILE = "curation/sample.csv"
SAMPLE_COLUMNS = ("id", "method", "point", "seed")
BLIND_FILE = "curation/second_readings.csv"
BLIND_COLUMNS = ("id", "reading", "text", "who", "date", "note")
SampledMethod = Literal["table", "text", "picture", "figure"]
SAMPLED_METHODS: tuple[SampledMethod, ...] = ("table", "text", "picture", "figure")
"""How a value came into its record: from a cell, from words, from a picture, from a figure's lines."""
FIRST, SECOND = "first", "second"


@dataclass(frozen=True, slots=True)
class SampledValue:
    """A drawn value: the id of its datum, its method; of a digitized series one of its points, else None."""

    id: str
    method: str
    point: int | None
    seed: str


@dataclass(frozen=True, slots=True)
class BlindReading(DatumRow):
    """What a reader typed of a drawn value before seeing any other reading; text: "" where they could not read it.

    reading: first or second; note: why it could not be read.
    """

    id: str
    reading: str
    text: str
    who: str
    date: str
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class RecordedValues:
    """The accepted data of a review by id, as its next run reads them."""

    root: Path
    vocabulary: Vocabulary
    corrections: Mapping[str, list[Correction]]
    data: Mapping[str, Datum]

    def reading(self, datum: Datum, before: str = "") -> Reading:
        """A datum as a reading, its corrections put in; before: only those of an earlier day, YYYY-MM-DD."""
        corrections = self.corrections.get(datum.id, [])
        return reconcile(datum, [row for row in corrections if not before or row.date < before], self.vocabulary)

    def typed(self, datum: Datum, text: str) -> Reading:
        """What was typed of a datum, read as the datum is: under its headers, with its unit and parameter."""
        printed = datum.printed.model_copy(update={"text": text, "piece": None, "markup": None})
        others = [row for row in self.corrections.get(datum.id, []) if row.field != "text"]
        return reconcile(datum.model_copy(update={"printed": printed}), others, self.vocabulary)

    def point(self, datum: Datum, number: int) -> tuple[float, float]:
        """x and y of a point of a digitized series, in the units of its axes."""
        records = self.root / "extracted"
        rows = read_points(points_path(records, datum.locator.document), datum.id).get(datum.id, "")
        point = points_of(rows)[number]
        return point.x, point.y


def recorded_values(root: Path) -> RecordedValues:
    """The values of all accepted records in `root`."""
    vocabulary = load_vocabulary(root / VOCABULARY_FILE)
    corrections, _ = load_corrections(root / CORRECTIONS_FILE, vocabulary)
    data = {}
    for path in sorted((root / "extracted").glob(f"*{RECORD_SUFFIX}")):
        record = load_record(path.parent, path.name.removesuffix(RECORD_SUFFIX))
        data.update({datum.id: datum for datum in record.data} if record else {})
    return RecordedValues(root, vocabulary, by_datum(corrections), data)


def sampled_method(method: Method, kind: str) -> SampledMethod | None:
    """How a value came into its record, by its method and by what it is printed in; None for raw measurements, which
    no page prints.
    """
    if method == "measured":
        return None
    if method == "raster-figure":
        return "picture"
    if method in _OF_CURVES:
        return "figure"
    return "table" if kind == "table" else "text"


_OF_CURVES: tuple[Method, ...] = ("vector-figure", "imported-digitization")


def as_printed(reading: Reading, corrections: Sequence[Correction]) -> Datum:
    """The datum of a reading with the text that it had before it was corrected, as its steps keep it."""
    datum = reading.datum
    for row in corrections:
        before = [step.before for step in reading.steps if step.op == "correct" and step.after == row.value]
        if row.field == "text" and before:
            datum = datum.model_copy(update={"printed": datum.printed.model_copy(update={"piece": before[0]})})
    return datum


def at_hand(values: RecordedValues) -> RecordedValues:
    """Only the values of documents whose text lies in sources/KEY, so that a reader can open it."""
    keys = sorted({datum.locator.document for datum in values.data.values()})
    present = {key for key in keys if read_folder(values.root / "sources", key).text_files}
    data = {name: datum for name, datum in values.data.items() if datum.locator.document in present}
    return replace(values, data=data)


def drawn(values: RecordedValues, n: int, seed: str, known: Collection[str] = ()) -> list[SampledValue]:
    """`n` values of each method, or all where there are fewer: numbers in use, and points of series; none of `known`.

    The order is that of a seeded shuffle of the ids, so that a larger sample holds the smaller one.
    """

    def method_of(identifier: str) -> str | None:
        datum = values.data[identifier]
        return sampled_method(datum.method, datum.locator.kind)

    found = []
    by_method = grouped(values.data, method_of)
    for method in SAMPLED_METHODS:
        ids = sorted(by_method[method])
        random.Random(f"{seed} {method}").shuffle(ids)
        usable = (one for one in ids if one not in known and _is_number(values, values.data[one]))
        found += [_sampled(values, one, method, seed) for one, _ in zip(usable, range(n), strict=False)]
    return found


def _is_number(values: RecordedValues, datum: Datum) -> bool:
    if datum.excluded is not None:
        return False
    return datum.figure is not None or values.reading(datum).status == "value"


def _sampled(values: RecordedValues, identifier: str, method: str, seed: str) -> SampledValue:
    figure = values.data[identifier].figure
    point = random.Random(f"{seed} {identifier}").randrange(figure.n_points) if figure is not None else None
    return SampledValue(identifier, method, point, seed)


def load_sample(root: Path) -> list[SampledValue]:
    """The drawn values in the order of their ids; none before a draw."""
    path = root / SAMPLE_FILE
    rows = read_csv(path, SAMPLE_COLUMNS) if path.is_file() else []
    return [
        SampledValue(row["id"], row["method"], int(row["point"]) if row["point"] else None, row["seed"]) for row in rows
    ]


def sample_text(sample: Iterable[SampledValue]) -> str:
    """The content of SAMPLE_FILE."""
    return csv_text(SAMPLE_COLUMNS, map(_row, sorted(sample, key=lambda one: one.id)))


def _row(one: SampledValue) -> dict[str, str]:
    return {"id": one.id, "method": one.method, "point": "" if one.point is None else str(one.point), "seed": one.seed}


def load_blind_readings(root: Path) -> tuple[list[BlindReading], list[str]]:
    """Usable rows in file order, and one line for each row that is not. Raises RecordError for another header."""
    return usable_rows(root / BLIND_FILE, BLIND_COLUMNS, BlindReading, _problem_of, CheckError)


def _problem_of(row: BlindReading) -> tuple[str, str] | None:
    if problem := id_problem(row.id):
        return problem
    if row.reading not in (FIRST, SECOND):
        return f"unknown reading {row.reading!r}", f"write {FIRST} or {SECOND}"
    if not row.who.strip() or not (row.text.strip() or row.note.strip()):
        return "has no name, or neither a text nor a reason", "fill who, and text or note"
    return None


def by_value(readings: Iterable[BlindReading]) -> dict[str, dict[str, BlindReading]]:
    """The first and the second reading of each value. A second by the reader of the first counts for nothing."""
    found: dict[str, dict[str, BlindReading]] = {}
    for one in _in_order(readings):
        own = found.setdefault(one.id, {})
        if one.who not in {other.who for other in own.values()}:
            own.setdefault(one.reading, one)
    return found


def _in_order(readings: Iterable[BlindReading]) -> Iterator[BlindReading]:
    yield from sorted(readings, key=lambda one: (one.reading, one.line))
