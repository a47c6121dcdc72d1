"""Rate of requests: at least a second between two requests to a host, and waiting as long as a service asks."""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from memlit.errors import NetworkError
from memlit.fetching.http import StatusError, UnreachableError

T = TypeVar("T")

LEAST_SECONDS = 1.0
LONGEST_WAIT = 120.0
"""A service that asks for a longer wait is not asked again; the user is told to try later."""
TRIES = 3
FIRST_WAIT = 2.0
TRANSIENT = frozenset({429, 500, 502, 503, 504})


@dataclass(slots=True)
class Pace:
    """When each host was last asked. clock and sleep are in seconds; tests pass their own."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    ready: dict[str, float] = field(default_factory=dict)

    def wait(self, url: str) -> None:
        """Wait until a request to the host of `url` is due."""
        host = urllib.parse.urlsplit(url).netloc.rpartition("@")[2].lower()
        now = self.clock()
        due = self.ready.get(host, now)
        if due > now:
            self.sleep(due - now)
        self.ready[host] = max(due, now) + LEAST_SECONDS

    def ask(self, url: str, request: Callable[[], T]) -> T:
        """`request()`, repeated after a temporary fault, respecting Retry-After.

        Raises the last NetworkError; a StatusError with a longer Retry-After than LONGEST_WAIT at once.
        """
        for attempt in range(1, TRIES + 1):
            self.wait(url)
            try:
                return request()
            except UnreachableError:
                raise
            except StatusError as error:
                pause = error.retry_after if error.retry_after is not None else FIRST_WAIT**attempt
                if error.status not in TRANSIENT or attempt == TRIES or pause > LONGEST_WAIT:
                    raise
            except NetworkError as error:
                pause = FIRST_WAIT**attempt
                if attempt == TRIES or not getattr(error, "may_pass", False):
                    raise
            self.sleep(max(pause, 0.0))
        raise AssertionError
