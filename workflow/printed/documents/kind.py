"""Of which kind a document is."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from printed.errors import DocumentError

MOST_BYTES = 64_000_000
"""Bytes of a file of text or markup that is read whole."""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its name for people, the suffixes of its files, and whether it has sentences."""

    name: str
    suffixes: tuple[str, ...]
    has_text: bool = True


DOCUMENT_KINDS = {
    "pdf": DocumentKind("PDF", (".pdf",)),
    "jats": DocumentKind("XML", (".xml",)),
    "html": DocumentKind("HTML", (".html", ".htm")),
    "latex": DocumentKind("LaTeX", (".tex", ".zip", ".gz", ".tgz")),
    "markdown": DocumentKind("Markdown", (".md",)),
    "delimited": DocumentKind("plain text", (".csv", ".tsv"), has_text=False),
    "xlsx": DocumentKind("XLSX", (".xlsx",), has_text=False),
}
KIND_OF_SUFFIX = {suffix: name for name, kind in DOCUMENT_KINDS.items() for suffix in kind.suffixes}
ZIP_MARK, GZIP_MARK = b"PK\x03\x04", b"\x1f\x8b"
_HEAD = 65_536
_REMEDY = "give the document itself: PDF, LaTeX, JATS XML, HTML or Markdown"
_PICTURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
}
"""Formats of pictures, by how their files begin."""
_WORD_TEXT = re.compile(r"word/document\d*\.xml")
"""The part of a Word document that holds its text; some programs number it."""
WORD_SUFFIXES = (".docx", ".doc")
SAVE_WORD_AS = "save it as PDF or HTML"
_LATEX = re.compile(
    r"^[ \t]*\\(?:document(?:class|style)|usepackage|(?:sub){0,2}section|chapter|begin|input|include|newcommand|title"
    r"|def|caption|toprule|hline)(?![A-Za-z])",
    re.MULTILINE,
)


def document_kind(path: Path) -> str:
    """One of DOCUMENT_KINDS, told by the beginning of the file and the names in an archive, not by its name.

    `latex` is also an archive: a .zip with a .tex file in it, and whatever gzip packed. Text in a file named .md, which
    nothing else tells, is Markdown, unless it begins as a page of HTML or XML does.
    """
    whole = _beginning(path)
    head = whole[:4096]
    if not head.strip():
        raise DocumentError(path.name, "is empty", "save or fetch it again")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(ZIP_MARK):
        kind = _archive_kind(path)
        if kind is None:
            problem = "is a broken archive, or one without a document of a known kind"
            remedy = "save it anew as XLSX or CSV" if path.suffix.lower() == ".xlsx" else _REMEDY
            raise DocumentError(path.name, problem, remedy)
        return kind
    if head.startswith(GZIP_MARK):
        return "latex"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            path.name, "is an old or encrypted Office file", "save it as PDF, HTML or XLSX without a password"
        )
    is_utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    start = head.decode("utf-16" if is_utf16 else "utf-8", errors="replace").lstrip("\ufeff \t\r\n").lower()
    is_binary = b"\0" in head and not is_utf16
    is_page = start.startswith(("<!doctype", "<html", "<?xml", "<article"))
    if path.suffix.lower() in DOCUMENT_KINDS["markdown"].suffixes and not is_page and not is_binary:
        return "markdown"
    if start.startswith("<"):
        names_html = "<!doctype html" in start or "<html" in start
        is_html = names_html or not start.startswith(("<?xml", "<!doctype", "<article"))
        return "html" if is_html and "<article" not in start.split(">")[0] else "jats"
    if is_binary:
        raise _no_document(path, head)
    return "latex" if is_latex(whole.decode("utf-8", errors="replace")) else "delimited"


def _beginning(path: Path) -> bytes:
    """The first bytes of a file. Raises DocumentError where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except IsADirectoryError:
        raise DocumentError(str(path), "is a folder", "give the path of a file") from None
    except OSError as error:
        raise DocumentError(path.name, f"cannot be opened ({error.strerror})", "check the path") from error


def _no_document(path: Path, head: bytes) -> DocumentError:
    """What is said of a binary file that is no document."""
    picture = next((name for mark, name in _PICTURES.items() if head.startswith(mark)), None)
    if picture is None:
        return DocumentError(path.name, "is a binary file of no known kind", _REMEDY)
    return DocumentError(path.name, f"is a picture ({picture})", f"{_REMEDY}; memlit digitize reads a figure")


def misnomer(path: Path, kind: str) -> DocumentError | None:
    """What is said of a file whose content is not what its name says, such as a publisher's page saved as paper.pdf."""
    named = KIND_OF_SUFFIX.get(path.suffix.lower(), kind)
    if named == kind or {named, kind} == {"html", "jats"}:
        return None
    problem = f"is {DOCUMENT_KINDS[kind].name} by its content and {DOCUMENT_KINDS[named].name} by its name"
    return DocumentError(path.name, problem, "fetch the document again, or name the file as what it is")


def is_latex(text: str) -> bool:
    """Whether a text is LaTeX: a line begins with a command that no table of values begins with."""
    return _LATEX.search(text) is not None


def _archive_kind(path: Path) -> str | None:
    """`latex` or `xlsx`, by the names in a zip archive; None for another and for one that is broken.

    Raises DocumentError for a Word document.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return None
    if any(name.lower().endswith((".tex", ".ltx")) for name in names):
        return "latex"
    if any(map(_WORD_TEXT.fullmatch, names)):
        raise DocumentError(path.name, "is a Word document, which is not read", SAVE_WORD_AS)
    return "xlsx" if any(name.startswith("xl/") for name in names) else None


def bytes_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file. Raises DocumentError where there are more than `most`."""
    if path.stat().st_size > most:
        raise DocumentError(path.name, f"is larger than {most // 1_000_000} MB", "split the file")
    return path.read_bytes()
