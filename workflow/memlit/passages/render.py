"""Finds for the terminal and as plain values for JSON."""

from typing import TYPE_CHECKING, Any

from memlit.passages.model import Find, PassageReading, span_with_tags
from printed.documents.markup.text import levels

if TYPE_CHECKING:
    from rich.console import RenderableType

_CONTEXT = 60
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


def render_passages(reading: PassageReading) -> "RenderableType":
    """The finds for a rich Console, each with its sentence below it, and the count behind them."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    drawn: list[RenderableType] = []
    for find in reading.finds:
        marks = ", ".join((*find.citations, *find.materials, *(f"({flag})" for flag in find.flags)))
        drawn.append(Text(f"{find.place}  {find.parameter}  {_shown(find)}" + (f"  {marks}" if marks else "")))
        drawn.append(Padding(Text(levels(find.near(_CONTEXT))), (0, 0, 1, 4)))
    count = f"{len(reading.finds)} values in {reading.n_sentences} sentences, none assigned to a device"
    return Group(*drawn, Text(count))


def _shown(find: Find) -> str:
    """The value as its sentence prints it, powers as `10^{9}`: without their height they would be other numbers."""
    span = span_with_tags(find.sentence, find.printed, find.offset)
    return levels(find.sentence[slice(*span)]) if span is not None and span[0] == find.offset else find.printed
