"""What the rules of analysis start from: readings, devices, rows and papers, read back from their tables.

A record read from a table holds what analyses ask of it. What leads back to the page (place on it, caption, headers,
all steps but the one that settles a reading) stands in results/resolved.json alone and is empty here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from memlit.benchmark.metrics import column_of, rule_of
from memlit.benchmark.outputs import benchmark_table
from memlit.benchmark.rows import BenchmarkRow
from memlit.benchmark.values import load_papers
from memlit.config import Config, Metric
from memlit.datum import DERIVED_MARK, LookedFor, Reading, ReconciledDocument, Result, Unmapped
from memlit.devices.gather import NOT_STATED, Corpus
from memlit.devices.outputs import DEVICES, DOCUMENTS, LOOKED_FOR, READINGS, SECOND_READINGS, SERIES, UNMAPPED
from memlit.devices.resolved import Resolved
from memlit.devices.tuples import CIRCUIT, PARAMETERS, STATES, DevicePulse
from memlit.files import field_items, field_text
from memlit.library import Entry, Library
from memlit.parquet import read_rows

Cells = Mapping[str, Any]


def load_evidence(inputs: Mapping[str, str]) -> Resolved:
    """The record of choose_tuples as its tables say it; inputs: their files by name.

    readings, devices and papers; documents for their kinds, and the tables of second readings, of digitized series, of
    unmapped headers and of what was looked for where an analysis asks for them.
    """
    files = {name: Path(path) for name, path in inputs.items() if isinstance(path, str)}
    series = {row["id"]: _figure(row) for row in SERIES.read(files["series"])} if "series" in files else {}
    readings = _readings(read_rows(READINGS, files["readings"]), series)
    return Resolved(
        entries=load_library_table(files["papers"]).entries,
        corpus=Corpus(documents=_documents(files), readings=readings, problems=()),
        devices=_devices(read_rows(DEVICES, files["devices"]), readings),
    )


def load_library_table(path: Path) -> Library:
    """The library as papers.csv has it."""
    return Library(
        entries={
            key: Entry(
                key=key,
                kind="",
                fields={**paper.fields, **({"year": str(paper.year)} if paper.year else {})},
                sets=paper.sets,
                # A device paper without a class has none in the library either.
                device_classes=() if paper.roles and paper.classes == (NOT_STATED,) else paper.classes,
                roles=paper.roles,
            )
            for key, paper in load_papers(path).items()
        }
    )


def load_rows(path: Path, config: Config) -> list[BenchmarkRow]:
    """The rows of benchmark.parquet."""
    mean = config.conventions.conductance_mean
    known = {name: (each, column_of(name, each), rule_of(each, mean)) for name, each in config.metrics.items()}
    return [_row(cells, known) for cells in read_rows(benchmark_table(config.metrics), path)]


def _row(cells: Cells, known: Mapping[str, tuple[Metric, str, str]]) -> BenchmarkRow:
    metrics = {}
    for name, (metric, column, rule) in known.items():
        if cells[f"{column}_low"] is not None:
            metrics[name] = Result(
                id=f"{cells['id']}#{name}",
                kind="metric",
                label=metric.name,
                value=cells[column],
                low=cells[f"{column}_low"],
                high=cells[f"{column}_high"],
                unit=metric.unit,
                inputs=field_items(cells["readings"]),
                rule=rule,
            )
    ends = [float(end) for end in field_items(cells["segment"])]
    return BenchmarkRow(
        id=cells["id"],
        paper=cells["paper"],
        unit=field_text(cells["work"]),
        device=cells["device"],
        name=field_text(cells["name"]),
        device_class=cells["class"],
        role=cells["role"],
        set_name=cells["set"],
        pulse=cells["pulse"],
        condition=cells["condition"] and field_text(cells["condition"]),
        tier=cells["tier"],
        is_headline=cells["headline"],
        metrics=metrics,
        segment=((ends[0], ends[1]), (ends[2], ends[3])) if ends else None,
        flags=field_items(cells["flags"]),
        not_applicable=cells["not_applicable"],
        grade=cells["grade"],
    )


def _readings(rows: Iterable[Cells], series: Mapping[str, Cells]) -> tuple[Reading, ...]:
    """Readings in the order of their rows; a derived one has the datum of the printed one that it came from."""
    parameters, inputs = {}, {}
    known = list(rows)
    for cells in known:
        parameters[cells["id"]], inputs[cells["id"]] = cells["parameter"], field_items(cells["derived_from"])

    def printed(reading_id: str) -> str:
        own_id = reading_id.partition(DERIVED_MARK)[0]
        # What a curve reader takes of a series is named after one of its points, which is no row.
        return own_id if own_id in parameters else printed(inputs[reading_id][0])

    found = []
    for cells in known:
        datum_id = printed(cells["id"])
        own = series.get(cells["id"], {})
        found.append(Reading.model_validate(_reading(cells, datum_id, parameters[datum_id], own)))
    return tuple(found)


def _reading(cells: Cells, printed_id: str, parameter: str, series: Cells) -> dict[str, Any]:
    text = {name: field_text(cells[name]) for name in ("printed", "device", "work", "paper")}
    optional = {
        name: cells[name] and field_text(cells[name])
        for name in ("printed_piece", "printed_unit", "printed_comparator", "name", "class", "condition", "label")
    }
    settled, _, rule = field_text(cells["settled"]).partition(": ")
    datum = {
        "id": printed_id,
        "paper": cells["paper"],
        "device": text["device"],
        "parameter": parameter,
        "printed": {
            "text": text["printed"],
            "piece": optional["printed_piece"],
            "stub": optional["name"],
            "unit": optional["printed_unit"],
            "comparator": optional["printed_comparator"],
        },
        "locator": {
            "document": cells["document"],
            "file": field_text(cells["file"]),
            "page": cells["page"],
            "kind": cells["kind"],
            "label": optional["label"],
            "row": cells["row"],
            "panel": series.get("panel"),
        },
        "method": cells["method"],
        "tier": cells["tier"],
        "lineage": cells["lineage"],
        "unit": text["work"].removeprefix(text["paper"]).strip() or None,
        "device_class": optional["class"],
        "pulse": cells["pulse"],
        "condition": optional["condition"],
        "grade": cells["grade"],
        "figure": series.get("figure"),
    }
    return {
        "datum": datum,
        "id": cells["id"],
        "parameter": cells["parameter"],
        "value": cells["value"],
        "low": cells["low"],
        "high": cells["high"],
        "unit": cells["unit"],
        "comparator": cells["comparator"] or "",
        "uncertainty": cells["uncertainty"],
        "steps": [{"op": settled, "before": "", "after": "", "rule": rule}] if settled else [],
        "flags": field_items(cells["flags"]),
        "status": cells["status"],
        "reason": cells["reason"] and field_text(cells["reason"]),
        "inputs": field_items(cells["derived_from"]),
    }


def _figure(row: Cells) -> dict[str, Any]:
    """The panel of a digitized series, and the series as `datum` has it, without calibration points."""
    axes = {
        side: {
            "scale": row[f"{side}_scale"],
            "unit": row[f"{side}_printed_unit"] or "",
            "sign": row[f"{side}_sign"],
            "low": row[f"{side}_low"],
            "high": row[f"{side}_high"],
        }
        for side in ("x", "y")
    }
    same = ("trust", "kind", "n_points", "reader", "state", "x_quantity", "y_quantity", "x_unit", "y_unit")
    figure = {"points_sha256": "", **axes, **{name: row[name] for name in same}}
    return {"panel": row["panel"] and field_text(row["panel"]), "figure": figure}


def _devices(rows: Iterable[Cells], readings: Iterable[Reading]) -> tuple[DevicePulse, ...]:
    by_id = {reading.id: reading for reading in readings}
    return tuple(_device(cells, [by_id[name] for name in field_items(cells["readings"])]) for cells in rows)


def _device(cells: Cells, readings: Iterable[Reading]) -> DevicePulse:
    parts = {parameter: part for part, parameter in {**PARAMETERS[cells["pulse"]], **STATES, **CIRCUIT}.items()}
    chosen = {parts[reading.parameter]: reading for reading in readings}
    return DevicePulse.model_validate(
        {
            "id": cells["id"],
            "paper": cells["paper"],
            "device": cells["device"],
            "name": field_text(cells["name"]),
            "pulse": cells["pulse"],
            "condition": cells["condition"] and field_text(cells["condition"]),
            "tier": cells["tier"],
            "unit": field_text(cells["work"]),
            "device_class": cells["class"] and field_text(cells["class"]),
            "is_survey": cells["survey"],
            "is_first_curator": cells["first_curator"],
            "chosen": {**chosen, "flags": field_items(cells["flags"])},
            "conflicts": field_items(cells["conflicts"]),
        }
    )


def _documents(files: Mapping[str, Path]) -> tuple[ReconciledDocument, ...]:
    """Documents sorted by key, with what was looked for, not understood and read twice where the files are given."""
    unmapped: dict[str, list[Unmapped]] = defaultdict(list)
    for row in UNMAPPED.read(files["unmapped"]) if "unmapped" in files else ():
        header = {**row, "text": field_text(row["text"]), "nearest": field_items(row["nearest"])}
        unmapped[header.pop("document")].append(Unmapped(**header))
    sought: dict[str, list[LookedFor]] = defaultdict(list)
    for row in LOOKED_FOR.read(files["looked_for"]) if "looked_for" in files else ():
        words = {name: field_text(row[name]) for name in ("paper", "pages", "supplement")}
        sought[row["document"]].append(LookedFor(**words, parameters=field_items(row["parameters"])))
    second: dict[str, list[Reading]] = defaultdict(list)
    for reading in _readings(SECOND_READINGS.read(files["second_readings"]), {}) if "second_readings" in files else ():
        second[reading.datum.locator.document].append(reading)
    return tuple(
        ReconciledDocument(
            key=row["id"],
            kind=row["kind"],
            title=row["title"] and field_text(row["title"]),
            status=row["status"],
            reason=row["reason"] and field_text(row["reason"]),
            second=second[row["id"]],
            looked_for=sought[row["id"]],
            unmapped=unmapped[row["id"]],
        )
        for row in (DOCUMENTS.read(files["documents"]) if "documents" in files else ())
    )
