"""Curves of the open corpus: vector panels, and pulses in drawn pictures of which two points an axis are said.

    python evaluation/corpus/curves.py vector FOLDER    labelled pages of third A; FOLDER holds its PDFs
    python evaluation/corpus/curves.py pulses [SET...]  sets of evaluation/pictures, only points declared
    python evaluation/corpus/curves.py panels FOLDER FIGURES [--words]  pictures of third A and of open repositories

Vector: clean panels are verified and hold no series of fewer than three points; the reasons of the others are counted.
Pulses: complete is a panel of whose true marks 96 % are read, the lowest and the highest of each series among them, and
that gives no more than 4 % others; asked says that a person is asked about it. Short without being asked is wrong.
Panels: found is a plot of labels/panels_A.csv (written by eye before the reader ran) with a frame around its middle and
a box that holds the middle of no other plot.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

LABELS = Path(__file__).parent / "labels" / "values_A.csv"
SETS = {
    "third": "pulse_pictures", "fourth": "pulse_pictures", "seventh": "pulse_styles", "ninth": "pulse_journal",
}  # fmt: skip
NEAR = 0.02
"""Share of the range within which a mark counts as found."""


def vector(folder: Path) -> None:
    """Prints how the panels of each labelled page were read, and the reasons of those that wait."""
    from figcurves import digitize_pdf
    from figcurves.errors import FigureError

    with LABELS.open(encoding="utf-8", newline="") as lines:
        pages = {
            (row["key"], int(row["page"]))
            for row in csv.DictReader(lines)
            if row["print_kind"] == "curve" and "vector" in row["printed"]
        }
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for key, page in sorted(pages):
        try:
            panels = digitize_pdf(folder / f"{key}.pdf", page)
        except FigureError:
            counts["page without a panel"] += 1
            continue
        for panel in panels:
            asked = [*panel.review_required, *(why for series in panel.series for why in series.review_required)]
            reasons.update({re.sub(r"'[^']*'|[\d.]+", "_", why.split(": ")[-1]) for why in asked})
            whole = all(len(series.points) > 2 for series in panel.series)
            verified = "verified and clean" if whole else "verified, with pieces"
            scaled = "review" if panel.axes else "review, no scale"
            counts[verified if panel.tier == "vector_verified" else scaled] += 1
    print(dict(counts))
    for reason, count in reasons.most_common(15):
        print(f"{count:4d}  {reason}")


def pulses(names: list[str]) -> None:
    """Prints how each panel of the sets was read with two points an axis and nothing else."""
    from figcurves import digitize_raster
    from figcurves.errors import FigureError

    sys.path[:0] = [str(Path(__file__).parents[1] / "pictures")]
    for name in names:
        drawing = importlib.import_module(SETS[name])
        counts: Counter[str] = Counter()
        with tempfile.TemporaryDirectory() as folder:
            for number in drawing.SETS[name]:
                drawn = drawing.draw(number, Path(folder))
                said = {axis: {**drawn.said[axis]} for axis in ("x", "y")}
                said["x"].pop("every", None)
                try:
                    verdict = judged(drawn, digitize_raster(drawn.path, said))
                except FigureError:
                    verdict = "refused"
                counts[verdict] += 1
                print(name, number, verdict)
        print(name, dict(counts))


def judged(drawn: Any, item: Any) -> str:
    """`complete` or `short`, and whether a person is asked."""
    axis = {one.name: one for one in item.axes}
    notes = [*item.review_required, *(why for series in item.series for why in series.review_required)]
    asked = " asked" if notes else ""
    read_x, read_y = (
        _along(axis[name], [getattr(p, name) for s in item.series for p in s.points]) for name in ("x", "y")
    )
    true = [(_along(axis["x"], drawn.pulses[name]), _along(axis["y"], drawn.series[name])) for name in drawn.series]
    all_x, all_y = (np.concatenate([one[k] for one in true]) for k in (0, 1))
    wide, high = np.ptp(all_x), np.ptp(all_y)
    step = wide / max(1, max(len(x) for x, _ in true) - 1)
    across = (max(0.5 * step, 0.004 * wide), NEAR * high)
    found = sum(_any_near(read_x, read_y, place, across) for place in zip(all_x, all_y, strict=True))
    false = sum(not _any_near(all_x, all_y, place, across) for place in zip(read_x, read_y, strict=True))
    ends = all(
        _any_near(read_x, read_y, (x[k], y[k]), (max(2.0 * step, 0.01 * wide), NEAR * high))
        for x, y in true
        for k in (np.argmin(y), np.argmax(y))
    )
    whole = found >= 0.96 * len(all_x) and false <= 0.04 * len(all_x) and ends
    return ("complete" if whole else "short") + asked


def panels(folder: Path, figures: Path, *, words: bool) -> None:
    """Prints how many plots of each labelled picture are told apart, with their letters, and what was no plot."""
    from figcurves import panels_of
    from figcurves.ocr import words_of_picture
    from figcurves.pageimage import page_image_png
    from figcurves.picture.read import loaded_picture

    pictures: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    with LABELS.with_name("panels_A.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            pictures.setdefault((row["key"], row["page"], row["image"]), []).append(row)
    counts: Counter[str] = Counter()
    for (key, page, image), rows in pictures.items():
        is_file = not page
        data = (figures / key).read_bytes() if is_file else page_image_png(folder / f"{key}.pdf", int(page), int(image))
        rgb = loaded_picture(key, data)
        seen = found_plots(panels_of(rgb, words_of_picture(rgb) if words else ()), rgb.shape, rows)
        counts.update(seen)
        print(key, page, image, dict(seen))
    print(dict(counts))


def found_plots(found: Any, shape: tuple[int, ...], rows: list[dict[str, str]]) -> Counter[str]:
    """Labelled plots, those found, frames that are no labelled plot, and letters of plots right and wrong."""
    middles = [
        (float(row["across"]) * shape[1], float(row["down"]) * shape[0], row["letter"]) for row in rows if row["across"]
    ]
    counts: Counter[str] = Counter({"plots": len(middles)})
    for panel in found:
        if panel.frame is None:
            continue
        inside = [one for one in middles if _holds(panel.box, one)]
        if len(inside) != 1 or not _holds(panel.frame, inside[0]):
            counts["no plot, or several"] += 1
            continue
        counts["found"] += 1
        letter = inside[0][2]
        counts["letter right"] += panel.letter == letter != ""
        counts["letter wrong"] += panel.letter not in ("", letter)
    counts["with a letter"] = sum(letter != "" for _, _, letter in middles)
    return counts


def _holds(box: Any, place: tuple[float, float, str]) -> bool:
    return bool(box[0] < place[0] < box[2] and box[1] < place[1] < box[3])


def _along(axis: Any, values: Any) -> np.ndarray:
    numbers = np.asarray(values, dtype=float)
    return np.log10(np.abs(numbers)) if axis.scale == "log" else numbers


def _any_near(x: np.ndarray, y: np.ndarray, place: tuple[float, float], across: tuple[float, float]) -> bool:
    return bool(((np.abs(x - place[0]) <= across[0]) & (np.abs(y - place[1]) <= across[1])).any())


def main() -> None:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    parts.add_parser("vector").add_argument("folder", type=Path)
    parts.add_parser("pulses").add_argument("sets", nargs="*", metavar="SET")
    cut = parts.add_parser("panels")
    cut.add_argument("folder", type=Path)
    cut.add_argument("figures", type=Path)
    cut.add_argument("--words", action="store_true", help="with the words that OCR reads")
    asked = parser.parse_args()
    if asked.part == "vector":
        vector(asked.folder)
    elif asked.part == "panels":
        panels(asked.folder, asked.figures, words=asked.words)
    else:
        pulses(asked.sets or list(SETS))


if __name__ == "__main__":
    main()
