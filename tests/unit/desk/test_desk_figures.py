"""Figures at the desk: where they stand, a scale of two clicks an axis, a figure cut out of its page."""

from __future__ import annotations

import io
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from memlit.desk.serve.server import DeskServer
from PIL import Image, ImageDraw

from tests.builders import ROOT
from tests.unit.desk.desk_review import asked, call, root_of

FRAME = (100, 50, 500, 350)


def folder_of(served: DeskServer) -> Path:
    return root_of(served) / "sources" / "doe2024"


def picture(path: Path) -> None:
    """A frame with three long ticks an axis and no labels, and eight red marks on its rising diagonal."""
    image = Image.new("RGB", (600, 420), "white")
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = FRAME
    draw.rectangle(FRAME, outline="black", width=2)
    for share in (0, 0.5, 1):
        x, y = left + share * (right - left), bottom - share * (bottom - top)
        draw.line((x, bottom, x, bottom + 10), fill="black", width=2)
        draw.line((left - 10, y, left, y), fill="black", width=2)
    for place in range(1, 9):
        x, y = left + place / 10 * (right - left), bottom - place / 10 * (bottom - top)
        draw.ellipse((x - 6, y - 6, x + 6, y + 6), fill=(200, 20, 20))
    image.save(path)


def test_a_scale_of_two_clicks_an_axis_reads_the_curve(served: DeskServer) -> None:
    picture(folder_of(served) / "fig_1.png")
    (panel,) = asked(served, "panels?key=doe2024&file=fig_1.png")[1]["panels"]
    assert panel["reasons"] == ["its scale is not read"]
    scale = {"x": {"points": [[100, 0], [500, 100]]}, "y": {"points": [[350, 0], [50, 10]], "unit": "µS"}}
    (panel,) = asked(served, f"panels?key=doe2024&file=fig_1.png&scale={quote(json.dumps(scale))}")[1]["panels"]
    (curve,) = panel["series"]
    assert curve["n"] == 8
    assert {axis["name"]: round(axis["high"]) for axis in panel["axes"]} == {"x": 100, "y": 10}
    (first_x, first_y), *_, (last_x, last_y) = sorted(curve["shape"])
    assert (first_x, first_y, last_x, last_y) == pytest.approx((0, 1, 1, 0), abs=0.02)
    kind, content = call(served, "GET", f"overlay?key=doe2024&file=fig_1.png&panel=&scale={quote(json.dumps(scale))}")[
        1:
    ]
    assert (kind["content-type"], content[:4]) == ("image/png", b"\x89PNG")


def test_a_scale_that_is_none_is_refused(served: DeskServer) -> None:
    picture(folder_of(served) / "fig_1.png")
    wrong = quote(json.dumps({"x": {"ticks": "many"}}))
    assert asked(served, f"panels?key=doe2024&file=fig_1.png&scale={wrong}")[0] in (400, 409)


def test_a_figure_is_cut_out_at_four_pixels_a_point_and_replaces_none(served: DeskServer) -> None:
    (folder_of(served) / "paper.pdf").write_bytes((ROOT / "docs/example/roe2024.pdf").read_bytes())
    message = {"key": "doe2024", "what": "cut", "file": "paper.pdf", "page": 1, "box": [10, 20, 110, 70]}
    assert asked(served, "decide", message)[0] == 200
    assert asked(served, "decide", message)[0] == 200
    pictures = sorted(folder_of(served).glob("fig_*.png"))
    assert [path.name for path in pictures] == ["fig_p1_1.png", "fig_p1_2.png"]
    assert Image.open(io.BytesIO(pictures[0].read_bytes())).size == (400, 200)
    assert asked(served, "undo", {"key": "doe2024"})[0] == 200
    assert not pictures[1].exists()
    assert asked(served, "decide", {**message, "box": [10, 20, 12, 22]})[0] == 409


def test_figures_are_found_by_their_captions_and_not_by_words_that_name_them(tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    from memlit.desk.figures.panels import figure_captions

    first = ("Figure 2 shows the states.", "Fig. 1 | Switching of", "the device.")
    second = ("FIGURE 2. Retention", "Fig. 1 is above.")
    source = "\n#pagebreak()\n".join(" \\\n".join(lines) for lines in (first, second))
    (tmp_path / "in.typ").write_text(source, encoding="utf-8")
    (tmp_path / "paper.pdf").write_bytes(typst.compile(str(tmp_path / "in.typ")))
    found = figure_captions(tmp_path / "paper.pdf")
    assert [(one["label"], one["page"]) for one in found] == [("Fig. 1", 1), ("Fig. 2", 2)]
    assert found[0]["words"] == "Fig. 1 | Switching of the device."


def test_what_a_curve_lacks_is_said_plainly_of_that_curve(served: DeskServer) -> None:
    picture(folder_of(served) / "fig_1.png")
    curve = {"reader": "pulses", "x": "pulse", "y": "conductance"}
    entry = {"file": "fig_1.png", "series": {"p1s25": curve}}
    for status, told in (
        asked(served, "gives", {"key": "doe2024", "entry": entry}),
        asked(served, "decide", {"key": "doe2024", "what": "figure", "entry": entry}),
    ):
        assert (status, told["problem"]) == (400, "p1s25: a reader needs a device")
