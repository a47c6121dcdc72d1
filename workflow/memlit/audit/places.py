"""Where the numbers of the report stand: which figure, table and section prints which id, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from memlit.report.extent import tokens_in
from memlit.report.text import spans

PlaceKind = Literal["section", "table", "figure"]
METRICS_OF_A_MARK = ("action_energy", "standby_power", "spike_timing")
"""A mark of a scatter is linked by its energy and shows all three."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the report with the ids of its numbers, sorted. `anchor` is the fragment of report.html.

    name: `fig11a`, a section's id, or `SECTION/table-2`; a figure named like a section is `figure-NAME`.
    is_section_wide: a figure without marks of its own in report.json stands for the numbers of the section around it;
    texts: of numbers that only a drawing shows.
    """

    name: str
    kind: PlaceKind
    title: str
    anchor: str
    ids: tuple[str, ...]
    is_section_wide: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)


def report_places(report: Mapping[str, Any]) -> list[Place]:
    """Places of report.json in its order; those without a number are kept, so that they can be named."""
    found: list[Place] = []
    by_anchor = {entry["anchor"]: identifier for identifier, entry in report["numbers"].items()}
    sections = {section["id"] for section in report["sections"]}
    for section in report["sections"]:
        blocks = section["blocks"]
        whole = sorted({identifier for block in blocks for identifier in tokens_in(block, "num")})
        found.append(Place(section["id"], "section", section["title"], section["id"], tuple(whole)))
        tables = [block for block in blocks if block["type"] == "table"]
        for number, block in enumerate(tables, start=1):
            title = without_tokens(block["caption"])
            ids = tuple(sorted(set(tokens_in(block, "num"))))
            found.append(Place(f"{section['id']}/table-{number}", "table", title, section["id"], ids))
        for block in blocks:
            if block["type"] == "figure":
                place = _figure(block, report, by_anchor, whole)
                found.append(replace(place, name=place.anchor) if place.name in sections else place)
    return found


def _figure(
    block: Mapping[str, Any], report: Mapping[str, Any], by_anchor: Mapping[str, str], whole: list[str]
) -> Place:
    name, title = block["name"], without_tokens(block["caption"])
    chart = report["charts"].get(name)
    if chart is None and block.get("drawn") is not None:
        texts = dict(block["drawn"])
        return Place(name, "figure", title, f"figure-{name}", tuple(sorted(texts)), texts=texts)
    ids = sorted(_marks(chart, by_anchor, report["numbers"])) if chart else whole
    return Place(name, "figure", title, f"figure-{name}", tuple(ids), is_section_wide=chart is None)


def _marks(chart: Mapping[str, Any], by_anchor: Mapping[str, str], known: Mapping[str, Any]) -> set[str]:
    """Ids of the numbers that the marks of a chart stand for."""
    found = set()
    tables = (chart, *filter(None, [chart.get("parts")]))
    for card in (row[table["columns"].index("card")] for table in tables for row in table["rows"]):
        identifier = by_anchor.get(card)
        if identifier is None:
            continue
        found.add(identifier)
        if chart["kind"] == "scatter":
            mark = identifier.rpartition("#")[0]
            found.update(other for name in METRICS_OF_A_MARK if (other := f"{mark}#{name}") in known)
    return found


def without_tokens(text: str) -> str:
    """A text of the report as plain words, its numbers as an ellipsis."""
    return "".join("…" if span.kind == "num" else span.content for span in spans(text))
