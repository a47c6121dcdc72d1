"""Checklists of PRISMA 2020 and SWiM from config/reporting.yaml: each item, where the report has it, and how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from memlit.config import Reporting
from memlit.published import Column, Table
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.text import name, see


class ReportingLine(NamedTuple):
    """An item of a checklist."""

    checklist: str
    item: str
    topic: str
    where: str
    how: str


REPORTING = Table[ReportingLine](
    "reporting.csv",
    "Items of PRISMA 2020 and SWiM, and where the report answers them",
    "report_data",
    (
        Column("checklist", "PRISMA 2020 or SWiM"),
        Column("item", "number of the item"),
        Column("topic", "what it asks for"),
        Column("where", "sections of the report, by their ids; empty where the item is not met"),
        Column("how", "how it is met, or that it is not"),
    ),
)
TABLES = (REPORTING,)
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


def reporting_lines(reporting: Reporting) -> Iterator[ReportingLine]:
    """The rows of reporting.csv."""
    for checklist, title in NAMES.items():
        for item in getattr(reporting, checklist):
            yield ReportingLine(title, item.item, item.topic, item.where, item.how)


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
