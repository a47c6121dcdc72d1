"""Letters whose ink is not as large as that of the letter that their font tells: a blank with ink, a flat figure.

Where publishers lose a sign, a table of letters has a blank or a figure for it: a raised minus is a blank, or 2, a sign
of multiplication 3, an ohm V. The box of the glyph, which costs nothing to ask, tells most of them.
"""

from dataclasses import dataclass

from printed.pdf.settings import PAGES

BLANKS = frozenset((0x20, 0xA0, 0xAD, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x3000, 0xFEFF))
"""Codes of what prints nothing, the soft hyphen among them."""
_FIGURES = frozenset(map(ord, "0123456789"))
_WITHOUT_TAIL = frozenset(map(ord, "ml"))
_FOR_AN_OHM = frozenset(map(ord, "UVWX"))
"""Letters that lists of letters have for an ohm, which is as large."""
OFTEN_WRONG = BLANKS | _FIGURES | _WITHOUT_TAIL | _FOR_AN_OHM
"""Codes that stand for a lost sign in publishers' files."""


@dataclass(frozen=True, slots=True)
class InkSize:
    """The box of a glyph, in units of the type size. tail: how far it reaches below the baseline."""

    width: float
    height: float
    tail: float

    def is_filled(self, width: float, height: float) -> bool:
        """Whether ink of that width and height fills the box; a line that crosses a blank does not."""
        slack = PAGES.box_slack
        return abs(self.width - width) < slack and abs(self.height - height) < slack


def is_odd(code: int, ink: InkSize) -> bool:
    """Whether a glyph of that box may print another letter than that of the code; to be decided by its ink.

    >>> is_odd(ord("2"), InkSize(0.6, 0.05, 0.0)), is_odd(ord("2"), InkSize(0.45, 0.68, 0.0))
    (True, False)
    """
    if code in BLANKS:
        return ink.height > PAGES.blank_ink
    if code in _FIGURES:
        return ink.height < PAGES.figure_ink
    if code in _WITHOUT_TAIL:
        return ink.tail > PAGES.tail_of_letter
    return code in _FOR_AN_OHM
