"""What the rules of analysis start from: readings, devices, rows and papers, read back from their tables.

A record read from a table holds what analyses ask of it. What leads back to the page (place on it, caption, headers,
all steps but the one that settles a reading) stands in results/resolved.json alone and is empty here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from memlit.benchmark.metrics import column_of
from memlit.benchmark.rows import BenchmarkRow, benchmark_table, metric_result
from memlit.benchmark.values import load_papers
from memlit.config import Config, Metric
from memlit.datum import DERIVED_MARK, LookedFor, Reading, ReconciledDocument, Unmapped
from memlit.devices.gather import NOT_STATED, Corpus
from memlit.devices.outputs import (
    DEVICES,
    DOCUMENTS_TABLE,
    LOOKED_FOR,
    READINGS_TABLE,
    SECOND_READINGS,
    SERIES_TABLE,
    UNMAPPED,
)
from memlit.devices.resolved import Resolved
from memlit.devices.tuples import CIRCUIT, STATES, TUPLE_PARAMETERS, DevicePulse
from memlit.files import field_items, field_text
from memlit.library import Entry, Library
from memlit.parquet import read_table_rows
from memlit.published import PublishedTable

_Cells = Mapping[str, Any]


def load_evidence(inputs: Mapping[str, str]) -> Resolved:
    """The record of choose_tuples as its tables say it; inputs: their files by name.

    readings, devices and papers; documents for their kinds, and the tables of second readings, of digitized series, of
    unmapped headers and of what was looked for where an analysis asks for them.
    """
    files = {name: Path(path) for name, path in inputs.items() if isinstance(path, str)}
    series = {row["id"]: _figure(row) for row in SERIES_TABLE.read(files["series"])} if "series" in files else {}
    readings = _readings(read_table_rows(READINGS_TABLE, files["readings"]), series)
    return Resolved(
        entries=load_library_table(files["papers"]).entries,
        corpus=Corpus(documents=_documents(files), readings=readings, problems=()),
        devices=_devices(read_table_rows(DEVICES, files["devices"]), readings),
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
    mean, table = config.conventions.conductance_mean, benchmark_table(config.metrics)
    return [_row(table, cells, config.metrics, mean) for cells in read_table_rows(table, path)]


def _row(table: PublishedTable[BenchmarkRow], cells: _Cells, known: Mapping[str, Metric], mean: str) -> BenchmarkRow:
    inputs, metrics = field_items(cells["readings"]), {}
    for name, metric in known.items():
        column = column_of(name, metric)
        value, low, high = (cells[column], cells[f"{column}_low"], cells[f"{column}_high"])
        if low is not None:
            metrics[name] = metric_result(cells["id"], name, metric, (value, low, high), inputs, mean)
    ends = [float(end) for end in field_items(cells["segment"])]
    segment = ((ends[0], ends[1]), (ends[2], ends[3])) if ends else None
    own = {name: cell for name, cell in table.fields(cells).items() if name in BenchmarkRow.model_fields}
    lists = {name: field_items(cells[name]) for name in ("flags", "counted", "beside")}
    return BenchmarkRow.model_validate({**own, **lists, "metrics": metrics, "segment": segment})


def _readings(rows: Iterable[_Cells], series: Mapping[str, _Cells]) -> tuple[Reading, ...]:
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


def _reading(cells: _Cells, printed_id: str, parameter: str, series: _Cells) -> dict[str, Any]:
    reading = READINGS_TABLE.fields(cells)["reading"]
    datum, printed = reading["datum"], reading["datum"]["printed"]
    work = field_text(cells["work"]).removeprefix(field_text(cells["paper"])).strip()
    datum |= {"id": printed_id, "parameter": parameter, "unit": work or None, "figure": series.get("figure")}
    datum |= {"device": datum["device"] or "", "cited": None}
    datum["locator"]["panel"] = series.get("panel")
    printed["text"] = printed["text"] or ""
    printed["piece"] = cells["printed_piece"] and field_text(cells["printed_piece"])
    settled, _, rule = field_text(cells["settled"]).partition(": ")
    return {
        **reading,
        "comparator": cells["comparator"] or "",
        "steps": [{"op": settled, "before": "", "after": "", "rule": rule}] if settled else [],
        "flags": field_items(cells["flags"]),
        "inputs": field_items(cells["derived_from"]),
    }


def _figure(row: _Cells) -> dict[str, Any]:
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


def _devices(rows: Iterable[_Cells], readings: Iterable[Reading]) -> tuple[DevicePulse, ...]:
    by_id = {reading.id: reading for reading in readings}
    return tuple(_device(cells, [by_id[name] for name in field_items(cells["readings"])]) for cells in rows)


def _device(cells: _Cells, readings: Iterable[Reading]) -> DevicePulse:
    parts = {parameter: part for part, parameter in {**TUPLE_PARAMETERS[cells["pulse"]], **STATES, **CIRCUIT}.items()}
    chosen = {parts[reading.parameter]: reading for reading in readings}
    lists = {name: field_items(cells[name]) for name in ("conflicts", "confirmed")}
    own = {"chosen": {**chosen, "flags": field_items(cells["flags"])}, **lists}
    return DevicePulse.model_validate({**DEVICES.fields(cells), **own})


def _documents(files: Mapping[str, Path]) -> tuple[ReconciledDocument, ...]:
    """Documents sorted by key, with what was looked for, not understood and read twice where the files are given."""
    unmapped: dict[str, list[Unmapped]] = defaultdict(list)
    for row in UNMAPPED.read(files["unmapped"]) if "unmapped" in files else ():
        header = {**UNMAPPED.fields(row)["header"], "nearest": field_items(row["nearest"])}
        unmapped[row["document"]].append(Unmapped(**header))
    sought: dict[str, list[LookedFor]] = defaultdict(list)
    for row in LOOKED_FOR.read(files["looked_for"]) if "looked_for" in files else ():
        words = {name: cell or "" for name, cell in LOOKED_FOR.fields(row)["sought"].items()}
        sought[row["document"]].append(LookedFor(**{**words, "parameters": field_items(row["parameters"])}))
    second: dict[str, list[Reading]] = defaultdict(list)
    for reading in _readings(SECOND_READINGS.read(files["second_readings"]), {}) if "second_readings" in files else ():
        second[reading.datum.locator.document].append(reading)
    return tuple(
        ReconciledDocument(
            **DOCUMENTS_TABLE.fields(row),
            second=second[row["id"]],
            looked_for=sought[row["id"]],
            unmapped=unmapped[row["id"]],
        )
        for row in (DOCUMENTS_TABLE.read(files["documents"]) if "documents" in files else ())
    )
