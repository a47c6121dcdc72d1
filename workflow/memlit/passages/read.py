"""One entry for all kinds of document."""

from pathlib import Path

from memlit.documents.kind import document_kind
from memlit.documents.markup.parsed import MARKUP
from memlit.errors import DocumentError
from memlit.field import Vocabulary
from memlit.passages.model import PassageReading

PLAIN_SUFFIXES = (".txt", ".md")


def read_passages(path: Path, vocabulary: Vocabulary, *, page: int | None = None) -> PassageReading:
    """Values that text and captions of a PDF, LaTeX, JATS XML, HTML, DOCX, .txt or .md file state, in reading order.

    page: read this page only (from 1; PDF alone has pages). Errors: DocumentError where the file is missing, empty,
    encrypted, broken or holds no running text.
    """
    from memlit.passages.find import finds_in
    from memlit.passages.texts.latex import read_latex_text
    from memlit.passages.texts.markup import read_markup
    from memlit.passages.texts.pdf import read_pdf_text
    from memlit.passages.texts.plain import read_plain

    path = Path(path)
    kind = document_kind(path)
    if page is not None and kind != "pdf":
        raise DocumentError(path.name, "has no pages", "leave out the page")
    warnings: tuple[str, ...] = ()
    if kind == "pdf":
        blocks, warnings = read_pdf_text(path, page=page)
    elif path.suffix.lower() in PLAIN_SUFFIXES:
        blocks = read_plain(path)
    elif kind == "latex":
        blocks, warnings = read_latex_text(path)
    elif kind in MARKUP:
        blocks = read_markup(path, kind)
    else:
        raise DocumentError(path.name, "holds tables only", "give a PDF, LaTeX, JATS XML, HTML, DOCX, .txt or .md file")
    finds, n_sentences = finds_in(blocks, vocabulary)
    return PassageReading(finds, n_sentences, warnings)
