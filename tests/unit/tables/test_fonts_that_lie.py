"""Pages whose text layer lies: fonts that number their glyphs, and fonts that print signs under Latin letters."""

import io
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import matplotlib
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name, Stream, String
from printed.pdf.document import Document
from printed.pdf.file_fonts import letter_of_name
from printed.symbols import UNREADABLE

FACES = Path(matplotlib.get_data_path()) / "fonts/ttf"


def embedded(pdf: pikepdf.Pdf, face: TTFont, name: str) -> pikepdf.Object:
    held = io.BytesIO()
    face.save(held)
    program = Stream(pdf, held.getvalue())
    box = Array([-500, -300, 1200, 1000])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=4, FontBBox=box, ItalicAngle=0, Ascent=900,
            Descent=-200, CapHeight=700, StemV=80, FontFile2=pdf.make_indirect(program),
        )
    )  # fmt: skip


def page_with(pdf: pikepdf.Pdf, fonts: Mapping[str, pikepdf.Object], body: str) -> None:
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = Dictionary(Font=Dictionary(**fonts))
    page.Contents = Stream(pdf, body.encode())


def numbered_font(pdf: pikepdf.Pdf, lines: list[str]) -> tuple[pikepdf.Object, list[str]]:
    """A font whose codes are numbers of glyphs and that names none of them, and the lines written in it."""
    face = TTFont(FACES / "DejaVuSans.ttf")
    number = {letter: face.getGlyphID(face.getBestCmap()[ord(letter)]) for line in lines for letter in line}
    widths = Array()
    for glyph in sorted(set(number.values())):
        advance = face["hmtx"][face.getGlyphOrder()[glyph]][0]
        widths.extend([glyph, Array([round(1000 * advance / face["head"].unitsPerEm)])])
    del face["cmap"]
    face["post"].formatType = 3.0
    told = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Body"), CIDSystemInfo=told,
        FontDescriptor=embedded(pdf, face, "ABCDEF+Body"), W=widths, CIDToGIDMap=Name.Identity,
    )  # fmt: skip
    outer = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Body"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]),
    )  # fmt: skip
    return pdf.make_indirect(outer), ["".join(f"{number[letter]:04x}" for letter in line) for line in lines]


def named_font(pdf: pikepdf.Pdf, name: str) -> pikepdf.Object:
    """A plain font of that name that says its letters."""
    face = TTFont(FACES / "DejaVuSans.ttf")
    names, widths = face.getBestCmap(), face["hmtx"]
    advances = [round(1000 * widths[names[code]][0] / face["head"].unitsPerEm) for code in range(32, 127)]
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding,
            FirstChar=32, LastChar=126, Widths=Array(advances), FontDescriptor=embedded(pdf, face, name),
        )
    )  # fmt: skip


def pi_font(pdf: pikepdf.Pdf, shown: Mapping[str, str], name: str) -> pikepdf.Object:
    """A font that prints the sign at a Latin letter, as publishers' fonts do."""
    face = TTFont(FACES / "STIXGeneral.ttf")
    names = face.getBestCmap()
    table = CmapSubtable.newSubtable(4)
    table.platformID, table.platEncID, table.language = 3, 1, 0
    table.cmap = {ord(letter): names[ord(sign)] for letter, sign in shown.items()}
    face["cmap"].tables = [table]
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding,
            FirstChar=32, LastChar=126, Widths=Array([600] * 95), FontDescriptor=embedded(pdf, face, name),
        )
    )  # fmt: skip


def lines_of(path: Path) -> list[str]:
    with Document.open(path) as document:
        lines: dict[int, str] = {}
        for char in document.page(1).displayed.chars:
            height = round(char.base)
            lines[height] = lines.get(height, "") + char.text
        return [" ".join(lines[height].split()) for height in sorted(lines)]


def test_a_font_that_numbers_its_glyphs_is_read(tmp_path: Path) -> None:
    """Without the mend the first line reads `6LPXODWLRQ`, and µ, Ω, ± and ≈ are letters of other scripts."""
    lines = ["Simulation of a pulse of 10 µA and 5 kΩ (±0.2)", "the width is ≈ 100 ns"]
    pdf = pikepdf.new()
    font, codes = numbered_font(pdf, lines)
    body = "BT /F1 11 Tf 60 760 Td " + " 0 -20 Td ".join(f"<{line}> Tj" for line in codes) + " ET"
    page_with(pdf, {"F1": font}, body)
    pdf.save(tmp_path / "numbered.pdf")
    assert lines_of(tmp_path / "numbered.pdf") == lines


def test_two_fonts_of_one_name_are_told_apart_by_their_ink(tmp_path: Path) -> None:
    """Word embeds a face twice: with its letters, and by numbers of glyphs for signs and what stands beside them."""
    lines = ["The pulse width of the cell is 10 ns", "and its resistance is 5 kΩ at 300 K"]
    pdf = pikepdf.new()
    numbered, codes = numbered_font(pdf, lines[1:])
    body = f"BT /F1 11 Tf 60 760 Td ({lines[0]}) Tj 0 -20 Td /F2 11 Tf <{codes[0]}> Tj ET"
    page_with(pdf, {"F1": named_font(pdf, "ABCDEF+Body"), "F2": numbered}, body)
    pdf.save(tmp_path / "two.pdf")
    assert lines_of(tmp_path / "two.pdf") == lines


@pytest.mark.parametrize("name", ["ABCDEF+AdvP4C13", "AdvPS3F4C13", "QWERTY+MathematicalPi-One"])
def test_signs_under_latin_letters_are_read_by_their_ink(tmp_path: Path, name: str) -> None:
    """10 µA must not become 10 mA, nor 40 Ω 40 U; what prints the letter it names stays."""
    pdf = pikepdf.new()
    signs = pi_font(pdf, {"m": "µ", "U": "Ω", "x": "×", "2": "−", "W": "W"}, name)
    latin = pi_font(pdf, {letter: letter for letter in "0134AW "}, "Times")
    body = (
        "BT /F2 11 Tf 60 760 Td (10 ) Tj /F1 11 Tf (m) Tj /F2 11 Tf (A) Tj 0 -20 Td (40 ) Tj /F1 11 Tf (U) Tj "
        "0 -20 Td /F2 11 Tf (3 ) Tj /F1 11 Tf (x) Tj /F2 11 Tf ( 10) Tj 0 -20 Td /F1 11 Tf (2) Tj "
        "/F2 11 Tf (3 ) Tj /F1 11 Tf (W) Tj ET"
    )
    page_with(pdf, {"F1": signs, "F2": latin}, body)
    pdf.save(tmp_path / "pi.pdf")
    assert lines_of(tmp_path / "pi.pdf") == ["10 µA", "40 Ω", "3 × 10", "−3 W"]


def line_with_lost_sign(tmp_path: Path, told: str, shown: str) -> str:
    """What is read of `10`, a letter of a text font that prints another one, and `9`."""
    pdf = pikepdf.new()
    latin = pi_font(pdf, {letter: letter for letter in "0139AB "} | {told: shown}, "Times")
    latin.Widths = Array([950] * 95)
    page_with(pdf, {"F1": latin}, f"BT /F1 11 Tf 60 760 Td (10{told}9) Tj ET")
    pdf.save(tmp_path / "lost.pdf")
    return lines_of(tmp_path / "lost.pdf")[0]


@pytest.mark.parametrize("shown", ["−", "×", "~", ">"])
def test_a_blank_that_prints_a_sign_is_that_sign(tmp_path: Path, shown: str) -> None:
    """Else 10 to the minus 9 reads as 10 to the 9th. The table of letters has a blank for it; other blanks are none."""
    pdf = pikepdf.new()
    font = pi_font(pdf, {letter: letter for letter in "019 "} | {"2": shown}, "Times")
    table = "begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <32> <0020> endbfchar endcmap"
    font.ToUnicode = Stream(pdf, table.encode())
    page_with(pdf, {"F1": font}, "BT /F1 11 Tf 1 Tc 60 760 Td (1029 1) Tj ET")
    pdf.save(tmp_path / "blank.pdf")
    assert lines_of(tmp_path / "blank.pdf") == [f"10{shown}9 1"]


@pytest.mark.parametrize(("told", "shown"), [("2", "−"), ("3", "×"), ("m", "µ"), ("V", "Ω"), ("W", "Ω"), ("4", "~")])
def test_a_letter_of_a_text_font_that_prints_a_sign_is_unreadable(tmp_path: Path, told: str, shown: str) -> None:
    """The letter that the font tells and the ink differ, so that a person is asked: 1029 is no number."""
    assert line_with_lost_sign(tmp_path, told, shown) == f"10{UNREADABLE}9"


@pytest.mark.parametrize("letter", ["2", "3", "m", "V", "W", "X"])
def test_a_letter_that_prints_itself_is_believed(tmp_path: Path, letter: str) -> None:
    assert line_with_lost_sign(tmp_path, letter, letter) == f"10{letter}9"


@pytest.mark.parametrize(
    ("name", "letter"), [("Omega1", "\u03a9"), ("uni03BC", "\u03bc"), ("minus", "−"), ("C0", ""), ("g23", "")]
)
def test_names_of_glyphs(name: str, letter: str) -> None:
    assert unicodedata.normalize("NFKC", letter_of_name(name)) == letter
