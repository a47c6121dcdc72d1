"""Which paper to read next: open ones first, then those that lack least."""

from __future__ import annotations

from memlit.config import CLASSES_FILE, load_classes
from memlit.devices.device import DevicePulse, PulseTuple
from memlit.library import Entry
from memlit.synapses.next_readings import completing_readings

from tests.builders import ROOT, config_of, entry, library

CLASSES = load_classes(ROOT / CLASSES_FILE)


def unread(key: str, access: str = "") -> Entry:
    return entry(key, sets=("synapses",), roles=("synapse",), device_classes=("ECM",), access=access)


def test_open_papers_come_first_then_those_that_lack_least_then_by_key() -> None:
    papers = library(*(unread(key, "open") for key in ("b2020", "a2020", "c2020")), unread("closed2020"))
    known = DevicePulse(
        id="c2020/d/set", paper="c2020", device="d", name="d", pulse="set", tier="primary", work="c2020",
        chosen=PulseTuple({"v_spike": "v", "tau": "t"}, {}),
    )  # fmt: skip
    in_vain = {"a2020": ("set_pulse_width (pages of the main text)",)}
    lines = completing_readings([known], in_vain, papers, CLASSES, config_of())
    assert [line.paper for line in lines] == ["c2020", "a2020", "b2020", "closed2020"]
    assert (lines[0].missing, lines[1].not_printed) == (("g_on", "g_off"), in_vain["a2020"])
