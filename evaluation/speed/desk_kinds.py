"""Five kinds of papers at the desk, by clicks and keys in Chromium, from the dropped file to `benchmark.csv`.

    python evaluation/speed/desk_kinds.py ../shared/bench/publications ../shared/corpus --shots FOLDER

A text table of devices, a table whose devices are cited by number, sentences, a figure, a table that is a picture (a
page of a real PDF drawn as a picture, for no document at hand has whole pulses in a table that is one) and a review.
All go into one new review, are signed one after the other, and the workflow is run once from the page. STATED is what
the papers state of a whole pulse, written down by eye from their pages before the desk was opened. A look at something
new costs 8 s, a click, a key or a field 2 s, the machine what it takes; nothing is done that a person at the page could
not do.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from memlit.files import read_csv

sys.path.insert(0, str(Path(__file__).parent))
from desk import CHROMIUM, Person

CITED, SIMULATED, MEASURED = "cited", "simulator", "measured by the paper"
NEAR = 0.03
"""Of a value that is read off a curve; printed values are equal but for rounding."""


@dataclass(frozen=True)
class Stated:
    """A whole pulse as a paper states it, in SI; of a train the first and the last amplitude. bounds: of the states."""

    document: str
    device: str
    pulse: str
    volts: tuple[float, ...]
    tau: float
    g_on: float
    g_off: float
    whose: str
    of: str = ""
    """The work that is cited, as the end of its key."""
    tolerance: float = 1e-6


def card(document: str, device: str, of: str, ohms: float, ratio: float, *pulses: tuple[float, float]) -> list[Stated]:
    """A device of a table: R_on, the ratio and the pulses of set and of reset."""
    return [
        Stated(document, device, pulse, (volts,), tau, 1 / ohms, 1 / ohms / ratio, CITED, of)
        for pulse, (volts, tau) in zip(("set", "reset"), pulses, strict=True)
    ]


TABLE_1 = "ref-10-1109-mdat-2018-2890229"
STATED = (
    *card("neurosim2019", "ag-a-si", TABLE_1, 26e6, 12.5, (3.2, 300e-6), (-2.8, 300e-6)),
    *card("neurosim2019", "taox-tio2", TABLE_1, 5e6, 2, (3, 40e-3), (-3, 10e-3)),
    *card("neurosim2019", "pcmo", TABLE_1, 23e6, 6.84, (-2, 1e-3), (2, 1e-3)),
    *card("neurosim2019", "taox-hfox", "ref-2", 100e3, 10, (1.6, 50e-9), (1.6, 50e-9)),
    *card("neurosim2019", "epiram-ag-sige", "ref-6", 81e3, 50.2, (5, 5e-6), (-3, 5e-6)),
    *card("pictured", "alox-hfo2", TABLE_1, 16.9e3, 4.43, (0.9, 100e-6), (-1, 100e-6)),
    *card("pictured", "epiram", TABLE_1, 81e3, 50.2, (5, 5e-6), (-3, 5e-6)),
    Stated("benkhelifa2025", "dual-bit-fefet", "set", (3.3,), 1e-6, 1e-5 / 0.2, 1e-10 / 0.2, SIMULATED),
    Stated("benkhelifa2025", "dual-bit-fefet", "reset", (-3.3,), 1e-6, 1e-5 / 0.2, 1e-10 / 0.2, SIMULATED),
    Stated("kim2023", "3d-fenand", "set", (2.5, 3.74), 10e-3, 9.85e-9, 2.1e-9, MEASURED, "", NEAR),
    Stated("kim2023", "3d-fenand", "reset", (-3.5, -4.74), 10e-3, 9.55e-9, 1.9e-9, MEASURED, "", NEAR),
)


@dataclass
class Reader(Person):
    """A person at the desk who makes a picture of each step.

    shots: where these go; made: folder of files that are made for the person; paper: the key of the one that is open.
    """

    shots: Path | None = None
    made: Path = Path()
    paper: str = ""

    def shot(self, name: str) -> None:
        if self.shots is not None:
            self.page.screenshot(path=str(self.shots / f"{self.paper}-{name}.png"))

    def says(self, words: str, seconds: float = 300) -> None:
        told = "words => words.split('|').some((one) => document.getElementById('status').textContent.includes(one))"
        self.until(told, words, seconds)
        self.page.wait_for_timeout(200)

    def read(self) -> None:
        """Wait until the document is read."""
        self.page.wait_for_timeout(600)
        self.until("() => document.getElementById('progress').hidden", seconds=600)
        self.page.wait_for_timeout(800)

    def type(self, place: str, text: str) -> None:
        self.fill(place, text)
        self.page.keyboard.press("Escape")

    def choose(self, place: str, option: str) -> None:
        self.acts += 1
        self.page.select_option(place, option)

    def how(self, option: str) -> None:
        """Say how values were obtained, unless the line says so."""
        line = self.page.query_selector("#form .once")
        if line is not None and option in line.inner_text():
            return
        place = ".once-fields label:has-text('How it was') select"
        if line is not None:
            self.click("#form .once button")
        self.choose(place, option)
        self.page.keyboard.press("Escape")

    def name(self, device: str) -> None:
        self.key("n")
        self.acts += 1
        self.page.keyboard.type(device)
        self.key("Enter")

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page is on the screen, brought to sight."""
        self.page.wait_for_selector("#pages .canvasWrapper canvas", state="attached")
        self.page.evaluate(_BRING, [x, y])
        self.page.wait_for_timeout(150)
        left, top = self.page.evaluate(_ON_SCREEN, [x, y])
        return left, top

    def box(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw a box by its edges in points of the page."""
        self.acts += 1
        start = self.at(left, top)
        end = self.page.evaluate(_ON_SCREEN, [right, bottom])
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=6)
        mouse.up()
        self.says("read in the box")

    def tick(self, axis: str, ticks: tuple[tuple[float, float, str], ...]) -> None:
        self.click(f".axis:has(> b:text-is('{axis}')) button:has-text('Give it')")
        self.page.wait_for_timeout(900)
        for x, y, value in ticks:
            self.acts += 2
            self.page.mouse.move(*self.at(x, y))
            self.page.mouse.down()
            self.page.wait_for_timeout(80)
            self.page.mouse.up()
            self.page.wait_for_timeout(300)
            self.page.keyboard.type(value)


_SHEET = """
  const { pageSize, shown } = await import('./picture.js');
  const { sheetOf } = await import('./viewer.js');
  const [width, height] = pageSize(), page = sheetOf(shown().page).getBoundingClientRect();"""
_BRING = f"""async ([x, y]) => {{{_SHEET}
  const box = document.getElementById('pages'), seen = box.getBoundingClientRect();
  const left = page.left + (x * page.width) / width, top = page.top + (y * page.height) / height;
  if (left < seen.left + 20 || left > seen.right - 80 || top < seen.top + 20 || top > seen.bottom - 40)
    box.scrollBy(left - seen.left - 60, top - seen.top - 120);
}}"""
_ON_SCREEN = f"""async ([x, y]) => {{{_SHEET}
  return [page.left + (x * page.width) / width, page.top + (y * page.height) / height];
}}"""


def bring(person: Reader, path: Path, title: str = "", author: str = "", year: str = "") -> None:
    page = person.page
    person.acts += 1
    page.set_input_files("#file", str(path))
    person.until("() => document.querySelector('.card')")
    page.wait_for_timeout(500)
    person.look()
    for label, text in (("Title", title), ("Authors", author), ("Year", year)):
        if text:
            person.fill(f".card label:has-text('{label}') input", text)
    person.click(".card input[type=checkbox]")
    before = page.evaluate("() => location.hash")
    person.click(".card button.strong")
    person.until("before => location.hash && location.hash !== before", before)
    person.paper = page.evaluate("() => decodeURIComponent(location.hash.slice(1))")
    person.read()
    person.shot("read")


def sign(person: Reader) -> None:
    page = person.page
    person.key("6")
    person.until("() => document.querySelector('button.sign')", seconds=300)
    page.wait_for_timeout(600)
    person.look()
    person.shot("draft")
    person.acts += 1
    page.keyboard.press("Enter")
    person.says("signed:|not looked at")
    if "not looked at" in person.status():
        person.acts += 1
        page.keyboard.press("Enter")
        person.says("signed:")
    page.wait_for_timeout(800)
    person.shot("signed")


def table(person: Reader, label: str, rows: int, whose: str = "") -> None:
    """Open a table, say whose it is, compare it row by row with its page, and confirm what is asked."""
    page = person.page
    person.acts += 1
    page.locator("#form .chips:first-child .chip").filter(has_text=re.compile(rf"^{label}\d")).click()
    page.wait_for_timeout(500)
    person.look()
    if whose:
        person.type(".whose label:has-text('Whose') input", whose)
        person.click(".whose button")
        person.says("holds values")
        person.read()
    if page.query_selector(".of-devices"):
        person.key("y")
        person.until("() => !document.querySelector('.of-devices')")
        person.read()
    for _ in range(rows):
        person.look()
    person.click("button:has-text('Confirm them all')")
    person.says("looked at")
    person.shot(label.replace(" ", "-"))


def manual(person: Reader, folder: Path) -> None:
    bring(person, folder / "neurosim2019.pdf")
    person.key("3")
    person.page.wait_for_timeout(500)
    table(person, "Table I", 14, "10.1109/MDAT.2018.2890229")
    table(person, "Table II", 13)
    sign(person)


def pictured(person: Reader, folder: Path) -> None:
    path = person.made / "pictured.pdf"
    as_picture(folder / "neurosim2019.pdf", 23, path)
    bring(person, path, "The benchmark table for different synaptic devices", "Chen, Pai-Yu", "2019")
    person.key("3")
    person.page.wait_for_timeout(500)
    table(person, "Table I", 14, "10.1109/MDAT.2018.2890229")
    sign(person)


def sentences(person: Reader, corpus: Path) -> None:
    page = person.page
    bring(person, corpus / "benkhelifa2025.pdf")
    person.name("Dual-Bit FeFET")
    person.look()
    person.key("o")
    person.how("simulated")
    person.key("t")
    person.says("are of Dual-Bit FeFET")
    person.shot("pulse")
    person.click("#tuple .pulse:first-child .part:nth-of-type(3)")
    page.wait_for_timeout(500)
    person.look()
    person.how("simulated")
    person.key("a")
    person.says("on_current of")
    person.key("v")
    page.wait_for_timeout(500)
    person.look()
    person.box(363, 668, 446, 679)
    person.type(".value-line label:has-text('Parameter') input", "off_current")
    person.how("simulated")
    person.click(".entry button.strong")
    person.says("listed: lower than")
    person.key("]")
    page.wait_for_timeout(1500)
    person.look()
    person.box(453, 282, 493, 295)
    person.type(".value-line label:has-text('Parameter') input", "read_voltage")
    person.click(".entry button.strong")
    person.says("listed: 0.2V")
    person.look()
    person.shot("entered")
    person.click(".leave")
    sign(person)


def figure(person: Reader, corpus: Path) -> None:
    page = person.page
    bring(person, corpus / "kim2023.pdf")
    person.name("3D FeNAND")
    find(person, "first", 1, "2.5 to 3.74 V")
    find(person, "first", 2, "10 ms")
    find(person, "last", 1, "4.74 V")
    person.key("4")
    person.until(
        "() => [...document.querySelectorAll('#form .chip')].some((one) => one.textContent.startsWith('Fig. 3'))"
    )
    person.click("#form .chip:has-text('Fig. 3')")
    page.wait_for_timeout(300)
    person.key("f")
    person.says("panels found")
    page.wait_for_timeout(1500)
    person.look()
    person.tick("x", ((360.0, 138, "0"), (430.2, 138, "60")))
    person.tick("y", ((354.2, 128.8, "2e-10"), (354.2, 65.6, "1e-9")))
    for place, (title, unit) in enumerate((("Pulse number", ""), ("Bit-line current", "A"))):
        axis = page.locator("p.axis, div.axis").nth(place)
        person.acts += 2 if unit else 1
        axis.locator("label:has-text('printed title') input").fill(title)
        if unit:
            axis.locator("label:has-text('unit') input").fill(unit)
    person.click("button:has-text('Read the curves')")
    person.says("compare")
    page.wait_for_timeout(1500)
    person.look()
    person.shot("curves")
    curve = page.locator(".item.curve", has_text="64 points").first
    person.acts += 1
    curve.locator("select[aria-label='What the curve is']").select_option("pulses")
    page.wait_for_timeout(500)
    for label, text in (("unit of y", "A"), ("read at", "0.1"), ("cut at x", "32.5")):
        person.acts += 1
        curve.locator(f"label:has-text('{label}') input").fill(text)
    person.acts += 1
    curve.locator("label:has-text('states of') select").select_option("set reset")
    person.fill(".panel label:has-text('Printed label') input", "Fig. 3b")
    while page.locator(".asks button:has-text('Accept as read')").count():
        person.look()
        person.acts += 1
        page.locator(".asks button:has-text('Accept as read')").first.click()
        page.wait_for_timeout(400)
        person.acts += 1
        page.keyboard.type("the scale was given by four printed ticks")
        page.keyboard.press("Tab")
        page.wait_for_timeout(400)
    person.until("() => document.querySelector('.foreseen b')", seconds=120)
    person.look()
    page.locator(".foreseen").scroll_into_view_if_needed()
    person.shot("foreseen")
    person.click(".describe")
    person.says("described")
    person.read()
    sign(person)


def find(person: Reader, pulse: str, part: int, words: str) -> None:
    """Open a part of the tuple, go to the candidate with these words by J, and assign it as measured."""
    page = person.page
    person.click(f"#tuple .pulse:{pulse}-child .part:nth-of-type({part})")
    page.wait_for_timeout(500)
    if not sought(person, words):
        person.click("button:has-text('All parts')")
        page.wait_for_timeout(400)
        sought(person, words)
    if page.query_selector(".item.current .pulse-s"):
        person.key("o" if part == 2 else "s" if pulse == "first" else "r")
    person.how("measured")
    person.key("a")
    person.says("of 3D FeNAND")
    page.wait_for_timeout(700)


def sought(person: Reader, words: str) -> bool:
    """Go down the cards by J until the one with these words is of the train; some six are seen at a look."""
    page = person.page
    seen = ""
    for number in range(60):
        card = page.query_selector(".item.current")
        if card is None or card.inner_text() == seen:
            return False
        seen = card.inner_text()
        if number % 6 == 0:
            person.look()
        is_of_train = "otentiation" in card.query_selector("blockquote").inner_text()
        if is_of_train and words in card.query_selector("p b").inner_text():
            return True
        person.key("j")
        page.wait_for_timeout(120)
    return False


def review(person: Reader, corpus: Path) -> None:
    """No whole pulse is stated: the two states that are, with the work that they are of."""
    bring(person, corpus / "mittal2018.pdf")
    person.name("memristor of Yantir et al.")
    person.look()
    person.type(".once-fields label:has-text('Whose') input", "[65]")
    person.how("assumed")
    person.key("t")
    person.says("are of memristor")
    sign(person)


def as_picture(path: Path, page: int, out: Path) -> None:
    """A page of a PDF as a PDF that holds nothing but its picture, at 300 dots an inch."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        document[page - 1].render(scale=300 / 72).to_pil().convert("RGB").save(out, resolution=300)


def run(person: Reader) -> float:
    began = time.monotonic()
    person.click("button:has-text('Run the workflow')")
    person.until("() => document.querySelector('#run progress')")
    done = "() => !document.querySelector('#run progress') && document.querySelector('#run a, #run .bad')"
    person.until(done, seconds=1800)
    person.page.wait_for_timeout(800)
    person.shot("run")
    return time.monotonic() - began


def compared(root: Path, keys: dict[str, str]) -> list[tuple[Stated, str]]:
    """Each stated pulse with what is wrong with it in benchmark.csv, nothing where it is right with its kind."""
    rows = read_csv(root / "results/data/benchmark.csv")
    tuples = {one["id"]: one for one in read_csv(root / "results/data/devices.csv")}
    found = []
    for stated in STATED:
        paper = f"{keys[stated.document]}:{stated.of}" if stated.of else keys[stated.document]
        own = [
            one for one in rows if (one["paper"], one["device"], one["pulse"]) == (paper, stated.device, stated.pulse)
        ]
        if len(own) != 1:
            found.append((stated, f"{len(own)} rows"))
            continue
        wrong = [*differing(stated, tuples[own[0]["tuple"]])]
        if own[0]["whose_number"] != stated.whose:
            wrong.append(f"kind {own[0]['whose_number']}")
        found.append((stated, ", ".join(wrong)))
    return found


def differing(stated: Stated, row: dict[str, str]) -> Iterator[str]:
    wanted = {
        "v_spike_v": sorted((stated.volts[0], stated.volts[-1])),
        "tau_s": [stated.tau] * 2,
        "g_on_s": [stated.g_on] * 2,
        "g_off_s": [stated.g_off] * 2,
    }
    for name, values in wanted.items():
        ends = sorted(float(row[f"{name}{end}"]) for end in ("_low", "_high") if row[f"{name}{end}"])
        # A bound has one end.
        expected = values if len(ends) == 2 else values[:1]
        tolerance = stated.tolerance if name.startswith("g_") else 1e-6
        if not ends or any(abs(a - b) > tolerance * abs(b) for a, b in zip(ends, expected, strict=True)):
            yield f"{name} is {ends}"


@contextmanager
def served(root: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "memlit.cli", "desk", "--who", "Jane Doe", "--no-open"]
    server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield [server.stdout.readline() for _ in range(3)][1].strip()
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--shots", type=Path, help="folder for a picture of each step")
    parser.add_argument("--only", default="", help="one kind, without a run")
    asked = parser.parse_args()
    kinds: dict[str, tuple[Callable[[Reader, Path], None], Path]] = {
        "neurosim2019": (manual, asked.bench),
        "pictured": (pictured, asked.bench),
        "benkhelifa2025": (sentences, asked.corpus),
        "kim2023": (figure, asked.corpus),
        "mittal2018": (review, asked.corpus),
    }
    keys: dict[str, str] = {}
    print(f"{'document':16}{'minutes':>9}{'looks':>7}{'acts':>6}{'machine s':>11}", flush=True)
    with sync_playwright() as runner, tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "review"
        subprocess.run([sys.executable, "-m", "memlit.cli", "new", str(root)], check=True, stdout=subprocess.DEVNULL)
        browser = runner.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with served(root) as address:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(address)
            page.wait_for_selector("body[data-ready]")
            person = Reader(page)
            for name, (work, files) in kinds.items():
                if asked.only and asked.only != name:
                    continue
                person = Reader(page, shots=asked.shots, made=Path(folder))
                work(person, files)
                keys[name] = person.paper
                told = [f"{person.seconds / 60:.1f}", person.looks, person.acts, f"{person.machine:.0f}"]
                print(f"{name:16}{told[0]:>9}{told[1]:>7}{told[2]:>6}{told[3]:>11}", flush=True)
            if asked.only:
                return
            print(f"run: {run(person):.0f} s at a load of {os.getloadavg()[0]:.0f}")
        found = compared(root, keys)
        print(f"{sum(not wrong for _, wrong in found)} of {len(found)} right with their kind in benchmark.csv")
        for stated, wrong in found:
            print(f"  {stated.document} {stated.device} {stated.pulse}: {wrong or 'right'}")


if __name__ == "__main__":
    main()
