"""The book of numbers: every number that the report may print, with the card that says where it came from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from memlit.datum import Reading, Result, Step
from memlit.errors import RecordError
from memlit.report.format import format_bounds, format_value
from memlit.report.text import cite, name, number, plain

COUNTED_INPUTS = 6
SHOWN_INPUTS = 12
"""Links on a card: the first of a count, more of a metric or a statistic; memlit audit lists them all."""
METRIC_NAMES = {
    "action_energy": "action energy",
    "standby_power": "standby power",
    "spike_timing": "spike timing",
    "spiking_energy": "spiking energy",
    "firing_energy": "firing energy",
}


def anchor(identifier: str) -> str:
    """A name for links in HTML and PDF: readable where it can be, unique always."""
    readable = re.sub(r"[^A-Za-z0-9_.-]+", "-", identifier).strip("-")
    if readable == identifier:
        return f"n-{readable}"
    digest = hashlib.sha256(identifier.encode()).hexdigest()[:6]
    return f"n-{readable}-{digest}"


class NumberBook:
    """Numbers by id. `use` returns the token that stands for a number in text and remembers it."""

    def __init__(self, readings: Iterable[Reading], results: Iterable[Result]) -> None:
        self.readings: Mapping[str, Reading] = {reading.id: reading for reading in readings}
        self.results: Mapping[str, Result] = {result.id: result for result in results}
        self.used: set[str] = set()

    def use(self, identifier: str) -> str:
        """The token of a number. Raises RecordError when there is no such datum, statistic or claim."""
        if identifier not in self.readings and identifier not in self.results:
            raise RecordError(identifier, "is no number of this run", "give the id of a datum, statistic or claim")
        self.used.add(identifier)
        return number(identifier)

    def display(self, identifier: str) -> str:
        """How the number is printed."""
        item = self.readings.get(identifier) or self.results[identifier]
        if isinstance(item, Reading) and item.low is None and item.high is None:
            return plain(item.datum.printed.text)
        if item.value is not None:
            prefix = "~" if isinstance(item, Reading) and item.comparator == "~" else ""
            return prefix + format_value(item.value, item.unit or "1")
        return format_bounds(item.low, item.high, item.unit or "1")

    def closure(self) -> list[str]:
        """Ids of all used numbers and of what they were computed from, sorted; of a long count its first inputs."""
        found: set[str] = set()
        queue = sorted(self.used)
        while queue:
            identifier = queue.pop()
            if identifier in found:
                continue
            found.add(identifier)
            item = self.readings.get(identifier) or self.results[identifier]
            queue.extend(_followed_inputs(item))
        return sorted(found)

    def numbers(self) -> dict[str, dict[str, str]]:
        """Every number of the closure: its text, its anchor and a line for the tooltip."""
        return {
            identifier: {
                "text": self.display(identifier),
                "anchor": anchor(identifier),
                "title": self._title(identifier),
            }
            for identifier in self.closure()
        }

    def _title(self, identifier: str) -> str:
        if identifier in self.results:
            result = self.results[identifier]
            return plain(f"{METRIC_NAMES.get(result.label, result.label)}: {result.rule}")
        reading = self.readings[identifier]
        place = reading.datum.locator
        page = f", p. {place.page}" if place.page else ""
        source = f"{place.document}, {place.label or place.place or place.file}{page}"
        return plain(f"printed “{reading.datum.printed.text}” in {source}")

    def cards(self) -> list[dict[str, Any]]:
        """One card for each number of the closure: results first, then readings."""
        ids = self.closure()
        ordered = [i for i in ids if i in self.results] + [i for i in ids if i in self.readings]
        return [
            self._result_card(self.results[i]) if i in self.results else self._reading_card(self.readings[i])
            for i in ordered
        ]

    def _result_card(self, result: Result) -> dict[str, Any]:
        lines = [("value", number(result.id)), ("how", name(result.rule))]
        if result.value is None and result.low is not None:
            lines[0] = ("bounds", number(result.id))
        if result.inputs:
            lines.append(("from", self._inputs(result)))
        if result.note:
            lines.append(("note", name(result.note)))
        label = METRIC_NAMES.get(result.label, result.label)
        return {
            "id": result.id,
            "anchor": anchor(result.id),
            "heading": name(label),
            "lines": lines,
            "n_inputs": len(result.inputs),
        }

    def _reading_card(self, reading: Reading) -> dict[str, Any]:
        datum = reading.datum
        place = datum.locator
        where = [cite(place.document), name(place.label or place.place or place.file)]
        if place.page:
            where.append(name(f"page {place.page}"))
        if place.row is not None and place.column is not None:
            where.append(name(f"row {place.row}, column {place.column} of the grid, from 0"))
        lines = []
        if reading.is_derived:
            lines.append(("derived from", self._inputs(reading)))
        else:
            lines.append(("printed", name(f"“{datum.printed.text}”")))
            if datum.printed.headers or datum.printed.stub:
                beside = [*datum.printed.headers, *([datum.printed.stub] if datum.printed.stub else [])]
                lines.append(("beside", name(" · ".join(beside))))
        lines.append(("where", ", ".join(where)))
        lines.append(("in SI", number(reading.id)))
        lines.append(("steps", name("; ".join(map(_step, reading.steps)))))
        if reading.flags:
            lines.append(("flags", name(", ".join(reading.flags))))
        trust = f"{datum.tier}, {datum.method}" + (f", lineage {datum.lineage}" if datum.lineage else "")
        lines.append(("trust", name(trust)))
        return {
            "id": reading.id,
            "anchor": anchor(reading.id),
            "heading": name(reading.parameter),
            "lines": lines,
            "n_inputs": len(reading.inputs),
        }

    def _inputs(self, item: Reading | Result) -> str:
        shown = _followed_inputs(item)[:SHOWN_INPUTS]
        rest = len(item.inputs) - len(shown)
        tail = [name(f"and {rest} more, listed by memlit audit {item.id}")] if rest else []
        return ", ".join([*(number(identifier) for identifier in shown), *tail])


def _step(step: Step) -> str:
    """A step in a line; the rule is named where it is not the plain reading of a quantity."""
    rule = "" if step.op in {"parse", "convert"} else f" ({step.rule})"
    return f"{step.op}: {step.before} → {step.after}{rule}"


def _followed_inputs(item: Reading | Result) -> Sequence[str]:
    """Inputs that get a card of their own: all of a metric or a statistic, the first of a count."""
    is_count = isinstance(item, Result) and item.kind == "count"
    return item.inputs[:COUNTED_INPUTS] if is_count else item.inputs
