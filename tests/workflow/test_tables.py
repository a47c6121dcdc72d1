"""A table and the records of its rows say the same, and the report prints no number that is not in the tables."""

from __future__ import annotations

import json

from memlit.devices.outputs import DEVICES, READINGS_TABLE, ReadingLine
from memlit.devices.resolved import RESOLVED_FILES, load_resolved
from memlit.files import read_csv
from memlit.numbers import read_numbers

from ..conftest import FinishedReview


def test_records_of_readings_and_devices_are_the_rows_of_their_tables(finished: FinishedReview) -> None:
    data = finished.folder / "results/data"
    record = load_resolved({name: finished.folder / path for name, path in RESOLVED_FILES.items()})
    rows = read_csv(data / "readings.csv")
    assert len(rows) > 100
    used = {row["id"] for row in rows if row["used"] == "true"}
    kinds = {document.key: document.kind for document in record.corpus.documents}
    lines = (
        ReadingLine(reading, reading.id in used, kinds[reading.datum.locator.document])
        for reading in record.corpus.readings
    )
    assert READINGS_TABLE.header + READINGS_TABLE.rows(lines) == (data / "readings.csv").read_text(encoding="utf-8")
    devices = DEVICES.header + DEVICES.rows(record.devices)
    assert devices == (data / "devices.csv").read_text(encoding="utf-8")


def test_the_report_prints_only_numbers_of_the_tables(finished: FinishedReview) -> None:
    results = finished.folder / "results"
    numbers = {number.id for number in read_numbers(sorted((results / "numbers").glob("*.parquet")))}
    readings = {row["id"] for row in read_csv(results / "data/readings.csv")}
    printed = json.loads((results / "report.json").read_text(encoding="utf-8"))["numbers"]
    assert printed
    assert set(printed) <= numbers | readings
