"""The chain of one number, as lines of text or as data, and what has no chain. Light: SQLite and JSON only."""

from collections.abc import Iterator
from typing import Any

from memlit.audit.database import UNWRITTEN
from memlit.audit.lookup import Index, Node
from memlit.errors import RecordError
from printed.documents.markup.text import levels

_MAX_INPUTS = 40


def explain(index: Index, identifier: str) -> list[str]:
    """The chain of one number: what it is, how it was made, down to the printed characters, and its uses."""
    found = chain(index, identifier)
    if "series" in found:
        return [identifier, *(f"  {line}" for line in _figure_lines(found["record"]["datum"], found["point"]))]
    lines = list(_lines(found, 0))
    if users := found["used_by"]:
        more = found["n_users"] - len(users)
        lines += ["used by", *(f"  {user}" for user in users), *([f"  and {more} more"] if more else [])]
    lines.append(f"code     {', '.join(f'{stage} {code}' for stage, code in found['code'].items())}")
    places, card = found["places"], found["card"]
    lines.append(f"printed in {', '.join(places)}" if places else "printed in no section of the report")
    lines.append(f"in the report: {f'yes, report.html#{card}' if card else 'no'}")
    return lines


def chain(index: Index, identifier: str) -> dict[str, Any]:
    """The same as data: the record of the number, its inputs in turn, its uses and its places in the report."""
    series, number = _point_of(index, identifier)
    if series is not None:
        return {"id": identifier, "series": series.id, "point": number, "record": series.record}
    return {
        **_as_data(index, identifier, set()),
        "used_by": index.used_by(identifier, _MAX_INPUTS),
        "n_users": index.n_users(identifier),
        "places": index.places_of(identifier),
        "card": index.card_of(identifier),
        "code": index.code(),
    }


def _as_data(index: Index, identifier: str, seen: set[str]) -> dict[str, Any]:
    node = index.node(identifier)
    if identifier in seen:
        return {"id": identifier, "shown_above": True}
    seen.add(identifier)
    return {
        "id": node.id,
        "kind": node.kind,
        "label": node.label,
        "display": node.display,
        "status": node.status,
        "record": node.record,
        "n_inputs": index.n_inputs(identifier),
        "inputs": [_as_data(index, parent, seen) for parent in index.inputs(identifier, _MAX_INPUTS)],
    }


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
    from memlit.audit.series import series_lines
    from memlit.datum import Datum

    if number is not None:
        yield f"where    {place_text(datum['locator'])}"
    yield from series_lines(Datum.model_validate(datum), number)


def _lines(item: dict[str, Any], depth: int) -> Iterator[str]:
    """A number of the chain with its inputs, each further to the right than what was computed from it."""
    indent = "  " * depth
    yield f"{indent}{item['id']}"
    if item.get("shown_above"):
        yield f"{indent}  (shown above)"
        return
    yield f"{indent}  {item['label']} = {item['display']}"
    yield from (f"{indent}  {line}" for line in _details(item["kind"], item["record"]))
    if item["inputs"]:
        yield f"{indent}  from"
        for parent in item["inputs"]:
            yield from _lines(parent, depth + 2)
        more = item["n_inputs"] - len(item["inputs"])
        if more:
            yield f"{indent}    and {more} more"


def _details(kind: str, record: dict[str, Any]) -> Iterator[str]:
    if kind not in {"reading", "derived"}:
        yield f"how      {record['rule']}"
        if record.get("note"):
            yield f"note     {record['note']}"
        return
    datum = record["datum"]
    if kind == "reading":
        yield f"printed  {datum['printed']['text']!r}"
        beside = [*datum["printed"]["headers"], *filter(None, [datum["printed"]["stub"]])]
        if beside:
            yield f"beside   {levels(' | '.join(beside))}"
        yield f"where    {place_text(datum['locator'])}"
        yield f"about    {datum['device']} of {datum['paper'] or 'no named paper'}"
        trust = f"{datum['tier']}, {datum['method']}"
        yield f"trust    {trust}{', lineage ' + datum['lineage'] if datum['lineage'] else ''}"
        if datum.get("figure"):
            yield from _figure_lines(datum)
        if datum["read_at"]:
            yield f"read at  {datum['read_at']}"
    for step in record["steps"]:
        yield f"{step['op']:<9}{levels(step['before'])} -> {step['after']}  [{step['rule']}]"
    if record["flags"]:
        yield f"flags    {', '.join(record['flags'])}"
    if record["status"] != "value":
        yield f"status   {record['status']}{': ' + record['reason'] if record['reason'] else ''}"


def place_text(locator: dict[str, Any]) -> str:
    """Where a datum is printed, for a person: its document, the place in it, the file with its digest."""
    parts = [locator["document"], *place_parts(locator)]
    if locator["bbox"]:
        parts.append("box " + " ".join(f"{end:g}" for end in locator["bbox"]) + " pt")
    parts.append(f"file {locator['file']}")
    if locator["sha256"]:
        parts.append(f"sha256 {locator['sha256'][:12]}")
    if drawn := locator.get("drawn"):
        edges = " ".join(f"{end:g}" for end in drawn["box"])
        parts.append(f"box {edges} pt drawn on page {drawn['page']} of {drawn['file']}, sha256 {drawn['sha256'][:12]}")
    return ", ".join(parts)


def place_parts(locator: dict[str, Any]) -> list[str]:
    """The place in a document: table, figure or file, then page, panel, series, row and column, part of a cell."""
    parts = [locator["label"] or locator["place"] or locator["file"]]
    parts += [f"{name} {locator[name]}" for name in ("page", "panel", "series") if locator[name]]
    if locator["row"] is not None:
        parts.append(f"row {locator['row']}, column {locator['column']} of the grid (from 0)")
    return [*parts, f"part {locator['part']}"] if locator["part"] else parts


def orphans(index: Index) -> dict[str, Any]:
    """Numbers without a datum (a finding), readings with a value that nothing uses, entries without evidence."""
    database = index.database
    bare = database.execute("SELECT id FROM node WHERE kind = ? ORDER BY id", (UNWRITTEN,))
    unused = database.execute(
        "SELECT id, label FROM node WHERE kind = 'reading' AND status = 'value' "
        "AND NOT EXISTS (SELECT 1 FROM numbered_edge WHERE parent = node.number) ORDER BY id"
    )
    silent = database.execute("SELECT key, sets FROM entry WHERE n_readings = 0 ORDER BY key")
    return {
        "numbers_without_datum": [row[0] for row in bare],
        "unused_readings": [{"id": row[0], "parameter": row[1]} for row in unused],
        "entries_without_evidence": [{"key": row[0], "sets": row[1]} for row in silent],
    }


def orphan_lines(found: dict[str, Any]) -> list[str]:
    """Lines of `memlit audit --orphans`: numbers without a datum, values without use, entries without evidence."""
    bare, unused, silent = found.values()
    return [
        f"numbers in the report without a datum: {len(bare)}",
        *(f"  {identifier}" for identifier in bare),
        f"readings with a value that no result uses: {len(unused)}",
        *(f"  {item['id']}  {item['parameter']}" for item in unused),
        f"entries without any evidence: {len(silent)}",
        *(f"  {item['key']}  {item['sets']}" for item in silent),
    ]
