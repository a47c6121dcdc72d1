"""What was seen on a part of a page, as it is kept: letters with their ink, rules, and by which models.

Lengths are points, places are counted from the top left of the page as displayed, of the picture set straight.
"""

import math
from dataclasses import dataclass, field
from typing import Literal

from printed.geometry import Box, Rule, around

SeenOf = Literal["picture", "cell", "box"]
"""Of what: a picture on a page, whose letters stand nowhere else; a cell whose letters the text layer has too; a box
that somebody drew round a table, which is read as a page of its own."""
Slip = Literal["unread-ink", "letter-without-ink", "odd-letter", "low-confidence"]
"""Why a reading is doubtful. unread-ink: ink that no letter stands for; letter-without-ink: a letter for which there is
none; odd-letter: its ink is not as high as such a letter is; low-confidence: as the models say."""


@dataclass(frozen=True, slots=True)
class SeenText:
    """One piece of text, its letters from left to right.

    boxes: the ink of each letter of `text` that is no blank; base, size: its baseline, and its type size; confidence:
    that of the least sure letter, 0 to 1; raised, lowered, undecided: places of letters among `boxes`; slips: what is
    doubtful in it.
    """

    text: str
    boxes: tuple[Box, ...]
    base: float
    size: float
    confidence: float
    raised: tuple[int, ...] = ()
    lowered: tuple[int, ...] = ()
    undecided: tuple[int, ...] = ()
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenArea:
    """What was seen in one part of a page. skew: degrees by which the picture was turned to set it straight."""

    page: int
    box: Box
    dots_an_inch: int
    skew: float = 0.0
    texts: tuple[SeenText, ...] = ()
    horizontal: tuple[Rule, ...] = field(default=())
    vertical: tuple[Rule, ...] = field(default=())
    of: SeenOf = "picture"

    def on_page(self, box: Box) -> Box:
        """A box of the picture set straight on the page as displayed: around its corners."""
        if not self.skew:
            return box
        middle_x, middle_y = (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2
        cos, sin = math.cos(math.radians(self.skew)), math.sin(math.radians(self.skew))
        corners = [(x - middle_x, y - middle_y) for x in box[::2] for y in box[1::2]]
        return around((middle_x + x * cos - y * sin, middle_y + x * sin + y * cos) for x, y in corners)
