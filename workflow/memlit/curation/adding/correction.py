"""What a reader saved on the page of a device to correct a value, as a file (JSON)."""

from typing import Literal

from pydantic import Field

from memlit.datum import Record

CORRECTION_FORMAT = "memlit-correction-1"


class ReaderCorrection(Record):
    """One value: the print as the page showed it, which field is wrong, what it should be, and why."""

    id: str = Field(min_length=1)
    printed: str
    field: Literal["text", "unit", "parameter", "status"]
    value: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class ReaderCorrections(Record):
    """The whole file. signed_by: who answers for it; date: the day on which it was saved."""

    format: Literal["memlit-correction-1"]
    signed_by: str = Field(min_length=1)
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    device: str
    corrections: tuple[ReaderCorrection, ...] = Field(min_length=1)
