"""One row a value: what the analyses are given of a paper, a survey and a paper in several sets."""

from __future__ import annotations

from pathlib import Path

from memlit.benchmark.rows import benchmark_devices
from memlit.benchmark.values import (
    PAPERS,
    VALUES,
    load_values,
    memberships,
    papers,
)
from memlit.config import CLASSES_FILE, load_classes
from memlit.datum import Reading, ReconciledDocument
from memlit.devices.gather import Corpus
from memlit.devices.resolved import resolve_devices
from memlit.frames import frame_of, write_frame
from memlit.library import Library

from tests import tables
from tests.builders import ROOT, config_of, corpus_of, entry, library, reading

CLASSES = load_classes(ROOT / CLASSES_FILE)
OWN = {"sets": ("review-text", "review-fig11"), "device_classes": ("RRAM",), "roles": ("synapse",)}
TUPLE = {"set_voltage": (2.0, "V"), "set_pulse_width": (1e-6, "s"), "g_on": (1e-4, "S"), "g_off": (1e-6, "S")}


def device(key: str) -> list[Reading]:
    """E_a = V^2 (G_on + G_off)/2 tau = 4 x 50.5e-6 x 1e-6 = 2.02e-10 J; P_s = 4e-6 W."""
    place = {"paper": key, "device": "d", "document": key, "tier": "primary"}
    return [reading(name, value, unit, id=f"{key}:{name}", **place) for name, (value, unit) in TUPLE.items()]


def survey(row: int, printed: str, **fields: object) -> Reading:
    about = {"id": f"doc:r{row}", "paper": "sim-a", "device": f"r{row}", "device_class": printed, "row": row}
    return reading("endurance", 1e6, "cycle", **{**about, **fields})


def survey_corpus(*cells: Reading) -> Corpus:
    return corpus_of(cells, documents=(ReconciledDocument(key="doc", kind="survey", status="same"),))


def test_metric_and_printed_value_are_rows_of_one_table(tmp_path: Path) -> None:
    shelf, cells = library(entry("sim-a", **OWN)), device("sim-a")
    rows = benchmark_devices(resolve_devices(cells, shelf, config_of()), shelf, CLASSES, config_of())
    known = tables.values(rows, survey_corpus(*cells), CLASSES, config_of(), shelf)
    write_frame(VALUES, frame_of(VALUES, known), tmp_path / "values.csv", tmp_path / "values.parquet")
    found = {value.quantity: value for value in load_values(tmp_path / "values.parquet", "metric", "survey", "other")}
    energy, voltage = found["action_energy"], found["set_voltage"]
    assert (energy.id, energy.row, energy.value, energy.unit) == (
        "sim-a/d/set#action_energy",
        "sim-a/d/set",
        2.02e-10,
        "J",
    )
    assert (voltage.id, voltage.row, voltage.value, voltage.unit, voltage.pulse) == (
        "sim-a:set_voltage",
        None,
        2.0,
        "V",
        "set",
    )
    assert {(value.set_name, value.device_class, value.role) for value in (energy, voltage)} == {
        ("review-fig11", "RRAM", "synapse")
    }
    metrics = load_values(tmp_path / "values.parquet", "metric")
    assert {value.quantity for value in metrics} == {value.quantity for value in tables.values_of(rows)}
    assert tables.edges(rows)["sim-a/d/set"] == tuple(f"sim-a:{name}" for name in TUPLE)


def test_a_survey_s_row_has_the_class_it_prints_and_not_its_paper_s() -> None:
    shelf = library(entry("sim-a", **OWN))
    cells = survey_corpus(survey(1, " CBRAM "), survey(2, "FeFET/RRAM", flags=("first_curator",)))
    one, two = tables.values([], cells, CLASSES, config_of(), shelf)
    assert (one.device_class, one.class_printed, one.set_name, one.role) == ("ECM", " CBRAM ", "survey", "memory")
    assert (two.device_class, two.is_first_curator) == ("FeFET;RRAM", True)


def test_what_has_no_value_or_no_paper_is_no_row() -> None:
    cells = survey_corpus(survey(1, "RRAM", status="excluded", reason="tier: no"), survey(2, "RRAM", paper=None))
    assert tables.values([], cells, CLASSES, config_of(), Library()) == []


def test_a_paper_in_two_sets_is_a_member_of_both_and_counted_in_the_first() -> None:
    """Even a reading that gives no value credits the survey's class with its paper."""
    shelf = library(entry("sim-a", **OWN))
    cells = tables.printed_readings(survey_corpus(survey(1, "CBRAM", status="excluded", reason="tier: no")))
    found = [(m.set_name, m.device_class, m.work, m.is_first) for m in memberships(shelf, cells, CLASSES, config_of())]
    assert found == [
        ("review-fig11", "RRAM", "sim-a", True),
        ("review-text", "RRAM", "sim-a", False),
        ("survey", "ECM", "sim-a", True),
        ("survey-unpaired", "ECM", "sim-a", True),
    ]


def test_papers_have_what_their_entries_say(tmp_path: Path) -> None:
    shelf = papers(library(entry("sim-a", **OWN, year="2016"), entry("sim-b")), CLASSES)
    PAPERS.write(tmp_path / "papers.csv", shelf.values())
    read = {row["id"]: (row["year"], row["sets"]) for row in PAPERS.read(tmp_path / "papers.csv")}
    assert read == {"sim-a": (2016, "review-text;review-fig11"), "sim-b": (None, None)}
    assert (shelf["sim-a"].year, shelf["sim-b"].sets) == (2016, ())
