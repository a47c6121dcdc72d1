"""Scales proposed from labels that are outlines or pixels: right or none, never used before a person confirms."""

from typing import Any

import numpy as np
import pytest
from figcurves import digitize_pdf, digitize_raster
from figcurves.errors import FigureError
from figcurves.label_ink.proposals import propose_scale


def ticks_of(item: Any, name: str) -> list[float]:
    return [point.value for point in item.axis(name).points]


def test_outlined_labels_become_a_scale_that_waits_for_a_person(drawn: Any) -> None:
    path = drawn("a.pdf")
    (bare,) = digitize_pdf(path, 1)
    assert bare.axes == ()
    (item,) = digitize_pdf(path, 1, propose="shapes")
    assert ticks_of(item, "x") == [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    assert ticks_of(item, "y") == pytest.approx([1e-9, 1e-8, 1e-7, 1e-6, 1e-5], rel=1e-12, abs=0)
    assert item.axis("y").scale == "log"
    assert item.tier == "vector_unverified"
    assert sum("scale proposed from the shapes" in reason for reason in item.review_required) == 2


def test_a_picture_proposes_and_is_refused_without(drawn: Any) -> None:
    path = drawn("a.png")
    with pytest.raises(FigureError, match="let them be proposed"):
        digitize_raster(path)
    item = digitize_raster(path, propose="shapes")
    assert ticks_of(item, "x") == [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    assert ticks_of(item, "y") == pytest.approx([1e-9, 1e-8, 1e-7, 1e-6, 1e-5], rel=1e-12, abs=0)
    assert item.tier == "raster_unverified"
    assert any("y axis: scale proposed" in reason for reason in item.review_required)


def test_a_label_off_the_lattice_is_shown_with_the_value_there(drawn: Any) -> None:
    def misprint(axes: Any) -> None:
        axes.set_xticks([0, 20, 40, 60, 80, 100], ["0", "20", "40", "90", "80", "100"])

    (item,) = digitize_pdf(drawn("a.pdf", misprint), 1, propose="shapes")
    assert ticks_of(item, "x") == [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    assert any("5 of 6 labels agree; not '90' at 60" in reason for reason in item.review_required)


@pytest.mark.parametrize("labels", [["A", "B", "C", "D", "E", "F"], ["7", "2", "2", "9", "4", "1"], [""] * 6])
def test_labels_without_a_lattice_give_no_scale(drawn: Any, labels: list[str]) -> None:
    def words(axes: Any) -> None:
        axes.set_xticks([0, 20, 40, 60, 80, 100], labels)

    (item,) = digitize_pdf(drawn("a.pdf", words), 1, propose="shapes")
    assert [axis.name for axis in item.axes] == ["y"]
    assert any("x axis: labels seen" in reason for reason in item.review_required)


def test_signs_and_decimals(drawn: Any) -> None:
    def small(axes: Any) -> None:
        axes.set_xlim(-0.3, 100)
        axes.set_xticks([0, 25, 50, 75, 100], ["−0.50", "−0.25", "0.00", "0.25", "0.50"])

    (item,) = digitize_pdf(drawn("a.pdf", small), 1, propose="shapes")
    assert ticks_of(item, "x") == [-0.5, -0.25, 0.0, 0.25, 0.5]


def boxes_with_words(*texts: str) -> Any:
    """Black boxes at three ticks, no letters by their shape, and an OCR that reads a word at each: what is proposed."""
    ticks = [50.0, 150.0, 250.0]
    ink = np.zeros((60, 300))
    for at in (50, 150, 250):
        ink[20:40, at - 12 : at + 12] = 1.0
    words = [(text, (at - 12, 20, at + 12, 40)) for text, at in zip(texts, ticks, strict=False)]
    return propose_scale(ink, ticks, 5.0, "bottom", 1.0, lambda _: words)


def test_what_ocr_reads_is_a_candidate_and_no_more() -> None:
    assert isinstance(boxes_with_words(), str)
    assert isinstance(boxes_with_words("1", "2", "1079"), str)
    assert isinstance(boxes_with_words("1", "2"), str), "two labels are no witness of a scale"
    assert boxes_with_words("1", "2", "3").values == (1.0, 2.0, 3.0)


def test_raised_digits_that_ocr_reads_on_the_line_are_a_power_where_the_ticks_say_so() -> None:
    found = boxes_with_words("10-9", "10-8", "10-7")
    assert (found.scale, found.values) == ("log", pytest.approx((1e-9, 1e-8, 1e-7)))
    assert isinstance(boxes_with_words("102", "103", "104"), str), "these may be numbers, or powers of ten"


def test_a_word_that_stands_at_no_tick_says_nothing() -> None:
    ink = np.zeros((200, 300))
    words = [("1", (40, 20, 60, 40)), ("2", (140, 20, 160, 40)), ("3", (190, 20, 210, 40)), ("3", (240, 150, 260, 170))]
    assert isinstance(propose_scale(ink, [50.0, 150.0, 250.0], 5.0, "bottom", 1.0, lambda _: words), str)


def test_ocr_reads_the_labels_of_a_picture(drawn: Any) -> None:
    item = digitize_raster(drawn("a.png"), propose="ocr")
    assert ticks_of(item, "x") == [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    assert ticks_of(item, "y") == pytest.approx([1e-9, 1e-8, 1e-7, 1e-6, 1e-5], rel=1e-12, abs=0)
    assert any("and OCR" in reason for reason in item.review_required)
