"""Pictures whose frame cuts marks, with error bars, with two series of one colour: no mark is lost unasked."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from figcurves import digitize_raster
from figcurves.label_ink.proposals import ScaleProposal, propose_scale
from figcurves.model import Digitization
from figcurves.ocr import SeenWord

PULSES = np.arange(21)
UP = 4 + 16 * (1 - np.exp(-PULSES / 8)) / (1 - np.exp(-20 / 8))
SAID: dict[str, Any] = {
    "x": {"points": [[101, 0], [501, 20]], "label": "Pulse number"},
    "y": {"points": [[351, 0], [51, 24]], "label": "Conductance", "unit": "nS"},
}


def drawn(path: Path, *series: dict[str, Any], last: float = 20.0) -> Path:
    """A frame whose x runs from 0 to `last` over columns 100 to 500 and y from 0 to 24 over rows 350 to 50."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure = plt.figure(figsize=(6, 4), dpi=100)
    axes = figure.add_axes((100.5 / 600, 49.5 / 400, 400 / 600, 300 / 400))
    axes.set(xlim=(0, last), ylim=(0, 24), xticks=range(0, int(last) + 1, 5), yticks=range(0, 25, 4))
    for one in series:
        axes.errorbar(PULSES, **{"ls": "none", "ms": 7, "lw": 0.8, **one})
    figure.savefig(path, dpi=100)
    plt.close(figure)
    return path


def reasons(item: Digitization) -> str:
    return "; ".join([*item.review_required, *(why for series in item.series for why in series.review_required)])


@pytest.mark.parametrize("look", ["o", "D", "^"])
@pytest.mark.parametrize("line", ["none", "-"])
def test_the_first_and_the_last_mark_are_read_where_the_frame_halves_them(tmp_path: Path, look: str, line: str) -> None:
    path = drawn(tmp_path / "a.png", {"y": UP, "marker": look, "color": "#ff0000", "ls": line})
    (series,) = digitize_raster(path, SAID).series
    assert [round(point.x) for point in series.points] == list(PULSES)
    assert [point.y for point in series.points] == pytest.approx(list(UP), abs=0.02 * 16)
    if look == "o":
        assert [round(point.x) for point in series.points if "cut by the frame" in point.flags] == [0, 20]


def test_a_mark_of_which_the_frame_leaves_a_speck_is_asked_about_with_its_place(tmp_path: Path) -> None:
    """The scale says that pulse 20 stands 8 pixels beyond the frame; a tip of its mark is left."""
    path = drawn(tmp_path / "a.png", {"y": UP, "marker": "D", "color": "#0000ff", "ms": 14}, last=19.6)
    said = {**SAID, "x": {**SAID["x"], "points": [[101, 0], [407, 15]]}}
    item = digitize_raster(path, said)
    last = [point for series in item.series for point in series.points if round(point.x) == 20]
    assert (last and last[0].y == pytest.approx(20.0, abs=0.32)) or "cut by the frame near pixel" in reasons(item)


@pytest.mark.parametrize("bars", ["#ff0000", "#808080"])
@pytest.mark.parametrize("capsize", [0, 3])
def test_error_bars_to_one_side_move_no_mark(tmp_path: Path, bars: str, capsize: int) -> None:
    tall = np.stack([np.zeros(21), np.linspace(1.5, 3.0, 21)])
    some = {"y": UP, "yerr": tall, "ecolor": bars, "capsize": capsize, "marker": "o", "color": "#ff0000"}
    path = drawn(tmp_path / "a.png", some)
    item = digitize_raster(path, SAID)
    if reasons(item):
        return
    (series,) = item.series
    inner = [point for point in series.points if 0 < round(point.x) < 20]
    assert len(inner) == 19
    assert [point.y for point in inner] == pytest.approx(list(UP[1:-1]), abs=0.02 * 16)


@pytest.mark.parametrize(
    ("look", "other"),
    [
        ({"marker": "o"}, {"marker": "o", "mfc": "none"}),
        ({"marker": "s"}, {"marker": "D"}),
        ({"marker": "o"}, {"marker": "^"}),
        ({"marker": "o", "ls": "-"}, {"marker": "o", "ls": "-"}),
    ],
)
def test_two_series_of_one_colour_are_two(tmp_path: Path, look: dict[str, str], other: dict[str, str]) -> None:
    """Filled and open marks, marks of two shapes, and two curves that lines join."""
    blue = {"color": "#0000ff"}
    path = drawn(tmp_path / "a.png", {"y": UP, **blue, **look}, {"y": 0.5 * UP, **blue, **other})
    item = digitize_raster(path, SAID)
    means = sorted(float(np.mean([point.y for point in series.points])) for series in item.series)
    assert means == pytest.approx([0.5 * UP.mean(), UP.mean()], abs=0.5)
    assert [len(series.points) for series in item.series] == [21, 21]


def test_marks_of_one_colour_and_one_look_that_nothing_joins_are_asked_about(tmp_path: Path) -> None:
    blue = {"color": "#0000ff", "marker": "o"}
    item = digitize_raster(drawn(tmp_path / "a.png", {"y": UP, **blue}, {"y": 0.5 * UP, **blue}), SAID)
    assert len(item.series) == 2 or reasons(item)


def test_violet_is_no_blend_of_blue(tmp_path: Path) -> None:
    violet = {"y": UP, "color": "#7030a0", "marker": "o"}
    item = digitize_raster(drawn(tmp_path / "a.png", violet, {"y": 0.5 * UP, "color": "#0000ff", "marker": "s"}), SAID)
    assert sorted(len(series.points) for series in item.series) == [21, 21]


def test_a_tick_that_stands_at_no_step_of_the_labels_is_refused() -> None:
    """A curve that touches the axis beside 60 moves the tick to where 60.2 would stand."""
    ticks, printed = [0.0, 100.0, 200.0, 303.0, 400.0], ["0", "20", "40", "60", "80"]
    ticks = [at + 20.0 for at in ticks]
    ink = np.zeros((60, 450))
    for at in ticks:
        ink[20:40, round(at) - 12 : round(at) + 12] = 1.0
    words: list[SeenWord] = [(text, (at - 12, 20.0, at + 12, 40.0)) for at, text in zip(ticks, printed, strict=True)]
    found = propose_scale(ink, ticks, 5.0, "bottom", 1.0, lambda _: words)
    assert not isinstance(found, ScaleProposal)
    assert "a long tick stands at 60." in found
