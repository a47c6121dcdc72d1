"""Letters drawn as forms that are named after their glyph: what matplotlib before 3.11 makes of Type 3 letters beyond
Latin-1, among them its minus sign, `/F1-DejaVuSans-minus Do`. No text of the page holds them.
"""

import math
import re

import numpy as np

from figcurves.paths.drawing import DrawnPath
from figcurves.paths.words import PlacedChar
from figcurves.settings import WORDS
from printed.geometry import Matrix
from printed.symbols import UNREADABLE

EM = 1000.0
"""Units of a glyph's outline in one letter size."""
_NAME = re.compile(r"^/(?P<font>F\d+-)?[A-Za-z]\w*(?:-[A-Za-z]\w*)*-(?P<glyph>[A-Za-z][\w.]*)$")


def form_letter(name: str, matrix: Matrix, drawn: list[DrawnPath]) -> PlacedChar | None:
    """The letter that a form of this name drew with these paths; U+FFFD where its name says none; None for no letter.

    matrix: from the form to the displayed page.
    """
    found = _NAME.match(name)
    size = math.hypot(matrix[2], matrix[3]) * EM
    filled = [path for path in drawn if path.fill is not None and path.stroke is None]
    if found is None or not filled or len(filled) != len(drawn) or not WORDS.form[0] <= size <= WORDS.form[1]:
        return None
    text = _letter(found["glyph"])
    if text == UNREADABLE and not found["font"]:
        return None
    points = np.array([path.box for path in filled])
    (x0, y0), (x1, y1) = points[:, :2].min(axis=0).tolist(), points[:, 2:].max(axis=0).tolist()
    angle = round(math.degrees(math.atan2(matrix[1], matrix[0]))) % 360
    color = filled[0].fill
    return PlacedChar(text, matrix[4], matrix[5], (x0, y0, x1, y1), size, angle, color.rgb if color else None)


def _letter(glyph: str) -> str:
    """The letter of a glyph's name in Adobe's list, or written by its number (`uni03BC`)."""
    from pdfminer.encodingdb import name2unicode
    from pdfminer.pdfexceptions import PDFKeyError

    try:
        text: str = name2unicode(glyph)
    except PDFKeyError:
        return UNREADABLE
    return text if len(text) == 1 and text.isprintable() else UNREADABLE
