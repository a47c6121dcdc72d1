"""Which of the files that an export names are documents of a paper: told by their bytes, never by their names."""

from __future__ import annotations

import csv
import zlib
from pathlib import Path

from memlit.documents.kind import GZIP_MARK, ZIP_MARK, archive_kind, is_latex

HEAD_BYTES = 65_536
"""A file is known by its beginning."""


def is_document(path: Path) -> bool:
    """Whether the file is a PDF, LaTeX, a JATS article, an HTML page, a Word or Excel file or a delimited table.

    Other text is none, whatever its name: an export may name any file of the machine.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return False
    if b"%PDF-" in head[:1024]:
        return True
    if head.startswith(ZIP_MARK):
        return archive_kind(path) is not None
    if head.startswith(GZIP_MARK):
        return _is_latex_archive(head)
    text = _text(head)
    if text is None:
        return False
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<"):
        return any(mark in start for mark in ("<!doctype html", "<html", "<article"))
    return is_latex(text) or _is_delimited(text, is_whole=len(head) < HEAD_BYTES)


def _is_latex_archive(head: bytes) -> bool:
    """Whether gzip packed a LaTeX text, or files of which a .tex file is among the first."""
    try:
        start = zlib.decompressobj(wbits=31).decompress(head, 4 * HEAD_BYTES)
    except zlib.error:
        return False
    if start[257:262] == b"ustar":
        return b".tex\0" in start
    return is_latex(start.decode("utf-8", errors="replace"))


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
