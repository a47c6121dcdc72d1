"""A device of the reader: placed on Fig. 11a, ranked, tabled beside published ones; and what a paper should print."""

from collections import Counter

from memlit.frames import items_of
from memlit.presentation.words import PART_SYMBOLS
from memlit.report.blocks import Material, ReportBlock
from memlit.report.own_device.ranks import placing_data
from memlit.report.written import written_section


def placing(m: Material) -> ReportBlock:
    """The form, which report.html alone has."""
    data = placing_data(m)
    return written_section(m, "devices/placing", form={"type": "place", "data": data}) if data["papers"] else {}


def what_to_print(m: Material) -> ReportBlock:
    """A page for authors: what the coverage finds missing most, first."""
    lines = m.tables["coverage"]
    lacking = lines["missing"][lines["set"] == m.config.evidence.headline_set]
    missing = Counter(part for cell in lacking for part in items_of(cell) if part in PART_SYMBOLS)
    parts = sorted(PART_SYMBOLS, key=lambda part: -missing[part])
    return written_section(m, "devices/what_to_print", parts=parts) if missing else {}
