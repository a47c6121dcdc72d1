"""Questions to the audit index, answered as lines of text. Light: SQLite and JSON only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memlit.errors import RecordError, SourceError

INDEX = Path("results/audit.sqlite")
MAX_INPUTS = 40


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

    def __init__(self, path: Path = INDEX) -> None:
        if not path.is_file():
            raise SourceError(str(path), "is missing", "run snakemake --cores 4 first")
        try:
            self.database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            self.database.execute("SELECT id FROM node LIMIT 1").fetchone()
        except sqlite3.DatabaseError as error:
            raise SourceError(str(path), f"is no audit index ({error})", "delete it and run snakemake") from None

    def node(self, identifier: str) -> Node:
        """The node of an id. Raises RecordError with the nearest ids when there is none."""
        row = self.database.execute("SELECT * FROM node WHERE id = ?", (identifier,)).fetchone()
        if row is None:
            near = self._nearest(identifier)
            remedy = f"did you mean {', '.join(near)}?" if near else "ids stand in results/data/readings.csv"
            raise RecordError(identifier, "is no id of this run", remedy)
        return Node(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]))

    def has(self, identifier: str) -> bool:
        return bool(self.database.execute("SELECT 1 FROM node WHERE id = ?", (identifier,)).fetchone())

    def _nearest(self, identifier: str) -> list[str]:
        escaped = identifier.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        rows = self.database.execute(
            "SELECT id FROM node WHERE id LIKE ? ESCAPE '\\' ORDER BY id LIMIT 3", (f"%{escaped}%",)
        )
        return [row[0] for row in rows]

    def inputs(self, identifier: str) -> list[str]:
        rows = self.database.execute("SELECT parent FROM edge WHERE child = ? ORDER BY place", (identifier,))
        return [row[0] for row in rows]

    def used_by(self, identifier: str) -> list[str]:
        rows = self.database.execute("SELECT DISTINCT child FROM edge WHERE parent = ? ORDER BY child", (identifier,))
        return [row[0] for row in rows]

    def claims_on(self, identifier: str) -> list[str]:
        """Claims (ids of config/claims.yaml) whose verdict rests on a number over any number of steps, sorted."""
        rows = self.database.execute(
            "WITH RECURSIVE above(id) AS "
            "(SELECT ? UNION SELECT edge.child FROM edge JOIN above ON edge.parent = above.id) "
            "SELECT node.id FROM above JOIN node ON node.id = above.id WHERE node.id LIKE 'claim/%' ORDER BY node.id",
            (identifier,),
        )
        return sorted({row[0].removeprefix("claim/").partition("#")[0] for row in rows})

    def is_shown(self, identifier: str) -> bool:
        return bool(self.database.execute("SELECT 1 FROM shown WHERE id = ?", (identifier,)).fetchone())


def explain(index: Index, identifier: str) -> list[str]:
    """The chain of one number: what it is, how it was made, down to the printed characters, and its uses."""
    series, number = _point_of(index, identifier)
    if series is not None:
        return [identifier, *(f"  {line}" for line in _figure_lines(series.record["datum"], number))]
    lines = list(_chain(index, identifier, 0, set()))
    users = index.used_by(identifier)
    if users:
        lines.append("used by")
        lines += [f"  {user}" for user in users[:MAX_INPUTS]]
        if len(users) > MAX_INPUTS:
            lines.append(f"  and {len(users) - MAX_INPUTS} more")
    lines.append(f"in the report: {'yes' if index.is_shown(identifier) else 'no'}")
    return lines


def _point_of(index: Index, identifier: str) -> tuple[Node | None, int]:
    """The series and the index of a digitized point; None for any other id. Raises RecordError past the last point."""
    base, _, tail = identifier.rpartition("/")
    if not tail.isdecimal() or not index.has(base):
        return None, 0
    node = index.node(base)
    figure = node.record.get("datum", {}).get("figure")
    if not figure:
        return None, 0
    if int(tail) >= figure["n_points"]:
        problem = f"the series has {figure['n_points']} points"
        raise RecordError(identifier, problem, "count from 0")
    return node, int(tail)


def _figure_lines(datum: dict[str, Any], number: int | None = None) -> Iterator[str]:
    from memlit.datum import Datum
    from memlit.provenance.series import series_lines, series_view

    view = series_view(Datum.model_validate(datum))
    if number is not None:
        yield f"where    {_place(datum['locator'])}"
    if view is not None:
        yield from series_lines(view, number)


def _chain(index: Index, identifier: str, depth: int, seen: set[str]) -> Iterator[str]:
    node = index.node(identifier)
    indent = "  " * depth
    yield f"{indent}{node.id}"
    if identifier in seen:
        yield f"{indent}  (shown above)"
        return
    seen.add(identifier)
    yield f"{indent}  {node.label} = {node.display}"
    yield from (f"{indent}  {line}" for line in _details(node))
    inputs = index.inputs(identifier)
    if inputs:
        yield f"{indent}  from"
        for parent in inputs[:MAX_INPUTS]:
            yield from _chain(index, parent, depth + 2, seen)
        if len(inputs) > MAX_INPUTS:
            yield f"{indent}    and {len(inputs) - MAX_INPUTS} more"


def _details(node: Node) -> Iterator[str]:
    record = node.record
    if node.kind not in {"reading", "derived"}:
        yield f"how      {record['rule']}"
        if record.get("note"):
            yield f"note     {record['note']}"
        return
    datum = record["datum"]
    if node.kind == "reading":
        yield f"printed  {datum['printed']['text']!r}"
        beside = [*datum["printed"]["headers"], *filter(None, [datum["printed"]["stub"]])]
        if beside:
            yield f"beside   {' | '.join(beside)}"
        yield f"where    {_place(datum['locator'])}"
        yield f"about    {datum['device']} of {datum['paper'] or 'no named paper'}"
        trust = f"{datum['tier']}, {datum['method']}"
        yield f"trust    {trust}{', lineage ' + datum['lineage'] if datum['lineage'] else ''}"
        if datum.get("figure"):
            yield from _figure_lines(datum)
        if datum["read_at"]:
            yield f"read at  {datum['read_at']}"
    for step in record["steps"]:
        yield f"{step['op']:<9}{step['before']} -> {step['after']}  [{step['rule']}]"
    if record["flags"]:
        yield f"flags    {', '.join(record['flags'])}"
    if record["status"] != "value":
        yield f"status   {record['status']}{': ' + record['reason'] if record['reason'] else ''}"


def _place(locator: dict[str, Any]) -> str:
    parts = [locator["document"], locator["label"] or locator["place"] or locator["file"]]
    if locator["page"]:
        parts.append(f"page {locator['page']}")
    if locator["panel"]:
        parts.append(f"panel {locator['panel']}")
    if locator["series"]:
        parts.append(f"series {locator['series']}")
    if locator["row"] is not None:
        parts.append(f"row {locator['row']}, column {locator['column']} of the grid (from 0)")
    if locator["part"]:
        parts.append(f"part {locator['part']}")
    if locator["bbox"]:
        parts.append("box " + " ".join(f"{end:g}" for end in locator["bbox"]) + " pt")
    parts.append(f"file {locator['file']}")
    if locator["sha256"]:
        parts.append(f"sha256 {locator['sha256'][:12]}")
    return ", ".join(parts)


def orphans(index: Index) -> tuple[list[str], bool]:
    """Numbers without a datum, readings never used, entries without evidence; and whether a number lacks one."""
    database = index.database
    bare = [
        row[0]
        for row in database.execute(
            "SELECT id FROM shown WHERE id NOT IN (SELECT id FROM node) UNION "
            "SELECT parent FROM edge WHERE parent NOT IN (SELECT id FROM node) ORDER BY 1"
        )
    ]
    unused = database.execute(
        "SELECT id, status, label FROM node WHERE kind = 'reading' AND status = 'value' "
        "AND id NOT IN (SELECT parent FROM edge) ORDER BY id"
    ).fetchall()
    silent = database.execute("SELECT key, sets FROM entry WHERE n_readings = 0 ORDER BY key").fetchall()
    lines = [
        f"numbers in the report without a datum: {len(bare)}",
        *(f"  {identifier}" for identifier in bare),
    ]
    lines.append(f"readings with a value that no result uses: {len(unused)}")
    lines += [f"  {identifier}  {label}" for identifier, _, label in unused]
    lines.append(f"entries without any evidence: {len(silent)}")
    lines += [f"  {key}  {sets}" for key, sets in silent]
    return lines, bool(bare)
