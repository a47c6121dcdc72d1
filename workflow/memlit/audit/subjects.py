"""Papers and devices with what the run did with them: why one has no row, is in no figure, not in the headline.

Where the numbers of the report stand: which figure, table and section prints which id, and how.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import pandas as pd

from memlit.datum import Result
from memlit.field.codes import CHOSEN_PARTS, WHY_BESIDE
from memlit.frames import cells_of, items_of, paired_items, row_dicts
from memlit.grouping import grouped
from memlit.library import Entry, ScreeningRow
from memlit.presentation.format import result_text
from memlit.presentation.text import spans, tokens_in

PlaceKind = Literal["section", "table", "figure"]


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """A place of the report with the ids of its numbers, sorted. `anchor` is the fragment of report.html.

    name: `fig11a`, a section's id, or `SECTION/table-2`; a figure named like a section is `figure-NAME`.
    is_section_wide: a figure without marks of its own in report.json stands for the numbers of the section around it;
    texts: of numbers that only a drawing shows.
    """

    name: str
    kind: PlaceKind
    title: str
    anchor: str
    ids: tuple[str, ...]
    is_section_wide: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)


def report_places(report: Mapping[str, Any]) -> list[ReportPlace]:
    """Places of report.json in its order; those without a number are kept, so that they can be named."""
    found: list[ReportPlace] = []
    sections = {section["id"] for section in report["sections"]}
    for section in report["sections"]:
        blocks = section["blocks"]
        whole = sorted({identifier for block in blocks for identifier in tokens_in(block, "num")})
        found.append(ReportPlace(section["id"], "section", section["title"], section["id"], tuple(whole)))
        tables = [block for block in blocks if block["type"] == "table"]
        for number, block in enumerate(tables, start=1):
            title = without_tokens(block["caption"])
            ids = tuple(sorted(set(tokens_in(block, "num"))))
            found.append(ReportPlace(f"{section['id']}/table-{number}", "table", title, section["id"], ids))
        for block in blocks:
            if block["type"] == "figure":
                place = _figure(block, whole)
                found.append(replace(place, name=place.anchor) if place.name in sections else place)
    return found


def _figure(block: Mapping[str, Any], whole: list[str]) -> ReportPlace:
    name, title = block["name"], without_tokens(block["caption"])
    if block.get("drawn") is None:
        return ReportPlace(name, "figure", title, f"figure-{name}", tuple(whole), is_section_wide=True)
    texts = dict(block["drawn"])
    return ReportPlace(name, "figure", title, f"figure-{name}", tuple(sorted(texts)), texts=texts)


def without_tokens(text: str) -> str:
    """A text of the report as plain words, its numbers as an ellipsis."""
    return "".join("…" if span.kind == "num" else span.content for span in spans(text))


_NEEDED = ("v_spike", "tau", "g_on", "g_off")
"""Parts of a tuple that the action energy needs; a ratio may stand in for one of the conductances."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What `memlit audit --why-not` can be asked about. reference: number in the review's list, None without."""

    id: str
    kind: str
    reference: int | None
    record: dict[str, Any]


class ReadingFate(NamedTuple):
    """A printed reading and what became of it."""

    id: str
    status: str
    reason: str | None


class RunTables(NamedTuple):
    """readings.parquet, devices.parquet and benchmark.parquet, and the metrics of each row by name."""

    readings: pd.DataFrame
    devices: pd.DataFrame
    benchmark: pd.DataFrame
    metrics: Mapping[str, Mapping[str, Result]]


FATE_COLUMNS = ("id", "paper", "device", "status", "reason", "derived_from")
"""Columns of readings.parquet that are asked for."""


def subjects(
    entries: Mapping[str, Entry],
    screening: Iterable[ScreeningRow],
    tables: RunTables,
    places: Sequence[ReportPlace],
    headline: Mapping[str, str],
) -> list[Subject]:
    """Every paper, device and screened record of a run, sorted by id. headline: its `set` and its `pulse`."""
    drawn = {place.name: set(place.ids) for place in places if place.kind == "figure" and not place.is_section_wide}
    by_device = grouped(row_dicts(tables.benchmark), lambda row: row["tuple"])
    pulses = grouped(row_dicts(tables.devices), lambda device: f"{device['paper']}/{device['device']}")
    printed = tables.readings[tables.readings["paper"].notna() & tables.readings["derived_from"].isna()]
    fates = list(map(ReadingFate._make, cells_of(printed, ReadingFate._fields)))
    names = zip(printed["paper"], printed["paper"] + "/" + printed["device"], strict=True)
    of_papers, of_devices = defaultdict(list), defaultdict(list)
    for (paper, device), fate in zip(names, fates, strict=True):
        of_papers[paper].append(fate)
        of_devices[device].append(fate)
    devices = {
        name: {
            "readings": by_reason(own),
            "pulses": [
                _pulse(device, by_device.get(device["id"], ()), entries, tables.metrics, drawn, headline)
                for device in sorted(pulses.get(name, ()), key=lambda device: (device["pulse"], device["survey"]))
            ],
        }
        for name, own in of_devices.items()
    }
    found = [Subject(name, "device", None, record) for name, record in devices.items()]
    found += paper_subjects(entries, screening, {name: by_reason(own) for name, own in of_papers.items()}, devices)
    return sorted(found, key=lambda subject: (subject.kind, subject.id))


def paper_subjects(
    entries: Mapping[str, Entry],
    screening: Iterable[ScreeningRow],
    readings: Mapping[str, dict[str, int]],
    items: Iterable[str],
    *,
    has_roles: bool = True,
) -> list[Subject]:
    """Every entry and every screened record. readings: by paper, counted by use; items: `PAPER/ITEM` of each."""
    of_paper = grouped(sorted(items), lambda name: name.split("/", 1)[0])
    screened = grouped(screening, lambda row: row.record)
    found = []
    for key in sorted({*entries, *screened}):
        entry = entries.get(key)
        record: dict[str, Any] = {"in_library": entry is not None, "screening": list(map(_said, screened.get(key, ())))}
        if entry is not None:
            record |= {
                "name": entry.short_name,
                "sets": list(entry.sets),
                "roles": list(entry.roles) if has_roles else None,
                "classes": list(entry.device_classes),
                "readings": readings.get(key, {}),
                "devices": of_paper.get(key, []),
            }
        found.append(Subject(key, "paper", entry.reviewref if entry else None, record))
    return found


def _said(row: ScreeningRow) -> str:
    """A line of screening.csv in words."""
    said = f"{row.stage}: {row.decision}{', ' + row.reason if row.reason else ''}"
    return f"{said} ({row.who}, {row.date})" if row.who else said


def by_reason(readings: Iterable[ReadingFate], left_out: Mapping[str, str] | None = None) -> dict[str, int]:
    """How many readings are used, and how many are not for which reason; left_out: why a value is not, by its id."""
    counts = Counter(_reason(reading, (left_out or {}).get(reading.id, "")) for reading in readings)
    return dict(sorted(counts.items()))


def _reason(reading: ReadingFate, why: str) -> str:
    if reading.status == "value":
        return why or "value"
    return f"{reading.status}: {reading.reason}" if reading.reason else reading.status


_Row = Mapping[str, Any]
"""A row of devices.parquet or benchmark.parquet."""


def _pulse(
    device: _Row,
    rows: Iterable[_Row],
    entries: Mapping[str, Entry],
    metrics: Mapping[str, Mapping[str, Result]],
    drawn: Mapping[str, Collection[str]],
    headline: Mapping[str, str],
) -> dict[str, Any]:
    chosen = paired_items(device[CHOSEN_PARTS], device["readings"])
    parts = {part: chosen[part] for part in (*_NEEDED, "ratio") if part in chosen}
    own = [row for row in rows if row["tier"] == (device["tier"] or "")]
    entry = entries.get(device["paper"])
    return {
        "pulse": device["pulse"],
        "survey": device["survey"],
        "parts": parts,
        "missing": [name for name in _NEEDED if name not in parts],
        "flags": list(items_of(device["flags"])),
        "conflicts": list(items_of(device["conflicts"])),
        "rows": [_row(row, parts, metrics, drawn, headline) for row in own],
        "no_row": "" if own else _no_row(device, entry is not None and bool(entry.roles)),
    }


def _no_row(device: _Row, has_role: bool) -> str:
    if device["tier"] is None:
        return "no reading of its pulse or states is usable"
    if not has_role:
        return "no_role: its entry in references.bib has no role (synapse, neuron), so it is no device paper"
    return "no_set: its entry in references.bib is in no set of config.yaml"


def _row(
    row: _Row,
    parts: Collection[str],
    metrics: Mapping[str, Mapping[str, Result]],
    drawn: Mapping[str, Collection[str]],
    headline: Mapping[str, str],
) -> dict[str, Any]:
    known = metrics.get(row["id"], {})
    ids = {result.id for result in known.values()}
    return {
        "id": row["id"],
        "class": row["class"],
        "role": row["role"],
        "set": row["set"],
        "metrics": {name: result_text(result) for name, result in known.items()},
        "not_applicable": row["not_applicable"],
        "flags": list(items_of(row["flags"])),
        "figures": sorted(name for name, marks in drawn.items() if not ids.isdisjoint(marks)),
        "not_in_fig11a": "" if not ids.isdisjoint(drawn.get("fig11a", ())) else _not_drawn(row, parts, headline),
        "not_headline": _not_headline(row, bool(known), headline),
    }


def _not_drawn(row: _Row, parts: Collection[str], headline: Mapping[str, str]) -> str:
    """Why Fig. 11a has no mark of a row."""
    if row["role"] == "neuron":
        return "a neuron: the figure shows synapses"
    if row["not_applicable"]:
        return str(row["not_applicable"])
    if row["pulse"] == "unpaired":
        return "unpaired: its source does not name the transition of voltage and time"
    lacking = [name for name in ("v_spike", "tau") if name not in parts]
    states = [name for name in ("g_on", "g_off") if name not in parts]
    if lacking or len(states) == 2:
        wanted = [*lacking, *(["a conductance"] if len(states) == 2 else [])]
        return f"action energy or standby power is not bounded: {', '.join(wanted)} is not known"
    if row["pulse"] != headline["pulse"]:
        return "it is of another transition than the figure shows"
    return "action energy or standby power is bounded on one side only"


def _not_headline(row: _Row, is_known: bool, headline: Mapping[str, str]) -> list[str]:
    reasons = []
    if row["set"] != headline["set"]:
        reasons.append(f"its set is {row['set']}, the headline's is {headline['set']}")
    if row["pulse"] != headline["pulse"]:
        reasons.append(f"its pulse is {row['pulse']}, the headline's is {headline['pulse']}")
    if "mixed_sources" in items_of(row["flags"]):
        reasons.append("mixed_sources: no single source gives enough of its tuple")
    elif is_known and not row["counted"]:
        reasons.append(f"{row['whose_number']}: {WHY_BESIDE[row['whose_number']]}")
    if row["pulse"] == headline["pulse"] and not is_known:
        reasons.append("no metric is known")
    return reasons


def metrics_of_rows(numbers: Iterable[Result]) -> dict[str, dict[str, Result]]:
    """The metrics among the numbers of a run by row of the benchmark, then by name."""
    metrics: dict[str, dict[str, Result]] = defaultdict(dict)
    for result in numbers:
        if result.kind == "metric":
            row, _, name = result.id.rpartition("#")
            metrics[row][name] = result
    return metrics
