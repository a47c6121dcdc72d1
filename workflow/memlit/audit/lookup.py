"""The audit index as the questions read it. Light: SQLite and JSON only."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memlit.audit.database import UNWRITTEN, record_of
from memlit.errors import RecordError, SourceError

_INDEX = Path("results/audit.sqlite")
MAX_WALK = 1000
"""Inputs of one number that a walk down to the print follows."""
SHOWN_NEAR = 3
"""Ids that are offered for a mistyped one, from at most so many that begin or end like it, and how alike they are."""
MOST_ALIKE = 300
LEAST_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Node:
    """A row of the index: a reading, a metric or a statistic."""

    id: str
    kind: str
    label: str
    display: str
    status: str
    record: dict[str, Any]


class Index:
    """An open audit index. Raises SourceError when there is none."""

    def __init__(self, path: Path = _INDEX) -> None:
        if not path.is_file():
            raise SourceError(str(path), "is missing", "run snakemake --cores 4 first")
        try:
            self.database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            self.database.execute("SELECT stage FROM code LIMIT 1").fetchone()
        except sqlite3.DatabaseError as error:
            raise SourceError(str(path), f"is no audit index ({error})", "delete it and run snakemake") from None

    def node(self, identifier: str) -> Node:
        """The node of an id. Raises RecordError with the nearest ids when there is none."""
        query = "SELECT number, id, kind, label, display, status FROM node WHERE id = ? AND kind != ?"
        row = self.database.execute(query, (identifier, UNWRITTEN)).fetchone()
        if row is None:
            near = self._nearest(identifier)
            row_name, _, metric = identifier.partition("#")
            item = next(filter(self._is_subject, (row_name, row_name.rpartition("/")[0])), None)
            if item and metric and (not near or self._like(f"%#{escaped_like(metric)}", 1)):
                problem = f"is no number of this run, which knows {item} and not its {metric.replace('_', ' ')}"
                raise RecordError(identifier, problem, f"ask why not: memlit audit --why-not {item}")
            table = "claims" if identifier.startswith("claim/") else "readings"
            remedy = f"did you mean {', '.join(near)}?" if near else f"ids stand in results/data/{table}.csv"
            raise RecordError(identifier.strip() or "an empty text", "is no id of this run", remedy)
        return Node(row[1], row[2], row[3], row[4], row[5], json.loads(record_of(self.database, row[0])))

    def has(self, identifier: str) -> bool:
        """Whether the index holds a number of this id."""
        return bool(self._column("SELECT 1 FROM node WHERE id = ? AND kind != ?", identifier, UNWRITTEN))

    def _is_subject(self, name: str) -> bool:
        """Whether `--why-not` knows a paper or item of this name."""
        return bool(self._column("SELECT 1 FROM subject WHERE id = ?", name))

    def has_kind(self, kind: str) -> bool:
        """Whether the index holds a number of this kind."""
        return bool(self._column("SELECT 1 FROM node WHERE kind = ? LIMIT 1", kind))

    def _nearest(self, identifier: str) -> list[str]:
        """Ids that hold the text, or else those that are most like it: by a typing error or two."""
        if not identifier.strip():
            return []
        if holding := self._like(f"%{escaped_like(identifier)}%", SHOWN_NEAR):
            return holding
        from difflib import get_close_matches

        half = len(identifier) // 2
        alike = [
            *self._like(f"{escaped_like(identifier[:half])}%", MOST_ALIKE),
            *self._like(f"%{escaped_like(identifier[half:])}", MOST_ALIKE),
        ]
        return get_close_matches(identifier, sorted(set(alike)), SHOWN_NEAR, LEAST_ALIKE)

    def _like(self, pattern: str, most: int) -> list[str]:
        query = "SELECT id FROM node WHERE id LIKE ? ESCAPE '\\' AND kind != ? ORDER BY id LIMIT ?"
        return self._column(query, pattern, UNWRITTEN, most)

    def _column(self, query: str, *values: str | int) -> list[Any]:
        """What a query gives, of each row the first cell."""
        return [row[0] for row in self.database.execute(query, values)]

    def inputs(self, identifier: str, most: int = -1) -> list[str]:
        """What a number was computed from, in order, at most `most` of them."""
        query = "SELECT parent FROM edge WHERE child = ? ORDER BY place LIMIT ?"
        return self._column(query, identifier, most)

    def n_inputs(self, identifier: str) -> int:
        """How many numbers a number was computed from."""
        return int(self._column("SELECT COUNT(*) FROM edge WHERE child = ?", identifier)[0])

    def used_by(self, identifier: str, most: int = -1) -> list[str]:
        """What was computed from a number, by id, at most `most` of them."""
        query = "SELECT DISTINCT child FROM edge WHERE parent = ? ORDER BY child LIMIT ?"
        return self._column(query, identifier, most)

    def claims_on(self, identifier: str) -> list[str]:
        """Claims (ids of config/claims.yaml) whose verdict rests on a number over any number of steps, sorted."""
        rows = self.database.execute(
            "WITH RECURSIVE above(id) AS "
            "(SELECT ? UNION SELECT edge.child FROM edge JOIN above ON edge.parent = above.id) "
            "SELECT node.id FROM above JOIN node ON node.id = above.id WHERE node.id LIKE 'claim/%' ORDER BY node.id",
            (identifier,),
        )
        return sorted({row[0].removeprefix("claim/").partition("#")[0] for row in rows})

    def n_users(self, identifier: str) -> int:
        """How many numbers were computed from a number."""
        return int(self._column("SELECT COUNT(DISTINCT child) FROM edge WHERE parent = ?", identifier)[0])

    def card_of(self, identifier: str) -> str | None:
        """The anchor of a number's card in report.html, None where the report has none."""
        return next(iter(self._column("SELECT anchor FROM shown WHERE id = ?", identifier)), None)

    def places_of(self, identifier: str) -> list[str]:
        """Figures, tables and sections of the report that print a number."""
        return self._column("SELECT place FROM printed WHERE id = ? ORDER BY place", identifier)

    def code(self) -> dict[str, str]:
        """Hash of the code by stage."""
        return dict(self.database.execute("SELECT stage, hash FROM code ORDER BY stage"))

    def printed_below(self, identifier: str, most: int) -> list[str]:
        """Ids of the printed readings that a number rests on, in the order of its chain, at most `most`."""
        found: dict[str, None] = {}
        stack, seen = [identifier], set()
        while stack and len(found) < most:
            current = stack.pop()
            if current in seen:
                continue
            seen.add(current)
            inputs = self.inputs(current, MAX_WALK)
            stack.extend(reversed(inputs))
            if not inputs and self.has(current) and self.node(current).kind == "reading":
                found[current] = None
        return list(found)


def escaped_like(text: str) -> str:
    """`text` for a LIKE pattern whose escape character is a backslash."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
