"""A document while it is read: what several readers ask of it is found once, and its file is opened once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from printed.documents.blocks.model import Block
from printed.documents.kind import document_kind, misnomer
from printed.documents.markup.parsed import MARKUP
from printed.errors import DocumentError

if TYPE_CHECKING:
    from printed.ocr.model import SeenArea
    from printed.pdf.document import Document

PLAIN_SUFFIXES = (".txt", ".md")
TextBlocks = tuple[list[Block], tuple[str, ...]]
"""Blocks in reading order, and what could not be read."""


class OpenDocument:
    """A document for as long as it is read; to be used in a `with` block. Nothing is read before it is asked for.

    seen: what OCR saw in the pictures on its pages, where it was asked before.
    """

    def __init__(self, path: Path, seen: Sequence["SeenArea"] = ()) -> None:
        self.path = path
        self.seen = tuple(seen)

    def __enter__(self) -> "OpenDocument":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pdf = self.__dict__.pop("pdf", None)
        if pdf is not None:
            pdf.close()

    @cached_property
    def kind(self) -> str:
        """One of DOCUMENT_KINDS. Raises DocumentError where the file is missing, empty or of none."""
        return document_kind(self.path)

    @cached_property
    def pdf(self) -> "Document":
        """The PDF, open. Raises DocumentError where it is encrypted, BrokenPdf where PDFium finds no page."""
        from printed.pdf.document import Document

        return Document.open(self.path)

    @cached_property
    def blocks(self) -> TextBlocks:
        """The text of the whole document. Raises DocumentError where it is broken or holds no running text."""
        return self._checked_blocks(None)

    def blocks_of(self, page: int | None) -> TextBlocks:
        """The text of one page of a PDF, from 1, or of the whole document. Raises DocumentError as `blocks` does."""
        return self.blocks if page is None else self._checked_blocks(page)

    def _checked_blocks(self, page: int | None) -> TextBlocks:
        from printed.documents.blocks.reference_lists import without_false_entries

        blocks, warnings = self._read_blocks(page)
        return without_false_entries(blocks), warnings

    def _read_blocks(self, page: int | None) -> TextBlocks:
        from printed.documents.blocks.latex import read_latex_text
        from printed.documents.blocks.markup import read_markup
        from printed.documents.blocks.pdf import read_pdf_text
        from printed.documents.blocks.plain import read_plain_text

        if page is not None and self.kind != "pdf":
            raise DocumentError(self.path.name, "has no pages", "leave out the page")
        if self.kind == "pdf":
            return read_pdf_text(self.pdf, page=page)
        if self.path.suffix.lower() in PLAIN_SUFFIXES:
            return read_plain_text(self.path), ()
        if self.kind == "latex":
            return read_latex_text(self.path)
        if self.kind in MARKUP:
            return read_markup(self.path, self.kind), ()
        misnamed = misnomer(self.path, self.kind)
        if misnamed is not None:
            raise misnamed
        remedy = "give a PDF, LaTeX, JATS XML, HTML, .txt or .md file"
        raise DocumentError(self.path.name, "holds tables only", remedy)


@contextmanager
def opened(source: Path | OpenDocument, seen: Sequence["SeenArea"] = ()) -> Iterator[OpenDocument]:
    """The document of a path, with what was seen on its pages, closed at the end; one that is open stays as it is."""
    if isinstance(source, OpenDocument):
        yield source
        return
    with OpenDocument(Path(source), seen) as document:
        yield document
