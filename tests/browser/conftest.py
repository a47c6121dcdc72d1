"""One Chromium for the pages of a file; skipped with a reason where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.desk.desk import Desk

from tests.unit.desk.desk_review import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OF_THE_DESK = {"exclude": [[".structTree"]]}
"""What axe looks at: not the structure that a PDF gives its own pages."""
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not Path(CHROMIUM).is_file():
        pytest.skip("no Chromium; apt-get install chromium")
    with playwright.sync_playwright() as runner:
        chromium = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def pages_as(browser: Browser, root: Path, place: str, ready: str, width: int) -> Iterator[Callable[[str], Page]]:
    """Opens a page of the desk of `root`, so many pixels wide, as a person of a name sees it when `ready` is there."""
    with ExitStack() as stack:

        def open_as(who: str) -> Page:
            server = stack.enter_context(serving(Desk(root, who)))
            context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
            stack.callback(context.close)
            page = context.new_page()
            page.goto(f"{server.address}{place}")
            page.wait_for_selector(ready)
            return page

        yield open_as
