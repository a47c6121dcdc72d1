"""Any value that a person sees on a page is entered by a box round it, and a pulse of a sentence is signed at once."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typst
from memlit.datum import drawn_box
from memlit.desk.desk import Desk
from memlit.field import load_vocabulary
from memlit.files import read_csv, sha256_of
from memlit.sources.data.from_readings import read_readings
from memlit.sources.folder import read_folder

from tests.browser.conftest import OF_THE_DESK
from tests.browser.test_desk_safety import KEY, click, go_to, name_device, said, tree, was_read
from tests.unit.desk.desk_review import serving, small_review

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LEFT, TOP, SCALE = 72.0, 400.0, 0.25
"""Where the picture stands on the page [pt], and points a pixel of it."""
WIDTH, HEIGHT = 500, 700
IN_SIGHT = f"""y => {{
  const box = document.getElementById('pages'), sheet = document.querySelector('#over .paper-sheet');
  box.scrollTo(0, sheet.offsetTop + (y / {HEIGHT}) * sheet.offsetHeight - 100);
}}"""
ON_SCREEN = f"""([x, y]) => {{
  const box = document.querySelector('#over .paper-sheet').getBoundingClientRect();
  return [box.left + (x * box.width) / {WIDTH}, box.top + (y * box.height) / {HEIGHT}];
}}"""
ROWS = {"A": ("1.8 V", "100 ns"), "B": ("2.4 V", "200 ns")}


def pictured_table() -> bytes:
    """A table of two rows as a picture of 1200 x 400 pixels, each row 130 pixels high."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1200, 400), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(48)
    for row, (name, cells) in enumerate(ROWS.items()):
        for col, text in enumerate((name, *cells)):
            draw.text((60 + 400 * col, 60 + 130 * row), text, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("paper")
    (folder / "table.png").write_bytes(pictured_table())
    source = folder / "paper.typ"
    source.write_text(
        "#set page(width: 500pt, height: 700pt, margin: 72pt)\n#set text(size: 11pt)\n"
        "= Short pulses\n\nWe measured that the HfOx cell is programmed by a SET pulse of 1.2 V for 50 ns [12].\n\n"
        "The bias of the line is 7.5 V in Fig. 2.\n\n"
        "A cell is programmed by applying 4.5 V for 500 ns and erased later.\n\n"
        f'#place(top + left, dx: 0pt, dy: {TOP - 72}pt, image("table.png", width: {1200 * SCALE}pt))\n',
        encoding="utf-8",
    )
    made: bytes = typst.compile(str(source))
    return made


@pytest.fixture
def review(tmp_path: Path, paper: bytes) -> Path:
    small_review(tmp_path)
    (tmp_path / "sources" / KEY / "paper.pdf").write_bytes(paper)
    return tmp_path


@pytest.fixture
def page(browser: Browser, review: Path) -> Iterator[Page]:
    with serving(Desk(review, "Jane Doe", KEY)) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        visit = context.new_page()
        visit.goto(server.address)
        was_read(visit)
        name_device(visit, "HfOx")
        yield visit
        context.close()


def drag(page: Page, left: float, top: float, right: float, bottom: float) -> None:
    """Draw a box by its edges in points of the page."""
    # A page keeps its place only once it is drawn.
    page.wait_for_selector("#pages .textLayer .endOfContent", state="attached")
    page.evaluate(IN_SIGHT, top)
    start, end = page.evaluate(ON_SCREEN, [left, top]), page.evaluate(ON_SCREEN, [right, bottom])
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    page.mouse.up()


def row_of(nth: int) -> tuple[float, float, float, float]:
    """The box round a row of the pictured table without its name, in points."""
    top = TOP + (45 + 130 * nth) * SCALE
    return LEFT + 380 * SCALE, top, LEFT + 1190 * SCALE, top + 95 * SCALE


def where(page: Page, words: str) -> tuple[float, float, float, float]:
    """The box in which the page prints words, in points."""
    found = page.evaluate(
        "words => fetch(`find?key=doe2024&file=paper.pdf&words=${encodeURIComponent(words)}`).then(one => one.json())",
        words,
    )
    left, top, right, bottom = found["places"][0]["box"]
    return left - 3, top - 2, right + 3, bottom + 2


def choose(page: Page, how: str) -> None:
    page.select_option(".entry label:has-text('obtained') select", how)


def listed(review: Path) -> list[dict[str, str]]:
    return read_csv(review / "sources" / KEY / "readings.csv")


def test_a_box_round_printed_words_gives_the_value_and_its_quotation(page: Page, review: Path) -> None:
    page.keyboard.press("v")
    page.wait_for_selector(".entry")
    box = where(page, "7.5 V")
    drag(page, *box)
    page.wait_for_function("() => document.querySelector('.values label input')?.value === '7.5 V'")
    assert "prints in the box" in page.inner_text(".told")
    page.fill(".entry label:has-text('Parameter') input", "read_voltage")
    choose(page, "assumed")
    click(page, ".entry .more summary")
    page.fill(".entry label:has-text('Condition') input", "at 300 K")
    page.fill(".entry label:has-text('Whose') input", "[12]")
    found = axe.Axe().run(page, OF_THE_DESK).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
    click(page, ".entry button.strong")
    said(page, "listed: 7.5 V")
    (row,) = listed(review)
    assert (row["text"], row["parameter"], row["device"]) == ("7.5 V", "read_voltage", "HfOx")
    assert (row["paper"], row["tier"], row["how"]) == ("doe2024:ref-12", "secondary", "assumed")
    assert (row["condition"], row["place"]) == ("at 300 K", "page 1")
    assert row["note"] == "“The bias of the line is 7.5 V in Fig. 2.”"
    drawn = drawn_box(row["box"])
    assert drawn is not None
    assert (drawn.file, drawn.page) == ("paper.pdf", 1)
    assert drawn.box == pytest.approx(box, abs=1.0)
    assert drawn.sha256 == sha256_of(review / "sources" / KEY / "paper.pdf")
    # An assumed value enters no median.
    vocabulary = load_vocabulary(review / "config/vocabulary.yaml")
    ((datum,), _) = read_readings(review / "sources" / KEY / "readings.csv", KEY, vocabulary)
    assert datum.grade == "C"


def test_the_rows_of_a_pictured_table_are_entered_by_boxes_and_the_second_needs_no_word(
    page: Page, review: Path
) -> None:
    start = tree(review)
    page.keyboard.press("v")
    page.wait_for_selector(".entry")
    drag(page, *row_of(0))
    page.wait_for_function("() => document.querySelectorAll('.value-line').length === 2", timeout=90_000)
    assert "its picture is read as" in page.inner_text(".told")
    fields = page.locator(".entry label:has-text('Value') input")
    assert [fields.nth(n).input_value().replace(" ", "") for n in range(2)] == ["1.8V", "100ns"]
    for nth, name in enumerate(("set_voltage", "set_pulse_width")):
        page.locator(".entry label:has-text('Parameter') input").nth(nth).fill(name)
    choose(page, "measured")
    # Nothing is lost on a reload, and the box is drawn again.
    page.reload()
    page.wait_for_selector(".entry .value-line")
    assert page.locator(".entry label:has-text('Parameter') input").nth(1).input_value() == "set_pulse_width"
    page.wait_for_selector(".laid[aria-label='left edge of the value']")
    click(page, ".entry button.strong")
    said(page, "listed: ")
    click(page, ".entry .once button")
    page.fill(".entry label:has-text('Device') input", "HfOx B")
    drag(page, *row_of(1))
    page.wait_for_function("() => document.querySelectorAll('.value-line').length === 2", timeout=90_000)
    click(page, ".entry button.strong")
    page.wait_for_function("() => document.querySelectorAll('.value-line').length === 1", timeout=30_000)
    found = [(row["device"], row["parameter"], row["text"].replace(" ", ""), row["how"]) for row in listed(review)]
    assert found == [
        ("HfOx", "set_voltage", "1.8V", "measured"),
        ("HfOx", "set_pulse_width", "100ns", "measured"),
        ("HfOx B", "set_voltage", "2.4V", "measured"),
        ("HfOx B", "set_pulse_width", "200ns", "measured"),
    ]
    assert all(row["note"].startswith("in the box is read “") for row in listed(review))
    assert "lacks Gon, Goff" in page.inner_text(".lacks-set").replace("\n", "")
    click(page, ".leave")
    for _ in range(4):
        page.keyboard.press("u")
        said(page, "taken back: ")
        page.wait_for_function("() => document.getElementById('status').textContent.includes('taken back')")
        page.evaluate("document.getElementById('status').textContent = ''")
    assert tree(review) == start


def test_a_box_of_another_pulse_does_not_take_the_parameters_of_the_last(page: Page) -> None:
    page.keyboard.press("v")
    page.wait_for_selector(".entry")
    drag(page, *row_of(0))
    page.wait_for_function("() => document.querySelectorAll('.value-line').length === 2", timeout=90_000)
    for nth, name in enumerate(("reset_voltage", "reset_pulse_width")):
        page.locator(".entry label:has-text('Parameter') input").nth(nth).fill(name)
    choose(page, "measured")
    click(page, ".entry button.strong")
    said(page, "listed: ")
    drag(page, *where(page, "programmed by applying 4.5 V for 500 ns"))
    page.wait_for_function("() => document.querySelector('.values label input')?.value === '4.5 V'")
    fields = page.locator(".entry label:has-text('Parameter') input")
    assert [fields.nth(n).input_value() for n in range(2)] == ["", ""]
    assert page.locator(".values .chip:has-text('set voltage')").count() > 0


def test_what_the_box_does_not_print_is_refused_until_the_person_says_that_the_picture_shows_it(
    page: Page, review: Path
) -> None:
    page.keyboard.press("v")
    page.wait_for_selector(".entry")
    drag(page, *where(page, "7.5 V"))
    page.wait_for_function("() => document.querySelector('.values label input')?.value === '7.5 V'")
    page.fill(".entry label:has-text('Value') input", "7.5 kV")
    page.fill(".entry label:has-text('Parameter') input", "read_voltage")
    choose(page, "measured")
    click(page, ".entry button.strong")
    said(page, "does not print '7.5 kV' in this box")
    assert not (review / "sources" / KEY / "readings.csv").exists()
    assert page.input_value(".entry label:has-text('Value') input") == "7.5 kV"


def test_the_pulse_of_a_sentence_is_signed_by_one_key_and_a_member_is_corrected(page: Page, review: Path) -> None:
    start = tree(review)
    page.wait_for_selector(".members li")
    assert "1.2 V for 50 ns" in page.inner_text(".members blockquote")
    assert page.input_value(".item.current label:has-text('Whose') input") in ("", "[12]")
    page.fill(".members input[aria-label^='Parameter of']", "reset_pulse_width")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    said(page, "are of HfOx")
    found = read_folder(review / "sources", KEY).description.passages
    assert {(one.printed, one.parameter) for one in found} == {("1.2 V", "set_voltage"), ("50 ns", "reset_pulse_width")}
    assert {(one.how, one.device) for one in found} == {("measured", "HfOx")}
    page.keyboard.press("u")
    said(page, "taken back: ")
    assert tree(review) == start


def test_what_is_programmed_beside_an_erase_is_of_no_pulse_until_a_person_says_it_of_all(
    page: Page, review: Path
) -> None:
    go_to(page, "4.5 V")
    page.keyboard.press("t")
    said(page, "do not say the pulse")
    assert not (review / "sources" / KEY / "source.yaml").exists()
    page.keyboard.press("s")
    page.keyboard.press("t")
    said(page, "are of HfOx")
    found = read_folder(review / "sources", KEY).description.passages
    assert {(one.printed, one.parameter) for one in found} == {
        ("4.5 V", "set_voltage"),
        ("500 ns", "set_pulse_width"),
    }


def test_what_the_words_of_one_sentence_say_is_not_said_of_the_next(page: Page) -> None:
    page.wait_for_selector(".members li")
    # "We measured" is said of these values alone.
    page.keyboard.press("t")
    said(page, "are of HfOx")
    go_to(page, "7.5 V")
    page.wait_for_selector("#form .once")
    assert "how it was obtained is not said" in page.inner_text("#form .once")


def test_a_member_that_is_left_out_is_not_signed(page: Page, review: Path) -> None:
    page.wait_for_selector(".members li")
    click(page, ".members input[type='checkbox']")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    said(page, "'1.2 V' is the set_voltage of HfOx")
    assert [one.printed for one in read_folder(review / "sources", KEY).description.passages] == ["1.2 V"]
    assert "set lacks τ, Gon, Goff" in page.inner_text(".lacking").replace("\n", "")


def test_the_bar_says_what_the_tuple_of_the_device_lacks(page: Page) -> None:
    told: Callable[[], str] = lambda: page.inner_text(".lacking").replace("\n", "")  # noqa: E731
    assert "set lacks V, τ, Gon, Goff" in told()
    page.keyboard.press("t")
    said(page, "are of HfOx")
    page.wait_for_function("() => !document.querySelector('.lacks-set').textContent.includes('V,')")
    assert "set lacks Gon, Goff" in told()
    assert "reset lacks V, τ, Gon, Goff" in told()
