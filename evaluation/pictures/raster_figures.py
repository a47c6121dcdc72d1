"""Raster accuracy at 150 and 300 dpi, as drawn by matplotlib, by pdfium, and as JPEG of quality 85.

Run: python evaluation/pictures/raster_figures.py
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from pathlib import Path

import numpy as np
from figcurves import digitize_raster

COLORS = {"blue": (31, 119, 180), "red": (214, 39, 40), "green": (44, 160, 44)}


def truth() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(7)
    found = {}
    for name in COLORS:
        x = np.linspace(-5.6, 0.6, 20) + rng.uniform(-0.08, 0.08, 20)
        y = rng.uniform(-8.6, -2.4, 20)
        found[name] = np.column_stack([10**x, 10**y])
    return found


def draw(folder: Path, points: dict[str, np.ndarray]) -> list[Path]:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt
    import pypdfium2
    from PIL import Image

    figure, axes = plt.subplots()
    for (name, rows), mark in zip(points.items(), "osD", strict=True):
        axes.loglog(rows[:, 0], rows[:, 1], mark, color=np.array(COLORS[name]) / 255, markersize=5)
    axes.set_xlim(1e-6, 1e1)
    axes.set_ylim(1e-9, 1e-2)
    figure.savefig(folder / "a.pdf")
    made = []
    for dpi in (150, 300):
        made.append(folder / f"matplotlib_{dpi}.png")
        figure.savefig(made[-1], dpi=dpi)
        page = pypdfium2.PdfDocument(folder / "a.pdf")[0]
        picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
        made.append(folder / f"pdfium_{dpi}.png")
        picture.save(made[-1])
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=85)
        made.append(folder / f"jpeg85_{dpi}.jpg")
        made[-1].write_bytes(out.getvalue())
        assert Image.open(made[-1]).size == picture.size
    plt.close(figure)
    return made


def main() -> None:
    points = truth()
    calibration = {
        "x": {"scale": "log", "ticks": [10.0**k for k in range(-6, 2)]},
        "y": {"scale": "log", "ticks": [10.0**k for k in range(-9, -1)]},
        "series": COLORS,
    }
    every = {name: np.log10(rows) for name, rows in points.items()}
    with tempfile.TemporaryDirectory() as name:
        for path in draw(Path(name), points):
            start = time.perf_counter()
            item = digitize_raster(path, calibration)
            seconds = time.perf_counter() - start
            errors, total = [], 0
            for series in item.series:
                rows = every[series.name]
                total += len(rows)
                for point in series.points:
                    gap = np.abs(rows - np.log10([point.x, point.y])).max(axis=1).min()
                    errors.append(100 * gap / 7.0)
            values = np.array(errors)
            print(
                f"raster {path.stem:15s} median {np.median(values):.4f} % p95 {np.percentile(values, 95):.4f} % "
                f"max {values.max():.3f} % marks {len(values)} of {total} {item.tier} {seconds:.2f} s"
            )


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    main()
