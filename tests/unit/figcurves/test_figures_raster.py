"""Raster figures: declared scales, sub-pixel centres, and what must be refused or sent to review."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from figcurves import digitize_raster
from figcurves.errors import FigureError
from printed.errors import ConfigError

X = np.array([10.0, 22.5, 41.0, 63.0, 88.0])
Y = np.array([1e-8, 4e-7, 2.5e-8, 6e-6, 1.3e-7])
SCALE: dict[str, Any] = {
    "x": {"scale": "linear", "ticks": [0, 20, 40, 60, 80, 100]},
    "y": {"scale": "log", "ticks": [1e-9, 1e-8, 1e-7, 1e-6, 1e-5]},
    "series": {"LTP": [214, 39, 40]},
    "curator": "A. Reader",
}


@pytest.fixture
def picture(tmp_path: Path) -> Any:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    def draw(name: str, x: np.ndarray = X, y: np.ndarray = Y, style: str = "o", **options: Any) -> Path:
        figure, axes = plt.subplots()
        axes.semilogy(x, y, style, color="tab:red", markersize=8)
        axes.set_xlim(0, 100)
        axes.set_ylim(1e-9, 1e-5)
        path = tmp_path / name
        figure.savefig(path, dpi=200, **options)
        plt.close(figure)
        return path

    return draw


def test_marks_to_two_tenths_of_a_percent(picture: Any) -> None:
    item = digitize_raster(picture("a.png"), SCALE)
    (series,) = item.series
    got = sorted(series.points, key=lambda p: p.x)
    assert series.name == "LTP"
    assert [p.x for p in got] == pytest.approx(list(X), abs=0.1)
    assert np.log10([p.y for p in got]) == pytest.approx(np.log10(Y), abs=0.008)
    assert item.tier == "raster_verified", (item.review_required, series.review_required)
    assert all(p.locator.startswith("px=") for p in got)


def test_jpeg_noise_stays_within_half_a_percent_or_goes_to_review(picture: Any) -> None:
    from PIL import Image

    out = io.BytesIO()
    path = picture("a.png")
    Image.open(path).convert("RGB").save(out, "JPEG", quality=40)
    noisy = path.with_suffix(".jpg")
    noisy.write_bytes(out.getvalue())
    item = digitize_raster(noisy, SCALE)
    points = sorted(item.series[0].points, key=lambda p: p.x)
    for point in points:
        assert np.abs(X - point.x).min() < 0.5
        assert np.abs(np.log10(Y) - np.log10(point.y)).min() < 0.02


def test_touching_marks_are_counted_not_guessed(picture: Any) -> None:
    x, y = np.append(X, 10.8), np.append(Y, 1.1e-8)
    item = digitize_raster(picture("a.png", x, y), SCALE)
    (series,) = item.series
    assert len(series.points) == 4
    assert any("touching" in reason for reason in series.review_required)
    assert item.tier == "raster_unverified"


def test_a_single_valued_line_is_traced(picture: Any) -> None:
    x = np.linspace(2, 98, 300)
    y = 10 ** (-8.5 + 3 * x / 100)
    item = digitize_raster(picture("a.png", x, y, "-"), SCALE)
    (series,) = item.series
    assert series.kind == "line"
    for point in series.points[20:-20:40]:
        assert np.log10(point.y) == pytest.approx(-8.5 + 3 * point.x / 100, abs=0.02)


@pytest.mark.parametrize(
    ("axis", "change", "words"),
    [
        ("y", {"scale": "linear", "ticks": [1e-9, 1e-8, 1e-7, 1e-6, 1e-5]}, "declared linear"),
        ("x", {"ticks": [0, 40, 20, 60, 80, 100]}, "misses the linear scale"),
        ("x", {"ticks": [100, 80, 60, 40, 20, 0]}, "values fall along the axis"),
        ("y", {"scale": "log", "ticks": [1e-9, 1e-8, 1e-7, 1e-6, 1e-4]}, "misses the log"),
    ],
)
def test_wrong_declarations_go_to_review(picture: Any, axis: str, change: dict[str, Any], words: str) -> None:
    item = digitize_raster(picture("a.png"), {**SCALE, axis: change})
    assert any(words in reason for reason in item.review_required), item.review_required
    assert item.tier == "raster_unverified"


def test_one_pixel_of_jitter_in_declared_points_is_seen(picture: Any) -> None:
    path = picture("a.png")
    places = [(point.pixel[0], point.value) for point in digitize_raster(path, SCALE).axis("x").points]
    exact = {"x": {"points": [list(pair) for pair in places]}}
    assert digitize_raster(path, {**SCALE, **exact}).tier == "raster_verified"
    jittered = {"x": {"points": [[pixel + (1.4 if n % 2 else -1.4), value] for n, (pixel, value) in enumerate(places)]}}
    item = digitize_raster(path, {**SCALE, **jittered})
    assert item.review_required
    assert item.series[0].points[0].x == pytest.approx(digitize_raster(path, SCALE).series[0].points[0].x, abs=0.1)


def test_refusals_say_what_to_declare(picture: Any, tmp_path: Path) -> None:
    path = picture("a.png")
    with pytest.raises(FigureError, match="6 long x ticks"):
        digitize_raster(path)
    with pytest.raises(FigureError, match="2 values declared, 6 long ticks"):
        digitize_raster(path, {**SCALE, "x": {"ticks": [0, 100]}})
    with pytest.raises(ConfigError, match="unknown key colour"):
        digitize_raster(path, {**SCALE, "colour": "red"})
    with pytest.raises(FigureError, match="no such calibration file"):
        digitize_raster(path, tmp_path / "gone.yaml")
    broken = tmp_path / "b.png"
    broken.write_bytes(b"\x89PNG no")
    with pytest.raises(FigureError, match="not a picture"):
        digitize_raster(broken, SCALE)


def test_the_yaml_beside_the_picture_is_used(picture: Any) -> None:
    path = picture("a.png")
    path.with_suffix(".yaml").write_text(
        "x: {scale: linear, ticks: [0, 20, 40, 60, 80, 100], unit: pulses}\n"
        "y: {scale: log, ticks: [1.0e-9, 1.0e-8, 1.0e-7, 1.0e-6, 1.0e-5]}\nseries: {LTP: [214, 39, 40]}\n"
    )
    assert digitize_raster(path).axis("x").unit == "pulses"


def drawn(path: Path, draw: Any) -> Path:
    """A picture with the scale of SCALE's x axis and y from 0 to 10."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 4.4))
    draw(axes)
    axes.set(xlim=(0, 100), ylim=(0, 10))
    figure.savefig(path, dpi=150)
    plt.close(figure)
    return path


EVEN = {
    "x": {"scale": "linear", "ticks": [0, 20, 40, 60, 80, 100]},
    "y": {"scale": "linear", "ticks": [0, 2, 4, 6, 8, 10]},
    "series": {"LTP": [214, 39, 40]},
}


def test_a_mark_beside_words_is_asked_about(tmp_path: Path) -> None:
    x = np.linspace(5, 95, 16)

    def draw(axes: Any) -> None:
        axes.plot(x, 2 + x / 20, "o", color="tab:red", ms=5, mew=0, label="LTP")
        axes.legend(loc="lower right")

    item = digitize_raster(drawn(tmp_path / "a.png", draw), EVEN)
    (series,) = item.series
    assert any("a legend key?" in reason for reason in series.review_required)
    height, width = 4.4 * 150, 6.4 * 150
    without = {**EVEN, "exclude": [[0.7 * width, 0.7 * height, 0.9 * width, 0.88 * height]]}
    (series,) = digitize_raster(tmp_path / "a.png", without).series
    assert series.review_required == ()
    assert len(series.points) == len(x)


def test_columns_of_a_line_that_hold_a_mark_are_flagged(tmp_path: Path) -> None:
    x = np.linspace(2, 98, 15)
    y = 1 + 8 * (1 - np.exp(-x / 25))
    path = drawn(tmp_path / "a.png", lambda axes: axes.plot(x, y, "o-", color="tab:red", ms=5, lw=0.8, mew=0))
    (series,) = digitize_raster(path, EVEN).series
    off = [abs(p.y - np.interp(p.x, x, y)) for p in series.points if "wide ink" not in p.flags]
    assert max(off) < 0.05
    assert any("wide ink" in p.flags for p in series.points)


@pytest.mark.parametrize(
    ("x_factor", "y_factor", "title", "where"),
    [
        (1.0, 1.0, "", ""),
        (1.0, 1e-8, "", "y"),
        (1e-6, 1.0, "", "x"),
        (1.0, 1e-8, "Device 7", "y"),
        (1.0, 1.0, "A title of words that goes on", ""),
        (1.0, 1.0, "(a)", ""),
    ],
)
def test_a_factor_beside_an_axis_is_asked_about(
    tmp_path: Path, x_factor: float, y_factor: float, title: str, where: str
) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    values = np.linspace(-0.9, 0.9, 15)
    figure, axes = plt.subplots(dpi=120)
    axes.plot(values * x_factor, values * y_factor, "rs")
    axes.set_xlabel("Voltage (V)")
    axes.set_title(title, loc="left" if title == "(a)" else "center")
    figure.savefig(tmp_path / "a.png")
    plt.close(figure)
    names = {"x": [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75], "y": [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75]}
    if where:
        names[where] = [10 * value for value in names[where]]
    declared: dict[str, Any] = {name: {"scale": "linear", "ticks": ticks} for name, ticks in names.items()}
    item = digitize_raster(tmp_path / "a.png", declared)
    assert [reason[:1] for reason in item.review_required if "may be a factor" in reason] == [*where]
    if where:
        declared[where]["factor"] = min(x_factor, y_factor) / 10
        told = digitize_raster(tmp_path / "a.png", declared)
        assert told.tier == "raster_verified"
        got = sorted(getattr(point, where) for point in told.series[0].points)
        assert got == pytest.approx(values * min(x_factor, y_factor), abs=0.03 * min(x_factor, y_factor))


def test_a_colour_that_covers_nothing_is_asked_about(tmp_path: Path) -> None:
    """Marks that differ from the declared colour so that, seen from the ground, no pixel is covered by it."""

    def draw(axes: Any) -> None:
        axes.set_facecolor("#ca8799")
        axes.plot(np.linspace(5, 95, 12), np.linspace(2, 6, 12), "o", color="#e595c8", ms=6, mew=0)

    item = digitize_raster(drawn(tmp_path / "a.png", draw), {**EVEN, "series": {"LTP": [174, 110, 168]}})
    assert any("too faint" in reason for series in item.series for reason in series.review_required)
