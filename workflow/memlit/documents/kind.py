"""Of which kind a document is."""

from __future__ import annotations

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
}


KIND_NAMES = {"pdf": "PDF", "jats": "XML", "html": "HTML", "delimited": "plain text", "xlsx": "XLSX"}


_REMEDY = "give a PDF, JATS XML, HTML, CSV, TSV or XLSX file"


def document_kind(path: Path) -> str:
    """`pdf`, `jats`, `html`, `xlsx` or `delimited`, told by the first bytes of the file, not by its name."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise DocumentError(path.name, f"cannot be opened ({error.strerror})", "check the path") from error
    if not head.strip():
        raise DocumentError(path.name, "is empty", _REMEDY)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
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
    return "delimited"
