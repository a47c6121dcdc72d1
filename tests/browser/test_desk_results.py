"""Pages of the last run, opened from the desk in Debian's Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.desk.desk import Desk

from tests.unit.desk.desk_review import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def address(finished_copy: Path) -> Iterator[str]:
    with serving(Desk(finished_copy, "Jane Doe")) as server:
        yield server.address


def test_the_report_opens_from_the_desk_and_may_speak_with_nothing(browser: Browser, address: str) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}results/report.html")
    page.wait_for_selector("h1, h2")
    assert page.evaluate("fetch('../papers').then(() => 'answered', () => 'refused')") == "refused"
    assert faults == []
    page.close()
