"""A described panel opens again with its reasons, each answered where it stands, and shows what it gives at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from memlit.desk.desk import Desk
from memlit.sources.folder import read_folder
from PIL import Image, ImageDraw

from tests.browser.conftest import OF_THE_DESK
from tests.browser.test_desk_safety import KEY, PAPER, click, press, said, was_read
from tests.builders import of_devices
from tests.unit.desk.desk_review import asked, serving, small_review

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

if TYPE_CHECKING:
    from memlit.desk.serve.server import DeskServer
    from playwright.sync_api import Browser, Page

FIGURES = """curator: Jane Doe
date: 2026-01-31
figures:
- file: fig_1.png
  label: Fig. 2
  tier: primary
  calibration:
    x: {points: [[100, 0], [560, 460]], label: Pulse number}
    y: {points: [[350, 0], [50, 10]], label: Conductance, unit: µS}
    frame: [100, 50, 560, 350]
  series:
    r0: {device: SrTiO3, reader: pulses, x: pulse, y: conductance, note: the upper curve}
"""
APART = [(130 + 40 * place, 330 - 25 * place) for place in range(10)]
TOUCHING = [(221, 276), (381, 176)]
"""Beside the third and the seventh mark."""


def picture(path: Path) -> None:
    """Twelve marks of a diameter of 15 pixels, two pairs of which touch, in a frame."""
    image = Image.new("RGB", (620, 420), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 50, 560, 350), outline="black", width=2)
    for x, y in APART + TOUCHING:
        draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=(200, 20, 20))
    image.save(path)


@pytest.fixture
def review(tmp_path: Path) -> Path:
    small_review(tmp_path)
    folder = tmp_path / "sources" / KEY
    (folder / "paper.html").write_text(PAPER, encoding="utf-8")
    of_devices(tmp_path / "sources" / KEY, "paper.html", paper=KEY)
    (folder / "figures.yaml").write_text(FIGURES, encoding="utf-8")
    picture(folder / "fig_1.png")
    return tmp_path


@pytest.fixture
def served(review: Path) -> Iterator[DeskServer]:
    with serving(Desk(review, "Jane Doe", KEY)) as server:
        yield server


@pytest.fixture
def page(browser: Browser, served: DeskServer) -> Iterator[Page]:
    """The desk at the described panel, opened from its curve."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    visit = context.new_page()
    visit.goto(served.address)
    was_read(visit)
    visit.keyboard.press("4")
    click(visit, ".lines button:has-text('Fig. 2, r0')")
    visit.wait_for_selector(".laid.ask", timeout=90_000)
    yield visit
    context.close()


def on_screen(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where the middle of a pixel of the picture is."""
    page.wait_for_function("() => document.querySelector('#picture img')?.naturalWidth > 0")
    left, top = page.evaluate(
        """([x, y]) => {
          const image = document.querySelector('#picture img'), box = image.getBoundingClientRect();
          return [box.left + ((x + .5) * box.width) / 620, box.top + ((y + .5) * box.height) / 420];
        }""",
        [x, y],
    )
    return left, top


def serious(page: Page) -> list[tuple[str, str]]:
    found = axe.Axe().run(page, OF_THE_DESK).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]


def test_a_described_panel_opens_again_and_its_marks_are_mended_where_they_touch(
    page: Page, review: Path, served: DeskServer
) -> None:
    assert page.input_value(".panel label:has-text('Printed label') input") == "Fig. 2"
    assert "It asks: 1 of 1 open" in page.inner_text(".asks")
    assert page.locator(".laid.ask").count() == 2
    press(page, *on_screen(page, 215, 278))
    page.wait_for_selector(".callout")
    assert "2 groups of touching" in page.inner_text(".callout")
    assert serious(page) == []
    click(page, ".callout button:has-text('Mend its marks')")
    page.wait_for_function("() => document.querySelectorAll('.laid.mark').length === 8")
    assert serious(page) == []
    for count, place in enumerate((APART[2], TOUCHING[0], APART[6], TOUCHING[1]), 9):
        press(page, *on_screen(page, *place))
        page.wait_for_function("n => document.querySelectorAll('.laid.mark').length === n", arg=count)
    page.keyboard.press("r")
    page.wait_for_selector("text=All that it asks is answered")
    # What the panel gives is there before anything is written.
    page.wait_for_function("() => document.querySelector('.foreseen b')", timeout=60_000)
    assert "g on of SrTiO3: 8.17\u00a0µS" in page.inner_text(".foreseen")
    assert "mend" not in (review / "sources" / KEY / "figures.yaml").read_text("utf-8")
    click(page, ".panel button.describe")
    said(page, "described")
    (entry,) = read_folder(review / "sources", KEY).figures.figures  # type: ignore[union-attr]
    assert len(entry.mend["r0"].add) == 4
    assert entry.mend["r0"].add[0] == pytest.approx(APART[2], abs=1.5)
    # What has no field in the form is kept.
    assert (entry.tier, entry.series["r0"].note, entry.calibration.frame) == (  # type: ignore[union-attr]
        "primary",
        "the upper curve",
        (100, 50, 560, 350),
    )
    for _ in range(400):
        view = asked(served, f"paper?key={KEY}")[1]
        if view["progress"]["state"] == "done":
            break
        page.wait_for_timeout(50)
    (device,) = [one for one in view["devices"] if one["name"] == "srtio3"]
    # The highest and the lowest mark: (350 - 105) / 30 and (350 - 330) / 30 in microsiemens.
    assert [device["set"][part][0]["reads"] for part in ("g_on", "g_off")] == ["8.17\u00a0µS", "667\u00a0nS"]


def test_a_curve_is_left_out_with_its_reason_and_taken_in_again(page: Page) -> None:
    click(page, ".asks button:has-text('Leave the curve out')")
    page.wait_for_selector("text=The curve is left out.")
    page.wait_for_function("() => !document.querySelector('.laid.ask')")
    # Nothing is lost on a reload.
    page.reload()
    was_read(page)
    page.keyboard.press("4")
    click(page, ".chip:has-text('fig_1')")
    page.wait_for_selector("text=The curve is left out.", timeout=90_000)
    click(page, ".asks button:has-text('Take back')")
    page.wait_for_selector(".laid.ask")
    assert "It asks: 1 of 1 open" in page.inner_text(".asks")


def test_a_reason_is_accepted_with_words_of_the_person_typed_at_once(page: Page) -> None:
    click(page, ".asks button:has-text('Accept as read')")
    page.wait_for_selector(".asks .answered")
    # Nothing is said in the person's place, and a digit or a letter changes no step.
    assert page.input_value(".asks .answered input") == ""
    assert "It asks: 1 of 1 open" in page.inner_text(".asks")
    page.keyboard.type("2 of 8 touch, both stand apart")
    page.keyboard.press("Tab")
    page.wait_for_selector("text=All that it asks is answered")
    said_so = page.evaluate("import('./desk.js').then((d) => Object.values(d.state.at.panels.open.draft.dismiss))")
    assert said_so == ["2 of 8 touch, both stand apart"]


def test_the_lens_says_the_value_under_the_pointer_and_the_wheel_keeps_the_place(page: Page) -> None:
    place = on_screen(page, 330, 200)
    page.mouse.move(*place)
    page.wait_for_selector("#lens:not([hidden])")
    words = page.inner_text("#lens span").split("\n")
    assert [float(number) for number in words[0].removesuffix(" px").split(", ")] == pytest.approx([330, 200], abs=0.6)
    assert float(words[1].removeprefix("x = ")) == pytest.approx(230, abs=0.7)
    assert float(words[2].removeprefix("y = ").removesuffix(" µS")) == pytest.approx(5, abs=0.03)
    page.mouse.wheel(0, -600)
    page.wait_for_function("() => document.querySelector('.paper-sheet').offsetWidth > 1000")
    assert on_screen(page, 330, 200) == pytest.approx(place, abs=3)
    before = page.evaluate("document.getElementById('picture').scrollLeft")
    page.mouse.down()
    page.mouse.move(place[0] - 60, place[1], steps=3)
    page.mouse.up()
    assert page.evaluate("document.getElementById('picture').scrollLeft") - before == pytest.approx(60, abs=3)


def test_the_panels_of_one_picture_are_opened_singly_with_the_scale_that_their_labels_give(
    browser: Browser, review: Path
) -> None:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 3.6), dpi=150, layout="constrained")
    for axes, top in zip(figure.subplots(1, 2), (8, 40), strict=True):
        axes.plot(range(1, 10), [top * x / 10 for x in range(1, 10)], "o", color="#c81414", markersize=9)
        axes.set(xlim=(0, 10), ylim=(0, top), yticks=[0, top / 4, top / 2, 3 * top / 4, top])
    folder = review / "sources" / KEY
    (folder / "figures.yaml").unlink()
    figure.savefig(folder / "fig_1.png")
    with serving(Desk(review, "Jane Doe", KEY)) as server:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page = context.new_page()
        page.goto(server.address)
        was_read(page)
        page.keyboard.press("4")
        click(page, ".chip:has-text('fig_1')")
        page.wait_for_selector(".chip:has-text('panel 2')", timeout=90_000)
        click(page, ".chip:has-text('panel 2')")
        page.wait_for_selector(".chip[aria-pressed=true]:has-text('panel 2')", timeout=90_000)
        assert page.locator(".proposed").count() == 2
        ticks = page.locator(".axis:has(b:text-is('y')) input.tick")
        assert [float(ticks.nth(n).input_value()) for n in range(ticks.count())] == [0, 10, 20, 30, 40]
        click(page, ".read-curves")
        said(page, "1 curve read")
        page.fill(".panel label:has-text('Printed label') input", "Fig. 2b")
        page.select_option(".curve select", "cycles")
        click(page, ".panel button.describe")
        page.wait_for_function("() => /described|device/.test(document.getElementById('status').textContent)")
        context.close()
    (entry,) = read_folder(review / "sources", KEY).figures.figures  # type: ignore[union-attr]
    assert (entry.panel, entry.label) == ("2", "Fig. 2b")
    scale = entry.calibration
    assert scale is not None
    assert scale.frame is not None
    assert scale.frame[0] > 675
    assert [value for _, value in scale.y.points or ()] == [0, 10, 20, 30, 40]  # type: ignore[union-attr]
