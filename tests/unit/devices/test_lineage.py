"""What the complete tuples rest on, and the sentence that says so: it follows the readings, not a set phrase."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from memlit.analysis.evidence.lineage import (
    LINEAGES_TABLE,
    complete_tuples,
    lineage_numbers,
    lineage_places,
    shared_lineages,
)
from memlit.benchmark.rows import benchmark
from memlit.config import CLASSES_FILE, load_classes
from memlit.datum import Reading, Result
from memlit.devices.resolved import readings_frame, years_of
from memlit.devices.tuples import choose_tuples
from memlit.frames import cells_of
from memlit.presentation.text import cite, number_token, symbol
from memlit.report.book import NumberBook
from memlit.report.sections.devices.synapses import lineage_words

from tests.builders import ROOT, PartOfMaterial, config_of, entry, library, reading, tables_of
from tests.tables import numbers_by_id

CLASSES = load_classes(ROOT / CLASSES_FILE)
PARTS = {"set_voltage": (1.0, "V"), "set_pulse_width": (1e-7, "s"), "g_on": (1e-4, "S"), "g_off": (1e-6, "S")}


def paper(key: str, document: str, lineage: str | None, own: tuple[str, ...] = ()) -> list[Reading]:
    """A complete tuple out of a table of a lineage; the parts `own` are printed by the paper, with no lineage."""
    cells = []
    for name, (value, unit) in PARTS.items():
        is_own = name in own
        about = {"paper": key, "device": "d", "tier": "primary", "lineage": None if is_own else lineage}
        place = key if is_own else document
        cells.append(reading(name, value, unit, id=f"{place}:t1/{key}/{name}", document=place, **about))
        if is_own:
            # The table agrees with the paper, so that the tuple is of one source.
            table = {**about, "tier": "secondary", "lineage": lineage}
            cells.append(reading(name, value, unit, id=f"{document}:t1/{key}/{name}", document=document, **table))
    return cells


class Found(NamedTuple):
    """The lines of lineages.csv that are of the headline set, and the numbers."""

    places: pd.DataFrame
    numbers: dict[str, Result]

    def of(self, *names: str) -> list[float | None]:
        return [self.numbers[f"lineage/review-fig11#{name}"].value for name in names]

    @property
    def lineages(self) -> list[tuple[str, str, bool]]:
        return list(cells_of(self.places, ["lineage", "paper", "is_own"]))


def found(*papers: list[Reading]) -> Found:
    cells = [cell for cells in papers for cell in cells]
    about = {"sets": ("review-fig11",), "device_classes": ("VCM",), "roles": ("synapse",)}
    keys = sorted({cell.datum.paper or "" for cell in cells})
    shelf, config = library(*(entry(key, **about) for key in keys)), config_of()
    readings = readings_frame(cells)
    rows = benchmark(choose_tuples(readings, years_of(shelf), config), readings, shelf, CLASSES, config)
    parts = complete_tuples(rows, readings, config)
    shared = shared_lineages(parts)
    places = lineage_places(shared)
    return Found(places[places["set"] == "review-fig11"], numbers_by_id(lineage_numbers(parts, shared, config)))


def words(record: Found) -> str:
    book = NumberBook({}, list(record.numbers.values()))
    material = PartOfMaterial(tables=tables_of((LINEAGES_TABLE, record.places)), book=book)
    return lineage_words(material, "review-fig11", "credited papers")  # type: ignore[arg-type]


def test_setting_of_a_program_is_no_complete_tuple() -> None:
    """What is said of no device (grade C, of the paper itself) is not counted beside the papers that are."""
    window = paper("sim-b", "sim-b", None)
    graded = [cell.model_copy(update={"datum": cell.datum.model_copy(update={"grade": "C"})}) for cell in window]
    record = found(paper("sim-a", "manual", "simulator"), graded)
    assert record.of("complete", "alone") == [1, 0]


def test_papers_of_one_table_are_counted_with_the_table() -> None:
    record = found(paper("sim-a", "manual", "simulator"), paper("sim-b", "manual", "simulator"))
    assert record.lineages == [("simulator", "sim-a", False), ("simulator", "sim-b", False)]
    assert set(record.places["document"]) == {"manual"}
    assert record.of("complete", "simulator", "simulator_alone", "alone") == [2, 2, 2, 0]
    assert number_token("lineage/review-fig11#simulator_alone") in words(record)
    assert "are not independent evidence" in words(record)


def test_place_of_one_table_is_said_with_its_page() -> None:
    on_page = [
        cell.model_copy(
            update={
                "datum": cell.datum.model_copy(
                    update={"locator": cell.datum.locator.model_copy(update={"label": "Table I", "page": 23})}
                )
            }
        )
        for key in ("sim-a", "sim-b")
        for cell in paper(key, "manual", "simulator")
    ]
    assert "Table I, page 23" in words(found(on_page))


def test_second_lineage_changes_the_sentence() -> None:
    record = found(paper("sim-a", "manual", "simulator"), paper("sim-b", "other", "another"))
    assert record.lineages == [("another", "sim-b", False), ("simulator", "sim-a", False)]
    assert cite("other") in words(record)
    assert cite("manual") in words(record)


def test_data_of_the_paper_itself_are_no_table_of_others() -> None:
    """A lineage is a set of data too: the raw data of one paper, of which both pulses are computed."""
    record = found(paper("own-data", "own-data", "raw"))
    assert record.lineages == [("raw", "own-data", True)]
    assert "data of its own" in words(record)
    assert "confirm" not in words(record)


def test_paper_of_its_own_print_is_counted_apart() -> None:
    record = found(paper("sim-a", "manual", "simulator"), paper("sim-b", "sim-b", None))
    assert record.of("complete", "alone") == [2, 1]
    assert number_token("lineage/review-fig11#alone") in words(record)
    assert found(paper("sim-b", "sim-b", None)).lineages == []
    assert words(found(paper("sim-b", "sim-b", None))) == ""


def test_parts_that_the_paper_prints_itself_are_told_from_those_of_the_lineage() -> None:
    """The width and both states of the paper's abstract, the amplitude of the simulator's table alone."""
    record = found(paper("sim-a", "manual", "simulator", own=("set_pulse_width", "g_on", "g_off")))
    assert (record.places["parts"].tolist(), record.of("simulator_alone")) == (["v_spike"], [0])
    told = words(record).partition(" all printed for ")[2]
    assert told.index(cite("sim-a")) < told.index(symbol("V_spike")) < told.index("manual")
