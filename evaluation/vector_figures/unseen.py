"""Figures drawn with their truth in styles that the readers were not developed on, and how well they are read."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from figcurves import digitize_pdf
from figcurves.errors import FigureError
from figcurves.model import Axis, Digitization, Series

RNG = np.random.default_rng


@dataclass
class Truth:
    """A drawn figure: the points of each series, with the panel (from 0) it is in."""

    path: Path
    series: list[tuple[int, np.ndarray]] = field(default_factory=list)

    def add(self, x: Any, y: Any, panel: int = 0) -> tuple[np.ndarray, np.ndarray]:
        rows = np.column_stack([np.asarray(x, dtype=float), np.asarray(y, dtype=float)])
        self.series.append((panel, rows))
        return rows[:, 0], rows[:, 1]


Draw = Callable[[Truth], None]
FIGURES: dict[str, Draw] = {}


def figure(draw: Draw) -> Draw:
    FIGURES[draw.__name__] = draw
    return draw


def pyplot(**style: Any) -> Any:
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcdefaults()
    mpl.rcParams.update({"font.size": 9, **style})
    import matplotlib.pyplot as plt

    plt.close("all")
    return plt


def gnuplot(truth: Truth, commands: str) -> None:
    if shutil.which("gnuplot") is None:
        raise FileNotFoundError("gnuplot")
    data = [
        f"$d{k} << EOD\n" + "\n".join(f"{x!r} {y!r}" for x, y in rows.tolist()) + "\nEOD\n"
        for k, (_, rows) in enumerate(truth.series)
    ]
    head = f'set terminal pdfcairo size 4,3 font "sans,10"\nset output "{truth.path}"\n'
    subprocess.run(["gnuplot"], input=head + "".join(data) + commands, text=True, check=True, capture_output=True)


def r(truth: Truth, commands: str) -> None:
    if shutil.which("Rscript") is None:
        raise FileNotFoundError("Rscript")
    lines = [f'pdf("{truth.path}", width=4.5, height=3.5)']
    for k, (_, rows) in enumerate(truth.series):
        for name, column in (("x", rows[:, 0]), ("y", rows[:, 1])):
            lines.append(f"{name}{k} <- c({', '.join(map(repr, column.tolist()))})")
    script = "\n".join([*lines, commands, "invisible(dev.off())"])
    subprocess.run(["Rscript", "-"], input=script, text=True, check=True, capture_output=True)


def shares(axis: Axis, values: np.ndarray) -> np.ndarray:
    """Values as parts of the axis range, log10 on a log axis."""
    assert axis.low is not None
    assert axis.high is not None
    low, high = axis.low, axis.high
    if axis.scale == "log":
        with np.errstate(all="ignore"):
            values = np.log10(np.abs(values))
        low, high = np.log10(abs(low)), np.log10(abs(high))
    return np.asarray((values - low) / (high - low))


def error_of(item: Digitization, series: Series, rows: np.ndarray) -> float:
    """The largest distance [% of the range] of a true point from the nearest point of the series."""
    x, y = item.axis(series.x_axis), item.axis(series.y_axis)
    if not series.points or (x.coefficients is None and len(series.points) != len(rows)):
        return np.inf
    if x.coefficients is None:
        heights = np.array([p.y for p in sorted(series.points, key=lambda p: p.x)])
        return float(100 * np.abs(shares(y, rows[:, 1]) - shares(y, heights)).max())
    read = np.array([(p.x, p.y) for p in series.points])
    got = np.column_stack([shares(x, read[:, 0]), shares(y, read[:, 1])])
    true = np.column_stack([shares(x, rows[:, 0]), shares(y, rows[:, 1])])
    return float(100 * np.abs(true[:, None] - got[None]).max(axis=2).min(axis=1).max())


def silent_error(item: Digitization, series: Series, truth: Truth) -> float:
    """The largest distance [% of the range] of a point of an accepted series from the true course nearest to it."""
    x, y = item.axis(series.x_axis), item.axis(series.y_axis)
    if item.review_required or series.review_required or x.coefficients is None:
        return 0.0
    read = np.array([(p.x, p.y) for p in series.points if p.vertex_kind != "clip"])
    if not len(read):
        return 0.0
    got = np.column_stack([shares(x, read[:, 0]), shares(y, read[:, 1])])
    best = np.inf
    for _, rows in truth.series:
        if series.kind == "steps":
            rows = np.column_stack([np.repeat(rows[:, 0], 2)[1:], np.repeat(rows[:, 1], 2)[:-1]])
        true = np.column_stack([shares(x, rows[:, 0]), shares(y, rows[:, 1])])
        true = true[np.isfinite(true).all(axis=1)]
        if not len(true):
            continue
        starts, ends = (true[:-1], true[1:]) if series.kind == "line" and len(true) > 1 else (true, true)
        worst = 0.0
        for point in got:
            step = ends - starts
            length = (step**2).sum(axis=1)
            with np.errstate(all="ignore"):
                part = np.clip(np.nan_to_num(((point - starts) * step).sum(axis=1) / length), 0.0, 1.0)
            worst = max(worst, float(np.abs(starts + part[:, None] * step - point).max(axis=1).min()))
        best = min(best, worst)
    return 100.0 * best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where the drawings are kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        totals = dict.fromkeys(("figures", "verified", "series", "found", "silent"), 0)
        for name, draw in FIGURES.items():
            totals["figures"] += 1
            truth = Truth(folder / f"{name}.pdf")
            try:
                draw(truth)
                items = digitize_pdf(truth.path, 1)
            except (FileNotFoundError, FigureError) as error:
                print(f"{name:<22} {error}")
                totals["series"] += len(truth.series)
                continue
            found, worst, counts = 0, 0.0, 0
            for _, rows in truth.series:
                best = min(
                    ((error_of(item, s, rows), abs(len(s.points) - len(rows))) for item in items for s in item.series),
                    default=(np.inf, 0),
                )
                if best[0] < 1.0:
                    found, worst, counts = found + 1, max(worst, best[0]), counts + (best[1] > 0)
            drawn = sum(len(item.series) for item in items)
            totals["verified"] += bool(items) and all(item.tier == "vector_verified" for item in items)
            totals["series"] += len(truth.series)
            totals["found"] += found
            wrong = [s.id for item in items for s in item.series if silent_error(item, s, truth) > 0.5]
            totals["silent"] += len(wrong)
            tiers = ",".join("v" if item.tier == "vector_verified" else "-" for item in items)
            share = f"{found}/{len(truth.series)} of {drawn} read"
            print(
                f"{name:<22} {share}, max {worst:.4f} %, miscounted {counts}, {tiers}"
                + (f", SILENT {wrong}" if wrong else "")
            )
            for item in items:
                own = [f"{series.id}: {reason}" for series in item.series for reason in series.review_required]
                for reason in [*item.review_required, *own]:
                    print(f"      {item.panel}: {reason[:150]}")
        print(", ".join(f"{value} {name}" for name, value in totals.items()))
