"""States of devices that come from published figures and measured curves, held against what they show."""

from __future__ import annotations

import json
import statistics

import pytest
from memlit.caching.entries import Cache
from memlit.datum import Reading
from memlit.field import load_vocabulary
from memlit.reconcile.corrections import by_datum, load_corrections
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import DocumentStore, read_document

from tests.builders import REFERENCE, ROOT


def readings(key: str) -> dict[str, Reading]:
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    corrections = by_datum(load_corrections(ROOT / "curation/corrections.csv", vocabulary)[0])
    corpus = DocumentStore(ROOT / "sources", ROOT / "extracted", vocabulary, Cache(None), "test")
    read = reconcile_document(read_document(corpus, key), corrections, vocabulary)
    return {reading.id: reading for reading in read.readings}


@pytest.mark.parametrize(
    ("figure", "low_resistance", "high_resistance"),
    [("chip-7", 94, 3), ("chip-10", 92, 5), ("chip-not-named", 91, 6)],
)
def test_states_of_programmed_cells_stand_where_the_curves_cross_half(
    figure: str, low_resistance: float, high_resistance: float
) -> None:
    """By eye on the page, to 2 microsiemens: where each cumulative curve reaches 50 %."""
    found = readings("ni-rram-progread")
    for series, parameter, seen in (("p1s0", "g_on", low_resistance), ("p1s1", "g_off", high_resistance)):
        reading = found[f"ni-rram-progread:{figure}/{series}>quantile_50"]
        assert reading.parameter == parameter
        assert reading.value == pytest.approx(seen * 1e-6, abs=2e-6)
        assert "trust:vector_verified" in reading.flags


@pytest.mark.reference("evidence2")
def test_states_of_almond8_are_those_of_its_27_files() -> None:
    """Medians over the devices of their means over ten repeats, before and after the set train of 200 pulses."""
    files = [json.loads(path.read_text()) for path in sorted((REFERENCE / "evidence2/measured/almond8").glob("*.json"))]
    assert len(files) == 27
    ends = {
        pulse: statistics.median(statistics.mean(file["Gset"][pulse :: file["n"][0] + 1]) for file in files)
        for pulse in (0, 200)
    }
    found = readings("almond8")
    for parameter, pulse in (("g_off", 0), ("g_on", 200)):
        reading = found[f"almond8:measured-trains/27-devices-set>{parameter}"]
        assert reading.value == pytest.approx(ends[pulse], rel=1e-9)
        assert "trust:measured" in reading.flags
    used = [item for item in found.values() if item.parameter in ("g_off", "g_on") and item.status == "value"]
    assert {item.datum.method for item in used} == {"measured"}
