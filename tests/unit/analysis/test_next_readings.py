"""Which paper to read next: open ones first, then those that lack least."""

from __future__ import annotations

import pandas as pd
from memlit.config import CLASSES_FILE, load_classes
from memlit.library import Entry
from memlit.synapses.next_readings import completing_readings

from tests.builders import ROOT, config_of, entry, library

CLASSES = load_classes(ROOT / CLASSES_FILE)


def unread(key: str, access: str = "") -> Entry:
    return entry(key, sets=("synapses",), roles=("synapse",), device_classes=("ECM",), access=access)


def test_open_papers_come_first_then_those_that_lack_least_then_by_key() -> None:
    papers = library(*(unread(key, "open") for key in ("b2020", "a2020", "c2020")), unread("closed2020"))
    known = pd.DataFrame({"paper": ["c2020"], "parts": ["v_spike;tau"]})
    in_vain = pd.DataFrame({"paper": ["a2020"], "not_printed": ["set_pulse_width (pages of the main text)"]})
    found = completing_readings(known, in_vain, papers, CLASSES, config_of()).set_index("paper")
    assert list(found.index) == ["c2020", "a2020", "b2020", "closed2020"]
    assert found["missing"]["c2020"] == "g_on;g_off"
    assert found["not_printed"].dropna().to_dict() == {"a2020": "set_pulse_width (pages of the main text)"}
