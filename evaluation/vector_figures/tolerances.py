"""How much depends on each tolerance of the readers of figures: each one smaller and larger, the others as they are.

python evaluation/vector_figures/tolerances.py FOLDER [--every 1]    writes tolerances.csv beside this script

Every tolerance is multiplied by 0.8 and by 1.25 (a range moves both its ends, a share stays below one), and the vector
figures of the folder are read again. A panel counts as changed where its tier, its scales or the points of a series
differ; one that is gone or new counts too. Tolerances of projects, pictures and curves are not read here.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from memlit.digitize import digitize_pdf
from memlit.digitize.settings import SETTINGS, units
from memlit.errors import MemlitError

FACTORS = (0.8, 1.25)
SECTIONS = ("words", "axes", "shapes", "series", "check")
OUT = Path(__file__).with_suffix(".csv")


def panels(files: list[Path]) -> list[tuple[Any, ...]]:
    """What matters of every panel of the files."""
    found: list[tuple[Any, ...]] = []
    for file in files:
        try:
            items = digitize_pdf(file)
        except MemlitError as error:
            found.append((file.name, error.problem))
            continue
        for item in items:
            scales = tuple((axis.scale, axis.unit, axis.coefficients) for axis in item.axes)
            series = tuple((one.name, one.kind, tuple((p.x, p.y) for p in one.points)) for one in item.series)
            found.append((file.name, item.panel, item.tier, scales, series))
    return found


def changed(value: Any, factor: float, unit: str) -> Any:
    """The value times the factor, as its unit allows it."""
    if isinstance(value, tuple):
        return tuple(one * factor for one in value)
    if unit in ("count", "of 255"):
        return max(1, min(round(value * factor), 255 if unit == "of 255" else 10**6))
    return min(value * factor, 1.0) if unit == "share" else value * factor


def rows(files: list[Path]) -> Iterator[tuple[str, str, int, int, int]]:
    """Section, tolerance, panels, and how many of them change with each factor."""
    usual = panels(files)
    for name in SECTIONS:
        section = getattr(SETTINGS, name)
        assert name in {one.name for one in fields(SETTINGS)}
        for key, unit in units(type(section)).items():
            value = getattr(section, key)
            differ = []
            for factor in FACTORS:
                object.__setattr__(section, key, changed(value, factor, unit))
                differ.append(len(set(panels(files)) ^ set(usual)) + 1 >> 1)
                object.__setattr__(section, key, value)
            yield name, key, len(usual), differ[0], differ[1]


def main() -> None:
    """Write the table, a line as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--every", type=int, default=1, help="take each so many-th file")
    given = parser.parse_args()
    files = sorted(given.folder.rglob("*.pdf"))[:: given.every]
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("section", "tolerance", "panels", *(f"changed_at_{factor:g}" for factor in FACTORS)))
        for row in rows(files):
            writer.writerow(row)
            stream.flush()


if __name__ == "__main__":
    main()
