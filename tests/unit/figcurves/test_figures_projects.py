"""Shapes of real project files: what the programs write beyond the simple case, and what must not pass silently."""

import json
from pathlib import Path
from typing import Any

import pytest
from figcurves import import_project
from figcurves.errors import FigureError


def mark(px: float, py: float, dx: Any, dy: Any) -> dict[str, Any]:
    return {"px": px, "py": py, "dx": dx, "dy": dy, "dz": None}


def xy(name: str = "XY", **changes: Any) -> dict[str, Any]:
    # x: 0 at column 100, 6 at 700; y: 0 at row 500, 4 at 100
    marks = [
        mark(100, 500, "0", "0"),
        mark(700, 500, "6", "0"),
        mark(100, 500, "0", "0"),
        mark(100, 100, "0", "4"),
    ]
    return {
        "name": name,
        "type": "XYAxes",
        "isLogX": False,
        "isLogY": False,
        "calibrationPoints": marks,
        **changes,
    }


def dataset(name: str, axes: str, *points: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"name": name, "axesName": axes, "metadataKeys": [], "data": list(points), **changes}


def project(axes: list[dict[str, Any]], datasets: list[dict[str, Any]]) -> dict[str, Any]:
    return {"version": [4, 2], "axesColl": axes, "datasetColl": datasets, "measurementColl": []}


def write(folder: Path, record: Any, name: str = "a.json") -> Path:
    path = folder / name
    path.write_text(record if isinstance(record, str) else json.dumps(record))
    return path


POINT = {"x": 400, "y": 300, "value": [3, 2]}


def test_axes_of_every_kind_in_one_project(tmp_path: Path) -> None:
    polar = {"name": "Polar", "type": "PolarAxes", "calibrationPoints": [mark(0, 0, 0, 0)] * 3}
    image = {"name": "Image", "type": "ImageAxes"}
    empty = {"name": "Map", "type": "MapAxes", "calibrationPoints": []}
    sets = [
        dataset("curve", "XY", POINT),
        dataset("round", "Polar", POINT),
        dataset("pixels", "Image", POINT),
        dataset("none", "Map"),
        dataset("Default Dataset", ""),
    ]
    (read,) = import_project(write(tmp_path, project([xy(), polar, image, empty], sets)))
    assert [series.name for series in read.series] == ["curve"]
    assert read.notes == ("not imported: Image, plain image pixels", "not imported: Polar, polar axes")
    assert not read.needs_review


def test_points_bound_to_no_axes_are_passed_over_and_named(tmp_path: Path) -> None:
    sets = [dataset("curve", "XY", POINT), dataset("loose", "", POINT)]
    (read,) = import_project(write(tmp_path, project([xy()], sets)))
    assert [series.name for series in read.series] == ["curve"]
    assert read.notes == ("not imported: dataset 'loose', bound to no axes",)
    with pytest.raises(FigureError, match="no dataset with points is bound to axes"):
        import_project(write(tmp_path, project([xy()], sets[1:])))


def test_a_repeated_axes_name_matters_only_to_data_bound_to_it(tmp_path: Path) -> None:
    spare = [xy("old"), xy("old")]
    (read,) = import_project(write(tmp_path, project([xy(), *spare], [dataset("c", "XY", POINT)])))
    assert read.series[0].points[0].y == pytest.approx(2.0)
    with pytest.raises(FigureError, match="'old' is repeated"):
        import_project(write(tmp_path, project([xy(), *spare], [dataset("c", "old", POINT)])))


def test_a_decimal_comma_in_a_calibration_value_needs_a_person(tmp_path: Path) -> None:
    # the program takes the leading number: "6,5" is 6 for it, so the stored value agrees with 6
    axes = xy()
    axes["calibrationPoints"][1]["dx"] = "6,5"
    (read,) = import_project(write(tmp_path, project([axes], [dataset("c", "XY", POINT)])))
    assert read.series[0].points[0].x == pytest.approx(3.0)
    assert any("'6,5' was read as 6" in reason for reason in read.review_required)
    axes["calibrationPoints"][1]["dx"] = "10^3"
    with pytest.raises(FigureError, match=r"'10\^3' is not a number"):
        import_project(write(tmp_path, project([axes], [dataset("c", "XY", POINT)])))


def test_values_typed_over_groups_and_labels_are_kept(tmp_path: Path) -> None:
    typed = {**POINT, "metadata": {"overrides": {"y": 2.5}, "label": "A"}}
    upper = {"x": 400, "y": 200, "value": [3, 3], "tuple": 0, "group": 1}
    sets = [
        dataset("c", "XY", typed, metadataKeys=["label", "overrides"]),
        dataset("bars", "XY", {**POINT, "tuple": 0, "group": 0}, upper, groupNames=["", "upper"]),
    ]
    (read,) = import_project(write(tmp_path, project([xy()], sets)))
    first, second = read.series
    assert first.points[0].y == pytest.approx(2.0)
    assert first.points[0].flags == ("label=A", "override:y=2.5")
    assert "typed over" in first.review_required[0]
    assert [point.flags for point in second.points] == [("group=0", "tuple=0"), ("group=upper", "tuple=0")]


@pytest.mark.parametrize("stored", [[25.0], [120, 50 * (40 * 4 + 100 * 200) / (16 + 40000)]])
def test_bars_of_newer_and_older_versions(tmp_path: Path, stored: list[float]) -> None:
    # marks 0 at (80, 400) and 50 at (84, 200): newer versions take rows only, (400-300)/200*50 = 25; older ones
    # project: ((120-80)*4 + (300-400)*(-200)) / (4*4 + 200*200) * 50 = 25.1899
    axes = {"name": "Bar", "type": "BarAxes", "isLog": False}
    axes["calibrationPoints"] = [mark(80, 400, 0, "0"), mark(84, 200, 0, "50")]  # type: ignore[assignment]
    item = {"x": 120, "y": 300, "value": stored, "metadata": ["Bar0"]}
    (read,) = import_project(write(tmp_path, project([axes], [dataset("b", "Bar", item, metadataKeys=["Label"])])))
    assert read.series[0].points[0].y == pytest.approx(stored[-1], rel=1e-12)
    item["value"] = [26.0]
    with pytest.raises(FigureError, match="differs"):
        import_project(write(tmp_path, project([axes], [dataset("b", "Bar", item)])))


FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE engauge>
<Document VersionNumber="6.3"><Image Width="5" Height="4"><![CDATA[AAAA]]></Image>
<Coords TypeString="Cartesian" ScaleXThetaString="{x_scale}" ScaleYRadiusString="Linear" UnitsXString="{unit}"
 UnitsYString="Number" UnitsThetaString="Degrees (DDD.DDDDD{degree})"/>
<Curve CurveName="Axes"><CurvePoints>{axis}</CurvePoints></Curve>
<CurvesGraphs><Curve CurveName="Curve1"><CurvePoints>
<Point Identifier="Curve1&#9;point&#9;6" Ordinal="1" IsAxisPoint="False"><PositionScreen X="300" Y="100"/></Point>
<Point Identifier="Curve1&#9;point&#9;7" Ordinal="0" IsAxisPoint="False"><PositionScreen X="200" Y="200"/></Point>
</CurvePoints></Curve></CurvesGraphs></Document>"""


def axis_point(px: float, py: float, x: float, y: float, more: str = "") -> str:
    return (
        f'<Point Identifier="Axes&#9;point&#9;1" Ordinal="1" IsAxisPoint="True"{more}>'
        f'<PositionScreen X="{px}" Y="{py}"/><PositionGraph X="{x}" Y="{y}"/></Point>'
    )


# x: 1 at column 100, 10000 at 500; y: 0 at row 300, 3 at row 0
AXIS = axis_point(100, 300, 1, 0) + axis_point(500, 300, 10000, 0) + axis_point(100, 0, 1, 3)


def test_engauge_6_without_coordinate_systems(tmp_path: Path) -> None:
    text = FLAT.format(x_scale="Log", unit="Number", degree="°", axis=AXIS)
    (read,) = import_project(write(tmp_path, text, "a.dig"))
    assert [(p.x, p.y) for p in read.series[0].points] == [
        (pytest.approx(10.0), pytest.approx(1.0)),
        (pytest.approx(100.0), pytest.approx(2.0)),
    ]


def test_engauge_in_a_windows_encoding(tmp_path: Path) -> None:
    text = FLAT.format(x_scale="Log", unit="Number", degree="°", axis=AXIS)
    path = tmp_path / "a.dig"
    path.write_bytes(text.encode("windows-1252"))
    assert import_project(path)[0].series[0].points[0].x == pytest.approx(10.0)


def test_engauge_dates_are_seconds_and_named_so(tmp_path: Path) -> None:
    text = FLAT.format(x_scale="Linear", unit="Date/Time", degree="", axis=AXIS)
    (read,) = import_project(write(tmp_path, text, "a.dig"))
    assert read.axis("x").scale == "date"
    assert read.axis("x").flags == ("seconds since 1970 UTC",)


def test_engauge_marks_of_one_axis_only_are_seen_without_the_document_saying_so(tmp_path: Path) -> None:
    only = ' IsXOnly="True"'
    four = axis_point(100, 310, 1, 0, only) + axis_point(500, 310, 5, 0, only)
    four += axis_point(90, 300, 0, 0) + axis_point(90, 0, 0, 3)
    text = FLAT.format(x_scale="Linear", unit="Number", degree="", axis=four)
    (read,) = import_project(write(tmp_path, text, "a.dig"))
    assert [p.x for p in read.series[0].points] == [pytest.approx(2.0), pytest.approx(3.0)]


def group(word: str, at: tuple[float, float], *paths: str, style: str = "font-size:42.6667px") -> str:
    drawn = "".join(f'<path d="{d}"/>' for d in paths)
    return f'<g><text x="{at[0]}" y="{at[1]}" style="{style}"><tspan>{word}</tspan></text>{drawn}</g>'


def svg(*groups: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(groups)}</svg>'


CURVE = group("curve: solid", (0, 0), "M 100,900 l 100,-100 100,-100")


def test_the_end_of_a_mark_is_the_one_away_from_the_letters(tmp_path: Path) -> None:
    # a long text: the path starts over its middle and ends beside its last letter, farther from the anchor
    beside = group("E1: 0.0 V vs RHE", (0, 1000), "M 100,880 l 290,110")
    plain = group("E2: 1.0 V vs RHE", (1000, 1000), "M 1000,990 l 100,-100")
    # a text whose path leaves it at its end: nearly level, so the distance across the text says nothing
    level = group("I1: 0 uA", (-500, 912), "M -320,898 l 100,2")
    upper = group("I2: 4 uA", (-500, 512), "M -320,498 l 100,2")
    (read,) = import_project(write(tmp_path, svg(beside, plain, level, upper, CURVE), "a.svg"))
    x, y = read.axis("x"), read.axis("y")
    assert [point.pixel for point in x.points] == [(100.0, 880.0), (1100.0, 890.0)]
    assert [point.pixel for point in y.points] == [(-220.0, 900.0), (-220.0, 500.0)]
    assert [p.x for p in read.series[0].points] == pytest.approx([0.0, 0.1, 0.2])
    assert [p.y for p in read.series[0].points] == pytest.approx([0.0, 1.0, 2.0])
    assert not read.needs_review


def test_an_end_that_is_not_clear_needs_a_person(tmp_path: Path) -> None:
    twisted = group("E1: 0.0 V vs RHE", (0, 1000), "M 100,880 l 330,20")
    plain = group("E2: 1.0 V vs RHE", (1000, 1000), "M 1000,990 l 100,-100")
    level = group("I1: 0 uA", (-500, 912), "M -320,898 l 100,2")
    upper = group("I2: 4 uA", (-500, 512), "M -320,498 l 100,2")
    (read,) = import_project(write(tmp_path, svg(twisted, plain, level, upper, CURVE), "a.svg"))
    assert any("which end of the path of 'E1" in reason for reason in read.review_required)


def test_svg_variables_with_dots_and_dashes(tmp_path: Path) -> None:
    marks = [
        group("E-ref.1: 0 V", (0, 1000), "M 90,910 l 10,-10"),
        group("E-ref.2: 1 V", (1000, 1000), "M 1090,910 l 10,-10"),
        group("j1: 0 mA / cm2", (-500, 900), "M -400,910 l 10,-10"),
        group("j2: 4 mA / cm2", (-500, 500), "M -400,510 l 10,-10"),
    ]
    (read,) = import_project(write(tmp_path, svg(*marks, CURVE), "a.svg"))
    assert (read.axis("x").label, read.axis("y").unit) == ("E-ref.", "mA / cm2")


@pytest.mark.parametrize("length", [200, 200_000])
def test_a_cell_without_end_is_refused(tmp_path: Path, length: int) -> None:
    with pytest.raises(FigureError, match="no CSV that can be read"):
        import_project(write(tmp_path, 'x,y\n"' + "1" * length, "a.csv"))
