"""One door to a PDF: the file opened once, its pages, and of each page what it prints, found once and kept.

A page is lazy: its characters, lines and drawing are read when they are first asked for. The last page that was asked
for is open in PDFium; of the pages before it the characters are kept, up to `KEPT_CHARACTERS` in all, so that a second
reader of a document does not read them again and a file of 3,000 pages does not fill the memory.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from printed.errors import BrokenPdf, DocumentError, PageError
from printed.pdf.characters import PageCharacters, read_characters
from printed.pdf.font_letters import FontLetters
from printed.pdf.frames import Frame, frames
from printed.pdf.lines import PageText, read_text
from printed.pdf.picture_page import PICTURE_FILES, open_picture
from printed.pdf.rules import PageDrawing, Rule, count_strokes, read_drawing
from printed.pdf.runs_and_scripts import ScriptedRuns, attach_scripts, make_runs
from printed.pdf.turned import turn_drawing, turn_upright

MAX_PAGES = 3000
POINTS_AN_INCH = 72.0
KEPT_CHARACTERS = 300_000
"""About 120 MB; as many as some 100 full pages hold."""


class Document:
    """A PDF that is open, or a picture as a page; to be used in a `with` block, or closed by `close`."""

    def __init__(self, path: Path, opened: Any) -> None:
        self.path = path
        self._opened = opened
        self._fonts = FontLetters(path)
        self._last: Page | None = None
        self._kept: dict[int, Page] = {}
        self._n_kept = 0

    @classmethod
    def open(cls, path: Path) -> "Document":
        """The document of a file. Raises DocumentError where it is encrypted, BrokenPdf where PDFium reads no page."""
        if path.suffix.lower() in PICTURE_FILES:
            return cls(path, open_picture(path, POINTS_AN_INCH))
        try:
            opened = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            if error.err_code == pdfium.FPDF_ERR_PASSWORD:
                raise DocumentError(path.name, "is encrypted", "save a copy without a password") from error
            raise BrokenPdf(path.name) from error
        if not len(opened):
            opened.close()
            raise BrokenPdf(path.name)
        return cls(path, opened)

    def __enter__(self) -> "Document":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was read of its pages stays readable."""
        self._put_aside()
        self._kept.clear()
        self._opened.close()

    def __len__(self) -> int:
        """How many pages it has."""
        return len(self._opened)

    @property
    def metadata(self) -> dict[str, str]:
        """Title, Author and what else the file says of itself."""
        told: dict[str, str] = self._opened.get_metadata_dict()
        return told

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page as displayed, in points."""
        return [self._opened.get_page_size(place) for place in range(len(self))]

    def page(self, number: int) -> "Page":
        """The page of that number, from 1; nothing of it is read yet. Raises DocumentError where there is none such."""
        check_page(self.path, len(self), number)
        if self._last is None or self._last.number != number:
            self._put_aside()
            self._last = self._kept.get(number) or Page(self._opened, self.path.name, number, self._fonts)
        return self._last

    def pages(self, number: int | None = None) -> Iterator["Page"]:
        """The page of that number alone, or all of them. Raises DocumentError as `page_numbers` does."""
        for one in page_numbers(self.path, len(self), number):
            yield self.page(one)

    def _put_aside(self) -> None:
        """Close the last page in PDFium; keep its characters where there is room."""
        page, self._last = self._last, None
        if page is None:
            return
        n_characters = page.put_aside()
        if page.number not in self._kept and self._n_kept + n_characters <= KEPT_CHARACTERS:
            self._kept[page.number] = page
            self._n_kept += n_characters


def page_numbers(path: Path, n_pages: int, page: int | None) -> Sequence[int]:
    """The pages to read, from 1: `page` alone or all. Raises DocumentError where there is none such, or too many."""
    if page is not None:
        check_page(path, n_pages, page)
    if n_pages > MAX_PAGES:
        raise DocumentError(path.name, f"has {n_pages} pages", f"split it into files of {MAX_PAGES}")
    return [page] if page is not None else range(1, n_pages + 1)


def check_page(path: Path, n_pages: int, page: int) -> None:
    """Raise DocumentError where the file has no page of that number, from 1."""
    if not 1 <= page <= n_pages:
        raise DocumentError(path.name, f"has no page {page}", f"give one from 1 to {n_pages}")


class Page:
    """One page of an open document. Lengths are points; places are counted from its top left, y downwards.

    What is asked first may raise PageError, where PDFium cannot read the page.
    """

    def __init__(self, document: Any, name: str, number: int, fonts: FontLetters | None = None) -> None:
        self.number = number
        self._document = document
        self._name = name
        self._fonts = fonts

    @cached_property
    def handle(self) -> Any:
        """The page as pypdfium2 gives it, for what PDFium alone can say; it is closed when another page is read."""
        try:
            return self._document[self.number - 1]
        except pypdfium2.PdfiumError as error:
            raise PageError(self._name, self.number) from error

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        size: tuple[float, float] = self.handle.get_size()
        return size

    @cached_property
    def displayed(self) -> PageCharacters:
        """The characters as the page shows them."""
        try:
            return read_characters(self.handle, self._fonts)
        except pypdfium2.PdfiumError as error:
            raise PageError(self._name, self.number) from error

    @cached_property
    def upright(self) -> PageCharacters:
        """The characters with the page turned so that most of its text runs from left to right."""
        return turn_upright(self.displayed)

    @cached_property
    def runs(self) -> ScriptedRuns:
        """The characters of `upright` that run from left to right in runs, with what is raised or lowered."""
        return attach_scripts(make_runs(char for char in self.upright.chars if char.turn == 0))

    @cached_property
    def text(self) -> PageText:
        """Lines and turned words of the page turned upright."""
        return read_text(self.upright, self.runs)

    @property
    def displayed_text(self) -> PageText:
        """Lines of what runs from left to right on the page as displayed, and words turned by a quarter."""
        if not self.upright.turn:
            return self.text
        runs = make_runs(char for char in self.displayed.chars if char.turn == 0)
        return read_text(self.displayed, attach_scripts(runs))

    @cached_property
    def drawing(self) -> PageDrawing:
        """Rules, filled areas, pictures and other graphics, as the page shows them."""
        return read_drawing(self.handle)

    @cached_property
    def upright_drawing(self) -> PageDrawing:
        """What the page draws, turned as its characters are in `upright`."""
        return turn_drawing(self.drawing, self.upright)

    @cached_property
    def frames(self) -> tuple[list[Frame], list[Rule]]:
        """Of the page upright: frames with crossing rules, and the horizontal rules that cross no vertical one."""
        return frames(self.upright_drawing)

    def count_strokes(self, enough: int) -> int:
        """Points of all paths and corners of all pictures, counted up to about `enough`; cheaper than the drawing."""
        return count_strokes(self.handle, enough)

    @property
    def plain_text(self) -> str:
        """All characters in the order in which PDFium reads them."""
        text: str = self.handle.get_textpage().get_text_range(0, -1)
        return text

    def picture(self, scale: float) -> Any:
        """The page as a Pillow image in colour, `scale` pixels a point, without annotations."""
        return self.handle.render(scale=scale, draw_annots=False).to_pil().convert("RGB")

    def put_aside(self) -> int:
        """Close the page in PDFium and forget lines and drawing; how many characters of it are kept."""
        held = self.__dict__
        handle = held.pop("handle", None)
        if handle is not None:
            handle.close()
        for name in ("text", "drawing", "upright_drawing", "frames"):
            held.pop(name, None)
        return len(self.displayed.chars) if "displayed" in held else 0
