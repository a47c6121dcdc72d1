"""Decisions of the desk are the lines that a person would write, and a run reads them so."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
import yaml
from memlit.desk.read.quotations import find_quotation
from memlit.desk.read.tables import drawn_rows
from memlit.desk.serve.server import DeskServer
from memlit.errors import ConfigError, MemlitError, SourceError
from memlit.field import load_vocabulary
from memlit.sources.folder import read_folder

from tests.builders import ROOT, vocabulary
from tests.unit.desk.desk_review import DAY, Hand, asked, root_of, small_review

TEXT = {"file": "paper.pdf", "place": "p2.c30", "printed": "1.2 V", "parameter": "set_voltage"}
TABLE = {"file": "paper.pdf", "name": "t2", "label": "Table 2"}


@pytest.fixture
def writer(tmp_path: Path) -> Hand:
    return Hand(small_review(tmp_path))


def source(writer: Hand) -> str:
    return (writer.root / "sources/doe2024/source.yaml").read_text(encoding="utf-8")


def test_a_value_of_the_text_is_an_entry_with_its_print_and_who_said_so(writer: Hand) -> None:
    writer.assign("doe2024", **TEXT, device="HfOx", why="")
    (entry,) = read_folder(writer.root / "sources", "doe2024").description.passages
    assert (entry.place, entry.printed, entry.device, entry.parameter) == ("p2.c30", "1.2 V", "HfOx", "set_voltage")
    assert entry.curator == "Jane Doe"


def test_one_s_own_second_thought_replaces_the_first_and_another_s_line_stands(writer: Hand) -> None:
    writer.assign("doe2024", **TEXT, device="HfOx", why="")
    writer.assign("doe2024", **TEXT, device="TaOx", why="")
    assert [one.device for one in read_folder(writer.root / "sources", "doe2024").description.passages] == ["TaOx"]
    other = Hand(writer.root, "Richard Roe")
    before = source(writer)
    with pytest.raises(SourceError, match="Jane Doe said so"):
        other.assign("doe2024", **TEXT, device="HfOx", why="")
    with pytest.raises(SourceError, match="Jane Doe said so"):
        other.unassign("doe2024", "paper.pdf", "p2.c30")
    assert source(writer) == before


def test_lines_that_someone_writes_meanwhile_stay(writer: Hand) -> None:
    writer.assign("doe2024", **TEXT, device="HfOx", why="")
    path = writer.root / "sources/doe2024/source.yaml"
    path.write_text("# by hand\ntitle: A title\n" + source(writer), encoding="utf-8")
    writer.looked_for("doe2024", ["g_on"], "1-8", "")
    told = yaml.safe_load(source(writer))
    assert source(writer).startswith("# by hand\ntitle: A title\n")
    assert told["looked_for"] == [{"parameters": ["g_on"], "pages": "1-8", "curator": "Jane Doe", "date": DAY}]


def test_undo_takes_back_the_last_decision_and_nothing_that_was_written_since(writer: Hand) -> None:
    writer.assign("doe2024", **TEXT, device="HfOx", why="")
    first = source(writer)
    writer.looked_for("doe2024", ["g_on"], "1-8", "")
    assert "g_on" in writer.undo()
    assert source(writer) == first
    path = writer.root / "sources/doe2024/source.yaml"
    path.write_text(first + "note: mine\n", encoding="utf-8")
    with pytest.raises(SourceError, match="was changed by hand since"):
        writer.undo()
    assert source(writer) == first + "note: mine\n"


def test_a_word_that_is_taught_is_known_in_every_document_and_no_comment_is_lost(writer: Hand) -> None:
    path = writer.root / "config/vocabulary.yaml"
    before = path.read_text(encoding="utf-8")
    assert load_vocabulary(path).match_header("Zapping height") is None
    writer.teach("Zapping height (mV)", "set_voltage")
    match = load_vocabulary(path).match_header("Zapping height (V)")
    assert match is not None
    assert match.parts == ("set_voltage",)
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in before.splitlines() if line not in after] == []
    assert len(after) == len(before.splitlines()) + 1
    with pytest.raises(ConfigError, match="unknown parameter"):
        writer.teach("Zapping depth", "set_voltag")


def test_a_listed_value_is_one_more_line_of_the_list(writer: Hand) -> None:
    row = {"place": "page 3", "device": "HfOx", "parameter": "g_on", "text": "10 µS", "set_or_reset": "set"}
    writer.listed("doe2024", row, vocabulary())
    writer.listed("doe2024", {**row, "text": "12 µS", "condition": "1.4 V", "grade": "A"}, vocabulary())
    lines = (writer.root / "sources/doe2024/readings.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].endswith(",note,condition,grade")
    assert lines[1:] == [
        "page 3,,HfOx,g_on,10 µS,,,primary,set,,,,,,",
        "page 3,,HfOx,g_on,12 µS,,,primary,set,,,,,1.4 V,A",
    ]


@pytest.mark.parametrize(
    "row, problem",
    [
        ({"text": "", "parameter": "g_on"}, "has no printed text"),
        ({"text": "1 V", "parameter": "g_onn"}, "unknown parameter"),
        ({"text": "1 V", "parameter": "g_on", "set_or_reset": "up"}, "unknown transition"),
        ({"text": "1 V", "parameter": "g_on", "grade": "D"}, "unknown grade"),
    ],
)
def test_a_line_that_no_run_could_use_is_not_written(writer: Hand, row: dict[str, str], problem: str) -> None:
    with pytest.raises(MemlitError, match=problem):
        writer.listed("doe2024", {"place": "page 3", "device": "HfOx", **row}, vocabulary())
    assert not (writer.root / "sources/doe2024/readings.csv").exists()


def test_a_folder_that_is_broken_by_hand_is_left_as_it_is(writer: Hand) -> None:
    path = writer.root / "sources/doe2024/source.yaml"
    path.write_text("passages: {x: 1}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="passages"):
        writer.assign("doe2024", **TEXT, device="HfOx", why="")
    assert path.read_text(encoding="utf-8") == "passages: {x: 1}\n"


def test_a_figure_is_described_once(writer: Hand) -> None:
    series = {"p1s0": {"device": "HfOx", "reader": "pulses", "x": "pulse", "y": "conductance"}}
    entry = {"file": "paper.pdf", "page": 4, "panel": "1", "label": "Fig. 3a", "series": series}
    writer.figure("doe2024", {**entry, "label": "Fig. 3"})
    writer.figure("doe2024", entry)
    figures = read_folder(writer.root / "sources", "doe2024").figures
    assert figures is not None
    assert [(one.label, list(one.series)) for one in figures.figures] == [("Fig. 3a", ["p1s0"])]
    assert figures.curator == "Jane Doe"


def test_a_drawn_table_is_a_file_with_its_place_and_replaces_none(writer: Hand) -> None:
    rows = [["Device", "Set voltage (V)"], ["A", "1.5"], ["B", "2.0"]]
    writer.drawn("doe2024", "Table II", 3, "Devices", rows)
    folder = read_folder(writer.root / "sources", "doe2024")
    (entry,) = folder.description.tables
    assert (entry.file, entry.label, entry.page, entry.paper) == ("table_2.csv", "Table II", 3, "doe2024")
    assert (folder.path / "table_2.csv").read_text(encoding="utf-8") == "Device,Set voltage (V)\nA,1.5\nB,2.0\n"
    with pytest.raises(SourceError, match="is there already"):
        writer.drawn("doe2024", "Table 2", 3, "", rows)
    with pytest.raises(SourceError, match="two rows and two columns"):
        writer.drawn("doe2024", "Table 3", 3, "", [["A"], ["B"]])
    writer.undo()
    assert not (folder.path / "table_2.csv").exists()


def test_a_drawn_box_gives_its_words_by_the_lines_drawn_in_it() -> None:
    """Of docs/example/roe2024.pdf, whose second table column ends at about 150 pt."""
    path = ROOT / "docs/example/roe2024.pdf"
    rows = drawn_rows(path, 1, (0, 0, 1000, 1000), [])
    place = next(row for row in rows if row[0].startswith("A 1.5"))
    assert place == ["A 1.5 200 50 1000"]
    found = find_quotation(path, "R_OFF")[0]["box"]
    parted = drawn_rows(path, 1, (0, found[1] - 2, 1000, found[3] + 40), [found[0] - 5])
    assert [row[1] for row in parted] == ["R_OFF (kΩ)", "1000", "1600"]


@pytest.mark.parametrize(
    ("quotation", "is_there"),
    [
        *(("5 V", False), ("1.5 V", True), ("2 V", False), ("−2 V", True), ("-2 V", True), ("12 V", False)),
        *(("pulse of 30", False), ("pulse of 300 ns", True), ("self-rectifying", True)),
    ],
)
def test_a_quotation_is_found_at_the_edges_of_its_numbers(tmp_path: Path, quotation: str, *, is_there: bool) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(typst.compile("A self-rectifying cell, 1.5 V and −2 V, a pulse of 300 ns, 1-2 V.".encode()))
    assert bool(find_quotation(path, quotation)) == is_there


def test_raised_digits_of_a_drawn_table_stay_powers(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(typst.compile(b"Endurance 10#super[6] cycles\n\nG 2#sub[on] 5"))
    assert drawn_rows(path, 1, (0, 0, 1000, 1000), []) == [["Endurance 10^6 cycles"], ["G 2on 5"]]


SOURCE = "sources/doe2024/source.yaml"


@pytest.mark.parametrize(
    "what, message, file, words",
    [
        ("assign", {**TEXT, "device": "HfOx"}, SOURCE, "HfOx"),
        ("teach", {"text": "Zapping height", "parameter": "set_voltage"}, "config/vocabulary.yaml", "Zapping height"),
        ("looked_for", {"parameters": ["g_on"], "pages": "1-8", "supplement": ""}, SOURCE, "g_on"),
        (
            "drawn",
            {"label": "Table 2", "page": 3, "caption": "", "rows": [["A", "B"], ["1", "2"]]},
            "sources/doe2024/table_2.csv",
            "A,B",
        ),
        ("figure", {"entry": {"file": "p.pdf", "page": 4, "series": {}}}, "sources/doe2024/figures.yaml", "p.pdf"),
    ],
)
def test_a_decision_of_the_page_is_written_and_taken_back(
    served: DeskServer, what: str, message: dict[str, object], file: str, words: str
) -> None:
    status, told = asked(served, "decide", {"key": "doe2024", "what": what, **message})
    assert status == 200, told
    assert words in (root_of(served) / file).read_text(encoding="utf-8")
    assert asked(served, "undo", {"key": "doe2024"})[0] == 200
    assert not (root_of(served) / file).exists() or words not in (root_of(served) / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "message, expected",
    [
        ({"what": "_source", "told": "x"}, 409),
        ({"what": "listed"}, 409),
        ({"what": "head", "text": "V (V)"}, 400),
        ({"what": "about", "table": TABLE, "about": "devices"}, 409),
        ({"what": "assign", **TEXT, "parameter": "undefined_voltage", "device": "HfOx"}, 409),
        ({"what": "drawn", "label": "Table 2", "page": "three", "caption": "", "rows": []}, 400),
    ],
)
def test_a_message_that_is_no_decision_writes_nothing(
    served: DeskServer, message: dict[str, object], expected: int
) -> None:
    assert asked(served, "decide", {"key": "doe2024", **message})[0] == expected
    assert not (root_of(served) / SOURCE).exists()
