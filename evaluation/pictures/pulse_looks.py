"""Potentiation and depression in further looks: edged marks, several devices, lines, squeezed and resized pictures.

    python evaluation/pictures/pulse_looks.py [fifth|sixth] [FOLDER]

Sets of twenty panels that `pulse_pictures` does not draw, judged as there. Each set was drawn, with its truth, before
the reader saw it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from pulse_pictures import Drawn, branch, measure, save, two_points

SETS = {"fifth": range(100, 120), "sixth": range(120, 140)}
LOOKS: dict[str, dict[str, Any]] = {
    "prism": {
        "font.family": "sans-serif", "font.size": 12, "font.weight": "bold", "axes.linewidth": 1.6,
        "axes.spines.top": False, "axes.spines.right": False, "xtick.major.width": 1.6, "ytick.major.width": 1.6,
        "xtick.major.size": 6, "ytick.major.size": 6, "legend.frameon": False,
    },
    "sigmaplot": {
        "font.family": "DejaVu Serif", "font.size": 11, "xtick.minor.visible": True, "ytick.minor.visible": True,
        "xtick.major.size": 6, "ytick.major.size": 6, "xtick.minor.size": 3, "ytick.minor.size": 3,
        "legend.frameon": False,
    },
    "seaborn": {
        "axes.facecolor": "#eaeaf2", "axes.edgecolor": "#eaeaf2", "axes.grid": True, "grid.color": "white",
        "grid.linewidth": 1.2, "axes.axisbelow": True, "xtick.major.size": 0, "ytick.major.size": 0,
    },
    "origin grid": {
        "font.size": 13, "axes.linewidth": 1.5, "xtick.direction": "in", "ytick.direction": "in", "axes.grid": True,
        "grid.linestyle": "--", "grid.color": "#b0b0b0", "grid.linewidth": 0.7, "axes.axisbelow": True,
        "xtick.major.size": 6, "ytick.major.size": 6, "xtick.top": True, "ytick.right": True,
    },
    "matlab grid": {
        "font.family": "sans-serif", "font.size": 9, "axes.linewidth": 0.6, "xtick.direction": "in",
        "ytick.direction": "in", "xtick.top": True, "ytick.right": True, "axes.grid": True, "grid.color": "#dddddd",
        "legend.fancybox": False, "legend.edgecolor": "#262626",
    },
    "gnuplot": {
        "font.family": "DejaVu Sans Mono", "font.size": 9, "xtick.direction": "in", "ytick.direction": "in",
        "xtick.top": True, "ytick.right": True, "legend.frameon": False, "lines.linewidth": 0.8,
    },
    "italic": {"font.family": "serif", "mathtext.fontset": "stix", "font.style": "italic", "font.size": 11},
}  # fmt: skip
TITLES = (
    ("Conductance (µS)", "µS", 4.0), ("Conductance (nS)", "nS", 150.0), ("Post-synaptic current (nA)", "nA", 30.0),
    ("Resistance (kΩ)", "kΩ", 12.0), ("Normalized conductance", "", 0.1), ("Synaptic weight (a.u.)", "a.u.", 1.0),
    ("G (mS)", "mS", 0.4), ("EPSC (µA)", "µA", 0.6),
)  # fmt: skip
PALETTES = (
    ("#e8000b", "#023eff", "#1ac938", "#ff7c00"), ("#000000", "#d62728", "#1f77b4", "#2ca02c"),
    ("#c44e52", "#4c72b0", "#55a868", "#8172b2"), ("#ff00ff", "#008080", "#808000", "#000080"),
    ("#0000ff", "#ff8000", "#00a000", "#a000a0"), ("#333333", "#999999", "#d95319", "#0072bd"),
)  # fmt: skip
SHAPES = ("o", "s", "v", "p", "h", "*", "^", "D", "<")


def draw(number: int, folder: Path) -> Drawn:
    """Panel `number`, the same at every call."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    chance = np.random.default_rng(7000 + number)
    look = list(LOOKS)[number % len(LOOKS)]
    title, unit, low = TITLES[int(chance.integers(len(TITLES)))]
    palette = PALETTES[int(chance.integers(len(PALETTES)))]
    kind = str(chance.choice(["marks", "marks", "edged", "joined", "joined", "thin line", "thick line"]))
    devices = int(chance.choice([1, 1, 1, 2]))
    colors = 1 if devices == 1 and chance.random() < 0.4 else 2
    count = int(chance.choice([16, 25, 32, 40, 60, 80]))
    cycles = int(chance.choice([1, 1, 2, 4])) if devices == 1 else 1
    dpi = int(chance.choice([60, 96, 120, 200, 300]))
    coding = str(chance.choice(["png", "jpeg", "pdfium", "resized"]))
    legend = bool(chance.random() < 0.5)
    size = float(chance.choice([3.5, 5.0, 6.5]))
    falls = bool(chance.random() < 0.2)
    series: dict[str, np.ndarray] = {}
    pulses: dict[str, np.ndarray] = {}
    looks: dict[str, tuple[str, str]] = {}
    tops = []
    for device in range(devices):
        bottom = low * (1.0 + 0.15 * device)
        top = low * float(chance.choice([2.0, 4.0, 10.0])) * (1.0 - 0.3 * device)
        tops.append(top)
        noise = float(chance.choice([0.0, 0.005, 0.012])) * (top - bottom)
        bends = chance.uniform(0.3, 4.0, 2)
        up, down, up_at, down_at, at = [], [], [], [], 0
        for _ in range(cycles):
            for into, where, bend, rises in ((up, up_at, bends[0], not falls), (down, down_at, bends[1], falls)):
                into += list(branch(count, bottom, top, bend, rises) + chance.normal(0, noise or 1e-12, count))
                where += list(range(at + 1, at + count + 1))
                at += count
        shape = SHAPES[int(chance.integers(len(SHAPES)))]
        tag = f" {'AB'[device]}" if devices > 1 else ""
        if colors == 1:
            order = np.argsort(up_at + down_at)
            series["both"], pulses["both"] = np.array(up + down)[order], np.array(up_at + down_at)[order]
            looks["both"] = (palette[0], shape)
            continue
        for k, (name, ys, xs) in enumerate((("LTP", up, up_at), ("LTD", down, down_at))):
            series[name + tag], pulses[name + tag] = np.array(ys), np.array(xs)
            looks[name + tag] = (palette[2 * device + k], shape)
    with mpl.rc_context(LOOKS[look]):
        figure, axes = plt.subplots(figsize=(4.0, 3.1))
        for name, ys in series.items():
            color, shape = looks[name]
            xs = pulses[name]
            runs = np.split(np.arange(len(xs)), np.flatnonzero(np.diff(xs) > 1) + 1)
            for run, part in enumerate(runs):
                style = {
                    "marks": {"marker": shape, "ls": "none", "ms": size},
                    "edged": {"marker": shape, "ls": "none", "ms": size + 1.0, "mec": "k", "mew": 0.6},
                    "joined": {"marker": shape, "ls": "-", "ms": size, "lw": 1.0},
                    "thin line": {"ls": "-", "lw": 0.9},
                    "thick line": {"ls": "-", "lw": 2.2},
                }[kind]
                axes.plot(xs[part], ys[part], color=color, label=name if run == 0 else None, **style)
        axes.set(xlabel="Pulse number (#)", ylabel=title)
        axes.ticklabel_format(useOffset=False, style="plain")
        key = None
        if legend:
            span = max(tops) - low
            axes.set_ylim(low - 0.1 * span, max(tops) + 0.35 * span)
            key = axes.legend(loc="upper center", ncols=2, fontsize=8)
        figure.tight_layout()
        figure.canvas.draw()
        path = folder / f"panel{number:03d}.png"
        shrink = 0.72 if coding == "resized" else 1.0
        scale = dpi / figure.dpi * shrink
        save(figure, path, "png" if coding == "resized" else coding, dpi)
        if coding == "resized":
            from PIL import Image

            with Image.open(path) as picture:
                small = picture.convert("RGB").resize(
                    (round(picture.width * shrink), round(picture.height * shrink)), Image.Resampling.BICUBIC
                )
            small.save(path)
        rows = figure.get_figheight() * dpi * shrink
        boxes = []
        if key is not None:
            b = key.get_window_extent()
            boxes.append([b.x0 * scale - 3, rows - b.y1 * scale - 3, b.x1 * scale + 3, rows - b.y0 * scale + 3])
        said: dict[str, Any] = {
            "x": two_points(axes, 0, dpi * shrink, path),
            "y": two_points(axes, 1, dpi * shrink, path),
            "exclude": boxes,
        }
        said["x"] |= {"label": "Pulse number", "every": 1}
        said["y"] |= {"label": title, "unit": unit, "factor": 1}
        said["series"] = {name: [int(color[k : k + 2], 16) for k in (1, 3, 5)] for name, (color, _) in looks.items()}
        plt.close(figure)
    return Drawn(number, path, title, unit, series, pulses, said)


if __name__ == "__main__":
    measure(SETS, draw)
