"""docs/digitize.md through a whole run: every reader, a .tar and a .dig, from figure to devices, report, audit."""

from __future__ import annotations

import base64
import io
import json
import math
import re
import tarfile
from pathlib import Path
from typing import Any

import pytest

from ..conftest import ROOT, FinishedReview, run_memlit, run_snakemake
from ..workflow import tools

PULSES = list(range(21))
READING_COLUMNS = "place,paper,device,parameter,text,unit,comparator,tier,set_or_reset,lineage,read_at,flags,note\n"


def documented(key: str) -> str:
    """The figures.yaml that the page gives for `key`."""
    text = (ROOT / "docs/digitize.md").read_text(encoding="utf-8")
    match = re.search(rf"```yaml\n( *)# sources/{key}/figures\.yaml\n(.*?)```", text, re.S)
    assert match is not None
    return "\n".join(line.removeprefix(match.group(1)) for line in match.group(2).splitlines()) + "\n"


def draw_pages(path: Path, *pages: Any) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib.backends.backend_pdf import PdfPages

    with PdfPages(path) as book:
        for draw in pages:
            figure, axes = plt.subplots(figsize=(4.4, 3.3), layout="constrained")
            draw(axes)
            book.savefig(figure)
            plt.close(figure)


def potentiation(axes: Any) -> None:
    axes.plot(PULSES, [2 + 0.4 * p for p in PULSES], "o", label="LTP")
    axes.set(xlabel="Pulse number", ylabel="Conductance (µS)")
    axes.legend()


def retention(axes: Any) -> None:
    """R = R0 t^nu: the drift exponents are 0.01 and 0.05, the longest time 10^4 s."""
    t = [10 ** (k / 4) for k in range(17)]
    axes.loglog(t, [2e4 * s**0.01 for s in t], "o", label="LRS")
    axes.loglog(t, [3e6 * s**0.05 for s in t], "s", label="HRS")
    axes.set(xlabel="Time (s)", ylabel="Resistance (ohm)", ylim=(1e3, 1e8))
    axes.legend()


def loop(axes: Any) -> None:
    """Off 1 kohm... a jump to on at +1.0 V, back off at -0.8 V: at 0.2 V the currents are 2e-4 and 2e-6 A."""
    up = [(k / 20, (1e-5 if k < 20 else 1e-3) * k / 20) for k in range(1, 25)]
    down = [(k / 20, 1e-3 * k / 20) for k in range(24, 0, -1)]
    negative = [(-k / 20, (1e-3 if k < 16 else 1e-5) * k / 20) for k in range(1, 25)]
    back = [(-k / 20, 1e-5 * k / 20) for k in range(24, 0, -1)]
    v, i = zip(*up, *down, *negative, *back, strict=True)
    axes.semilogy(v, i, "o-", ms=3)
    axes.set(xlabel="Voltage (V)", ylabel="|Current| (A)")


def cycles(axes: Any) -> None:
    axes.semilogy(range(1, 41), [1e4 * math.exp(0.2 * (-1) ** n) for n in range(40)], "o", ms=4, label="LRS")
    axes.set(xlabel="Cycle", ylabel="Resistance (ohm)", ylim=(1e3, 1e5))
    axes.legend()


def distribution(axes: Any) -> None:
    axes.semilogx([1e4 * 10 ** (k / 20) for k in range(-20, 21)], [2.5 * (k + 20) for k in range(-20, 21)], "o", ms=4)
    axes.lines[0].set_label("LRS")
    axes.set(xlabel="Resistance (ohm)", ylabel="Cumulative share (%)", ylim=(0, 105))
    axes.legend()


def scatter(axes: Any) -> None:
    axes.loglog([1e-7, 1e-5], [2e-12, 5e-10], "^", label="others")
    axes.set(xlabel="Pulse width (s)", ylabel="Energy (J)", xlim=(1e-8, 1e-3), ylim=(1e-13, 1e-8))
    axes.legend()


def picture() -> bytes:
    """A frame of the size that the projects' pixels need."""
    from PIL import Image, ImageDraw

    canvas = Image.new("RGB", (800, 600), "white")
    ImageDraw.Draw(canvas).rectangle([100, 60, 700, 540], outline="black")
    out = io.BytesIO()
    canvas.save(out, "PNG")
    return out.getvalue()


def wpd_tar(path: Path) -> None:
    """Column 100 is pulse 0, 6 columns a pulse; row 540 is 0 µS, 4.8 rows a µS: 10 to 50 µS in even steps."""
    marks = [(100, 540, "0", "0"), (700, 540, "100", "0"), (100, 540, "0", "0"), (100, 60, "0", "100")]
    points = [{"x": 100 + 6 * p, "y": 540 - 4.8 * (10 + p), "value": [p, 10 + p]} for p in range(41)]
    axes = {"name": "XY", "type": "XYAxes", "isLogX": False, "isLogY": False, "noRotation": True}
    axes["calibrationPoints"] = [{"px": px, "py": py, "dx": dx, "dy": dy, "dz": None} for px, py, dx, dy in marks]  # type: ignore[assignment]
    series = {"name": "LTP", "axesName": "XY", "metadataKeys": [], "colorRGB": [200, 0, 0, 255], "data": points}
    wpd = {"version": [4, 2], "axesColl": [axes], "datasetColl": [series], "measurementColl": []}
    info = {"version": [4, 0], "json": "wpd.json", "images": ["image.png"]}
    files = {"info.json": json.dumps(info), "wpd.json": json.dumps(wpd), "image.png": picture()}
    with tarfile.open(path, "w") as archive:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            member = tarfile.TarInfo(f"fig_2/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


def engauge_dig(path: Path) -> None:
    """50 to 10 µS over 20 pulses, three axis points: column 100 is pulse 0, 700 is 20; rows 540 and 60 are 0 and 60."""
    image = base64.b64encode(b"\x00\x00\x00\x00" + picture()).decode()

    def point(kind: str, ordinal: int, x: float, y: float, graph: str = "") -> str:
        head = f'<Point Identifier="{kind}&#9;point&#9;{ordinal}" Ordinal="{ordinal}" '
        return f'{head}IsAxisPoint="{bool(graph)}" IsXOnly="False"><PositionScreen X="{x}" Y="{y}"/>{graph}</Point>'

    corners = [(100, 540, 0, 0), (700, 540, 20, 0), (100, 60, 0, 60)]
    axes = [point("Axes", k, x, y, f'<PositionGraph X="{u}" Y="{v}"/>') for k, (x, y, u, v) in enumerate(corners)]
    curve = [point("LTD", k, 100 + 30 * k, 540 - 8 * (50 - 2 * k)) for k in range(21)]
    coords = '<Coords TypeString="Cartesian" ScaleXThetaString="Linear" ScaleYRadiusString="Linear" '
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE engauge>'
        f'<Document VersionNumber="12.1" AxesPointsRequired="0"><Image Width="800" Height="600">'
        f"<![CDATA[{image}]]></Image>"
        f'<CoordSystem>{coords}UnitsXString="Number" UnitsYString="Number"/>'
        f'<Curve CurveName="Axes"><CurvePoints>{"".join(axes)}</CurvePoints></Curve>'
        f'<CurvesGraphs><Curve CurveName="LTD"><CurvePoints>{"".join(curve)}</CurvePoints></Curve></CurvesGraphs>'
        "</CoordSystem></Document>",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def followed(finished: FinishedReview, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small review with the three papers of the page, after one run."""
    folder = finished.copy(tmp_path_factory.mktemp("digitized") / "review")
    for key in ("roe2024", "doe2024", "poe2024"):
        made = folder / "sources" / key
        made.mkdir(parents=True)
        (made / "figures.yaml").write_text(documented(key), encoding="utf-8")
        (made / "source.yaml").write_text("licence: CC BY 4.0\n", encoding="utf-8")
        with (folder / "references.bib").open("a", encoding="utf-8") as stream:
            title = f"Made-up curves of {key}"
            stream.write(f"\n@article{{{key},\n  author = {{Roe, A.}},\n  title = {{{title}}},\n  year = {{2024}},\n")
            stream.write(
                "  journal = {None},\n  keywords = {review-text},\n  deviceclass = {VCM},\n  role = {synapse},\n}\n"
            )
    draw_pages(folder / "sources/roe2024/paper.pdf", potentiation)
    draw_pages(folder / "sources/poe2024/paper.pdf", retention, loop, cycles, distribution, scatter)
    wpd_tar(folder / "sources/doe2024/fig_2.tar")
    engauge_dig(folder / "sources/poe2024/fig_6.dig")
    (folder / "sources/doe2024/readings.csv").write_text(
        READING_COLUMNS
        + "Table 1,doe2024,HfOx,set_voltage,1.5 V,,,primary,set,,,,\n"
        + "Table 1,doe2024,HfOx,set_pulse_width,100 ns,,,primary,set,,,,\n",
        encoding="utf-8",
    )
    done = run_snakemake(folder)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def values(folder: Path, key: str) -> dict[str, float]:
    """Number of each reading taken from a figure of the document, by figure, series and name."""
    rows = tools.table(folder, "readings")
    return {
        row["id"].partition(":")[2]: float(row["value"])
        for row in rows
        if row["id"].startswith(f"{key}:") and ">" in row["id"] and row["value"]
    }


def test_every_reader_gives_what_was_drawn(followed: Path) -> None:
    found = values(followed, "poe2024")
    wanted = {
        "f1/p1s0>drift_exponent": 0.01,
        "f1/p1s1>drift_exponent": 0.05,
        # The jump lies between the points at 0.95 and 1.0 V, and between -0.75 and -0.8 V.
        "f2/p1s0>v_set": 0.975,
        "f2/p1s0>v_reset": -0.775,
        "f2/p1s0>on_off_ratio": 100.0,
        # ln R alternates by +-0.2 about its mean: over 40 cycles the SD is 0.2 sqrt(40/39).
        "f3/p1s0>cycle_to_cycle_sd_ln": 0.2 * math.sqrt(40 / 39),
        "f6/1-0>g_on": 50e-6,
        "f6/1-0>g_off": 10e-6,
    }
    for name, value in wanted.items():
        assert found[name] == pytest.approx(value, rel=0.02), (name, sorted(found))


def test_no_figure_of_the_page_waits_for_a_person(followed: Path) -> None:
    rows = [row for row in tools.table(followed, "figures") if row["document"] in ("roe2024", "doe2024", "poe2024")]
    assert {row["trust"] for row in rows} == {"vector_verified", "import_recomputed"}
    status = {row["id"]: row["status"] for row in rows}
    assert set(status.values()) == {"read"}, status
    for row in rows:
        assert (followed / row["overlay"]).read_bytes().startswith(b"\x89PNG")


def test_a_project_with_printed_pulses_has_its_energy(followed: Path) -> None:
    """E_a = V^2 tau (G_on + G_off) / 2: 10 to 50 µS at 1.5 V and 100 ns are 1.5^2 x 1e-7 x 30e-6 = 6.75 pJ."""
    (row,) = [r for r in tools.table(followed, "benchmark") if r["paper"] == "doe2024" and r["pulse"] == "set"]
    assert float(row["action_energy_j"]) == pytest.approx(6.75e-12, rel=1e-6, abs=0)
    assert "trust:import_recomputed" in row["flags"]


def test_points_of_a_scatter_go_to_the_devices_that_are_named(followed: Path) -> None:
    rows = [row for row in tools.table(followed, "readings") if row["id"].startswith("poe2024:f5/")]
    assert {(row["paper"], row["parameter"]) for row in rows if ">" in row["id"]} == {
        (paper, name) for paper in ("wu2018", "jo2010") for name in ("set_pulse_width", "set_energy")
    }


@pytest.mark.parametrize("series", ["doe2024:f2/xy-0", "poe2024:f6/1-0", "poe2024:f2/p1s0", "roe2024:f3/p1s0"])
def test_audit_of_a_series_has_calibration_overlay_and_points(followed: Path, series: str) -> None:
    shown = run_memlit(followed, "audit", series)
    assert shown.returncode == 0, shown.stderr
    overlay = re.search(r"overlay\s+(\S+\.png)", shown.stdout)
    assert overlay is not None
    assert (followed / overlay[1]).is_file()
    assert run_memlit(followed, "audit", f"{series}/3").returncode == 0
    page = (followed / f"results/audit/{series.partition(':')[0]}.html").read_text(encoding="utf-8")
    assert series in page
    assert base64.b64encode((followed / overlay[1]).read_bytes()).decode() in page
