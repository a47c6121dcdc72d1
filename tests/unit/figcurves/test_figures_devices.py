"""Device curves as papers draw them: decimals in Helvetica, crosses, insets, shared and multiplied labels."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from figcurves import digitize_pdf
from figure_drawing import save, text


def page(path: Path, *parts: str) -> Path:
    import pikepdf

    pdf = pikepdf.new()
    sheet = pdf.add_blank_page(page_size=(460, 360))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    sheet.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    sheet.Contents = pdf.make_stream("\n".join(parts).encode("latin-1"))
    pdf.save(path)
    return path


def frame(x_labels: list[str], y_labels: list[str]) -> list[str]:
    """A frame from (80, 60) to (380, 300), ticks and labels at even places."""
    out = ["0.8 w 0 G 0 g 80 60 300 240 re S"]
    for number, label in enumerate(x_labels):
        x = 80 + 300 * number / (len(x_labels) - 1)
        out += [f"{x:.3f} 60 m {x:.3f} 55 l S", text(label, x - 2.6 * len(label), 42)]
    for number, label in enumerate(y_labels):
        y = 60 + 240 * number / (len(y_labels) - 1)
        out += [f"80 {y:.3f} m 75 {y:.3f} l S", text(label, 70 - 5.2 * len(label), y - 3.6)]
    return out


def test_decimals_whose_point_stands_far_from_a_narrow_one(tmp_path: Path) -> None:
    drawn = frame(["-1.5", "-1.0", "-0.5", "0.0", "0.5", "1.0", "1.5"], ["0", "1.1", "2.2"])
    marks = [f"1 0 0 rg {80 + 30 * k - 3} {60 + 20 * k - 3} 6 6 re f" for k in range(1, 10)]
    (item,) = digitize_pdf(page(tmp_path / "a.pdf", *drawn, *marks), 1)
    assert item.tier == "vector_verified", item.review_required
    assert [p.x for p in item.series[0].points] == pytest.approx([-1.5 + 0.3 * k for k in range(1, 10)])
    assert [p.y for p in item.series[0].points] == pytest.approx([2.2 * k / 12 for k in range(1, 10)])


@pytest.mark.parametrize("cross", ["plus", "cross"])
def test_two_strokes_through_one_centre_are_one_mark(tmp_path: Path, cross: str) -> None:
    drawn = frame(["0", "1", "2", "3"], ["0", "1", "2"])
    places = [(80 + 25 * k, 60 + 20 * k) for k in range(1, 12)]
    strokes = []
    for x, y in places:
        ends = ((4, 0), (0, 4)) if cross == "plus" else ((3, 3), (3, -3))
        strokes += [f"0 G {x - a} {y - b} m {x + a} {y + b} l S" for a, b in ends]
    (item,) = digitize_pdf(page(tmp_path / "a.pdf", *drawn, *strokes), 1)
    (series,) = item.series
    assert [p.pixel for p in series.points] == [(pytest.approx(x), pytest.approx(y)) for x, y in places]
    assert item.tier == "vector_verified", (item.review_required, series.review_required)


def test_an_inset_keeps_its_own_marks_and_hides_none_of_the_panel(plot: Any, tmp_path: Path) -> None:
    n = np.arange(1.0, 65.0)
    figure, axes = plot.subplots()
    axes.plot(2 * n, n, "bo")
    inset = axes.inset_axes([0.55, 0.12, 0.4, 0.4])
    inset.plot(n, 100 - n, "r.")
    outer, inner = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    assert [len(series.points) for series in outer.series] == [64]
    assert [p.y for p in outer.series[0].points] == pytest.approx(list(n), abs=1e-4)
    assert [len(series.points) for series in inner.series] == [64]
    assert [p.y for p in inner.series[0].points] == pytest.approx(list(100 - n), abs=1e-4)


def test_y_scale_shared_with_the_panel_to_the_left(plot: Any, tmp_path: Path) -> None:
    x = np.arange(1.0, 31.0)
    figure, axes = plot.subplots(1, 3, sharey=True, figsize=(11, 4))
    for number, panel in enumerate(axes, start=1):
        panel.plot(x, x * number, "o")
    items = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    for number, item in enumerate(items, start=1):
        assert item.series[0].points[-1].y == pytest.approx(30.0 * number, abs=1e-3)
    assert "y scale shared with the panel to the left" in items[2].axis("y").flags


def test_a_log_axis_within_one_decade(plot: Any, tmp_path: Path) -> None:
    # its labels are products, 2 x 10^-6, and all but one tick are short
    figure, axes = plot.subplots(figsize=(4, 3))
    axes.loglog([1, 2, 3, 4], [2e-6, 3e-6, 5e-6, 8e-6], "ko")
    (item,) = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    assert [axis.scale for axis in item.axes] == ["log", "log"]
    assert [p.y for p in item.series[0].points] == pytest.approx([2e-6, 3e-6, 5e-6, 8e-6], rel=1e-5)
    assert item.tier == "vector_verified", item.review_required


def test_bars_side_by_side_over_words_with_error_bars(plot: Any, tmp_path: Path) -> None:
    x = np.arange(4)
    figure, axes = plot.subplots()
    axes.bar(x - 0.2, [3, 4, 2, 5], 0.4, yerr=0.3, capsize=3, color="C0", label="Set")
    axes.bar(x + 0.2, [2, 3, 4, 1], 0.4, color="C1", label="Reset")
    axes.set_xticks(x, ["HfO2", "TaOx", "PCM cell", "FTJ"])
    axes.legend()
    (item,) = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    assert item.tier == "vector_verified", (item.review_required, item.series)
    first, second = sorted(item.series, key=lambda series: series.name, reverse=True)
    assert (first.name, second.name) == ("Set", "Reset")
    assert [(p.flags[0], round(p.y, 4)) for p in second.points] == [
        ("label=HfO2", 2.0),
        ("label=TaOx", 3.0),
        ("label=PCM cell", 4.0),
        ("label=FTJ", 1.0),
    ]
    assert first.points[0].y_error == pytest.approx((2.7, 3.3), abs=1e-3)


def test_marks_under_an_opaque_box_and_outside_the_clip_are_flagged(tmp_path: Path) -> None:
    drawn = frame(["0", "1", "2", "3"], ["0", "1", "2"])
    marks = [f"1 0 0 rg {80 + 30 * k - 3} {60 + 20 * k - 3} 6 6 re f" for k in range(1, 10)]
    box = "1 g 180 130 40 40 re f"
    clip = "q 80 60 300 240 re W n 1 0 0 rg 377 77 6 6 re f 1 0 0 rg 379 97 6 6 re f Q"
    (item,) = digitize_pdf(page(tmp_path / "a.pdf", *drawn, *marks, box, clip), 1)
    flags = {(round(p.pixel[0]), round(p.pixel[1])): p.flags for p in item.series[0].points if p.pixel}
    assert flags[200, 140] == ("hidden",)
    assert flags[380, 80] == ()
    assert "clipped" in flags[382, 100]
    assert sum(bool(flag) for flag in flags.values()) == 2


def test_a_panel_without_words_says_which_ticks_to_declare(tmp_path: Path) -> None:
    drawn = [part for part in frame(["0", "1", "2", "3"], ["0", "1", "2"]) if not part.startswith("BT")]
    (item,) = digitize_pdf(page(tmp_path / "a.pdf", *drawn, "1 0 0 rg 200 100 6 6 re f"), 1)
    (reason,) = item.review_required
    assert "declare its ticks (4 long ones on x at 80, 180, 280, 380 pt; 3 long ones on y at 60, 180, 300 pt)" in reason
    scale = {"panels": {1: {"x": {"ticks": [0, 1, 2, 3]}, "y": {"ticks": [0, 1, 2]}}}}
    (read,) = digitize_pdf(tmp_path / "a.pdf", 1, calibration=scale)
    assert (read.series[0].points[0].x, read.series[0].points[0].y) == pytest.approx((1.23, 43 / 120))


def test_an_image_in_a_page_keeps_its_own_pixels_and_says_where_it_stands(plot: Any, tmp_path: Path) -> None:
    import io

    import pikepdf
    from figcurves import digitize_file, digitize_page_image, page_images
    from figcurves.errors import FigureError
    from PIL import Image

    figure, axes = plot.subplots()
    x, y = np.array([10.0, 30.0, 55.0, 80.0]), np.array([1e-8, 1e-7, 3e-6, 2e-5])
    axes.semilogy(x, y, "o", color="tab:red", markersize=8)
    axes.set_xlim(0, 100)
    axes.set_ylim(1e-9, 1e-4)
    out = io.BytesIO()
    figure.savefig(out, dpi=200)
    shown = Image.open(out).convert("RGB")
    pdf = pikepdf.new()
    sheet = pdf.add_blank_page(page_size=(595, 842))
    drawn = pikepdf.Dictionary()
    for name, picture in (("Up", shown), ("Turned", shown.transpose(Image.Transpose.ROTATE_90))):
        stream = pdf.make_stream(picture.tobytes())
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height = picture.size
        stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
        drawn[f"/{name}"] = stream
    sheet.Resources = pikepdf.Dictionary(XObject=drawn)
    # the second is stored turned and drawn with a quarter turn back
    sheet.Contents = pdf.make_stream(b"q 384 0 0 288 72 500 cm /Up Do Q q 0 -288 384 0 72 450 cm /Turned Do Q")
    path = tmp_path / "scan.pdf"
    pdf.save(path)
    first, _ = page_images(path, 1)
    assert str(first) == "image 1: 1280 x 960 pixels at [72, 500, 456, 788] pt, 240 dpi"
    scale = {
        "x": {"scale": "linear", "ticks": [0, 20, 40, 60, 80, 100]},
        "y": {"scale": "log", "ticks": [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4]},
        "series": {"LRS": [214, 39, 40]},
    }
    for number in (1, 2):
        item = digitize_page_image(path, 1, number, scale)
        assert (item.page, item.panel, item.source) == (1, f"image {number}", "scan.pdf")
        points = sorted(item.series[0].points, key=lambda p: p.x)
        assert [p.x for p in points] == pytest.approx(list(x), abs=0.15)
        assert np.log10([p.y for p in points]) == pytest.approx(np.log10(y), abs=0.01)
        assert points[0].locator.startswith("op=")
        assert " px=" in points[0].locator
    with pytest.raises(FigureError, match=r"image 1: 1280 x 960 pixels .* name the image and its scale"):
        digitize_file(path, 1)
    with pytest.raises(FigureError, match="no image 3"):
        digitize_page_image(path, 1, 3, scale)


def test_a_page_of_text_is_not_called_a_scan(plot: Any, tmp_path: Path) -> None:
    from figcurves import digitize_file
    from figcurves.errors import FigureError

    figure = plot.figure()
    figure.text(0.2, 0.5, "Only words stand on this page.")
    figure.savefig(tmp_path / "text.pdf")
    with pytest.raises(FigureError, match="and no image large enough") as told:
        digitize_file(tmp_path / "text.pdf", 1)
    assert "scan" not in str(told.value)


def test_labels_of_a_neighbouring_log_panel_are_no_factor(plot: Any, tmp_path: Path) -> None:
    # the lowest label of the right panel, 10^3, stands at the end of the left panel's x axis
    t = np.logspace(0, 4, 25)
    figure, axes = plot.subplots(2, 2, figsize=(7, 5))
    axes[0, 0].plot(t, t, "k.")
    axes[0, 1].loglog(t, 1e4 * t**0.01, "ro")
    axes[0, 1].set_ylim(1e3, 1e7)
    axes[1, 0].plot(np.arange(50), 5e-6 * np.arange(50), "g.")
    axes[1, 1].hist(np.array([1.0] * 20 + [1.3] + [2.0] * 20), 5)
    figure.tight_layout()
    items = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    assert [item.tier for item in items] == ["vector_verified"] * 4, [item.review_required for item in items]
    assert [p.x for p in items[0].series[0].points] == pytest.approx(list(t), abs=0.01)
    assert items[2].series[0].points[-1].y == pytest.approx(245e-6, rel=1e-4)
    (bins,) = items[3].series
    assert [round(p.y, 3) for p in sorted(bins.points, key=lambda p: p.x)] == [20, 1, 20]


def test_dots_in_the_middle_of_drawn_marks_are_no_series(tmp_path: Path) -> None:
    drawn = frame(["0", "1", "2", "3"], ["0", "1", "2"])
    places = [(80 + 25 * k, 60 + 20 * k) for k in range(1, 12)]
    marks = [f"1 0 0 RG {x - 3} {y - 3} 6 6 re S {x} {y} m {x} {y} l S" for x, y in places]
    dots = [f"0 0 1 RG {x} {y + 60} m {x} {y + 60} l S" for x, y in places[:8]]
    (item,) = digitize_pdf(page(tmp_path / "a.pdf", *drawn, *marks, "2 w 1 J", *dots), 1)
    assert sorted(len(series.points) for series in item.series) == [8, 11]
    assert all(series.kind == "marks" for series in item.series)


def test_a_dashed_curve_of_separate_strokes_is_one_line(tmp_path: Path) -> None:
    drawn = frame(["0", "1", "2", "3"], ["0", "1", "2"])
    ends = 85 + np.sort(np.concatenate([4.8 * np.arange(60), 4.8 * np.arange(60) + 2.8]))
    places = np.column_stack([ends, 180 + 80 * np.sin((ends - 80) / 45)])
    strokes = [
        f"1 0 0 RG {a[0]:.3f} {a[1]:.3f} m {b[0]:.3f} {b[1]:.3f} l S"
        for a, b in zip(places[::2], places[1::2], strict=True)
    ]
    (item,) = digitize_pdf(page(tmp_path / "a.pdf", *drawn, *strokes), 1)
    (series,) = item.series
    assert series.kind == "line"
    assert "joined from 60 strokes" in series.flags
    assert [p.x for p in series.points] == pytest.approx(list((places[:, 0] - 80) / 100), abs=1e-4)
    assert [p.y for p in series.points] == pytest.approx(list((places[:, 1] - 60) / 120), abs=1e-4)


def test_a_reference_line_from_edge_to_edge_is_no_series_and_no_doubt(plot: Any, tmp_path: Path) -> None:
    n = np.arange(1.0, 51.0)
    figure, axes = plot.subplots(figsize=(4, 3))
    axes.plot(n, n**0.5, "bo", ms=3)
    axes.axhline(3, ls="--", c="k")
    axes.axhline(5.3, ls="--", c="k")
    (item,) = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    assert [len(series.points) for series in item.series] == [50]
    assert item.tier == "vector_verified", item.review_required
    assert "1 lines from edge to edge taken as references" in item.flags


def test_crosses_that_matplotlib_fills_are_one_mark_each(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    x = np.arange(1.0, 13.0)
    axes.plot(x, x**1.5, "x", color="r")
    axes.plot(x, 40 - x, "+", color="b")
    (item,) = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    assert [len(series.points) for series in item.series] == [12, 12]
    assert [point.y for point in item.series[0].points] == pytest.approx(x**1.5, abs=0.01)
    assert item.tier == "vector_verified", item.review_required


def test_bands_and_spans_are_ground_and_no_series(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    x = np.linspace(0.5, 9.5, 19)
    axes.fill_between(x, 2.6 + np.sqrt(x), 3.4 + np.sqrt(x), alpha=0.3)
    axes.plot(x, 3 + np.sqrt(x), "o", color="C0")
    axes.axvspan(2, 3, color="gold", alpha=0.3)
    axes.set(xlim=(0, 10), ylim=(2, 8))
    (item,) = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    (series,) = item.series
    assert (series.kind, len(series.points)) == ("marks", 19)
    assert item.tier == "vector_verified", item.review_required
    assert "2 filled areas not read as series" in item.flags


def test_a_dark_area_stays_ink_that_nothing_explains(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    x = np.linspace(0.5, 9.5, 19)
    axes.fill_between(x, 3 + np.sqrt(x), 3.3 + np.sqrt(x), color="k")
    axes.plot(x, 2.5 + 0 * x, "o", color="C0")
    axes.set(xlim=(0, 10), ylim=(2, 8))
    (item,) = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    assert any("of the ink in the frame" in reason for reason in item.review_required)


def test_bars_lower_than_a_tick_is_long_are_bars(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots(figsize=(4, 3))
    counts = [7, 16, 63, 127, 48, 5, 1, 1]
    axes.bar(np.arange(8) + 0.5, counts, width=1.0, color="0.6", edgecolor="k", lw=0.5)
    (item,) = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    assert [point.y for point in item.series[0].points] == pytest.approx(counts, abs=0.05)
    assert item.tier == "vector_verified", item.review_required


def test_axes_that_stand_off_from_their_corner(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    x = np.linspace(0.3, 9.7, 30)
    axes.plot(x, x**1.5, "ko", ms=4)
    axes.set(xlim=(-0.5, 10.5), ylim=(-2, 33))
    axes.spines[["top", "right"]].set_visible(False)
    for side, bounds in (("bottom", (0, 10)), ("left", (0, 30))):
        axes.spines[side].set_position(("outward", 8))
        axes.spines[side].set_bounds(*bounds)
    (item,) = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    (series,) = item.series
    got = sorted((point.x, point.y) for point in series.points)
    assert np.array(got) == pytest.approx(np.column_stack([x, x**1.5]), abs=1e-3)
    assert item.tier == "vector_verified", item.review_required


def test_marks_under_an_opaque_legend_need_no_ink(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots(figsize=(3.2, 2.4))
    x = np.linspace(0, 1, 25)
    axes.plot(x, np.sin(9 * x), "o", ms=4, label="1.5 V, 100 ns")
    axes.plot(x, np.cos(9 * x), "s", ms=4, label="2.5 V, 100 ns")
    axes.legend(loc="upper right", framealpha=1, fontsize=7)
    (item,) = digitize_pdf(save(figure, tmp_path / "a.pdf"))
    assert [len(series.points) for series in item.series] == [25, 25]
    assert any("hidden" in point.flags for series in item.series for point in series.points)
    assert item.tier == "vector_verified", [series.review_required for series in item.series]


def test_data_beyond_the_last_tick_of_open_axes_are_kept(tmp_path: Path) -> None:
    # as R draws bty="n": each axis ends at its last tick, marks stand up to a step beyond and below
    axes = ["0.8 w 0 G 0 g 100 60 m 340 60 l S 80 100 m 80 260 l S"]
    for number in range(4):
        axes += [f"{100 + 80 * number} 60 m {100 + 80 * number} 53 l S", text(str(20 * number), 96 + 80 * number, 38)]
    for number in range(5):
        axes += [f"80 {100 + 40 * number} m 73 {100 + 40 * number} l S", text(str(10 * number), 56, 96 + 40 * number)]
    places = [(112, 72), (180, 150), (260, 210), (344, 268), (404, 290)]
    marks = ["1 0 0 rg", *(f"{x - 3} {y - 3} 6 6 re f" for x, y in places)]
    (item,) = digitize_pdf(page(tmp_path / "a.pdf", *axes, *marks), 1)
    got = sorted((point.x, point.y) for point in item.series[0].points)
    assert np.array(got) == pytest.approx(np.array([((x - 100) / 4, (y - 100) / 4) for x, y in places]), abs=1e-6)


def test_axes_that_end_at_their_last_tick_inside_a_frame_cut_nothing(tmp_path: Path) -> None:
    # as R draws by default: a box, and axes on it from the first to the last tick
    axes = ["0.8 w 0 G 0 g 80 60 300 240 re S 92 60 m 332 60 l S 80 70 m 80 270 l S"]
    for number in range(5):
        axes += [f"{92 + 60 * number} 60 m {92 + 60 * number} 53 l S", text(str(20 * number), 88 + 60 * number, 38)]
        axes += [f"80 {70 + 50 * number} m 73 {70 + 50 * number} l S", text(str(10 * number), 56, 66 + 50 * number)]
    places = [(92, 72), (180, 150), (260, 210), (344, 288), (372, 292)]
    marks = ["1 0 0 rg", *(f"{x - 3} {y - 3} 6 6 re f" for x, y in places)]
    (item,) = digitize_pdf(page(tmp_path / "a.pdf", *axes, *marks), 1)
    assert len(item.series[0].points) == 5
    assert item.frame == pytest.approx((80, 60, 380, 300), abs=0.5)


def test_a_line_of_bezier_segments_is_sampled_along_its_course(tmp_path: Path) -> None:
    # y = 60 + 240 s^2 over x = 80 + 300 s is one cubic: control points at thirds, heights 60, 60, 140, 300
    drawn = frame(["0", "1", "2", "3", "4"], ["0", "1", "2", "3", "4"])
    (item,) = digitize_pdf(page(tmp_path / "a.pdf", *drawn, "1 0 0 RG 80 60 m 180 60 280 140 380 300 c S"), 1)
    (series,) = item.series
    assert len(series.points) > 10
    assert "sampled along a curved path" in series.flags
    inner = [point for point in series.points if 0.1 < point.x < 3.9]
    assert [point.y for point in inner] == pytest.approx([4 * (point.x / 4) ** 2 for point in inner], abs=1e-3)
    assert series.ink_precision == 1.0


def test_a_person_says_the_axis_of_a_series_and_that_one_runs_backwards(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    x = np.arange(1.0, 13.0)
    axes.plot(x, 10 + 2 * x, "ko")
    axes.invert_yaxis()
    other = axes.twinx()
    other.plot(x, 90 - x**2 / 4, "ks", mfc="w")
    path = save(figure, tmp_path / "a.pdf")
    (bare,) = digitize_pdf(path, 1)
    assert bare.needs_review
    first, second = (series.id for series in bare.series)
    said = {"panels": {1: {"axes": {first: "y", second: "y2"}, "reversed": ["y"]}}}
    (item,) = digitize_pdf(path, 1, calibration=said)
    assert item.tier == "vector_verified", (item.review_required, [s.review_required for s in item.series])
    values = [[point.y for point in sorted(series.points, key=lambda p: p.x)] for series in item.series]
    assert values[0] == pytest.approx(10 + 2 * x, abs=1e-3)
    assert values[1] == pytest.approx(90 - x**2 / 4, abs=1e-3)
