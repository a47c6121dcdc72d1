"""Device curves as papers draw them: decimals in Helvetica, crosses, insets, shared and multiplied labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from figure_drawing import text
from memlit.figures import digitize_pdf


@pytest.fixture
def plot() -> Any:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    yield plt
    plt.close("all")


def save(figure: Any, path: Path) -> Path:
    figure.savefig(path)
    return path


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
