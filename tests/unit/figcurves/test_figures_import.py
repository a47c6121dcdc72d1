"""Projects of digitizers: values worked out by hand, refusals by name."""

import copy
import csv
import io
import json
import math
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from figcurves import (
    digitization_as_json,
    digitization_from_json,
    import_project,
    points_csv,
)
from figcurves.edits import PanelEdits, edited
from figcurves.errors import FigureError


def mark(px: float, py: float, dx: str | None, dy: str | None) -> dict[str, Any]:
    return {"px": px, "py": py, "dx": dx, "dy": dy, "dz": None}


# x: 0 at column 100, 6 at 700; y: 1e-9 at row 540, 1e-3 at row 60 (80 rows a decade)
MARKS = [
    mark(100, 540, "0", "1e-9"),
    mark(700, 540, "6", "1e-9"),
    mark(100, 540, "0", "1e-9"),
    mark(100, 60, "6", "1e-3"),
]
PROJECT: dict[str, Any] = {
    "version": [4, 2],
    "axesColl": [
        {
            "name": "XY",
            "type": "XYAxes",
            "isLogX": False,
            "isLogY": True,
            "noRotation": True,
            "calibrationPoints": MARKS,
        }
    ],
    "datasetColl": [
        {
            "name": "LTP",
            "axesName": "XY",
            "colorRGB": [200, 0, 0, 255],
            "metadataKeys": [],
            "data": [
                {"x": 400, "y": 300, "value": [3, 1e-6]},
                {"x": 250, "y": 500, "value": [1.5, 10**-8.5]},
            ],
        }
    ],
    "measurementColl": [],
}


def write(folder: Path, name: str, record: Any) -> Path:
    path = folder / name
    path.write_text(record if isinstance(record, str) else json.dumps(record))
    return path


def test_version_4_log_axis_from_pixels(tmp_path: Path) -> None:
    (read,) = import_project(write(tmp_path, "a.json", PROJECT))
    (series,) = read.series
    assert [point.x for point in series.points] == pytest.approx([3.0, 1.5], rel=1e-12)
    assert [point.y for point in series.points] == pytest.approx([1e-6, 3.1622776601683795e-9], rel=1e-12, abs=0)
    assert read.tier == "import_recomputed"
    assert series.name == "LTP"
    assert series.points[0].pixel == (400.0, 300.0)
    # half a pixel of click, as far from both marks (factor sqrt(1.5)), 80 rows a decade
    relative = math.log(10) * 0.5 * math.sqrt(1.5) / 80
    assert series.points[0].u_y == pytest.approx(1e-6 * relative, rel=1e-9)


def test_version_3_and_rotated_axes(tmp_path: Path) -> None:
    # axes turned: x grows upwards (0 at row 500, 10 at row 100), y to the right (0 at 50, 4 at 450)
    project = {
        "wpd": {
            "version": [3, 8],
            "axesType": "XYAxes",
            "axesParameters": {"isLogX": False, "isLogY": False},
            "calibration": [
                mark(50, 500, "0", "0"),
                mark(50, 100, "10", "0"),
                mark(50, 500, "0", "0"),
                mark(450, 500, "0", "4"),
            ],
            "dataSeries": [{"name": "A", "metadataKeys": [], "data": [{"x": 150, "y": 300, "value": [5, 1]}]}],
        }
    }
    (read,) = import_project(write(tmp_path, "a.json", project))
    assert (read.series[0].points[0].x, read.series[0].points[0].y) == pytest.approx((5.0, 1.0))


def test_no_rotation_ignores_the_other_coordinate_of_a_mark(tmp_path: Path) -> None:
    project = copy.deepcopy(PROJECT)
    # the second x mark sits 30 rows too high: with noRotation only its column counts
    project["axesColl"][0]["calibrationPoints"][1]["py"] = 510
    (read,) = import_project(write(tmp_path, "a.json", project))
    assert read.series[0].points[0].y == pytest.approx(1e-6, rel=1e-12, abs=0)


def test_bars_keep_their_labels(tmp_path: Path) -> None:
    project = {
        "version": [4, 2],
        "axesColl": [
            {
                "name": "Bar",
                "type": "BarAxes",
                "isLog": False,
                "isRotated": False,
                "calibrationPoints": [mark(80, 400, None, "0"), mark(84, 200, None, "50")],
            }
        ],
        "datasetColl": [
            {
                "name": "D",
                "axesName": "Bar",
                "metadataKeys": ["label"],
                "data": [{"x": 120, "y": 300, "value": [25], "metadata": {"label": "HRS"}}],
            }
        ],
    }
    (read,) = import_project(write(tmp_path, "a.json", project))
    assert read.series[0].points[0].y == pytest.approx(25.0)
    assert read.axis("x").points[0].label == "HRS"
    assert read.series[0].points[0].flags == ("label=HRS",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: p["datasetColl"][0].update(axesName="gone"), "names axes 'gone'"),
        (lambda p: p["axesColl"].append(p["axesColl"][0]), "repeated"),
        (lambda p: p["axesColl"][0]["calibrationPoints"][2].update(dy="0"), "log axis calibrated at 0"),
        (lambda p: p["datasetColl"][0]["data"][0].update(value=[3, 1.001e-6]), "differs"),
        (lambda p: p["axesColl"][0].update(type="PolarAxes"), "polar"),
        (lambda p: p["axesColl"][0].update(type="TernaryAxes"), "ternary"),
        (lambda p: p["axesColl"][0].update(type="MapAxes"), "map"),
        (lambda p: p["axesColl"][0]["calibrationPoints"].pop(), "3 calibration marks"),
        (lambda p: p["axesColl"][0]["calibrationPoints"][1].update(px=100), "coincide"),
        (lambda p: p.update(version=[9, 0]), "not known"),
        (lambda p: p["datasetColl"].clear(), "no dataset"),
    ],
)
def test_refused_with_the_reason(tmp_path: Path, change: Any, words: str) -> None:
    project = copy.deepcopy(PROJECT)
    change(project)
    with pytest.raises(FigureError, match=words):
        import_project(write(tmp_path, "a.json", project))


def test_dates_in_milliseconds(tmp_path: Path) -> None:
    project = copy.deepcopy(PROJECT)
    marks = project["axesColl"][0]["calibrationPoints"]
    marks[0]["dx"], marks[1]["dx"] = "1970/01/01", "1970/01/07"
    project["datasetColl"][0]["data"] = [{"x": 400, "y": 300, "value": [3 * 86400 * 1000, 1e-6]}]
    (read,) = import_project(write(tmp_path, "a.json", project))
    assert read.axis("x").scale == "date"
    assert read.series[0].points[0].x == pytest.approx(259_200_000.0)


def tar_bytes(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def test_tar_of_any_folder_name(tmp_path: Path) -> None:
    info = json.dumps({"version": [4, 0], "json": "wpd.json", "images": ["a.png"]}).encode()
    files = {
        "other name/info.json": info,
        "other name/wpd.json": json.dumps(PROJECT).encode(),
        "other name/a.png": b"x",
    }
    path = tmp_path / "project.tar"
    path.write_bytes(tar_bytes(files))
    assert import_project(path)[0].series[0].points[0].y == pytest.approx(1e-6, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"../wpd.json": b"{}"}, "leaves the archive"),
        ({"/wpd.json": b"{}"}, "leaves the archive"),
        ({"a/picture.png": b"x"}, "0 wpd.json"),
        ({"a/wpd.json": b"{}", "b/wpd.json": b"{}"}, "2 wpd.json"),
        ({"a/wpd.json": b"{}", "a/info.json": b'{"images": ["../../secret.png"]}'}, "leaves the archive"),
        ({"a/wpd.json": b"[1"}, "not valid JSON"),
    ],
)
def test_unsafe_or_empty_archives(tmp_path: Path, files: dict[str, bytes], words: str) -> None:
    path = tmp_path / "project.tar"
    path.write_bytes(tar_bytes(files))
    with pytest.raises(FigureError, match=words):
        import_project(path)


def test_archive_bomb_and_links(tmp_path: Path) -> None:
    huge = tarfile.TarInfo("a/wpd.json")
    huge.size = 2**40
    path = tmp_path / "bomb.tar"
    path.write_bytes(huge.tobuf() + b"\0" * 1024)
    with pytest.raises(FigureError, match="over its limits"):
        import_project(path)
    link = tarfile.TarInfo("a/wpd.json")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
    path.write_bytes(link.tobuf() + b"\0" * 1024)
    with pytest.raises(FigureError, match="link"):
        import_project(path)


ENGAUGE = """<!DOCTYPE engauge><Document VersionNumber="12.0" AxesPointsRequired="0"><Image/>{systems}</Document>"""
SYSTEM = """<CoordSystem><Coords TypeString="{kind}" ScaleXThetaString="Linear" ScaleYRadiusString="Log"
 UnitsXString="Number" UnitsYString="Number"/><Curve CurveName="Axes">
<CurvePoints>{axis}</CurvePoints></Curve>
<CurvesGraphs><Curve CurveName="LTP"><CurvePoints>
<Point IsAxisPoint="False" Ordinal="2"><PositionScreen X="300" Y="100"/></Point>
<Point IsAxisPoint="False" Ordinal="1"><PositionScreen X="200" Y="200"/></Point>
</CurvePoints></Curve></CurvesGraphs></CoordSystem>"""


def axis_point(px: float, py: float, x: float, y: float, only_x: str = "False") -> str:
    return (
        f'<Point IsAxisPoint="True" IsXOnly="{only_x}" Ordinal="0"><PositionScreen X="{px}" Y="{py}"/>'
        f'<PositionGraph X="{x}" Y="{y}"/></Point>'
    )


# x: 0 at column 100, 4 at 500; y: 1e-9 at row 300, 1e-6 at row 0
THREE = axis_point(100, 300, 0, 1e-9) + axis_point(500, 300, 4, 1e-9) + axis_point(100, 0, 0, 1e-6)
FOUR = (
    axis_point(100, 310, 0, 0, "True")
    + axis_point(500, 310, 4, 0, "True")
    + axis_point(90, 300, 0, 1e-9)
    + axis_point(90, 0, 0, 1e-6)
)


@pytest.mark.parametrize(("axis", "required"), [(THREE, "0"), (FOUR, "1")])
def test_engauge_reads_every_coordinate_system(tmp_path: Path, axis: str, required: str) -> None:
    system = SYSTEM.format(kind="Cartesian", axis=axis)
    text = ENGAUGE.format(systems=system + system).replace('Required="0"', f'Required="{required}"')
    read = import_project(write(tmp_path, "a.dig", text))
    assert len(read) == 2
    for item in read:
        assert [point.x for point in item.series[0].points] == pytest.approx([1.0, 2.0], rel=1e-12)
        assert [point.y for point in item.series[0].points] == pytest.approx([1e-8, 1e-7], rel=1e-12, abs=0)


def test_engauge_refusals(tmp_path: Path) -> None:
    polar = ENGAUGE.format(systems=SYSTEM.format(kind="Polar", axis=THREE))
    with pytest.raises(FigureError, match="polar"):
        import_project(write(tmp_path, "a.dig", polar))
    two = ENGAUGE.format(systems=SYSTEM.format(kind="Cartesian", axis=axis_point(1, 1, 0, 1) + axis_point(2, 2, 1, 2)))
    with pytest.raises(FigureError, match="2 axis points"):
        import_project(write(tmp_path, "a.dig", two))
    zero = ENGAUGE.format(systems=SYSTEM.format(kind="Cartesian", axis=THREE.replace('Y="1e-09"', 'Y="0"')))
    with pytest.raises(FigureError, match="log axis calibrated at 0"):
        import_project(write(tmp_path, "a.dig", zero))
    old = tmp_path / "old.dig"
    old.write_bytes(b"\x00\x00\xca\xfe" + b"\0" * 64)
    with pytest.raises(FigureError, match="Engauge 5"):
        import_project(old)


def svg(*groups: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(groups)}</svg>'


def group(word: str, at: tuple[float, float], *paths: str) -> str:
    drawn = "".join(f'<path d="{d}"/>' for d in paths)
    return f'<g><text x="{at[0]}" y="{at[1]}"><tspan>{word}</tspan></text>{drawn}</g>'


V1 = group("V1: -1 V", (10, 90), "M 12 92 L 20 100")
V2 = group("V2: 1 V", (80, 90), "M 82 92 L 90 100")
I1 = group("I1: 0 uA", (0, 85), "M 5 88 L 20 100")
I2 = group("I2: 50 uA", (0, 5), "M 5 8 L 20 20")
CURVE = group("curve: blue", (50, 20), "M 20 80 L 55 50 l 35 -20")


@pytest.mark.parametrize("arc", ["A5 5 0 0110 10", "A 5,5 0 0,1 10,10", "A5 5 0 01 10 10", "a5 5 0 0 1-10-70"])
def test_arcs_with_joined_flags_are_read(tmp_path: Path, arc: str) -> None:
    """The two flags of an arc need no gap behind them (SVG 1.1, 8.3.9)."""
    curve = group("curve: blue", (50, 20), f"M 20 80 {arc} L 90 30")
    (read,) = import_project(write(tmp_path, "a.svg", svg(V1, V2, I1, I2, curve)))
    points = read.series[0].points
    # Column 20 is -1 V and 90 is 1 V; row 100 is 0 uA and 20 is 50 uA.
    assert [point.x for point in points] == pytest.approx([-1.0, -1.0 - 2 / 7, 1.0])
    assert [point.y for point in points] == pytest.approx([12.5, 56.25, 43.75])


@pytest.mark.parametrize("place", ["50%", "wide", "2em"])
def test_a_label_whose_place_is_not_read_is_refused(tmp_path: Path, place: str) -> None:
    moved = CURVE.replace('x="50"', f'x="{place}"')
    with pytest.raises(FigureError, match="x of the text"):
        import_project(write(tmp_path, "a.svg", svg(V1, V2, I1, I2, moved)))


def test_svg_linear_axes_and_units(tmp_path: Path) -> None:
    # the example of the format notes, whose values svgdigitizer itself gives
    (read,) = import_project(write(tmp_path, "a.svg", svg(V1, V2, I1, I2, CURVE)))
    points = read.series[0].points
    assert [point.x for point in points] == pytest.approx([-1.0, 0.0, 1.0])
    assert [point.y for point in points] == pytest.approx([12.5, 31.25, 43.75])
    assert (read.axis("x").unit, read.axis("y").unit, read.axis("y").label) == ("V", "uA", "I")


def test_svg_marks_that_lean_give_skewed_axes_and_ask_a_person(tmp_path: Path) -> None:
    """The y marks lean by 16 columns over 80 rows: x is constant along them."""
    leaning = group("I2: 50 uA", (0, 5), "M 5 8 L 36 20")
    (read,) = import_project(write(tmp_path, "a.svg", svg(V1, V2, I1, leaning, CURVE)))
    points = read.series[0].points
    assert [point.x for point in points] == pytest.approx([-1 - 4 / 35, -1 + 25 / 35, -1 + 56 / 35])
    assert [point.y for point in points] == pytest.approx([12.5, 31.25, 43.75])
    assert any("skewed by 11.31 degrees" in reason for reason in read.review_required)
    slight = group("I2: 50 uA", (0, 5), "M 5 8 L 21 20")
    (read,) = import_project(write(tmp_path, "b.svg", svg(V1, V2, I1, slight, CURVE)))
    assert not read.needs_review
    assert [point.x for point in read.series[0].points] == pytest.approx([-1.0, 0.0, 1.0])


@pytest.mark.parametrize("low", ["1e-9 A", "10^-9 A", "1x10^-9 A"])
def test_svg_exponents_and_log_axes(tmp_path: Path, low: str) -> None:
    log1 = group(f"I1: log {low}", (0, 85), "M 5 88 L 20 100")
    log2 = group("I2: log 1e-5 A", (0, 5), "M 5 8 L 20 20")
    (read,) = import_project(write(tmp_path, "a.svg", svg(V1, V2, log1, log2, CURVE)))
    # 80 units for 4 decades: 20 units up is one decade
    assert read.series[0].points[0].y == pytest.approx(1e-8, rel=1e-12, abs=0)
    assert read.axis("y").unit == "A"


def test_svg_scale_bar_factor_and_nested_transforms(tmp_path: Path) -> None:
    bar = group("I_scale_bar: 10 uA", (200, 60), "M 201 61 L 210 70", "M 201 59 L 210 50")
    factor = '<text x="0" y="0">I_scaling_factor: 10</text>'
    inner = svg(f'<g transform="translate(5, -7) scale(2)">{V1}{V2}{I1}{bar}{CURVE}</g>', factor)
    (read,) = import_project(write(tmp_path, "a.svg", inner))
    # 20 units are 10 uA: 20, 50 and 70 units up, divided by the factor
    assert [point.y for point in read.series[0].points] == pytest.approx([1.0, 2.5, 3.5])


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ((V1, V2, I1, CURVE), "reference marks found: I1, V1, V2"),
        ((V1, V2, I1, I2), "no text `curve: name`"),
        ((V1, V1, V2, I1, I2, CURVE), "set twice"),
        ((V1, V2, I1, I2.replace("50 uA", "50 mA"), CURVE), "scale or unit"),
        (
            (V1, V2, I1.replace("0 uA", "log 0 uA"), I2.replace("50", "log 50"), CURVE),
            "log axis calibrated at 0",
        ),
    ],
)
def test_svg_refusals(tmp_path: Path, groups: tuple[str, ...], words: str) -> None:
    with pytest.raises(FigureError, match=words):
        import_project(write(tmp_path, "a.svg", svg(*groups)))


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
    with pytest.raises(FigureError, match="entities"):
        import_project(write(tmp_path, "a.svg", bomb))


@pytest.mark.parametrize(
    ("text", "names", "first"),
    [
        ("LTP,,LTD,\nX,Y,X,Y\n1,2,3,4\n5,6,,\n", ["LTP", "LTD"], (1.0, 2.0)),
        ("0.5 1e-9\n0.7 2e-9\n", [""], (0.5, 1e-9)),
        ("x (a),y (a),x (b),y (b)\n1,2,3,4\n", ["a", "b"], (1.0, 2.0)),
    ],
)
def test_plain_csv_has_the_lowest_tier(tmp_path: Path, text: str, names: list[str], first: tuple[float, float]) -> None:
    (read,) = import_project(write(tmp_path, "a.csv", text))
    assert read.tier == "values_only"
    assert [series.name for series in read.series] == names
    assert (read.series[0].points[0].x, read.series[0].points[0].y) == first


TRAINS = """set,direction,pulse,n_devices,n_repeats,median_S,mean_S,sd_between_S,sd_within_S
27 devices,set,0,27,10,3e-05,3.1e-05,5e-06,2e-06
27 devices,set,1,27,10,4e-05,4.1e-05,5e-06,2e-06
27 devices,reset,0,27,10,4e-05,4.1e-05,5e-06,2e-06
one cell,set,0,1,400,1e-06,1e-06,,8e-09
"""


def test_measured_trains_are_a_panel_for_each_set_and_a_series_for_each_direction(tmp_path: Path) -> None:
    """The axes are those of the file, so a state read from them is in siemens; each point names its row."""
    several, one = import_project(write(tmp_path, "measured_trains.csv", TRAINS))
    assert [(item.panel, item.tier) for item in (several, one)] == [
        ("27 devices", "measured"),
        ("one cell", "measured"),
    ]
    assert [series.name for series in several.series] == ["set", "reset"]
    assert [(point.x, point.y, point.locator) for point in several.series[0].points] == [
        (0.0, 3e-05, "row=2"),
        (1.0, 4e-05, "row=3"),
    ]
    assert (several.axis("x").label, several.axis("y").unit) == ("pulse", "S")
    waits = edited(one, PanelEdits(drop={"reset": "not of this cell"}))
    assert waits.needs_review
    assert waits.tier == "measured", "an edit that fits nothing makes it no vector figure"


def test_a_pulse_without_its_conductance_is_named(tmp_path: Path) -> None:
    with pytest.raises(FigureError, match=r"measured_trains\.csv:3"):
        import_project(write(tmp_path, "measured_trains.csv", TRAINS.replace("4e-05,4.1e-05", ",4.1e-05", 1)))


def test_half_a_letter_in_a_name_is_marked(tmp_path: Path) -> None:
    record = copy.deepcopy(PROJECT)
    record["datasetColl"][0]["name"] = "LTP " + chr(0xD835)
    (read,) = import_project(write(tmp_path, "a.json", record))
    assert read.series[0].name == "LTP \ufffd"


def test_csv_with_a_word_among_numbers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FigureError, match=r"a\.csv:3"):
        import_project(write(tmp_path, "a.csv", "A,\nX,Y\n1,high\n"))


def test_a_digitization_comes_back_from_its_json(tmp_path: Path) -> None:
    (read,) = import_project(write(tmp_path, "a.json", PROJECT))
    record = digitization_as_json(read)
    assert digitization_from_json(record) == read
    assert import_project(write(tmp_path, "own.json", record)) == (read,)


@pytest.mark.parametrize("place", ["", "axes", "series"])
def test_a_record_with_an_unknown_field_is_refused_by_its_name(tmp_path: Path, place: str) -> None:
    (read,) = import_project(write(tmp_path, "a.json", PROJECT))
    record = digitization_as_json(read)
    (record[place][0] if place else record)["nonsense"] = 1
    with pytest.raises(FigureError, match="nonsense"):
        digitization_from_json(record)


def test_flags_of_points_survive_both_tables(tmp_path: Path) -> None:
    """A label that a person typed may hold any sign; in either table it is one flag, joined in one way."""
    flags = ("label=a; b \\ c", "wide ink", "group=x;")
    (read,) = import_project(write(tmp_path, "a.json", PROJECT))
    point = replace(read.series[0].points[0], flags=flags)
    series = replace(read.series[0], points=(point,))
    from memlit.sources.points import point_rows, points_of

    rows = point_rows("doc:f1/a", series.points, *read.axes)
    assert points_of(rows)[0].flags == flags
    (printed,) = csv.DictReader(io.StringIO(points_csv(series)))
    (stored,) = csv.reader(io.StringIO(rows))
    assert printed["flags"] == stored[13]


def test_points_csv_keeps_full_precision(tmp_path: Path) -> None:
    (read,) = import_project(write(tmp_path, "a.json", PROJECT))
    header, first, *_ = points_csv(read.series[0]).splitlines()
    row = dict(zip(header.split(","), first.split(","), strict=False))
    assert row["id"] == "XY/0/0"
    assert float(row["y"]) == read.series[0].points[0].y
    assert row["locator"].startswith('"px=400.0')
