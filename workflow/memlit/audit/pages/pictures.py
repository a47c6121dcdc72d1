"""Page images: where the licence allows them, of the very file that was read."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from pathlib import Path

from memlit.documents.pdf.opened import POINTS_AN_INCH, drawn, opened
from memlit.errors import MemlitError
from memlit.files import sha256_of
from memlit.worker import read_safely

DPI = 110.0
COLOURS = 32
OPEN_LICENCE = re.compile(
    r"CC0([ -]1\.0)?|CC[ -]BY([ -]NC)?([ -]SA)?([ -][1-4]\.0)?|public domain|MIT|Apache[ -]2\.0|BSD-[23]-Clause", re.I
)
"""Licences that let anybody pass a page on, for some not commercially; nothing that forbids changes."""
REMARK = re.compile(r"\s*\((?![^)]*\b(?:except|only|not|no|without|unless|but)\b)[^)]*\)$", re.I)
"""Where a licence was seen, in brackets behind it; words that may narrow it are no such remark."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a data URI, with its size in points."""

    uri: str
    width: float
    height: float


def is_open(licence: str | None) -> bool:
    """Whether a document's licence, as its entry or source.yaml names it, lets its pages be shown to others."""
    return licence is not None and OPEN_LICENCE.fullmatch(REMARK.sub("", licence.strip())) is not None


def may_show(setting: str, licence: str | None) -> bool:
    """Whether pages may be shown under `audit.images`: open, local or none."""
    return setting == "local" or (setting == "open" and is_open(licence))


def is_the_file(path: Path, sha256: str | None) -> bool:
    """Whether the file that was read is at hand, unchanged; a datum without a digest takes any."""
    return path.is_file() and sha256 in (None, sha256_of(path))


def page_picture(path: Path, page: int) -> Picture | None:
    """A page of a PDF, None where it cannot be drawn."""
    try:
        png, width, height = read_safely(path, draw_page, path, page)
    except MemlitError:
        return None
    return Picture(png_uri(png), width, height)


def png_uri(png: bytes) -> str:
    """A PNG file as a `data:` address, so that the page stands alone."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def draw_page(path: Path, page: int) -> tuple[bytes, float, float]:
    """PNG of a page in few colours, with its width and height in points, for the reader process."""
    out = io.BytesIO()
    with opened(path) as document:
        sheet = document[page - 1]
        width, height = sheet.get_size()
        drawn(sheet, DPI / POINTS_AN_INCH).quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue(), float(width), float(height)
