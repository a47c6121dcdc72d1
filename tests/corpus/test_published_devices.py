"""The devices among which a sheet draws a paper outside of any review are those of memlit's own review."""

from __future__ import annotations

from pathlib import Path

from memlit.sheet.published import BENCHMARK, devices_in_table, published_devices


def test_the_committed_devices_are_those_of_the_run(whole_review: Path, tmp_path: Path) -> None:
    of_the_run = devices_in_table(whole_review / BENCHMARK)
    assert published_devices(tmp_path) == of_the_run
    assert published_devices(whole_review) == of_the_run
    assert {device.role for device in of_the_run} == {"synapse", "memory"}
