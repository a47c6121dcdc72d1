"""Every tolerance of the readers of tables, text and figures, and how much hangs on it: docs/tolerances.md.

    python evaluation/tolerances.py                                  writes docs/tolerances.md
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
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from figcurves import digitize_pdf
from figcurves.settings import FIGURE_SETTINGS as FIGURES
from memlit.documents.blocks.pdf import line_boxes
from memlit.documents.blocks.settings import BLOCKS
from memlit.documents.opened import OpenDocument
from memlit.errors import MemlitError
from memlit.reconcile.curves.settings import CURVES
from memlit.tables import read_tables
from memlit.tables.settings import TABLE_SETTINGS as TABLES
from printedpages.pdf.settings import PAGES
from printedpages.tolerances import MOST, WHOLE, ToleranceSection, meanings, units

FACTORS = (0.8, 1.25)
OUT = Path(__file__).with_suffix(".csv")
PAGE = Path(__file__).resolve().parents[1] / "docs/tolerances.md"
SECTIONS_OF = {"tables": ("tables",), "text": ("blocks",), "figures": ("words", "axes", "shapes", "series", "check")}
"""The sections that are measured with each reader."""


def sections() -> dict[str, ToleranceSection]:
    """The sections of the readers by name: pages, tables, blocks of text, figures, curves."""
    figures = {one.name: getattr(FIGURES, one.name) for one in fields(FIGURES)}
    return {"pages": PAGES, "tables": TABLES, "blocks": BLOCKS, **figures, "curves": CURVES}


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


def page() -> str:
    """docs/tolerances.md."""
    with OUT.open(encoding="utf-8", newline="") as stream:
        evidence = {(row["section"], row["tolerance"]): row for row in csv.DictReader(stream)}
    lines = [
        "# Tolerances of the readers",
        "",
        "Written by `python evaluation/tolerances.py` from `settings.py` of `printedpages/pdf`, `memlit/tables`,",
        "`memlit/documents/blocks`, `figcurves` and `memlit/reconcile/curves`. A letter size is the size of the type",
        "of the words in question. The last column says how many of the tables, of the blocks of text or of the panels",
        "that were read change when the tolerance alone is multiplied by 0.8 and by 1.25. A nought says that none hung",
        "on it there, not that the value is right; the column is empty where it was not measured.",
    ]
    for name, section in sections().items():
        lines += ["", f"## {name}", "", str(type(section).__doc__), ""]
        lines += ["| tolerance | value | unit | what it decides | change at 0.8, 1.25 |", "|---|---|---|---|---|"]
        said = meanings(type(section))
        for key, unit in units(type(section)).items():
            value = getattr(section, key)
            parts = [f"{part:g}" for part in (value if isinstance(value, tuple) else (value,))]
            shown = ", ".join(" to ".join(parts[at : at + 2]) for at in range(0, len(parts), 2))
            row = evidence.get((name, key))
            seen = f"{row['changed_at_0.8']}, {row['changed_at_1.25']} of {row['read']}" if row else ""
            lines.append(f"| `{key}` | {shown} | {unit} | {said[key]} | {seen} |")
    return "\n".join(lines) + "\n"


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
    """Measure one reader, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reader", nargs="?", choices=tuple(READERS))
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("--every", type=int, default=1, help="take each so many-th file")
    given = parser.parse_args()
    if given.reader:
        if given.folder is None:
            parser.error("name the folder of PDFs to read")
        measure(given.reader, sorted(given.folder.rglob("*.pdf"))[:: given.every])
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
