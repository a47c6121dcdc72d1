"""Potentiation and depression in the manner of spreadsheets and plotting programs: open marks, grids over the data.

    python evaluation/pictures/pulse_styles.py [seventh|eighth] [FOLDER]

Two more sets of twenty panels, judged as those of `pulse_pictures`: PNG and JPEG of 100 to 200 dpi, white and open
marks, crosses, marks joined by thick, dashed or dotted lines, grids before and behind the data, frames in grey, pulses
counted from 0. Each set was drawn, with its truth, before the reader saw it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from pulse_pictures import Drawn, branch, measure, two_points

SETS = {"seventh": range(200, 220), "eighth": range(220, 240)}
LOOKS: dict[str, dict[str, Any]] = {
    "spreadsheet": {
        "font.family": "sans-serif", "font.size": 10, "axes.edgecolor": "#bfbfbf", "axes.spines.top": False,
        "axes.spines.right": False, "axes.grid": True, "grid.color": "#d9d9d9", "axes.axisbelow": True,
        "xtick.color": "#595959", "ytick.color": "#595959", "text.color": "#595959", "legend.frameon": False,
    },
    "matlab": {
        "font.size": 9, "axes.linewidth": 0.5, "axes.edgecolor": "#262626", "xtick.direction": "in",
        "ytick.direction": "in", "xtick.top": True, "ytick.right": True, "axes.grid": True, "grid.color": "#dfdfdf",
        "grid.linewidth": 0.5, "axes.axisbelow": True, "legend.fancybox": False, "legend.edgecolor": "#262626",
    },
    "origin": {
        "font.size": 15, "axes.linewidth": 2.0, "xtick.direction": "in", "ytick.direction": "in",
        "xtick.major.size": 8, "ytick.major.size": 8, "xtick.major.width": 2.0, "ytick.major.width": 2.0,
        "xtick.minor.visible": True, "ytick.minor.visible": True, "xtick.minor.size": 4, "ytick.minor.size": 4,
        "legend.frameon": False, "legend.fontsize": 11,
    },
    "kaleidagraph": {
        "font.family": "serif", "font.size": 12, "axes.linewidth": 1.2, "xtick.direction": "in",
        "ytick.direction": "in", "xtick.top": True, "ytick.right": True, "xtick.minor.visible": True,
        "ytick.minor.visible": True, "legend.fancybox": False, "legend.edgecolor": "k",
    },
    "dotted": {
        "font.size": 11, "axes.grid": True, "axes.axisbelow": False, "grid.linestyle": ":", "grid.color": "#777777",
        "grid.linewidth": 0.6,
    },
}  # fmt: skip
TITLES = (
    ("Conductance (µS)", "µS", 12.0), ("Conductance (nS)", "nS", 0.8), ("Drain current (µA)", "µA", 3.0),
    ("Channel conductance (µS)", "µS", 55.0), ("Weight (a.u.)", "a.u.", 0.2), ("Resistance (kΩ)", "kΩ", 40.0),
)  # fmt: skip
PALETTES = (
    ("#4472c4", "#ed7d31"), ("#0000ff", "#ff0000"), ("#000000", "#ff0000"), ("#0072bd", "#d95319"),
    ("#000000", "#000000"), ("#5b9bd5", "#5b9bd5"), ("#008000", "#800080"), ("#c00000", "#00b0f0"),
)  # fmt: skip
STYLES: dict[str, dict[str, Any]] = {
    "filled": {"ls": "none"}, "open": {"ls": "none", "mfc": "none", "mew": 1.0},
    "white": {"ls": "none", "mfc": "white", "mew": 1.2}, "thick": {"ls": "-", "lw": 1.8},
    "dashed": {"ls": "--", "lw": 0.8}, "dotted": {"ls": ":", "lw": 1.0},
    "white joined": {"ls": "-", "lw": 0.8, "mfc": "w"},
    "line": {"ls": "-", "lw": 1.6, "marker": "none"},
}  # fmt: skip


def draw(number: int, folder: Path) -> Drawn:
    """Panel `number`, the same at every call."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    chance = np.random.default_rng(9100 + number)
    look = list(LOOKS)[number % len(LOOKS)]
    title, unit, low = TITLES[int(chance.integers(len(TITLES)))]
    palette = PALETTES[int(chance.integers(len(PALETTES)))]
    kind = str(chance.choice(list(STYLES)))
    count, cycles = ((20, 1), (30, 1), (50, 1), (64, 1), (100, 1), (30, 2), (50, 2), (20, 4))[int(chance.integers(8))]
    high = low * float(chance.choice([1.8, 3.5, 9.0]))
    noise = float(chance.choice([0.0, 0.006, 0.012])) * (high - low)
    bends = chance.uniform(0.5, 4.5, 2)
    shape = str(chance.choice(["o", "s", "^", "v", "D", "o", "s", "x", "+"]))
    size = float(chance.choice([3.5, 5.0, 6.5]))
    dpi = int(chance.choice([100, 125, 150, 200]))
    quality = int(chance.choice([0, 0, 70, 85]))
    legend = str(chance.choice(["none", "right", "upper center"]))
    first = int(chance.integers(2))
    if shape in "x+" and kind in ("open", "white", "white joined"):
        kind = "filled"
    ys: dict[str, list[float]] = {"LTP": [], "LTD": []}
    xs: dict[str, list[int]] = {"LTP": [], "LTD": []}
    at = first
    for _ in range(cycles):
        for name, bend, rises in (("LTP", bends[0], True), ("LTD", bends[1], False)):
            ys[name] += list(branch(count, low, high, bend, rises) + chance.normal(0, noise or 1e-12, count))
            xs[name] += list(range(at, at + count))
            at += count
    series = {name: np.array(values) for name, values in ys.items()}
    pulses = {name: np.array(values) for name, values in xs.items()}
    if palette[0] == palette[1]:
        order = np.argsort(xs["LTP"] + xs["LTD"])
        series = {"both": np.concatenate([series["LTP"], series["LTD"]])[order]}
        pulses = {"both": np.concatenate([pulses["LTP"], pulses["LTD"]])[order]}
    with mpl.rc_context(LOOKS[look]):
        figure, axes = plt.subplots(figsize=(4.6, 3.4))
        for color, (name, values) in zip(palette, series.items(), strict=False):
            runs = np.split(np.arange(len(values)), np.flatnonzero(np.diff(pulses[name]) > 1) + 1)
            for run, part in enumerate(runs):
                style = {"marker": shape, "ms": size, **STYLES[kind]}
                label = name if run == 0 else None
                axes.plot(pulses[name][part], values[part], color=color, label=label, **style)
        axes.set(xlabel="Number of pulses", ylabel=title)
        axes.ticklabel_format(useOffset=False, style="plain")
        if legend == "upper center":
            axes.set_ylim(low - 0.1 * (high - low), high + 0.35 * (high - low))
        key = None if legend == "none" else axes.legend(loc=legend, ncols=2 if legend == "upper center" else 1)
        figure.tight_layout()
        figure.canvas.draw()
        path = folder / f"panel{number}.png"
        save(figure, path, dpi, quality)
        scale, rows = dpi / figure.dpi, figure.get_figheight() * dpi
        boxes = []
        if key is not None:
            b = key.get_window_extent()
            boxes.append([b.x0 * scale - 3, rows - b.y1 * scale - 3, b.x1 * scale + 3, rows - b.y0 * scale + 3])
        said: dict[str, Any] = {
            "x": two_points(axes, 0, dpi, path) | {"label": "Number of pulses", "every": 1},
            "y": two_points(axes, 1, dpi, path) | {"label": title, "unit": unit, "factor": 1},
            "exclude": boxes,
            "series": {
                name: [int(color[k : k + 2], 16) for k in (1, 3, 5)]
                for name, color in zip(series, palette, strict=False)
            },
        }
        plt.close(figure)
    return Drawn(number, path, title, unit, series, pulses, said)


def save(figure: Any, path: Path, dpi: int, quality: int) -> None:
    """The picture as PNG; `quality` above 0: squeezed by JPEG before."""
    from PIL import Image

    out = io.BytesIO()
    figure.savefig(out, dpi=dpi)
    picture = Image.open(out).convert("RGB")
    if quality:
        squeezed = io.BytesIO()
        picture.save(squeezed, "JPEG", quality=quality)
        picture = Image.open(squeezed).convert("RGB")
    picture.save(path)


if __name__ == "__main__":
    measure(SETS, draw)
