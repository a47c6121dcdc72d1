"""The report of a review in numbers: sizes, time to make it, and how fast it opens and answers in headless Chromium.

`python evaluation/speed/report.py FOLDER` measures the finished review in FOLDER; `--papers 7500` first makes one
there of that many made-up papers (tests/made_up_corpus.py), which takes minutes. Prints a Markdown table.

Making: processor seconds of the renderer alone. Opening and answers: processor seconds of the page's main thread from
the event to the drawn answer, best of several, which other work on the machine changes little; wall time it does.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from memlit.report.rendering.html import render_html
from memlit.report.rendering.pdf import render_pdf

from evaluation.speed.workflow import BIN, measure
from tests.made_up_corpus import write_corpus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SEED = 1
REPEATS = 6
Line = tuple[str, str, str]
"""What was measured, the number, the goal."""


def make(folder: Path, papers: int) -> None:
    """A finished review of made-up papers: to the two reports, without the audit pages."""
    write_corpus(folder, papers, SEED, n_buckets=16)
    targets = ["results/report.html", "results/report.pdf"]
    cost = measure(folder, [str(BIN / "snakemake"), "--cores", "2", *targets])
    print(
        f"{papers} papers to the reports: {cost.cpu:.0f} s of processor time, largest process {cost.largest:.0f} MB\n"
    )


def rendered(folder: Path) -> Iterator[Line]:
    """Sizes of the finished files, and the time to render them again."""
    results = folder / "results"
    report = json.loads((results / "report.json").read_text(encoding="utf-8"))
    blocks = [block for part in report["sections"] for block in part["blocks"] if block["type"] == "figure"]
    figures = {name: results / "figures" / f"{name}.svg" for name in sorted({block["name"] for block in blocks})}
    drawings = {name: path.read_text(encoding="utf-8") for name, path in figures.items()}
    is_large = len(report["cards"]) > 50_000
    size = (results / "report.html").stat().st_size / 1e6
    yield "report.html (MB)", f"{size:.2f}", "15" if is_large else "3"
    yield "numbers.html (MB)", f"{(results / 'numbers.html').stat().st_size / 1e6:.2f}", ""
    yield "rendering report.html (s)", f"{_processor(lambda: render_html(report, drawings)):.1f}", ""
    yield "report.pdf (MB)", f"{(results / 'report.pdf').stat().st_size / 1e6:.2f}", ""
    yield "setting it (s)", f"{_processor(lambda: render_pdf(report, figures)):.1f}", "" if is_large else "3"


def _processor(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


class Thread:
    """Processor time of a page's main thread."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.spent = 0.0

    def _now(self) -> float:
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What the thread works from here to the end of the block is `spent`."""
        before = self._now()
        yield
        self.spent = self._now() - before


def opened(browser: Browser, address: str) -> Iterator[Line]:
    """First paint and the thread's work until the page is loaded."""
    paints, works = [], []
    for _ in range(REPEATS):
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        thread = Thread(page)
        with thread.watched():
            page.goto(address)
        works.append(thread.spent)
        paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity"))
        page.context.close()
    yield "first text on the screen (s, wall)", f"{min(paints) / 1000:.2f}", ""
    yield "opening, until it is usable (s)", f"{min(works):.2f}", "1"


def answers(browser: Browser, address: str) -> Iterator[Line]:
    """Answers of the search and of a number's entry."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    thread = Thread(page)
    page.goto(address)
    numbers, words = page.locator("#findings a.num"), cycle(("hfo", "taox"))
    places = cycle(range(numbers.count()))
    actions: dict[str, Callable[[], object]] = {
        "from a number to its entry (s)": lambda: _open_entry(page, numbers.nth(next(places))),
        "a word searched (s)": lambda: page.locator("#search input").fill(next(words)),
    }
    for name, action in actions.items():
        times = []
        for _ in range(REPEATS):
            with thread.watched():
                action()
                page.wait_for_timeout(600)
            times.append(thread.spent)
        yield name, f"{sorted(times)[REPEATS // 2]:.2f}", "0.2"
    page.context.close()


def _open_entry(page: Page, number: Locator) -> None:
    number.click()
    page.locator("#card").wait_for()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, help="make a review of so many made-up papers in FOLDER first")
    arguments = parser.parse_args()
    if arguments.papers:
        make(arguments.folder, arguments.papers)
    from playwright.sync_api import sync_playwright

    address = (arguments.folder.resolve() / "results" / "report.html").as_uri()
    print("| what | measured | goal |\n|---|---:|---:|")
    with sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for measured in (rendered(arguments.folder), opened(browser, address), answers(browser, address)):
            for what, number, goal in measured:
                print(f"| {what} | {number} | {goal} |", flush=True)


if __name__ == "__main__":
    main()
