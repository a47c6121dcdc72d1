"""What the interactive charts share: their sets, classes and short numbers."""

from typing import Any

from memlit.plots.look.style import ClassStyles
from memlit.report.blocks import SET_NAMES, Material

Chart = dict[str, Any]


def sets_of(m: Material, present: set[str]) -> list[list[Any]]:
    """Key, label and whether it is on at first: the review's own papers are, the survey is where it stands alone."""
    survey = {name for name in present if name.startswith("survey")}
    return [
        [
            name,
            SET_NAMES.get(name, name.replace("-", " ")),
            name not in survey or survey == present,
        ]
        for name in sorted(present, key=lambda name: (_rank(m, name), name))
    ]


def _rank(m: Material, name: str) -> int:
    sets = m.config.evidence.sets
    return sets.index(name) if name in sets else len(sets)


def classes_of(m: Material, present: set[str]) -> Chart:
    """The classes of a chart in their order, and colour and marker of each."""
    styles = ClassStyles(m.classes)
    names = styles.order(present)
    return {"classes": names, "styles": [list(styles.of(name)) for name in names]}


def short_number(value: float | None) -> float | None:
    """Four digits place a mark; the text beside it is the number."""
    return None if value is None else float(f"{value:.4g}")
