"""A difference as lines for a person and as plain data for JSON."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from memlit.changes.compare import CHANGE_KINDS, Difference, Move, RowChange, decision_of

_MOST_LINES = 40
_SIGNS = {"added": "+", "changed": "~", "withdrawn": "-"}
_LONGEST = 80
_TITLES = {
    "devices": "devices (tuples)",
    "benchmark": "benchmark rows",
    "classes": "class summaries",
    "comparisons": "class comparisons",
    "comparison_pairs": "pairs of classes",
    "comparison_tests": "tests over classes",
    "claims": "claims",
    "observations": "values of observations",
    "metrics": "metrics",
    "classes_at": "classes under one condition",
    "pairs_at": "pairs of classes under one condition",
}
_BY_ROW = ("devices", "benchmark", "observations", "metrics")
"""Tables of which each row is told; of the next only how many."""
_COUNTED = ("classes", "comparisons", "comparison_pairs", "comparison_tests", "classes_at", "pairs_at")
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


def render(difference: Difference) -> str:
    """The difference as text; equal results are one line."""
    if difference.is_equal and not (difference.absent or difference.columns):
        return f"no difference between {difference.old} and {difference.new}"
    return "\n".join(_lines(difference))


def _lines(found: Difference) -> Iterator[str]:
    yield f"from {found.old} to {found.new}"
    yield from _section("data", found.data, lambda change: _datum(change, found))
    yield from _section("derived values", found.derived, lambda change: _datum(change, found))
    if found.not_accepted:
        yield f"read differently from the record, not accepted: {len(found.not_accepted)}"
        yield from _cut([[line, *_claims_on(id_in(line), found)] for line in found.not_accepted])
    for name in _BY_ROW:
        yield from _section(_TITLES[name], found.tables.get(name, ()), _row)
    if found.medians:
        yield f"medians: {len(found.medians)} moved"
        yield from _cut([[_move(move)] for move in found.medians])
    yield from _section("decisions", found.decisions, _decision)
    yield from _section("claims", found.tables.get("claims", ()), _claim)
    for name in _COUNTED:
        if changes := found.tables.get(name, ()):
            yield f"{_TITLES[name]}: {_counts(changes)}"
    yield from (f"{name}.csv: {n} {'row differs' if n == 1 else 'rows differ'}" for name, n in found.others.items())
    yield from (f"input {line}" for line in found.inputs)
    if found.absent:
        yield f"not compared: {', '.join(found.absent)}"
    if found.columns:
        yield f"columns on one side only, not compared: {', '.join(found.columns)}"
    if found.is_equal:
        yield "everything that was compared is equal"


@dataclass(frozen=True, slots=True)
class ChangeSection:
    """What changed of one kind: its title with the counts, a line for each change, and whether it moves no result."""

    title: str
    lines: tuple[str, ...]
    is_minor: bool = False


def change_sections(found: Difference) -> list[ChangeSection]:
    """The difference by kinds, first what a reader of the report sees; at most _MOST_SHOWN lines of each kind."""

    def section(title: str, changes: Sequence[RowChange], lines_of: Callable[[RowChange], list[str]]) -> ChangeSection:
        return _changed(f"{title}: {_counts(changes)}", [line for change in changes for line in lines_of(change)])

    unused = [change for change in found.data if _is_unused(change)]
    used = [change for change in found.data if not _is_unused(change)]
    tables = found.tables
    sections = [
        _changed(f"medians: {len(found.medians)} moved", [_move(move) for move in found.medians]),
        section("claims", tables.get("claims", ()), _claim),
        section("decisions", found.decisions, _decision),
        *(section(_TITLES[name], tables.get(name, ()), _row) for name in _BY_ROW),
        section("values", used, lambda change: _datum(change, found)),
        section("derived values", found.derived, lambda change: _datum(change, found)),
        _changed(f"read differently from the record: {len(found.not_accepted)}", found.not_accepted),
        replace(section("candidates that nothing uses", unused, lambda change: _datum(change, found)), is_minor=True),
        *(replace(section(_TITLES[name], tables.get(name, ()), _row), is_minor=True) for name in _COUNTED),
        replace(_changed("other tables", [f"{name}.csv: {n} rows" for name, n in found.others.items()]), is_minor=True),
    ]
    return [one for one in sections if one.lines]


def changes_of_item(found: Difference, is_own: Callable[[RowChange], bool]) -> list[str]:
    """A line for each change of the values of one item and of the rows that are about it."""
    values = filter(is_own, (*found.data, *found.derived))
    rows = (change for name in _BY_ROW for change in found.tables.get(name, ()) if is_own(change))
    return [line for change in values for line in _datum(change, found)] + [
        line for change in rows for line in _row(change)
    ]


_MOST_SHOWN = 200


def _changed(title: str, lines: Sequence[str]) -> ChangeSection:
    more = (f"and {len(lines) - _MOST_SHOWN} more; memlit diff --json has all",) if len(lines) > _MOST_SHOWN else ()
    return ChangeSection(title, (*lines[:_MOST_SHOWN], *more))


def _is_unused(change: RowChange) -> bool:
    """Whether a datum is excluded before and after, where it is there."""
    return all(row.get("status") == "excluded" for row in (change.old, change.new) if row)


def _section(title: str, changes: Sequence[RowChange], lines_of: Callable[[RowChange], list[str]]) -> Iterator[str]:
    if changes:
        yield f"{title}: {_counts(changes)}"
        yield from _cut([lines_of(change) for change in changes])


def _counts(changes: Iterable[RowChange]) -> str:
    kinds = [change.kind for change in changes]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in CHANGE_KINDS)


def id_in(line: str) -> str:
    """The id in a line of a difference, `~ ID  what`."""
    return line[2:].split("  ", 1)[0]


def _cut(items: Sequence[list[str]]) -> Iterator[str]:
    for item in items[:_MOST_LINES]:
        yield from (f"  {line}" for line in item)
    if len(items) > _MOST_LINES:
        yield f"  and {len(items) - _MOST_LINES} more; --json has all"


def _datum(change: RowChange, found: Difference) -> list[str]:
    row = change.row
    about = " ".join(filter(None, (row.get("paper"), row.get("device") or row.get("label"), row.get("parameter"))))
    head = f"{_SIGNS[change.kind]} {change.id}  {about}"
    told = (_short(row.get("printed", "")), _value(row), row.get("status"))
    lines = [f"{head}: {_fields(change) if change.kind == 'changed' else ', '.join(filter(None, told))}"]
    return [*lines, *_claims_on(change.id, found)]


def _claims_on(datum_id: str, found: Difference) -> list[str]:
    claims = found.claims_of.get(datum_id)
    return [f"    claims that rest on it: {', '.join(claims)}"] if claims else []


def _value(row: Any) -> str:
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


def _row(change: RowChange) -> list[str]:
    fields = f": {_fields(change)}" if change.kind == "changed" else ""
    return [f"{_SIGNS[change.kind]} {change.id}{fields}"]


def _decision(change: RowChange) -> list[str]:
    before, after = (_pair(row) for row in (change.old, change.new))
    words = f"{before} -> {after}" if change.kind == "changed" else before or after
    return [f"{_SIGNS[change.kind]} {change.id}: {words}"]


def _pair(row: Any) -> str:
    if not row:
        return ""
    ends = (row.get("ratio_low"), row.get("ratio_high"))
    interval = f" ({_digits(ends[0])} to {_digits(ends[1])})" if all(ends) else ""
    chance = f", chance {_digits(row['chance'])}" if row.get("chance") else ""
    ratio = f", ratio {_digits(row['ratio'])}{interval}" if row.get("ratio") else ""
    p = row.get("p_holm") or row.get("p_adjusted")
    holm = f", p (Holm) {_digits(p)}" if p else ""
    return f"{decision_of(row)}{ratio}{chance}{holm}"


def _claim(change: RowChange) -> list[str]:
    if change.kind != "changed":
        return [f"{_SIGNS[change.kind]} {change.id}: {change.row.get('verdict', '')}"]
    verdict = f"verdict {change.new['verdict']}, as before; " if "verdict" not in change.fields else ""
    low, high = change.old.get("interval_low"), change.old.get("interval_high")
    interval = f"; former interval {_digits(low)} to {_digits(high)} SI" if low and high else ""
    return [f"~ {change.id}: {verdict}{_fields(change)}{interval}"]


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
