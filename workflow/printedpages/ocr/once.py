"""Each ink read once: lines that were read twice, and raised or lowered letters that were read by themselves."""

from collections.abc import Sequence
from dataclasses import replace

from printedpages.geometry import Box, area, intersect
from printedpages.ocr.engine import ReadLine
from printedpages.ocr.ink import InkOfLine
from printedpages.ocr.settings import SIGHT

Measured = tuple[ReadLine, InkOfLine]
_CUT_OFF = frozenset("_,.'`-’‘")
"""What the models read of a letter of which a line's box shows the upper or the lower end."""
_ALONE = 2
"""Letters that are read by themselves are not more."""
_LIKE_CAPITALS = frozenset("COSVWXZ")


def once(lines: Sequence[Measured]) -> list[Measured]:
    """The lines, in their order, without those whose ink a line with more letters has.

    Where a letter of a line is the cut end of one that was read by itself, that one takes its place.
    """
    kept: dict[int, Measured] = {}
    for k in sorted(range(len(lines)), key=lambda k: (-len(lines[k][0].middles), k)):
        line, ink = lines[k]
        near = [other for other in kept if area(intersect(line.box, kept[other][0].box))]
        whole = next((other for other in near if _cut_letter(kept[other][0], line) is not None), None)
        if whole is not None and len(line.middles) <= _ALONE:
            kept[whole] = _mended(kept[whole], line, ink)
            continue
        own = [box for box in ink.boxes if box]
        others = [box for other in near for box in kept[other][1].boxes if box]
        again = sum(any(is_same_ink(box, other) for other in others) for box in own)
        if not own or again < SIGHT.same_ink * len(own):
            kept[k] = lines[k]
    return [kept[k] for k in sorted(kept)]


def is_same_ink(box: Box, other: Box) -> bool:
    """Whether two boxes of ink lie on each other."""
    return area(intersect(box, other)) > SIGHT.same_ink * min(area(box), area(other))


def _cut_letter(line: ReadLine, alone: ReadLine) -> int | None:
    """The place of the letter of a line that may be the cut end of what was read by itself at the same place."""
    if len(alone.middles) > _ALONE or len(line.middles) <= len(alone.middles):
        return None
    middle = (alone.box[0] + alone.box[2]) / 2
    place = min(range(len(line.middles)), key=lambda k: abs(line.middles[k] - middle))
    is_near = abs(line.middles[place] - middle) < SIGHT.script_box * (line.box[3] - line.box[1])
    return place if is_near and line.text.replace(" ", "")[place] in _CUT_OFF else None


def _mended(whole: Measured, alone: ReadLine, ink: InkOfLine) -> Measured:
    """A line with what was read by itself in the place of its cut letter."""
    line, own = whole
    place = _cut_letter(line, alone)
    assert place is not None
    letters = alone.text.replace(" ", "")
    # The models see of a lowered letter alone no other to compare its height with.
    letters = "".join(letter.lower() if letter in _LIKE_CAPITALS else letter for letter in letters)
    at = _position(line.text, place)
    return (
        replace(
            line,
            text=line.text[:at] + letters + line.text[at + 1 :],
            middles=(*line.middles[:place], *alone.middles, *line.middles[place + 1 :]),
            confidences=(*line.confidences[:place], *alone.confidences, *line.confidences[place + 1 :]),
        ),
        replace(own, boxes=(*own.boxes[:place], *ink.boxes, *own.boxes[place + 1 :])),
    )


def _position(text: str, place: int) -> int:
    """Where the letter of that place, blanks not counted, stands in a text."""
    return [at for at, letter in enumerate(text) if letter != " "][place]
