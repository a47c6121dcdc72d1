"""A page with the letters and rules that were seen in pictures on it, for those who read a page as it prints."""

import statistics
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal

from printed.geometry import Box, holds, middle_of
from printed.ocr.model import SeenArea, SeenText
from printed.ocr.settings import SIGHT
from printed.pdf.characters import Char, PageCharacters
from printed.pdf.document import Page
from printed.pdf.lines import Word, read_text
from printed.pdf.rules import PageDrawing
from printed.pdf.runs_and_scripts import attach_scripts, make_runs


class PageWithPictures(Page):
    """A page of an open document on which the letters seen in areas stand instead of what its text layer has there."""

    def __init__(self, page: Page, areas: Sequence[SeenArea]) -> None:
        super().__init__(None, "", page.number)
        self._page = page
        self.areas = areas

    @property
    def handle(self) -> Any:
        """The page as pypdfium2 gives it."""
        return self._page.handle

    @cached_property
    def displayed(self) -> PageCharacters:
        """The characters as the page shows them, those of its areas as they were seen."""
        printed = self._page.displayed
        chars = [char for char in printed.chars if not self._is_seen(char.box)]
        for area in self.areas:
            for text in area.texts:
                # White between two texts, so that none goes on with the other.
                chars += [*_letters(text), _blank_behind(text)]
        return PageCharacters(printed.width, printed.height, chars, 0, printed.truncated)

    @cached_property
    def drawing(self) -> PageDrawing:
        """What the page draws besides its areas, and the rules that were seen in them."""
        drawn = self._page.drawing
        return PageDrawing(
            [rule for rule in drawn.horizontal if not self._is_seen((rule.lo, rule.at, rule.hi, rule.at))]
            + [rule for area in self.areas for rule in area.horizontal],
            [rule for rule in drawn.vertical if not self._is_seen((rule.at, rule.lo, rule.at, rule.hi))]
            + [rule for area in self.areas for rule in area.vertical],
            [fill for fill in drawn.fills if not self._is_seen(fill.box)],
            [box for box in drawn.graphics if not self._is_seen(box)],
            [box for box in drawn.images if not self._is_seen(box)],
            drawn.truncated,
        )

    def area_of(self, box: Box) -> SeenArea | None:
        """The area in which the middle of a box lies."""
        return next((area for area in self.areas if holds(area.box, *middle_of(box))), None)

    def _is_seen(self, box: Box) -> bool:
        return self.area_of(box) is not None


class PageOfBox(Page):
    """What stands in a box of a page, as a page of its own: as it was seen there, else as the text layer has it."""

    def __init__(self, page: Page, area: SeenArea) -> None:
        super().__init__(None, "", page.number)
        self._page = page
        self.area = area

    @property
    def handle(self) -> Any:
        """The page as pypdfium2 gives it."""
        return self._page.handle

    @cached_property
    def displayed(self) -> PageCharacters:
        """The characters in the box."""
        printed = self._page.displayed
        chars = [char for text in self.area.texts for char in (*_letters(text), _blank_behind(text))]
        if not chars:
            chars = [char for char in printed.chars if holds(self.area.box, *middle_of(char.box))]
        return PageCharacters(printed.width, printed.height, chars)

    @cached_property
    def drawing(self) -> PageDrawing:
        """The rules in the box."""
        if self.area.texts:
            return PageDrawing(list(self.area.horizontal), list(self.area.vertical))
        drawn, box = self._page.drawing, self.area.box
        return PageDrawing(
            [rule for rule in drawn.horizontal if holds(box, (rule.lo + rule.hi) / 2, rule.at)],
            [rule for rule in drawn.vertical if holds(box, rule.at, (rule.lo + rule.hi) / 2)],
            [fill for fill in drawn.fills if holds(box, *middle_of(fill.box))],
        )


def words_seen(area: SeenArea, page: Page) -> list[Word]:
    """The words seen in an area of a page by themselves, from top to bottom."""
    width, height = page.size
    chars = [char for text in area.texts for char in (*_letters(text), _blank_behind(text))]
    lines = read_text(PageCharacters(width, height, chars), attach_scripts(make_runs(chars))).lines
    return [word for line in lines for word in line.words]


def _letters(text: SeenText) -> Iterator[Char]:
    """The letters of a text as characters: of one size on one line, but for those that are raised or lowered.

    Letters of one word touch, whatever white their ink leaves, for the models say where a word ends.
    """
    printed = [letter for letter in text.text if letter != " "]
    starts, ends = _advances(text)
    n_before = 0
    for letter in text.text:
        if letter == " ":
            place = n_before
            if _is_blank(text, place):
                last = text.boxes[place - 1]
                yield Char(" ", last, ends[place - 1], ends[place - 1], text.base, 0.0, 0)
            continue
        place = n_before
        n_before += 1
        base, size = text.base, text.size
        if place in text.raised or place in text.lowered:
            base, size = _script_geometry(text, place, printed)
        raised_by: Literal["baseline", "nothing"] = "nothing" if place in text.undecided else "baseline"
        yield Char(letter, text.boxes[place], starts[place], ends[place], base, size, 0, raised_by)


def _script_geometry(text: SeenText, place: int, printed: Sequence[str]) -> tuple[float, float]:
    """Baseline and type size of a raised or lowered letter: those of all that stand beside each other as one script."""
    scripts = text.raised if place in text.raised else text.lowered
    first = last = place
    while first - 1 in scripts:
        first -= 1
    while last + 1 in scripts:
        last += 1
    group = range(first, last + 1)
    boxes = [text.boxes[k] for k in group if printed[k].isalnum()] or [text.boxes[k] for k in group]
    height = max(box[3] - box[1] for box in boxes)
    return statistics.median(box[3] for box in boxes), min(height / SIGHT.capital, SIGHT.small * text.size)


def _advances(text: SeenText) -> tuple[list[float], list[float]]:
    """Where each letter begins and ends: within a word in the middle of the white between two."""
    starts = [box[0] for box in text.boxes]
    ends = [box[2] for box in text.boxes]
    scripts = {*text.raised, *text.lowered}
    for place, (left, right) in enumerate(pairwise(text.boxes)):
        is_near = right[0] - left[2] < SIGHT.apart * text.size or place + 1 in scripts
        if is_near and not _is_blank(text, place + 1):
            ends[place] = starts[place + 1] = (left[2] + right[0]) / 2
    return starts, ends


def _is_blank(text: SeenText, place: int) -> bool:
    """Whether a word ends before the letter at a place: a blank was read there, and white is seen."""
    n_before = 0
    for letter in text.text:
        if letter != " ":
            n_before += 1
        elif n_before == place:
            white = text.boxes[place][0] - text.boxes[place - 1][2]
            return white > SIGHT.together * text.size
    return False


def _blank_behind(text: SeenText) -> Char:
    last = text.boxes[-1]
    return Char(" ", last, last[2], last[2], text.base, 0.0, 0)
