"""All tolerances of reading a picture of a page, each once: one frozen, validated object, `SIGHT`.

    >>> SIGHT.raised
    0.3

Heights of letters are shares of the height of a capital or figure of full size on the same line.
"""

from dataclasses import dataclass
from typing import ClassVar

from printed.tolerances import (
    Count,
    Degrees,
    Letters,
    Levels,
    Part,
    Points,
    Share,
    Times,
    ToleranceSection,
    tolerance,
)


@dataclass(frozen=True)
class SightSettings(ToleranceSection):
    """What is a rule, a letter's ink, raised or doubtful in the picture of a page."""

    RISING: ClassVar = (("small", "full"), ("level", "raised"), ("rule_thick", "rule_across", "rule_along"))

    dots_an_inch: Count = tolerance(225, "Dots an inch at which a page is drawn to be read.")
    cell_edge: Points = tolerance(1.5, "A cell is looked at with so much around it; rules and other cells stay out.")
    cell_ground: Points = tolerance(13.0, "Its picture is set on so much of its ground on each side.")
    box_ground: Points = tolerance(48.0, "A box that somebody drew is set on so much white on each side.")
    small_box: Points = tolerance(290.0, "A box that is less wide, a column of a page, is looked at twice as large.")
    most_skew: Degrees = tolerance(3.0, "A picture that is turned by more is read as it stands.")
    skew_step: Degrees = tolerance(0.1, "Steps at which its turn is looked for; a smaller turn is none.")

    rule_thick: Points = tolerance(3.2, "A line of ink that is not thicker may be a rule.")
    rule_across: Points = tolerance(16.0, "A rule from top to bottom is at least so long; letters are less high.")
    rule_along: Points = tolerance(20.0, "A rule from left to right is at least so long.")
    other_ground: Levels = tolerance(12, "What is darker or lighter than its surroundings by this may be a rule.")
    surroundings: Points = tolerance(6.0, "Surroundings of a dark rule reach so far.")
    stroke: Points = tolerance(3.0, "Strokes of letters are less thick.")

    contrast: Part = tolerance(0.4, "Ink differs from the ground by this share of the largest difference.")
    least_contrast: Levels = tolerance(40, "A line of text whose ink differs by less has none to measure.")
    speck: Points = tolerance(0.35, "Ink less wide and less high is dirt.")
    edge: Part = tolerance(0.2, "Ink at the edge, in so much of the height of a line's box, is of another line.")
    same_letter: Part = tolerance(0.6, "Pieces of ink over each other by this share of the smaller are one letter.")
    unmatched: Share = tolerance(0.9, "What it costs to leave a letter without ink, or ink without a letter.")
    several: Part = tolerance(0.2, "What each further piece of a letter, or letter of a piece, costs.")
    white: Times = tolerance(2.0, "How much white between the pieces of one letter costs beside its place.")
    odd_shape: Part = tolerance(0.5, "What it costs that a point is high, or a letter flat.")
    cut_reach: Part = tolerance(0.3, "Letters that touch are parted so near to where their widths part them.")
    unread: Part = tolerance(0.14, "Ink left over that is at least so high is a letter or point that was not read.")

    capital: Letters = tolerance(0.68, "Height of capitals and figures.")
    low_letter: Part = tolerance(0.68, "Height of a letter such as x, where it stands alone.")
    low_at_most: Part = tolerance(0.74, "Height of a letter such as x in any type.")
    like_tallest: Part = tolerance(0.86, "Capitals and figures that reach so high beside the tallest are of full size.")
    full: Part = tolerance(0.86, "A letter at least so high is of full size.")
    small: Part = tolerance(0.84, "A raised or lowered letter is less high.")
    level: Part = tolerance(0.13, "A letter that stands less above or below the line stands on it.")
    raised: Part = tolerance(0.3, "A raised letter begins at least so far over the line.")
    lowered: Part = tolerance(0.1, "A lowered letter reaches at least so far below the line.")
    sign_raised: Part = tolerance(0.6, "A sign beside a raised letter whose middle stands higher is raised too.")
    dash: Part = tolerance(0.2, "A minus is less high; a tilde is higher.")
    flat: Part = tolerance(0.32, "A point is less high, a figure higher.")

    apart: Letters = tolerance(0.45, "Letters that stand further apart are of two words.")
    together: Letters = tolerance(0.1, "Letters nearer than this are of one word although a blank was read.")
    sure: Part = tolerance(0.5, "A letter that the models read with less confidence is doubtful.")
    same_ink: Part = tolerance(0.6, "A line of text whose ink was read in another by this share was read twice.")
    into_next: Part = tolerance(0.2, "A letter read by itself reaches less far into those of the line it belongs to.")
    script_box: Part = tolerance(
        0.6, "A letter read by itself stands for a cut one of a line that is nearer than this."
    )


SIGHT = SightSettings()
"""The tolerances in use."""
