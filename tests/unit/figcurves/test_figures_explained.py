"""What `--explain` draws: the page or picture with what was read, what was dropped, and why."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from figcurves.__main__ import main
from figcurves.explain import explain_figure

SVG = "{http://www.w3.org/2000/svg}"


def _figure(path: Path) -> Path:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(4, 3))
    axes.plot(range(1, 11), range(2, 22, 2), "o", label="LTP", color="#ff0000")
    axes.set(xlabel="Pulse number", ylabel="Conductance (µS)", xlim=(0, 12), ylim=(0, 24))
    axes.legend(loc="upper left")
    figure.savefig(path, dpi=100)
    plt.close(figure)
    return path


def _texts(svg: str) -> str:
    return " ".join("".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_a_page_shows_labels_series_and_the_dropped_key(tmp_path: Path) -> None:
    svg = explain_figure(_figure(tmp_path / "a.pdf"), 1)
    said = _texts(svg)
    assert "tick label: kept, left: 20" in said
    assert "shape: dropped, legend key of 'LTP'" in said
    assert "p1s0 'LTP': 10 marks" in said
    root = ElementTree.fromstring(svg)
    (dots,) = [group for group in root.iter(f"{SVG}g") if group.findtext(f"{SVG}title") == "p1s0 'LTP'"]
    heights = [float(dot.attrib["cy"]) for dot in dots.iter(f"{SVG}circle")]
    assert heights == sorted(heights, reverse=True), "the states rise, so their places go up the page"


def test_a_refused_picture_is_drawn_with_its_ticks_and_the_reason(tmp_path: Path) -> None:
    said = _texts(explain_figure(_figure(tmp_path / "a.png")))
    assert "no declared scale" in said
    assert said.count("tick: kept, x at") == 7


def test_what_a_person_excluded_is_shown(tmp_path: Path) -> None:
    said = {
        "x": {"points": [[50, 0], [360, 12]]},
        "y": {"points": [[267, 0], [36, 24]]},
        "exclude": [[60, 40, 140, 70]],
    }
    assert "box: dropped, excluded by a person" in _texts(explain_figure(_figure(tmp_path / "a.png"), None, said))


def test_the_command_asks_for_a_page_and_writes_the_same_picture_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _figure(tmp_path / "a.pdf")
    assert main([str(path), "--explain", str(tmp_path / "page.svg")]) == 2
    assert "--explain draws one page of a PDF; name it: --page N" in capsys.readouterr().err
    written = []
    for name in ("one.svg", "two.svg"):
        assert main([str(path), "--page", "1", "--explain", str(tmp_path / name)]) == 0
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("page", [0, 9])
def test_a_page_that_is_not_there_is_refused(tmp_path: Path, page: int) -> None:
    from figcurves.errors import FigureError

    with pytest.raises(FigureError, match="page"):
        explain_figure(_figure(tmp_path / "a.pdf"), page)
