"""No page with a table, a figure or a number of a device passes in silence: what became of it is told, page by page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst
from memlit.curation.checking.check import check_review
from memlit.curation.checking.found import FoundDocument, found_lines, found_of, summary_line
from memlit.curation.comparing.accept import accept_record
from memlit.sources import extract
from PIL import Image
from printed.pdf import rules
from printed.tables.pdf import read as pdf_tables

from tests.builders import review_of_doe

PROSE = (
    "The cells were grown on a wafer with an oxide between two metals, and each of them was formed before it was "
    "measured. All of them kept their states when the supply was taken away, as others have found for this oxide. "
)
GRID = (
    "#table(columns: 3, [Sample], [Dose (a.u.)], [Rank],"
    " [A], [12.1], [3], [B], [14.2], [2], [C], [17.9], [1], [D], [19.3], [4])"
)
"""A ruled table whose heads name nothing that devices are measured by."""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    return review_of_doe(tmp_path)


def account_of(review: Path, *pages: str) -> FoundDocument:
    """The account of a paper of these typst pages."""
    source = review / "paper.typ"
    source.write_text("#set page(width: 400pt, height: 500pt)\n" + "\n#pagebreak()\n".join(pages), encoding="utf-8")
    (review / "sources/doe2020/paper.pdf").write_bytes(typst.compile(str(source)))
    return found_of(review, "doe2020")


def lines_of(account: FoundDocument) -> list[str]:
    """The lines of the account about pages, without the last, which says what to do."""
    lines = [line.removeprefix("page").strip() for line in found_lines(account) if line.startswith("page ")]
    return lines[:-1]


def picture(review: Path, name: str, size: tuple[int, int]) -> None:
    """A picture without text, a grey level for each column of ten points."""
    image = Image.new("L", size)
    image.putdata([25 * (x // 10 % 10) for _ in range(size[1]) for x in range(size[0])])
    image.save(review / name)


def test_a_page_of_prose_with_all_its_values_read_gives_no_line(review: Path) -> None:
    picture(review, "logo.png", (60, 60))
    logo = '#image("logo.png", width: 40pt)'
    account = account_of(review, f"{logo}\n{PROSE * 3} They were read at a read voltage of 0.2 V.")
    assert [one.parameter for one in account.sentences] == ["read_voltage"]
    assert [line for line in found_lines(account) if line.startswith("page ")] == []
    assert "not read whole" not in summary_line(account)
    assert [(one.page, one.n_asked, one.left) for one in account.pages] == [(1, 1, ())]


def test_a_ruled_grid_that_no_reader_took_is_told(review: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_tables, "find_grids", lambda _: ([], []))
    monkeypatch.setattr(extract, "read_safely", lambda _, function, *args: function(*args))
    account = account_of(review, f"{PROSE * 2}\n{GRID}\n{PROSE}", PROSE)
    assert lines_of(account) == ["paper.pdf, page 1: nothing read; not read: 1 ruled grid with numbers"]
    assert summary_line(account).endswith(", 1 page not read whole")


def test_a_table_of_which_no_head_is_known_is_told(review: Path) -> None:
    account = account_of(review, f"{PROSE * 2}\n{GRID}\n{PROSE}")
    assert lines_of(account) == ["paper.pdf, page 1: nothing read; not read: 1 table under heads that are not known"]


def test_a_table_that_gave_values_is_not_told(review: Path) -> None:
    known = GRID.replace("Dose (a.u.)", "R#sub[ON] (kΩ)").replace("Rank", "Endurance (cycles)")
    account = account_of(review, f"{PROSE * 2}\n{known}\n{PROSE}")
    assert [(one.n_asked, one.left) for one in account.pages] == [(8, ())]


def test_a_table_that_is_a_picture_is_told_by_its_label(review: Path) -> None:
    picture(review, "table.png", (300, 150))
    printed = '#align(center)[*Table 2.* Cells and pulses.]\n#image("table.png", width: 300pt)'
    account = account_of(review, f"{PROSE * 2}\n\n{printed}\n\n{PROSE}")
    [line] = lines_of(account)
    assert line.startswith("paper.pdf, page 1: nothing read; not read: Table 2")


def test_a_page_whose_letters_make_no_words_is_told(review: Path) -> None:
    # A font that only numbers its glyphs: each letter 29 codes down, as in the common fonts of Windows.
    moved = "".join(chr(ord(letter) - 29) if letter > "A" else letter for letter in PROSE * 2)
    account = account_of(review, PROSE * 2, f"#text({json.dumps(moved)})")
    assert lines_of(account) == ["paper.pdf, page 2: nothing read; not read: its text, whose letters make no words"]


def test_numbers_of_devices_that_no_reader_took_are_told_with_their_page(review: Path) -> None:
    account = account_of(review, PROSE, f"{PROSE} The bench was at 3.3 V and 40 ns, and it was 300 K in 2 rooms.")
    assert lines_of(account) == [
        "paper.pdf, page 2: nothing read; not read: 2 numbers that no word names (3.3 V, 40 ns)"
    ]


def test_pages_with_figures_alone_are_one_line(review: Path) -> None:
    picture(review, "plot.png", (300, 200))
    figure = '#image("plot.png", width: 300pt)\nFigure 1. The sweep.'
    account = account_of(review, f"{PROSE}\n{figure}", PROSE, f"{PROSE}\n{figure}")
    assert lines_of(account) == ["paper.pdf, pages 1, 3: not read: 2 figures"]


def test_a_picture_in_pieces_is_one_figure(review: Path) -> None:
    picture(review, "half.png", (300, 120))
    pieces = '#stack(image("half.png", width: 300pt), image("half.png", width: 300pt))'
    assert lines_of(account_of(review, f"{PROSE}\n{pieces}")) == ["paper.pdf, page 1: not read: 1 figure"]


def test_check_names_pages_with_tables_until_the_record_is_accepted(review: Path) -> None:
    picture(review, "plot.png", (300, 200))
    figure = '#image("plot.png", width: 300pt)\nFigure 1. The sweep.'
    known = GRID.replace("Dose (a.u.)", "R#sub[ON] (kΩ)")
    printed = '#align(center)[*Table 2.* Cells and pulses.]\n#image("plot.png", width: 300pt)'
    moved = "".join(chr(ord(letter) - 29) if letter > "A" else letter for letter in PROSE * 2)
    account_of(
        review, f"{PROSE}\n{known}", f"{PROSE}\n\n{printed}", f"#text({json.dumps(moved)})", f"{PROSE}\n{figure}"
    )
    told: list[str] = []
    findings = check_review(review, told.append)
    assert [line for line in findings if "'Table 2'" in line or "Table 2 on page 2" in line]
    assert told[1:] == [
        "sources/doe2020/paper.pdf, page 3: nothing read; not read: its text, whose letters make no words",
        "sources/doe2020: 2 pages with more that is not read: memlit check doe2020",
    ]
    accept_record(review, "doe2020")
    told.clear()
    check_review(review, told.append)
    assert told == []


def test_the_account_has_each_page_with_what_became_of_it(review: Path) -> None:
    pages = account_of(review, f"{PROSE}\n{GRID}", f"{PROSE} They were read at a read voltage of 0.2 V.", PROSE).pages
    assert [(one.page, one.n_read, one.n_asked) for one in pages] == [(1, 0, 0), (2, 0, 1)]


def test_a_dense_drawing_is_told_only_where_it_may_take_lines_of_a_table_and_until_that_is_accepted(
    review: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MAX_SEGMENTS", 4)
    # The reader process would have the limit of the package.
    monkeypatch.setattr(extract, "read_safely", lambda _path, function, *args: function(*args))
    lines = "#for k in range(30) { place(dx: k * 3pt, line(length: 40pt, angle: k * 7deg)) }"
    account_of(review, f"{PROSE * 3}\n\n{lines}")
    told: list[str] = []
    findings = check_review(review, told.append)
    assert not any("lines" in line or "draws more" in line for line in (*findings, *told))
    heads = "[Device], [V#sub[SET] (V)], [Endurance], [R#sub[ON] (MΩ)]"
    rows = "[HfOx], [1.2], [1000], [26], [TaOx], [1.1], [2000], [9], [TiOx], [1.3], [3000], [12]"
    open_table = f"#table(columns: 4, stroke: none, {heads}, {rows})"
    account_of(review, f"{PROSE * 3}\n\n{lines}#v(120pt)\n\nTable 1. States of cells.\n\n{open_table}")
    said = "tables:\n- {file: paper.pdf, label: Table 1, paper: doe2020}\n"
    (review / "sources/doe2020/source.yaml").write_text(said, encoding="utf-8")
    told = []
    assert check_review(review, told.append) == []
    assert any("page 1" in line and "a table may lack rows or columns" in line for line in told)
    accept_record(review, "doe2020")
    told = []
    assert check_review(review, told.append) == []
    assert told == []
