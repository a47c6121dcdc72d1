"""Letters of labels and titles that are no text of the page: read where the PDF names them, never lost in silence."""

from pathlib import Path
from typing import Any
from unicodedata import normalize

import pikepdf
import pytest
from figcurves import digitize_pdf
from figcurves.model import Digitization
from figure_drawing import BOTTOM, LEFT, Figure, text

OUTLINES = {
    "minus": b"106 355 m 732 355 l 732 272 l 106 272 l h f",
    "uni03BC": b"85 -207 m 85 547 l 175 547 l 175 80 l 430 80 l 430 547 l 520 547 l 520 0 l 175 0 l 175 -207 l h f",
    "Omega": b"60 0 m 60 87 l 250 87 l 250 640 l 520 640 l 520 87 l 700 87 l 700 0 l 433 0 l 433 600 l 330 600 l h f",
    "gid417": b"85 0 m 85 547 l 175 547 l 520 0 l h f",
}


def draw(path: Path, unit: tuple[str, ...], *, minus: str = "minus", forms: bool = True) -> Digitization:
    """The drawn figure, its minus signs and the letters of its y unit that have a glyph's name as forms of that name.

    This is how matplotlib up to 3.10 writes letters beyond Latin-1 with its default fonts.
    """
    figure = Figure(x_labels=["", "", "0", "1", "2"])
    out = [figure.content(), "0 g"]
    for number in (2, 1):
        x = LEFT + 75.0 * (2 - number) - 5.0
        out.append(text(str(number), x + 5.0, BOTTOM - 18))
        out.append(glyph(minus, x - 3.4, BOTTOM - 18, turned=False))
    place = BOTTOM + 60.0
    for part, width in (("Conductance \\(", 62.0), *((piece, 5.9) for piece in unit), ("\\)", 3.3)):
        if part in OUTLINES:
            out.append(glyph(part, LEFT - 48, place, turned=True) if forms else outline(part, LEFT - 48, place))
        else:
            out.append(f"BT /F1 10 Tf 0 1 -1 0 {LEFT - 48} {place:.2f} Tm ({part}) Tj ET")
        place += width
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(460, 360))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    drawn: dict[str, Any] = {}
    for name, operators in OUTLINES.items():
        form = pdf.make_stream(operators)
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = [-1021, -463, 1794, 1233]
        drawn[f"/F1-DejaVuSans-{name}"] = form
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(drawn))
    page.Contents = pdf.make_stream("\n".join(out).encode("latin-1"))
    pdf.save(path)
    (item,) = digitize_pdf(path)
    return item


def glyph(name: str, x: float, y: float, *, turned: bool) -> str:
    matrix = "0 0.01 -0.01 0" if turned else "0.01 0 0 0.01"
    return f"q {matrix} {x:.3f} {y:.3f} cm /F1-DejaVuSans-{name} Do Q"


def outline(name: str, x: float, y: float) -> str:
    return f"q 0 0.01 -0.01 0 {x:.3f} {y:.3f} cm {OUTLINES[name].decode()} Q"


@pytest.mark.parametrize(
    ("unit", "read"), [(("uni03BC", "S"), "μS"), (("k", "Omega"), "kΩ"), (("S",), "S"), (("Omega",), "Ω")]
)
def test_letters_that_are_forms_are_read_in_units_and_before_numbers(
    tmp_path: Path, unit: tuple[str, ...], read: str
) -> None:
    item = draw(tmp_path / "a.pdf", unit)
    assert item.axis("y").label == "Conductance"
    assert normalize("NFKC", item.axis("y").unit) == normalize("NFKC", read)
    assert item.axis("x").low == pytest.approx(-2.0)
    assert item.axis("x").high == pytest.approx(2.0)
    assert sorted(point.x for series in item.series for point in series.points)[0] == pytest.approx(-1.9)
    assert item.tier == "vector_verified"


def test_a_unit_with_a_letter_that_cannot_be_read_is_not_verified(tmp_path: Path) -> None:
    named = draw(tmp_path / "named.pdf", ("gid417", "S"))
    assert named.needs_review
    assert any("cannot be read" in reason for reason in named.review_required)
    outlined = draw(tmp_path / "outlined.pdf", ("uni03BC", "S"), forms=False)
    assert outlined.needs_review
    assert any("no text stands among the letters" in reason for reason in outlined.review_required)
    alone = draw(tmp_path / "alone.pdf", ("k",))
    assert alone.needs_review
    assert any("'k' in brackets is no unit" in reason for reason in alone.review_required)


def test_a_label_whose_sign_cannot_be_read_is_not_verified(tmp_path: Path) -> None:
    assert draw(tmp_path / "a.pdf", ("S",), minus="gid417").needs_review


@pytest.mark.parametrize("added", ["+1e6", "-1e6", "1e-12+1e-6"])
def test_a_number_added_to_every_label_is_seen(tmp_path: Path, added: str) -> None:
    figure = Figure()
    plain = figure.content()
    drawn = Figure()
    drawn.content = lambda: plain + "\n0 g " + text(added, LEFT, 304)  # type: ignore[method-assign]
    (item,) = digitize_pdf(drawn.save(tmp_path / "a.pdf"))
    assert any(added in reason for reason in item.review_required)


def test_keys_beside_outlined_words_are_no_points(tmp_path: Path) -> None:
    """Words of a legend as filled outlines, as many publishers print them: ten marks of each series were drawn."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    figure, axes = plt.subplots(figsize=(4, 3))
    numbers = list(range(10))
    axes.plot(numbers, [n**1.2 for n in numbers], "o-", label="set pulse")
    axes.plot(numbers, [20 - n for n in numbers], "s-", label="reset run")
    legend = axes.legend(loc="center right")
    figure.canvas.draw()
    points = Affine2D().scale(1 / 72) + figure.dpi_scale_trans
    for words in legend.get_texts():
        left, bottom = words.get_window_extent().p0 * 72 / figure.dpi
        for letter in TextPath((left, bottom), words.get_text(), size=9).to_polygons():
            figure.add_artist(PathPatch(Outline(letter), transform=points, fc="k", lw=0))
        words.set_visible(False)
    figure.savefig(tmp_path / "outlined.pdf")
    plt.close(figure)
    (item,) = digitize_pdf(tmp_path / "outlined.pdf", 1)
    assert [len(series.points) for series in item.series] == [10, 10]
    assert any("drawn as outlines" in reason for reason in item.review_required)
