"""Characters of numbers told apart by their shape, for labels that are outlines or pixels instead of text.

A glyph is compared with those of common fonts: matplotlib's (DejaVu, STIX, Computer Modern) and pdfium's stand-ins for
Helvetica and Times. A reading is a proposal only; the ticks' lattice decides in `proposals`.
"""

import io
from functools import lru_cache

import numpy as np

from figcurves.settings import LABEL_INK
from printed.pdf.glyph_shapes import folder_of_faces

CHARACTERS = "0123456789eEx×kMmuVA%"
FONT_FILES = (
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSerif.ttf",
    "STIXGeneral.ttf",
    "STIXGeneralBol.ttf",
    "cmr10.ttf",
    "cmb10.ttf",
    "cmss10.ttf",
)
BASE_FONTS = ("Helvetica", "Helvetica-Bold", "Times-Roman")
_HEIGHT, _WIDTH = 20, 28


def possible_characters(glyph: np.ndarray) -> list[tuple[str, float]]:
    """Characters a glyph may be, with their difference, the likeliest first; empty where it is like none.

    glyph: ink coverage 0..1 (rows, columns), cut to its box.
    """
    characters, shapes, aspects = _templates()
    shape = normalised(glyph).ravel()
    aspect = glyph.shape[1] / glyph.shape[0]
    off = np.abs(shapes - shape).mean(axis=1) + LABEL_INK.aspect * np.abs(np.log(aspects / aspect))
    best: dict[str, float] = {}
    for index in np.argsort(off, kind="stable").tolist():
        best.setdefault(characters[index], float(off[index]))
    ranked = sorted(best.items(), key=lambda item: (item[1], item[0]))
    if ranked[0][1] > LABEL_INK.strange:
        return []
    return [(letter, away) for letter, away in ranked if away <= LABEL_INK.rival * ranked[0][1] + 0.01][:4]


def normalised(glyph: np.ndarray) -> np.ndarray:
    """The glyph at _HEIGHT rows with its own proportions, in the middle of _WIDTH columns."""
    from PIL import Image

    rows, columns = glyph.shape
    width = max(1, min(_WIDTH, round(_HEIGHT * columns / rows)))
    picture = Image.fromarray((np.clip(glyph, 0.0, 1.0) * 255).astype(np.uint8))
    small = np.asarray(picture.resize((width, _HEIGHT), Image.Resampling.BOX), dtype=float) / 255.0
    out = np.zeros((_HEIGHT, _WIDTH))
    start = (_WIDTH - width) // 2
    out[:, start : start + width] = small
    return out


@lru_cache(maxsize=1)
def _templates() -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Known glyphs: their characters, shapes (n, _HEIGHT * _WIDTH) and widths in parts of the height (n)."""
    drawn = [one for font in (*map(_font_file, FONT_FILES), *map(_base_font, BASE_FONTS)) for one in font]
    characters = tuple("×" if letter == "x" else letter for letter, _ in drawn)
    shapes = np.array([normalised(glyph).ravel() for _, glyph in drawn])
    return characters, shapes, np.array([glyph.shape[1] / glyph.shape[0] for _, glyph in drawn])


def _font_file(name: str) -> list[tuple[str, np.ndarray]]:
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(folder_of_faces() / name, 64)
    drawn = []
    for letter in CHARACTERS:
        picture = Image.new("L", (140, 120))
        ImageDraw.Draw(picture).text((20, 10), letter, fill=255, font=font)
        glyph = _cut(np.asarray(picture, dtype=float) / 255.0)
        if glyph is not None:
            drawn.append((letter, glyph))
    return drawn


def _base_font(name: str) -> list[tuple[str, np.ndarray]]:
    """Glyphs of a standard PDF font as pdfium draws it."""
    import pikepdf
    import pypdfium2

    letters = [letter for letter in CHARACTERS if letter.isascii()]
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(60 * len(letters), 60))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{name}"))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    text = "".join(f"BT /F1 32 Tf {60 * at + 10} 15 Td ({letter}) Tj ET\n" for at, letter in enumerate(letters))
    page.Contents = pdf.make_stream(text.encode("ascii"))
    out = io.BytesIO()
    pdf.save(out)
    document = pypdfium2.PdfDocument(out.getvalue())
    ink = 1.0 - document[0].render(scale=2, grayscale=True).to_numpy().reshape(120, -1) / 255.0
    document.close()
    cells = [(letter, _cut(ink[:, 120 * at : 120 * (at + 1)])) for at, letter in enumerate(letters)]
    return [(letter, glyph) for letter, glyph in cells if glyph is not None]


def _cut(ink: np.ndarray) -> np.ndarray | None:
    """The ink cut to its box; None for an empty picture."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > LABEL_INK.ink), np.flatnonzero(ink.max(axis=0) > LABEL_INK.ink)
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else None
