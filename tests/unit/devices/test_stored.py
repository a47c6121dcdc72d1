"""The readings of a finished run: columns as a frame, and each record made only when it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from memlit.devices.device import PulseTuple
from memlit.devices.outputs import READINGS_TABLE
from memlit.devices.resolved import devices_of, readings_frame
from memlit.devices.stored import RECORD, StoredReadings
from memlit.devices.tuples import choose_tuples
from memlit.errors import RecordError
from memlit.frames import write_frame

from tests.builders import config_of, reading

PARTS = {"g_on": (1e-4, "S"), "set_pulse_width": (1e-7, "s"), "set_voltage": (1.5, "V")}
READINGS = {
    f"doc:{name}": reading(name, value, unit, id=f"doc:{name}", paper="doc", device="cell")
    for name, (value, unit) in PARTS.items()
}


def stored(folder: Path, damaged: str = "") -> StoredReadings:
    """The readings as a run writes them, one of them with half of its record."""
    frame = readings_frame(READINGS.values())
    records = {key: item.model_dump_json(exclude_defaults=True) for key, item in READINGS.items()}
    frame[RECORD] = [text[:40] if key == damaged else text for key, text in records.items()]
    write_frame(READINGS_TABLE, frame, folder / "readings.csv", folder / "readings.parquet")
    return StoredReadings(folder / "readings.parquet")


def test_a_record_is_as_it_was_before_it_was_stored(tmp_path: Path) -> None:
    known = stored(tmp_path)
    assert dict(known) == READINGS
    assert "doc:none" not in known
    assert list(known.frame(["value"])["value"]) == [1e-4, 1e-7, 1.5]


def test_no_record_is_parsed_before_it_is_asked_for(tmp_path: Path) -> None:
    known = stored(tmp_path, damaged="doc:set_pulse_width")
    assert known["doc:set_voltage"] == READINGS["doc:set_voltage"]
    with pytest.raises(RecordError, match=r"readings.parquet:2"):
        known["doc:set_pulse_width"]


def test_a_device_names_its_readings_without_making_them(tmp_path: Path) -> None:
    known = stored(tmp_path, damaged="doc:set_pulse_width")
    (device,) = devices_of(choose_tuples(readings_frame(READINGS.values()), {}, config_of()), known)
    assert device.chosen.ids == {"v_spike": "doc:set_voltage", "tau": "doc:set_pulse_width", "g_on": "doc:g_on"}
    assert device.chosen.v_spike == READINGS["doc:set_voltage"]
    assert device.chosen.g_off is None
    with pytest.raises(RecordError):
        device.chosen.part("tau")
    assert PulseTuple().parts == {}
