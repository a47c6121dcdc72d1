"""A picture as a document of one page, so that a place on it is told, drawn and read as one on any other page."""

from pathlib import Path
from typing import Any

import pypdfium2

from printed.errors import DocumentError

PICTURE_FILES = (".png", ".jpg", ".jpeg")
"""Of files that are opened as a page."""
DOTS_AN_INCH = 225
"""At which a picture is taken to be printed: as OCR draws a page, so that it sees the picture's own pixels."""


def open_picture(path: Path, points_an_inch: float) -> Any:
    """A PDF in memory with the picture as its only page, without loss. Raises DocumentError where it is none."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            shown = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise DocumentError(path.name, "is no picture that can be read", "supply PNG or JPEG") from error
    on_white = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
    width, height = (side * points_an_inch / DOTS_AN_INCH for side in on_white.size)
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(width, height)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.from_pil(on_white))
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(image)
    page.gen_content()
    page.close()
    return document
