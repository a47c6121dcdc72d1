"""A PDF file opened by PDFium, the pages that are asked of it, and a page as a picture."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from memlit.errors import DocumentError

MAX_PAGES = 3000
POINTS_AN_INCH = 72.0


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The document, closed at the end. Raises DocumentError as `readable` does."""
    document = readable(path)
    try:
        yield document
    finally:
        document.close()


def readable(path: Path) -> Any:
    """The document. Raises DocumentError where it is encrypted, broken or without a page."""
    document = try_open(path)
    if document is None or not len(document):
        raise DocumentError(path.name, "is no readable PDF", "fetch the file again")
    return document


def try_open(path: Path) -> Any | None:
    """The document, None where PDFium cannot open it. Raises DocumentError where it is encrypted."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(path.name, "is encrypted", "save a copy without a password") from error
        return None


def page_numbers(path: Path, n_pages: int, page: int | None) -> Sequence[int]:
    """The pages to read, from 1: `page` alone or all. Raises DocumentError where there is none such, or too many."""
    if page is not None and not 1 <= page <= n_pages:
        raise DocumentError(path.name, f"has no page {page}", f"give one from 1 to {n_pages}")
    if n_pages > MAX_PAGES:
        raise DocumentError(path.name, f"has {n_pages} pages", f"split it into files of {MAX_PAGES}")
    return [page] if page is not None else range(1, n_pages + 1)


def page_text(page: Any) -> str:
    """All characters of a page in the order in which PDFium reads them."""
    text: str = page.get_textpage().get_text_range(0, -1)
    return text


def drawn(page: Any, scale: float) -> Any:
    """A page as a Pillow image in colour, `scale` pixels a point, without annotations."""
    return page.render(scale=scale, draw_annots=False).to_pil().convert("RGB")
