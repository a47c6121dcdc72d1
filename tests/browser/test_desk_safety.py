"""At the desk nothing is lost, swallowed or said by a key: as a person does it, mouse down, 80 ms, mouse up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from memlit.desk.desk import Desk
from memlit.files import read_csv
from memlit.sources.folder import read_folder

from tests.browser.conftest import OF_THE_DESK
from tests.builders import of_devices
from tests.unit.desk.desk_review import LIBRARY, figure, serving, small_review

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KEY = "doe2024"
OTHER = """@article{roe2023, author = {Roe, R.}, title = {A neuron of niobium oxide}, year = {2023}, keywords = {tables}
}"""
PAPER = """<html><body><h1>Analogue switching in hafnium oxide under short pulses</h1>
<p>The HfOx synapse is set by a pulse amplitude of 1.2 V with a pulse width of 50 ns.</p>
<p>After the SET pulse a 40 ns reset pulse width was used.</p>
<p>In each cycle of set and reset the programming voltage was 2.5 V.</p>
<p>The pulse width is 70 ns in every experiment.</p>
<p>The operating voltage is 3.5 V.</p>
<table><caption>Table 1. Devices</caption>
<tr><td>Device</td><td>Set voltage (V)</td><td>Ron (kΩ)</td><td>Zap height (V)</td></tr>
<tr><td>HfOx</td><td>1.25</td><td>100</td><td>3</td></tr><tr><td>TaOx</td><td>1.6</td><td>200</td><td>4</td></tr>
</table></body></html>"""

ENGINES = """<table><caption>Table 2. Engines on programmable logic</caption>
<tr><td>Engine</td><td>Energy per operation (nJ)</td><td>Array size</td></tr>
<tr><td>Ours</td><td>12</td><td>64 × 64</td></tr><tr><td>Theirs</td><td>40</td><td>32 × 32</td></tr></table>"""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    small_review(tmp_path)
    (tmp_path / "references.bib").write_text(LIBRARY + OTHER, encoding="utf-8")
    folder = tmp_path / "sources" / KEY
    (folder / "paper.html").write_text(PAPER, encoding="utf-8")
    of_devices(tmp_path / "sources" / KEY, "paper.html", paper=KEY)
    (folder / "fig_1.png").write_bytes(figure())
    return tmp_path


@pytest.fixture
def opened(browser: Browser, review: Path) -> Iterator[Callable[[], Page]]:
    """The desk at the paper, read whole; every call is a page of another server."""
    with ExitStack() as stack:

        def begin() -> Page:
            server = stack.enter_context(serving(Desk(review, "Jane Doe", KEY)))
            context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
            stack.callback(context.close)
            page = context.new_page()
            page.goto(server.address)
            was_read(page)
            return page

        yield begin


def was_read(page: Page) -> None:
    page.wait_for_selector("#paper:not([hidden])")
    for _ in range(600):
        if not page.evaluate("import('./desk.js').then((desk) => desk.isReading())"):
            break
        page.wait_for_timeout(50)
    page.wait_for_selector(".item.current", timeout=60_000)


def said(page: Page, words: str) -> None:
    page.wait_for_function("words => document.getElementById('status').textContent.includes(words)", arg=words)


def press(page: Page, x: float, y: float) -> None:
    """A click as a hand makes it."""
    page.mouse.move(x, y)
    page.mouse.down()
    page.wait_for_timeout(80)
    page.mouse.up()


def click(page: Page, selector: str) -> None:
    in_sight = "node => { node.scrollIntoView({ block: 'nearest' }); return node.getBoundingClientRect().toJSON(); }"
    box = page.locator(selector).first.evaluate(in_sight)
    press(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def go_to(page: Page, printed: str) -> None:
    """Make the candidate of the text with this print the current one."""
    for _ in range(12):
        page.keyboard.press("k")
    for _ in range(12):
        if page.inner_text(".item.current b") == printed:
            return
        page.keyboard.press("j")
    pytest.fail(f"{printed} is no candidate")


def passages(review: Path) -> dict[str, str]:
    return {one.printed: str(one.parameter) for one in read_folder(review / "sources", KEY).description.passages}


def tree(review: Path) -> dict[str, bytes]:
    paths = (path for path in review.rglob("*") if path.is_file() and "results" not in path.relative_to(review).parts)
    return {str(path.relative_to(review)): path.read_bytes() for path in paths}


def name_device(page: Page, name: str) -> None:
    page.keyboard.press("n")
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def is_step(page: Page, name: str) -> bool:
    return (page.text_content("#steps [aria-current='step']") or "").startswith(name)


# One undo for all decisions, and the list of them.


def test_some_of_each_kind_by_key_and_button_and_every_one_taken_back(opened: Callable[[], Page], review: Path) -> None:
    page = opened()
    start = tree(review)
    name_device(page, "HfOx")
    page.keyboard.press("a")
    said(page, "'1.2 V' is the set_voltage of HfOx")
    click(page, ".item.current .reject")
    said(page, "rejected: “50 ns”")
    page.keyboard.press("3")
    page.wait_for_selector(".look .confirm")
    page.keyboard.press("c")
    said(page, "is confirmed")
    click(page, "td.value:has-text('1.6')")
    page.wait_for_selector(".item.current b:has-text('1.6')")
    page.keyboard.press("e")
    page.wait_for_selector(".look form")
    page.fill(".look form label:has-text('It should be') input", "1.8")
    page.fill(".look form label:has-text('Reason') input", "a misprint")
    click(page, ".look form button.strong")
    said(page, "“1.6” is corrected, text 1.8: a misprint")
    click(page, "td.value:has-text('200')")
    page.wait_for_selector(".item.current b:has-text('200')")
    click(page, ".look button:has-text('Leave out')")
    said(page, "“200” is left out")
    click(page, "td.unknown")
    page.fill(".edit input", "reset_voltage")
    page.keyboard.press("Enter")
    said(page, "'Zap height (V)' is reset_voltage")
    page.wait_for_selector(".edit", state="detached")
    page.keyboard.press("5")
    page.click(".conditions li:has-text('read voltage') button")
    page.fill(".entry label:has-text('Value') input", "0.1 V")
    page.select_option(".entry label:has-text('obtained') select", "measured")
    page.fill(".entry label:has-text('Page') input", "1")
    click(page, ".entry button.strong")
    said(page, "listed: 0.1 V")
    assert [row["text"] for row in read_csv(review / "sources" / KEY / "readings.csv")] == ["0.1 V"]

    click(page, "#mine")
    page.wait_for_selector("#decisions[open]")
    kinds = page.locator("#decisions li p:first-child span").all_inner_texts()
    assert kinds == ["listed", "said of a table", "looked at", "looked at", "looked at", "looked at", "assigned"]
    found = axe.Axe().run(page, "#decisions").response["violations"]
    assert [(one["id"], one["nodes"][0]["html"], one["nodes"][0]["failureSummary"]) for one in found] == []
    # The third is one in the middle; the files are as if it had never been.
    click(page, "#decisions li:has-text('“200” is left out') button:has-text('Take back')")
    page.wait_for_function("() => document.querySelectorAll('#decisions li').length === 6")
    assert "200" not in {row["printed"] for row in read_csv(review / "curation/checks.csv")}
    page.keyboard.press("Escape")
    for n_left in range(5, -1, -1):
        # What was said of the one before is no word of this one.
        page.evaluate("document.getElementById('status').textContent = ''")
        page.keyboard.press("u")
        said(page, "taken back: ")
        page.keyboard.press("h")
        page.wait_for_function("n => document.querySelectorAll('#decisions[open] li').length === n", arg=n_left)
        page.keyboard.press("Escape")
    assert tree(review) == start
    page.wait_for_selector("#undo", state="hidden")


def test_another_session_lists_and_takes_back_what_an_earlier_one_decided(
    opened: Callable[[], Page], review: Path
) -> None:
    page = opened()
    start = tree(review)
    page.keyboard.press("x")
    said(page, "rejected")
    other = opened()
    other.keyboard.press("u")
    said(other, "taken back: “1.2 V” is left out")
    assert tree(review) == start


# A key assigns only what the card says.


def test_the_title_of_a_card_is_the_parameter_that_is_assigned(opened: Callable[[], Page]) -> None:
    page = opened()
    seen = {}
    for _ in range(8):
        printed, title = page.inner_text(".item.current b"), page.inner_text(".item.current .title")
        seen[printed] = (title, page.input_value(".item.current input[aria-label='Parameter']"))
        page.keyboard.press("j")
    assert seen["40 ns"] == ("reset pulse width", "reset_pulse_width")
    assert seen["50 ns"] == ("set pulse width", "set_pulse_width")
    assert seen["2.5 V"] == ("voltage, pulse not said", "")
    assert seen["70 ns"] == ("pulse width, pulse not said", "")
    for title, parameter in seen.values():
        assert title == parameter.replace("_", " ") or title.endswith("pulse not said")
        assert parameter or title.endswith("pulse not said")


@pytest.mark.parametrize("slot", [False, True])
def test_a_value_of_no_said_pulse_is_assigned_only_once_the_person_says_it(
    opened: Callable[[], Page], review: Path, slot: bool
) -> None:
    page = opened()
    name_device(page, "HfOx")
    if slot:
        click(page, ".pulse:first-child .part:nth-of-type(2)")
    go_to(page, "70 ns")
    # What is said of it beside the pulse says no pulse.
    page.select_option(".item.current label:has-text('obtained') select", "simulated")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    said(page, "do not say the pulse")
    assert passages(review) == {}
    page.keyboard.press("r")
    assert page.inner_text(".item.current .title") == "reset pulse width"
    page.keyboard.press("a")
    said(page, "'70 ns' is the reset_pulse_width of HfOx")
    assert passages(review) == {"70 ns": "reset_pulse_width"}


def test_both_pulses_or_none_can_be_said_of_a_value(opened: Callable[[], Page], review: Path) -> None:
    page = opened()
    name_device(page, "HfOx")
    go_to(page, "70 ns")
    page.keyboard.press("o")
    page.keyboard.press("a")
    said(page, "'70 ns' is the set_pulse_width of HfOx")
    (row,) = read_csv(review / "sources" / KEY / "readings.csv")
    assert (row["text"], row["parameter"], row["device"]) == ("70 ns", "reset_pulse_width", "HfOx")
    go_to(page, "2.5 V")
    click(page, ".item.current .pulse-p")
    assert page.inner_text(".item.current .title") == "programming voltage"
    page.keyboard.press("a")
    said(page, "'2.5 V' is the programming_voltage of HfOx")
    assert passages(review) == {"70 ns": "set_pulse_width", "2.5 V": "programming_voltage"}


def test_a_table_says_whose_its_values_are_and_how_they_were_come_by_and_a_label_whose_device_it_is(
    opened: Callable[[], Page],
) -> None:
    page = opened()
    page.keyboard.press("3")
    page.select_option(".whose label:has-text('obtained') select", "simulated")
    page.fill(".whose label:has-text('Whose') input", "[12]")
    page.keyboard.press("Escape")
    found = axe.Axe().run(page, OF_THE_DESK).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
    click(page, ".whose button")
    said(page, "Table 1 holds simulated values of [12]")
    was_read(page)
    page.wait_for_selector("#progress", state="hidden")
    # The name of a device is read as a value too, and is a label all the same.
    click(page, ".grid td:has-text('TaOx')")
    page.wait_for_selector("h3:has-text('“TaOx” is')")
    page.keyboard.press("Escape")
    page.keyboard.press("6")
    page.wait_for_selector(".draft li:has-text('HfOx of ref-12')")
    assert "simulated" in page.inner_text(".draft li:has-text('HfOx of ref-12')")
    assert "1 cited work without an entry in the library (ref-12)" in page.inner_text("#form")


def test_a_table_that_is_not_plainly_of_devices_is_asked_about_and_one_key_answers(
    opened: Callable[[], Page], review: Path
) -> None:
    paper = review / "sources" / KEY / "paper.html"
    paper.write_text(PAPER.replace("</body>", f"{ENGINES}</body>"), encoding="utf-8")
    page = opened()
    page.keyboard.press("3")
    page.wait_for_selector(".of-devices")
    assert "None is used yet" in page.inner_text(".of-devices")
    page.keyboard.press("y")
    said(page, "Table 2 is of devices")
    was_read(page)
    assert page.query_selector(".of-devices") is None


# No click is swallowed, and no digit changes the step.


def to_scale(page: Page) -> Callable[[float, float], None]:
    """The scale of the picture; gives a click at its pixels."""
    page.keyboard.press("4")
    click(page, ".chip:has-text('fig_1.png')")
    page.wait_for_selector(".scale", timeout=60_000)

    def click_at(x: float, y: float) -> None:
        page.wait_for_function("() => document.querySelector('#picture img')?.naturalWidth === 600")
        box = page.locator("#picture img").bounding_box()
        assert box is not None
        press(page, box["x"] + x * box["width"] / 600, box["y"] + y * box["height"] / 420)

    return click_at


def test_a_click_right_after_a_typed_value_arrives_and_the_next_digits_change_no_step(
    opened: Callable[[], Page],
) -> None:
    page = opened()
    click_at = to_scale(page)
    click(page, ".axis:has(b:text-is('x')) button")
    click_at(200, 355)
    page.keyboard.type("12")
    click_at(400, 355)
    page.wait_for_function("() => document.querySelectorAll('#form input.tick').length === 2")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.keyboard.type("1")
    assert [page.locator("input.tick").nth(n).input_value() for n in range(2)] == ["12", "21"]
    assert is_step(page, "Figures")
    click(page, ".axis:has(b:text-is('y')) button")
    assert "Click a tick of the y axis" in page.inner_text(".scale")
    assert is_step(page, "Figures")


def test_a_value_is_typed_at_the_tick_that_was_clicked_also_where_the_other_axis_has_its_values(
    opened: Callable[[], Page],
) -> None:
    page = opened()
    click_at = to_scale(page)
    for name, ticks in {"y": [(105, 310), (105, 110)], "x": [(200, 355), (400, 355)]}.items():
        click(page, f".axis:has(b:text-is('{name}')) button")
        for value, tick in enumerate(ticks):
            click_at(*tick)
            page.keyboard.type(f"{value + 1}e-9" if name == "y" else f"2x10^-1{value}")
    of_axis = {name: page.locator(f".axis:has(b:text-is('{name}')) input.tick") for name in "xy"}
    assert [of_axis["y"].nth(n).input_value() for n in range(2)] == ["1e-9", "2e-9"]
    # What was typed as printed stays as it was typed, and is read.
    assert [of_axis["x"].nth(n).input_value() for n in range(2)] == ["2x10^-10", "2x10^-11"]
    click(page, ".read-curves")
    said(page, "curve read")
    low, high = page.evaluate(
        "import('./desk.js').then((desk) => desk.state.at.panels.open.draft.calibration.x.points.map((one) => one[1]))"
    )
    assert (low, high) == pytest.approx((2e-10, 2e-11), rel=1e-9)


def test_a_click_of_an_axis_that_is_taken_back_is_waited_for_again(opened: Callable[[], Page]) -> None:
    page = opened()
    click_at = to_scale(page)
    click(page, ".axis:has(b:text-is('x')) button")
    click_at(200, 355)
    page.keyboard.type("1")
    click_at(300, 355)
    page.keyboard.type("2")
    click(page, ".axis:has(b:text-is('x')) button:has-text('Take back')")
    page.wait_for_selector("text=Click another tick of the x axis")
    page.keyboard.type("3")
    assert is_step(page, "Figures")
    click_at(400, 355)
    page.keyboard.type("3")
    ticks = page.locator("input.tick")
    assert [ticks.nth(n).input_value() for n in range(ticks.count())] == ["1", "3"]


def test_a_digit_whose_field_has_gone_changes_no_step_until_escape(opened: Callable[[], Page]) -> None:
    page = opened()
    page.keyboard.press("v")
    click(page, ".entry label:has-text('Value') input")
    page.keyboard.type("1")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.type("3")
    said(page, "No field takes this digit")
    assert is_step(page, "Text")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    assert is_step(page, "Tables")


@pytest.mark.parametrize(
    ("place", "done"),
    [(".item.current .reject", "#status:has-text('rejected')"), (".lacking button", ".entry")],
)
def test_a_form_that_is_made_anew_while_the_mouse_is_down_does_not_swallow_the_click(
    opened: Callable[[], Page], place: str, done: str
) -> None:
    page = opened()
    box = page.locator(place).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    # What was read meanwhile is shown: the page does it by itself, at any time.
    page.evaluate("import('./desk.js').then((desk) => desk.show())")
    page.wait_for_timeout(80)
    page.mouse.up()
    page.wait_for_timeout(80)
    page.wait_for_selector(done)


def test_a_tick_on_the_edge_of_the_frame_and_in_its_corner_takes_the_click(opened: Callable[[], Page]) -> None:
    page = opened()
    click_at = to_scale(page)
    click(page, "button:has-text('Draw its frame')")
    click_at(101, 61)
    click_at(500, 360)
    page.wait_for_selector(".chip:has-text('frame')")
    for name, ticks in {"x": [(100, 360), (500, 360)], "y": [(100, 310), (100, 60)]}.items():
        click(page, f".axis:has(b:text-is('{name}')) button")
        for tick in ticks:
            click_at(*tick)
        page.wait_for_function(
            "n => document.querySelectorAll('#form input.tick').length === n", arg=2 if name == "x" else 4
        )
    # An edge is still dragged.
    edge = page.locator("[aria-label='right edge of the frame']")
    before = int(edge.get_attribute("aria-valuenow") or 0)
    box = edge.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 35, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    assert int(edge.get_attribute("aria-valuenow") or 0) < before - 20


def test_after_a_search_keys_are_keys_and_the_next_paper_is_in_sight(opened: Callable[[], Page]) -> None:
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("hafnium")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#doe2024'")
    first = page.inner_text(".item.current b")
    page.keyboard.press("j")
    assert page.inner_text(".item.current b") != first
    assert page.input_value("#search") == "hafnium"
    title = (
        "<html><head><meta name='citation_title' content='Spikes of a vanadium neuron'></head><body>2 V</body></html>"
    )
    page.set_input_files("#file", files=[{"name": "new.html", "mimeType": "text/html", "buffer": title.encode()}])
    page.wait_for_selector(".card button.strong")
    page.keyboard.press("Enter")
    page.wait_for_selector("#title:has-text('Spikes of a vanadium neuron')")
    page.click("#unfold")
    page.wait_for_selector(".paper[aria-current='true']:has-text('Spikes of a vanadium neuron')")
    assert page.input_value("#search") == ""


# What was typed and not sent stays.


def test_half_typed_forms_survive_another_step_a_decision_and_a_reload(opened: Callable[[], Page]) -> None:
    page = opened()
    name_device(page, "Nb2O5")
    typed: dict[str, Any] = {
        "Quotation": "a reset voltage of 2.5 V was",
        "Value": "2.5 V",
        "Parameter": "reset_voltage",
        "Page": "7",
        "Condition": "8.7 V",
        "Whose": "[12]",
    }
    chosen = {"obtained": "assumed", "holds for": "reset", "Grade": "B"}
    page.keyboard.press("v")
    click(page, ".entry .more summary")
    for label, text in typed.items():
        page.fill(f".entry label:has-text('{label}') :is(input, textarea)", text)
    for label, choice in chosen.items():
        page.select_option(f".entry label:has-text('{label}') select", choice)

    def stands() -> None:
        found = {label: page.input_value(f".entry label:has-text('{label}') :is(input, textarea)") for label in typed}
        assert found == typed
        assert {label: page.input_value(f".entry label:has-text('{label}') select") for label in chosen} == chosen
        assert page.inner_text("#tuple .chip[aria-pressed='true']") == "Nb2O5"

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    click(page, "#steps button:has-text('Conditions')")
    page.wait_for_selector(".conditions")
    click(page, "#steps button:has-text('Text')")
    click(page, ".item.current .reject")
    said(page, "rejected")
    page.keyboard.press("v")
    stands()
    page.reload()
    page.wait_for_selector(".entry")
    stands()
    click(page, ".leave")
    page.wait_for_selector(".item.current")


def test_what_was_said_of_a_card_and_not_signed_outlives_a_reload(opened: Callable[[], Page]) -> None:
    page = opened()
    go_to(page, "70 ns")
    page.keyboard.press("r")
    page.select_option(".item.current label:has-text('obtained') select", "simulated")
    page.fill(".item.current label:has-text('Whose') input", "[7]")
    page.reload()
    was_read(page)
    go_to(page, "70 ns")
    assert page.inner_text(".item.current .title") == "reset pulse width"
    assert page.input_value(".item.current label:has-text('obtained') select") == "simulated"
    assert page.input_value(".item.current label:has-text('Whose') input") == "[7]"


def test_a_form_that_was_sent_is_empty_again(opened: Callable[[], Page], review: Path) -> None:
    page = opened()
    name_device(page, "HfOx")
    page.keyboard.press("v")
    for label, text in {"Value": "10 µS", "Parameter": "g_on", "Page": "3"}.items():
        page.fill(f".entry label:has-text('{label}') input", text)
    click(page, ".entry button.strong")
    said(page, "Say how it was obtained")
    page.select_option(".entry label:has-text('obtained') select", "open")
    click(page, ".entry button.strong")
    said(page, "listed: 10 µS")
    page.reload()
    page.wait_for_selector(".entry")
    assert page.input_value(".entry label:has-text('Value') input") == ""
    assert [row["text"] for row in read_csv(review / "sources" / KEY / "readings.csv")] == ["10 µS"]
