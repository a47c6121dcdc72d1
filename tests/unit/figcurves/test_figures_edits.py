"""What a person changes of a panel that was read: drop, join, split, name, dismiss, and scales by two points."""

from pathlib import Path
from typing import Any

import pytest
from figcurves import digitize_file, digitize_pdf, digitize_raster
from figcurves.model import Digitization
from figure_drawing import Figure
from printed.errors import ConfigError
from test_figures_evidence import folder, read, readings

UP = [2 + 0.1 * pulse for pulse in range(30)]
DOWN = UP[::-1]
BOTH = UP + DOWN


def cycle(plot: Any, path: Path, **labels: Any) -> Path:
    """One page: 30 pulses up, 30 down, in one look; `labels` are of the axes."""
    figure, axes = plot.subplots()
    axes.plot(range(1, 61), BOTH, "o", markersize=3)
    axes.set(xlabel="Pulse number", ylabel="Conductance (µS)", xlim=(0, 61), ylim=(0, 6), **labels)
    figure.savefig(path)
    return path


def panel_of(path: Path, **said: Any) -> Digitization:
    (item,) = digitize_pdf(path, 1, calibration={"panels": {1: said}} if said else None)
    return item


def test_one_look_is_cut_into_its_branches(plot: Any, tmp_path: Path) -> None:
    path = cycle(plot, tmp_path / "a.pdf")
    item = panel_of(path, split={"p1s0": {"at": [30.5], "names": ["LTP", "LTD"]}})
    assert [(one.id, one.name, len(one.points)) for one in item.series] == [
        ("p1s0-1", "LTP", 30),
        ("p1s0-2", "LTD", 30),
    ]
    assert item.series[1].points[-1].y == pytest.approx(2.0, abs=1e-4)
    assert item.tier == "vector_verified", "a cut moves no point"


def test_dropped_joined_and_named(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    x = [0.2 * k for k in range(20)]
    axes.plot(x[:10], [v**2 for v in x[:10]], color="k")
    axes.plot(x[9:][::-1], [v**2 for v in x[9:][::-1]], color="b")
    axes.plot([1, 2, 3], [12, 12, 12], "r")
    axes.set(xlim=(0, 4), ylim=(0, 16))
    figure.savefig(tmp_path / "a.pdf")
    read_as_is = panel_of(tmp_path / "a.pdf")
    assert len(read_as_is.series) == 3
    item = panel_of(
        tmp_path / "a.pdf", drop={"p1s2": "a guide for the eye"}, join={"whole": ["p1s0", "p1s1"]}, name={"whole": "G"}
    )
    (series,) = item.series
    assert series.name == "G"
    assert [point.x for point in series.points] == sorted(point.x for point in series.points), "the piece is turned"
    assert "joined by a person from p1s0, p1s1" in series.flags


def test_a_dismissed_reason_leaves_the_panel_below_verified(tmp_path: Path) -> None:
    """A page whose right scale nobody can assign: a person says which axis it is, or closes the reason."""
    path = tmp_path / "a.pdf"
    before = digitize_pdf(Figure(x_labels=["-2", "-1", "0", "3", "2"]).save(path))[0]
    assert before.review_required
    said = {reason[:20]: "the label 3 is a misprint, as the text says" for reason in before.review_required}
    after = panel_of(path, dismiss=said)
    assert (after.tier, after.needs_review) == ("looked_at", False)
    assert all(any(reason in flag for flag in after.flags) for reason in before.review_required), "nothing is lost"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"drop": {"p1s9": "a legend"}}, "drop: no series 'p1s9' in this panel (there are p1s0)"),
        ({"join": {"all": ["p1s0", "p1s7"]}}, "join: no series 'p1s7'"),
        ({"name": {"LTP": "up"}}, "name: no series 'LTP'"),
        ({"split": {"p1s0": {"at": [99.0]}}}, "no points on one side of a cut"),
        ({"axes": {"p1s4": "y"}}, "axes: no series 'p1s4'"),
    ],
)
def test_an_edit_that_fits_nothing_is_an_open_reason(plot: Any, tmp_path: Path, said: Any, words: str) -> None:
    item = panel_of(cycle(plot, tmp_path / "a.pdf"), **said)
    assert any(words in reason for reason in item.review_required), item.review_required
    assert item.tier == "vector_unverified"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"drop": {"p1s0": " "}}, "without a reason"),
        ({"split": {"p1s0": {"at": [3, 2]}}}, "must rise"),
        ({"split": {"p1s0": {"at": [3], "names": ["one"]}}}, "2 parts, 1 names"),
    ],
)
def test_an_edit_that_says_nothing_is_refused(plot: Any, tmp_path: Path, said: Any, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        panel_of(cycle(plot, tmp_path / "a.pdf"), **said)


def test_an_unknown_key_of_a_panel_is_refused(plot: Any, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"unknown key panels\.1\.dropp; write drop"):
        panel_of(cycle(plot, tmp_path / "a.pdf"), dropp={"p1s0": "x"})


def test_two_points_an_axis_give_a_scale_where_nothing_is_printed(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot(range(1, 61), BOTH, "o", markersize=3)
    axes.set(xlim=(0, 61), ylim=(0, 6), xticks=[], yticks=[])
    figure.savefig(tmp_path / "a.pdf")
    left, bottom, right, top = axes.bbox.extents * 72 / figure.dpi
    x = {"points": [[left, 0], [right, 61]], "label": "Pulse number"}
    frame = [left, bottom, right, top]
    item = panel_of(tmp_path / "a.pdf", frame=frame, x=x, y={"points": [[bottom, 0], [top, 6]], "unit": "µS"})
    (series,) = item.series
    assert [point.y for point in series.points] == pytest.approx(BOTH, abs=1e-3)
    assert item.tier == "looked_at", item.review_required


def test_two_points_an_axis_of_a_picture(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot([1, 2, 3, 4], [10, 20, 15, 30], "o", color="tab:red", markersize=8)
    axes.set(xlim=(0, 5), ylim=(0, 40), xticks=[], yticks=[])
    figure.savefig(tmp_path / "a.png", dpi=200)
    left, bottom, right, top = axes.bbox.extents * 2
    height = figure.get_figheight() * 200
    x = {"points": [[left, 0], [right, 5]]}
    item = digitize_raster(tmp_path / "a.png", {"x": x, "y": {"points": [[height - bottom, 0], [height - top, 40]]}})
    assert item.tier == "looked_at", item.review_required
    points = sorted(item.series[0].points, key=lambda point: point.x)
    assert [point.y for point in points] == pytest.approx([10, 20, 15, 30], abs=0.2)


def test_edits_in_figures_yaml_lead_to_readings_of_both_branches(plot: Any, tmp_path: Path) -> None:
    made = folder(
        tmp_path,
        "roe2024",
        """
curator: A. Reader
date: 2026-11-24
figures:
  - file: paper.pdf
    page: 1
    panel: "1"
    label: Fig. 3
    split: {p1s0: {at: [30.5], names: [LTP, LTD]}}
    series:
      LTP: {device: HfOx, reader: pulses, x: pulse, y: conductance}
      LTD: {device: HfOx, reader: pulses, x: pulse, y: conductance}
""",
    )
    cycle(plot, made / "paper.pdf")
    document = read(tmp_path, "roe2024")
    assert document.warnings == ()
    found = readings(document)
    assert found["roe2024:f3/p1s0-1>g_on"].value == pytest.approx(4.9e-6, rel=1e-4)
    assert found["roe2024:f3/p1s0-2>g_off"].value == pytest.approx(2e-6, rel=1e-4)
    assert found["roe2024:f3/p1s0-2>nonlinearity_alpha"].parameter == "nonlinearity_depression"


def test_two_panels_of_one_picture_each_with_its_frame(plot: Any, tmp_path: Path) -> None:
    figure, (one, two) = plot.subplots(1, 2, figsize=(9, 3.5))
    for axes, top in ((one, 4), (two, 40)):
        axes.plot([1, 2, 3], [top / 4, top / 2, top / 3], "o", color="tab:red", markersize=9)
        axes.set(xlim=(0, 4), ylim=(0, top), xticks=range(5), yticks=[0, top / 4, top / 2, 3 * top / 4, top])
    entries = []
    for name, axes, top in (("a", one, 4), ("b", two, 40)):
        left, bottom, right, upper = axes.bbox.extents * 2
        box = [round(float(v), 1) for v in (left, 700 - upper, right, 700 - bottom)]
        scale = f"x: {{ticks: [0, 1, 2, 3, 4]}}, y: {{ticks: [0, {top / 4}, {top / 2}, {0.75 * top}, {top}], unit: nS}}"
        entries.append(f"  - {{file: fig_1.png, label: Fig. 1{name}, calibration: {{frame: {box}, {scale}}}}}")
    text = "curator: A. Reader\ndate: 2026-11-24\nfigures:\n" + "\n".join(entries)
    made = folder(tmp_path, "roe2024", text)
    figure.savefig(made / "fig_1.png", dpi=200)
    document = read(tmp_path, "roe2024")
    assert document.warnings == ()
    assert [(datum.id, datum.figure and datum.figure.y.high) for datum in document.data] == [
        ("roe2024:f1a/r0", pytest.approx(4, rel=5e-3)),
        ("roe2024:f1b/r0", pytest.approx(40, rel=5e-3)),
    ]


def test_the_door_for_any_file_takes_edits_too(plot: Any, tmp_path: Path) -> None:
    path = cycle(plot, tmp_path / "a.pdf")
    (item,) = digitize_file(path, 1, {"panels": {1: {"name": {"p1s0": "both"}}}})
    assert item.series[0].name == "both"


def two_touch(path: Path) -> dict[str, Any]:
    """Six red marks of 15 pixels, two of which touch, and six blue ones likewise; gives the scale of the picture."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (620, 420), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 50, 500, 350), outline="black", width=2)
    for color, height in (((200, 20, 20), 300), ((20, 60, 200), 120)):
        for x in (150, 200, 250, 300, 400, 411):
            draw.ellipse((x - 7, height - 7, x + 7, height + 7), fill=color)
    image.save(path)
    return {"x": {"points": [[100, 0], [500, 400]]}, "y": {"points": [[350, 0], [50, 300]]}}


def test_a_reason_says_where_it_stands(tmp_path: Path) -> None:
    scale = two_touch(tmp_path / "a.png")
    for series in digitize_raster(tmp_path / "a.png", scale).series:
        (place,) = series.doubt_places
        assert place.reason in series.review_required
        assert place.box[0] == pytest.approx(393, abs=1)
        assert place.box[2] == pytest.approx(418, abs=1)


def test_marks_that_a_person_set_stand_for_those_that_touch_and_the_reason_of_one_series_is_closed_alone(
    tmp_path: Path,
) -> None:
    scale = two_touch(tmp_path / "a.png")
    first, second = digitize_raster(tmp_path / "a.png", scale).series
    assert len(first.points) == 4
    height = first.points[0].pixel[1] if first.points[0].pixel else 0.0
    mended = {
        "mend": {first.id: {"add": [[400, height], [411, height]], "remove": [[150, height]]}},
        "dismiss": {f"{first.id}: {first.review_required[0]}": "they were set by hand"},
    }
    item = digitize_raster(tmp_path / "a.png", {**scale, **mended})
    now, other = item.series
    assert sorted(round(point.x) for point in now.points) == [100, 150, 200, 300, 311]
    assert [point.x for point in now.points if "placed by a person" in point.flags] == pytest.approx(
        [300, 311], abs=0.5
    )
    assert now.review_required == ()
    assert other.review_required == second.review_required
    item = digitize_raster(tmp_path / "a.png", {**scale, **mended, "drop": {second.id: "another device"}})
    assert (item.tier, item.needs_review) == ("looked_at", False)


def test_a_mark_that_is_not_there_cannot_be_taken_away(tmp_path: Path) -> None:
    scale = two_touch(tmp_path / "a.png")
    first = digitize_raster(tmp_path / "a.png", scale).series[0]
    item = digitize_raster(tmp_path / "a.png", {**scale, "mend": {first.id: {"remove": [[170, 200]]}}})
    assert f"mend: {first.id} has no mark at 170, 200" in item.review_required
