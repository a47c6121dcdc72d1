"""Facts that the review states in tables or text: shown with their place, never used as evidence."""

from __future__ import annotations

from collections import defaultdict

from memlit.datum import Reading
from memlit.report.blocks import DASH, Block, Material, paragraph, section, table
from memlit.report.text import cite, name


def facts(m: Material) -> Block:
    """Every transcribed table of the review, cell by cell."""
    review = m.config.report.review_key
    tables: dict[str, list[Reading]] = defaultdict(list)
    for reading in m.resolved.corpus.readings:
        place = reading.datum.locator
        if place.document == review and place.kind == "table" and not reading.is_derived:
            tables[place.file].append(reading)
    if not tables:
        return {}
    return section(
        "facts",
        "What the review states",
        paragraph(
            f"Facts read from {cite(review)}: its arrays for in-memory computing, the materials it names for each "
            "class, and its demonstrations of spatio-temporal processing. They have the tier of a claim: "
            "shown and checked, never evidence."
        ),
        *(_table(m, readings) for _, readings in sorted(tables.items())),
    )


def _table(m: Material, readings: list[Reading]) -> Block:
    cells: dict[tuple[int, int], Reading] = {}
    headers: dict[int, str] = {}
    for reading in readings:
        place = reading.datum.locator
        assert place.row is not None
        assert place.column is not None
        cells[place.row, place.column] = reading
        headers[place.column] = reading.datum.printed.headers[-1] if reading.datum.printed.headers else ""
    columns = sorted(headers)
    rows = [
        [m.book.use(cells[row, column].id) if (row, column) in cells else DASH for column in columns]
        for row in sorted({row for row, _ in cells})
    ]
    first = readings[0].datum
    return table(
        f"{first.printed.caption or first.locator.file} ({first.locator.label}).",
        [(name(headers[column]), "l") for column in columns],
        rows,
        source="readings.csv",
    )
