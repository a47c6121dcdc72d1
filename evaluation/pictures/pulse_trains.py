"""Trains whose first and last mark the frame cuts, with error bars, twin series of one colour, arrows and legends.

    python evaluation/pictures/pulse_trains.py [first|aside] [picture|vector] [FOLDER]

Two sets of sixteen figures, each drawn as a picture (PNG, JPEG, pdfium; 80 to 200 dpi) and as a PDF. Of a picture two
points an axis are said and nothing else; of a PDF nothing. Complete: each true series is one read series, with 96 % of
its marks, its lowest, highest, first and last among them, and no more than 4 % others, each within 2 % of the range;
and no series is read that is none. Short without being asked about is silent.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from pulse_pictures import LOOKS, branch, save, two_points

SETS = {"first": range(16), "aside": range(16, 32)}
KINDS = (
    "cut in half", "cut elsewhere", "bars of another colour", "bars of the same colour", "filled and open",
    "two shapes", "arrows and legend", "cut, bars, legend",
)  # fmt: skip
COLORS = ("#ff0000", "#0000ff", "#000000", "#1f77b4", "#d95319", "#00a050", "#7030a0")
NEAR = 0.02
"""Share of the range within which a mark counts as found."""
Marks = tuple[np.ndarray, np.ndarray]
"""Places and heights of the marks of a series."""


@dataclass
class Train:
    """A figure with its truth: the marks of each series, and what a person says of the picture."""

    kind: str
    path: Path
    series: dict[str, Marks] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)


def trains(kind: str, count: int, chance: np.random.Generator) -> dict[str, Marks]:
    """The true marks of each series: pulse 0 to the last."""
    low, high = 1.0, float(chance.choice([4.0, 9.0]))
    bends = chance.uniform(0.5, 4.0, 2)
    noise = float(chance.choice([0.0, 0.01])) * (high - low)
    up = np.concatenate([[low], branch(count, low, high, bends[0], True)])
    down = branch(count, low, high, bends[1], False)
    up, down = up + chance.normal(0, noise, len(up)), down + chance.normal(0, noise, len(down))
    if kind in ("filled and open", "two shapes"):
        pulses = np.arange(count + 1)
        return {"device A": (pulses, up), "device B": (pulses, up * 0.6 + 1.5 * high)}
    return {"LTP": (np.arange(count + 1), up), "LTD": (np.arange(count + 1, 2 * count + 1), down)}


def draw(number: int, folder: Path, *, vector: bool) -> Train:
    """Figure `number`, the same at every call."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    chance = np.random.default_rng(30300 + number)
    kind = KINDS[number % len(KINDS)]
    look = str(chance.choice([name for name in LOOKS if name != "excel"]))  # that one draws no ticks
    count = int(chance.choice([12, 20, 30]))
    dpi, coding = int(chance.choice([80, 110, 150, 200])), str(chance.choice(["png", "jpeg", "pdfium"]))
    train = Train(kind, folder / f"train{number:02d}.{'pdf' if vector else 'png'}", trains(kind, count, chance))
    with mpl.rc_context(LOOKS[look]):
        figure, axes = plt.subplots(figsize=(4.2, 3.3))
        _draw_series(axes, train, chance)
        _limit(axes, train, chance)
        if kind in ("arrows and legend", "cut, bars, legend"):
            _annotate(axes, train, chance)
        axes.set(xlabel="Pulse number", ylabel="Conductance (µS)")
        figure.tight_layout()
        figure.canvas.draw()
        if vector:
            figure.savefig(train.path)
        else:
            save(figure, train.path, coding, dpi)
            train.said = {"x": two_points(axes, 0, dpi, train.path), "y": two_points(axes, 1, dpi, train.path)}
            train.said["x"] |= {"label": "Pulse number"}
            train.said["y"] |= {"label": "Conductance", "unit": "µS", "factor": 1.0}
        plt.close(figure)
    return train


def _draw_series(axes: Any, train: Train, chance: np.random.Generator) -> None:
    colors = chance.permutation(COLORS)
    shapes = chance.permutation(["o", "s", "^", "D"])
    size, joined = float(chance.choice([4.0, 5.5, 7.0])), bool(chance.random() < 0.3)
    twins = train.kind in ("filled and open", "two shapes")
    for k, (name, (x, y)) in enumerate(train.series.items()):
        color = str(colors[0 if twins else k])
        shape = str(shapes[1] if train.kind == "two shapes" and k else shapes[0])
        face = "none" if train.kind == "filled and open" and k else color
        look = {"color": color, "marker": shape, "ms": size, "mfc": face, "label": name}
        look |= {"ls": "-" if joined else "none", "lw": 0.8}
        if "bars" in train.kind:
            other = str(chance.choice(["#000000", "#808080"])) if color != "#000000" else "#808080"
            bars = color if train.kind == "bars of the same colour" else other
            tall = 0.06 * np.ptp(y) * chance.uniform(0.5, 1.5, len(x))
            axes.errorbar(
                x, y, yerr=tall, ecolor=bars, capsize=float(chance.choice([0.0, 2.5])), elinewidth=0.8, **look
            )
        else:
            axes.plot(x, y, **look)


def _limit(axes: Any, train: Train, chance: np.random.Generator) -> None:
    """Ends of the axes: the frame cuts the first and the last mark where the kind says so."""
    last = float(max(x.max() for x, _ in train.series.values()))
    heights = np.concatenate([y for _, y in train.series.values()])
    axes.set_ylim(0.0, 1.25 * heights.max())
    if train.kind in ("cut in half", "cut, bars, legend"):
        axes.set_xlim(0.0, last)
        if chance.random() < 0.5:
            axes.set_ylim(float(heights.min()), 1.25 * heights.max())
    elif train.kind == "cut elsewhere":
        figure = axes.figure
        figure.canvas.draw()
        # A mark's half width on x; the frame stands up to half of that within or beyond its middle.
        half = 3.0 * figure.dpi / 72.0 / axes.bbox.width * last
        axes.set_xlim(half * float(chance.uniform(-0.5, 0.5)), last + half * float(chance.uniform(-0.5, 0.5)))


def _annotate(axes: Any, train: Train, chance: np.random.Generator) -> None:
    x = next(iter(train.series.values()))[0]
    arrow = {"arrowstyle": str(chance.choice(["->", "-|>", "<->"])), "color": str(chance.choice(["k", "#ff0000"]))}
    top = axes.get_ylim()[1]
    axes.annotate("", (0.35 * x.max(), 0.93 * top), (0.05 * x.max(), 0.93 * top), arrowprops=arrow)
    if train.kind == "arrows and legend":
        axes.axvline(float(x.max()) + 0.5, color="#808080", ls="--", lw=0.8)
    axes.legend(loc="lower center", fontsize=8)


def verdict(train: Train, item: Any) -> str:
    """`complete` or `short`, and whether a person is asked."""
    reasons = [*item.review_required, *(why for series in item.series for why in series.review_required)]
    heights = np.concatenate([y for _, y in train.series.values()])
    high = NEAR * float(np.ptp(heights))
    pairs = [
        (name, series.id)
        for name, truth in train.series.items()
        for series in item.series
        if _same(truth, (np.array([p.x for p in series.points]), np.array([p.y for p in series.points])), high)
    ]
    names, ids = {name for name, _ in pairs}, {one for _, one in pairs}
    whole = len(names) == len(train.series) == len(ids) == len(item.series)
    return ("complete" if whole else "short") + (" asked" if reasons else "" if whole else " silent")


def _same(truth: Marks, read: Marks, high: float) -> bool:
    """Whether a series that was read is the true one, its ends and extremes with it."""
    x, y = truth
    near = (np.abs(x[:, None] - read[0]) <= 0.5) & (np.abs(y[:, None] - read[1]) <= high)
    found, false = near.any(axis=1), ~near.any(axis=0)
    ends = found[[0, -1, int(np.argmin(y)), int(np.argmax(y))]].all()
    return bool(ends and found.mean() >= 0.96 and false.mean() <= 0.04)


def main() -> None:
    """Prints how each figure of the set was read, and the counts."""
    from figcurves import digitize_pdf, digitize_raster
    from figcurves.errors import FigureError

    parser = argparse.ArgumentParser()
    parser.add_argument("part", nargs="?", choices=list(SETS), default="first")
    parser.add_argument("way", nargs="?", choices=["picture", "vector"], default="picture")
    parser.add_argument("folder", nargs="?", type=Path, help="where the figures are drawn; a temporary folder if none")
    arguments = parser.parse_args()
    folder, vector = arguments.folder or Path(tempfile.mkdtemp()), arguments.way == "vector"
    folder.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    for number in SETS[arguments.part]:
        train = draw(number, folder, vector=vector)
        try:
            item = digitize_pdf(train.path, 1)[0] if vector else digitize_raster(train.path, train.said)
            said, lines = verdict(train, item), [*item.review_required]
            lines += [f"{s.id} {s.kind} {len(s.points)}: {'; '.join(s.review_required)}" for s in item.series]
        except FigureError as error:
            said, lines = "short asked", [error.problem]
        counts[said] += 1
        print(number, train.kind, "|", said, "" if said == "complete" else "|", "" if said == "complete" else lines)
    print(arguments.part, arguments.way, dict(counts))


if __name__ == "__main__":
    main()
