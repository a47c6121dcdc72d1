"""What goes back to the browser.

What a part of the desk answers: questions and messages by their names.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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


Asked = Mapping[str, str]
Message = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Routes:
    """gets: questions, by the query of their address; posts: messages in JSON.

    beside: names of those that may take seconds. They are answered beside the others, so that the page stays alive.
    """

    gets: Mapping[str, Callable[[Asked], Answer]] = field(default_factory=dict)
    posts: Mapping[str, Callable[[Message], Answer]] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()


def joined(parts: list[Routes]) -> Routes:
    """The routes of all parts of the desk."""
    return Routes(
        gets={name: answer for part in parts for name, answer in part.gets.items()},
        posts={name: answer for part in parts for name, answer in part.posts.items()},
        beside=frozenset[str]().union(*(part.beside for part in parts)),
    )
