"""What a part of the desk answers: questions and messages by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from memlit.desk.serve.answer import Answer

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
