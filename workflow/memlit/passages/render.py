"""Finds for the terminal and as plain values for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memlit.passages.model import Find, PassageReading

if TYPE_CHECKING:
    from rich.console import RenderableType

CONTEXT = 60
"""Characters of the sentence shown on each side of a value."""


def passages_as_json(reading: PassageReading) -> list[dict[str, Any]]:
    """The finds as plain values; boxes are lists x0, y0, x1, y1 in points from the top left of the page."""
    return [
        {
            "place": find.place,
            "page": find.page,
            "start": find.start,
            "end": find.end,
            "kind": find.kind,
            "printed": find.printed,
            "parameter": find.parameter,
            "words": find.words,
            "quantity": find.quantity.as_dict(),
            "sentence": find.sentence,
            "boxes": [list(box) for box in find.boxes],
            "citations": list(find.citations),
            "materials": list(find.materials),
            "flags": list(find.flags),
        }
        for find in reading.finds
    ]


def render_passages(reading: PassageReading) -> RenderableType:
    """A table of the finds for a rich Console, the count below it."""
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE)
    for name in ("place", "parameter", "value", "sentence", "marks"):
        drawn.add_column(name, overflow="fold")
    for find in reading.finds:
        marks = ", ".join((*find.citations, *find.materials, *(f"({flag})" for flag in find.flags)))
        drawn.add_row(*(Text(text) for text in (find.place, find.parameter, find.printed, _near(find), marks)))
    count = f"{len(reading.finds)} values in {reading.n_sentences} sentences, none assigned to a device"
    return Group(*([drawn] if reading.finds else []), Text(count))


def _near(find: Find) -> str:
    from html import unescape

    start, end = max(0, find.offset - CONTEXT), find.offset + len(find.printed) + CONTEXT
    near = ("…" if start else "") + find.sentence[start:end] + ("…" if end < len(find.sentence) else "")
    return unescape(near.replace("<sup>", "^{").replace("<sub>", "_{").replace("</sup>", "}").replace("</sub>", "}"))
