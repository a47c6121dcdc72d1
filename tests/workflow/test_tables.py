"""What the rules of analysis read back from tables is what the records of the run say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from memlit.benchmark.rows import Benchmark
from memlit.benchmark.tables import load_evidence, load_rows
from memlit.config import CONFIG_FILE, load_config
from memlit.datum import read_record
from memlit.devices.resolved import Resolved, load_resolved

from ..conftest import FinishedReview

ON_THE_PAGE = {
    "datum": {"read_at", "cited", "excluded", "flags"},
    "printed": {"piece", "markup", "headers", "caption", "notes"},
    "locator": {"sha256", "place", "column", "part", "bbox", "panel", "series", "point"},
}
"""What leads back to the page and stands in resolved.json alone."""
FILES = {
    "readings": "readings.parquet",
    "devices": "devices.parquet",
    **{name: f"{name}.csv" for name in ("papers", "documents", "second_readings", "series", "unmapped", "looked_for")},
}


@pytest.fixture(scope="module")
def both(finished: FinishedReview) -> tuple[Resolved, Resolved]:
    """The record of a run, and what its tables give."""
    data = finished.folder / "results/data"
    told = load_evidence({name: str(data / file) for name, file in FILES.items()})
    return load_resolved(finished.folder / "results/resolved.json"), told


def without_page(reading: Mapping[str, Any]) -> dict[str, Any]:
    """A reading as an analysis sees it; steps: whether one settles it is said by another test."""
    datum = {name: cell for name, cell in reading["datum"].items() if name not in ON_THE_PAGE["datum"]}
    for part in ("printed", "locator"):
        datum[part] = {name: cell for name, cell in datum[part].items() if name not in ON_THE_PAGE[part]}
    if datum["figure"] is not None:
        axes = {
            side: {name: datum["figure"][side][name] for name in ("scale", "unit", "sign", "low", "high")}
            for side in ("x", "y")
        }
        datum["figure"] = {name: datum["figure"][name] for name in ("trust", "kind", "n_points", "reader")} | axes
    return {**reading, "datum": datum, "steps": None}


def test_readings_of_the_tables_are_those_of_the_record(both: tuple[Resolved, Resolved]) -> None:
    record, told = both
    assert len(told.corpus.readings) > 100
    assert [reading.datum.printed.quantity_text for reading in told.corpus.readings] == [
        reading.datum.printed.quantity_text for reading in record.corpus.readings
    ]
    for mine, theirs in zip(told.corpus.readings, record.corpus.readings, strict=True):
        assert without_page(mine.model_dump(mode="json")) == without_page(theirs.model_dump(mode="json"))


def test_devices_of_the_tables_hold_the_chosen_readings(both: tuple[Resolved, Resolved]) -> None:
    record, told = both
    assert told.devices
    for mine, theirs in zip(told.devices, record.devices, strict=True):
        assert mine.model_dump(exclude={"chosen"}) == theirs.model_dump(exclude={"chosen"})
        assert mine.chosen.flags == theirs.chosen.flags
        for part in type(mine.chosen).model_fields.keys() - {"flags"}:
            ids = [getattr(device.chosen, part) and getattr(device.chosen, part).id for device in (mine, theirs)]
            assert ids[0] == ids[1], (mine.id, part)


def test_papers_and_documents_of_the_tables_are_those_of_the_record(both: tuple[Resolved, Resolved]) -> None:
    record, told = both
    for key, entry in record.library.entries.items():
        mine = told.library.entries[key]
        assert (mine.year, mine.reviewref, mine.short_name) == (entry.year, entry.reviewref, entry.short_name)
        assert (mine.sets, mine.roles) == (entry.sets, entry.roles)
    kept = {"key", "kind", "title", "status", "reason", "unmapped", "looked_for"}
    assert [document.model_dump(include=kept) for document in told.corpus.documents] == [
        document.model_dump(include=kept) for document in record.corpus.documents
    ]


def test_rows_of_the_table_are_those_of_the_benchmark(finished: FinishedReview) -> None:
    config = load_config(finished.folder / CONFIG_FILE)
    told = load_rows(finished.folder / "results/data/benchmark.parquet", config)
    assert told == list(read_record(Benchmark, finished.folder / "results/benchmark.json").rows)
