"""One entry for all kinds of document."""

from dataclasses import replace
from pathlib import Path

from memlit.field import Vocabulary
from memlit.passages.model import PassageReading
from printed.documents.opened import OpenDocument, opened


def read_passages(source: Path | OpenDocument, vocabulary: Vocabulary, *, page: int | None = None) -> PassageReading:
    """Values that text and captions of a PDF, LaTeX, JATS XML, HTML, .txt or .md file state, in reading order.

    page: read this page only (from 1; PDF alone has pages). Errors: DocumentError where the file is missing, empty,
    encrypted, broken or holds no running text.
    """
    from memlit.passages.find import finds_in

    with opened(source) as document:
        blocks, warnings = document.blocks_of(page)
        reading = finds_in(blocks, vocabulary)
    return replace(reading, warnings=warnings)
