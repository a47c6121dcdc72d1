"""Figures on journal pages drawn operator by operator: what is data, what is a note, and which axis a series has."""

import csv
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from figcurves import digitize_pdf
from figcurves.__main__ import main
from figcurves.errors import FigureError
from figcurves.model import Digitization, Series
from figcurves.render import render_digitization
from figure_pages import Page, Scale, decades, plain, powers

BOX = (120.0, 500.0, 320.0, 650.0)


def start(path: Path, x: Scale, y: Scale, x_ticks: list[float], y_ticks: list[float]) -> Page:
    """A page with a frame and two linear axes."""
    page = Page(path)
    page.begin()
    page.frame(BOX)
    page.axis(BOX, "bottom", x, x_ticks, [], plain(x_ticks))
    page.axis(BOX, "left", y, y_ticks, [], plain(y_ticks))
    return page


def scales() -> tuple[Scale, Scale]:
    return Scale(0, 60, BOX[0], BOX[2]), Scale(0, 40, BOX[1], BOX[3])


def simple(path: Path) -> tuple[Page, Scale, Scale]:
    x, y = scales()
    return start(path, x, y, [0, 20, 40, 60], [0, 10, 20, 30, 40]), x, y


def read(page: Page) -> Digitization:
    page.end()
    page.save()
    (item,) = digitize_pdf(page.path, 1)
    return item


def assert_points(series: Series, xs: np.ndarray, ys: np.ndarray) -> None:
    assert len(series.points) == len(xs)
    for point, x, y in zip(sorted(series.points, key=lambda p: p.x), xs, ys, strict=True):
        assert point.x == pytest.approx(x, abs=60 * 1e-4)
        assert point.y == pytest.approx(y, rel=1e-3)


def twin(path: Path) -> tuple[Page, Scale, Scale, Scale]:
    page, x, y = simple(path)
    right = Scale(1e3, 1e7, BOX[1], BOX[3], log=True)
    page.axis(BOX, "right", right, *decades(3, 7), powers(3, 7))
    return page, x, y, right


def arrows(path: Path, second: float = 28.0) -> tuple[Digitization, np.ndarray, np.ndarray, np.ndarray]:
    page, x, y, right = twin(path)
    n = np.arange(3.0, 60.0, 3.0)
    current, resistance = 25 + n / 6, 3e3 * 10 ** (n / 100)
    page.marks(x.at(n), y.at(current), "square", "0 0 0")
    page.marks(x.at(n), right.at(resistance), "disc", "0 0 0")
    page.arrow(x.at(21), y.at(current[6]) + 4, -28, 0)
    page.ring(x.at(42), right.at(resistance[13]), 4, 9)
    page.arrow(x.at(42), right.at(resistance[13]) + 9, second, 0)
    return read(page), n, current, resistance


def test_arrows_name_the_axis_of_black_series(tmp_path: Path) -> None:
    item, n, current, resistance = arrows(tmp_path / "a.pdf")
    left, right = sorted(item.series, key=lambda series: series.y_axis)
    assert (left.y_axis, right.y_axis) == ("y", "y2")
    assert_points(left, n, current)
    assert_points(right, n, resistance)
    assert item.tier == "vector_verified"


def test_two_arrows_to_one_side_decide_nothing(tmp_path: Path) -> None:
    item, *_ = arrows(tmp_path / "a.pdf", second=-28.0)
    assert all("two y scales" in " ".join(series.review_required) for series in item.series)


def test_an_arrow_between_two_series_decides_nothing(tmp_path: Path) -> None:
    page, x, y, right = twin(tmp_path / "a.pdf")
    n = np.arange(3.0, 60.0, 3.0)
    page.marks(x.at(n), y.at(20 + 0 * n), "square", "0 0 0")
    page.marks(x.at(n), right.at(2e5 + 0 * n), "disc", "0 0 0")
    middle = (float(y.at(20)) + float(right.at(2e5))) / 2
    page.arrow(x.at(21), middle, -28, 0)
    page.arrow(x.at(42), middle, 28, 0)
    item = read(page)
    assert all("two y scales" in " ".join(series.review_required) for series in item.series)


def test_squares_and_diamonds_of_one_colour_are_two_series(tmp_path: Path) -> None:
    page, x, y = simple(tmp_path / "a.pdf")
    n = np.arange(4.0, 60.0, 4.0)
    page.marks(x.at(n), y.at(10 + n / 10), "square", "0.2 0.2 0.2")
    page.marks(x.at(n), y.at(30 - n / 10), "diamond", "0.2 0.2 0.2")
    item = read(page)
    low, high = sorted(item.series, key=lambda series: series.points[0].y)
    assert_points(low, n, 10 + n / 10)
    assert_points(high, n, 30 - n / 10)


def test_white_discs_under_marks_are_no_series(tmp_path: Path) -> None:
    page, x, y = simple(tmp_path / "a.pdf")
    n = np.arange(4.0, 60.0, 4.0)
    for at in n:
        page.marks([x.at(at)], [y.at(20)], "disc", "1 1 1", 7)
        page.marks([x.at(at)], [y.at(20)], "disc", "0 0 1", 4)
    item = read(page)
    assert [len(series.points) for series in item.series] == [len(n)]


def test_strokes_that_stop_short_of_marks_are_no_series(tmp_path: Path) -> None:
    page, x, y = simple(tmp_path / "a.pdf")
    n = np.arange(2.0, 60.0, 2.0)
    values = 5 + 30 * (1 - np.exp(-n / 20))
    at = np.column_stack([x.at(n), y.at(values)])
    for a, b in pairwise(at):
        unit = (b - a) / math.hypot(*(b - a))
        page.stroke([a + 2.8 * unit, b - 2.8 * unit], "1 0 0")
    page.marks(at[:, 0], at[:, 1], "square", "1 0 0", 3.6, hollow=True)
    item = read(page)
    (series,) = item.series
    assert_points(series, n, values)
    assert item.tier == "vector_verified"


def test_arrows_and_grid_lines_cut_by_a_key_are_no_series(tmp_path: Path) -> None:
    page, x, y = simple(tmp_path / "a.pdf")
    for value in (10, 20):
        page.stroke([(BOX[0], y.at(value)), (BOX[2], y.at(value))], "0.5 0.5 0.5", 0.4)
    page.stroke([(BOX[0], y.at(30)), (BOX[2] - 70, y.at(30))], "0.5 0.5 0.5", 0.4)
    n = np.arange(4.0, 60.0, 4.0)
    page.marks(x.at(n), y.at(5 + n / 3), "disc", "0 0 1")
    page.arrow(x.at(10), y.at(25), 10, 22)
    item = read(page)
    assert [series.kind for series in item.series] == ["marks"]
    assert item.tier == "vector_verified"


def test_axes_that_cross_in_the_middle_are_read(tmp_path: Path) -> None:
    x, y = Scale(-3, 3, BOX[0], BOX[2]), Scale(-150, 150, BOX[1], BOX[3])
    page = Page(tmp_path / "a.pdf")
    page.begin()
    x0, y0 = float(x.at(0)), float(y.at(0))
    page.stroke([(BOX[0], y0), (BOX[2], y0)])
    page.stroke([(x0, BOX[1]), (x0, BOX[3])])
    cross = (x0, y0, BOX[2], BOX[3])
    page.axis(cross, "bottom", x, [-2, -1, 1, 2], [], plain([-2, -1, 1, 2]), inward=False)
    page.axis(cross, "left", y, [-100, -50, 50, 100], [], plain([-100, -50, 50, 100]), inward=False)
    v = np.linspace(-2.6, 2.6, 27)
    page.marks(x.at(v), y.at(50 * v), "square", "1 0 0", 3)
    item = read(page)
    (series,) = item.series
    got = np.array([(p.x, p.y) for p in series.points])
    assert np.abs(got[:, 1] - 50 * got[:, 0]).max() < 0.01
    assert len(got) == len(v)


def test_bars_beside_one_axis_are_read_over_their_words(tmp_path: Path) -> None:
    y = Scale(0, 25, BOX[1], BOX[3])
    page = Page(tmp_path / "a.pdf")
    page.begin()
    page.stroke([(BOX[0], BOX[1]), (BOX[0], BOX[3])])
    page.axis(BOX, "left", y, [0, 5, 10, 15, 20, 25], [], plain([0, 5, 10, 15, 20, 25]), inward=False)
    heights = [12.0, 18.5, 7.2, 22.1]
    for number, height in enumerate(heights):
        left = BOX[0] + 12 + 30 * number
        page.op("0.3 0.5 0.7 rg")
        corners = [(left, BOX[1]), (left + 24, BOX[1]), (left + 24, float(y.at(height))), (left, float(y.at(height)))]
        page.shape(corners, "h f")
        page.text("HRSN"[number], left + 12, BOX[1] - 12, anchor=0.5)
    item = read(page)
    (series,) = item.series
    assert [point.y for point in series.points] == pytest.approx(heights, rel=1e-3)


@pytest.mark.parametrize(
    ("labels", "places", "word"),
    [
        ([10.0, 50.0, 90.0], [-1.2816, 0.0, 1.2816], "probability paper"),
        ([0.05, 0.5, 0.95], [-1.6449, 0.0, 1.6449], "probability paper"),
    ],
)
def test_three_labels_of_probability_paper_are_asked_about(
    tmp_path: Path, labels: list[float], places: list[float], word: str
) -> None:
    x, y = Scale(0, 60, BOX[0], BOX[2]), Scale(-1.7, 1.7, BOX[1], BOX[3])
    page = Page(tmp_path / "a.pdf")
    page.begin()
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [0, 20, 40, 60], [], plain([0, 20, 40, 60]))
    page.axis(BOX, "left", y, places, [], plain(labels))
    page.marks(x.at(np.arange(5, 60, 5)), y.at(np.linspace(-1.5, 1.5, 11)), "disc", "0 0 1")
    assert word in " ".join(read(page).review_required)


def test_powers_of_ten_on_both_sides_of_zero_are_asked_about(tmp_path: Path) -> None:
    x, y = Scale(0, 60, BOX[0], BOX[2]), Scale(-1.2, 1.2, BOX[1], BOX[3])
    page = Page(tmp_path / "a.pdf")
    page.begin()
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [0, 20, 40, 60], [], plain([0, 20, 40, 60]))
    page.axis(BOX, "left", y, [-1, 0, 1], [], [("\u009610", "0"), ("0", ""), ("10", "0")])
    page.marks(x.at(np.arange(5, 60, 5)), y.at(np.linspace(-1, 1, 11)), "disc", "0 0 1")
    assert "symmetric logarithm" in " ".join(read(page).review_required)


def test_stacked_panels_keep_their_own_marks_and_labels(tmp_path: Path) -> None:
    x, _ = scales()
    upper, lower = (BOX[0], 600.0, BOX[2], 700.0), (BOX[0], 500.0, BOX[2], 600.0)
    page = Page(tmp_path / "a.pdf")
    page.begin()
    n = np.arange(4.0, 60.0, 4.0)
    for box, low, high, ticks, rise in (
        (upper, 0.5, 1.5, [0.8, 1.0, 1.2], 0.01),
        (lower, 20.0, 50.0, [30, 40, 50], 0.5),
    ):
        y = Scale(low, high, box[1], box[3])
        page.frame(box)
        page.axis(box, "left", y, ticks, [], plain(ticks))
        labels = plain([0, 20, 40, 60]) if box is lower else []
        page.axis(box, "bottom", x, [0, 20, 40, 60], [], labels)
        page.marks(x.at(n), y.at(low + 0.02 * (high - low) + rise * n), "square", "0 0 1", 3)
    page.end()
    page.save()
    items = digitize_pdf(page.path, 1)
    assert [[len(series.points) for series in item.series] for item in items] == [[len(n)], [len(n)]]
    assert [item.tier for item in items] == ["vector_verified"] * 2


def test_a_page_whose_words_run_sideways_says_so(tmp_path: Path) -> None:
    page, x, y = simple(tmp_path / "a.pdf")
    page.marks(x.at([10, 20, 30]), y.at([10, 20, 30]), "disc", "0 0 1")
    page.turn = 90
    page.end()
    page.save()
    with pytest.raises(FigureError, match="words run sideways"):
        digitize_pdf(page.path, 1)


def test_digitize_writes_points_and_overlay(tmp_path: Path) -> None:
    page, x, y = simple(tmp_path / "a.pdf")
    n = np.arange(3.0, 60.0, 3.0)
    page.marks(x.at(n), y.at(25 + n / 6), "square", "0 0 0")
    page.end()
    page.save()
    main([str(page.path), "--page", "1", "--out", str(tmp_path / "out")])
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"a-p1-1{end}" for end in ("-overlay.png", ".csv")]
    rows = list(csv.DictReader((tmp_path / "out" / "a-p1-1.csv").open(encoding="utf-8")))
    got = np.array([(float(row["x"]), float(row["y"])) for row in rows])
    assert np.abs(got - np.column_stack([n, 25 + n / 6])).max() < 1e-3
    assert {row["id"].split("/")[0] for row in rows} == {"p1s0"}


def test_the_terminal_names_the_second_axis_of_a_series(tmp_path: Path) -> None:
    item, *_ = arrows(tmp_path / "a.pdf")
    lines = render_digitization(item).splitlines()
    assert sum(" on y2" in line for line in lines) == 1
    assert any(line.endswith("linear from 0 to 60") for line in lines)


@pytest.mark.parametrize(("words", "raised"), [("10", "\u00963"), ("\u00d713", "\u00963"), ("\u00d710", "\u0096")])
def test_a_factor_that_is_not_wholly_one_is_asked_about(tmp_path: Path, words: str, raised: str) -> None:
    page, x, y = simple(tmp_path / "a.pdf")
    page.text(words, BOX[0], BOX[3] + 3, raised=raised)
    page.marks(x.at([10, 20, 30]), y.at([10, 20, 30]), "disc", "0 0 1")
    assert "a factor may be meant" in " ".join(read(page).review_required)


def test_a_third_axis_beside_the_frame_is_asked_about(tmp_path: Path) -> None:
    page, x, y = simple(tmp_path / "a.pdf")
    page.stroke([(BOX[2] + 45, BOX[1]), (BOX[2] + 45, BOX[3])])
    far = (BOX[0], BOX[1], BOX[2] + 45, BOX[3])
    page.axis(far, "right", Scale(0, 9, BOX[1], BOX[3]), [0, 3, 6, 9], [], plain([0, 3, 6, 9]), inward=False)
    page.marks(x.at([10, 20, 30]), y.at([10, 20, 30]), "disc", "0 0 0")
    assert "a third y axis" in " ".join(read(page).review_required)
