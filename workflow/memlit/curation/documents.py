"""Which of the files that an export names are documents of a paper: told by their bytes, never by their names."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

HEAD_BYTES = 65_536
"""A file is known by its beginning."""


def is_document(path: Path) -> bool:
    """Whether the file is a PDF, a JATS article, an HTML page, a Word or Excel file or a delimited table.

    Other text is none, whatever its name: an export may name any file of the machine.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return False
    if b"%PDF-" in head[:1024]:
        return True
    if head.startswith(b"PK\x03\x04"):
        return _is_office(path)
    text = _text(head)
    if text is None:
        return False
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<"):
        return any(mark in start for mark in ("<!doctype html", "<html", "<article"))
    return _is_delimited(text, is_whole=len(head) < HEAD_BYTES)


def _is_office(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (OSError, zipfile.BadZipFile):
        return False
    return bool(names & {"word/document.xml", "xl/workbook.xml"})


def _text(head: bytes) -> str | None:
    """The beginning of a text, None where it is none; a character that is cut at its end does not count."""
    is_utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = head.decode("utf-16" if is_utf16 else "utf-8", errors="replace")
    return None if "\0" in text or "\ufffd" in text[:-4] else text


def _is_delimited(text: str, is_whole: bool) -> bool:
    """Two rows or more, all of the same two cells or more."""
    lines = [line for line in text.splitlines() if line.strip()]
    rows = lines if is_whole else lines[:-1]
    for delimiter in ",;\t":
        widths = {len(row) for row in csv.reader(rows, delimiter=delimiter)}
        if len(rows) > 1 and len(widths) == 1 and widths.pop() > 1:
            return True
    return False
