"""Questions that start from a printed number, a claim, a paper or an item of one. Light: SQLite and JSON only."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from memlit.audit.chain import place_text
from memlit.audit.lookup import Index, escaped_like
from memlit.errors import RecordError

_MAX_DATA = 40
MAX_MATCHES = 200
MAX_NEAR = 5
_TOKEN = re.compile(r"\d[\d.]*(?: × 10-?\d+)?|10-\d+")
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": None, "−": "-"})


def printed_numbers(index: Index, text: str, place: str | None = None) -> dict[str, Any]:
    """The numbers that the report prints as `text` in a figure, table or section, each with its printed data.

    text: `0.396`, or with its unit `0.396 nJ`. Raises RecordError for an unknown place, and where nothing is printed
    so: then it names the nearest numbers of the place.
    """
    wanted = " ".join(_plain(text).split())
    value, unit = _split(wanted, text)
    where = _place(index, place) if place else None
    matches = [row for row in _printed(index, value, where) if _is_printed(row[1], value, unit)]
    if not matches:
        near = ", ".join(_nearest(index, value, where)) or "none"
        problem = f"is not printed in {where['name']}" if where else "is printed nowhere in the report"
        remedy = f"the nearest there: {near}" if where else "name the place with --in for the nearest numbers there"
        raise RecordError(text, problem, remedy)
    return {
        "number": text,
        "in": where["name"] if where else None,
        "section_wide": bool(where and where["is_section_wide"]),
        "matches": [_match(index, identifier, shown) for identifier, shown in matches],
    }


def _plain(text: str) -> str:
    return text.translate(_SPACES).translate(_RAISED)


def _split(wanted: str, text: str) -> tuple[str, str]:
    found = _TOKEN.match(wanted.lstrip("≥≤~- "))
    if found is None:
        raise RecordError(text, "is no number", "give it as the report prints it: 0.396, or '0.396 nJ'")
    return found.group(), wanted.lstrip("≥≤~- ")[found.end() :].strip().replace("u", "µ")


def _place(index: Index, asked: str) -> dict[str, Any]:
    """The place of a name, or of the words that it begins with in the report: `fig11a`, `Fig. 11a`, `Coverage`."""
    rows = index.database.execute("SELECT name, kind, title, is_section_wide FROM place ORDER BY name").fetchall()
    wanted = _bare(asked)
    found: list[Any] = []
    for is_it in (
        lambda row: row[0] == asked,
        lambda row: wanted in {_bare(row[0]), _bare(row[2])},
        lambda row: bool(wanted) and _bare(row[2]).startswith(wanted),
    ):
        found = found or [row for row in rows if is_it(row)]
    if len(found) > 1:
        raise RecordError(asked, "names several places", f"name one of {', '.join(row[0] for row in found)}")
    if not found:
        known = {kind: ", ".join(row[0] for row in rows if row[1] == kind) for kind in ("figure", "section")}
        remedy = (
            f"name a figure ({known['figure']}), a section ({known['section']}), its table as SECTION/table-1, or the "
            "words that one of them begins with"
        )
        raise RecordError(asked, "is no figure, table or section of the report", remedy)
    return {"name": found[0][0], "title": found[0][2], "is_section_wide": found[0][3]}


def _bare(words: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(character for character in words.casefold() if character.isalnum())


def _printed(index: Index, value: str, where: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Candidates: what holds the digits of `value`, which are the same with and without a thin space or a minus."""
    digits = value.split(" ")[0]
    if len(digits.split(".")[0]) > 3:
        # The report parts thousands by a thin space.
        digits = digits.split(".")[0][-3:]
    pattern = f"%{escaped_like(digits)}%"
    if where:
        query = "SELECT id, text FROM printed WHERE place = ? AND text LIKE ? ESCAPE '\\' ORDER BY id"
        return index.database.execute(query, (where["name"], pattern)).fetchall()
    query = "SELECT DISTINCT id, text FROM printed WHERE text LIKE ? ESCAPE '\\' ORDER BY id"
    return index.database.execute(query, (pattern,)).fetchall()


def _is_printed(shown: str, value: str, unit: str) -> bool:
    plain = _plain(shown)
    return value in _TOKEN.findall(plain) and (not unit or plain.endswith(f" {unit}") or plain.endswith(unit))


def _nearest(index: Index, value: str, where: dict[str, Any] | None) -> list[str]:
    """Printed numbers nearest to `value` on a ratio scale."""
    if not where:
        return []
    rows = index.database.execute("SELECT DISTINCT text FROM printed WHERE place = ?", (where["name"],))
    wanted = _as_float(value)
    found = []
    for (shown,) in rows:
        sizes = [number for token in _TOKEN.findall(_plain(shown)) if (number := _as_float(token)) > 0]
        if sizes and wanted > 0:
            found.append((min(max(size / wanted, wanted / size) for size in sizes), shown))
    return [shown.replace("\u00a0", " ") for _, shown in sorted(found)[:MAX_NEAR]]


def _as_float(token: str) -> float:
    try:
        return float(token.replace(" × 10", "e"))
    except ValueError:
        return 0.0


def _match(index: Index, identifier: str, shown: str) -> dict[str, Any]:
    node = index.node(identifier)
    data = index.printed_below(identifier, _MAX_DATA + 1)
    return {
        "id": identifier,
        "label": node.label,
        "printed": shown,
        "rule": node.record.get("rule", ""),
        "places": index.places_of(identifier),
        "data": [_datum(index, datum) for datum in data[:_MAX_DATA]],
        "more_data": len(data) > _MAX_DATA,
    }


def _datum(index: Index, identifier: str) -> dict[str, Any]:
    node = index.node(identifier)
    datum = node.record["datum"]
    return {
        "id": identifier,
        "parameter": node.label,
        "printed": datum["printed"]["text"],
        "display": node.display,
        "device": f"{datum['paper'] or '?'}/{datum['device']}",
        "where": place_text(datum["locator"]),
        "trust": f"{datum['tier']}, {datum['method']}",
        "status": node.status,
    }


def number_lines(answer: dict[str, Any]) -> Iterator[str]:
    """Lines of the answer to a printed number: each id that it may be, with label, text and rule."""
    matches = answer["matches"]
    if answer["section_wide"]:
        yield f"the marks of {answer['in']} are no numbers of the report: these are the numbers of its section"
    for match in matches[:MAX_MATCHES]:
        yield match["id"]
        yield f"  {match['label']} = {match['printed']}"
        if match["rule"]:
            yield f"  how      {match['rule']}"
        yield f"  in       {', '.join(match['places']) or 'a card only'}"
        for datum in match["data"]:
            yield f"  {datum['id']}"
            yield f"    {datum['parameter']} of {datum['device']}: printed {datum['printed']!r}"
            yield f"    {datum['where']} ({datum['trust']})"
        if match["more_data"]:
            yield f"  and more: memlit audit {match['id']}"
    if len(matches) > MAX_MATCHES:
        yield f"and {len(matches) - MAX_MATCHES} more numbers"


def claim(index: Index, name: str) -> dict[str, Any]:
    """The verdict on a claim of config/claims.yaml with its rule, its evidence and what is missing.

    Raises RecordError with the nearest claims where there is none of this name.
    """
    if not index.has_kind("claim"):
        raise RecordError(name, "is no claim: this review judges none", "ask for a number: memlit audit ID")
    node = index.node(name if name.startswith("claim/") else f"claim/{name}")
    record = node.record
    if "claim" not in record:
        raise RecordError(name, "is a number of a claim", f"give the claim: {name.split('#')[0]}")
    about = record["claim"]
    words = (about["metric"], "of", about["subject"], about["comparator"], about["value"], about["unit"])
    return {
        "id": about["id"],
        "verdict": node.display,
        "says": " ".join(filter(None, words)),
        "section": about["section"],
        "note": about["note"],
        "rule": record["analysis"],
        "reason": record["reason"],
        "numbers": [_number(index, identifier, "") for identifier in record["numbers"]],
        "evidence": [_number(index, shown["id"], shown["label"]) for shown in record["evidence"]],
        "context": [_number(index, shown["id"], shown["label"]) for shown in record["context"]],
        "printed": [_number(index, identifier, "") for identifier in record["printed"]],
        "missing": record["missing"],
    }


def _number(index: Index, identifier: str, label: str) -> dict[str, Any]:
    node = index.node(identifier)
    return {"id": identifier, "label": label or node.label, "display": node.display}


def claim_lines(answer: dict[str, Any]) -> Iterator[str]:
    """Lines of the answer to a claim: its verdict, the rule and what it rests on."""
    yield f"{answer['id']}: {answer['verdict'].replace('_', ' ')}"
    yield f"  review   {answer['says']} (section {answer['section']})"
    if answer["note"]:
        yield f"  note     {answer['note']}"
    yield f"  rule     {answer['rule']}"
    yield f"  why      {answer['reason']}"
    for title in ("numbers", "evidence", "context", "printed"):
        for item in answer[title]:
            yield f"  {title:<9}{item['label']} = {item['display']}  {item['id']}"
    missing = answer["missing"]
    if missing["words"]:
        yield f"  missing  {missing['words']}"
    for title in ("parameters", "papers"):
        if missing[title]:
            yield f"  missing {title}: {', '.join(missing[title])}"


def why_not(index: Index, name: str) -> dict[str, Any]:
    """What a run did with a paper (key, or number in the review's list) or an item of one (`PAPER/ITEM` or `ITEM`).

    Raises RecordError with the nearest names where there is none.
    """
    database = index.database
    reference = int(name.strip("[]")) if name.strip("[]").isdecimal() else None
    query = "SELECT * FROM subject WHERE id = ? OR reference = ? ORDER BY id = ? DESC"
    row = database.execute(query, (name, reference, name)).fetchone()
    if row is None:
        near = database.execute(
            "SELECT id FROM subject WHERE id LIKE ? ESCAPE '\\' ORDER BY id LIMIT 6", (f"%{escaped_like(name)}%",)
        ).fetchall()
        exact = [key for (key,) in near if key.endswith(f"/{name}")]
        if len(exact) != 1:
            remedy = f"did you mean {', '.join(key for (key,) in near)}?" if near else "give a key of references.bib"
            raise RecordError(name, "is no paper or item of this run", remedy)
        row = database.execute("SELECT * FROM subject WHERE id = ?", (exact[0],)).fetchone()
    answer = {"id": row[0], "kind": row[1], "reference": row[2], **json.loads(row[3])}
    if row[1] == "paper":
        answer["of_devices"] = {key: _subject(index, key) for key in answer.get("devices", [])[:_MAX_DATA]}
    return answer


def _subject(index: Index, name: str) -> dict[str, Any]:
    row = index.database.execute("SELECT record FROM subject WHERE id = ?", (name,)).fetchone()
    return dict(json.loads(row[0])) if row else {}


def why_not_lines(answer: dict[str, Any]) -> Iterator[str]:
    """Lines that say why a paper or an item of one has no metric."""
    yield answer["id"]
    if answer["kind"] != "paper":
        yield from _item_lines(answer, "  ")
        return
    for line in answer["screening"]:
        yield f"  screened  {line}"
    if not answer["in_library"]:
        yield "  library   no entry in references.bib: nothing of it can be used"
        return
    about = ("sets", "roles", "classes") if answer["roles"] is not None else ("sets", "classes")
    yield "  library   " + "; ".join(f"{name} {_listed(answer[name])}" for name in about)
    if not answer["devices"]:
        yield "  evidence  none: no document of this run prints a value of it, so it has no row and is in no figure"
    for name, record in answer["of_devices"].items():
        yield f"  {name}"
        yield from _item_lines(record, "    ")
    if len(answer["devices"]) > len(answer["of_devices"]):
        yield f"  and {len(answer['devices']) - len(answer['of_devices'])} more"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def _item_lines(record: dict[str, Any], indent: str) -> Iterator[str]:
    for reason, count in record["readings"].items():
        what = "used as values" if reason == "value" else f"not used, {reason}"
        yield f"{indent}readings  {count} {what}"
    lines = _observation_lines(record["observations"]) if "observations" in record else _device_lines(record)
    yield from (f"{indent}{line}" for line in lines)


def _observation_lines(observations: Iterable[dict[str, Any]]) -> Iterator[str]:
    """What is known of an item under each condition, what it lacks, and where it is compared."""
    for one in observations:
        metrics = "; ".join(f"{name.replace('_', ' ')} {text}" for name, text in one["metrics"].items())
        yield f"{one['at'] or 'of it'} ({one['class'].replace('_', ' ')}): {metrics or 'no metric is known'}"
        for name, parameters in one["lacking"].items():
            yield f"  no {name.replace('_', ' ')}: it lacks {', '.join(parameters)}"
        for line in one["conflicts"]:
            yield f"  conflict  {line}"
        compared = (f"{name.replace('_', ' ')} at {', '.join(places)}" for name, places in one["compared"].items())
        yield f"  compared  {'; '.join(compared) or 'nowhere: ' + _not_compared(one)}"


def _not_compared(one: dict[str, Any]) -> str:
    if not one["metrics"]:
        return "no metric is known"
    is_stated = one["class"] != "not_stated"
    return "its condition is within no ends of field.yaml" if is_stated else "its class is not stated"


def _device_lines(record: dict[str, Any]) -> Iterator[str]:
    if not record["pulses"]:
        yield "no row    no usable reading is an amplitude, a width or a state of its pulse"
    for pulse in record["pulses"]:
        survey = ", as a survey prints it" if pulse["survey"] else ""
        yield f"{pulse['pulse']} pulse{survey}"
        yield from (f"  {line}" for line in _pulse_lines(pulse))


def _pulse_lines(pulse: dict[str, Any]) -> Iterator[str]:
    for part, identifier in pulse["parts"].items():
        yield f"has       {part}: {identifier}"
    if pulse["missing"]:
        yield f"lacks     {', '.join(pulse['missing'])}"
    for line in pulse["conflicts"]:
        yield f"conflict  {line}"
    if pulse["no_row"]:
        yield f"no row    {pulse['no_row']}"
    for row in pulse["rows"]:
        metrics = "; ".join(f"{name.replace('_', ' ')} {text}" for name, text in row["metrics"].items())
        yield f"row       {row['id']} ({row['class']}, {row['role']}): {metrics or 'no metric is known'}"
        if row["flags"]:
            yield f"  flags     {', '.join(row['flags'])}"
        yield f"  figures   {_listed(row['figures'])}"
        if row["not_in_fig11a"]:
            yield f"  not in fig11a: {row['not_in_fig11a']}"
        headline = "; ".join(row["not_headline"])
        yield f"  not in the headline: {headline}" if headline else "  in the headline"
