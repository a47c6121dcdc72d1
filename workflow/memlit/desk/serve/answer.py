"""What goes back to the browser."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status of HTTP, the type of the content, and the content."""

    status: int
    kind: str
    body: bytes


def as_json(value: Any) -> Answer:
    """The value as JSON, status 200."""
    return Answer(200, JSON, json.dumps(value, ensure_ascii=False).encode("utf-8"))


def problem(status: int, line: str) -> Answer:
    """A refusal: one line for the person, under the HTTP status."""
    return Answer(status, JSON, json.dumps({"problem": line}, ensure_ascii=False).encode("utf-8"))
