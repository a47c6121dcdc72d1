"""A third, small blind set of journal pages, drawn after the second was mended.

Run by hand: python evaluation/vector_figures/journal_third.py [FOLDER]
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "unit" / "figcurves"))

from figure_pages import Page, Scale, decades, plain, powers
from unseen import Truth, figure, main, pyplot

BOX = (90.0, 540.0, 290.0, 690.0)


def page_of(truth: Truth, x: Scale, y: Scale, x_ticks: list[float], **style: object) -> Page:
    page = Page(truth.path, **style)  # type: ignore[arg-type]
    page.prose(800, 730)
    page.prose(480, 60)
    page.begin()
    page.frame(BOX)
    page.axis(BOX, "bottom", x, x_ticks, [], plain(x_ticks), title="Pulse number")
    if y.log:
        low, high = round(np.log10(y.low)), round(np.log10(y.high))
        page.axis(BOX, "left", y, *decades(low, high), powers(low, high), title="Current (A)")
    else:
        ticks = np.linspace(y.low, y.high, 5).tolist()
        page.axis(BOX, "left", y, ticks, [], plain(ticks), title="Conductance (uS)")
    return page


def broken_line(page: Page, xs: np.ndarray, ys: np.ndarray, color: str, gap: float) -> None:
    at = np.column_stack([xs, ys])
    for a, b in pairwise(at):
        step = b - a
        length = np.hypot(*step)
        if length > 2 * gap + 0.4:
            page.stroke([a + step / length * gap, b - step / length * gap], color, 0.5)


@figure
def keys_with_gaps(truth: Truth) -> None:
    x, y = Scale(0, 50, BOX[0], BOX[2]), Scale(0, 80, BOX[1], BOX[3])
    page = page_of(truth, x, y, [0, 10, 20, 30, 40, 50])
    n = np.arange(2.0, 50.0, 3.0)
    for k, (form, color) in enumerate((("square", "0 0 0"), ("disc", "1 0 0"), ("triangle", "0 0 1"))):
        values = truth.add(n, 10 + 15 * k + n / 2)[1]
        broken_line(page, x.at(n), y.at(values), color, 3.2)
        page.marks(x.at(n), y.at(values), form, color, 4)
        h = BOX[3] - 12 - 10 * k
        page.stroke([(BOX[0] + 8, h), (BOX[0] + 15.8, h)], color, 0.5)
        page.stroke([(BOX[0] + 22.2, h), (BOX[0] + 30, h)], color, 0.5)
        page.marks([BOX[0] + 19], [h], form, color, 4)
        page.text(f"{k + 1}.0 V", BOX[0] + 34, h - 2.8, 8)
    page.end()
    page.save()


@figure
def caps_both_ways(truth: Truth) -> None:
    x, y = Scale(0, 50, BOX[0], BOX[2]), Scale(1e-8, 1e-4, BOX[1], BOX[3], True)
    page = page_of(truth, x, y, [0, 10, 20, 30, 40, 50], digits=2)
    n = np.arange(4.0, 50.0, 5.0)
    values = truth.add(n, 1e-7 * 10 ** (n / 25))[1]
    for px, py in zip(x.at(n).tolist(), y.at(values).tolist(), strict=True):
        for a, b in (((px, py - 7), (px, py + 7)), ((px - 4, py), (px + 4, py))):
            page.stroke([a, b], "0 0.4 0", 0.5)
        for end in (-7, 7):
            page.stroke([(px - 2, py + end), (px + 2, py + end)], "0 0.4 0", 0.5)
        for end in (-4, 4):
            page.stroke([(px + end, py - 2), (px + end, py + 2)], "0 0.4 0", 0.5)
    page.marks(x.at(n), y.at(values), "square", "0 0.4 0", 4)
    page.end()
    page.save()


@figure
def open_arrow_heads(truth: Truth) -> None:
    x, y = Scale(-2, 2, BOX[0], BOX[2]), Scale(-100, 100, BOX[1], BOX[3])
    page = page_of(truth, x, y, [-2, -1, 0, 1, 2])
    t = np.linspace(0, 2 * np.pi, 1200)
    v, i = 1.7 * np.sin(t), 1.7 * np.sin(t) * (35 + 15 * np.cos(t))
    truth.add(v, i)
    page.stroke(np.column_stack([x.at(v), y.at(i)]), "0 0 0", 0.7, piece=300)
    for a, b in (((150, 640), (175, 655)), ((240, 600), (215, 585))):
        page.stroke([a, b], "0 0 0", 0.6)
        step = np.array(b) - np.array(a)
        unit = step / np.hypot(*step)
        across = np.array([-unit[1], unit[0]])
        tip = np.array(b)
        page.stroke([tip - 5 * unit + 2.5 * across, tip, tip - 5 * unit - 2.5 * across], "0 0 0", 0.6)
    page.text("I", 160, 655)
    page.end()
    page.save()


@figure
def same_colour_other_dash(truth: Truth) -> None:
    x, y = Scale(0, 50, BOX[0], BOX[2]), Scale(0, 80, BOX[1], BOX[3])
    page = page_of(truth, x, y, [0, 10, 20, 30, 40, 50], digits=2)
    t = np.linspace(0, 50, 400)
    for dash, values in (("[] 0", 10 + t), ("[4 2] 0", 70 - t), ("[1 1.5] 0", 40 + 10 * np.sin(t / 5))):
        truth.add(t, values)
        page.stroke(np.column_stack([x.at(t), y.at(values)]), "0 0 0", 0.8, dash)
    page.end()
    page.save()


@figure
def keys_outside(truth: Truth) -> None:
    x, y = Scale(0, 50, BOX[0], BOX[2]), Scale(1e-9, 1e-3, BOX[1], BOX[3], True)
    page = page_of(truth, x, y, [0, 10, 20, 30, 40, 50])
    n = np.arange(1.0, 50.0, 2.0)
    for k, (form, color) in enumerate((("disc", "0.1 0.5 0.8"), ("diamond", "0.9 0.4 0.1"))):
        page.marks(x.at(n), y.at(truth.add(n, 10 ** (-8 + 3 * k + n / 50))[1]), form, color, 3.6)
        page.marks([BOX[2] + 12], [BOX[3] - 10 - 12 * k], form, color, 3.6)
        page.text(("LRS", "HRS")[k], BOX[2] + 18, BOX[3] - 13 - 12 * k, 8)
    page.end()
    page.save()


@figure
def hollow_and_solid_of_one_colour(truth: Truth) -> None:
    x, y = Scale(0, 50, BOX[0], BOX[2]), Scale(0, 80, BOX[1], BOX[3])
    page = page_of(truth, x, y, [0, 10, 20, 30, 40, 50], digits=2)
    n = np.arange(1.0, 50.0, 1.5)
    page.marks(x.at(n), y.at(truth.add(n, 20 + n)[1]), "disc", "0 0 0", 4)
    page.marks(x.at(n), y.at(truth.add(n, 60 - n)[1]), "disc", "0 0 0", 4, hollow=True)
    page.end()
    page.save()


@figure
def two_y_axes_left_and_far_right(truth: Truth) -> None:
    plt = pyplot(**{"xtick.direction": "in", "ytick.direction": "in", "font.family": "sans-serif"})
    fig, ax = plt.subplots(figsize=(4.5, 3))
    fig.subplots_adjust(right=0.72)
    x = np.arange(1, 21)
    ax.plot(*truth.add(x, 2 * x), "ko", ms=3)
    second, third = ax.twinx(), ax.twinx()
    third.spines["right"].set_position(("axes", 1.22))
    second.plot(*truth.add(x, 100 - x), "rs", ms=3)
    third.plot(*truth.add(x, 0.01 * x**2), "b^", ms=3)
    second.tick_params(axis="y", colors="r")
    third.tick_params(axis="y", colors="b")
    fig.savefig(truth.path)


@figure
def top_axis_in_other_unit(truth: Truth) -> None:
    x, y = Scale(0, 50, BOX[0], BOX[2]), Scale(0, 80, BOX[1], BOX[3])
    page = page_of(truth, x, y, [0, 10, 20, 30, 40, 50])
    top = Scale(0, 5, BOX[0], BOX[2])
    page.axis(BOX, "top", top, [0, 1, 2, 3, 4, 5], [], plain([0, 1, 2, 3, 4, 5]))
    n = np.arange(2.0, 50.0, 3.0)
    page.marks(x.at(n), y.at(truth.add(n, 20 + n)[1]), "square", "0 0 0", 4)
    page.end()
    page.save()


if __name__ == "__main__":
    main()
