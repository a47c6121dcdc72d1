"""Readings in the report: in their printed unit with their printed sign, quoted with the correction that was used."""

from __future__ import annotations

import pytest
from memlit.claims.outputs import CLAIMS
from memlit.claims.verdict import ClaimVerdict
from memlit.config import CLASSES_FILE, load_classes
from memlit.config.claims import Claim
from memlit.datum import Reading, Result, Step
from memlit.frames import frame_of
from memlit.numbers import published_lines
from memlit.plots.look.words import printed_values
from memlit.presentation.text import spans
from memlit.report.book import NumberBook
from memlit.report.sections.review.claims import printed_value
from memlit.report.sections.summary.answers import as_used

from tests.builders import ROOT, PartOfMaterial, config_of, reading
from tests.figures import figure_data


def converted(before: str, low: float | None, high: float | None, unit: str, comparator: str = "=") -> Reading:
    """A reading whose printed quantity `before` was converted to SI."""
    step = Step(op="convert", before=before, after="in SI", rule="SI")
    value = low if low == high else None
    return reading("set_voltage", value, unit, low=low, high=high, comparator=comparator, steps=(step,))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # percent, operations per joule and years stay what the source prints, with all its digits
        (converted("3.5 %", 0.035, 0.035, "1"), "3.5 %"),
        (converted("< 10 %", None, 0.1, "1", "<"), "< 10 %"),
        (converted("195.7 TOPS/W", 195.7e12, 195.7e12, "1/J"), "195.7 TOPS/W"),
        (converted("> 100 TOPS/W", 1e14, None, "1/J", ">"), "> 100 TOPS/W"),
        (converted("11.91 to 195.7 TOPS/W", 11.91e12, 195.7e12, "1/J"), "11.91 to 195.7 TOPS/W"),
        (converted("> 10 year", 315576000.0, None, "s", ">"), "> 10 year"),
        (converted("0.4 µm^2", 4e-13, 4e-13, "m^2"), "0.4 µm²"),
        # a bound keeps its sign: below is not at most
        (converted("< 1 pJ", None, 1e-12, "J", "<"), "< 1 pJ"),
        (converted("<= 100 µA", None, 1e-4, "A", "<="), "≤ 100 µA"),
        (converted("> 100", 100.0, None, "1", ">"), "> 100"),
        (converted("up_to 10", None, 10.0, "1", "up_to"), "up to 10"),
        (converted("down_to 100 nW", 1e-7, None, "W", "down_to"), "down to 100 nW"),
        (converted("~ 4 pJ", 4e-12, 4e-12, "J", "~"), "~4 pJ"),
        # a conductance from a resistance above 1 MΩ lies below 1 µS
        (converted("> 1 MΩ", None, 1e-6, "S", ">").model_copy(update={"inputs": ("doc:t1/r1c1.1",)}), "< 1 µS"),
    ],
)
def test_a_reading_is_shown_as_it_is_printed(item: Reading, expected: str) -> None:
    shown = NumberBook({item.id: item}, []).display(item.id)
    assert shown.replace("\u00a0", " ").replace("\u202f", " ") == expected


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("5 × 5", 25.0, "5 × 5"),
        ("64 by 64", 4096.0, "64 × 64"),
        ("512 x 2048", 1048576.0, "512 × 2048"),
        ("1000 synapses", 1000.0, "1000 synapses"),
        # a bare number of cells has no layout
        ("8192", 8192.0, "8 192"),
        ("eight 2,048-cell", 2048.0, "2 048"),
    ],
)
def test_size_of_an_array_is_the_printed_layout_and_no_product(text: str, cells: float, expected: str) -> None:
    item = reading("array_size", cells, "1", text=text)
    assert NumberBook({item.id: item}, []).display(item.id).replace("\u202f", " ") == expected


def claimed(**fields: str) -> ClaimVerdict:
    about = {"id": "made-up", "section": "5.A", "kind": "class_range", "subject": "VCM", "metric": "endurance"}
    claim = Claim.model_validate({**about, "comparator": "within", "value": "1e-6..1e-3", "unit": "W", **fields})
    return ClaimVerdict(claim=claim, verdict="not_checkable", reason="made up", analysis="made up")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "1 µW to 1 mW"),
        ({"words": "from microwatts to milliwatts"}, "“from microwatts to milliwatts”, read as 1 µW to 1 mW"),
        ({"words": "low enough", "comparator": "qualitative", "value": "low"}, "“low enough”"),
    ],
)
def test_words_of_the_review_are_quoted_before_what_they_are_read_as(fields: dict[str, str], expected: str) -> None:
    (line,) = published_lines(frame_of(CLAIMS, [claimed(**fields)]), {})
    text = printed_value(line, PartOfMaterial(book=NumberBook({}, [])))  # type: ignore[arg-type]
    assert "".join(span.content for span in spans(text)).replace("\u00a0", " ") == expected


def test_number_of_unnamed_classes_is_no_tick_of_any() -> None:
    """A claim that lacks whose number it is has no class to stand beside."""
    value = Result(id="claim/a#claimed", kind="claim", label="tau", value=1e-6, unit="s", rule="as printed")
    about = {"kind": "class_value", "metric": "spike_timing", "comparator": "order of", "value": "1", "unit": "µs"}
    named = claimed(**about, id="a").model_copy(update={"claimed": value})
    unnamed = claimed(**about, id="a", lacks="which classes it means").model_copy(update={"claimed": value})
    data = figure_data(config_of(), load_classes(ROOT / CLASSES_FILE), results=[value], claims=[named, unnamed])
    assert [item.classes for item in printed_values(data, "spike_timing")] == [("VCM",)]


def printed(*steps: Step) -> Reading:
    """An amplitude out of a cell with two numbers."""
    return reading("set_voltage", 0.9, "V", text="0.9V/100µs", steps=steps)


def test_a_quotation_names_the_correction_that_the_number_was_computed_with() -> None:
    fixed = Step(op="correct", before="0.9V", after="1.9V", rule="corrections.csv:1 by a reader")
    renamed = Step(op="correct", before="write_voltage", after="set_voltage", rule="corrections.csv:2 by a reader")
    assert as_used(printed()) == "“0.9V/100µs”"
    assert as_used(printed(renamed)) == "“0.9V/100µs”"
    assert as_used(printed(fixed, renamed)) == "“0.9V/100µs”, corrected to “1.9V”"
