"""No silent error: whatever moves a value by over 0.5 % is refused or asks for a person, in pictures and projects."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from figcurves import digitize_pdf, digitize_raster, import_project
from figcurves.errors import FigureError
from figcurves.model import Digitization
from figure_drawing import Figure
from figure_mutants import moved as moved_in_vector
from figure_mutants import mutants

VECTOR = dict(mutants())
X = np.array([-1.6, -0.9, -0.2, 0.55, 1.3, 1.7])
Y = 10.0 ** np.array([-8.3, -7.4, -6.2, -5.1, -4.6, -3.5])
X_TICKS = [-2.0, -1.0, 0.0, 1.0, 2.0]
Y_TICKS = [10.0**k for k in range(-9, -2)]
Mutant = Callable[[dict[str, Any], Digitization], None]


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A current-voltage scatter beside a second panel of other scales."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, (axes, other) = plt.subplots(1, 2, figsize=(8, 4))
    axes.semilogy(X, Y, "o", color="tab:red", markersize=7)
    axes.set_xlim(-2, 2)
    axes.set_xticks(X_TICKS)
    axes.set_ylim(1e-9, 1e-3)
    other.plot(X, X, "s", color="tab:blue")
    path = tmp_path_factory.mktemp("mutants") / "a.png"
    figure.savefig(path, dpi=150)
    plt.close(figure)
    return path


def scale(frame: list[float]) -> dict[str, Any]:
    return {
        "x": {"scale": "linear", "ticks": list(X_TICKS)},
        "y": {"scale": "log", "ticks": list(Y_TICKS)},
        "series": {"I": [214, 39, 40]},
        "frame": frame,
    }


# edges of the left panel at 150 dpi: left 0.125 of 1200 columns, right 0.4773; bottom 0.11 of 600 rows, top 0.88
LEFT_PANEL = [150.0, 72.0, 572.7, 534.0]


def moved(item: Digitization) -> bool:
    """A value differs by more than 0.5 % of its axis from every true point."""
    truth = np.column_stack([(X + 2) / 4, (np.log10(Y) + 9) / 6])
    for series in item.series:
        for point in series.points:
            if point.y <= 0:
                return True
            got = np.array([(point.x + 2) / 4, (np.log10(point.y) + 9) / 6])
            if np.abs(truth - got).max(axis=1).min() > 0.005:
                return True
    return False


def test_the_picture_itself_is_read_and_verified(picture: Path) -> None:
    item = digitize_raster(picture, scale(LEFT_PANEL))
    assert item.tier == "raster_verified", (item.review_required, [s.review_required for s in item.series])
    assert len(item.series[0].points) == len(X)
    assert not moved(item)


def swap(name: str, first: int, second: int) -> Mutant:
    def change(declared: dict[str, Any], _: Digitization) -> None:
        ticks = declared[name]["ticks"]
        ticks[first], ticks[second] = ticks[second], ticks[first]

    return change


def ticks(name: str, values: list[float], kind: str | None = None) -> Mutant:
    def change(declared: dict[str, Any], _: Digitization) -> None:
        declared[name] = {"scale": kind or declared[name]["scale"], "ticks": values}

    return change


def shifted(name: str, pixels: float) -> Mutant:
    """Every declared place moved along its axis by so many pixels."""

    def change(declared: dict[str, Any], exact: Digitization) -> None:
        along = 0 if name == "x" else 1
        points = [[point.pixel[along] + pixels, point.value] for point in exact.axis(name).points]
        declared[name] = {"scale": declared[name]["scale"], "points": points}

    return change


def frame(*edges: float) -> Mutant:
    return lambda declared, _: declared.update(frame=list(edges))


RASTER: dict[str, Mutant] = {
    "two x labels swapped": swap("x", 1, 2),
    "two y labels swapped": swap("y", 2, 3),
    "x labels from right to left": ticks("x", X_TICKS[::-1]),
    "log taken for linear": ticks("y", Y_TICKS, "linear"),
    "linear taken for log": ticks("x", X_TICKS, "log"),
    "an exponent dropped": ticks("y", [1e-9, 1e-8, 10.0, 1e-6, 1e-5, 1e-4, 1e-3]),
    "every exponent dropped": ticks("y", [10.0] * 7),
    "a sign lost": ticks("x", [2.0, -1.0, 0.0, 1.0, 2.0]),
    "signs of exponents lost": ticks("y", [10.0**k for k in range(9, 2, -1)]),
    "one exponent's sign lost": ticks("y", [1e-9, 1e8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3]),
    "a decade twice as wide": ticks("y", [1e-9, 1e-8, 1e-7, 1e-5, 1e-4, 1e-3, 1e-2]),
    "a value misread": ticks("x", [-2.0, -1.0, 0.0, 3.0, 2.0]),
    "y labels a minor tick up": shifted("y", -23.2),
    "x labels half a tick right": shifted("x", 52.8),
    "places three pixels off": shifted("x", 3.0),
    "the x axis of the other panel": frame(690.0, 72.0, 1080.0, 534.0),
    "the frame of both panels": frame(150.0, 72.0, 1080.0, 534.0),
    "the frame cut to a half": frame(150.0, 300.0, 572.7, 534.0),
}


@pytest.mark.parametrize("name", sorted(RASTER))
def test_no_mutant_of_a_picture_is_accepted(picture: Path, name: str) -> None:
    declared = scale(LEFT_PANEL)
    RASTER[name](declared, digitize_raster(picture, scale(LEFT_PANEL)))
    try:
        item = digitize_raster(picture, declared)
    except FigureError:
        return
    assert item.needs_review or not moved(item), [(p.x, p.y) for p in item.series[0].points]
    assert item.tier == "raster_unverified" or not moved(item)


@pytest.mark.parametrize("quality", [85, 50, 25])
def test_jpeg_noise_moves_no_value_in_silence(picture: Path, tmp_path: Path, quality: int) -> None:
    from PIL import Image

    noisy = tmp_path / "a.jpg"
    Image.open(picture).convert("RGB").save(noisy, "JPEG", quality=quality)
    item = digitize_raster(noisy, scale(LEFT_PANEL))
    assert item.needs_review or not moved(item)
    assert item.needs_review or len(item.series[0].points) == len(X)


def mark(px: float, py: float, dx: str, dy: str) -> dict[str, Any]:
    return {"px": px, "py": py, "dx": dx, "dy": dy, "dz": None}


def project() -> dict[str, Any]:
    marks = [
        mark(100, 540, "-2", "0"),
        mark(700, 540, "2", "0"),
        mark(100, 540, "0", "1e-9"),
        mark(100, 60, "0", "1e-3"),
    ]
    axes = {"name": "XY", "type": "XYAxes", "isLogX": False, "isLogY": True, "noRotation": True}
    data = [{"x": 250.0, "y": 300.0, "value": [-1.0, 1e-6]}, {"x": 550.0, "y": 220.0, "value": [1.0, 1e-5]}]
    return {
        "version": [4, 2],
        "axesColl": [{**axes, "calibrationPoints": marks}],
        "datasetColl": [{"name": "I", "axesName": "XY", "metadataKeys": [], "data": data}],
        "measurementColl": [],
    }


def of_mark(number: int, **changes: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda record: record["axesColl"][0]["calibrationPoints"][number].update(changes)


def of_axes(**changes: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda record: record["axesColl"][0].update(changes)


def of_point(**changes: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda record: record["datasetColl"][0]["data"][0].update(changes)


def trade(first: int, second: int, key: str) -> Callable[[dict[str, Any]], Any]:
    def change(record: dict[str, Any]) -> None:
        marks = record["axesColl"][0]["calibrationPoints"]
        marks[first][key], marks[second][key] = marks[second][key], marks[first][key]

    return change


WPD: dict[str, Callable[[dict[str, Any]], Any]] = {
    "values of two marks swapped": trade(0, 1, "dx"),
    "places of two marks swapped": trade(2, 3, "py"),
    "a mark on a minor tick": of_mark(3, py=60 + 80 * 0.30103),
    "log taken for linear": of_axes(isLogY=False),
    "linear taken for log": of_axes(isLogX=True),
    "an exponent dropped": of_mark(2, dy="1"),
    "a sign lost": of_mark(0, dx="2"),
    "another sign lost": of_mark(0, dx="1.5"),
    "a decade off": of_mark(3, dy="1e-2"),
    "five pixels of jitter": of_mark(1, px=705),
    "a point moved": of_point(y=304.0),
    "a value typed over": of_point(value=[-1.0, 1.1e-6]),
}


def accepted(path: Path) -> bool:
    try:
        items = import_project(path)
    except FigureError:
        return False
    return not any(item.needs_review for item in items)


@pytest.mark.parametrize("name", sorted(WPD))
def test_no_mutant_of_a_project_is_accepted(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(project()))
    assert accepted(path)
    record = copy.deepcopy(project())
    WPD[name](record)
    path.write_text(json.dumps(record))
    assert not accepted(path)


DIG = """<!DOCTYPE engauge><Document VersionNumber="12.0" AxesPointsRequired="0"><Image/><CoordSystem>
<Coords TypeString="Cartesian" ScaleXThetaString="Linear" ScaleYRadiusString="Log" UnitsXString="Number"
 UnitsYString="Number"/><Curve CurveName="Axes"><CurvePoints>
<Point IsAxisPoint="True"><PositionScreen X="100" Y="540"/><PositionGraph X="-2" Y="1e-9"/></Point>
<Point IsAxisPoint="True"><PositionScreen X="700" Y="540"/><PositionGraph X="2" Y="1e-9"/></Point>
<Point IsAxisPoint="True"><PositionScreen X="100" Y="60"/><PositionGraph X="-2" Y="1e-3"/></Point>
</CurvePoints></Curve><CurvesGraphs><Curve CurveName="I"><CurvePoints>
<Point IsAxisPoint="False"><PositionScreen X="250" Y="300"/></Point>
</CurvePoints></Curve></CurvesGraphs></CoordSystem></Document>"""

ENGAUGE = {
    "x values swapped": ('"-2" Y="1e-9"/></Point>\n<Point IsAxisPoint="True"><PositionScreen X="700" Y="540"/>'
                         '<PositionGraph X="2"',
                         '"2" Y="1e-9"/></Point>\n<Point IsAxisPoint="True"><PositionScreen X="700" Y="540"/>'
                         '<PositionGraph X="-2"'),
    "y values swapped": ('Y="1e-3"', 'Y="1e-15"'),
    "log taken for linear": ('ScaleYRadiusString="Log"', 'ScaleYRadiusString="Linear"'),
    "linear taken for log": ('ScaleXThetaString="Linear"', 'ScaleXThetaString="Log"'),
    "one sign lost": ('X="-2" Y="1e-3"', 'X="2" Y="1e-3"'),
    "every sign lost": ('X="-2"', 'X="2"'),
    "one exponent dropped": ('X="2" Y="1e-9"', 'X="2" Y="1"'),
    "exponents of the base dropped": ('Y="1e-9"', 'Y="1"'),
    "a mark moved": ('X="100" Y="60"', 'X="190" Y="60"'),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ENGAUGE))
def test_no_mutant_of_an_engauge_document_is_accepted(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.dig"
    path.write_text(DIG)
    assert accepted(path)
    old, new = ENGAUGE[name]
    assert old in DIG
    path.write_text(DIG.replace(old, new))
    assert not accepted(path)


def test_no_vector_mutant_is_accepted(tmp_path: Path) -> None:
    truth = Figure().values
    harmful, silent = 0, []
    for name, changes in VECTOR.items():
        try:
            items = digitize_pdf(Figure(**changes).save(tmp_path / "a.pdf"), 1)
        except FigureError:
            continue
        if any(moved_in_vector(item, truth) for item in items):
            harmful += 1
            if not any(item.needs_review for item in items):
                silent.append(name)
    assert harmful > 100
    assert silent == []
