"""Scales proposed from the ink of tick labels: right, not proposed, wrong, over generated pictures and outlined PDFs.

Run by hand: python evaluation/pictures/proposals.py [LOOKS] [shapes|ocr]
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from figcurves import digitize_raster
from figcurves.errors import FigureError
from figcurves.model import Digitization
from raster_looks import RENDERERS, Look


def outcome(look: Look, name: str, item: Digitization | None) -> str:
    """Whether the proposed tick values of one axis are those that were drawn."""
    if item is None:
        return "none"
    declared: Any = look.calibration()[name]
    axis = item.axis(name)
    got = [point.value for point in axis.points]
    truth = [float(value) for value in declared["ticks"]]
    same = len(got) == len(truth) and all(
        abs(a - b) <= 1e-9 * max(map(abs, truth)) for a, b in zip(got, truth, strict=True)
    )
    return "right" if same and axis.scale == declared["scale"] else "WRONG"


def one_axis(look: Look, path: Path, name: str, mode: Any) -> str:
    """Propose one axis while the other is declared, so that each counts by itself."""
    declared = dict(look.calibration())
    del declared[name]
    try:
        return outcome(look, name, digitize_raster(path, declared, mode))
    except FigureError:
        return "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("looks", nargs="?", type=int, default=24, metavar="LOOKS")
    parser.add_argument("mode", nargs="?", choices=["shapes", "ocr"], default="shapes")
    given = parser.parse_args()
    looks, mode = given.looks, given.mode
    with tempfile.TemporaryDirectory() as folder:
        for dpi in (150, 300):
            for renderer in RENDERERS:
                counts: Counter[str] = Counter()
                for seed in range(looks):
                    look = Look(seed)
                    path = look.draw(Path(folder), dpi, renderer)
                    for name in ("x", "y"):
                        found = one_axis(look, path, name, mode)
                        counts[found] += 1
                        if found == "WRONG":
                            print("  wrong:", seed, dpi, renderer, name)
                print(f"{dpi} dpi {renderer:<10} {mode}: {dict(sorted(counts.items()))}")


if __name__ == "__main__":
    main()
