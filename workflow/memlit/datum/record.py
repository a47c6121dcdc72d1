"""The base of all records, and how one is written and read back."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, PlainSerializer, ValidationError

from memlit.errors import RecordError
from memlit.files import json_line, read_json, read_json_line, rounded_number, text_lines


def _written(value: float | None) -> float | str | None:
    """As `memlit.files.rounded`; JSON cannot represent NaN."""
    if value is None:
        return None
    if math.isnan(value):
        raise ValueError("a value is not a number")
    return rounded_number(value) if math.isfinite(value) else f"{value}"


Number = Annotated[float, PlainSerializer(_written, when_used="json")]
"""A float of a record, which pydantic itself writes with 12 significant digits, without intermediate objects."""


_GIVEN: set[str] = set()


class Record(BaseModel):
    """Base of all records: unknown fields are errors, records do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def model_post_init(self, _context: Any, /) -> None:
        """Records share one set of the names of given fields: nothing reads it, and each would take up to 2 kB."""
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN)


RecordT = TypeVar("RecordT", bound=Record)


def json_pieces(record: Record) -> Iterator[str]:
    """JSON of a record of records, one item at a time, which needs memory for one item only."""
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


def read_records(model: type[RecordT], path: Path) -> Iterator[RecordT]:
    """One record per line, parsed directly from the text; an invalid line is a RecordError."""
    for number, line in text_lines(path):
        yield parse_line(model, line, path, number)


def read_record(model: type[RecordT], path: Path) -> RecordT:
    """The record in a JSON file, parsed directly from the text: intermediate objects would take twice the memory."""
    try:
        return model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        # Parsing again in steps finds where it fails.
        return parse_record(model, read_json(path), str(path))


def parse_line(model: type[RecordT], line: str, path: Path, number: int) -> RecordT:
    """The record in line `number` of `path`; an invalid line is a RecordError."""
    try:
        return model.model_validate_json(line)
    except ValidationError:
        # Parsing again in steps finds where it fails.
        return parse_record(model, read_json_line(line, path, number), str(path))


MADE_AGAIN = "fix the field, or delete the file and let it be written again"


def parse_record(model: type[RecordT], data: Any, where: str, remedy: str = MADE_AGAIN) -> RecordT:
    """Validate `data` as `model`; invalid data is a RecordError that names the first bad field, with the remedy."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "record"
        raise RecordError(
            where,
            f"field {field}: {first['msg']}",
            remedy,
        ) from None
