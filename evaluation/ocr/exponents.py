"""Powers of ten in pictures: how many raised figures are seen as raised, are flagged, or are silently run together.

    python evaluation/ocr/exponents.py [--list]

A table of powers of ten, and of plain numbers with the same figures, is set by typst in several fonts and sizes, drawn
at 100 to 300 dots an inch as a picture without text, straight and turned by 0.7 degrees, and read as a picture table.

  right   the figures, and which of them are raised, are those that are printed
  flagged the cell says that it is doubtful
  lost    the cell is not there
  slip    another letter was read
  silent  the figures are right, but not which of them are raised, and nothing says so
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import typst
from printed.documents.opened import OpenDocument
from printed.tables import read_tables
from printed.tables.model import Cell

from evaluation.ocr.pictures import picture_pdf, seen_on

FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono", "Liberation Serif", "Liberation Sans")
SIZES = (7, 9)
DOTS = (100, 150, 200, 300)
TURNS = (0.0, 0.7)
PRINTED = (
    ("10<sup>4</sup>", "104", "10<sup>-6</sup>", "10-6"),
    ("10<sup>12</sup>", "1012", "1.2×10<sup>5</sup>", "1.2×105"),
    ("3×10<sup>-9</sup> A", "3×10 V", ">10<sup>10</sup>", "1010"),
    ("10<sup>3</sup>-10<sup>5</sup>", "103-105", "5.4 cm<sup>2</sup>", "54 nm"),
    ("2.5×10<sup>-12</sup>", "25", "~10<sup>7</sup>", "107"),
)
"""What the cells print, row by row."""


def page(font: str, size: int) -> str:
    """The source of a page with the table."""
    rows = "".join(
        f"[row {place}]," + "".join(f"[{_typst(text)}]," for text in row) for place, row in enumerate(PRINTED)
    )
    head = "[Device],[A],[B],[C],[D],"
    return (
        f'#set page(width: 320pt, height: 220pt, margin: 16pt)\n#set text(font: "{font}", size: {size}pt)\n'
        f"Table 1. Powers of ten.\n\n#table(columns: 5, {head}{rows})\n"
    )


def _cells(texts: Sequence[str]) -> str:
    return "".join(f"[{_typst(text)}]," for text in texts)


def _typst(markup: str) -> str:
    escaped = re.sub(r"([~<>#*_@$])", r"\\\1", re.sub(r"<sup>(.*?)</sup>", "\x01\\1\x02", markup))
    return escaped.replace("\x01", "#super(typographic: false)[").replace("\x02", "]")


def verdict(printed: str, cell: Cell | None) -> str:
    """What became of one cell."""
    if cell is None or not cell.text:
        return "lost"
    read = re.sub(r"\s", "", (cell.markup or cell.text).replace("−", "-").replace("–", "-"))
    wanted = re.sub(r"\s", "", printed)
    if cell.flags:
        return "flagged"
    if read == wanted:
        return "right"
    plain = (re.sub(r"<[^>]*>", "", text) for text in (read, wanted))
    return "silent" if len(set(plain)) == 1 else "slip"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="name what is not right")
    args = parser.parse_args()
    columns = ("right", "flagged", "lost", "slip", "silent")
    print(f"{'font':22}{'pt':>4}{'dpi':>5}{'turned':>7}" + "".join(f"{name:>9}" for name in columns))
    total: dict[int, Counter[str]] = {dots: Counter() for dots in DOTS}
    families = set(typst.Fonts().families())
    with tempfile.TemporaryDirectory() as folder:
        for font in [one for one in FONTS if one in families]:
            for size in SIZES:
                printed = Path(folder) / "printed.pdf"
                printed.write_bytes(typst.compile(io.BytesIO(page(font, size).encode()).getvalue()))
                for dots in DOTS:
                    for turn in TURNS:
                        count, lines = _read(printed, Path(folder) / "picture.pdf", dots, turn)
                        total[dots] += count
                        numbers = "".join(f"{count[name]:>9}" for name in columns)
                        print(f"{font:22}{size:>4}{dots:>5}{turn:>7}{numbers}", flush=True)
                        for line in lines if args.list else ():
                            print("   ", line)
    for dots, count in total.items():
        print(f"{'all':22}{'':>4}{dots:>5}{'':>7}" + "".join(f"{count[name]:>9}" for name in columns))


def _read(printed: Path, picture: Path, dots: int, turn: float) -> tuple[Counter[str], list[str]]:
    """The verdicts on the cells of one picture."""
    picture_pdf(printed, [1], picture, dots, turn)
    with OpenDocument(picture, seen_on(picture)[0]) as document:
        tables = read_tables(document).tables
    cells = {(cell.row, cell.col): cell for table in tables[:1] for cell in table.cells}
    count, lines = Counter[str](), []
    for row, texts in enumerate(PRINTED, 1):
        for col, text in enumerate(texts, 1):
            found = cells.get((row, col))
            kind = verdict(text, found)
            count[kind] += 1
            if kind not in ("right",):
                lines.append(f"{kind}: {text} read {found.markup if found else ''} {found.flags if found else ''}")
    return count, lines


if __name__ == "__main__":
    main()
