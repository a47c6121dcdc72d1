"""Rows of readings.csv and devices.csv: each column holds what its meaning says."""

from __future__ import annotations

import pytest
from memlit.datum import Reading
from memlit.devices.outputs import DEVICES, READINGS_TABLE, ReadingLine
from memlit.devices.resolved import resolve_devices
from memlit.devices.series import series_spans, with_series

from tests.builders import config_of, entry, library, reading

BOOKS = library(entry("doe2020", year="2020"), entry("doc", year="2018"))


def tuple_of(*more: Reading) -> list[Reading]:
    return [
        reading("set_voltage", -2.0, "V"),
        reading("set_pulse_width", None, "s", low=1e-9, high=1e-8),
        reading("g_on", 1e-4, "S"),
        *more,
    ]


def test_device_s_row_has_value_and_bounds_of_each_part() -> None:
    ratio = reading("on_off_ratio", None, "1", low=10.0, high=None, comparator=">")
    (device,) = resolve_devices(tuple_of(ratio), BOOKS, config_of())
    row = DEVICES.row(device)
    assert (row["v_spike_v"], row["v_spike_v_low"], row["v_spike_v_high"]) == (-2.0, -2.0, -2.0)
    assert (row["tau_s"], row["tau_s_low"], row["tau_s_high"]) == (None, 1e-9, 1e-8)
    assert (row["g_on_s"], row["g_on_s_low"], row["g_on_s_high"]) == (1e-4, 1e-4, 1e-4)
    assert (row["g_off_s"], row["g_off_s_low"], row["g_off_s_high"]) == (None, None, None)
    assert (row["ratio_low"], row["ratio_high"]) == (10.0, None)
    assert (row["id"], row["paper"], row["device"], row["pulse"]) == ("doe2020/taox/set", "doe2020", "taox", "set")


def test_device_without_a_ratio_has_none() -> None:
    (device,) = resolve_devices(tuple_of(), BOOKS, config_of())
    row = DEVICES.row(device)
    assert (row["ratio_low"], row["ratio_high"]) == (None, None)


@pytest.mark.parametrize(
    ("label", "place", "shown"),
    [("Table 1", "abstract", "Table 1"), (None, "abstract", "abstract"), (None, None, "table_1.csv")],
)
def test_reading_s_place_is_its_label_else_its_place_else_its_file(
    label: str | None, place: str | None, shown: str
) -> None:
    item = reading("set_voltage", 2.0, "V", headers=("Table", "V (V)"), label=label)
    where = item.datum.locator.model_copy(update={"place": place})
    item = item.model_copy(update={"datum": item.datum.model_copy(update={"locator": where})})
    row = READINGS_TABLE.row(ReadingLine(item, True, "document"))
    assert (row["place"], row["printed_header"], row["used"]) == (shown, "Table > V (V)", True)
    assert READINGS_TABLE.row(ReadingLine(item, False, "document"))["used"] is False


def several(*values: tuple[float | None, float | None], **more: object) -> list[Reading]:
    """Rows 1, 2, ... of one column; a pair is a low and a high end."""
    return [
        reading("set_voltage", low if low == high else None, "V", id=f"doc:t1/r{row}c1", low=low, high=high, **more)
        for row, (low, high) in enumerate(values, start=1)
    ]


def test_span_of_a_series_runs_from_the_least_to_the_greatest_end() -> None:
    (span,) = series_spans(several((3.0, 3.0), (1.0, 2.0), (2.0, 5.0)))
    assert (span.low, span.high, span.value) == (1.0, 5.0, None)
    assert span.inputs == ("doc:t1/r1c1", "doc:t1/r2c1", "doc:t1/r3c1")
    assert span.id == "doc:t1/r1c1>series"
    (step,) = span.steps
    assert (step.before, step.after) == ("[3, 3]; [1, 2]; [2, 5]", "[1, 5] V")


def test_span_with_an_open_end_is_open_there() -> None:
    (span,) = series_spans(several((3.0, None), (1.0, 2.0)))
    assert (span.low, span.high) == (1.0, None)
    assert span.steps[0].after == "[1, -] V"
    (span,) = series_spans(several((None, 3.0), (1.0, 2.0)))
    assert (span.low, span.high) == (None, 3.0)


def test_values_that_cannot_be_used_or_are_of_no_tuple_make_no_series() -> None:
    assert series_spans(several((1.0, 1.0), (2.0, 2.0), status="flagged", reason="x: y")) == []
    other = [item.model_copy(update={"parameter": "endurance"}) for item in several((1.0, 1.0), (2.0, 2.0))]
    assert series_spans(other) == []


def test_spans_join_the_readings_in_the_order_of_ids_and_take_the_place_of_their_parts() -> None:
    readings = with_series(several((1.0, 1.0), (2.0, 2.0)))
    assert [item.id for item in readings] == ["doc:t1/r1c1", "doc:t1/r1c1>series", "doc:t1/r2c1"]
    (device,) = resolve_devices(readings, BOOKS, config_of())
    assert device.chosen.v_spike is not None
    assert (device.chosen.v_spike.low, device.chosen.v_spike.high) == (1.0, 2.0)
    assert device.conflicts == ()
