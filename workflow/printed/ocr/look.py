"""From the picture of a part of a page to what was seen there."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from printed.geometry import Box, Rule, intersect, sides_of
from printed.ocr.engine import CARET, ReadLine, lines_in_picture
from printed.ocr.ink import InkOfLine, ink_of_line
from printed.ocr.matching import OCR_DASHES
from printed.ocr.model import SeenArea, SeenText, Slip
from printed.ocr.once import MeasuredLine, is_same_ink, once
from printed.ocr.raster import Gray, rules_of, skew_of, turned
from printed.ocr.scripts import TALL, Scripts, scripts_of
from printed.ocr.settings import SIGHT
from printed.pdf.document import POINTS_AN_INCH, Page


def look_at(page: Page, box: Box | None = None) -> SeenArea:
    """What is seen in a part of a page, or on all of it. box: in points, from the top left of the page as displayed."""
    width, height = page.size
    whole = (0.0, 0.0, width, height)
    shown = intersect(whole, box) if box else whole
    scale = SIGHT.dots_an_inch / POINTS_AN_INCH
    part, left, top = _drawn(page, shown, scale)
    seen = look_at_page(part, scale)
    return SeenArea(
        page.number,
        _rounded(shown),
        SIGHT.dots_an_inch,
        seen.skew,
        tuple(_placed(text, left, top, scale) for text in seen.texts),
        tuple(_placed_rule(rule, top, left, scale) for rule in seen.horizontal),
        tuple(_placed_rule(rule, left, top, scale) for rule in seen.vertical),
    )


def look_at_cell(page: Page, box: Box) -> SeenArea:
    """What is seen in a cell of a table, which stands straight; box: in points, as that of `look_at`.

    Its letters stand on a wide ground of their own, for the models find no lines of text at the edge of a picture.
    """
    edge = SIGHT.cell_edge
    scale = SIGHT.dots_an_inch / POINTS_AN_INCH
    part, left, top = _drawn(page, (box[0] - edge, box[1] - edge, box[2] + edge, box[3] + edge), scale)
    wide = round(SIGHT.cell_ground * scale)
    ground = np.median(part, axis=(0, 1)).astype(np.uint8) if part.size else 255
    framed = np.full((part.shape[0] + 2 * wide, part.shape[1] + 2 * wide, 3), ground, np.uint8)
    framed[wide:-wide, wide:-wide] = part
    seen = _seen_straight(framed, scale, 0.0)
    texts = tuple(_placed(text, left - wide, top - wide, scale) for text in seen.texts)
    return SeenArea(page.number, _rounded(box), SIGHT.dots_an_inch, texts=texts, of="cell")


def look_at_box(page: Page, box: Box) -> SeenArea:
    """What is seen in a box that somebody drew; box: in points, as that of `look_at`.

    It is set on white, so that nothing hangs on where its edge runs; a small one is looked at twice as large.
    """
    width, height = page.size
    shown = intersect((0.0, 0.0, width, height), box)
    times = 2 if shown[2] - shown[0] < SIGHT.small_box else 1
    dots = SIGHT.dots_an_inch * times
    scale = dots / POINTS_AN_INCH
    part, left, top = _drawn(page, shown, scale)
    wide = round(SIGHT.box_ground * scale)
    framed = np.full((part.shape[0] + 2 * wide, part.shape[1] + 2 * wide, 3), 255, np.uint8)
    framed[wide:-wide, wide:-wide] = part
    seen = look_at_page(framed, scale)
    return SeenArea(
        page.number,
        _rounded(shown),
        dots,
        seen.skew,
        tuple(_placed(text, left - wide, top - wide, scale) for text in seen.texts),
        tuple(_placed_rule(rule, top - wide, left - wide, scale) for rule in seen.horizontal),
        tuple(_placed_rule(rule, left - wide, top - wide, scale) for rule in seen.vertical),
        of="box",
    )


def _drawn(page: Page, box: Box, scale: float) -> tuple[Any, int, int]:
    """The picture of what of a box lies on a page, and where it begins on that of the page, in pixels."""
    width, height = page.size
    x0, y0, x1, y1 = intersect((0.0, 0.0, width, height), box)
    left, top = math.floor(x0 * scale), math.floor(y0 * scale)
    picture = np.asarray(page.picture(scale))
    return picture[top : math.ceil(y1 * scale), left : math.ceil(x1 * scale)], left, top


def _rounded(box: Box) -> Box:
    x0, y0, x1, y1 = (round(end, 1) for end in box)
    return x0, y0, x1, y1


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen in a picture set straight by `skew` degrees, in pixels."""

    skew: float
    texts: tuple[SeenText, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]


def look_at_page(picture: Any, scale: float) -> Seen:
    """What is seen in a picture (rows x columns x red, green, blue); scale: pixels a point."""
    skew = skew_of(_gray(picture))
    return _seen_straight(turned(picture, skew), scale, skew)


def _seen_straight(straight: Any, scale: float, skew: float) -> Seen:
    """What is seen in a picture that was set straight by `skew` degrees."""
    import cv2

    cv2.setNumThreads(1)
    gray = _gray(straight)
    horizontal, vertical, mask = rules_of(gray, scale)
    kept = once([_measured(gray, mask, line, scale) for line in lines_in_picture(straight)])
    scripts = [scripts_of(line.text.replace(" ", ""), ink.boxes) for line, ink in kept]
    usual = statistics.median([one.capital for one in scripts if one] or [SIGHT.capital * 8 * scale])
    taken = [box for _, ink in kept for box in ink.boxes if box]
    texts = [_text(line, ink, found, usual, taken) for (line, ink), found in zip(kept, scripts, strict=True)]
    return Seen(skew, tuple(texts), tuple(horizontal), tuple(vertical))


def _measured(gray: Gray, rules: Gray, line: ReadLine, scale: float) -> MeasuredLine:
    """A line with its ink; without the caret that the models put before a raised figure, where that fits better."""
    speck = SIGHT.speck * scale
    ink = ink_of_line(gray, rules, line, speck)
    bare = line.without(CARET)
    if bare is not None:
        other = ink_of_line(gray, rules, bare, speck)
        if other.cost < ink.cost:
            return bare, other
    return line, ink


def _gray(picture: Any) -> Any:
    import cv2

    return cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_RGB2GRAY)


def _text(line: ReadLine, ink: InkOfLine, found: Scripts | None, usual: float, taken: Sequence[Box]) -> SeenText:
    """A line with the ink of its letters; usual: the height of a capital elsewhere; taken: ink of all letters."""
    letters = line.text.replace(" ", "")
    boxes = tuple(box or _guessed(line, k) for k, box in enumerate(ink.boxes))
    middle = statistics.median((box[1] + box[3]) / 2 for box in boxes)
    found = found or Scripts(middle + usual / 2, usual)
    slips = tuple(dict.fromkeys(_slips(line, letters, ink, found, taken)))
    return SeenText(
        line.text,
        boxes,
        found.base,
        found.capital / SIGHT.capital,
        min(line.confidences),
        found.raised,
        found.lowered,
        found.undecided,
        slips,
    )


def _guessed(line: ReadLine, place: int) -> Box:
    """Where a letter without ink of its own stands: around its middle."""
    half = (line.box[3] - line.box[1]) / 8
    return line.middles[place] - half, line.box[1], line.middles[place] + half, line.box[3]


def _slips(line: ReadLine, letters: str, ink: InkOfLine, found: Scripts, taken: Sequence[Box]) -> list[Slip]:
    slips: list[Slip] = []
    unread = [box for box in ink.unread if _is_letter(box, found)]
    if any(not any(is_same_ink(box, other) for other in taken) for box in unread):
        slips.append("unread-ink")
    if any(box is None for box in ink.boxes):
        slips.append("letter-without-ink")
    if any(box and _is_odd(letter, box, found.capital) for letter, box in zip(letters, ink.boxes, strict=True)):
        slips.append("odd-letter")
    if min(line.confidences) < SIGHT.sure:
        slips.append("low-confidence")
    return slips


def _is_letter(box: Box, found: Scripts) -> bool:
    """Whether ink that no letter stands for is large enough to be one, and stands where letters do."""
    size = max(sides_of(box)) / found.capital
    middle = (found.base - (box[1] + box[3]) / 2) / found.capital
    return size > SIGHT.unread and -0.4 < middle < 1.4


def _is_odd(letter: str, box: Box, capital: float) -> bool:
    """Whether the ink of a letter is not as high as such letters are: a high point, a flat figure."""
    height = (box[3] - box[1]) / capital
    if letter in TALL:
        return height < SIGHT.flat
    if letter in OCR_DASHES:
        return height > SIGHT.dash
    return letter in ".·" and height > SIGHT.flat


def _points(pixel: float, start: float, scale: float) -> float:
    return round((pixel + start) / scale, 1)


def _placed_rule(rule: Rule, across: float, along: float, scale: float) -> Rule:
    """A rule of a picture in points on its page; across, along: where the picture begins on the page, in pixels."""
    return Rule(_points(rule.at, across, scale), _points(rule.lo, along, scale), _points(rule.hi, along, scale))


def _placed(text: SeenText, left: float, top: float, scale: float) -> SeenText:
    """A text of a picture in points on its page."""
    boxes = tuple(
        (
            _points(box[0], left, scale),
            _points(box[1], top, scale),
            _points(box[2], left, scale),
            _points(box[3], top, scale),
        )
        for box in text.boxes
    )
    base, size = _points(text.base, top, scale), round(text.size / scale, 1)
    return SeenText(
        text.text,
        boxes,
        base,
        size,
        round(text.confidence, 2),
        text.raised,
        text.lowered,
        text.undecided,
        text.slips,
    )
