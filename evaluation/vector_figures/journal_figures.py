"""Figures on journal pages and in styles that the readers were not developed on: first blind set.

Run by hand: python evaluation/vector_figures/journal_figures.py [FOLDER]     needs gnuplot and Rscript for a part of
them.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "unit" / "figcurves"))

from figure_pages import Page, Scale, decades, plain, powers
from unseen import RNG, Truth, figure, gnuplot, main, pyplot, r

BOX = (90.0, 540.0, 280.0, 690.0)


def page_of(truth: Truth, **style: object) -> Page:
    page = Page(truth.path, **style)  # type: ignore[arg-type]
    page.prose(800, 730)
    page.prose(480, 60)
    return page


@figure
def twin_black_with_arrows(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(0, 100, BOX[0], BOX[2]), Scale(0, 50, BOX[1], BOX[3])
    right = Scale(-20, 60, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(
        BOX,
        "bottom",
        x,
        [0, 20, 40, 60, 80, 100],
        [10, 30, 50, 70, 90],
        plain([0, 20, 40, 60, 80, 100]),
        title="Pulse number",
    )
    page.axis(
        BOX,
        "left",
        y,
        [0, 10, 20, 30, 40, 50],
        [5, 15, 25, 35, 45],
        plain([0, 10, 20, 30, 40, 50]),
        title="Conductance (uS)",
    )
    page.axis(
        BOX, "right", right, [-20, 0, 20, 40, 60], [-10, 10, 30, 50], plain([-20, 0, 20, 40, 60]), title="Change (%)"
    )
    p = np.linspace(2, 98, 33)
    a, b = 5 + 0.4 * p, 50 * np.exp(-p / 30) - 10
    for values, scale, form in ((a, y, "square"), (b, right, "disc")):
        truth.add(p, values)
        page.stroke(np.column_stack([x.at(p), scale.at(values)]), width=0.6)
        page.marks(x.at(p), scale.at(values), form, "0 0 0")
    page.arrow(x.at(30), y.at(17), -25, 0)
    page.arrow(x.at(70), right.at(-5), 25, 0)
    page.end()
    page.save()


@figure
def twin_coloured_axes(truth: Truth) -> None:
    page = page_of(truth, digits=2)
    page.begin()
    x, y = Scale(-0.5, 10.5, BOX[0], BOX[2]), Scale(1e-9, 1e-3, BOX[1], BOX[3], log=True)
    right = Scale(0, 1.2, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [0, 2, 4, 6, 8, 10], [1, 3, 5, 7, 9], plain([0, 2, 4, 6, 8, 10]), title="Cycle")
    majors, minors = decades(-9, -3)
    page.axis(BOX, "left", y, majors, minors, powers(-9, -3), title="Current (A)")
    page.axis(
        BOX,
        "right",
        right,
        [0, 0.3, 0.6, 0.9, 1.2],
        [],
        plain([0, 0.3, 0.6, 0.9, 1.2], ".1f"),
        color="0 0 1",
        title="Set voltage (V)",
    )
    n = np.arange(1, 11)
    page.marks(x.at(n), y.at(truth.add(n, 1e-4 / n)[1]), "square", "0 0 0")
    page.marks(x.at(n), y.at(truth.add(n, 1e-8 * n)[1]), "square", "0 0 0", hollow=True)
    page.marks(x.at(n), right.at(truth.add(n, 0.5 + 0.04 * n)[1]), "triangle", "0 0 1")
    page.end()
    page.save()


@figure
def butterfly(truth: Truth) -> None:
    page = page_of(truth, digits=1, unit=0.12)
    page.begin(BOX)
    x, y = Scale(-2, 2, BOX[0], BOX[2]), Scale(1e-12, 1e-2, BOX[1], BOX[3], log=True)
    v = np.concatenate([np.linspace(0, 1.8, 900), np.linspace(1.8, -1.8, 1800), np.linspace(-1.8, 0, 900)])
    state = np.where((np.arange(3600) > 650) & (np.arange(3600) < 2400), 3000.0, 1.0)
    i = np.minimum(1e-9 * state * np.sinh(3 * np.abs(v)) + 1e-13, 1e-3)
    truth.add(v, i)
    page.stroke(np.column_stack([x.at(v), y.at(i)]), "1 0 0", 0.7, piece=1000)
    page.end()
    page.begin()
    page.frame(BOX)
    page.axis(
        BOX, "bottom", x, [-2, -1, 0, 1, 2], [-1.5, -0.5, 0.5, 1.5], plain([-2, -1, 0, 1, 2]), title="Voltage (V)"
    )
    majors, minors = decades(-12, -2)
    page.axis(
        BOX,
        "left",
        y,
        majors,
        minors,
        [label if k % 2 == 0 else ("", "") for k, label in enumerate(powers(-12, -2))],
        title="|Current| (A)",
    )
    page.text("1", x.at(0.6), y.at(1e-6))
    page.text("2", x.at(1.2), y.at(1e-4))
    page.arrow(x.at(0.4), y.at(1e-8), 10, 20)
    page.text("SET", x.at(0.9), y.at(1e-9), 7)
    page.end()
    page.save()


@figure
def six_panels(truth: Truth) -> None:
    page = Page(truth.path, digits=3)
    page.prose(810, 760)
    page.prose(180, 40)
    rng = RNG(6)
    for k in range(6):
        left, bottom = 70.0 + 175.0 * (k % 3), 500.0 - 210.0 * (k // 3) + 60
        box = (left, bottom, left + 115.0, bottom + 120.0)
        page.begin()
        page.frame(box, width=0.6)
        log_x, log_y = k in (1, 4), k in (1, 2, 5)
        x = Scale(1, 1e4, box[0], box[2], True) if log_x else Scale(0, 50 + 10 * k, box[0], box[2])
        y = Scale(1e3, 1e7, box[1], box[3], True) if log_y else Scale(-1, 3 + k, box[1], box[3])
        if log_x:
            page.axis(box, "bottom", x, *decades(0, 4), powers(0, 4), size=7, title="Time (s)")
        else:
            ticks = [0.0, 25.0, 50.0] if k < 3 else [0.0, 40.0, 80.0]
            page.axis(box, "bottom", x, ticks, [], plain(ticks), size=7, title="Pulse")
        if log_y:
            page.axis(box, "left", y, *decades(3, 7), powers(3, 7), size=7, title="Resistance (Ohm)")
        else:
            ticks = [-1.0, 0.0, 1.0, 2.0, 3.0]
            page.axis(box, "left", y, ticks, [-0.5, 0.5, 1.5, 2.5], plain(ticks), size=7, title="G (mS)")
        page.text(f"({'abcdef'[k]})", box[0] + 6, box[3] - 11, 9)
        for color, shift in (("0 0 0", 0.3), ("0.8 0 0.2", 0.6)):
            u = np.linspace(0.03, 0.97, 15)
            w = np.clip(shift + 0.2 * np.sin(5 * u + k) + rng.normal(0, 0.01, 15), 0.02, 0.98)
            xs, ys = box[0] + u * 115, box[1] + w * 120
            vx = 10 ** (4 * u) if log_x else (50 + 10 * k) * u
            vy = 10 ** (3 + 4 * w) if log_y else -1 + (4 + k) * w
            truth.add(vx, vy, k)
            page.marks(xs, ys, "disc", color, 3.0)
        page.end()
    page.text("Fig. 3. (a) 100, (b) 10 and (c) 0.1 nA; 25 cycles.", 60, 310, 8)
    page.save()


@figure
def ltp_ltd(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(0, 128, BOX[0], BOX[2]), Scale(0, 12, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(
        BOX, "bottom", x, [0, 32, 64, 96, 128], [16, 48, 80, 112], plain([0, 32, 64, 96, 128]), title="Pulse number (#)"
    )
    page.axis(
        BOX, "left", y, [0, 3, 6, 9, 12], [1.5, 4.5, 7.5, 10.5], plain([0, 3, 6, 9, 12]), title="Conductance (nS)"
    )
    p = np.arange(1, 65)
    up = 1 + 10 * (1 - np.exp(-p / 20)) / (1 - math.exp(-64 / 20))
    down = 11 - 10 * (1 - np.exp(-p / 9)) / (1 - math.exp(-64 / 9))
    page.marks(x.at(p), y.at(truth.add(p, up)[1]), "disc", "0.1 0.2 0.8", 3.2)
    page.marks(x.at(p + 63.5), y.at(truth.add(p + 63.5, down)[1]), "disc", "0.1 0.2 0.8", 3.2, hollow=True)
    page.text("LTP", x.at(20), y.at(3), 8)
    page.text("LTD", x.at(100), y.at(8), 8)
    page.end()
    page.save()


@figure
def retention(truth: Truth) -> None:
    page = page_of(truth, digits=0, unit=0.12)
    page.begin()
    x, y = Scale(1, 1e5, BOX[0], BOX[2], True), Scale(1e3, 1e8, BOX[1], BOX[3], True)
    page.frame(BOX)
    page.axis(BOX, "bottom", x, *decades(0, 5), powers(0, 5), title="Time (s)", inward=False)
    page.axis(BOX, "left", y, *decades(3, 8), powers(3, 8), title="Resistance (Ohm)", inward=False)
    t = np.logspace(0.1, 4.9, 25)
    for start, color, form in ((5e3, "0 0 0", "square"), (1e5, "1 0 0", "disc"), (2e7, "0 0.5 0", "diamond")):
        page.marks(x.at(t), y.at(truth.add(t, start * t**0.03)[1]), form, color, 4.0)
    x0 = BOX[0] + 25
    for number, (form, color) in enumerate((("square", "0 0 0"), ("disc", "1 0 0"), ("diamond", "0 0.5 0"))):
        h = BOX[1] + 95 - 10 * number
        page.marks([x0], [h], form, color, 4.0)
        page.text(("5 kOhm", "100 kOhm", "20 MOhm")[number], x0 + 8, h - 2.8, 8)
    page.end()
    page.save()


@figure
def endurance_log_cycles(truth: Truth) -> None:
    page = page_of(truth, digits=2)
    page.begin()
    x, y = Scale(1, 1e9, BOX[0], BOX[2], True), Scale(1e2, 1e6, BOX[1], BOX[3], True)
    page.frame(BOX)
    majors, _ = decades(0, 9)
    page.axis(BOX, "bottom", x, majors[::3], majors, powers(0, 9, 3), title="Cycles")
    page.axis(BOX, "left", y, *decades(2, 6), powers(2, 6), title="Resistance (Ohm)")
    rng = RNG(3)
    n = np.logspace(0.05, 8.9, 70)
    page.marks(x.at(n), y.at(truth.add(n, 10 ** rng.normal(3, 0.05, 70))[1]), "square", "0 0 1", 3)
    page.marks(x.at(n), y.at(truth.add(n, 10 ** rng.normal(5.2, 0.12, 70))[1]), "disc", "1 0 0", 3)
    page.end()
    page.save()


@figure
def axes_in_the_middle(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    v = np.linspace(-1.9, 1.9, 60)
    ax.plot(*truth.add(v, 3 * v**3 - v), "o", ms=3, color="C3")
    ax.spines["left"].set_position("zero")
    ax.spines["bottom"].set_position("zero")
    ax.spines["top"].set_visible(False)
    ax.spines["right"].set_visible(False)
    ax.set(xlim=(-2.2, 2.2), ylim=(-22, 22))
    fig.savefig(truth.path)


@figure
def cross_inside_a_frame(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(-3, 3, BOX[0], BOX[2]), Scale(-150, 150, BOX[1], BOX[3])
    page.frame(BOX)
    page.stroke([(x.at(0), BOX[1]), (x.at(0), BOX[3])], width=0.4)
    page.stroke([(BOX[0], y.at(0)), (BOX[2], y.at(0))], width=0.4)
    page.axis(BOX, "bottom", x, [-3, -2, -1, 0, 1, 2, 3], [], plain([-3, -2, -1, 0, 1, 2, 3]), title="Voltage (V)")
    page.axis(
        BOX,
        "left",
        y,
        [-150, -100, -50, 0, 50, 100, 150],
        [],
        plain([-150, -100, -50, 0, 50, 100, 150]),
        title="Current (uA)",
    )
    t = np.linspace(0, 2 * np.pi, 4001)
    v = 2.6 * np.sin(t)
    i = v * (35 + 20 * np.cos(t))
    truth.add(v, i)
    page.stroke(np.column_stack([x.at(v), y.at(i)]), "0 0 0.7", 0.9, piece=1500)
    page.end()
    page.save()


@figure
def reversed_y(truth: Truth) -> None:
    plt = pyplot(**{"xtick.direction": "in", "ytick.direction": "in"})
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.linspace(0.5, 9.5, 19)
    ax.plot(*truth.add(x, 40 + 5 * x), "s", ms=4)
    ax.invert_yaxis()
    fig.savefig(truth.path)


@figure
def crowded_labels(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(2.2, 2))
    x = np.linspace(0, 10000, 21)
    ax.plot(*truth.add(x, np.sqrt(x)), "o", ms=3)
    ax.set_xticks(np.arange(0, 10001, 1000))
    fig.savefig(truth.path)


@figure
def areas_that_are_data(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.linspace(0, 5, 60)
    for mu, colour in ((1.5, "C0"), (3.2, "C1")):
        y = np.exp(-(((x - mu) / 0.4) ** 2))
        truth.add(x, y)
        ax.fill_between(x, 0, y, color=colour, alpha=0.7, lw=0)
    ax.set(xlim=(0, 5), ylim=(0, 1.1))
    fig.savefig(truth.path)


@figure
def gnuplot_bars(truth: Truth) -> None:
    n = np.arange(1, 13)
    truth.add(n, 10.0 ** (3 + 0.2 * n))
    truth.add(n + 0.3, 10.0 ** (5 + 0.05 * n))
    gnuplot(
        truth,
        "set logscale y\nset format y '10^{%L}'\nset xrange [0:14]\nset yrange [1e2:1e7]\nset key bottom right\n"
        "plot $d0 using 1:2:($2*0.7):($2*1.5) with yerrorbars pt 7 ps 0.6 title 'LRS', "
        "$d1 using 1:2:($2*0.6):($2*1.4) with yerrorbars pt 4 ps 0.6 title 'HRS'\n",
    )


@figure
def dense_scatter(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    rng = RNG(14)
    for mu, colour in ((0.0, "tab:blue"), (1.2, "tab:red")):
        ax.plot(
            *truth.add(rng.normal(mu, 0.5, 1500), 10 ** rng.normal(mu - 6, 0.4, 1500)),
            "o",
            ms=2.5,
            color=colour,
            alpha=0.4,
            mew=0,
        )
    ax.set_yscale("log")
    fig.savefig(truth.path)


@figure
def legend_over_data(truth: Truth) -> None:
    plt = pyplot(**{"legend.framealpha": 1.0, "legend.fancybox": False, "legend.edgecolor": "k"})
    fig, ax = plt.subplots(figsize=(3.4, 2.6))
    x = np.linspace(0, 1, 41)
    for k, mark in enumerate("os^"):
        ax.plot(*truth.add(x, np.cos(3 * x + k / 2)), mark + "-", ms=3.5, lw=0.8, label=f"{k + 1}.0 nm")
    ax.legend(loc="center")
    fig.savefig(truth.path)


@figure
def log_inset(truth: Truth) -> None:
    plt = pyplot(**{"xtick.direction": "in", "ytick.direction": "in", "font.family": "sans-serif"})
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.linspace(0, 100, 26)
    ax.plot(*truth.add(x, 2 + x / 20), "ko", ms=3)
    inset = ax.inset_axes([0.58, 0.18, 0.36, 0.34])
    t = np.logspace(0, 4, 13)
    inset.loglog(*truth.add(t, 3e5 * t**-0.05, 1), "rs", ms=2.5)
    inset.tick_params(labelsize=6)
    ax.set(xlabel="Pulse", ylabel="G (uS)", ylim=(0, 8))
    fig.savefig(truth.path)


@figure
def symlog(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    v = np.linspace(-2, 2, 81)
    ax.plot(*truth.add(v, 1e-3 * np.sinh(4 * v)), ".")
    ax.set_yscale("symlog", linthresh=1e-2)
    fig.savefig(truth.path)


@figure
def broken_in_one_frame(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(0, 10, BOX[0], BOX[2]), Scale(0, 6, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [0, 2, 4, 6, 8, 10], [], plain([0, 2, 4, 6, 8, 10]))
    page.axis(BOX, "left", y, [0, 1, 2, 4, 5, 6], [], plain([0, 10, 20, 200, 250, 300]))
    page.stroke([(BOX[0] - 4, y.at(2.9)), (BOX[0] + 4, y.at(3.05))])
    page.stroke([(BOX[0] - 4, y.at(3.05)), (BOX[0] + 4, y.at(3.2))])
    n = np.arange(1, 10)
    low, high = np.linspace(2, 18, 9), np.linspace(210, 290, 9)
    truth.add(n, low)
    truth.add(n, high)
    page.marks(x.at(n), y.at(low / 10), "square", "0 0 0")
    page.marks(x.at(n), y.at(4 + (high - 200) / 50), "square", "1 0 0")
    page.end()
    page.save()


@figure
def broken_in_two(truth: Truth) -> None:
    plt = pyplot()
    fig, (top, bottom) = plt.subplots(2, 1, sharex=True, figsize=(4, 3.4), gridspec_kw={"hspace": 0.08})
    x = np.arange(1, 21)
    for ax, y in ((top, 900 + 3 * x), (bottom, 5 + x)):
        ax.plot(*truth.add(x, y, ax is bottom), "o", color="C2" if ax is top else "C4", ms=4)
    top.spines["bottom"].set_visible(False)
    bottom.spines["top"].set_visible(False)
    top.tick_params(bottom=False, labelbottom=False)
    fig.savefig(truth.path)


@figure
def bars_on_log(truth: Truth) -> None:
    plt = pyplot()
    fig, ax = plt.subplots(figsize=(4, 3))
    x = np.arange(1, 9)
    ax.bar(*truth.add(x, 10.0 ** np.linspace(-8.3, -4.2, 8)), width=0.6, color="tab:green")
    ax.set_yscale("log")
    ax.set(ylim=(1e-9, 1e-3), xlabel="Device", ylabel="Energy (J)")
    fig.savefig(truth.path)


def probability(share: np.ndarray) -> np.ndarray:
    from scipy.stats import norm

    return np.asarray(norm.ppf(share))


@figure
def probability_axis(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(1e3, 1e7, BOX[0], BOX[2], True), Scale(-2.6, 2.6, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(BOX, "bottom", x, *decades(3, 7), powers(3, 7), title="Resistance (Ohm)")
    shares = np.array([1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99])
    page.axis(
        BOX, "left", y, probability(shares / 100).tolist(), [], plain(shares.tolist()), title="Probability (%)", size=6
    )
    p = (np.arange(40) + 0.5) / 40
    for mu, color in ((4, "0 0 0"), (6, "1 0 0")):
        page.marks(
            x.at(truth.add(10 ** (mu + 0.1 * probability(p)), 100 * p)[0]), y.at(probability(p)), "disc", color, 3
        )
    page.end()
    page.save()


@figure
def few_probability_labels(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(0, 4, BOX[0], BOX[2]), Scale(-2.6, 2.6, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [0, 1, 2, 3, 4], [], plain([0, 1, 2, 3, 4]), title="Set voltage (V)")
    page.axis(BOX, "left", y, probability(np.array([0.1, 0.5, 0.9])).tolist(), [], plain([10, 50, 90]), title="CDF (%)")
    p = (np.arange(30) + 0.5) / 30
    page.marks(x.at(truth.add(2 + 0.4 * probability(p), 100 * p)[0]), y.at(probability(p)), "disc", "0 0 1", 3)
    page.end()
    page.save()


@figure
def weibull_ln(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(0.1, 10, BOX[0], BOX[2], True), Scale(-5, 2, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(
        BOX,
        "bottom",
        x,
        [0.1, 1, 10],
        [m * 10.0**k for k in (-1, 0) for m in range(2, 10)],
        plain([0.1, 1, 10]),
        title="Voltage (V)",
    )
    page.axis(BOX, "left", y, [-4, -2, 0, 2], [-5, -3, -1, 1], plain([-4, -2, 0, 2]), title="ln(-ln(1-F))")
    p = (np.arange(30) + 0.5) / 30
    w = np.log(-np.log(1 - p))
    page.marks(x.at(truth.add(1.5 * np.exp(w / 4), w)[0]), y.at(w), "square", "0 0 0", 3)
    page.end()
    page.save()


@figure
def r_barplot(truth: Truth) -> None:
    truth.add(np.arange(6), [12.0, 18.5, 7.2, 22.1, 15.0, 9.9])
    r(truth, "barplot(y0, names.arg=c('A','B','C','D','E','F'), ylim=c(0,25), col='steelblue', ylab='Energy (pJ)')")


@figure
def gnuplot_twin(truth: Truth) -> None:
    n = np.arange(0, 21)
    truth.add(n, 5 + 2.0 * n)
    truth.add(n, 1e-6 * 10 ** (n / 10))
    gnuplot(
        truth,
        "set ytics nomirror\nset y2tics\nset logscale y2\nset format y2 '10^{%L}'\n"
        "set y2range [1e-7:1e-3]\nset yrange [0:50]\n"
        "set y2tics textcolor rgb '#56b4e9'\nset ytics textcolor rgb '#9400d3'\n"
        "plot $d0 w p pt 7 axes x1y1 title 'a', $d1 w p pt 5 lc rgb '#56b4e9' axes x1y2 title 'b'\n",
    )


@figure
def r_twin(truth: Truth) -> None:
    t = np.linspace(0, 60, 31)
    truth.add(t, 20 + 0.5 * t)
    truth.add(t, 1e5 * np.exp(-t / 20))
    r(
        truth,
        "par(mar=c(4,4,1,4))\nplot(x0,y0,pch=16,xlab='t (s)',ylab='G (uS)',las=1)\npar(new=TRUE)\n"
        "plot(x1,y1,pch=2,axes=FALSE,xlab='',ylab='',log='y')\naxis(4)\nmtext('R (Ohm)',4,3)\n",
    )


if __name__ == "__main__":
    main()
