"""The page of every tolerance of the readers of tables, text and figures.

How much hangs on each was measured by evaluation/tolerances.py.
"""

from __future__ import annotations

import csv
from dataclasses import fields
from pathlib import Path

from figcurves.settings import FIGURE_SETTINGS as FIGURES
from memlit.reconcile.curves.settings import CURVES
from printed.documents.blocks.settings import BLOCKS
from printed.ocr.settings import SIGHT
from printed.pdf.settings import PAGES
from printed.tables.settings import TABLE_SETTINGS as TABLES
from printed.tolerances import ToleranceSection, meanings, units

ROOT = Path(__file__).resolve().parents[2]
MEASURED = ROOT / "evaluation/tolerances.csv"


def sections() -> dict[str, ToleranceSection]:
    """The sections of the readers by name: pages, tables, blocks of text, figures, curves."""
    figures = {one.name: getattr(FIGURES, one.name) for one in fields(FIGURES)}
    return {"pages": PAGES, "pictures of pages": SIGHT, "tables": TABLES, "blocks": BLOCKS, **figures, "curves": CURVES}


def page() -> str:
    """The page, in Markdown."""
    with MEASURED.open(encoding="utf-8", newline="") as stream:
        evidence = {(row["section"], row["tolerance"]): row for row in csv.DictReader(stream)}
    lines = [
        "# Tolerances of the readers",
        "",
        "Made from `settings.py` of `printed/pdf`, `printed/ocr`,",
        "`printed/tables`, `printed/documents/blocks`, `figcurves` and `memlit/reconcile/curves`. A letter size is the",
        "size of the type of the words in question. The last column says how many of the tables, of the blocks of text",
        "or of the panels that were read change when the tolerance alone is multiplied by 0.8 and by 1.25. A nought",
        "says that none hung on it there, not that the value is right; the column is empty where it was not measured.",
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
