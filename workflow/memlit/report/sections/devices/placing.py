"""How a reader places a device of his own, and what a paper should print."""

from collections import Counter

from memlit.field.codes import MEMORY
from memlit.frames import items_of
from memlit.presentation.words import PART_SYMBOLS
from memlit.report.blocks import Material, ReportBlock
from memlit.report.written import written_section


def placing(m: Material) -> ReportBlock:
    """The command that does it; nothing where there is no synapse to be compared with."""
    is_published = any(row.metrics and row.role not in {"neuron", MEMORY} for row in m.rows)
    return written_section(m, "devices/placing") if is_published else {}


def what_to_print(m: Material) -> ReportBlock:
    """A page for authors: what the coverage finds missing most, first."""
    lines = m.tables["coverage"]
    lacking = lines["missing"][lines["set"] == m.config.evidence.headline_set]
    missing = Counter(part for cell in lacking for part in items_of(cell) if part in PART_SYMBOLS)
    parts = sorted(PART_SYMBOLS, key=lambda part: -missing[part])
    return written_section(m, "devices/what_to_print", parts=parts) if missing else {}
