"""Pictures in looks that the raster reader was not developed on: lines with marks of one colour family, greys, grids,
small and JPEG pictures. Values accepted though over 0.5 % of the range off count as silent.

Run by hand: python evaluation/pictures/raster_blind.py [FOLDER]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from figcurves import digitize_raster
from figcurves.errors import FigureError

Curve = tuple[np.ndarray, np.ndarray]
X = {"scale": "linear", "ticks": [0, 20, 40, 60, 80, 100]}
Y = {"scale": "linear", "ticks": [0, 2, 4, 6, 8, 10]}
LOG_Y = {"scale": "log", "ticks": [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3]}
LOOKS: list[tuple[str, Callable[[Any], tuple[dict[str, Curve], dict[str, Any]]], dict[str, Any]]] = []


def look(**save: Any) -> Callable[[Any], Any]:
    def keep(draw: Any) -> Any:
        LOOKS.append((draw.__name__, draw, save))
        return draw

    return keep


def rise(n: int, tau: float = 25.0) -> Curve:
    x = np.linspace(2, 98, n)
    return x, 1 + 8 * (1 - np.exp(-x / tau))


def linear(ax: Any) -> None:
    ax.set(xlim=(0, 100), ylim=(0, 10))


@look(dpi=200)
def thin_line_and_darker_marks(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x, y = rise(20)
    ax.plot(x, y, "-", color="#6baed6", lw=0.6)
    ax.plot(x, y, "o", color="#08519c", ms=4, mew=0)
    linear(ax)
    return {"marks": (x, y)}, {"x": X, "y": Y, "series": {"marks": [8, 81, 156]}}


@look(dpi=200)
def two_blues(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    (x, a), (_, b) = rise(18), rise(18, 70)
    ax.plot(x, a, "s", color="#1f77b4", ms=5, mew=0)
    ax.plot(x, b, "o", color="#4a90d9", ms=5, mew=0)
    linear(ax)
    return {"dark": (x, a), "light": (x, b)}, {
        "x": X,
        "y": Y,
        "series": {"dark": [31, 119, 180], "light": [74, 144, 217]},
    }


@look(dpi=200)
def greys(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    (x, a), (_, b) = rise(18), rise(18, 90)
    ax.plot(x, a, "s", color="0.0", ms=5, mew=0)
    ax.plot(x, b, "^", color="0.55", ms=5, mew=0)
    linear(ax)
    return {"black": (x, a), "grey": (x, b)}, {"x": X, "y": Y, "series": {"black": [0, 0, 0], "grey": [140, 140, 140]}}


@look(dpi=90)
def small_picture(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x, y = rise(16)
    ax.plot(x, y, "o", color="tab:red", ms=5, mew=0)
    linear(ax)
    return {"red": (x, y)}, {"x": X, "y": Y, "series": {"red": [214, 39, 40]}}


@look(dpi=200, quality=70)
def noisy_jpeg(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    (x, a), (_, b) = rise(16), rise(16, 80)
    ax.plot(x, a, "o", color="tab:red", ms=5, mew=0)
    ax.plot(x, b, "D", color="tab:green", ms=5, mew=0)
    linear(ax)
    return {"red": (x, a), "green": (x, b)}, {"x": X, "y": Y, "series": {"red": [214, 39, 40], "green": [44, 160, 44]}}


@look(dpi=200)
def strong_grid(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x, y = rise(24)
    ax.grid(True, color="0.4", lw=0.8)
    ax.plot(x, y, "o", color="tab:purple", ms=5, mew=0)
    linear(ax)
    return {"purple": (x, y)}, {"x": X, "y": Y, "series": {"purple": [148, 103, 189]}}


@look(dpi=200)
def log_line(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x = np.linspace(0, 100, 400)
    y = 10 ** (-8 + 4 * x / 100 + 0.3 * np.sin(x / 6))
    ax.semilogy(x, y, "-", color="tab:orange", lw=1.2)
    ax.set(xlim=(0, 100), ylim=(1e-9, 1e-3))
    return {"orange": (x, y)}, {"x": X, "y": LOG_Y, "series": {"orange": [255, 127, 14]}}


@look(dpi=200)
def crossing_lines(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x = np.linspace(0, 100, 300)
    ax.plot(x, 1 + 0.08 * x, "-", color="tab:blue", lw=1.0)
    ax.plot(x, 9 - 0.07 * x, "-", color="tab:red", lw=1.0)
    linear(ax)
    curves = {"blue": (x, 1 + 0.08 * x), "red": (x, 9 - 0.07 * x)}
    return curves, {"x": X, "y": Y, "series": {"blue": [31, 119, 180], "red": [214, 39, 40]}}


@look(dpi=200)
def marks_on_their_line(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x, y = rise(15)
    ax.plot(x, y, "o-", color="tab:green", ms=5, lw=0.8, mew=0)
    linear(ax)
    return {"green": (x, y)}, {"x": X, "y": Y, "series": {"green": [44, 160, 44]}}


@look(dpi=200)
def hollow_marks(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x, y = rise(18)
    ax.plot(x, y, "o", color="tab:red", mfc="w", ms=6, mew=1)
    linear(ax)
    return {"red": (x, y)}, {"x": X, "y": Y, "series": {"red": [214, 39, 40]}}


@look(dpi=200)
def dashes(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x = np.linspace(0, 100, 300)
    y = 5 + 4 * np.sin(x / 15)
    ax.plot(x, y, "--", color="tab:blue", lw=1.2)
    linear(ax)
    return {"blue": (x, y)}, {"x": X, "y": Y, "series": {"blue": [31, 119, 180]}}


@look(dpi=200)
def error_bars(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x, y = rise(12)
    ax.errorbar(x, y, yerr=0.3 + 0.02 * x, fmt="s", color="tab:blue", ms=5, mew=0, lw=0.8, capsize=2)
    linear(ax)
    return {"blue": (x, y)}, {"x": X, "y": Y, "series": {"blue": [31, 119, 180]}}


@look(dpi=200)
def crowded(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x, y = rise(64)
    ax.plot(x, y, "o", color="tab:red", ms=4, mew=0)
    linear(ax)
    return {"red": (x, y)}, {"x": X, "y": Y, "series": {"red": [214, 39, 40]}}


@look(dpi=200)
def legend_left_in(ax: Any) -> tuple[dict[str, Curve], dict[str, Any]]:
    x, y = rise(18)
    ax.plot(x, y, "o", color="tab:red", ms=5, mew=0, label="LTP")
    ax.legend(loc="lower right")
    linear(ax)
    return {"red": (x, y)}, {"x": X, "y": Y, "series": {"red": [214, 39, 40]}}


def off(points: np.ndarray, curve: Curve, line: bool, log: bool) -> np.ndarray:
    """Distance [% of the range] of each point from the course; of a mark from the nearest mark."""

    def part(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.column_stack([x / 100, (np.log10(y) + 9) / 6 if log else y / 10])

    got, true = part(points[:, 0], points[:, 1]), part(*curve)
    if line:
        return 100 * np.abs(got[:, 1] - np.interp(got[:, 0], true[:, 0], true[:, 1]))
    return np.asarray(100 * np.abs(got[:, None] - true[None]).max(axis=2).min(axis=1))


def main() -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where the pictures are kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        every: list[float] = []
        total = 0
        for name, draw, save in LOOKS:
            figure, axes = plt.subplots(figsize=(6.4, 4.4))
            curves, calibration = draw(axes)
            path = folder / f"{name}.{'jpg' if 'quality' in save else 'png'}"
            extra = {"pil_kwargs": {"quality": save["quality"]}} if "quality" in save else {}
            figure.savefig(path, dpi=save["dpi"], **extra)
            plt.close(figure)
            try:
                item = digitize_raster(path, calibration)
            except FigureError as error:
                print(f"{name:<28} {error}")
                continue
            for series in item.series:
                points = np.array([(p.x, p.y) for p in series.points])
                line = series.kind == "line"
                log = calibration["y"]["scale"] == "log"
                errors = off(points, curves[series.name], line, log) if len(points) else np.array([])
                accepted = not item.review_required and not series.review_required
                open_points = np.array([accepted and not p.flags for p in series.points], dtype=bool)
                silent = int((errors[open_points] > 0.5).sum())
                total += silent
                every += errors[open_points].tolist()
                middle = np.median(errors) if len(errors) else np.nan
                count = f"{len(points)} of {len(curves[series.name][0])}" if not line else f"{len(points)} columns"
                worst = errors.max() if len(errors) else np.nan
                print(f"{name:<28} {series.name}: {count}, median {middle:.3f} % max {worst:.2f} %, silent {silent}")
                for reason in (*item.review_required, *series.review_required):
                    print(f"      {reason}")
        values = np.array(every)
        print(f"{len(LOOKS)} pictures: accepted values {len(values)}, median {np.median(values):.4f} %, silent {total}")


if __name__ == "__main__":
    main()
