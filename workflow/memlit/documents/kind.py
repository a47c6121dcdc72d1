"""Of which kind a document is."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from memlit.errors import DocumentError

KIND_OF_SUFFIX = {
    ".pdf": "pdf",
    ".xml": "jats",
    ".html": "html",
    ".htm": "html",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".xlsx": "xlsx",
    ".tex": "latex",
    ".zip": "latex",
    ".gz": "latex",
    ".tgz": "latex",
}


KIND_NAMES = {
    "pdf": "PDF",
    "jats": "XML",
    "html": "HTML",
    "delimited": "plain text",
    "xlsx": "XLSX",
    "latex": "LaTeX",
}


ZIP_MARK, GZIP_MARK = b"PK\x03\x04", b"\x1f\x8b"
HEAD = 65_536
_REMEDY = "give a PDF, LaTeX, JATS XML, HTML, CSV, TSV or XLSX file"
_LATEX = re.compile(
    r"^[ \t]*\\(?:document(?:class|style)|usepackage|(?:sub){0,2}section|chapter|begin|input|include|newcommand|title"
    r"|def|caption|toprule|hline)(?![A-Za-z])",
    re.MULTILINE,
)


def document_kind(path: Path) -> str:
    """`pdf`, `jats`, `html`, `xlsx`, `latex` or `delimited`, told by the beginning of the file, not by its name.

    `latex` is also an archive: a .zip with a .tex file in it, and whatever gzip packed.
    """
    try:
        with path.open("rb") as file:
            whole = file.read(HEAD)
    except OSError as error:
        raise DocumentError(path.name, f"cannot be opened ({error.strerror})", "check the path") from error
    head = whole[:4096]
    if not head.strip():
        raise DocumentError(path.name, "is empty", _REMEDY)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(ZIP_MARK):
        return "latex" if has_latex(path) else "xlsx"
    if head.startswith(GZIP_MARK):
        return "latex"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(path.name, "is an old or encrypted Office file", "save it as XLSX without a password")
    start = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", errors="replace")
    start = start.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<"):
        is_html = (
            "<!doctype html" in start or "<html" in start or not start.startswith(("<?xml", "<!doctype", "<article"))
        )
        return "html" if is_html and "<article" not in start.split(">")[0] else "jats"
    if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise DocumentError(path.name, "is a binary file of no known kind", _REMEDY)
    return "latex" if is_latex(whole.decode("utf-8", errors="replace")) else "delimited"


def is_latex(text: str) -> bool:
    """Whether a text is LaTeX: a line begins with a command that no table of values begins with."""
    return _LATEX.search(text) is not None


def has_latex(path: Path) -> bool:
    """Whether a file is a zip archive with a LaTeX source in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.lower().endswith((".tex", ".ltx")) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return False
