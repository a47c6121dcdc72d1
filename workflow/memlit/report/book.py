"""The book of numbers: every number that the report may print, with the card that says where it came from."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from memlit.datum import Reading, Result, Step, anchor
from memlit.errors import RecordError
from memlit.field.codes import whose_words
from memlit.presentation.format import reading_text, result_text
from memlit.presentation.text import cite, name, number_token, plain
from memlit.presentation.words import flag_words, parameter_words, whose_number

COUNTED_INPUTS = 6
MOST_FOLLOWED = 200
"""Inputs of a statistic that all have a card; of more the first ones have, as of a count."""
SHOWN_INPUTS = 4
"""Links on a card: the first of a count, more of a metric or a statistic; memlit audit lists them all."""
COMPUTED = "Computed"
COMPUTED_FROM = "; computed from "
"""What parts the note of a measured number: its own place before, the files of its set after."""


class NumberBook:
    """Numbers by id. `use` returns the token that stands for a number in text and remembers it."""

    def __init__(
        self,
        readings: Mapping[str, Reading],
        results: Iterable[Result] | Mapping[str, Result],
        *,
        has_pages: bool = True,
    ) -> None:
        """readings: by id; results: as they are, or by id; has_pages: whether the run makes a page of each document, to
        which cards of prints lead.
        """
        self.has_pages = has_pages
        self.readings = readings
        self.results = results if isinstance(results, Mapping) else {result.id: result for result in results}
        self.used: set[str] = set()

    def use(self, identifier: str) -> str:
        """The token of a number. Raises RecordError when there is no such datum, statistic or claim."""
        if identifier not in self.readings and identifier not in self.results:
            raise RecordError(identifier, "is no number of this run", "give the id of a datum, statistic or claim")
        self.used.add(identifier)
        return number_token(identifier)

    def display(self, identifier: str) -> str:
        """How the number is printed."""
        item = self.readings.get(identifier) or self.results[identifier]
        if isinstance(item, Reading):
            is_words = item.low is None and item.high is None
            return plain(item.datum.printed.text if is_words else reading_text(item))
        return result_text(item)

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
        """Every number of the closure: its text, its anchor and, of a printed one, the print for the tooltip."""
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
            return ""
        reading = self.readings[identifier]
        place = reading.datum.locator
        page = f", p. {place.page}" if place.page else ""
        source = f"{place.document}, {place.named_place}{page}"
        return plain(f"printed “{reading.datum.printed.text}” in {source}")

    def cards(self) -> list[dict[str, Any]]:
        """One card a number of the closure: results by their rule, the metrics first; then readings by document."""
        ids = self.closure()
        found = sorted((self.results[i] for i in ids if i in self.results), key=_rule_order)
        results = [self._result_card(result) for result in found]
        readings = sorted((self.readings[i] for i in ids if i in self.readings), key=_place_order)
        return [*results, *(self._reading_card(reading) for reading in readings)]

    def _result_card(self, result: Result) -> dict[str, Any]:
        lines = []
        if result.inputs:
            lines.append(("from", self._inputs(result)))
        note, _, _ = (result.note or "").partition(COMPUTED_FROM)
        if note:
            lines.append(("note", name(note)))
        heading = result.label.replace("_", " ")
        return _card(result, _computed(result), heading, lines)

    def _reading_card(self, reading: Reading) -> dict[str, Any]:
        datum = reading.datum
        lines = []
        if reading.is_derived:
            lines.append(("from", self._inputs(reading)))
        else:
            printed = name(f"“{datum.printed.text}”")
            beside = [*datum.printed.headers, *([datum.printed.stub] if datum.printed.stub else [])]
            lines.append(("printed", f"{printed} under {name(' · '.join(beside))}" if beside else printed))
        if told := [text for step in reading.steps if (text := _step(step))]:
            lines.append(("steps", name("; ".join(told))))
        if reading.flags:
            lines.append(("flags", name(", ".join(map(flag_words, reading.flags)))))
        if reading.status == "excluded":
            lines.append(("not used", name(reading.reason or reading.status)))
        card = _card(reading, _place(reading), parameter_words(reading.parameter), lines)
        if not self.has_pages:
            return card
        return {**card, "page": f"{datum.locator.document}.html#{anchor(self._printed(reading).id)}"}

    def _printed(self, reading: Reading) -> Reading:
        """The printed reading itself, or the first one that a derived reading comes from: the cell that is shown."""
        while reading.inputs:
            reading = self.readings[reading.inputs[0]]
        return reading

    def _inputs(self, item: Reading | Result) -> str:
        shown = _followed_inputs(item)[:SHOWN_INPUTS]
        rest = len(item.inputs) - len(shown)
        tail = [name(f"and {rest} more")] if rest else []
        return ", ".join([*(number_token(identifier) for identifier in shown), *tail])


def _card(item: Reading | Result, place: str, heading: str, lines: list[tuple[str, str]]) -> dict[str, Any]:
    """place: what cards of one place share and print once, as a heading over them. page: its place under audit/."""
    return {
        "page": "",
        "id": item.id,
        "anchor": anchor(item.id),
        "place": place,
        "heading": name(heading),
        "lines": lines,
        "n_inputs": len(item.inputs),
    }


def _computed(result: Result) -> str:
    """Rule, and the files behind measured sets, which hundreds of numbers share."""
    _, mark, files = (result.note or "").partition(COMPUTED_FROM)
    return name(f"{COMPUTED}: {result.rule}{mark}{files}")


def _rule_order(result: Result) -> tuple[bool, str, str]:
    return result.kind != "metric", _computed(result), result.id


def _place_order(reading: Reading) -> tuple[str, str, int, int, str]:
    place = reading.datum.locator
    return place.document, _place(reading), place.row or 0, place.column or 0, reading.id


def _place(reading: Reading) -> str:
    """Document, place and how it was read and how far it is trusted."""
    datum, place = reading.datum, reading.datum.locator
    where = name(place.named_place) + (name(f", page {place.page}") if place.page else "")
    trust = [
        whose_words(whose_number(datum.tier, datum.grade, datum.paper, datum.flags)),
        datum.method,
        *([f"common origin {datum.lineage}"] if datum.lineage else []),
    ]
    return f"{cite(place.document)}, {where}; {name(', '.join(trust))}"


def _step(step: Step) -> str:
    """A step in a line; the plain reading of a quantity goes without saying, for print and value stand beside."""
    if step.op in {"parse", "convert"}:
        return ""
    if step.op == "derive":
        return step.rule
    return f"{step.op}: {step.before} → {step.after} ({step.rule})"


def _followed_inputs(item: Reading | Result) -> Sequence[str]:
    """Inputs that get a card of their own: all of a metric or a statistic, the first of a count or of very many."""
    is_count = isinstance(item, Result) and item.kind == "count"
    return item.inputs[:COUNTED_INPUTS] if is_count or len(item.inputs) > MOST_FOLLOWED else item.inputs
