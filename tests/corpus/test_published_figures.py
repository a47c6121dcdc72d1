"""States of devices that come from published figures, held against what a person sees on them."""

from __future__ import annotations

import pytest
from memlit.caching.entries import Cache
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import Corpus, read_document
from memlit.vocabulary import load_vocabulary

from tests.builders import ROOT


@pytest.mark.parametrize(
    ("figure", "low_resistance", "high_resistance"),
    [("chip-7", 94, 3), ("chip-10", 92, 5), ("chip-not-named", 91, 6)],
)
def test_states_of_programmed_cells_stand_where_the_curves_cross_half(
    figure: str, low_resistance: float, high_resistance: float
) -> None:
    """By eye on the page, to 2 microsiemens: where each cumulative curve reaches 50 %."""
    vocabulary = load_vocabulary(ROOT / "config/vocabulary.yaml")
    corpus = Corpus(ROOT / "sources", ROOT / "extracted", vocabulary, Cache(None), "test")
    read = reconcile_document(read_document(corpus, "ni-rram-progread"), {}, vocabulary)
    found = {reading.id: reading for reading in read.readings}
    for series, parameter, seen in (("p1s0", "g_on", low_resistance), ("p1s1", "g_off", high_resistance)):
        reading = found[f"ni-rram-progread:{figure}/{series}>quantile_50"]
        assert reading.parameter == parameter
        assert reading.value == pytest.approx(seen * 1e-6, abs=2e-6)
        assert "trust:vector_verified" in reading.flags
