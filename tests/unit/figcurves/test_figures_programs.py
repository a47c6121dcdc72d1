"""Panels as the programs draw them: keys far from their words, legends outside, grids for frames, ticks on pixels."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from figcurves import digitize_pdf
from figcurves.model import Digitization
from figure_drawing import BOTTOM, LEFT, RIGHT, TOP, Figure, text

X = np.arange(1.0, 13.0)


@pytest.fixture
def plot() -> Iterator[Any]:
    import matplotlib as mpl

    mpl.use("pdf")
    import matplotlib.pyplot as plt

    yield plt
    plt.close("all")


def saved(figure: Any, path: Path) -> Digitization:
    figure.savefig(path)
    (item,) = digitize_pdf(path)
    return item


def drawn(path: Path, figure: Figure, *more: str) -> Digitization:
    content = "\n".join((figure.content(), *more))
    figure.content = lambda: content  # type: ignore[method-assign]
    (item,) = digitize_pdf(figure.save(path))
    return item


def counts(item: Digitization) -> dict[str, int]:
    return {series.name: len(series.points) for series in item.series if series.kind == "marks"}


def test_keys_in_a_column_are_keys_however_far_their_words_stand(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    for number, (mark, name) in enumerate((("o", "LTP"), ("^", "LTD"))):
        axes.plot(X, X * (number + 1), mark, color="k", markerfacecolor="none", label=name)
    axes.legend(handletextpad=3.5, markerscale=1.4, frameon=False, loc="upper left")
    item = saved(figure, tmp_path / "a.pdf")
    assert item.tier == "vector_verified"
    assert counts(item) == {"LTP": 12, "LTD": 12}


def test_marks_beside_the_words_of_a_legend_stay_data_where_its_keys_stand_in_a_column(
    plot: Any, tmp_path: Path
) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X, "s", color="k", label="SET")
    axes.plot(X, 13 - X, "o", color="k", label="RESET")
    axes.legend(handletextpad=2.2, loc="center right", framealpha=0.0)
    item = saved(figure, tmp_path / "a.pdf")
    assert counts(item) == {"SET": 12, "RESET": 12}


@pytest.mark.parametrize("style", ["o", "-", "o-"])
def test_a_legend_outside_the_frame_names_its_series(plot: Any, tmp_path: Path, style: str) -> None:
    figure, axes = plot.subplots(figsize=(6, 3))
    for number, color in enumerate(("#ff0000", "#0000ff")):
        axes.plot(X, X * (number + 1) + 1, style, color=color, label=("HRS", "LRS")[number])
    axes.legend(bbox_to_anchor=(1.02, 1.0), loc="upper left", frameon=False)
    figure.subplots_adjust(right=0.7)
    item = saved(figure, tmp_path / "a.pdf")
    assert {series.name: series.color for series in item.series} == {"HRS": (255, 0, 0), "LRS": (0, 0, 255)}


def test_two_names_for_one_look_name_neither(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    for number in range(2):
        axes.plot(X, X * (number + 1) + 1, "k-", label=("SET", "RESET")[number])
    axes.legend()
    item = saved(figure, tmp_path / "a.pdf")
    assert [series.name for series in item.series] == ["", ""]


def test_marks_at_both_ends_of_a_key_are_no_data(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X, "o-", color="#ff0000", label="HRS")
    axes.plot(X, 30 - X, "s-", color="#0000ff", label="LRS")
    axes.legend(numpoints=2, loc="center left")
    item = saved(figure, tmp_path / "a.pdf")
    assert counts(item) == {"HRS": 12, "LRS": 12}


def test_a_grid_without_frame_or_ticks_carries_the_scale(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X**2, "o", color="#ff0000")
    axes.set(xlim=(-3, 17), ylim=(-15, 165), xlabel="Voltage (V)", ylabel="Current (A)")
    axes.grid()
    axes.tick_params(length=0)
    axes.patch.set_visible(False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    item = saved(figure, tmp_path / "a.pdf")
    assert item.tier == "vector_verified"
    assert np.allclose([(p.x, p.y) for p in item.series[0].points], np.column_stack([X, X**2]), atol=0.02)


def test_labels_at_the_ends_of_the_frame_need_no_tick(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X, "o")
    axes.set(xlim=(0, 14), ylim=(0, 14))
    figure.canvas.draw()
    for axis in (axes.xaxis, axes.yaxis):
        for tick in (axis.get_major_ticks()[0], axis.get_major_ticks()[-1]):
            tick.tick1line.set_visible(False)
    assert saved(figure, tmp_path / "a.pdf").tier == "vector_verified"


def test_a_wrong_label_at_the_end_of_the_frame_is_asked_about(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X, "o")
    axes.set(xlim=(0, 14), ylim=(0, 14))
    axes.set_xticks(range(0, 15, 2), ["0", "2", "4", "6", "8", "10", "12", "15"])
    figure.canvas.draw()
    axes.xaxis.get_major_ticks()[-1].tick1line.set_visible(False)
    assert saved(figure, tmp_path / "a.pdf").tier != "vector_verified"


def test_ticks_rounded_to_whole_pixels_are_read_and_their_residual_told(tmp_path: Path) -> None:
    decade = 39.61
    places = [BOTTOM + round(decade * k) for k in range(7)]
    item = drawn(tmp_path / "a.pdf", Figure(y_places=places, log_minor=False))
    assert item.tier == "vector_verified"
    (y,) = (axis for axis in item.axes if axis.name == "y")
    assert y.residual is not None
    assert 0.35 < y.residual < 0.9
    for point in item.series[0].points:
        exact = -9 + (point.pixel[1] - BOTTOM) / decade
        assert abs(math.log10(point.y) - exact) < 0.01


def test_crosses_of_two_strokes_that_are_each_closed_are_one_mark(tmp_path: Path) -> None:
    crosses = "\n".join(
        f"0 0 1 RG {x - 3} {y - 3} m {x + 3} {y + 3} l h S {x - 3} {y + 3} m {x + 3} {y - 3} l h S"
        for x, y in ((LEFT + 30.0 * k, TOP - 20.0 * k) for k in range(1, 9))
    )
    item = drawn(tmp_path / "a.pdf", Figure(), crosses)
    assert sorted(len(series.points) for series in item.series) == [8, 12]


def test_the_border_of_a_chart_is_no_series(tmp_path: Path) -> None:
    item = drawn(tmp_path / "a.pdf", Figure(), "0 G 230 5 m 10 5 l 10 355 l 450 355 l 450 5 l h S")
    assert [series.kind for series in item.series] == ["marks"]


def test_ticks_that_cross_the_axis_unevenly_are_no_data(tmp_path: Path) -> None:
    figure = Figure()
    ticks = "\n".join(f"{LEFT + 75.0 * k} {BOTTOM - 4.5} m {LEFT + 75.0 * k} {BOTTOM + 1.5} l S" for k in range(1, 4))
    content = figure.content()
    for k in range(5):
        content = content.replace(f"{LEFT + 75.0 * k} {BOTTOM} m {LEFT + 75.0 * k} {BOTTOM - 5} l S", "")
    figure.content = lambda: content  # type: ignore[method-assign]
    item = drawn(tmp_path / "a.pdf", figure, "0 G", ticks)
    assert [len(series.points) for series in item.series] == [12]


def test_letters_printed_twice_at_one_place_are_one(tmp_path: Path) -> None:
    again = [text(label, LEFT + 75.0 * k - 2.78 * len(label), BOTTOM - 18) for k, label in enumerate(Figure().x_labels)]
    assert drawn(tmp_path / "a.pdf", Figure(), *again).tier == "vector_verified"


def test_a_title_whose_brackets_do_not_match_gives_no_unit(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X, "o")
    axes.set(ylabel="Resistance (k kOhm m))")
    item = saved(figure, tmp_path / "a.pdf")
    assert any("brackets" in reason for reason in item.review_required)


@pytest.mark.parametrize(("words", "unit"), [("Voltage (V)", "V"), ("Fig. 2 Loops (V)", "")])
def test_a_centred_title_far_below_its_labels_is_read_and_a_caption_is_not(
    tmp_path: Path, words: str, unit: str
) -> None:
    middle = (LEFT + RIGHT) / 2.0
    item = drawn(
        tmp_path / "a.pdf", Figure(), "0 g", text(words.replace("(", r"\(").replace(")", r"\)"), middle - 25, 12)
    )
    assert next(axis.unit for axis in item.axes if axis.name == "x") == unit


def test_a_key_anywhere_in_the_frame_of_a_legend_is_a_key(tmp_path: Path) -> None:
    box = f"1 g 0 G {LEFT + 20} {TOP - 40} 120 24 re B 1 0 0 rg {LEFT + 27} {TOP - 31} 6 6 re f 0 g"
    item = drawn(tmp_path / "a.pdf", Figure(), box, text("HRS", LEFT + 80, TOP - 31.6))
    assert [(series.name, len(series.points)) for series in item.series] == [("HRS", 12)]


def test_a_line_without_the_vertices_between_which_it_runs_straight_joins_its_marks(tmp_path: Path) -> None:
    values = [(-1.9 + 0.33 * k, 10 ** (-8.7 + 0.45 * k)) for k in range(12)]
    ends = [(LEFT + 75.0 * (x + 2.0), BOTTOM + 40.0 * (math.log10(y) + 9.0)) for x, y in (values[0], values[-1])]
    line = f"1 0 0 RG {ends[0][0]:.4f} {ends[0][1]:.4f} m {ends[1][0]:.4f} {ends[1][1]:.4f} l S"
    item = drawn(tmp_path / "a.pdf", Figure(values=values), line)
    assert [(series.kind, len(series.points)) for series in item.series] == [("marks", 12)]


def test_a_title_that_runs_beside_the_widest_label_keeps_its_unit(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X * 1e-6, "o")
    axes.set_yticks([0, 4e-6, 8e-6, 1.2e-5], ["0", "4e-06", "8e-06", "1.2e-05"])
    axes.set_ylabel("Conductance (S)", labelpad=-9, y=0.5)
    item = saved(figure, tmp_path / "a.pdf")
    assert next(axis.unit for axis in item.axes if axis.name == "y") == "S"
