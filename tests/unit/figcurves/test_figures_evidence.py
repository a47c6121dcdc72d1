"""Digitized figures as evidence of a document: figures.yaml, series as data, points, readings, overlays."""

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from figcurves.errors import FigureError
from figcurves.model import CURVE_TRUSTS
from memlit.audit.overlays import draw_overlay, from_record, panels
from memlit.caching.entries import Cache
from memlit.config import read_yaml, validated
from memlit.curation.comparing.accept import accept_record
from memlit.datum import FIGURE_TRUSTS, DocumentReading, Reading, weakest_trust
from memlit.errors import ConfigError
from memlit.field import load_vocabulary
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import DocumentStore, read_document
from memlit.sources.figures_yaml import FiguresDescription
from memlit.sources.points import points_of

from tests.builders import REFERENCE, ROOT

VOCABULARY = load_vocabulary(ROOT / "config/vocabulary.yaml")
FIGURES = REFERENCE / "bench/figures"
MEASURED = ROOT / "sources/ni-rram/measured_cycles.csv"
# Column 100 is pulse 0, 6 columns a pulse; row 540 is 0 µS, 4.8 rows a µS.
MARKS = [
    {"px": 100, "py": 540, "dx": "0", "dy": "0", "dz": None},
    {"px": 700, "py": 540, "dx": "100", "dy": "0", "dz": None},
    {"px": 100, "py": 540, "dx": "0", "dy": "0", "dz": None},
    {"px": 100, "py": 60, "dx": "0", "dy": "100", "dz": None},
]

TRAIN_HEAD = "set,direction,pulse,n_devices,n_repeats,median_S,mean_S,sd_between_S,sd_within_S"
TRAIN = """  - file: measured_trains.csv
    panel: one cell
    label: Trains
    series:
      set: {device: HfOx, reader: train, x: pulse, y: conductance, set_or_reset: set}
"""


def project() -> dict[str, Any]:
    """41 pulses that raise the conductance from 10 to 50 µS in even steps."""
    data = [{"x": 100 + 6 * p, "y": 540 - 4.8 * (10 + p), "value": [p, 10 + p]} for p in range(41)]
    axes = {"name": "XY", "type": "XYAxes", "isLogX": False, "isLogY": False, "calibrationPoints": MARKS}
    series = {"name": "LTP", "axesName": "XY", "metadataKeys": [], "data": data}
    return {"version": [4, 2], "axesColl": [axes], "datasetColl": [series], "measurementColl": []}


def documented(key: str) -> str:
    """The figures.yaml that docs/digitize.md gives for `key`."""
    text = (ROOT / "docs/digitize.md").read_text(encoding="utf-8")
    match = re.search(rf"```yaml\n( *)# sources/{key}/figures\.yaml\n(.*?)```", text, re.S)
    assert match is not None
    indent = match.group(1)
    return "\n".join(line.removeprefix(indent) for line in match.group(2).splitlines()) + "\n"


def draw_paper(path: Path) -> None:
    """A page with a potentiation curve of 20 pulses, 1 to 10.5 µS in even steps."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots()
    axes.plot(range(20), [1 + 0.5 * p for p in range(20)], "o", label="LTP")
    axes.set(xlabel="Pulse number", ylabel="Conductance (µS)", xlim=(-1, 21), ylim=(0, 12))
    axes.legend()
    figure.savefig(path, format="pdf")
    plt.close(figure)


def folder(root: Path, key: str, figures: str | None) -> Path:
    made = root / "sources" / key
    made.mkdir(parents=True)
    if figures is not None:
        (made / "figures.yaml").write_text(figures, encoding="utf-8")
    return made


def read(root: Path, key: str) -> DocumentReading:
    return read_document(DocumentStore(root / "sources", root / "extracted", VOCABULARY, Cache(None), "test"), key)


def readings(document: DocumentReading) -> dict[str, Reading]:
    reconciled = reconcile_document(document, {}, VOCABULARY)
    assert reconciled.problems == document.warnings
    return {reading.id: reading for reading in reconciled.readings}


def test_documented_project_gives_the_states_of_the_device(tmp_path: Path) -> None:
    made = folder(tmp_path, "doe2024", documented("doe2024").replace("fig_2.tar", "fig_2.json"))
    (made / "fig_2.json").write_text(json.dumps(project()))
    document = read(tmp_path, "doe2024")
    assert (document.status, len(document.data), document.warnings) == ("new", 1, ())
    found = readings(document)
    series = document.data[0].id
    for name, value in (("g_on", 50e-6), ("g_off", 10e-6), ("n_states", 41)):
        assert found[f"{series}>{name}"].value == pytest.approx(value, rel=1e-9)
        assert "trust:import_recomputed" in found[f"{series}>{name}"].flags
        assert found[f"{series}>{name}"].inputs == (series,)
    assert found[f"{series}>g_on"].unit == "S"
    assert "largest value" in found[f"{series}>g_on"].steps[-1].rule
    assert points_of(document.points[series])[7].x == pytest.approx(7)


def test_a_curve_says_the_condition_under_which_its_device_was_pulsed(tmp_path: Path) -> None:
    """Two amplitudes of one device would be one tuple without it."""
    figures = documented("doe2024").replace("fig_2.tar", "fig_2.json").replace("HfOx,", "HfOx, condition: 4.1 V,")
    made = folder(tmp_path, "doe2024", figures)
    (made / "fig_2.json").write_text(json.dumps(project()))
    found = readings(read(tmp_path, "doe2024"))
    states = [reading for reading in found.values() if reading.parameter in ("g_on", "g_off")]
    assert [reading.datum.condition for reading in states] == ["4.1 V", "4.1 V"]


def test_a_series_with_a_name_longer_than_any_print_is_a_line_and_not_read(tmp_path: Path) -> None:
    """A project of a stranger; its other series is read, and none of the name stands anywhere."""
    made = folder(tmp_path, "doe2024", documented("doe2024").replace("fig_2.tar", "fig_2.json"))
    drawn = project()
    drawn["datasetColl"].append({**drawn["datasetColl"][0], "name": "L" * 140_000})
    (made / "fig_2.json").write_text(json.dumps(drawn))
    document = read(tmp_path, "doe2024")
    assert [datum.printed.text for datum in document.data] == ["LTP"]
    assert document.points.keys() == {document.data[0].id}
    (line,) = (line for line in document.warnings if "a print has at most 4000" in line)
    assert line.startswith(f"{made}/fig_2.json: ")
    assert "has 140000 characters" in line
    assert all(len(line) < 2_500 for line in document.warnings)


def test_one_name_is_one_device_wherever_a_person_writes_it(tmp_path: Path) -> None:
    """A figure, a sentence, a label of a table and a reading of `Ta/HfO2/TiN` close one tuple."""
    name = "Ta/HfO2/TiN"
    figures = documented("doe2024").replace("fig_2.tar", "fig_2.json").replace("device: HfOx", f"device: {name}")
    made = folder(tmp_path, "doe2024", figures)
    (made / "fig_2.json").write_text(json.dumps(project()))
    (made / "text.md").write_text("The device has an endurance of one million cycles.\n")
    (made / "table.csv").write_text("Device,Retention (s)\nSample 1,1000\n")
    header = "place,paper,device,parameter,text,unit,comparator,tier,set_or_reset,lineage,read_at,flags,note"
    (made / "readings.csv").write_text(f"{header}\np1,,{name},set_voltage,2,V,,primary,,,,,\n")
    first = read(tmp_path, "doe2024")
    (place,) = {datum.locator.place for datum in first.data if datum.method == "text"}
    table = next(datum for datum in first.data if datum.parameter == "retention")
    assert table.device == "sample-1"
    (made / "source.yaml").write_text(
        f"""kind: document
tables:
  - {{file: table.csv, label: {table.locator.label or "Table 1"}, devices: {{Sample 1: {{device: {name}}}}}}}
passages:
  - {{file: text.md, place: {place}, printed: one million cycles, device: {name}, parameter: endurance,
     curator: A. Reader, why: the only device}}
"""
    )
    document = read(tmp_path, "doe2024")
    assert document.warnings == ()
    assert {datum.method: datum.device for datum in document.data} == dict.fromkeys(
        ("imported-digitization", "text", "delimited-table", "readings"), "ta-hfo2-tin"
    )


def test_a_fit_at_its_bound_is_excluded_with_the_reason(tmp_path: Path) -> None:
    made = folder(tmp_path, "doe2024", documented("doe2024").replace("fig_2.tar", "fig_2.json"))
    record = project()
    for p, point in enumerate(record["datasetColl"][0]["data"]):
        level = 50.0 if p > 1 else 10.0 + 35.0 * p
        point |= {"y": 540 - 4.8 * level, "value": [p, level]}
    (made / "fig_2.json").write_text(json.dumps(record))
    found = readings(read(tmp_path, "doe2024"))
    fits = [reading for name, reading in found.items() if "nonlinearity" in name]
    assert {reading.status for reading in fits} == {"excluded"}
    assert all((reading.reason or "").startswith("at_fit_bound") for reading in fits)
    assert found["doe2024:f2/xy-0>g_on"].status == "value"


def test_documented_pdf_gives_a_verified_curve_and_an_overlay(tmp_path: Path) -> None:
    from PIL import Image

    made = folder(tmp_path, "roe2024", documented("roe2024"))
    draw_paper(made / "paper.pdf")
    document = read(tmp_path, "roe2024")
    found = readings(document)
    assert document.data[0].id == "roe2024:f3/p1s0"
    assert found["roe2024:f3/p1s0>g_on"].value == pytest.approx(10.5e-6, rel=1e-6)
    assert found["roe2024:f3/p1s0>g_off"].value == pytest.approx(1e-6, rel=1e-6)
    assert "trust:vector_verified" in found["roe2024:f3/p1s0>g_on"].flags
    ((path, group),) = panels(document.data).items()
    assert path.as_posix() == "results/figures/overlays/roe2024/f3-p1-1.png"
    first = draw_overlay(tmp_path / "sources", group, document.points)
    assert first == draw_overlay(tmp_path / "sources", group, document.points)
    (tmp_path / "overlay.png").write_bytes(first)
    colors = Image.open(tmp_path / "overlay.png").convert("RGB").getcolors(1 << 20) or []
    counts = {color: n for n, color in colors}
    # 20 crosses in magenta, the calibration points in green.
    assert counts[255, 0, 255] > 20 * 10
    assert counts[0, 160, 0] > 10


def test_a_panel_without_its_source_is_drawn_from_its_record(tmp_path: Path) -> None:
    """Every series is shown at its calibration: the highest state stands highest, all ticks have their rings."""
    from PIL import Image

    made = folder(tmp_path, "roe2024", documented("roe2024"))
    draw_paper(made / "paper.pdf")
    document = read(tmp_path, "roe2024")
    (made / "paper.pdf").unlink()
    ((_, group),) = panels(document.data).items()
    with pytest.raises(FigureError, match="not at hand"):
        draw_overlay(tmp_path / "sources", group, document.points)
    (tmp_path / "record.png").write_bytes(from_record(group, document.points))
    shown = np.asarray(Image.open(tmp_path / "record.png").convert("RGB")).astype(int)
    series = (shown == (255, 0, 255)).all(axis=2)
    rings = (shown == (0, 160, 0)).all(axis=2)
    columns = np.flatnonzero(series.any(axis=0))
    first, last = (np.flatnonzero(series[:, column]).mean() for column in (columns[3], columns[-4]))
    assert first > last, "potentiation rises"
    assert rings.sum() > 10 * sum(len(axis.marks) for axis in (group[0].figure.x, group[0].figure.y))


def test_values_without_a_picture_are_drawn_between_their_own_ends(tmp_path: Path) -> None:
    """The train rises from the lower left to the upper right corner; both ends of both axes have their rings."""
    from PIL import Image

    made = folder(tmp_path, "roe2024", documented("roe2024").split("  - file")[0] + TRAIN)
    rows = [f"one cell,set,{pulse},1,400,{(1 + pulse) * 1e-6},1e-6,,1e-9" for pulse in range(10)]
    # Reads are noisy: the ninth lies above the last.
    rows[8] = rows[8].replace("9e-06", "11e-06")
    (made / "measured_trains.csv").write_text("\n".join([TRAIN_HEAD, *rows]) + "\n")
    document = read(tmp_path, "roe2024")
    ((path, group),) = panels(document.data).items()
    assert path.as_posix() == "results/figures/overlays/roe2024/trains-one-cell.png"
    (tmp_path / "record.png").write_bytes(from_record(group, document.points))
    shown = np.asarray(Image.open(tmp_path / "record.png").convert("RGB")).astype(int)
    series = (shown == (255, 0, 255)).all(axis=2)
    rings = (shown == (0, 160, 0)).all(axis=2)
    columns = np.flatnonzero(series.any(axis=0))
    first, last = (np.flatnonzero(series[:, column]).mean() for column in (columns[3], columns[-4]))
    assert first - last > 0.5 * shown.shape[0] * 0.8
    assert rings.sum() > 40
    states = {item.parameter: item.value for item in readings(document).values() if item.is_derived}
    assert states == {"g_off": pytest.approx(1e-6), "g_on": pytest.approx(10e-6)}, "before the first, after the last"


def test_image_of_a_page_is_named_in_figures_yaml_and_shown(tmp_path: Path) -> None:
    import pikepdf
    from PIL import Image

    entry = """curator: A. Reader
date: 2026-11-24
figures:
  - file: paper.pdf
    page: 1
    image: 1
    label: Fig. 4
    calibration:
      x: {scale: linear, ticks: [0, 2.5, 5, 7.5, 10, 12.5, 15, 17.5, 20]}
      y: {scale: linear, ticks: [0, 2, 4, 6, 8, 10, 12], label: Conductance, unit: µS}
      series: {LTP: [31, 119, 180]}
      exclude: [[960, 118, 1118, 190]]
    series:
      LTP: {device: HfOx, reader: pulses, x: pulse, y: conductance}
"""
    made = folder(tmp_path, "roe2024", entry)
    draw_paper(tmp_path / "figure.pdf")
    picture = render_page(tmp_path / "figure.pdf")
    pdf = pikepdf.new()
    sheet = pdf.add_blank_page(page_size=(595, 842))
    stream = pdf.make_stream(picture.tobytes())
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = picture.size
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    sheet.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=stream))
    sheet.Contents = pdf.make_stream(b"q 400 0 0 300 90 400 cm /Im Do Q")
    pdf.save(made / "paper.pdf")
    document = read(tmp_path, "roe2024")
    found = readings(document)
    (datum,) = document.data
    assert (datum.id, datum.locator.page, datum.locator.panel) == ("roe2024:f4/r0", 1, "image 1")
    assert datum.locator.bbox is None
    assert len(points_of(document.points[datum.id])) == 20
    assert found["roe2024:f4/r0>g_on"].value == pytest.approx(10.5e-6, rel=5e-3)
    assert "trust:raster_verified" in found["roe2024:f4/r0>g_on"].flags
    ((path, group),) = panels(document.data).items()
    (tmp_path / "overlay.png").write_bytes(draw_overlay(tmp_path / "sources", group, document.points))
    assert Image.open(tmp_path / "overlay.png").size == picture.size
    assert path.name == "f4-p1-image-1.png"


def render_page(path: Path) -> Any:
    """The page as an RGB picture of 200 dpi."""
    import pypdfium2

    return pypdfium2.PdfDocument(path)[0].render(scale=200 / 72).to_pil().convert("RGB")


def test_project_without_figures_yaml_is_stored_and_unassigned(tmp_path: Path) -> None:
    made = folder(tmp_path, "doe2024", None)
    (made / "fig_2.json").write_text(json.dumps(project()))
    document = read(tmp_path, "doe2024")
    found = readings(document)
    assert len(found) == 1
    (series,) = found.values()
    assert series.status == "excluded"
    assert (series.reason or "").startswith("unassigned")
    assert len(points_of(document.points[series.id])) == 41


def test_axis_without_a_unit_is_a_line_and_gives_nothing(tmp_path: Path) -> None:
    text = documented("doe2024").replace("fig_2.tar", "fig_2.json").replace(", y_unit: µS", "")
    made = folder(tmp_path, "doe2024", text)
    (made / "fig_2.json").write_text(json.dumps(project()))
    reconciled = reconcile_document(read(tmp_path, "doe2024"), {}, VOCABULARY)
    assert len(reconciled.readings) == 1
    (problem,) = reconciled.problems
    assert "y_unit" in problem
    (series,) = [reading for reading in reconciled.readings if reading.datum.figure]
    assert series.status == "excluded"
    assert "unread_series: the y axis is in" in (series.reason or "")


def test_series_that_needs_review_feeds_nothing(tmp_path: Path) -> None:
    """A white box hides the marks: drawn again, they meet no ink."""
    made = folder(tmp_path, "roe2024", documented("roe2024"))
    draw_paper(made / "paper.pdf")
    import pikepdf

    with pikepdf.open(made / "paper.pdf", allow_overwriting_input=True) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        lines = content.split(b"\n")
        pdf.pages[0].Contents = pdf.make_stream(b"\n".join([*lines, b"1 g 100 100 250 200 re f"]))
        pdf.save(made / "paper.pdf")
    found = readings(read(tmp_path, "roe2024"))
    hidden = [reading for reading in found.values() if reading.datum.figure is not None]
    assert all((reading.reason or "").startswith("review_required") for reading in hidden)
    assert not any(reading.is_derived for reading in found.values())


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("device: HfOx", "devise: HfOx"), "write device"),
        (("reader: pulses", "reader: pulse"), "pulses"),
        (("x: pulse", "x: cycle"), "write pulse"),
        (("curator: A. Reader\n", ""), "curator"),
    ],
)
def test_mistake_in_figures_yaml_is_one_line_with_what_to_write(
    tmp_path: Path, change: tuple[str, str], expected: str
) -> None:
    path = tmp_path / "figures.yaml"
    path.write_text(documented("roe2024").replace(*change), encoding="utf-8")
    with pytest.raises(ConfigError, match=expected):
        validated(FiguresDescription, read_yaml(path), "figures.yaml")


def test_name_that_fits_no_series_is_a_warning(tmp_path: Path) -> None:
    text = documented("doe2024").replace("fig_2.tar", "fig_2.json").replace("LTP:", "LTD:")
    made = folder(tmp_path, "doe2024", text)
    (made / "fig_2.json").write_text(json.dumps(project()))
    (warning,) = read(tmp_path, "doe2024").warnings
    assert "'LTD'" in warning
    assert "LTP" in warning


def test_accepted_series_stand_without_their_file_and_against_a_changed_one(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    shutil.copy(ROOT / "config/vocabulary.yaml", tmp_path / "config")
    made = folder(tmp_path, "doe2024", documented("doe2024").replace("fig_2.tar", "fig_2.json"))
    (made / "fig_2.json").write_text(json.dumps(project()))
    accept_record(tmp_path, "doe2024")
    before = read(tmp_path, "doe2024")
    assert before.status == "same"
    changed = project()
    changed["datasetColl"][0]["data"][3].update(y=540 - 4.8 * 20, value=[3, 20])
    (made / "fig_2.json").write_text(json.dumps(changed))
    after = read(tmp_path, "doe2024")
    assert after.status == "changed"
    assert after.points == before.points
    for name in ("figures.yaml", "fig_2.json"):
        (made / name).unlink()
        deleted = read(tmp_path, "doe2024")
        assert deleted.status == "changed"
        assert any(f"{name}: is gone, and the record still has 1 value" in line for line in deleted.warnings)
    shutil.rmtree(made)
    absent = read(tmp_path, "doe2024")
    assert (absent.status, absent.points) == ("record_only", before.points)
    # Points that are not those of the record are never used.
    place = tmp_path / "extracted/doe2024.points.csv"
    place.write_text(place.read_text().replace("/7,7,17", "/7,7,18"))
    spoilt = read(tmp_path, "doe2024")
    assert spoilt.status == "excluded"
    assert "points" in (spoilt.reason or "")


def test_weakest_trust_is_carried() -> None:
    flags = ["trust:vector_verified", "series", "trust:raster_verified", "trust:import_recomputed"]
    assert weakest_trust(flags) == ["trust:raster_verified"]
    assert weakest_trust(["series"]) == []


def test_the_records_know_the_tiers_of_the_reader_of_figures() -> None:
    assert FIGURE_TRUSTS == CURVE_TRUSTS


@pytest.mark.reference("bench/figures")
def test_open_rram_figures_give_the_spread_of_the_measured_set(tmp_path: Path) -> None:
    cycles = "reader: cycles, x: cycle, y: resistance, state: LRS"
    share = 'reader: cdf, x: conductance, y: share, state: "level {number}"'
    entries = [f"  - {{file: fig_endurance-R.pdf, page: 1, series: {{p1s0: {{device: cell 186, {cycles}}}}}}}"]
    names = ("mb-cdf", "mb-cdf-prebake", "mb-cdf-postbake")
    entries += [f'  - {{file: fig_{n}.pdf, page: 1, series: {{"p1s*": {{device: array, {share}}}}}}}' for n in names]
    made = folder(tmp_path, "ni-rram", "\n".join(["curator: A. Reader", "date: 2026-11-24", "figures:", *entries, ""]))
    for name in ("endurance-R", "read_iter1", *names):
        shutil.copy(FIGURES / f"{name}.pdf", made / f"fig_{name}.pdf")
    document = read(tmp_path, "ni-rram")
    assert len(document.data) == 2 + 96
    assert sum(datum.figure.n_points for datum in document.data[:2] if datum.figure) == 10_050 + 5_559
    assert any("read_iter1" in line and "image" in line for line in document.warnings)
    found = readings(document)
    with MEASURED.open(encoding="utf-8") as stream:
        low = next(row for row in csv.DictReader(stream) if row["state"] == "LRS")
    base = "ni-rram:endurance-r/p1s0"
    assert found[f"{base}>median"].value == pytest.approx(float(low["median_ohm"]), rel=1e-6)
    assert found[f"{base}>cycle_to_cycle_sd_ln"].value == pytest.approx(float(low["ln_sd"]), rel=1e-6)
    shares = [points_of(rows)[0].y for key, rows in document.points.items() if "endurance" not in key]
    assert len(shares) == 96
    # Where the first bin already holds more than a quarter of the cells, the figure does not show the quartile.
    n_shown = sum(share <= 25 for share in shares)
    assert n_shown >= 90
    assert sum(identifier.endswith(">device_to_device_cv") for identifier in found) == n_shown
    # 5,559 of 10,050 marks lie inside the frame: nobody assigned that series, so it gives no spread.
    assert not any(identifier.startswith("ni-rram:endurance-r/p1s1>") for identifier in found)


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("Normalized conductance", "write y: weight"),
        ("Conductance (a.u.)", "write y: weight"),
        ("Weight [conductance]", "write y: weight"),
        ("", "write the printed title"),
    ],
)
def test_weights_and_arbitrary_units_are_never_siemens(tmp_path: Path, printed: str, words: str) -> None:
    """Though a person gives a unit: the printed title decides, and a picture must have one."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    scale = f"y: {{points: [[427, 0], [58, 12]], label: '{printed}', unit: µS}}"
    entry = f"""
curator: A. Reader
date: 2026-11-24
figures:
  - file: fig_1.png
    calibration: {{x: {{points: [[80, 0], [576, 24]], every: 1}}, {scale}, series: {{LTP: [255, 0, 0]}}}}
    series:
      LTP: {{device: HfOx, reader: pulses, x: pulse, y: conductance, y_unit: µS}}
"""
    made = folder(tmp_path, "roe2024", entry)
    figure, axes = plt.subplots()
    axes.plot(range(1, 21), [1 + 0.5 * p for p in range(20)], "o", color="#ff0000")
    axes.set(xlim=(0, 24), ylim=(0, 12))
    figure.savefig(made / "fig_1.png", dpi=100)
    plt.close(figure)
    document = read(tmp_path, "roe2024")
    reconciled = reconcile_document(document, {}, VOCABULARY)
    assert not any(reading.parameter in ("g_on", "g_off") for reading in reconciled.readings)
    assert any(words in problem for problem in reconciled.problems), (reconciled.problems, document.data)
