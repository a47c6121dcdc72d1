"""What is a series and what its name is: legends in columns, error bars of lines, insets, arrows, pieces."""

from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from figcurves import digitize_pdf, digitize_raster
from figcurves.__main__ import main
from figcurves.model import Digitization, Series
from figure_drawing import Figure

X = np.linspace(0.0, 10.0, 11)
COLORS = ((255, 0, 0), (0, 128, 0), (0, 0, 255), (191, 0, 191))


@pytest.fixture
def plot() -> Any:
    import matplotlib as mpl

    mpl.use("pdf")
    import matplotlib.pyplot as plt

    yield plt
    plt.close("all")


def saved(figure: Any, path: Path) -> Digitization:
    figure.savefig(path)
    (item,) = digitize_pdf(path)
    return item


def drawn(path: Path, *more: str, values: list[tuple[float, float]] | None = None) -> list[Digitization]:
    """The drawn figure with more operators behind its own."""
    figure = Figure() if values is None else Figure(values=values)
    content = "\n".join((figure.content(), *more))
    figure.content = lambda: content  # type: ignore[method-assign]
    return list(digitize_pdf(figure.save(path)))


def heights(series: Series) -> list[float]:
    return [point.y for point in series.points]


@pytest.mark.parametrize("columns", [2, 4])
@pytest.mark.parametrize("style", ["-", "o", "o-"])
@pytest.mark.parametrize("first", [True, False])
def test_names_of_a_legend_in_columns_belong_to_their_keys(
    plot: Any, tmp_path: Path, columns: int, style: str, first: bool
) -> None:
    figure, axes = plot.subplots()
    for number, color in enumerate(("#ff0000", "#008000", "#0000ff", "#bf00bf")):
        axes.plot(X, X * (number + 1) + 1, style, color=color, label=f"dev {number + 1}")
    axes.legend(ncol=columns, fontsize=8, markerfirst=first, loc="upper left")
    item = saved(figure, tmp_path / "a.pdf")
    assert item.tier == "vector_verified"
    assert {series.name: series.color for series in item.series} == {
        f"dev {number + 1}": color for number, color in enumerate(COLORS)
    }


def test_names_of_bars_in_columns(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    for number, color in enumerate(("#ff0000", "#008000", "#0000ff", "#bf00bf")):
        axes.bar(X + 0.2 * number, X * (number + 1) + 1, 0.2, color=color, label=f"dev {number + 1}")
    axes.legend(ncol=2, loc="upper left")
    item = saved(figure, tmp_path / "a.pdf")
    assert [series.name for series in item.series] == ["dev 1", "dev 2", "dev 3", "dev 4"]
    assert [series.color for series in item.series] == list(COLORS)


def test_series_of_one_name_say_so_and_ask_where_they_look_different(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    for number in range(3):
        axes.plot(X, X + 4 * number, "r-", label="pristine" if number == 0 else None)
    axes.legend(loc="lower right")
    alike = saved(figure, tmp_path / "alike.pdf")
    assert alike.tier == "vector_verified"
    assert all("one of 3 series named 'pristine'" in series.flags for series in alike.series)

    figure, axes = plot.subplots()
    axes.plot(X, X, "r-", label="same")
    axes.plot(X, X + 4, "b-", label="same")
    axes.legend(loc="lower right")
    different = saved(figure, tmp_path / "different.pdf")
    assert different.needs_review
    assert all("different looks" in "; ".join(series.review_required) for series in different.series)


@pytest.mark.parametrize("capsize", [0, 3])
def test_error_bars_of_a_line_without_marks_belong_to_it(plot: Any, tmp_path: Path, capsize: int) -> None:
    figure, axes = plot.subplots()
    axes.errorbar(X, 2 * X + 1, yerr=1 + 0.1 * X, capsize=capsize, label="a")
    axes.errorbar(X, 3 * X + 5, yerr=2, xerr=0.2, capsize=capsize, label="b")
    axes.legend(loc="upper left")
    item = saved(figure, tmp_path / "a.pdf")
    assert item.tier == "vector_verified"
    first, second = item.series
    assert (first.name, second.name) == ("a", "b")
    for point, x in zip(first.points, X, strict=True):
        assert point.y_error == pytest.approx((2 * x + 1 - 1 - 0.1 * x, 2 * x + 1 + 1 + 0.1 * x), abs=1e-3)
        assert point.x_error is None
    for point, x in zip(second.points, X, strict=True):
        assert point.y_error == pytest.approx((3 * x + 3, 3 * x + 7), abs=1e-3)
        assert point.x_error == pytest.approx((x - 0.2, x + 0.2), abs=1e-3)


def test_stems_of_a_line_are_no_error_bars(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X + 2, "r-")
    axes.vlines(X, 0, X + 2, color="r")
    item = saved(figure, tmp_path / "a.pdf")
    assert all(point.y_error is None for series in item.series for point in series.points)


def test_an_inset_without_labels_is_a_panel_of_its_own(plot: Any, tmp_path: Path) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X**2, "k-")
    inset = axes.inset_axes([0.1, 0.6, 0.3, 0.3])
    inset.plot(X, -X, "r-")
    inset.set(xticklabels=[], yticklabels=[])
    figure.savefig(tmp_path / "a.pdf")
    outer, inner = digitize_pdf(tmp_path / "a.pdf")
    assert outer.tier == "vector_verified"
    (series,) = outer.series
    assert heights(series) == pytest.approx(X**2, abs=1e-3)
    assert inner.needs_review
    assert any("no scale read on the x and y axis" in reason for reason in inner.review_required)


@pytest.mark.parametrize("style", ["->", "<->", "-|>", "<|-|>"])
def test_arrows_are_no_series(plot: Any, tmp_path: Path, style: str) -> None:
    figure, axes = plot.subplots()
    axes.plot(X, X**2, "o")
    axes.annotate("", (8, 60), (6, 80), arrowprops={"arrowstyle": style})
    item = saved(figure, tmp_path / "a.pdf")
    assert item.tier == "vector_verified"
    assert [len(series.points) for series in item.series] == [11]


@pytest.mark.parametrize("high", [10, 14, 30])
def test_rings_with_arrows_say_which_scale_a_curve_is_read_on(plot: Any, tmp_path: Path, high: float) -> None:
    """Rings no larger than a mark may be, and a larger one, around curves of one colour."""
    from matplotlib.patches import Ellipse

    figure, left = plot.subplots(figsize=(4, 3), dpi=72)
    right = left.twinx()
    left.plot(X, 1 + 0.15 * X, "k-")
    right.plot(X, 4 - 0.1 * X, "k-")
    left.set_ylim(0, 6)
    right.set_ylim(0, 5)
    figure.canvas.draw()
    for axes, place, way in ((left, (3, 1.45), -1), (right, (8, 3.2), 1)):
        x, y = axes.transData.transform(place)
        axes.add_artist(Ellipse((x, y), 6, high, fill=False, transform=None))
        ends = {"xy": (x + 35 * way, y), "xytext": (x + 4 * way, y), "arrowprops": {"arrowstyle": "-|>", "shrinkA": 0}}
        axes.annotate("", xycoords="figure pixels", textcoords="figure pixels", **ends)
    item = saved(figure, tmp_path / "a.pdf")
    assert item.tier == "vector_verified"
    assert sorted((series.y_axis, len(series.points)) for series in item.series) == [("y", 11), ("y2", 11)]
    assert heights(next(series for series in item.series if series.y_axis == "y2")) == pytest.approx(
        4 - 0.1 * X, abs=1e-3
    )


def test_an_arrow_to_a_line_with_sparse_marks_means_both(plot: Any, tmp_path: Path) -> None:
    figure, left = plot.subplots(figsize=(4, 3), dpi=72)
    right = left.twinx()
    left.plot(X, 1 + 0.15 * X, "ks-", ms=4, markevery=2)
    right.plot(X, 4 - 0.1 * X, "k^-", ms=4, markevery=2)
    left.set_ylim(0, 6)
    right.set_ylim(0, 5)
    figure.canvas.draw()
    for axes, place, way in ((left, (2, 1.3), -1), (right, (8, 3.2), 1)):
        x, y = axes.transData.transform(place)
        ends = {"xy": (x + 35 * way, y), "xytext": (x + 4 * way, y), "arrowprops": {"arrowstyle": "-|>", "shrinkA": 0}}
        axes.annotate("", xycoords="figure pixels", textcoords="figure pixels", **ends)
    item = saved(figure, tmp_path / "a.pdf")
    assert item.tier == "vector_verified"
    assert sorted((series.y_axis, len(series.points)) for series in item.series) == [
        *(("y", 6), ("y", 11)),
        *(("y2", 6), ("y2", 11)),
    ]


def stroke(points: list[tuple[float, float]], style: str = "0 0 1 RG 1 w") -> str:
    (x, y), *rest = points
    return f"{style} {x:.4f} {y:.4f} m " + " ".join(f"{x:.4f} {y:.4f} l" for x, y in rest) + " S"


@pytest.mark.parametrize("vertices", [2, 25, 100])
def test_a_curve_in_pieces_is_one_series(tmp_path: Path, vertices: int) -> None:
    """The first half is level, so that its pieces are alike."""
    places = [(100.0 + 0.25 * k, 100.0 + max(0.0, 0.3 * (k - 400))) for k in range(801)]
    cut = [places[start : start + vertices] for start in range(0, 800, vertices - 1)]
    strokes = [stroke(piece) for piece in cut if len(piece) > 1]
    (item,) = drawn(tmp_path / "a.pdf", *strokes)
    line = next(series for series in item.series if series.kind == "line")
    assert len(line.points) == 801
    assert [point.pixel for point in line.points[::100]] == [pytest.approx(place, abs=1e-3) for place in places[::100]]
    assert len(item.series) == 2
    assert any("joined from" in flag for flag in line.flags)
    assert item.tier == "vector_verified"


def test_curves_from_one_place_stay_apart(tmp_path: Path) -> None:
    fan = [
        [(100.0, 100.0), *((100.0 + 20.0 * k, 100.0 + slope * k) for k in range(1, 9))] for slope in (3.0, 9.0, 15.0)
    ]
    (item,) = drawn(tmp_path / "a.pdf", *(stroke(line) for line in fan))
    lines = [series for series in item.series if series.kind == "line"]
    assert [len(line.points) for line in lines] == [9, 9, 9]


def test_a_whole_document_names_its_images_and_never_ends_in_silence(
    plot: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from PIL import Image

    figure, axes = plot.subplots()
    axes.plot(X, X**2, "o")
    figure.savefig(tmp_path / "plot.pdf")
    Image.fromarray(np.tile(np.arange(200, dtype=np.uint8), (200, 1))).save(tmp_path / "picture.pdf")
    whole = pikepdf.new()
    whole.add_blank_page()
    for name in ("plot.pdf", "picture.pdf"):
        with pikepdf.open(tmp_path / name) as part:
            whole.pages.extend(part.pages)
    whole.save(tmp_path / "paper.pdf")
    assert main([str(tmp_path / "paper.pdf")]) == 1
    printed = capsys.readouterr().out
    assert "page 2, panel 1" in printed
    assert "--page 3 --image 1" in printed
    assert main([str(tmp_path / "plot.pdf")]) == 0
    nothing = pikepdf.new()
    nothing.add_blank_page()
    nothing.save(tmp_path / "blank.pdf")
    assert main([str(tmp_path / "blank.pdf")]) == 2
    assert "no panel with a scale" in capsys.readouterr().err


def test_a_panel_without_series_says_so(plot: Any, tmp_path: Path) -> None:
    """Bars of a cut axis, each of its own colour, stand on no base in the frame."""
    figure, axes = plot.subplots()
    axes.bar(list("abcde"), [80, 90, 75, 85, 95], color=list("rgbmc"))
    axes.set_ylim(70, 100)
    item = saved(figure, tmp_path / "a.pdf")
    assert not item.series
    assert "no series found in the panel" in item.review_required


def test_a_declared_series_that_is_not_found_is_said(tmp_path: Path) -> None:
    from PIL import Image

    pixels = np.full((300, 400, 3), 255, dtype=np.uint8)
    pixels[40:261, 59:61] = pixels[259:261, 60:341] = 0
    for k in range(6):
        pixels[261:267, 59 + 56 * k : 61 + 56 * k] = 0
        pixels[259 - 44 * k : 261 - 44 * k, 53:60] = 0
        pixels[230 - 30 * k : 236 - 30 * k, 90 + 40 * k : 96 + 40 * k] = (255, 0, 0)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    axis = {"scale": "linear", "ticks": [0, 1, 2, 3, 4, 5]}
    item = digitize_raster(
        tmp_path / "a.png", {"x": axis, "y": axis, "series": {"LTP": [255, 0, 0], "LTD": [0, 0, 255]}}
    )
    assert [series.name for series in item.series] == ["LTP"]
    assert "declared series 'LTD' not found" in item.review_required


def test_marks_their_line_and_bars_in_two_strokes_are_one_series(plot: Any, tmp_path: Path) -> None:
    """As pgfplots draws them: a line from mark to mark, each error bar as one stroke up and one down, bars sideways."""
    figure, axes = plot.subplots()
    y = 2 * X + 1
    axes.plot(X, y, "s-", color="#cc0000", label="a")
    for x, at in zip(X, y, strict=True):
        for ends in (([x, x], [at, at + 1.5]), ([x, x], [at, at - 1.0]), ([x, x + 0.3], [at, at])):
            axes.plot(*ends, color="#cc0000", lw=0.5)
    axes.legend()
    item = saved(figure, tmp_path / "a.pdf")
    (series,) = item.series
    assert (series.name, item.review_required) == ("a", ())
    for point, x, at in zip(series.points, X, y, strict=True):
        assert point.y_error == pytest.approx((at - 1.0, at + 1.5), abs=1e-3)
        assert point.x_error == pytest.approx((x, x + 0.3), abs=1e-3)
