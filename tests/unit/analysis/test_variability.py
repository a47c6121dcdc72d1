"""Variability in the report: erased cells kept apart, nothing pooled, the figure of what still holds its levels."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from memlit.analysis.variability.measured import measured_numbers, measured_parts
from memlit.analysis.variability.summaries import Summaries, measured_summaries
from memlit.config import CLASSES_FILE, load_classes
from memlit.datum import Result
from memlit.errors import SourceError
from memlit.frames import row_dicts
from memlit.plots.look.data import FigureData
from memlit.plots.variability import variability as plot
from memlit.presentation.text import spans
from memlit.report.book import NumberBook
from memlit.report.sections.variability.measured import variability as section
from memlit.synapses.beside.measured import measured_trains

from tests.builders import ROOT, PartOfMaterial, config_of
from tests.figures import figure_data

KEYS = ("ni-rram", "anjiang-rram", "gong2018")


SUMMARIES, NOTHING = measured_summaries(ROOT.glob("sources/*/*")), measured_summaries([])


def results(summaries: Summaries) -> list[Result]:
    return [Result(**row) for row in row_dicts(measured_numbers(summaries))]


def drawn_from(summaries: Summaries) -> FigureData:
    classes, parts = load_classes(ROOT / CLASSES_FILE), measured_parts(summaries)
    return figure_data(config_of(), classes, results=results(summaries), measured_parts=parts)


def test_the_figure_shows_the_cells_that_still_hold_their_levels() -> None:
    """Two reads of kept cells and three of a whole array: 32 levels of three quantiles, and 31 overlaps, each."""
    shown = list(plot.drawn(drawn_from(SUMMARIES)))
    reads = {tuple(number.split("/")[1:4]) for number in shown if number.endswith("#q50")}
    assert reads == {
        *(("anjiang-rram", read, "kept") for read in ("prebake85", "postbake85")),
        *(("ni-rram", read, "all") for read in ("prebake", "postbake", "newwrite")),
    }
    assert sum(number.rpartition("#")[2] in ("q05", "q50", "q95") for number in shown) == 5 * 32 * 3
    assert sum("#overlap_" in number for number in shown) == 5 * 31


def blocks(summaries: Summaries = SUMMARIES) -> tuple[dict, NumberBook]:
    book = NumberBook({}, results(summaries))
    material = PartOfMaterial(
        tables={"measured_parts": measured_parts(summaries), "measured_trains": measured_trains(summaries)},
        figures=drawn_from(summaries),
        library=SimpleNamespace(entries=dict.fromkeys(KEYS)),
        book=book,
    )
    return section(material), book  # type: ignore[arg-type]


def words(text: str, book: NumberBook) -> str:
    """A text as a reader sees it: numbers shown, names and citations by their words."""
    shown = (book.display(span.content) if span.kind == "num" else span.content for span in spans(text))
    return "".join(shown).replace("\u00a0", " ").replace("\u202f", " ")


def paragraphs() -> str:
    found, book = blocks()
    return " ".join(words(block["text"], book) for block in found["blocks"] if block["type"] == "p")


def test_the_bake_is_told_by_held_out_rates_of_the_kept_cells() -> None:
    text = paragraphs()
    found, book = blocks()
    table = next(block for block in found["blocks"] if block["type"] == "table")
    rows = [[words(cell, book) for cell in row] for row in table["rows"]]
    before, after = "60.5 % [59.4 %; 61.5 %]", "74.2 % [73.2 %; 75.1 %]"
    assert ["anjiang-rram", "32", f"{before} before the bake", f"{after} after the bake"] in rows
    assert "combines programming error and drift" in table["note"]
    assert "8 192 others are all in the high-resistance state after the bake, whatever their level" in text
    assert "with them the rate would be 85.6 %" in text


def test_one_cell_and_one_laboratory_are_called_so() -> None:
    text = paragraphs()
    assert "Endurance in ni-rram was measured on 1 cell" in text
    assert "nothing is pooled over sets and nothing follows for a class" in text
    assert "No CV, ratio or conductance follows from it" in text
    for unknown in ("hours", "minutes", "bake time of"):
        assert unknown not in text


def test_a_zero_count_is_shown_with_what_it_leaves_open() -> None:
    found, book = blocks()
    table = next(block for block in found["blocks"] if block["type"] == "table" and "Bits" in block["caption"])
    row = next(
        cells
        for cells in ([words(cell, book) for cell in row] for row in table["rows"])
        if cells[:4] == ["ni-rram", "after the bake", "all", "1 %"]
    )
    assert row[4:] == ["1 bit", "2", "64", "0", "0 % [0 %; 5.6 %]"]
    assert "do not show that the rate stays within it" in table["note"]


def test_states_are_shown_for_cells_that_hold_their_levels_only() -> None:
    found, book = blocks()
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
    parts = measured_parts(SUMMARIES)
    shown = parts.loc[parts["is_shown"] & (parts["document"] == "anjiang-rram"), "cells"]
    assert shown.tolist() == ["kept", "kept"]


def test_cells_never_written_to_the_lowest_level_are_told_with_and_without() -> None:
    """The five cells and the level without the three kept ones, counted and computed from the raw file with awk."""
    text = paragraphs()
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
    found, _ = blocks(NOTHING)
    assert found == {}


def test_the_figure_is_the_same_on_every_run(tmp_path: Path) -> None:
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    plot.draw(drawn_from(SUMMARIES), [first])
    plot.draw(drawn_from(SUMMARIES), [second])
    assert first.read_bytes() == second.read_bytes()
    plot.draw(drawn_from(NOTHING), [tmp_path / "empty.png"])
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
    assert measured_trains(measured_summaries([path]))["median_S"][0] == pytest.approx(1.021416875e-06)
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=problem):
        measured_trains(measured_summaries([path]))
