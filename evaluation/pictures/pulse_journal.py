"""Potentiation and depression as journals print them: one column wide, in Origin's colours, with what stands beside it.

    python evaluation/pictures/pulse_journal.py [ninth|tenth] [FOLDER]

Two more sets of twenty panels, judged as those of `pulse_pictures`: 84 mm wide at 150 to 300 dpi, marks joined by
lines, error bars, a second y axis, an inset, a logarithmic y axis, several devices. Each set was drawn, with its truth,
before the reader saw it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from pulse_pictures import Drawn, branch, measure, save, two_points

SETS = {"ninth": range(300, 320), "tenth": range(320, 340)}
LOOKS: dict[str, dict[str, Any]] = {
    "origin": {
        "font.family": "sans-serif", "font.size": 9, "axes.linewidth": 1.2, "xtick.direction": "in",
        "ytick.direction": "in", "xtick.major.size": 4, "ytick.major.size": 4, "xtick.minor.visible": True,
        "ytick.minor.visible": True, "xtick.minor.size": 2, "ytick.minor.size": 2, "legend.frameon": False,
        "legend.fontsize": 8,
    },
    "origin bold": {
        "font.family": "sans-serif", "font.size": 9, "font.weight": "bold", "axes.labelweight": "bold",
        "axes.linewidth": 1.6, "xtick.major.width": 1.4, "ytick.major.width": 1.4, "xtick.major.size": 4,
        "ytick.major.size": 4, "legend.frameon": False, "legend.fontsize": 8,
    },
    "nature": {
        "font.family": "sans-serif", "font.size": 7, "axes.linewidth": 0.6, "xtick.major.width": 0.6,
        "ytick.major.width": 0.6, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False,
    },
    "ieee": {
        "font.family": "serif", "font.size": 8, "axes.linewidth": 0.8, "xtick.direction": "in", "ytick.direction": "in",
        "xtick.top": True, "ytick.right": True, "axes.grid": True, "grid.color": "#e0e0e0", "grid.linewidth": 0.5,
        "axes.axisbelow": True, "legend.fancybox": False, "legend.edgecolor": "k", "legend.fontsize": 7,
    },
}  # fmt: skip
COLORS = ("#000000", "#ff0000", "#0000ff", "#008000", "#ff00ff", "#808000", "#000080", "#800080", "#ff8000", "#008080")
"""Those of Origin's list that stand out on white."""
TITLES = (
    ("Conductance (µS)", "µS", 15.0), ("Conductance (nS)", "nS", 2.0), ("Current (nA)", "nA", 50.0),
    ("G (mS)", "mS", 0.3), ("Normalized G", "", 0.1), ("Weight (a.u.)", "a.u.", 0.5),
)  # fmt: skip
BESIDE = ("nothing", "nothing", "error bars", "second axis", "inset", "logarithmic", "devices")
SHAPES = ("o", "s", "^", "v", "D", "o", "s", "*", "x")


def draw(number: int, folder: Path) -> Drawn:
    """Panel `number`, the same at every call."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    chance = np.random.default_rng(31000 + number)
    look = list(LOOKS)[int(chance.integers(len(LOOKS)))]
    title, unit, low = TITLES[int(chance.integers(len(TITLES)))]
    beside = BESIDE[number % len(BESIDE)]
    colors = list(chance.choice(COLORS, 6, replace=False))
    count, cycles = ((20, 1), (32, 1), (50, 1), (64, 1), (100, 1), (25, 2), (50, 2), (30, 3))[int(chance.integers(8))]
    style = ("marks", "open", "line and marks", "line and open marks")[int(chance.integers(4))]
    size = float(chance.choice([2.5, 3.5, 4.5]))
    dpi = int(chance.choice([150, 200, 240, 300]))
    coding = str(chance.choice(["png", "png", "jpeg", "pdfium"]))
    high = low * float(chance.choice([2.0, 5.0, 12.0] if beside != "logarithmic" else [12.0, 60.0, 300.0]))
    legend = bool(chance.random() < 0.6) or beside == "devices"
    series: dict[str, np.ndarray] = {}
    pulses: dict[str, np.ndarray] = {}
    looks: dict[str, tuple[str, str]] = {}
    devices = 2 if beside == "devices" else 1
    one_color = devices == 1 and chance.random() < 0.3
    for device in range(devices):
        tag = f" {'AB'[device]}" if devices > 1 else ""
        top = high * (1.0 - 0.35 * device)
        noise = float(chance.choice([0.0, 0.006, 0.012])) * (top - low)
        bends = chance.uniform(0.5, 4.0, 2)
        states: dict[str, list[float]] = {"LTP": [], "LTD": []}
        places: dict[str, list[int]] = {"LTP": [], "LTD": []}
        at = 0
        for _ in range(cycles):
            for name, bend, rises in (("LTP", bends[0], True), ("LTD", bends[1], False)):
                exact = branch(count, low * (1.0 + 0.2 * device), top, bend, rises)
                states[name] += list(np.maximum(exact + chance.normal(0, noise or 1e-12, count), 0.6 * low))
                places[name] += list(range(at + 1, at + count + 1))
                at += count
        shape = SHAPES[int(chance.integers(len(SHAPES)))]
        if one_color:
            order = np.argsort(places["LTP"] + places["LTD"])
            series["both"] = np.array(states["LTP"] + states["LTD"])[order]
            pulses["both"] = np.array(places["LTP"] + places["LTD"])[order]
            looks["both"] = (colors[0], shape)
            continue
        for k, name in enumerate(states):
            series[name + tag], pulses[name + tag] = np.array(states[name]), np.array(places[name])
            looks[name + tag] = (colors[2 * device + k], shape)
    span = high - low
    with mpl.rc_context(LOOKS[look]):
        figure, axes = plt.subplots(figsize=(3.31, 2.6))
        for name, ys in series.items():
            color, shape = looks[name]
            options: dict[str, Any] = {"color": color, "marker": shape, "ms": size, "ls": "none", "label": name}
            options |= {"ls": "-", "lw": 0.7} if "line" in style else {}
            options |= {"mfc": "white", "mew": 0.7} if "open" in style and shape != "x" else {}
            for part in np.split(np.arange(len(ys)), np.flatnonzero(np.diff(pulses[name]) > 1) + 1):
                if beside == "error bars":
                    bars = span * chance.uniform(0.02, 0.05, len(part))
                    axes.errorbar(pulses[name][part], ys[part], yerr=bars, capsize=1.5, elinewidth=0.6, **options)
                else:
                    axes.plot(pulses[name][part], ys[part], **options)
                options["label"] = None
        axes.set(xlabel="Pulse number", ylabel=title)
        boxes: list[Any] = []
        if beside == "logarithmic":
            axes.set_yscale("log")
            axes.set_ylim(low / 2.5, high * (6.0 if legend else 2.0))
        else:
            axes.set_ylim(low - 0.12 * span, high + (0.4 if legend or beside == "inset" else 0.1) * span)
            axes.ticklabel_format(useOffset=False, style="plain")
        if beside == "second axis":
            right = axes.twinx()
            every = np.arange(1, at + 1)
            right.plot(every, 5.0 + 3.0 * np.sin(every / at * 5.0), color=colors[5], lw=1.0)
            right.set_ylabel("Temperature (a.u.)", color=colors[5])
            right.set_ylim(-20, 9)
        if beside == "inset":
            inner = axes.inset_axes((0.62, 0.74, 0.34, 0.22))
            inner.plot(np.linspace(-1, 1, 50), np.sinh(np.linspace(-3, 3, 50)), color=colors[4], lw=0.8)
            inner.tick_params(labelsize=5)
            boxes.append(inner)
        if legend and beside != "inset":
            boxes.append(axes.legend(loc="upper center", ncols=2))
        figure.tight_layout()
        figure.canvas.draw()
        path = folder / f"panel{number}.png"
        save(figure, path, coding, dpi)
        scale, rows = dpi / figure.dpi, figure.get_figheight() * dpi
        exclude = []
        for box in boxes:
            b = box.get_tightbbox()
            exclude.append([b.x0 * scale - 3, rows - b.y1 * scale - 3, b.x1 * scale + 3, rows - b.y0 * scale + 3])
        scale_y = {"scale": "log"} if beside == "logarithmic" else {}
        said: dict[str, Any] = {
            "x": two_points(axes, 0, dpi, path) | {"label": "Pulse number", "every": 1},
            "y": two_points(axes, 1, dpi, path) | {"label": title, "unit": unit, "factor": 1} | scale_y,
            "exclude": exclude,
            "series": {name: [int(color[k : k + 2], 16) for k in (1, 3, 5)] for name, (color, _) in looks.items()},
        }
        plt.close(figure)
    return Drawn(number, path, title, unit, series, pulses, said)


if __name__ == "__main__":
    measure(SETS, draw)
