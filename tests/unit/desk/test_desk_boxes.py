"""A box that a person drew: the values in its words, what it holds, and what is said of it until it is a reading."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from memlit.audit.chain import place_text
from memlit.datum import DrawnBox, drawn_box
from memlit.desk.read.boxed import holds_text, values_in
from memlit.desk.second_look.source import picture, view
from memlit.desk.serve.server import DeskServer
from memlit.errors import SourceError
from memlit.files import read_csv, sha256_of
from memlit.naming import READINGS_FILE
from memlit.sources.data.from_readings import read_readings
from PIL import Image, ImageDraw, ImageFont

from tests.builders import vocabulary
from tests.unit.desk.desk_review import Hand, asked, root_of, small_review

KEY = "doe2024"
BOX = [60.0, 60.0, 400.0, 100.0]
VALUE = {"key": KEY, "device": "HfOx", "parameter": "set_voltage", "file": "paper.pdf", "page": "1", "box": BOX}


@pytest.fixture
def paper(served: DeskServer) -> Path:
    """A page with one line in BOX and nothing from 200 points on."""
    source = "#set page(width: 500pt, height: 700pt, margin: 72pt)\nThe bias is 11.2 V for 10 #sym.mu;s."
    path = root_of(served) / "sources" / KEY / "paper.pdf"
    path.write_bytes(typst.compile(source.encode()))
    return path


def readings(served: DeskServer) -> list[dict[str, str]]:
    return read_csv(root_of(served) / "sources" / KEY / READINGS_FILE)


@pytest.mark.parametrize(
    "text, values",
    [
        ("set by a pulse of 1.2 V with 50 ns (10^6 Ω).", ["1.2 V", "50 ns", "10^6 Ω"]),
        ("from 1.4 to 2.35 V,", ["1.4 to 2.35 V"]),
        ("1.25 100 3", ["1.25", "100", "3"]),
        ("1.8 V\n2.4 V", ["1.8 V", "2.4 V"]),
        ("3.2V/300µs", ["3.2V", "300µs"]),
        ("currents lower than 1e–10 A, while", ["lower than 1e–10 A"]),
        ("up to 5 V for 4/1 cycles", ["up to 5 V"]),
        ("TiO2 [7] 1.5 V (avg.)/6µs", ["1.5 V", "6µs"]),
        ("97 2.4/-4.88 3.5%", ["97", "2.4", "-4.88", "3.5%"]),
        ("no number at all", []),
    ],
)
def test_the_values_of_a_box_are_those_that_it_prints(text: str, values: list[str]) -> None:
    assert [one["text"] for one in values_in(text)] == values


@pytest.mark.parametrize(
    "text, words, holds",
    [
        ("1.2 V", "of 1.2V, and", True),
        ("-5 V", "at −5 V", True),
        ("10^6 Ω", "10^6 Ω", True),
        ("1.2 V", "11.2 V", False),
        ("5 V", "1.5 V", False),
        ("1.2 mV", "1.2 V", False),
        ("", "1.2 V", False),
    ],
)
def test_a_box_holds_a_value_that_is_no_part_of_a_longer_number(text: str, words: str, holds: bool) -> None:
    assert holds_text(text, words) is holds


def test_a_box_is_written_and_read_back_and_another_text_is_none() -> None:
    box = DrawnBox(file="a, b.pdf", page=3, box=(1.5, 2.0, 30.0, 40.0), sha256="0" * 64)
    assert drawn_box(str(box)) == box
    assert drawn_box("page 3") is None


def test_a_value_in_a_box_is_listed_with_its_words_and_another_number_is_refused(
    served: DeskServer, paper: Path
) -> None:
    status, answer = asked(served, "listed", {**VALUE, "text": "1.2 V"})
    assert status == 409
    assert "does not print '1.2 V' in this box but 'The bias is 11.2 V" in answer["problem"]
    assert asked(served, "listed", {**VALUE, "text": "11.2 V", "how": "simulated"})[0] == 200
    (row,) = readings(served)
    assert row["note"] == "“The bias is 11.2 V for 10 μs.”"
    assert drawn_box(row["box"]) == DrawnBox(file="paper.pdf", page=1, box=(60, 60, 400, 100), sha256=sha256_of(paper))


@pytest.mark.parametrize(
    "said, paper_of, tier",
    [("", "", "primary"), (KEY, "", "primary"), ("[12]", "doe2024:ref-12", "secondary")],
)
def test_a_value_is_the_paper_s_own_or_of_the_work_that_it_cites(
    served: DeskServer, paper: Path, said: str, paper_of: str, tier: str
) -> None:
    assert paper.is_file()
    assert asked(served, "listed", {**VALUE, "text": "11.2 V", "paper": said})[0] == 200
    assert [(row["paper"], row["tier"]) for row in readings(served)] == [(paper_of, tier)]
    assert asked(served, "listed", {**VALUE, "text": "11.2 V", "paper": "nobody1999"})[0] == 409


def test_where_nothing_lies_in_the_box_it_is_the_quotation_itself(served: DeskServer, paper: Path) -> None:
    empty = {**VALUE, "box": [100.0, 300.0, 200.0, 330.0]}
    found = asked(served, "boxed?key=doe2024&file=paper.pdf&page=1&box=100,300,200,330")[1]
    assert (found["by"], found["values"]) == ("nothing", [])
    assert asked(served, "listed", {**empty, "text": "3 V"})[0] == 200
    (row,) = readings(served)
    assert (row["note"], row["text"]) == ("", "3 V")
    assert drawn_box(row["box"]) is not None
    draft = asked(served, "draft?key=doe2024")[1]
    assert not [line for one in draft["doubts"] for line in one["lines"] if "not printed on" in line]
    # The second look shows the page with the box while the bytes are those that the person saw.
    path = root_of(served) / "sources" / KEY / READINGS_FILE
    ((datum,), _) = read_readings(path, KEY, vocabulary())
    assert view(root_of(served), datum)["kind"] == "picture"
    assert (picture(root_of(served), datum) or b"").startswith(b"\x89PNG")
    paper.write_bytes(paper.read_bytes() + b"\n% other bytes\n")
    assert view(root_of(served), datum)["kind"] == "table"
    assert picture(root_of(served), datum) is None


def test_a_box_on_a_picture_of_its_own_is_read_listed_and_told_in_the_audit(served: DeskServer) -> None:
    path = root_of(served) / "sources" / KEY / "fig_p3_1.png"
    image = Image.new("RGB", (900, 500), "white")
    ImageDraw.Draw(image).text((100, 200), "Vset = 1.35 V, 200 ns", font=ImageFont.load_default(32), fill="black")
    image.save(path)
    # Words of 32 pixels from (100, 200), in points of a page at 225 dots an inch.
    found = asked(served, f"boxed?key={KEY}&file={path.name}&page=1&box=25,55,180,85")[1]
    assert (found["by"], [one["text"] for one in found["values"]]) == ("picture", ["1.35 V", "200 ns"])
    told = {**VALUE, "file": path.name, "box": [25.0, 55.0, 180.0, 85.0], "text": "1.35 V"}
    assert asked(served, "listed", told)[0] == 200
    ((datum,), _) = read_readings(root_of(served) / "sources" / KEY / READINGS_FILE, KEY, vocabulary())
    where = place_text(datum.locator.model_dump(mode="json"))
    assert f"box 25 55 180 85 pt drawn on page 1 of fig_p3_1.png, sha256 {sha256_of(path)[:12]}" in where
    assert view(root_of(served), datum)["kind"] == "picture"
    assert (picture(root_of(served), datum) or b"").startswith(b"\x89PNG")


@pytest.mark.parametrize("box, page", [([1, 2, 1.5, 9], "1"), ([-3, 2, 20, 9], "1"), (BOX, ""), (BOX, "9")])
def test_what_is_no_box_of_a_page_is_refused_in_one_line(
    served: DeskServer, paper: Path, box: list[float], page: str
) -> None:
    assert paper.is_file()
    status, answer = asked(served, "listed", {**VALUE, "text": "11.2 V", "box": box, "page": page})
    assert status == 409
    assert "\n" not in answer["problem"]
    assert not (root_of(served) / "sources" / KEY / READINGS_FILE).exists()


@pytest.mark.parametrize(
    "how, grade, is_graded",
    [
        ("measured", "", None),
        ("measured", "A", "A"),
        ("simulated", "A", "C"),
        ("extrapolated", "", "C"),
        ("", "B", "B"),
    ],
)
def test_what_was_not_measured_is_of_grade_c(tmp_path: Path, how: str, grade: str, is_graded: str | None) -> None:
    writer = Hand(small_review(tmp_path))
    row = {"place": "page 3", "device": "HfOx", "parameter": "set_voltage", "text": "2 V", "how": how, "grade": grade}
    writer.listed(KEY, row, vocabulary())
    ((datum,), problems) = read_readings(tmp_path / "sources" / KEY / READINGS_FILE, KEY, vocabulary())
    assert problems == []
    assert datum.grade == is_graded
    assert datum.flags == ((f"how:{how}",) if how else ())


def test_a_row_with_an_unknown_kind_of_evidence_or_box_is_refused(tmp_path: Path) -> None:
    writer = Hand(small_review(tmp_path))
    row = {"place": "page 3", "device": "HfOx", "parameter": "set_voltage", "text": "2 V"}
    with pytest.raises(SourceError, match="unknown kind of evidence 'guessed'"):
        writer.listed(KEY, {**row, "how": "guessed"}, vocabulary())
    with pytest.raises(SourceError, match="unknown box 'here'"):
        writer.listed(KEY, {**row, "box": "here"}, vocabulary())


def test_a_pulse_is_signed_as_one_decision_and_of_none_where_one_value_is_another_s(tmp_path: Path) -> None:
    writer = Hand(small_review(tmp_path))
    values = [
        {"place": "p2.c30", "printed": "1.2 V", "parameter": "set_voltage"},
        {"place": "p2.c40", "printed": "50 ns", "parameter": "set_pulse_width"},
    ]
    writer.assign_tuple(KEY, "paper.pdf", values, "HfOx", how="simulated")
    text = (tmp_path / "sources" / KEY / "source.yaml").read_text("utf-8")
    assert text.count("how: simulated") == text.count("curator: Jane Doe") == 2
    other = Hand(tmp_path, "Richard Roe")
    more = [{"place": "p2.c90", "printed": "3 V", "parameter": "reset_voltage"}, values[0]]
    with pytest.raises(SourceError, match="Jane Doe said so"):
        other.assign_tuple(KEY, "paper.pdf", more, "TaOx")
    assert (tmp_path / "sources" / KEY / "source.yaml").read_text("utf-8") == text
    writer.undo()
    assert not (tmp_path / "sources" / KEY / "source.yaml").exists()


def test_a_unit_that_is_not_known_is_named(served: DeskServer) -> None:
    row = {"key": "doe2024", "device": "A", "parameter": "set_voltage", "text": "26", "unit": "mVV", "place": "page 1"}
    status, told = asked(served, "listed", row)
    assert (status, told["problem"]) == (409, "'mVV': is no unit that is known for set_voltage; correct the unit")
