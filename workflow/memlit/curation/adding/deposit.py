"""What an author filled in on the page of a sheet, as a file to deposit (JSON), read and checked."""

import csv
import io
import json
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from memlit.datum import Record
from memlit.datum.record import RecordT
from memlit.errors import SourceError
from memlit.sources.data.from_readings import CONDITION, LIST_COLUMNS

BY_THE_AUTHOR = "author"
"""Place of a value that the author gives and the paper does not print."""
GIVEN_BY_AUTHOR = "given_by_author"
"""Flag of such a value."""
_MOST_BYTES = 1_000_000


class DepositedPaper(Record):
    """The paper as its author names it."""

    title: str = Field(min_length=1)
    author: str = Field(min_length=1)
    year: str = Field(pattern=r"^\d{4}$")
    doi: str = Field(default="", pattern=r"^(?:10\.\d{4,9}/\S+)?$")


class DepositedDocument(Record):
    """The file from which the sheet was made."""

    file: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class DepositedValue(Record):
    """One value as printed; place: where, or `author` where the author gives it."""

    device: str = Field(min_length=1)
    parameter: str
    set_or_reset: Literal["", "set", "reset"] = ""
    condition: str = ""
    text: str = Field(min_length=1)
    place: str = Field(min_length=1)


class DepositedAnswer(Record):
    """What the author says to a part that the sheet did not find."""

    part: str
    asked: str
    text: str = Field(min_length=1)


class Deposit(Record):
    """The whole file. signed_by: who answers for the values."""

    format: Literal["memlit-deposit-1"]
    signed_by: str = Field(min_length=1)
    paper: DepositedPaper
    document: DepositedDocument
    values: tuple[DepositedValue, ...] = Field(min_length=1)
    answers: tuple[DepositedAnswer, ...] = ()

    @property
    def readings(self) -> str:
        """The values as a readings.csv; a minus sign at the beginning of a text stays as it is."""
        lines = io.StringIO()
        rows = csv.DictWriter(lines, (*LIST_COLUMNS, CONDITION), restval="", lineterminator="\n")
        rows.writeheader()
        rows.writerows(map(self._cells, self.values))
        return lines.getvalue()

    def _cells(self, value: DepositedValue) -> dict[str, str]:
        is_given = value.place == BY_THE_AUTHOR
        origin = (
            "given by the author" if is_given else f"printed in {self.document.file} (sha256 {self.document.sha256})"
        )
        return {
            "place": value.place,
            "device": value.device,
            "parameter": value.parameter,
            "text": value.text,
            "tier": "primary",
            "set_or_reset": value.set_or_reset,
            "flags": GIVEN_BY_AUTHOR if is_given else "",
            "note": f"{origin}; signed by {self.signed_by}",
            CONDITION: value.condition,
        }


def read_deposit(path: Path) -> Deposit:
    """The deposit in a file. Raises SourceError where it cannot be read or is none."""
    return read_saved(path, Deposit, "is no deposit of a sheet", "save it again on the page of the sheet")


def read_saved(path: Path, model: type[RecordT], is_none: str, remedy: str) -> RecordT:
    """What a page of memlit saved in a file. Raises SourceError where it cannot be read, or is another file."""
    try:
        return model.model_validate(_json_of(path))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        raise SourceError(str(path), f"{is_none} ({field}: {first['msg']})", remedy) from None


def _json_of(path: Path) -> Any:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(
            str(path), f"cannot be read ({error.strerror})", "name the file that the page saved"
        ) from None
    if len(content) > _MOST_BYTES:
        raise SourceError(str(path), "is too large for a deposit", "name the file that the page saved")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise SourceError(str(path), "is no JSON", "name the file that the page saved") from None
