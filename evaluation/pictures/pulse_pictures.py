"""Potentiation and depression read from pictures: G_min, G_max, states, nonlinearity of both branches.

    python evaluation/pictures/pulse_pictures.py [taught|aside|third|fourth] [FOLDER]

Four sets of twenty panels in the looks of Origin, MATLAB, Excel, R and matplotlib, drawn from known states. The reader
was made with the first set; each other one was seen first after those before were mended. A person gives the title of y
and its factor, that each pulse has a mark, the colour of each series, boxes of legend and notes. With these a panel is
read twice: with two points an axis, and with scales that are proposed from the labels and only confirmed.
FOLDER keeps the pictures.
"""

from __future__ import annotations

import argparse
import io
import math
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

SETS = {"taught": range(0, 40, 2), "aside": range(1, 40, 2), "third": range(40, 60), "fourth": range(60, 80)}
SECOND = 40
"""From this number on the words in the panel have room of their own; before it they stand on the data."""
GOOD = 0.02
"""Share of the range by which a read G_min or G_max may differ from the true one."""


@dataclass
class Drawn:
    """A picture with its truth: states by series in the unit of the axis, and what a person would declare."""

    number: int
    path: Path
    title: str
    unit: str
    series: dict[str, np.ndarray]
    pulses: dict[str, np.ndarray]
    said: dict[str, Any] = field(default_factory=dict)


def branch(count: int, low: float, high: float, bend: float, rises: bool) -> np.ndarray:
    """States after each of `count` pulses, exponential with `bend`; depression starts from the top."""
    share = np.arange(1, count + 1) / count
    normal = share if abs(bend) < 1e-9 else np.expm1(-bend * share) / np.expm1(-bend)
    return np.asarray(low + (high - low) * normal if rises else high - (high - low) * normal)


LOOKS: dict[str, dict[str, Any]] = {
    "origin": {
        "font.size": 14, "axes.linewidth": 1.8, "xtick.direction": "in",
        "ytick.direction": "in", "xtick.major.size": 7, "ytick.major.size": 7, "xtick.major.width": 1.8,
        "ytick.major.width": 1.8, "xtick.minor.visible": True, "ytick.minor.visible": True, "xtick.minor.size": 4,
        "ytick.minor.size": 4, "legend.frameon": False,
    },
    "origin outside": {
        "font.weight": "bold", "axes.labelweight": "bold", "font.size": 13,
        "axes.linewidth": 2.0, "xtick.major.size": 6, "ytick.major.size": 6, "xtick.major.width": 2.0,
        "ytick.major.width": 2.0, "legend.frameon": True, "legend.edgecolor": "k", "legend.fancybox": False,
    },
    "matlab": {
        "font.size": 10, "axes.linewidth": 0.7, "xtick.direction": "in",
        "ytick.direction": "in", "xtick.top": True, "ytick.right": True, "legend.edgecolor": "k",
        "legend.fancybox": False, "lines.linewidth": 0.7,
    },
    "excel": {
        "axes.edgecolor": "#b3b3b3", "axes.grid": True, "grid.color": "#d9d9d9",
        "axes.spines.top": False, "axes.spines.right": False, "xtick.color": "#595959", "ytick.color": "#595959",
        "axes.grid.axis": "y", "xtick.major.size": 0, "ytick.major.size": 0, "axes.axisbelow": True,
    },
    "r": {"font.size": 12, "legend.fancybox": False, "legend.edgecolor": "k"},
    "matplotlib": {},
}  # fmt: skip
Y_TITLES = (
    ("Conductance (µS)", "µS", 1.0), ("Conductance (nS)", "nS", 40.0), ("Current (nA)", "nA", 12.0),
    ("Conductance (mS)", "mS", 0.02), ("Normalized conductance", "", 0.05), ("Weight (a.u.)", "a.u.", 0.1),
    ("PSC (µA)", "µA", 2.0), ("G (S)", "S", 3e-5),
)  # fmt: skip
PALETTES = (
    ("#000000", "#ff0000"), ("#ff0000", "#0000ff"), ("#0072bd", "#d95319"), ("#000000", "#000000"),
    ("#1f77b4", "#1f77b4"), ("#e41a1c", "#377eb8"), ("#7030a0", "#00b050"), ("#0000ff", "#0000ff"),
)  # fmt: skip


def draw(number: int, folder: Path) -> Drawn:
    """Panel `number`, the same at every call."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    chance = np.random.default_rng(1000 + number)
    look = list(LOOKS)[number // 2 % len(LOOKS)]
    title, unit, low = Y_TITLES[int(chance.integers(len(Y_TITLES)))]
    palette = PALETTES[int(chance.integers(len(PALETTES)))]
    count = int(chance.choice([20, 30, 50, 64, 100]))
    cycles = int(chance.choice([1, 1, 1, 2, 3]))
    high = low * float(chance.choice([1.6, 3.0, 8.0, 20.0]))
    bends = chance.uniform(0.2, 5.0, 2)
    noise = float(chance.choice([0.0, 0.004, 0.01])) * (high - low)
    shape = str(chance.choice(["o", "s", "^", "D", "o"]))
    hollow = bool(chance.random() < 0.25)
    joined = bool(chance.random() < 0.4)
    size = float(chance.choice([3.0, 4.5, 6.0, 7.5]))
    folded = cycles == 1 and palette[0] != palette[1] and chance.random() < 0.3
    legend = str(chance.choice(["none", "inside", "outside"]))
    note = bool(chance.random() < 0.35)
    dpi = int(chance.choice([72, 100, 150, 220]))
    coding = str(chance.choice(["png", "png", "jpeg", "pdfium"]))
    states: dict[str, list[float]] = {"LTP": [], "LTD": []}
    places: dict[str, list[float]] = {"LTP": [], "LTD": []}
    at = 0
    for _ in range(cycles):
        for name, bend, rises in (("LTP", bends[0], True), ("LTD", bends[1], False)):
            exact = branch(count, low, high, bend, rises)
            states[name] += list(exact + chance.normal(0, noise, count) if noise else exact)
            start = 0 if folded else at
            places[name] += list(range(start + 1, start + count + 1))
            at += count
    with mpl.rc_context(LOOKS[look]):
        figure, axes = plt.subplots(figsize=(4.2, 3.3))
        names = ("LTP", "LTD") if palette[0] != palette[1] else ("both",)
        series, pulses = {}, {}
        for name, color in zip(names, palette, strict=False):
            if name == "both":
                x = np.array(places["LTP"] + places["LTD"])
                y = np.array(states["LTP"] + states["LTD"])
                order = np.argsort(x)
                x, y = x[order], y[order]
            else:
                x, y = np.array(places[name]), np.array(states[name])
            series[name], pulses[name] = y, x
            runs = np.split(np.arange(len(x)), np.flatnonzero(np.diff(x) > 1) + 1)
            for run, part in enumerate(runs):
                axes.plot(
                    x[part], y[part], shape + ("-" if joined else ""), color=color, markersize=size, lw=0.8,
                    mfc="none" if hollow else color, label=name if run == 0 else None,
                )  # fmt: skip
        axes.set(xlabel="Pulse number", ylabel=title)
        if number % 5 != 4:
            axes.ticklabel_format(useOffset=False, style="plain" if unit != "S" else "sci", scilimits=(-2, 4))
        boxes = []
        if legend == "inside":
            key = axes.legend(loc="lower center" if chance.random() < 0.25 else "best")
        elif legend == "outside":
            axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=2)
        words = axes.text(0.4, 0.92, "+1.2 V, 100 µs", transform=axes.transAxes, fontsize=8) if note else None
        if note and number >= SECOND:
            axes.set_ylim(top=high + 0.18 * (high - low))
        figure.tight_layout()
        figure.canvas.draw()
        path = folder / f"panel{number:02d}.png"
        scale = dpi / figure.dpi
        rows = figure.get_figheight() * dpi
        for item in ([key] if legend == "inside" else []) + ([words] if words else []):
            b = item.get_window_extent()
            boxes.append([b.x0 * scale - 3, rows - b.y1 * scale - 3, b.x1 * scale + 3, rows - b.y0 * scale + 3])
        save(figure, path, coding, dpi)
        said = {"x": two_points(axes, 0, dpi, path), "y": two_points(axes, 1, dpi, path), "exclude": boxes}
        said["x"] |= {"label": "Pulse number", "every": 1}
        printed = axes.yaxis.get_offset_text().get_text()
        factor = float(printed.replace("\u2212", "-")) if printed else 1.0
        points = [[pixel, value / factor] for pixel, value in said["y"]["points"]]
        said["y"] |= {"label": title, "unit": unit, "factor": factor, "points": points}
        said["series"] = {
            name: [int(color[k : k + 2], 16) for k in (1, 3, 5)] for name, color in zip(names, palette, strict=False)
        }
        plt.close(figure)
    return Drawn(number, path, title, unit, series, pulses, said)


def two_points(axes: Any, along: int, dpi: float, path: Path) -> dict[str, Any]:
    """Two labelled ticks as a person clicks them: a whole pixel of the tick that is seen there, if one is."""
    from figcurves.errors import FigureError
    from figcurves.picture.frame import darkness, find_frame, find_ticks
    from PIL import Image

    with Image.open(path) as picture:
        dark = darkness(np.asarray(picture.convert("RGB")))
    try:
        seen = [tick.at for tick in find_ticks(dark, find_frame("", dark), ("bottom", "left")[along])]
    except FigureError:
        seen = []
    axis = (axes.xaxis, axes.yaxis)[along]
    low, high = sorted((axes.get_xlim(), axes.get_ylim())[along])
    shown = [value for value in axis.get_majorticklocs() if low <= value <= high]
    points = []
    for value in (shown[0], shown[-1]):
        pixel = axes.transData.transform((value, value))[along] * dpi / axes.figure.dpi
        pixel = pixel - 0.5 if along == 0 else len(dark) - pixel - 0.5
        near = min(seen, key=lambda at: abs(at - pixel), default=pixel)
        points.append([round(near if abs(near - pixel) < 2 else pixel), float(value)])
    return {"scale": "linear", "points": points}


def save(figure: Any, path: Path, coding: str, dpi: int) -> None:
    from PIL import Image

    if coding == "pdfium":
        import pypdfium2

        out = io.BytesIO()
        figure.savefig(out, format="pdf")
        pypdfium2.PdfDocument(out.getvalue())[0].render(scale=dpi / 72).to_pil().save(path)
        return
    out = io.BytesIO()
    figure.savefig(out, dpi=dpi)
    picture = Image.open(out).convert("RGB")
    if coding == "jpeg":
        squeezed = io.BytesIO()
        picture.save(squeezed, "JPEG", quality=80)
        picture = Image.open(squeezed).convert("RGB")
    picture.save(path)


def judged(drawn: Drawn, item: Any) -> tuple[str, list[str]]:
    """done, asked and right, review or wrong.

    Asked and right: the values are right, and a person is asked whether the legend or the frame hides a state. Wrong:
    a value out of tolerance in a series that nothing asks a person about.
    """
    from figcurves.errors import FigureError
    from memlit.reconcile.curves.readers import read_curve

    notes = [*item.review_required, *(reason for series in item.series for reason in series.review_required)]
    whole = [value for values in drawn.series.values() for value in values]
    span = max(whole) - min(whole)
    bad, silent = [], False
    for name, truth in drawn.series.items():
        found = [series for series in item.series if series.name == name]
        if len(found) != 1:
            bad.append(f"{name} not found")
            continue
        try:
            values = {one.parameter: one.value for one in read_curve(name, found[0].points, "pulses")}
        except FigureError as error:
            bad.append(f"{name}: {error.problem}")
            continue
        asked = bool(item.review_required or found[0].review_required)
        for parameter, true in expected(drawn.pulses[name], truth).items():
            off = abs(values.get(parameter, math.inf) - true) / (span if parameter != "n_states" else 1.0)
            if off > (GOOD if parameter != "n_states" else 0.5):
                bad.append(f"{name} {parameter} {values.get(parameter)} for {true:.4g}")
                silent = silent or not asked
    if not bad and all("look whether" in note for note in notes):
        return "asked and right" if notes else "done", notes
    return ("wrong" if silent else "review"), [*bad, *notes]


def expected(pulses: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """The true states; of repeats in one series the medians of their ends, as the reader defines them."""
    from memlit.reconcile.curves.pulse_curves import branches

    ups, downs = ([one.g for one in branches(pulses, truth) if one.rises == rises] for rises in (True, False))
    if len(ups) < 2:
        return {"g_on": float(truth.max()), "g_off": float(truth.min())}
    lows = downs if len(downs) > 1 else ups
    return {"g_on": float(np.median([g.max() for g in ups])), "g_off": float(np.median([g.min() for g in lows]))}


def two_ways(drawn: Drawn, points: bool) -> tuple[str, list[str]]:
    """The verdict with two points an axis, or with scales proposed from the labels that a person only confirms."""
    from figcurves import digitize_raster

    if points:
        return judged(drawn, digitize_raster(drawn.path, drawn.said))
    said = {**drawn.said}
    for name in ("x", "y"):
        said[name] = {key: value for key, value in said[name].items() if key not in ("scale", "points")}
    item = digitize_raster(drawn.path, said, propose="shapes")
    open_reasons = tuple(reason for reason in item.review_required if not reason.endswith("confirm it"))
    return judged(drawn, replace(item, review_required=open_reasons))


def measure(sets: Mapping[str, Iterable[int]], draw: Callable[[int, Path], Drawn]) -> None:
    """Read the panels of the set named on the command line and print how each way went."""
    from figcurves.errors import FigureError

    parser = argparse.ArgumentParser()
    parser.add_argument("part", nargs="?", choices=list(sets), default=next(iter(sets)), help="a set of drawn panels")
    parser.add_argument("folder", nargs="?", type=Path, help="where the pictures are drawn; a temporary folder if none")
    arguments = parser.parse_args()
    part, folder = arguments.part, arguments.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, dict[str, int]] = {"confirmed only": {}, "two points": {}}
    for number in sets[part]:
        drawn = draw(number, folder)
        for way in counts:
            try:
                verdict, notes = two_ways(drawn, way == "two points")
            except FigureError as error:
                verdict, notes = "refused", [error.problem]
            counts[way][verdict] = counts[way].get(verdict, 0) + 1
            if verdict != "done":
                print(f"{number:2d} {way:10s} {verdict}: {'; '.join(notes)[:300]}")
    print(part, counts)


if __name__ == "__main__":
    measure(SETS, draw)
