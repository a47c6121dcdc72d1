"""The sheet as lines for a terminal, and as JSON."""

from collections.abc import Iterator
from typing import Any

from memlit.files import rounded
from memlit.sheet.items import StatedAt
from memlit.sheet.page import lead_lines, plain_print, source_words, unread_lines, where
from memlit.sheet.pulses import ASKED, PulseFound
from memlit.sheet.sheet import Sheet
from memlit.sheet.values import SheetValue

_STATES = {"stated": "found", "not found": "not found", "cannot tell": "cannot tell"}


def sheet_lines(sheet: Sheet) -> Iterator[str]:
    """What an author needs first: each pulse, what does not fit, and every part that is asked for."""
    yield sheet.paper.head.get("title") or sheet.paper.name
    yield ""
    yield from lead_lines(sheet)
    yield ""
    for pulse in sheet.pulses:
        yield _pulse_line(pulse)
    for one in sheet.contradictions:
        yield f"does not fit  {plain_print(one.text)}"
    for item in sheet.items:
        yield ""
        yield f"{item.number:>2}  {item.item.title}"
        for part in item.parts:
            place = f", {where(part.places[0])}" if part.places else ""
            yield f"    {_STATES[part.state] + place:<24}  {part.part.title}"
    yield ""
    yield from unread_lines(sheet)


def _pulse_line(pulse: PulseFound) -> str:
    if pulse.is_empty:
        return "no pulse of a device found"
    name = " ".join(filter(None, (plain_print(pulse.device), pulse.transition, "pulse")))
    parts = [f"{part} {_part_words(pulse, part)}" for part in ASKED]
    metrics = [f"{metric.symbol} {metric.text}" for metric in pulse.metrics] or [pulse.clash]
    line = f"{name}: {', '.join(parts)}; {', '.join(filter(None, metrics))}".rstrip("; ")
    # Plain spaces: a terminal's text is searched and copied.
    return line.replace("\u00a0", " ")


def _part_words(pulse: PulseFound, name: Any) -> str:
    part = pulse.parts[name]
    if part.value is not None:
        return f"{plain_print(part.value.printed)} ({where(part.value.places[0])})"
    return f"{len(part.values)} values" if part.values else "not found"


def sheet_as_json(sheet: Sheet) -> dict[str, Any]:
    """All of the sheet as plain values, in SI; an open end is None."""
    paper = sheet.paper
    plain_values: dict[str, Any] = rounded(
        {
            "file": paper.name,
            "sha256": paper.sha256,
            "pages": paper.n_pages,
            "title": paper.head.get("title", ""),
            "doi": paper.head.get("doi", ""),
            "unread_pages": list(paper.unread),
            "tables_are_read": paper.tables_are_read,
            "values": [_value(one) for one in sheet.values],
            "pulses": [_pulse(one) for one in sheet.pulses],
            "contradictions": [
                {"text": plain_print(one.text), "values": [value.name for value in one.values]}
                for one in sheet.contradictions
            ],
            "items": [
                {
                    "number": item.number,
                    "title": item.item.title,
                    "why": item.item.why,
                    "source": source_words(sheet.standards.sources[item.item.source]),
                    "parts": [
                        {
                            "id": part.part.id,
                            "title": part.part.title,
                            "state": part.state,
                            "places": [*map(_place, part.places)],
                        }
                        for part in item.parts
                    ],
                }
                for item in sheet.items
            ],
        }
    )
    return plain_values


def _value(value: SheetValue) -> dict[str, Any]:
    return {
        "name": value.name,
        "device": plain_print(value.device),
        "parameter": value.parameter,
        "printed": plain_print(value.printed),
        "low": value.low,
        "high": value.high,
        "unit": value.unit,
        "how": value.how,
        "place": _place(value.places[0]),
    }


def _pulse(pulse: PulseFound) -> dict[str, Any]:
    return {
        "device": plain_print(pulse.device),
        "transition": pulse.transition,
        "parts": {name: [value.name for value in part.values] for name, part in pulse.parts.items()},
        "missing": list(pulse.missing),
        "unclear": list(pulse.unclear),
        "clash": pulse.clash,
        "metrics": {
            one.symbol: {"low": one.low, "high": None if one.high == float("inf") else one.high}
            for one in pulse.metrics
        },
    }


def _place(place: StatedAt) -> dict[str, Any]:
    box = list(place.box) if place.box else None
    return {"page": place.page, "label": place.label, "quotation": plain_print(place.quotation), "box": box}
