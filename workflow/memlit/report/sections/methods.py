"""Checklists of PRISMA 2020 and SWiM from config/reporting.yaml: each item, where the report has it, and how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from memlit.config import Reporting
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.text import name, see

MEANINGS = {
    "reporting.csv": {
        "checklist": "PRISMA 2020 or SWiM",
        "item": "number of the item",
        "topic": "what it asks for",
        "where": "sections of the report, by their ids; empty where the item is not met",
        "how": "how it is met, or that it is not",
    }
}
NAMES = {"prisma": "PRISMA 2020", "swim": "SWiM"}


def methods(m: Material) -> Block:
    """Both checklists; nothing without the file."""
    if m.reporting is None or not (m.reporting.prisma or m.reporting.swim):
        return {}
    return section(
        "methods",
        "Reporting checklists",
        paragraph("What the two guidelines ask for, where this report has it, and what it does not have."),
        *(_table(m.reporting, checklist) for checklist in NAMES),
    )


def reporting_rows(reporting: Reporting) -> Iterator[dict[str, Any]]:
    """Rows of reporting.csv."""
    for checklist, title in NAMES.items():
        for item in getattr(reporting, checklist):
            yield {"checklist": title, "item": item.item, "topic": item.topic, "where": item.where, "how": item.how}


def _table(reporting: Reporting, checklist: str) -> Block:
    items = getattr(reporting, checklist)
    if not items:
        return {}
    rows = [
        [name(item.item), name(item.topic), ", ".join(see(w) for w in item.where.split()) or DASH, name(item.how)]
        for item in items
    ]
    return table(
        f"{NAMES[checklist]}: items, the sections that answer them, and how.",
        [("item", "l"), ("topic", "l"), ("sections", "l"), ("how", "l")],
        rows,
        source="reporting.csv",
    )
