"""Vector figures: values of known figures by four producers, and no spoiled figure accepted in silence."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from figcurves import digitize_pdf
from figcurves.axes.tick_labels import parse_multiplier, parse_number, split_unit
from figcurves.errors import FigureError
from figcurves.model import Digitization, Series
from figcurves.writing import digitization_as_json
from figure_drawing import Figure, save

from tests.builders import REFERENCE

DATA = Path(__file__).resolve().parents[2] / "data" / "figures"
RRAM = REFERENCE / "bench" / "figures"


def one(path: Path) -> Digitization:
    (item,) = digitize_pdf(path)
    return item


def worst(item: Digitization, series: Series, truth: np.ndarray) -> float:
    """Largest error of matched points in % of the axis range, log10 on log axes; every point must have a partner."""
    from scipy.optimize import linear_sum_assignment

    found = []
    for name, values in (("x", [p.x for p in series.points]), ("y", [p.y for p in series.points])):
        axis = item.axis(series.x_axis if name == "x" else series.y_axis)
        known = truth[:, 0 if name == "x" else 1]
        low, high = axis.low, axis.high
        assert low is not None
        assert high is not None
        pair = np.array(values), known
        if axis.scale == "log":
            pair = np.log10(pair[0]), np.log10(pair[1])
            low, high = math.log10(low), math.log10(high)
        found.append([(part - low) / (high - low) for part in pair])
    got, want = np.array([found[0][0], found[1][0]]).T, np.array([found[0][1], found[1][1]]).T
    cost = np.abs(got[:, None] - want[None]).max(axis=2)
    rows, columns = linear_sum_assignment(cost)
    assert len(rows) == len(want) == len(got)
    return 100.0 * float(cost[rows, columns].max())


@pytest.mark.parametrize("producer", ["gp", "r", "rcairo"])
def test_log_axes_four_kinds_of_marks_and_legend(producer: str) -> None:
    table = np.loadtxt(DATA / "a.dat")
    item = one(DATA / f"{producer}_a.pdf")
    assert [axis.scale for axis in item.axes] == ["log", "log"]
    assert item.tier == "vector_verified"
    series = sorted(item.series, key=lambda s: s.name)
    assert len(series) == 4
    assert len({s.color for s in series}) == 4
    for kind, found in enumerate(series):
        assert found.name.endswith(str(kind))
        assert worst(item, found, table[table[:, 2] == kind][:, :2]) < 0.01


@pytest.mark.parametrize("producer", ["gp", "r", "rcairo", "rding"])
def test_joined_marks_lines_and_glyph_marks(producer: str) -> None:
    table = np.loadtxt(DATA / "b.dat")
    item = one(DATA / f"{producer}_b.pdf")
    marks = sorted((s for s in item.series if s.kind == "marks"), key=lambda s: s.points[0].y)
    assert len(marks) == 2
    for found, column in zip(marks, (1, 2), strict=True):
        assert worst(item, found, table[:, [0, column]]) < 0.01
    lines = [s for s in item.series if s.kind == "line"]
    assert all(point.vertex_kind == "data" for line in lines for point in line.points)
    assert not item.needs_review


@pytest.mark.parametrize("producer", ["gp", "r"])
def test_error_bars_belong_to_their_marks(producer: str) -> None:
    table = np.loadtxt(DATA / "d.dat")
    item = one(DATA / f"{producer}_d.pdf")
    (series,) = item.series
    for point, (x, y, error) in zip(sorted(series.points, key=lambda p: p.x), table, strict=True):
        assert point.x == pytest.approx(x, abs=1e-3)
        assert point.y_error == pytest.approx((y - error, y + error), abs=5e-3)


def test_error_bars_on_both_axes_and_of_two_series(plot: Any, tmp_path: Path) -> None:
    x = np.arange(1.0, 9.0)
    figure, axes = plot.subplots()
    axes.errorbar(x, x**2, xerr=0.3, yerr=0.1 * x**2 + 1, fmt="o", capsize=2, label="A")
    axes.errorbar(x, 70 - x**2, yerr=4.0, fmt="s", label="B")
    axes.legend(loc="center right")
    item = one(save(figure, tmp_path / "e.pdf"))
    assert item.tier == "vector_verified", (item.review_required, item.series)
    first, second = sorted(item.series, key=lambda s: s.name)
    for point, at in zip(first.points, x, strict=True):
        assert point.x_error == pytest.approx((at - 0.3, at + 0.3), abs=1e-4)
        assert point.y_error == pytest.approx((0.9 * at**2 - 1, 1.1 * at**2 + 1), abs=1e-3)
    for point, at in zip(second.points, x, strict=True):
        assert point.y_error == pytest.approx((66 - at**2, 74 - at**2), abs=1e-3)


def test_a_line_of_a_loop_keeps_its_vertices() -> None:
    table = np.loadtxt(DATA / "c.dat")
    (series,) = one(DATA / "r_c.pdf").series
    assert len(series.points) == len(table)
    for point, (x, y) in zip(series.points, table, strict=True):
        assert point.x == pytest.approx(x, abs=4e-4)
        assert point.y == pytest.approx(y, rel=2e-3)
        assert point.vertex_kind == "vertex"


def test_twin_axes_by_colour_or_review(plot: Any, tmp_path: Path) -> None:
    x = np.arange(1.0, 21.0)
    for colors in (("r", "b"), ("k", "k")):
        figure, left = plot.subplots()
        left.plot(x, x**2, "s", color=colors[0])
        right = left.twinx()
        right.plot(x, 1000.0 / x, "o", color=colors[1])
        left.tick_params(axis="y", colors=colors[0])
        right.tick_params(axis="y", colors=colors[1])
        item = one(save(figure, tmp_path / "twin.pdf"))
        assert {axis.name for axis in item.axes} == {"x", "y", "y2"}
        if colors[0] == "k":
            assert all("two y scales" in series.review_required[0] for series in item.series)
        else:
            by_axis = {series.y_axis: series for series in item.series}
            assert worst(item, by_axis["y"], np.column_stack([x, x**2])) < 0.001
            assert worst(item, by_axis["y2"], np.column_stack([x, 1000.0 / x])) < 0.001
            assert item.tier == "vector_verified"


def test_histogram_categories_steps_and_multiplier(plot: Any, tmp_path: Path) -> None:
    values = np.random.default_rng(3).normal(5.0, 1.0, 400)
    figure, axes = plot.subplots()
    counts, edges, _ = axes.hist(values, bins=12)
    (bars,) = one(save(figure, tmp_path / "h.pdf")).series
    got = sorted(bars.points, key=lambda p: p.x)
    assert [p.y for p in got] == pytest.approx(list(counts), abs=1e-3)
    assert [p.x_error[0] for p in got if p.x_error] == pytest.approx(list(edges[:-1]), abs=1e-4)

    figure, axes = plot.subplots()
    axes.bar(["LRS", "HRS", "fail"], [1.5, 2.5, 3.25])
    item = one(save(figure, tmp_path / "c.pdf"))
    assert [p.label for p in item.axis("x").points] == ["LRS", "HRS", "fail"]
    assert [p.y for p in item.series[0].points] == pytest.approx([1.5, 2.5, 3.25], abs=1e-4)

    figure, axes = plot.subplots()
    axes.step(np.arange(6.0), np.arange(6.0) * 1e-9, where="post")
    item = one(save(figure, tmp_path / "s.pdf"))
    assert item.series[0].kind == "steps"
    assert max(p.y for p in item.series[0].points) == pytest.approx(5e-9, rel=1e-5)
    assert any("multiplier" in flag for flag in item.axis("y").flags)


def test_panels_are_not_mixed_and_shared_x_is_found(plot: Any, tmp_path: Path) -> None:
    x = np.arange(1.0, 31.0)
    figure, axes = plot.subplots(2, 2)
    for number, panel in enumerate(axes.flat, start=1):
        panel.plot(x * number, x**number, ".")
    figure.tight_layout()
    items = digitize_pdf(save(figure, tmp_path / "m.pdf"))
    assert len(items) == 4
    for number, item in enumerate(items, start=1):
        assert worst(item, item.series[0], np.column_stack([x * number, x**number])) < 0.001
    figure, axes = plot.subplots(2, 1, sharex=True)
    axes[0].plot(x, x, "o")
    axes[1].plot(x, -x, "o")
    upper, lower = digitize_pdf(save(figure, tmp_path / "x.pdf"))
    assert upper.series[0].points[-1].x == pytest.approx(30.0, abs=1e-4)
    assert lower.series[0].points[-1].y == pytest.approx(-30.0, abs=1e-4)


def test_grid_lines_alone_are_ticks_and_the_frame_between_two_of_them_is_none(plot: Any, tmp_path: Path) -> None:
    with plot.style.context("seaborn-v0_8-darkgrid"):
        figure, axes = plot.subplots(figsize=(4.2, 3.1))
        axes.plot(range(1, 11), [4.2, 5, 5.9, 6.4, 7.7, 8.1, 9, 9.6, 10.3, 11.2], "^")
        axes.set(xlabel="Thickness (nm)", ylabel="Set voltage (V)")
        item = one(save(figure, tmp_path / "x.pdf"))
    assert item.tier == "vector_verified", item.review_required
    assert (item.series[0].points[0].x, item.series[0].points[0].y) == pytest.approx((1.0, 4.2), abs=1e-4)


def test_the_drawn_figure_is_read_and_verified(tmp_path: Path) -> None:
    figure = Figure()
    item = one(figure.save(tmp_path / "a.pdf"))
    assert item.tier == "vector_verified", (item.review_required, item.series)
    (series,) = item.series
    for point, (x, y) in zip(series.points, figure.values, strict=True):
        assert point.x == pytest.approx(x, abs=1e-6)
        assert point.y == pytest.approx(y, rel=1e-5)
    assert series.points[0].locator.startswith("op=")


def decades(*names: str) -> list[tuple[str, str]]:
    return [("10", name) for name in names]


SPOILED: dict[str, dict[str, Any]] = {
    "two x labels swapped": {"x_labels": ["-2", "0", "-1", "1", "2"]},
    "two y labels swapped": {"y_labels": decades("-9", "-8", "-6", "-7", "-5", "-4", "-3")},
    "x labels shifted by a minor tick": {"x_label_shift": 75.0 / 4},
    "y labels shifted by a minor tick": {"y_label_shift": 40.0 * math.log10(2)},
    "logarithmic labels on linear minor ticks": {"x_labels": ["1", "10", "100", "1000", "10000"]},
    "linear labels on logarithmic minor ticks": {"y_labels": [(str(k), "") for k in range(7)]},
    "an exponent dropped": {"y_labels": [*decades("-9", "-8"), ("10", ""), *decades("-6", "-5", "-4", "-3")]},
    "every exponent dropped": {"y_labels": [("10", "")] * 7},
    "a sign lost": {"x_labels": ["2", "-1", "0", "1", "2"]},
    "signs of exponents lost": {"y_labels": decades("9", "8", "7", "6", "5", "4", "3")},
    "one exponent's sign lost": {"y_labels": decades("-9", "8", "-7", "-6", "-5", "-4", "-3")},
    "exponents not raised": {"raised": False},
    "a decade wider": {"y_places": [60.0, 100.0, 140.0, 185.0, 220.0, 260.0, 300.0]},
    "a second scale, colour undecided": {"right_labels": ["0", "5", "10", "15", "20"]},
    "a second scale, broken": {"right_labels": ["0", "5", "7", "15", "20"], "right_color": "0 0 1 rg"},
    "a second scale whose labels are no numbers": {"right_labels": ["a", "b", "c", "d", "e"]},
    "an x label misprinted": {"x_labels": ["-2", "-1", "0", "3", "2"]},
    "two labels only": {"x_labels": ["-2", "2"]},
}


@pytest.mark.parametrize("name", sorted(SPOILED))
def test_no_spoiled_figure_is_accepted(tmp_path: Path, name: str) -> None:
    figure = Figure(**SPOILED[name])
    try:
        items = digitize_pdf(figure.save(tmp_path / "a.pdf"), 1)
    except FigureError:
        return
    assert all(item.needs_review and item.tier != "vector_verified" for item in items)


def test_a_lost_mark_or_moved_scale_shows_in_the_ink(tmp_path: Path) -> None:
    from dataclasses import replace

    import pypdfium2
    from figcurves import vector
    from figcurves.check import redraw

    item = one(Figure().save(tmp_path / "a.pdf"))
    half = replace(item.series[0], points=item.series[0].points[:8])
    moved = replace(item.series[0], points=tuple(replace(point, y=point.y * 1.6) for point in item.series[0].points))
    seen: list[Any] = []
    original = redraw.verify_panels

    def keep(page: Any, drawing: Any, read: Any, chars: Any) -> Any:
        seen.extend(
            original(page, drawing, [(replace(entry[0], series=(series,)), *entry[1:]) for entry in read], chars)[0]
            for series in (half, moved)
        )
        return original(page, drawing, read, chars)

    redraw.verify_panels = keep
    try:
        vector.digitize_pdf(tmp_path / "a.pdf")
    finally:
        redraw.verify_panels = original
    assert pypdfium2 is not None
    assert all(result.needs_review for result in seen)
    assert seen[0].series[0].ink_recall < 0.8


def test_same_bytes_on_a_second_run_and_same_print_when_scaled(tmp_path: Path) -> None:
    first, second = one(DATA / "gp_b.pdf"), one(DATA / "gp_b.pdf")
    assert json.dumps(digitization_as_json(first)) == json.dumps(digitization_as_json(second))
    import pikepdf

    pdf = pikepdf.open(DATA / "gp_b.pdf")
    out = pikepdf.new()
    page = out.add_blank_page(page_size=(842, 595))
    form = out.copy_foreign(pdf.pages[0].as_form_xobject())
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm=form))
    page.Contents = out.make_stream(b"q 0 1.4 -1.4 0 500 60 cm /Fm Do Q")
    page.Rotate = 90
    out.save(tmp_path / "turned.pdf")
    turned = one(tmp_path / "turned.pdf")
    assert turned.tier == "vector_verified"
    assert turned.fingerprint == first.fingerprint != one(DATA / "gp_a.pdf").fingerprint
    assert [len(s.points) for s in turned.series] == [len(s.points) for s in first.series]
    assert turned.series[0].points[7].y == pytest.approx(first.series[0].points[7].y, rel=1e-6)


@pytest.mark.parametrize(
    ("text", "raised", "value"),
    [
        ("−1.5", "", -1.5),
        ("10", "−9", 1e-9),
        ("2×10", "3", 2000.0),
        ("1e-09", "", 1e-9),
        ("10⁻⁶", "", 1e-6),
        ("1,000", "", 1000.0),
        ("0,25", "", 0.25),
        ("100p", "", 1e-10),
        ("5 µ", "", 5e-6),
        ("1.0mA", "", 1e-3),
        ("10^{-3}", "", 1e-3),
        ("1079", "", 1079.0),
        ("�4", "", None),
        ("Fig.2", "", None),
        ("10", "a", None),
    ],
)
def test_printed_numbers(text: str, raised: str, value: float | None) -> None:
    assert parse_number(text, raised) == (pytest.approx(value) if value is not None else None)


def test_multipliers_and_units() -> None:
    assert parse_multiplier("×10", "-6") == pytest.approx(1e-6)
    assert parse_multiplier("1e−14") == pytest.approx(1e-14, rel=1e-9, abs=0)
    assert parse_multiplier("12") is None
    assert split_unit("Conductance (µS)") == ("Conductance", "µS")


def test_files_that_are_no_figures(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(FigureError, match="not a PDF"):
        digitize_pdf(broken)
    with pytest.raises(FigureError, match="no page 7"):
        digitize_pdf(DATA / "r_a.pdf", 7)


@pytest.mark.reference("bench/figures")
def test_rram_cumulative_curves_match_their_cells() -> None:
    rows = np.loadtxt(REFERENCE / "evidence" / "measured" / "ni_rram" / "prebake.tsv")
    item = one(RRAM / "mb-cdf-prebake.pdf")
    assert len(item.series) == 32
    for level, series in enumerate(item.series):
        cells = 1e6 / rows[((rows[:, 0] - 18433) / 2) % 32 == level, 1]
        counts, edges = np.histogram(cells, bins=32)
        assert [p.x for p in series.points] == pytest.approx(list(edges[1:]), abs=0.015)
        assert [p.y for p in series.points] == pytest.approx(list(np.cumsum(counts) / 0.32), abs=0.01)
        assert {p.vertex_kind for p in series.points} == {"cumulative-histogram"}


@pytest.mark.reference("bench/figures")
def test_rram_image_is_not_taken_for_a_vector_figure() -> None:
    item = one(RRAM / "read_iter1.pdf")
    assert any("image" in reason for reason in item.review_required)
    assert not item.series


def with_form(path: Path, *, broken: bool, space: str = "") -> Path:
    """The figure with one more mark in a form, or in a colour space of its own."""
    plain = Figure().save(path.with_name("plain.pdf"))
    with pikepdf.open(plain) as pdf:
        page = pdf.pages[0]
        paint = f"/{space} cs 50 0 0 sc" if space else "1 0 0 rg"
        form = pdf.make_stream(f"{paint} 200 150 6 6 re f".encode())
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 460, 360])
        if space:
            form.Resources = pikepdf.Dictionary(
                ColorSpace=pikepdf.Dictionary({f"/{space}": pikepdf.Array([pikepdf.Name.Lab, pikepdf.Dictionary()])})
            )
        page.Resources.XObject = pikepdf.Dictionary(Fm=form)
        page.contents_add(b"q /Fm Do Q")
        if broken:
            form.write(b"no deflated data at all", filter=pikepdf.Name.FlateDecode)
        pdf.save(path)
    return path


def test_a_form_that_cannot_be_decoded_is_a_reason_for_review(tmp_path: Path) -> None:
    (whole,) = digitize_pdf(with_form(tmp_path / "a.pdf", broken=False))
    (short,) = digitize_pdf(with_form(tmp_path / "b.pdf", broken=True))
    assert not any("decoded" in reason for reason in whole.review_required)
    assert any("cannot be decoded" in reason for reason in short.review_required)


def test_a_colour_that_is_not_computed_is_flagged(tmp_path: Path) -> None:
    (item,) = digitize_pdf(with_form(tmp_path / "a.pdf", broken=False, space="Mine"))
    assert "colours of colour space /Mine shown by a stand-in" in item.flags


def test_a_producer_in_broken_bytes_stops_no_figure(tmp_path: Path) -> None:
    path = Figure().save(tmp_path / "a.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        # UTF-8 by its mark, and then half a letter of UTF-16.
        pdf.docinfo["/Producer"] = pikepdf.Object.parse(b"<efbbbf4feda0b5>")
        pdf.save(path)
    (item,) = digitize_pdf(path)
    assert item.tool.startswith("O")
    json.dumps(digitization_as_json(item), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "nonsense",
    [
        b"/\xff\xfe gs",
        b"/F#e9 Do",
        b"\xe9\xe8 2 3",
        b"99999999999999999999999 0 m S",
        b"5 0 d /A w",
        b"null cs << /A 1 >> m",
    ],
)
def test_operands_that_say_nothing_change_nothing(tmp_path: Path, nonsense: bytes) -> None:
    path = Figure().save(tmp_path / "a.pdf")
    (whole,) = digitize_pdf(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"q " + nonsense + b" Q ", prepend=True)
        pdf.save(path)
    (item,) = digitize_pdf(path)
    assert (item.tier, item.review_required) == (whole.tier, whole.review_required)
    values = [[(point.x, point.y) for series in one.series for point in series.points] for one in (item, whole)]
    assert values[0] == values[1]


def test_the_size_of_marks_and_the_width_of_a_line_are_numbers_beside_their_words(tmp_path: Path) -> None:
    """Squares of 6 pt (`figure_drawing`), and a dashed line of 1.3 pt through half of the panel."""
    figure = Figure()
    (marks,) = digitize_pdf(figure.save(tmp_path / "marks.pdf"), 1)[0].series
    assert (marks.mark_size, marks.width) == ((6.0, 6.0), None)

    class WithLine(Figure):
        def content(self) -> str:
            return super().content() + " 0 0 1 RG 1.3 w [4 2] 0 d 90 70 m 150 160 l 230 170 l 360 280 l S"

    series = digitize_pdf(WithLine().save(tmp_path / "line.pdf"), 1)[0].series
    line = next(one for one in series if one.kind == "line")
    assert (line.width, line.is_dashed, line.mark_size, line.style) == (1.3, True, None, "line 1.30 pt dashed")


@pytest.mark.parametrize("calibration", [None, {"panels": {"9": {}}}])
def test_a_file_is_closed_whether_it_is_read_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calibration: dict[str, object] | None
) -> None:
    import pypdfium2

    open_now: list[str] = []

    class Pdfium(pypdfium2.PdfDocument):  # type: ignore[misc]
        def __init__(self, *given: object) -> None:
            super().__init__(*given)
            open_now.append("pdfium")

        def close(self) -> None:
            super().close()
            open_now.remove("pdfium")

    monkeypatch.setattr(pypdfium2, "PdfDocument", Pdfium)
    path = Figure().save(tmp_path / "a.pdf")
    if calibration is None:
        assert digitize_pdf(path, 1, propose="shapes")
    else:
        with pytest.raises(FigureError, match="no panel 9"):
            digitize_pdf(path, 1, calibration=calibration)
    assert open_now == []
