"""Sixty vector panels in the manner of ten programs: ten contents, each drawn by six of them, with exact truth.

    python evaluation/vector_figures/vector_looks.py [FOLDER]

Written by the programs' drawing operators, not by the programs (matplotlib apart): filled legend boxes over the grid
and the curves, keys, minor ticks as paths of their own, ticks on four sides, arrow heads, shaded marks, insets, error
bars as strokes, dashes cut into strokes, curves cut into pieces, clipped panels. A verified panel is clean where its
series are the true ones, each once, with no series beside them (a line that joins marks apart); wrong where a verified
series leaves every true curve, or a name or unit is not the printed one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "unit" / "figcurves"))

from figcurves import digitize_pdf
from figcurves.errors import FigureError
from figcurves.model import Digitization
from figure_pages import Page, Scale, decades, plain, powers
from unseen import RNG, Truth, error_of, pyplot, silent_error

BOX = (100.0, 480.0, 340.0, 660.0)
COLORS = ("0 0 0", "1 0 0", "0 0 1", "0 0.6 0.2")
FORMS = ("square", "disc", "triangle", "diamond")


@dataclass(frozen=True)
class Program:
    """How a program draws: its units, frame, ticks, keys and curves."""

    name: str
    unit: float = 1.0
    digits: int = 3
    inward: bool = True
    four_sides: bool = False
    minors: int = 0
    grid: str = ""
    ticks: bool = True
    legend: str = "box"
    piece: int = 0
    clip: bool = False
    paper: bool = False
    joined: bool = False
    shaded: bool = False
    producer: str = "Acrobat Distiller 8.1.0 (Windows)"


PROGRAMS = (
    Program("matlab", 0.1, 1, four_sides=True, piece=100, paper=True, producer="MathWorks MATLAB"),
    Program("matlab new", 0.75, 4, grid="0.85 0.85 0.85", paper=True, clip=True, joined=True),
    Program("origin", 0.024, 0, minors=1, legend="plain", piece=700, producer="OriginLab"),
    Program("origin shaded", 0.06, 1, inward=False, minors=1, legend="plain", shaded=True),
    Program("mathematica", 1.0, 4, four_sides=True, minors=4, legend="outside", clip=True),
    Program("excel", 0.12, 1, inward=False, grid="0.8 0.8 0.8", ticks=False, legend="below", paper=True),
    Program("inkscape", 1.25, 5, inward=False, legend="box", clip=True, joined=True, producer="cairo 1.16.0"),
    Program("r", 1.0, 2, inward=False, legend="box", producer="R 4.3.1"),
    Program("prism", 1.0, 2, inward=False, legend="plain", producer="GraphPad Prism"),
    Program("igor", 0.5, 2, four_sides=True, minors=4, legend="box", joined=True),
)


@dataclass
class Panel(Truth):
    """The truth with the name of each series, the printed units and what is drawn."""

    names: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)

    def named(self, name: str, x: Any, y: Any, panel: int = 0) -> tuple[np.ndarray, np.ndarray]:
        self.names.append(name)
        return self.add(x, y, panel)


Content = Callable[[Panel, Program], None]


def begin(truth: Panel, program: Program, x: Scale, y: Scale, xs: list[float], titles: tuple[str, str]) -> Page:
    """The page with frame, ticks, labels and titles; `titles` are printed, units in brackets."""
    page = Page(truth.path, digits=program.digits, unit=program.unit, producer=program.producer)
    page.prose(800, 700)
    page.begin()
    x0, y0, x1, y1 = BOX
    if program.paper:
        page.op("1 1 1 rg")
        page.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], "f")
    ys = (
        [10.0**k for k in range(round(np.log10(y.low)), round(np.log10(y.high)) + 1)]
        if y.log
        else np.linspace(y.low, y.high, 5).tolist()
    )
    if program.grid:
        for value in xs[1:-1]:
            page.stroke([(float(x.at(value)), y0), (float(x.at(value)), y1)], program.grid, 0.4)
        for value in ys[1:-1]:
            page.stroke([(x0, float(y.at(value))), (x1, float(y.at(value)))], program.grid, 0.4)
    if program.name in ("prism", "excel"):
        page.stroke([(x0, y1), (x0, y0), (x1, y0)], width=1.0)
    else:
        page.frame(BOX)
    step = (xs[1] - xs[0]) / (program.minors + 1)
    x_minors = [
        xs[0] + k * step for k in range(round((xs[-1] - xs[0]) / step)) if program.minors and k % (program.minors + 1)
    ]
    if y.log:
        y_minors = decades(round(np.log10(y.low)), round(np.log10(y.high)))[1] if program.minors else []
    else:
        step = (ys[1] - ys[0]) / (program.minors + 1)
        y_minors = [
            ys[0] + k * step
            for k in range(round((ys[-1] - ys[0]) / step))
            if program.minors and k % (program.minors + 1)
        ]
    labels = powers(round(np.log10(y.low)), round(np.log10(y.high))) if y.log else plain(ys)
    style = {"inward": program.inward, "joined": program.joined}
    if program.ticks:
        page.axis(BOX, "bottom", x, xs, x_minors, plain(xs), title=titles[0], **style)
        page.axis(BOX, "left", y, ys, y_minors, labels, title=titles[1], **style)
        if program.four_sides:
            page.axis(BOX, "top", x, xs, x_minors, [], **style)
            page.axis(BOX, "right", y, ys, y_minors, [], **style)
    else:
        for value, (words, _) in zip(xs, plain(xs), strict=True):
            page.text(words, float(x.at(value)), y0 - 12, 8, 0.5)
        for value, (words, raised) in zip(ys, labels, strict=True):
            page.text(words, x0 - 5, float(y.at(value)) - 2.8, 8, 1.0, raised)
        page.text(titles[0], (x0 + x1) / 2, y0 - 26, 8, 0.5)
        page.text(titles[1], x0 - 30, (y0 + y1) / 2, 8, 0.5, turn=True)
    truth.units = {name: title.partition("(")[2].rstrip(")") for name, title in zip("xy", titles, strict=True)}
    if program.clip:
        page.op("q")
        page.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], "h W n")
    return page


def marks(page: Page, program: Program, xs: Any, ys: Any, form: str, color: str, size: float = 4.5) -> None:
    page.marks(xs, ys, form, color, size)
    if program.shaded:
        page.marks(np.asarray(xs) - 0.2 * size, np.asarray(ys) + 0.2 * size, "disc", "1 0.85 0.85", 0.25 * size)


def finish(page: Page, program: Program, keys: list[tuple[str, str, str, bool]], corner: tuple[float, float]) -> None:
    """The legend (name, form or "", colour, joined) at its place, then the end of the figure."""
    if program.clip:
        page.op("Q")
    n = len(keys)
    places = [(corner[0], corner[1] - 12.0 * k) for k in range(n)]
    if program.legend == "outside":
        places = [(BOX[2] + 14, BOX[3] - 12 - 13.0 * k) for k in range(n)]
    if program.legend == "below":
        places = [(BOX[0] + 20 + 75.0 * k, BOX[1] - 44) for k in range(n)]
    if program.legend == "box" and keys:
        x0, y0, x1, y1 = corner[0] - 5, corner[1] - 12 * n + 4, corner[0] + 66, corner[1] + 8
        page.op("1 1 1 rg 0 0 0 RG", f"{0.5 / page.scale:.4f} w [] 0 d")
        if program.name.startswith("matlab"):
            page.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], "f")
            for a, b in (((x0, y0), (x1, y0)), ((x1, y0), (x1, y1)), ((x1, y1), (x0, y1)), ((x0, y1), (x0, y0))):
                page.stroke([a, b], width=0.5)
        else:
            page.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], "h B")
    for (name, form, color, joined), (x, y) in zip(keys, places, strict=True):
        if joined and name == "350 K":
            for k in range(3):
                page.stroke([(x + 8 * k, y), (x + 8 * k + 5, y)], color, 0.9)
        elif joined:
            page.stroke([(x, y), (x + 22, y)], color, 0.9)
        if form:
            marks(page, program, [x + 11], [y], form, color)
        page.text(name, x + 26, y - 2.8, 8)
    page.end()
    page.prose(420, 80)
    page.save()


def saturation(n: np.ndarray, low: float, high: float, bend: float) -> np.ndarray:
    return low + (high - low) * (1 - np.exp(-bend * n / n.max())) / (1 - np.exp(-bend))


def pulses(truth: Panel, program: Program) -> None:
    x, y = Scale(0, 100, BOX[0], BOX[2]), Scale(0, 40, BOX[1], BOX[3])
    page = begin(truth, program, x, y, [0, 20, 40, 60, 80, 100], ("Pulse number", "Conductance (nS)"))
    n = np.arange(1.0, 46.0)
    for k, (name, at, values) in enumerate(
        (("LTP", n, saturation(n, 4, 30, 2.5)), ("LTD", n + 45, 34 - saturation(n, 4, 30, 3.5)))
    ):
        truth.named(name, at, values)
        page.stroke(np.column_stack([x.at(at), y.at(values)]), COLORS[k], 0.7, piece=program.piece)
        marks(page, program, x.at(at), y.at(values), FORMS[k], COLORS[k], 3.6)
    finish(
        page,
        program,
        [("LTP", "square", COLORS[0], True), ("LTD", "disc", COLORS[1], True)],
        (BOX[0] + 150, BOX[3] - 14),
    )


def marks_only(truth: Panel, program: Program) -> None:
    x, y = Scale(0, 50, BOX[0], BOX[2]), Scale(-20, 60, BOX[1], BOX[3])
    page = begin(truth, program, x, y, [0, 10, 20, 30, 40, 50], ("Time (ms)", "Current (uA)"))
    n = np.arange(2.0, 49.0, 2.0)
    keys = []
    for k in range(3):
        values = -15 + 14 * k + n * (0.5 + 0.1 * k)
        truth.named(f"{k + 1}.5 V", n, values)
        marks(page, program, x.at(n), y.at(values), FORMS[k], COLORS[k])
        keys.append((f"{k + 1}.5 V", FORMS[k], COLORS[k], False))
    finish(page, program, keys, (BOX[0] + 14, BOX[3] - 12))


def error_strokes(truth: Panel, program: Program) -> None:
    x, y = Scale(0, 10, BOX[0], BOX[2]), Scale(0, 8, BOX[1], BOX[3])
    page = begin(truth, program, x, y, [0, 2, 4, 6, 8, 10], ("Bias (V)", "Thickness (nm)"))
    n = np.arange(1.0, 10.0)
    for k, (name, values) in enumerate((("HfOx", 1 + 0.4 * n), ("TaOx", 6.4 - 0.3 * n))):
        truth.named(name, n, values)
        page.stroke(np.column_stack([x.at(n), y.at(values)]), COLORS[k + 1], 0.8)
        for px, py in zip(x.at(n).tolist(), y.at(values).tolist(), strict=True):
            page.stroke([(px, py - 6), (px, py + 6)], COLORS[k + 1], 0.6)
            for end in (-6, 6):
                page.stroke([(px - 2.5, py + end), (px + 2.5, py + end)], COLORS[k + 1], 0.6)
        marks(page, program, x.at(n), y.at(values), FORMS[k], COLORS[k + 1])
    finish(
        page,
        program,
        [(name, FORMS[k], COLORS[k + 1], True) for k, name in enumerate(("HfOx", "TaOx"))],
        (BOX[0] + 90, BOX[3] - 12),
    )


def loop_with_arrows(truth: Panel, program: Program) -> None:
    x, y = Scale(-2, 2, BOX[0], BOX[2]), Scale(1e-9, 1e-3, BOX[1], BOX[3], True)
    page = begin(truth, program, x, y, [-2, -1, 0, 1, 2], ("Voltage (V)", "Current (A)"))
    v = np.concatenate([np.linspace(0.02, 1.8, 500), np.linspace(1.8, 0.02, 500)])
    for sign, color in ((1, COLORS[1]), (-1, COLORS[2])):
        i = 1e-6 * v**1.5 * np.where(np.arange(1000) < 500, 1, 60) + 2e-9
        truth.named("", sign * v, i)
        page.stroke(np.column_stack([x.at(sign * v), y.at(i)]), color, 0.9, piece=program.piece)
    page.arrow(float(x.at(0.6)), float(y.at(2e-8)), 18, 10)
    page.arrow(float(x.at(-1.3)), float(y.at(2e-8)), 18, -8)
    page.text("1", float(x.at(0.6)) - 8, float(y.at(2e-8)), 8)
    finish(page, program, [], (0, 0))


def dashed(truth: Panel, program: Program) -> None:
    x, y = Scale(0, 5, BOX[0], BOX[2]), Scale(0, 100, BOX[1], BOX[3])
    page = begin(truth, program, x, y, [0, 1, 2, 3, 4, 5], ("Time (s)", "Recovery (%)"))
    t = np.linspace(0.05, 4.95, 600)
    for k, (name, values) in enumerate((("300 K", 90 * np.exp(-t / 3)), ("350 K", 95 * np.exp(-t)))):
        truth.named(name, t, values)
        at = np.column_stack([x.at(t), y.at(values)])
        if k == 0:
            page.stroke(at, COLORS[0], 0.9)
        else:
            for start in range(0, 600, 16):
                page.stroke(at[start : start + 15], COLORS[1], 0.9)
    finish(page, program, [("300 K", "", COLORS[0], True), ("350 K", "", COLORS[1], True)], (BOX[0] + 140, BOX[3] - 12))


def inset(truth: Panel, program: Program) -> None:
    x, y = Scale(0, 100, BOX[0], BOX[2]), Scale(0, 40, BOX[1], BOX[3])
    page = begin(truth, program, x, y, [0, 20, 40, 60, 80, 100], ("Cycle", "Resistance (kOhm)"))
    n = np.arange(2.0, 99.0, 3.0)
    marks(page, program, x.at(n), y.at(truth.named("", n, 5 + 6 * n / 100)[1]), "disc", COLORS[2])
    if program.clip:
        page.op("Q", "q")
        page.shape([(BOX[0], BOX[1]), (BOX[2], BOX[1]), (BOX[2], BOX[3]), (BOX[0], BOX[3])], "h W n")
    small = (BOX[0] + 60, BOX[1] + 95, BOX[0] + 150, BOX[1] + 165)
    sx, sy = Scale(0, 4, small[0], small[2]), Scale(0, 2, small[1], small[3])
    if program.paper:
        page.op("1 1 1 rg")
        page.shape([(small[0], small[1]), (small[2], small[1]), (small[2], small[3]), (small[0], small[3])], "f")
    page.frame(small, width=0.6)
    page.axis(small, "bottom", sx, [0, 2, 4], [], plain([0, 2, 4]), size=6)
    page.axis(small, "left", sy, [0, 1, 2], [], plain([0, 1, 2]), size=6)
    t = np.linspace(0.1, 3.9, 100)
    page.stroke(np.column_stack([sx.at(t), sy.at(truth.named("", t, 1.8 * np.exp(-t), 1)[1])]), COLORS[1], 0.8)
    finish(page, program, [], (0, 0))


def twin(truth: Panel, program: Program) -> None:
    x, y, right = Scale(0, 60, BOX[0], BOX[2]), Scale(0, 20, BOX[1], BOX[3]), Scale(0, 500, BOX[1], BOX[3])
    program = Program(**{**program.__dict__, "four_sides": False})
    page = begin(truth, program, x, y, [0, 20, 40, 60], ("Pulse number", "G (uS)"))
    page.axis(
        BOX,
        "right",
        right,
        [0, 125, 250, 375, 500],
        [],
        plain([0, 125, 250, 375, 500]),
        color=COLORS[1],
        inward=program.inward,
        title="R (kOhm)",
    )
    n = np.arange(2.0, 60.0, 2.0)
    marks(page, program, x.at(n), y.at(truth.named("", n, 2 + n / 5)[1]), "square", COLORS[0])
    marks(page, program, x.at(n), right.at(truth.named("", n, 450 - 6 * n)[1]), "disc", COLORS[1])
    finish(page, program, [], (0, 0))


def legend_on_data(truth: Panel, program: Program) -> None:
    x, y = Scale(0, 1, BOX[0], BOX[2]), Scale(0, 1, BOX[1], BOX[3])
    page = begin(truth, program, x, y, [0, 0.2, 0.4, 0.6, 0.8, 1], ("Voltage (V)", "Probability"))
    t = np.linspace(0.02, 0.98, 120)
    for k in range(3):
        values = 1 / (1 + np.exp(-12 * (t - 0.3 - 0.2 * k)))
        truth.named(f"S{k + 1}", t, values)
        page.stroke(np.column_stack([x.at(t), y.at(values)]), COLORS[k], 1.0, piece=program.piece)
    finish(page, program, [(f"S{k + 1}", "", COLORS[k], True) for k in range(3)], (BOX[0] + 12, BOX[3] - 14))


def factor(truth: Panel, program: Program) -> None:
    x, y = Scale(0, 5000, BOX[0], BOX[2]), Scale(0, 8, BOX[1], BOX[3])
    page = begin(truth, program, x, y, [0, 1000, 2000, 3000, 4000, 5000], ("Cycles", "Conductance (S)"))
    if program.clip:
        page.op("Q")
    page.text("\xd710", BOX[0], BOX[3] + 5, 8, 0.0, "\x966")
    if program.clip:
        page.op("q")
    n = np.arange(100.0, 4950.0, 150.0)
    for k, (name, values) in enumerate((("LRS", 6 + 0.3 * np.sin(n / 400)), ("HRS", 1 + 0.2 * np.cos(n / 300)))):
        truth.named(name, n, 1e-6 * values)
        marks(page, program, x.at(n), y.at(values), FORMS[k], COLORS[k + 1], 3.5)
    finish(
        page,
        program,
        [(name, FORMS[k], COLORS[k + 1], False) for k, name in enumerate(("LRS", "HRS"))],
        (BOX[0] + 80, BOX[1] + 110),
    )


def touching(truth: Panel, program: Program) -> None:
    page = Page(truth.path, digits=program.digits, unit=program.unit, producer=program.producer)
    page.prose(800, 700)
    page.begin()
    x = Scale(0, 10, BOX[0], BOX[2])
    for k, (low, high, title) in enumerate(((480.0, 570.0, "I (nA)"), (570.0, 660.0, "V (mV)"))):
        box = (BOX[0], low, BOX[2], high)
        y = Scale(0, 10, low, high)
        page.frame(box)
        page.axis(
            box,
            "bottom",
            x,
            [0, 2, 4, 6, 8, 10],
            [],
            plain([0, 2, 4, 6, 8, 10]) if k == 0 else [],
            inward=(program.inward and k == 0) or True,
            title="t (us)" if k == 0 else "",
        )
        page.axis(box, "left", y, [2, 4, 6, 8], [], plain([2, 4, 6, 8]), inward=program.inward, title=title)
        t = np.linspace(0.1, 9.9, 150)
        page.stroke(
            np.column_stack([x.at(t), y.at(truth.named("", t, 5 + (3 + k) * np.sin(t), 1 - k)[1])]),
            COLORS[k + 1],
            0.9,
            piece=program.piece,
        )
    page.end()
    page.prose(420, 80)
    page.save()


CONTENTS: tuple[Content, ...] = (
    pulses, marks_only, error_strokes, loop_with_arrows, dashed, inset, twin, legend_on_data, factor, touching,
)  # fmt: skip


def of_matplotlib(truth: Panel, number: int) -> None:
    """Ten panels more by matplotlib itself, fonts of type 3 and 42 and of TeX's look."""
    fonts = (
        {"pdf.fonttype": 3},
        {"pdf.fonttype": 42},
        {"mathtext.fontset": "cm", "font.family": "serif", "font.serif": "cmr10", "axes.formatter.use_mathtext": True},
    )
    plt = pyplot(**fonts[number % 3])
    fig, ax = plt.subplots(figsize=(4.2, 3.1))
    n = np.arange(1, 41)
    chance = RNG(300 + number)
    kind = number % 5
    if kind == 0:
        ax.plot(*truth.named("LTP", n, 2 + 8 * (1 - np.exp(-n / 12))), "s-", ms=3, label="LTP")
        ax.plot(*truth.named("LTD", n + 40, 2 + 8 * np.exp(-n / 9)), "o-", ms=3, label="LTD")
        ax.set(xlabel="Pulse number", ylabel=r"Conductance ($\mu$S)")
        truth.units = {"y": "µS"}
    elif kind == 1:
        for k in range(3):
            ax.errorbar(
                *truth.named(f"dev {k}", n[::4], 10 * (k + 1) + n[::4] / 3),
                yerr=2 + k,
                capsize=2,
                marker="o^D"[k],
                ms=4,
                lw=0.8,
                label=f"dev {k}",
            )
        ax.set(xlabel="Time (s)", ylabel=r"R (k$\Omega$)")
        truth.units = {"x": "s", "y": "kΩ"}
    elif kind == 2:
        for k in range(4):
            ax.semilogy(
                *truth.named(f"{k - 2} V", np.linspace(-2, 2, 81), 1e-9 * 10 ** (k + np.abs(np.linspace(-2, 2, 81)))),
                label=f"{k - 2} V",
            )
        ax.set(xlabel="Voltage (V)", ylabel="Current (A)")
        truth.units = {"x": "V", "y": "A"}
    elif kind == 3:
        ax.scatter(*truth.named("on", chance.uniform(0, 9, 60), chance.uniform(6e-6, 7e-6, 60)), s=12, label="on")
        ax.scatter(
            *truth.named("off", chance.uniform(0, 9, 60), chance.uniform(1e-6, 2e-6, 60)), s=12, marker="v", label="off"
        )
        ax.annotate("window", (5, 2.2e-6), (5, 4e-6), arrowprops={"arrowstyle": "<->"})
        ax.set(xlabel="Cycle", ylabel="G (S)")
        truth.units = {"y": "S"}
    else:
        for k, style in enumerate(("-", "--", ":")):
            ax.plot(
                *truth.named(f"{k}", np.linspace(0, 5, 60), np.cos(np.linspace(0, 5, 60) + k)),
                style,
                lw=1.2,
                label=f"{k}",
            )
        small = ax.inset_axes([0.62, 0.66, 0.33, 0.3])
        small.plot(*truth.named("", np.linspace(0, 1, 30), np.linspace(0, 1, 30) ** 2, 1), "k-")
        ax.set(xlabel="t (ms)", ylabel="V (mV)", ylim=(-1.2, 2))
        truth.units = {"x": "ms", "y": "mV"}
    if kind != 4:
        ax.legend(ncols=1 + number % 2, fontsize=7)
    fig.tight_layout()
    fig.savefig(truth.path)


def panels(folder: Path) -> list[tuple[str, Panel, Callable[[], None]]]:
    """Fifty panels by operators, each content by five of the programs, and ten of matplotlib."""
    found: list[tuple[str, Panel, Callable[[], None]]] = []
    for k, content in enumerate(CONTENTS):
        for step in range(5):
            program = PROGRAMS[(k + 2 * step + k // 5) % 10]
            name = f"{content.__name__} {program.name}"
            truth = Panel(folder / f"{name.replace(' ', '_')}.pdf")
            found.append((name, truth, lambda content=content, truth=truth, program=program: content(truth, program)))
    for number in range(10):
        truth = Panel(folder / f"matplotlib_{number}.pdf")
        found.append((f"matplotlib {number}", truth, lambda truth=truth, number=number: of_matplotlib(truth, number)))
    return found


def judged(truth: Panel) -> tuple[str, list[str]]:
    """verified and clean, verified and unclean, WRONG or review, with what was found."""
    try:
        return verdict(truth, digitize_pdf(truth.path, 1))
    except FigureError as error:
        return "review", [error.problem]


def verdict(truth: Panel, items: Sequence[Digitization]) -> tuple[str, list[str]]:
    """As `judged`, of panels that were read."""
    notes, wrong = [], []
    for number, item in enumerate(items):
        verified = item.tier == "vector_verified"
        for axis in item.axes:
            printed = truth.units.get(axis.name)
            if verified and number == 0 and printed and axis.unit.replace("μ", "µ") != printed:
                wrong.append(f"unit {axis.unit!r} for {printed!r}")
        for series in item.series:
            if verified and silent_error(item, series, truth) > 0.5:
                wrong.append(f"{series.id} {series.kind} is no data")
    for (_, rows), name in zip(truth.series, truth.names, strict=True):
        errors = [(error_of(item, s, rows), s, item) for item in items for s in item.series]
        near = [(s, item) for error, s, item in errors if error < 1.0]
        if not near:
            notes.append(f"{name or 'series'} not found")
        elif name and near[0][1].tier == "vector_verified" and near[0][0].name.replace("−", "-") not in (name, ""):
            wrong.append(f"name {near[0][0].name!r} for {name!r}")
        elif name and near[0][0].name.replace("−", "-") != name:
            notes.append(f"{name} has no name")
    drawn = sum(len(item.series) for item in items)
    if drawn > len(truth.series):
        notes.append(f"{drawn} series for {len(truth.series)}")
    open_reasons = [
        r for item in items for r in (*item.review_required, *(r for s in item.series for r in s.review_required))
    ]
    if wrong:
        return "WRONG", [*wrong, *notes, *open_reasons]
    if not items or any(item.tier != "vector_verified" for item in items):
        return "review", [*notes, *open_reasons]
    nameless = all(note.endswith("has no name") for note in notes)
    return ("clean" if nameless else "unclean"), notes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where the drawings are kept")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    for name, truth, draw in panels(folder):
        draw()
        found, notes = judged(truth)
        counts[found] = counts.get(found, 0) + 1
        if found != "clean":
            print(f"{name:32s} {found}: {'; '.join(notes)[:260]}")
    print(counts)


if __name__ == "__main__":
    main()
