"""How much hangs on every tolerance of the readers of tables, text and figures, for the page of tolerances.

    python evaluation/tolerances.py tables FOLDER [--every N]        measures, writes tolerances.csv beside this script
    python evaluation/tolerances.py text FOLDER [--every N]
    python evaluation/tolerances.py figures FOLDER [--every N]

Each tolerance is multiplied by 0.8 and by 1.25, the others as they are (a range moves both its ends, a count by one at
least), and the PDFs of the folder in which it is looked at are read again. A table counts as changed where the text of
a cell, its caption or its notes differ, a block of text where its kind, its text or its lines differ, a panel where its
tier, its scales or the points of a series differ; one that is gone or new counts too. Tolerances of projects, pictures
and curves are not read from PDFs and have no count.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from figcurves import digitize_pdf
from memlit.errors import MemlitError
from printed.documents.blocks.pdf import line_boxes
from printed.documents.opened import OpenDocument
from printed.tables import read_tables
from printed.tolerances import MOST, WHOLE, ToleranceSection, units

from docs.generated.tolerances import MEASURED as OUT
from docs.generated.tolerances import sections

FACTORS = (0.8, 1.25)
SECTIONS_OF = {"tables": ("tables",), "text": ("blocks",), "figures": ("words", "axes", "shapes", "series", "check")}
"""The sections that are measured with each reader."""


def tables_of(file: Path) -> list[tuple[Any, ...]]:
    """What matters of every table of a file."""
    found: list[tuple[Any, ...]] = []
    for table in read_tables(file).tables:
        cells = tuple((cell.row, cell.col, cell.text) for cell in table.cells)
        found.append((file.name, table.page, table.caption, table.notes, cells))
    return found


def blocks_of(file: Path) -> list[tuple[Any, ...]]:
    """What matters of every block of text of a file."""
    with OpenDocument(file) as document:
        blocks, _ = document.blocks
    return [(file.name, one.page, one.kind, one.text, line_boxes(one.boxes)) for one in blocks]


def panels_of(file: Path) -> list[tuple[Any, ...]]:
    """What matters of every panel of a file."""
    found: list[tuple[Any, ...]] = []
    for item in digitize_pdf(file):
        scales = tuple((axis.scale, axis.unit, axis.coefficients) for axis in item.axes)
        series = tuple((one.name, one.kind, tuple((p.x, p.y) for p in one.points)) for one in item.series)
        found.append((file.name, item.panel, item.tier, scales, series))
    return found


def read_all(files: list[Path], read: Callable[[Path], list[tuple[Any, ...]]]) -> set[tuple[Any, ...]]:
    """All tables, blocks or panels of the files; a file that cannot be read counts with its error."""
    found: set[tuple[Any, ...]] = set()
    for file in files:
        try:
            found |= set(read(file))
        except MemlitError as error:
            found.add((file.name, error.problem))
    return found


READERS: dict[str, Callable[[Path], list[tuple[Any, ...]]]] = {
    "tables": tables_of,
    "text": blocks_of,
    "figures": panels_of,
}


def changed(value: Any, factor: float, unit: str) -> Any:
    """The value times the factor, as its unit allows it."""
    if isinstance(value, tuple):
        return tuple(one * factor for one in value)
    if unit in WHOLE:
        moved = max(round(value * factor), value + 1) if factor > 1 else max(1, min(round(value * factor), value - 1))
        return min(moved, int(MOST.get(unit, 10**9)))
    return min(value * factor, MOST.get(unit, float("inf")))


def asked_for(files: list[Path], read: Callable[[Path], list[tuple[Any, ...]]]) -> dict[tuple[str, str], list[Path]]:
    """The files in which each tolerance, by section and name, is looked at."""
    found: dict[tuple[str, str], list[Path]] = defaultdict(list)
    names = {type(section): name for name, section in sections().items()}
    looked_at: set[tuple[str, str]] = set()

    def looked(section: ToleranceSection, key: str) -> Any:
        looked_at.add((names[type(section)], key))
        return object.__getattribute__(section, key)

    for kind in names:
        kind.__getattribute__ = looked  # type: ignore[assignment, method-assign]
    for file in files:
        looked_at.clear()
        read_all([file], read)
        for place in looked_at:
            found[place].append(file)
    for kind in names:
        del kind.__getattribute__
    return found


def measured(reader: str, files: list[Path]) -> Iterator[tuple[str, str, int, int, int]]:
    """Section, tolerance, tables, blocks or panels, and how many of them change with each factor."""
    read = READERS[reader]
    asked = asked_for(files, read)
    each = {file: read_all([file], read) for file in files}
    count = len(set().union(*each.values()))
    for name, section in sections().items():
        if name not in SECTIONS_OF[reader]:
            continue
        for key, unit in units(type(section)).items():
            value = getattr(section, key)
            differ = []
            for factor in FACTORS:
                object.__setattr__(section, key, changed(value, factor, unit))
                differ.append(sum((len(read_all([one], read) ^ each[one]) + 1) // 2 for one in asked[name, key]))
                object.__setattr__(section, key, value)
            yield name, key, count, differ[0], differ[1]


def measure(reader: str, files: list[Path]) -> None:
    """Write the counts of one reader, a line as soon as it is known; those of the others stay."""
    kept = []
    if OUT.exists():
        with OUT.open(encoding="utf-8", newline="") as stream:
            kept = [row for row in list(csv.reader(stream))[1:] if row[0] not in SECTIONS_OF[reader]]
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("section", "tolerance", "read", *(f"changed_at_{factor:g}" for factor in FACTORS)))
        writer.writerows(kept)
        for row in measured(reader, files):
            writer.writerow(row)
            stream.flush()


def main() -> None:
    """Measure one reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", choices=tuple(READERS))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take each so many-th file")
    given = parser.parse_args()
    measure(given.reader, sorted(given.folder.rglob("*.pdf"))[:: given.every])


if __name__ == "__main__":
    main()
