"""The data of all documents with what became of them: steps, other readings, uses. From the audit index alone.

Numbers of measured sets are no readings; they stand by the file, line and column of their summary.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from memlit.audit.database import UNWRITTEN, all_records
from memlit.audit.lookup import Index
from memlit.datum import document_of
from memlit.datum.reading import is_close

_NOTED = re.compile(r"sources/([^/]+)/(measured_\w+\.csv), line (\d+), column (\w+); ")
"""How the note of a measured number begins: document, file, line and column of its summary."""
FOLLOWED = ("derived", "metric", "statistic", "claim")
"""Kinds through which a use is followed: a count names nearly everything."""


@dataclass(frozen=True, slots=True)
class Use:
    """What of the report rests on a number: drawings by name, ids of claims."""

    figures: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()

    def __or__(self, other: "Use") -> "Use":
        return Use(self.figures | other.figures, self.claims | other.claims)


class AlikeReading(NamedTuple):
    """What of a reading decides whether another agrees with it."""

    id: str
    low: float
    high: float


class Chains:
    """All readings of a run by document. Their records are read from the index when they are asked for."""

    def __init__(self, index: Index) -> None:
        database = index.database
        self._index = index
        self.code = index.code()
        self.cards: dict[str, str] = dict(database.execute("SELECT id, anchor FROM shown"))
        self.kinds: dict[str, str] = {}
        self.labels: dict[str, tuple[str, str]] = {}
        self.measured: dict[str, dict[str, dict[tuple[int, str], dict[str, str]]]] = defaultdict(dict)
        self._printed: dict[str, list[str]] = defaultdict(list)
        self._alike: dict[tuple[str, str, str], list[AlikeReading]] = defaultdict(list)
        query = "SELECT id, kind, label, display FROM node WHERE kind != ? ORDER BY number"
        nodes = database.execute(query, (UNWRITTEN,))
        for (identifier, kind, label, display), record in zip(nodes, all_records(database), strict=True):
            self.kinds[identifier] = sys.intern(kind)
            self.labels[identifier] = (sys.intern(label), display)
            if kind == "reading":
                self._printed[document_of(identifier)].append(identifier)
                self._note_alike(json.loads(record))
            elif kind != "derived" and "/measured_" in record:
                self._note_measured(identifier, json.loads(record))
        self.users: dict[str, list[str]] = defaultdict(list)
        for child, parent in database.execute(
            f"SELECT own.id, other.id FROM node own JOIN numbered_edge ON child = own.number "
            f"JOIN node other ON other.number = parent "
            f"WHERE own.kind IN ({', '.join('?' * len(FOLLOWED))}) ORDER BY other.id, own.id",
            FOLLOWED,
        ):
            self.users[parent].append(child)
        self.places = {row[0]: row[1:] for row in database.execute("SELECT name, kind, title, anchor FROM place")}
        self.stands: dict[str, list[str]] = defaultdict(list)
        query = "SELECT id, place FROM printed JOIN place ON name = place WHERE NOT is_section_wide ORDER BY id, place"
        for identifier, place in database.execute(query):
            self.stands[identifier].append(place)
        self._uses: dict[str, Use] = {}

    @cached_property
    def shown_documents(self) -> set[str]:
        """Keys of the documents of the printed values that have a card in the report."""
        return {document_of(identifier) for identifier in self.cards if self.kinds[identifier] == "reading"}

    def printed(self, document: str) -> list[dict[str, Any]]:
        """The printed readings of a document, in the order of their ids."""
        return list(map(self._reading, self._printed.get(document, ())))

    def derived(self, identifier: str) -> list[dict[str, Any]]:
        """The readings that are derived from a reading."""
        return [self._reading(user) for user in self.users.get(identifier, ()) if self.kinds[user] == "derived"]

    def others(self, reading: Mapping[str, Any]) -> list[tuple[bool, dict[str, Any]]]:
        """Other readings of the same parameter of the same device, and whether they agree: those that differ first."""
        if reading["low"] is None or not reading["datum"]["paper"]:
            return []
        alike = (other for other in self._alike.get(_about(reading), ()) if other.id != reading["id"])
        found = sorted((_is_equal(reading, other), other.id) for other in alike)
        return [(agrees, self._reading(identifier)) for agrees, identifier in found]

    def _reading(self, identifier: str) -> dict[str, Any]:
        """The record of a reading, with its text."""
        return {**self._index.node(identifier).record, "display": self.labels[identifier][1]}

    def _note_alike(self, reading: Mapping[str, Any]) -> None:
        """Keep of a reading with a value what another of its parameter and device is compared with."""
        low, high = reading["low"], reading["high"]
        if low is not None and high is not None and reading["datum"]["paper"]:
            self._alike[_about(reading)].append(AlikeReading(reading["id"], low, high))

    def _note_measured(self, identifier: str, result: Mapping[str, Any]) -> None:
        """Keep a number of a measured set by the cell of its summary."""
        noted = _NOTED.match(result.get("note") or "")
        if noted:
            document, file, line, column = noted.groups()
            label, display = self.labels[identifier]
            number = {"id": identifier, "label": label, "display": display, "rule": result["rule"]}
            self.measured[document].setdefault(file, {})[int(line), column] = number

    def use(self, identifier: str) -> Use:
        """Drawings and claims that rest on a number, directly or through what was computed from it."""
        stack = [identifier]
        while stack:
            current = stack[-1]
            if current in self._uses:
                stack.pop()
                continue
            waiting = [user for user in self.users.get(current, ()) if user not in self._uses]
            if waiting:
                stack.extend(waiting)
                continue
            self._uses[stack.pop()] = self._own_use(current)
        return self._uses[identifier]

    def _own_use(self, identifier: str) -> Use:
        figures = [place for place in self.stands.get(identifier, ()) if self.places[place][0] == "figure"]
        claims = [identifier.removeprefix("claim/").split("#")[0]] if self.kinds.get(identifier) == "claim" else []
        found = Use(frozenset(figures), frozenset(claims))
        for user in self.users.get(identifier, ()):
            found |= self._uses.get(user, Use())
        return found

    def metrics(self, identifiers: Iterable[str]) -> list[tuple[str, str, str]]:
        """Id, label and text of the metrics among some numbers."""
        return [(name, *self.labels[name]) for name in identifiers if self.kinds[name] == "metric"]

    def tables(self, identifiers: Iterable[str]) -> list[tuple[str, str]]:
        """Title and anchor of the tables of the report that print one of the numbers, sorted."""
        names = {place for identifier in identifiers for place in self.stands.get(identifier, ())}
        return sorted((self.places[name][1], self.places[name][2]) for name in names if self.places[name][0] == "table")

    def near(self, identifier: str) -> list[str]:
        """The number, what is derived from it, and the metrics made of those."""
        found = {identifier: None}
        queue = [identifier]
        while queue:
            for user in self.users.get(queue.pop(), ()):
                if user not in found and self.kinds[user] in {"derived", "metric"}:
                    found[user] = None
                    queue.append(user)
        return list(found)


def _about(reading: Mapping[str, Any]) -> tuple[str, str, str]:
    datum = reading["datum"]
    return datum["paper"], datum["device"], reading["parameter"]


def _is_equal(one: Mapping[str, Any], other: AlikeReading) -> bool:
    return is_close(one["low"], other.low) and is_close(one["high"], other.high)
