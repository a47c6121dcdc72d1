"""A page or picture as SVG with the marks of a trace on it, their reasons listed beside it: for `--explain`."""

import base64
import io
import textwrap
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from printed.errors import PageError
from printed.geometry import Box
from printed.pdf.document import Document
from printed.trace import TraceMark

_SCALE = 2.0
"""Pixels of the picture for a point of the page."""
COLOURS = {"kept": "#1a7f37", "dropped": "#cf222e", "seen": "#6e7781", "read": "#0969da"}
"""By verdict; `read` is what came out of it."""
LIST_WIDTH = 330
_LINE = 13
"""Points between two lines of the list beside the page."""
LETTERS_A_LINE = 62

ListLine = tuple[str, str]
"""Colour and text of a line of the list."""


def explained(picture: str, size: tuple[float, float], shapes: Iterable[str], lines: Sequence[ListLine]) -> str:
    """The SVG: a picture (PNG in base64), shapes over it in its points or pixels, lines of text beside it."""
    width, height = size
    high = max(height, 24.0 + _LINE * len(lines))
    whole = width + LIST_WIDTH
    listed = (
        f'<text x="{width + 8:.1f}" y="{20 + _LINE * row}" fill="{colour}">{escape(text)}</text>'
        for row, (colour, text) in enumerate(lines)
    )
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole:.0f} {high:.0f}" '
            f'width="{1.5 * whole:.0f}" height="{1.5 * high:.0f}" font-family="sans-serif" font-size="9">',
            f'<rect width="{whole:.0f}" height="{high:.0f}" fill="#fff"/>',
            f'<image width="{width:.2f}" height="{height:.2f}" href="data:image/png;base64,{picture}"/>',
            *shapes,
            *listed,
            "</svg>\n",
        )
    )


def page_picture(path: Path, page: int) -> tuple[str, tuple[float, float]]:
    """The page as PNG in base64, its width and its height in points; blank where PDFium cannot draw it."""
    try:
        with Document.open(path) as document:
            sheet = document.page(page)
            return as_base64(sheet.picture(_SCALE)), sheet.size
    except PageError:
        return "", (595.0, 842.0)


def as_base64(picture: Any) -> str:
    """A PIL picture as PNG in base64."""
    stored = io.BytesIO()
    picture.save(stored, "PNG", optimize=True)
    return base64.b64encode(stored.getvalue()).decode("ascii")


def numbered_box(number: int, one: TraceMark) -> str:
    """The numbered box of a mark, its verdict and reason as title."""
    x0, y0, _, _ = one.box
    colour = COLOURS[one.verdict]
    dash = ' stroke-dasharray="3 2"' if one.verdict == "seen" else ""
    return (
        f'<g><title>{escape(_said(number, one))}</title><rect {placed(one.box)} fill="{colour}" fill-opacity="0.04" '
        f'stroke="{colour}"{dash}/>'
        f'<text x="{x0 + 2:.1f}" y="{max(y0 - 2, 8):.1f}" font-size="7" fill="{colour}">{number}</text></g>'
    )


def placed(box: Box) -> str:
    """The attributes of a rectangle of SVG at a box."""
    x0, y0, x1, y1 = box
    return f'x="{x0:.1f}" y="{y0:.1f}" width="{x1 - x0:.1f}" height="{y1 - y0:.1f}"'


def steps(marks: Sequence[TraceMark]) -> list[ListLine]:
    """The lines on the steps of a reader."""
    return [
        (COLOURS[one.verdict], line)
        for number, one in enumerate(marks, start=1)
        for line in wrapped(_said(number, one))
    ]


def _said(number: int, one: TraceMark) -> str:
    return f"{number} {one.step}: {one.verdict}{f', {one.reason}' if one.reason else ''}"


def wrapped(text: str) -> list[str]:
    """Text in lines that fit beside the page."""
    return textwrap.wrap(text, LETTERS_A_LINE)
