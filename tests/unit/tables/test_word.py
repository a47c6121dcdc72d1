"""Word documents: tables, captions, notes, text and references as the print shows them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from memlit.desk.bring.files import kind_of
from memlit.documents.first_page import first_page
from memlit.documents.kind import document_kind
from memlit.errors import DocumentError
from memlit.field import load_vocabulary
from memlit.passages import read_passages
from memlit.sources.attribution.reference_list import read_references
from memlit.tables import Table, read_tables

from tests.builders import ROOT
from tests.word import PICTURE, cell, paragraph, raised, run, table, word_document

HEADING = '<w:pStyle w:val="Heading1"/>'
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="character" w:styleId="Mark"><w:name w:val="mark"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TableHead"><w:name w:val="table head"/>'
    '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:pStyle w:val="TableHead"/><w:lvlText w:val="TABLE %1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="[%1]"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>'
ROWS = (["Device", "R_ON"], ["A", "26 kΩ"])


def saved(folder: Path, *blocks: str, **parts: str) -> Path:
    path = folder / "paper.docx"
    path.write_bytes(word_document(*blocks, **parts))
    return path


def read(folder: Path, *blocks: str, **parts: str) -> tuple[Table, ...]:
    return read_tables(saved(folder, *blocks, **parts)).tables


def grid(found: Table) -> dict[tuple[int, int], tuple[str, int, int]]:
    return {(one.row, one.col): (one.text, one.rowspan, one.colspan) for one in found.cells}


def markup(found: Table) -> list[str]:
    return [one.markup for one in found.cells]


def test_merged_cells_cover_the_places_that_they_cover_in_print(tmp_path: Path) -> None:
    wide = cell("Pulse", properties='<w:gridSpan w:val="2"/>')
    begin = cell("Device", properties='<w:vMerge w:val="restart"/>')
    below = cell("", properties="<w:vMerge/>")
    (found,) = read(tmp_path, table([begin, wide], [below, "V (V)", "t (ns)"], ["A", "1.2", "50"]))
    assert grid(found) == {
        (0, 0): ("Device", 2, 1), (0, 1): ("Pulse", 1, 2),
        (1, 1): ("V (V)", 1, 1), (1, 2): ("t (ns)", 1, 1),
        (2, 0): ("A", 1, 1), (2, 1): ("1.2", 1, 1), (2, 2): ("50", 1, 1),
    }  # fmt: skip


def test_two_merges_below_each_other_stay_two(tmp_path: Path) -> None:
    first, second = (cell(name, properties='<w:vMerge w:val="restart"/>') for name in ("A", "B"))
    below = cell("", properties="<w:vMerge/>")
    (found,) = read(tmp_path, table([first, "1 V"], [below, "2 V"], [second, "3 V"], [below, "4 V"]))
    assert [grid(found)[row, 0] for row in (0, 2)] == [("A", 2, 1), ("B", 2, 1)]


def test_a_row_that_begins_further_right_leaves_its_first_place_blank(tmp_path: Path) -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("2 V")}</w:tr>'
    content = table(["A", "1 V"]).replace("</w:tbl>", f"{late}</w:tbl>")
    (found,) = read(tmp_path, content)
    assert [grid(found)[1, column][0] for column in (0, 1)] == ["", "2 V"]


def test_powers_and_marks_stay_raised_however_the_file_raises_them(tmp_path: Path) -> None:
    power = cell("10", raised("6"))
    styled = cell("Endurance", run("a", '<w:rStyle w:val="Mark"/>'))
    shifted = cell("10", run("7", '<w:position w:val="6"/>'))
    lowered = cell("R", run("ON", '<w:vertAlign w:val="subscript"/>'))
    (found,) = read(tmp_path, table(["Device", styled], [lowered, power], ["B", shifted]), styles=STYLES)
    assert markup(found) == [
        "Device",
        "Endurance<sup>a</sup>",
        "R<sub>ON</sub>",
        "10<sup>6</sup>",
        "B",
        "10<sup>7</sup>",
    ]


def test_letters_of_the_font_symbol_are_the_greek_ones_that_are_printed(tmp_path: Path) -> None:
    font = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    picked = cell("5 ", '<w:r><w:sym w:font="Symbol" w:char="F06D"/></w:r>', "s")
    written, coded = cell("6 ", run("m", font), "s"), cell("7 ", run("\uf06d", font), "s")
    (found,) = read(tmp_path, table(["t1", "t2", "t3"], [picked, written, coded]))
    assert markup(found)[3:] == ["5 μs", "6 μs", "7 μs"]


def test_plain_equations_are_text_with_their_powers(tmp_path: Path) -> None:
    power = (
        "<m:oMath><m:r><m:t>3×</m:t></m:r><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e>"
        "<m:sup><m:r><m:t>−9</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    ratio = (
        "<m:oMath><m:f><m:num><m:r><m:t>V</m:t></m:r></m:num><m:den><m:d><m:e><m:r><m:t>2R</m:t></m:r></m:e></m:d>"
        "</m:den></m:f></m:oMath>"
    )
    (found,) = read(tmp_path, table(["Energy (J)", "Current"], [cell(power), cell(ratio)]))
    assert markup(found)[2:] == ["3×10<sup>−9</sup>", "V/(2R)"]


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_is_read(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('12')}</w:ins>"
    hidden = run("34", "<w:vanish/>")
    (found,) = read(tmp_path, table(["Device", "R_ON"], ["A", cell(deleted, inserted, hidden, " kΩ")]))
    assert markup(found)[3] == "12 kΩ"


CAPTION = "Table 1. Devices."


@pytest.mark.parametrize(
    ("blocks", "caption"),
    [
        ([paragraph(CAPTION), table(*ROWS)], CAPTION),
        ([paragraph("Table 1"), paragraph("Devices."), table(*ROWS)], "Table 1 Devices."),
        ([paragraph("Table 1 lists what we made."), table(*ROWS), paragraph(CAPTION)], CAPTION),
        ([paragraph(CAPTION), paragraph(""), table(*ROWS)], CAPTION),
        ([paragraph("Devices.", properties='<w:pStyle w:val="TableHead"/>'), table(*ROWS)], "TABLE I. Devices."),
    ],
    ids=["above", "label and title", "below", "blank line between", "number of a list"],
)
def test_the_caption_of_a_table_stands_beside_it(tmp_path: Path, blocks: list[str], caption: str) -> None:
    (found,) = read(tmp_path, *blocks, styles=STYLES, numbering=NUMBERING)
    assert found.caption == caption
    assert found.label == caption.split(".")[0].removesuffix(" Devices")


def test_captions_below_go_to_the_table_that_they_follow(tmp_path: Path) -> None:
    found = read(tmp_path, table(*ROWS), paragraph("Table 1. First."), table(*ROWS), paragraph("Table 2. Second."))
    assert [one.caption for one in found] == ["Table 1. First.", "Table 2. Second."]


def test_notes_are_the_marked_paragraphs_below(tmp_path: Path) -> None:
    note = paragraph(raised("a"), " Read at 0.1 V.")
    (found,) = read(tmp_path, paragraph(CAPTION), table(*ROWS), note, paragraph("The devices are good."))
    assert found.notes == ("<sup>a</sup> Read at 0.1 V.",)


def test_a_table_in_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph(CAPTION)}{table(*ROWS)}</w:txbxContent>"
    choice = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    (found,) = read(tmp_path, paragraph("Some text. ", choice))
    assert (found.caption, found.n_rows) == (CAPTION, 2)


def test_a_table_that_is_a_picture_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, paragraph("Table 2. Devices."), paragraph(PICTURE), paragraph("Figure 1. A device."))
    reading = read_tables(path)
    assert [label for label, _ in reading.orphan_captions] == ["Table 2"]
    assert reading.warnings == (
        "paper.docx: Table 2 is a picture, nothing of it is read as text; "
        "transcribe it as table_2.csv where it has values",
    )


def test_sentences_are_read_with_their_powers_and_the_list_of_references_is_not(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        paragraph("The endurance of the device is 10", raised("9"), " cycles."),
        paragraph("References", properties=HEADING),
        *[paragraph(f"A. Author, endurance of 1{n} cycles, 201{n}.", properties=LISTED) for n in range(3)],
        paragraph("Appendix", properties=HEADING),
        paragraph("The set voltage is 1.5 V."),
        styles=STYLES,
        numbering=NUMBERING,
    )
    reading = read_passages(path, load_vocabulary(ROOT / "config/vocabulary.yaml"))
    found = [(one.parameter, one.quantity.si_value) for one in reading.finds]
    assert found == [("endurance", 1e9), ("set_voltage", 1.5)]
    assert read_references(path).texts == {n + 1: f"A. Author, endurance of 1{n} cycles, 201{n}." for n in range(3)}


def test_endnotes_are_references_by_their_number(tmp_path: Path) -> None:
    mark = '<w:r><w:endnoteReference w:id="{}"/></w:r>'
    notes = "".join(
        f'<w:endnote w:id="{n}">{paragraph(f"B. Author {n}, J. Phys. 201{n}.")}</w:endnote>' for n in (5, 6, 7)
    )
    rows = [["Device", "R_ON"], *[[cell("D", mark.format(n)), "1 kΩ"] for n in (7, 5, 6)]]
    path = saved(tmp_path, table(*rows), endnotes=notes)
    assert read_references(path).texts == {
        1: "B. Author 7, J. Phys. 2017.", 2: "B. Author 5, J. Phys. 2015.", 3: "B. Author 6, J. Phys. 2016.",
    }  # fmt: skip
    assert markup(read_tables(path).tables[0])[2] == "D<sup>1</sup>"


def test_the_desk_takes_a_word_file_for_what_it_is(tmp_path: Path) -> None:
    title = paragraph("Oxide synapses of low energy", properties='<w:pStyle w:val="Title"/>')
    path = saved(tmp_path, title, paragraph("doi 10.1000/xyz123, 2021"), styles=STYLES)
    named_wrongly = path.rename(tmp_path / "paper.bin")
    assert kind_of(named_wrongly) == ("document", ".docx")
    told = first_page(named_wrongly, document_kind(named_wrongly))
    assert (told["title"], told["doi"], told["year"]) == ("Oxide synapses of low energy", "10.1000/xyz123", "2021")


def test_an_archive_without_any_document_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    path = tmp_path / "paper.docx"
    path.write_bytes(out.getvalue())
    with pytest.raises(DocumentError, match=r"paper\.docx: is a broken archive, or one without a document"):
        read_tables(path)
