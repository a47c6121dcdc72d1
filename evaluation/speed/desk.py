"""What one paper costs at the desk: from the dropped file to the accepted record, in Chromium, as a person would do it.

    python evaluation/speed/desk.py ../shared/bench/publications

Each document goes into an empty review. What to read of it is written down in TASKS, by eye from its pages, with the
values as `truth.csv` and `passages_truth.csv` of the folder have them. A look at something new costs 8 s, a click, a
key or a field filled in 2 s, the machine what it takes. Nothing is done that a person at the page could not do, and no
file is edited by hand. Then each value of the record is compared with the truth.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memlit.datum import DocumentReading
from memlit.field import load_vocabulary
from memlit.files import read_csv
from memlit.naming import device_id
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import load_record

ROOT = Path(__file__).resolve().parents[2]
LOOK, ACT = 8.0, 2.0
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@dataclass(frozen=True)
class Value:
    """A value of the text: as printed, and what it is; quotation: its sentence, where no reader finds it."""

    printed: str
    parameter: str
    device: str
    si: float
    quotation: str = ""


@dataclass(frozen=True)
class Task:
    """What a person reads of one document; tables: whether its tables are signed as they are interpreted."""

    name: str
    values: tuple[Value, ...] = ()
    tables: bool = False
    absent: tuple[str, ...] = ()


TASKS = (
    Task(
        "sun2021.pdf",
        (
            Value("4 V", "set_voltage", "SnS", 4.0),
            Value("50 ms", "set_pulse_width", "SnS", 0.05),
            Value("1 V", "read_voltage", "SnS", 1.0),
        ),
        absent=("g_on", "g_off"),
    ),
    Task("neurosim2019.pdf", tables=True),
    Task(
        "peng2021.pdf",
        (Value("100kΩ", "r_on", "RRAM", 1e5), Value("10MΩ", "r_off", "RRAM", 1e7)),
        tables=True,
        absent=("set_voltage", "set_pulse_width"),
    ),
    Task(
        "peng2019.pdf",
        (Value("100KΩ", "r_on", "RRAM", 1e5), Value("10MΩ", "r_off", "RRAM", 1e7)),
        absent=("set_voltage", "set_pulse_width"),
    ),
    Task("ghosh2023.pdf", (Value("±0.9 V", "operating_voltage", "memristor emulator", 0.9),), tables=True),
    Task(
        "samizo2025fefet.tex",
        (Value("$\\pm$2.5~V", "set_voltage", "FeFET", 2.5), Value("10~$\\mu$s", "set_pulse_width", "FeFET", 1e-5)),
    ),
)


@dataclass
class Person:
    """Counts what is done on the page."""

    page: Any
    looks: int = 0
    acts: int = 0
    machine: float = 0.0
    log: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return LOOK * self.looks + ACT * self.acts + self.machine

    def look(self) -> None:
        self.looks += 1

    def key(self, name: str) -> None:
        self.acts += 1
        self.page.keyboard.press(name)

    def click(self, place: str) -> None:
        self.acts += 1
        self.page.click(place)

    def fill(self, place: str, text: str) -> None:
        self.acts += 1
        self.page.fill(place, text)

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.machine += time.monotonic() - began

    def until(self, condition: str, argument: Any = None, seconds: float = 180) -> None:
        with self.waiting():
            self.page.wait_for_function(condition, arg=argument, timeout=1000 * seconds)

    def status(self) -> str:
        return str(self.page.inner_text("#status"))

    def decided(self, before: str) -> None:
        self.until("text => document.getElementById('status').textContent !== text", before)
        self.page.wait_for_timeout(150)


def empty_review(root: Path) -> None:
    shutil.copytree(ROOT / "config", root / "config")
    (root / "references.bib").write_text("% the papers\n", encoding="utf-8")
    (root / "sources").mkdir()


def bring(person: Person, path: Path) -> None:
    person.acts += 1
    person.page.set_input_files("#file", str(path))
    person.until("() => document.querySelector('.card')")
    person.look()
    fields = person.page.query_selector_all(".card .fields input")
    if not fields[0].input_value():
        person.acts += 1
        fields[0].fill(path.stem)
    if not fields[1].input_value():
        person.acts += 1
        fields[1].fill("Doe, Jane")
    person.page.select_option(".card select[aria-label='Device class']", "VCM")
    person.acts += 1
    person.click(".card button.strong")
    person.until("() => !document.getElementById('paper').hidden")
    person.page.wait_for_timeout(500)
    person.until("() => document.getElementById('progress').hidden")
    person.page.wait_for_timeout(1000)


def read_text(person: Person, task: Task) -> None:
    page = person.page
    person.key("2")
    for value in task.values:
        chosen = page.query_selector("#tuple .chip[aria-pressed='true']")
        if chosen is None or chosen.inner_text() != value.device:
            person.key("n")
            person.acts += 1
            page.keyboard.type(value.device)
            person.key("Enter")
        if not find(person, value):
            listed(person, value)
    for name in task.absent:
        if not page.query_selector("#not-printed[open]"):
            person.click("#not-printed > summary")
            person.look()
        person.click(f"#not-printed input[value='{name}']")
    if task.absent:
        before = person.status()
        person.click("#not-printed .buttons button")
        person.decided(before)


def find(person: Person, value: Value) -> bool:
    """Go through the candidates with J until the value is the current one, and assign it."""
    page = person.page
    wanted = " ".join(value.printed.split())
    every = page.query_selector("#form input[type=checkbox]")
    tuple_names = page.evaluate("() => [...document.querySelectorAll('#form .item')].length")
    if not tuple_names and every and not every.is_checked():
        person.click("#form header input[type=checkbox]")
    for _ in range(10):
        person.page.keyboard.press("k")
    seen = ""
    for _ in range(60):
        item = page.query_selector(".item.current")
        if item is None:
            return False
        printed = item.query_selector("p b").inner_text()
        kind = item.query_selector("input[aria-label='Parameter']").input_value()
        where = item.inner_text()
        if where == seen:
            return False
        seen = where
        if printed == wanted and kind.split("_", 1)[-1] == value.parameter.split("_", 1)[-1]:
            person.look()
            if kind != value.parameter:
                person.fill(".item.current input[aria-label='Parameter']", value.parameter)
                page.keyboard.press("Escape")
            before = person.status()
            person.key("a")
            person.decided(before)
            return True
        person.key("j")
        page.wait_for_timeout(60)
    return False


def listed(person: Person, value: Value) -> None:
    page = person.page
    if not page.query_selector("#by-hand[open]"):
        person.click("#by-hand > summary")
    person.look()
    fields = page.query_selector_all("#by-hand textarea, #by-hand input")
    texts = (value.quotation or value.printed, value.printed, None, value.parameter, value.device)
    for one, text in zip(fields, texts, strict=False):
        if text is not None:
            person.acts += 1
            one.fill(text)
    before = person.status()
    person.click("#by-hand button.strong")
    person.decided(before)


def read_tables(person: Person) -> None:
    page = person.page
    person.key("3")
    page.wait_for_timeout(300)
    for place in range(len(page.query_selector_all("#form .chips:first-child .chip"))):
        person.acts += 1
        page.query_selector_all("#form .chips:first-child .chip")[place].click()
        person.look()
        page.wait_for_timeout(100)
        for _ in range(40):
            confirm = page.query_selector(".look .confirm")
            head = page.query_selector(".look h3")
            if confirm is None or head is None or "All that is asked" in head.inner_text():
                break
            person.look()
            before = head.inner_text()
            person.key("c")
            person.until("text => document.querySelector('.look h3')?.textContent !== text", before)


def sign(person: Person) -> int:
    person.key("6")
    person.until("() => document.querySelector('button.sign')")
    person.look()
    doubts = len(person.page.query_selector_all(".doubts > ul > li"))
    for _ in range(2):
        before = person.status()
        person.key("Enter")
        person.decided(before)
        if "not looked at" not in person.status():
            break
    person.until("() => /signed|cannot|conflict/.test(document.getElementById('status').textContent)")
    return doubts


def counted(truth: list[dict[str, str]], task: Task) -> list[dict[str, str]]:
    """The rows of the tables' truth that count."""
    own = [row for row in truth if row["key"] == Path(task.name).stem and row["parameter"] != "none"]
    return [row for row in own if not row["note"].startswith("optional")] if task.tables else []


def compared(root: Path, key: str, task: Task, rows: list[dict[str, str]]) -> tuple[int, int]:
    """How many values of the task, and how many rows of the tables' truth, the record has with their SI value."""
    vocabulary = load_vocabulary(root / "config" / "vocabulary.yaml")
    record = load_record(root / "extracted", key)
    document = DocumentReading(key=key, status="same", data=record.data if record else ())
    read = [one for one in reconcile_document(document, {}, vocabulary).readings if one.status == "value"]
    known = [(one.parameter, one.datum.device, one.value if one.value is not None else one.high) for one in read]

    def has(parameters: list[str], si: float, device: str = "") -> bool:
        fitting = [x for p, d, x in known if p in parameters and x is not None and device in ("", d)]
        return any(abs(abs(x) - abs(si)) <= 1e-6 * abs(si) for x in fitting)

    right = sum(has([value.parameter], value.si, device_id(value.device)) for value in task.values)
    return right, sum(bool(row["value"]) and has(row["parameter"].split("|"), float(row["value"])) for row in rows)


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    truth = read_csv(asked.folder / "truth.csv")
    heads = ("minutes", "looks", "acts", "machine s", "values", "table rows", "doubts")
    print(f"{'document':20}" + "".join(f"{head:>12}" for head in heads))
    with sync_playwright() as runner:
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for task in TASKS:
            if asked.only and asked.only not in task.name:
                continue
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                empty_review(root)
                command = [sys.executable, "-m", "memlit.cli", "desk", "--who", "Jane Doe", "--no-open"]
                server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
                assert server.stdout is not None
                address = [server.stdout.readline() for _ in range(3)][1].strip()
                person = Person(browser.new_page(viewport={"width": 1440, "height": 900}))
                try:
                    person.page.goto(address)
                    person.page.wait_for_selector("body[data-ready]")
                    bring(person, asked.folder / task.name)
                    key = person.page.evaluate("() => decodeURIComponent(location.hash.slice(1))")
                    if task.values or task.absent:
                        read_text(person, task)
                    if task.tables:
                        read_tables(person)
                    doubts = sign(person)
                    rows = counted(truth, task)
                    right, met = compared(root, key, task, rows)
                    told = [f"{person.seconds / 60:.1f}", person.looks, person.acts, f"{person.machine:.0f}"]
                    told += [f"{right}/{len(task.values)}", f"{met}/{len(rows)}", doubts]
                    print(f"{task.name:20}" + "".join(f"{one:>12}" for one in told), flush=True)
                finally:
                    person.page.close()
                    server.terminate()
                    server.wait()


if __name__ == "__main__":
    main()
