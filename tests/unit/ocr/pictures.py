"""Pages of typst as pictures without text, as a scanner gives them."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed.pdf.document import POINTS_AN_INCH, Document


def typeset(folder: Path, body: str, *, width: int = 330, height: int = 150) -> Path:
    """A page with a text layer."""
    typst = pytest.importorskip("typst")
    page = f"#set page(width: {width}pt, height: {height}pt, margin: 14pt)\n"
    page += '#set text(font: "Libertinus Serif", size: 9pt)\n'
    (folder / "in.typ").write_text(page + body, encoding="utf-8")
    (folder / "text.pdf").write_bytes(typst.compile(str(folder / "in.typ")))
    return folder / "text.pdf"


def as_picture(printed: Path, out: Path, *, dots: int = 200, turned: float = 0.0) -> Path:
    """The first page of a PDF as a picture in a PDF without text, turned by so many degrees."""
    with Document.open(printed) as document:
        image = document.page(1).picture(dots / POINTS_AN_INCH)
    image.rotate(turned, fillcolor="white").save(out, "PDF", resolution=dots, quality=90)
    return out
