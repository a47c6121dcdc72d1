"""Variability in the report: erased cells kept apart, nothing pooled, the figure of what still holds its levels."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from memlit.analysis.variability.measured import (
    MEASURED_PARTS_TABLE,
    MeasuredVariability,
    measured_parts,
    measured_sets,
    measured_variability,
)
from memlit.config import CLASSES_FILE, load_classes
from memlit.errors import SourceError
from memlit.plots.look.data import FigureData
from memlit.plots.variability import variability as plot
from memlit.presentation.text import spans
from memlit.report.book import NumberBook
from memlit.report.sections.variability.measured import variability as section
from memlit.synapses.beside.measured import trains

from tests.builders import ROOT, PartOfMaterial, config_of, tables_of
from tests.figures import figure_data

KEYS = ("ni-rram", "anjiang-rram", "gong2018")


@pytest.fixture(scope="module")
def record() -> MeasuredVariability:
    return measured_variability(measured_sets(ROOT.glob("sources/*/*")))


def drawn_from(record: MeasuredVariability) -> FigureData:
    classes, parts = load_classes(ROOT / CLASSES_FILE), measured_parts(record)
    return figure_data(config_of(), classes, results=record.results, measured_parts=parts)


def test_the_figure_shows_the_cells_that_still_hold_their_levels(record: MeasuredVariability) -> None:
    """Two reads of kept cells and three of a whole array: 32 levels of three quantiles, and 31 overlaps, each."""
    shown = list(plot.drawn(drawn_from(record)))
    reads = {tuple(number.split("/")[1:4]) for number in shown if number.endswith("#q50")}
    assert reads == {
        *(("anjiang-rram", read, "kept") for read in ("prebake85", "postbake85")),
        *(("ni-rram", read, "all") for read in ("prebake", "postbake", "newwrite")),
    }
    assert sum(number.rpartition("#")[2] in ("q05", "q50", "q95") for number in shown) == 5 * 32 * 3
    assert sum("#overlap_" in number for number in shown) == 5 * 31


def blocks(record: MeasuredVariability) -> tuple[dict, NumberBook]:
    book = NumberBook({}, record.results)
    material = PartOfMaterial(
        tables=tables_of((MEASURED_PARTS_TABLE, list(measured_parts(record)))),
        figures=drawn_from(record),
        library=SimpleNamespace(entries=dict.fromkeys(KEYS)),
        book=book,
    )
    return section(material), book  # type: ignore[arg-type]


def words(text: str, book: NumberBook) -> str:
    """A text as a reader sees it: numbers shown, names and citations by their words."""
    shown = (book.display(span.content) if span.kind == "num" else span.content for span in spans(text))
    return "".join(shown).replace("\u00a0", " ").replace("\u202f", " ")


def paragraphs(record: MeasuredVariability) -> str:
    found, book = blocks(record)
    return " ".join(words(block["text"], book) for block in found["blocks"] if block["type"] == "p")


def test_the_bake_is_told_by_held_out_rates_of_the_kept_cells(record: MeasuredVariability) -> None:
    text = paragraphs(record)
    found, book = blocks(record)
    table = next(block for block in found["blocks"] if block["type"] == "table")
    rows = [[words(cell, book) for cell in row] for row in table["rows"]]
    before, after = "60.5 % [59.4 %; 61.5 %]", "74.2 % [73.2 %; 75.1 %]"
    assert ["anjiang-rram", "32", f"{before} before the bake", f"{after} after the bake"] in rows
    assert "combines programming error and drift" in table["note"]
    assert "8 192 others are all in the high-resistance state after the bake, whatever their level" in text
    assert "with them the rate would be 85.6 %" in text


def test_one_cell_and_one_laboratory_are_called_so(record: MeasuredVariability) -> None:
    text = paragraphs(record)
    assert "Endurance in ni-rram was measured on 1 cell" in text
    assert "nothing is pooled over sets and nothing follows for a class" in text
    assert "No CV, ratio or conductance follows from it" in text
    for unknown in ("hours", "minutes", "bake time of"):
        assert unknown not in text


def test_a_zero_count_is_shown_with_what_it_leaves_open(record: MeasuredVariability) -> None:
    found, book = blocks(record)
    table = next(block for block in found["blocks"] if block["type"] == "table" and "Bits" in block["caption"])
    row = next(
        cells
        for cells in ([words(cell, book) for cell in row] for row in table["rows"])
        if cells[:4] == ["ni-rram", "after the bake", "all", "1 %"]
    )
    assert row[4:] == ["1 bit", "2", "64", "0", "0 % [0 %; 5.6 %]"]
    assert "do not show that the rate stays within it" in table["note"]


def test_states_are_shown_for_cells_that_hold_their_levels_only(record: MeasuredVariability) -> None:
    found, book = blocks(record)
    table = next(block for block in found["blocks"] if block["type"] == "table" and "States" in block["caption"])
    labels = {(words(row[0], book), words(row[1], book)) for row in table["rows"]}
    assert labels == {
        ("anjiang-rram", "before the bake, kept"),
        ("anjiang-rram", "after the bake, kept"),
        ("anjiang-rram", "before the bake, written"),
        ("anjiang-rram", "after the bake, written"),
        ("ni-rram", "before the bake, all"),
        ("ni-rram", "after the bake, all"),
        ("ni-rram", "written anew, all"),
    }
    assert {words(row[2], book) for row in table["rows"]} == {"0", "10", "21", "31"}
    shown = [part.cells for part in measured_parts(record) if part.is_shown and part.document == "anjiang-rram"]
    assert shown == ["kept", "kept"]


def test_cells_never_written_to_the_lowest_level_are_told_with_and_without(record: MeasuredVariability) -> None:
    """The five cells and the level without the three kept ones, counted and computed from the raw file with awk."""
    text = paragraphs(record)
    assert "In anjiang-rram, 5 of 512 cells assigned the lowest level read above the median of the highest" in text
    for address, cells in {
        "15680": "kept",
        "17216": "kept",
        "24576": "kept",
        "19264": "erased",
        "21312": "erased",
    }.items():
        assert f"{address} ({cells}) " in text
    assert "a mean of 9.56 µS, a CV of 183 % and a skewness of 8.26 with them" in text
    assert "7.72 µS, 59.7 % and 2.71 without" in text
    assert "a count and not a rate" in text
    assert "stuck-on" not in text


def test_without_measured_sets_there_is_no_section() -> None:
    found, _ = blocks(MeasuredVariability())
    assert found == {}


def test_the_figure_is_the_same_on_every_run(record: MeasuredVariability, tmp_path: Path) -> None:
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    plot.draw(drawn_from(record), [first])
    plot.draw(drawn_from(record), [second])
    assert first.read_bytes() == second.read_bytes()
    plot.draw(drawn_from(MeasuredVariability()), [tmp_path / "empty.png"])
    assert (tmp_path / "empty.png").stat().st_size > 0


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("median_S", "median"), r"measured_trains\.csv: has no column median_S"),
        (("1.021416875e-06", "1 µS"), r"measured_trains\.csv:2: median_S is '1 µS', no number"),
        (("1.021416875e-06", ""), r"measured_trains\.csv:2: median_S is '', no number"),
        (("reset,0,", "reset,0.5,"), r"measured_trains\.csv:2: pulse is '0.5', no whole number"),
    ],
)
def test_a_broken_summary_of_pulse_trains_is_named_with_its_line(
    tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    folder = tmp_path / "yflash2022"
    folder.mkdir()
    for name in ("recipe.yaml", "measured_trains.csv"):
        (folder / name).write_bytes((ROOT / "sources/yflash2022" / name).read_bytes())
    path = folder / "measured_trains.csv"
    text = path.read_text(encoding="utf-8")
    assert trains(measured_sets([path]))[0].median == pytest.approx(1.021416875e-06)
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=problem):
        trains(measured_sets([path]))
