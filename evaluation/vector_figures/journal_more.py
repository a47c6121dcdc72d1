"""A second blind set of journal pages, drawn after the first was mended.

Run by hand: python evaluation/vector_figures/journal_more.py [FOLDER]     needs gnuplot and Rscript for a part of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "unit" / "figcurves"))

from figure_pages import Page, Scale, decades, plain, powers
from unseen import RNG, Truth, figure, gnuplot, main, pyplot, r

BOX = (330.0, 560.0, 520.0, 710.0)


def page_of(truth: Truth, **style: object) -> Page:
    page = Page(truth.path, **style)  # type: ignore[arg-type]
    page.prose(800, 740, 310)
    page.prose(480, 60, 310)
    page.prose(800, 60, 20, 6.5) if style.get("digits") == 4 else None
    return page


def twin(truth: Truth, **style: object) -> tuple[Page, Scale, Scale, Scale]:
    page = page_of(truth)
    page.begin()
    x, y = Scale(0, 60, BOX[0], BOX[2]), Scale(0, 40, BOX[1], BOX[3])
    right = Scale(1e3, 1e7, BOX[1], BOX[3], log=True)
    page.frame(BOX)
    page.axis(
        BOX, "bottom", x, [0, 20, 40, 60], [10, 30, 50], plain([0, 20, 40, 60]), title="Cycle number", joined=True
    )
    page.axis(
        BOX,
        "left",
        y,
        [0, 10, 20, 30, 40],
        [5, 15, 25, 35],
        plain([0, 10, 20, 30, 40]),
        title="Current (uA)",
        joined=True,
    )
    page.axis(BOX, "right", right, *decades(3, 7), powers(3, 7), title="Resistance (Ohm)", joined=True, **style)  # type: ignore[arg-type]
    return page, x, y, right


@figure
def arrows_and_rings(truth: Truth) -> None:
    page, x, y, right = twin(truth)
    n = np.arange(2, 60, 2)
    for values, scale, form in ((30 + 3 * np.sin(n / 8), y, "disc"), (3e3 * 10 ** (n / 100), right, "triangle")):
        truth.add(n, values)
        page.stroke(np.column_stack([x.at(n), scale.at(values)]), width=0.5)
        page.marks(x.at(n), scale.at(values), form, "0 0 0", 3.6, hollow=form == "disc")
    page.ring(x.at(20), y.at(31.5), 4, 9)
    page.arrow(x.at(20), y.at(31.5) + 9, -28, 0)
    page.ring(x.at(40), right.at(7.5e3), 4, 9)
    page.arrow(x.at(40), right.at(7.5e3) + 9, 28, 0)
    page.end()
    page.save()


@figure
def arrow_on_two_of_three(truth: Truth) -> None:
    page, x, y, right = twin(truth)
    n = np.arange(2, 60, 2)
    for values, scale, form in (
        (34 + 0 * n, y, "disc"),
        (20 + n / 10, y, "square"),
        (2e3 * 10 ** (n / 100), right, "diamond"),
    ):
        truth.add(n, values)
        page.marks(x.at(n), scale.at(values), form, "0.2 0.2 0.2", 3.6)
    page.arrow(x.at(20), y.at(34) + 3, -28, 0)
    page.arrow(x.at(40), right.at(5.02e3) + 3, 28, 0)
    page.end()
    page.save()


@figure
def third_colour(truth: Truth) -> None:
    page, x, y, right = twin(truth, color="1 0 0")
    n = np.arange(2, 60, 3)
    page.marks(x.at(n), y.at(truth.add(n, 10 + n / 4)[1]), "square", "0 0 0")
    page.marks(x.at(n), right.at(truth.add(n, 1e4 * 10 ** (n / 40))[1]), "disc", "1 0 0")
    page.marks(x.at(n), right.at(truth.add(n, 3e6 - 4e4 * n)[1]), "triangle", "0 0 1")
    page.end()
    page.save()


@figure
def same_ticks_other_numbers(truth: Truth) -> None:
    page = page_of(truth, digits=2)
    page.begin()
    x, y, right = Scale(0, 5, BOX[0], BOX[2]), Scale(0, 10, BOX[1], BOX[3]), Scale(0, 250, BOX[1], BOX[3])
    page.frame(BOX, "0.2 0.2 0.2")
    page.axis(BOX, "bottom", x, [0, 1, 2, 3, 4, 5], [], plain([0, 1, 2, 3, 4, 5]))
    page.axis(BOX, "left", y, [0, 2, 4, 6, 8, 10], [], plain([0, 2, 4, 6, 8, 10]))
    page.axis(BOX, "right", right, [0, 50, 100, 150, 200, 250], [], plain([0, 50, 100, 150, 200, 250]))
    t = np.linspace(0, 5, 2500)
    page.stroke(np.column_stack([x.at(t), y.at(truth.add(t, 5 + 4 * np.sin(3 * t))[1])]), "0 0 0", 0.7)
    page.stroke(np.column_stack([x.at(t), right.at(truth.add(t, 20 + 40 * t)[1])]), "0 0 0.8", 0.7)
    page.end()
    page.save()


@figure
def five_loops(truth: Truth) -> None:
    page = page_of(truth, digits=1, unit=0.1)
    page.begin(BOX)
    x, y = Scale(-1.5, 1.5, BOX[0], BOX[2]), Scale(-1.2, 1.2, BOX[1], BOX[3])
    v = np.concatenate([np.linspace(0, 1.3, 600), np.linspace(1.3, -1.4, 1200), np.linspace(-1.4, 0, 600)])
    for k, color in enumerate(("0 0 0", "1 0 0", "0 0.6 0", "0 0 1", "1 0.5 0")):
        low = (np.arange(2400) < 400 + 15 * k) | (np.arange(2400) > 1500 + 20 * k)
        i = np.clip(np.where(low, 0.15 + 0.01 * k, 0.9) * v * (1 + 0.3 * v**2), -1.5, 1.0)
        truth.add(v, i)
        page.stroke(np.column_stack([x.at(v), y.at(i)]), color, 0.6, piece=800)
    page.end()
    page.begin()
    page.frame(BOX)
    page.axis(
        BOX,
        "bottom",
        x,
        [-1.5, -1, -0.5, 0, 0.5, 1, 1.5],
        [],
        plain([-1.5, -1, -0.5, 0, 0.5, 1, 1.5], ".1f"),
        title="Voltage (V)",
    )
    page.axis(BOX, "left", y, [-1, -0.5, 0, 0.5, 1], [], plain([-1, -0.5, 0, 0.5, 1], ".1f"), title="Current (mA)")
    page.stroke([(x.at(0), BOX[1]), (x.at(0), BOX[3])], "0.5 0.5 0.5", 0.4, "[30 20] 0")
    for k, color in enumerate(("0 0 0", "1 0 0", "0 0.6 0", "0 0 1", "1 0.5 0")):
        h = BOX[3] - 12 - 9 * k
        page.stroke([(BOX[0] + 8, h), (BOX[0] + 24, h)], color, 0.6)
        page.text(f"cycle {10**k}", BOX[0] + 27, h - 2.5, 7)
    page.end()
    page.save()


@figure
def minus_in_another_font(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(-40, 40, BOX[0], BOX[2]), Scale(-6, 0, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [-40, -20, 0, 20, 40], [-30, -10, 10, 30])
    page.axis(BOX, "left", y, [-6, -4, -2, 0], [-5, -3, -1])
    for scale, values, level in ((x, (-40, -20, 0, 20, 40), True), (y, (-6, -4, -2, 0), False)):
        for value in values:
            at = float(scale.at(value))
            left, low = (at - 6, BOX[1] - 12) if level else (BOX[0] - 16, at - 2.8)
            sign = "/F2 8 Tf (\\055) Tj " if value < 0 else ""
            page.op(f"BT 0 0 0 rg 1 0 0 1 {left:.2f} {low:.2f} Tm {sign}/F1 8 Tf ({abs(value)}) Tj ET")
    v = np.linspace(-38, 38, 39)
    page.marks(x.at(v), y.at(truth.add(v, -5 + 4 * np.exp(-((v / 15) ** 2)))[1]), "diamond", "0.6 0 0.6")
    page.end()
    page.save()


@figure
def minus_drawn(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(-2, 0, BOX[0], BOX[2]), Scale(0, 8, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [-2, -1.5, -1, -0.5, 0], [], plain([2, 1.5, 1, 0.5, 0], ".1f"))
    for value in (-2, -1.5, -1, -0.5):
        at = float(x.at(value))
        page.stroke([(at - 10, BOX[1] - 7.4), (at - 6.4, BOX[1] - 7.4)], width=0.6)
    page.axis(BOX, "left", y, [0, 2, 4, 6, 8], [], plain([0, 2, 4, 6, 8]))
    v = np.linspace(-1.9, -0.1, 19)
    page.marks(x.at(v), y.at(truth.add(v, 2 * v**2)[1]), "square", "0 0 1")
    page.end()
    page.save()


@figure
def labels_by_one_operator(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(0, 100, BOX[0], BOX[2]), Scale(0.2, 1.0, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [0, 20, 40, 60, 80, 100], [], joined=True)
    page.row(["0", "20", "40", "60", "80", "100"], [float(x.at(v)) for v in (0, 20, 40, 60, 80, 100)], BOX[1] - 11)
    page.axis(
        BOX,
        "left",
        y,
        [0.2, 0.4, 0.6, 0.8, 1.0],
        [0.3, 0.5, 0.7, 0.9],
        plain([0.2, 0.4, 0.6, 0.8, 1.0], ".1f"),
        joined=True,
    )
    n = np.arange(4, 100, 4)
    values = 0.3 + 0.6 * (1 - np.exp(-n / 30))
    truth.add(n, values)
    px, py = x.at(n), y.at(values)
    for a, b in zip(np.column_stack([px, py])[:-1], np.column_stack([px, py])[1:], strict=True):
        unit = (b - a) / np.hypot(*(b - a))
        page.stroke([a + 3 * unit, b - 3 * unit], "0.8 0 0", 0.6)
    page.marks(px, py, "disc", "0.8 0 0", 4, hollow=True)
    page.end()
    page.save()


@figure
def turned_and_cropped(truth: Truth) -> None:
    page = page_of(truth, turn=90, crop=(36, 48, 560, 800))
    page.begin()
    x, y = Scale(1, 1e6, BOX[0], BOX[2], True), Scale(0, 3, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(BOX, "bottom", x, *decades(0, 6), powers(0, 6), inward=False)
    page.axis(BOX, "left", y, [0, 1, 2, 3], [0.5, 1.5, 2.5], plain([0, 1, 2, 3]), inward=False)
    n = np.logspace(0.1, 5.8, 40)
    page.marks(x.at(n), y.at(truth.add(n, 1 + 0.2 * np.log10(n))[1]), "square", "0 0.4 0.4", 3)
    page.end()
    page.save()


@figure
def marks_in_one_path(truth: Truth) -> None:
    page = page_of(truth, digits=2)
    page.begin(BOX)
    x, y = Scale(0, 256, BOX[0], BOX[2]), Scale(1e-7, 1e-4, BOX[1], BOX[3], True)
    rng = RNG(10)
    n = np.arange(1, 257)
    for mu, color in ((-6.5, "0 0 0"), (-4.6, "0.9 0.3 0")):
        values = truth.add(n, 10 ** rng.normal(mu, 0.06, 256))[1]
        page.op(f"{color} rg")
        for px, py in zip(x.at(n).tolist(), y.at(values).tolist(), strict=True):
            page.op(f"{page.number(px - 1)} {page.number(py - 1)} 2 2 re")
        page.op("f")
    page.end()
    page.begin()
    page.frame(BOX)
    page.axis(
        BOX,
        "bottom",
        x,
        [0, 64, 128, 192, 256],
        [32, 96, 160, 224],
        plain([0, 64, 128, 192, 256]),
        title="Device",
        joined=True,
    )
    page.axis(BOX, "left", y, *decades(-7, -4), powers(-7, -4), title="Conductance (S)", joined=True)
    page.end()
    page.save()


@figure
def factor_and_grid(truth: Truth) -> None:
    page = page_of(truth, producer="MATLAB, The MathWorks, Inc. Version 9.9")
    page.begin()
    x, y = Scale(0, 1000, BOX[0], BOX[2]), Scale(0, 8e-3, BOX[1], BOX[3])
    for value in (200, 400, 600, 800):
        page.stroke([(x.at(value), BOX[1]), (x.at(value), BOX[3])], "0.87 0.87 0.87", 0.5)
    for value in (2e-3, 4e-3, 6e-3):
        page.stroke([(BOX[0], y.at(value)), (BOX[2], y.at(value))], "0.87 0.87 0.87", 0.5)
    page.frame(BOX, "0.15 0.15 0.15", 0.5)
    page.axis(
        BOX,
        "bottom",
        x,
        [0, 200, 400, 600, 800, 1000],
        [],
        plain([0, 200, 400, 600, 800, 1000]),
        color="0.15 0.15 0.15",
    )
    page.axis(BOX, "left", y, [0, 2e-3, 4e-3, 6e-3, 8e-3], [], plain([0, 2, 4, 6, 8]), color="0.15 0.15 0.15")
    page.text("\u00d710", BOX[0], BOX[3] + 3, 8, raised="\u00963")
    t = np.linspace(0, 1000, 501)
    for k, color in enumerate(("0 0.447 0.741", "0.85 0.325 0.098")):
        values = truth.add(t, 7e-3 * np.exp(-t / (150 + 200 * k)))[1]
        page.stroke(np.column_stack([x.at(t), y.at(values)]), color, 0.5, piece=1)
    page.end()
    page.save()


@figure
def r_loglog(truth: Truth) -> None:
    t = 10 ** np.linspace(0, 5, 16)
    truth.add(t, 2e4 * t**0.02)
    truth.add(t, 5e6 * t**-0.04)
    r(
        truth,
        "plot(x0,y0,log='xy',ylim=c(1e3,1e8),pch=21,bg='red',las=1,xlab='Time (s)',ylab='R (Ohm)')\n"
        "arrows(x0,y0*0.8,x0,y0*1.25,length=0.03,angle=90,code=3)\npoints(x1,y1,pch=24,bg='blue',type='b')\n"
        "legend('topright',c('LRS','HRS'),pch=c(21,24),pt.bg=c('red','blue'))",
    )


@figure
def gnuplot_boxes(truth: Truth) -> None:
    x = np.arange(0.05, 1.0, 0.1)
    truth.add(x, np.array([3, 9, 31, 88, 140, 122, 60, 21, 7, 2.0]))
    gnuplot(
        truth,
        "set style fill solid 0.6\nset boxwidth 0.08\nset logscale y\nset yrange [1:1000]\nset xrange [0:1]\n"
        "set grid\nplot $d0 with boxes notitle\n",
    )


@figure
def r_ecdf(truth: Truth) -> None:
    rng = RNG(15)
    x = np.sort(10 ** rng.normal(4.5, 0.2, 50))
    truth.add(x, np.arange(1, 51) / 50)
    r(
        truth,
        "plot(x0,y0,type='s',log='x',xlab='R (Ohm)',ylab='Cumulative probability',ylim=c(0,1),col='darkgreen')",
    )


@figure
def normal_paper(truth: Truth) -> None:
    from scipy.stats import norm

    page = page_of(truth)
    page.begin()
    x, y = Scale(0, 3, BOX[0], BOX[2]), Scale(-3.2, 3.2, BOX[1], BOX[3])
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [0, 1, 2, 3], [0.5, 1.5, 2.5], plain([0, 1, 2, 3]), title="V (V)")
    shares = [0.1, 1, 10, 50, 90, 99, 99.9]
    page.axis(BOX, "left", y, norm.ppf(np.array(shares) / 100).tolist(), [], plain(shares), title="Percent")
    p = (np.arange(50) + 0.5) / 50
    page.marks(x.at(truth.add(1.5 + 0.2 * norm.ppf(p), 100 * p)[0]), y.at(norm.ppf(p)), "disc", "0 0 0", 3)
    page.end()
    page.save()


@figure
def labels_at_two_and_five(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(1, 100, BOX[0], BOX[2], True), Scale(0.5, 50, BOX[1], BOX[3], True)
    page.frame(BOX)
    minors = [m * 10.0**k for k in (0, 1) for m in range(2, 10)]
    page.axis(
        BOX, "bottom", x, [1, 2, 5, 10, 20, 50, 100], minors, plain([1, 2, 5, 10, 20, 50, 100]), title="Width (ns)"
    )
    page.axis(
        BOX,
        "left",
        y,
        [1, 10],
        [m * 10.0**k for k in (-1, 0, 1) for m in range(2, 10) if 0.5 <= m * 10.0**k <= 50],
        plain([1, 10]),
        title="Energy (pJ)",
    )
    w = np.logspace(0.1, 1.9, 12)
    page.marks(x.at(w), y.at(truth.add(w, 0.6 * w**0.8)[1]), "triangle", "0 0.5 0", 4)
    page.end()
    page.save()


@figure
def arrhenius(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(2.0, 3.2, BOX[0], BOX[2]), Scale(1e1, 1e7, BOX[1], BOX[3], True)
    page.frame(BOX)
    page.axis(
        BOX,
        "bottom",
        x,
        [2.0, 2.4, 2.8, 3.2],
        [2.2, 2.6, 3.0],
        plain([2.0, 2.4, 2.8, 3.2], ".1f"),
        title="1000/T (1/K)",
    )
    celsius = [200, 150, 100, 50]
    page.axis(BOX, "top", x, [1000 / (c + 273.15) for c in celsius], [], plain(celsius), title="T (C)")
    page.axis(BOX, "left", y, *decades(1, 7), powers(1, 7), title="Retention time (s)")
    q = np.array([2.1, 2.3, 2.5, 2.7, 2.9, 3.1])
    page.marks(x.at(q), y.at(truth.add(q, 10 ** (4 * (q - 2.0) + 1.4))[1]), "square", "0 0 0", 5)
    page.stroke(
        np.column_stack([x.at([2.05, 3.15]), y.at(10 ** (4 * np.array([0.05, 1.15]) + 1.4))]), "1 0 0", 0.8, "[4 3] 0"
    )
    truth.add([2.05, 3.15], 10 ** (4 * np.array([0.05, 1.15]) + 1.4))
    page.end()
    page.save()


@figure
def every_second_decade(truth: Truth) -> None:
    page = page_of(truth, digits=2)
    page.begin()
    x, y = Scale(-1, 1, BOX[0], BOX[2]), Scale(1e-11, 1e-3, BOX[1], BOX[3], True)
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [-1, -0.5, 0, 0.5, 1], [], plain([-1, -0.5, 0, 0.5, 1], ".1f"))
    page.axis(BOX, "left", y, [10.0**k for k in (-11, -9, -7, -5, -3)], [], powers(-11, -3, 2))
    v = np.linspace(-0.95, 0.95, 2001)
    i = 1e-10 * np.exp(12 * np.abs(v)) + 1e-11
    page.stroke(np.column_stack([x.at(v), y.at(truth.add(v, i)[1])]), "0 0 0", 0.8, piece=400)
    page.end()
    page.save()


@figure
def prefixes_at_ticks(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(0, 50, BOX[0], BOX[2]), Scale(1e3, 1e7, BOX[1], BOX[3], True)
    page.frame(BOX)
    page.axis(BOX, "bottom", x, [0, 10, 20, 30, 40, 50], [], plain([0, 10, 20, 30, 40, 50]), title="Cycle (#)")
    page.axis(
        BOX,
        "left",
        y,
        *decades(3, 7),
        [("1k", ""), ("10k", ""), ("100k", ""), ("1M", ""), ("10M", "")],
        title="Resistance (Ohm)",
    )
    n = np.arange(1, 50)
    rng = RNG(19)
    page.marks(x.at(n), y.at(truth.add(n, 10 ** rng.normal(4, 0.1, 49))[1]), "square", "0 0 1", 3)
    page.marks(x.at(n), y.at(truth.add(n, 10 ** rng.normal(6.2, 0.2, 49))[1]), "square", "0 0 1", 3, hollow=True)
    page.end()
    page.save()


@figure
def ten_years(truth: Truth) -> None:
    page = page_of(truth)
    page.begin()
    x, y = Scale(1, 1e9, BOX[0], BOX[2], True), Scale(1e-9, 1e-4, BOX[1], BOX[3], True)
    page.frame(BOX)
    majors, minors = decades(0, 9)
    page.axis(BOX, "bottom", x, majors[::3], [*majors, *minors], powers(0, 9, 3), title="Time (s)")
    page.axis(BOX, "left", y, *decades(-9, -4), powers(-9, -4), title="Current (A)")
    t = np.logspace(1, 4.5, 20)
    for start, slope, color in ((2e-5, -0.01, "1 0 0"), (8e-9, 0.02, "0 0 1")):
        page.marks(x.at(t), y.at(truth.add(t, start * t**slope)[1]), "disc", color, 3.4)
        far = np.array([10**4.6, 10**8.8])
        page.stroke(np.column_stack([x.at(far), y.at(truth.add(far, start * far**slope)[1])]), color, 0.6, "[3 2] 0")
    page.stroke([(x.at(3.15e8), BOX[1]), (x.at(3.15e8), BOX[3])], "0 0 0", 0.5, "[2 2] 0")
    page.text("10 years", x.at(1e8) - 26, y.at(1e-6), 7)
    page.arrow(x.at(1e8) - 8, y.at(4e-7), 16, 0)
    page.end()
    page.save()


@figure
def grouped_bars_with_errors(truth: Truth) -> None:
    plt = pyplot(**{"ytick.direction": "in", "font.family": "serif"})
    fig, ax = plt.subplots(figsize=(4, 3))
    n = np.arange(5)
    for k, colour in enumerate(("0.3", "tab:orange")):
        values = np.array([3.2, 5.5, 8.1, 2.2, 6.6]) + k
        truth.add(n, values)
        ax.bar(n + 0.35 * k, values, 0.3, color=colour, yerr=0.4, capsize=2, label=f"set {k}")
    ax.set_xticks(n + 0.17, ["HfO2", "TaOx", "PCM", "ECRAM", "FTJ"])
    ax.set(ylim=(0, 12), ylabel="States")
    ax.legend(ncols=2)
    fig.savefig(truth.path)


@figure
def stacked_with_right_axis(truth: Truth) -> None:
    plt = pyplot(**{"xtick.direction": "in", "ytick.direction": "in", "axes.linewidth": 0.6})
    fig, (top, low) = plt.subplots(2, 1, sharex=True, figsize=(3.4, 4), gridspec_kw={"hspace": 0.0})
    t = np.linspace(0, 10, 41)
    top.plot(*truth.add(t, 1 + 0.5 * np.sin(t)), "C0o", ms=2.5)
    low.plot(*truth.add(t, 30 + 2 * t), "ks", ms=2.5)
    right = low.twinx()
    right.plot(*truth.add(t, 1e-3 * np.exp(t / 3)), "r^", ms=2.5)
    right.tick_params(axis="y", colors="r")
    right.set_yscale("log")
    low.set(xlabel="Time (s)", ylabel="T (C)")
    fig.savefig(truth.path)


if __name__ == "__main__":
    main()
