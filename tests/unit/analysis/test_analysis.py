"""Self-check, coverage and medians, each worked by hand on a few readings."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from memlit.analysis.evidence.coverage import COVERAGE_TABLE
from memlit.analysis.evidence.how_read import how_read
from memlit.analysis.evidence.restated import check_restatements
from memlit.config import Classes, DeviceClass
from memlit.datum import Reading, Result
from memlit.devices.gather import Corpus, gather
from memlit.devices.resolved import resolve_devices
from memlit.library import Library
from memlit.report.book import NumberBook
from memlit.report.sections.making.coverage import coverage as section
from memlit.statistics.comparison.medians import log_median

from tests import tables
from tests.builders import PartOfMaterial, config_of, entry, library, reading, reconciled, tables_of

CLASSES = Classes(
    classes={"VCM": DeviceClass(name="valence change"), "FeFET": DeviceClass(name="FeFET", charge_device=True)}
)


def books(**fields: object) -> Library:
    about = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",), **fields}
    return library(entry("doe2020", **about), entry("doc"), entry("note"), entry("silent", sets=("survey",)))


def restated(record: Iterable[Reading], note: Iterable[Reading]) -> Corpus:
    documents = [reconciled(*record), reconciled(*note, key="note", kind="self_check")]
    return gather(documents, books(), config_of())


def test_restatement_is_compared_in_si_whatever_its_words() -> None:
    record = [reading("r_on", 16900.0, "ohm", text="16.9 KΩ"), reading("set_voltage", 3.2, "V")]
    note = [
        reading("r_on", 16900.0, "ohm", text="16900 Ω", document="note"),
        reading("set_voltage", 3.3, "V", document="note"),
        reading("g_on", 1e-5, "S", document="note"),
    ]
    corpus = restated(record, note)
    compared, agreeing = check_restatements(corpus, tables.printed_table(corpus))
    assert compared.inputs == ("note:t1/r_on", "note:t1/set_voltage")
    assert agreeing.inputs == ("note:t1/r_on",)


def test_restatement_is_never_counted() -> None:
    corpus = restated([], [reading("r_on", 16900.0, "ohm", document="note")])
    assert resolve_devices(corpus.readings, books(), config_of()) == []


def lines(*readings: Reading, **fields: object) -> pd.DataFrame:
    """coverage.csv of these readings, by paper, with an empty text where a cell is empty."""
    shelf, config = books(**fields), config_of()
    found, _ = tables.covered(gather([reconciled(*readings)], shelf, config), shelf, CLASSES, config)
    return found.set_index("paper", drop=False).astype(object).fillna("")


def test_every_paper_of_a_set_has_a_line_and_only_those() -> None:
    assert set(lines().index) == {"doe2020", "silent"}


def test_a_neuron_paper_is_no_part_of_a_share_of_synapse_papers() -> None:
    """One synapse with a whole tuple, one paper of a neuron: the action energy is known of 1 of 1 synapse papers."""
    about = {"sets": ("review-fig11",), "device_classes": ("VCM",)}
    shelf = library(
        entry("doe2020", roles=("synapse",), **about), entry("roe2020", roles=("neuron",), **about), entry("doc")
    )
    parts = {"set_voltage": (1.0, "V"), "set_pulse_width": (1e-7, "s"), "g_on": (1e-4, "S"), "g_off": (1e-6, "S")}
    cells = [reading(name, value, unit, tier="primary") for name, (value, unit) in parts.items()]
    corpus = gather([reconciled(*cells)], shelf, config_of())
    number = tables.covered(corpus, shelf, CLASSES, config_of())[1]["value"]
    assert number["count/review-fig11#papers"] == 2
    assert number["count/review-fig11/synapse#papers"] == number["count/review-fig11/neuron#papers"] == 1
    assert number["count/review-fig11/synapse#action_energy_known"] == 1
    assert number["count/review-fig11/neuron#firing_energy_known"] == 0
    assert "count/review-fig11/neuron#action_energy_known" not in number


def test_paper_without_evidence_says_what_to_supply() -> None:
    line = lines().loc["doe2020"]
    assert line.n_readings == 0
    assert line.missing == "v_spike;tau;g_on;g_off"
    assert line.supply.startswith("sources/doe2020: pulse amplitude")


def test_known_parts_and_the_off_state_by_its_ratio_are_not_asked_for() -> None:
    line = lines(reading("set_voltage", 2.0, "V"), reading("on_off_ratio", 10.0, "1")).loc["doe2020"]
    assert line.known == "v_spike;ratio"
    assert line.missing == "tau;g_on"
    assert line.documents == "doc"


def test_excluded_readings_are_counted_apart() -> None:
    line = lines(reading("set_voltage", 2.0, "V"), reading("r_on", 1.0, "ohm", status="excluded", reason="x: y"))
    line = line.loc["doe2020"]
    assert (line.n_readings, line.n_excluded) == (1, 1)


def test_paper_without_a_used_reading_may_have_others() -> None:
    """An array printed as 4 x 4 is no single value, and yet it was read."""
    line = lines(reading("array_size", None, "1", status="flagged", reason="several_values: '4 x 4'")).loc["doe2020"]
    assert (line.n_readings, line.has_readings) == (0, True)
    assert not lines().loc["doe2020"].has_readings
    assert "No usable reading of a pulse" in told(line)
    assert "No reading is at hand" not in told(line)
    assert "No reading is at hand" in told(lines().loc["doe2020"])


def test_a_paper_of_which_words_alone_were_read_is_no_unread_one() -> None:
    line = lines(reading("material_stack", None, "1", text="TiN/HfOx/Pt", status="text")).loc["doe2020"]
    assert (line.n_readings, line.n_excluded) == (0, 0)
    assert "No usable reading of a pulse" in told(line)


@pytest.mark.parametrize(
    ("places", "status", "read"),
    [
        (["abstract"], "same", "abstract or caption"),
        (["title", "fig5-caption", "caption of Fig. 2h"], "same", "abstract or caption"),
        (["abstract", "p. 5, caption Fig. 2"], "same", "full text"),
        (["name of the device", "Methods, p. 11"], "same", "full text"),
        (["name of the device"], "same", "not seen"),
        (["p1.c1056"], "new", "not judged"),
    ],
)
def test_a_paper_is_read_as_far_as_the_places_of_its_readings_show(places: list[str], status: str, read: str) -> None:
    readings = pd.DataFrame({"document": "doe2020", "place": places})
    document = reconciled().model_copy(update={"key": "doe2020", "status": status})
    assert how_read(readings, [document]) == {"doe2020": read}


NUMBERS_OF_COVERAGE = [
    Result(id=f"count/review-fig11/synapse#{name}", kind="count", label=name, value=1, unit="1", rule="counted")
    for name in ("papers", "full_text", "abstract_or_caption", "not_judged", "not_seen")
]


def told(line: pd.Series[Any]) -> str:
    """What the section of the report says of the only paper."""
    part = PartOfMaterial(
        tables=tables_of((COVERAGE_TABLE, line.to_frame().T.infer_objects())),
        book=NumberBook({}, NUMBERS_OF_COVERAGE),
        config=config_of(),
        headline_papers="papers",
        library=library(),
    )
    return " ".join(block["text"] for block in section(part)["blocks"] if "doe2020" in block.get("text", ""))  # type: ignore[arg-type]


def test_charge_device_is_asked_for_nothing() -> None:
    line = lines(reading("set_voltage", 2.0, "V"), device_classes=("FeFET",)).loc["doe2020"]
    assert line.supply == "not applicable: stores charge"


def test_median_is_on_the_log_scale() -> None:
    # Between 1e-12 and 1e-8 lies 1e-10 on the log scale; the arithmetic mean would be 5e-9.
    assert log_median([1e-8, 1e-12]) == pytest.approx(1e-10, rel=1e-9, abs=0)
    assert log_median([3e-9, 1e-12, 5e-3]) == pytest.approx(3e-9)


@given(st.lists(st.floats(1e-18, 1e3), min_size=1, max_size=9))
def test_median_lies_within_and_follows_the_unit(values: list[float]) -> None:
    median = log_median(values)
    assert min(values) * (1 - 1e-9) <= median <= max(values) * (1 + 1e-9)
    assert math.isclose(log_median([value * 1e12 for value in values]), median * 1e12, rel_tol=1e-9)
