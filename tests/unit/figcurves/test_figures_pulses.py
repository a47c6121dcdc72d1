"""Potentiation and depression in pictures: crowded, hollow, joined and covered marks, one at every whole pulse."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from figcurves import digitize_raster
from figcurves.errors import FigureError
from figcurves.label_ink.confirming import proposed_calibration
from figcurves.model import Digitization
from PIL import Image
from test_figures_evidence import documented, folder, read, readings

from tests.builders import ROOT

PULSES = np.arange(5, 45)
STEP = np.arange(1, 41)
UP = 4 + 16 * (1 - np.exp(-STEP / 18)) / (1 - np.exp(-40 / 18))
DOWN = 20 - 16 * (1 - np.exp(-STEP / 12)) / (1 - np.exp(-40 / 12))
SAID: dict[str, Any] = {
    "x": {"points": [[101, 0], [500, 100]], "label": "Pulse number", "every": 1},
    "y": {"points": [[351, 0], [51, 24]], "label": "Conductance", "unit": "nS"},
}


def picture(path: Path, *draw: Any, dpi: int = 100) -> Path:
    """A frame whose x runs from 0 to 100 over columns 100 to 500 and y from 0 to 24 over rows 350 to 50."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure = plt.figure(figsize=(6, 4), dpi=dpi)
    axes = figure.add_axes((100.5 / 600, 49.5 / 400, 400 / 600, 300 / 400))
    axes.set(xlim=(0, 100), ylim=(0, 24), xticks=range(0, 101, 20), yticks=range(0, 25, 4))
    for x, y, look, options in draw:
        axes.plot(x, y, look, **options)
    figure.savefig(path, dpi=dpi)
    plt.close(figure)
    return path


def branches(item: Digitization) -> dict[str, list[float]]:
    return {series.name: [point.y for point in series.points] for series in item.series}


@pytest.mark.parametrize("look", ["o", "s", "s-", "D"])
@pytest.mark.parametrize("fill", ["full", "none"])
def test_crowded_marks_are_read_pulse_by_pulse(tmp_path: Path, look: str, fill: str) -> None:
    """Marks of 8 pixels that stand 4 pixels apart."""
    red = {"color": "#ff0000", "markersize": 6, "fillstyle": fill, "lw": 0.8}
    blue = {**red, "color": "#0000ff"}
    path = picture(tmp_path / "a.png", (PULSES, UP, look, red), (PULSES + 40, DOWN, look, blue))
    item = digitize_raster(path, {**SAID, "series": {"LTP": [255, 0, 0], "LTD": [0, 0, 255]}})
    found = branches(item)
    assert [len(values) for values in found.values()] == [40, 40]
    assert found["LTP"] == pytest.approx(list(UP), abs=0.02 * 16)
    assert found["LTD"] == pytest.approx(list(DOWN), abs=0.02 * 16)
    assert item.tier == "looked_at", (item.review_required, [series.review_required for series in item.series])
    from memlit.reconcile.curves.readers import read_curve

    read = {one.parameter: one for one in read_curve("f", item.series[0].points, "pulses")}
    assert (read["n_states"].value, read["n_states"].problem) == (40, None)


@pytest.mark.parametrize("every", [1, None])
@pytest.mark.parametrize("missing", [[0, 0, 255], [255, 255, 255]])
def test_a_declared_colour_without_ink_is_named_and_the_others_are_read(
    tmp_path: Path, missing: list[int], every: int | None
) -> None:
    """Blue is nowhere in the frame; white is its ground, which is no series."""
    path = picture(tmp_path / "a.png", (PULSES[::3], UP[::3], "s", {"color": "#ff0000", "markersize": 4}))
    said = {**SAID, "x": {**SAID["x"], "every": every}, "series": {"LTP": [255, 0, 0], "LTD": missing}}
    item = digitize_raster(path, said)
    assert item.review_required == ("declared series 'LTD' not found",)
    found = {name: sorted(values) for name, values in branches(item).items()}
    assert found == {"LTP": pytest.approx(sorted(UP[::3]), abs=0.02 * 16)}


def test_an_empty_frame_has_no_series(tmp_path: Path) -> None:
    item = digitize_raster(picture(tmp_path / "a.png"), {**SAID, "series": {"LTP": [255, 0, 0]}})
    assert (item.series, item.review_required) == (
        (),
        ("declared series 'LTP' not found", "no series found in the frame"),
    )


def test_the_colour_of_the_ground_is_no_series(tmp_path: Path) -> None:
    """Red marks on yellow, no colour declared."""
    path = picture(tmp_path / "a.png")
    pixels = np.array(Image.open(path).convert("RGB"))
    pixels[54:348, 104:498] = (255, 230, 150)
    for mark in range(14):
        pixels[300 - 10 * mark : 307 - 10 * mark, 140 + 20 * mark : 147 + 20 * mark] = (255, 0, 0)
    Image.fromarray(pixels).save(path)
    item = digitize_raster(path, {**SAID, "x": {**SAID["x"], "every": None}})
    assert [len(series.points) for series in item.series] == [14]


def two_points(item: dict[str, Any] = SAID) -> dict[str, Any]:
    """All that a person says: two points an axis."""
    return {name: {"points": axis["points"]} for name, axis in item.items()}


@pytest.mark.parametrize("look", ["o", "s-"])
def test_two_points_an_axis_are_enough_for_crowded_marks(tmp_path: Path, look: str) -> None:
    """Black and red marks: neither their colours nor the step of the pulses are declared."""
    black = {"color": "#000000", "markersize": 6, "lw": 0.8}
    path = picture(tmp_path / "a.png", (PULSES, UP, look, black), (PULSES + 40, DOWN, look, {**black, "color": "r"}))
    item = digitize_raster(path, two_points())
    up, down = sorted(([point.y for point in series.points] for series in item.series), key=lambda values: values[0])
    assert up == pytest.approx(list(UP), abs=0.02 * 16)
    assert down == pytest.approx(list(DOWN), abs=0.02 * 16)


def test_marks_between_whole_pulses_are_not_moved_to_them(tmp_path: Path) -> None:
    """Marks at 5.5, 6.5 ... stand alone, so that their places are seen."""
    red = {"color": "#ff0000", "markersize": 4, "mew": 0}
    path = picture(tmp_path / "a.png", (PULSES[::2] * 2 + 0.5, UP[::2], "o", red))
    item = digitize_raster(path, two_points())
    found = sorted(point.x for series in item.series for point in series.points)
    assert found == pytest.approx(list(PULSES[::2] * 2 + 0.5), abs=0.25)


def test_marks_on_tinted_grounds_are_read(tmp_path: Path) -> None:
    """Potentiation stands on pale orange, depression on pale green, as journals print them."""
    black = {"color": "#000000", "markersize": 5}
    path = picture(tmp_path / "a.png", (PULSES, UP, "o", black), (PULSES + 40, DOWN, "o", black))
    pixels = np.array(Image.open(path).convert("RGB")).astype(float)
    pixels[54:348, 104:280] *= np.array([1.0, 0.9, 0.85])
    pixels[54:348, 280:498] *= np.array([0.9, 1.0, 0.85])
    Image.fromarray(pixels.round().astype(np.uint8)).save(path)
    (series,) = digitize_raster(path, two_points()).series
    assert [point.y for point in series.points] == pytest.approx([*UP, *DOWN], abs=0.02 * 16)


def test_marks_that_the_frame_cuts_are_read_on_its_line(tmp_path: Path) -> None:
    """The frame leaves half of the marks of pulse 0 and of the last pulse: exactly G_off and G_on."""
    ramp = np.linspace(4, 20, 101)
    red = {"color": "#ff0000", "markersize": 6}
    path = picture(tmp_path / "a.png", (np.arange(101), ramp, "o", red))
    for said in (two_points(), {**SAID, "series": {"LTP": [255, 0, 0]}}):
        (series,) = digitize_raster(path, said).series
        assert [point.x for point in series.points] == list(range(101))
        assert [point.y for point in series.points] == pytest.approx(list(ramp), abs=0.02 * 16)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"exclude": [[200, 40, 240, 150]]}, "excluded box"),
        ({"frame": [101, 120, 500, 351]}, "cut by the frame"),
        ({"exclude": [[270, 40, 290, 110]]}, "excluded box"),
    ],
)
def test_what_may_hide_a_state_is_asked_about(tmp_path: Path, spoil: dict[str, Any], words: str) -> None:
    """White boxes lie over the marks, as legends do."""
    boxes = [
        ([(x0 + x1 - 200) / 8] * 2, [24, 28 - y1 / 12.5], "-", {"color": "w", "lw": 0.72 * (x1 - x0)})
        for x0, _, x1, y1 in spoil.get("exclude", [])
    ]
    path = picture(tmp_path / "a.png", (PULSES, UP, "o", {"color": "#ff0000", "markersize": 3}), *boxes)
    item = digitize_raster(path, {**SAID, "series": {"LTP": [255, 0, 0]}, **spoil})
    reasons = item.series[0].review_required
    assert any(words in reason for reason in reasons), reasons


def test_marks_seen_in_an_excluded_box_are_read_and_a_legend_key_is_not(tmp_path: Path) -> None:
    """Words stand over the highest marks, and a key of their colour a little below them."""
    red = {"color": "#ff0000", "markersize": 4}
    words = ([36, 44], [21.2, 21.2], "-", {"color": "k", "lw": 1})
    path = picture(tmp_path / "a.png", (PULSES, UP, "o", red), ([38], [12], "o", red), words)
    said = {**SAID, "series": {"LTP": [255, 0, 0]}, "exclude": [[235, 55, 277, 240]]}
    (series,) = digitize_raster(path, said).series
    assert [point.y for point in series.points] == pytest.approx(list(UP), abs=0.02 * 16)
    assert series.review_required == ()


@pytest.mark.parametrize("size", [5, 7])
def test_a_last_mark_that_ink_of_no_series_crosses_is_asked_about(tmp_path: Path, size: int) -> None:
    """The line of a second axis, which nobody declared, runs through the highest of hollow marks."""
    hollow = {"color": "#ff0000", "markersize": size, "fillstyle": "none"}
    line = ([30, 60], [20, 20], "-", {"color": "#800080", "lw": 2})
    path = picture(tmp_path / "a.png", (PULSES, np.linspace(4, 20, 40), "D", hollow), line)
    (series,) = digitize_raster(path, {**SAID, "series": {"LTP": [255, 0, 0]}}).series
    highest = max(point.y for point in series.points)
    assert series.review_required or highest == pytest.approx(20, abs=0.02 * 16)


def test_a_person_who_says_what_is_drawn_only_confirms_the_scale(tmp_path: Path) -> None:
    """Title, unit and pulses are said, no pixel; the file that is saved reads the panel from then on."""
    red = {"color": "#ff0000", "markersize": 5}
    path = picture(tmp_path / "a.png", (PULSES, UP, "o", red))
    said = {
        "x": {"label": "Pulse number", "every": 1},
        "y": {"label": "Conductance", "unit": "nS", "factor": 1},
        "series": {"LTP": [255, 0, 0]},
    }
    with pytest.raises(FigureError, match="no declared scale"):
        digitize_raster(path, said)
    item = digitize_raster(path, said, propose="shapes")
    assert branches(item)["LTP"] == pytest.approx(list(UP), abs=0.02 * 16)
    assert [reason.endswith("confirm it") for reason in item.review_required] == [True, True]
    confirmed = proposed_calibration([item], said)
    assert confirmed["x"]["every"] == 1
    item = digitize_raster(path, confirmed)
    assert (branches(item)["LTP"], item.review_required) == (pytest.approx(list(UP), abs=0.02 * 16), ())


@pytest.mark.parametrize("look", ["x", "+", "x-", "+--"])
@pytest.mark.parametrize("dpi", [100, 200])
def test_crosses_are_read_where_their_strokes_meet(tmp_path: Path, look: str, dpi: int) -> None:
    """Crosses of 8 pixels that stand 4 pixels apart, with their arms over one another."""
    red = {"color": "#ff0000", "markersize": 6, "lw": 0.8}
    path = picture(tmp_path / "a.png", (PULSES, UP, look, red), dpi=dpi)
    places = {"x": [[101, 0], [500, 100]], "y": [[351, 0], [51, 24]]}
    said = {
        name: {**SAID[name], "points": [[at * dpi / 100, value] for at, value in points]}
        for name, points in places.items()
    }
    (series,) = digitize_raster(path, {**said, "series": {"LTP": [255, 0, 0]}}).series
    assert [point.y for point in series.points] == pytest.approx(list(UP), abs=0.02 * 16)
    assert series.review_required == ()


def test_two_branches_of_one_colour_are_not_one(tmp_path: Path) -> None:
    red = {"color": "#ff0000", "markersize": 3}
    path = picture(tmp_path / "a.png", (PULSES, UP, "o", red), (PULSES, UP - 3, "o", red))
    (series,) = digitize_raster(path, {**SAID, "series": {"both": [255, 0, 0]}}).series
    assert any("two states" in reason for reason in series.review_required), series.review_required


def test_a_peak_that_another_series_covers_is_asked_about(tmp_path: Path) -> None:
    """The last marks of a steep rise lie under the first ones of the fall."""
    steep = np.linspace(4, 20, 40)
    red, blue = ({"color": color, "markersize": 13} for color in ("#ff0000", "#0000ff"))
    path = picture(tmp_path / "a.png", (PULSES, steep, "s", red), (PULSES + 40, steep[::-1], "s", blue))
    item = digitize_raster(path, {**SAID, "series": {"LTP": [255, 0, 0], "LTD": [0, 0, 255]}})
    (up, _) = item.series
    highest = max(point.y for point in up.points)
    asked = item.needs_review
    assert asked or highest == pytest.approx(20, abs=0.02 * 16)


def test_the_documented_way_from_a_picture_to_the_states_of_a_device(tmp_path: Path) -> None:
    made = folder(tmp_path, "loe2024", documented("loe2024"))
    red, blue = ({"color": color, "markersize": 5} for color in ("#ff0000", "#0000ff"))
    picture(made / "fig_3.png", (PULSES, UP, "o", red), (PULSES + 40, DOWN, "o", blue))
    guide = (ROOT / "docs/digitize.md").read_text(encoding="utf-8")
    rows = guide.partition("```csv\n")[2].partition("```")[0]
    (made / "readings.csv").write_text("\n".join(map(str.strip, rows.splitlines())) + "\n", encoding="utf-8")
    document = read(tmp_path, "loe2024")
    assert document.warnings == ()
    found = readings(document)
    high, low = found["loe2024:f3/r0>g_on"], found["loe2024:f3/r1>g_off"]
    assert high.value == pytest.approx(20e-6, rel=0.02)
    assert low.value == pytest.approx(4e-6, abs=0.4e-6)
    assert "trust:looked_at" in high.flags
    assert (high.datum.pulse, low.datum.pulse) == ("set", "reset")
    pulse = {one.parameter: one.value for one in found.values() if one.datum.device == "hfox" and one.value}
    assert pulse["set_voltage"] == 1.5
    assert pulse["set_pulse_width"] == pytest.approx(100e-9)


def test_a_mark_over_a_tick_is_whole(tmp_path: Path) -> None:
    """The last mark stands on an inward tick and touches the frame: its state is the lowest."""
    down = np.linspace(20, 0.45, 40)
    blue = {"color": "#1f77b4", "markersize": 7}
    import matplotlib as mpl

    with mpl.rc_context({"xtick.direction": "in", "xtick.major.size": 7, "axes.linewidth": 1.5}):
        path = picture(tmp_path / "a.png", (PULSES + 36, down, "s", blue))
    (series,) = digitize_raster(path, {**SAID, "series": {"LTD": [31, 119, 180]}}).series
    assert min(point.y for point in series.points) == pytest.approx(0.45, abs=0.02 * 20)
    assert len(series.points) == 40


def test_steep_repeats_of_a_pulse_a_pixel_keep_their_turns(tmp_path: Path) -> None:
    """Four sawteeth, 2 pixels a pulse: at a turn a column holds the marks of both flanks."""
    teeth = np.tile(np.concatenate([np.linspace(4, 20, 24), np.linspace(19, 5, 24)]), 4)
    said = {**SAID, "x": {**SAID["x"], "points": [[101, 0], [500, 200]]}}
    blue = {"color": "#0000ff", "markersize": 6}
    path = picture(tmp_path / "a.png", (np.arange(6, 198) / 2.0, teeth, "s", blue))
    item = digitize_raster(path, {**said, "series": {"both": [0, 0, 255]}})
    values = [point.y for point in item.series[0].points]
    assert (max(values), min(values)) == pytest.approx((20, 4), abs=0.02 * 16)
    assert item.tier == "looked_at", item.series[0].review_required


def test_a_box_over_the_middle_of_a_branch_asks_nothing(tmp_path: Path) -> None:
    """What it hides lies between states that were read: no state beyond them can be there."""
    path = picture(tmp_path / "a.png", (PULSES, UP, "o", {"color": "#ff0000", "markersize": 3}))
    item = digitize_raster(path, {**SAID, "series": {"LTP": [255, 0, 0]}, "exclude": [[160, 160, 178, 240]]})
    assert item.tier == "looked_at", item.series[0].review_required
