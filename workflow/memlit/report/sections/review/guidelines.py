"""The review's design guidelines as tags: who is named with them.

Device classes: how each works, which materials the review names, and how many papers it credits.
"""

from collections import Counter, defaultdict
from collections.abc import Collection

from memlit.field.codes import SYNAPSE_ROLES
from memlit.grouping import grouped
from memlit.plots.classes import designs
from memlit.plots.classes.mechanisms import pictured
from memlit.report.blocks import Material, ReportBlock
from memlit.report.sections.review.arrays import review_rows
from memlit.report.written import written_section

MATERIALS = "table_2.csv"
_MATERIAL = "Switching material"


def mechanisms(m: Material) -> ReportBlock:
    """One row a class of config/classes.yaml."""
    materials = _materials(m)
    credited = {
        summary.device_class: summary.number("n_credited")
        for summary in m.headline_classes
        if summary.metric == m.config.analysis.primary
    }
    named = [short for short in m.classes.classes if materials.get(short) or short in credited]
    shown = named or list(m.classes.classes)
    lists = Counter(number for numbers in m.classes.fig11_credits.values() for number in numbers)
    return written_section(
        m,
        "review/mechanisms",
        classes=[(short, m.classes.classes[short]) for short in m.classes.classes if short in shown],
        others=[short for short in m.classes.classes if short not in shown],
        pictured=pictured(m.classes),
        row_id=lambda item: f"class-{item[0]}",
        without_row=_without_row(m, pictured(m.classes)),
        materials=materials,
        credited=credited,
        twice=[f"reference {number}" for number, n_lists in sorted(lists.items()) if n_lists > 1],
    )


def _without_row(m: Material, shown: Collection[str]) -> list[str]:
    """The classes of which no synapse has an action energy or bounds of it, leaving out those that store charge."""
    primary = m.config.analysis.primary
    known = {row.device_class for row in m.rows if row.role in SYNAPSE_ROLES and primary in row.metrics}
    return [short for short in shown if short not in known and not m.classes.classes[short].charge_device]


def _materials(m: Material) -> dict[str, list[str]]:
    """The materials of each class as links to their cells."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in review_rows(m, MATERIALS):
        material = row.cells.get(_MATERIAL)
        short = m.classes.canonical(next(iter(row.cells.values())).datum.printed.text)
        if material is not None and short is not None:
            found[short].append(m.use(material))
    return found


def guidelines(m: Material) -> ReportBlock:
    """Tags with their sources; nothing without tags."""
    tags = m.lines("tags")
    if not tags:
        return {}
    return written_section(
        m,
        "review/guidelines",
        named=list(grouped(tags, lambda line: (line.kind, line.tag)).values()),
        sources=lambda lines: list(dict.fromkeys((line.document, line.locator) for line in lines)),
        drawn=designs.drawn(m.figures),
    )
