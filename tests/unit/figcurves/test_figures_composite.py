"""Pictures of several panels cut into them: each plot has a box and a frame of its own, and its printed letter."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from figcurves import panels_of
from figcurves.errors import FigureError
from figcurves.front_door import Asked, read_figures
from figcurves.label_ink.confirming import proposed_calibration

mpl.use("Agg")
import matplotlib.pyplot as plt

Words = list[tuple[str, tuple[float, float, float, float]]]


def pixels(figure: Any) -> np.ndarray:
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[..., :3]


def drawn(rows: int, columns: int, letters: str, inset: bool = False) -> tuple[np.ndarray, list[Any], Words]:
    """A figure of plots with letters at their upper left; the frames of its axes, and the words that OCR would read."""
    figure, axes = plt.subplots(rows, columns, figsize=(3.0 * columns, 2.4 * rows), dpi=120)
    placed = []
    for axis, letter in zip(np.ravel(axes), letters, strict=True):
        axis.plot(np.arange(20), 2.0 + 0.2 * np.arange(20), "o", color="tab:red")
        axis.set(xlabel="Pulse number", ylabel="Conductance (µS)")
        placed.append(axis.text(-0.28, 1.04, f"({letter})", transform=axis.transAxes))
        if inset:
            axis.inset_axes([0.15, 0.6, 0.35, 0.3]).plot([0, 1, 2], [0, 1, 4])
    figure.tight_layout()
    rgb = pixels(figure)
    height = rgb.shape[0]
    boxes = [text.get_window_extent() for text in placed]
    words = [(t.get_text(), (b.x0, height - b.y1, b.x1, height - b.y0)) for t, b in zip(placed, boxes, strict=True)]
    frames = [axis.get_window_extent() for axis in np.ravel(axes)]
    plt.close(figure)
    return rgb, [(b.x0, height - b.y1, b.x1, height - b.y0) for b in frames], words


@pytest.mark.parametrize(("rows", "columns"), [(1, 2), (2, 1), (2, 3)])
def test_each_plot_is_a_panel_with_its_frame_and_letter_in_reading_order(rows: int, columns: int) -> None:
    rgb, frames, words = drawn(rows, columns, "abcdef"[: rows * columns])
    panels = panels_of(rgb, words)
    assert [panel.letter for panel in panels] == list("abcdef"[: rows * columns])
    assert [panel.frame for panel in panels] == [pytest.approx(frame, abs=2.0) for frame in frames]
    for number, panel in enumerate(panels):
        inside = [k for k, (x0, y0, x1, y1) in enumerate(frames) if panel.box[0] < x1 and panel.box[2] > x0
                  and panel.box[1] < y1 and panel.box[3] > y0]  # fmt: skip
        assert inside == [number], "a box holds its own plot and reaches into no other"


def test_without_words_plots_are_told_apart_and_no_letter_is_made_up() -> None:
    rgb, frames, _ = drawn(1, 2, "ab")
    assert [(panel.letter, panel.frame is None) for panel in panels_of(rgb)] == [("", False)] * len(frames)


def test_an_inset_is_part_of_its_panel() -> None:
    rgb, frames, words = drawn(1, 2, "ab", inset=True)
    assert len(panels_of(rgb, words)) == len(frames)


def test_a_drawing_with_a_letter_is_a_panel_without_a_frame() -> None:
    figure = plt.figure(figsize=(6.0, 2.4), dpi=120)
    scheme = figure.add_axes((0.0, 0.0, 0.4, 1.0))
    scheme.set_axis_off()
    scheme.add_patch(plt.Circle((0.5, 0.5), 0.3, color="tab:blue"))
    plot = figure.add_axes((0.55, 0.2, 0.4, 0.7))
    plot.plot([0, 1, 2], [3, 1, 2])
    rgb = pixels(figure)
    plt.close(figure)
    words: Words = [("(a)", (4.0, 4.0, 30.0, 24.0)), ("(b)", (330.0, 4.0, 356.0, 24.0))]
    scheme_panel, plot_panel = panels_of(rgb, words)
    assert (scheme_panel.letter, scheme_panel.frame) == ("a", None)
    assert plot_panel.letter == "b"
    assert plot_panel.frame is not None


def test_boxes_and_wires_of_a_circuit_are_no_plots() -> None:
    figure = plt.figure(figsize=(5.0, 3.0), dpi=120)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    for x in (0.1, 0.4, 0.7):
        axes.add_patch(plt.Rectangle((x, 0.3), 0.2, 0.4, fill=False))
        axes.plot([x + 0.2, x + 0.3], [0.5, 0.5], color="black")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    rgb = pixels(figure)
    plt.close(figure)
    (panel,) = panels_of(rgb)
    assert panel.frame is None


def test_a_single_plot_is_one_panel() -> None:
    rgb, (frame,), words = drawn(1, 1, "a")
    (panel,) = panels_of(rgb, words)
    assert panel.frame == pytest.approx(frame, abs=2.0)


def test_one_panel_of_a_picture_is_read_where_only_its_number_is_said(tmp_path: Path) -> None:
    rgb, _, _ = drawn(1, 2, "ab")
    path = tmp_path / "fig_3.png"
    plt.imsave(path, rgb)
    with pytest.raises(FigureError, match="several panels: 1"):
        read_figures(Asked(path, propose="shapes"))
    (item,) = read_figures(Asked(path, panel="2", propose="shapes"))
    (series,) = item.series
    assert sorted(round(point.y, 1) for point in series.points) == [round(2.0 + 0.2 * n, 1) for n in range(20)]
    assert proposed_calibration([item])["frame"] == pytest.approx(item.frame, abs=0.01)
    with pytest.raises(FigureError, match="no panel 3 with axes"):
        read_figures(Asked(path, panel="3", propose="shapes"))
