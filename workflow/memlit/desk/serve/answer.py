"""What goes back to the browser."""

import json
from dataclasses import dataclass
from typing import Any

_JSON = "application/json; charset=utf-8"
PICTURE_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
"""Pictures that a browser shows as they are, by the suffix of their files."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A status of HTTP, the type of the content, and the content.

    policy: its Content-Security-Policy where it is not that of the desk's own pages.
    """

    status: int
    kind: str
    body: bytes
    policy: str = ""


def json_answer(value: Any, status: int = 200) -> Reply:
    """The value as JSON."""
    return Reply(status, _JSON, json.dumps(value, ensure_ascii=False).encode("utf-8"))


def named(record: Any, *names: str) -> dict[str, Any]:
    """Attributes of a record by their names, as the page takes them."""
    return {name: getattr(record, name) for name in names}


def png(content: bytes) -> Reply:
    """A picture that was drawn."""
    return Reply(200, PICTURE_KINDS[".png"], content)


def problem(status: int, line: str) -> Reply:
    """A refusal: one line for the person, under the HTTP status."""
    return json_answer({"problem": " ".join(line.split())}, status)
