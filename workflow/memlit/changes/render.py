"""A difference as lines for a person and as plain data for JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from memlit.changes.compare import CHANGE_KINDS, Difference, Move, ResultRow, RowChange

_MOST_LINES = 40
_MOST_SHOWN = 200
_SIGNS = {"added": "+", "changed": "~", "withdrawn": "-"}
_LONGEST = 80
_TITLES = {
    "claims": "claims",
    "devices": "devices (tuples)",
    "benchmark": "benchmark rows",
    "observations": "values of observations",
    "metrics": "metrics",
}
"""What readers of the report see; of the other tables medians and decisions are told before their rows."""
_MINOR_TITLES = {
    "classes": "class summaries",
    "comparisons": "class comparisons",
    "comparison_pairs": "pairs of classes",
    "comparison_tests": "tests over classes",
    "classes_at": "classes under one condition",
    "pairs_at": "pairs of classes under one condition",
}
_SILENT = (
    "papers",
    "readings",
    "values",
    "agreeing",
    "conflict",
    "conflicts",
    "factors",
    "note",
    "reason",
    "evidence",
    "context",
    "analysis",
)
"""Long columns: the text says only that they differ; --json has their contents."""


@dataclass(frozen=True, slots=True)
class ChangeSection:
    """What changed of one kind: its title with the counts, a line for each change, and whether it moves no result."""

    title: str
    lines: tuple[str, ...]
    is_minor: bool = False


def render(found: Difference) -> str:
    """The difference as text; equal results are one line."""
    if found.is_equal and not (found.absent or found.columns):
        return f"no difference between {found.old} and {found.new}"
    return "\n".join(_lines(found))


def _lines(found: Difference) -> Iterator[str]:
    yield f"from {found.old} to {found.new}"
    for section in _sections(found):
        yield section.title
        yield from (f"  {line}" for line in _cut(section.lines, _MOST_LINES, "--json has all"))
    yield from (f"input {line}" for line in found.inputs)
    if found.absent:
        yield f"not compared: {', '.join(found.absent)}"
    if found.columns:
        yield f"columns on one side only, not compared: {', '.join(found.columns)}"
    if found.is_equal:
        yield "everything that was compared is equal"


def change_sections(found: Difference) -> list[ChangeSection]:
    """The difference by kinds, first what a reader of the report sees; at most _MOST_SHOWN lines of each kind."""
    return [
        ChangeSection(one.title, tuple(_cut(one.lines, _MOST_SHOWN, "memlit diff --json has all")), one.is_minor)
        for one in _sections(found)
    ]


def _sections(found: Difference) -> list[ChangeSection]:
    def section(title: str, changes: Sequence[RowChange], *, is_minor: bool = False) -> ChangeSection:
        lines = (line for change in changes for line in (_row(change), *_claims_on(change.id, found)))
        return ChangeSection(f"{title}: {_counts(changes)}", tuple(lines), is_minor)

    def tables(titles: Mapping[str, str], *, is_minor: bool = False) -> list[ChangeSection]:
        return [section(title, found.tables.get(name, ()), is_minor=is_minor) for name, title in titles.items()]

    unread = tuple(line for one in found.not_accepted for line in (one, *_claims_on(id_in(one), found)))
    sections = [
        ChangeSection(f"medians: {len(found.medians)} moved", tuple(map(_move, found.medians))),
        section("decisions", found.decisions),
        *tables(_TITLES),
        section("values", [change for change in found.data if not _is_unused(change)]),
        section("derived values", found.derived),
        ChangeSection(f"read differently from the record, not accepted: {len(found.not_accepted)}", unread),
        section("candidates that nothing uses", list(filter(_is_unused, found.data)), is_minor=True),
        *tables(_MINOR_TITLES, is_minor=True),
        ChangeSection("other tables", tuple(f"{name}.csv: {n} rows" for name, n in found.others.items()), True),
    ]
    return [one for one in sections if one.lines]


def _is_unused(change: RowChange) -> bool:
    """Whether a datum is excluded before and after, where it is there."""
    return all(row.get("status") == "excluded" for row in (change.old, change.new) if row)


def _counts(changes: Iterable[RowChange]) -> str:
    kinds = [change.kind for change in changes]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in CHANGE_KINDS)


def id_in(line: str) -> str:
    """The id in a line of a difference, `~ ID  what`."""
    return line[2:].split("  ", 1)[0]


def _cut(lines: Sequence[str], most: int, where: str) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"and {len(lines) - most} more; {where}"


def _row(change: RowChange) -> str:
    """The id, of a reading what it is, and the columns that differ, or what a new or withdrawn reading says."""
    row = change.row
    told = _fields(change)
    about = ""
    if "printed" in row:
        about = " ".join(filter(None, (row.get("paper"), row.get("device") or row.get("label"), row.get("parameter"))))
        told = told or ", ".join(filter(None, (_short(row["printed"]), _value(row), row.get("status"))))
    head = f"{_SIGNS[change.kind]} {change.id}" + (f"  {about}" if about else "")
    return f"{head}: {told}" if told else head


def _claims_on(datum_id: str, found: Difference) -> list[str]:
    claims = found.claims_of.get(datum_id)
    return [f"    claims that rest on it: {', '.join(claims)}"] if claims else []


def _value(row: ResultRow) -> str:
    if row.get("value"):
        return f"{_digits(row['value'], 6)} {row.get('unit', '')}".strip()
    if row.get("low") or row.get("high"):
        return f"{row.get('low') or '-inf'} to {row.get('high') or 'inf'} {row.get('unit', '')}".strip()
    return ""


def _fields(change: RowChange) -> str:
    """Columns that differ, old -> new; equal value and bounds only once."""
    pairs = {name: (change.old[name], change.new[name]) for name in change.fields}
    parts = []
    for name, pair in pairs.items():
        # A point has equal bounds beside it: a joint move is reported once.
        point = re.sub(r"_?(low|high)$", "", name) or "value"
        if point != name and pairs.get(point) == pair:
            continue
        if name in _SILENT:
            parts.append(f"{name} differs")
        elif name == "printed":
            parts.append(f"printed {_short(pair[0])} -> {_short(pair[1])}")
        else:
            unit = f" {change.row['unit']}" if name == "value" and change.row.get("unit") else ""
            parts.append(f"{name} {_step(pair)}{unit}")
    return "; ".join(parts)


def _move(move: Move) -> str:
    factor = f" (x {move.factor:.4g})" if move.factor else ""
    before, after = _estimate(move.old, *move.old_interval), _estimate(move.new, *move.new_interval)
    unit = "" if move.unit in ("", "1") else f" {move.unit}"
    return f"~ {move.id}: {before} -> {after}{unit}{factor}, {move.against_interval}"


def _estimate(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return "none"
    return f"{value:.4g}" + (f" [{low:.4g} to {high:.4g}]" if low is not None and high is not None else "")


def _digits(text: str | None, digits: int = 4) -> str:
    """A number with a few digits for a person; any other text unchanged."""
    try:
        return f"{float(text or ''):.{digits}g}"
    except ValueError:
        return text or "none"


def _step(pair: tuple[str, str]) -> str:
    """Old -> new with six digits, or with all digits if six are equal."""
    old, new = (_digits(text, 6) for text in pair)
    return f"{_plain(old)} -> {_plain(new)}" if old != new else f"{pair[0]} -> {pair[1]}"


def _plain(text: str) -> str:
    if not text:
        return "none"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _short(text: str) -> str:
    return repr(_plain(text)) if text else "''"


def difference_as_json(found: Difference) -> dict[str, Any]:
    """Everything that differs, as plain data."""
    return {
        "old": found.old,
        "new": found.new,
        "equal": found.is_equal,
        "data": _json_changes(found.data, found),
        "derived": _json_changes(found.derived, found),
        "tables": {name: _json_changes(changes, found) for name, changes in found.tables.items()},
        "medians": [
            {**asdict(move), "factor": move.factor, "against_interval": move.against_interval} for move in found.medians
        ],
        "decisions": _json_changes(found.decisions, found),
        "not_accepted": list(found.not_accepted),
        "other_tables": dict(found.others),
        "inputs": list(found.inputs),
        "not_compared": [*found.absent, *found.columns],
    }


def _json_changes(changes: Iterable[RowChange], found: Difference) -> list[dict[str, Any]]:
    return [
        {
            "id": change.id,
            "kind": change.kind,
            "fields": {name: {"old": change.old[name], "new": change.new[name]} for name in change.fields},
            **({} if change.kind == "changed" else {"row": dict(change.row)}),
            **({"claims": list(found.claims_of[change.id])} if change.id in found.claims_of else {}),
        }
        for change in changes
    ]
