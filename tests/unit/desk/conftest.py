"""What tests of the desk share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from memlit.desk.desk import Desk
from memlit.desk.serve.server import DeskServer

from tests.unit.desk.desk_review import serving, small_review


@pytest.fixture
def served(tmp_path: Path) -> Iterator[DeskServer]:
    """The desk of a small review, at work for Jane Doe on the last day of January 2026."""
    with serving(Desk(small_review(tmp_path), "Jane Doe", today=lambda: date(2026, 1, 31))) as server:
        yield server
