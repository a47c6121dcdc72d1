"""Raster accuracy over 24 looks of generated figures: shapes, sizes, scales, ticks, grids, renderers, JPEG noise.

Run by hand: python evaluation/pictures/raster_looks.py [LOOKS]
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from figcurves import digitize_raster
from figcurves.model import Digitization

COLORS = {"blue": (31, 119, 180), "red": (214, 39, 40), "green": (44, 160, 44), "purple": (148, 103, 189)}
RENDERERS = ("matplotlib", "pdfium", "jpeg85")
SIZE = (6.4, 4.8)


@dataclass
class Look:
    """How one figure is drawn, and the true points by series; `isolated` marks stand clear of every other."""

    seed: int

    def __post_init__(self) -> None:
        rng = np.random.default_rng(self.seed)
        self.log_x, self.log_y = bool(rng.integers(2)), bool(rng.integers(2))
        self.names = list(rng.permutation(list(COLORS)))[: int(rng.integers(1, 4))]
        self.shapes = dict(zip(self.names, rng.permutation(list("osDph")), strict=False))
        self.mark = float(rng.uniform(4.5, 9.0))
        self.inward, self.grid = bool(rng.integers(2)), bool(rng.integers(3) == 0)
        self.open_frame, self.font = bool(rng.integers(3) == 0), float(rng.uniform(8, 13))
        self.places = {name: rng.uniform(0.05, 0.95, (int(rng.integers(12, 26)), 2)) for name in self.names}

    def values(self, places: np.ndarray) -> np.ndarray:
        x = 10 ** (-6 + 7 * places[:, 0]) if self.log_x else -2 + 4 * places[:, 0]
        y = 10 ** (-9 + 6 * places[:, 1]) if self.log_y else 100 * places[:, 1]
        return np.column_stack([x, y])

    def shares(self, item: Digitization, series: int) -> np.ndarray:
        points = item.series[series].points
        x, y = np.array([p.x for p in points]), np.array([p.y for p in points])
        u = (np.log10(x) + 6) / 7 if self.log_x else (x + 2) / 4
        v = (np.log10(y) + 9) / 6 if self.log_y else y / 100
        return np.column_stack([u, v])

    def isolated(self) -> dict[str, np.ndarray]:
        """For each series which of its marks stand at least 1.4 mark sizes from every other mark."""
        scale = np.array([SIZE[0] * 72 * 0.775, SIZE[1] * 72 * 0.77])
        every = np.vstack(list(self.places.values())) * scale
        found = {}
        for name, places in self.places.items():
            gaps = np.sqrt((((places * scale)[:, None] - every[None]) ** 2).sum(axis=2))
            gaps[gaps == 0] = np.inf
            found[name] = gaps.min(axis=1) > 1.4 * self.mark
        return found

    def calibration(self) -> dict[str, object]:
        x = [10.0**k for k in range(-6, 2)] if self.log_x else [-2, -1, 0, 1, 2]
        y = [10.0**k for k in range(-9, -2)] if self.log_y else [0, 20, 40, 60, 80, 100]
        if self.inward and not self.log_x:
            x = x[1:-1]
        if self.inward and not self.log_y:
            y = y[1:-1]
        if self.inward and self.log_x:
            x = x[1:-1]
        if self.inward and self.log_y:
            y = y[1:-1]
        return {
            "x": {"scale": "log" if self.log_x else "linear", "ticks": x},
            "y": {"scale": "log" if self.log_y else "linear", "ticks": y},
            "series": {name: COLORS[name] for name in self.names},
        }

    def draw(self, folder: Path, dpi: int, renderer: str) -> Path:
        import matplotlib as mpl

        mpl.use("Agg")
        import matplotlib.pyplot as plt
        import pypdfium2

        style = {"font.size": self.font}
        for axis in "xy":
            style[f"{axis}tick.direction"] = "in" if self.inward else "out"
        with mpl.rc_context(style):
            figure, axes = plt.subplots(figsize=SIZE)
            for name in self.names:
                rows = self.values(self.places[name])
                axes.plot(*rows.T, self.shapes[name], color=np.array(COLORS[name]) / 255, ms=self.mark, mew=0)
            axes.set_xscale("log" if self.log_x else "linear")
            axes.set_yscale("log" if self.log_y else "linear")
            axes.set_xlim(*((1e-6, 1e1) if self.log_x else (-2, 2)))
            axes.set_ylim(*((1e-9, 1e-3) if self.log_y else (0, 100)))
            if not self.log_x:
                axes.set_xticks([-2, -1, 0, 1, 2])
            if self.grid:
                axes.grid(True, color="0.85", lw=0.6)
            if self.open_frame:
                axes.spines[["top", "right"]].set_visible(False)
            if renderer == "matplotlib":
                path = folder / f"{self.seed}.png"
                figure.savefig(path, dpi=dpi)
            else:
                figure.savefig(folder / "a.pdf")
                picture = pypdfium2.PdfDocument(folder / "a.pdf")[0].render(scale=dpi / 72).to_pil().convert("RGB")
                path = folder / (f"{self.seed}.jpg" if renderer == "jpeg85" else f"{self.seed}.png")
                out = io.BytesIO()
                picture.save(out, "JPEG" if renderer == "jpeg85" else "PNG", quality=85)
                path.write_bytes(out.getvalue())
            plt.close(figure)
        return path


def measure(
    look: Look, dpi: int, renderer: str, folder: Path
) -> tuple[list[float], int, int, int, float, Digitization]:
    """Errors [% of range] of read marks, isolated marks found and there, silent misreadings over 0.5 %, seconds."""
    path = look.draw(folder, dpi, renderer)
    start = time.perf_counter()
    item = digitize_raster(path, look.calibration())
    seconds = time.perf_counter() - start
    alone = look.isolated()
    errors: list[float] = []
    found = there = silent = 0
    for number, series in enumerate(item.series):
        truth = look.places[series.name]
        got = look.shares(item, number)
        gaps = np.abs(got[:, None] - truth[None]).max(axis=2) if len(got) else np.zeros((0, len(truth)))
        own = 100 * gaps.min(axis=1)
        errors += own.tolist()
        flagged = bool(series.review_required)
        silent += sum(error > 0.5 and not flagged and not p.flags for error, p in zip(own, series.points, strict=True))
        near = gaps.min(axis=0) < 0.005 if len(got) else np.zeros(len(truth), dtype=bool)
        found += int((near & alone[series.name]).sum())
        there += int(alone[series.name].sum())
    return errors, found, there, silent, seconds, item


def main(looks: int = 24) -> None:
    with tempfile.TemporaryDirectory() as name:
        for dpi in (150, 300):
            for renderer in RENDERERS:
                errors: list[float] = []
                found = there = silent = failed = review = 0
                slowest = 0.0
                for seed in range(looks):
                    look = Look(seed)
                    try:
                        own, a, b, bad, seconds, item = measure(look, dpi, renderer, Path(name))
                    except Exception as error:
                        failed += 1
                        print(f"  look {seed} {dpi} {renderer}: {type(error).__name__} {error}")
                        continue
                    if (own and np.median(own) > 0.3) or a < 0.9 * b:
                        print(f"  look {seed}: median {np.median(own):.3f} % {a}/{b} {item.review_required}")
                    review += item.needs_review
                    errors += own
                    found, there, silent, slowest = found + a, there + b, silent + bad, max(slowest, seconds)
                values = np.array(errors)
                print(
                    f"{dpi} dpi {renderer:10s} {looks} looks: median {np.median(values):.4f} % "
                    f"p95 {np.percentile(values, 95):.4f} % max {values.max():.3f} %, isolated {found} of {there}, "
                    f"silent {silent}, in review {review}, failed {failed}, slowest {slowest:.2f} s"
                )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("looks", nargs="?", type=int, default=24)
    main(parser.parse_args().looks)
