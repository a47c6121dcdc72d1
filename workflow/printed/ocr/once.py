"""Each ink read once: lines that were read twice, and raised or lowered letters that were read by themselves."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from printed.geometry import Box, area, intersect, overlap
from printed.ocr.engine import ReadLine
from printed.ocr.ink import InkOfLine
from printed.ocr.settings import SIGHT

MeasuredLine = tuple[ReadLine, InkOfLine]
_CUT_OFF = frozenset("_,.'`-’‘")
"""What the models read of a letter of which a line's box shows the upper or the lower end."""
_POINTS = frozenset(".,-")
"""Those of them that a number may hold."""
_ALONE = 2
"""Letters that are read by themselves are not more."""
_LIKE_CAPITALS = frozenset("COSVWXZ")


def once(lines: Sequence[MeasuredLine]) -> list[MeasuredLine]:
    """The lines, in their order, without those whose ink a line with more letters has.

    Where a letter of a line is the cut end of one that was read by itself, that one takes its place.
    """
    kept: dict[int, MeasuredLine] = {}
    for k in sorted(range(len(lines)), key=lambda k: (-len(lines[k][0].middles), k)):
        line, ink = lines[k]
        near = [other for other in kept if area(intersect(line.box, kept[other][0].box))]
        if _taken_into(kept, near, lines[k]):
            continue
        own = [box for box in ink.boxes if box]
        others = [box for other in near for box in kept[other][1].boxes if box]
        again = sum(any(is_same_ink(box, other) for other in others) for box in own)
        if not own or again < SIGHT.same_ink * len(own):
            kept[k] = lines[k]
    return [kept[k] for k in sorted(kept)]


def _taken_into(kept: dict[int, MeasuredLine], near: Sequence[int], alone: MeasuredLine) -> bool:
    """Put letters read by themselves into the line that has their cut ends, or else a gap for them, if one has."""
    for other in near:
        place = _cut_letter(kept[other], alone)
        if place is not None:
            at = _position(kept[other][0].text, place)
            kept[other] = _with_letters(kept[other], alone, slice(place, place + 1), slice(at, at + 1))
            return True
    for other in near:
        place = _gap_for(kept[other], alone)
        if place is not None:
            at = _position(kept[other][0].text, place)
            kept[other] = _with_letters(kept[other], alone, slice(place + 1, place + 1), slice(at + 1, at + 1))
            return True
    return False


def _with_letters(whole: MeasuredLine, alone_at: MeasuredLine, places: slice, at: slice) -> MeasuredLine:
    """A line with letters read by themselves instead of those at `places`, blanks not counted, and `at` of its text."""
    (line, own), (alone, ink) = whole, alone_at
    mended = replace(
        line,
        text=line.text[: at.start] + _lowered(alone) + line.text[at.stop :],
        middles=(*line.middles[: places.start], *alone.middles, *line.middles[places.stop :]),
        confidences=(*line.confidences[: places.start], *alone.confidences, *line.confidences[places.stop :]),
    )
    return mended, replace(own, boxes=(*own.boxes[: places.start], *ink.boxes, *own.boxes[places.stop :]))


def is_same_ink(box: Box, other: Box) -> bool:
    """Whether two boxes of ink lie on each other."""
    return overlap(box, other, SIGHT.same_ink)


def _cut_letter(whole: MeasuredLine, alone: MeasuredLine) -> int | None:
    """The place of the letter of a line that is the cut end of what was read by itself: it has its ink, or none."""
    (line, ink), (other, own) = whole, alone
    if len(other.middles) > _ALONE or len(line.middles) <= len(other.middles) or None in own.boxes:
        return None
    middle = (other.box[0] + other.box[2]) / 2
    place = min(range(len(line.middles)), key=lambda k: abs(line.middles[k] - middle))
    is_near = abs(line.middles[place] - middle) < SIGHT.script_box * (line.box[3] - line.box[1])
    letter = line.text.replace(" ", "")[place]
    if not is_near or letter not in _CUT_OFF:
        return None
    return None if letter in _POINTS and _is_point(ink, place, own) else place


def _is_point(ink: InkOfLine, place: int, own: InkOfLine) -> bool:
    """Whether a point of a line has ink of its own, flat as a point's and apart from what was read by itself."""
    point = ink.boxes[place]
    if point is None or any(box and area(intersect(point, box)) for box in own.boxes):
        return False
    tallest = max(box[3] - box[1] for box in ink.boxes if box)
    return point[3] - point[1] < SIGHT.flat * tallest


def _gap_for(whole: MeasuredLine, alone: MeasuredLine) -> int | None:
    """The place of the letter of a line behind which what was read by itself stands: in white, or raised at its end."""
    (line, ink), (other, own) = whole, alone
    if len(other.middles) > _ALONE or len(line.middles) <= len(other.middles) or None in own.boxes or None in ink.boxes:
        return None
    letter = own.boxes[0]
    boxes = [box for box in ink.boxes if box]
    assert letter is not None
    height = max(box[3] - box[1] for box in boxes)
    slack = SIGHT.into_next * height
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    is_beside = top - height / 2 < letter[1] and letter[3] < bottom + SIGHT.raised * 2 * height
    if is_beside and -slack <= letter[0] - boxes[-1][2] < slack and letter[3] < bottom - SIGHT.raised * height:
        return len(boxes) - 1
    for place, (left, right) in enumerate(pairwise(boxes)):
        if is_beside and left[2] - slack <= letter[0] and letter[2] <= right[0] + slack:
            return place
    return None


def _lowered(alone: ReadLine) -> str:
    """Letters read by themselves: the models see no other to compare their height with, so that an x becomes an X."""
    letters = alone.text.replace(" ", "")
    return "".join(letter.lower() if letter in _LIKE_CAPITALS else letter for letter in letters)


def _position(text: str, place: int) -> int:
    """Where the letter of that place, blanks not counted, stands in a text."""
    return [at for at, letter in enumerate(text) if letter != " "][place]
