"""All tolerances of the paragraphs of a PDF page: one frozen, validated object, `BLOCKS` (the page of tolerances).

    >>> BLOCKS.line_step
    1.85

Lengths of type are multiples of the type size, so that they hold for every size of print; others are points of a page.
"""

from dataclasses import dataclass
from typing import ClassVar

from printed.tolerances import Letters, Points, Share, ToleranceSection, tolerance


@dataclass(frozen=True)
class BlockSettings(ToleranceSection):
    """What is one line, and one paragraph, of the running text of a PDF."""

    RISING: ClassVar = (("same_line", "line_step"),)

    same_line: Letters = tolerance(0.45, "Runs whose baselines differ less stand on one line.")
    run_back: Letters = tolerance(1.5, "A run that begins further back than the end of the line begins another.")
    run_gap: Letters = tolerance(2.5, "A run that begins further behind the end of the line begins another.")
    least_size: Share = tolerance(0.9, "A run that is smaller makes the type of its line smaller by no more than this.")
    same_type: Share = tolerance(0.07, "Lines of one paragraph differ less in the size of their type.")
    line_step: Letters = tolerance(1.85, "Lines of one paragraph stand closer below each other.")
    letter_back: Points = tolerance(1.0, "A letter that begins further back than the line before begins another box.")


BLOCKS = BlockSettings()
"""The tolerances in use."""
