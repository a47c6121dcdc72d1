"""The base of all records, and how one is written and read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from memlit.errors import RecordError
from memlit.files import json_line


class Record(BaseModel):
    """Base of all records: unknown fields are errors, records do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


RecordT = TypeVar("RecordT", bound=Record)


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
