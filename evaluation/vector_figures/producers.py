"""Accuracy and speed of figure reading against exact truth; prints the goals and what was reached.

Run: python evaluation/vector_figures/producers.py [--rram FOLDER_OF_PDFS FOLDER_OF_TSV]. Errors are % of the axis
range (log10 on logarithmic axes). The producer matrix is drawn here with matplotlib and read from tests/data/figures
for R, cairo and gnuplot.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
from figcurves import digitize_pdf
from figcurves.model import Digitization, Series
from figcurves.writing import digitization_as_json

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "figures"


def unit(values: np.ndarray, axis) -> np.ndarray:
    """Values as a share of the axis range."""
    if axis.scale == "log":
        low, high = np.log10(axis.low), np.log10(axis.high)
        return (np.log10(values) - low) / (high - low)
    return (values - axis.low) / (axis.high - axis.low)


def places(item: Digitization, series: Series) -> np.ndarray:
    x, y = item.axis(series.x_axis), item.axis(series.y_axis)
    return np.column_stack(
        [unit(np.array([p.x for p in series.points]), x), unit(np.array([p.y for p in series.points]), y)]
    )


def truth_places(item: Digitization, series: Series, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.column_stack([unit(x, item.axis(series.x_axis)), unit(y, item.axis(series.y_axis))])


def match(found: np.ndarray, truth: np.ndarray) -> tuple[float, int]:
    """Largest distance (% of range) from a true point to its own found point, by optimal assignment."""
    from scipy.optimize import linear_sum_assignment

    cost = np.abs(found[:, None, :] - truth[None, :, :]).max(axis=2)
    rows, columns = linear_sum_assignment(cost)
    return 100.0 * float(cost[rows, columns].max()), len(rows)


def line_distance(found: np.ndarray, truth: np.ndarray) -> float:
    """Largest distance (% of range) from a true point to the found polyline."""
    start, step = found[:-1], np.diff(found, axis=0)
    length = (step**2).sum(axis=1)
    length[length == 0] = 1e-30
    worst = 0.0
    for point in truth:
        share = np.clip(((point - start) * step).sum(axis=1) / length, 0.0, 1.0)
        gap = np.hypot(*(start + share[:, None] * step - point).T)
        worst = max(worst, float(gap.min()))
    return 100.0 * worst


def marks(item: Digitization) -> list[Series]:
    return [series for series in item.series if series.kind == "marks"]


def check_a(path: Path, table: np.ndarray) -> tuple[float, int, str]:
    (item,) = digitize_pdf(path)
    worst, count = 0.0, 0
    for kind, series in zip(range(4), sorted(marks(item), key=lambda s: s.name), strict=True):
        rows = table[table[:, 2] == kind]
        error, n = match(places(item, series), truth_places(item, series, rows[:, 0], rows[:, 1]))
        worst, count = max(worst, error), count + n
    return worst, count, item.tier


def check_b(path: Path, table: np.ndarray) -> tuple[float, int, str]:
    (item,) = digitize_pdf(path)
    found = sorted(marks(item), key=lambda s: s.points[0].y)
    worst, count = 0.0, 0
    for series, column in zip(found, (1, 2), strict=True):
        error, n = match(places(item, series), truth_places(item, series, table[:, 0], table[:, column]))
        worst, count = max(worst, error), count + n
    return worst, count, item.tier


def check_c(path: Path, table: np.ndarray) -> tuple[float, int, str]:
    (item,) = digitize_pdf(path)
    (series,) = item.series
    found = places(item, series)
    return line_distance(found, truth_places(item, series, table[:, 0], table[:, 1])), len(found), item.tier


def check_d(path: Path, table: np.ndarray) -> tuple[float, int, str]:
    (item,) = digitize_pdf(path)
    (series,) = marks(item)
    error, n = match(places(item, series), truth_places(item, series, table[:, 0], table[:, 1]))
    y = item.axis("y")
    for point, row in zip(sorted(series.points, key=lambda p: p.x), table, strict=True):
        low, high = point.y_error or (np.nan, np.nan)
        gap = max(abs(low - (row[1] - row[2])), abs(high - (row[1] + row[2]))) / (y.high - y.low)
        error = max(error, 100.0 * gap)
    return error, n, item.tier


def draw_matplotlib(folder: Path, tables: dict[str, np.ndarray]) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    a, b, c, d = (tables[name] for name in "abcd")
    figure, axes = plt.subplots()
    for kind, (color, mark) in enumerate(zip(["tab:blue", "tab:red", "tab:green", "k"], "os^D", strict=True)):
        rows = a[a[:, 2] == kind]
        axes.loglog(rows[:, 0], rows[:, 1], mark, color=color, label=f"dev {kind}")
    axes.legend()
    figure.savefig(folder / "mpl_a.pdf")
    figure, axes = plt.subplots()
    axes.plot(b[:, 0], b[:, 1], "o-", label="LTP")
    axes.plot(b[:, 0], b[:, 2], "s-", label="LTD")
    axes.legend()
    figure.savefig(folder / "mpl_b.pdf")
    figure, axes = plt.subplots()
    axes.semilogy(c[:, 0], c[:, 1])
    figure.savefig(folder / "mpl_c.pdf")
    figure, axes = plt.subplots()
    axes.errorbar(d[:, 0], d[:, 1], yerr=d[:, 2], fmt="o", capsize=3)
    figure.savefig(folder / "mpl_d.pdf")
    plt.close("all")


def to_grid(value: float) -> float:
    """A coordinate on the grid of 600 dots an inch."""
    return round(round(value * 600 / 72) * 72 / 600, 4)


def variants(path: Path, folder: Path) -> list[Path]:
    """The page as a scaled form on A4, the same turned by /Rotate 90, and with coordinates rounded."""
    import pikepdf

    made = []
    for turn in (0, 90):
        pdf = pikepdf.open(path)
        out = pikepdf.new()
        page = out.add_blank_page(page_size=(595, 842) if not turn else (842, 595))
        form = out.copy_foreign(pdf.pages[0].as_form_xobject())
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm=form))
        inside = "0.62 0 0 0.62 80 300 cm" if not turn else "0 0.62 -0.62 0 500 60 cm"
        page.Contents = out.make_stream(f"q {inside} /Fm Do Q".encode())
        if turn:
            page.Rotate = 90
        made.append(folder / f"{path.stem}_form{turn}.pdf")
        out.save(made[-1])
    made.append(folder / f"{path.stem}_rounded.pdf")
    pdf = pikepdf.open(path)
    rounded, stack, at = [], [], (0.0, 0.0, 0.0, 0.0)
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        if name == "q":
            stack.append(at)
        elif name == "Q":
            at = stack.pop()
        elif name in ("m", "l", "c"):
            operands = [to_grid(float(value)) for value in operands]
        elif name == "cm":
            values = [float(value) for value in operands]
            x, y = at[0] + values[4], at[1] + values[5]
            operands = [*values[:4], round(to_grid(x) - at[2], 4), round(to_grid(y) - at[3], 4)]
            at = (x, y, to_grid(x), to_grid(y))
        rounded.append((operands, operator))
    pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(rounded))
    pdf.save(made[-1])
    return made


def timed(call, *args):
    start = time.perf_counter()
    result = call(*args)
    return result, time.perf_counter() - start


def producer_matrix() -> float:
    tables = {name: np.loadtxt(DATA / f"{name}.dat") for name in "abcd"}
    checks = {"a": check_a, "b": check_b, "c": check_c, "d": check_d}
    worst = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draw_matplotlib(folder, tables)
        paths = sorted(folder.glob("mpl_?.pdf"))
        paths += [made for path in list(paths) for made in variants(path, folder)]
        for path in [*paths, *sorted(DATA.glob("*.pdf"))]:
            letter = path.stem.split("_")[1]
            try:
                (error, count, tier), seconds = timed(checks[letter], path, tables[letter])
                print(f"{path.stem:18s} max error {error:9.6f} %  points {count:4d}  {tier:18s} {seconds:.2f} s")
                worst = max(worst, error)
            except Exception as error:
                print(f"{path.stem:18s} FAILED {type(error).__name__} {error}")
    return worst


def rram(figures: Path, tables: Path) -> None:
    """The seven figures of NI-RRAM: marks against the cycling record, curves against 32-bin histograms."""
    cycling = np.loadtxt(tables / "1us_endurance.tsv")
    for name, columns in (("endurance-G", lambda r: 1e6 / r), ("endurance-R", lambda r: r / 1e3)):
        (items, seconds) = timed(digitize_pdf, figures / f"{name}.pdf")
        (item,) = items
        total, worst = 0, 0.0
        for series in marks(item):
            best = None
            for column in (1, 2):
                truth = truth_places(item, series, cycling[:, 3], columns(cycling[:, column]))
                found = places(item, series)
                order = np.searchsorted(truth[:, 0], found[:, 0] - 1e-6)
                near = np.minimum(order, len(truth) - 1)
                gap = np.abs(truth[near] - found).max(axis=1)
                best = gap.max() if best is None else min(best, gap.max())
            total, worst = total + len(series.points), max(worst, 100 * float(best))
        print(f"{name}: {total} marks, max error {worst:.6f} %, {item.tier}, {seconds:.2f} s")
    curves = 0
    for name, source in (("mb-cdf", "newwrite"), ("mb-cdf-prebake", "prebake"), ("mb-cdf-postbake", "postbake")):
        rows = np.loadtxt(tables / f"{source}.tsv")
        (items, seconds) = timed(digitize_pdf, figures / f"{name}.pdf")
        (item,) = items
        worst = 0.0
        for level, series in enumerate(item.series):
            own = 1e6 / rows[((rows[:, 0] - 18433) / 2) % 32 == level, 1]
            counts, edges = np.histogram(own, bins=32)
            share = 100.0 * np.cumsum(counts) / len(own)
            truth = truth_places(item, series, edges[1:], share)
            found = places(item, series)
            if len(found) == 32:
                gap = 100 * float(np.abs(found - truth).max())
                worst, curves = max(worst, gap), curves + (gap < 0.01)
        print(f"{name}: {len(item.series)} curves, max error {worst:.7f} %, {item.tier}, {seconds:.2f} s")
    print(f"curves within 0.01 %: {curves} of 96")
    (image,) = digitize_pdf(figures / "read_iter1.pdf")
    print(f"read_iter1: {image.tier}, {len(image.series)} series, {image.review_required[-1]}")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--rram", nargs=2, type=Path, metavar=("PDFS", "TSV"), help="also published figures with their raw data"
    )
    published = parser.parse_args(arguments).rram
    worst = producer_matrix()
    print(f"producer matrix: worst {worst:.5f} % (goal 0.01 exact marks and lines, 0.06 rounded or simplified)")
    if published:
        rram(*published)
    first, again = (
        [json.dumps(digitization_as_json(item)) for item in digitize_pdf(DATA / "r_b.pdf")] for _ in range(2)
    )
    print("byte-identical on rerun:", first == again)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
