"""Letters of symbol fonts and broken surrogates: read by their font, else U+FFFD with a flag, never dropped."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from figcurves.paths.words import read_chars
from memlit.cli import main
from memlit.curation.comparing.accept import accept_record
from memlit.quantities import read_quantities
from memlit.reconcile.document import reconcile_document
from memlit.sources.extract import read_document
from memlit.sources.folder import SOURCE_FILE
from printed.pdf.document import Document
from printed.tables import read_tables

from tests.builders import ROOT, corpus, vocabulary

# Letter of the page's text -> what its font says it is in Unicode (UTF-16, as a ToUnicode map holds it).
LONE_SURROGATE = "D835"
PAIR = "D835DC36"  # the mathematical italic C
MU_OF_SYMBOL = "F06D"
OTHER_PRIVATE = "E123"


def font(pdf: pikepdf.Pdf, name: str, letters: dict[str, str]) -> pikepdf.Object:
    pairs = "\n".join(f"<{ord(letter):02X}> <{code}>" for letter, code in letters.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(letters)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    )
    made = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType)
    made.BaseFont = pikepdf.Name(f"/{name}")
    made.Encoding = pikepdf.Name.WinAnsiEncoding
    made.FirstChar, made.LastChar, made.Widths = 32, 126, pikepdf.Array([600] * 95)
    made.FontDescriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name(f"/{name}"), Flags=32, ItalicAngle=0, Ascent=800,
        Descent=-200, CapHeight=700, StemV=80, FontBBox=pikepdf.Array([0, -200, 600, 800]),
    )  # fmt: skip
    made.ToUnicode = pdf.make_stream(cmap.encode())
    return pdf.make_indirect(made)


def page(path: Path, rows: list[list[list[tuple[str, str]]]], letters: dict[str, dict[str, str]]) -> Path:
    """A ruled table; a cell is a list of (font, text). `letters` are the ToUnicode maps of the fonts."""
    pdf = pikepdf.new()
    made = pdf.add_blank_page(page_size=(400, 400))
    fonts = {f"F{number}": name for number, name in enumerate(letters)}
    made.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary({f"/{key}": font(pdf, name, letters[name]) for key, name in fonts.items()})
    )
    keys = {name: key for key, name in fonts.items()}
    height, width = 24, 150
    body = ["0.5 w"]
    body += [
        f"40 {360 - height * r} m {40 + width * len(rows[0])} {360 - height * r} l S" for r in range(len(rows) + 1)
    ]
    body += [f"{40 + width * c} 360 m {40 + width * c} {360 - height * len(rows)} l S" for c in range(len(rows[0]) + 1)]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            body.append(f"BT 1 0 0 1 {46 + width * c} {343 - height * r} Tm")
            body += [f"/{keys[name]} 10 Tf ({text}) Tj" for name, text in cell]
            body.append("ET")
    made.Contents = pdf.make_stream("\n".join(body).encode())
    pdf.save(path, deterministic_id=True)
    return path


def plain(text: str) -> list[tuple[str, str]]:
    return [("Helvetica", text)]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Three conductances: in µS by the font Symbol, in a unit with a lone surrogate, in one with a private letter."""
    folder = tmp_path / "sources/roe2024"
    folder.mkdir(parents=True)
    rows = [
        [plain("Device"), plain("G_on")],
        [plain("A"), [*plain("4 "), ("SymbolMT", "m"), *plain("S")]],
        [plain("B"), [*plain("5 "), ("Broken", "m"), *plain("S")]],
        [plain("C"), [*plain("6 "), ("Fancy", "m"), *plain("S")]],
        [[*plain("D"), ("Math", "m")], plain("7 S")],
    ]
    letters = {
        "Helvetica": {},
        "SymbolMT": {"m": MU_OF_SYMBOL},
        "Broken": {"m": LONE_SURROGATE},
        "Fancy": {"m": OTHER_PRIVATE},
        "Math": {"m": PAIR},
    }
    letters["Helvetica"] = {letter: f"{ord(letter):04X}" for letter in "ABCDGS4567 _on evicz"}
    return page(folder / "paper.pdf", rows, letters)


def test_every_letter_of_the_page_is_read_or_marked(hostile: Path) -> None:
    (table,) = read_tables(hostile).tables
    cells = {cell.text for cell in table.cells}
    assert {"4 μS", "5 \ufffdS", "6 \ufffdS", "D\U0001d436"} <= cells


def test_both_commands_print_the_page_as_json(hostile: Path) -> None:
    for command in ("tables", "passages"):
        done = CliRunner().invoke(main, [command, str(hostile), "--json"])
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout) is not None
    assert "\ufffdS" in CliRunner().invoke(main, ["tables", str(hostile)]).output


def test_a_value_beside_an_unreadable_letter_is_flagged_and_accepted_as_such(hostile: Path, tmp_path: Path) -> None:
    assert hostile.is_file()
    (tmp_path / "config").mkdir()
    shutil.copy(ROOT / "config/vocabulary.yaml", tmp_path / "config")
    said = "tables:\n  - {file: paper.pdf, label: Table on page 1, page: 1}\n"
    (hostile.parent / SOURCE_FILE).write_text(said, encoding="utf-8")
    made = corpus(tmp_path)
    document = read_document(made, "roe2024")
    reconciled = reconcile_document(document, {}, vocabulary())
    found = {reading.datum.printed.text: reading for reading in reconciled.readings}
    assert found["4 μS"].value == pytest.approx(4e-6)
    for text in ("5 \ufffdS", "6 \ufffdS"):
        assert (found[text].status, found[text].value) == ("flagged", None)
        assert (found[text].reason or "").startswith("unreadable_character")
    accept_record(tmp_path, "roe2024")
    record = (tmp_path / "extracted/roe2024.json").read_text(encoding="utf-8")
    assert "\ufffdS" in record


def test_figures_read_the_same_letters(hostile: Path) -> None:
    document = pypdfium2.PdfDocument(hostile)
    letters = "".join(char.text for char in read_chars(document[0], (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)))
    assert "4 μS".replace(" ", "") in letters.replace(" ", "")
    assert letters.count("\ufffd") == 2
    assert "\U0001d436" in letters


@pytest.mark.parametrize(
    ("font_name", "code", "wanted"),
    [
        ("ABCDEE+SymbolMT", 0xF057, "Ω"),
        ("Symbol", 0xF0B4, "×"),
        ("SymbolMT", 0xF02D, "−"),
        ("SymbolMT", 0xF0B0, "°"),
        ("SymbolMT", 0xF073, "σ"),
        ("Wingdings-Regular", 0xF06D, "\ufffd"),
        ("Wingdings-Regular", 0xF0A7, "▪"),
        ("TimesNewRoman", 0xF06D, "\ufffd"),
    ],
)
def test_the_font_says_which_letter_a_private_one_is(font_name: str, code: int, wanted: str) -> None:
    from printed.symbols import symbol_font_letter

    assert symbol_font_letter(code, font_name) == wanted


@pytest.mark.parametrize(
    ("text", "header", "value", "unit"),
    [
        ("4 \uf06dS", None, 4e-6, "S"),
        ("2\uf0b410<sup>\uf02d6</sup> S", None, 2e-6, "S"),
        ("5", "R_on (k\uf057)", 5e3, "ohm"),
        ("85 \uf0b0C", None, 85.0, "degC"),
    ],
)
def test_a_text_without_fonts_is_read_as_symbol_and_says_so(
    text: str, header: str | None, value: float, unit: str
) -> None:
    (quantity,) = read_quantities(text, header=header)
    assert (quantity.si_value, quantity.si_unit) == (pytest.approx(value), unit)
    assert header is not None or "symbol_font" in quantity.flags


@pytest.mark.parametrize(("text", "header"), [("4 \ufffdS", None), ("\ufffd0.3 V", None), ("5", "R_on (k\ufffd)")])
def test_a_number_beside_an_unreadable_letter_has_no_value(text: str, header: str | None) -> None:
    (quantity,) = read_quantities(text, header=header)
    assert (quantity.kind, quantity.si_value) == ("none", None)
    assert "unreadable_character" in quantity.flags


def test_a_lone_surrogate_in_a_text_is_an_unreadable_letter() -> None:
    (quantity,) = read_quantities("4 " + chr(0xD835) + "S")
    assert "unreadable_character" in quantity.flags


def bitmap_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A font of drawn glyphs without names, as TeX writes its bitmap fonts."""
    made = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3)
    made.FontMatrix, made.FontBBox = pikepdf.Array([0.001, 0, 0, 0.001, 0, 0]), pikepdf.Array([0, 0, 600, 700])
    made.FirstChar, made.LastChar, made.Widths = 0, 126, pikepdf.Array([600] * 127)
    made.CharProcs = pikepdf.Dictionary(
        {f"/a{code}": pdf.make_stream(b"600 0 0 0 600 700 d1 50 0 500 700 re f") for code in range(127)}
    )
    names = [pikepdf.Name(f"/a{code}") for code in range(127)]
    made.Encoding = pikepdf.Dictionary(Type=pikepdf.Name.Encoding, Differences=pikepdf.Array([0, *names]))
    return pdf.make_indirect(made)


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (b"O\x1b-state", "Off-state"),
        (b"\x1cnite", "finite"),
        (b"di\x0berent", "different"),
        (b"e\x0ecient", "efficient"),
        (b"\x0duorine", "fluorine"),
        (b"1\x153", "1–3"),
        (b"1{3", "1–3"),
        (b"\x1510", "\ufffd10"),
        (b"10\x1bA", "10ffA"),
        (b"10\x1b", "10\ufffd"),
    ],
)
def test_ligatures_and_dashes_of_bitmap_fonts_are_read_where_nothing_else_can_stand(
    tmp_path: Path, codes: bytes, text: str
) -> None:
    pdf = pikepdf.new()
    made = pdf.add_blank_page(page_size=(400, 400))
    made.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=bitmap_font(pdf)))
    made.Contents = pdf.make_stream(b"BT /F1 10 Tf 40 300 Td <" + codes.hex().encode() + b"> Tj ET")
    pdf.save(tmp_path / "a.pdf")
    with Document.open(tmp_path / "a.pdf") as shown:
        assert "".join(char.text for char in shown.page(1).displayed.chars) == text
